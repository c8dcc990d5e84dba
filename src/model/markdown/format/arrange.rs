//! Whole lines: moved, copied, joined. These work in code blocks, too.

use std::ops::Range;

use super::{
    Formatted,
    changes::Changes,
    lines::{Line, MarkerKind, content_start, lines_in},
};
use crate::model::text::Edit;

/// What is done with the lines that a selection touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arranging {
    MoveUp,
    MoveDown,
    Duplicate,
    /// Make one line of the lines, or of the line and the next.
    Join,
}

/// Arranges lines. Those before `body_from` stay where they are. `None`: nothing to do.
pub fn arrange(
    text: &str,
    body_from: usize,
    selection: Range<usize>,
    arranging: Arranging,
) -> Option<Formatted> {
    if selection.start < body_from {
        return None;
    }
    let selection = super::whole_characters(text, &selection);
    let lines = lines_in(text, &selection);
    let block = lines.first()?.start..lines.last()?.end;
    match arranging {
        Arranging::MoveUp => {
            let before = Line::at(text, block.start).previous(text)?;
            let before = before.start..before.end;
            (before.start >= body_from).then(|| swap(text, &before, &block, &selection, true))?
        }
        Arranging::MoveDown => {
            let after = Line::at(text, block.end).next(text)?;
            swap(text, &block, &(after.start..after.end), &selection, false)
        }
        Arranging::Duplicate => duplicate(text, &block, &selection),
        Arranging::Join => join(text, &selection, &lines),
    }
}

/// Swaps two neighbouring blocks of lines. What is selected is in the second one or the first.
fn swap(
    text: &str,
    first: &Range<usize>,
    second: &Range<usize>,
    selection: &Range<usize>,
    is_second_selected: bool,
) -> Option<Formatted> {
    let between = text.get(first.end..second.start)?;
    let mut upper = text.get(second.clone())?.to_owned();
    let mut lower = text.get(first.clone())?.to_owned();
    let (own_upper, own_lower) = (upper.len(), lower.len());
    // The numbers of a list stay where they are.
    let numbers = (number(text, second), number(text, first));
    if let (Some(of_second), Some(of_first)) = numbers {
        let digits = |range: &Range<usize>| text.get(range.clone()).map(str::to_owned);
        let (second_digits, first_digits) = (digits(&of_second)?, digits(&of_first)?);
        upper.replace_range(
            of_second.start - second.start..of_second.end - second.start,
            &first_digits,
        );
        lower.replace_range(
            of_first.start - first.start..of_first.end - first.start,
            &second_digits,
        );
    }
    let (new_start, old_start, grown) = if is_second_selected {
        let grown = upper.len().cast_signed() - own_upper.cast_signed();
        (first.start, second.start, grown)
    } else {
        let grown = lower.len().cast_signed() - own_lower.cast_signed();
        let new_start = first.start + upper.len() + between.len();
        (new_start, first.start, grown)
    };
    let moved = |at: usize| {
        let inside = at.saturating_sub(old_start);
        let inside = if grown == 0 || inside == 0 {
            inside
        } else {
            inside.saturating_add_signed(grown)
        };
        new_start + inside
    };
    let insert = [upper.as_str(), between, lower.as_str()].concat();
    // A selection of whole lines that ends behind the last break stays within the text.
    let end = first.start + insert.len() + text.len() - second.end;
    let selection = moved(selection.start).min(end)..moved(selection.end).min(end);
    let after = text.get(second.end..)?;
    let new_text_at = |at: usize| {
        let in_insert = at.checked_sub(first.start);
        match in_insert {
            Some(inside) if inside <= insert.len() => insert.is_char_boundary(inside),
            Some(inside) => after.is_char_boundary(inside - insert.len()),
            None => true,
        }
    };
    let is_whole = new_text_at(selection.start) && new_text_at(selection.end);
    is_whole.then_some(Formatted {
        edit: Edit {
            range: first.start..second.end,
            insert,
        },
        selection,
    })
}

/// The digits of a single line that is an item of a numbered list.
fn number(text: &str, block: &Range<usize>) -> Option<Range<usize>> {
    let line = Line::at(text, block.start);
    let marker = line.marker.as_ref()?;
    let is_number = matches!(marker.kind, MarkerKind::Number { .. });
    (is_number && line.end == block.end).then(|| line.indent_end..marker.end - 1)
}

