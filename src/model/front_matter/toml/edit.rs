//! Makes one change of a TOML head, by splices that are read again before they are made.

use std::ops::Range;

use toml_edit::{Document, InlineTable, Item, Key, Table, TableLike, Value as Toml};

use super::{
    super::{
        Change, Entry, Format, KeyPath, Refusal, Value,
        flow::Flow,
        head,
        lines::{is_rest_comment, line_ending, line_start, next_line, own_comment, slice},
        list::{self, Item as ListItem},
        splice::{Splice, apply, join},
        values::{self, is_same},
    },
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
    Missing {
        group: Group<'a>,
        path: Vec<String>,
        rest: &'a [String],
    },
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
pub fn edit(text: &str, content: &Range<usize>, change: &Change) -> Result<Option<Edit>, Refusal> {
    let document = parse(text, content).map_err(|problem| Refusal::Unreadable(problem.message))?;
    let mut head = Head {
        text,
        content: content.clone(),
        document: &document,
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
            let is_list = inner.is_array_of_tables() || inner.is_array();
            depth += 1;
            let index = path.0.get(depth).filter(|_| is_list);
            depth += usize::from(is_list);
            group = Group::inside(inner, index)
                .ok_or_else(|| not(format!("“{name}” is not a group of keys")))?;
            found.extend(index.cloned());
        }
        Err(not("the path names no key".to_owned()))
    }

    fn plan_set(&self, path: &KeyPath, value: &Value) -> Result<Option<Plan>, Refusal> {
        let place = match self.look_up(path)? {
            Lookup::Found(place) => place,
            Lookup::Missing { group, path, rest } => {
                return self.plan_insert(group, path, rest, value).map(Some);
            }
        };
        let key = place.key.get();
        let Item::Value(old) = place.item else {
            return Err(not(format!("“{key}” is a group of keys")));
        };
        let old_value = read::value(self.text, self.content.start, old);
        if is_same(&old_value, value) {
            return Ok(None);
        }
        match (old, value) {
            (Toml::Array(array), Value::List(new)) => {
                let old: Vec<Option<Value>> = array
                    .iter()
                    .map(|item| Some(self.word(item, new)))
                    .collect();
                self.plan_items(place, &list::matched(&old, new))
            }
            (Toml::Array(_), _) => Err(not(format!("“{key}” is a list"))),
            (Toml::InlineTable(_), _) => Err(not(format!("“{key}” is a group of keys"))),
            _ => {
                let written = self.write(value, self.quotes_of(old))?;
                Ok(Some(Plan {
                    splices: vec![Splice::new(self.span(old.span()), written)],
                    path: place.path,
                    after: After::Value(value.clone()),
                }))
            }
        }
    }

    fn plan_add(&self, path: &KeyPath, item: &str) -> Result<Option<Plan>, Refusal> {
        self.plan_add_value(path, Value::Text(item.to_owned()))
    }

    pub fn plan_add_value(&self, path: &KeyPath, new: Value) -> Result<Option<Plan>, Refusal> {
        let place = match self.look_up(path)? {
            Lookup::Found(place) => place,
            Lookup::Missing { .. } => {
                return self.plan_set(path, &Value::List(vec![new]));
            }
        };
        match place.item {
            Item::Value(Toml::Array(array)) => {
                let mut order: Vec<ListItem> = (0..array.len()).map(ListItem::Old).collect();
                order.push(ListItem::New(new));
                self.plan_items(place, &order)
            }
            Item::Value(Toml::String(old)) => {
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
        let Lookup::Found(place) = self.look_up(path)? else {
            return Err(none());
        };
        match place.item {
            Item::ArrayOfTables(tables) => {
                let order = order(tables.len()).ok_or_else(none)?;
                self.plan_tables(&place, tables, &order).map(Some)
            }
            Item::Value(Toml::Array(array)) => {
                let order = order(array.len()).ok_or_else(none)?;
                self.plan_items(place, &order)
            }
            Item::Value(Toml::String(_)) => {
                let order = order(1).ok_or_else(none)?;
                if order.is_empty() {
                    return self.plan_set(path, &Value::List(Vec::new()));
                }
                Ok(None)
            }
            _ => Err(none()),
        }
    }

    fn plan_items(&self, place: Place<'_>, new: &[ListItem]) -> Result<Option<Plan>, Refusal> {
        let Item::Value(value @ Toml::Array(array)) = place.item else {
            return Err(not(format!("“{}” is not a list", place.key.get())));
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
            path: place.path,
            after: After::Value(Value::List(after)),
        }))
    }

    fn plan_remove(&self, place: Place<'_>) -> Result<Plan, Refusal> {
        let key = place.key.get();
        let value = match place.item {
            Item::Value(value) => value,
            Item::Table(table) if !table.is_implicit() && !table.is_dotted() => {
                return Ok(Plan {
                    splices: vec![Splice::new(self.with_gap(&self.lines(table)), "")],
                    path: place.path,
                    after: After::Gone,
                });
            }
            _ => return Err(not(format!("“{key}” is a group of keys"))),
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

    pub fn write(&self, value: &Value, quotes: Option<Quotes>) -> Result<String, Refusal> {
        let quotes = match quotes {
            Some(_) if self.is_careful => Some(Quotes::Basic),
            other => other,
        };
        let ending = line_ending(self.text, self.content.start.saturating_sub(1));
        let quotes = match quotes {
            Some(Quotes::BasicLines) if ending == "\r\n" => Some(Quotes::Basic),
            other => other,
        };
        write::value(value, quotes, Quotes::Basic)
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
        let mut old = entries(self.text, self.content.start, self.document.as_table());
        let new = entries(&new_text, place.content.start, new.as_table());
        is_own_head
            && change(&mut old, path, after)
            && is_same(&sorted(&Value::Map(old)), &sorted(&Value::Map(new)))
    }
}

/// Makes the change in the entries read before.
fn change(entries: &mut Vec<Entry>, path: &[String], after: &After) -> bool {
    let Some((key, rest)) = path.split_first() else {
        return false;
    };
    let found = entries.iter().position(|entry| entry.key == *key);
    let Some(at) = found else {
        let After::Value(value) = after else {
            return false;
        };
        entries.push(values::entry(key.clone(), value.clone()));
        return rest.is_empty();
    };
    if let (true, After::Gone) = (rest.is_empty(), after) {
        entries.remove(at);
        return true;
    }
    let Some(entry) = entries.get_mut(at) else {
        return false;
    };
    match (rest.split_first(), &mut entry.value, after) {
        (None, old, After::Value(value)) => *old = value.clone(),
        (None, _, After::Renamed(key)) => entry.key.clone_from(key),
        (Some(_), Value::Map(inner), _) => return change(inner, rest, after),
        (Some((index, rest)), Value::List(items), _) => {
            let item = index.parse().ok().and_then(|at: usize| items.get_mut(at));
            let Some(Value::Map(inner)) = item else {
                return false;
            };
            return change(inner, rest, after);
        }
        _ => return false,
    }
    true
}

impl<'a> Group<'a> {
    pub fn table(self) -> &'a dyn TableLike {
        match self {
            Self::Root(table) | Self::Table(table) => table,
            Self::Inline(table) => table,
        }
    }

    /// The table that an item is, or that the item of a list at `index` is.
    fn inside(item: &'a Item, index: Option<&String>) -> Option<Self> {
        match (item, index) {
            (Item::Table(table), None) => Some(Self::Table(table)),
            (Item::Value(Toml::InlineTable(table)), None) => Some(Self::Inline(table)),
            (Item::ArrayOfTables(tables), Some(index)) => {
                tables.get(index.parse().ok()?).map(Self::Table)
            }
            (Item::Value(Toml::Array(items)), Some(index)) => {
                let item = items.get(index.parse().ok()?)?;
                item.as_inline_table().map(Self::Inline)
            }
            _ => None,
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

pub fn not(why: String) -> Refusal {
    Refusal::NotEditable(why)
}
