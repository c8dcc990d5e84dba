//! Markdown, line by line, as styled runs for the editor.
//!
//! A line is lexed from its text and the [`LineState`] that the line before it left, so a key
//! costs the lexing of one line. Emphasis, code spans and links follow CommonMark within a line.
//!
//! Limits: what spans lines inside a paragraph (emphasis, links), headings underlined with `===`
//! and code by indentation are drawn as text. Only drawing depends on this.

/// How a run of text is drawn: a set of the flags below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style(u16);

/// A run up to the byte `end` of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub end: usize,
    pub style: Style,
}

/// The kind of a whole line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    #[default]
    Text,
    /// 1 to 6.
    Heading(u8),
    Quote,
    /// In or around a fenced code block.
    Code,
    FrontMatter,
}

/// What the lines before leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineState {
    /// The first line of a text that has a head.
    HeadStart,
    Head(HeadEnd),
    #[default]
    Body,
    /// In a code block, until a line of at least this many of this character.
    Fence {
        mark: u8,
        length: usize,
    },
    Comment,
}

/// The line that ends a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadEnd {
    Dashes,
    Pluses,
    Brace,
}

impl Style {
    pub const PLAIN: Self = Self(0);
    pub const BOLD: Self = Self(1);
    pub const ITALIC: Self = Self(1 << 1);
    pub const STRIKE: Self = Self(1 << 2);
    /// Markup characters.
    pub const MARKER: Self = Self(1 << 3);
    pub const CODE: Self = Self(1 << 4);
    pub const LINK: Self = Self(1 << 5);
    /// Where a link goes.
    pub const ADDRESS: Self = Self(1 << 6);
    pub const COMMENT: Self = Self(1 << 7);
    pub const SHORTCODE: Self = Self(1 << 8);
    pub const HTML: Self = Self(1 << 9);
    /// A bullet or number.
    pub const LIST: Self = Self(1 << 10);
    /// A key of the front matter.
    pub const KEY: Self = Self(1 << 11);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Lexes one line (without its line break) into `runs`, which cover it. Returns its kind and
/// the state after it.
pub fn lex_line(line: &str, state: LineState, runs: &mut Vec<Run>) -> (LineKind, LineState) {
    runs.clear();
    let mut paint = Paint::new(line);
    let result = match state {
        LineState::HeadStart => head_start(&mut paint),
        LineState::Head(end) => head_line(&mut paint, end),
        LineState::Fence { mark, length } => {
            let closes = fence(line).is_some_and(|(other, other_length, info)| {
                other == mark && other_length >= length && info.trim().is_empty()
            });
            paint.all(if closes {
                Style::CODE.and(Style::MARKER)
            } else {
                Style::CODE
            });
            let next = if closes { LineState::Body } else { state };
            (LineKind::Code, next)
        }
        LineState::Comment => comment_line(&mut paint),
        LineState::Body => body_line(&mut paint),
    };
    paint.runs(runs);
    result
}

/// The styles of one line, one for each byte.
pub(super) struct Paint<'a> {
    pub line: &'a str,
    styles: Vec<Style>,
    /// Bytes that inline markup must not look into: code, addresses, escapes.
    taken: Vec<bool>,
}

impl<'a> Paint<'a> {
    fn new(line: &'a str) -> Self {
        Self {
            line,
            styles: vec![Style::PLAIN; line.len()],
            taken: vec![false; line.len()],
        }
    }

    fn all(&mut self, style: Style) {
        self.add(0, self.line.len(), style);
    }

    pub fn add(&mut self, start: usize, end: usize, style: Style) {
        for place in self.styles.iter_mut().take(end).skip(start) {
            *place = place.and(style);
        }
    }

    /// Styles bytes and keeps other markup out of them.
    fn take(&mut self, start: usize, end: usize, style: Style) {
        self.add(start, end, style);
        for place in self.taken.iter_mut().take(end).skip(start) {
            *place = true;
        }
    }

