//! Headings by level, tasks, and blocks of code.

use std::ops::Range;

use super::{
    Formatted,
    changes::{Changes, Side},
    lines::{self, Line, heading_prefix, lines_in, worked_on},
};
use crate::model::text::Edit;

/// Which way a heading goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// To a larger heading.
    Up,
    /// To a smaller one.
    Down,
}

/// Makes headings larger or smaller by a level. A line of text becomes a heading: like the one
/// above it, or a level below that.
pub(super) fn shift_heading(
    text: &str,
    selection: &Range<usize>,
    shift: Shift,
) -> Option<Formatted> {
    let mut changes = Changes::default();
    let lines = worked_on(text, selection);
    let is_single = lines.len() == 1;
    for line in &lines {
        let content = text.get(line.content..line.end)?;
        match (heading_prefix(content), shift) {
            (Some((2.., _)), Shift::Up) => {
                changes.remove(line.content..line.content + 1);
            }
            (Some((level @ ..6, _)), Shift::Down) => {
                changes.insert(line.content + usize::from(level), "#");
            }
            (None, _) if is_single => {
                let above = level_above(text, line);
                let level = match shift {
                    Shift::Up => above.unwrap_or(2),
                    Shift::Down => above.map_or(2, |level| level + 1).min(6),
                };
                changes.insert(line.content, "#".repeat(usize::from(level)) + " ");
            }
            _ => {}
        }
    }
    changes.formatted(text, selection)
}

/// The level of the nearest heading above a line.
fn level_above(text: &str, line: &Line) -> Option<u8> {
    let mut above = line.previous(text);
    while let Some(line) = above {
        let content = text.get(line.content..line.end)?;
        if let Some((level, _)) = heading_prefix(content)
            && lines::is_prose(text, line.start)
        {
            return Some(level);
        }
        above = line.previous(text);
    }
    None
}

/// Makes tasks of the lines, or text again where all of them are.
pub(super) fn tasks(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let lines = worked_on(text, selection);
    let has_box = |line: &Line| line.marker.as_ref().is_some_and(|marker| marker.has_box);
    let mut changes = Changes::default();
    let is_on = lines.iter().all(has_box);
    let bullet = lines::bullet_of(text);
    for line in &lines {
        match &line.marker {
            Some(_) if is_on => changes.remove(line.indent_end..line.content),
            Some(marker) if !marker.has_box && marker.space_end == marker.end => {
                changes.insert(marker.end, " [ ] ");
            }
            Some(marker) if !marker.has_box => changes.insert(marker.space_end, "[ ] "),
            Some(_) => {}
            None => changes.insert(line.indent_end, format!("{bullet} [ ] ")),
        }
    }
    changes.formatted(text, selection)
}

/// Ticks the tasks of the lines, or unticks them where all are ticked.
pub(super) fn tick(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let mut changes = Changes::default();
    let boxes: Vec<usize> = worked_on(text, selection)
        .iter()
        .filter_map(|line| line.marker.as_ref().filter(|marker| marker.has_box))
        .map(|marker| marker.space_end + 1)
        .collect();
    let is_ticked = |&at: &usize| text.get(at..=at) != Some(" ");
    let new = if boxes.iter().all(is_ticked) {
        " "
    } else {
        "x"
    };
    for at in boxes.into_iter().filter(|at| is_ticked(at) == (new == " ")) {
        changes.replace(at..at + 1, new);
    }
    let start = changes.map(selection.start, Side::Before);
    let end = changes.map(selection.end, Side::Before);
    changes.select(text, start..end)
}

/// Puts the lines into a block of code, or takes them out of the one they are in.
pub(super) fn code_block(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    if let Some(fence) = lines::fence_around(text, selection.start) {
        return without_fence(text, selection, &fence);
    }
    let lines = lines_in(text, selection);
    let block = lines.first()?.start..lines.last()?.end;
    let first = Line::at(text, block.start);
    let prefix = text.get(first.start..first.quote_end)?;
    let code = text.get(block.clone())?;
    let longest = code
        .split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let opening = format!("{prefix}{fence}\n");
    let insert = format!("{opening}{code}\n{prefix}{fence}");
    let by = opening.len();
    Some(Formatted {
        edit: Edit {
            range: block,
            insert,
        },
        selection: selection.start + by..selection.end + by,
    })
}

