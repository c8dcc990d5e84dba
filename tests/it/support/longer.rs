//! A made-up language: English whose words are half as long again, each text between two marks.

/// Stand around each text; no text of English has them.
pub const OPEN: char = '‹';
pub const CLOSE: char = '›';

/// The file of texts with longer words; what is a value or grammar stays.
pub fn longer(source: &str) -> String {
    let lines = source.lines().map(|line| {
        let (start, text) = split(line);
        format!("{start}{}\n", longer_text(text))
    });
    lines.collect()
}

/// What is grammar at the start of a line, and the text behind it.
fn split(line: &str) -> (&str, &str) {
    let inner = line.trim_start();
    let indent = line.len() - inner.len();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if inner.is_empty() || line.starts_with('#') {
        return (line, "");
    }
    let at = if inner.starts_with(['[', '*']) {
        inner.find("] ").map(|at| at + 2)
    } else {
        let name = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
        let is_id = name > 0 && inner[name..].starts_with(" = ");
        is_id.then_some(name + 3)
    };
    line.split_at(indent + at.unwrap_or_default())
}

fn longer_text(text: &str) -> String {
    let mut longer = String::new();
    let mut around = Around::default();
    let mut letters = 0_usize;
    let mut has_letters = false;
    for c in text.chars() {
        longer.push(c);
        if around.is_value(c) {
            continue;
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        has_letters |= letters > 0;
        if letters > 0 && letters.is_multiple_of(2) {
            longer.push(c.to_ascii_lowercase());
        }
    }
    // A text that goes on below, or is a value alone, has no marks.
    if has_letters && around.depth == 0 {
        format!("{OPEN}{longer}{CLOSE}")
    } else {
        longer
    }
}

/// Where in a line one is.
#[derive(Default)]
struct Around {
    /// So many braces are open.
    depth: usize,
    is_quoted: bool,
}

impl Around {
    /// Whether the next character belongs to a value.
    fn is_value(&mut self, next: char) -> bool {
        let was_within = self.depth > 0;
        match next {
            '"' if was_within => self.is_quoted = !self.is_quoted,
            '{' if !self.is_quoted => self.depth += 1,
            '}' if !self.is_quoted => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        was_within || self.depth > 0
    }
}

#[test]
fn values_and_grammar_stay_as_they_are() {
    let source = "# Save\nsave = Save { $name } now\n    .help = Write { NUMBER($a, b: \"c\") }\nmany = { $count ->\n    [one] One file\n   *[other] { $count } files\n} in { $x }\nwhat = { $why }\n";

    assert_eq!(
        longer(source),
        "# Save\nsave = ‹Saavee { $name } noow›\n    .help = ‹Wrritte { NUMBER($a, b: \"c\") }›\nmany = { $count ->\n    [one] ‹Onne fiilee›\n   *[other] ‹{ $count } fiilees›\n‹} inn { $x }›\nwhat = { $why }\n"
    );
}
