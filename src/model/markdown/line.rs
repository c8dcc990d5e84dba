//! The grammar of markdown line by line: what stands before the text of a line, which lines are a
//! heading, a rule, a fence, and what a line leaves open for the next. Highlighting, formatting, typing,
//! and what is found before the blocks of the preview are read by a parser of `CommonMark`
//! (formulas, attributes) ask here; how a shortcode is written stands in [`shortcode`](super::shortcode).
//!
//! A line is read from its text and the [`LineState`] that the line before it left.
//!
//! Limits: what spans lines inside a paragraph, headings underlined with `===` and code by
//! indentation are not known here. Who has to know what readers see as prose (spelling, the checks, what is
//! counted) asks the parser of blocks, after the same shortcodes were taken out.

use std::ops::Range;

use super::shortcode::{Open, Written};
use crate::model::front_matter::HeadEnd;

/// What the lines before leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineState {
    /// No line of a head was there yet, but there is one.
    HeadStart,
    Head(HeadEnd),
    #[default]
    Body,
    /// In a code block, until a line of at least this many of this character, or until the quotes
    /// end that it stands in.
    Fence {
        mark: u8,
        length: usize,
        quotes: u8,
    },
    Comment,
}

/// What a line is to the code block that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InFence {
    /// Code, from this byte of the line on.
    Code(usize),
    Closing,
    /// The quotes ended that the block stands in, and so did the block.
    Outside,
}

impl LineState {
    /// After `line` (without its line break).
    #[must_use]
    pub fn after(self, line: &str) -> Self {
        match self {
            Self::HeadStart | Self::Head(_) => self.after_head_line(line).0,
            Self::Fence {
                mark,
                length,
                quotes,
            } => match in_fence(line, mark, length, quotes) {
                InFence::Code(_) => self,
                InFence::Closing => Self::Body,
                InFence::Outside => after_body(line),
            },
            Self::Comment => match line.find("-->") {
                Some(end) => after_inlines(line, end + 3),
                None => Self::Comment,
            },
            Self::Body => after_body(line),
        }
    }

    /// After a line where a head is expected or open, and the bytes of it that are of the head;
    /// `None`: it is not.
    pub fn after_head_line(self, line: &str) -> (Self, Option<usize>) {
        let (mut end, is_first) = match self {
            Self::Head(end) => (end, false),
            _ if line.trim().is_empty() => return (self, Some(line.len())),
            _ => match HeadEnd::of(line) {
                Some(end) => (end, true),
                None => return (after_body(line), None),
            },
        };
        // What opens a head between fences does not end it.
        if is_first && end.is_fence() {
            return (Self::Head(end), Some(line.len()));
        }
        match end.in_line(line) {
            Some(ended) => (Self::Body, Some(ended.head)),
            None => (Self::Head(end), Some(line.len())),
        }
    }

    /// Whether `line`, which this stands before, is neither of the front matter nor of a fenced
    /// code block.
    pub fn is_prose(self, line: &str) -> bool {
        match self {
            Self::HeadStart | Self::Head(_) => false,
            Self::Fence {
                mark,
                length,
                quotes,
            } => in_fence(line, mark, length, quotes) == InFence::Outside && !opens_fence(line),
            Self::Comment => true,
            Self::Body => !opens_fence(line),
        }
    }
}

/// The state before the line of `at_byte`, of a text whose body starts at `body_from`. It costs
/// what stands between them.
pub fn state_before(text: &str, body_from: usize, at_byte: usize) -> LineState {
    let body = text.get(body_from..).unwrap_or_default();
    let mut state = LineState::Body;
    let mut start = body_from;
    for line in body.split_inclusive('\n') {
        let end = start + line.len();
        let is_last = end == text.len() && !line.ends_with('\n');
        if at_byte < end || is_last {
            break;
        }
        state = state.after(line.trim_end_matches(['\n', '\r']));
        start = end;
    }
    state
}

fn after_body(line: &str) -> LineState {
    // What opens a code block or a comment has one of these.
    if !line.contains(['`', '~', '<']) {
        return LineState::Body;
    }
    let containers = containers(line);
    let text = line.get(containers.end..).unwrap_or_default();
    match fence(text) {
        Some(fence) => LineState::Fence {
            mark: fence.mark,
            length: fence.length,
            quotes: containers.quotes,
        },
        None if is_rule(text.trim_start()) => LineState::Body,
        None => after_inlines(line, containers.end),
    }
}

fn opens_fence(line: &str) -> bool {
    let text = line.get(containers(line).end..).unwrap_or_default();
    fence(text).is_some()
}

