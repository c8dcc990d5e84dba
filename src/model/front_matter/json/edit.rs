//! Makes one change of a JSON head, by splices whose result is read again before they are made.

use std::ops::Range;

use serde_json::Value as Json;

use super::{
    super::{
        Change, Format, KeyPath, Refusal, Value,
        flow::Flow,
        head,
        lines::slice,
        list::{self, Item},
        splice::{Splice, join},
        values::{self, is_same, nested},
    },
    read::{Kind, Node, Pair, parse, value},
};
use crate::model::text::Edit;

/// The splices of a change, and what they make of the value at `path`.
struct Plan {
    splices: Vec<Splice>,
    /// The path as the head writes it, down to the map or list that changes.
    path: Vec<String>,
    after: After,
}

/// What becomes of a value.
enum After {
    Value(Value),
    Added(String, Value),
    Gone(String),
    Renamed {
        old: String,
        new: String,
    },
    /// A list of these items, old ones and new.
    Items(Vec<Item>),
}

/// A head while one change of it is planned.
struct Head<'a> {
    text: &'a str,
    root: &'a Node,
}

/// Where the key of a path is, or would be.
enum Lookup<'a> {
    Found {
        map: &'a Node,
        index: usize,
        pair: &'a Pair,
        /// To the map.
        path: Vec<String>,
    },
    /// An item of a list.
    Item {
        list: &'a Node,
        index: usize,
        node: &'a Node,
        /// To the list.
        path: Vec<String>,
    },
    Missing {
        map: &'a Node,
        path: Vec<String>,
        rest: &'a [String],
    },
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
pub fn edit(text: &str, content: &Range<usize>, change: &Change) -> Result<Option<Edit>, Refusal> {
    let root = parse(text, content).map_err(|problem| Refusal::Unreadable(problem.message))?;
    let head = Head { text, root: &root };
    let Some(plan) = head.plan(change)? else {
        return Ok(None);
    };
    let edit = join(text, plan.splices);
    let is_exact = |edit: &Edit| is_exact(text, content, edit, &plan.path, &plan.after);
    match edit.filter(is_exact) {
        Some(edit) => Ok(Some(edit)),
        None => Err(Refusal::Unverified),
    }
}

