//! What differs between two texts: by lines, and by words inside of lines.
//!
//! A **hunk** is a run of lines that differs; between two hunks at least one line is equal. All
//! ranges are bytes. A diff that takes longer than its time is coarser, never wrong.

use std::{ops::Range, time::Duration};

use similar::{ChangeTag, DiffOp, TextDiff};
use unicode_segmentation::UnicodeSegmentation as _;

/// Texts longer than this are not compared by words.
const MAX_WORDS_BYTES: usize = 64 << 10;

/// A run of lines that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Whole lines of the old text; empty where lines were added.
    pub old: Range<usize>,
    /// Whole lines of the new text; empty where lines were removed.
    pub new: Range<usize>,
}

/// The lines that differ, first to last.
pub fn lines(old: &str, new: &str, timeout: Duration) -> Vec<Hunk> {
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let diff = TextDiff::configure()
        .timeout(timeout)
        .diff_slices(&old_lines, &new_lines);
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in diff.ops() {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let next = Hunk {
            old: bytes(&old_starts, op.old_range()),
            new: bytes(&new_starts, op.new_range()),
        };
        match hunks.last_mut() {
            Some(last) if last.old.end == next.old.start && last.new.end == next.new.start => {
                last.old.end = next.old.end;
                last.new.end = next.new.end;
            }
            _ => hunks.push(next),
        }
    }
    hunks
}

/// The words that differ, in the old and in the new text. Empty where hardly any word is equal
/// or one text is empty: then everything differs, and marking every word would say nothing.
pub fn words(old: &str, new: &str, timeout: Duration) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let is_one_sided = old.is_empty() || new.is_empty();
    if is_one_sided || old.len() + new.len() > MAX_WORDS_BYTES {
        return (Vec::new(), Vec::new());
    }
    let old_words: Vec<&str> = old.split_word_bounds().collect();
    let new_words: Vec<&str> = new.split_word_bounds().collect();
    let diff = TextDiff::configure()
        .timeout(timeout)
        .diff_slices(&old_words, &new_words);
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    let (mut old_at, mut new_at, mut equal) = (0, 0, 0);
    for change in diff.iter_all_changes() {
        let length = change.value().len();
        match change.tag() {
            ChangeTag::Equal => {
                old_at += length;
                new_at += length;
                if !change.value().trim().is_empty() {
                    equal += length;
                }
            }
            ChangeTag::Delete => {
                push(&mut removed, old_at..old_at + length);
                old_at += length;
            }
            ChangeTag::Insert => {
                push(&mut added, new_at..new_at + length);
                new_at += length;
            }
        }
    }
    if equal * 4 < old.len().min(new.len()) {
        return (Vec::new(), Vec::new());
    }
    (removed, added)
}

/// Where the byte at `at_byte` of the old text stands in the new one: with its line where that is
/// equal, else at the same distance into the lines that took its place.
pub fn map(hunks: &[Hunk], at_byte: usize) -> usize {
    let mut shifted = at_byte;
    for hunk in hunks {
        if at_byte < hunk.old.start {
            break;
        }
        if at_byte < hunk.old.end {
            return hunk.new.start + (at_byte - hunk.old.start).min(hunk.new.len());
        }
        shifted = hunk.new.end + (at_byte - hunk.old.end);
    }
    shifted
}

fn push(ranges: &mut Vec<Range<usize>>, next: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if last.end == next.start => last.end = next.end,
        _ => ranges.push(next),
    }
}

/// Where each line begins, and the end of the last.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let mut starts = vec![0];
    for line in lines {
        at += line.len();
        starts.push(at);
    }
    starts
}

fn bytes(starts: &[usize], lines: Range<usize>) -> Range<usize> {
    let at = |line: usize| starts.get(line).or(starts.last()).copied().unwrap_or(0);
    at(lines.start)..at(lines.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    #[test]
    fn a_changed_line_is_a_hunk_and_so_are_added_and_removed_ones() {
        let hunks = lines("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n", LONG);

        assert_eq!(
            hunks,
            [
                Hunk {
                    old: 2..4,
                    new: 2..4
                },
                Hunk {
                    old: 8..8,
                    new: 8..10
                }
            ]
        );
    }

    #[test]
    fn words_are_marked_with_their_letters_alone() {
        let (removed, added) = words(
            "The ferry, once a day.\n",
            "The ferry, twice a day!\n",
            LONG,
        );

        assert_eq!(removed, [11..15, 21..22]);
        assert_eq!(added, [11..16, 22..23]);
    }

    #[test]
    fn texts_with_no_word_in_common_have_no_words_marked() {
        assert_eq!(
            words("one two three", "vier vijf zes", LONG),
            (vec![], vec![])
        );
    }

    #[test]
    fn a_caret_stays_with_its_line() {
        let hunks = lines("a\nb\nc\n", "new\na\nc\nd\n", LONG);

        assert_eq!(map(&hunks, 0), 4);
        assert_eq!(map(&hunks, 4), 6);
        assert_eq!(map(&hunks, 6), 10);
    }

    proptest! {
        #[test]
        fn taking_every_hunk_turns_the_old_text_into_the_new(
            old in "([ab]\n){0,6}[ab]{0,1}", new in "([ab]\n){0,6}[ab]{0,1}",
        ) {
            let mut text = String::new();
            let mut at = 0;
            for hunk in lines(&old, &new, LONG) {
                text.push_str(&old[at..hunk.old.start]);
                text.push_str(&new[hunk.new]);
                at = hunk.old.end;
            }
            text.push_str(&old[at..]);

            prop_assert_eq!(text, new);
        }

        #[test]
        fn every_place_is_mapped_into_the_new_text(
            old in "([aé]\n){0,6}", new in "([aé]\n){0,6}", at in 0_usize..20,
        ) {
            let hunks = lines(&old, &new, LONG);

            prop_assert!(map(&hunks, at.min(old.len())) <= new.len());
        }
    }
}
