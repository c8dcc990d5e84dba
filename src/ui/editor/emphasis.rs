//! Emphasis within one line, by the delimiter runs of `CommonMark` 6.2; `~~` is struck out.

use super::lexer::{Paint, Style};

/// A run of `*`, `_` or `~~` that is not used up yet.
#[derive(Clone, Copy)]
struct Delimiter {
    mark: u8,
    start: usize,
    length: usize,
    /// As it was in the text; the rule of three looks at it.
    whole_length: usize,
    opens: bool,
    closes: bool,
}

/// Styles what is emphasised from the byte `from` on.
pub(super) fn emphasis(paint: &mut Paint<'_>, from: usize) {
    let mut openers: Vec<Delimiter> = Vec::new();
    let mut at = from;
    while at < paint.line.len() {
        let Some(mut delimiter) = delimiter_at(paint, at) else {
            at += 1;
            continue;
        };
        at = delimiter.start + delimiter.length;
        if delimiter.closes {
            close(paint, &mut openers, &mut delimiter);
        }
        if delimiter.opens && delimiter.length > 0 {
            openers.push(delimiter);
        }
    }
}

/// Pairs a closing run with the openers before it, for as long as there are any.
fn close(paint: &mut Paint<'_>, openers: &mut Vec<Delimiter>, closer: &mut Delimiter) {
    while closer.length > 0 {
        let Some(index) = openers.iter().rposition(|opener| pairs(opener, closer)) else {
            return;
        };
        openers.truncate(index + 1);
        let Some(opener) = openers.last_mut() else {
            return;
        };
        let used = if opener.mark == b'~' || opener.length >= 2 && closer.length >= 2 {
            2
        } else {
            1
        };
        let inner = opener.start + opener.length;
        paint.add(inner - used, inner, Style::MARKER);
        paint.add(closer.start, closer.start + used, Style::MARKER);
        let style = match (opener.mark, used) {
            (b'~', _) => Style::STRIKE,
            (_, 1) => Style::ITALIC,
            _ => Style::BOLD,
        };
        paint.add(inner - used, closer.start + used, style);
        opener.length -= used;
        closer.start += used;
        closer.length -= used;
        if opener.length == 0 {
            openers.pop();
        }
    }
}

fn pairs(opener: &Delimiter, closer: &Delimiter) -> bool {
    let three = (opener.closes || closer.opens)
        && (opener.whole_length + closer.whole_length).is_multiple_of(3)
        && !(opener.whole_length.is_multiple_of(3) && closer.whole_length.is_multiple_of(3));
    opener.mark == closer.mark && (opener.mark == b'~' || !three)
}

/// The delimiter run that begins at this byte.
fn delimiter_at(paint: &Paint<'_>, at: usize) -> Option<Delimiter> {
    let mark = paint.byte(at);
    if !matches!(mark, b'*' | b'_' | b'~') || paint.is_taken(at) {
        return None;
    }
    let length = paint.rest(at).bytes().take_while(|&b| b == mark).count();
    if mark == b'~' && length != 2 {
        return None;
    }
    let before = paint.line.get(..at)?.chars().next_back().unwrap_or(' ');
    let after = paint.rest(at + length).chars().next().unwrap_or(' ');
    let left = flanks(after, before);
    let right = flanks(before, after);
    let in_word = mark == b'_';
    Some(Delimiter {
        mark,
        start: at,
        length,
        whole_length: length,
        opens: left && (!in_word || !right || is_punctuation(before)),
        closes: right && (!in_word || !left || is_punctuation(after)),
    })
}

/// Whether a run with `inner` on this side and `outer` on the other leans on `inner`.
fn flanks(inner: char, outer: char) -> bool {
    !inner.is_whitespace()
        && (!is_punctuation(inner) || outer.is_whitespace() || is_punctuation(outer))
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || (!c.is_alphanumeric() && !c.is_whitespace() && !c.is_ascii())
}