impl Head<'_> {
    fn plan(&self, change: &Change) -> Result<Option<Plan>, Refusal> {
        match change {
            Change::Set { path, value } => self.plan_set(path, value),
            Change::Remove { path } => self.plan_remove(path),
            Change::Rename { path, key } => self.plan_rename(path, key),
            Change::AddItem { path, item } => self.plan_add(path, Value::Text(item.clone())),
            Change::AddMap { path, entries } => {
                let entries = entries.iter();
                let map = entries.map(|(key, value)| values::entry(key.clone(), value.clone()));
                self.plan_add(path, Value::Map(map.collect()))
            }
            Change::RemoveItem { path, index } => {
                self.plan_order(path, |count| list::without(count, *index))
            }
            Change::MoveItem { path, from, to } => {
                self.plan_order(path, |count| list::moved(count, *from, *to))
            }
        }
    }

    fn look_up<'a>(&'a self, path: &'a KeyPath) -> Result<Lookup<'a>, Refusal> {
        let mut node = self.root;
        let mut found = Vec::new();
        for (depth, key) in path.0.iter().enumerate() {
            let rest = path.0.get(depth..).unwrap_or_default();
            match &node.kind {
                Kind::List(items) => {
                    let item = list::at(items, key);
                    let (index, item) =
                        item.ok_or_else(|| not(format!("“{path}” names no item of a list")))?;
                    if rest.len() == 1 {
                        return Ok(Lookup::Item {
                            list: node,
                            index,
                            node: item,
                            path: found,
                        });
                    }
                    found.push(key.clone());
                    node = item;
                }
                Kind::Map(pairs) => {
                    let Some((index, pair)) = find(pairs, key) else {
                        return Ok(Lookup::Missing {
                            map: node,
                            path: found,
                            rest,
                        });
                    };
                    if rest.len() == 1 {
                        return Ok(Lookup::Found {
                            map: node,
                            index,
                            pair,
                            path: found,
                        });
                    }
                    found.push(pair.key.clone());
                    node = &pair.value;
                }
                _ => return Err(not(format!("“{path}” leads through a value"))),
            }
        }
        Err(not("the path names no key".to_owned()))
    }

    fn plan_set(&self, path: &KeyPath, new: &Value) -> Result<Option<Plan>, Refusal> {
        let asked = path;
        let (node, path) = match self.look_up(path)? {
            Lookup::Missing { map, path, rest } => {
                return self.plan_insert(map, path, rest, new).map(Some);
            }
            found => found.value(),
        };
        let old = value(node);
        if is_same(&old, new) {
            return Ok(None);
        }
        match (&node.kind, new) {
            (Kind::List(items), Value::List(new)) => {
                let old: Vec<Option<Value>> = items.iter().map(|item| Some(value(item))).collect();
                Ok(self.plan_items(node, path, list::matched(&old, new)))
            }
            (Kind::Map(_), Value::Map(_)) => Err(not(format!("“{asked}” is a group of keys"))),
            _ => Ok(Some(Plan {
                splices: vec![Splice::new(node.span.clone(), write(new))],
                path,
                after: After::Value(new.clone()),
            })),
        }
    }

    fn plan_insert(
        &self,
        map: &Node,
        path: Vec<String>,
        rest: &[String],
        new: &Value,
    ) -> Result<Plan, Refusal> {
        let (Some((key, deeper)), Kind::Map(pairs)) = (rest.split_first(), &map.kind) else {
            return Err(not("the path names no key".to_owned()));
        };
        let new = nested(deeper, new.clone());
        // The blanks around the colon are those of the neighbour.
        let gap = pairs.last().map_or(": ", |pair| {
            slice(self.text, pair.key_span.end..pair.value.span.start)
        });
        let key_text = write(&Value::Text(key.clone()));
        let written = format!("{key_text}{gap}{}", write(&new));
        let last = pairs.len().checked_sub(1);
        Ok(Plan {
            splices: self.flow(map).add(last, &[written]),
            path,
            after: After::Added(key.clone(), new),
        })
    }

    fn plan_remove(&self, path: &KeyPath) -> Result<Option<Plan>, Refusal> {
        Ok(match self.look_up(path)? {
            Lookup::Missing { .. } => None,
            Lookup::Found {
                map,
                index,
                pair,
                path,
            } => Some(Plan {
                splices: self.flow(map).delete(&(index..index + 1)),
                path,
                after: After::Gone(pair.key.clone()),
            }),
            Lookup::Item {
                list, index, path, ..
            } => {
                let count = items(list).len();
                list::without(count, index).and_then(|order| self.plan_items(list, path, order))
            }
        })
    }

    fn plan_rename(&self, path: &KeyPath, key: &str) -> Result<Option<Plan>, Refusal> {
        let Lookup::Found {
            map, pair, path, ..
        } = self.look_up(path)?
        else {
            return Err(not(format!("“{path}” is not there")));
        };
        if pair.key == key {
            return Ok(None);
        }
        let is_taken = |other: &&Pair| {
            other.key_span != pair.key_span && other.key.to_lowercase() == key.to_lowercase()
        };
        if key.is_empty() || pairs(map).iter().find(is_taken).is_some() {
            return Err(not(format!("there is a key “{key}” already")));
        }
        let written = write(&Value::Text(key.to_owned()));
        Ok(Some(Plan {
            splices: vec![Splice::new(pair.key_span.clone(), written)],
            path,
            after: After::Renamed {
                old: pair.key.clone(),
                new: key.to_owned(),
            },
        }))
    }

    fn plan_add(&self, path: &KeyPath, new: Value) -> Result<Option<Plan>, Refusal> {
        let (node, found) = match self.look_up(path)? {
            Lookup::Missing { map, path, rest } => {
                let list = Value::List(vec![new]);
                return self.plan_insert(map, path, rest, &list).map(Some);
            }
            found => found.value(),
        };
        let items = match &node.kind {
            Kind::List(items) => {
                let mut order: Vec<Item> = (0..items.len()).map(Item::Old).collect();
                order.push(Item::New(new));
                return Ok(self.plan_items(node, found, order));
            }
            Kind::Null => vec![new],
            Kind::Text(text) if text.is_empty() => vec![new],
            Kind::Map(_) => return Err(not(format!("“{path}” is not a list"))),
            _ => vec![value(node), new],
        };
        let list = Value::List(items);
        Ok(Some(Plan {
            splices: vec![Splice::new(node.span.clone(), write(&list))],
            path: found,
            after: After::Value(list),
        }))
    }

    fn plan_order(
        &self,
        path: &KeyPath,
        order: impl Fn(usize) -> Option<Vec<Item>>,
    ) -> Result<Option<Plan>, Refusal> {
        let none = || not(format!("“{path}” has no such item"));
        let (node, path) = match self.look_up(path)? {
            Lookup::Missing { .. } => return Err(none()),
            found => found.value(),
        };
        match &node.kind {
            Kind::List(items) => {
                let order = order(items.len()).ok_or_else(none)?;
                Ok(self.plan_items(node, path, order))
            }
            // A text alone is a list of one to the form.
            Kind::Text(_) => {
                let order = order(1).ok_or_else(none)?;
                let list = Value::List(Vec::new());
                Ok(order.is_empty().then(|| Plan {
                    splices: vec![Splice::new(node.span.clone(), write(&list))],
                    path,
                    after: After::Value(list),
                }))
            }
            _ => Err(none()),
        }
    }

    /// Brings the items of a list into the order `new`.
    fn plan_items(&self, list: &Node, path: Vec<String>, new: Vec<Item>) -> Option<Plan> {
        let Kind::List(items) = &list.kind else {
            return None;
        };
        let is_as_before = (0..).zip(&new).all(|(at, item)| *item == Item::Old(at));
        if new.len() == items.len() && is_as_before {
            return None;
        }
        let steps = list::steps(items.len(), &new);
        let splices = self.flow(list).splices(&steps, |item, _| match item {
            Item::Old(at) => items
                .get(*at)
                .map(|item| slice(self.text, item.span.clone()).to_owned())
                .unwrap_or_default(),
            Item::New(value) => write(value),
        });
        Some(Plan {
            splices,
            path,
            after: After::Items(new),
        })
    }

    fn flow(&self, node: &Node) -> Flow<'_> {
        let parts = match &node.kind {
            Kind::List(items) => items.iter().map(|item| item.span.clone()).collect(),
            Kind::Map(pairs) => pairs
                .iter()
                .map(|pair| pair.key_span.start..pair.value.span.end)
                .collect(),
            _ => Vec::new(),
        };
        Flow {
            text: self.text,
            inside: node.span.start + 1..node.span.end.saturating_sub(1),
            parts,
        }
    }
}

