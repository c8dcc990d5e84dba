//! Markdown, line by line, as styled runs for the editor.
//!
//! A line is lexed from its text and the [`LineState`] that the line before it left, so a key
//! costs the lexing of one line. Emphasis, code spans and links follow `CommonMark` within a line.
//!
//! Limits: what spans lines inside a paragraph (emphasis, links), headings underlined with `===`
//! and code by indentation are drawn as text, and so are rows of tables that begin without `|`.
//! Only drawing depends on this.

use super::inline;
pub use crate::model::markdown::line::{LineState, opened_fence};
use crate::model::{
    front_matter::HeadEnd,
    markdown::line::{self, InFence},
};

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
    /// A row of a table.
    Table,
    /// In or around a fenced code block.
    Code,
    FrontMatter,
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
        LineState::HeadStart | LineState::Head(_) => head_line(&mut paint, state),
        LineState::Fence {
            mark,
            length,
            quotes,
        } => match line::in_fence(line, mark, length, quotes) {
            InFence::Closing => {
                paint.all(Style::CODE.and(Style::MARKER));
                (LineKind::Code, LineState::Body)
            }
            InFence::Code(from) => {
                paint.add(0, from, Style::MARKER);
                paint.add(from, line.len(), Style::CODE);
                (LineKind::Code, state)
            }
            InFence::Outside => body_line(&mut paint),
        },
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
    pub fn take(&mut self, start: usize, end: usize, style: Style) {
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

fn head_line(paint: &mut Paint<'_>, state: LineState) -> (LineKind, LineState) {
    let line = paint.line;
    let (after, until) = state.after_head_line(line);
    let Some(until) = until else {
        return body_line(paint);
    };
    if after == LineState::Body || state == LineState::HeadStart {
        paint.add(0, until, Style::MARKER);
    } else if let LineState::Head(end) = state {
        entry_line(paint, end);
    }
    (LineKind::FrontMatter, after)
}

/// A line between those that open and end a head.
fn entry_line(paint: &mut Paint<'_>, end: HeadEnd) {
    let line = paint.line.trim_end();
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if text.starts_with('#') {
        paint.all(Style::COMMENT);
        return;
    }
    let separator = if end == HeadEnd::Pluses { '=' } else { ':' };
    let dash = if text.starts_with("- ") { 2 } else { 0 };
    paint.add(indent, indent + dash, Style::LIST);
    if let Some(length) = text.find(separator)
        && dash <= length
        && (!end.is_fence() || !text.starts_with(['"', '\'']))
    {
        paint.add(indent + dash, indent + length, Style::KEY);
        paint.add(indent + length, indent + length + 1, Style::MARKER);
    } else if text.starts_with('[') {
        paint.all(Style::KEY);
    }
}

fn comment_line(paint: &mut Paint<'_>) -> (LineKind, LineState) {
    let Some(at) = paint.line.find("-->") else {
        paint.all(Style::COMMENT);
        return (LineKind::Text, LineState::Comment);
    };
    paint.take(0, at + 3, Style::COMMENT);
    let state = inline::inline(paint, at + 3);
    (LineKind::Text, state)
}

fn body_line(paint: &mut Paint<'_>) -> (LineKind, LineState) {
    let line = paint.line;
    let containers = line::containers(line);
    for container in &containers.marks {
        let style = if container.is_quote {
            Style::MARKER
        } else {
            Style::LIST
        };
        paint.take(container.range.start, container.range.end, style);
    }
    let mut kind = match containers.quotes {
        0 => LineKind::Text,
        _ => LineKind::Quote,
    };
    let mut at = containers.end;
    let text = paint.rest(at).trim_start();
    let start = line.len() - text.len();
    if let Some(fence) = line::fence(text) {
        paint.add(start, line.len(), Style::CODE.and(Style::MARKER));
        let state = LineState::Fence {
            mark: fence.mark,
            length: fence.length,
            quotes: containers.quotes,
        };
        return (LineKind::Code, state);
    }
    if line::is_rule(text) {
        paint.add(start, line.len(), Style::MARKER);
        return (kind, LineState::Body);
    }
    if let Some((level, _)) = line::heading(text) {
        paint.take(start, start + usize::from(level), Style::MARKER);
        kind = LineKind::Heading(level);
        at = start + usize::from(level);
    } else if let Some(length) = line::task_box(text) {
        paint.take(start, start + length, Style::LIST);
        at = start + length;
    } else if text.starts_with('|') {
        kind = LineKind::Table;
        if text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            paint.add(start, line.len(), Style::MARKER);
            return (kind, LineState::Body);
        }
        take_pipes(paint, start);
        at = start;
    } else if let Some(length) = line::definition(text) {
        paint.take(start, start + length, Style::LINK);
        paint.take(start + length, line.len(), Style::ADDRESS);
        return (kind, LineState::Body);
    }
    (kind, inline::inline(paint, at))
}