/// The state after a line whose text starts at `from`.
fn after_inlines(line: &str, from: usize) -> LineState {
    let is_open = |inline: Inline| inline.kind == InlineKind::OpenComment;
    if Inlines::new(line, from).any(is_open) {
        LineState::Comment
    } else {
        LineState::Body
    }
}

/// The marks of quotes and lists at the start of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Containers {
    pub quotes: u8,
    pub marks: Vec<Container>,
    /// Behind the last of them.
    pub end: usize,
}

/// The mark of a quote or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    pub range: Range<usize>,
    pub is_quote: bool,
}

pub fn containers(line: &str) -> Containers {
    let mut found = Containers::default();
    // No rule starts before this: it is of one sign up to its end.
    let words = line.trim_end();
    let sign = words.chars().next_back().unwrap_or(' ');
    let rule_from = words.trim_end_matches([' ', sign]).len();
    loop {
        let text = line.get(found.end..).unwrap_or_default().trim_start();
        let start = line.len() - text.len();
        let (length, is_quote) = if text.starts_with('>') {
            found.quotes = found.quotes.saturating_add(1);
            (1, true)
        } else if let Some(marker) =
            list_marker(text).filter(|_| start < rule_from || !is_rule(text))
        {
            (marker.length, false)
        } else {
            return found;
        };
        found.end = start + length;
        found.marks.push(Container {
            range: start..found.end,
            is_quote,
        });
    }
}

/// The line that begins or ends a fenced code block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence<'a> {
    pub mark: u8,
    pub length: usize,
    /// What is said after it, white space included.
    pub info: &'a str,
}

impl Fence<'_> {
    /// Whether the text of a line ends the block that this begins.
    pub fn is_closed_by(&self, text: &str) -> bool {
        closes(text, self.mark, self.length)
    }
}

fn closes(text: &str, mark: u8, length: usize) -> bool {
    fence(text).is_some_and(|fence| {
        fence.mark == mark && fence.length >= length && fence.info.trim().is_empty()
    })
}

/// The fence that the text of a line is.
pub fn fence(text: &str) -> Option<Fence<'_>> {
    let text = text.trim_start_matches([' ', '\t']);
    let mark = *text.as_bytes().first()?;
    if mark != b'`' && mark != b'~' {
        return None;
    }
    let info = text.trim_start_matches(char::from(mark));
    let length = text.len() - info.len();
    let is_fence = length >= 3 && !(mark == b'`' && info.contains('`'));
    is_fence.then_some(Fence { mark, length, info })
}

/// What a line is to an open code block.
pub fn in_fence(line: &str, mark: u8, length: usize, quotes: u8) -> InFence {
    let Some(from) = behind_quotes(line, quotes) else {
        return InFence::Outside;
    };
    if closes(line.get(from..).unwrap_or_default(), mark, length) {
        InFence::Closing
    } else {
        InFence::Code(from)
    }
}

/// Where a line goes on behind the marks of so many quotes; `None` if there are fewer.
fn behind_quotes(line: &str, quotes: u8) -> Option<usize> {
    let mut rest = line;
    for _ in 0..quotes {
        rest = rest.trim_start_matches(' ').strip_prefix('>')?;
    }
    Some(line.len() - rest.len())
}

/// Of a line that begins a block of code: what stands before the fence, in bytes, and what is said
/// after it.
pub fn opened_fence(line: &str) -> Option<(usize, &str)> {
    let at = line.find(['`', '~'])?;
    let fence = fence(line.get(at..)?)?;
    Some((at, fence.info.trim()))
}

/// The mark of an item, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListMarker {
    pub kind: MarkerKind,
    /// The bullet, or the number with its delimiter.
    pub length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    Bullet(char),
    Number { number: u64, delimiter: char },
}

/// The list marker at the start of `text`, which white space or the end of the line follows.
pub fn list_marker(text: &str) -> Option<ListMarker> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (kind, length) = if digits == 0 {
        let bullet = text.chars().next().filter(|c| "-*+".contains(*c))?;
        (MarkerKind::Bullet(bullet), 1)
    } else {
        let delimiter = text.get(digits..)?.chars().next()?;
        let number = text.get(..digits)?.parse().ok().filter(|_| digits <= 9)?;
        if !matches!(delimiter, '.' | ')') {
            return None;
        }
        (MarkerKind::Number { number, delimiter }, digits + 1)
    };
    let after = text.get(length..)?;
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some(ListMarker { kind, length })
}

/// The length of the box of a task at the start of the text of an item.
pub fn task_box(text: &str) -> Option<usize> {
    let is_box = ["[ ]", "[x]", "[X]"].iter().any(|mark| {
        text.strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    });
    is_box.then_some(3)
}

