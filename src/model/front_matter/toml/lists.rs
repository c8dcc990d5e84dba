//! Lists between brackets: items added, set, moved and taken out.

use std::ops::Range;

use crate::model::said::said;

use toml_edit::Value as Toml;

use super::{
    super::{
        KeyPath, Refusal, Value,
        flow::Flow,
        lines::slice,
        list::{self, Item as ListItem},
        values::is_same,
    },
    edit::{After, Head, Plan},
    plan::{Lookup, Place, not},
    read,
};

impl Head<'_> {
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
            _ => Err(not(said!("head-not-list", key = path.to_string()))),
        }
    }

    pub fn plan_order(
        &self,
        path: &KeyPath,
        order: impl Fn(usize) -> Option<Vec<ListItem>>,
    ) -> Result<Option<Plan>, Refusal> {
        let none = || not(said!("head-has-no-such-item", key = path.to_string()));
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
    pub fn plan_order_at(
        &self,
        place: &Place<'_>,
        order: impl Fn(usize) -> Option<Vec<ListItem>>,
    ) -> Result<Option<Plan>, Refusal> {
        let tables = place.item.as_array_of_tables();
        let order = tables.and_then(|tables| Some((tables, order(tables.len())?)));
        let none = || not(said!("head-has-no-such-item", key = place.key.get()));
        let (tables, order) = order.ok_or_else(none)?;
        Ok(Some(self.plan_tables(place, tables, &order)))
    }

    pub fn plan_items(
        &self,
        value: &Toml,
        path: Vec<String>,
        new: &[ListItem],
    ) -> Result<Option<Plan>, Refusal> {
        let Some(array) = value.as_array() else {
            return Err(not(said!("head-not-list-2")));
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

    /// An old item as `new` ones know it: a number among words is a word.
    pub fn word(&self, item: &Toml, new: &[Value]) -> Value {
        let are_words = new.iter().all(|item| matches!(item, Value::Text(_)));
        match item {
            Toml::Integer(_) | Toml::Float(_) | Toml::Boolean(_) if are_words => {
                Value::Text(slice(self.text, self.span(item.span())).to_owned())
            }
            other => read::value(self.text, self.content.start, other),
        }
    }
}
