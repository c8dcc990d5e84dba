//! Brings blocks up to a text that was changed in one place.
//!
//! Two facts make it cheap. Where a top-level block starts, nothing before it is open; so
//! parsing may start there. And once a block after the change starts where it started before,
//! all after it is as it was. What lies between is parsed anew, a few blocks more at a time until
//! the second holds.

use std::ops::Range;

use super::{
    super::shortcode::may_be_in,
    Block, Blocks, Dialect, Kind, parse,
    parse::Piece,
    shift::{Shift, replace, shift_all},
};
use crate::model::text::{Change, position};

/// Whether blocks are what [`super::parse`] would find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Exactness {
    Exact,
    /// What is far from the change was not looked at again, though it may read differently.
    Near,
}

impl Blocks {
    /// These blocks after `change`, which made `text` of the text they were parsed from; its body
    /// starts at `body_start` now. At most about `limit_bytes` are parsed; if that is not enough,
    /// all blocks are good to be shown, but the whole should be parsed.
    pub fn edited(
        &mut self,
        text: &str,
        body_start: usize,
        change: &Change,
        limit_bytes: usize,
    ) -> Exactness {
        let shift = Shift::of(change);
        let is_in_head = change.old.start < self.body_start;
        let moved_start = if is_in_head {
            shift.moved(self.body_start)
        } else {
            self.body_start
        };
        if moved_start != body_start || is_in_head && change.old.end > self.body_start {
            return self.restarted(text, body_start, shift, limit_bytes);
        }
        self.body_start = body_start;
        if is_in_head {
            self.shift_from(0, shift);
            let len = self.blocks.len();
            self.trail.edited(&(len..len), len);
            self.footnotes_from_notes(text);
            return Exactness::Exact;
        }
        self.edited_in_body(text, change, shift, limit_bytes)
    }

    /// What can be shown of a text at once: the blocks of its first `limit_bytes`.
    pub fn beginning(
        dialect: Dialect,
        text: &str,
        body_start: usize,
        limit_bytes: usize,
    ) -> (Self, Exactness) {
        let body_start = text.floor_char_boundary(body_start);
        let (end, exactness) = first_page(text, body_start, limit_bytes);
        let piece = parse::read(text, body_start..end, dialect);
        (Self::of(piece, text, body_start, dialect), exactness)
    }

    /// Reads the text from the start; what is past the limit is taken to be as it was.
    fn restarted(
        &mut self,
        text: &str,
        body_start: usize,
        shift: Shift,
        limit_bytes: usize,
    ) -> Exactness {
        let body_start = text.floor_char_boundary(body_start);
        let (end, exactness) = first_page(text, body_start, limit_bytes);
        let piece = parse::read(text, body_start..end, self.dialect);
        if exactness == Exactness::Exact {
            *self = Self::of(piece, text, body_start, self.dialect);
        } else {
            self.body_start = body_start;
            let end = end.max(shift.new_end);
            self.splice(text, 0, self.first_from(end, shift), piece, shift);
        }
        exactness
    }

    fn edited_in_body(
        &mut self,
        text: &str,
        change: &Change,
        shift: Shift,
        limit_bytes: usize,
    ) -> Exactness {
        let start = self.restart_before(text, change.new.start);
        let mut count = 1;
        let mut near: Option<(Piece, usize)> = None;
        loop {
            let Ends { sync, end } = self.ends_after(change.old.end, count, text, shift);
            let end = shift.moved_or(end, text.len());
            if end - start > limit_bytes {
                match near {
                    Some((piece, end)) => {
                        self.splice(text, start, self.first_from(end, shift), piece, shift);
                    }
                    None => self.stretch(text, change, shift),
                }
                return Exactness::Near;
            }
            let piece = parse::read(text, start..end, self.dialect);
            let until = end.min(text.len());
            if self.may_pair_code(text, &piece, &(start..until), shift) {
                if text.len() - self.body_start <= limit_bytes {
                    return self.restarted(text, self.body_start, shift, limit_bytes);
                }
                self.splice(text, start, self.first_from(end, shift), piece, shift);
                return Exactness::Near;
            }
            if let Some(sync) = self.synchronised(text, &piece, sync, change, shift) {
                self.splice(text, start, Some(sync), piece, shift);
                return Exactness::Exact;
            }
            if end >= text.len() {
                self.splice(text, start, None, piece, shift);
                return Exactness::Exact;
            }
            near = Some((piece, end));
            count *= 4;
        }
    }

