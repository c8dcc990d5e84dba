//! What edits, one after another, make of a text; they are refused where one does not fit it.

use std::borrow::Cow;

use super::Refusal;
use crate::model::text::Edit;

/// The text after all of the edits, one after another.
///
/// # Errors
/// [`Refusal::Changed`]: one of them does not fit; they were made for another text.
pub fn edited<'a>(text: &'a str, edits: &[Edit]) -> Result<Cow<'a, str>, Refusal> {
    let mut edited = Cow::Borrowed(text);
    for edit in edits {
        if edited.get(edit.range.clone()).is_none() {
            return Err(Refusal::Changed);
        }
        edited = Cow::Owned(edit.applied_to(&edited));
    }
    Ok(edited)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    fn edit(range: Range<usize>, insert: &str) -> Edit {
        Edit {
            range,
            insert: insert.to_owned(),
        }
    }

    #[test]
    fn each_edit_is_of_the_text_that_the_one_before_it_left() {
        let edits = [edit(0..1, "one"), edit(3..4, "-")];

        assert_eq!(edited("1 2", &edits).unwrap(), "one-2");
    }

    #[test]
    fn an_edit_of_another_text_is_refused() {
        let err = edited("é", &[edit(1..2, "")]);
        assert_eq!(err, Err(Refusal::Changed));
        let err = edited("a", &[edit(0..2, "")]);
        assert_eq!(err, Err(Refusal::Changed));
    }
}
