//! Takes a key out, with its own lines or its comma.

use std::ops::Range;

use super::{Plan, Planned, refused};
use crate::model::front_matter::{
    Format, KeyPath,
    head::{end_of_line, start_of_line},
    tree::{Kind, Member},
};

impl Plan<'_> {
    pub(super) fn remove(&self, path: &KeyPath) -> Planned {
        let Some(found) = self.find(path)? else {
            return Ok(None);
        };
        let (parent, members) = self.group_of(path)?;
        if let Some(parent) = parent
            && matches!(parent.node.kind, Kind::Map { is_flow: true, .. })
        {
            let spans: Vec<Range<usize>> = members
                .iter()
                .map(|member| member.key_span.start..member.node.span.end)
                .collect();
            let at = members
                .iter()
                .position(|member| member.key_span == found.key_span);
            return self.remove_flow(&spans, at.unwrap_or_default());
        }
        self.indent_at(found.key_span.start)?;
        let lines = start_of_line(self.text, found.key_span.start)
            ..end_of_line(self.text, found.node.span.end);
        match parent {
            Some(parent) if members.len() == 1 && self.head.format == Format::Yaml => {
                self.empty_group(parent, lines, "{}")
            }
            _ => Ok(self.splice(lines, "")),
        }
    }

    /// Takes out the lines of the only thing in a group, which becomes `{}` or `[]`.
    pub(super) fn empty_group(&self, parent: &Member, lines: Range<usize>, empty: &str) -> Planned {
        let colon = self
            .behind_colon(parent)
            .ok_or_else(|| refused("the key is written in an unusual way"))?;
        let between = self.slice(colon..lines.start);
        let written = format!(" {empty}{between}");
        Ok(self.splice(colon..lines.end, &written))
    }

    /// Takes one of `spans` out of a flow collection, with the comma that belongs to it.
    pub(super) fn remove_flow(&self, spans: &[Range<usize>], index: usize) -> Planned {
        let Some(span) = spans.get(index) else {
            return Ok(None);
        };
        let range = match (
            index.checked_sub(1).and_then(|before| spans.get(before)),
            spans.get(index + 1),
        ) {
            (_, Some(next)) => span.start..next.start,
            (Some(before), None) => before.end..span.end,
            (None, None) => {
                // A comma behind the only one would be left alone in the brackets.
                let rest = self.slice(span.end..self.head.content.end);
                let comma = rest.trim_start().starts_with(',');
                let blanks = rest.len() - rest.trim_start().len();
                span.start..if comma {
                    span.end + blanks + 1
                } else {
                    span.end
                }
            }
        };
        if self.slice(range.clone()).contains('#') && self.slice(range.clone()).contains('\n') {
            return Err(refused("a comment stands between the items"));
        }
        Ok(self.splice(range, ""))
    }
}
