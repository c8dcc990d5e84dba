//! Sets punctuation as Hugo does: quotes, dashes, an ellipsis, an apostrophe. The rules are
//! those of goldmark's typographer, odd ones included: the writer must see what readers will.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use super::events::Placed;

/// What a site sets for the marks that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Marks {
    pub left_single: Set,
    pub right_single: Set,
    pub left_double: Set,
    pub right_double: Set,
    pub en_dash: Set,
    pub em_dash: Set,
    pub ellipsis: Set,
    pub left_angle: Set,
    pub right_angle: Set,
    pub apostrophe: Set,
}

impl Default for Marks {
    fn default() -> Self {
        Self::USUAL
    }
}

impl Marks {
    /// Those of Hugo: ‘ ’ “ ” – — … « » ’.
    pub const USUAL: Self = Self {
        left_single: Set::of(0x2018),
        right_single: Set::of(0x2019),
        left_double: Set::of(0x201C),
        right_double: Set::of(0x201D),
        en_dash: Set::of(0x2013),
        em_dash: Set::of(0x2014),
        ellipsis: Set::of(0x2026),
        left_angle: Set::of(0x00AB),
        right_angle: Set::of(0x00BB),
        apostrophe: Set::of(0x2019),
    };
}

/// Letters that are set for a mark, two at most, in UTF-16; none: readers see nothing of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Set([u16; 2]);

impl Set {
    const fn of(letter: u16) -> Self {
        Self([letter, 0])
    }

    /// Reads `html`, letters and entities: `&laquo;&nbsp;`. `None` of more than two letters.
    pub fn read(html: &str) -> Option<Self> {
        let mut set = Self::default();
        let mut places = set.0.iter_mut();
        // Behind a letter, nothing in it opens a block.
        let text = ["x", html].concat();
        let mut letters = String::new();
        for event in pulldown_cmark::Parser::new(&text) {
            if let Event::Text(text) = event {
                letters.push_str(&text);
            }
        }
        for unit in letters.encode_utf16().skip(1) {
            *places.next()? = unit;
        }
        Some(set)
    }

    fn letters(self) -> String {
        let units: Vec<u16> = self
            .0
            .iter()
            .copied()
            .take_while(|&unit| unit != 0)
            .collect();
        String::from_utf16_lossy(&units)
    }
}

/// `<<so>>` is quoted and no tag, nor an address: two and two of them are taken from the left.
pub(super) fn untag<'a>(events: Vec<Placed<'a>>, source: &'a str) -> Vec<Placed<'a>> {
    if !source.contains("<<") {
        return events;
    }
    let mut untagged = Vec::with_capacity(events.len());
    let mut is_in_address = false;
    for (event, range) in events {
        match &event {
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            }) if is_quoted(source, range.start) => is_in_address = true,
            Event::End(TagEnd::Link) if is_in_address => {
                is_in_address = false;
                let written = source.get(range.clone()).unwrap_or_default();
                untagged.push((Event::Text(CowStr::from(written)), range));
            }
            _ if is_in_address => {}
            Event::InlineHtml(html) if html.starts_with('<') && is_quoted(source, range.start) => {
                untagged.push((Event::Text(html.clone()), range));
            }
            _ => untagged.push((event, range)),
        }
    }
    untagged
}

/// Whether what starts with `<` at `at` has an odd number of them before it.
fn is_quoted(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default();
    let rest = before.trim_end_matches('<');
    let open = before.len() - rest.len();
    open.saturating_sub(usize::from(rest.ends_with('\\'))) % 2 == 1
}

/// Sets the marks of one text after another.
pub(super) struct Typographer<'a> {
    source: &'a str,
    marks: &'a Marks,
    /// Quotes that were opened in this block and not closed.
    open_single: usize,
    open_double: usize,
    /// The running text that is being read.
    run: Range<usize>,
}

impl<'a> Typographer<'a> {
    pub(super) fn new(source: &'a str, marks: &'a Marks) -> Self {
        Self {
            source,
            marks,
            open_single: 0,
            open_double: 0,
            run: 0..0,
        }
    }

    pub(super) fn start(&mut self, run: Range<usize>) {
        self.open_single = 0;
        self.open_double = 0;
        self.run = run;
    }

    /// What the mark at this byte is set as, and its length as written.
    pub(super) fn mark_at(&mut self, at: usize, end: usize) -> Option<(usize, String)> {
        let byte = self.source.as_bytes().get(at)?;
        let marks = self.marks;
        let starts = |mark: &str, set: Set| {
            let is_it = self
                .source
                .get(at..end)
                .is_some_and(|text| text.starts_with(mark));
            is_it.then_some((mark.len(), set))
        };
        let (source, run) = (self.source, self.run.clone());
        let around = || Around::of(source, at, run.clone());
        let (len, set) = match byte {
            b'-' => starts("---", marks.em_dash).or_else(|| starts("--", marks.en_dash)),
            b'.' => starts("...", marks.ellipsis),
            b'<' => starts("<<", marks.left_angle),
            b'>' => starts(">>", marks.right_angle),
            b'\'' => Some((1, self.single(&around())?)),
            b'"' => Some((1, self.double(&around())?)),
            _ => None,
        }?;
        Some((len, set.letters()))
    }

    fn single(&mut self, around: &Around<'_>) -> Option<Set> {
        let marks = self.marks;
        let only_opens = around.can_open && !around.can_close;
        if around.is_apostrophe() {
            return Some(marks.apostrophe);
        }
        if only_opens {
            if around.is_shortened() {
                return Some(marks.right_single);
            }
            self.open_single += 1;
            return Some(marks.left_single);
        }
        // Smiths', doin': whatever follows, but a number.
        if around.rest.len() > 1 && !around.next().is_some_and(is_digit) {
            return Some(marks.right_single);
        }
        (self.open_single > 0 && around.closes()).then(|| {
            self.open_single -= 1;
            marks.right_single
        })
    }

