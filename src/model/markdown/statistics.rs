//! Words, reading time, and how hard a text is to read.

use std::ops::{AddAssign, SubAssign};

use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_normalization::char::is_combining_mark;

/// Counted over the prose of a body: no code blocks, addresses, markup or front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub words: usize,
    /// Those among them of scripts without blanks between words.
    pub unspaced: usize,
    /// As Hugo counts with `hasCJKLanguage`: of what stands between blanks each sign, where it is not
    /// of ASCII alone.
    by_signs: usize,
    /// Signs of Chinese, Japanese and Korean: without any Hugo counts as ever.
    signs: usize,
    pub characters: usize,
    /// Words of more than six letters.
    pub long_words: usize,
    /// A heading, an item or a cell is one too.
    pub sentences: usize,
}

/// Of Thai and the scripts like it.
const LETTERS_A_WORD: usize = 4;
/// With fewer words a LIX says nothing.
const LIX_FROM_WORDS: usize = 30;

impl Statistics {
    /// Whether there is a sign for which Hugo looks with `hasCJKLanguage`.
    pub fn has_signs(self) -> bool {
        self.signs > 0
    }

    /// The same with its words counted as Hugo counts them in Chinese, Japanese and Korean.
    #[must_use]
    pub fn by_signs(self) -> Self {
        Self {
            words: self.by_signs,
            unspaced: self.by_signs,
            ..self
        }
    }

    /// The readability index of Björnsson: words in a sentence, and long words in a hundred. It
    /// needs no syllables, and so holds for Dutch as for English. `None` for a few words, and for one
    /// sentence.
    pub fn lix(self) -> Option<usize> {
        let is_foreign = self.unspaced * 2 > self.words;
        if self.words < LIX_FROM_WORDS || self.sentences < 2 || is_foreign {
            return None;
        }
        let sentences = self.sentences.max(1);
        let length = (self.words + sentences / 2) / sentences;
        Some(length + (self.long_words * 100 + self.words / 2) / self.words)
    }

    /// Whole minutes at 213 words a minute, 501 of Chinese or Japanese, rounded up as Hugo does; at
    /// least 1.
    pub fn reading_minutes(self) -> usize {
        let spaced = self.words.saturating_sub(self.unspaced);
        (spaced * 501 + self.unspaced * 213)
            .div_ceil(213 * 501)
            .max(1)
    }
}

impl AddAssign for Statistics {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.unspaced += other.unspaced;
        self.by_signs += other.by_signs;
        self.signs += other.signs;
        self.characters += other.characters;
        self.long_words += other.long_words;
        self.sentences += other.sentences;
    }
}

impl SubAssign for Statistics {
    fn sub_assign(&mut self, other: Self) {
        self.words = self.words.saturating_sub(other.words);
        self.unspaced = self.unspaced.saturating_sub(other.unspaced);
        self.by_signs = self.by_signs.saturating_sub(other.by_signs);
        self.signs = self.signs.saturating_sub(other.signs);
        self.characters = self.characters.saturating_sub(other.characters);
        self.long_words = self.long_words.saturating_sub(other.long_words);
        self.sentences = self.sentences.saturating_sub(other.sentences);
    }
}

/// Counts what a reader reads: text, inline code, captions; words are what stands between white
/// space and holds a letter or a digit, characters include the white space inside a paragraph. Where
/// a script has no blanks between words, a Chinese or Japanese character counts as one, as it does to
/// Hugo with `hasCJKLanguage`, and four letters of Thai, Lao, Khmer or Burmese: about as many as
/// their words have.
/// Not counted: code blocks, HTML, comments, and what its caller takes out, as shortcodes.
#[derive(Debug, Default)]
pub struct Counter {
    statistics: Statistics,
    /// Of the paragraph, item or cell that is being read.
    prose: String,
    is_in_code: bool,
}

