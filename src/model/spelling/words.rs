//! The words of an article that are checked: its prose, not code, addresses, shortcodes, formulas,
//! HTML or front matter; no abbreviations, no names in mixed case, nothing with a digit.
//!
//! Prose is what the parser of `CommonMark` takes for it, and not the grammar of lines: code by indentation, code and
//! HTML over several lines and definitions of links are told from prose by what stands lines before. What is no
//! markdown at all (shortcodes, formulas) is that of the preview, by [`blocks::foreign`].

use std::{collections::BTreeSet, ops::Range};

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization as _;

use crate::model::{
    front_matter,
    markdown::blocks::{self, Dialect},
};

/// A longer one is no word: no dictionary has it, and it is long looked for.
const MAX_WORD_BYTES: usize = 200;

/// The words of an article's body that have a capital or a digit, as [`compared`] has them.
pub fn names_in_body(dialect: Dialect, text: &str) -> BTreeSet<String> {
    let body_from = front_matter::glance(text).head.end;
    let found = words(dialect, text, text.floor_char_boundary(body_from));
    let found = found.into_iter().filter_map(|range| text.get(range));
    found
        .filter(|word| word.contains(|c: char| c.is_uppercase() || c.is_numeric()))
        .map(compared)
        .collect()
}

/// The words to check, in bytes of `text`, whose body begins at `body_from`, as a site that is set
/// up so reads it.
pub fn words(dialect: Dialect, text: &str, body_from: usize) -> Vec<Range<usize>> {
    let Some(body) = text.get(body_from..) else {
        return Vec::new();
    };
    let mut words = Words {
        body,
        foreign: blocks::foreign(dialect, body),
        found: Vec::new(),
    };
    for run in runs(body) {
        words.add_run(&run);
    }
    let found = words.found.into_iter();
    found
        .map(|word| word.start + body_from..word.end + body_from)
        .collect()
}

/// A word as dictionaries write it.
pub fn compared(word: &str) -> String {
    word.nfc()
        .map(|letter| {
            if matches!(letter, '’' | 'ʼ') {
                '\''
            } else {
                letter
            }
        })
        .collect()
}

/// The runs of prose, as they are written in the source.
fn runs(body: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut skipped = 0_usize;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        match event {
            Event::Start(tag) if is_skipped(&tag) || skipped > 0 => skipped += 1,
            Event::End(tag) if skipped > 0 => {
                debug_assert_ne!(tag, TagEnd::Paragraph, "tags are balanced");
                skipped -= 1;
            }
            Event::Text(content) if skipped == 0 => {
                // Entities and escapes are written in another way than they are read.
                if body.get(range.clone()) != Some(&*content) {
                    continue;
                }
                match runs.last_mut() {
                    Some(last) if last.end == range.start => last.end = range.end,
                    _ => runs.push(range),
                }
            }
            _ => {}
        }
    }
    runs
}

fn is_skipped(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => true,
        Tag::Link { link_type, .. } => {
            matches!(link_type, LinkType::Autolink | LinkType::Email)
        }
        _ => false,
    }
}

struct Words<'a> {
    body: &'a str,
    /// Shortcodes and formulas, in order.
    foreign: Vec<Range<usize>>,
    found: Vec<Range<usize>>,
}

impl Words<'_> {
    fn add_run(&mut self, run: &Range<usize>) {
        let body = self.body;
        let mut start = run.start;
        let text = body.get(run.clone()).unwrap_or_default();
        for token in text.split(char::is_whitespace) {
            if !is_address(token) {
                self.add_token(start, token);
            }
            start += token.len();
            let space = body.get(start..).and_then(|rest| rest.chars().next());
            start += space.map_or(0, char::len_utf8);
        }
    }

    fn add_token(&mut self, start: usize, token: &str) {
        let mut word: Option<usize> = None;
        let mut letters = token.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let is_inner = word.is_some()
                && matches!(letter, '\'' | '’' | 'ʼ' | '-' | '\u{ad}')
                && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
            if is_of_word(letter) || is_inner {
                word.get_or_insert(at);
            } else if let Some(from) = word.take() {
                self.add_word(start + from..start + at);
            }
        }
        if let Some(from) = word {
            self.add_word(start + from..start + token.len());
        }
    }

    fn add_word(&mut self, range: Range<usize>) {
        let Some(word) = self.body.get(range.clone()) else {
            return;
        };
        if word.len() <= MAX_WORD_BYTES
            && is_checked(word)
            && !self.is_part_of_more(&range)
            && !self.is_foreign(&range)
        {
            self.found.push(range);
        }
    }

    /// Whether a digit or, across emphasis, a letter goes on where the word ends; or it is the
    /// name of an emoji.
    fn is_part_of_more(&self, range: &Range<usize>) -> bool {
        let marks = ['*', '_', '~', '`'];
        let before = self.body.get(..range.start).unwrap_or_default();
        let after = self.body.get(range.end..).unwrap_or_default();
        let is_emoji = before.ends_with(':') && after.starts_with(':');
        let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        is_emoji
            || joins(before.trim_end_matches(marks).chars().next_back())
            || joins(after.trim_start_matches(marks).chars().next())
    }

    fn is_foreign(&self, range: &Range<usize>) -> bool {
        let at = self
            .foreign
            .partition_point(|piece| piece.end <= range.start);
        let piece = self.foreign.get(at);
        piece.is_some_and(|piece| piece.start < range.end)
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}')
}

