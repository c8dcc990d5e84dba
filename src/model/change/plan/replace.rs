//! The one edit of a text that replaces the matches that were found in it; refused where they are none
//! of it any more.

use std::ops::Range;

use crate::model::{change::Refusal, find::Pattern, text::Edit};

/// The edit that replaces these matches, which are in their order.
///
/// # Errors
/// [`Refusal::Changed`]: they are no matches of this text.
pub fn replace(
    text: &str,
    pattern: &Pattern,
    hits: &[Range<usize>],
    replacement: &str,
) -> Result<Vec<Edit>, Refusal> {
    let edit = pattern.replace_all(text, hits, replacement);
    Ok(vec![edit.ok_or(Refusal::Changed)?])
}
