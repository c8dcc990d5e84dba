//! Lines and what stands before their text: quotes, list markers, headings; and the commands
//! that change it.

use std::ops::Range;

use super::{Formatted, changes::Changes};
pub(super) use crate::model::markdown::line::{MarkerKind, heading as heading_prefix};
use crate::model::{
    front_matter,
    markdown::line::{self, InFence, LineState},
    text::position,
};

/// What stands before the text of a line. All positions are bytes of the whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub start: usize,
    /// After the quote markers, with the space after the last.
    pub quote_end: usize,
    /// After the indent that follows the quote.
    pub indent_end: usize,
    pub marker: Option<Marker>,
    /// Where the text begins, after list marker, task box and white space.
    pub content: usize,
    /// Before the line break.
    pub end: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub kind: MarkerKind,
    /// The bullet, or the number with its delimiter.
    pub end: usize,
    /// After the white space that follows; a task box stands here.
    pub space_end: usize,
    pub has_box: bool,
}

impl Line {
    /// The line around a byte.
    pub fn at(text: &str, at_byte: usize) -> Self {
        let start = position::line_start(text, at_byte);
        let mut end = position::line_end(text, at_byte);
        if text
            .get(start..end)
            .is_some_and(|line| line.ends_with('\r'))
        {
            end -= 1;
        }
        Self::parse(text, start..end)
    }

    fn parse(text: &str, range: Range<usize>) -> Self {
        let rest = |at: usize| text.get(at..range.end).unwrap_or_default();
        let blanks =
            |at: usize| at + rest(at).len() - rest(at).trim_start_matches([' ', '\t']).len();
        let mut quote_end = range.start;
        while rest(blanks(quote_end)).starts_with('>') {
            quote_end = blanks(quote_end) + 1;
            if rest(quote_end).starts_with(' ') {
                quote_end += 1;
            }
        }
        let indent_end = blanks(quote_end);
        let marker = marker(text, indent_end, range.end);
        let content = match &marker {
            Some(marker) if marker.has_box => blanks(marker.space_end + "[ ]".len()),
            Some(marker) => marker.space_end,
            None => indent_end,
        };
        Self {
            start: range.start,
            quote_end,
            indent_end,
            marker,
            content,
            end: range.end,
        }
    }

    pub fn indent(&self) -> usize {
        self.indent_end - self.quote_end
    }

    /// How far from the marker its text begins, task box not counted.
    pub fn marker_width(&self) -> Option<usize> {
        let marker = self.marker.as_ref()?;
        Some(
            if marker.space_end >= self.end && marker.space_end == marker.end {
                marker.end - self.indent_end + 1
            } else {
                marker.space_end - self.indent_end
            },
        )
    }

    pub fn is_blank(&self, text: &str) -> bool {
        text.get(self.quote_end..self.end)
            .is_some_and(|line| line.trim().is_empty())
    }

    pub fn next(&self, text: &str) -> Option<Self> {
        let break_at = position::line_end(text, self.start);
        (break_at < text.len()).then(|| Self::at(text, break_at + 1))
    }

    pub fn previous(&self, text: &str) -> Option<Self> {
        Some(Self::at(text, self.start.checked_sub(1)?))
    }
}

/// The list marker that begins at `at`.
fn marker(text: &str, at: usize, line_end: usize) -> Option<Marker> {
    let found = line::list_marker(text.get(at..line_end)?)?;
    let end = at + found.length;
    let after = text.get(end..line_end)?;
    let item = after.trim_start_matches([' ', '\t']);
    Some(Marker {
        kind: found.kind,
        end,
        space_end: line_end - item.len(),
        has_box: line::task_box(item).is_some(),
    })
}

/// Whether the line around a byte is neither front matter nor part of a fenced code block. It
/// costs the text above; the editor knows what that leaves open.
pub fn is_prose(text: &str, at_byte: usize) -> bool {
    let body_from = front_matter::body_start(text);
    at_byte >= body_from
        && is_prose_after(text, at_byte, line::state_before(text, body_from, at_byte))
}

/// The same where it is known what is open before the line.
pub(super) fn is_prose_after(text: &str, at_byte: usize, before: LineState) -> bool {
    let line = Line::at(text, at_byte);
    before.is_prose(text.get(line.start..line.end).unwrap_or_default())
}

/// A fenced code block: the lines of its fences, without their breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    pub opening: Range<usize>,
    pub closing: Option<Range<usize>>,
}

/// The fenced code block that the line around a byte is part of.
pub(super) fn fence_around(text: &str, at_byte: usize) -> Option<Fence> {
    let mut start = front_matter::body_start(text);
    if at_byte < start {
        return None;
    }
    let mut state = LineState::Body;
    let mut opening = None;
    for line in text.get(start..)?.split_inclusive('\n') {
        let end = start + line.len();
        let is_behind = at_byte < end || end == text.len() && !line.ends_with('\n');
        let line = line.trim_end_matches(['\n', '\r']);
        let range = start..start + line.len();
        let role = role_of(state, line);
        state = state.after(line);
        let is_opening = matches!(state, LineState::Fence { .. });
        match role {
            InFence::Code(_) => {}
            InFence::Closing if is_behind => {
                return Some(Fence {
                    opening: opening?,
                    closing: Some(range),
                });
            }
            // The quote ended that the code stood in.
            InFence::Outside if at_byte < start => break,
            InFence::Outside if is_opening => opening = Some(range),
            InFence::Outside if is_behind => return None,
            InFence::Closing | InFence::Outside => opening = None,
        }
        start = end;
    }
    Some(Fence {
        opening: opening?,
        closing: None,
    })
}

