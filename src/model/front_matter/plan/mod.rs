//! Plans the splice of a head that makes a change: one value, one key or one item.

mod habits;
mod insert;
mod lists;
mod remove;

use std::ops::Range;

use self::insert::Parent;
use super::{
    Change, Format, KeyPath, Refusal, Value,
    head::{Head, line_ending, start_of_line},
    scalar::{self, Place, double, write_text},
    toml,
    tree::{Kind, Member, Node, Style, member},
};
use crate::model::text::Edit;

/// A head while an edit of it is planned.
pub(super) struct Plan<'a> {
    pub text: &'a str,
    pub head: &'a Head,
    pub members: &'a [Member],
    /// Write texts in double quotes, whatever the style: the second try.
    pub forces_quotes: bool,
}

type Planned = Result<Option<Edit>, Refusal>;

impl Plan<'_> {
    pub fn edit(&self, change: &Change) -> Planned {
        match change {
            Change::Set { path, value } => self.set(path, value),
            Change::Remove { path } => self.remove(path),
            Change::AddItem { path, item } => self.add_item(path, item),
            Change::RemoveItem { path, index } => self.remove_item(path, *index),
            Change::MoveItem { path, from, to } => self.move_item(path, *from, *to),
        }
    }

    fn set(&self, path: &KeyPath, value: &Value) -> Planned {
        let Some(member) = self.find(path)? else {
            return self.insert(path, value);
        };
        let node = &member.node;
        match (&node.kind, value) {
            (Kind::List { items, is_flow }, Value::List(new)) => {
                self.rewrite_list(node, items, *is_flow, new)
            }
            (Kind::Scalar(_, Style::Absent), Value::List(new)) => {
                let written = self.flow_list(new)?;
                Ok(self.splice(node.span.clone(), &format!(" {written}")))
            }
            (Kind::Scalar(..), Value::List(new)) => {
                let written = self.flow_list(new)?;
                Ok(self.splice(node.span.clone(), &written))
            }
            (Kind::Scalar(old, style), _) => {
                let written = self.write(
                    value,
                    old,
                    *style,
                    self.block_indent(member).as_str(),
                    self.is_in_flow(path),
                )?;
                let gap = if *style == Style::Absent { " " } else { "" };
                Ok(self.splice(node.span.clone(), &format!("{gap}{written}")))
            }
            _ => Err(refused("the value is a list or a group")),
        }
    }

    /// A scalar in the style of the one it replaces.
    fn write(
        &self,
        value: &Value,
        old: &Value,
        style: Style,
        indent: &str,
        in_flow: bool,
    ) -> Result<String, Refusal> {
        let habits = self.habits();
        if self.head.format == Format::Toml {
            let style = if style == Style::Absent {
                Style::Plain
            } else {
                style
            };
            return toml::write(value, style)
                .ok_or_else(|| refused("this kind of value cannot be written"));
        }
        let place = Place {
            in_flow,
            indent,
            line_ending: line_ending(self.text),
            quotes: habits.quotes,
        };
        match value {
            Value::Bool(on) => Ok(on.to_string()),
            Value::Integer(number) => Ok(number.to_string()),
            Value::Float(number) => Ok(format!("{number:?}")),
            Value::Date(text)
                if scalar::is_date(text) && !matches!(style, Style::Single | Style::Double) =>
            {
                Ok(text.clone())
            }
            Value::Text(text) | Value::Date(text) => {
                if self.forces_quotes {
                    return Ok(double(text));
                }
                let style = match style {
                    // What was no text had no quotes to keep.
                    Style::Absent => habits.new_text,
                    Style::Plain if !matches!(old, Value::Text(_) | Value::Date(_)) => {
                        habits.new_text
                    }
                    style => style,
                };
                Ok(write_text(text, style, place))
            }
            Value::Null | Value::List(_) | Value::Map(_) => {
                Err(refused("this kind of value cannot be written"))
            }
        }
    }

    /// The member at a path. Nothing on the way may be frozen.
    fn find(&self, path: &KeyPath) -> Result<Option<&Member>, Refusal> {
        let mut members = self.members;
        let mut found = None;
        for (depth, key) in path.0.iter().enumerate() {
            let Some(here) = member(members, key) else {
                return Ok(None);
            };
            if let Some(reason) = here.node.frozen {
                return Err(refused(reason));
            }
            found = Some(here);
            if depth + 1 < path.0.len() {
                let Some(inner) = here.node.members() else {
                    return Ok(None);
                };
                members = inner;
            }
        }
        Ok(found)
    }

    /// The group that holds a path's last key, and the members of it.
    fn group_of(&self, path: &KeyPath) -> Result<(Option<&Member>, &[Member]), Refusal> {
        let parents = path
            .0
            .get(..path.0.len().saturating_sub(1))
            .unwrap_or_default();
        if parents.is_empty() {
            return Ok((None, self.members));
        }
        let parent = self.find(&KeyPath(parents.to_vec()))?;
        let members = parent
            .and_then(|member| member.node.members())
            .unwrap_or_default();
        Ok((parent, members))
    }

    /// The deepest group on the path that is there, and the keys that are not.
    fn deepest<'p>(&self, path: &'p KeyPath) -> Result<(Parent<'_>, &'p [String]), Refusal> {
        for depth in (1..path.0.len()).rev() {
            let (parents, missing) = path.0.split_at(depth);
            if let Some(member) = self.find(&KeyPath(parents.to_vec()))? {
                return Ok((Parent::Node(member), missing));
            }
        }
        Ok((Parent::Root, &path.0))
    }

    fn is_in_flow(&self, path: &KeyPath) -> bool {
        (1..path.0.len()).any(|depth| {
            let parents = path.0.get(..depth).unwrap_or_default();
            matches!(
                self.find(&KeyPath(parents.to_vec())),
                Ok(Some(Member {
                    node: Node {
                        kind: Kind::Map { is_flow: true, .. },
                        ..
                    },
                    ..
                }))
            )
        })
    }

    /// What stands before the keys of a block mapping.
    fn indent_of(&self, members: &[Member]) -> Result<String, Refusal> {
        match members.first() {
            Some(first) => self.indent_at(first.key_span.start),
            None => Ok(String::new()),
        }
    }

    /// The blanks before a key that is the first on its line.
    fn indent_at(&self, key_start: usize) -> Result<String, Refusal> {
        let indent = self.slice(start_of_line(self.text, key_start)..key_start);
        if indent.chars().all(|c| c == ' ') {
            Ok(indent.to_owned())
        } else {
            Err(refused("the key is written in an unusual way"))
        }
    }

    /// The blanks before the lines of a block scalar under this key.
    fn block_indent(&self, member: &Member) -> String {
        let step = " ".repeat(self.habits().step);
        let written = self.slice(member.node.span.clone());
        let is_block = matches!(
            member.node.kind,
            Kind::Scalar(_, Style::Literal | Style::Folded)
        );
        let old = is_block
            .then(|| written.lines().skip(1).find(|line| !line.trim().is_empty()))
            .flatten()
            .map(|line| " ".repeat(line.len() - line.trim_start_matches(' ').len()));
        old.or_else(|| {
            self.indent_at(member.key_span.start)
                .ok()
                .map(|indent| indent + &step)
        })
        .unwrap_or(step)
    }

    fn behind_colon(&self, member: &Member) -> Option<usize> {
        let rest = self.slice(member.key_span.end..self.head.content.end);
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        rest.trim_start_matches(' ')
            .starts_with(':')
            .then_some(member.key_span.end + blanks + 1)
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The smallest edit that puts `written` in place of `range`. `None`: it stands there.
    fn splice(&self, range: Range<usize>, written: &str) -> Option<Edit> {
        let edit = Edit::between(self.slice(range.clone()), written)?;
        Some(Edit {
            range: range.start + edit.range.start..range.start + edit.range.end,
            insert: edit.insert,
        })
    }
}

fn refused(reason: &str) -> Refusal {
    Refusal::NotEditable(reason.to_owned())
}
