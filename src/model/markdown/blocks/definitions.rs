//! What blocks of one body may refer to: addresses and footnotes by label.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Definitions {
    /// Address and title by folded label.
    links: HashMap<String, (String, String)>,
    /// Numbers of footnotes by folded label; from 1, in the order of the first references to
    /// them.
    footnotes: HashMap<String, usize>,
    pub hash: u64,
}

impl Definitions {
    pub(super) fn new(
        links: HashMap<String, (String, String)>,
        footnotes: HashMap<String, usize>,
    ) -> Self {
        let mut hasher = DefaultHasher::new();
        let mut sorted: Vec<_> = links.iter().collect();
        sorted.sort_unstable();
        sorted.hash(&mut hasher);
        let mut sorted: Vec<_> = footnotes.iter().collect();
        sorted.sort_unstable();
        sorted.hash(&mut hasher);
        Self {
            links,
            footnotes,
            hash: hasher.finish(),
        }
    }

    /// The address and the title of a link definition.
    pub(super) fn link(&self, label: &str) -> Option<(&str, &str)> {
        let (address, title) = self.links.get(&folded(label))?;
        Some((address, title))
    }

    /// The number a footnote is shown with, from 1.
    pub(super) fn footnote_number(&self, label: &str) -> Option<usize> {
        self.footnotes.get(&folded(label)).copied()
    }

    /// Markdown to stand before the source of a single block, so that its references to
    /// footnotes are read as such.
    pub(super) fn preamble(&self, source: &str) -> String {
        let mut preamble = String::new();
        let mut done = HashSet::new();
        for part in source.split("[^").skip(1) {
            let Some((label, after)) = part.split_once(']') else {
                continue;
            };
            let is_new = done.insert(label);
            if is_new && !after.starts_with(':') && self.footnote_number(label).is_some() {
                preamble.push_str("[^");
                preamble.push_str(label);
                preamble.push_str("]: -\n\n");
            }
        }
        if !preamble.is_empty() {
            // So that an indented block after it is no part of the last footnote.
            preamble.push_str("<!-- -->\n\n");
        }
        preamble
    }

    /// The number of the footnote that `source` defines.
    pub(super) fn number_of_definition(&self, source: &str) -> Option<usize> {
        self.footnote_number(defined_label(source)?)
    }
}

/// The label of the footnote that `source` defines.
pub(super) fn defined_label(source: &str) -> Option<&str> {
    let (label, _) = source.trim_start().strip_prefix("[^")?.split_once("]:")?;
    Some(label)
}

/// Labels that are equal when folded are the same: letters of either case, and runs of white
/// space.
pub(super) fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_folded_as_unicode_says() {
        assert_eq!(folded("ẞ"), folded("SS"));
        assert_eq!(folded(" Foo\n bar "), folded("FOO BAR"));
        assert_ne!(folded("foo!"), folded("foo"));
    }
}
