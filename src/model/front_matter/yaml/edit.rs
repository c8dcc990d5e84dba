//! Makes one change of a YAML head: splices, tried out and verified before anyone sees them.

use std::ops::Range;

use super::{
    super::{
        Change, KeyPath, Manner, Refusal, Value,
        lines::{
            clear_column, is_rest_comment, line_ending, line_start, next_line, own_comment, slice,
        },
        list::{self, Item},
        splice::{Splice, join},
        values::{self, is_same},
    },
    block::BlockList,
    flow, habits,
    habits::Habits,
    insert, plan,
    plan::{Lookup, Place, Spot, not, refuse_entangled, refuse_marks},
    read::checked,
    resolve, set,
    tree::{Kind, Layout, Node, Pair},
    verify::{After, is_exact},
    write::{self, Look, Room},
};
use crate::model::text::Edit;

/// The splices of a change, and what they are meant to do.
pub struct Plan {
    pub splices: Vec<Splice>,
    pub at: Vec<usize>,
    pub after: After,
}

/// A head while one change of it is planned.
pub struct Head<'a> {
    pub text: &'a str,
    pub content: Range<usize>,
    pub root: Option<&'a Node>,
    pub habits: Habits,
    /// Set after the natural way did not read back: every new text in double quotes.
    pub is_careful: bool,
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
pub fn edit(
    text: &str,
    content: &Range<usize>,
    change: &Change,
    manner: Manner,
) -> Result<Option<Edit>, Refusal> {
    let read = checked(text, content).map_err(|problem| Refusal::Unreadable(problem.message))?;
    let habits = habits::of(text, read.root.as_ref(), manner);
    let mut head = Head {
        text,
        content: content.clone(),
        root: read.root.as_ref(),
        habits,
        is_careful: false,
    };
    for is_careful in [false, true] {
        head.is_careful = is_careful;
        let Some(plan) = head.plan(change)? else {
            return Ok(None);
        };
        let edit = join(text, plan.splices);
        if let Some(edit) = edit
            && is_exact(text, &read, &edit, &plan.at, &plan.after)
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
            Change::Remove { path } => match plan::look_up(self.root, path)? {
                Lookup::Found(place) => self.plan_remove(&place).map(Some),
                Lookup::Item { list, index, node } => {
                    refuse_entangled(node, list.name)?;
                    self.order_items(&list, |count| list::without(count, index))
                }
                Lookup::Missing { .. } => Ok(None),
            },
            Change::Rename { path, key } => self.plan_rename(path, key),
            Change::AddItem { path, item } => self.plan_add(path, Value::Text(item.clone())),
            Change::AddMap { path, entries } => self.plan_add(path, map_of(entries)),
            Change::RemoveItem { path, index } => {
                self.plan_order(path, |count| list::without(count, *index))
            }
            Change::MoveItem { path, from, to } => {
                self.plan_order(path, |count| list::moved(count, *from, *to))
            }
        }
    }

    fn plan_set(&self, path: &KeyPath, value: &Value) -> Result<Option<Plan>, Refusal> {
        let place = match plan::look_up(self.root, path)? {
            Lookup::Found(place) => place,
            Lookup::Item { list, index, node } => {
                return self.plan_set_item(&list, index, node, value);
            }
            Lookup::Missing { at, host, rest } => {
                return insert::plan(self, at, host, rest, value).map(Some);
            }
        };
        let node = &place.pair.value;
        let key = key_of(place.pair);
        if set::value_of(node).is_some_and(|old| is_same(&old, value)) {
            return Ok(None);
        }
        refuse_entangled(node, key)?;
        match (&node.kind, value) {
            (Kind::List { items, .. }, Value::List(new)) => {
                self.plan_items(&place.spot(), items, matched(items, new))
            }
            (Kind::List { items, .. }, _) if !items.is_empty() => {
                Err(not(format!("“{key}” is a list")))
            }
            (Kind::Map { pairs, .. }, _) if !pairs.is_empty() => {
                Err(not(format!("“{key}” is a group of keys")))
            }
            (_, Value::List(_) | Value::Map(_)) => {
                insert::plan_filled(self, place.at, place.pair, place.map, value.clone()).map(Some)
            }
            _ => set::plan(self, place, value).map(Some),
        }
    }

    /// Sets an item of a list: a list in it item by item, anything else in its place.
    fn plan_set_item(
        &self,
        list: &Spot<'_>,
        index: usize,
        node: &Node,
        value: &Value,
    ) -> Result<Option<Plan>, Refusal> {
        if set::value_of(node).is_some_and(|old| is_same(&old, value)) {
            return Ok(None);
        }
        refuse_entangled(node, list.name)?;
        match (&node.kind, value) {
            (Kind::List { items, .. }, Value::List(new)) => {
                let spot = list.item(index, node);
                self.plan_items(&spot, items, matched(items, new))
            }
            (Kind::Map { pairs, .. }, Value::Map(_)) if !pairs.is_empty() => Err(not(format!(
                "item {} of “{}” is a group of keys",
                index + 1,
                list.name
            ))),
            _ => self.order_items(list, |count| {
                let mut order: Vec<Item> = (0..count).map(Item::Old).collect();
                *order.get_mut(index)? = Item::New(value.clone());
                Some(order)
            }),
        }
    }

    fn plan_add(&self, path: &KeyPath, new: Value) -> Result<Option<Plan>, Refusal> {
        let place = match plan::look_up(self.root, path)? {
            Lookup::Found(place) => place,
            Lookup::Item { list, index, node } => {
                return self.order_items(&list.item(index, node), |count| {
                    let old = (0..count).map(Item::Old);
                    Some(old.chain([Item::New(new.clone())]).collect())
                });
            }
            Lookup::Missing { at, host, rest } => {
                let value = Value::List(vec![new]);
                return insert::plan(self, at, host, rest, &value).map(Some);
            }
        };
        let key = key_of(place.pair);
        refuse_entangled(&place.pair.value, key)?;
        match &place.pair.value.kind {
            Kind::List { items, .. } => {
                let mut order: Vec<Item> = (0..items.len()).map(Item::Old).collect();
                order.push(Item::New(new));
                self.plan_items(&place.spot(), items, order)
            }
            Kind::Scalar { .. } => {
                let mut values = Vec::new();
                if !plan::is_empty(&place.pair.value) {
                    values.extend(resolve::scalar(&place.pair.value));
                }
                values.push(new);
                let value = Value::List(values);
                insert::plan_filled(self, place.at, place.pair, place.map, value).map(Some)
            }
            Kind::Map { .. } | Kind::Alias { .. } => Err(not(format!("“{key}” is not a list"))),
        }
    }

    fn plan_order(
        &self,
        path: &KeyPath,
        order: impl Fn(usize) -> Option<Vec<Item>>,
    ) -> Result<Option<Plan>, Refusal> {
        let place = match plan::look_up(self.root, path)? {
            Lookup::Found(place) => place,
            Lookup::Item { list, index, node } => {
                return self.order_items(&list.item(index, node), order);
            }
            Lookup::Missing { .. } => return Err(not(format!("“{path}” is not there"))),
        };
        let key = key_of(place.pair);
        let none = || not(format!("“{key}” has no such item"));
        match &place.pair.value.kind {
            Kind::List { .. } => self.order_items(&place.spot(), order),
            // A text alone is a list of one to the form.
            Kind::Scalar { .. } if !plan::is_empty(&place.pair.value) => {
                refuse_entangled(&place.pair.value, key)?;
                let order = order(1).ok_or_else(none)?;
                if !order.is_empty() {
                    return Ok(None);
                }
                let value = Value::List(Vec::new());
                insert::plan_filled(self, place.at, place.pair, place.map, value).map(Some)
            }
            _ => Err(none()),
        }
    }

    /// Brings the items of the list at `spot` into the order that `order` makes of their count.
    fn order_items(
        &self,
        spot: &Spot<'_>,
        order: impl Fn(usize) -> Option<Vec<Item>>,
    ) -> Result<Option<Plan>, Refusal> {
        refuse_entangled(spot.node, spot.name)?;
        let Kind::List { items, .. } = &spot.node.kind else {
            return Err(not(format!("“{}” is not a list there", spot.name)));
        };
        let order =
            order(items.len()).ok_or_else(|| not(format!("“{}” has no such item", spot.name)))?;
        self.plan_items(spot, items, order)
    }

    /// Brings the items of a list into the order `new`.
    fn plan_items(
        &self,
        spot: &Spot<'_>,
        items: &[Node],
        new: Vec<Item>,
    ) -> Result<Option<Plan>, Refusal> {
        if new.len() == items.len() && (0..).zip(&new).all(|(at, item)| *item == Item::Old(at)) {
            return Ok(None);
        }
        let steps = list::steps(items.len(), &new);
        let node = spot.node;
        let splices = match plan::layout(node) {
            Layout::Flow => flow::list(self.text, node).splices(&steps, |item, at| {
                self.write_item(items, item, at, Room::Flow)
            }),
            Layout::Block => {
                let odd = || not(format!("“{}” is written in an unusual way", spot.name));
                let from = spot.from.ok_or_else(odd)?;
                let list = BlockList::new(self.text, from, items).ok_or_else(odd)?;
                let mut splices = list.splices(&steps, |item, at| {
                    self.write_lines(&list, items, item)
                        .unwrap_or_else(|| self.write_item(items, item, at, Room::Line))
                });
                if new.is_empty() {
                    splices.push(Splice::new(from..from, " []"));
                }
                splices
            }
        };
        Ok(Some(Plan {
            splices,
            at: spot.at.clone(),
            after: After::Items(new),
        }))
    }

    /// Writes a map as an item over several lines, its keys below each other; `None` for what
    /// stands on the line of its dash.
    fn write_lines(&self, list: &BlockList<'_>, items: &[Node], item: &Item) -> Option<String> {
        let Item::New(Value::Map(entries)) = item else {
            return None;
        };
        let is_flow = items.last().is_some_and(|item| {
            matches!(item.kind, Kind::Map { .. }) && plan::layout(item) == Layout::Flow
        });
        if entries.is_empty() || is_flow {
            return None;
        }
        let column = list.prefix(0).len();
        let ending = line_ending(self.text, self.content.start.saturating_sub(1));
        let look = items
            .last()
            .map_or(self.habits.look, |item| self.look_among(item));
        Some(self.entries(entries, column, look, ending))
    }

    /// Writes an item in the manner of the one at `place`, or of the list.
    fn write_item(&self, items: &[Node], item: &Item, at: Option<usize>, room: Room<'_>) -> String {
        match item {
            Item::Old(index) => items
                .get(*index)
                .map(|node| slice(self.text, node.start()..node.span.end).to_owned())
                .unwrap_or_default(),
            Item::New(value) => {
                let like = at.and_then(|at| items.get(at));
                let look = like
                    .and_then(|node| set::look_of(node, self.habits.look))
                    .unwrap_or_else(|| habits::of_nodes(items, self.habits.look));
                write::value(value, self.careful(look), room)
            }
        }
    }

    /// A look, or double quotes after the natural way failed.
    pub fn careful(&self, look: Look) -> Look {
        if self.is_careful { Look::DOUBLE } else { look }
    }

    fn plan_remove(&self, place: &Place<'_>) -> Result<Plan, Refusal> {
        let pair = place.pair;
        let key = key_of(pair);
        refuse_entangled(&pair.value, key)?;
        let splices = match place.layout() {
            Layout::Flow => {
                let index = place.at.last().copied().unwrap_or_default();
                flow::map(self.text, place.map).delete(&(index..index + 1))
            }
            Layout::Block => {
                plan::column(self.text, pair)?;
                let end = end_of(pair);
                if !is_rest_comment(self.text, end) {
                    return Err(not(format!("“{key}” is written in an unusual way")));
                }
                if clear_column(self.text, pair.key.start()).is_none() {
                    return Ok(plan_remove_first(place));
                }
                let start = own_comment(
                    self.text,
                    self.content.start,
                    line_start(self.text, pair.key.start()),
                );
                let mut splices = vec![Splice::new(start..next_line(self.text, end), "")];
                let is_last = plan::pairs(place.map).len() == 1;
                if let (true, Some(colon)) =
                    (is_last, place.parent.and_then(|pair| pair.after_colon))
                {
                    splices.push(Splice::new(colon..colon, " {}"));
                }
                splices
            }
        };
        Ok(Plan {
            splices,
            at: place.at.clone(),
            after: After::Removed,
        })
    }

    fn plan_rename(&self, path: &KeyPath, key: &str) -> Result<Option<Plan>, Refusal> {
        let Lookup::Found(place) = plan::look_up(self.root, path)? else {
            return Err(not(format!("“{path}” is not there")));
        };
        let old = &place.pair.key;
        refuse_marks(old, key)?;
        if old.text() == Some(key) {
            return Ok(None);
        }
        let is_taken = |pair: &Pair| {
            let other = pair.key.text().unwrap_or_default();
            pair.key.span != old.span && other.to_lowercase() == key.to_lowercase()
        };
        if key.is_empty() || plan::pairs(place.map).iter().any(is_taken) {
            return Err(not(format!("there is a key “{key}” already")));
        }
        let Kind::Scalar { style, .. } = old.kind else {
            return Err(not(format!("“{path}” has a key that is no text")));
        };
        let room = match place.layout() {
            Layout::Flow => Room::Flow,
            Layout::Block => Room::Line,
        };
        let style = self
            .careful(Look {
                style,
                quote: style,
            })
            .style;
        Ok(Some(Plan {
            splices: vec![Splice::new(old.span.clone(), write::key(key, style, room))],
            at: place.at,
            after: After::Renamed(key.to_owned()),
        }))
    }

    /// The room of a value whose key is at `column`, if lines below it are free.
    pub fn room<'b>(&self, column: usize, line_ending: &'b str) -> Room<'b> {
        if self.is_careful {
            return Room::Line;
        }
        Room::Lines {
            indent: column + self.habits.step,
            line_ending,
            width: usize::MAX,
        }
    }
}

