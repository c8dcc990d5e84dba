//! Where the parts of a block start.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
    sync::Arc,
};

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::{MOST_OF_OPENING, Part, Whole, beginning, rows::Rows};
use crate::model::markdown::blocks::{Kind, content::alert_of, mask::Mask, nodes::Alert};

/// Finds where the parts of one block start, while its events pass.
pub(in crate::model::markdown::blocks) struct Cutter {
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

/// A paragraph is divided when it is as many times as long as other blocks are.
const LONG_PARAGRAPH: usize = 8;
/// Its parts are so many times as long as other blocks, as each ends with a line that is not full.
const PART_OF_PARAGRAPH: usize = 2;

#[derive(Clone, Copy)]
struct Cut {
    at_byte: usize,
    items_before: usize,
}

impl Cutter {
    /// For a block that starts with `event`.
    pub(in crate::model::markdown::blocks) fn new(
        kind: Kind,
        event: &Event<'_>,
        start: usize,
    ) -> Self {
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
    pub(in crate::model::markdown::blocks) fn take(
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
            Kind::Paragraph => {
                if depth == 1 && matches!(event, Event::Text(_)) {
                    self.cut_prose(range, mask, part_bytes.saturating_mul(PART_OF_PARAGRAPH));
                }
                false
            }
            _ => false,
        };
        may_start && self.cut(range.start, mask, part_bytes)
    }

    /// Divides running text that nothing encloses: after a line or a sentence, or else after a word.
    fn cut_prose(&mut self, range: &Range<usize>, mask: &Mask<'_>, part_bytes: usize) {
        let least = self.from.saturating_add(part_bytes);
        if range.end < least {
            return;
        }
        let mut start = mask.source().ceil_char_boundary(least.max(range.start));
        let mut before = mask
            .source()
            .get(..start)
            .unwrap_or_default()
            .chars()
            .next_back();
        let mut is_after_stop = false;
        let rest = mask.source().get(start..range.end).unwrap_or_default();
        let words = rest.split_inclusive(' ');
        for word in words.flat_map(|word| pieces_of(word, part_bytes)) {
            let is_border_of_words = before.is_some_and(char::is_whitespace);
            let len = start - self.from;
            let is_good = is_after_stop || before != Some(' ');
            let is_start = word.starts_with(char::is_alphabetic)
                && (is_border_of_words
                    || len / 4 >= part_bytes && before.is_some_and(char::is_alphabetic));
            if is_start
                && len >= part_bytes
                && !mask.cuts_piece(start)
                && (is_good && is_border(word, len, part_bytes) || len / 4 >= part_bytes)
            {
                self.start_part(start, 0);
            }
            is_after_stop = word.trim_end().ends_with(['.', '!', '?', '…', '”', '"']);
            before = word.chars().next_back();
            start += word.len();
        }
    }

    fn start_part(&mut self, at_byte: usize, items_before: usize) {
        self.from = at_byte;
        self.cuts.push(Cut {
            at_byte,
            items_before,
        });
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
            let is_numbered = self.first.is_some();
            let items_before = if is_numbered {
                self.items.saturating_sub(1)
            } else {
                0
            };
            self.start_part(start, items_before);
        }
        is_place
    }

    /// The starts of all parts but the first, where what is in them is counted for each.
    pub(in crate::model::markdown::blocks) fn starts(&self) -> impl Iterator<Item = usize> {
        let is_counted = self.kind != Kind::Paragraph;
        let cuts = self.cuts.iter().filter(move |_| is_counted);
        cuts.map(|cut| cut.at_byte)
    }

    /// The parts of the block, which is `range` of the source; none, if it is not divided.
    pub(in crate::model::markdown::blocks) fn parts(
        mut self,
        range: &Range<usize>,
        mask: &Mask<'_>,
        part_bytes: usize,
    ) -> Vec<(Range<usize>, Part)> {
        let is_prose = self.kind == Kind::Paragraph;
        if range.len() < part_bytes.saturating_mul(if is_prose { LONG_PARAGRAPH } else { 1 }) {
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
                    Some(line) if self.is_fenced && line.len() > MOST_OF_OPENING => {
                        beginning(line, MOST_OF_OPENING).to_owned() + "\n"
                    }
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
            Kind::Paragraph => Whole::Paragraph,
            _ => Whole::Definitions,
        }
    }
}

/// A word that is longer than a part, in pieces.
fn pieces_of(word: &str, most: usize) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let (piece, left) = rest.split_at_checked(rest.ceil_char_boundary(most.max(1)))?;
        rest = left;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

/// Whether a part starts at `line`, after one of `len` bytes. It does where the line is of a kind
/// that as many have as make parts of twice the least length, and at four times that length.
fn is_border(line: &str, len: usize, part_bytes: usize) -> bool {
    let mut hasher = DefaultHasher::new();
    line.hash(&mut hasher);
    let dice = hasher.finish() % (part_bytes.max(1) as u64);
    len >= 4 * part_bytes || dice <= line.len() as u64
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
