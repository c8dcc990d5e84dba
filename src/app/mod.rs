//! The state, the one place that changes it, and the window.