    /// Whether one end of a `highlight` came or went in the bytes `new`, which were read as
    /// `piece`, or one elsewhere may find its other end in them.
    fn may_pair_code(&self, text: &str, piece: &Piece, new: &Range<usize>, shift: Shift) -> bool {
        let old_end = shift.back(new.end).unwrap_or(usize::MAX);
        let was_in = |code: &&super::OpenCode| (new.start..old_end).contains(&code.at_byte);
        let before = self.open_code.iter().filter(was_in).map(|code| code.is_end);
        let after = piece.open_code.iter().map(|code| code.is_end);
        let has_whole = piece.code_count > piece.open_code.len();
        // What is a formula in the piece may be the end of the code above.
        let is_below_code = || {
            let is_above = |code: &super::OpenCode| !code.is_end && code.at_byte < new.start;
            let source = text.get(new.clone()).unwrap_or_default();
            self.open_code.iter().any(is_above) && source.contains("highlight")
        };
        !before.eq(after) || has_whole && !self.open_code.is_empty() || is_below_code()
    }

    /// Where parsing may start again for a change at `at_byte`: at a block that lies whole before
    /// it, in no paragraph with something that may be a shortcode.
    fn restart_before(&self, text: &str, at_byte: usize) -> usize {
        // Right below the definition of a link a line is the rest of a paragraph.
        let has_notes = self.dialect.has_footnotes();
        let is_note = |line: &str| has_notes && line.trim_start().starts_with("[^");
        let is_target = |line: &str| line.contains("]:") && !is_note(line);
        let mut openings =
            Upwards::new(text, self.body_start, |line| opens(line) || is_target(line));
        let mut before = self
            .starts_up_to(at_byte)
            .skip(1)
            .map(|block| (block.range.start, block.kind))
            .peekable();
        while let Some((start, kind)) = before.next() {
            // Terms after definitions join them once they are defined.
            let follows_definitions = before
                .peek()
                .is_some_and(|&(_, kind)| kind == Kind::Definitions);
            // White space before a paragraph is of the definition list that it may become.
            let above = text.get(self.body_start..start).unwrap_or_default();
            let lines = above.trim_end_matches([' ', '\t']);
            let is_at_start = lines.is_empty() || lines.ends_with(['\n', '\r']);
            let is_indented = kind == Kind::Paragraph && is_at_start;
            let start = self.body_start + if is_indented { lines } else { above }.len();
            if !follows_definitions && !openings.is_open_at(start) {
                return start;
            }
        }
        self.body_start
    }

    /// The blocks that start at or before `at_byte`, the last one first; of parts, the first.
    fn starts_up_to(&self, at_byte: usize) -> impl Iterator<Item = &Block> {
        let count = |blocks: &[Block]| blocks.partition_point(|block| block.range.start <= at_byte);
        let blocks = self.blocks.get(..count(&self.blocks)).unwrap_or_default();
        let notes = self.notes.get(..count(&self.notes)).unwrap_or_default();
        let is_start = |block: &&Block| block.is_start();
        let (mut blocks, mut notes) = (
            blocks.iter().rev().filter(is_start).peekable(),
            notes.iter().rev().peekable(),
        );
        std::iter::from_fn(move || match (blocks.peek(), notes.peek()) {
            (Some(block), Some(note)) if block.range.start < note.range.start => notes.next(),
            (None, _) => notes.next(),
            (Some(_), _) => blocks.next(),
        })
    }

    /// The first block after the change that may be where the texts meet again, and the end of
    /// what to parse: the start of the block that is `count` further, at an empty line.
    fn ends_after(&self, old_end: usize, count: usize, text: &str, shift: Shift) -> Ends {
        let mut starts = self.starts_from(old_end);
        let sync = starts.next();
        let mut above = Downwards::new(text, self.body_start);
        let end = starts.skip(count - 1).find(|&start| {
            shift
                .moved_checked(start)
                .is_some_and(|start| !above.may_be_in_shortcode(start))
        });
        Ends { sync, end }
    }