    fn double(&mut self, around: &Around<'_>) -> Option<Set> {
        let marks = self.marks;
        if around.can_open && !around.can_close {
            self.open_double += 1;
            return Some(marks.left_double);
        }
        if self.open_double == 0 || !around.closes() {
            return None;
        }
        // A screen of 21"".
        let is_inch = around.byte(0) == Some(b'"') && is_digit(around.before);
        (!is_inch).then(|| {
            self.open_double -= 1;
            marks.right_double
        })
    }
}

/// What stands around a quote.
struct Around<'a> {
    before: char,
    /// The rest of the line, the break included.
    rest: &'a str,
    can_open: bool,
    can_close: bool,
}

impl<'a> Around<'a> {
    /// Of the quote at `at`, in the running text `run`.
    fn of(source: &'a str, at: usize, run: Range<usize>) -> Self {
        let before = source.get(run.start.min(at)..at).unwrap_or_default();
        let before = before.chars().next_back().unwrap_or('\n');
        // More of a line is not looked at.
        let until = source.floor_char_boundary(run.end.min(at + 40)).max(at + 1);
        let rest = source.get(at + 1..until).unwrap_or_default();
        let line_len = rest.find('\n').map_or(rest.len(), |len| len + 1);
        let rest = rest.get(..line_len).unwrap_or_default();
        // Of several of the same kind, what stands behind the last.
        let quote = source.get(at..=at).unwrap_or_default();
        let after = rest.trim_start_matches(quote).chars().next().unwrap_or(' ');
        let is_left = !is_blank(after) && (!is_mark(after) || is_blank(before) || is_mark(before));
        let is_right = !is_blank(before) && (!is_mark(before) || is_blank(after) || is_mark(after));
        Self {
            before,
            rest,
            can_open: is_left,
            can_close: is_right,
        }
    }

    fn next(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn byte(&self, index: usize) -> Option<u8> {
        self.rest.as_bytes().get(index).copied()
    }

    fn is_apostrophe(&self) -> bool {
        let is_number = |index| self.byte(index).is_some_and(|byte| byte.is_ascii_digit());
        let behind = self.rest.get(3..).and_then(|rest| rest.chars().next());
        let is_decade = self.can_open
            && !self.can_close
            && is_number(0)
            && is_number(1)
            && self.byte(2) == Some(b's')
            && behind.is_none_or(|c| is_blank(c) || is_mark(c));
        // 'twas, 'em, 'net.
        let is_cut = (is_punctuation(self.before) || self.before.is_whitespace())
            && matches!(self.byte(0), Some(b't' | b'e' | b'n' | b'l'));
        let is_inside =
            (is_digit(self.before) || is_letter(self.before)) && self.next().is_some_and(is_letter);
        is_decade || is_cut || is_inside
    }

    /// Alice's, I've: after what is no letter.
    fn is_shortened(&self) -> bool {
        let ends = |index| {
            let byte = self.byte(index);
            byte.is_none_or(|byte| byte.is_ascii_punctuation() || is_blank(char::from(byte)))
        };
        let one = matches!(self.byte(0), Some(b's' | b'm' | b't' | b'd')) && ends(1);
        let two = ["ve", "ll", "re"]
            .iter()
            .any(|end| self.rest.starts_with(end))
            && ends(2);
        one || two
    }

    /// Whether this can be the end of what a quote opened.
    fn closes(&self) -> bool {
        let is_end = |byte: u8| byte.is_ascii_punctuation() || is_blank(char::from(byte));
        self.can_close
            && (!self.can_open
                || self.next().is_some_and(is_punctuation) && self.byte(1).is_none_or(is_end))
    }
}

pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// Punctuation and symbols.
pub(super) fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let group = c.general_category_group();
    matches!(
        group,
        GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol
    )
}

/// Punctuation and no symbols: `+`, `<` and `$` are none.
fn is_punctuation(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_letter(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Letter
}

fn is_digit(c: char) -> bool {
    c.general_category() == unicode_properties::GeneralCategory::DecimalNumber
}

#[cfg(test)]
mod tests {
    use crate::model::markdown::blocks::inline;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(inline(markdown).text, expected);
    }

    #[test]
    fn quotes_open_and_close() {
        check("\"Hi\" and 'so' on", "“Hi” and ‘so’ on");
        check("(\"Hi\") *\"a\"* \"**b**\"", "(“Hi”) “a” “b”");
        check("\"'t Is zo\", zei hij", "“’t Is zo”, zei hij");
        check("he said \"yes\".", "he said “yes”.");
        check("12\" and 5'", "12\" and 5'");
    }

    #[test]
    fn an_apostrophe_is_no_quote() {
        check(
            "it's the '90s, foto's, 'n dag",
            "it’s the ’90s, foto’s, ’n dag",
        );
        check("the Smiths' house", "the Smiths’ house");
    }

    #[test]
    fn dashes_and_dots_are_set() {
        check("a -- b --- c... <<d>>", "a – b — c… «d»");
        check("a - b .. ----", "a - b .. —-");
    }

    #[test]
    fn what_is_escaped_or_code_is_left() {
        check("\\\"a\\\" `b--c` \\--", "\"a\" b--c --");
        check("https://a.nl/b--c", "https://a.nl/b--c");
        check("&quot;a&quot;", "\"a\"");
    }
}
