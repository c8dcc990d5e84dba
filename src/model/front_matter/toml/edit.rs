//! Makes one change of a TOML head, by splices that are read again before they are made.

use std::ops::Range;

use toml_edit::{Document, InlineTable, Item, Key, Table, TableLike, Value as Toml};

use super::{
    super::{
        Change, Format, KeyPath, Manner, Refusal, Value,
        flow::Flow,
        head,
        lines::{is_rest_comment, line_ending, line_start, next_line, own_comment, slice},
        list::{self, Item as ListItem},
        splice::{Splice, apply, join},
        values::{self, is_same},
    },
    habits::Habits,
    read::{self, entries, parse, sorted},
    write::{self, Quotes},
};
use crate::model::text::Edit;

/// The splices of a change, and what they are meant to do at `path`.
pub struct Plan {
    pub splices: Vec<Splice>,
    pub path: Vec<String>,
    pub after: After,
}

/// What a change makes of the key at a place.
pub enum After {
    Value(Value),
    Gone,
    Renamed(String),
}

/// The table a key is in.
#[derive(Clone, Copy)]
pub enum Group<'a> {
    Root(&'a Table),
    Table(&'a Table),
    Inline(&'a InlineTable),
}

/// A head while one change of it is planned.
pub struct Head<'a> {
    pub text: &'a str,
    pub content: Range<usize>,
    pub document: &'a Document<&'a str>,
    /// Of a text that has no quotes yet.
    quotes: Quotes,
    /// Of a date that has none yet: `None` where dates stand bare.
    date_quotes: Option<Quotes>,
    /// Set after the natural way did not read back.
    is_careful: bool,
}

/// A key in its table.
pub struct Place<'a> {
    pub key: &'a Key,
    pub item: &'a Item,
    group: Group<'a>,
    /// The path as the head writes it.
    pub path: Vec<String>,
}

