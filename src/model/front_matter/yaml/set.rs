//! Sets a scalar in the style it has.

use super::{
    super::{
        Refusal, Value,
        lines::{clear_column, is_rest_blank, line_end, line_ending, slice},
        plan::not,
        splice::Splice,
    },
    habits,
    head::Head,
    held::{Held, pairs},
    resolve,
    tree::{Kind, Layout, Node, Style},
    write::{self, Look, Room},
};
use crate::model::said::said;

/// The look of a text or date that is there; `None` for anything else.
pub fn look_of(node: &Node, head: Look) -> Option<Look> {
    let Kind::Scalar { style, .. } = node.kind else {
        return None;
    };
    if !matches!(resolve::scalar(node), Some(Value::Text(_) | Value::Date(_))) {
        return None;
    }
    let quote = match style {
        Style::Single | Style::Double => style,
        _ => head.quote,
    };
    Some(Look { style, quote })
}

/// Sets the scalar that is held.
pub fn splice(head: &Head<'_>, place: &Held<'_>, value: &Value) -> Result<Splice, Refusal> {
    match place.layout() {
        Layout::Flow => Ok(in_flow(head, place, value)),
        Layout::Block => in_block(head, place, value),
    }
}

fn look(head: &Head<'_>, place: &Held<'_>, value: &Value) -> Look {
    let node = &place.pair.value;
    let fallback = match value {
        Value::Date(_) => head.date_look(),
        _ => head.look_among(place.map),
    };
    let own = look_of(node, head.habits.look).map(|own| without_needless_quotes(own, place, value));
    head.careful_look(own.unwrap_or(fallback))
}

/// Quotes that a blank at the end made necessary go with that blank, where the neighbours have
/// none: a writer who types a sentence types such a blank after every word.
fn without_needless_quotes(own: Look, place: &Held<'_>, value: &Value) -> Look {
    let ends_open = |text: &str| text.ends_with(' ');
    let had_blank = place.pair.value.text().is_some_and(ends_open);
    if !own.is_quoted() || !had_blank || matches!(value, Value::Text(text) if ends_open(text)) {
        return own;
    }
    let others = pairs(place.map)
        .iter()
        .map(|pair| &pair.value)
        .filter(|value| value.span != place.pair.value.span);
    match habits::of_nodes(others, Look::PLAIN) {
        look @ Look {
            style: Style::Plain,
            ..
        } => look,
        _ => own,
    }
}

fn in_flow(head: &Head<'_>, place: &Held<'_>, value: &Value) -> Splice {
    let written = write::value(value, look(head, place, value), Room::Flow);
    let node = &place.pair.value;
    match (node.is_absent(), place.pair.after_colon) {
        (false, _) => Splice::new(node.span.clone(), written),
        (true, Some(at)) => Splice::new(at..at, format!(" {written}")),
        (true, None) => {
            let at = place.pair.key.span.end;
            Splice::new(at..at, format!(": {written}"))
        }
    }
}

fn in_block(head: &Head<'_>, place: &Held<'_>, value: &Value) -> Result<Splice, Refusal> {
    let node = &place.pair.value;
    let look = look(head, place, value);
    let room = room(head, place);
    let is_free = is_rest_blank(head.text, node.span.end);
    let mut written = write::value(value, look, room);
    if let Some(comment) = header_comment(head.text, node) {
        let (first, below) = written.split_at(written.find(['\r', '\n']).unwrap_or(written.len()));
        written = [first, " ", comment, below].concat();
    }
    if node.is_absent() {
        let Some(colon) = place.pair.after_colon else {
            return Err(not(said!("head-written-unusual-way", key = place.name())));
        };
        let end = if is_free {
            line_end(head.text, colon)
        } else {
            colon
        };
        return Ok(Splice::new(colon..end, format!(" {written}")));
    }
    // Blanks after the old value would become part of a last line.
    let end = if is_free && written.contains('\n') {
        line_end(head.text, node.span.end)
    } else {
        node.span.end
    };
    Ok(Splice::new(node.span.start..end, written))
}

/// The lines below are free only if no comment follows the value.
fn room<'a>(head: &'a Head<'_>, place: &Held<'_>) -> Room<'a> {
    let node = &place.pair.value;
    let column = clear_column(head.text, place.pair.key.start());
    let (Some(column), Some(_), true) = (
        column,
        place.pair.after_colon,
        is_rest_blank(head.text, node.span.end),
    ) else {
        return Room::Line;
    };
    let Room::Lines {
        indent,
        line_ending,
        width,
    } = head.room(column, line_ending(head.text, place.pair.key.start()))
    else {
        return Room::Line;
    };
    let old = block_measure(head.text, node);
    Room::Lines {
        indent: old.map_or(indent, |(indent, _)| indent),
        line_ending,
        width: old.map_or(width, |(_, width)| width),
    }
}

/// The indentation of a block scalar's text, and the width of its longest line.
fn block_measure(text: &str, node: &Node) -> Option<(usize, usize)> {
    if !is_block(node) {
        return None;
    }
    let content = slice(text, line_end(text, node.span.start)..node.span.end);
    let lines = || content.lines().filter(|line| !line.trim().is_empty());
    let first = lines().next()?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    let longest = lines().map(|line| line.chars().count()).max()?;
    // A text on one line was not broken at any width.
    let is_broken = lines().nth(1).is_some();
    let width = if is_broken {
        longest.max(40)
    } else {
        usize::MAX
    };
    Some((indent, width)).filter(|&(indent, _)| indent > 0)
}

fn is_block(node: &Node) -> bool {
    matches!(
        node.kind,
        Kind::Scalar {
            style: Style::Literal | Style::Folded,
            ..
        }
    )
}

/// The comment after the `|` or `>` of a block scalar.
fn header_comment<'a>(text: &'a str, node: &Node) -> Option<&'a str> {
    if !is_block(node) {
        return None;
    }
    let start = node.span.start;
    let header = slice(text, start..line_end(text, start));
    let comment = header.find('#')?;
    header.get(comment..).map(str::trim_end)
}
