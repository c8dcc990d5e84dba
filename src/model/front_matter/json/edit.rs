//! Makes one change of a JSON head, by splices whose result is read again before they are made.

use std::ops::Range;

use super::{
    super::{
        Change, KeyPath, Refusal, Value,
        flow::Flow,
        lines::slice,
        list::{self, Item},
        splice::{Splice, join},
        values::{self, is_unchanged, nested},
    },
    plan::{Lookup, items, not, pairs},
    read::{Kind, Node, Pair, parse, value},
    verify::{is_exact, write},
};
use crate::model::{said::said, text::Edit};

/// The splices of a change, and what they make of the value at `path`.
pub struct Plan {
    pub splices: Vec<Splice>,
    /// The path as the head writes it, down to the map or list that changes.
    pub path: Vec<String>,
    pub after: After,
}

/// What becomes of a value.
pub enum After {
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
pub struct Head<'a> {
    pub text: &'a str,
    pub root: &'a Node,
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
            Change::AddItem { path, item } => self.plan_add(path, item.clone()),
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

    fn plan_set(&self, path: &KeyPath, new: &Value) -> Result<Option<Plan>, Refusal> {
        let asked = path;
        let (node, path) = match self.look_up(path)? {
            Lookup::Missing { map, path, rest } => {
                return self.plan_insert(map, path, rest, new).map(Some);
            }
            found => found.value(),
        };
        let old = value(node);
        if is_unchanged(&old, new) {
            return Ok(None);
        }
        match (&node.kind, new) {
            (Kind::List(items), Value::List(new)) => {
                let old: Vec<Option<Value>> = items.iter().map(|item| Some(value(item))).collect();
                Ok(self.plan_items(node, path, list::matched(&old, new)))
            }
            (Kind::Map(_), Value::Map(_)) => {
                Err(not(said!("head-group-keys", key = asked.to_string())))
            }
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
            return Err(not(said!("head-path-names-no-key")));
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
            return Err(not(said!("head-not-there", key = path.to_string())));
        };
        if pair.key == key {
            return Ok(None);
        }
        let is_taken = |other: &&Pair| {
            other.key_span != pair.key_span && other.key.to_lowercase() == key.to_lowercase()
        };
        if key.is_empty() || pairs(map).iter().find(is_taken).is_some() {
            return Err(not(said!("head-there-key-already", key = key)));
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
            Kind::Map(_) => return Err(not(said!("head-not-list", key = path.to_string()))),
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
        let none = || not(said!("head-has-no-such-item", key = path.to_string()));
        let (list, path) = match self.look_up(path)? {
            Lookup::Missing { .. } => return Err(none()),
            found => found.value(),
        };
        match &list.kind {
            Kind::List(items) => {
                let order = order(items.len()).ok_or_else(none)?;
                Ok(self.plan_items(list, path, order))
            }
            // A text alone is a list of one to the form.
            Kind::Text(_) => {
                let order = order(1).ok_or_else(none)?;
                let nothing = Value::List(Vec::new());
                Ok(order.is_empty().then(|| Plan {
                    splices: vec![Splice::new(list.span.clone(), write(&nothing))],
                    path,
                    after: After::Value(nothing),
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
