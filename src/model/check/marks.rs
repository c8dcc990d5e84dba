//! Two versions of a text that another program could not merge.

use crate::model::{
    conflict_marks,
    finding::{Finding, Place, Rule},
    said::said,
};

/// The first place where both stand, at its first mark.
pub fn found(text: &str) -> Option<Finding> {
    let first = conflict_marks::first(text)?;
    let message = said!("text-conflict-marks");
    Some(Finding::new(
        Rule::TextConflict,
        Place::Text(first),
        message,
    ))
}
