//! Lists: items added, set, moved and taken out, in the manner of the others.

use super::{
    super::{
        KeyPath, Refusal, Value,
        lines::{line_ending, slice},
        list::{self, Item},
        values::is_unchanged,
    },
    block::BlockList,
    edit::{Head, Plan, key_of},
    flow, habits, insert,
    plan::{self, Lookup, Spot, not, refuse_entangled},
    resolve, set,
    tree::{Kind, Layout, Node},
    verify::After,
    write::{self, Room},
};

use crate::model::said::said;

impl Head<'_> {
    /// Sets an item of a list: a list in it item by item, anything else in its place.
    pub fn plan_set_item(
        &self,
        list: &Spot<'_>,
        index: usize,
        node: &Node,
        value: &Value,
    ) -> Result<Option<Plan>, Refusal> {
        if set::value_of(node).is_some_and(|old| is_unchanged(&old, value)) {
            return Ok(None);
        }
        refuse_entangled(node, list.name)?;
        match (&node.kind, value) {
            (Kind::List { items, .. }, Value::List(new)) => {
                let spot = list.item(index, node);
                self.plan_items(&spot, items, matched(items, new))
            }
            (Kind::Map { pairs, .. }, Value::Map(_)) if !pairs.is_empty() => Err(not(said!(
                "head-item-group-keys",
                item = index + 1,
                key = list.name
            ))),
            _ => self.order_items(list, |count| {
                let mut order: Vec<Item> = (0..count).map(Item::Old).collect();
                *order.get_mut(index)? = Item::New(value.clone());
                Some(order)
            }),
        }
    }

    pub fn plan_add(&self, path: &KeyPath, new: Value) -> Result<Option<Plan>, Refusal> {
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
            Kind::Map { .. } | Kind::Alias { .. } => Err(not(said!("head-not-list", key = key))),
        }
    }

    pub fn plan_order(
        &self,
        path: &KeyPath,
        order: impl Fn(usize) -> Option<Vec<Item>>,
    ) -> Result<Option<Plan>, Refusal> {
        let place = match plan::look_up(self.root, path)? {
            Lookup::Found(place) => place,
            Lookup::Item { list, index, node } => {
                return self.order_items(&list.item(index, node), order);
            }
            Lookup::Missing { .. } => {
                return Err(not(said!("head-not-there", key = path.to_string())));
            }
        };
        let key = key_of(place.pair);
        let none = || not(said!("head-has-no-such-item", key = key));
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
    pub fn order_items(
        &self,
        spot: &Spot<'_>,
        order: impl Fn(usize) -> Option<Vec<Item>>,
    ) -> Result<Option<Plan>, Refusal> {
        refuse_entangled(spot.node, spot.name)?;
        let Kind::List { items, .. } = &spot.node.kind else {
            return Err(not(said!("head-not-list-there", key = spot.name)));
        };
        let order = order(items.len())
            .ok_or_else(|| not(said!("head-has-no-such-item", key = spot.name)))?;
        self.plan_items(spot, items, order)
    }

    /// Brings the items of a list into the order `new`.
    pub fn plan_items(
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
                let odd = || not(said!("head-written-unusual-way", key = spot.name));
                let from = spot.from.ok_or_else(odd)?;
                let list = BlockList::new(self.text, from, items).ok_or_else(odd)?;
                if new.is_empty() {
                    list.emptied(from)
                } else {
                    list.splices(&steps, |item, at| {
                        self.write_lines(&list, items, item)
                            .unwrap_or_else(|| self.write_item(items, item, at, Room::Line))
                    })
                }
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
}

/// The items of `new`, old ones where they stay what they are.
pub fn matched(items: &[Node], new: &[Value]) -> Vec<Item> {
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