    pub fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(true)
    }

    pub fn byte(&self, at: usize) -> u8 {
        self.line.as_bytes().get(at).copied().unwrap_or(0)
    }

    pub fn rest(&self, at: usize) -> &'a str {
        self.line.get(at..).unwrap_or_default()
    }

    fn runs(&self, runs: &mut Vec<Run>) {
        for (at, &style) in self.styles.iter().enumerate() {
            match runs.last_mut() {
                Some(run) if run.style == style || !self.line.is_char_boundary(at) => {
                    run.end = at + 1;
                }
                _ => runs.push(Run { end: at + 1, style }),
            }
        }
    }
}

fn head_start(paint: &mut Paint<'_>) -> (LineKind, LineState) {
    let line = paint.line.trim_end();
    let end = match line {
        "---" => HeadEnd::Dashes,
        "+++" => HeadEnd::Pluses,
        _ if line.starts_with('{') => HeadEnd::Brace,
        _ => return body_line(paint),
    };
    paint.all(Style::MARKER);
    (LineKind::FrontMatter, LineState::Head(end))
}

fn head_line(paint: &mut Paint<'_>, end: HeadEnd) -> (LineKind, LineState) {
    let line = paint.line.trim_end();
    let closes = match end {
        HeadEnd::Dashes => line == "---" || line == "...",
        HeadEnd::Pluses => line == "+++",
        HeadEnd::Brace => line.starts_with('}'),
    };
    if closes {
        paint.all(Style::MARKER);
        return (LineKind::FrontMatter, LineState::Body);
    }
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if text.starts_with('#') {
        paint.all(Style::COMMENT);
    } else {
        let separator = if end == HeadEnd::Pluses { '=' } else { ':' };
        let dash = if text.starts_with("- ") { 2 } else { 0 };
        paint.add(indent, indent + dash, Style::LIST);
        if let Some(length) = text.find(separator)
            && dash <= length
            && !text.starts_with(['"', '\'']) | (end == HeadEnd::Brace)
        {
            paint.add(indent + dash, indent + length, Style::KEY);
            paint.add(indent + length, indent + length + 1, Style::MARKER);
        } else if text.starts_with('[') {
            paint.all(Style::KEY);
        }
    }
    (LineKind::FrontMatter, LineState::Head(end))
}

fn comment_line(paint: &mut Paint<'_>) -> (LineKind, LineState) {
    let Some(at) = paint.line.find("-->") else {
        paint.all(Style::COMMENT);
        return (LineKind::Text, LineState::Comment);
    };
    paint.take(0, at + 3, Style::COMMENT);
    let state = inline(paint, at + 3);
    (LineKind::Text, state)
}

fn body_line(paint: &mut Paint<'_>) -> (LineKind, LineState) {
    let line = paint.line;
    let mut at = 0;
    let mut kind = LineKind::Text;
    loop {
        let text = paint.rest(at).trim_start();
        let start = line.len() - text.len();
        if text.starts_with('>') {
            paint.take(start, start + 1, Style::MARKER);
            kind = LineKind::Quote;
            at = start + 1;
        } else if let Some(length) = list_marker(text).filter(|_| !is_rule(text)) {
            paint.take(start, start + length, Style::LIST);
            at = start + length;
        } else {
            break;
        }
    }
    let text = paint.rest(at).trim_start();
    let start = line.len() - text.len();
    if let Some((mark, length, info)) = fence(text)
        && !(mark == b'`' && info.contains('`'))
    {
        paint.add(start, line.len(), Style::CODE.and(Style::MARKER));
        return (LineKind::Code, LineState::Fence { mark, length });
    }
    if is_rule(text) {
        paint.add(start, line.len(), Style::MARKER);
        return (kind, LineState::Body);
    }
    if let Some(level) = heading_level(text) {
        paint.take(start, start + usize::from(level), Style::MARKER);
        kind = LineKind::Heading(level);
        at = start + usize::from(level);
    } else if let Some(length) = task_box(text) {
        paint.take(start, start + length, Style::LIST);
        at = start + length;
    } else if let Some(length) = definition(text) {
        paint.take(start, start + length, Style::LINK);
        paint.take(start + length, line.len(), Style::ADDRESS);
        return (kind, LineState::Body);
    }
    (kind, inline(paint, at))
}

