//! Two texts side by side, and a third made of their parts.
//!
//! A **difference** is a run of lines that differs; for each the left side, the right side or both can
//! be taken. Where the text that both sides come from is known, the side that alone changed a
//! difference is proposed.
//!
//! Limits: lines are compared for 300 ms, the words in one difference for 20 ms; after that it is
//! coarser, never wrong.

use std::{ops::Range, sync::Arc, time::Duration};

use crate::model::{
    front_matter,
    text::diff::{self, Hunk},
};

const TIMEOUT: Duration = Duration::from_millis(300);
const WORDS_TIMEOUT: Duration = Duration::from_millis(20);
/// How many equal lines are shown around a difference.
const CONTEXT: usize = 3;

/// Which lines of a difference are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Left,
    Right,
    /// Those of the left side, then those of the right.
    Both,
}

/// A run of lines that differs, in bytes of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub left: Range<usize>,
    pub right: Range<usize>,
    /// The words that differ, in bytes of the texts.
    pub left_words: Vec<Range<usize>>,
    pub right_words: Vec<Range<usize>>,
    pub proposed: Option<Choice>,
}

/// One line of the view. Ranges are bytes of the texts, without line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Above the lines of the difference with this number.
    Heading(usize),
    /// A line of a difference; a side that has fewer lines has none here.
    Different {
        difference: usize,
        left: Option<Range<usize>>,
        right: Option<Range<usize>>,
    },
    Equal {
        left: Range<usize>,
        right: Range<usize>,
    },
    /// This many equal lines are left out.
    Gap(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub left: Arc<str>,
    pub right: Arc<str>,
    /// Where the heads of both end.
    pub heads: [usize; 2],
    pub differences: Vec<Difference>,
    pub rows: Vec<Row>,
}

/// Compares two texts; `base`: what both come from.
pub fn compare(left: &Arc<str>, right: &Arc<str>, base: Option<&str>) -> Comparison {
    let hunks = joined(left, right, diff::lines(left, right, TIMEOUT));
    let changes = base.map(|base| Changes::of(base, left, right));
    let differences: Vec<Difference> = hunks
        .into_iter()
        .map(|hunk| {
            let (left_words, right_words) = words(left, right, &hunk.old, &hunk.new);
            Difference {
                proposed: changes
                    .as_ref()
                    .and_then(|changes| changes.proposed(&hunk.old, &hunk.new)),
                left: hunk.old,
                right: hunk.new,
                left_words,
                right_words,
            }
        })
        .collect();
    Comparison {
        rows: rows(left, right, &differences),
        left: Arc::clone(left),
        right: Arc::clone(right),
        heads: [left, right].map(|text| front_matter::glance(text).head.end),
        differences,
    }
}

impl Comparison {
    /// The text that the choices make, one for each difference; the left side where one is missing.
    pub fn text(&self, choices: &[Choice]) -> String {
        let mut text = String::with_capacity(self.left.len().max(self.right.len()));
        let mut at = 0;
        for (index, difference) in self.differences.iter().enumerate() {
            let (left, right) = (&difference.left, &difference.right);
            text.push_str(slice(&self.left, at..left.start));
            let choice = choices.get(index).copied().unwrap_or(Choice::Left);
            if choice != Choice::Right {
                text.push_str(slice(&self.left, left.clone()));
            }
            if choice == Choice::Both && !(text.is_empty() || text.ends_with('\n')) {
                text.push('\n');
            }
            if choice != Choice::Left {
                text.push_str(slice(&self.right, right.clone()));
            }
            at = left.end;
        }
        text.push_str(slice(&self.left, at..self.left.len()));
        text
    }
}

/// What either side changed of the text that both come from.
struct Changes {
    left: Vec<Change>,
    right: Vec<Change>,
}

struct Change {
    /// The lines of the side that it made.
    lines: Range<usize>,
    /// The other side changed the same lines of the base, or their neighbours.
    is_contested: bool,
}

impl Changes {
    fn of(base: &str, left: &str, right: &str) -> Self {
        let [left, right] = [left, right].map(|side| diff::lines(base, side, TIMEOUT));
        let judged = |hunks: &[Hunk], others: &[Hunk]| {
            let is_contested =
                |hunk: &Hunk| others.iter().any(|other| touches(&other.old, &hunk.old));
            hunks
                .iter()
                .map(|hunk| Change {
                    lines: hunk.new.clone(),
                    is_contested: is_contested(hunk),
                })
                .collect()
        };
        Self {
            left: judged(&left, &right),
            right: judged(&right, &left),
        }
    }

