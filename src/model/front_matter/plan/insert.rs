//! Puts a missing key, with the groups it is in, where it belongs.

use super::{Plan, Planned, refused};
use crate::model::front_matter::{
    Format, KeyPath, Refusal, Value,
    head::{end_of_line, line_ending},
    scalar::{double, is_plain_safe},
    toml,
    tree::{Kind, Member, Style},
};

/// Where a new key goes.
pub(super) enum Parent<'a> {
    Root,
    Node(&'a Member),
}

impl Plan<'_> {
    /// Puts a missing key, and the groups it is in, behind the last key of its group.
    pub(super) fn insert(&self, path: &KeyPath, value: &Value) -> Planned {
        let (parent, missing) = self.deepest(path)?;
        let Some((first, rest)) = missing.split_first() else {
            return Err(refused("there is such a key already"));
        };
        if self.head.format == Format::Toml {
            return self.insert_toml(&parent, missing, value);
        }
        let members = match parent {
            Parent::Root => self.members,
            Parent::Node(member) => match &member.node.kind {
                Kind::Map {
                    members,
                    is_flow: true,
                } => return self.insert_flow(member, members, missing, value),
                Kind::Map {
                    members,
                    is_flow: false,
                } => members.as_slice(),
                Kind::Scalar(Value::Null, Style::Absent) => &[],
                Kind::Scalar(Value::Null, _) => {
                    let inner = self.flow_member(missing, value)?;
                    return Ok(self.splice(member.node.span.clone(), &format!("{{ {inner} }}")));
                }
                _ => return Err(refused("a key with this name holds something else")),
            },
        };
        let (at, indent) = match (members.last(), parent) {
            (Some(last), _) => (
                end_of_line(self.text, last.node.span.end),
                self.indent_of(members)?,
            ),
            (None, Parent::Root) => (self.head.content.end, String::new()),
            (None, Parent::Node(member)) => {
                let outer = self.indent_at(member.key_span.start)?;
                let step = " ".repeat(self.habits().step);
                (end_of_line(self.text, member.node.span.end), outer + &step)
            }
        };
        let lines = self.lines_of(first, rest, value, &indent)?;
        Ok(self.splice(at..at, &lines))
    }

    /// `key: value` on its line, or the groups a line each.
    pub(super) fn lines_of(
        &self,
        key: &str,
        rest: &[String],
        value: &Value,
        indent: &str,
    ) -> Result<String, Refusal> {
        let (end, step) = (line_ending(self.text), " ".repeat(self.habits().step));
        let key = write_key(key, false);
        if let Some((next, rest)) = rest.split_first() {
            let inner = self.lines_of(next, rest, value, &format!("{indent}{step}"))?;
            return Ok(format!("{indent}{key}:{end}{inner}"));
        }
        if let Value::List(items) = value
            && self.habits().has_block_lists
            && !items.is_empty()
        {
            let gap = self.block_list_gap();
            let items: Vec<String> = items
                .iter()
                .map(|item| {
                    Ok(format!(
                        "{indent}{gap}- {}{end}",
                        self.item(item, None, false)?
                    ))
                })
                .collect::<Result<_, Refusal>>()?;
            return Ok(format!("{indent}{key}:{end}{}", items.concat()));
        }
        let written = match value {
            Value::List(items) => self.flow_list(items)?,
            value => self.write(
                value,
                &Value::Null,
                Style::Absent,
                &format!("{indent}{step}"),
                false,
            )?,
        };
        Ok(format!("{indent}{key}: {written}{end}"))
    }

    /// A root key goes before the first table, a group becomes a table at the end.
    pub(super) fn insert_toml(
        &self,
        parent: &Parent<'_>,
        missing: &[String],
        value: &Value,
    ) -> Planned {
        let end = line_ending(self.text);
        let (members, start) = match parent {
            Parent::Root => (self.members, self.head.content.start),
            Parent::Node(member) => match &member.node.kind {
                Kind::Map {
                    members,
                    is_flow: true,
                } => return self.insert_flow(member, members, missing, value),
                Kind::Map {
                    members,
                    is_flow: false,
                } => (
                    members.as_slice(),
                    end_of_line(self.text, member.node.span.start),
                ),
                _ => return Err(refused("a key with this name holds something else")),
            },
        };
        let [key] = missing else {
            let Some((key, groups)) = missing.split_last() else {
                return Err(refused("there is no key"));
            };
            if !matches!(parent, Parent::Root) {
                return Err(refused("the group is not there"));
            }
            let name: Vec<String> = groups.iter().map(|key| toml::write_key(key)).collect();
            let line = self.toml_line(key, value)?;
            let at = self.head.content.end;
            return Ok(self.splice(
                at..at,
                &format!("{end}[{}]{end}{line}{end}", name.join(".")),
            ));
        };
        let is_line = |member: &&Member| {
            !matches!(
                member.node.kind,
                Kind::Map { is_flow: false, .. } | Kind::List { is_flow: false, .. }
            )
        };
        let line = self.toml_line(key, value)?;
        let (at, indent) = match members.iter().rfind(is_line) {
            Some(last) => (
                end_of_line(self.text, last.node.span.end),
                self.indent_at(last.key_span.start)?,
            ),
            None => (start, String::new()),
        };
        Ok(self.splice(at..at, &format!("{indent}{line}{end}")))
    }

    pub(super) fn toml_line(&self, key: &str, value: &Value) -> Result<String, Refusal> {
        let written = match value {
            Value::List(items) => self.flow_list(items)?,
            value => self.write(value, &Value::Null, Style::Absent, "", true)?,
        };
        Ok(format!("{} = {written}", toml::write_key(key)))
    }

    pub(super) fn insert_flow(
        &self,
        parent: &Member,
        members: &[Member],
        missing: &[String],
        value: &Value,
    ) -> Planned {
        let inner = self.flow_member(missing, value)?;
        let (at, written) = match members.last() {
            Some(last) => (last.node.span.end, format!(", {inner}")),
            None => (parent.node.span.start + 1, inner),
        };
        Ok(self.splice(at..at, &written))
    }

    /// `key: value` or `key: { key: value }`.
    pub(super) fn flow_member(&self, keys: &[String], value: &Value) -> Result<String, Refusal> {
        let Some((key, rest)) = keys.split_first() else {
            return Err(refused("there is no key"));
        };
        let (key, sign) = match self.head.format {
            Format::Toml => (toml::write_key(key), " ="),
            _ => (write_key(key, true), ":"),
        };
        if !rest.is_empty() {
            return Ok(format!(
                "{key}{sign} {{ {} }}",
                self.flow_member(rest, value)?
            ));
        }
        let written = match value {
            Value::List(items) => self.flow_list(items)?,
            value => self.write(value, &Value::Null, Style::Absent, "", true)?,
        };
        Ok(format!("{key}{sign} {written}"))
    }
}

fn write_key(key: &str, in_flow: bool) -> String {
    if is_plain_safe(key, in_flow) {
        key.to_owned()
    } else {
        double(key)
    }
}
