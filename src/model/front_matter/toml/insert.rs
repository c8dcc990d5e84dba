//! Adds a key to a TOML head: a line in its table, a part of an inline table, or a new table.

use toml_edit::{InlineTable, Item, Table, TableLike, Value as Toml};

use super::{
    super::{
        Refusal, Value,
        lines::{line_ending, line_start, next_line, slice},
        plan::{Place, not},
        splice::Splice,
        values::nested,
    },
    edit::Head,
    read::{Node, Written},
    write,
};
use crate::model::said::said;

/// The table a key is added to.
#[derive(Clone, Copy)]
enum Group<'a> {
    Root(&'a Table),
    Table(&'a Table),
    Inline(&'a InlineTable),
}

impl Head<'_> {
    /// Adds `keys` with `value` in the last of them to the table at `host`.
    pub fn added(
        &self,
        host: &Place<'_, Node<'_>>,
        keys: &[String],
        value: &Value,
    ) -> Result<Splice, Refusal> {
        let Some((key, deeper)) = keys.split_first() else {
            return Err(not(said!("head-path-names-no-key")));
        };
        let group = Group::of(host)?;
        let inner = nested(deeper, value.clone());
        let written = || {
            Ok(format!(
                "{} = {}",
                write::key(key),
                self.write(&inner, None)?
            ))
        };
        match (group, value) {
            (Group::Inline(table), _) => self.add_inline(table, &written()?),
            // A header of its own would speak of the last table of the list.
            (Group::Table(table), _) if host.is_in_list() && is_implicit(table) => {
                Err(not(said!("head-list-inside-list")))
            }
            _ if host.is_in_list() => Ok(self.add_line(group, host, &written()?)),
            (_, Value::List(items)) if is_tables(items) => self.add_tables(host, keys, items),
            (Group::Table(table), _) if is_implicit(table) => self.add_table(host, keys, value),
            _ if !deeper.is_empty() => self.add_table(host, keys, value),
            _ => Ok(self.add_line(group, host, &written()?)),
        }
    }

    fn add_inline(&self, table: &InlineTable, written: &str) -> Result<Splice, Refusal> {
        let span = self.span(table.span());
        if !slice(self.text, span.clone()).starts_with('{') {
            return Err(not(said!("head-group-written-unusual-way")));
        }
        let last = table
            .iter()
            .filter_map(|(_, value)| value.span())
            .map(|span| self.content.start + span.end)
            .max();
        Ok(match last {
            Some(last) => Splice::new(last..last, format!(", {written}")),
            None => Splice::new(span, format!("{{ {written} }}")),
        })
    }

    /// A new table at the end of the head.
    fn add_table(
        &self,
        host: &Place<'_, Node<'_>>,
        keys: &[String],
        value: &Value,
    ) -> Result<Splice, Refusal> {
        let (last, parents) = keys
            .split_last()
            .ok_or_else(|| not(said!("head-path-names-no-key")))?;
        let name = header(host, parents);
        let line = self.line(last, value)?;
        Ok(self.at_end(&format!("[{name}]{}{line}", self.ending())))
    }

    /// A new list of tables at the end of the head.
    fn add_tables(
        &self,
        host: &Place<'_, Node<'_>>,
        keys: &[String],
        items: &[Value],
    ) -> Result<Splice, Refusal> {
        let name = header(host, keys);
        let tables = items.iter().map(|item| self.table(&name, item));
        let tables = tables.collect::<Result<Vec<_>, _>>()?;
        Ok(self.at_end(&tables.join(self.ending())))
    }

    /// A table of a list of them, with its header.
    pub fn table(&self, name: &str, value: &Value) -> Result<String, Refusal> {
        let Value::Map(entries) = value else {
            return Err(not(said!("head-not-group-keys", key = name)));
        };
        let mut lines = format!("[[{name}]]{}", self.ending());
        for entry in entries {
            lines += &self.line(&entry.key, &entry.value)?;
        }
        Ok(lines)
    }

    fn line(&self, key: &str, value: &Value) -> Result<String, Refusal> {
        let value = self.write(value, None)?;
        Ok([&write::key(key), " = ", &value, self.ending()].concat())
    }

    /// Behind everything, with a blank line between.
    fn at_end(&self, lines: &str) -> Splice {
        let at = self.content.end;
        let gap = if self.content.is_empty() {
            ""
        } else {
            self.ending()
        };
        Splice::new(at..at, [gap, lines].concat())
    }

    pub fn ending(&self) -> &'static str {
        line_ending(self.text, self.content.start.saturating_sub(1))
    }

    /// A line after the last one of its table.
    fn add_line(&self, group: Group<'_>, host: &Place<'_, Node<'_>>, written: &str) -> Splice {
        let table = group.table();
        let is_dotted = table.is_dotted();
        let own: Vec<&Item> = table
            .iter()
            .map(|(_, item)| item)
            .filter(|item| item.is_value() || item.as_table().is_some_and(Table::is_dotted))
            .collect();
        let last = own.iter().map(|item| self.last_end(item)).max();
        let header = match group {
            Group::Table(table) => Some(self.span(table.span()).end),
            Group::Root(_) | Group::Inline(_) => None,
        };
        let at = last
            .or(header)
            .map_or(self.content.start, |end| next_line(self.text, end));
        let like = last
            .or(header)
            .unwrap_or(self.content.start.saturating_sub(1));
        let ending = line_ending(self.text, like);
        let indent = slice(self.text, line_start(self.text, like)..like)
            .chars()
            .take_while(|char| [' ', '\t'].contains(char))
            .collect::<String>();
        // A dotted key repeats the names of the tables that have no header of their own.
        let prefix = if is_dotted {
            let names: Vec<String> = self.dotted_names(&host.keys());
            names.join(".") + "."
        } else {
            String::new()
        };
        Splice::new(at..at, format!("{indent}{prefix}{written}{ending}"))
    }

    /// The names from the nearest table with a header, or the root, down to `path`.
    fn dotted_names(&self, path: &[&str]) -> Vec<String> {
        let mut names = Vec::new();
        let mut table: &dyn TableLike = self.document.as_table();
        for name in path {
            let Some(inner) = table.get(name).and_then(Item::as_table_like) else {
                break;
            };
            if inner.is_dotted() {
                names.push(write::key(name));
            } else {
                names.clear();
            }
            table = inner;
        }
        names
    }

    /// Where a value ends, or the last value of a table of dotted keys.
    fn last_end(&self, item: &Item) -> usize {
        match item {
            Item::Table(table) => table
                .iter()
                .map(|(_, item)| self.last_end(item))
                .max()
                .unwrap_or(self.content.start),
            other => self.span(other.span()).end,
        }
    }
}