    /// The side that changed these lines alone.
    fn proposed(&self, left: &Range<usize>, right: &Range<usize>) -> Option<Choice> {
        let here = |changes: &[Change], lines: &Range<usize>| {
            let mut here = changes
                .iter()
                .filter(|it| touches(&it.lines, lines))
                .peekable();
            let is_changed = here.peek().is_some();
            (is_changed, here.any(|change| change.is_contested))
        };
        match (here(&self.left, left), here(&self.right, right)) {
            ((true, false), (false, _)) => Some(Choice::Left),
            ((false, _), (true, false)) => Some(Choice::Right),
            _ => None,
        }
    }
}

fn touches(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// A paragraph that was rewritten is one difference: where lines of one side alone and lines of
/// the other alone are kept apart by nothing but blank lines, they belong together.
fn joined(left: &str, right: &str, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        match joined.last_mut() {
            Some(last) if are_one(left, last, &hunk) => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
                trim(left, right, last);
            }
            _ => joined.push(hunk),
        }
    }
    joined
}

fn are_one(left: &str, first: &Hunk, second: &Hunk) -> bool {
    let is_crossed = (first.new.is_empty() && second.old.is_empty())
        || (first.old.is_empty() && second.new.is_empty());
    is_crossed
        && slice(left, first.old.end..second.old.start)
            .trim()
            .is_empty()
}

/// Leaves out the lines that both sides of a hunk begin or end with.
fn trim(left: &str, right: &str, hunk: &mut Hunk) {
    let (old, new) = (
        slice(left, hunk.old.clone()),
        slice(right, hunk.new.clone()),
    );
    let pairs = old.split_inclusive('\n').zip(new.split_inclusive('\n'));
    let head: usize = pairs
        .take_while(|(old, new)| old == new)
        .map(|(line, _)| line.len())
        .sum();
    let (old, new) = (slice(old, head..old.len()), slice(new, head..new.len()));
    let (old, new) = (lines_from_end(old), lines_from_end(new));
    let tail: usize = old
        .zip(new)
        .take_while(|(old, new)| old == new)
        .map(|(line, _)| line.len())
        .sum();
    hunk.old = hunk.old.start + head..hunk.old.end - tail;
    hunk.new = hunk.new.start + head..hunk.new.end - tail;
}

fn lines_from_end(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').rev()
}

fn words(
    left: &str,
    right: &str,
    left_lines: &Range<usize>,
    right_lines: &Range<usize>,
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (old, new) = (
        slice(left, left_lines.clone()),
        slice(right, right_lines.clone()),
    );
    let (removed, added) = diff::words(old, new, WORDS_TIMEOUT);
    let shift = |ranges: Vec<Range<usize>>, by: usize| {
        ranges
            .into_iter()
            .map(|range| range.start + by..range.end + by)
            .collect()
    };
    (
        shift(removed, left_lines.start),
        shift(added, right_lines.start),
    )
}

fn rows(left: &str, right: &str, differences: &[Difference]) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut left_at, mut right_at) = (0, 0);
    for (index, difference) in differences.iter().enumerate() {
        let before = lines(left, left_at..difference.left.start);
        let beside = lines(right, right_at..difference.right.start);
        equal_rows(&mut rows, &before, &beside, index > 0, true);
        rows.push(Row::Heading(index));
        let old = lines(left, difference.left.clone());
        let new = lines(right, difference.right.clone());
        for line in 0..old.len().max(new.len()) {
            rows.push(Row::Different {
                difference: index,
                left: old.get(line).cloned(),
                right: new.get(line).cloned(),
            });
        }
        (left_at, right_at) = (difference.left.end, difference.right.end);
    }
    let before = lines(left, left_at..left.len());
    let beside = lines(right, right_at..right.len());
    equal_rows(&mut rows, &before, &beside, !differences.is_empty(), false);
    rows
}

