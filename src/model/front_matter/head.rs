//! Finding the head: the lines that fence it, and where a site generator would see others. This is
//! the one place that knows where a head ends; who goes line by line asks [`HeadEnd`].
//!
//! As Hugo has it, blank lines may stand before a head, and `...` does not end one. Hugo cuts at
//! any line that *starts* with the fence. A head where that differs from the whole fence line
//! cannot be edited by the form, as the two would not mean the same head.

use std::ops::Range;

use super::{
    Format,
    lines::{line_end, line_ending, line_no, line_start, skip_blanks, slice},
};
use crate::model::{
    conflict_marks,
    finding::{self, Finding, Rule},
    said::{Said, said},
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
    pub problem: Option<Finding>,
}

/// What ends a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadEnd {
    /// A line of `---`.
    Dashes,
    /// A line of `+++`.
    Pluses,
    /// The brace that closes the first one.
    Brace {
        /// How many are open.
        depth: usize,
        in_text: bool,
        is_escaped: bool,
    },
}

/// Where a head ended in a line, in bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The end of what it says.
    pub content: usize,
    /// With what closes it.
    pub head: usize,
}

impl HeadEnd {
    /// That of the head whose first line is `line`, if it is the first of one.
    pub fn of(line: &str) -> Option<Self> {
        match line.trim() {
            "---" => Some(Self::Dashes),
            "+++" => Some(Self::Pluses),
            line if line.starts_with('{') => Some(Self::Brace {
                depth: 0,
                in_text: false,
                is_escaped: false,
            }),
            _ => None,
        }
    }

    /// Whether a line of its own ends the head.
    pub fn is_fence(self) -> bool {
        !matches!(self, Self::Brace { .. })
    }

    /// Takes the next line, of JSON the first one too. Where the head ends in it, if it does.
    pub fn in_line(&mut self, line: &str) -> Option<Ended> {
        let whole = line.trim_end();
        let is_fence = match self {
            Self::Dashes => whole == "---",
            Self::Pluses => whole == "+++",
            Self::Brace { .. } => {
                let content = self.brace_in(line)?;
                let is_alone = line
                    .get(content..)
                    .is_some_and(|rest| rest.trim().is_empty());
                let head = if is_alone { line.len() } else { content };
                return Some(Ended { content, head });
            }
        };
        is_fence.then_some(Ended {
            content: 0,
            head: line.len(),
        })
    }

