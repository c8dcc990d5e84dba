//! Carets and selections, in bytes of what is shown. There is always one; there may be several.

use std::ops::Range;

use crate::model::text::Replaced;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub at: usize,
    /// Where a row is wrapped, one place is the end of a row and the start of the next.
    pub prefers_next_row: bool,
}

/// What is selected: from `anchor`, which stays, to `head`, which moves. Empty: a caret.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Selection {
    pub head: Cursor,
    pub anchor: Cursor,
    /// The place in the row that the caret goes back to on its way up or down.
    pub column_points: Option<f32>,
}

/// All selections; none touches another.
#[derive(Clone, Debug, PartialEq)]
pub struct Carets {
    /// In the order of the text; never empty.
    all: Vec<Selection>,
    main: usize,
}

impl Cursor {
    pub fn new(at: usize) -> Self {
        Self {
            at,
            prefers_next_row: false,
        }
    }

    /// At the start of its row, where there is a choice.
    pub fn before_next(at: usize) -> Self {
        Self {
            at,
            prefers_next_row: true,
        }
    }
}

impl Selection {
    pub fn caret(cursor: Cursor) -> Self {
        Self::between(cursor, cursor)
    }

    pub fn between(anchor: Cursor, head: Cursor) -> Self {
        Self {
            head,
            anchor,
            column_points: None,
        }
    }

    pub fn of(range: &Range<usize>) -> Self {
        Self::between(Cursor::new(range.start), Cursor::new(range.end))
    }

    pub fn range(&self) -> Range<usize> {
        self.start().at..self.end().at
    }

    pub fn is_caret(&self) -> bool {
        self.head.at == self.anchor.at
    }

    pub fn start(&self) -> Cursor {
        self.sorted().0
    }

    pub fn end(&self) -> Cursor {
        self.sorted().1
    }

    fn sorted(&self) -> (Cursor, Cursor) {
        let key = |cursor: Cursor| (cursor.at, cursor.prefers_next_row);
        if key(self.head) <= key(self.anchor) {
            (self.head, self.anchor)
        } else {
            (self.anchor, self.head)
        }
    }

    /// Carries both ends along with a change of the text.
    pub fn follow(&mut self, change: &Replaced) {
        self.head.at = change.map(self.head.at);
        self.anchor.at = change.map(self.anchor.at);
    }

    /// Whether one of them must give way.
    fn touches(&self, other: &Self) -> bool {
        let (a, b) = (self.range(), other.range());
        a == b
            || (a.start < b.end && b.start < a.end)
            || (self.is_caret() || other.is_caret()) && a.start <= b.end && b.start <= a.end
    }
}

impl Default for Carets {
    fn default() -> Self {
        Self::one(Selection::default())
    }
}

impl Carets {
    pub fn one(selection: Selection) -> Self {
        Self {
            all: vec![selection],
            main: 0,
        }
    }

    /// Several; the last is the main one. None: one at the start of the text.
    pub fn several(selections: impl IntoIterator<Item = Selection>) -> Self {
        let all: Vec<Selection> = selections.into_iter().collect();
        let Some(main) = all.len().checked_sub(1) else {
            return Self::default();
        };
        let mut carets = Self { all, main };
        carets.settle();
        carets
    }

    pub fn main(&self) -> Selection {
        self.all.get(self.main).copied().unwrap_or_default()
    }

    pub fn is_one(&self) -> bool {
        self.all.len() == 1
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    pub fn get(&self, index: usize) -> Option<Selection> {
        self.all.get(index).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Selection> {
        self.all.iter()
    }

    /// All, the main one last.
    pub fn main_last(&self) -> impl Iterator<Item = &Selection> {
        let others = self.all.iter().enumerate();
        let others = others.filter(|(index, _)| *index != self.main);
        others
            .map(|(_, selection)| selection)
            .chain(self.all.get(self.main))
    }

    /// Forgets all but the main one.
    pub fn only_main(&mut self) {
        *self = Self::one(self.main());
    }

    pub fn set_main(&mut self, selection: Selection) {
        *self = Self::one(selection);
    }

    pub fn set(&mut self, index: usize, selection: Selection) {
        if let Some(old) = self.all.get_mut(index) {
            *old = selection;
        }
    }

    /// Adds one, which becomes the main one.
    pub fn add(&mut self, selection: Selection) {
        self.all.push(selection);
        self.main = self.all.len() - 1;
        self.settle();
    }

    /// Takes away the one at `at`, if there are others.
    pub fn remove_at(&mut self, at: usize) -> bool {
        let found = self.all.iter().position(|selection| {
            let range = selection.range();
            range.start <= at && at <= range.end
        });
        let Some(index) = found.filter(|_| self.all.len() > 1) else {
            return false;
        };
        self.all.remove(index);
        self.main = self.all.len() - 1;
        true
    }

    pub fn follow(&mut self, change: &Replaced) {
        self.follow_each(change);
        self.settle();
    }

    /// Carries each along, also where they meet.
    pub fn follow_each(&mut self, change: &Replaced) {
        for selection in &mut self.all {
            selection.follow(change);
        }
    }

    /// Puts all in order, and joins those that meet.
    pub fn settle(&mut self) {
        if self.is_one() {
            return;
        }
        let main = self.main();
        self.all
            .sort_by_key(|selection| (selection.start().at, selection.end().at));
        let mut joined: Vec<Selection> = Vec::with_capacity(self.all.len());
        for &selection in &self.all {
            match joined.last_mut() {
                Some(last) if last.touches(&selection) => *last = last.joined(&selection),
                _ => joined.push(selection),
            }
        }
        self.all = joined;
        let holds_main = |selection: &Selection| {
            let range = selection.range();
            range.start <= main.head.at && main.head.at <= range.end
        };
        self.main = self.all.iter().position(holds_main).unwrap_or(0);
    }
}

impl Selection {
    /// Both as one, running the way of `self` unless that is a caret.
    fn joined(&self, other: &Self) -> Self {
        let start = Cursor::before_next(self.start().at.min(other.start().at));
        let end = Cursor::new(self.end().at.max(other.end().at));
        let way = if self.is_caret() { other } else { self };
        if start.at == end.at {
            *self
        } else if way.head.at < way.anchor.at {
            Self::between(end, start)
        } else {
            Self::between(start, end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(carets: &Carets) -> Vec<Range<usize>> {
        carets.iter().map(Selection::range).collect()
    }

    #[test]
    fn selections_that_meet_become_one() {
        let of = |range: Range<usize>| Selection::of(&range);

        let carets = Carets::several([of(8..9), of(0..3), of(2..5), of(5..5), of(6..8)]);

        assert_eq!(ranges(&carets), [0..5, 6..8, 8..9]);
        assert_eq!(carets.main().range(), 6..8);
    }

    #[test]
    fn the_last_caret_stays() {
        let mut carets = Carets::several([Selection::of(&(1..1)), Selection::of(&(4..6))]);

        assert!(carets.remove_at(5));
        assert!(!carets.remove_at(1));
        assert_eq!(carets.count(), 1);
        assert_eq!(carets.main().range(), 1..1);
    }
}
