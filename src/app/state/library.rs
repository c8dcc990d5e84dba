//! The pictures of the site, as they were looked at last.

use std::sync::Arc;

use crate::model::picture::listed::Listed;

#[derive(Debug, Default)]
pub struct Library {
    /// `None`: nobody has looked yet.
    pub listed: Option<Arc<Listed>>,
    /// Of the newest look.
    pub number: u64,
    pub is_looking: bool,
    /// Something changed meanwhile.
    pub is_stale: bool,
}