/// The items of `new`, old ones where they stay what they are.
fn matched(items: &[Node], new: &[Value]) -> Vec<Item> {
    // A form knows a number among words as a word: as written, it has not changed.
    let are_words = new.iter().all(|item| matches!(item, Value::Text(_)));
    let word = |item: &Node| item.text().map(|text| Value::Text(text.to_owned()));
    let old: Vec<Option<Value>> = items
        .iter()
        .map(|item| {
            word(item)
                .filter(|_| are_words)
                .or_else(|| set::value_of(item))
        })
        .collect();
    list::matched(&old, new)
}

fn map_of(entries: &[(String, Value)]) -> Value {
    let entries = entries.iter();
    Value::Map(
        entries
            .map(|(key, value)| values::entry(key.clone(), value.clone()))
            .collect(),
    )
}

/// Takes out the key beside the dash of an item; the next one takes its place.
fn plan_remove_first(place: &Place<'_>) -> Plan {
    let pair = place.pair;
    let splice = match plan::pairs(place.map).get(1) {
        Some(next) => Splice::new(pair.key.start()..next.key.start(), ""),
        None => Splice::new(pair.key.start()..end_of(pair), "{}"),
    };
    Plan {
        splices: vec![splice],
        at: place.at.clone(),
        after: After::Removed,
    }
}

/// Where a pair ends.
pub fn end_of(pair: &Pair) -> usize {
    pair.value
        .span
        .end
        .max(pair.after_colon.unwrap_or(pair.key.span.end))
}

/// The key as the head writes it.
pub fn key_of(pair: &Pair) -> &str {
    pair.key.text().unwrap_or("a key")
}
