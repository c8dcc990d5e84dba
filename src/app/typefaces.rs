//! What is known of the typefaces of the system.

use std::{collections::BTreeMap, sync::Arc};

use crate::model::typeface::Cuts;

/// The typefaces that are known beside the shipped ones.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    /// The families that are installed, in order; `None`: nobody asked yet.
    pub installed: Option<Vec<String>>,
    /// Those that were read.
    pub read: BTreeMap<String, Arc<Cuts>>,
}
