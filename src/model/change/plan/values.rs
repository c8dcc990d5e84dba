//! The edits of a text that set, add and take out values of its head: all of them, or none.

use super::super::Refusal;
use crate::model::{
    front_matter::{self, Change, Manner},
    text::Edit,
};

/// The edits that make all of these changes in the head of a text, each of the text that the one
/// before it left. `manner_of_new`: how a key is written that is not there yet.
///
/// # Errors
/// [`Refusal::Head`]: one of them cannot be made, so none is.
pub fn values(
    text: &str,
    changes: &[Change],
    mut manner_of_new: impl FnMut() -> Manner,
) -> Result<Vec<Edit>, Refusal> {
    let mut text_now = text.to_owned();
    let mut edits = Vec::new();
    for change in changes {
        let is_new = front_matter::glance(&text_now)
            .value(change.path())
            .is_none();
        let manner = if is_new {
            manner_of_new()
        } else {
            Manner::default()
        };
        let edit = front_matter::edit_in(&text_now, change, manner).map_err(Refusal::Head)?;
        if let Some(edit) = edit {
            text_now = edit.applied_to(&text_now);
            edits.push(edit);
        }
    }
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{change::edited, front_matter::KeyPath};

    fn removal(key: &str) -> Change {
        Change::Remove {
            path: KeyPath(vec![key.to_owned()]),
        }
    }

    #[test]
    fn all_changes_are_made_or_none() {
        let text = "---\ntitle: A\ndraft: true\ntags: [a]\n---\n";

        let edits = values(text, &[removal("draft"), removal("tags")], Manner::default).unwrap();
        assert_eq!(edited(text, &edits).unwrap(), "---\ntitle: A\n---\n");

        let broken = "---\ntitle: [\n---\n";
        let err = values(broken, &[removal("title")], Manner::default);
        assert!(matches!(err, Err(Refusal::Head(_))), "{err:?}");
    }
}
