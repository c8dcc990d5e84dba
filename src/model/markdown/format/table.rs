//! Tables: a new one, the way from cell to cell, and columns that stay in line.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use super::{Formatted, changes::Changes, lines::Line};
use crate::model::text::Edit;

/// Columns are not drawn wider than this for one long cell.
const MAX_WIDTH: usize = 60;
const MIN_WIDTH: usize = 3;

/// How the cells of a column stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Default,
    Left,
    Centre,
    Right,
}

/// A table around a place in the text.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    range: Range<usize>,
    /// What stands before each row: quote marks, white space.
    prefix: String,
    align: Vec<Align>,
    /// Without the row of hyphens. Cells as they are written, without white space at their ends.
    rows: Vec<Vec<String>>,
    /// Row and column of the place.
    at: (usize, usize),
}

/// Which way Tab goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Next,
    Previous,
}

/// Goes to another cell, selects what is in it, and brings the columns in line. Behind the last
/// cell a new row begins.
pub(super) fn go(text: &str, selection: &Range<usize>, way: Way) -> Option<Formatted> {
    let mut table = Table::around(text, selection.start)?;
    let columns = table.align.len();
    let (row, column) = table.at;
    let cell = row * columns + column.min(columns - 1);
    let cell = match way {
        Way::Next => cell + 1,
        Way::Previous => cell.checked_sub(1)?,
    };
    let at = (cell / columns, cell % columns);
    if at.0 == table.rows.len() {
        table.rows.push(vec![String::new(); columns]);
    }
    Some(table.written(at))
}

/// What Enter does in a table: begins a row below, and goes to its cell of this column; on an
/// empty last row it leaves the table instead.
pub(super) fn enter(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let mut table = Table::around(text, selection.start)?;
    if selection.end > table.range.end || selection.start == table.range.start {
        return None;
    }
    let (row, column) = table.at;
    let columns = table.align.len();
    let is_last = row + 1 == table.rows.len();
    let is_empty = |row: &Vec<String>| row.iter().all(String::is_empty);
    if is_last && row > 0 && table.rows.last().is_some_and(is_empty) {
        table.rows.pop();
        let mut left = table.written((0, 0));
        left.edit.insert.push_str("\n\n");
        let end = table.range.start + left.edit.insert.len();
        left.selection = end..end;
        return Some(left);
    }
    table.rows.insert(row + 1, vec![String::new(); columns]);
    Some(table.written((row + 1, column.min(columns - 1))))
}

/// Brings the columns of the table around the selection in line.
fn realign(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let table = Table::around(text, selection.start)?;
    let at = (table.at.0, table.at.1.min(table.align.len() - 1));
    Some(table.written(at))
}

/// Makes a table of the selected lines of cells with tabs between them, brings the one around
/// the caret in line, or begins a new one.
pub(super) fn table(text: &str, selection: &Range<usize>, heading: &str) -> Option<Formatted> {
    if let Some(table) = realign(text, selection) {
        return Some(table);
    }
    let selected = text.get(selection.clone())?;
    if let Some(table) = of_cells(selected) {
        let mut changes = Changes::default();
        changes.replace(selection.clone(), table.as_str());
        let end = selection.start + table.len();
        return changes.select(text, selection.start..end);
    }
    let line = Line::at(text, selection.start);
    let rows = vec![
        vec![heading.to_owned(); 2],
        vec![String::new(), String::new()],
    ];
    let table = Table {
        range: line.end..line.end,
        prefix: String::new(),
        align: vec![Align::Default; 2],
        rows,
        at: (0, 0),
    };
    let gap = if line.is_blank(text) { "" } else { "\n\n" };
    let Formatted { edit, selection } = table.written((0, 0));
    let after = line.next(text);
    let end = if after.is_some_and(|next| !next.is_blank(text)) {
        "\n"
    } else {
        ""
    };
    Some(Formatted {
        edit: Edit {
            range: edit.range,
            insert: format!("{gap}{}{end}", edit.insert),
        },
        selection: selection.start + gap.len()..selection.end + gap.len(),
    })
}

