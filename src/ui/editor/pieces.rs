//! The text cut into pieces that are laid out one by one: a paragraph each, or part of a very
//! long one.
//!
//! A piece knows its bytes, the state the lexer has before it, and its height: measured once it
//! was laid out, estimated before. Pieces stand in chunks with sums, so finding a place and
//! changing a text cost little at any length.
//!
//! Limits: a line longer than [`MAX_PIECE_BYTES`] is cut after a space about every
//! [`CUT_BYTES`]; the row before a cut may be short, and such a line is not highlighted.

use std::ops::Range;

use super::{draft::Draft, lexer::LineState};

/// A longer line is cut.
pub const MAX_PIECE_BYTES: usize = 8 << 10;
const CUT_BYTES: usize = 4 << 10;
/// A chunk holds at most twice as many.
const CHUNK_PIECES: usize = 128;

#[expect(clippy::struct_excessive_bools, reason = "each a fact of its own")]
#[derive(Clone, Debug)]
pub struct Piece {
    /// With the line break that ends it.
    pub bytes: usize,
    /// Another text, or another state of the lexer, has another id.
    pub id: u64,
    pub before: LineState,
    pub points: f32,
    pub is_measured: bool,
    /// The first of its line, and the last.
    pub starts_line: bool,
    pub ends_line: bool,
    /// Differs from the file, as far as is known.
    pub is_changed: bool,
}

/// Where a piece stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    chunk: usize,
    index: usize,
    /// The byte that it begins at.
    pub start: usize,
    /// Its upper edge, in points below the start of the text.
    pub top: f64,
    /// The number of its line, from 1.
    pub line: usize,
}

/// How high a text of so many bytes will be, about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub row_points: f32,
    pub row_bytes: f32,
}

#[derive(Debug, Default)]
pub struct Pieces {
    chunks: Vec<Chunk>,
    next_id: u64,
    /// Some piece may be marked as changed.
    has_changes: bool,
}

#[derive(Debug, Default)]
struct Chunk {
    pieces: Vec<Piece>,
    bytes: usize,
    points: f64,
    lines: usize,
}

/// A stretch of whole pieces.
struct Region {
    first: Place,
    last: Place,
    bytes: Range<usize>,
    starts_line: bool,
    ends_line: bool,
}

impl Estimate {
    fn points(self, bytes: usize) -> f32 {
        (bytes as f32 / self.row_bytes).ceil().max(1.0) * self.row_points
    }
}

impl Pieces {
    /// Cuts a text that begins in the state `before`.
    pub fn of(text: &str, before: LineState, estimate: Estimate) -> Self {
        let mut pieces = Self::default();
        let mut state = before;
        let mut cut = Vec::new();
        cut_lines(text, true, true, true, &mut cut);
        let mut all = Vec::with_capacity(cut.len());
        let mut start = 0;
        for mut piece in cut {
            let end = start + piece.bytes;
            piece.before = state;
            state = after(&piece, text.get(start..end).unwrap_or_default());
            piece.id = pieces.new_id();
            piece.points = estimate.points(piece.bytes);
            all.push(piece);
            start = end;
        }
        pieces.chunks = chunked(all);
        pieces
    }

    /// Another cut has another number.
    pub fn cut_number(&self) -> u64 {
        self.next_id
    }