/// What a line is to the code that is open before it.
fn role_of(state: LineState, line: &str) -> InFence {
    match state {
        LineState::Fence {
            mark,
            length,
            quotes,
        } => line::in_fence(line, mark, length, quotes),
        _ => InFence::Outside,
    }
}

impl Line {
    fn text_in<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.content..self.end).unwrap_or_default()
    }
}

/// The lines that a selection touches, without their breaks. A selection of several lines that
/// ends at the start of a line leaves that one out.
pub(super) fn lines_in(text: &str, selection: &Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut line = Line::at(text, selection.start);
    loop {
        lines.push(line.start..line.end);
        let Some(next) = line.next(text) else {
            return lines;
        };
        if next.start >= selection.end {
            return lines;
        }
        line = next;
    }
}

/// Where the text of a line begins, after the markers of quotes, lists and headings.
pub(super) fn content_start(text: &str, line: &Range<usize>) -> usize {
    let content = Line::parse(text, line.clone()).content;
    content
        + heading_prefix(text.get(content..line.end).unwrap_or_default())
            .map_or(0, |(_, length)| length)
}

/// The lines of a selection that a command works on: those with text, or a single empty one.
pub(super) fn worked_on(text: &str, selection: &Range<usize>) -> Vec<Line> {
    let ranges = lines_in(text, selection);
    let is_single = ranges.len() == 1;
    ranges
        .into_iter()
        .map(|range| Line::parse(text, range))
        .filter(|line| is_single || !line.is_blank(text))
        .collect()
}

pub(super) fn heading(text: &str, selection: &Range<usize>, level: u8) -> Option<Formatted> {
    let mut changes = Changes::default();
    let lines = worked_on(text, selection);
    let prefix_of = |line: &Line| heading_prefix(line.text_in(text));
    let is_on = lines
        .iter()
        .all(|line| prefix_of(line).is_some_and(|(found, _)| found == level));
    let new = if is_on {
        String::new()
    } else {
        "#".repeat(usize::from(level)) + " "
    };
    for line in &lines {
        let length = prefix_of(line).map_or(0, |(_, length)| length);
        changes.replace(line.content..line.content + length, new.as_str());
        if is_on {
            changes.remove(line.end - closing_length(line.text_in(text))..line.end);
        }
    }
    changes.formatted(text, selection)
}

/// Length of the `#` that may close a heading, with the white space before them.
fn closing_length(content: &str) -> usize {
    let end = content.trim_end();
    let before = end.trim_end_matches('#');
    if before.len() < end.len() && before.ends_with([' ', '\t']) && !before.trim().is_empty() {
        content.len() - before.trim_end().len()
    } else {
        0
    }
}

pub(super) fn quote(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let mut changes = Changes::default();
    let lines: Vec<_> = lines_in(text, selection)
        .into_iter()
        .map(|range| Line::parse(text, range))
        .collect();
    let is_quoted = |line: &Line| line.quote_end > line.start;
    let is_on = lines
        .iter()
        .all(|line| is_quoted(line) || line.start == line.end);
    for line in lines.iter().filter(|line| !is_on || is_quoted(line)) {
        if is_on {
            let content = text.get(line.start..line.end)?;
            let indent = content.len() - content.trim_start().len();
            let space = usize::from(content.get(indent..)?.starts_with("> "));
            changes.remove(line.start..line.start + indent + 1 + space);
        } else if line.start == line.end && lines.len() > 1 {
            changes.insert(line.start, ">");
        } else {
            changes.insert(line.start, "> ");
        }
    }
    changes.formatted(text, selection)
}

pub(super) fn bullets(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let bullet = bullet_of(text);
    set_markers(
        text,
        selection,
        |kind| matches!(kind, MarkerKind::Bullet(_)),
        |_| format!("{bullet} "),
    )
}

/// The bullet that the text uses.
pub(super) fn bullet_of(text: &str) -> char {
    let bullets = text
        .split_inclusive('\n')
        .find_map(|line| match marker_of(line)? {
            MarkerKind::Bullet(bullet) => Some(bullet),
            MarkerKind::Number { .. } => None,
        });
    bullets.unwrap_or('-')
}

pub(super) fn numbers(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let before = Line::at(text, selection.start)
        .previous(text)
        .and_then(|line| line.marker);
    let (first, delimiter) = match before.map(|marker| marker.kind) {
        Some(MarkerKind::Number { number, delimiter }) => (number + 1, delimiter),
        _ => (1, '.'),
    };
    set_markers(
        text,
        selection,
        |kind| matches!(kind, MarkerKind::Number { .. }),
        |index| format!("{}{delimiter} ", first + index),
    )
}

fn marker_of(line: &str) -> Option<MarkerKind> {
    let line = line.trim_end_matches(['\n', '\r']);
    Some(Line::parse(line, 0..line.len()).marker?.kind)
}

/// Gives every line a list marker, or takes it away where all lines have one that `is_kind`.
fn set_markers(
    text: &str,
    selection: &Range<usize>,
    is_kind: impl Fn(MarkerKind) -> bool,
    marker: impl Fn(u64) -> String,
) -> Option<Formatted> {
    let mut changes = Changes::default();
    let lines = worked_on(text, selection);
    let is_on = lines.iter().all(|line| {
        let marker = line.marker.as_ref();
        marker.is_some_and(|marker| is_kind(marker.kind))
    });
    for (line, index) in lines.iter().zip(0..) {
        if is_on {
            changes.remove(line.indent_end..line.content);
        } else {
            let end = line
                .marker
                .as_ref()
                .map_or(line.indent_end, |marker| marker.space_end);
            changes.replace(line.indent_end..end, marker(index));
        }
    }
    changes.formatted(text, selection)
}
