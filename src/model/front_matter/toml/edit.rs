//! Makes one change of a TOML head, by splices that are read again before they are made.

use std::ops::Range;

use toml_edit::{Document, Item, Value as Toml};

use super::{
    super::{
        Change, Format, Manner, Refusal, Value,
        flow::Flow,
        lines::{is_rest_comment, line_ending, line_start, next_line, own_comment, slice},
        list::Item as ListItem,
        node::{self, Node as _},
        plan::{self, Place, Splices, Syntax, no_such_number, not},
        splice::Splice,
        values::{self, is_same},
        verify::{self, Meant, is_changed},
    },
    habits::Habits,
    read::{Node, Written, tree, with_document},
    write::{self, Quotes},
};
use crate::model::{said::said, text::Edit};

/// A head while one change of it is planned.
pub struct Head<'a> {
    pub text: &'a str,
    pub content: Range<usize>,
    pub document: &'a Document<&'a str>,
    root: Node<'a>,
    /// Of a text that has no quotes yet.
    quotes: Quotes,
    /// Of a date that has none yet: `None` where dates stand bare.
    date_quotes: Option<Quotes>,
    /// Set after the natural way did not read back.
    is_careful: bool,
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
pub fn edit(
    text: &str,
    content: &Range<usize>,
    change: &Change,
    manner: Manner,
) -> Result<Option<Edit>, Refusal> {
    let edited = with_document(text, content, &mut Vec::new(), |document| {
        let habits = Habits::of(slice(text, content.clone()), document, manner);
        let head = Head {
            text,
            content: content.clone(),
            document,
            root: tree(text, content.start, document),
            quotes: habits.quotes,
            date_quotes: habits.date_quotes,
            is_careful: false,
        };
        plan::edit(head, change)
    });
    edited.map_err(|problem| Refusal::Unreadable(problem.message))?
}

impl<'a> Syntax for Head<'a> {
    type Node = Node<'a>;

    fn text(&self) -> &str {
        self.text
    }

