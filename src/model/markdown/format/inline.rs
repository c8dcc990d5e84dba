//! Bold, italic, struck out, code and links.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{
    Formatted,
    changes::{Changes, Side},
    lines,
};
use crate::model::text::Edit;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bold,
    Italic,
    Code,
    Strike,
    Link,
}

/// Something that is marked up: the whole, and what stands between its markers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    whole: Range<usize>,
    inner: Range<usize>,
}

/// Marks the selection up, or takes the markup away where all of it has it. A caret at the end of what is
/// marked up goes on behind it: so one writes a bold word and goes on.
pub(super) fn toggle(text: &str, selection: &Range<usize>, kind: Kind) -> Option<Formatted> {
    let spans = spans(text, kind);
    let mut changes = Changes::default();
    let pieces = pieces(text, selection);
    if pieces.is_empty() {
        return toggle_empty(text, selection.start, kind);
    }
    if selection.is_empty()
        && let Some(span) = spans.iter().find(|it| ends_at(it, selection.start))
    {
        return Some(selected(span.whole.end..span.whole.end));
    }
    let around: Vec<Span> = pieces
        .iter()
        .filter_map(|piece| marked_around(text, &spans, piece, kind))
        .collect();
    if around.len() == pieces.len() {
        let mut last: Option<&Span> = None;
        for span in &around {
            if last != Some(span) {
                unmark(&mut changes, span);
            }
            last = Some(span);
        }
        return changes.formatted(text, selection);
    }
    for piece in &pieces {
        if marked_around(text, &spans, piece, kind).is_some() {
            continue;
        }
        let inside = spans
            .iter()
            .filter(|span| piece.start <= span.whole.start && span.whole.end <= piece.end);
        for span in inside {
            unmark(&mut changes, span);
        }
        let marker = marker(text, piece, kind);
        changes.insert(piece.start, marker.as_str());
        changes.insert(piece.end, marker);
    }
    select_pieces(changes, text, selection, &pieces)
}

/// The selection afterwards: what was selected, without white space at its ends and without
/// the new markers.
fn select_pieces(
    changes: Changes,
    text: &str,
    selection: &Range<usize>,
    pieces: &[Range<usize>],
) -> Option<Formatted> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let selected = if selection.is_empty() {
        let side = if selection.start == last.end {
            Side::Before
        } else {
            Side::After
        };
        let at = changes.map(selection.start, side);
        at..at
    } else {
        changes.map(first.start, Side::After)..changes.map(last.end, Side::Before)
    };
    changes.select(text, selected)
}

/// Inserts an empty pair of markers at the caret, or removes the one around it.
fn toggle_empty(text: &str, caret: usize, kind: Kind) -> Option<Formatted> {
    let mut changes = Changes::default();
    let marker = marker(text, &(caret..caret), kind);
    let before = text.get(..caret)?;
    let after = text.get(caret..)?;
    if before.ends_with(&marker) && after.starts_with(&marker) {
        changes.remove(caret - marker.len()..caret + marker.len());
        let at = caret - marker.len();
        return changes.select(text, at..at);
    }
    changes.insert(caret, format!("{marker}{marker}"));
    let at = caret + marker.len();
    changes.select(text, at..at)
}

/// Makes a link of the selection and asks for what is missing; takes the link away where the
/// selection is in one.
pub(super) fn link(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let mut changes = Changes::default();
    let piece = pieces(text, selection).into_iter().next();
    let piece = piece.unwrap_or(selection.start..selection.start);
    if let Some(span) = span_around(&spans(text, Kind::Link), &piece) {
        unmark(&mut changes, span);
        return changes.formatted(text, selection);
    }
    let words = text.get(piece.clone())?;
    if words.is_empty() || is_address(words) {
        let address = if words.is_empty() { "url" } else { words };
        changes.replace(piece.clone(), format!("[]({address})"));
        let at = piece.start + 1;
        return changes.select(text, at..at);
    }
    changes.insert(piece.start, "[");
    changes.insert(piece.end, "](url)");
    let at = piece.end + "[](".len();
    changes.select(text, at..at + "url".len())
}

/// What Tab does at the end of a link's label, going to its address, and at the end of the address,
/// going on behind the link. `None`: the caret is at neither.
pub(super) fn go(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let after = text.get(selection.end..)?;
    let line = text.get(..selection.start)?.rsplit('\n').next()?;
    if let Some(address) = after.strip_prefix("](") {
        let is_label = line.rfind('[') > line.rfind(']');
        let end = address.find([')', '\n']).filter(|_| is_label)?;
        let start = selection.end + "](".len();
        return Some(selected(start..start + end));
    }
    let is_address = after.starts_with(')') && line.rfind("](") > line.rfind(')');
    let behind = selection.end + ")".len();
    is_address.then(|| selected(behind..behind))
}

/// Another selection, and no change.
fn selected(selection: Range<usize>) -> Formatted {
    Formatted {
        edit: Edit {
            range: selection.start..selection.start,
            insert: String::new(),
        },
        selection,
    }
}

fn ends_at(span: &Span, caret: usize) -> bool {
    !span.inner.is_empty() && span.inner.end == caret && caret < span.whole.end
}

fn is_address(text: &str) -> bool {
    let has_scheme = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    has_scheme && !text.contains(char::is_whitespace)
}

fn unmark(changes: &mut Changes, span: &Span) {
    changes.remove(span.whole.start..span.inner.start);
    changes.remove(span.inner.end..span.whole.end);
}

fn span_around<'a>(spans: &'a [Span], piece: &Range<usize>) -> Option<&'a Span> {
    spans
        .iter()
        .filter(|span| span.whole.start <= piece.start && piece.end <= span.whole.end)
        .min_by_key(|span| span.whole.len())
}

