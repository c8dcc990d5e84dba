//! What stands within a line: code spans, links, addresses, HTML, Hugo's shortcodes.

use super::{
    emphasis::emphasis,
    lexer::{LineState, Paint, Style},
};

/// Styles what stands from the byte `from` on; returns the state after the line.
pub(super) fn inline(paint: &mut Paint<'_>, from: usize) -> LineState {
    let mut state = LineState::Body;
    let mut at = from;
    while at < paint.line.len() {
        at = match paint.byte(at) {
            b'\\' if paint.byte(at + 1).is_ascii_punctuation() => {
                paint.take(at, at + 1, Style::MARKER);
                paint.take(at + 1, at + 2, Style::PLAIN);
                at + 2
            }
            b'`' => code_span(paint, at),
            b'{' => shortcode(paint, at),
            b'<' => angle(paint, at).unwrap_or_else(|| {
                state = LineState::Comment;
                paint.line.len()
            }),
            b'h' => bare_address(paint, at),
            _ => at + 1,
        };
    }
    links(paint, from);
    emphasis(paint, from);
    state
}

fn code_span(paint: &mut Paint<'_>, at: usize) -> usize {
    let rest = paint.rest(at);
    let inner = rest.trim_start_matches('`');
    let length = rest.len() - inner.len();
    let mut from = 0;
    while let Some(start) = inner.get(from..).and_then(|text| text.find('`')) {
        let closing = inner.get(from + start..).unwrap_or_default();
        let found = closing.len() - closing.trim_start_matches('`').len();
        if found == length {
            let end = at + length + from + start;
            paint.take(at, at + length, Style::CODE.and(Style::MARKER));
            paint.take(at + length, end, Style::CODE);
            paint.take(end, end + length, Style::CODE.and(Style::MARKER));
            return end + length;
        }
        from += start + found;
    }
    at + length
}

/// A Hugo shortcode, `{{< name >}}` or `{{% name %}}`.
fn shortcode(paint: &mut Paint<'_>, at: usize) -> usize {
    let rest = paint.rest(at);
    let close = if rest.starts_with("{{<") {
        ">}}"
    } else if rest.starts_with("{{%") {
        "%}}"
    } else {
        return at + 1;
    };
    let Some(length) = rest.find(close) else {
        return at + 3;
    };
    let end = at + length + close.len();
    paint.take(at, end, Style::SHORTCODE);
    end
}

/// What begins with `<`: a comment, an address or a tag. `None`: a comment that does not end.
fn angle(paint: &mut Paint<'_>, at: usize) -> Option<usize> {
    let rest = paint.rest(at);
    if rest.starts_with("<!--") {
        let Some(length) = rest.find("-->") else {
            paint.take(at, paint.line.len(), Style::COMMENT);
            return None;
        };
        paint.take(at, at + length + 3, Style::COMMENT);
        return Some(at + length + 3);
    }
    let first = paint.byte(at + 1);
    let is_tag = first.is_ascii_alphabetic() || first == b'/';
    let Some(length) = rest.find('>').filter(|_| is_tag) else {
        return Some(at + 1);
    };
    let inner = rest.get(1..length).unwrap_or_default();
    let name = inner.split(char::is_whitespace).next().unwrap_or_default();
    let style = if name.contains(':') || (name.contains('@') && name == inner) {
        Style::ADDRESS
    } else {
        Style::HTML
    };
    paint.take(at, at + length + 1, style);
    Some(at + length + 1)
}

fn bare_address(paint: &mut Paint<'_>, at: usize) -> usize {
    let rest = paint.rest(at);
    let before = paint
        .line
        .get(..at)
        .and_then(|text| text.chars().next_back());
    if !(rest.starts_with("http://") || rest.starts_with("https://"))
        || before.is_some_and(|c| c.is_alphanumeric() || c == '(')
    {
        return at + 1;
    }
    let length = rest
        .find(|c: char| c.is_whitespace() || "<>()[]\"`*".contains(c))
        .unwrap_or(rest.len());
    let address = rest.get(..length).unwrap_or_default();
    let length = address
        .trim_end_matches(['.', ',', ';', ':', '!', '?'])
        .len();
    paint.take(at, at + length, Style::ADDRESS);
    at + length
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
