//! Words and reading time.
//!
//! Counted is what a reader reads: the text of paragraphs, headings, lists, tables, footnotes and
//! the descriptions of pictures. A word is a run without white space that holds a letter or a
//! digit; markup inside a word (`un*believ*able`) does not split it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Counted over the prose of a body: no code blocks, addresses, markup or front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub words: usize,
    pub characters: usize,
}

impl Statistics {
    /// Whole minutes at 213 words a minute, rounded up as Hugo does; at least 1.
    pub fn reading_minutes(self) -> usize {
        self.words.div_ceil(213).max(1)
    }
}

/// Counts the body of an article, which is its text without the front matter.
pub fn statistics(body: &str) -> Statistics {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut count = Count::default();
    let mut in_code_block = false;
    for event in Parser::new_ext(&without_shortcodes(body), options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code_block = true,
            Event::End(TagEnd::CodeBlock) => in_code_block = false,
            Event::Text(_) if in_code_block => {}
            Event::Text(text) | Event::Code(text) => count.text(&text),
            Event::SoftBreak | Event::HardBreak => count.text(" "),
            Event::Start(tag) if !is_inline(&tag) => count.end_word(),
            _ => {}
        }
    }
    count.end_word();
    count.statistics
}

/// The count so far, and the word it is in.
#[derive(Default)]
struct Count {
    statistics: Statistics,
    is_in_word: bool,
}

impl Count {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            self.statistics.characters += 1;
            if c.is_whitespace() {
                self.end_word();
            } else if c.is_alphanumeric() {
                self.is_in_word = true;
            }
        }
    }

    fn end_word(&mut self) {
        self.statistics.words += usize::from(self.is_in_word);
        self.is_in_word = false;
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// The text with each `{{< … >}}` and `{{% … %}}` blanked, line breaks kept.
fn without_shortcodes(body: &str) -> String {
    let mut kept = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, inside)) = rest.split_once("{{") {
        kept.push_str(before);
        let close = match inside.chars().next() {
            Some('<') => ">}}",
            Some('%') => "%}}",
            _ => "",
        };
        let shortcode = inside.split_once(close).filter(|_| !close.is_empty());
        if let Some((shortcode, after)) = shortcode {
            kept.push(' ');
            kept.extend(shortcode.chars().filter(|c| *c == '\n'));
            rest = after;
        } else {
            kept.push_str("{{");
            rest = inside;
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(body: &str, words: usize, characters: usize) {
        let expected = Statistics { words, characters };
        assert_eq!(statistics(body), expected, "{body:?}");
    }

    #[test]
    fn words_of_the_prose_are_counted() {
        check("", 0, 0);
        check("One two\nthree", 3, 13);
        check("# Žluťoučký kůň\n\n- one\n- two", 4, 19);
        check("well-known don't — yes", 3, 22);
    }

    #[test]
    fn markup_is_not_counted() {
        check("**one** *two* ~~three~~ `four`", 4, 18);
        check("un*believ*able", 1, 12);
        check("- [ ] one\n- [x] two", 2, 6);
        check("> one\n\n---\n\ntwo", 2, 6);
        check("| a | b |\n|---|---|\n| c | d |", 4, 4);
        check("a[^1]\n\n[^1]: note", 2, 5);
    }

    #[test]
    fn addresses_are_not_counted() {
        check("[one two](https://a.org/b 'title')", 2, 7);
        check("![a boat](boat.jpg)", 2, 6);
        check("[one][a]\n\n[a]: https://a.org", 1, 3);
    }

    #[test]
    fn code_blocks_html_and_shortcodes_are_not_counted() {
        check("one\n\n```rust\nlet two\n```\n\n    three\n", 1, 3);
        check("<div>\none\n</div>\n\ntwo <b>three</b>", 2, 9);
        check("one {{< figure src=\"a b\" >}}{{% x %}}two", 2, 9);
        check("one {{ two {{< three", 3, 20);
    }

    #[test]
    fn reading_time_is_rounded_up() {
        let minutes = |words| {
            let characters = 0;
            Statistics { words, characters }.reading_minutes()
        };

        assert_eq!([0, 213, 214].map(minutes), [1, 1, 2]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_counted(body in "([\\[\\]()*_`~<>{}%#|! \n\r\t-]|\\PC){0,60}") {
            statistics(&body);
        }
    }
}
