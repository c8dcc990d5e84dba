//! Lists: items added, set, moved and taken out, in the manner of the others.

use super::{
    super::{
        Value,
        lines::{line_ending, slice},
        list::{self, Item},
        plan::{Place, Splices, not},
    },
    block::BlockList,
    flow, habits,
    head::Head,
    held::{self, held},
    set,
    tree::{Kind, Layout, Node},
    write::{self, Room},
};
use crate::model::said::said;

impl Head<'_> {
    /// Brings the items of a list into `order`.
    pub fn arranged(&self, list: &Place<'_, Node>, order: &[Item]) -> Splices {
        let items = held::items(list.node);
        let steps = list::steps(items.len(), order);
        if held::layout(list.node) == Layout::Flow {
            let flow = flow::list(self.text, list.node);
            return Ok(flow.splices(&steps, |item, at| {
                self.write_item(items, item, at, Room::Flow)
            }));
        }
        let odd = || not(said!("head-written-unusual-way", key = list.name()));
        // The dashes come after the colon of the key; an item starts with the first one.
        let from = match held(list) {
            Ok(held) => held.pair.after_colon.ok_or_else(odd)?,
            Err(_item) => list.node.start(),
        };
        let block = BlockList::new(self.text, from, items).ok_or_else(odd)?;
        if order.is_empty() {
            return Ok(block.emptied(from));
        }
        Ok(block.splices(&steps, |item, at| {
            self.write_lines(&block, items, item)
                .unwrap_or_else(|| self.write_item(items, item, at, Room::Line))
        }))
    }

    /// Writes a map as an item over several lines, its keys below each other; `None` for what
    /// stands on the line of its dash.
    fn write_lines(&self, list: &BlockList<'_>, items: &[Node], item: &Item) -> Option<String> {
        let Item::New(Value::Map(entries)) = item else {
            return None;
        };
        let is_flow = items.last().is_some_and(|item| {
            matches!(item.kind, Kind::Map { .. }) && held::layout(item) == Layout::Flow
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
                write::value(value, self.careful_look(look), room)
            }
        }
    }
}
