//! How a change of a YAML head is written.

use std::ops::Range;

use super::{
    super::{
        Change, Format, Manner, Refusal, Value,
        lines::{clear_column, is_rest_comment, line_start, next_line, own_comment},
        list::Item,
        plan::{self, Place, Splices, Syntax, not},
        splice::Splice,
        verify::{self, Meant, is_changed},
    },
    flow, habits,
    head::Head,
    held::{self, Held, held, refuse_entangled, refuse_marks},
    insert,
    read::{Read, checked},
    set,
    tree::{Kind, Layout, Node},
    verify::{filled, is_same_node, map},
    write::{self, Look, Room},
};
use crate::model::{said::said, text::Edit};

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
pub fn edit(
    text: &str,
    content: &Range<usize>,
    change: &Change,
    manner: Manner,
) -> Result<Option<Edit>, Refusal> {
    let read = checked(text, content).map_err(|problem| Refusal::Unreadable(problem.message))?;
    let head = Head {
        text,
        content: content.clone(),
        habits: habits::of(text, read.root.as_ref(), manner),
        read: &read,
        is_careful: false,
    };
    plan::edit(head, change)
}

impl Syntax for Head<'_> {
    type Node = Node;

    fn text(&self) -> &str {
        self.text
    }

    fn root(&self) -> Option<&Node> {
        self.read.root.as_ref()
    }

    fn careful(self) -> Option<Self> {
        let is_careful = true;
        Some(Self { is_careful, ..self })
    }

    fn may_pass(&self, place: &Place<'_, Node>, key: &str) -> Result<(), Refusal> {
        refuse_marks(place.node, place.name())?;
        held::refuse_merge_key(key)
    }

    fn may_change(&self, place: &Place<'_, Node>) -> Result<(), Refusal> {
        refuse_entangled(place.node, place.name())
    }

    fn add(&self, host: Option<&Place<'_, Node>>, keys: &[String], value: &Value) -> Splices {
        insert::splices(self, host, keys, value)
    }

    fn put(&self, place: &Place<'_, Node>, value: &Value) -> Splices {
        let held = held(place)?;
        match value {
            Value::List(_) | Value::Map(_) => insert::fill(self, &held, value),
            _ => Ok(vec![set::splice(self, &held, value)?]),
        }
    }

    fn take_out(&self, place: &Place<'_, Node>) -> Splices {
        let held = held(place)?;
        refuse_marks(&held.pair.key, held.name())?;
        match held.layout() {
            Layout::Flow => {
                Ok(flow::map(self.text, held.map).delete(&(held.index..held.index + 1)))
            }
            Layout::Block => self.take_lines_out(place, &held),
        }
    }

    fn rename(&self, place: &Place<'_, Node>, key: &str) -> Splices {
        let held = held(place)?;
        let old = &held.pair.key;
        refuse_marks(old, key)?;
        let Kind::Scalar { style, .. } = old.kind else {
            return Err(not(said!("head-has-key-no-text", key = key)));
        };
        let room = match held.layout() {
            Layout::Flow => Room::Flow,
            Layout::Block => Room::Line,
        };
        let quote = style;
        let style = self.careful_look(Look { style, quote }).style;
        let written = write::key(key, style, room);
        Ok(vec![Splice::new(old.span.clone(), written)])
    }

    fn arrange(&self, list: &Place<'_, Node>, order: &[Item]) -> Splices {
        self.arranged(list, order)
    }

    /// Both parsers must find the change.
    fn is_exact(&self, edit: &Edit, meant: &Meant) -> bool {
        verify::is_exact(self.text, Format::Yaml, edit, |text, content| {
            let Ok(new) = checked(text, content) else {
                return false;
            };
            let root = |read: &Read| read.root.clone().unwrap_or_else(|| map(Vec::new()));
            let decoded = |read: &Read| filled(read.decoded.clone());
            is_changed(root(self.read), &root(&new), meant, is_same_node)
                && is_changed(decoded(self.read), &decoded(&new), meant, PartialEq::eq)
        })
    }
}

impl Head<'_> {
    fn take_lines_out(&self, place: &Place<'_, Node>, own: &Held<'_>) -> Splices {
        let start = own.pair.key.start();
        own.column(self.text)?;
        let end = own.end();
        if !is_rest_comment(self.text, end) {
            return Err(not(said!("head-written-unusual-way", key = own.name())));
        }
        if clear_column(self.text, start).is_none() {
            // The key beside the dash of an item: the next one takes its place.
            return Ok(vec![match held::pairs(own.map).get(1) {
                Some(next) => Splice::new(start..next.key.start(), ""),
                None => Splice::new(start..end, "{}"),
            }]);
        }
        let start = own_comment(self.text, self.content.start, line_start(self.text, start));
        let mut splices = vec![Splice::new(start..next_line(self.text, end), "")];
        let is_last = held::pairs(own.map).len() == 1;
        let above = place.above().and_then(|above| held(&above).ok());
        let colon = above.and_then(|above| above.pair.after_colon);
        if let (true, Some(colon)) = (is_last, colon) {
            splices.push(Splice::new(colon..colon, " {}"));
        }
        Ok(splices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\na: 1\nb: [x, y]\n---\nbody\n";

    /// Whether replacing `old` by `new` sets the value at index 0 to the text “z”, and only that.
    fn is_exact_edit(old: &str, new: &str) -> bool {
        let content = crate::model::front_matter::head::find(TEXT).content;
        let read = checked(TEXT, &content).unwrap();
        let head = Head {
            text: TEXT,
            content,
            habits: habits::of(TEXT, read.root.as_ref(), Manner::default()),
            read: &read,
            is_careful: false,
        };
        let edit = Edit::between(TEXT, &TEXT.replace(old, new)).unwrap();
        let meant = Meant {
            at: vec![0],
            after: verify::After::Value(Value::Text("z".into())),
        };
        head.is_exact(&edit, &meant)
    }

    #[test]
    fn an_edit_must_do_what_was_meant_and_nothing_else() {
        assert!(is_exact_edit("a: 1", "a: z"));
        assert!(is_exact_edit("a: 1", "a: \"z\" # c"));
        assert!(!is_exact_edit("a: 1", "a: zz"));
        assert!(!is_exact_edit("a: 1", "A: z"));
        assert!(!is_exact_edit("a: 1", "a: z\nc: 1"));
        assert!(!is_exact_edit("a: 1\nb: [x, y]", "a: z\nb: [y, x]"));
        assert!(!is_exact_edit("a: 1\nb: [x, y]", "b: [x, y]\na: z"));
        assert!(!is_exact_edit("a: 1", "a: &c z"));
        assert!(!is_exact_edit("a: 1", "a: !c z"));
        assert!(!is_exact_edit("a: 1", "a: \"z"));
        assert!(!is_exact_edit("a: 1", "a: z\na: z"));
        assert!(!is_exact_edit("a: 1", "a: z\n---\n"));
        assert!(!is_exact_edit(
            "a: 1\nb: [x, y]\n---\nbody",
            "a: z\nb: [x, y]\n---\n"
        ));
    }
}