impl<'a> Lookup<'a> {
    /// The value found, and the path to it; the map that lacks it, where it is missing.
    fn value(self) -> (&'a Node, Vec<String>) {
        match self {
            Self::Found { pair, mut path, .. } => {
                path.push(pair.key.clone());
                (&pair.value, path)
            }
            Self::Item {
                index,
                node,
                mut path,
                ..
            } => {
                path.push(index.to_string());
                (node, path)
            }
            Self::Missing { map, path, .. } => (map, path),
        }
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::List(items) => items,
        _ => &[],
    }
}

fn pairs(node: &Node) -> &[Pair] {
    match &node.kind {
        Kind::Map(pairs) => pairs,
        _ => &[],
    }
}

/// Exactly, then ignoring case, as Hugo does.
fn find<'a>(pairs: &'a [Pair], key: &str) -> Option<(usize, &'a Pair)> {
    let by = |is_key: &dyn Fn(&str) -> bool| {
        let mut pairs = pairs.iter().enumerate();
        pairs.find(|(_, pair)| is_key(&pair.key))
    };
    by(&|other| other == key).or_else(|| {
        let lower = key.to_lowercase();
        by(&|other| other.to_lowercase() == lower)
    })
}

/// A value on one line, a blank after each comma and colon.
fn write(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(write).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| {
                    let key = write(&Value::Text(entry.key.clone()));
                    format!("{key}: {}", write(&entry.value))
                })
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        scalar => json(scalar).to_string(),
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(on) => (*on).into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Date(text) | Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), json(&entry.value)))
                .collect(),
        ),
    }
}

/// Whether the result of `edit` is read as the head before with that change and no other, its keys
/// in the same order.
fn is_exact(
    text: &str,
    content: &Range<usize>,
    edit: &Edit,
    path: &[String],
    after: &After,
) -> bool {
    let new_text = edit.applied_to(text);
    let place = head::find(&new_text);
    let reads = |text: &str, content: &Range<usize>| -> Option<Json> {
        serde_json::from_str(slice(text, content.clone())).ok()
    };
    let is_read = place.format == Some(Format::Json)
        && place.problem.is_none()
        && parse(&new_text, &place.content).is_ok();
    let (Some(mut old), Some(new)) = (reads(text, content), reads(&new_text, &place.content))
    else {
        return false;
    };
    // Maps are compared by their text, which has the order of their keys.
    let in_order = |json: &Json| json.to_string();
    let rest = |text: &str, end: usize| slice(text, end..text.len()).to_owned();
    is_read
        && change(&mut old, path, after)
        && in_order(&old) == in_order(&new)
        && rest(text, content.end) == rest(&new_text, place.content.end)
}

/// Makes the change in the tree read before.
fn change(json: &mut Json, path: &[String], after: &After) -> bool {
    if let Some((key, rest)) = path.split_first() {
        let inner = match json {
            Json::Object(map) => map.get_mut(key),
            Json::Array(items) => key.parse().ok().and_then(|at: usize| items.get_mut(at)),
            _ => None,
        };
        return inner.is_some_and(|inner| change(inner, rest, after));
    }
    match (after, json) {
        (After::Value(value), place) => *place = self::json(value),
        (After::Added(key, value), Json::Object(map)) => {
            map.insert(key.clone(), self::json(value));
        }
        (After::Gone(key), Json::Object(map)) => return map.shift_remove(key).is_some(),
        (After::Renamed { old, new }, Json::Object(map)) => {
            *map = std::mem::take(map)
                .into_iter()
                .map(|(key, value)| (if key == *old { new.clone() } else { key }, value))
                .collect();
        }
        (After::Items(new), Json::Array(items)) => {
            let changed: Option<Vec<Json>> = new
                .iter()
                .map(|item| match item {
                    Item::Old(at) => items.get(*at).cloned(),
                    Item::New(value) => Some(self::json(value)),
                })
                .collect();
            match changed {
                Some(changed) => *items = changed,
                None => return false,
            }
        }
        _ => return false,
    }
    true
}

fn not(why: String) -> Refusal {
    Refusal::NotEditable(why)
}