/// Character, length and what follows, if `text` begins a fenced code block.
fn fence(text: &str) -> Option<(u8, usize, &str)> {
    let text = text.trim_start_matches(' ');
    let mark = *text.as_bytes().first()?;
    if mark != b'`' && mark != b'~' {
        return None;
    }
    let info = text.trim_start_matches(char::from(mark));
    let length = text.len() - info.len();
    (length >= 3).then_some((mark, length, info))
}

/// Length of a list marker that is followed by white space or ends the line.
fn list_marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = if text.starts_with(['-', '*', '+']) {
        1
    } else if (1..=9).contains(&digits) && text.get(digits..)?.starts_with(['.', ')']) {
        digits + 1
    } else {
        return None;
    };
    let after = text.get(length..)?;
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some(length)
}

fn task_box(text: &str) -> Option<usize> {
    ["[ ] ", "[x] ", "[X] "]
        .iter()
        .any(|mark| text.starts_with(mark))
        .then_some(3)
}

fn is_rule(text: &str) -> bool {
    let text = text.trim_end();
    text.starts_with(['-', '*', '_'])
        && text.chars().all(|c| c == ' ' || text.starts_with(c))
        && text.chars().filter(|c| *c != ' ').count() >= 3
}

fn heading_level(text: &str) -> Option<u8> {
    let after = text.trim_start_matches('#');
    let level = u8::try_from(text.len() - after.len()).ok()?;
    ((1..=6).contains(&level) && (after.is_empty() || after.starts_with([' ', '\t'])))
        .then_some(level)
}

/// Length of `[label]:` of a link or footnote definition.
fn definition(text: &str) -> Option<usize> {
    let length = text.strip_prefix('[')?.find("]:")? + 3;
    (length > 3 && !text.starts_with("[^")).then_some(length)
}

/// Styles inline markup from the byte `from` on; returns the state after the line.
fn inline(paint: &mut Paint<'_>, from: usize) -> LineState {
    let mut state = LineState::Body;
    let mut at = from;
    while at < paint.line.len() {
        at = match paint.byte(at) {
            b'\\' if paint.byte(at + 1).is_ascii_punctuation() => {
                paint.take(at, at + 1, Style::MARKER);
                paint.take(at + 1, at + 2, Style::PLAIN);
                at + 2
            }
            b'`' => code_span(paint, at),
            b'{' => shortcode(paint, at),
            b'<' => match angle(paint, at) {
                Some(end) => end,
                None => {
                    state = LineState::Comment;
                    paint.line.len()
                }
            },
            b'h' => bare_address(paint, at),
            _ => at + 1,
        };
    }
    links(paint, from);
    super::emphasis::emphasis(paint, from);
    state
}

fn code_span(paint: &mut Paint<'_>, at: usize) -> usize {
    let rest = paint.rest(at);
    let inner = rest.trim_start_matches('`');
    let length = rest.len() - inner.len();
    let mut from = 0;
    while let Some(start) = inner.get(from..).and_then(|text| text.find('`')) {
        let closing = inner.get(from + start..).unwrap_or_default();
        let found = closing.len() - closing.trim_start_matches('`').len();
        if found == length {
            let end = at + length + from + start;
            paint.take(at, at + length, Style::CODE.and(Style::MARKER));
            paint.take(at + length, end, Style::CODE);
            paint.take(end, end + length, Style::CODE.and(Style::MARKER));
            return end + length;
        }
        from += start + found;
    }
    at + length
}

