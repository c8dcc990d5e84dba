//! Lists between brackets: items added, set, moved and taken out.

use toml_edit::Array;

use super::{
    super::{
        flow::Flow,
        lines::slice,
        list::{self, Item},
        splice::Splice,
    },
    edit::Head,
    read::Node,
};

impl Head<'_> {
    pub fn arrange_items(&self, list: &Node<'_>, array: &Array, order: &[Item]) -> Vec<Splice> {
        let quotes = array.iter().find_map(|item| self.quotes_of(item));
        let flow = Flow {
            text: self.text,
            inside: list.span.start + 1..list.span.end.saturating_sub(1),
            parts: list.parts(),
        };
        let steps = list::steps(array.len(), order);
        flow.splices(&steps, |item, at| match item {
            Item::Old(index) => {
                let part = flow.parts.get(*index).cloned().unwrap_or_default();
                slice(self.text, part).to_owned()
            }
            Item::New(value) => {
                let old = at.and_then(|at| array.get(at));
                let written = self.write_over(old, value, quotes);
                written.unwrap_or_default()
            }
        })
    }
}