/// Lines of cells with tabs between them, as a spreadsheet copies them, as a table.
pub(super) fn of_cells(pasted: &str) -> Option<String> {
    let lines: Vec<&str> = pasted.trim_end_matches('\n').split('\n').collect();
    let columns = lines.first()?.matches('\t').count() + 1;
    let is_even = lines
        .iter()
        .all(|line| line.matches('\t').count() + 1 == columns);
    let is_indented = lines.iter().all(|line| line.starts_with('\t'));
    if columns < 2 || lines.len() < 2 || !is_even || is_indented {
        return None;
    }
    let cell = |cell: &str| cell.trim().replace('|', "\\|");
    let rows = lines
        .iter()
        .map(|line| line.split('\t').map(cell).collect())
        .collect();
    let table = Table {
        range: 0..0,
        prefix: String::new(),
        align: vec![Align::Default; columns],
        rows,
        at: (0, 0),
    };
    Some(table.written((0, 0)).edit.insert)
}

impl Table {
    fn around(text: &str, at_byte: usize) -> Option<Self> {
        let here = Line::at(text, at_byte);
        if !is_row(text, &here) {
            return None;
        }
        let mut first = here.clone();
        while let Some(before) = first.previous(text).filter(|line| is_row(text, line)) {
            first = before;
        }
        let mut lines = vec![first.clone()];
        while let Some(next) = lines.last().and_then(|line| line.next(text))
            && is_row(text, &next)
        {
            lines.push(next);
        }
        let align = aligns(row_of(text, lines.get(1)?)?)?;
        let index = lines.iter().position(|line| line.start == here.start)?;
        let column = column_at(text, &here, at_byte);
        let mut rows = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            if number != 1 {
                let mut row: Vec<String> = cells(row_of(text, line)?)
                    .into_iter()
                    .map(|cell| cell.trim().to_owned())
                    .collect();
                // Cells beyond the heading are not shown, but they are the writer's.
                if row.len() < align.len() {
                    row.resize(align.len(), String::new());
                }
                rows.push(row);
            }
        }
        if rows.first()?.len() != align.len() {
            return None;
        }
        Some(Self {
            range: first.start..lines.last()?.end,
            prefix: text.get(first.start..first.indent_end)?.to_owned(),
            align,
            rows,
            at: (index.saturating_sub(usize::from(index > 0)), column),
        })
    }

    /// The table with its columns in line, and one cell selected.
    fn written(&self, at: (usize, usize)) -> Formatted {
        let widths: Vec<usize> = (0..self.align.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                let widest = cells.map(|cell| cell.width()).max().unwrap_or_default();
                widest.clamp(MIN_WIDTH, MAX_WIDTH)
            })
            .collect();
        let mut insert = String::new();
        let mut selection = 0..0;
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                insert.push('\n');
            }
            insert.push_str(&self.prefix);
            insert.push('|');
            for (column, cell) in row.iter().enumerate() {
                let width = widths.get(column).copied().unwrap_or_default();
                let align = self.align.get(column).copied().unwrap_or(Align::Default);
                let free = width.saturating_sub(cell.width());
                let before = match align {
                    Align::Default | Align::Left => 0,
                    Align::Centre => free / 2,
                    Align::Right => free,
                };
                insert.push(' ');
                insert.push_str(&" ".repeat(before));
                if (number, column) == at {
                    selection = insert.len()..insert.len() + cell.len();
                }
                insert.push_str(cell);
                insert.push_str(&" ".repeat(free - before));
                insert.push_str(" |");
            }
            if number == 0 {
                insert.push('\n');
                insert.push_str(&self.prefix);
                insert.push_str(&self.hyphens(&widths));
            }
        }
        Formatted {
            edit: Edit {
                range: self.range.clone(),
                insert,
            },
            selection: self.range.start + selection.start..self.range.start + selection.end,
        }
    }

    fn hyphens(&self, widths: &[usize]) -> String {
        let mut row = "|".to_owned();
        for (align, width) in self.align.iter().zip(widths) {
            let (left, right) = match align {
                Align::Default => ("-", "-"),
                Align::Left => (":", "-"),
                Align::Centre => (":", ":"),
                Align::Right => ("-", ":"),
            };
            let middle = "-".repeat(width - 2);
            for part in [" ", left, &middle, right, " |"] {
                row.push_str(part);
            }
        }
        row
    }
}

