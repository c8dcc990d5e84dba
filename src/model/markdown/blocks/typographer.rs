//! Sets punctuation as Hugo does: quotes, dashes, an ellipsis, an apostrophe. The rules are
//! those of goldmark's typographer, odd ones included: the writer must see what readers will.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::events::{Placed, Within, is_verbatim};

pub(super) fn set<'a>(events: Vec<Placed<'a>>, source: &'a str) -> Vec<Placed<'a>> {
    if !source.contains(['"', '\'', '-', '.', '<', '>']) {
        return events;
    }
    let mut typographer = Typographer {
        source,
        open_single: 0,
        open_double: 0,
        end: 0,
        events: Vec::with_capacity(events.len() + 16),
    };
    let mut within = Within::default();
    let mut is_bare_link = false;
    for (event, range) in events {
        within.take(&event);
        match &event {
            Event::Start(tag) => {
                typographer.enter(tag, &range);
                if let Tag::Link { link_type, .. } = tag {
                    use pulldown_cmark::LinkType::{Autolink, Email};
                    is_bare_link = matches!(link_type, Autolink | Email);
                }
            }
            Event::End(TagEnd::Link) => is_bare_link = false,
            Event::Text(text)
                if !within.is_code
                    && !within.is_html
                    && !is_bare_link
                    && is_verbatim(text, &range, source) =>
            {
                typographer.text(&range);
                continue;
            }
            _ => {}
        }
        typographer.events.push((event, range));
    }
    typographer.events
}

/// `<<so>>` is quoted and no tag.
pub(super) fn untag<'a>(mut events: Vec<Placed<'a>>, source: &str) -> Vec<Placed<'a>> {
    if source.contains("<<") {
        for (event, range) in &mut events {
            let before = source.get(..range.start).unwrap_or_default();
            if let Event::InlineHtml(html) = event
                && html.starts_with('<')
                && before.ends_with('<')
                && !before.ends_with("\\<")
            {
                *event = Event::Text(std::mem::replace(html, CowStr::from("")));
            }
        }
    }
    events
}

struct Typographer<'a> {
    source: &'a str,
    /// Quotes that were opened in this block and not closed.
    open_single: usize,
    open_double: usize,
    /// Where the block ends.
    end: usize,
    events: Vec<Placed<'a>>,
}