    pub fn bytes(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.bytes).sum()
    }

    /// The height of the whole text.
    pub fn points(&self) -> f64 {
        self.chunks.iter().map(|chunk| chunk.points).sum()
    }

    #[cfg(test)]
    pub fn lines(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.lines).sum()
    }

    pub fn piece(&self, place: Place) -> Option<&Piece> {
        self.chunks.get(place.chunk)?.pieces.get(place.index)
    }

    /// The bytes of a piece, with its line break.
    pub fn range(&self, place: Place) -> Range<usize> {
        let bytes = self.piece(place).map_or(0, |piece| piece.bytes);
        place.start..place.start + bytes
    }

    /// The piece that holds the byte at `at_byte`; the last one at the end of the text.
    pub fn at_byte(&self, at_byte: usize) -> Place {
        self.find(|_, end| at_byte < end, |_, end| at_byte < end)
    }

    /// The piece at `points` below the start of the text.
    pub fn at_points(&self, points: f64) -> Place {
        let mut place = Place::FIRST;
        for (number, chunk) in self.chunks.iter().enumerate() {
            place.chunk = number;
            if points < place.top + chunk.points || number + 1 == self.chunks.len() {
                break;
            }
            place.skip(chunk);
        }
        self.walk(place, |place, piece| {
            points < place.top + f64::from(piece.points)
        })
    }

    fn find(
        &self,
        is_chunk: impl Fn(usize, usize) -> bool,
        is_piece: impl Fn(usize, usize) -> bool,
    ) -> Place {
        let mut place = Place::FIRST;
        for (number, chunk) in self.chunks.iter().enumerate() {
            place.chunk = number;
            let is_last = number + 1 == self.chunks.len();
            if is_chunk(place.start, place.start + chunk.bytes) || is_last {
                break;
            }
            place.skip(chunk);
        }
        self.walk(place, |place, piece| {
            is_piece(place.start, place.start + piece.bytes)
        })
    }

    /// From the start of a chunk to the first piece that `is_it`, else the last of the chunk.
    fn walk(&self, mut place: Place, is_it: impl Fn(&Place, &Piece) -> bool) -> Place {
        let pieces = self.chunks.get(place.chunk).map(|chunk| &chunk.pieces);
        let pieces = pieces.map_or(&[][..], |pieces| pieces);
        for (index, piece) in pieces.iter().enumerate() {
            place.index = index;
            if is_it(&place, piece) || index + 1 == pieces.len() {
                break;
            }
            place.pass(piece);
        }
        if pieces
            .get(place.index)
            .is_some_and(|piece| piece.starts_line)
        {
            place.line += 1;
        }
        place
    }

    pub fn next(&self, place: Place) -> Option<Place> {
        let piece = self.piece(place)?;
        let mut next = place;
        next.start += piece.bytes;
        next.top += f64::from(piece.points);
        next.index += 1;
        if next.index >= self.chunks.get(place.chunk)?.pieces.len() {
            next.chunk += 1;
            next.index = 0;
        }
        next.line += usize::from(self.piece(next)?.starts_line);
        Some(next)
    }

    pub fn previous(&self, place: Place) -> Option<Place> {
        let mut previous = place;
        if place.index == 0 {
            previous.chunk = place.chunk.checked_sub(1)?;
            previous.index = self.chunks.get(previous.chunk)?.pieces.len();
        }
        previous.index = previous.index.checked_sub(1)?;
        let piece = self.piece(previous)?;
        previous.start -= piece.bytes;
        previous.top -= f64::from(piece.points);
        previous.line -= usize::from(self.piece(place)?.starts_line);
        Some(previous)
    }

    /// Records how high a piece is, and returns the place of the one after it.
    pub fn set_points(&mut self, place: Place, points: f32) {
        let Some(chunk) = self.chunks.get_mut(place.chunk) else {
            return;
        };
        let Some(piece) = chunk.pieces.get_mut(place.index) else {
            return;
        };
        if piece.is_measured && piece.points.to_bits() == points.to_bits() {
            return;
        }
        piece.points = points;
        piece.is_measured = true;
        chunk.sum();
    }

    /// Estimates all heights, as for another width.
    pub fn estimate(&mut self, estimate: Estimate) {
        for chunk in &mut self.chunks {
            for piece in &mut chunk.pieces {
                piece.points = estimate.points(piece.bytes);
                piece.is_measured = false;
            }
            chunk.sum();
        }
    }

    /// What is in the text now is what is in the file.
    pub fn forget_changes(&mut self) {
        if !std::mem::take(&mut self.has_changes) {
            return;
        }
        for piece in self.chunks.iter_mut().flat_map(|chunk| &mut chunk.pieces) {
            piece.is_changed = false;
        }
    }

    /// Marks the lines of these bytes as different from the file.
    pub fn mark_changed(&mut self, bytes: &Range<usize>) {
        self.has_changes = true;
        let mut place = Some(self.at_byte(bytes.start));
        while let Some(at) = place
            && at.start <= bytes.end
        {
            if let Some(chunk) = self.chunks.get_mut(at.chunk)
                && let Some(piece) = chunk.pieces.get_mut(at.index)
            {
                piece.is_changed = true;
            }
            place = self.next(at);
        }
    }

    /// Cuts anew what a change touched: the bytes `range` made place for `inserted` others, and
    /// `text` is the text after it.
    pub fn replace(
        &mut self,
        range: &Range<usize>,
        inserted: usize,
        text: &Draft<'_>,
        estimate: Estimate,
    ) {
        let grown = |bytes: usize| (bytes + inserted).saturating_sub(range.len());
        let region = self.region(range, grown);
        let Some(first) = self.piece(region.first).cloned() else {
            return;
        };
        let new_bytes = grown(region.bytes.len());
        let slice = text.slice(region.bytes.start..region.bytes.start + new_bytes);
        let is_end = self.next(region.last).is_none();
        let mut cut = Vec::new();
        cut_lines(
            &slice,
            region.starts_line,
            region.ends_line,
            is_end,
            &mut cut,
        );
        let keeps_height = cut.len() == 1 && region.first == region.last;
        let mut state = first.before;
        let mut start = 0;
        for piece in &mut cut {
            let end = start + piece.bytes;
            piece.before = state;
            state = after(piece, slice.get(start..end).unwrap_or_default());
            piece.id = self.new_id();
            piece.is_changed = true;
            piece.points = if keeps_height {
                first.points
            } else {
                estimate.points(piece.bytes)
            };
            start = end;
        }
        self.has_changes = true;
        let end = region.bytes.start + new_bytes;
        self.splice(&region, cut);
        self.pass_on(end, state, text);
    }

    /// Gives the pieces from `start` on the state that the lexer has there now, until it is
    /// the one they have.
    fn pass_on(&mut self, start: usize, mut state: LineState, text: &Draft<'_>) {
        let mut place = self.at_byte(start);
        if place.start != start {
            return;
        }
        loop {
            let id = self.new_id();
            let Some(chunk) = self.chunks.get_mut(place.chunk) else {
                return;
            };
            let Some(piece) = chunk.pieces.get_mut(place.index) else {
                return;
            };
            if piece.before == state {
                return;
            }
            piece.before = state;
            piece.id = id;
            piece.is_measured = false;
            state = after(piece, &text.slice(place.start..place.start + piece.bytes));
            let Some(next) = self.next(place) else {
                return;
            };
            place = next;
        }
    }

    /// The pieces that a change of `range` touches; all of a line where it fits in one piece
    /// afterwards. `grown` gives the bytes of a region after the change.
    fn region(&self, range: &Range<usize>, grown: impl Fn(usize) -> usize) -> Region {
        let touched = self.region_of(self.at_byte(range.start), self.at_byte(range.end));
        if touched.starts_line && touched.ends_line {
            return touched;
        }
        let mut wider = self.region_of(touched.first, touched.last);
        while grown(wider.bytes.len()) <= MAX_PIECE_BYTES {
            if !wider.starts_line
                && let Some(first) = self.previous(wider.first)
            {
                wider = self.region_of(first, wider.last);
            } else if !wider.ends_line
                && let Some(last) = self.next(wider.last)
            {
                wider = self.region_of(wider.first, last);
            } else {
                return wider;
            }
        }
        touched
    }

    fn region_of(&self, first: Place, last: Place) -> Region {
        Region {
            first,
            last,
            bytes: first.start..self.range(last).end,
            starts_line: self.piece(first).is_none_or(|piece| piece.starts_line),
            ends_line: self.piece(last).is_none_or(|piece| piece.ends_line),
        }
    }

    fn splice(&mut self, region: &Region, new: Vec<Piece>) {
        let (first, last) = (region.first, region.last);
        let mut pieces: Vec<Piece> = Vec::with_capacity(CHUNK_PIECES + new.len());
        let chunks = self.chunks.get(first.chunk..=last.chunk);
        let (before, after) = match chunks {
            Some([only]) => (only, only),
            Some([before, .., after]) => (before, after),
            _ => return,
        };
        pieces.extend(before.pieces.iter().take(first.index).cloned());
        pieces.extend(new);
        pieces.extend(after.pieces.iter().skip(last.index + 1).cloned());
        self.chunks
            .splice(first.chunk..=last.chunk, chunked(pieces));
    }

    /// Gives all pieces ids that `older` has not used.
    pub fn use_ids_after(&mut self, older: &Self) {
        for piece in self.chunks.iter_mut().flat_map(|chunk| &mut chunk.pieces) {
            piece.id += older.next_id;
        }
        self.next_id += older.next_id;
    }

    fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }
}