/// What is marked up around a piece. Markers that stand directly around it count too where they
/// mean nothing in markdown, as in `a**.**`, so that the same command takes them away again.
fn marked_around(text: &str, spans: &[Span], piece: &Range<usize>, kind: Kind) -> Option<Span> {
    if let Some(span) = span_around(spans, piece) {
        return Some(span.clone());
    }
    let marks: &[char] = match kind {
        Kind::Bold => &['*'],
        Kind::Italic => &['*', '_'],
        Kind::Code => &['`'],
        Kind::Strike => &['~'],
        Kind::Link => &[],
    };
    marks
        .iter()
        .find_map(|&mark| written_around(text, piece, kind, mark))
}

fn written_around(text: &str, piece: &Range<usize>, kind: Kind, mark: char) -> Option<Span> {
    // Of several lines the selection holds the markers at their ends.
    let words = text.get(piece.clone())?;
    let start = piece.end - words.trim_start_matches(mark).len();
    let end = piece.start + words.trim_end_matches(mark).len();
    let before = text.get(..start)?;
    let after = text.get(end..)?;
    let before_run = before.len() - before.trim_end_matches(mark).len();
    let after_run = after.len() - after.trim_start_matches(mark).len();
    let used = match (kind, before_run.min(after_run)) {
        (Kind::Bold | Kind::Strike, 2..) => 2,
        (Kind::Italic, 1 | 3) => 1,
        (Kind::Code, length @ 1..) => length,
        _ => return None,
    };
    (start < end).then(|| Span {
        whole: start - used..end + used,
        inner: start..end,
    })
}

/// What is to be marked up: the selection line by line, without white space at the ends and the
/// markers of lists, quotes and headings; for a caret the word under it, if there is one.
fn pieces(text: &str, selection: &Range<usize>) -> Vec<Range<usize>> {
    if selection.is_empty() {
        return word_at(text, selection.start).into_iter().collect();
    }
    lines::lines_in(text, selection)
        .into_iter()
        .filter_map(|line| {
            let content = lines::content_start(text, &line);
            let start = line.start.max(selection.start).max(content);
            let end = line.end.min(selection.end);
            trimmed(text, start..end.max(start))
        })
        .collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let piece = text.get(range.clone())?;
    let start = range.start + piece.len() - piece.trim_start().len();
    let length = piece.trim().len();
    (length > 0).then_some(start..start + length)
}

fn word_at(text: &str, caret: usize) -> Option<Range<usize>> {
    let is_in_word =
        |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}');
    let before = text.get(..caret)?;
    let after = text.get(caret..)?;
    let start = before.trim_end_matches(is_in_word).len();
    let end = text.len() - after.trim_start_matches(is_in_word).len();
    let word = text.get(start..end)?;
    word.contains(char::is_alphanumeric).then_some(start..end)
}

fn marker(text: &str, piece: &Range<usize>, kind: Kind) -> String {
    match kind {
        Kind::Bold => "**".to_owned(),
        Kind::Italic => italic_marker(text, piece).to_owned(),
        Kind::Code => {
            let code = text.get(piece.clone()).unwrap_or_default();
            if code.contains('`') { "``" } else { "`" }.to_owned()
        }
        Kind::Strike => "~~".to_owned(),
        Kind::Link => String::new(),
    }
}

/// `_` where the text writes it so, but not next to a letter, where it would mean nothing.
fn italic_marker(text: &str, piece: &Range<usize>) -> &'static str {
    let first = spans(text, Kind::Italic).into_iter().next();
    let is_underscored = first.is_some_and(|span| {
        text.get(span.whole.start..)
            .is_some_and(|text| text.starts_with('_'))
    });
    let before = text.get(..piece.start).and_then(|text| text.chars().last());
    let after = text.get(piece.end..).and_then(|text| text.chars().next());
    let is_in_word = [before, after]
        .into_iter()
        .flatten()
        .any(char::is_alphanumeric);
    if is_underscored && !is_in_word {
        "_"
    } else {
        "*"
    }
}

/// All that is marked up in this way, in the order of the text.
fn spans(text: &str, kind: Kind) -> Vec<Span> {
    let options = Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut spans: Vec<Span> = Vec::new();
    let mut open_link = None;
    for (event, whole) in Parser::new_ext(text, options).into_offset_iter() {
        let ends = match (&event, kind) {
            (Event::Start(Tag::Strong), Kind::Bold) => 2,
            (Event::Start(Tag::Emphasis), Kind::Italic) => 1,
            (Event::Start(Tag::Strikethrough), Kind::Strike) => {
                run_of('~', text.get(whole.clone()).unwrap_or_default())
            }
            (Event::Code(_), Kind::Code) => {
                run_of('`', text.get(whole.clone()).unwrap_or_default())
            }
            (Event::Start(Tag::Link { .. }), Kind::Link) => {
                let is_bracketed = text
                    .get(whole.start..)
                    .is_some_and(|at| at.starts_with('['));
                if is_bracketed {
                    open_link = Some(spans.len());
                    let inner = whole.start + 1..whole.start + 1;
                    spans.push(Span { whole, inner });
                }
                continue;
            }
            _ => {
                if let Some(link) = open_link.and_then(|index| spans.get_mut(index))
                    && whole.end < link.whole.end
                {
                    link.inner.end = link.inner.end.max(whole.end);
                }
                continue;
            }
        };
        let inner = whole.start + ends..whole.end.saturating_sub(ends);
        spans.push(Span { whole, inner });
    }
    spans
}

fn run_of(mark: char, text: &str) -> usize {
    text.len() - text.trim_start_matches(mark).len()
}
