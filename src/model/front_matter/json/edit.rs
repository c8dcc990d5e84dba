//! How a change of a JSON head is written.

use std::ops::Range;

use serde_json::Value as Json;

use super::{
    super::{
        Change, Format, Refusal, Value,
        flow::Flow,
        lines::slice,
        list::{self, Item},
        node::{self, Node as _},
        plan::{self, Place, Splices, Syntax, no_such_number, not},
        splice::Splice,
        values::{is_same, nested},
        verify::{self, Meant, is_changed},
    },
    read::{Node, decode, parse},
    write::write,
};
use crate::model::{said::said, text::Edit};

/// A head while one change of it is planned.
struct Head<'a> {
    text: &'a str,
    content: &'a Range<usize>,
    root: Node,
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
pub fn edit(text: &str, content: &Range<usize>, change: &Change) -> Result<Option<Edit>, Refusal> {
    let root = parse(text, content).map_err(|problem| Refusal::Unreadable(problem.message))?;
    let head = Head {
        text,
        content,
        root,
    };
    plan::edit(head, change)
}

impl Syntax for Head<'_> {
    type Node = Node;

    fn text(&self) -> &str {
        self.text
    }

    fn root(&self) -> Option<&Node> {
        Some(&self.root)
    }

    fn can_hold(&self, value: &Value) -> Result<(), Refusal> {
        match value {
            Value::Float(number) => match number.kept() {
                Some(written) if number.in_json().is_none() => Err(no_such_number(written)),
                None if !number.number().is_finite() => Err(no_such_number(&number.to_string())),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn add(&self, host: Option<&Place<'_, Node>>, keys: &[String], value: &Value) -> Splices {
        let (Some(host), Some((key, deeper))) = (host, keys.split_first()) else {
            return Err(not(said!("head-path-names-no-key")));
        };
        let pairs = host.node.pairs();
        // The blanks around the colon are those of the neighbour.
        let gap = pairs.last().map_or(": ", |pair| {
            slice(self.text, pair.key_span.end..pair.value.span.start)
        });
        let value = write(&nested(deeper, value.clone()));
        let written = [&written_key(key), gap, &value].concat();
        let last = pairs.len().checked_sub(1);
        Ok(self.flow(host.node).add(last, &[written]))
    }

    fn put(&self, place: &Place<'_, Node>, value: &Value) -> Splices {
        Ok(vec![Splice::new(place.node.span(), write(value))])
    }

    fn take_out(&self, place: &Place<'_, Node>) -> Splices {
        let (map, index) = place
            .holder()
            .ok_or_else(|| not(said!("head-path-names-no-key")))?;
        Ok(self.flow(map).delete(&(index..index + 1)))
    }

    fn rename(&self, place: &Place<'_, Node>, key: &str) -> Splices {
        let old = place.holder().and_then(|(map, index)| map.key(index));
        let (_, span) = old.ok_or_else(|| not(said!("head-path-names-no-key")))?;
        Ok(vec![Splice::new(span, written_key(key))])
    }

    fn arrange(&self, list: &Place<'_, Node>, order: &[Item]) -> Splices {
        let flow = self.flow(list.node);
        let steps = list::steps(list.node.count(), order);
        Ok(flow.splices(&steps, |item, _| match item {
            Item::Old(at) => {
                let part = flow.parts.get(*at).cloned().unwrap_or_default();
                slice(self.text, part).to_owned()
            }
            Item::New(value) => write(value),
        }))
    }

    /// Both our reader and `serde_json` must find the change; the keys of maps are in its order.
    fn is_exact(&self, edit: &Edit, meant: &Meant) -> bool {
        let in_order = |json: &Json| json.to_string();
        let is_same_json = |one: &Json, other: &Json| in_order(one) == in_order(other);
        verify::is_exact(self.text, Format::Json, edit, |text, content| {
            let Ok(root) = parse(text, content) else {
                return false;
            };
            let values = node::value(&self.root).zip(node::value(&root));
            let decoded =
                decode(self.text, self.content, &self.root).zip(decode(text, content, &root));
            values.is_some_and(|(old, new)| is_changed(old, &new, meant, is_same))
                && decoded.is_some_and(|(old, new)| is_changed(old, &new, meant, is_same_json))
        })
    }
}

impl Head<'_> {
    fn flow(&self, node: &Node) -> Flow<'_> {
        Flow {
            text: self.text,
            inside: node.span.start + 1..node.span.end.saturating_sub(1),
            parts: node.parts(),
        }
    }
}

fn written_key(key: &str) -> String {
    write(&Value::Text(key.to_owned()))
}