/// An address, a path, a name of a file or an abbreviation with stops.
fn is_address(token: &str) -> bool {
    let inner = token.trim_matches(|letter: char| !letter.is_alphanumeric());
    let has_stop = inner
        .as_bytes()
        .windows(3)
        .any(|run| matches!(run, [before, b'.', after] if before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()));
    has_stop || token.contains("://") || token.contains('@') || token.starts_with(['/', '#', '\\'])
}

fn is_checked(word: &str) -> bool {
    let has_lower = word.chars().any(char::is_lowercase);
    let is_single = word.chars().nth(1).is_none();
    let mut was_lower = false;
    let is_mixed = word.chars().any(|letter| {
        let is_mixed = was_lower && letter.is_uppercase();
        was_lower = letter.is_lowercase();
        is_mixed
    });
    let is_far = word.chars().any(|letter| letter >= '\u{2e80}');
    has_lower && !is_single && !is_mixed && !is_far
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks::{Delimiters, Formulas, Switches};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        check_as(GUESSING, text, expected);
    }

    const GUESSING: Dialect = Dialect::HUGO.with_guessed_formulas();

    #[track_caller]
    fn check_as(dialect: Dialect, text: &str, expected: &[&str]) {
        let found = words(dialect, text, 0).into_iter();
        let found: Vec<&str> = found.map(|word| &text[word]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn formulas_are_those_of_the_site() {
        let dollars = Delimiters::default().with("$", "$", false);
        let site = Dialect::of(Switches {
            formulas: Formulas::Between(dollars),
            ..Switches::default()
        });
        let text = "een $x = twee$ drie";
        check_as(Dialect::HUGO, text, &["een", "twee", "drie"]);
        check_as(GUESSING, text, &["een", "drie"]);
        check_as(site, text, &["een", "drie"]);
        check_as(GUESSING, "een $twee$ drie", &["een", "twee", "drie"]);
        check_as(site, "een $twee$ drie", &["een", "drie"]);
    }

    #[test]
    fn words_of_prose_are_checked() {
        check(
            "De één, twee!\n\n# drie\n\n- vier",
            &["De", "één", "twee", "drie", "vier"],
        );
        check("foto’s zo'n noord-zuid", &["foto’s", "zo'n", "noord-zuid"]);
        check("‘wel’ -niet-", &["wel", "niet"]);
        check("| kop |\n| - |\n| cel |", &["kop", "cel"]);
        check("en/of", &["en", "of"]);
        check("een[^1]\n\n[^1]: noot", &["een", "noot"]);
    }

    #[test]
    fn code_addresses_shortcodes_and_html_are_not() {
        check(
            "een `code` twee\n\n```\nniet\n```\n\n    noch\n",
            &["een", "twee"],
        );
        check(
            "[tekst](https://a.org/niet \"niet\") <https://niet.org>",
            &["tekst"],
        );
        check(
            "zie https://niet.org/dit en a@niet.org of niet.org",
            &["zie", "en", "of"],
        );
        check("{{< figure src=\"niet\" >}} wel {{% /niet %}}", &["wel"]);
        check(
            "{{< highlight go >}}niet{{< /highlight >}} $niet_dit$ {{ wel }}",
            &["wel"],
        );
        check(
            "<div niet>\nniet\n</div>\n\nwel <b class=\"niet\">dit</b>",
            &["wel", "dit"],
        );
        check(":smile: ![alt](niet.jpg)", &["alt"]);
        check("# Kop {#niet .niet}", &["Kop"]);
    }

    #[test]
    fn abbreviations_names_and_numbers_are_not() {
        check("NAVO iPhone 3e A4 x z.o.z. 日本 wel", &["wel"]);
    }

    #[test]
    fn what_is_too_long_for_a_word_is_not_checked() {
        check(
            &format!("een {} twee", "a".repeat(MAX_WORD_BYTES + 1)),
            &["een", "twee"],
        );
    }

    #[test]
    fn a_word_across_emphasis_is_not_torn() {
        check("half**vet**woord **heel** _een_", &["heel", "een"]);
    }

    #[test]
    fn the_front_matter_is_left_out() {
        let text = "---\ntitle: niet\n---\nwel";
        let found = words(GUESSING, text, 20);
        assert_eq!(&text[found[0].clone()], "wel");
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn words_are_compared_as_dictionaries_write_them() {
        assert_eq!(compared("foto’s"), "foto's");
        assert_eq!(compared("e\u{301}e\u{301}n"), "één");
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_whole_words(text in "([a-c*_`<>{}é’\\-\\[\\]()!&;:./ ]|\n){0,40}") {
            for word in words(GUESSING, &text, 0) {
                assert!(text.get(word).is_some_and(|word| !word.contains(char::is_whitespace)));
            }
        }
    }
}