pub enum Lookup<'a> {
    Found(Place<'a>),
    /// An item of a list between brackets.
    Item {
        list: &'a Toml,
        index: usize,
        item: &'a Toml,
        /// To the list.
        path: Vec<String>,
    },
    /// A table of a list of tables.
    Table {
        list: Place<'a>,
        index: usize,
    },
    Missing {
        group: Group<'a>,
        path: Vec<String>,
        rest: &'a [String],
    },
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
pub fn edit(
    text: &str,
    content: &Range<usize>,
    change: &Change,
    manner: Manner,
) -> Result<Option<Edit>, Refusal> {
    let document = parse(text, content).map_err(|problem| Refusal::Unreadable(problem.message))?;
    let habits = Habits::of(slice(text, content.clone()), &document, manner);
    let mut head = Head {
        text,
        content: content.clone(),
        document: &document,
        quotes: habits.quotes,
        date_quotes: habits.date_quotes,
        is_careful: false,
    };
    for is_careful in [false, true] {
        head.is_careful = is_careful;
        let Some(plan) = head.plan(change)? else {
            return Ok(None);
        };
        if let Some(edit) = join(text, plan.splices)
            && head.is_exact(&edit, &plan.path, &plan.after)
        {
            return Ok(Some(edit));
        }
    }
    Err(Refusal::Unverified)
}

impl Head<'_> {
    fn plan(&self, change: &Change) -> Result<Option<Plan>, Refusal> {
        match change {
            Change::Set { path, value } => self.plan_set(path, value),
            Change::Remove { path } => match self.look_up(path)? {
                Lookup::Found(place) => self.plan_remove(place).map(Some),
                Lookup::Item {
                    list, index, path, ..
                } => match list
                    .as_array()
                    .and_then(|array| list::without(array.len(), index))
                {
                    Some(order) => self.plan_items(list, path, &order),
                    None => Ok(None),
                },
                Lookup::Table { list, index } => {
                    self.plan_order_at(&list, |count| list::without(count, index))
                }
                Lookup::Missing { .. } => Ok(None),
            },
            Change::Rename { path, key } => self.plan_rename(path, key),
            Change::AddItem { path, item } => self.plan_add(path, item),
            Change::AddMap { path, entries } => self.plan_add_map(path, entries),
            Change::RemoveItem { path, index } => {
                self.plan_order(path, |count| list::without(count, *index))
            }
            Change::MoveItem { path, from, to } => {
                self.plan_order(path, |count| list::moved(count, *from, *to))
            }
        }
    }

    pub fn look_up<'a>(&'a self, path: &'a KeyPath) -> Result<Lookup<'a>, Refusal> {
        let mut group = Group::Root(self.document.as_table());
        let mut found = Vec::new();
        let mut depth = 0;
        while let Some(name) = path.0.get(depth) {
            let rest = path.0.get(depth..).unwrap_or_default();
            let Some((key, inner)) = find(group.table(), name) else {
                return Ok(Lookup::Missing {
                    group,
                    path: found,
                    rest,
                });
            };
            found.push(key.get().to_owned());
            if rest.len() == 1 {
                return Ok(Lookup::Found(Place {
                    key,
                    item: inner,
                    group,
                    path: found,
                }));
            }
            depth += 1;
            group = match inner {
                Item::ArrayOfTables(tables) => {
                    let (index, table) = path
                        .0
                        .get(depth)
                        .and_then(|name| {
                            let index: usize = name.parse().ok()?;
                            Some((index, tables.get(index)?))
                        })
                        .ok_or_else(|| no_item(path))?;
                    depth += 1;
                    if path.0.len() == depth {
                        let list = Place {
                            key,
                            item: inner,
                            group,
                            path: found,
                        };
                        return Ok(Lookup::Table { list, index });
                    }
                    found.push(index.to_string());
                    Group::Table(table)
                }
                Item::Value(list @ Toml::Array(_)) => {
                    let (list, index, item) = self.item(list, path, &mut depth, &mut found)?;
                    if path.0.len() == depth {
                        return Ok(Lookup::Item {
                            list,
                            index,
                            item,
                            path: found,
                        });
                    }
                    found.push(index.to_string());
                    let table = item.as_inline_table().ok_or_else(|| no_group(name))?;
                    Group::Inline(table)
                }
                Item::Table(table) => Group::Table(table),
                Item::Value(Toml::InlineTable(table)) => Group::Inline(table),
                Item::None | Item::Value(_) => return Err(no_group(name)),
            };
        }
        Err(not("the path names no key".to_owned()))
    }

    /// The item that the keys from `depth` on name, through lists in lists; `found` leads to the
    /// list it is in.
    fn item<'a>(
        &self,
        mut list: &'a Toml,
        path: &KeyPath,
        depth: &mut usize,
        found: &mut Vec<String>,
    ) -> Result<(&'a Toml, usize, &'a Toml), Refusal> {
        loop {
            let name = path.0.get(*depth).ok_or_else(|| no_item(path))?;
            let index: usize = name.parse().map_err(|_odd| no_item(path))?;
            let item = list.as_array().and_then(|array| array.get(index));
            let item = item.ok_or_else(|| no_item(path))?;
            *depth += 1;
            if *depth == path.0.len() || !item.is_array() {
                return Ok((list, index, item));
            }
            found.push(index.to_string());
            list = item;
        }
    }

    fn plan_set(&self, path: &KeyPath, value: &Value) -> Result<Option<Plan>, Refusal> {
        let asked = path;
        let (old, path) = match self.look_up(path)? {
            Lookup::Found(Place {
                item: Item::Value(old),
                path,
                ..
            }) => (old, path),
            Lookup::Item {
                index,
                item,
                mut path,
                ..
            } => {
                path.push(index.to_string());
                (item, path)
            }
            Lookup::Found(_) | Lookup::Table { .. } => {
                return Err(not(format!("“{asked}” is a group of keys")));
            }
            Lookup::Missing { group, path, rest } => {
                return self.plan_insert(group, path, rest, value).map(Some);
            }
        };
        let old_value = read::value(self.text, self.content.start, old);
        if is_same(&old_value, value) {
            return Ok(None);
        }
        match (old, value) {
            (list @ Toml::Array(array), Value::List(new)) => {
                let old: Vec<Option<Value>> = array
                    .iter()
                    .map(|item| Some(self.word(item, new)))
                    .collect();
                self.plan_items(list, path, &list::matched(&old, new))
            }
            (Toml::Array(_), _) => Err(not(format!("“{asked}” is a list"))),
            (Toml::InlineTable(_), _) => Err(not(format!("“{asked}” is a group of keys"))),
            _ => {
                let is_bare_date = old.is_datetime() && matches!(value, Value::Date(_));
                let written = if is_bare_date {
                    self.write_bare(value)?
                } else {
                    self.write(value, self.quotes_of(old))?
                };
                Ok(Some(Plan {
                    splices: vec![Splice::new(self.span(old.span()), written)],
                    path,
                    after: After::Value(value.clone()),
                }))
            }
        }
    }

    fn plan_add(&self, path: &KeyPath, item: &str) -> Result<Option<Plan>, Refusal> {
        self.plan_add_value(path, Value::Text(item.to_owned()))
    }

    pub fn plan_add_value(&self, path: &KeyPath, new: Value) -> Result<Option<Plan>, Refusal> {
        let (item, found) = match self.look_up(path)? {
            Lookup::Missing { .. } => {
                return self.plan_set(path, &Value::List(vec![new]));
            }
            found => found.value(path)?,
        };
        match item {
            list @ Toml::Array(array) => {
                let mut order: Vec<ListItem> = (0..array.len()).map(ListItem::Old).collect();
                order.push(ListItem::New(new));
                self.plan_items(list, found, &order)
            }
            Toml::String(old) => {
                let old = Value::Text(old.value().clone());
                let is_empty = is_same(&old, &Value::Text(String::new()));
                let items = if is_empty { vec![new] } else { vec![old, new] };
                self.plan_set(path, &Value::List(items))
            }
            _ => Err(not(format!("“{path}” is not a list"))),
        }
    }

    fn plan_order(
        &self,
        path: &KeyPath,
        order: impl Fn(usize) -> Option<Vec<ListItem>>,
    ) -> Result<Option<Plan>, Refusal> {
        let none = || not(format!("“{path}” has no such item"));
        let (item, found) = match self.look_up(path)? {
            Lookup::Missing { .. } => return Err(none()),
            Lookup::Found(place) if place.item.is_array_of_tables() => {
                return self.plan_order_at(&place, order);
            }
            found => found.value(path)?,
        };
        match item {
            list @ Toml::Array(array) => {
                let order = order(array.len()).ok_or_else(none)?;
                self.plan_items(list, found, &order)
            }
            Toml::String(_) => {
                let order = order(1).ok_or_else(none)?;
                if order.is_empty() {
                    return self.plan_set(path, &Value::List(Vec::new()));
                }
                Ok(None)
            }
            _ => Err(none()),
        }
    }

    /// Brings the tables of a list into another order.
    fn plan_order_at(
        &self,
        place: &Place<'_>,
        order: impl Fn(usize) -> Option<Vec<ListItem>>,
    ) -> Result<Option<Plan>, Refusal> {
        let tables = place.item.as_array_of_tables();
        let order = tables.and_then(|tables| Some((tables, order(tables.len())?)));
        let none = || not(format!("“{}” has no such item", place.key.get()));
        let (tables, order) = order.ok_or_else(none)?;
        self.plan_tables(place, tables, &order).map(Some)
    }

    fn plan_items(
        &self,
        value: &Toml,
        path: Vec<String>,
        new: &[ListItem],
    ) -> Result<Option<Plan>, Refusal> {
        let Some(array) = value.as_array() else {
            return Err(not("this is not a list".to_owned()));
        };
        let is_as_before = (0..).zip(new).all(|(at, item)| *item == ListItem::Old(at));
        if new.len() == array.len() && is_as_before {
            return Ok(None);
        }
        let old: Vec<Value> = array
            .iter()
            .map(|item| read::value(self.text, self.content.start, item))
            .collect();
        let mut after = Vec::with_capacity(new.len());
        for item in new {
            after.push(match item {
                ListItem::Old(index) => old.get(*index).cloned().unwrap_or(Value::Null),
                ListItem::New(value) => value.clone(),
            });
        }
        let parts: Vec<Range<usize>> = array.iter().map(|item| self.span(item.span())).collect();
        let quotes = array.iter().find_map(|item| self.quotes_of(item));
        let written = |item: &ListItem, at: Option<usize>| match item {
            ListItem::Old(index) => {
                slice(self.text, parts.get(*index).cloned().unwrap_or_default()).to_owned()
            }
            ListItem::New(value) => {
                let own = at.and_then(|at| self.quotes_of(array.get(at)?));
                self.write(value, own.or(quotes)).unwrap_or_default()
            }
        };
        let span = self.span(value.span());
        let flow = Flow {
            text: self.text,
            inside: span.start + 1..span.end.saturating_sub(1),
            parts: parts.clone(),
        };
        let splices = flow.splices(&list::steps(array.len(), new), written);
        Ok(Some(Plan {
            splices,
            path,
            after: After::Value(Value::List(after)),
        }))
    }

    fn plan_remove(&self, place: Place<'_>) -> Result<Plan, Refusal> {
        let key = place.key.get();
        let value = match place.item {
            Item::Value(value) => value,
            group => {
                let lines = self.lines_of_group(group);
                return Ok(Plan {
                    splices: lines
                        .into_iter()
                        .map(|lines| Splice::new(lines, ""))
                        .collect(),
                    path: place.path,
                    after: After::Gone,
                });
            }
        };
        let key_span = self.span(place.key.span());
        if let Group::Inline(table) = place.group {
            return self.plan_remove_inline(place, table.span(), table);
        }
        let end = self.span(value.span()).end;
        let start = line_start(self.text, key_span.start);
        let before = slice(self.text, start..key_span.start);
        let has_own_lines =
            !before.contains(['=', '{', ',', '[']) && is_rest_comment(self.text, end);
        if !has_own_lines {
            return Err(not(format!("“{key}” does not stand on its own line")));
        }
        Ok(Plan {
            splices: vec![Splice::new(
                own_comment(self.text, self.content.start, start)..next_line(self.text, end),
                "",
            )],
            path: place.path,
            after: After::Gone,
        })
    }

    fn plan_remove_inline(
        &self,
        place: Place<'_>,
        span: Option<Range<usize>>,
        table: &InlineTable,
    ) -> Result<Plan, Refusal> {
        let mut parts: Vec<Range<usize>> = table
            .iter()
            .filter_map(|(name, value)| {
                let (key, _) = table.get_key_value(name)?;
                Some(self.span(key.span()).start..self.span(value.span()).end)
            })
            .collect();
        parts.sort_by_key(|part| part.start);
        let span = self.span(span);
        let own = self.span(place.key.span()).start;
        let at = parts
            .iter()
            .position(|part| part.start == own)
            .ok_or_else(|| not("the group is written in an unusual way".to_owned()))?;
        let flow = Flow {
            text: self.text,
            inside: span.start + 1..span.end.saturating_sub(1),
            parts,
        };
        Ok(Plan {
            splices: flow.delete(&(at..at + 1)),
            path: place.path,
            after: After::Gone,
        })
    }

    fn plan_rename(&self, path: &KeyPath, key: &str) -> Result<Option<Plan>, Refusal> {
        let Lookup::Found(place) = self.look_up(path)? else {
            return Err(not(format!("“{path}” is not there")));
        };
        let old = place.key.get();
        if old == key {
            return Ok(None);
        }
        let is_taken = |name: &str| name != old && name.to_lowercase() == key.to_lowercase();
        if key.is_empty() || place.group.table().iter().any(|(name, _)| is_taken(name)) {
            return Err(not(format!("there is a key “{key}” already")));
        }
        let splices = match place.item {
            Item::Table(_) | Item::ArrayOfTables(_) => {
                // Every header below it names the table too.
                let depth = place
                    .path
                    .iter()
                    .filter(|key| key.parse::<usize>().is_err());
                let depth = depth.count() - 1;
                let names = self.names_in_headers(place.item, depth);
                let renamed = names
                    .into_iter()
                    .map(|name| Splice::new(name, write::key(key)));
                renamed.collect()
            }
            _ => vec![Splice::new(self.span(place.key.span()), write::key(key))],
        };
        Ok(Some(Plan {
            splices,
            path: place.path,
            after: After::Renamed(key.to_owned()),
        }))
    }

    pub fn span(&self, span: Option<Range<usize>>) -> Range<usize> {
        let span = span.unwrap_or_default();
        self.content.start + span.start..self.content.start + span.end
    }

    /// An old item as `new` ones know it: a number among words is a word.
    fn word(&self, item: &Toml, new: &[Value]) -> Value {
        let are_words = new.iter().all(|item| matches!(item, Value::Text(_)));
        match item {
            Toml::Integer(_) | Toml::Float(_) | Toml::Boolean(_) if are_words => {
                Value::Text(slice(self.text, self.span(item.span())).to_owned())
            }
            other => read::value(self.text, self.content.start, other),
        }
    }

    fn quotes_of(&self, value: &Toml) -> Option<Quotes> {
        Quotes::of(slice(self.text, self.span(value.span())))
    }

    /// Writes a value that takes the place of one in `quotes`, or a new one.
    pub fn write(&self, value: &Value, quotes: Option<Quotes>) -> Result<String, Refusal> {
        let new = match value {
            Value::Date(_) => self.date_quotes,
            _ => None,
        };
        self.write_in(value, quotes.or(new))
    }

    /// Writes a date without quotes.
    fn write_bare(&self, value: &Value) -> Result<String, Refusal> {
        self.write_in(value, None)
    }

    fn write_in(&self, value: &Value, quotes: Option<Quotes>) -> Result<String, Refusal> {
        let quotes = match quotes {
            Some(_) if self.is_careful => Some(Quotes::Basic),
            other => other,
        };
        let ending = line_ending(self.text, self.content.start.saturating_sub(1));
        let quotes = match quotes {
            Some(Quotes::BasicLines) if ending == "\r\n" => Some(Quotes::Basic),
            other => other,
        };
        let default = if self.is_careful {
            Quotes::Basic
        } else {
            self.quotes
        };
        write::value(value, quotes, default)
            .ok_or_else(|| not("TOML has no empty value".to_owned()))
    }

    /// Reads the result: the value at `path` must be `after`, and nothing else may differ.
    fn is_exact(&self, edit: &Edit, path: &[String], after: &After) -> bool {
        let new_text = apply(self.text, edit);
        let place = head::find(&new_text);
        let is_own_head =
            place.format == Some(Format::Toml) && head::is_within(self.text, &new_text, edit);
        let Ok(new) = parse(&new_text, &place.content) else {
            return false;
        };
        let mut old = Value::Map(entries(
            self.text,
            self.content.start,
            self.document.as_table(),
        ));
        let new = Value::Map(entries(&new_text, place.content.start, new.as_table()));
        is_own_head && change(&mut old, path, after) && is_same(&sorted(&old), &sorted(&new))
    }
}

