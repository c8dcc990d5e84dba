//! Dates as heads write them.
