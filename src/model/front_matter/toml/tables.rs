//! Arrays of tables, `[[resources]]`: each table with its lines, added, taken out and moved.

use std::ops::Range;

use toml_edit::{ArrayOfTables, Item, Table};

use super::{
    super::{
        Value,
        lines::{line_start, next_line, own_comment, slice},
        list::Item as ListItem,
        plan::{Place, Splices, not},
        splice::Splice,
    },
    edit::Head,
    insert::header,
    read::{Node, Written},
};
use crate::model::said::said;

impl Head<'_> {
    /// Brings tables into another order, takes some out, or adds some at the end.
    pub fn arrange_tables(
        &self,
        place: &Place<'_, Node<'_>>,
        tables: &ArrayOfTables,
        order: &[ListItem],
    ) -> Splices {
        let odd = || not(said!("head-written-unusual-way", key = place.name()));
        let regions: Vec<Range<usize>> = tables.iter().map(|table| self.lines(table)).collect();
        let olds: Vec<usize> = order
            .iter()
            .map_while(|item| match item {
                ListItem::Old(at) => Some(*at),
                ListItem::New(_) => None,
            })
            .collect();
        let mut splices = Vec::new();
        let is_shorter = olds.len() < regions.len();
        if is_shorter && !olds.is_sorted() {
            return Err(odd());
        }
        let mut stays = vec![false; regions.len() + 1];
        for &at in &olds {
            if let Some(stays) = stays.get_mut(at) {
                *stays = true;
            }
        }
        let stays = |at: usize| stays.get(at).copied().unwrap_or_default();
        for (at, region) in regions.iter().enumerate() {
            if is_shorter {
                match (stays(at), stays(at + 1)) {
                    (true, _) => {}
                    (false, true) => {
                        splices.push(Splice::new(self.with_gap_before_others(region), ""));
                    }
                    (false, false) => splices.push(Splice::new(self.with_gap(region), "")),
                }
            } else if let Some(other) = olds.get(at).and_then(|&other| regions.get(other))
                && other != region
            {
                splices.push(Splice::new(region.clone(), slice(self.text, other.clone())));
            }
        }
        let end = regions.iter().map(|region| region.end).max();
        let end = end.unwrap_or(self.content.end);
        for item in order.iter().skip(olds.len()) {
            let ListItem::New(value @ Value::Map(_)) = item else {
                return Err(odd());
            };
            if place.is_in_list() {
                return Err(not(said!("head-list-inside-list")));
            }
            let table = self.table(&header(place, &[]), value)?;
            splices.push(Splice::new(end..end, [self.ending(), &table].concat()));
        }
        Ok(splices)
    }

    /// Takes the lines of everything in a table, or in a list of them, out.
    pub fn without_group(&self, node: &Node<'_>) -> Vec<Splice> {
        let lines = match node.mark {
            Written::Item(item) => self.lines_of_group(item),
            Written::Value(_) | Written::Table(_) => Vec::new(),
        };
        let lines = lines.into_iter();
        lines.map(|lines| Splice::new(lines, "")).collect()
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

    /// The lines of a table: from its header to the last line of what is in it.
    fn lines(&self, table: &Table) -> Range<usize> {
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
    fn lines_of_group(&self, item: &Item) -> Vec<Range<usize>> {
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
    fn with_gap(&self, lines: &Range<usize>) -> Range<usize> {
        let above = line_start(self.text, lines.start.saturating_sub(1));
        let start = if self.is_blank(above..lines.start) && above >= self.content.start {
            above
        } else {
            lines.start
        };
        start..lines.end
    }

    /// As [`with_gap`](Self::with_gap), where the lines below stay: at the start of the head with
    /// the blank line behind.
    fn with_gap_before_others(&self, lines: &Range<usize>) -> Range<usize> {
        let below = next_line(self.text, lines.end).min(self.content.end);
        if lines.start <= self.content.start && self.is_blank(lines.end..below) {
            return lines.start..below;
        }
        self.with_gap(lines)
    }

    fn is_blank(&self, lines: Range<usize>) -> bool {
        slice(self.text, lines).trim().is_empty()
    }
}
