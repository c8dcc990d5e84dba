//! Words and reading time.

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

/// Counts what a reader reads: text, inline code, captions; words are what stands between white
/// space and holds a letter or a digit, characters include the white space inside a paragraph.
/// Not counted: code blocks, HTML, comments, Hugo's shortcodes.
pub fn statistics(body: &str) -> Statistics {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut prose = String::new();
    let mut statistics = Statistics::default();
    let mut is_in_code = false;
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_in_code = true,
            Event::End(TagEnd::CodeBlock) => is_in_code = false,
            Event::Text(text) | Event::Code(text) if !is_in_code => prose.push_str(&text),
            Event::SoftBreak | Event::HardBreak => prose.push('\n'),
            Event::Start(tag) if is_block(&tag) => statistics.count(&mut prose),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            ) => statistics.count(&mut prose),
            _ => {}
        }
    }
    statistics.count(&mut prose);
    statistics
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::List(_) | Tag::TableCell
    )
}

impl Statistics {
    /// Adds a finished block of prose, and empties it.
    fn count(&mut self, prose: &mut String) {
        let text = without_shortcodes(prose);
        let words = text.split_whitespace();
        self.words += words
            .filter(|word| word.contains(char::is_alphanumeric))
            .count();
        self.characters += text.trim().chars().count();
        prose.clear();
    }
}

fn without_shortcodes(prose: &str) -> String {
    let mut text = String::new();
    let mut rest = prose;
    loop {
        let angle = shortcode(rest, "{{<", ">}}");
        let percent = shortcode(rest, "{{%", "%}}");
        let first = [angle, percent].into_iter().flatten().min();
        let Some((start, end)) = first else {
            text.push_str(rest);
            return text;
        };
        text.push_str(rest.get(..start).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
}

/// Where the first shortcode with these ends begins and ends.
fn shortcode(text: &str, open: &str, close: &str) -> Option<(usize, usize)> {
    let start = text.find(open)?;
    let length = text.get(start..)?.find(close)? + close.len();
    Some((start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, words: usize) {
        assert_eq!(statistics(body).words, words, "{body:?}");
    }

    #[test]
    fn words_of_the_prose_are_counted() {
        check("", 0);
        check("één twee\ndrie", 3);
        check("# Kop\n\n- een\n- twee\n\n> drie", 4);
        check("half**vet**woord", 1);
        check("een - twee … drie", 3);
        check("| a | b |\n| - | - |\n| c | d |", 4);
        check("- [ ] taak", 1);
        check("een[^1]\n\n[^1]: noot", 2);
    }

    #[test]
    fn markup_addresses_and_code_blocks_are_not_counted() {
        check("[de molen](https://example.org/een/twee \"titel\")", 2);
        check("![een foto](foto.jpg)", 2);
        check("tekst `code`\n\n```\nniet dit\n```\n\n    noch dit", 2);
        check("<div class=\"een\">\ntwee\n</div>", 0);
        check("een <!-- twee --> drie", 2);
    }

    #[test]
    fn shortcodes_are_not_counted() {
        check(
            "een {{< figure src=\"a.jpg\" caption=\"niet dit\" >}} twee",
            2,
        );
        check("{{% note %}}\neen\n{{% /note %}}", 1);
        check("een {{ twee", 2);
    }

    #[test]
    fn characters_are_those_of_the_prose() {
        assert_eq!(statistics("# Kop\n\néén *twee*").characters, 3 + 8);
    }

    #[test]
    fn reading_time_is_rounded_up_at_213_words_a_minute() {
        let minutes = |words| {
            let characters = 0;
            Statistics { words, characters }.reading_minutes()
        };

        assert_eq!([0, 1, 213, 214, 426, 427].map(minutes), [1, 1, 1, 2, 2, 3]);
    }
}
