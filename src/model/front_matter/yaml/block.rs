//! Lists of `- ` lines: splices of whole lines, or of one item on its line.

use std::ops::Range;

use super::super::{
    lines::{clear_column, line_start, next_line, skip_gap, slice},
    list::{Item, Steps},
    splice::Splice,
};
use super::tree::Node;

/// A block list in its text.
pub struct BlockList<'a> {
    pub text: &'a str,
    pub items: &'a [Node],
    dashes: Vec<usize>,
}

impl<'a> BlockList<'a> {
    /// The list whose items follow `from`; `None` if its dashes do not start their lines.
    pub fn new(text: &'a str, from: usize, items: &'a [Node]) -> Option<Self> {
        let mut at = from;
        let mut dashes = Vec::with_capacity(items.len());
        for item in items {
            let dash = skip_gap(text, at);
            clear_column(text, dash)?;
            if !slice(text, dash..text.len()).starts_with('-') {
                return None;
            }
            dashes.push(dash);
            at = item.span.end.max(dash + 1);
        }
        Some(Self {
            text,
            items,
            dashes,
        })
    }

    /// Makes `steps`, new items written by `write` in the manner of a place.
    pub fn splices(
        &self,
        steps: &Steps,
        write: impl Fn(&Item, Option<usize>) -> String,
    ) -> Vec<Splice> {
        let mut splices = Vec::new();
        for (place, item) in &steps.replace {
            splices.extend(match item {
                Item::Old(other) => Some(Splice::new(
                    self.lines(*place),
                    slice(self.text, self.lines(*other)),
                )),
                Item::New(_) => self.items.get(*place).map(|node| {
                    let gap = if node.is_absent() { " " } else { "" };
                    Splice::new(
                        node.span.clone(),
                        gap.to_owned() + &write(item, Some(*place)),
                    )
                }),
            });
        }
        if let Some((after, items)) = &steps.add {
            splices.push(self.add(*after, items, write));
        }
        splices.extend(
            steps
                .delete
                .clone()
                .map(|place| Splice::new(self.lines(place), "")),
        );
        splices
    }

    fn add(
        &self,
        after: Option<usize>,
        items: &[Item],
        write: impl Fn(&Item, Option<usize>) -> String,
    ) -> Splice {
        let at = match after {
            Some(after) => self.lines(after).end,
            None => self.lines(0).start,
        };
        let like = after.unwrap_or(0);
        let ending = super::super::lines::line_ending(self.text, self.lines(like).start);
        let insert: String = items
            .iter()
            .map(|item| match item {
                Item::Old(place) => slice(self.text, self.lines(*place)).to_owned(),
                Item::New(_) => {
                    format!("{}{}{ending}", self.prefix(like), write(item, None))
                }
            })
            .collect();
        Splice::new(at..at, insert)
    }

    /// The lines of an item, line ending included.
    fn lines(&self, place: usize) -> Range<usize> {
        let (Some(&dash), Some(item)) = (self.dashes.get(place), self.items.get(place)) else {
            return 0..0;
        };
        line_start(self.text, dash)..next_line(self.text, item.span.end.max(dash + 1))
    }

    /// What stands before the items: blanks, the dash, blanks.
    pub fn prefix(&self, place: usize) -> String {
        let (Some(&dash), Some(item)) = (self.dashes.get(place), self.items.get(place)) else {
            return "- ".to_owned();
        };
        let indent = slice(self.text, line_start(self.text, dash)..dash);
        let gap = slice(self.text, dash + 1..item.start());
        let is_gap = !gap.is_empty() && gap.bytes().all(|byte| byte == b' ');
        format!("{indent}-{}", if is_gap { gap } else { " " })
    }
}