/// Makes the change in the value read before.
fn change(value: &mut Value, path: &[String], after: &After) -> bool {
    let Some((key, rest)) = path.split_first() else {
        return match after {
            After::Value(new) => {
                *value = new.clone();
                true
            }
            After::Gone | After::Renamed(_) => false,
        };
    };
    let entries = match value {
        Value::Map(entries) => entries,
        Value::List(items) => {
            let item = key.parse().ok().and_then(|at: usize| items.get_mut(at));
            return item.is_some_and(|item| change(item, rest, after));
        }
        _ => return false,
    };
    let found = entries.iter().position(|entry| entry.key == *key);
    match (found, rest.is_empty(), after) {
        (None, true, After::Value(new)) => {
            entries.push(values::entry(key.clone(), new.clone()));
            true
        }
        (Some(at), true, After::Gone) => {
            entries.remove(at);
            true
        }
        (Some(at), _, _) => entries.get_mut(at).is_some_and(|entry| match after {
            After::Renamed(key) if rest.is_empty() => {
                entry.key.clone_from(key);
                true
            }
            _ => change(&mut entry.value, rest, after),
        }),
        (None, _, _) => false,
    }
}

impl<'a> Lookup<'a> {
    /// The value found, and the path to it.
    fn value(self, path: &KeyPath) -> Result<(&'a Toml, Vec<String>), Refusal> {
        match self {
            Self::Found(Place {
                item: Item::Value(value),
                path,
                ..
            }) => Ok((value, path)),
            Self::Item {
                index,
                item,
                mut path,
                ..
            } => {
                path.push(index.to_string());
                Ok((item, path))
            }
            Self::Found(_) | Self::Table { .. } | Self::Missing { .. } => {
                Err(not(format!("“{path}” is not a list")))
            }
        }
    }
}

impl<'a> Group<'a> {
    pub fn table(self) -> &'a dyn TableLike {
        match self {
            Self::Root(table) | Self::Table(table) => table,
            Self::Inline(table) => table,
        }
    }
}

/// Exactly, then ignoring case, as Hugo does.
fn find<'a>(table: &'a dyn TableLike, name: &str) -> Option<(&'a Key, &'a Item)> {
    table.get_key_value(name).or_else(|| {
        let lower = name.to_lowercase();
        let (name, _) = table.iter().find(|(key, _)| key.to_lowercase() == lower)?;
        table.get_key_value(name)
    })
}

fn no_item(path: &KeyPath) -> Refusal {
    not(format!("“{path}” names no item of a list"))
}

fn no_group(name: &str) -> Refusal {
    not(format!("“{name}” is not a group of keys"))
}

pub fn not(why: String) -> Refusal {
    Refusal::NotEditable(why)
}