/// A Hugo shortcode, `{{< name >}}` or `{{% name %}}`.
fn shortcode(paint: &mut Paint<'_>, at: usize) -> usize {
    let rest = paint.rest(at);
    let close = if rest.starts_with("{{<") {
        ">}}"
    } else if rest.starts_with("{{%") {
        "%}}"
    } else {
        return at + 1;
    };
    let Some(length) = rest.find(close) else {
        return at + 3;
    };
    let end = at + length + close.len();
    paint.take(at, end, Style::SHORTCODE);
    end
}

/// What begins with `<`: a comment, an address or a tag. `None`: a comment that does not end.
fn angle(paint: &mut Paint<'_>, at: usize) -> Option<usize> {
    let rest = paint.rest(at);
    if rest.starts_with("<!--") {
        let Some(length) = rest.find("-->") else {
            paint.take(at, paint.line.len(), Style::COMMENT);
            return None;
        };
        paint.take(at, at + length + 3, Style::COMMENT);
        return Some(at + length + 3);
    }
    let is_tag = rest
        .bytes()
        .nth(1)
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'/');
    let Some(length) = rest.find('>').filter(|_| is_tag) else {
        return Some(at + 1);
    };
    let inner = rest.get(1..length).unwrap_or_default();
    let name = inner.split(char::is_whitespace).next().unwrap_or_default();
    let style = if name.contains(':') || (name.contains('@') && name == inner) {
        Style::ADDRESS
    } else {
        Style::HTML
    };
    paint.take(at, at + length + 1, style);
    Some(at + length + 1)
}

fn bare_address(paint: &mut Paint<'_>, at: usize) -> usize {
    let rest = paint.rest(at);
    let before = paint
        .line
        .get(..at)
        .and_then(|text| text.chars().next_back());
    if !(rest.starts_with("http://") || rest.starts_with("https://"))
        || before.is_some_and(|c| c.is_alphanumeric() || c == '(')
    {
        return at + 1;
    }
    let length = rest
        .find(|c: char| c.is_whitespace() || "<>()[]\"`*".contains(c))
        .unwrap_or(rest.len());
    let address = rest.get(..length).unwrap_or_default();
    let length = address
        .trim_end_matches(['.', ',', ';', ':', '!', '?'])
        .len();
    paint.take(at, at + length, Style::ADDRESS);
    at + length
}

/// Links, pictures, references and footnotes.
fn links(paint: &mut Paint<'_>, from: usize) {
    let mut open = Vec::new();
    let mut at = from;
    while at < paint.line.len() {
        let byte = paint.byte(at);
        if paint.is_taken(at) {
            at += 1;
        } else if byte == b'[' {
            open.push(at);
            at += 1;
        } else if byte == b']'
            && let Some(start) = open.pop()
        {
            at = link(paint, start, at);
        } else {
            at += 1;
        }
    }
}

/// Styles the link with its text in brackets at `start` and `close`; returns where to go on.
fn link(paint: &mut Paint<'_>, start: usize, close: usize) -> usize {
    let is_picture = start > 0 && paint.byte(start - 1) == b'!';
    let first = start - usize::from(is_picture);
    let end = match paint.byte(close + 1) {
        b'(' => address_end(paint.rest(close + 2)).map(|length| close + 2 + length + 1),
        b'[' => paint
            .rest(close + 2)
            .find(']')
            .map(|length| close + 2 + length + 1),
        _ if paint.byte(start + 1) == b'^' => {
            paint.take(start, close + 1, Style::LINK);
            return close + 1;
        }
        _ => None,
    };
    let Some(end) = end else {
        return close + 1;
    };
    paint.take(first, start + 1, Style::MARKER);
    paint.add(start + 1, close, Style::LINK);
    paint.take(close, close + 2, Style::MARKER);
    paint.take(close + 2, end - 1, Style::ADDRESS);
    paint.take(end - 1, end, Style::MARKER);
    end
}

/// Length of the address up to the `)` that closes it.
fn address_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}