fn without_fence(text: &str, selection: &Range<usize>, fence: &lines::Fence) -> Option<Formatted> {
    let mut changes = Changes::default();
    let after_opening = (fence.opening.end + 1).min(text.len());
    match &fence.closing {
        Some(closing) if closing.start == after_opening => {
            changes.remove(fence.opening.start..closing.end);
        }
        closing => {
            changes.remove(fence.opening.start..after_opening);
            if let Some(closing) = closing {
                changes.remove(closing.start - 1..closing.end);
            }
        }
    }
    let start = changes.map(selection.start, Side::Before);
    let end = changes.map(selection.end, Side::Before).max(start);
    changes.select(text, start..end)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Formatting::{self, CodeBlock, LowerHeading, RaiseHeading, Task, Tick},
        format,
        tests::{check, check_toggle, unmarked},
    };

    fn check_nothing(marked: &str, formatting: Formatting) {
        let (text, selection) = unmarked(marked);
        assert_eq!(
            format(&text, selection, formatting, "Heading"),
            None,
            "{marked:?}"
        );
    }

    #[test]
    fn headings_go_up_and_down_by_a_level() {
        check("### a|", RaiseHeading, "## a|");
        check("## a|", LowerHeading, "### a|");
        check("> # a|", LowerHeading, "> ## a|");
        check(
            "‹# a\n\ntext\n\n## b›",
            LowerHeading,
            "‹## a\n\ntext\n\n### b›",
        );
        check_nothing("# a|", RaiseHeading);
        check_nothing("###### a|", LowerHeading);
    }

    #[test]
    fn text_becomes_a_heading_like_the_one_above() {
        check("### a\n\nb|", RaiseHeading, "### a\n\n### b|");
        check("### a\n\nb|", LowerHeading, "### a\n\n#### b|");
        check("b|", LowerHeading, "## b|");
        check("```\n# no\n```\nb|", RaiseHeading, "```\n# no\n```\n## b|");
    }

    #[test]
    fn tasks_toggle_over_lines() {
        check_toggle("‹a\nb›", Task, "- [ ] ‹a\n- [ ] b›");
        check_toggle("te|xt", Task, "- [ ] te|xt");
        check("* a|\n", Task, "* [ ] a|\n");
        check("1. a|", Task, "1. [ ] a|");
        check("- [x] ‹a\n- b›", Task, "- [x] ‹a\n- [ ] b›");
        check("- [x] a|", Task, "a|");
        check("|", Task, "- [ ] |");
    }

    #[test]
    fn tasks_are_ticked_and_unticked() {
        check_toggle("- [ ] a|", Tick, "- [x] a|");
        check("- [ ] ‹a\n- [x] b›", Tick, "- [x] ‹a\n- [x] b›");
        check("- [X] |a", Tick, "- [ ] |a");
        check_nothing("- a|", Tick);
    }

    #[test]
    fn code_blocks_toggle_over_lines() {
        check_toggle("‹a\nb›", CodeBlock, "```\n‹a\nb›\n```");
        check_toggle("x\n|\ny", CodeBlock, "x\n```\n|\n```\ny");
        check_toggle("> a|", CodeBlock, "> ```\n> a|\n> ```");
        check("a ``` b|", CodeBlock, "````\na ``` b|\n````");
        check("```rust\na|\n```\nb", CodeBlock, "a|\nb");
        check("```\na|", CodeBlock, "a|");
        check("```|\na\n```", CodeBlock, "|a");
        check("```\na\n```|", CodeBlock, "a|");
    }

    #[test]
    fn front_matter_is_no_block_of_code() {
        check_nothing("---\na: b|\n---\n", CodeBlock);
    }
}
