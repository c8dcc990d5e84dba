//! Two parsers read the result of an edit; both must find the change and nothing else.

use serde_yaml::Value as Decoded;

use super::super::dates::is_date;
use super::{
    super::{Format, Value, head, list::Item, splice::apply, values::is_same},
    decode::decode,
    resolve,
    tree::{self, Kind, Layout, Node, Pair, Style},
    write,
};
use crate::model::text::Edit;

/// What a change makes of the node at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    Value(Value),
    /// A list of these items, old ones and new.
    Items(Vec<Item>),
    /// A map with one more key; also out of nothing.
    Added(String, Value),
    /// Gone, key and all.
    Removed,
    /// The key is another, its value and place are as they were.
    Renamed(String),
}

/// A head as both parsers read it.
#[derive(Clone, Debug)]
pub struct Read {
    /// `None`: there is nothing in the head.
    pub root: Option<Node>,
    pub decoded: Decoded,
}

/// Whether `edit` of `text` makes exactly the change `after` of the node at `at`.
pub fn is_exact(text: &str, old: &Read, edit: &Edit, at: &[usize], after: &After) -> bool {
    let new_text = apply(text, edit);
    let place = head::find(&new_text);
    if place.format != Some(Format::Yaml) || !head::is_within(text, &new_text, edit) {
        return false;
    }
    let Ok(new_root) = tree::parse(&new_text, &place.content) else {
        return false;
    };
    let Ok(new_decoded) = decode(&new_text, &place.content) else {
        return false;
    };
    if new_root.as_ref().and_then(tree::duplicate_key).is_some() {
        return false;
    }
    let mut root = old.root.clone().unwrap_or_else(|| map(Vec::new()));
    let mut decoded = filled(old.decoded.clone());
    let is_applied = change_node(&mut root, at, after) && change_decoded(&mut decoded, at, after);
    let new_root = new_root.unwrap_or_else(|| map(Vec::new()));
    is_applied && is_same_node(&root, &new_root) && decoded == filled(new_decoded)
}

/// An empty head is an empty map.
fn filled(decoded: Decoded) -> Decoded {
    match decoded {
        Decoded::Null => Decoded::Mapping(serde_yaml::Mapping::new()),
        other => other,
    }
}

fn change_node(node: &mut Node, at: &[usize], after: &After) -> bool {
    if let [index] = at
        && *after == After::Removed
    {
        let Kind::Map { pairs, .. } = &mut node.kind else {
            return false;
        };
        let is_there = *index < pairs.len();
        if is_there {
            pairs.remove(*index);
        }
        return is_there;
    }
    if let ([index], After::Renamed(key)) = (at, after) {
        let Kind::Map { pairs, .. } = &mut node.kind else {
            return false;
        };
        let pair = pairs.get_mut(*index);
        return pair.is_some_and(|pair| {
            pair.key.kind = node_of(&Value::Text(key.clone())).kind;
            true
        });
    }
    if let Some((index, rest)) = at.split_first() {
        let inner = match &mut node.kind {
            Kind::Map { pairs, .. } => pairs.get_mut(*index).map(|pair| &mut pair.value),
            Kind::List { items, .. } => items.get_mut(*index),
            Kind::Scalar { .. } | Kind::Alias { .. } => None,
        };
        return inner.is_some_and(|inner| change_node(inner, rest, after));
    }
    match after {
        After::Value(value) => node.kind = node_of(value).kind,
        After::Removed | After::Renamed(_) => return false,
        After::Added(key, value) => {
            if !matches!(node.kind, Kind::Map { .. }) {
                node.kind = map(Vec::new()).kind;
            }
            if let Kind::Map { pairs, .. } = &mut node.kind {
                pairs.push(pair_of(key, value));
            }
        }
        After::Items(new) => {
            let Kind::List { items, .. } = &mut node.kind else {
                return false;
            };
            let changed: Option<Vec<Node>> = new
                .iter()
                .map(|item| match item {
                    Item::Old(index) => items.get(*index).cloned(),
                    Item::New(value) => Some(node_of(value)),
                })
                .collect();
            let Some(changed) = changed else {
                return false;
            };
            *items = changed;
        }
    }
    true
}

fn change_decoded(decoded: &mut Decoded, at: &[usize], after: &After) -> bool {
    if let Some((index, rest)) = at.split_first() {
        if let Decoded::Sequence(items) = decoded {
            let item = items.get_mut(*index);
            return item.is_some_and(|item| change_decoded(item, rest, after));
        }
        let Decoded::Mapping(map) = decoded else {
            return false;
        };
        if let (true, After::Renamed(key)) = (rest.is_empty(), after) {
            let renamed = std::mem::take(map).into_iter().enumerate();
            *map = renamed
                .map(|(at, (old, value))| {
                    let is_it = at == *index;
                    (
                        if is_it {
                            Decoded::String(key.clone())
                        } else {
                            old
                        },
                        value,
                    )
                })
                .collect();
            return true;
        }
        if rest.is_empty() && *after == After::Removed {
            let key = map.keys().nth(*index).cloned();
            return key.is_some_and(|key| map.shift_remove(&key).is_some());
        }
        let value = map.values_mut().nth(*index);
        return value.is_some_and(|value| change_decoded(value, rest, after));
    }
    match after {
        After::Value(value) => *decoded = decoded_of(value),
        After::Removed | After::Renamed(_) => return false,
        After::Added(key, value) => {
            if !decoded.is_mapping() {
                *decoded = Decoded::Mapping(serde_yaml::Mapping::new());
            }
            if let Decoded::Mapping(map) = decoded {
                map.insert(Decoded::String(key.clone()), decoded_of(value));
            }
        }
        After::Items(new) => {
            let Decoded::Sequence(items) = decoded else {
                return false;
            };
            let changed: Option<Vec<Decoded>> = new
                .iter()
                .map(|item| match item {
                    Item::Old(index) => items.get(*index).cloned(),
                    Item::New(value) => Some(decoded_of(value)),
                })
                .collect();
            let Some(changed) = changed else {
                return false;
            };
            *items = changed;
        }
    }
    true
}

