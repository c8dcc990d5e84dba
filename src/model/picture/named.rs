//! Where a text names pictures: in its head, as markdown, HTML and shortcodes, each with the bytes of the
//! address, so that another one can be put there and nothing else changes.
//!
//! It reads by signs, not by blocks: what stands around an ending such as `.jpg`. What is written in running
//! text, in code or in a call that it does not understand is a [`Manner::Mention`]: the file is spoken of, and
//! nobody writes there.
//!
//! Limits: 10,000 names of one text, addresses of up to 1,000 bytes on one line.

#[cfg(test)]
mod tests;

use std::{borrow::Cow, ops::Range};

use percent_encoding::percent_decode_str;

use super::{ENDINGS, is_picture, name};
use crate::model::front_matter::{Entry, FrontMatter, Value};

const MOST: usize = 10_000;
const MOST_BYTES: usize = 1_000;

/// How an address is written, which says how another one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// A value of the head.
    Head,
    /// `](a.jpg)`
    Markdown,
    /// In quotes, or bare in a tag or a call.
    Attribute,
    /// The name alone, where nothing is to be written.
    Mention,
}

/// A picture that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Of the path in the address, without what is asked of it (`?w=3`, `#x`).
    pub range: Range<usize>,
    /// As it is read: without escapes.
    pub path: String,
    pub manner: Manner,
}

/// The pictures that an article names. `is_code`: whether a byte is in code that the article shows.
pub fn named(text: &str, head: &FrontMatter, is_code: impl Fn(usize) -> bool) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = head.head.start;
    for entry in &head.entries {
        in_entry(text, entry, &mut at, &mut found);
    }
    let body = text.get(head.head.end..).unwrap_or_default();
    for end in ends(body) {
        let end = head.head.end + end;
        if found.len() >= MOST {
            break;
        }
        if let Some(mut named) = around(text, end) {
            if is_code(named.range.start) {
                named.manner = Manner::Mention;
            }
            found.push(named);
        }
    }
    found
}

/// The names of pictures that any text may hold, of a template or a style sheet: each as far back as it may
/// begin.
pub fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    ends(text).map(|end| {
        let line = line_before(text, end);
        line.rsplit(['/', '\\', '"', '`', '(', '<', '>', '|', '='])
            .next()
            .unwrap_or(line)
    })
}

/// A path as it is meant by an address: without escapes.
pub fn decoded(address: &str) -> Cow<'_, str> {
    percent_decode_str(address)
        .decode_utf8()
        .unwrap_or(Cow::Borrowed(address))
}

/// Another path in the manner of the one that stands there: its root, its dots and its escapes.
pub fn written(was: &str, path: &str, manner: Manner) -> String {
    let is_escaped = manner != Manner::Head || was.contains('%');
    let dots = was.starts_with("./") && !path.starts_with(['/', '.']);
    let path = if is_escaped || path.contains(['#', '?', '%', '"', '\'', '\\', ':']) {
        name::escaped(path)
    } else {
        path.to_owned()
    };
    if dots { format!("./{path}") } else { path }
}

/// The values of an entry, in their order; `at` follows them through the text.
fn in_entry(text: &str, entry: &Entry, at: &mut usize, found: &mut Vec<Named>) {
    if let Value::List(items) = &entry.value
        && items.len() == entry.item_spans.len()
    {
        for (item, span) in items.iter().zip(&entry.item_spans) {
            in_value(text, item, span, at, found);
        }
        return;
    }
    in_value(text, &entry.value, &entry.value_span, at, found);
}

fn in_value(
    text: &str,
    value: &Value,
    span: &Range<usize>,
    at: &mut usize,
    found: &mut Vec<Named>,
) {
    match value {
        Value::Text(written) => {
            let path = path_of(written);
            if found.len() >= MOST || !is_picture(path) || path.len() > MOST_BYTES {
                return;
            }
            let from = (*at).max(span.start);
            let place = text.get(from..span.end).and_then(|rest| rest.find(path));
            // What is escaped in its quotes is not found, and nobody writes there.
            let (range, manner) = match place {
                Some(place) => (from + place..from + place + path.len(), Manner::Head),
                None => (span.start..span.start, Manner::Mention),
            };
            *at = range.end.max(*at);
            found.push(Named {
                range,
                path: decoded(path).into_owned(),
                manner,
            });
        }
        Value::List(items) => {
            for item in items {
                in_value(text, item, span, at, found);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                in_entry(text, entry, at, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) | Value::Date(_) => {}
    }
}

/// An address without what is asked of the file.
pub fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default().trim()
}

/// The bytes behind each ending of a picture.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'.', text.as_bytes()).filter_map(|at| {
        let rest = text.as_bytes().get(at + 1..)?;
        let ending = ENDINGS.iter().filter(|ending| {
            let start = rest.get(..ending.len());
            let next = rest.get(ending.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(ending.as_bytes()))
                && !next.is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'_')
        });
        let longest = ending.map(|ending| ending.len()).max()?;
        Some(at + 1 + longest)
    })
}

fn line_before(text: &str, end: usize) -> &str {
    let start = text.floor_char_boundary(end.saturating_sub(MOST_BYTES));
    let before = text.get(start..end).unwrap_or_default();
    before.rsplit(['\n', '\r']).next().unwrap_or_default()
}