/// Keeps the cells of a row of a table apart.
fn take_pipes(paint: &mut Paint<'_>, from: usize) {
    for at in from..paint.line.len() {
        if paint.byte(at) == b'|' && (at == 0 || paint.byte(at - 1) != b'\\') {
            paint.take(at, at + 1, Style::MARKER);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lexes `text` and writes each styled run as `name(…)`, plain text as it is.
    fn drawn_from(text: &str, mut state: LineState) -> String {
        let mut lines = Vec::new();
        let mut runs = Vec::new();
        for line in text.split('\n') {
            let (kind, next) = lex_line(line, state, &mut runs);
            state = next;
            assert_eq!(runs.last().map_or(0, |run| run.end), line.len());
            let prefix = match kind {
                LineKind::Text => String::new(),
                LineKind::Heading(level) => format!("h{level}: "),
                other => format!("{other:?}: ").to_lowercase(),
            };
            let mut start = 0;
            let mut drawn = prefix;
            for run in &runs {
                drawn += &named(&line[start..run.end], run.style);
                start = run.end;
            }
            lines.push(drawn);
        }
        lines.join("\n")
    }

    fn named(text: &str, style: Style) -> String {
        let names = [
            (Style::BOLD, "b"),
            (Style::ITALIC, "i"),
            (Style::STRIKE, "s"),
            (Style::CODE, "code"),
            (Style::LINK, "link"),
            (Style::ADDRESS, "url"),
            (Style::COMMENT, "comment"),
            (Style::SHORTCODE, "short"),
            (Style::HTML, "html"),
            (Style::LIST, "list"),
            (Style::KEY, "key"),
        ];
        if style.has(Style::MARKER) {
            return format!("‹{text}›");
        }
        let name: String = names
            .iter()
            .filter(|(flag, _)| style.has(*flag))
            .map(|(_, name)| *name)
            .collect();
        if name.is_empty() {
            text.to_owned()
        } else {
            format!("{name}({text})")
        }
    }

    fn check(text: &str, drawn: &str) {
        assert_eq!(drawn_from(text, LineState::Body), drawn);
    }

    #[test]
    fn emphasis_nests_and_keeps_its_markers_apart() {
        check(
            "a *b* **c** ***d***",
            "a ‹*›i(b)‹*› ‹**›b(c)‹**› ‹*›‹**›bi(d)‹**›‹*›",
        );
        check("**a *b* c**", "‹**›b(a )‹*›bi(b)‹*›b( c)‹**›");
        check("_é_ ~~x~~", "‹_›i(é)‹_› ‹~~›s(x)‹~~›");
    }

    #[test]
    fn what_is_no_emphasis_stays_text() {
        for text in ["2 * 3 * 4", "snake_case_name", "**open", "a ** b", "~x~"] {
            check(text, text);
        }
        check("\\*a\\*", "‹\\›*a‹\\›*");
    }

    #[test]
    fn code_spans_hide_other_markup() {
        check("`*a*` b", "‹`›code(*a*)‹`› b");
        check("``a`b``", "‹``›code(a`b)‹``›");
        check("a ` b", "a ` b");
    }

    #[test]
    fn links_have_text_and_address() {
        check(
            "[a *b*](c_d_e)",
            "‹[›link(a )‹*›ilink(b)‹*›‹](›url(c_d_e)‹)›",
        );
        check("![a](b(c))", "‹![›link(a)‹](›url(b(c))‹)›");
        check("[a][b] [^1]", "‹[›link(a)‹][›url(b)‹]› link([^1])");
        check("[a]: b", "link([a]:)url( b)");
        check(
            "<https://a.b> https://a.b/c.",
            "url(<https://a.b>) url(https://a.b/c).",
        );
        check("[a] (b)", "[a] (b)");
    }

    #[test]
    fn blocks_are_recognised() {
        check("## a", "h2: ‹##› a");
        check("#a", "#a");
        check("> - a", "quote: ‹>› list(-) a");
        check("1) [x] a", "list(1)) list([x]) a");
        check("- - -", "‹- - -›");
        check("-a", "-a");
    }

    #[test]
    fn rows_of_tables_have_cells() {
        check(
            "| a | *b* |\n|---|:-:|\n|a \\| b|",
            "table: ‹|› a ‹|› ‹*›i(b)‹*› ‹|›\ntable: ‹|---|:-:|›\ntable: ‹|›a ‹\\›| b‹|›",
        );
        check("a | b", "a | b");
    }

    #[test]
    fn fences_last_until_their_like() {
        check(
            "```rs\n*a*\n~~~\n``` \nb",
            "code: ‹```rs›\ncode: code(*a*)\ncode: code(~~~)\ncode: ‹``` ›\nb",
        );
        check("```a``` b", "‹```›code(a)‹```› b");
    }

    #[test]
    fn a_fence_in_a_quote_ends_with_it() {
        check(
            "> ```rs\n> a\n> ```\n> *b*",
            "code: ‹>› ‹```rs›\ncode: ‹>›code( a)\ncode: ‹> ```›\nquote: ‹>› ‹*›i(b)‹*›",
        );
        check(
            "> ~~~\n> a\n*b*",
            "code: ‹>› ‹~~~›\ncode: ‹>›code( a)\n‹*›i(b)‹*›",
        );
    }

    #[test]
    fn comments_html_and_shortcodes_are_recognised() {
        check(
            "a <!-- b\nc --> *d*",
            "a comment(<!-- b)\ncomment(c -->) ‹*›i(d)‹*›",
        );
        check(
            "<b class=x>a</b> a < b",
            "html(<b class=x>)a‹›html(</b>) a < b"
                .replace("‹›", "")
                .as_str(),
        );
        check("{{< a_b_c >}} x", "short({{< a_b_c >}}) x");
    }

    #[test]
    fn a_head_is_recognised_at_the_start_only() {
        let text = "---\na: b\n- c\n# d\n---\n*e*";

        assert_eq!(
            drawn_from(text, LineState::HeadStart),
            "frontmatter: ‹---›\nfrontmatter: key(a)‹:› b\nfrontmatter: list(- )c\n\
             frontmatter: comment(# d)\nfrontmatter: ‹---›\n‹*›i(e)‹*›"
        );
        check("---\na: b", "‹---›\na: b");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_covered_by_runs_of_whole_characters(
            text in "([-*+>#`_é 1.)\\[\\]x(!~\t\r<{%}/:^=]|\n|<!--|-->|\\{\\{<|https://|\\]\\(){0,24}",
        ) {
            drawn_from(&text, LineState::Body);
            drawn_from(&text, LineState::HeadStart);
            for first in [LineState::Body, LineState::Comment, LineState::HeadStart] {
                let (mut state, mut runs) = (first, Vec::new());
                for line in text.split('\n') {
                    let next = state.after(line);
                    proptest::prop_assert_eq!(lex_line(line, state, &mut runs).1, next);
                    state = next;
                }
            }
        }
    }
}
