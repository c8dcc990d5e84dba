//! Values of settings and of heads as Hugo takes them: keys in small letters, each value with the
//! place it was read at.

use std::collections::BTreeMap;

use crate::model::front_matter::{Entry, Value};

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(breaks.map(|(at, _)| at).collect())
    }

    /// The line of a byte, from 1.
    pub fn of(&self, at_byte: usize) -> usize {
        self.0.partition_point(|start| *start < at_byte) + 1
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The number of the file in [`Settings::files`](super::Settings::files); 0 of a head.
    pub file: u16,
    /// From 1; 0: it stands in no file.
    pub line: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    pub data: Data,
    pub place: Place,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Data {
    #[default]
    Null,
    Bool(bool),
    /// A bare `yes`, `on`, `no` … of YAML: a switch to older Hugos, a text to newer ones.
    Word(String),
    Integer(i64),
    Float(f64),
    /// Dates too.
    Text(String),
    List(Vec<Node>),
    Table(Table),
}

/// Keys in small letters, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    entries: BTreeMap<Box<str>, Node>,
}

impl Table {
    /// Of the entries of a head or a file of settings with this text.
    pub fn read(lines: &Lines, text: &str, entries: &[Entry], file: u16) -> Self {
        let mut table = Self::default();
        for entry in entries {
            let at = entry.key_span.start;
            let line = u32::try_from(lines.of(at)).unwrap_or(u32::MAX);
            let place = Place { file, line };
            let node = Node::read(lines, text, entry, place);
            // The last of two keys that differ in case counts.
            table.set(&entry.key.to_lowercase(), node);
        }
        table
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.entries.iter().map(|(key, node)| (&**key, node))
    }

    /// The value of a key, in small letters.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.get(key)
    }

    /// The value at a path of keys, in small letters.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.get(first)?, |node, key| {
            node.table().and_then(|table| table.get(key))
        })
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.get_mut(key)
    }

    pub fn set(&mut self, key: &str, node: Node) {
        self.entries.insert(key.into(), node);
    }

    pub fn remove(&mut self, key: &str) -> Option<Node> {
        self.entries.remove(key)
    }

    /// Leaves out what is not kept, in the order of the keys.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&str, &mut Node) -> bool) {
        self.entries.retain(|key, node| is_kept(key, node));
    }

    /// Takes another in; what it says counts, tables are joined.
    pub fn overlay(&mut self, over: Self) {
        for (key, node) in over.entries {
            match (self.get_mut(&key), node) {
                (
                    Some(Node {
                        data: Data::Table(below),
                        ..
                    }),
                    Node {
                        data: Data::Table(above),
                        ..
                    },
                ) => below.overlay(above),
                (_, node) => self.set(&key, node),
            }
        }
    }
}

impl Node {
    pub fn text_node(text: &str) -> Self {
        Self {
            data: Data::Text(text.to_owned()),
            place: Place::default(),
        }
    }

    pub fn table_node(table: Table) -> Self {
        Self {
            data: Data::Table(table),
            place: Place::default(),
        }
    }

    fn read(lines: &Lines, text: &str, entry: &Entry, place: Place) -> Self {
        let data = match &entry.value {
            Value::Text(word) if is_switch(word) => {
                let written = text.get(entry.value_span.clone()).unwrap_or_default();
                if written.starts_with(['"', '\'']) {
                    Data::Text(word.clone())
                } else {
                    Data::Word(word.clone())
                }
            }
            value => Data::of(lines, text, value, place),
        };
        Self { data, place }
    }

    pub fn table(&self) -> Option<&Table> {
        match &self.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }

    /// A text, or a number or switch as it would be printed.
    pub fn text(&self) -> Option<String> {
        match &self.data {
            Data::Text(text) | Data::Word(text) => Some(text.clone()),
            Data::Bool(on) => Some(on.to_string()),
            Data::Integer(number) => Some(number.to_string()),
            Data::Float(number) => Some(number.to_string()),
            Data::Null | Data::List(_) | Data::Table(_) => None,
        }
    }

    /// The texts of a list; a text alone is a list of one.
    pub fn texts(&self) -> Vec<String> {
        match &self.data {
            Data::List(items) => items.iter().filter_map(Self::text).collect(),
            _ => self.text().into_iter().collect(),
        }
    }

    /// What a list holds; anything else is alone in one.
    pub fn items(&self) -> &[Self] {
        match &self.data {
            Data::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match &self.data {
            Data::Integer(number) => Some(*number),
            Data::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// What counts as on where a switch is wanted; anything that is no switch is off.
    pub fn is_on(&self, has_words: bool) -> bool {
        match &self.data {
            Data::Bool(on) => *on,
            Data::Integer(number) => *number != 0,
            Data::Float(number) => *number != 0.0,
            Data::Word(word) => has_words && is_on_word(word),
            Data::Text(text) => matches!(&**text, "1" | "t" | "T" | "true" | "True" | "TRUE"),
            Data::Null | Data::List(_) | Data::Table(_) => false,
        }
    }
}

impl Data {
    fn of(lines: &Lines, text: &str, value: &Value, place: Place) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(on) => Self::Bool(*on),
            Value::Integer(number) => Self::Integer(*number),
            Value::Float(number) => Self::Float(number.number()),
            Value::Date(text) | Value::Text(text) => Self::Text(text.clone()),
            Value::List(items) => {
                let items = items.iter().map(|item| Node {
                    data: Self::of(lines, text, item, place),
                    place,
                });
                Self::List(items.collect())
            }
            Value::Map(entries) => Self::Table(Table::read(lines, text, entries, place.file)),
        }
    }
}

fn is_on_word(word: &str) -> bool {
    matches!(word, "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON")
}

fn is_switch(word: &str) -> bool {
    is_on_word(word) || matches!(word, "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF")
}