fn is_row(text: &str, line: &Line) -> bool {
    line.marker.is_none() && row_of(text, line).is_some_and(|row| row.contains('|'))
}

fn row_of<'a>(text: &'a str, line: &Line) -> Option<&'a str> {
    text.get(line.indent_end..line.end)
}

/// What stands between the bars, which may be left out at both ends. `\|` is no bar.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let mut cells = Vec::new();
    let mut start = usize::from(row.starts_with('|'));
    let mut is_escaped = false;
    for (at, letter) in row.char_indices().skip(start) {
        if letter == '|' && !is_escaped {
            cells.push(row.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    if start < row.len() {
        cells.push(row.get(start..).unwrap_or_default());
    }
    cells
}

/// The column of a place in a row.
fn column_at(text: &str, line: &Line, at_byte: usize) -> usize {
    let before = text.get(line.indent_end..at_byte.max(line.indent_end));
    let before = before.unwrap_or_default().trim_start();
    let before = before.strip_prefix('|').unwrap_or(before);
    let escaped = before.matches("\\|").count();
    before.matches('|').count() - escaped
}

/// How the columns are aligned, if this is the row of hyphens below the headings.
pub fn aligns(row: &str) -> Option<Vec<Align>> {
    let align = |cell: &str| {
        let cell = cell.trim();
        let inner = cell.trim_matches(':');
        let is_rule = !inner.is_empty() && inner.chars().all(|letter| letter == '-');
        let align = match (cell.starts_with(':'), cell.ends_with(':')) {
            (false, false) => Align::Default,
            (true, false) => Align::Left,
            (true, true) => Align::Centre,
            (false, true) => Align::Right,
        };
        is_rule.then_some(align)
    };
    let aligns: Vec<Align> = cells(row).into_iter().map(align).collect::<Option<_>>()?;
    (!aligns.is_empty()).then_some(aligns)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `‹…›` is what is selected.
    #[track_caller]
    fn check(
        before: &str,
        command: impl Fn(&str, &Range<usize>) -> Option<Formatted>,
        after: &str,
    ) {
        let start = before.find('‹').unwrap();
        let end = before.find('›').unwrap() - '‹'.len_utf8();
        let text = before.replace(['‹', '›'], "");
        let Formatted { edit, selection } = command(&text, &(start..end)).unwrap();
        let mut text = edit.applied_to(&text);
        text.insert(selection.end, '›');
        text.insert(selection.start, '‹');
        assert_eq!(text, after, "from {before:?}");
    }

    fn next(text: &str, selection: &Range<usize>) -> Option<Formatted> {
        go(text, selection, Way::Next)
    }

    fn previous(text: &str, selection: &Range<usize>) -> Option<Formatted> {
        go(text, selection, Way::Previous)
    }

    #[test]
    fn tab_goes_to_the_next_cell_and_brings_columns_in_line() {
        check(
            "x\n\n|a|long heading|\n|-|:-:|\n|één‹›|b|\n\ny",
            next,
            "x\n\n| a   | long heading |\n| --- | :----------: |\n| één |      ‹b›       |\n\ny",
        );
        check(
            "> a | b‹›\n> --|-:\n> 1 | 2",
            next,
            "> | a   |   b |\n> | --- | --: |\n> | ‹1›   |   2 |",
        );
        check(
            "| 日本 | b |\n| --- | --- |\n| a‹› | c |",
            next,
            "| 日本 | b   |\n| ---- | --- |\n| a    | ‹c›   |",
        );
    }

    #[test]
    fn enter_begins_a_row_and_leaves_the_table_on_an_empty_last_one() {
        check(
            "| a | b |\n| --- | --- |\n| c‹› | d |\n\ny",
            enter,
            "| a   | b   |\n| --- | --- |\n| c   | d   |\n| ‹›    |     |\n\ny",
        );
        check(
            "| a | b‹› |\n|-|-|\n| c | d |",
            enter,
            "| a   | b   |\n| --- | --- |\n|     | ‹›    |\n| c   | d   |",
        );
        check(
            "| a   | b   |\n| --- | --- |\n| c   | d   |\n| ‹›    |     |\n\ny",
            enter,
            "| a   | b   |\n| --- | --- |\n| c   | d   |\n\n‹›\n\ny",
        );
    }

    #[test]
    fn before_a_table_enter_is_plain() {
        assert_eq!(enter("| a | b |\n|-|-|\n", &(0..0)), None);
        assert_eq!(enter("a | b", &(1..1)), None);
    }

    #[test]
    fn shift_tab_goes_back() {
        check(
            "| a | b |\n| - | - |\n| ‹c› | d |",
            previous,
            "| a   | ‹b›   |\n| --- | --- |\n| c   | d   |",
        );
        let table = "| a | b |\n| - | - |";
        assert_eq!(previous(table, &(2..2)), None);
    }

    #[test]
    fn tab_behind_the_last_cell_begins_a_row() {
        check(
            "a | b\n--|--\n1 | ‹2›",
            next,
            "| a   | b   |\n| --- | --- |\n| 1   | 2   |\n| ‹›    |     |",
        );
    }

    #[test]
    fn cells_beyond_the_heading_and_escaped_bars_stay() {
        check(
            "| a‹› |\n| - |\n| b\\|c | extra |\n|",
            next,
            "| a    |\n| ---- |\n| ‹b\\|c› | extra |\n|      |",
        );
    }

    #[test]
    fn elsewhere_tab_is_for_others() {
        for text in ["a | b", "a | b\nc | d", "| a | b |\n| - |", "- a | b", ""] {
            assert_eq!(next(text, &(1..1)), None, "{text:?}");
        }
    }

    #[test]
    fn a_new_table_stands_by_itself() {
        let new = "| ‹Heading› | Heading |\n| ------- | ------- |\n|         |         |";
        let table = |text: &str, selection: &Range<usize>| table(text, selection, "Heading");
        check("‹›", table, new);
        check("a‹›", table, &format!("a\n\n{new}"));
        check("‹›\nb", table, &format!("{new}\n\nb"));
    }

    #[test]
    fn cells_of_a_spreadsheet_become_a_table() {
        let made = "| a   | b    |\n| --- | ---- |\n| 1   | x\\|y |";
        assert_eq!(of_cells("a\tb\n1\tx|y\n").as_deref(), Some(made));
        let table = |text: &str, selection: &Range<usize>| table(text, selection, "");
        check("‹a\tb\n1\tx|y›", table, &format!("‹{made}›"));
        assert_eq!(of_cells("a\tb"), None);
        assert_eq!(of_cells("a\tb\nc"), None);
        assert_eq!(of_cells("\tif a\n\tb"), None);
        assert_eq!(of_cells(""), None);
    }

    proptest::proptest! {
        #[test]
        fn a_table_in_line_stays_as_it_is_and_no_cell_is_lost(
            text in "\\| a \\| b\n(\\||-|:| ){2,8}\n([|aé\\\\ -]|\n){0,16}",
            at in 0_usize..30,
        ) {
            let at = text.floor_char_boundary(at);
            if let Some(Formatted { edit, selection }) = realign(&text, &(at..at)) {
                let once = edit.applied_to(&text);
                assert!(once.get(selection.clone()).is_some());
                let letters = |text: &str| text.matches(['a', 'b', 'é', '\\']).count();
                assert_eq!(letters(&text), letters(&once));
                let again = realign(&once, &selection).unwrap();
                assert_eq!(again.edit.applied_to(&once), once);
            }
        }
    }
}
