//! Items of lists, in flow and in block style.

use std::ops::Range;

use super::{Plan, Planned, refused};
use crate::model::front_matter::{
    KeyPath, Refusal, Value,
    head::{end_of_line, line_ending, start_of_line},
    tree::{Kind, Node, Style},
};

impl Plan<'_> {
    pub(super) fn add_item(&self, path: &KeyPath, item: &str) -> Planned {
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

    pub(super) fn append_item(
        &self,
        node: &Node,
        items: &[Node],
        is_flow: bool,
        written: &str,
    ) -> Planned {
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

    pub(super) fn remove_item(&self, path: &KeyPath, index: usize) -> Planned {
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

    /// The places of the items stay as they are; the words in them change places.
    pub(super) fn move_item(&self, path: &KeyPath, from: usize, to: usize) -> Planned {
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
    pub(super) fn rewrite_list(
        &self,
        node: &Node,
        items: &[Node],
        is_flow: bool,
        new: &[Value],
    ) -> Planned {
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

    pub(super) fn flow_list(&self, items: &[Value]) -> Result<String, Refusal> {
        let words: Vec<String> = items
            .iter()
            .map(|item| self.item(item, None, true))
            .collect::<Result<_, _>>()?;
        Ok(format!("[{}]", words.join(", ")))
    }

    /// One item in the style of its neighbour, else as the head writes its texts.
    pub(super) fn item(
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

    /// `  - `, as it stands before the first of these items.
    pub(super) fn dash_of(&self, items: &[Node]) -> Result<String, Refusal> {
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
}
