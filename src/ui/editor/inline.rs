//! What stands within a line: code spans, links, addresses, HTML, Hugo's shortcodes.

use super::{
    emphasis::emphasis,
    lexer::{LineState, Paint, Style},
};
use crate::model::markdown::line::{Inline, InlineKind, Inlines};

/// Styles what stands from the byte `from` on; returns the state after the line.
pub(super) fn inline(paint: &mut Paint<'_>, from: usize) -> LineState {
    let mut state = LineState::Body;
    for Inline { range, kind } in Inlines::new(paint.line, from) {
        let (start, end) = (range.start, range.end);
        match kind {
            InlineKind::Escape => {
                paint.take(start, start + 1, Style::MARKER);
                paint.take(start + 1, end, Style::PLAIN);
            }
            InlineKind::Code(ticks) => {
                let marker = Style::CODE.and(Style::MARKER);
                paint.take(start, start + ticks, marker);
                paint.take(start + ticks, end - ticks, Style::CODE);
                paint.take(end - ticks, end, marker);
            }
            InlineKind::Shortcode => paint.take(start, end, Style::SHORTCODE),
            InlineKind::Comment => paint.take(start, end, Style::COMMENT),
            InlineKind::OpenComment => {
                paint.take(start, end, Style::COMMENT);
                state = LineState::Comment;
            }
            InlineKind::Html => paint.take(start, end, Style::HTML),
            InlineKind::Address => paint.take(start, end, Style::ADDRESS),
        }
    }
    links(paint, from);
    emphasis(paint, from);
    state
}

/// Links, pictures, references and footnotes.
fn links(paint: &mut Paint<'_>, from: usize) {
    let mut open = Vec::new();
    let mut at = from;
    while at < paint.line.len() {
        let byte = paint.byte(at);
        if paint.is_taken(at) {
            at += 1;
        } else if byte == b'[' {
            open.push(at);
            at += 1;
        } else if byte == b']'
            && let Some(start) = open.pop()
        {
            at = link(paint, start, at);
        } else {
            at += 1;
        }
    }
}

/// Styles the link with its text in brackets at `start` and `close`; returns where to go on.
fn link(paint: &mut Paint<'_>, start: usize, close: usize) -> usize {
    let is_picture = start > 0 && paint.byte(start - 1) == b'!';
    let first = start - usize::from(is_picture);
    let end = match paint.byte(close + 1) {
        b'(' => address_end(paint.rest(close + 2)).map(|length| close + 2 + length + 1),
        b'[' => paint
            .rest(close + 2)
            .find(']')
            .map(|length| close + 2 + length + 1),
        _ if paint.byte(start + 1) == b'^' => {
            paint.take(start, close + 1, Style::LINK);
            return close + 1;
        }
        _ => None,
    };
    let Some(end) = end else {
        return close + 1;
    };
    paint.take(first, start + 1, Style::MARKER);
    paint.add(start + 1, close, Style::LINK);
    paint.take(close, close + 2, Style::MARKER);
    paint.take(close + 2, end - 1, Style::ADDRESS);
    paint.take(end - 1, end, Style::MARKER);
    end
}

/// Length of the address up to the `)` that closes it.
fn address_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}
