//! How a head is written for the most part; new values follow it.

use super::Plan;
use crate::model::front_matter::{
    Value,
    tree::{Kind, Member, Node, Style},
};

/// How the head is written for the most part.
pub(super) struct Habits {
    /// Of its quoted texts.
    pub quotes: Style,
    /// Of a new text.
    pub new_text: Style,
    pub has_block_lists: bool,
    /// Blanks by which nested keys stand further in.
    pub step: usize,
}

impl Plan<'_> {
    pub(super) fn habits(&self) -> Habits {
        let mut counts = Counts::default();
        counts.add(self, self.members);
        let quotes = if counts.single > counts.double {
            Style::Single
        } else {
            Style::Double
        };
        Habits {
            quotes,
            new_text: if counts.plain > counts.single + counts.double {
                Style::Plain
            } else {
                quotes
            },
            has_block_lists: counts.block_lists > counts.flow_lists,
            step: counts.step.unwrap_or(2),
        }
    }

    /// The blanks by which the dashes of block lists stand further in than their key.
    pub(super) fn block_list_gap(&self) -> String {
        let gap = self
            .members
            .iter()
            .find_map(|member| match &member.node.kind {
                Kind::List {
                    items,
                    is_flow: false,
                } => {
                    let dash = self.dash_of(items).ok()?;
                    let outer = self.indent_at(member.key_span.start).ok()?;
                    dash.find('-').map(|at| at.saturating_sub(outer.len()))
                }
                _ => None,
            });
        " ".repeat(gap.unwrap_or(2))
    }
}

#[derive(Default)]
struct Counts {
    plain: usize,
    single: usize,
    double: usize,
    flow_lists: usize,
    block_lists: usize,
    step: Option<usize>,
}

impl Counts {
    fn add(&mut self, plan: &Plan<'_>, members: &[Member]) {
        for member in members {
            self.add_node(plan, &member.node);
            if let Kind::Map {
                members: inner,
                is_flow: false,
            } = &member.node.kind
                && self.step.is_none()
                && let (Ok(outer), Ok(inner)) =
                    (plan.indent_at(member.key_span.start), plan.indent_of(inner))
            {
                self.step = inner
                    .len()
                    .checked_sub(outer.len())
                    .filter(|step| *step > 0);
            }
        }
    }

    fn add_node(&mut self, plan: &Plan<'_>, node: &Node) {
        match &node.kind {
            Kind::Scalar(Value::Text(_), Style::Plain) => self.plain += 1,
            Kind::Scalar(Value::Text(_), Style::Single) => self.single += 1,
            Kind::Scalar(Value::Text(_), Style::Double) => self.double += 1,
            Kind::Scalar(..) => {}
            Kind::List { items, is_flow } => {
                if *is_flow {
                    self.flow_lists += 1;
                } else {
                    self.block_lists += 1;
                }
                // A long list counts as one voice.
                if let Some(first) = items.first() {
                    self.add_node(plan, first);
                }
            }
            Kind::Map { members, .. } => self.add(plan, members),
        }
    }
}