impl Typographer<'_> {
    fn enter(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if super::content::is_block(tag) {
            self.open_single = 0;
            self.open_double = 0;
            self.end = range.end;
        }
    }

    /// Adds the text in `range`.
    fn text(&mut self, range: &Range<usize>) {
        let bytes = self.source.as_bytes();
        let mut from = range.start;
        let mut at = range.start;
        // A mark with a backslash before it is as it is.
        let is_escaped = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\');
        at += usize::from(is_escaped);
        while at < range.end {
            let found = self.mark_at(at, range.end);
            if let Some((len, set)) = found {
                self.push(from..at, None);
                self.push(at..at + len, Some(set));
                at += len;
                from = at;
            } else {
                at += 1;
            }
        }
        self.push(from..range.end, None);
    }

    fn push(&mut self, range: Range<usize>, set: Option<&'static str>) {
        let written = self.source.get(range.clone()).unwrap_or_default();
        if !written.is_empty() {
            let text = CowStr::from(set.unwrap_or(written));
            self.events.push((Event::Text(text), range));
        }
    }

    /// What the mark at this byte is set as, and its length as written.
    fn mark_at(&mut self, at: usize, end: usize) -> Option<(usize, &'static str)> {
        let byte = self.source.as_bytes().get(at)?;
        let starts = |mark: &str| {
            self.source
                .get(at..end)
                .is_some_and(|text| text.starts_with(mark))
        };
        match byte {
            b'-' if starts("---") => Some((3, "—")),
            b'-' if starts("--") => Some((2, "–")),
            b'.' if starts("...") => Some((3, "…")),
            b'<' if starts("<<") => Some((2, "«")),
            b'>' if starts(">>") => Some((2, "»")),
            b'\'' => Some((1, self.single(&Around::of(self.source, at, self.end))?)),
            b'"' => Some((1, self.double(&Around::of(self.source, at, self.end))?)),
            _ => None,
        }
    }

    fn single(&mut self, around: &Around<'_>) -> Option<&'static str> {
        let Around {
            before,
            can_open,
            can_close,
            ..
        } = *around;
        if !can_open && !can_close {
            return None;
        }
        let only_opens = can_open && !can_close;
        let after = around.letters;
        let [first, second, third] = [0, 1, 2].map(|index| around.letter(index));
        let is_decade = first.is_some_and(|c| c.is_ascii_digit())
            && second.is_some_and(|c| c.is_ascii_digit())
            && third == Some('s')
            && around.letter(3).is_none_or(is_gap);
        // 'twas, 'em, 'net.
        let is_cut = is_gap(before) && matches!(first, Some('t' | 'e' | 'n' | 'l'));
        let is_inside = before.is_alphanumeric() && first.is_some_and(char::is_alphabetic);
        if only_opens && is_decade || is_cut || is_inside {
            return Some("’");
        }
        if only_opens {
            let one = matches!(first, Some('s' | 'm' | 't' | 'd')) && second.is_none_or(is_gap);
            let two = ["ve", "ll", "re"].iter().any(|end| after.starts_with(end))
                && third.is_none_or(is_gap);
            if one || two {
                return Some("’");
            }
            self.open_single += 1;
            return Some("‘");
        }
        // Smiths', doin': whatever follows, but a number.
        if second.is_some() && !first.is_some_and(|c| c.is_ascii_digit()) {
            return Some("’");
        }
        (self.open_single > 0 && around.closes()).then(|| {
            self.open_single -= 1;
            "’"
        })
    }

    fn double(&mut self, around: &Around<'_>) -> Option<&'static str> {
        if around.can_open && !around.can_close {
            self.open_double += 1;
            return Some("“");
        }
        if self.open_double == 0 || !around.closes() {
            return None;
        }
        // A screen of 21"".
        let is_inch = around.letter(0) == Some('"') && around.before.is_numeric();
        (!is_inch).then(|| {
            self.open_double -= 1;
            "”"
        })
    }
}

/// What stands around a quote.
struct Around<'a> {
    before: char,
    /// The rest of the line.
    letters: &'a str,
    can_open: bool,
    can_close: bool,
}

impl<'a> Around<'a> {
    fn of(source: &'a str, at: usize, end: usize) -> Self {
        let before = source.get(..at).and_then(|text| text.chars().next_back());
        let before = before.unwrap_or('\n');
        // More of a line is not looked at.
        let until = source.floor_char_boundary(end.min(at + 40)).max(at + 1);
        let letters = source.get(at + 1..until).unwrap_or_default();
        let line_len = letters.find('\n').map_or(letters.len(), |len| len + 1);
        let letters = letters.get(..line_len).unwrap_or_default();
        let after = letters.chars().next().unwrap_or(' ');
        let is_left = !after.is_whitespace()
            && (!is_punctuation(after) || before.is_whitespace() || is_punctuation(before));
        let is_right = !before.is_whitespace()
            && (!is_punctuation(before) || after.is_whitespace() || is_punctuation(after));
        Self {
            before,
            letters,
            can_open: is_left,
            can_close: is_right,
        }
    }

    fn letter(&self, index: usize) -> Option<char> {
        self.letters.chars().nth(index)
    }

    /// Whether this can be the end of what a quote opened.
    fn closes(&self) -> bool {
        self.can_close
            && (!self.can_open
                || self.letter(0).is_some_and(is_punctuation) && self.letter(1).is_none_or(is_gap))
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || is_punctuation(c)
}

/// As `CommonMark` counts it: ASCII's marks, and Unicode's punctuation and symbols.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || (!c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control())
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