    /// The starts of the blocks that start after `at_byte`; of parts, of the first.
    fn starts_from(&self, at_byte: usize) -> impl Iterator<Item = usize> {
        let rest =
            |blocks: &'_ [Block]| blocks.partition_point(|block| block.range.start <= at_byte);
        let blocks = self.blocks.get(rest(&self.blocks)..).unwrap_or_default();
        let notes = self.notes.get(rest(&self.notes)..).unwrap_or_default();
        let is_start = |block: &&Block| block.is_start();
        let mut blocks = blocks.iter().filter(is_start).peekable();
        let mut notes = notes.iter().peekable();
        std::iter::from_fn(move || {
            let block = match (blocks.peek(), notes.peek()) {
                (Some(block), Some(note)) if note.range.start < block.range.start => notes.next(),
                (None, _) => notes.next(),
                (Some(_), _) => blocks.next(),
            };
            block.map(|block| block.range.start)
        })
    }

    /// The old start of the first block that starts in `piece` where it started before, and that
    /// nothing above it may reach.
    fn synchronised(
        &self,
        text: &str,
        piece: &Piece,
        from: Option<usize>,
        change: &Change,
        shift: Shift,
    ) -> Option<usize> {
        let from = from?;
        let is_old = |old: &[Block], block: &Block, start: usize| {
            let at = old.partition_point(|old| old.range.start < start);
            old.get(at).is_some_and(|old| {
                old.range.start == start && old.kind == block.kind && old.is_start()
            })
        };
        let found = |new: &[Block], old: &[Block]| {
            let mut above = Downwards::new(text, self.body_start);
            new.iter()
                .filter(|block| block.range.start > change.new.end && block.is_start())
                .filter_map(|block| Some((block, shift.back(block.range.start)?)))
                .filter(|&(block, start)| start >= from && is_old(old, block, start))
                .find(|(block, _)| !above.may_be_in_shortcode(block.range.start))
                .map(|(_, start)| start)
        };
        let block = found(&piece.blocks, &self.blocks);
        let note = found(&piece.notes, &self.notes);
        block.into_iter().chain(note).min()
    }

    /// The old start of the first block that starts at or after the new place `end`.
    fn first_from(&self, end: usize, shift: Shift) -> Option<usize> {
        let end = shift.back(end)?;
        self.starts_from(end.saturating_sub(1)).next()
    }

    /// Puts `piece`, which was read from `start` on, in the place of what was there before the
    /// old place `sync`.
    fn splice(
        &mut self,
        text: &str,
        start: usize,
        sync: Option<usize>,
        piece: Piece,
        shift: Shift,
    ) {
        let until = sync.map_or(usize::MAX, |sync| shift.moved(sync));
        let old = start..sync.unwrap_or(usize::MAX);
        let is_new = |at_byte: usize| at_byte < until;
        let old_blocks = replace(&mut self.blocks, &old, piece.blocks, is_new, shift);
        let old_notes = replace(&mut self.notes, &old, piece.notes, is_new, shift);
        let old_targets = replace(&mut self.targets, &old, piece.targets, is_new, shift);
        let old_references = replace(&mut self.references, &old, piece.references, is_new, shift);
        replace(&mut self.headings, &old, piece.headings, is_new, shift);
        replace(&mut self.open_code, &old, piece.open_code, is_new, shift);
        for block in old_blocks.removed.iter().chain(&old_notes.removed) {
            self.statistics -= block.statistics;
        }
        let added = self
            .blocks
            .get(old_blocks.added.clone())
            .unwrap_or_default();
        let added_notes = self.notes.get(old_notes.added.clone()).unwrap_or_default();
        for block in added.iter().chain(added_notes) {
            self.statistics += block.statistics;
        }
        let is_defined_anew = !old_notes.removed.is_empty()
            || !old_notes.added.is_empty()
            || old_targets.is_change(&self.targets)
            || old_references.is_change(&self.references);
        let len = self.blocks.len();
        if is_defined_anew {
            self.trail.edited(&(0..len), len);
            self.define(text);
            return;
        }
        self.trail.edited(&old_blocks.added, len);
        let hash = self.definitions.hash;
        let added = self.blocks.get_mut(old_blocks.added).unwrap_or_default();
        for block in added {
            block.hash = block.hash_with(hash);
        }
        self.footnotes_from_notes(text);
    }

    fn footnotes_from_notes(&mut self, text: &str) {
        if !self.notes.is_empty() {
            self.number_footnotes(text);
        }
    }

