//! The headings of an article, and moving what stands under one.

use std::ops::Range;

use super::{
    blocks::{Block, Blocks, Kind},
    format::Formatted,
    line,
};
use crate::model::text::Edit;

/// A heading, in bytes of the article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub title: String,
    /// From the heading to the next of its level or above.
    pub section: Range<usize>,
}

/// The headings in the order of the text. Those inside of quotes and lists are left out.
pub fn outline(text: &str, blocks: &Blocks) -> Vec<Heading> {
    let level = |block: &Block| match block.kind {
        Kind::Heading(level) => Some((level, block.range.clone())),
        _ => None,
    };
    let found: Vec<(u8, Range<usize>)> = blocks.blocks.iter().filter_map(level).collect();
    let headings = found.iter().enumerate().map(|(at, (level, range))| {
        let next = found.iter().skip(at + 1).find(|(other, _)| other <= level);
        Heading {
            level: *level,
            title: title(text.get(range.clone()).unwrap_or_default()),
            section: range.start..next.map_or(text.len(), |(_, next)| next.start),
        }
    });
    headings.collect()
}

/// The words of a heading, without its markers.
fn title(source: &str) -> String {
    let line = source.trim_start().lines().next().unwrap_or_default();
    let from = line::heading(line).map_or(0, |(_, from)| from);
    let words = line.get(from..).unwrap_or_default().trim();
    let without = words.trim_end_matches('#');
    let words = if without.ends_with(' ') {
        without
    } else {
        words
    };
    words.trim().replace(['*', '`'], "")
}

/// The heading whose section a place is in, by its number; the innermost.
pub fn heading_at(outline: &[Heading], at_byte: usize) -> Option<usize> {
    outline
        .partition_point(|heading| heading.section.start <= at_byte)
        .checked_sub(1)
}

/// Moves the section of a heading before that of another (by their numbers), or to the end for
/// the number after the last. `None`: it is there, or it would stand inside itself.
pub fn move_section(text: &str, outline: &[Heading], from: usize, to: usize) -> Option<Formatted> {
    let section = outline.get(from)?.section.clone();
    let target = match outline.get(to) {
        Some(heading) => heading.section.start,
        None => text.len(),
    };
    let (first, second) = if target < section.start {
        (target..section.start, section.clone())
    } else if target > section.end {
        (section.clone(), section.end..target)
    } else {
        return None;
    };
    let upper = text.get(second.clone())?;
    let lower = text.get(first.clone())?;
    let (upper_words, upper_end) = split_end(upper);
    let (lower_words, lower_end) = split_end(lower);
    let between = if lower_end.is_empty() {
        "\n\n"
    } else {
        lower_end
    };
    let insert = [upper_words, between, lower_words, upper_end].concat();
    let moved = if section == first {
        first.start + upper_words.len() + between.len()
    } else {
        first.start
    };
    Some(Formatted {
        edit: Edit {
            range: first.start..second.end,
            insert,
        },
        selection: moved..moved,
    })
}

/// A part of a text, and the empty lines at its end.
fn split_end(part: &str) -> (&str, &str) {
    part.split_at(part.trim_end_matches(['\n', '\r']).len())
}

/// The number of the heading before whose section a section stands after a step up.
pub fn above(outline: &[Heading], from: usize) -> Option<usize> {
    let level = outline.get(from)?.level;
    let before = outline.iter().enumerate().take(from).rev();
    let (at, found) = before
        .map(|(at, heading)| (at, heading.level))
        .find(|&(_, other)| other <= level)?;
    (found == level).then_some(at)
}

/// The same after a step down.
pub fn below(outline: &[Heading], from: usize) -> Option<usize> {
    let level = outline.get(from)?.level;
    let after = outline.iter().enumerate().skip(from + 1);
    let mut ends = after.filter(|(_, heading)| heading.level <= level);
    let (_, next) = ends.next()?;
    if next.level < level {
        return None;
    }
    Some(ends.next().map_or(outline.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::{super::blocks, *};

    fn of(text: &str) -> Vec<Heading> {
        outline(text, &blocks::parse(text, 0))
    }

    const TEXT: &str = "Intro\n\n## A\n\na\n\n### A1\n\n## *B* ##\n\nb\n\nC\n-\nc";

    #[test]
    fn headings_are_listed_with_their_sections() {
        let found = of(TEXT);
        let said: Vec<_> = found
            .iter()
            .map(|heading| {
                (
                    heading.level,
                    heading.title.as_str(),
                    &TEXT[heading.section.clone()],
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                (2, "A", "## A\n\na\n\n### A1\n\n"),
                (3, "A1", "### A1\n\n"),
                (2, "B", "## *B* ##\n\nb\n\n"),
                (2, "C", "C\n-\nc"),
            ]
        );
        assert_eq!(heading_at(&found, 0), None);
        assert_eq!(heading_at(&found, 12), Some(0));
        assert_eq!(heading_at(&found, TEXT.len()), Some(3));
    }

    #[track_caller]
    fn check(from: usize, to: Option<usize>, expected: &str) {
        let done = move_section(TEXT, &of(TEXT), from, to.unwrap()).unwrap();
        let text = done.edit.applied_to(TEXT);
        assert_eq!(text, expected);
        let title = &of(TEXT)[from].title;
        let moved = of(&text)
            .into_iter()
            .find(|heading| heading.title == *title);
        assert_eq!(moved.unwrap().section.start, done.selection.start);
    }

    #[test]
    fn a_section_moves_with_all_that_stands_under_it() {
        let found = of(TEXT);
        let after = "Intro\n\n## *B* ##\n\nb\n\n## A\n\na\n\n### A1\n\nC\n-\nc";
        check(0, below(&found, 0), after);
        check(2, above(&found, 2), after);
        check(
            2,
            below(&found, 2),
            "Intro\n\n## A\n\na\n\n### A1\n\nC\n-\nc\n\n## *B* ##\n\nb",
        );
        check(
            3,
            Some(0),
            "Intro\n\nC\n-\nc\n\n## A\n\na\n\n### A1\n\n## *B* ##\n\nb",
        );
    }

    #[test]
    fn a_section_does_not_leave_its_parent_or_move_into_itself() {
        let found = of(TEXT);

        assert_eq!(above(&found, 0), None);
        assert_eq!((above(&found, 1), below(&found, 1)), (None, None));
        assert_eq!(below(&found, 3), None);
        assert_eq!(move_section(TEXT, &found, 0, 1), None);
        assert_eq!(move_section(TEXT, &found, 0, 2), None);
    }
}
