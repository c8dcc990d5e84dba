//! Reads a TOML head into a tree, by the spans of `toml_edit`, and writes its values.

use std::ops::Range;

use toml_edit::{Document, Item, Key, Table, TableLike, Value as Toml};

use super::{
    Value, scalar,
    tree::{Kind, Member, Node, Style},
    yaml::Unreadable,
};

/// The members of the head's root table.
pub(super) fn read(text: &str, content: Range<usize>) -> Result<Vec<Member>, Unreadable> {
    let source = text.get(content.clone()).unwrap_or_default();
    let document = Document::parse(source).map_err(|err| Unreadable {
        at_byte: content.start + err.span().map_or(0, |span| span.start),
        reason: err.message().to_owned(),
    })?;
    let reader = Reader {
        source,
        base: content.start,
    };
    Ok(reader.table(document.as_table()))
}

struct Reader<'a> {
    source: &'a str,
    base: usize,
}

impl Reader<'_> {
    fn table(&self, table: &Table) -> Vec<Member> {
        table
            .iter()
            .filter_map(|(name, _)| table.get_key_value(name))
            .map(|(key, item)| self.member(key, item))
            .collect()
    }

    fn member(&self, key: &Key, item: &Item) -> Member {
        let key_span = self.range(key.span());
        let end = key_span.end;
        Member {
            key: key.get().to_owned(),
            key_span,
            node: self.item(item, end),
        }
    }

    fn item(&self, item: &Item, behind: usize) -> Node {
        match item {
            Item::Value(value) => self.value(value),
            Item::Table(table) => {
                let members = self.table(table);
                let start = table.span().map_or(behind, |span| self.base + span.start);
                let header_end = table.span().map_or(behind, |span| self.base + span.end);
                let end = members
                    .iter()
                    .map(|member| member.node.span.end)
                    .max()
                    .unwrap_or(header_end);
                Node {
                    span: start..end.max(start),
                    kind: Kind::Map {
                        members,
                        is_flow: false,
                    },
                    frozen: None,
                }
            }
            Item::ArrayOfTables(tables) => {
                let items: Vec<Node> = tables
                    .iter()
                    .map(|table| self.item(&Item::Table(table.clone()), behind))
                    .collect();
                let start = items.first().map_or(behind, |item| item.span.start);
                let end = items.last().map_or(behind, |item| item.span.end);
                Node {
                    span: start..end,
                    kind: Kind::List {
                        items,
                        is_flow: false,
                    },
                    frozen: Some("the value is a list of tables"),
                }
            }
            Item::None => Node {
                span: behind..behind,
                kind: Kind::Scalar(Value::Null, Style::Absent),
                frozen: Some("there is no value"),
            },
        }
    }

    fn value(&self, value: &Toml) -> Node {
        let span = self.range(value.span());
        let written = self
            .source
            .get(span.start - self.base..span.end - self.base)
            .unwrap_or_default();
        let mut frozen = None;
        let kind = match value {
            Toml::String(text) => {
                if written.starts_with("\"\"\"") || written.starts_with("'''") {
                    frozen = Some("the text has several lines");
                }
                let style = if written.starts_with('\'') {
                    Style::Single
                } else {
                    Style::Double
                };
                let text = text.value().clone();
                let value = if scalar::is_date(&text) {
                    Value::Date(text)
                } else {
                    Value::Text(text)
                };
                Kind::Scalar(value, style)
            }
            Toml::Integer(number) => Kind::Scalar(Value::Integer(*number.value()), Style::Plain),
            Toml::Float(number) => Kind::Scalar(Value::Float(*number.value()), Style::Plain),
            Toml::Boolean(on) => Kind::Scalar(Value::Bool(*on.value()), Style::Plain),
            Toml::Datetime(_) => Kind::Scalar(Value::Date(written.to_owned()), Style::Plain),
            Toml::Array(items) => Kind::List {
                items: items.iter().map(|item| self.value(item)).collect(),
                is_flow: true,
            },
            Toml::InlineTable(table) => Kind::Map {
                members: table
                    .iter()
                    .filter_map(|(name, _)| TableLike::get_key_value(table, name))
                    .map(|(key, item)| self.member(key, item))
                    .collect(),
                is_flow: true,
            },
        };
        Node { span, kind, frozen }
    }

    fn range(&self, span: Option<Range<usize>>) -> Range<usize> {
        let span = span.unwrap_or_default();
        self.base + span.start..self.base + span.end
    }
}

/// Writes a scalar in the style of the one it replaces.
pub(super) fn write(value: &Value, style: Style) -> Option<String> {
    Some(match value {
        Value::Bool(on) => on.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Date(text)
            if !matches!(style, Style::Single | Style::Double)
                && text.parse::<toml_edit::Datetime>().is_ok() =>
        {
            text.clone()
        }
        Value::Text(text) | Value::Date(text) => {
            let is_literal = style == Style::Single
                && !text.contains('\'')
                && !text.chars().any(char::is_control);
            if is_literal {
                format!("'{text}'")
            } else {
                scalar::double(text)
            }
        }
        Value::Null | Value::List(_) | Value::Map(_) => return None,
    })
}

pub(super) fn write_key(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if is_bare {
        key.to_owned()
    } else {
        scalar::double(key)
    }
}
