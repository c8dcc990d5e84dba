//! How many lines stand before a place, without counting them from the start each time.
//!
//! The text is counted in stretches of a few thousand bytes; a change counts its stretches anew.

use std::ops::Range;

use super::Replaced;

const STRETCH_BYTES: usize = 8 << 10;

/// The line breaks of a text, by stretches.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<Stretch>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    bytes: usize,
    breaks: usize,
}

impl Lines {
    pub fn of(text: &str) -> Self {
        Self(counted(text.as_bytes()).collect())
    }

    /// How many line breaks stand before the byte at `at_byte` of `text`.
    pub fn before(&self, text: &str, at_byte: usize) -> usize {
        let (mut start, mut breaks) = (0, 0);
        for stretch in &self.0 {
            if start + stretch.bytes > at_byte {
                break;
            }
            start += stretch.bytes;
            breaks += stretch.breaks;
        }
        let rest = text.as_bytes().get(start..at_byte).unwrap_or_default();
        breaks + breaks_in(rest)
    }

    /// Counts anew what `change` touched; `text` is the text after it.
    pub fn replace(&mut self, change: &Replaced, text: &str) {
        let (indices, start, bytes) = self.touched(&change.range);
        // Behind what was put at the very end of them too, which no position moves along with.
        let end = start + bytes + change.inserted - change.range.len();
        let touched = text.as_bytes().get(start..end).unwrap_or_default();
        self.0.splice(indices, counted(touched));
    }

    /// The stretches that hold any of `range`, where they begin, and their bytes.
    fn touched(&self, range: &Range<usize>) -> (Range<usize>, usize, usize) {
        let mut first = None;
        let mut at = 0;
        for (index, stretch) in self.0.iter().enumerate() {
            let end = at + stretch.bytes;
            if end >= range.start {
                first.get_or_insert((index, at));
            }
            if end >= range.end {
                let (from, start) = first.unwrap_or((index, at));
                return (from..index + 1, start, end - start);
            }
            at = end;
        }
        let (from, start) = first.unwrap_or((self.0.len(), at));
        (from..self.0.len(), start, at - start)
    }
}

fn counted(bytes: &[u8]) -> impl Iterator<Item = Stretch> {
    bytes.chunks(STRETCH_BYTES).map(|chunk| Stretch {
        bytes: chunk.len(),
        breaks: breaks_in(chunk),
    })
}

fn breaks_in(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte == b'\n')).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_those_of_the_changed_text(
            edits in prop::collection::vec((any::<usize>(), 0..20_000_usize, "[a\n]{0,5}"), 0..12),
            at in any::<usize>(),
        ) {
            let mut text = "one\ntwo three\n".repeat(4_000);
            let mut lines = Lines::of(&text);
            for (start, length, insert) in edits {
                let start = start % (text.len() + 1);
                let range = start..(start + length).min(text.len());
                text.replace_range(range.clone(), &insert);
                let inserted = insert.len();
                lines.replace(&Replaced { range, inserted }, &text);
            }
            let at = at % (text.len() + 1);

            prop_assert_eq!(lines.before(&text, at), breaks_in(&text.as_bytes()[..at]));
            prop_assert_eq!(lines.0.iter().map(|stretch| stretch.bytes).sum::<usize>(), text.len());
        }
    }
}
