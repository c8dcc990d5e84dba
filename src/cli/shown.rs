//! What may be printed: a name, a title or a message may hold what a terminal takes for a command.
//!
//! Control characters, and those that turn the direction of a text around, are written as git
//! writes them in names: `\n`, `\033`. JSON has its own rules (`json`). What is printed as it is,
//! such as the lines of an article, is cleaned on its way to a terminal ([`Terminal`]).

use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{self, Write},
    path::Path,
};

use percent_encoding::{AsciiSet, CONTROLS, percent_encode};

use crate::model::said::path_text;

/// On one line, and harmless.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        push(&mut escaped, char);
    }
    Cow::Owned(escaped)
}

/// A path as it is, but for what is harmful or no text.
pub(super) fn path(path: &Path) -> String {
    escaped(&path_text(path)).into_owned()
}

/// A relative path with `/` on each system, as it is: for JSON and its like, which have escapes of their own.
pub(super) fn slashed(path: &Path) -> String {
    let names = path.iter().map(|name| path_text(Path::new(name)));
    names.collect::<Vec<_>>().join("/")
}

/// The bytes of a path that is no text, for who reads JSON: those of ASCII as they are, but for `%`, all others as
/// `%E9`. `None`: it is text, and itself what it is called.
pub(super) fn path_bytes(path: &Path) -> Option<String> {
    const ESCAPED: &AsciiSet = &CONTROLS.add(b'%');
    let is_text = path.to_str().is_some();
    let escaped = || percent_encode(path.as_os_str().as_encoded_bytes(), ESCAPED).to_string();
    (!is_text).then(escaped)
}

/// As git writes it in the head of a difference: in quotes where something in it is escaped.
pub(super) fn quoted(side: &str, path: &Path) -> String {
    let is_plain = |name: &&str| !name.contains(|c| is_harmful(c) || matches!(c, '"' | '\\'));
    if let Some(name) = path.to_str().filter(is_plain) {
        return format!("{side}/{}", name.trim_start_matches('/'));
    }
    let mut quoted = format!("\"{side}/");
    let bytes = path.as_os_str().as_encoded_bytes();
    let bytes = bytes.strip_prefix(b"/").unwrap_or(bytes);
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            if matches!(char, '"' | '\\') {
                quoted.push('\\');
                quoted.push(char);
            } else {
                push(&mut quoted, char);
            }
        }
        for byte in chunk.invalid() {
            push_byte(&mut quoted, *byte);
        }
    }
    quoted.push('"');
    quoted
}

/// Beyond what JSON asks for, what a terminal would take for a command is escaped too.
pub(super) fn json(value: &serde_json::Value) -> String {
    json_text(format!("{value:#}"))
}

/// As [`json`], of what is JSON already.
pub(super) fn json_text(text: String) -> String {
    // Line ends are the only such characters outside of its texts, where they are escaped.
    let is_harmful = |char: char| char != '\n' && is_harmful(char);
    if !text.contains(is_harmful) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        if is_harmful(char) {
            push_formatted(&mut escaped, format_args!("\\u{:04x}", u32::from(char)));
        } else {
            escaped.push(char);
        }
    }
    escaped
}

/// A tab in a name would break columns.
fn is_harmful(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn push(escaped: &mut String, char: char) {
    match char {
        '\n' => escaped.push_str("\\n"),
        '\t' => escaped.push_str("\\t"),
        '\r' => escaped.push_str("\\r"),
        char if is_harmful(char) => {
            for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                push_byte(escaped, byte);
            }
        }
        char => escaped.push(char),
    }
}

fn push_byte(escaped: &mut String, byte: u8) {
    push_formatted(escaped, format_args!("\\{byte:03o}"));
}

fn push_formatted(escaped: &mut String, what: std::fmt::Arguments<'_>) {
    // A text takes whatever is written to it.
    escaped.write_fmt(what).ok();
}

/// A stream that ends at a terminal: what is written to it cannot command that.
pub struct Terminal<W> {
    inner: W,
    /// The start of a character whose end is still to come.
    cut: Vec<u8>,
}

impl<W: Write> Terminal<W> {
    pub fn new(inner: W) -> Self {
        Self {
            inner,
            cut: Vec::new(),
        }
    }
}

impl<W: Write> Write for Terminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.cut);
        all.extend_from_slice(bytes);
        let mut shown = String::with_capacity(all.len());
        let mut chunks = all.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            for char in chunk.valid().chars() {
                match char {
                    '\n' | '\t' => shown.push(char),
                    char => push(&mut shown, char),
                }
            }
            let is_last = chunks.peek().is_none();
            if is_last
                && std::str::from_utf8(chunk.invalid()).is_err_and(|it| it.error_len().is_none())
            {
                self.cut = chunk.invalid().to_vec();
            } else {
                for byte in chunk.invalid() {
                    push_byte(&mut shown, *byte);
                }
            }
        }
        self.inner.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_terminal_takes_for_a_command_is_escaped() {
        assert_eq!(escaped("één \u{1F600}\u{200d}"), "één \u{1F600}\u{200d}");
        assert_eq!(escaped("a\n\u{1b}[31mb\t\r"), "a\\n\\033[31mb\\t\\r");
        assert_eq!(escaped("\u{7f}\u{9b}31m"), "\\177\\302\\23331m");
        assert_eq!(escaped("gpj.\u{202e}fdp"), "gpj.\\342\\200\\256fdp");
    }

    #[cfg(unix)]
    #[test]
    fn a_path_is_named_whatever_its_bytes_are() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

        let odd = Path::new(OsStr::from_bytes(b"caf\xE9\x1b.md"));

        assert_eq!(path(odd), "caf\\351\\033.md");
        assert_eq!(path_bytes(odd).as_deref(), Some("caf%E9%1B.md"));
        assert_eq!(path_bytes(Path::new("café 50%.md")), None);
        assert_eq!(quoted("a", odd), "\"a/caf\\351\\033.md\"");
        assert_eq!(quoted("a", Path::new("/x/é b.md")), "a/x/é b.md");
        assert_eq!(quoted("b", Path::new("x\"\\.md")), "\"b/x\\\"\\\\.md\"");
    }

    #[test]
    fn json_holds_the_same_and_commands_no_terminal() {
        let value = json!({ "a\u{9b}": "\u{1b}\u{7f}\u{202e}\né" });

        let text = json(&value);

        assert!(
            !text.contains(|char| char != '\n' && is_harmful(char)),
            "{text}"
        );
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, value);
    }

    #[test]
    fn a_terminal_shows_lines_as_they_are_and_nothing_commands_it() {
        let mut shown = Vec::new();
        let mut terminal = Terminal::new(&mut shown);

        for part in [
            "é\n\ta".as_bytes(),
            b"\x1b[2J\xc3",
            b"\xa9\xc2",
            b"\x9b",
            b"\xff\xc3(",
            b"\xe2\x82",
        ] {
            terminal.write_all(part).unwrap();
        }

        let shown = String::from_utf8(shown).unwrap();
        assert_eq!(shown, "é\n\ta\\033[2Jé\\302\\233\\377\\303(");
    }
}
