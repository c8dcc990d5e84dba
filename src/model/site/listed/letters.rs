//! What articles are found by.

use memchr::memmem;

use crate::model::{
    folded::folded,
    site::{Entry, Site},
};

/// Title, path and tags of each article without case and accents, a line each, one article behind the
/// other: looking through all of them is looking through one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    text: String,
    /// Where each article ends.
    ends: Vec<usize>,
}

impl Letters {
    pub(super) fn push(&mut self, site: &Site, entry: &Entry) {
        self.text.push_str(&letters_of(site, entry));
        self.ends.push(self.text.len());
    }

    pub(super) fn of(&self, at: usize) -> &str {
        self.text.get(self.range(at)).unwrap_or_default()
    }

    fn range(&self, at: usize) -> std::ops::Range<usize> {
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or_default();
        start..self.ends.get(at).copied().unwrap_or(start)
    }

    pub(super) fn remove(&mut self, at: usize) {
        if at < self.ends.len() {
            self.put(at, "");
            self.ends.remove(at);
        }
    }

    /// A place for an article whose letters are put there later.
    pub(super) fn insert(&mut self, at: usize) {
        let start = self.range(at).start;
        self.ends.insert(at.min(self.ends.len()), start);
    }

    pub(super) fn set(&mut self, at: usize, site: &Site, entry: &Entry) {
        self.put(at, &letters_of(site, entry));
    }

    fn put(&mut self, at: usize, letters: &str) {
        let range = self.range(at);
        let (was, is) = (range.len(), letters.len());
        self.text.replace_range(range, letters);
        for end in self.ends.iter_mut().skip(at) {
            *end = *end + is - was;
        }
    }

    /// The places of the articles that have each of some words. No word goes beyond its line.
    pub(super) fn with_all(&self, words: &[&str]) -> Vec<usize> {
        let longest = words.iter().max_by_key(|word| word.len());
        let Some(longest) = longest else {
            return (0..self.ends.len()).collect();
        };
        let others: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| word != longest)
            .collect();
        let finder = memmem::Finder::new(longest);
        let mut found = Vec::new();
        let (mut at, mut from) = (0, 0);
        while let Some(hit) = self
            .text
            .as_bytes()
            .get(from..)
            .and_then(|it| finder.find(it))
        {
            let hit = from + hit;
            while self.ends.get(at).is_some_and(|end| *end <= hit) {
                at += 1;
            }
            let Some(end) = self.ends.get(at) else { break };
            if others.iter().all(|word| self.of(at).contains(word)) {
                found.push(at);
            }
            from = *end;
        }
        found
    }
}

fn letters_of(site: &Site, entry: &Entry) -> String {
    let mut letters = folded(&entry.title);
    letters.push('\n');
    letters.push_str(&folded(&site.shown_path(&entry.path)));
    for tag in entry.tags.iter() {
        letters.push('\n');
        letters.push_str(&folded(tag));
    }
    letters.push('\n');
    letters
}
