//! Lines that are looked at together: those of a block of code, those of a table. What is known
//! of them is kept while they are in view and are the same lines.

use super::{pieces::Place, view::View};

/// Of a longer stretch nothing is known: all of it is looked at again at each key in it.
pub(super) const MAX_BYTES: usize = 64 << 10;

/// Lines from the text, one after the other.
#[derive(Debug)]
pub(super) struct Stretch {
    pub first: Place,
    /// The pieces of the lines. Where they are the same, so is the text.
    pub ids: Vec<u64>,
    pub is_too_long: bool,
}

/// What is known of the stretches in view.
#[derive(Debug)]
pub(super) struct Stretches<T> {
    kept: Vec<Kept<T>>,
}

#[derive(Debug)]
struct Kept<T> {
    /// The cut of the text in which it begins at this line.
    cut: u64,
    first_line: usize,
    ids: Vec<u64>,
    of: T,
    is_in_view: bool,
}

/// A line of a stretch.
pub(super) struct Line<'a, T> {
    pub of: &'a mut T,
    /// Its number in the stretch, from 0.
    pub number: usize,
    /// No line of the stretch was looked at before in this frame.
    pub is_first: bool,
}

impl<T> Default for Stretches<T> {
    fn default() -> Self {
        Self { kept: Vec::new() }
    }
}

impl<T> Stretches<T> {
    /// Begins a frame.
    pub fn begin(&mut self) {
        for kept in &mut self.kept {
            kept.is_in_view = false;
        }
    }

    /// Ends a frame: what is not in view is forgotten.
    pub fn end(&mut self) {
        self.kept.retain(|kept| kept.is_in_view);
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.kept.iter().map(|kept| &kept.of)
    }

    /// The line at a place, whose stretch goes as far as `is_inside`; `read` finds out about it
    /// where nothing is known.
    pub fn at(
        &mut self,
        view: &View<'_>,
        at: Place,
        is_inside: impl Fn(Place) -> bool,
        read: impl FnOnce(&Stretch) -> T,
    ) -> Option<Line<'_, T>> {
        let cut = view.pieces.cut_number();
        let known = self
            .kept
            .iter()
            .position(|kept| kept.cut == cut && kept.has(at.line));
        let index = match known {
            Some(index) => index,
            None => self.find(cut, Stretch::around(view, at, is_inside), read),
        };
        let kept = self.kept.get_mut(index)?;
        Some(Line {
            number: at.line.checked_sub(kept.first_line)?,
            is_first: !std::mem::replace(&mut kept.is_in_view, true),
            of: &mut kept.of,
        })
    }

    fn find(&mut self, cut: u64, stretch: Stretch, read: impl FnOnce(&Stretch) -> T) -> usize {
        let same = self.kept.iter().position(|kept| kept.ids == stretch.ids);
        if let Some(index) = same
            && let Some(kept) = self.kept.get_mut(index)
        {
            (kept.cut, kept.first_line) = (cut, stretch.first.line);
            return index;
        }
        let of = read(&stretch);
        self.kept.push(Kept {
            cut,
            first_line: stretch.first.line,
            ids: stretch.ids,
            of,
            is_in_view: false,
        });
        self.kept.len() - 1
    }
}

impl<T> Kept<T> {
    fn has(&self, line: usize) -> bool {
        (self.first_line..self.first_line + self.ids.len()).contains(&line)
    }
}

impl Stretch {
    fn around(view: &View<'_>, at: Place, is_inside: impl Fn(Place) -> bool) -> Self {
        let pieces = view.pieces;
        let mut first = at;
        while at.start - first.start <= MAX_BYTES
            && let Some(previous) = pieces.previous(first).filter(|place| is_inside(*place))
        {
            first = previous;
        }
        let mut ids = Vec::new();
        let mut place = Some(first);
        let mut end = first.start;
        while end - first.start <= MAX_BYTES
            && let Some(here) = place.filter(|place| is_inside(*place))
        {
            ids.extend(pieces.piece(here).map(|piece| piece.id));
            end = pieces.range(here).end;
            place = pieces.next(here);
        }
        Self {
            first,
            ids,
            is_too_long: end - first.start > MAX_BYTES,
        }
    }
}
