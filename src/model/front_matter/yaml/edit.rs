//! Makes one change of a YAML head: splices, tried out and verified before anyone sees them.

use std::ops::Range;

use super::{
    super::{
        Change, KeyPath, Manner, Refusal, Value,
        lines::{clear_column, is_rest_comment, line_start, next_line, own_comment},
        list,
        splice::{Splice, join},
        values::{self, is_unchanged},
    },
    flow, habits,
    habits::Habits,
    insert,
    lists::matched,
    plan,
    plan::{Lookup, Place, not, refuse_entangled, refuse_marks},
    read::checked,
    set,
    tree::{Kind, Layout, Node, Pair},
    verify::{After, is_exact},
    write::{self, Look, Room},
};
use crate::model::{said::said, text::Edit};

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
            Change::AddItem { path, item } => self.plan_add(path, item.clone()),
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
        if set::value_of(node).is_some_and(|old| is_unchanged(&old, value)) {
            return Ok(None);
        }
        refuse_entangled(node, key)?;
        match (&node.kind, value) {
            (Kind::List { items, .. }, Value::List(new)) => {
                self.plan_items(&place.spot(), items, matched(items, new))
            }
            (Kind::List { items, .. }, _) if !items.is_empty() => {
                Err(not(said!("head-list", key = key)))
            }
            (Kind::Map { pairs, .. }, _) if !pairs.is_empty() => {
                Err(not(said!("head-group-keys", key = key)))
            }
            (_, Value::List(_) | Value::Map(_)) => {
                insert::plan_filled(self, place.at, place.pair, place.map, value.clone()).map(Some)
            }
            _ => set::plan(self, place, value).map(Some),
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
                    return Err(not(said!("head-written-unusual-way", key = key)));
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
            return Err(not(said!("head-not-there", key = path.to_string())));
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
            return Err(not(said!("head-there-key-already", key = key)));
        }
        let Kind::Scalar { style, .. } = old.kind else {
            return Err(not(said!("head-has-key-no-text", key = path.to_string())));
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
    pair.key.text().unwrap_or("…")
}
