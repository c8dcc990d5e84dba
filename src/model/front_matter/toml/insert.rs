//! Adds a key to a TOML head: a line in its table, a part of an inline table, or a new table.

use toml_edit::{InlineTable, Item, Table, TableLike};

use crate::model::said::said;

use super::{
    super::{
        Refusal, Value,
        lines::{line_ending, line_start, next_line, slice},
        splice::Splice,
        values::nested,
    },
    edit::{After, Head, Plan},
    plan::{Group, not},
    write,
};

impl Head<'_> {
    /// Adds the keys `rest` with `value` to a table.
    pub fn plan_insert(
        &self,
        group: Group<'_>,
        mut path: Vec<String>,
        rest: &[String],
        value: &Value,
    ) -> Result<Plan, Refusal> {
        let Some((key, deeper)) = rest.split_first() else {
            return Err(not(said!("head-path-names-no-key")));
        };
        let splice = match group {
            Group::Inline(table) => {
                let value = nested(deeper, value.clone());
                let written = format!("{} = {}", write::key(key), self.write(&value, None)?);
                self.add_inline(table, &written)?
            }
            Group::Table(table) if is_implicit(table) => self.add_table(&path, rest, value)?,
            _ if !deeper.is_empty() => self.add_table(&path, rest, value)?,
            _ => {
                let written = format!("{} = {}", write::key(key), self.write(value, None)?);
                self.add_line(group, &path, &written)
            }
        };
        path.push(key.clone());
        Ok(Plan {
            splices: vec![splice],
            path,
            after: After::Value(nested(deeper, value.clone())),
        })
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
        path: &[String],
        rest: &[String],
        value: &Value,
    ) -> Result<Splice, Refusal> {
        let at = self.content.end;
        let ending = line_ending(self.text, self.content.start.saturating_sub(1));
        let (last, parents) = rest
            .split_last()
            .ok_or_else(|| not(said!("head-path-names-no-key")))?;
        let name: Vec<String> = path
            .iter()
            .chain(parents)
            .map(|key| write::key(key))
            .collect();
        let gap = if self.content.is_empty() { "" } else { ending };
        let value = self.write(value, None)?;
        let key = write::key(last);
        let name = name.join(".");
        Ok(Splice::new(
            at..at,
            format!("{gap}[{name}]{ending}{key} = {value}{ending}"),
        ))
    }

    /// A line after the last one of its table.
    fn add_line(&self, group: Group<'_>, path: &[String], written: &str) -> Splice {
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
            let names: Vec<String> = self.dotted_names(path);
            names.join(".") + "."
        } else {
            String::new()
        };
        Splice::new(at..at, format!("{indent}{prefix}{written}{ending}"))
    }

    /// The names from the nearest table with a header, or the root, down to `path`.
    fn dotted_names(&self, path: &[String]) -> Vec<String> {
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

/// Whether a table is only there because of the tables in it.
fn is_implicit(table: &Table) -> bool {
    table.is_implicit() && !table.is_dotted()
}