impl Place {
    const FIRST: Self = Self {
        chunk: 0,
        index: 0,
        start: 0,
        top: 0.0,
        line: 0,
    };

    fn skip(&mut self, chunk: &Chunk) {
        self.start += chunk.bytes;
        self.top += chunk.points;
        self.line += chunk.lines;
    }

    fn pass(&mut self, piece: &Piece) {
        self.start += piece.bytes;
        self.top += f64::from(piece.points);
        self.line += usize::from(piece.starts_line);
    }
}

impl Chunk {
    fn sum(&mut self) {
        self.bytes = self.pieces.iter().map(|piece| piece.bytes).sum();
        self.points = self
            .pieces
            .iter()
            .map(|piece| f64::from(piece.points))
            .sum();
        self.lines = self.pieces.iter().filter(|piece| piece.starts_line).count();
    }
}

impl Piece {
    fn new(bytes: usize, starts_line: bool, ends_line: bool) -> Self {
        Self {
            bytes,
            id: 0,
            before: LineState::Body,
            points: 0.0,
            is_measured: false,
            starts_line,
            ends_line,
            is_changed: false,
        }
    }

    /// A line of its own, not part of one.
    pub fn is_whole_line(&self) -> bool {
        self.starts_line && self.ends_line
    }
}

fn chunked(pieces: Vec<Piece>) -> Vec<Chunk> {
    let size = if pieces.len() <= 2 * CHUNK_PIECES {
        2 * CHUNK_PIECES
    } else {
        CHUNK_PIECES
    };
    let mut chunks = Vec::with_capacity(pieces.len() / size + 1);
    let mut pieces = pieces.into_iter();
    loop {
        let mut chunk = Chunk {
            pieces: pieces.by_ref().take(size).collect(),
            ..Chunk::default()
        };
        if chunk.pieces.is_empty() {
            return chunks;
        }
        chunk.sum();
        chunks.push(chunk);
    }
}