impl<'a> Group<'a> {
    fn of(host: &Place<'_, Node<'a>>) -> Result<Self, Refusal> {
        match host.node.mark {
            Written::Table(root) if host.at().is_empty() => Ok(Self::Root(root)),
            Written::Table(table) | Written::Item(Item::Table(table)) => Ok(Self::Table(table)),
            mark => match mark.value().and_then(Toml::as_inline_table) {
                Some(table) => Ok(Self::Inline(table)),
                None => Err(not(said!("head-not-group-keys", key = host.name()))),
            },
        }
    }

    fn table(self) -> &'a dyn TableLike {
        match self {
            Self::Root(table) | Self::Table(table) => table,
            Self::Inline(table) => table,
        }
    }
}

/// The name of a table below `host`, as a header has it.
pub fn header(host: &Place<'_, Node<'_>>, keys: &[String]) -> String {
    let above = host.keys().into_iter().map(write::key);
    let names: Vec<String> = above
        .chain(keys.iter().map(|key| write::key(key)))
        .collect();
    names.join(".")
}

/// Whether a list is one of groups, which stand as tables of their own.
fn is_tables(items: &[Value]) -> bool {
    !items.is_empty() && items.iter().all(|item| matches!(item, Value::Map(_)))
}

/// Whether a table is only there because of the tables in it.
fn is_implicit(table: &Table) -> bool {
    table.is_implicit() && !table.is_dotted()
}
