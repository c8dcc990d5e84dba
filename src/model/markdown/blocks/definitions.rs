//! What blocks of one body may refer to: addresses and footnotes by label.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

/// `[label]: address "title"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub at_byte: usize,
    /// Folded.
    pub label: String,
    pub address: String,
    pub title: String,
}

/// `[^label]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub at_byte: usize,
    /// Folded.
    pub label: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Definitions {
    /// Address and title by folded label.
    links: HashMap<String, (String, String)>,
    /// Numbers of footnotes by folded label; from 1, in the order of the first references to
    /// them.
    footnotes: HashMap<String, usize>,
    /// Equal for equal definitions.
    pub hash: u64,
}

impl Definitions {
    /// Of each label the first definition counts; of each footnote the first reference.
    pub(super) fn new(
        targets: &[Target],
        notes: &HashSet<String>,
        references: &[Reference],
    ) -> Self {
        let mut links = HashMap::new();
        let mut hasher = DefaultHasher::new();
        for target in targets {
            links.entry(target.label.clone()).or_insert_with(|| {
                (&target.label, &target.address, &target.title).hash(&mut hasher);
                (target.address.clone(), target.title.clone())
            });
        }
        let mut footnotes = HashMap::new();
        for reference in references
            .iter()
            .filter(|reference| notes.contains(&reference.label))
        {
            let next = footnotes.len() + 1;
            footnotes.entry(reference.label.clone()).or_insert_with(|| {
                reference.label.hash(&mut hasher);
                next
            });
        }
        let is_empty = links.is_empty() && footnotes.is_empty();
        Self {
            links,
            footnotes,
            hash: if is_empty { 0 } else { hasher.finish() },
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
        preamble(source, |label| self.footnote_number(label).is_some())
    }
}

/// Markdown that defines the footnotes that `source` may refer to, if they are wanted.
pub(super) fn preamble(source: &str, is_wanted: impl Fn(&str) -> bool) -> String {
    let mut preamble = String::new();
    let mut done = HashSet::new();
    for part in source.split("[^").skip(1) {
        let Some((label, after)) = part.split_once(']') else {
            continue;
        };
        let is_label = !label.is_empty() && !label.contains(['\n', '\r', '[']);
        let is_new = is_label && done.insert(label);
        if is_new && !after.starts_with(':') && is_wanted(label) {
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