/// The equal lines near a difference before them, after them, or both; the rest as a gap.
fn equal_rows(
    rows: &mut Vec<Row>,
    left: &[Range<usize>],
    right: &[Range<usize>],
    is_after: bool,
    is_before: bool,
) {
    let count = left.len();
    let head = if is_after { CONTEXT } else { 0 };
    let tail = if is_before { CONTEXT } else { 0 };
    let hidden = count.saturating_sub(head + tail);
    // A gap of one line would take as much room as the line.
    let hidden = if hidden == 1 { 0 } else { hidden };
    let gap = head..head + hidden;
    for (line, (left, right)) in left.iter().zip(right).enumerate() {
        if hidden > 0 && line == gap.start {
            rows.push(Row::Gap(hidden));
        }
        if hidden == 0 || !gap.contains(&line) {
            rows.push(Row::Equal {
                left: left.clone(),
                right: right.clone(),
            });
        }
    }
}

/// The lines in a range, without their breaks.
fn lines(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut at = range.start;
    slice(text, range)
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches(['\n', '\r']).len()
        })
        .collect()
}

fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compared(left: &str, right: &str, base: Option<&str>) -> Comparison {
        compare(&left.into(), &right.into(), base)
    }

    #[test]
    fn each_difference_is_taken_from_either_side_or_both() {
        let both = compared("a\nmine\nb\nleft\n", "a\ntheirs\nb\nright\n", None);

        let text = |one, other| both.text(&[one, other]);

        assert_eq!(text(Choice::Left, Choice::Right), "a\nmine\nb\nright\n");
        assert_eq!(
            text(Choice::Both, Choice::Left),
            "a\nmine\ntheirs\nb\nleft\n"
        );
    }

    #[test]
    fn both_sides_of_a_last_line_without_a_break_are_two_lines() {
        let comparison = compared("mine", "theirs", None);

        assert_eq!(comparison.text(&[Choice::Both]), "mine\ntheirs");
    }

    #[test]
    fn the_side_that_alone_changed_a_difference_is_proposed() {
        let base = "a\nb\nc\nd\ne\n";
        let comparison = compared("A\nb\nC\nd\ne\n", "a\nb\nc!\nd\nE\n", Some(base));

        let proposed: Vec<_> = comparison
            .differences
            .iter()
            .map(|difference| difference.proposed)
            .collect();

        assert_eq!(proposed, [Some(Choice::Left), None, Some(Choice::Right)]);
    }

    #[test]
    fn equal_lines_far_from_a_difference_are_left_out() {
        let equal = "same\n".repeat(10);
        let comparison = compared(
            &format!("{equal}a\n{equal}"),
            &format!("{equal}b\n{equal}"),
            None,
        );

        let gaps: Vec<&Row> = comparison
            .rows
            .iter()
            .filter(|row| matches!(row, Row::Gap(_)))
            .collect();

        assert_eq!(gaps, [&Row::Gap(7), &Row::Gap(7)]);
        assert_eq!(comparison.rows.len(), 2 + 6 + 2);
    }

    #[test]
    fn words_that_differ_are_places_in_the_whole_text() {
        let comparison = compared("one\na red boat\n", "one\na blue boat\n", None);

        let difference = &comparison.differences[0];
        let word = |text: &Arc<str>, range: &Range<usize>| text[range.clone()].to_owned();
        assert_eq!(word(&comparison.left, &difference.left_words[0]), "red");
        assert_eq!(word(&comparison.right, &difference.right_words[0]), "blue");
    }

    #[test]
    fn a_paragraph_that_both_sides_rewrote_is_one_difference_to_be_chosen() {
        let base = "head\n\nparagraph\n\nend\n";
        let left = "head\nadded\nparagraph of mine\n\nend\n";
        let right = "head\n\nparagraph of theirs\n\nend\n";
        let comparison = compared(left, right, Some(base));

        let sides: Vec<_> = comparison
            .differences
            .iter()
            .map(|it| {
                (
                    &left[it.left.clone()],
                    &right[it.right.clone()],
                    it.proposed,
                )
            })
            .collect();

        assert_eq!(
            sides,
            [(
                "added\nparagraph of mine\n",
                "\nparagraph of theirs\n",
                None
            )]
        );
    }

    proptest! {
        #[test]
        fn taking_one_side_everywhere_gives_that_side(
            left in "([abc]?\n){0,8}[ab]{0,1}", right in "([abc]?\n){0,8}[ab]{0,1}",
        ) {
            let comparison = compared(&left, &right, None);
            let all = |choice| vec![choice; comparison.differences.len()];

            prop_assert_eq!(comparison.text(&all(Choice::Left)), left);
            prop_assert_eq!(comparison.text(&all(Choice::Right)), right);
        }
    }
}
