//! Parts of blocks that are too long to be laid out at once.
//!
//! A list, quote, definition list, table or piece of code of more than some kilobytes comes as
//! several blocks, each with a [`Part`] that says what it has from the **whole**. A part starts
//! at the line of an item, a block of the quote, a term, a row, a line of code. Which of them
//! start one depends on what stands there and in the part before, so an edit moves no border but
//! those around it.
//!
//! A part is read by itself: after the **opening** of its whole, where it would be something else
//! without, and then fitted to the whole.
//!
//! Limits: what is nested is not divided: a block of a quote, an item, a cell is whole. So are
//! paragraphs, footnotes and HTML.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
    sync::Arc,
};

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{
    Block, Dialect, Kind,
    content::{self, alert_of},
    definitions::Definitions,
    mask::Mask,
    nodes::{Alert, Node, Placed},
};

/// What a part of a block has from the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub whole: Arc<Whole>,
    /// From 0.
    pub number: usize,
    pub is_last: bool,
    /// The items of a numbered list that stand before it.
    items_before: usize,
    /// Of code: how far before it the part above starts.
    lead_bytes: usize,
}

/// A block that is divided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whole {
    List {
        /// The number of the first item; `None`: bullets.
        first: Option<u64>,
        is_tight: bool,
        /// The items of a numbered list.
        len: usize,
    },
    Quote(Option<Alert>),
    Definitions,
    Code {
        /// The line that opens it; empty where it is indented.
        opening: String,
        /// The characters of its longest line.
        columns: usize,
    },
    Table {
        /// The lines that open it.
        opening: String,
        /// The rows that hold the widest cells.
        widest: String,
    },
}

impl Part {
    pub fn is_first(&self) -> bool {
        self.number == 0
    }

    /// The number after that of the last item of the whole list.
    pub fn end_of_list(&self) -> Option<u64> {
        match *self.whole {
            Whole::List { first, len, .. } => Some(first?.saturating_add(len as u64)),
            _ => None,
        }
    }

    /// The bytes before a part of code that tell what its first words are.
    pub(super) fn lead(&self, start: usize) -> Range<usize> {
        start.saturating_sub(self.lead_bytes)..start
    }

    /// Numbers `blocks`, which are all parts of one block.
    pub(super) fn number(blocks: &mut [Block]) {
        let last = blocks.len().saturating_sub(1);
        let mut lead_bytes = 0;
        for (number, block) in blocks.iter_mut().enumerate() {
            let len = block.range.len();
            if let Some(part) = &mut block.part {
                part.number = number;
                part.is_last = number == last;
                part.lead_bytes = lead_bytes;
                if matches!(*part.whole, Whole::Code { .. }) {
                    lead_bytes = len;
                }
            }
        }
    }

    /// Of a part with this source.
    pub(super) fn hash(&self, source: u64, lead: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        let place = (self.is_first(), self.is_last, self.items_before);
        (source, place, &self.whole, lead).hash(&mut hasher);
        hasher.finish()
    }

    /// Reads `source`, which is this part.
    pub(super) fn read(
        &self,
        source: &str,
        definitions: &Definitions,
        dialect: Dialect,
    ) -> Vec<Placed> {
        let opening = if self.is_first() {
            ""
        } else {
            self.whole.opening()
        };
        let mut nodes = content::read_after(opening, source, definitions, dialect);
        if let [Placed { node, .. }] = nodes.as_mut_slice() {
            self.fit(node);
            if let (Whole::Table { opening, widest }, Node::Table { widest: into, .. }) =
                (&*self.whole, node)
            {
                let read = content::read_after(
                    "",
                    &[opening, widest.as_str()].concat(),
                    definitions,
                    dialect,
                );
                if let Some(Node::Table { rows, .. }) = read.into_iter().next().map(|one| one.node)
                {
                    *into = rows;
                }
            }
        }
        nodes
    }

    /// Makes what was read by itself what it is in the whole.
    fn fit(&self, node: &mut Node) {
        match (&*self.whole, node) {
            (
                &Whole::List {
                    first, is_tight, ..
                },
                Node::List {
                    first: number,
                    is_tight: is_close,
                    ..
                },
            ) => {
                *number = first.map(|first| first.saturating_add(self.items_before as u64));
                *is_close = is_tight;
            }
            (Whole::Quote(alert), Node::Quote { alert: read, .. }) => *read = *alert,
            (Whole::Table { .. }, Node::Table { rows, .. }) if !self.is_first() => {
                rows.drain(..rows.len().min(1));
            }
            (Whole::Code { .. }, Node::Code { text, lines, .. }) if !self.is_last => {
                // Empty lines at its end are not the end of the code.
                let shown = text.matches('\n').count() + 1;
                text.extend(std::iter::repeat_n('\n', lines.len().saturating_sub(shown)));
            }
            _ => {}
        }
    }
}

