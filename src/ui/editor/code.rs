//! The blocks of code in view, in the colours of their language.
//!
//! A worker reads the code, for the preview and for here alike ([`Codes`]). Until it has, the
//! colours of what the code was before are carried along.
//!
//! Limits: a block above [`MAX_BYTES`] stays plain, and so does a line that is laid out in parts.

use std::sync::Arc;

use super::{
    lexer::{LineState, opened_fence, state_after},
    pieces::Place,
    view::View,
};
use crate::{
    action::Outbox,
    model::code::{Code, Span, language_of},
    ui::codes::Codes,
};

/// Its lines are put together at each key in it, so this is less than what can be read.
const MAX_BYTES: usize = 64 << 10;

/// The blocks that were in view in the last frame.
#[derive(Debug, Default)]
pub(super) struct CodeBlocks {
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    /// The cut of the text in which it stands at these lines.
    cut: u64,
    first_line: usize,
    /// The pieces of its lines. Where they are the same, so is the code.
    ids: Vec<u64>,
    /// `None`: its language is not said, or it is too long.
    code: Option<Code>,
    /// Where each line begins in the code, and how many of its bytes stand before the code.
    lines: Vec<(usize, usize)>,
    spans: Arc<[Span]>,
    /// The spans are those of this very code.
    is_read: bool,
    is_in_view: bool,
}

impl CodeBlocks {
    /// Gives the lines between `top` and `bottom` their colours, and asks for those that are
    /// missing.
    pub fn colour(
        &mut self,
        view: &mut View<'_>,
        (top, bottom): (f64, f64),
        codes: &Codes,
        wanted: &mut Outbox,
    ) {
        for block in &mut self.blocks {
            block.is_in_view = false;
        }
        let mut place = Some(view.pieces.at_points(top));
        while let Some(at) = place
            && at.top < bottom
        {
            if let Some(piece) = view.pieces.piece(at)
                && matches!(piece.before, LineState::Fence { .. })
            {
                let id = piece.id;
                if let Some(block) = self.block_at(view, at) {
                    if !std::mem::replace(&mut block.is_in_view, true) {
                        block.look_up(codes, wanted);
                    }
                    view.galleys.set_parts(id, &block.parts_of(at.line));
                }
            }
            place = view.pieces.next(at);
        }
        self.blocks.retain(|block| block.is_in_view);
    }

    /// The block around a line of code.
    fn block_at(&mut self, view: &View<'_>, at: Place) -> Option<&mut Block> {
        let cut = view.pieces.cut_number();
        let known = self
            .blocks
            .iter()
            .position(|block| block.cut == cut && block.has(at.line));
        let index = known.unwrap_or_else(|| {
            let found = Found::around(view, at);
            let same = self.blocks.iter_mut().position(|block| {
                let is_same = block.ids == found.ids;
                if is_same {
                    (block.cut, block.first_line) = (cut, found.first.line);
                }
                is_same
            });
            same.unwrap_or_else(|| {
                self.blocks.push(Block::read(view, cut, found));
                self.blocks.len() - 1
            })
        });
        self.blocks.get_mut(index)
    }
}

/// A block of code in the text.
struct Found {
    /// Its first line; the one before begins the block.
    first: Place,
    ids: Vec<u64>,
    is_too_long: bool,
}

impl Found {
    fn around(view: &View<'_>, at: Place) -> Self {
        let pieces = view.pieces;
        let state = pieces.piece(at).map(|piece| piece.before);
        let is_inside = |place: &Place| pieces.piece(*place).map(|piece| piece.before) == state;
        let mut first = at;
        while at.start - first.start <= MAX_BYTES
            && let Some(previous) = pieces.previous(first).filter(is_inside)
        {
            first = previous;
        }
        let mut ids = Vec::new();
        let mut place = Some(first);
        let mut end = first.start;
        while end - first.start <= MAX_BYTES
            && let Some(here) = place.filter(is_inside)
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

impl Block {
    fn read(view: &View<'_>, cut: u64, found: Found) -> Self {
        let mut block = Self {
            cut,
            first_line: found.first.line,
            ids: found.ids,
            code: None,
            lines: Vec::new(),
            spans: Arc::new([]),
            is_read: false,
            is_in_view: false,
        };
        if !found.is_too_long {
            block.put_together(view, found.first);
        }
        block
    }

    fn put_together(&mut self, view: &View<'_>, first: Place) {
        let opening = view.pieces.previous(first);
        let opening = opening.map(|place| view.text.slice(view.pieces.range(place)));
        let Some((indent, info)) = opening.as_deref().and_then(opened_fence) else {
            return;
        };
        let language = language_of(info);
        if language.is_empty() {
            return;
        }
        let mut text = String::new();
        let mut place = Some(first);
        for _ in &self.ids {
            let Some(at) = place else { break };
            let line = view.text.slice(view.pieces.range(at));
            let line = line.strip_suffix('\n').unwrap_or(&line);
            let is_whole = view
                .pieces
                .piece(at)
                .is_some_and(|piece| piece.is_whole_line() && is_code(line, piece.before));
            if !is_whole {
                break;
            }
            let code = without_indent(line, indent);
            self.lines.push((text.len(), line.len() - code.len()));
            text.push_str(code);
            text.push('\n');
            place = view.pieces.next(at);
        }
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
        self.code = Some(Code {
            language: language.to_owned(),
            text: text.into(),
        });
    }

    fn has(&self, line: usize) -> bool {
        (self.first_line..self.first_line + self.ids.len()).contains(&line)
    }

    fn look_up(&mut self, codes: &Codes, wanted: &mut Outbox) {
        let Some(code) = self.code.as_ref().filter(|_| !self.is_read) else {
            return;
        };
        if let Some(spans) = codes.get(code, wanted) {
            self.spans = spans;
            self.is_read = true;
        } else if self.spans.is_empty() {
            self.spans = codes.like(code).into();
        }
    }

    /// The spans of a line, in bytes of the line.
    fn parts_of(&self, line: usize) -> Vec<Span> {
        let number = line.saturating_sub(self.first_line);
        let Some(&(start, indent)) = self.lines.get(number) else {
            return Vec::new();
        };
        let next = self.lines.get(number + 1).map(|&(start, _)| start - 1);
        let whole = self.code.as_ref().map_or(0, |code| code.text.len());
        let end = next.unwrap_or(whole).min(whole);
        let first = self.spans.partition_point(|span| span.end <= start);
        let spans = self.spans.iter().skip(first);
        spans
            .take_while(|span| span.start < end)
            .map(|span| Span {
                start: span.start.max(start) - start + indent,
                end: span.end.min(end) - start + indent,
                part: span.part,
            })
            .filter(|span| span.start < span.end)
            .collect()
    }
}

/// Whether a line that stands in the state of a block of code is of the code, not the end of it.
fn is_code(line: &str, before: LineState) -> bool {
    state_after(line, before) == before
}

/// A line without what stands before the code: as much white space, or marks of quotes, as stands
/// before the fence.
fn without_indent(line: &str, indent: usize) -> &str {
    let bytes = line.bytes().take(indent);
    let length = bytes.take_while(|byte| matches!(byte, b' ' | b'>')).count();
    line.get(length..).unwrap_or(line)
}
