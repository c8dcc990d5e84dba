//! Makes one change of a TOML head, by splices that are read again before they are made.

use std::ops::Range;

use toml_edit::{Document, InlineTable, Item, Value as Toml};

use super::{
    super::{
        Change, KeyPath, Manner, Refusal, Value,
        flow::Flow,
        lines::{is_rest_comment, line_ending, line_start, next_line, own_comment, slice},
        list,
        splice::{Splice, join},
        values::is_unchanged,
    },
    habits::Habits,
    plan::{Group, Lookup, Place, not},
    read::{self, parse},
    write::{self, Quotes},
};
use crate::model::{said::said, text::Edit};

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
    pub is_careful: bool,
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
            Change::AddItem { path, item } => self.plan_add_value(path, item.clone()),
            Change::AddMap { path, entries } => self.plan_add_map(path, entries),
            Change::RemoveItem { path, index } => {
                self.plan_order(path, |count| list::without(count, *index))
            }
            Change::MoveItem { path, from, to } => {
                self.plan_order(path, |count| list::moved(count, *from, *to))
            }
        }
    }

    pub fn plan_set(&self, path: &KeyPath, value: &Value) -> Result<Option<Plan>, Refusal> {
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
                return Err(not(said!("head-group-keys", key = asked.to_string())));
            }
            Lookup::Missing { group, path, rest } => {
                return self.plan_insert(group, path, rest, value).map(Some);
            }
        };
        let old_value = read::value(self.text, self.content.start, old);
        if is_unchanged(&old_value, value) {
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
            (Toml::Array(_), _) => Err(not(said!("head-list", key = asked.to_string()))),
            (Toml::InlineTable(_), _) => {
                Err(not(said!("head-group-keys", key = asked.to_string())))
            }
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
            return Err(not(said!("head-does-not-stand-on", key = key)));
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
            .ok_or_else(|| not(said!("head-group-written-unusual-way")))?;
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
            return Err(not(said!("head-not-there", key = path.to_string())));
        };
        let old = place.key.get();
        if old == key {
            return Ok(None);
        }
        let is_taken = |name: &str| name != old && name.to_lowercase() == key.to_lowercase();
        if key.is_empty() || place.group.table().iter().any(|(name, _)| is_taken(name)) {
            return Err(not(said!("head-there-key-already", key = key)));
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

    pub fn quotes_of(&self, value: &Toml) -> Option<Quotes> {
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
        write::value(value, quotes, default).ok_or_else(|| not(said!("head-toml-has-no-empty")))
    }
}