pub fn is_rule(text: &str) -> bool {
    let text = text.trim_end();
    text.starts_with(['-', '*', '_'])
        && text.chars().all(|c| c == ' ' || text.starts_with(c))
        && text.chars().filter(|c| *c != ' ').count() >= 3
}

/// Level and length, with the white space after it, of a heading's marker.
pub fn heading(text: &str) -> Option<(u8, usize)> {
    let after = text.trim_start_matches('#');
    let level = u8::try_from(text.len() - after.len()).ok()?;
    let is_heading =
        (1..=6).contains(&level) && (after.is_empty() || after.starts_with([' ', '\t']));
    let rest = after.trim_start_matches([' ', '\t']);
    is_heading.then_some((level, text.len() - rest.len()))
}

/// Whether what a line begins with makes a heading of it, whatever follows: `# `.
pub fn opens_heading(before: &str) -> bool {
    heading(before).is_some_and(|(level, length)| length > usize::from(level))
}

/// Whether a line makes a heading of the paragraph above it.
pub fn is_underline(text: &str) -> bool {
    let text = text.trim();
    let is_all = |sign: u8| text.bytes().all(|byte| byte == sign);
    !text.is_empty() && (is_all(b'=') || is_all(b'-'))
}

/// Whether a line ends the paragraph above it, by the text that stands behind the marks of quotes
/// and the space it begins with.
pub fn ends_paragraph(text: &str) -> bool {
    let text = text.trim_end();
    let is_item = list_marker(text).is_some_and(|marker| {
        let may = !matches!(marker.kind, MarkerKind::Number { number, .. } if number != 1);
        may && marker.length < text.len()
    });
    text.is_empty()
        || text.starts_with('>')
        || is_item
        || heading(text).is_some()
        || is_underline(text)
        || is_rule(text)
        || fence(text).is_some()
}

/// Length of `[label]:` of the definition of a link.
pub fn definition(text: &str) -> Option<usize> {
    let length = text.strip_prefix('[')?.find("]:")? + 3;
    (length > 3 && !text.starts_with("[^")).then_some(length)
}

/// What stands in a line and is no text, in bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    pub range: Range<usize>,
    pub kind: InlineKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// A backslash and what it takes the meaning of.
    Escape,
    /// Code between so many backticks.
    Code(usize),
    /// Hugo's `{{< name >}}` or `{{% name %}}`.
    Shortcode,
    Comment,
    /// A comment that the line does not end.
    OpenComment,
    Html,
    /// An address, between angles or bare.
    Address,
}

/// Finds what is no text in a line, one after another.
pub struct Inlines<'a> {
    line: &'a str,
    at: usize,
    /// The lengths of runs of backticks, and whether the end of a tag, that were looked for in
    /// vain: none is further on.
    missing: u64,
    has_no_angle: bool,
}