impl Counter {
    pub fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_in_code = false,
            Event::Text(text) | Event::Code(text) if !self.is_in_code => self.prose.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.prose.push('\n'),
            Event::Start(tag) if is_block(tag) => self.count(),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => self.count(),
            _ => {}
        }
    }

    /// Adds a finished part of the prose.
    fn count(&mut self) {
        if self.prose.is_ascii() {
            self.statistics.by_signs += self.prose.split_ascii_whitespace().count();
        } else {
            self.statistics.by_signs += self.prose.split_whitespace().map(signs_in).sum::<usize>();
            self.statistics.signs += self.prose.chars().filter(|c| is_sign(*c)).count();
        }
        let words = self.prose.split_whitespace();
        let mut words = words
            .filter(|word| word.contains(char::is_alphanumeric))
            .peekable();
        while let Some(word) = words.next() {
            let (spaced, unspaced) = words_in(word);
            self.statistics.words += spaced + unspaced;
            self.statistics.unspaced += unspaced;
            self.statistics.long_words += usize::from(unspaced == 0 && is_long(word));
            let ends = words.peek().is_none_or(|next| ends_sentence(word, next));
            self.statistics.sentences += usize::from(ends);
        }
        self.statistics.characters += self.prose.trim().chars().count();
        self.prose.clear();
    }

    /// What was counted since the last time.
    pub fn finish(&mut self) -> Statistics {
        self.count();
        std::mem::take(&mut self.statistics)
    }
}

/// What Hugo counts between two blanks with `hasCJKLanguage`.
pub fn signs_in(piece: &str) -> usize {
    if piece.is_ascii() {
        1
    } else {
        piece.chars().count()
    }
}

/// Chinese characters, kana and Korean syllables: what stands in the scripts Han, Hiragana, Katakana
/// and Hangul.
fn is_sign(char: char) -> bool {
    matches!(
        u32::from(char),
        0x1100..=0x11ff
            | 0x2e80..=0x2fd5
            | 0x3005
            | 0x3007
            | 0x3021..=0x3029
            | 0x302e..=0x302f
            | 0x3038..=0x303b
            | 0x3041..=0x3096
            | 0x309d..=0x309f
            | 0x30a1..=0x30fa
            | 0x30fd..=0x30ff
            | 0x3131..=0x318e
            | 0x31f0..=0x321e
            | 0x3260..=0x327e
            | 0x32d0..=0x32fe
            | 0x3300..=0x3357
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xa960..=0xa97c
            | 0xac00..=0xd7fb
            | 0xf900..=0xfad9
            | 0xff66..=0xff6f
            | 0xff71..=0xff9d
            | 0xffa0..=0xffdc
            | 0x1b000..=0x1b167
            | 0x1f200
            | 0x20000..=0x323af
    )
}

/// How many words stand between two blanks: those of scripts that have blanks, and of those that
/// have none.
fn words_in(piece: &str) -> (usize, usize) {
    if piece.is_ascii() {
        return (1, 0);
    }
    let (mut spaced, mut signs, mut letters) = (0, 0, 0);
    let mut is_in_word = false;
    for char in piece.chars() {
        match u32::from(char) {
            // Kana, Chinese characters and their extensions.
            0x3040..=0x30ff
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xf900..=0xfaff
            | 0x20000..=0x3134f => {
                signs += 1;
                is_in_word = false;
            }
            // Thai, Lao, Burmese, Khmer; their vowel signs and tones stand on a letter.
            0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff => {
                letters += usize::from(!is_combining_mark(char) && char.is_alphanumeric());
                is_in_word = false;
            }
            _ if !char.is_alphanumeric() => {}
            _ => {
                spaced += usize::from(!is_in_word);
                is_in_word = true;
            }
        }
    }
    (spaced, signs + usize::div_ceil(letters, LETTERS_A_WORD))
}

/// More than six letters.
fn is_long(word: &str) -> bool {
    word.len() > 6
        && word
            .chars()
            .filter(|c| c.is_alphanumeric())
            .nth(6)
            .is_some()
}

