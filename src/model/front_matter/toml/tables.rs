//! Arrays of tables, `[[resources]]`: each table with its lines, added, taken out and moved.

use std::ops::Range;

use crate::model::said::said;

use toml_edit::{ArrayOfTables, Item, Table};

use super::{
    super::{
        KeyPath, Refusal, Value,
        lines::{line_ending, line_start, next_line, own_comment, slice},
        list::Item as ListItem,
        splice::Splice,
        values,
    },
    edit::{After, Head, Plan},
    plan::{Lookup, Place, not},
    read, write,
};

impl Head<'_> {
    /// Adds a map to a list of maps, as a table of its own or between braces as its siblings are.
    pub fn plan_add_map(
        &self,
        path: &KeyPath,
        new: &[(String, Value)],
    ) -> Result<Option<Plan>, Refusal> {
        let new_map = Value::Map(
            new.iter()
                .map(|(key, value)| values::entry(key.clone(), value.clone()))
                .collect(),
        );
        let (at, path, mut items) = match self.look_up(path)? {
            Lookup::Found(place) => match place.item {
                Item::ArrayOfTables(tables) => {
                    let items = self.maps(tables);
                    let end = tables.iter().map(|table| self.lines(table).end).max();
                    (end.unwrap_or(self.content.end), place.path, items)
                }
                _ => return self.plan_add_value(path, new_map),
            },
            Lookup::Item { .. } | Lookup::Table { .. } => {
                return self.plan_add_value(path, new_map);
            }
            Lookup::Missing {
                path: found, rest, ..
            } => {
                let path = found.into_iter().chain(rest.iter().cloned()).collect();
                (self.content.end, path, Vec::new())
            }
        };
        if path.iter().any(|key| key.parse::<usize>().is_ok()) {
            return Err(not(said!("head-list-inside-list")));
        }
        let ending = line_ending(self.text, self.content.start.saturating_sub(1));
        let names: Vec<String> = path.iter().map(|key| write::key(key)).collect();
        let gap = if self.content.is_empty() { "" } else { ending };
        let mut lines = format!("{gap}[[{}]]{ending}", names.join("."));
        for (key, value) in new {
            let value = self.write(value, None)?;
            lines += &[&write::key(key), " = ", &value, ending].concat();
        }
        items.push(new_map);
        Ok(Some(Plan {
            splices: vec![Splice::new(at..at, lines)],
            path,
            after: After::Value(Value::List(items)),
        }))
    }

    /// Brings tables into another order, or takes some out.
    pub fn plan_tables(
        &self,
        place: &Place<'_>,
        tables: &ArrayOfTables,
        order: &[ListItem],
    ) -> Plan {
        let regions: Vec<Range<usize>> = tables.iter().map(|table| self.lines(table)).collect();
        let olds: Vec<usize> = order
            .iter()
            .filter_map(|item| match item {
                ListItem::Old(at) => Some(*at),
                ListItem::New(_) => None,
            })
            .collect();
        let maps = self.maps(tables);
        let after = olds.iter().filter_map(|&at| maps.get(at).cloned());
        let after: Vec<Value> = after.collect();
        if after.is_empty() {
            // A list of no tables is not there.
            let lines = self.lines_of_group(place.item);
            return Plan {
                splices: lines
                    .into_iter()
                    .map(|lines| Splice::new(lines, ""))
                    .collect(),
                path: place.path.clone(),
                after: After::Gone,
            };
        }
        let is_shorter = olds.len() < regions.len();
        let mut splices = Vec::new();
        for (at, region) in regions.iter().enumerate() {
            if is_shorter {
                if !olds.contains(&at) {
                    splices.push(Splice::new(self.with_gap(region), ""));
                }
            } else if let Some(other) = olds.get(at).and_then(|&other| regions.get(other))
                && other != region
            {
                splices.push(Splice::new(region.clone(), slice(self.text, other.clone())));
            }
        }
        Plan {
            splices,
            path: place.path.clone(),
            after: After::Value(Value::List(after)),
        }
    }

    /// The place of the name at `depth` in every header of the table, and of those in it.
    pub fn names_in_headers(&self, item: &Item, depth: usize) -> Vec<Range<usize>> {
        let tables: Vec<&Table> = match item {
            Item::Table(table) => vec![table],
            Item::ArrayOfTables(tables) => tables.iter().collect(),
            Item::None | Item::Value(_) => Vec::new(),
        };
        let mut names = Vec::new();
        for table in tables {
            if !table.is_implicit() && !table.is_dotted() {
                names.extend(self.name_in_header(self.span(table.span()), depth));
            }
            for (_, inner) in table {
                names.extend(self.names_in_headers(inner, depth));
            }
        }
        names
    }

    /// The name at `depth` of a header, `[a."b c".d]`.
    fn name_in_header(&self, header: Range<usize>, depth: usize) -> Option<Range<usize>> {
        let text = slice(self.text, header.clone());
        let inner = text.trim_matches(['[', ']']);
        let start = header.start + text.find(|char| char != '[')?;
        let mut quote = None;
        let mut names: Vec<Range<usize>> = std::iter::once(0..0).collect();
        for (at, char) in inner.char_indices() {
            match (quote, char) {
                (None, '.') => names.push(at + 1..at + 1),
                (None, '"' | '\'') => quote = Some(char),
                (Some(open), close) if open == close => quote = None,
                _ => {}
            }
            if let Some(name) = names.last_mut().filter(|_| char != '.' || quote.is_some()) {
                name.end = at + char.len_utf8();
            }
        }
        let name = names.into_iter().nth(depth)?;
        let written = inner.get(name.clone())?;
        let blanks = written.len() - written.trim_start().len();
        let from = start + name.start + blanks;
        Some(from..from + written.trim().len())
    }

    fn maps(&self, tables: &ArrayOfTables) -> Vec<Value> {
        tables
            .iter()
            .map(|table| Value::Map(read::entries(self.text, self.content.start, table)))
            .collect()
    }

    /// The lines of a table: from its header to the last line of what is in it.
    pub fn lines(&self, table: &Table) -> Range<usize> {
        let header = self.span(table.span());
        let end = self.table_end(table).max(header.end);
        line_start(self.text, header.start)..next_line(self.text, end.saturating_sub(1))
    }

    fn table_end(&self, table: &Table) -> usize {
        let ends = table.iter().map(|(_, item)| match item {
            Item::Table(inner) => self.table_end(inner),
            Item::ArrayOfTables(inner) => {
                let ends = inner.iter().map(|table| self.table_end(table));
                ends.max().unwrap_or_default()
            }
            item => self.span(item.span()).end,
        });
        let own = self.span(table.span()).end;
        ends.max().unwrap_or_default().max(own)
    }

    /// The lines of everything in a table or in a list of them, each run with its own comment and
    /// the blank line before it.
    pub fn lines_of_group(&self, item: &Item) -> Vec<Range<usize>> {
        let with_comment = |lines: Range<usize>| {
            let start = own_comment(self.text, self.content.start, lines.start);
            self.with_gap(&(start..lines.end))
        };
        match item {
            Item::None => Vec::new(),
            Item::Value(value) => {
                let span = self.span(value.span());
                let start = line_start(self.text, span.start);
                let start = own_comment(self.text, self.content.start, start);
                std::iter::once(start..next_line(self.text, span.end)).collect()
            }
            Item::ArrayOfTables(tables) => {
                let tables = tables.iter().flat_map(|table| self.lines_of_table(table));
                tables.map(with_comment).collect()
            }
            Item::Table(table) if table.is_dotted() => {
                let inner = table.iter();
                inner
                    .flat_map(|(_, item)| self.lines_of_group(item))
                    .collect()
            }
            Item::Table(table) => {
                let tables = self.lines_of_table(table).into_iter();
                tables.map(with_comment).collect()
            }
        }
    }

    /// The lines below the header of a table, and those of each table in it.
    fn lines_of_table(&self, table: &Table) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        if !table.is_implicit() {
            let header = self.span(table.span());
            let own = table.iter().map(|(_, item)| match item {
                Item::Table(inner) if inner.is_dotted() => self.table_end(inner),
                Item::Value(value) => self.span(value.span()).end,
                _ => 0,
            });
            let end = own.max().unwrap_or_default().max(header.end);
            let start = line_start(self.text, header.start);
            lines.push(start..next_line(self.text, end.saturating_sub(1)));
        }
        for (_, item) in table {
            match item {
                Item::Table(inner) if !inner.is_dotted() => {
                    lines.extend(self.lines_of_table(inner));
                }
                Item::ArrayOfTables(tables) => {
                    lines.extend(tables.iter().flat_map(|table| self.lines_of_table(table)));
                }
                _ => {}
            }
        }
        lines
    }

    /// The lines with the blank line before them.
    pub fn with_gap(&self, lines: &Range<usize>) -> Range<usize> {
        let above = line_start(self.text, lines.start.saturating_sub(1));
        let is_blank = slice(self.text, above..lines.start).trim().is_empty();
        let start = if is_blank && above >= self.content.start {
            above
        } else {
            lines.start
        };
        start..lines.end
    }
}