impl<'a> Inlines<'a> {
    /// From the byte `from` of the line on.
    pub fn new(line: &'a str, from: usize) -> Self {
        Self {
            line,
            at: from,
            missing: 0,
            has_no_angle: false,
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.line.as_bytes().get(at).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// What is here, if there is something, and its length; else how far it is to go on.
    fn here(&mut self) -> Result<(usize, InlineKind), usize> {
        match self.byte(self.at) {
            b'\\' if self.byte(self.at + 1).is_ascii_punctuation() => Ok((2, InlineKind::Escape)),
            b'`' => self.code_span(),
            b'{' => self.shortcode(),
            b'<' => self.angle(),
            b'h' => self.bare_address(),
            _ => Err(1),
        }
    }

    fn shortcode(&self) -> Result<(usize, InlineKind), usize> {
        let rest = self.rest();
        match Written::of(rest) {
            Some(written) => Ok((written.len, InlineKind::Shortcode)),
            None => Err(Open::of(rest).map_or(1, |open| open.opening().len())),
        }
    }

    fn code_span(&mut self) -> Result<(usize, InlineKind), usize> {
        let rest = self.rest();
        let inner = rest.trim_start_matches('`');
        let length = rest.len() - inner.len();
        let bit = 1_u64 << length.min(63);
        if self.missing & bit != 0 {
            return Err(length);
        }
        let mut from = 0;
        while let Some(start) = inner.get(from..).and_then(|text| text.find('`')) {
            let closing = inner.get(from + start..).unwrap_or_default();
            let found = closing.len() - closing.trim_start_matches('`').len();
            if found == length {
                let end = length + from + start + length;
                return Ok((end, InlineKind::Code(length)));
            }
            from += start + found;
        }
        if length < 63 {
            self.missing |= bit;
        }
        Err(length)
    }

    /// What begins with `<`: a comment, an address or a tag.
    fn angle(&mut self) -> Result<(usize, InlineKind), usize> {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            return Ok(match rest.find("-->") {
                Some(length) => (length + 3, InlineKind::Comment),
                None => (rest.len(), InlineKind::OpenComment),
            });
        }
        let first = self.byte(self.at + 1);
        let is_tag = first.is_ascii_alphabetic() || first == b'/';
        if !is_tag || self.has_no_angle {
            return Err(1);
        }
        let Some(length) = rest.find('>') else {
            self.has_no_angle = true;
            return Err(1);
        };
        let inner = rest.get(1..length).unwrap_or_default();
        let name = inner.split(char::is_whitespace).next().unwrap_or_default();
        let is_address = name.contains(':') || (name.contains('@') && name == inner);
        let kind = if is_address {
            InlineKind::Address
        } else {
            InlineKind::Html
        };
        Ok((length + 1, kind))
    }

    fn bare_address(&self) -> Result<(usize, InlineKind), usize> {
        let rest = self.rest();
        let before = self.line.get(..self.at).unwrap_or_default();
        let before = before.chars().next_back();
        if !(rest.starts_with("http://") || rest.starts_with("https://"))
            || before.is_some_and(|c| c.is_alphanumeric() || c == '(')
        {
            return Err(1);
        }
        let length = rest
            .find(|c: char| c.is_whitespace() || "<>()[]\"`*".contains(c))
            .unwrap_or(rest.len());
        let address = rest.get(..length).unwrap_or_default();
        let ends = ['.', ',', ';', ':', '!', '?'];
        Ok((address.trim_end_matches(ends).len(), InlineKind::Address))
    }
}

impl Iterator for Inlines<'_> {
    type Item = Inline;

    fn next(&mut self) -> Option<Inline> {
        while self.at < self.line.len() {
            match self.here() {
                Ok((length, kind)) => {
                    let range = self.at..self.at + length;
                    self.at = range.end;
                    return Some(Inline { range, kind });
                }
                Err(length) => self.at += length,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The state before the last line.
    fn before(text: &str) -> LineState {
        state_before(text, 0, text.len())
    }

    #[test]
    fn code_is_open_until_its_fence_or_the_end_of_its_quote() {
        let open = |quotes| LineState::Fence {
            mark: b'`',
            length: 3,
            quotes,
        };
        assert_eq!(before("```\na"), open(0));
        assert_eq!(before("```\na\n```\nb"), LineState::Body);
        assert_eq!(before("```\na\n~~~\nb"), open(0));
        assert_eq!(before("- ```\n  a"), open(0));
        assert_eq!(before("1. > ```\n> a"), open(1));
        assert_eq!(before("> ```\na\nb"), LineState::Body);
        assert_eq!(before("```a`\nb"), LineState::Body);
        assert_eq!(before("a ```\nb"), LineState::Body);
    }

    #[test]
    fn a_comment_is_open_until_its_end() {
        assert_eq!(before("a <!-- b\nc"), LineState::Comment);
        assert_eq!(before("a <!-- b\n--> c\nd"), LineState::Body);
        assert_eq!(before("`<!--` \\<!--\nd"), LineState::Body);
        assert_eq!(before("<!-- a --> <!--\nd"), LineState::Comment);
    }

    #[test]
    fn a_paragraph_goes_on_until_something_else_begins() {
        for text in [
            "", "> a", "- a", "1. a", "1) a", "# a", "#", "===", "-", "***", "* * *", "```",
            "~~~ rs",
        ] {
            assert!(ends_paragraph(text), "{text}");
        }
        for text in [
            "a",
            "-a",
            "2. a",
            "*",
            "1.",
            "#a",
            "####### a",
            "= =",
            "``",
            "``` a`",
        ] {
            assert!(!ends_paragraph(text), "{text}");
        }
        assert!(opens_heading("## ") && !opens_heading("##") && !opens_heading("####### "));
    }

    #[test]
    fn a_line_is_prose_that_is_of_no_head_and_no_code() {
        let is_prose = |text: &str, line: &str| before(&format!("{text}{line}")).is_prose(line);
        assert!(is_prose("", "a") && is_prose("```\na\n```\n", "- b"));
        assert!(!is_prose("", "```") && !is_prose("```\n", "a") && !is_prose("```\n", "```"));
        assert!(is_prose("> ```\n", "a") && !is_prose("> ```\n", "> a"));
        assert!(is_prose("<!--\n", "- a"));
        assert!(!LineState::HeadStart.is_prose("---"));
    }
}