/// What the name that ends there is part of.
fn around(text: &str, end: usize) -> Option<Named> {
    let line = line_before(text, end);
    let line_start = end - line.len();
    let behind = text.get(end..).unwrap_or_default();
    let (start, mut manner) = begin(line, behind)?;
    let written = line.get(start..)?;
    let before = line.get(..start)?.trim_end_matches('`');
    // Behind these it is no part of the path.
    if before.matches('`').count() % 2 == 1 || written.contains(['?', '#']) {
        manner = Manner::Mention;
    }
    if written.contains("://") || written.starts_with("//") || written.starts_with("data:") {
        return None;
    }
    Some(Named {
        range: line_start + start..end,
        path: decoded(&unescaped(written)).into_owned(),
        manner,
    })
}

/// Where in a line, whose end is that of a name, the name begins.
fn begin(line: &str, behind: &str) -> Option<(usize, Manner)> {
    let bare = line.rfind([' ', '\t', '=', ',', '(', '[', '<', '>', '"', '`', '|', '{']);
    let bare = bare.map_or(0, |at| at + 1);
    let is_tag = is_open(line, "<", ">") || is_open(line, "{{", "}}");
    let mention = Some((bare, Manner::Mention));
    // In markdown: up to its bracket.
    if let Some(open) = line.rfind("](") {
        let inside = line.get(open + 2..).unwrap_or_default();
        let is_angle = inside.trim_start().starts_with('<');
        let blanks = inside.len() - inside.trim_start_matches([' ', '<']).len();
        let name = inside.get(blanks..).unwrap_or_default();
        let is_name = if is_angle {
            !name.contains('>') && rest_of(behind).starts_with('>')
        } else {
            let ends = rest_of(behind).chars().next();
            !name.contains([' ', '"', '<']) && is_balanced(name) && matches!(ends, Some(')' | ' '))
        };
        if is_name {
            return Some((open + 2 + blanks, Manner::Markdown));
        }
    }
    // `[quay]: quay.jpg "Title"`
    if let Some((label, name)) = line.split_once("]: ")
        && label.trim_start().starts_with('[')
        && !name.trim_start().contains(' ')
    {
        let blanks = name.len() - name.trim_start_matches([' ', '<']).len();
        return Some((label.len() + 3 + blanks, Manner::Markdown));
    }
    if !is_tag {
        return mention;
    }
    let quote = line
        .rfind(['"', '\'', '`'])
        .filter(|at| is_opening(line, *at));
    match quote {
        Some(at) => {
            let quote = line.get(at..=at).unwrap_or_default();
            let name = line.get(at + 1..).unwrap_or_default();
            if rest_of(behind).starts_with(quote) && !name.contains(',') {
                return Some((at + 1, Manner::Attribute));
            }
            // Of several, as in `srcset`: apart from each other.
            let is_set = line.get(..at).is_some_and(|it| it.ends_with("srcset="));
            let apart = name
                .rfind([' ', ','])
                .map_or(at + 1, |blank| at + 2 + blank);
            Some((
                apart,
                if is_set {
                    Manner::Attribute
                } else {
                    Manner::Mention
                },
            ))
        }
        None if rest_of(behind).starts_with([' ', '>', '/', '%', '\n']) => {
            Some((bare, Manner::Attribute))
        }
        None => mention,
    }
}

/// What follows an address, behind what is asked of the file.
fn rest_of(behind: &str) -> &str {
    if !behind.starts_with(['?', '#']) {
        return behind;
    }
    let end = behind.find(['"', '\'', '`', ')', '>', ' ', '\n', '\r']);
    end.and_then(|end| behind.get(end..)).unwrap_or_default()
}

/// Whether what began last in a line has not ended.
fn is_open(line: &str, open: &str, close: &str) -> bool {
    line.rfind(open).is_some_and(|at| {
        !line
            .get(at + open.len()..)
            .is_some_and(|it| it.contains(close))
    })
}

/// Whether a quote begins a value: an odd one of its kind since the last tag or call.
fn is_opening(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default();
    before.ends_with(['=', ' ', '\t', '<', '%', '(', ','])
}

/// Whether its brackets are those of a name: none closes what is not open.
fn is_balanced(name: &str) -> bool {
    let mut open = 0_usize;
    let mut is_escaped = false;
    for char in name.chars() {
        match char {
            '\\' if !is_escaped => {
                is_escaped = true;
                continue;
            }
            '(' if !is_escaped => open += 1,
            ')' if !is_escaped && open == 0 => return false,
            ')' if !is_escaped => open -= 1,
            _ => {}
        }
        is_escaped = false;
    }
    open == 0
}

/// Without the backslashes of markdown and the entity that addresses have.
fn unescaped(written: &str) -> Cow<'_, str> {
    if !written.contains(['\\', '&']) {
        return Cow::Borrowed(written);
    }
    let mut plain = String::with_capacity(written.len());
    let mut chars = written.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {}
            (char, _) => plain.push(char),
        }
    }
    Cow::Owned(plain.replace("&amp;", "&"))
}
