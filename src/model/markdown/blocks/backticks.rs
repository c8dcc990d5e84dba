//! Where runs of backticks stand, for as much work as the text is long.

use std::collections::{HashMap, VecDeque};

/// The runs of a text by their length, asked from left to right.
pub(super) struct Backticks<'a> {
    source: &'a str,
    /// What is before is in `ahead`, or was passed.
    seen: usize,
    /// By length, where the runs start that were seen and not passed.
    ahead: HashMap<usize, VecDeque<usize>>,
}

impl<'a> Backticks<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            seen: 0,
            ahead: HashMap::new(),
        }
    }

    /// Where the first run of exactly `len` ends that starts at or after `from`. `from` is in no
    /// run, and not before one that was asked for.
    pub(super) fn run_end(&mut self, len: usize, from: usize) -> Option<usize> {
        self.seen = self.seen.max(from);
        if let Some(ahead) = self.ahead.get_mut(&len) {
            while ahead.front().is_some_and(|&start| start < from) {
                ahead.pop_front();
            }
            if let Some(start) = ahead.front() {
                return Some(start + len);
            }
        }
        loop {
            let rest = self.source.get(self.seen..)?;
            let Some(at) = rest.find('`') else {
                self.seen = self.source.len();
                return None;
            };
            let rest = rest.get(at..)?;
            let start = self.seen + at;
            let found = rest.len() - rest.trim_start_matches('`').len();
            self.seen = start + found;
            self.ahead.entry(found).or_default().push_back(start);
            if found == len {
                return Some(self.seen);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where the run ends that closes the one of `len` before `from`, by a search of what follows.
    fn searched(text: &str, len: usize, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += text.get(at..)?.find('`')?;
            let rest = text.get(at..)?;
            let run = rest.len() - rest.trim_start_matches('`').len();
            at += run;
            if run == len {
                return Some(at);
            }
        }
    }

    proptest! {
        #[test]
        fn a_run_ends_where_a_search_of_the_rest_finds_its_end(
            parts in prop::collection::vec(("`{1,5}", "[aé]{1,3}"), 0..40),
            asked in prop::collection::vec(any::<bool>(), 40),
        ) {
            let pieces = parts.iter().flat_map(|(run, word)| [run.as_str(), word]);
            let text: String = pieces.collect();
            let mut backticks = Backticks::new(&text);
            let mut at = 0;
            for ((run, word), is_asked) in parts.iter().zip(asked) {
                let from = at + run.len();
                if is_asked {
                    let found = backticks.run_end(run.len(), from);
                    prop_assert_eq!(found, searched(&text, run.len(), from));
                }
                at = from + word.len();
            }
        }
    }
}