/// The state of the lexer after a piece with this text.
fn after(piece: &Piece, text: &str) -> LineState {
    if piece.is_whole_line() {
        let line = text.strip_suffix('\n').unwrap_or(text);
        piece.before.after(line)
    } else {
        piece.before
    }
}

/// Cuts `text` into pieces. `starts_line`, `ends_line`: whether its first line begins in it and
/// its last one ends in it; `is_end`: it is the end of the whole text.
fn cut_lines(
    text: &str,
    starts_line: bool,
    ends_line: bool,
    is_end: bool,
    pieces: &mut Vec<Piece>,
) {
    let mut starts = starts_line;
    for line in text.split_inclusive('\n') {
        let ends = line.ends_with('\n') || ends_line;
        let mut rest = line;
        while rest.len() > MAX_PIECE_BYTES {
            let (head, tail) = rest.split_at(soft_point(rest));
            pieces.push(Piece::new(head.len(), starts, false));
            starts = false;
            rest = tail;
        }
        pieces.push(Piece::new(rest.len(), starts, ends));
        starts = true;
    }
    if is_end && (text.is_empty() || text.ends_with('\n')) {
        pieces.push(Piece::new(0, true, true));
    }
}

/// Where a long line may be cut: after a space, else between two characters.
fn soft_point(line: &str) -> usize {
    let most = line.floor_char_boundary(CUT_BYTES);
    line.get(..most)
        .and_then(|head| head.rfind(' '))
        .map_or(most, |space| space + 1)
}

#[cfg(test)]
mod tests;