impl Whole {
    fn opening(&self) -> &str {
        match self {
            Self::Code { opening, .. } | Self::Table { opening, .. } => opening,
            Self::List { .. } | Self::Quote(_) | Self::Definitions => "",
        }
    }
}

/// Finds where the parts of one block start, while its events pass.
pub(super) struct Cutter {
    kind: Kind,
    /// Where the part that is read starts, in bytes of the source.
    from: usize,
    cuts: Vec<Cut>,
    items: usize,
    first: Option<u64>,
    is_tight: bool,
    alert: Option<Alert>,
    is_fenced: bool,
    is_after_meaning: bool,
    rows: Rows,
}

#[derive(Clone, Copy)]
struct Cut {
    at_byte: usize,
    items_before: usize,
}

impl Cutter {
    /// For a block that starts with `event`.
    pub(super) fn new(kind: Kind, event: &Event<'_>, start: usize) -> Self {
        let (mut first, mut alert, mut is_fenced) = (None, None, false);
        match event {
            Event::Start(Tag::List(number)) => first = *number,
            Event::Start(Tag::BlockQuote(kind)) => alert = kind.map(alert_of),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => is_fenced = true,
            _ => {}
        }
        Self {
            kind,
            from: start,
            cuts: Vec::new(),
            items: 0,
            first,
            is_tight: true,
            alert,
            is_fenced,
            is_after_meaning: false,
            rows: Rows::default(),
        }
    }

    /// Takes an event inside the block, `depth` blocks deep. Whether a part starts before it.
    pub(super) fn take(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        depth: usize,
        mask: &Mask<'_>,
        part_bytes: usize,
    ) -> bool {
        let may_start = match self.kind {
            Kind::List => self.takes_item(event, depth),
            Kind::Quote => depth == 1 && matches!(event, Event::Start(_) | Event::Rule),
            Kind::Definitions => depth == 1 && self.takes_term(event),
            Kind::Table => self.rows.take(event, range, &mask.text),
            _ => false,
        };
        may_start && self.cut(range.start, mask, part_bytes)
    }

    fn takes_item(&mut self, event: &Event<'_>, depth: usize) -> bool {
        match event {
            Event::Start(Tag::Item) if depth == 1 => {
                self.items += 1;
                true
            }
            Event::Start(Tag::Paragraph) if depth == 2 => {
                self.is_tight = false;
                false
            }
            _ => false,
        }
    }

