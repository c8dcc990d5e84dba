//! How values are written so that every reader agrees on them.
//!
//! Without quotes only where YAML 1.1, YAML 1.2 and Hugo read the same text. Printable
//! characters are never escaped; line separators other than line feeds always are.

use super::{
    super::{Value, dates::is_date, lines::slice},
    tree::Style,
};

/// How a text should be written, if it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub style: Style,
    /// The quotes of a text that cannot stand without: [`Style::Single`] or [`Style::Double`].
    pub quote: Style,
}

/// Where a value is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room<'a> {
    /// Between brackets or braces.
    Flow,
    /// On the rest of a line.
    Line,
    /// On the rest of a line and on lines below, `indent` spaces in.
    Lines {
        indent: usize,
        line_ending: &'a str,
        /// Where the lines of a folded text are broken.
        width: usize,
    },
}

impl Look {
    pub const PLAIN: Self = Self {
        style: Style::Plain,
        quote: Style::Double,
    };
    pub const DOUBLE: Self = Self {
        style: Style::Double,
        quote: Style::Double,
    };

    /// Whether the text stands on lines of its own.
    pub fn is_block(self) -> bool {
        matches!(self.style, Style::Literal | Style::Folded)
    }

    /// Whether the text stands between quotes.
    pub fn is_quoted(self) -> bool {
        matches!(self.style, Style::Single | Style::Double)
    }
}

/// Writes a value; lists and maps between brackets and braces.
pub fn value(value: &Value, look: Look, room: Room<'_>) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(on) => on.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.named(".nan", ".inf"),
        Value::Date(date) if is_date(date) => match look.style {
            Style::Single => single(date),
            Style::Double => double(date),
            _ => date.clone(),
        },
        Value::Date(text) | Value::Text(text) => self::text(text, look, room),
        Value::List(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| self::value(item, look, Room::Flow))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| {
                    let key = key(&entry.key, Style::Plain, Room::Flow);
                    format!("{key}: {}", self::value(&entry.value, look, Room::Flow))
                })
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Writes a key in the style of its neighbours.
pub fn key(key: &str, style: Style, room: Room<'_>) -> String {
    let quote = match style {
        Style::Single => Style::Single,
        _ => Style::Double,
    };
    let room = match room {
        Room::Flow => Room::Flow,
        Room::Line | Room::Lines { .. } => Room::Line,
    };
    text(key, Look { style, quote }, room)
}

fn text(text: &str, look: Look, room: Room<'_>) -> String {
    if let Room::Lines {
        indent,
        line_ending,
        width,
    } = room
        && (text.contains('\n') || look.is_block())
        && is_block_safe(text, look)
    {
        return if look.style == Style::Folded && is_foldable(text) {
            folded(text, indent, line_ending, width)
        } else {
            literal(text, indent, line_ending)
        };
    }
    match look.style {
        Style::Plain if is_plain_safe(text, room) => text.to_owned(),
        Style::Double => double(text),
        Style::Single if is_single_safe(text) => single(text),
        _ if look.quote == Style::Single && is_single_safe(text) => single(text),
        _ => double(text),
    }
}

/// Whether every reader takes `text` without quotes for this same text.
fn is_plain_safe(text: &str, room: Room<'_>) -> bool {
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
        return false;
    };
    let is_indicator = "-?:,[]{}#&*!|>'\"%@`=<~^".contains(first);
    if is_indicator || first.is_whitespace() || last.is_whitespace() || last == ':' {
        return false;
    }
    if text.chars().any(needs_escape) || text.contains('\n') {
        return false;
    }
    if text.contains(": ") || text.contains(" #") || text.contains('\t') {
        return false;
    }
    let is_flow_safe = !text.contains([',', '[', ']', '{', '}', ':', '#', '"', '\'']);
    if room == Room::Flow && !is_flow_safe {
        return false;
    }
    !is_word_of_yaml(text) && !looks_like_number(text)
}

/// A word that some reader takes for null, a switch or a number.
fn is_word_of_yaml(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan",
    ];
    let text = text.strip_prefix(['.', '+']).unwrap_or(text);
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether some reader could take `text` for a number, a date or a time.
fn looks_like_number(text: &str) -> bool {
    let starts = text.starts_with(|char: char| char.is_ascii_digit() || "+-.".contains(char));
    starts
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || b"xXoOtTzZ_+.,:- ".contains(&byte))
}