fn duplicate(text: &str, block: &Range<usize>, selection: &Range<usize>) -> Option<Formatted> {
    let lines = text.get(block.clone())?;
    let insert = format!("\n{lines}");
    let by = insert.len();
    Some(Formatted {
        edit: Edit {
            range: block.end..block.end,
            insert,
        },
        selection: selection.start.min(block.end) + by..selection.end.min(block.end) + by,
    })
}

/// The breaks between lines become spaces; what marks the later lines goes.
fn join(text: &str, selection: &Range<usize>, lines: &[Range<usize>]) -> Option<Formatted> {
    let mut lines = lines.to_vec();
    if lines.len() == 1 {
        let next = Line::at(text, lines.first()?.start).next(text)?;
        lines.push(next.start..next.end);
    }
    let mut changes = Changes::default();
    let mut joint = selection.start;
    let mut grown = 0_isize;
    for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
        let start = text.get(line.clone())?.trim_end().len() + line.start;
        let content = content_start(text, next).max(next.start);
        let is_space = start > line.start && content < next.end;
        let space = if is_space { " " } else { "" };
        joint = start.saturating_add_signed(grown);
        grown += space.len().cast_signed() - (content - start).cast_signed();
        changes.replace(start..content, space);
    }
    changes.select(text, joint..joint)
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{check_with, unmarked},
        Arranging::{Duplicate, Join, MoveDown, MoveUp},
        *,
    };

    fn check(before: &str, arranging: Arranging, after: &str) {
        check_with(
            before,
            |text, selection| arrange(text, 0, selection, arranging),
            after,
        );
    }

    #[test]
    fn lines_move_up_and_down_and_back() {
        for (above, below) in [
            ("a|\nb\nc", "b\na|\nc"),
            ("a\nb|", "b|\na"),
            ("‹a\nb›\nc\n", "c\n‹a\nb›\n"),
            ("é|\n\n", "\né|\n"),
            ("1. a|\n10. b", "1. b\n10. a|"),
        ] {
            if above.starts_with("a\nb|") {
                check(above, MoveUp, below);
                check(below, MoveDown, above);
                continue;
            }
            check(above, MoveDown, below);
            check(below, MoveUp, above);
        }
    }

    #[test]
    fn at_the_ends_nothing_moves() {
        let (text, selection) = unmarked("---\na: b\n---\nte|xt");

        for arranging in [MoveUp, MoveDown] {
            assert_eq!(arrange(&text, 13, selection.clone(), arranging), None);
        }
        assert_eq!(arrange(&text, 13, 5..5, MoveUp), None);
    }

    #[test]
    fn lines_are_copied_below_themselves() {
        check("a|b", Duplicate, "ab\na|b");
        check("‹a\nb›\n", Duplicate, "a\nb\n‹a\nb›\n");
        check("‹a\n›b", Duplicate, "a\n‹a›\nb");
        check("|\n", Duplicate, "\n|\n");
    }

    #[test]
    fn lines_are_joined_with_a_space() {
        check("o|ne\ntwo\nthree", Join, "one| two\nthree");
        check("‹one\n  two\nthree›\n", Join, "one two| three\n");
        check("- one|\n- two", Join, "- one| two");
        check("> one|\n> two", Join, "> one| two");
        check("one|  \n\ntwo", Join, "one|\ntwo");
        check("|\ntwo", Join, "|two");
        let (text, selection) = unmarked("last|");
        assert_eq!(arrange(&text, 0, selection, Join), None);
    }

    proptest::proptest! {
        #[test]
        fn any_arranging_selects_whole_characters(
            text in "([-1. aé>\r]|\n){0,20}",
            a in 0_usize..40,
            b in 0_usize..40,
        ) {
            for arranging in [MoveUp, MoveDown, Duplicate, Join] {
                let done = arrange(&text, 0, a.min(b)..a.max(b), arranging);
                if let Some(Formatted { edit, selection }) = done {
                    let after = edit.applied_to(&text);
                    assert!(after.get(selection.clone()).is_some(), "{selection:?} of {after:?}");
                }
            }
        }
    }
}