fn decoded_of(value: &Value) -> Decoded {
    match value {
        Value::Null => Decoded::Null,
        Value::Bool(on) => Decoded::Bool(*on),
        Value::Integer(number) => Decoded::Number((*number).into()),
        Value::Float(number) => Decoded::Number(number.number().into()),
        Value::Date(text) | Value::Text(text) => Decoded::String(text.clone()),
        Value::List(items) => Decoded::Sequence(items.iter().map(decoded_of).collect()),
        Value::Map(entries) => Decoded::Mapping(
            entries
                .iter()
                .map(|entry| (Decoded::String(entry.key.clone()), decoded_of(&entry.value)))
                .collect(),
        ),
    }
}

fn node_of(value: &Value) -> Node {
    let (text, style) = match value {
        Value::List(items) => {
            return bare(Kind::List {
                layout: Layout::Flow,
                items: items.iter().map(node_of).collect(),
            });
        }
        Value::Map(entries) => {
            return map(entries
                .iter()
                .map(|entry| pair_of(&entry.key, &entry.value))
                .collect());
        }
        Value::Text(text) => (text.clone(), Style::Double),
        Value::Date(text) if !is_date(text) => (text.clone(), Style::Double),
        other => (
            write::value(other, write::Look::PLAIN, write::Room::Line),
            Style::Plain,
        ),
    };
    bare(Kind::Scalar { text, style })
}

fn pair_of(key: &str, value: &Value) -> Pair {
    Pair {
        key: node_of(&Value::Text(key.to_owned())),
        value: node_of(value),
        after_colon: None,
    }
}

fn map(pairs: Vec<Pair>) -> Node {
    bare(Kind::Map {
        layout: Layout::Block,
        pairs,
    })
}

fn bare(kind: Kind) -> Node {
    Node {
        kind,
        span: 0..0,
        properties: None,
        anchor: None,
        tag: None,
    }
}

fn is_same_node(one: &Node, other: &Node) -> bool {
    if one.tag != other.tag || one.anchor != other.anchor {
        return false;
    }
    match (&one.kind, &other.kind) {
        (Kind::Alias { anchor: one }, Kind::Alias { anchor: other }) => one == other,
        (Kind::Scalar { .. }, Kind::Scalar { .. }) => {
            match (resolve::scalar(one), resolve::scalar(other)) {
                (Some(one), Some(other)) => is_same(&one, &other),
                _ => false,
            }
        }
        (Kind::List { items: one, .. }, Kind::List { items: other, .. }) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same_node(one, other))
        }
        (Kind::Map { pairs: one, .. }, Kind::Map { pairs: other, .. }) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| {
                    is_same_node(&one.key, &other.key) && is_same_node(&one.value, &other.value)
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\na: 1\nb: [x, y]\n---\nbody\n";

    /// Whether replacing `old` by `new` sets the value at index 0 to the text “z”, and only that.
    fn is_exact_edit(old: &str, new: &str) -> bool {
        let content = head::find(TEXT).content;
        let read = Read {
            root: tree::parse(TEXT, &content).unwrap(),
            decoded: decode(TEXT, &content).unwrap(),
        };
        let edit = Edit::between(TEXT, &TEXT.replace(old, new)).unwrap();
        is_exact(
            TEXT,
            &read,
            &edit,
            &[0],
            &After::Value(Value::Text("z".into())),
        )
    }

    #[test]
    fn an_edit_must_do_what_was_meant_and_nothing_else() {
        assert!(is_exact_edit("a: 1", "a: z"));
        assert!(is_exact_edit("a: 1", "a: \"z\" # c"));
        assert!(!is_exact_edit("a: 1", "a: zz"));
        assert!(!is_exact_edit("a: 1", "A: z"));
        assert!(!is_exact_edit("a: 1", "a: z\nc: 1"));
        assert!(!is_exact_edit("a: 1\nb: [x, y]", "a: z\nb: [y, x]"));
        assert!(!is_exact_edit("a: 1\nb: [x, y]", "b: [x, y]\na: z"));
        assert!(!is_exact_edit("a: 1", "a: &c z"));
        assert!(!is_exact_edit("a: 1", "a: !c z"));
        assert!(!is_exact_edit("a: 1", "a: \"z"));
        assert!(!is_exact_edit("a: 1", "a: z\na: z"));
        assert!(!is_exact_edit("a: 1", "a: z\n---\n"));
        assert!(!is_exact_edit(
            "a: 1\nb: [x, y]\n---\nbody",
            "a: z\nb: [x, y]\n---\n"
        ));
    }
}
