//! The parts of the window, one file or folder each.
