//! Lists of `- ` lines: splices of whole lines, or of one item on its line.
//!
//! The first dash of a list in a list may stand beside the dash that the list is an item of: `- - a`.

use std::ops::Range;

use super::super::{
    lines::{clear_column, key_column, line_start, next_line, skip_gap, slice},
    list::{Item, Steps},
    splice::Splice,
};
use super::tree::Node;

/// A block list in its text.
pub struct BlockList<'a> {
    pub text: &'a str,
    pub items: &'a [Node],
    dashes: Vec<usize>,
    /// The column of the dashes, where the first one stands beside that of a list around it.
    beside: Option<usize>,
}

impl<'a> BlockList<'a> {
    /// The list whose items follow `from`; `None` if its dashes do not start their lines.
    pub fn new(text: &'a str, from: usize, items: &'a [Node]) -> Option<Self> {
        let mut at = from;
        let mut dashes = Vec::with_capacity(items.len());
        let mut beside = None;
        for item in items {
            let dash = skip_gap(text, at);
            if clear_column(text, dash).is_none() {
                let is_first = dashes.is_empty();
                beside = Some(key_column(text, dash).filter(|_| is_first)?);
            }
            if !slice(text, dash..text.len()).starts_with('-') {
                return None;
            }
            // A comment on lines of its own between such items has no place when the first one goes.
            if beside.is_some()
                && !dashes.is_empty()
                && slice(text, next_line(text, at)..dash).contains('#')
            {
                return None;
            }
            dashes.push(dash);
            at = item.span.end.max(dash + 1);
        }
        Some(Self {
            text,
            items,
            dashes,
            beside,
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
                Item::Old(other) => {
                    let indent = self.indent_at(*place, *other);
                    Some(Splice::new(self.lines(*place), indent + self.body(*other)))
                }
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
        match self.dashes.get(steps.delete.end) {
            Some(&next) if self.beside.is_some() && steps.delete.contains(&0) => {
                let first = self.lines(0).start;
                splices.push(Splice::new(first..next, ""));
            }
            _ => splices.extend(
                steps
                    .delete
                    .clone()
                    .map(|place| Splice::new(self.lines(place), "")),
            ),
        }
        splices
    }

    /// Leaves `[]` in place of the list that follows `from`.
    pub fn emptied(&self, from: usize) -> Vec<Splice> {
        match (self.dashes.first(), self.items.last()) {
            // An item, not the value of a key: it starts where its first dash is.
            (Some(&first), Some(last)) if first == from => {
                vec![Splice::new(first..last.span.end.max(first + 1), "[]")]
            }
            _ => (0..self.items.len())
                .map(|place| Splice::new(self.lines(place), ""))
                .chain([Splice::new(from..from, " []")])
                .collect(),
        }
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
                Item::Old(place) => self.indent(*place) + self.body(*place),
                Item::New(_) => {
                    format!("{}{}{ending}", self.prefix(like), write(item, None))
                }
            })
            .collect();
        match (after, self.beside) {
            // The first dash has its indentation before it: it is what is added that lacks one.
            (None, Some(_)) => {
                let indent = self.indent(0);
                let added = insert.strip_prefix(&indent).unwrap_or(&insert);
                Splice::new(at..at, format!("{added}{indent}"))
            }
            _ => Splice::new(at..at, insert),
        }
    }

    /// The lines of an item, line ending included; from its dash, if that stands beside another.
    fn lines(&self, place: usize) -> Range<usize> {
        let (Some(&dash), Some(item)) = (self.dashes.get(place), self.items.get(place)) else {
            return 0..0;
        };
        let start = match self.beside {
            Some(_) if place == 0 => dash,
            _ => line_start(self.text, dash),
        };
        start..next_line(self.text, item.span.end.max(dash + 1))
    }

    /// The lines of an item without what stands before its dash.
    fn body(&self, place: usize) -> &str {
        let dash = self.dashes.get(place).copied().unwrap_or_default();
        slice(self.text, dash..self.lines(place).end)
    }

    /// The blanks before the dash of an item on a line of its own.
    fn indent(&self, place: usize) -> String {
        match (self.beside, self.dashes.get(place)) {
            (Some(column), _) => " ".repeat(column),
            (None, Some(&dash)) => slice(self.text, line_start(self.text, dash)..dash).to_owned(),
            (None, None) => String::new(),
        }
    }

    /// The blanks of the item at `other` when it moves to `place`.
    fn indent_at(&self, place: usize, other: usize) -> String {
        if self.beside.is_some() && place == 0 {
            String::new()
        } else {
            self.indent(other)
        }
    }

    /// What stands before the items: blanks, the dash, blanks.
    pub fn prefix(&self, place: usize) -> String {
        let (Some(&dash), Some(item)) = (self.dashes.get(place), self.items.get(place)) else {
            return "- ".to_owned();
        };
        let indent = self.indent(place);
        let gap = slice(self.text, dash + 1..item.start());
        let is_gap = !gap.is_empty() && gap.bytes().all(|byte| byte == b' ');
        format!("{indent}-{}", if is_gap { gap } else { " " })
    }
}
