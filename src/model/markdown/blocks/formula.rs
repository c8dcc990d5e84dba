//! Formulas, as Hugo passes them through: what stands between the delimiters that the settings
//! name is as it is written.

use std::{collections::HashMap, ops::Range};

use super::{
    super::line,
    backticks::Backticks,
    linkify::{self, People},
    mask::{Masked, MaskedKind},
};

/// More pairs of delimiters than this are not told apart.
const MOST_PAIRS: usize = 8;

/// So much of a line is looked at for what it begins with.
const MOST_OF_LINE: usize = 400;
/// So much of an address is passed over.
const MOST_OF_ADDRESS: usize = 2_000;

/// Letters of a setting, as many as fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Short {
    bytes: [u8; 12],
    len: u8,
}

impl Short {
    pub(super) const HTTPS: Self = Self {
        bytes: *b"https\0\0\0\0\0\0\0",
        len: 5,
    };

    /// `None` of what is longer than 12 bytes.
    pub fn read(text: &str) -> Option<Self> {
        let mut short = Self::default();
        let bytes = short.bytes.get_mut(..text.len())?;
        bytes.copy_from_slice(text.as_bytes());
        short.len = u8::try_from(text.len()).ok()?;
        Some(short)
    }

    pub fn text(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len));
        str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }
}

/// What a formula starts and ends with.
#[derive(Clone, Copy, Debug)]
struct Pair<'a> {
    open: &'a str,
    close: &'a str,
    /// It is a block of its own, wherever it stands.
    is_block: bool,
}

/// The delimiters of a site: as many pairs as fit, eight at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Delimiters {
    /// Of each pair `b` or `i`, what opens, a zero, what closes, a zero.
    bytes: [u8; MOST_BYTES],
    len: u8,
}

/// What all delimiters have together, with three bytes for each pair.
const MOST_BYTES: usize = 47;

impl Default for Delimiters {
    fn default() -> Self {
        Self {
            bytes: [0; MOST_BYTES],
            len: 0,
        }
    }
}

impl Delimiters {
    /// Adds a pair; one without letters, or for which there is no room, is left out.
    #[must_use]
    pub fn with(mut self, open: &str, close: &str, is_block: bool) -> Self {
        let is_text = |text: &str| !text.is_empty() && !text.contains('\0');
        if !is_text(open) || !is_text(close) || self.pairs().count() == MOST_PAIRS {
            return self;
        }
        let kind = if is_block { "b" } else { "i" };
        let pair = [kind, open, "\0", close, "\0"].concat();
        let from = usize::from(self.len);
        let Some(place) = self.bytes.get_mut(from..from + pair.len()) else {
            return self;
        };
        place.copy_from_slice(pair.as_bytes());
        self.len = u8::try_from(from + pair.len()).unwrap_or(self.len);
        self
    }

    fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        let mut parts = str::from_utf8(bytes).unwrap_or_default().split('\0');
        std::iter::from_fn(move || {
            let (kind, open) = parts.next()?.split_at_checked(1)?;
            Some(Pair {
                open,
                close: parts.next()?,
                is_block: kind == "b",
            })
        })
    }

    /// The first bytes of what opens.
    pub(super) fn first_bytes(&self) -> impl Iterator<Item = u8> {
        self.pairs().filter_map(|pair| pair.open.bytes().next())
    }
}

/// How formulas are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Formulas {
    None,
    /// By what looks like one between dollars, where nothing says what the site does.
    Guessed,
    Between(Delimiters),
}

/// Finds the formulas of a text, asked from left to right.
pub(super) struct Finder<'a> {
    source: &'a str,
    delimiters: Delimiters,
    /// Where the line starts that was looked at last, and up to where it is known.
    line: (usize, usize),
    /// Code and addresses reach up to here: no formula starts in them.
    passed: usize,
    /// By length, up to where a run of backticks has no end.
    unclosed_code: HashMap<usize, usize>,
    backticks: Backticks<'a>,
    limits: HashMap<Reach, Limit>,
    /// By pair, up to where one that opens is not closed, and where the next is that closes.
    closes: [(usize, usize); MOST_PAIRS],
}

impl<'a> Finder<'a> {
    pub(super) fn new(source: &'a str, delimiters: Delimiters) -> Self {
        Self {
            source,
            delimiters,
            line: (0, 0),
            passed: 0,
            unclosed_code: HashMap::new(),
            backticks: Backticks::new(source),
            limits: HashMap::new(),
            closes: [(0, 0); MOST_PAIRS],
        }
    }

