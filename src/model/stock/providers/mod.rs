//! One file for each service: what its documentation says of request and answer.

pub mod commons;
pub mod openverse;
pub mod pexels;
pub mod pixabay;

/// The path that is asked, and what stands behind its `?`.
pub type Asked = (&'static str, Vec<(&'static str, String)>);
