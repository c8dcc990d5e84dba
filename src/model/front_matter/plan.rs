//! Plans the splice of a head that makes a change: one value, one key or one item.

use std::ops::Range;

use super::{
    Change, Format, KeyPath, Refusal, Value,
    head::{Head, end_of_line, line_ending, start_of_line},
    scalar::{self, Place, double, is_plain_safe, write_text},
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

/// How the head is written for the most part.
struct Habits {
    /// Of its quoted texts.
    quotes: Style,
    /// Of a new text.
    new_text: Style,
    has_block_lists: bool,
    /// Blanks by which nested keys stand further in.
    step: usize,
}

type Planned = Result<Option<Edit>, Refusal>;

/// Where a new key goes.
enum Parent<'a> {
    Root,
    Node(&'a Member),
}

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

    /// Puts a missing key, and the groups it is in, behind the last key of its group.
    fn insert(&self, path: &KeyPath, value: &Value) -> Planned {
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
    fn lines_of(
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
    fn insert_toml(&self, parent: &Parent<'_>, missing: &[String], value: &Value) -> Planned {
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

    fn toml_line(&self, key: &str, value: &Value) -> Result<String, Refusal> {
        let written = match value {
            Value::List(items) => self.flow_list(items)?,
            value => self.write(value, &Value::Null, Style::Absent, "", true)?,
        };
        Ok(format!("{} = {written}", toml::write_key(key)))
    }

    fn insert_flow(
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
    fn flow_member(&self, keys: &[String], value: &Value) -> Result<String, Refusal> {
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

    fn remove(&self, path: &KeyPath) -> Planned {
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
    fn empty_group(&self, parent: &Member, lines: Range<usize>, empty: &str) -> Planned {
        let colon = self
            .behind_colon(parent)
            .ok_or_else(|| refused("the key is written in an unusual way"))?;
        let between = self.slice(colon..lines.start);
        let written = format!(" {empty}{between}");
        Ok(self.splice(colon..lines.end, &written))
    }

    fn add_item(&self, path: &KeyPath, item: &str) -> Planned {
        let new = Value::Text(item.to_owned());
        let Some(member) = self.find(path)? else {
            return self.insert(path, &Value::List(vec![new]));
        };
        let node = &member.node;
        match &node.kind {
            Kind::List { items, is_flow } => {
                let written = self.item(&new, items.last(), *is_flow)?;
                self.append_item(node, items, *is_flow, &written)
            }
            Kind::Scalar(Value::Null, style) => {
                let written = self.item(&new, None, true)?;
                let gap = if *style == Style::Absent { " " } else { "" };
                Ok(self.splice(node.span.clone(), &format!("{gap}[{written}]")))
            }
            // One tag as a text becomes the first of a list.
            Kind::Scalar(Value::Text(old), Style::Plain | Style::Single | Style::Double) => {
                let old = Value::Text(old.clone());
                let written = [
                    self.item(&old, Some(node), true)?,
                    self.item(&new, Some(node), true)?,
                ];
                Ok(self.splice(node.span.clone(), &format!("[{}]", written.join(", "))))
            }
            _ => Err(refused("the value is not a list")),
        }
    }

    fn append_item(&self, node: &Node, items: &[Node], is_flow: bool, written: &str) -> Planned {
        let Some(last) = items.last() else {
            let at = node.span.start + 1;
            return Ok(self.splice(at..at, written));
        };
        if is_flow {
            let separator = match items {
                [.., before, last] => self.slice(before.span.end..last.span.start),
                _ => ", ",
            };
            // A comment between two items stays with them.
            let separator = if separator.contains('#') {
                ", "
            } else {
                separator
            };
            let at = last.span.end;
            return Ok(self.splice(at..at, &format!("{separator}{written}")));
        }
        let prefix = self.dash_of(items)?;
        let at = end_of_line(self.text, last.span.end);
        let end = line_ending(self.text);
        Ok(self.splice(at..at, &format!("{prefix}{written}{end}")))
    }

    fn remove_item(&self, path: &KeyPath, index: usize) -> Planned {
        let Some(member) = self.find(path)? else {
            return Ok(None);
        };
        let Kind::List { items, is_flow } = &member.node.kind else {
            // The only tag, written as a text.
            return match &member.node.kind {
                Kind::Scalar(Value::Text(_), _) if index == 0 => {
                    Ok(self.splice(member.node.span.clone(), "[]"))
                }
                _ => Err(refused("the value is not a list")),
            };
        };
        let Some(item) = items.get(index) else {
            return Ok(None);
        };
        if *is_flow {
            let spans: Vec<Range<usize>> = items.iter().map(|item| item.span.clone()).collect();
            return self.remove_flow(&spans, index);
        }
        self.dash_of(std::slice::from_ref(item))?;
        let lines =
            start_of_line(self.text, item.span.start)..end_of_line(self.text, item.span.end);
        if items.len() == 1 {
            return self.empty_group(member, lines, "[]");
        }
        Ok(self.splice(lines, ""))
    }

    /// Takes one of `spans` out of a flow collection, with the comma that belongs to it.
    fn remove_flow(&self, spans: &[Range<usize>], index: usize) -> Planned {
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

    /// The places of the items stay as they are; the words in them change places.
    fn move_item(&self, path: &KeyPath, from: usize, to: usize) -> Planned {
        let Some(member) = self.find(path)? else {
            return Ok(None);
        };
        let Kind::List { items, .. } = &member.node.kind else {
            return Err(refused("the value is not a list"));
        };
        if items.iter().any(|item| {
            !matches!(
                item.kind,
                Kind::Scalar(_, Style::Plain | Style::Single | Style::Double)
            )
        }) {
            return Err(refused("the list holds more than words"));
        }
        if from == to || from >= items.len() || to >= items.len() {
            return Ok(None);
        }
        let mut order: Vec<&Node> = items.iter().collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        let mut written = String::new();
        let mut at = member.node.span.start;
        for (place, word) in items.iter().zip(order) {
            written.push_str(self.slice(at..place.span.start));
            written.push_str(self.slice(word.span.clone()));
            at = place.span.end;
        }
        written.push_str(self.slice(at..member.node.span.end));
        Ok(self.splice(member.node.span.clone(), &written))
    }

    /// Sets a whole list; items that stay keep their writing.
    fn rewrite_list(&self, node: &Node, items: &[Node], is_flow: bool, new: &[Value]) -> Planned {
        let words: Vec<String> = new
            .iter()
            .map(|value| {
                let same = items.iter().find(|item| item.value() == *value);
                match same {
                    Some(item) => Ok(self.slice(item.span.clone()).to_owned()),
                    None => self.item(value, items.last(), is_flow),
                }
            })
            .collect::<Result<_, _>>()?;
        if is_flow {
            return Ok(self.splice(node.span.clone(), &format!("[{}]", words.join(", "))));
        }
        if words.is_empty() {
            return Err(refused("remove the items one by one"));
        }
        let prefix = self.dash_of(items)?;
        let end = line_ending(self.text);
        let lines: Vec<String> = words.iter().map(|word| format!("{prefix}{word}")).collect();
        let from = start_of_line(self.text, node.span.start);
        let dashes = self.slice(from..node.span.end);
        if dashes.contains('#') {
            return Err(refused("comments stand between the items"));
        }
        let start = items
            .first()
            .map_or(from, |item| start_of_line(self.text, item.span.start));
        Ok(self.splice(start..node.span.end, &lines.join(end)))
    }

    fn flow_list(&self, items: &[Value]) -> Result<String, Refusal> {
        let words: Vec<String> = items
            .iter()
            .map(|item| self.item(item, None, true))
            .collect::<Result<_, _>>()?;
        Ok(format!("[{}]", words.join(", ")))
    }

    /// One item in the style of its neighbour, else as the head writes its texts.
    fn item(
        &self,
        value: &Value,
        neighbour: Option<&Node>,
        in_flow: bool,
    ) -> Result<String, Refusal> {
        let style = match neighbour.map(|node| &node.kind) {
            Some(Kind::Scalar(_, style @ (Style::Plain | Style::Single | Style::Double))) => *style,
            _ => self.habits().new_text,
        };
        let old = Value::Text(String::new());
        self.write(value, &old, style, "", in_flow)
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

    /// `  - `, as it stands before the first of these items.
    fn dash_of(&self, items: &[Node]) -> Result<String, Refusal> {
        let odd = || refused("the list is written in an unusual way");
        let first = items.first().ok_or_else(odd)?;
        let prefix = self.slice(start_of_line(self.text, first.span.start)..first.span.start);
        let is_dash = prefix.trim() == "-" && prefix.ends_with(' ') && !prefix.contains('\t');
        if is_dash {
            Ok(prefix.to_owned())
        } else {
            Err(odd())
        }
    }

    fn behind_colon(&self, member: &Member) -> Option<usize> {
        let rest = self.slice(member.key_span.end..self.head.content.end);
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        rest.trim_start_matches(' ')
            .starts_with(':')
            .then_some(member.key_span.end + blanks + 1)
    }

    fn habits(&self) -> Habits {
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
    fn block_list_gap(&self) -> String {
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

fn write_key(key: &str, in_flow: bool) -> String {
    if is_plain_safe(key, in_flow) {
        key.to_owned()
    } else {
        double(key)
    }
}

fn refused(reason: &str) -> Refusal {
    Refusal::NotEditable(reason.to_owned())
}