    /// What stands in the line before `at`, or the start of that.
    fn line_before(&mut self, at: usize) -> &'a str {
        let (line_start, known) = self.line;
        let new = self.source.get(known..at).unwrap_or_default();
        let line_start = new.rfind('\n').map_or(line_start, |end| known + end + 1);
        self.line = (line_start, at.max(known));
        let end = self
            .source
            .floor_char_boundary(at.min(line_start + MOST_OF_LINE));
        self.source.get(line_start..end).unwrap_or_default()
    }

    /// The formula that starts at `start`.
    pub(super) fn at(&mut self, start: usize) -> Option<Masked> {
        let (before, rest) = self.source.split_at_checked(start)?;
        if start < self.passed || before.ends_with('\\') {
            return None;
        }
        let line = self.line_before(start);
        let delimiters = self.delimiters;
        let pairs = delimiters.pairs().enumerate();
        let pairs = pairs.filter(|(_, pair)| rest.starts_with(pair.open));
        let (number, pair) = pairs.max_by_key(|(_, pair)| pair.open.len())?;
        let (open, close) = (pair.open, pair.close);
        let (unclosed, next) = self.closes.get_mut(number)?;
        let inside = start + open.len();
        if start >= *unclosed && *next < inside {
            let found = self.source.get(inside..)?.find(close);
            *next = found.map_or(usize::MAX, |at| inside + at);
        }
        let end = next.saturating_add(close.len());
        if *next == inside {
            // Nothing stands in it.
            return None;
        }
        if start >= *unclosed && *next < usize::MAX {
            let text = self.source.get(start..end)?;
            *unclosed = start + Reach::behind(line).limit(text);
        }
        if *next == usize::MAX || *unclosed < end {
            *unclosed = (*unclosed).max(inside);
            self.passed = inside;
            return None;
        }
        *unclosed = 0;
        let kind = if pair.is_block {
            MaskedKind::DisplayMath
        } else {
            MaskedKind::InlineMath
        };
        Some(Masked {
            range: start..end,
            kind,
        })
    }

    /// Passes over code that starts at `start`; gives the length of the run of signs there.
    pub(super) fn pass_code(&mut self, start: usize) -> usize {
        let (before, rest) = self.source.split_at_checked(start).unwrap_or_default();
        let sign = rest.chars().next().unwrap_or('`');
        let len = rest.len() - rest.trim_start_matches(sign).len();
        if start < self.passed {
            return len;
        }
        let line = self.line_before(start);
        if len >= 3 && is_line_start(line) {
            self.passed = start + fenced(rest);
        } else if sign == '`' && !before.ends_with('\\') {
            let known = self.unclosed_code.get(&len).copied().unwrap_or_default();
            if start >= known {
                self.pass_span(start, len, line);
            }
        }
        len
    }

    /// Passes over code between runs of `len` backticks.
    fn pass_span(&mut self, start: usize, len: usize, line: &str) {
        let Some(end) = self.backticks.run_end(len, start + len) else {
            self.unclosed_code.insert(len, usize::MAX);
            return;
        };
        let limit = self.limit(start..end, line);
        if limit < end {
            self.unclosed_code.insert(len, limit);
        } else {
            self.passed = end;
        }
    }

    /// Up to where the code may reach that would be `range` and stands behind `line`: its end, if
    /// it may reach there.
    fn limit(&mut self, range: Range<usize>, line: &str) -> usize {
        let (start, end) = (range.start, range.end);
        let reach = Reach::behind(line);
        let known = self.limits.get(&reach);
        if let Some(known) = known.filter(|known| known.of.contains(&start)) {
            return known.at.min(end);
        }
        let text = self.source.get(range).unwrap_or_default();
        let len = reach.limit(text);
        if len < text.len() {
            // A row that follows may have a bar.
            let is_of_line = reach.is_row && text.as_bytes().get(len) != Some(&b'|');
            let line_len = text.find('\n').filter(|_| is_of_line);
            let limit = Limit {
                of: start..start + line_len.unwrap_or(len),
                at: start + len,
            };
            self.limits.insert(reach, limit);
        }
        start + len
    }

    /// Passes over the target of a link that starts at `start`.
    pub(super) fn pass_target(&mut self, start: usize) {
        if start < self.passed {
            return;
        }
        let rest = self.source.get(start..).unwrap_or_default();
        let end = rest.find([' ', '\t', '\n', '\r', ')', '<', '>']);
        self.passed = start + end.unwrap_or(rest.len());
    }

    /// Passes over an address that stands bare in the text, with its first colon at `colon`.
    pub(super) fn pass_address(&mut self, colon: usize) {
        let (before, rest) = self.source.split_at_checked(colon).unwrap_or_default();
        if colon < self.passed || !rest.starts_with("://") {
            return;
        }
        let scheme = before.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let may_start = scheme
            .bytes()
            .next_back()
            .is_none_or(|byte| byte == b'\n' || linkify::may_stand_before(byte));
        let near = rest
            .get(..rest.floor_char_boundary(MOST_OF_ADDRESS))
            .unwrap_or_default();
        let line_len = near.find('\n').unwrap_or(near.len());
        let part = scheme.len()..colon + line_len;
        let address = linkify::address_at(self.source, part, &mut People::default());
        if let Some(address) = address.filter(|_| may_start) {
            self.passed = scheme.len() + address.len;
        }
    }
}