    /// Behind the brace that closes the first one.
    fn brace_in(&mut self, line: &str) -> Option<usize> {
        let Self::Brace {
            depth,
            in_text,
            is_escaped,
        } = self
        else {
            return None;
        };
        for (at, byte) in line.bytes().enumerate() {
            match byte {
                _ if *is_escaped => *is_escaped = false,
                b'\\' => *is_escaped = *in_text,
                b'"' => *in_text = !*in_text,
                b'{' if !*in_text => *depth += 1,
                b'}' if !*in_text => {
                    *depth = depth.saturating_sub(1);
                    if *depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// Whether the head of `text`, if there is one, is all there.
pub fn is_whole(text: &str) -> bool {
    let place = find(text);
    place.format.is_none() || !place.head.is_empty()
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
        return broken(text, at, format, said!("head-lines-end-old-mac"));
    }
    if !after_fence.trim().is_empty() {
        return none();
    }
    let (closer, odd) = close(text, at + line.len(), format);
    let Some(closer) = closer else {
        if line.starts_with(' ') || line.starts_with('\t') {
            return none();
        }
        let place = unclosed(text, at, format);
        return Place {
            problem: odd.or(place.problem),
            ..place
        };
    };
    let content = at + line.len()..closer.start;
    Place {
        problem: odd.or_else(|| problem_of(text, at, line, fence, &content)),
        format: Some(format),
        head: at..closer.end,
        content,
    }
}

/// The closing line, and the problem of an earlier line that ends the front matter for another
/// program and not for us, or the other way round.
fn close(text: &str, from: usize, format: Format) -> (Option<Range<usize>>, Option<Finding>) {
    let (fence, mut end) = match format {
        Format::Toml => ("+++", HeadEnd::Pluses),
        Format::Yaml | Format::Json => ("---", HeadEnd::Dashes),
    };
    let mut odd = None;
    let mut at = from;
    let until = text.floor_char_boundary(from.saturating_add(LOOKED_THROUGH));
    for line in slice(text, from..until).split_inclusive('\n') {
        if end.in_line(line).is_some() {
            return (Some(at..at + line.len()), odd);
        }
        let is_dots = format == Format::Yaml && line.trim_end() == "...";
        if odd.is_none() && is_dots {
            odd = Some(error_at(text, at, said!("head-dots-do-not-end")));
        } else if odd.is_none() && line.starts_with(fence) {
            let why = said!("head-line-starts-with-ends", fence = fence);
            odd = Some(error_at(text, at, why));
        }
        at += line.len();
    }
    (None, odd)
}

fn problem_of(
    text: &str,
    at: usize,
    opener: &str,
    fence: &str,
    content: &Range<usize>,
) -> Option<Finding> {
    if !opener.starts_with(fence) {
        return Some(error_at(
            text,
            at,
            said!("head-blanks-stand-before-opening"),
        ));
    }
    if content.len() > MAX_BYTES {
        return Some(error_at(text, at, said!("head-front-matter-too-long")));
    }
    let inside = slice(text, content.clone());
    let lone = inside
        .char_indices()
        .find(|&(at, char)| char == '\r' && !slice(inside, at + 1..inside.len()).starts_with('\n'));
    let (lone, _) = lone?;
    Some(error_at(
        text,
        content.start + lone,
        said!("head-line-ends-old-mac"),
    ))
}

/// Lists read no more of a file than the longest head: where all of that is head, it is too long,
/// wherever it ends.
fn unclosed(text: &str, at: usize, format: Format) -> Place {
    let why = if text.len() - at < MAX_BYTES {
        said!("head-front-matter-not-closed")
    } else {
        said!("head-front-matter-too-long")
    };
    broken(text, at, format, why)
}

fn broken(text: &str, at: usize, format: Format, why: Said) -> Place {
    Place {
        format: Some(format),
        head: 0..0,
        content: 0..0,
        problem: Some(error_at(text, at, why)),
    }
}

/// A problem at the line of `at` that keeps the form from editing.
pub fn error_at(text: &str, at: usize, why: Said) -> Finding {
    problem_at(text, at, Rule::HeadBroken, why)
}

/// A problem at the line of `at`, its message starting with the line's number, and with the column
/// (in characters, from 1) of a place inside of the line.
pub fn problem_at(text: &str, at: usize, rule: Rule, why: Said) -> Finding {
    let start = line_start(text, at);
    let column = slice(text, start..at).chars().count() + 1;
    let start = skip_blanks(text, start);
    let end = line_end(text, start);
    let line = line_no(text, at);
    let message = if at > start {
        said!("head-line-column", line = line, column = column, why = why)
    } else {
        said!("head-line", line = line, why = why)
    };
    Finding::new(rule, finding::Place::Text(start..end), message)
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
    let mut end = HeadEnd::Brace {
        depth: 0,
        in_text: false,
        is_escaped: false,
    };
    let mut start = at;
    for line in slice(text, at..until).split_inclusive('\n') {
        if let Some(ended) = end.in_line(line) {
            let content = at..start + ended.content;
            return Place {
                format: Some(Format::Json),
                head: at..start + ended.head,
                problem: (content.len() > MAX_BYTES)
                    .then(|| error_at(text, at, said!("head-front-matter-too-long"))),
                content,
            };
        }
        start += line.len();
    }
    unclosed(text, at, Format::Json)
}
/// The marks that programs leave where two versions did not merge, in a head that has all three.
pub fn conflict(text: &str, content: &Range<usize>) -> Option<Finding> {
    let first = conflict_marks::first(text.get(content.clone())?)?;
    let why = said!("head-conflict-marks");
    let at = content.start + first.start;
    Some(problem_at(text, at, Rule::TextConflict, why))
}
