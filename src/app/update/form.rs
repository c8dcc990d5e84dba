//! Form fields: a change of one value becomes an edit of its bytes.

use crate::{
    app::State,
    io::Effect,
    model::{
        document::DocumentId,
        front_matter::{self, Change, KeyPath},
        text::{Cause, Edit},
    },
};

/// Makes one change of the head through the same door as typing. A refused change leaves the
/// text alone and says why under its field.
pub fn change_field(
    state: &mut State,
    document: DocumentId,
    change: &Change,
    typed: bool,
) -> Vec<Effect> {
    let at_millis = state.clock.since_start_millis;
    let Some(article) = state.articles.get_mut(&document) else {
        return Vec::new();
    };
    let document = &mut article.document;
    match front_matter::edit(document.text(), change) {
        Ok(None) => article.field_problem = None,
        Ok(Some(edit)) => {
            let cause = if typed {
                Cause::Typing { at_millis }
            } else {
                Cause::Step
            };
            article.field_problem = None;
            article.selection = moved(&article.selection, &edit);
            if let Err(err) = document.apply(document.revision(), &edit, cause) {
                log::error!("a field's edit did not fit its text: {err}");
            } else {
                // The editor's caret stays where it was in the words, not in the bytes.
                article.select = Some(article.selection.clone());
            }
        }
        Err(refusal) => {
            article.field_problem = Some((path_of(change).clone(), refusal.to_string()));
        }
    }
    Vec::new()
}

/// Where a selection stands after `edit`.
pub fn moved(selection: &std::ops::Range<usize>, edit: &Edit) -> std::ops::Range<usize> {
    let place = |at: usize| {
        if at <= edit.range.start {
            at
        } else if at >= edit.range.end {
            at - edit.range.len() + edit.insert.len()
        } else {
            edit.range.start + edit.insert.len()
        }
    };
    place(selection.start)..place(selection.end)
}

fn path_of(change: &Change) -> &KeyPath {
    match change {
        Change::Set { path, .. }
        | Change::Remove { path }
        | Change::AddItem { path, .. }
        | Change::RemoveItem { path, .. }
        | Change::MoveItem { path, .. } => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_moved(
        selection: std::ops::Range<usize>,
        edit: (std::ops::Range<usize>, &str),
        expected: std::ops::Range<usize>,
    ) {
        let edit = Edit {
            range: edit.0,
            insert: edit.1.to_owned(),
        };
        assert_eq!(moved(&selection, &edit), expected);
    }

    #[test]
    fn a_caret_behind_a_form_edit_moves_with_its_word() {
        check_moved(10..12, (2..4, "abcde"), 13..15);
    }

    #[test]
    fn a_caret_before_a_form_edit_stays() {
        check_moved(2..2, (2..4, "abcde"), 2..2);
    }

    #[test]
    fn a_caret_inside_replaced_bytes_goes_to_their_end() {
        check_moved(3..3, (2..6, "x"), 3..3);
    }
}
