//! The blocks of code in view, in the colours of their language.
//!
//! A worker reads the code, for the preview and for here alike ([`Codes`]). Until it has, the
//! colours of what the code was before are carried along.
//!
//! Limits: a long block (see [`stretches`](super::stretches)) stays plain, and so does a line that
//! is laid out in parts.

use std::sync::Arc;

use super::{
    lexer::{LineState, opened_fence},
    stretches::{Stretch, Stretches},
    view::View,
};
use crate::{
    action::Outbox,
    model::code::{Code, Span, language_of},
    ui::codes::Codes,
};

#[derive(Debug, Default)]
pub(super) struct CodeBlocks {
    blocks: Stretches<Block>,
}

#[derive(Debug, Default)]
struct Block {
    /// `None`: its language is not said, or it is too long.
    code: Option<Code>,
    /// Where each line begins in the code, and how many of its bytes stand before the code.
    lines: Vec<(usize, usize)>,
    spans: Arc<[Span]>,
    /// The spans are those of this very code.
    is_read: bool,
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
        self.blocks.begin();
        let mut place = Some(view.pieces.at_points(top));
        while let Some(at) = place
            && at.top < bottom
        {
            if let Some(piece) = view.pieces.piece(at)
                && let state @ LineState::Fence { .. } = piece.before
            {
                let pieces = view.pieces;
                let is_inside = |place| pieces.piece(place).is_some_and(|it| it.before == state);
                let read = |stretch: &Stretch| Block::read(view, stretch);
                if let Some(line) = self.blocks.at(view, at, is_inside, read) {
                    if line.is_first {
                        line.of.look_up(codes, wanted);
                    }
                    let parts = line.of.parts_of(line.number);
                    view.galleys.set_parts(piece.id, parts);
                }
            }
            place = view.pieces.next(at);
        }
        self.blocks.end();
    }
}

impl Block {
    fn read(view: &View<'_>, stretch: &Stretch) -> Self {
        let mut block = Self::default();
        if !stretch.is_too_long {
            block.put_together(view, stretch);
        }
        block
    }

    fn put_together(&mut self, view: &View<'_>, stretch: &Stretch) {
        let opening = view.pieces.previous(stretch.first);
        let opening = opening.map(|place| view.text.slice(view.pieces.range(place)));
        let Some((indent, info)) = opening.as_deref().and_then(opened_fence) else {
            return;
        };
        let language = language_of(info);
        if language.is_empty() {
            return;
        }
        let mut text = String::new();
        let mut place = Some(stretch.first);
        for _ in &stretch.ids {
            let Some(at) = place else { break };
            let line = view.text.slice(view.pieces.range(at));
            let line = line.strip_suffix('\n').unwrap_or(&line);
            let piece = view.pieces.piece(at);
            if !piece.is_some_and(|piece| piece.is_whole_line() && is_code(line, piece.before)) {
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
    fn parts_of(&self, number: usize) -> Vec<Span> {
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
    before.after(line) == before
}

/// A line without what stands before the code: as much white space, or marks of quotes, as stands
/// before the fence.
fn without_indent(line: &str, indent: usize) -> &str {
    let bytes = line.bytes().take(indent);
    let length = bytes.take_while(|byte| matches!(byte, b' ' | b'>')).count();
    line.get(length..).unwrap_or(line)
}