    /// Moves everything from `at_byte` on.
    fn shift_from(&mut self, at_byte: usize, shift: Shift) {
        shift_all(&mut self.blocks, at_byte, shift);
        shift_all(&mut self.notes, at_byte, shift);
        shift_all(&mut self.targets, at_byte, shift);
        shift_all(&mut self.references, at_byte, shift);
        shift_all(&mut self.headings, at_byte, shift);
        shift_all(&mut self.open_code, at_byte, shift);
    }
}

/// The lines above a place, the nearest first, with where they start, up to an empty one. The
/// first may be the start of a line.
fn lines_above(text: &str, from: usize, at_byte: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut end = at_byte;
    std::iter::from_fn(move || {
        if end <= from {
            return None;
        }
        let before = text.get(from..end).unwrap_or_default();
        let without_break = before.strip_suffix('\n').unwrap_or(before);
        let line = without_break.rsplit('\n').next().unwrap_or_default();
        let shown = if without_break.len() < before.len() {
            line.strip_suffix('\r').unwrap_or(line)
        } else {
            line
        };
        let is_empty = shown.trim_start_matches([' ', '\t', '>']).is_empty();
        end = from + without_break.len() - line.len();
        (!is_empty).then_some((end, line))
    })
}

/// Tells for places of a text, from the last to the first, whether a line that is such stands above
/// with no empty line between. Each line is looked at once.
struct Upwards<'a, F> {
    text: &'a str,
    body_start: usize,
    is_such: F,
    /// Where the lines start that were looked at last, and the first of them that is such.
    known: Option<(usize, Option<usize>)>,
}

impl<'a, F: Fn(&str) -> bool> Upwards<'a, F> {
    fn new(text: &'a str, body_start: usize, is_such: F) -> Self {
        Self {
            text,
            body_start,
            is_such,
            known: None,
        }
    }

    fn is_open_at(&mut self, at_byte: usize) -> bool {
        let (_, first) = match self.known {
            Some(known) if at_byte > known.0 => known,
            _ => {
                let (mut top, mut first) = (at_byte, None);
                for (start, line) in lines_above(self.text, self.body_start, at_byte) {
                    top = start;
                    if (self.is_such)(line) {
                        first = Some(start);
                    }
                }
                *self.known.insert((top, first))
            }
        };
        first.is_some_and(|first| first < at_byte)
    }
}

/// Tells for places of a text, from the first to the last, whether a shortcode or a formula that
/// starts above could reach them. Each line is looked at about once.
struct Downwards<'a> {
    text: &'a str,
    body_start: usize,
    /// The start of a line, and whether one could reach it.
    known: (usize, bool),
}

impl<'a> Downwards<'a> {
    fn new(text: &'a str, body_start: usize) -> Self {
        Self {
            text,
            body_start,
            known: (body_start, false),
        }
    }

    fn may_be_in_shortcode(&mut self, at_byte: usize) -> bool {
        let start = position::line_start(self.text, at_byte).max(self.body_start);
        if start >= self.known.0 {
            let is_open = self.is_open_at_line(start);
            self.known = (start, is_open);
        }
        let part = self.text.get(start..at_byte).unwrap_or_default();
        if part.is_empty() {
            return self.known.1;
        }
        let is_blank = part.trim_start_matches([' ', '\t', '>']).is_empty();
        !is_blank && (opens(part) || self.known.1)
    }

    fn is_open_at_line(&self, start: usize) -> bool {
        let (from, is_open) = self.known;
        let mut reached = start;
        for (start, line) in lines_above(self.text, from, start) {
            if opens(line) {
                return true;
            }
            reached = start;
        }
        reached <= from && is_open
    }
}

struct Ends {
    sync: Option<usize>,
    end: Option<usize>,
}

/// Where the reading of a long text ends at first: at an empty line.
fn first_page(text: &str, body_start: usize, limit_bytes: usize) -> (usize, Exactness) {
    let limit = body_start.saturating_add(limit_bytes);
    if limit >= text.len() {
        return (text.len(), Exactness::Exact);
    }
    let limit = text.floor_char_boundary(limit);
    let page = text.get(body_start..limit).unwrap_or_default();
    let end = page.rfind("\n\n").map_or(limit, |at| body_start + at + 1);
    (end, Exactness::Near)
}

/// Whether a shortcode or a formula may start in the line.
fn opens(line: &str) -> bool {
    may_be_in(line) || line.contains("$$")
}
