//! Where the head of an article begins and ends.

use std::ops::Range;

use super::Format;

/// The places of a head, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub format: Format,
    /// With the delimiters and the line ending of the closing one.
    pub whole: Range<usize>,
    pub content: Range<usize>,
    /// The closing delimiter is missing; `content` is empty then.
    pub is_open: bool,
    /// A line inside the content that Hugo takes for the closing delimiter.
    pub early_fence: Option<usize>,
}

/// Finds the head. A byte order mark and blank lines may stand before it.
pub(super) fn find(text: &str) -> Option<Head> {
    let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rest = unmarked.trim_start_matches([' ', '\t', '\r', '\n']);
    let mut start = text.len() - rest.len();
    let first_line = rest.lines().next().unwrap_or_default();
    if rest.starts_with('{') && !rest.starts_with("{{") {
        return json(text, start);
    }
    let (format, fence) = match first_line.trim_end() {
        "---" => (Format::Yaml, "---"),
        "+++" => (Format::Toml, "+++"),
        _ => return None,
    };
    // Blanks before the delimiter on its own line make it no delimiter.
    if !text.get(..start)?.ends_with(['\n', '\u{feff}']) && start != 0 {
        return None;
    }
    let opener = start;
    start = end_of_line(text, start);
    let mut early_fence = None;
    let mut at = start;
    while at < text.len() {
        let end = end_of_line(text, at);
        let line = text.get(at..end)?.trim_end();
        if line == fence || (format == Format::Yaml && line == "...") {
            return Some(Head {
                format,
                whole: opener..end,
                content: start..at,
                is_open: false,
                early_fence,
            });
        }
        if line.starts_with(fence) && early_fence.is_none() {
            early_fence = Some(at);
        }
        at = end;
    }
    Some(Head {
        format,
        whole: 0..0,
        content: opener..opener,
        is_open: true,
        early_fence: None,
    })
}

/// One object at the top. Its end is where its braces close; strings are passed over.
fn json(text: &str, start: usize) -> Option<Head> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(Head {
                        format: Format::Json,
                        whole: start..end_of_line(text, at),
                        content: start..at + 1,
                        is_open: false,
                        early_fence: None,
                    });
                }
            }
            _ => {}
        }
    }
    // A shortcode (`{{< … >}}`) or a brace in prose: no head.
    None
}

/// Behind the line feed of the line that holds `at`, or the end of the text.
pub(super) fn end_of_line(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |found| at + found + 1)
}

/// The first byte of the line that holds `at`.
pub(super) fn start_of_line(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |found| found + 1)
}

/// The line ending of the text's first line.
pub(super) fn line_ending(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.get(..at).is_some_and(|line| line.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, content: &str, body: &str) {
        let head = find(text).unwrap();
        assert_eq!(&text[head.content], content);
        assert_eq!(&text[head.whole.end..], body);
    }

    #[test]
    fn heads_are_found_with_marks_blanks_and_odd_ends() {
        check("---\na: 1\n---\nBody", "a: 1\n", "Body");
        check("\u{feff}---\r\na: 1\r\n--- \r\nBody", "a: 1\r\n", "Body");
        check("\n\n---\na: 1\n...\nBody", "a: 1\n", "Body");
        check("---\na: 1\n---", "a: 1\n", "");
        check("---\n---\n", "", "");
        check("+++\na = 1\n+++\nBody", "a = 1\n", "Body");
        check("{\n\"a\": \"}\"\n}\nBody", "{\n\"a\": \"}\"\n}", "Body");
    }

    #[test]
    fn texts_without_a_head_have_none() {
        for text in [
            "",
            "Body",
            "--- a\n---\n",
            "----\n",
            "{{< figure >}}\ntext",
            " ---\na: 1\n---\n",
        ] {
            assert_eq!(find(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_unclosed_head_is_no_head_but_is_known() {
        let head = find("---\na: 1\n").unwrap();

        assert!(head.is_open);
        assert_eq!(head.whole, 0..0);
    }
}
