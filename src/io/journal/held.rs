//! Texts on their way to the disk: the newest of each document, as the window hands them over.
//!
//! The window hands over a whole text once and then what each key changed, and goes on drawing;
//! when a text is written is decided here, by a timer that no frame can hold up.

use std::{
    collections::HashMap,
    ops::Range,
    time::{Duration, Instant},
};

use super::{JournalEntry, Origin};
use crate::model::document::{ContentHash, FileFormat};

/// From the first change that is not on the disk to the disk.
const DELAY: Duration = Duration::from_millis(250);

/// Until a text that could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// What changed in a text since it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalChange {
    pub origin: Origin,
    /// How long the text was, in bytes.
    pub old_len: usize,
    /// The bytes of it that are replaced.
    pub old: Range<usize>,
    pub insert: String,
    pub caret_byte: usize,
}

/// The newest text of each document.
#[derive(Debug, Default)]
pub struct Held(HashMap<Origin, HeldText>);

#[derive(Debug)]
struct HeldText {
    base: Option<ContentHash>,
    format: FileFormat,
    caret_byte: usize,
    text: String,
    /// When it is to be written; `None`: it is.
    due: Option<Instant>,
}

impl Held {
    /// Takes a whole text, to be written with the changes that follow soon.
    pub fn hold(&mut self, entry: &JournalEntry, now: Instant) {
        let due = self.0.get(&entry.origin).and_then(|held| held.due);
        let held = HeldText {
            base: entry.base,
            format: entry.format,
            caret_byte: entry.caret_byte,
            text: entry.text.to_string(),
            due: Some(due.unwrap_or(now + DELAY)),
        };
        self.0.insert(entry.origin.clone(), held);
    }

    /// Takes what changed in a text. Whether that text is here: if not, it must be handed over.
    #[must_use]
    pub fn change(&mut self, change: &JournalChange, now: Instant) -> bool {
        let Some(held) = self.0.get_mut(&change.origin) else {
            return false;
        };
        let text = &mut held.text;
        let is_of_it = text.len() == change.old_len && text.get(change.old.clone()).is_some();
        if !is_of_it {
            return false;
        }
        text.replace_range(change.old.clone(), &change.insert);
        held.caret_byte = change.caret_byte;
        held.due.get_or_insert(now + DELAY);
        true
    }

    /// When the next text is to be written.
    pub fn due(&self) -> Option<Instant> {
        self.0.values().filter_map(|held| held.due).min()
    }

    /// The texts that are to be written by now.
    pub fn overdue(&self, now: Instant) -> Vec<JournalEntry> {
        self.entries(|due| due <= now)
    }

    /// All texts that are not written, whenever they are due.
    pub fn unwritten(&self) -> Vec<JournalEntry> {
        self.entries(|_| true)
    }

    fn entries(&self, is_wanted: impl Fn(Instant) -> bool) -> Vec<JournalEntry> {
        let wanted = self.0.iter();
        let wanted = wanted.filter(|(_, held)| held.due.is_some_and(&is_wanted));
        wanted.map(|(origin, held)| held.entry(origin)).collect()
    }

    /// A text is being written: if that fails, it is tried again, and not at once.
    pub fn put_off(&mut self, origin: &Origin, now: Instant) {
        if let Some(held) = self.0.get_mut(origin) {
            held.due = Some(now + AGAIN);
        }
    }

    /// The newest text of a document is on the disk.
    pub fn written(&mut self, origin: &Origin) {
        if let Some(held) = self.0.get_mut(origin) {
            held.due = None;
        }
    }

    pub fn forget(&mut self, origin: &Origin) {
        self.0.remove(origin);
    }
}

impl HeldText {
    fn entry(&self, origin: &Origin) -> JournalEntry {
        JournalEntry {
            origin: origin.clone(),
            base: self.base,
            format: self.format,
            caret_byte: self.caret_byte,
            text: self.text.as_str().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin::Untitled("a".to_owned())
    }

    fn entry(text: &str) -> JournalEntry {
        JournalEntry {
            origin: origin(),
            base: None,
            format: FileFormat::default(),
            caret_byte: 0,
            text: text.into(),
        }
    }

    fn typed(old_len: usize, at: usize, insert: &str) -> JournalChange {
        JournalChange {
            origin: origin(),
            old_len,
            old: at..at,
            insert: insert.to_owned(),
            caret_byte: at + insert.len(),
        }
    }

    fn texts(entries: &[JournalEntry]) -> Vec<&str> {
        entries.iter().map(|entry| &*entry.text).collect()
    }

    #[test]
    fn steady_typing_is_written_all_the_same() {
        let mut held = Held::default();
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);

        held.hold(&entry("ab"), start);
        assert!(held.change(&typed(2, 2, "c"), at(200)));
        assert_eq!(held.due(), Some(at(250)), "from the first change on");
        assert!(held.overdue(at(249)).is_empty());
        assert_eq!(texts(&held.overdue(at(250))), ["abc"]);
        held.written(&origin());
        assert_eq!(held.due(), None);

        assert!(held.change(&typed(3, 0, "é"), at(300)));
        assert_eq!(held.due(), Some(at(550)));
        assert_eq!(texts(&held.unwritten()), ["éabc"]);
    }

    #[test]
    fn a_text_that_could_not_be_written_is_tried_again() {
        let mut held = Held::default();
        let start = Instant::now();
        held.hold(&entry("ab"), start);

        held.put_off(&origin(), start + DELAY);
        assert!(held.change(&typed(2, 2, "c"), start + DELAY));

        assert!(held.overdue(start + 2 * DELAY).is_empty());
        assert_eq!(texts(&held.overdue(start + DELAY + AGAIN)), ["abc"]);
    }

    #[test]
    fn a_change_of_another_text_is_refused() {
        let mut held = Held::default();
        let now = Instant::now();
        assert!(!held.change(&typed(2, 2, "c"), now), "there is none");

        held.hold(&entry("aé"), now);
        assert!(!held.change(&typed(2, 2, "c"), now), "it was longer");
        assert!(!held.change(&typed(3, 2, "c"), now), "inside of a letter");
        held.forget(&origin());
        assert!(!held.change(&typed(3, 3, "c"), now));
    }
}
