//! Adds a key, with its parents where they are missing, in the manner of its neighbours.

use super::{
    super::{
        Entry, Refusal, Value,
        lines::{is_rest_blank, line_end, line_ending, next_line},
        plan::{Place, Splices, not},
        splice::Splice,
        values::nested,
    },
    flow, habits,
    head::Head,
    held::{self, Held, held, pairs},
    tree::{Layout, Node, Style},
    write::{self, Look, Room},
};
use crate::model::said::said;

/// Adds `keys` with `value` to the map at `host`.
pub fn splices(
    head: &Head<'_>,
    host: Option<&Place<'_, Node>>,
    keys: &[String],
    value: &Value,
) -> Splices {
    let Some((key, deeper)) = keys.split_first() else {
        return Err(not(said!("head-path-names-no-key")));
    };
    let Some(host) = host else {
        let value = nested(deeper, value.clone());
        return Ok(vec![in_empty_head(head, key, &value)]);
    };
    for pair in pairs(host.node) {
        held::refuse_merge_key(pair.key.text().unwrap_or_default())?;
    }
    if pairs(host.node).is_empty()
        && let Ok(empty) = held(host)
    {
        return fill(head, &empty, &nested(keys, value.clone()));
    }
    let value = nested(deeper, value.clone());
    match held::layout(host.node) {
        Layout::Flow => Ok(in_flow(head, host.node, key, &value)),
        Layout::Block => Ok(vec![in_block(head, host.node, key, &value)?]),
    }
}

fn in_empty_head(head: &Head<'_>, key: &str, value: &Value) -> Splice {
    let at = head.content.end;
    let ending = line_ending(head.text, head.content.start.saturating_sub(1));
    let entry = head.entry(key, value, 0, head.habits.look, ending);
    Splice::new(at..at, entry + ending)
}

fn in_block(head: &Head<'_>, map: &Node, key: &str, value: &Value) -> Result<Splice, Refusal> {
    let (Some(first), Some(last)) = (pairs(map).first(), pairs(map).last()) else {
        return Err(not(said!("head-has-no-place", key = key)));
    };
    let column = held::column(head.text, first)?;
    held::column(head.text, last)?;
    let end = held::end_of(last);
    let at = next_line(head.text, end);
    let ending = line_ending(head.text, end);
    let entry = head.entry(key, value, column, head.look_among(map), ending);
    let indent = " ".repeat(column);
    Ok(Splice::new(at..at, indent + &entry + ending))
}

fn in_flow(head: &Head<'_>, map: &Node, key: &str, value: &Value) -> Vec<Splice> {
    let written = write::value(
        value,
        head.look_for(value, head.look_among(map)),
        Room::Flow,
    );
    let key = write::key(key, key_style(map, head.habits.key), Room::Flow);
    let last = pairs(map).len().checked_sub(1);
    flow::map(head.text, map).add(last, &[format!("{key}: {written}")])
}

/// Replaces the scalar that is held by a list or map, below it where the head does so.
pub fn fill(head: &Head<'_>, place: &Held<'_>, value: &Value) -> Splices {
    let pair = place.pair;
    let node = &pair.value;
    let look = head.look_for(value, head.look_among(place.map));
    if place.layout() == Layout::Block {
        let column = place.column(head.text)?;
        let ending = line_ending(head.text, pair.key.start());
        let below = head.below(value, column, look, ending);
        if let (Some(below), Some(colon)) = (below, pair.after_colon) {
            let is_free = is_rest_blank(head.text, node.span.end);
            let end = place.end();
            let line = line_end(head.text, end);
            if is_free {
                return Ok(vec![Splice::new(colon..line, below)]);
            }
            return Ok(vec![
                Splice::new(colon..end, ""),
                Splice::new(line..line, below),
            ]);
        }
    }
    let written = write::value(value, look, Room::Flow);
    Ok(match (node.is_absent(), pair.after_colon) {
        (false, _) => vec![Splice::new(node.span.clone(), written)],
        (true, Some(colon)) => vec![Splice::new(colon..colon, format!(" {written}"))],
        (true, None) => {
            let end = pair.key.span.end;
            vec![Splice::new(end..end, format!(": {written}"))]
        }
    })
}

/// The style of a new key in a map.
fn key_style(map: &Node, head: Style) -> Style {
    use super::tree::Kind;

    match pairs(map).last().map(|pair| &pair.key.kind) {
        Some(Kind::Scalar { style, .. }) => *style,
        _ => head,
    }
}

impl Head<'_> {
    /// The look of the texts in a map; that of the head if it has none.
    pub fn look_among(&self, map: &Node) -> Look {
        let values = pairs(map).iter().map(|pair| &pair.value);
        habits::of_nodes(values, self.habits.look)
    }

    /// The look of a new date.
    pub fn date_look(&self) -> Look {
        Look {
            style: self.habits.date,
            ..self.habits.look
        }
    }

    /// The look of a new value among texts of `look`.
    pub fn look_for(&self, value: &Value, look: Look) -> Look {
        self.careful_look(match value {
            Value::Date(_) => self.date_look(),
            Value::List(_) => self.habits.item_look,
            _ => look,
        })
    }

    /// Whether a new list has its items on lines of their own: maps always do.
    fn is_block(&self, items: &[Value]) -> bool {
        self.habits.list == Layout::Block || items.iter().any(|item| matches!(item, Value::Map(_)))
    }

    /// `key: value`, without indentation before and line ending after it.
    fn entry(&self, key: &str, value: &Value, column: usize, look: Look, ending: &str) -> String {
        let look = self.look_for(value, look);
        let written_key = write::key(key, self.habits.key, Room::Line);
        let value = self.below(value, column, look, ending).unwrap_or_else(|| {
            let room = self.room(column, ending);
            format!(" {}", write::value(value, look, room))
        });
        format!("{written_key}:{value}")
    }

    /// The entries of a map below each other, the first without indentation.
    pub fn entries(&self, entries: &[Entry], column: usize, look: Look, ending: &str) -> String {
        let indent = " ".repeat(column);
        let entries: Vec<String> = entries
            .iter()
            .map(|entry| self.entry(&entry.key, &entry.value, column, look, ending))
            .collect();
        entries.join(&format!("{ending}{indent}"))
    }

    /// The lines of a map or list below its key at `column`; `None` where it stands beside it.
    fn below(&self, value: &Value, column: usize, look: Look, ending: &str) -> Option<String> {
        let lines: Vec<String> = match value {
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + self.habits.step;
                let indent = " ".repeat(column);
                entries
                    .iter()
                    .map(|entry| self.entry(&entry.key, &entry.value, column, look, ending))
                    .map(|entry| format!("{ending}{indent}{entry}"))
                    .collect()
            }
            Value::List(items) if !items.is_empty() && self.is_block(items) => {
                let dash = column + self.habits.dash;
                let indent = " ".repeat(dash);
                items
                    .iter()
                    .map(|item| match item {
                        Value::Map(entries) if !entries.is_empty() => {
                            self.entries(entries, dash + 2, look, ending)
                        }
                        item => write::value(item, look, Room::Line),
                    })
                    .map(|item| format!("{ending}{indent}- {item}"))
                    .collect()
            }
            _ => return None,
        };
        Some(lines.concat())
    }
}