/// Whether a sentence ends between two words: at a stop that no small letter follows, as it does
/// after most abbreviations.
fn ends_sentence(word: &str, next: &str) -> bool {
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | '…' | ':');
    let word = word.trim_end_matches(marks);
    let first = next.chars().find(|c| c.is_alphanumeric());
    word.ends_with(['.', '!', '?', '…', ':']) && !first.is_some_and(char::is_lowercase)
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::List(_)
            | Tag::TableCell
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks;

    fn statistics(body: &str) -> Statistics {
        blocks::parse(body, 0).statistics
    }

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
    fn words_of_scripts_without_blanks_are_counted_by_their_letters() {
        check("我们去港口", 5);
        check("港の船です。", 5);
        check("港口 harbour2026 船", 4);
        check("부산 항구", 2);
        check("ท่าเรือเก่า", 2);
        check(&"港".repeat(3_780), 3_780);
        let read = statistics(&"港".repeat(3_780));
        assert_eq!((read.reading_minutes(), read.lix()), (8, None));
    }

    /// Counted by Hugo 0.168.0 with `hasCJKLanguage`; the text has a sign for which it looks.
    #[test]
    fn where_the_site_says_so_words_are_counted_by_signs_as_hugo_counts_them() {
        for (body, words) in [
            ("港", 1),
            ("我们去港口", 5),
            ("港の船です。", 6),
            ("港口 harbour2026 船", 4),
            ("한국어 항구", 5),
            ("부산 항구에 배", 6),
            ("één 港 twee", 5),
            ("ท่า 港", 4),
            ("het “港” is 港口。", 8),
            ("港，口 — 船", 5),
            ("カタカナ", 4),
            ("！？ 港", 3),
            ("a\n港\nb", 3),
            ("**港**口 [船](x.md \"t\")", 3),
            ("港 `code 港` x", 4),
            ("😀 港", 2),
            ("ﾊﾝｶｸ", 4),
            ("々 港", 2),
        ] {
            let counted = statistics(body);
            assert!(counted.has_signs(), "{body}");
            assert_eq!(counted.by_signs().words, words, "{body}");
        }
        for body in ["één twee drie", "ท่าเรือเก่า", "a - b … c", "ー", "。"]
        {
            assert!(!statistics(body).has_signs(), "{body}");
        }
        let long = statistics(&"港".repeat(3_780)).by_signs();
        assert_eq!((long.words, long.reading_minutes()), (3_780, 8));
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
    fn sentences_end_at_a_stop_that_no_small_letter_follows() {
        let sentences = |body| statistics(body).sentences;

        assert_eq!(sentences("De pont vaart. Om tien uur! Nu?"), 3);
        assert_eq!(sentences("Het is bijv. een boot, d.w.z. geen brug."), 1);
        assert_eq!(sentences("“Kom.” Zij ging (snel). En"), 3);
        assert_eq!(sentences("# Kop\n\n- een\n- twee"), 3);
        assert_eq!(sentences(""), 0);
    }

    #[test]
    fn lix_is_words_in_a_sentence_and_long_words_in_a_hundred() {
        // Ten words a sentence, of which two are long.
        let sentence = "De veerpont vaart om tien uur naar de overkant, zegt. ";

        let counted = statistics(&sentence.repeat(4));

        assert_eq!((counted.words, counted.sentences), (40, 4));
        assert_eq!(counted.long_words, 8);
        assert_eq!(counted.lix(), Some(10 + 20));
        assert_eq!(statistics("Te kort.").lix(), None);
        assert_eq!(statistics(&"een lange zin ".repeat(20)).lix(), None);
    }

    #[test]
    fn characters_are_those_of_the_prose() {
        assert_eq!(statistics("# Kop\n\néén *twee*").characters, 3 + 8);
    }

    #[test]
    fn reading_time_is_rounded_up_at_213_words_a_minute() {
        let minutes = |words| {
            let other = Statistics::default();
            Statistics { words, ..other }.reading_minutes()
        };

        assert_eq!([0, 1, 213, 214, 426, 427].map(minutes), [1, 1, 1, 2, 2, 3]);
    }
}