/// Whether `text` between single quotes on one line is `text`.
fn is_single_safe(text: &str) -> bool {
    !text.chars().any(needs_escape) && !text.contains(['\n', '\t'])
}

/// Characters that are not written as they are.
fn needs_escape(char: char) -> bool {
    match char {
        '\n' | '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        char => char.is_control(),
    }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            char if needs_escape(char) && u32::from(char) < 0x100 => {
                let escape = format!("\\x{:02X}", u32::from(char));
                out.push_str(&escape);
            }
            char if needs_escape(char) => {
                let escape = format!("\\u{:04X}", u32::from(char));
                out.push_str(&escape);
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

/// Whether the lines of `text` can stand as they are below a `|`.
///
/// Blanks and empty lines at the end are fragile, but a block text keeps its style while a
/// writer has typed them and not yet gone on.
fn is_block_safe(text: &str, look: Look) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_start_safe = !body.is_empty() && !body.starts_with(['\n', ' ', '\t']);
    let is_end_safe = look.is_block() || !body.ends_with(['\n', ' ']);
    is_start_safe && is_end_safe && !body.ends_with('\t') && !text.chars().any(needs_escape)
}

/// Whether `text` below a `>` stays the same: no line is indented, and none but the last one
/// ends in a blank.
fn is_foldable(text: &str) -> bool {
    let (before, last) = text.rsplit_once('\n').unwrap_or(("", text));
    !last.starts_with([' ', '\t'])
        && before
            .split('\n')
            .all(|line| line.trim_matches([' ', '\t']) == line)
}

fn literal(text: &str, indent: usize, line_ending: &str) -> String {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let mut out = header('|', text).to_owned();
    push_lines(&mut out, body.split('\n'), indent, line_ending);
    out
}

/// A line feed is an empty line more than there were; lines are broken at single spaces.
fn folded(text: &str, indent: usize, line_ending: &str, width: usize) -> String {
    let body = text.trim_end_matches('\n');
    let mut lines: Vec<&str> = Vec::new();
    let mut is_after_text = false;
    for line in body.split('\n') {
        if line.is_empty() {
            lines.push("");
            continue;
        }
        if is_after_text {
            lines.push("");
        }
        lines.extend(wrap(line, width.saturating_sub(indent).max(20)));
        is_after_text = true;
    }
    // Line feeds at the end are as many empty lines, but for the first one.
    let at_end = text.len() - body.len();
    lines.extend(std::iter::repeat_n("", at_end.saturating_sub(1)));
    let mut out = header('>', text).to_owned();
    push_lines(&mut out, lines.into_iter(), indent, line_ending);
    out
}

fn header(indicator: char, text: &str) -> &'static str {
    match (indicator, text.ends_with("\n\n"), text.ends_with('\n')) {
        ('>', true, _) => ">+",
        ('>', _, true) => ">",
        ('>', _, false) => ">-",
        (_, true, _) => "|+",
        (_, _, true) => "|",
        (_, _, false) => "|-",
    }
}

fn push_lines<'a>(
    out: &mut String,
    lines: impl Iterator<Item = &'a str>,
    indent: usize,
    line_ending: &str,
) {
    for line in lines {
        out.push_str(line_ending);
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
}

/// Breaks a line at single spaces so that its parts have at most `width` characters.
fn wrap(line: &str, width: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut last_break = None;
    let mut count = 0;
    let mut before = ' ';
    for (at, char) in line.char_indices() {
        count += 1;
        let after = slice(line, at + 1..line.len()).chars().next();
        if char == ' ' && before != ' ' && after.is_some_and(|after| after != ' ') {
            last_break = Some(at);
        }
        if let (true, Some(at)) = (count > width, last_break) {
            parts.push(slice(line, start..at));
            count -= slice(line, start..at + 1).chars().count();
            start = at + 1;
            last_break = None;
        }
        before = char;
    }
    parts.push(slice(line, start..line.len()));
    parts
}
