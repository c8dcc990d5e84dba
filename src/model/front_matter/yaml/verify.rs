//! What a change makes of a YAML head as each of its two parsers reads it.

use serde_yaml::Value as Decoded;

use super::{
    super::{Value, dates::is_date, values::is_same, verify::Meaning},
    decode::decode,
    resolve,
    tree::{Kind, Layout, Node, Pair, Style},
    write,
};

/// An empty head is an empty map.
pub fn filled(decoded: Decoded) -> Decoded {
    match decoded {
        Decoded::Null => Decoded::Mapping(serde_yaml::Mapping::new()),
        other => other,
    }
}

impl Meaning for Node {
    fn of(value: &Value) -> Self {
        let (text, style) = match value {
            Value::List(items) => {
                return bare(Kind::List {
                    layout: Layout::Flow,
                    items: items.iter().map(Self::of).collect(),
                });
            }
            Value::Map(entries) => {
                let entries = entries.iter();
                return map(entries
                    .map(|entry| pair_of(&entry.key, Self::of(&entry.value)))
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

    fn items(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.kind {
            Kind::List { items, .. } => Some(items),
            _ => None,
        }
    }

    fn child(&mut self, index: usize) -> Option<&mut Self> {
        match &mut self.kind {
            Kind::Map { pairs, .. } => pairs.get_mut(index).map(|pair| &mut pair.value),
            Kind::List { items, .. } => items.get_mut(index),
            Kind::Scalar { .. } | Kind::Alias { .. } => None,
        }
    }

    fn take_out(&mut self, index: usize) -> bool {
        match &mut self.kind {
            Kind::Map { pairs, .. } if index < pairs.len() => {
                pairs.remove(index);
                true
            }
            _ => false,
        }
    }

    fn rename(&mut self, index: usize, key: &str) -> bool {
        let Kind::Map { pairs, .. } = &mut self.kind else {
            return false;
        };
        pairs.get_mut(index).is_some_and(|pair| {
            pair.key.kind = Self::of(&Value::Text(key.to_owned())).kind;
            true
        })
    }

    fn put_in(&mut self, key: &str, value: Self) -> bool {
        let Kind::Map { pairs, .. } = &mut self.kind else {
            return false;
        };
        pairs.push(pair_of(key, value));
        true
    }
}

impl Meaning for Decoded {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(on) => Self::Bool(*on),
            Value::Integer(number) => Self::Number((*number).into()),
            // As it is written: `+5` is a whole number.
            Value::Float(_) => {
                let written = write::value(value, write::Look::PLAIN, write::Room::Line);
                decode(&written, &(0..written.len())).unwrap_or(Self::String(written))
            }
            Value::Date(text) | Value::Text(text) => Self::String(text.clone()),
            Value::List(items) => Self::Sequence(items.iter().map(Self::of).collect()),
            Value::Map(entries) => Self::Mapping(
                entries
                    .iter()
                    .map(|entry| (Self::String(entry.key.clone()), Self::of(&entry.value)))
                    .collect(),
            ),
        }
    }

    fn items(&mut self) -> Option<&mut Vec<Self>> {
        self.as_sequence_mut()
    }

    fn child(&mut self, index: usize) -> Option<&mut Self> {
        match self {
            Self::Sequence(items) => items.get_mut(index),
            Self::Mapping(map) => map.values_mut().nth(index),
            _ => None,
        }
    }

    fn take_out(&mut self, index: usize) -> bool {
        let Self::Mapping(map) = self else {
            return false;
        };
        let key = map.keys().nth(index).cloned();
        key.is_some_and(|key| map.shift_remove(&key).is_some())
    }

    fn rename(&mut self, index: usize, key: &str) -> bool {
        let Self::Mapping(map) = self else {
            return false;
        };
        let new = || Self::String(key.to_owned());
        let old = std::mem::take(map).into_iter().enumerate();
        *map = old
            .map(|(at, (old, value))| (if at == index { new() } else { old }, value))
            .collect();
        true
    }

    fn put_in(&mut self, key: &str, value: Self) -> bool {
        let Self::Mapping(map) = self else {
            return false;
        };
        map.insert(Self::String(key.to_owned()), value).is_none()
    }
}

fn pair_of(key: &str, value: Node) -> Pair {
    Pair {
        key: Node::of(&Value::Text(key.to_owned())),
        value,
        after_colon: None,
    }
}

pub fn map(pairs: Vec<Pair>) -> Node {
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

pub fn is_same_node(one: &Node, other: &Node) -> bool {
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
