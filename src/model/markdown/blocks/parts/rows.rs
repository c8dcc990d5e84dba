//! The rows of a table that make its columns wide, by a guess.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{MOST_OF_OPENING, beginning};

/// So much of a cell, in bytes, says how wide it is: more is wider than any page.
const MOST_OF_CELL: usize = 1024;
/// So much is kept of the rows that hold the widest cells.
const MOST_OF_ROWS: usize = MOST_OF_OPENING;

/// The widest cells of each column of a table, by a guess.
#[derive(Default)]
pub(super) struct Rows {
    /// Where the first row below the head starts.
    pub body: Option<usize>,
    /// Where the head starts.
    head: usize,
    row: Range<usize>,
    column: usize,
    columns: Vec<[Widest; 2]>,
}

#[derive(Clone, Default)]
struct Widest {
    width: usize,
    row: Range<usize>,
}

impl Rows {
    /// Whether a row starts with the event that may start a part.
    pub(super) fn take(&mut self, event: &Event<'_>, range: &Range<usize>, text: &str) -> bool {
        match event {
            Event::Start(Tag::TableHead) => self.head = range.start,
            Event::Start(Tag::TableRow) => {
                let body = *self.body.get_or_insert(range.start);
                self.row = range.clone();
                self.column = 0;
                return body.saturating_sub(self.head) <= MOST_OF_OPENING;
            }
            Event::End(TagEnd::TableCell) => {
                self.take_cell(text.get(range.clone()).unwrap_or_default());
            }
            _ => {}
        }
        false
    }

    fn take_cell(&mut self, cell: &str) {
        let column = self.column;
        self.column += 1;
        if self.row.is_empty() {
            // The head is in the opening.
            return;
        }
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Default::default);
        }
        let Some(widest) = self.columns.get_mut(column) else {
            return;
        };
        let (whole, word) = widths_of(beginning(cell.trim(), MOST_OF_CELL));
        for (widest, width) in widest.iter_mut().zip([whole, word]) {
            if width > widest.width {
                widest.width = width;
                widest.row = self.row.clone();
            }
        }
    }

    /// The lines of the rows that hold the widest cells and words, of long cells the beginning;
    /// `source` is the table, which starts at byte `start`.
    pub(super) fn widest(&self, source: &str, start: usize) -> String {
        const MOST: usize = 64;
        let rows = self.columns.iter().flatten().map(|widest| &widest.row);
        let mut rows: Vec<&Range<usize>> = rows.filter(|row| !row.is_empty()).collect();
        rows.sort_by_key(|row| row.start);
        rows.dedup();
        let mut lines = String::new();
        for row in rows.into_iter().take(MOST) {
            let row = row.start.saturating_sub(start)..row.end.saturating_sub(start);
            let row = shortened(source.get(row).unwrap_or_default().trim_end());
            let shown = beginning(&row, MOST_OF_ROWS.saturating_sub(lines.len()));
            if shown.is_empty() {
                break;
            }
            lines.push_str(shown);
            lines.push('\n');
        }
        lines
    }
}

/// A row with the beginnings of its cells.
fn shortened(row: &str) -> String {
    let is_letter = |at: usize| row.get(..at).unwrap_or_default().ends_with('\\');
    let bars = row.match_indices('|').map(|(at, _)| at);
    let mut short = String::new();
    let mut from = 0;
    for end in bars.filter(|&at| !is_letter(at)).chain([row.len()]) {
        let cell = row.get(from..end).unwrap_or_default();
        short.push_str(beginning(cell, MOST_OF_CELL));
        short.push_str(row.get(end..=end).unwrap_or_default());
        from = end + 1;
    }
    short
}

/// How wide about the text of a cell is drawn, and its longest word. Marks and addresses are left
/// out; what is defined elsewhere plays no part, so that a row is as wide wherever it is read.
fn widths_of(cell: &str) -> (usize, usize) {
    let (mut whole, mut word, mut longest) = (0, 0, 0);
    let mut rest = cell;
    while let Some(c) = rest.chars().next() {
        let close = match rest.get(..2) {
            Some("](") => Some(')'),
            Some("][") => Some(']'),
            _ => None,
        };
        if let Some(end) = close.and_then(|close| rest.get(2..)?.find(close)) {
            rest = rest.get(2 + end + 1..).unwrap_or_default();
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let width = match c {
            '*' | '_' | '`' | '~' | '[' | ']' | '\\' => 0,
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | '\'' | ' ' => 1,
            'm' | 'w' | 'M' | 'W' | '@' => 3,
            c if c >= '\u{1100}' => 4,
            _ => 2,
        };
        whole += width;
        word = if c.is_whitespace() { 0 } else { word + width };
        longest = longest.max(word);
    }
    (whole, longest)
}