    fn takes_term(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::DefinitionListTitle) => std::mem::take(&mut self.is_after_meaning),
            Event::Start(Tag::DefinitionListDefinition) => {
                self.is_after_meaning = true;
                false
            }
            _ => false,
        }
    }

    /// Starts a part at the line of `at_byte`, if it is a place for one.
    fn cut(&mut self, at_byte: usize, mask: &Mask<'_>, part_bytes: usize) -> bool {
        let before = mask.text.get(..at_byte).unwrap_or_default();
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let rest = mask.source().get(start..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        // Only then the line says by itself that it belongs to the quote.
        let is_of_quote = self.kind != Kind::Quote || line.trim_start().starts_with('>');
        let is_place = is_of_quote
            && start.saturating_sub(self.from) >= part_bytes
            && !mask.cuts_piece(start)
            && is_border(line, start - self.from, part_bytes);
        if is_place {
            self.from = start;
            self.cuts.push(Cut {
                at_byte: start,
                items_before: if self.first.is_some() {
                    self.items.saturating_sub(1)
                } else {
                    0
                },
            });
        }
        is_place
    }

    /// The starts of all parts but the first.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        self.cuts.iter().map(|cut| cut.at_byte)
    }

    /// The parts of the block, which is `range` of the source; none, if it is not divided.
    pub(super) fn parts(
        mut self,
        range: &Range<usize>,
        mask: &Mask<'_>,
        part_bytes: usize,
    ) -> Vec<(Range<usize>, Part)> {
        if range.len() < part_bytes {
            return Vec::new();
        }
        let source = mask.source().get(range.clone()).unwrap_or_default();
        let mut columns = 0;
        if self.kind == Kind::Code {
            columns = self.cut_code(source, range.start, mask, part_bytes);
        }
        self.cuts
            .retain(|cut| range.start < cut.at_byte && cut.at_byte < range.end);
        if self.cuts.is_empty() {
            return Vec::new();
        }
        let whole = Arc::new(self.whole(source, range.start, columns));
        let first = Cut {
            at_byte: range.start,
            items_before: 0,
        };
        let starts: Vec<Cut> = std::iter::once(first).chain(self.cuts).collect();
        let ends = starts.iter().skip(1).map(|cut| cut.at_byte);
        let ends: Vec<usize> = ends.chain([range.end]).collect();
        let is_code = self.kind == Kind::Code;
        let mut lead_bytes = 0;
        let mut parts = Vec::with_capacity(starts.len());
        for (number, (start, end)) in starts.iter().zip(&ends).enumerate() {
            let part = Part {
                whole: Arc::clone(&whole),
                number,
                is_last: number + 1 == starts.len(),
                items_before: start.items_before,
                lead_bytes,
            };
            parts.push((start.at_byte..*end, part));
            if is_code {
                lead_bytes = end - start.at_byte;
            }
        }
        parts
    }

    /// Divides code, whose lines are no events. Returns the characters of its longest line.
    fn cut_code(
        &mut self,
        source: &str,
        start: usize,
        mask: &Mask<'_>,
        part_bytes: usize,
    ) -> usize {
        self.from = start;
        let mut lines = source.split_inclusive('\n').peekable();
        let (mut at, mut columns, mut was_blank) = (start, 0, true);
        // Where the last line starts that is code whatever comes.
        let mut last_code = start;
        while let Some(line) = lines.next() {
            let is_blank = line.trim().is_empty();
            // Empty lines at either end are no part of code that is indented.
            let is_inside = self.is_fenced || !is_blank && !was_blank;
            // The last one may be the fence.
            if at > start && is_inside && lines.peek().is_some() {
                self.cut(at, mask, part_bytes);
            }
            if !is_blank && lines.peek().is_some() {
                last_code = at;
            }
            columns = columns.max(columns_of(line));
            at += line.len();
            was_blank = is_blank;
        }
        // Empty lines at the end show nothing, so they are no part.
        self.cuts.retain(|cut| cut.at_byte <= last_code);
        columns
    }

    fn whole(&self, source: &str, start: usize, columns: usize) -> Whole {
        match self.kind {
            Kind::List => Whole::List {
                first: self.first,
                is_tight: self.is_tight,
                len: if self.first.is_some() { self.items } else { 0 },
            },
            Kind::Quote => Whole::Quote(self.alert),
            Kind::Code => Whole::Code {
                opening: match source.split_inclusive('\n').next() {
                    Some(line) if self.is_fenced => line.to_owned(),
                    _ => String::new(),
                },
                columns,
            },
            Kind::Table => {
                let body = self.rows.body.unwrap_or(start).saturating_sub(start);
                let opening = source.get(..body).unwrap_or_default();
                let end = opening.rfind(['\n', '\r']).map_or(0, |at| at + 1);
                Whole::Table {
                    opening: opening.get(..end).unwrap_or_default().to_owned(),
                    widest: self.rows.widest(source, start),
                }
            }
            _ => Whole::Definitions,
        }
    }
}

/// Whether a part starts at `line`, after one of `len` bytes. It does where the line is of a kind
/// that as many have as make parts of twice the least length, and at four times that length.
fn is_border(line: &str, len: usize, part_bytes: usize) -> bool {
    let mut hasher = DefaultHasher::new();
    line.hash(&mut hasher);
    let dice = hasher.finish() % (part_bytes.max(1) as u64);
    len >= 4 * part_bytes || dice <= line.len() as u64
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

fn columns_of(line: &str) -> usize {
    let width = |c: char| match c {
        '\t' => 4,
        '\n' | '\r' => 0,
        c if c >= '\u{1100}' => 2,
        _ => 1,
    };
    line.chars().map(width).sum()
}

/// The widest cells of each column of a table, by a guess.
#[derive(Default)]
struct Rows {
    /// Where the first row below the head starts.
    body: Option<usize>,
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
    /// Whether a row starts with the event.
    fn take(&mut self, event: &Event<'_>, range: &Range<usize>, text: &str) -> bool {
        match event {
            Event::Start(Tag::TableRow) => {
                self.body.get_or_insert(range.start);
                self.row = range.clone();
                self.column = 0;
                return true;
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
        let (whole, word) = widths_of(cell.trim());
        for (widest, width) in widest.iter_mut().zip([whole, word]) {
            if width > widest.width {
                widest.width = width;
                widest.row = self.row.clone();
            }
        }
    }

    /// The lines of the rows that hold the widest cells and words; `source` is the table, which
    /// starts at byte `start`.
    fn widest(&self, source: &str, start: usize) -> String {
        const MOST: usize = 64;
        let rows = self.columns.iter().flatten().map(|widest| &widest.row);
        let mut rows: Vec<&Range<usize>> = rows.filter(|row| !row.is_empty()).collect();
        rows.sort_by_key(|row| row.start);
        rows.dedup();
        let mut lines = String::new();
        for row in rows.into_iter().take(MOST) {
            let row = row.start.saturating_sub(start)..row.end.saturating_sub(start);
            lines.push_str(source.get(row).unwrap_or_default().trim_end());
            lines.push('\n');
        }
        lines
    }
}