    fn root(&self) -> Option<&Node<'a>> {
        Some(&self.root)
    }

    fn careful(self) -> Option<Self> {
        let is_careful = true;
        Some(Self { is_careful, ..self })
    }

    fn can_hold(&self, value: &Value) -> Result<(), Refusal> {
        match value {
            Value::Null => Err(not(said!("head-toml-has-no-empty"))),
            Value::Float(number) => match number.kept() {
                Some(written) if !write::is_number(written) => Err(no_such_number(written)),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// A list of no tables is not there.
    fn can_be_empty(&self, list: &Node<'a>) -> bool {
        list.mark.value().is_some()
    }

    fn add(&self, host: Option<&Place<'_, Node<'a>>>, keys: &[String], value: &Value) -> Splices {
        let host = host.ok_or_else(|| not(said!("head-path-names-no-key")))?;
        Ok(vec![self.added(host, keys, value)?])
    }

    fn put(&self, place: &Place<'_, Node<'a>>, value: &Value) -> Splices {
        let Some(old) = place.node.mark.value() else {
            return Err(not(said!("head-group-keys", key = place.name())));
        };
        let written = self.write_over(Some(old), value, None)?;
        Ok(vec![Splice::new(place.node.span(), written)])
    }

    fn take_out(&self, place: &Place<'_, Node<'a>>) -> Splices {
        let Some(value) = place.node.mark.value() else {
            return Ok(self.without_group(place.node));
        };
        let (map, index) = place.holder().ok_or_else(|| no_key(place))?;
        if let Some(table) = map.mark.value() {
            let span = self.span(table.span());
            let flow = Flow {
                text: self.text,
                inside: span.start + 1..span.end.saturating_sub(1),
                parts: map.parts(),
            };
            return Ok(flow.delete(&(index..index + 1)));
        }
        let (_, key_span) = map.key(index).ok_or_else(|| no_key(place))?;
        let end = self.span(value.span()).end;
        let start = line_start(self.text, key_span.start);
        let before = slice(self.text, start..key_span.start);
        let has_own_lines =
            !before.contains(['=', '{', ',', '[']) && is_rest_comment(self.text, end);
        if !has_own_lines {
            return Err(not(said!("head-does-not-stand-on", key = place.name())));
        }
        let start = own_comment(self.text, self.content.start, start);
        let lines = start..next_line(self.text, end);
        Ok(vec![Splice::new(lines, "")])
    }

    fn rename(&self, place: &Place<'_, Node<'a>>, key: &str) -> Splices {
        let names = if let Written::Item(item @ (Item::Table(_) | Item::ArrayOfTables(_))) =
            place.node.mark
        {
            // Every header below it names the table too.
            self.names_in_headers(item, place.keys().len().saturating_sub(1))
        } else {
            let old = place.holder().and_then(|(map, index)| map.key(index));
            let (_, span) = old.ok_or_else(|| no_key(place))?;
            vec![span]
        };
        let written = write::key(key);
        let renamed = names
            .into_iter()
            .map(|name| Splice::new(name, written.as_str()));
        Ok(renamed.collect())
    }

    fn arrange(&self, list: &Place<'_, Node<'a>>, order: &[ListItem]) -> Splices {
        match list.node.mark {
            Written::Item(Item::ArrayOfTables(tables)) => self.arrange_tables(list, tables, order),
            mark => match mark.value() {
                Some(Toml::Array(array)) => Ok(self.arrange_items(list.node, array, order)),
                _ => Err(not(said!("head-not-list", key = list.name()))),
            },
        }
    }

    /// The order of keys means nothing in TOML.
    fn is_exact(&self, edit: &Edit, meant: &Meant) -> bool {
        let in_order = |value: &Value| values::sorted(value, str::to_owned);
        verify::is_exact(self.text, Format::Toml, edit, |text, content| {
            let new = with_document(text, content, &mut Vec::new(), |document| {
                node::value(&tree(text, content.start, document))
            });
            let new = new.ok().flatten();
            let old = node::value(&self.root);
            old.zip(new).is_some_and(|(old, new)| {
                is_changed(old, &new, meant, |old, new| {
                    is_same(&in_order(old), &in_order(new))
                })
            })
        })
    }
}

fn no_key(place: &Place<'_, Node<'_>>) -> Refusal {
    not(said!("head-written-unusual-way", key = place.name()))
}

impl Head<'_> {
    pub fn span(&self, span: Option<Range<usize>>) -> Range<usize> {
        let span = span.unwrap_or_default();
        self.content.start + span.start..self.content.start + span.end
    }

    pub fn quotes_of(&self, value: &Toml) -> Option<Quotes> {
        Quotes::of(slice(self.text, self.span(value.span())))
    }

    /// Writes a value that takes the place of one in `quotes`, or a new one.
    pub fn write(&self, value: &Value, quotes: Option<Quotes>) -> Result<String, Refusal> {
        let new = match value {
            Value::Date(_) => self.date_quotes,
            _ => None,
        };
        self.write_in(value, quotes.or(new))
    }

    /// Writes a value that takes the place of `old`; in the quotes of its neighbours where it has none.
    pub fn write_over(
        &self,
        old: Option<&Toml>,
        value: &Value,
        neighbours: Option<Quotes>,
    ) -> Result<String, Refusal> {
        let is_bare_date = old.is_some_and(Toml::is_datetime) && matches!(value, Value::Date(_));
        if is_bare_date {
            return self.write_in(value, None);
        }
        let own = old.and_then(|old| self.quotes_of(old));
        self.write(value, own.or(neighbours))
    }

    fn write_in(&self, value: &Value, quotes: Option<Quotes>) -> Result<String, Refusal> {
        let quotes = match quotes {
            Some(_) if self.is_careful => Some(Quotes::Basic),
            other => other,
        };
        let ending = line_ending(self.text, self.content.start.saturating_sub(1));
        let quotes = match quotes {
            Some(Quotes::BasicLines) if ending == "\r\n" => Some(Quotes::Basic),
            other => other,
        };
        let default = if self.is_careful {
            Quotes::Basic
        } else {
            self.quotes
        };
        write::value(value, quotes, default).ok_or_else(|| not(said!("head-toml-has-no-empty")))
    }
}
