//! Finding the head: the lines that fence it, and where a site generator would see others.
//!
//! Hugo cuts at any line that *starts* with the fence. A head where that differs from the whole
//! fence line cannot be edited by the form, as the two would not mean the same head.

use std::ops::Range;

use super::{
    Format,
    lines::{line_end, line_ending, line_no, line_start, next_line, skip_blanks, slice},
};
use crate::model::{
    problem::{Problem, Severity},
    text::Edit,
};

/// The largest head that is read, in bytes. The largest of 58,000 real ones has 99 KB.
pub const MAX_BYTES: usize = 256 * 1024;

/// How far its end is looked for, in bytes: a head that is not closed must not cost the length of
/// the text on every key.
const LOOKED_THROUGH: usize = 1024 * 1024;

/// Where the head of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub format: Option<Format>,
    pub head: Range<usize>,
    pub content: Range<usize>,
    /// Why the head cannot be edited.
    pub problem: Option<Problem>,
}

/// Finds the head of `text`.
pub fn find(text: &str) -> Place {
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for line in slice(text, at..text.len()).split_inclusive('\n') {
        if !line.trim().is_empty() {
            return open(text, at, line);
        }
        at += line.len();
    }
    none()
}

/// Whether `edit` changed only what stands between the fences of a head, and left these fences.
pub fn is_within(old_text: &str, new_text: &str, edit: &Edit) -> bool {
    let (old, new) = (find(old_text), find(new_text));
    let is_inside = edit.range.start >= old.content.start && edit.range.end <= old.content.end;
    is_inside
        && new.problem.is_none()
        && new.head.start == old.head.start
        && new.content.start == old.content.start
        && new_text.len() - new.content.end == old_text.len() - old.content.end
        && new_text.len() - new.head.end == old_text.len() - old.head.end
}

/// The text with an empty YAML head before it, its lines ended as the text's are.
pub fn with_empty_head(text: &str) -> String {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = slice(text, 0..text.len() - body.len());
    let ending = line_ending(text, 0);
    let is_apart = body.is_empty() || body.starts_with(['\r', '\n']);
    let gap = if is_apart { "" } else { ending };
    [mark, "---", ending, "---", ending, gap, body].concat()
}

fn none() -> Place {
    Place {
        format: None,
        head: 0..0,
        content: 0..0,
        problem: None,
    }
}

fn open(text: &str, at: usize, line: &str) -> Place {
    let (format, fence) = match line.trim_start().get(..3) {
        Some(fence @ "---") => (Format::Yaml, fence),
        Some(fence @ "+++") => (Format::Toml, fence),
        _ if is_json(slice(text, at..text.len())) => return json(text, at),
        _ => return none(),
    };
    let after_fence = line.trim_start().get(3..).unwrap_or_default();
    if after_fence.starts_with('\r') && !after_fence.starts_with("\r\n") {
        return broken(
            text,
            at,
            format,
            "the lines end in the old Mac way, which cannot be read",
        );
    }
    if !after_fence.trim().is_empty() {
        return none();
    }
    let Some((closer, odd)) = close(text, at + line.len(), format) else {
        if line.starts_with(' ') || line.starts_with('\t') {
            return none();
        }
        return unclosed(text, at, format);
    };
    let content = at + line.len()..closer.start;
    Place {
        problem: odd.or_else(|| problem_of(text, at, line, fence, &content)),
        format: Some(format),
        head: at..closer.end,
        content,
    }
}

/// The closing line, and the problem of an earlier line at which Hugo would cut.
fn close(text: &str, from: usize, format: Format) -> Option<(Range<usize>, Option<Problem>)> {
    let fence = if format == Format::Toml { "+++" } else { "---" };
    let mut odd = None;
    let mut at = from;
    let until = text.floor_char_boundary(from.saturating_add(LOOKED_THROUGH));
    for line in slice(text, from..until).split_inclusive('\n') {
        let whole = line.trim_end();
        if whole == fence || (format == Format::Yaml && whole == "...") {
            return Some((at..at + line.len(), odd));
        }
        if line.starts_with(fence) && odd.is_none() {
            odd = Some(error_at(
                text,
                at,
                &format!("a line that starts with {fence} ends the front matter for Hugo"),
            ));
        }
        at += line.len();
    }
    None
}

fn problem_of(
    text: &str,
    at: usize,
    opener: &str,
    fence: &str,
    content: &Range<usize>,
) -> Option<Problem> {
    if !opener.starts_with(fence) {
        return Some(error_at(text, at, "blanks stand before the opening line"));
    }
    if content.len() > MAX_BYTES {
        return Some(error_at(text, at, "the front matter is longer than 256 KB"));
    }
    let inside = slice(text, content.clone());
    let lone = inside
        .char_indices()
        .find(|&(at, char)| char == '\r' && !slice(inside, at + 1..inside.len()).starts_with('\n'));
    let (lone, _) = lone?;
    Some(error_at(
        text,
        content.start + lone,
        "the line ends in the old Mac way, which cannot be read",
    ))
}

/// Lists read no more of a file than the longest head, so its end may stand behind that.
fn unclosed(text: &str, at: usize, format: Format) -> Place {
    let why = if text.len() - at < MAX_BYTES {
        "the front matter is not closed"
    } else {
        "the front matter is longer than 256 KB, or not closed"
    };
    broken(text, at, format, why)
}

fn broken(text: &str, at: usize, format: Format, why: &str) -> Place {
    Place {
        format: Some(format),
        head: 0..0,
        content: 0..0,
        problem: Some(error_at(text, at, why)),
    }
}

/// A problem at the line of `at` that keeps the form from editing.
pub fn error_at(text: &str, at: usize, why: &str) -> Problem {
    problem_at(text, at, Severity::Error, why)
}

/// A problem at the line of `at`, its message starting with the line's number, and with the column
/// (in characters, from 1) of a place inside of the line.
pub fn problem_at(text: &str, at: usize, severity: Severity, why: &str) -> Problem {
    let start = line_start(text, at);
    let column = slice(text, start..at).chars().count() + 1;
    let start = skip_blanks(text, start);
    let end = line_end(text, start);
    let line = line_no(text, at);
    let message = if at > start {
        format!("Line {line}, column {column}: {why}")
    } else {
        format!("Line {line}: {why}")
    };
    Problem {
        range: start..end,
        severity,
        message,
    }
}

/// Whether a text starts with a JSON object, and not with a shortcode or an attribute list.
fn is_json(text: &str) -> bool {
    let Some(inside) = text.trim_start().strip_prefix('{') else {
        return false;
    };
    inside.trim_start().starts_with(['"', '}'])
}

fn json(text: &str, at: usize) -> Place {
    let until = text.floor_char_boundary(at.saturating_add(LOOKED_THROUGH));
    let rest = slice(text, at..until);
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut escaped = false;
    for (offset, char) in rest.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = in_text,
            '"' => in_text = !in_text,
            '{' if !in_text => depth += 1,
            '}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && char == '}' && !in_text {
            let end = at + offset + 1;
            let line_end = line_end(text, end);
            let head_end = if skip_blanks(text, end) >= line_end {
                next_line(text, end)
            } else {
                end
            };
            return Place {
                format: Some(Format::Json),
                head: at..head_end,
                content: at..end,
                problem: (end - at > MAX_BYTES)
                    .then(|| error_at(text, at, "the front matter is longer than 256 KB")),
            };
        }
    }
    unclosed(text, at, Format::Json)
}