/// Whether nothing but the marks of quotes and items stands before what comes next in a line.
fn is_line_start(before: &str) -> bool {
    if before.len() >= MOST_OF_LINE - 4 {
        return false;
    }
    let text = before.get(line::containers(before).end..);
    text.is_some_and(|text| text.trim().is_empty())
}

/// How far code reaches whose fence is at the start of `text`.
fn fenced(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let Some(fence) = line::fence(first) else {
        return 0;
    };
    let mut at = first.len();
    for line in lines {
        at += line.len();
        if fence.is_closed_by(line.trim_start_matches([' ', '\t', '>'])) {
            break;
        }
    }
    at
}

/// What the start of a line says about how far something in it can reach.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Reach {
    quotes: usize,
    indent: usize,
    is_row: bool,
    is_heading: bool,
}

/// Up to where something may reach.
struct Limit {
    /// That starts in here, behind a line that says the same.
    of: Range<usize>,
    at: usize,
}

impl Reach {
    fn behind(line: &str) -> Self {
        let prefix = line.trim_start_matches([' ', '\t', '>']);
        let start = line.get(..line.len() - prefix.len()).unwrap_or_default();
        Self {
            quotes: start.matches('>').count(),
            indent: columns(start),
            is_row: prefix.starts_with('|'),
            is_heading: line::opens_heading(prefix),
        }
    }

    /// How far what starts at the start of `text` can reach: to the end of its paragraph, or of
    /// its cell in a table.
    fn limit(self, text: &str) -> usize {
        if self.is_row
            && let Some(end) = cell_end(text)
        {
            return end;
        }
        let mut lines = text.split_inclusive('\n');
        let mut at = lines.next().map_or(0, str::len);
        for line in lines {
            if self.is_heading || ends_paragraph(line, self.quotes, self.indent) {
                return at;
            }
            at += line.len();
        }
        text.len()
    }
}

/// The next bar in the line that is no letter. No more is looked at than up to it.
fn cell_end(text: &str) -> Option<usize> {
    let mut ends = text.match_indices(['|', '\n']);
    let is_letter = |at: usize| text.get(..at).unwrap_or_default().ends_with('\\');
    let (at, end) = ends.find(|&(at, end)| end == "\n" || !is_letter(at))?;
    (end == "|").then_some(at)
}

fn columns(indent: &str) -> usize {
    let width = |c: char| if c == '\t' { 4 } else { 1 };
    let behind = indent.rsplit('>').next().unwrap_or_default();
    behind.chars().map(width).sum()
}

/// Whether a line ends the paragraph above it, which stands in so many quotes.
fn ends_paragraph(line: &str, quotes: usize, indent: usize) -> bool {
    let mut inside = line.trim_end();
    for _ in 0..quotes {
        inside = inside.trim_start();
        inside = inside.strip_prefix('>').unwrap_or(inside);
    }
    let words = inside.trim_start();
    if words.is_empty() {
        return true;
    }
    let own = columns(inside.get(..inside.len() - words.len()).unwrap_or_default());
    if own > indent + 3 {
        return false;
    }
    line::ends_paragraph(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn code_reaches_as_far_as_where_nothing_was_known_before(
            parts in prop::collection::vec(prop::sample::select(vec![
                "\n", "\n", "\n\n", "| ", "|", "\\|", "> ", "  ", "\t", "# ", "- ", "a", "b c", "=", "--",
            ]), 0..60),
            lens in prop::collection::vec(0..40_usize, 60),
        ) {
            let text = parts.concat();
            let mut finder = Finder::new(&text, Delimiters::default());
            let mut start = 0;
            for (part, len) in parts.iter().zip(lens) {
                // Code ends with a sign, so that its last line is not blank.
                let least = (start + len).min(text.len());
                if let Some(last) = text[least..].find('a') {
                    let end = least + last + 1;
                    let line = finder.line_before(start);
                    let alone = start + Reach::behind(line).limit(&text[start..end]);
                    let found = finder.limit(start..end, line);
                    prop_assert_eq!(found, alone, "{} in {:?}", start, text);
                }
                start += part.len();
            }
        }
    }
}
