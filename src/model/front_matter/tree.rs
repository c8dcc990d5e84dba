//! A head as a tree of nodes with their places, whatever its format.

use std::ops::Range;

use super::{Entry, KeyPath, Value};

/// A value with its place, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// From the first to behind the last byte of the value as written. Empty, and behind the
    /// colon, for a YAML key without a value.
    pub span: Range<usize>,
    pub kind: Kind,
    /// Why this value must not be changed here: an alias, an anchor, a tag.
    pub frozen: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Scalar(Value, Style),
    List { items: Vec<Node>, is_flow: bool },
    Map { members: Vec<Member>, is_flow: bool },
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    pub key: String,
    pub key_span: Range<usize>,
    pub node: Node,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// No value at all behind the colon.
    Absent,
    Plain,
    Single,
    Double,
    /// A block scalar, `|`.
    Literal,
    /// A block scalar, `>`.
    Folded,
}

impl Node {
    pub fn value(&self) -> Value {
        match &self.kind {
            Kind::Scalar(value, _) => value.clone(),
            Kind::List { items, .. } => Value::List(items.iter().map(Self::value).collect()),
            Kind::Map { members, .. } => Value::Map(members.iter().map(Member::entry).collect()),
        }
    }

    /// The value without its places, for comparing.
    pub fn meaning(&self) -> Meaning {
        match &self.kind {
            Kind::Scalar(value, _) => Meaning::of(value),
            Kind::List { items, .. } => Meaning::List(items.iter().map(Self::meaning).collect()),
            Kind::Map { members, .. } => Meaning::Map(meaning(members)),
        }
    }

    pub fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Map { members, .. } => Some(members),
            _ => None,
        }
    }
}

impl Member {
    pub fn entry(&self) -> Entry {
        Entry {
            key: self.key.clone(),
            key_span: self.key_span.clone(),
            value: self.node.value(),
            value_span: self.node.span.clone(),
        }
    }
}

/// What a head says, apart from how it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    /// A text or a date: the same words.
    Words(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

impl Meaning {
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(on) => Self::Bool(*on),
            Value::Integer(number) => Self::Integer(*number),
            Value::Float(number) => Self::Float(*number),
            Value::Date(text) | Value::Text(text) => Self::Words(text.clone()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => Self::Map(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), Self::of(&entry.value)))
                    .collect(),
            ),
        }
    }
}

pub(super) fn meaning(members: &[Member]) -> Vec<(String, Meaning)> {
    members
        .iter()
        .map(|member| (member.key.clone(), member.node.meaning()))
        .collect()
}

/// The member for a key: as written, else ignoring case, as Hugo does.
pub(super) fn member<'a>(members: &'a [Member], key: &str) -> Option<&'a Member> {
    place(members.iter().map(|member| member.key.as_str()), key).and_then(|at| members.get(at))
}

/// The place of a key among keys: as written, else ignoring case.
pub(super) fn place<'a>(
    mut keys: impl Iterator<Item = &'a str> + Clone,
    key: &str,
) -> Option<usize> {
    let lower = key.to_lowercase();
    let ignoring_case = keys.clone().position(|other| other.to_lowercase() == lower);
    keys.position(|other| other == key).or(ignoring_case)
}

/// The node at a path.
pub(super) fn node<'a>(members: &'a [Member], path: &KeyPath) -> Option<&'a Node> {
    let (last, parents) = path.0.split_last()?;
    let mut members = members;
    for key in parents {
        members = member(members, key)?.node.members()?;
    }
    Some(&member(members, last)?.node)
}
