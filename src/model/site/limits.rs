//! How long texts of a head may be before readers see them cut: one table for the counters of the
//! form and what is said beside the cards.
//!
//! Networks cut after a number of lines, which is told in characters; search engines at a width,
//! measured here as they do.

use unicode_normalization::UnicodeNormalization as _;

/// Where a text is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The most characters that networks or screen readers show whole.
    pub chars: usize,
    pub search: Option<Search>,
}

/// A place on a page of search results.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// Of the letters, in pixels.
    pub size: f32,
    pub pixels: f32,
}

pub const TITLE: Limit = Limit {
    chars: 88,
    search: Some(Search {
        size: 20.0,
        pixels: 580.0,
    }),
};
/// Of a summary or description; a search result has two lines for it.
pub const SUMMARY: Limit = Limit {
    chars: 160,
    search: Some(Search {
        size: 14.0,
        pixels: 920.0,
    }),
};
pub const ALT: Limit = Limit {
    chars: 125,
    search: None,
};
pub const CAPTION: Limit = Limit {
    chars: 200,
    search: None,
};

impl Limit {
    /// The same with another width on a page of search results.
    #[must_use]
    pub fn with_pixels(mut self, pixels: f32) -> Self {
        if let Some(search) = &mut self.search {
            search.pixels = pixels;
        }
        self
    }

    /// How many characters of this text are seen wherever it is shown; of one that is shown whole,
    /// how many it may have if it goes on with letters as wide.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of characters"
    )]
    pub fn of(&self, text: &str) -> usize {
        let Some(search) = self.search.filter(|_| !text.trim().is_empty()) else {
            return self.chars;
        };
        if let (_, Some(after)) = cut(text, search) {
            return after.min(self.chars);
        }
        let chars = text.chars().count() as f32;
        let width: f32 = text.chars().map(search_width).sum::<f32>() * search.size;
        let room = (chars * search.pixels / width.max(1.0)).floor() as usize;
        room.min(self.chars)
    }

    /// The text as a search result has it, and after how many characters it is cut, if it is.
    pub fn in_search(&self, text: &str) -> (String, Option<usize>) {
        match self.search {
            Some(search) => cut(text, search),
            None => (text.to_owned(), None),
        }
    }
}

/// Cut between two words, with the number of characters that are left if it was.
fn cut(text: &str, search: Search) -> (String, Option<usize>) {
    let mut width = 0.0;
    let mut fits = 0;
    for (at, letter) in text.char_indices() {
        width += search_width(letter) * search.size;
        if width > search.pixels {
            let kept = text.get(..fits).unwrap_or_default();
            let kept = match kept.rfind(char::is_whitespace) {
                Some(space) => kept.get(..space).unwrap_or_default(),
                None => kept,
            };
            let kept = kept.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
            return (format!("{kept} …"), Some(kept.chars().count()));
        }
        fits = at + letter.len_utf8();
    }
    (text.to_owned(), None)
}

/// The width of a letter on a page of search results, as a part of the size: that of Arial.
fn search_width(letter: char) -> f32 {
    let base = letter.nfd().next().unwrap_or(letter);
    let thousandths: u16 = match base {
        'i' | 'j' | 'l' | '\'' | '‘' | '’' => 222,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | '[' | ']' | '\\' | 'I' | 'f' | 't' | '\u{a0}' => {
            278
        }
        '(' | ')' | '-' | 'r' | '“' | '”' | '`' => 333,
        '"' => 355,
        '*' => 389,
        '{' | '}' => 334,
        '|' => 260,
        'J' | 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500,
        '+' | '<' | '=' | '>' | '~' => 584,
        'F' | 'T' | 'Z' => 611,
        '&' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 722,
        'G' | 'O' | 'Q' => 778,
        'M' | 'm' => 833,
        '%' => 889,
        'W' => 944,
        '@' => 1015,
        '—' | '…' => 1000,
        // The letters that are left, digits, and what is not known.
        other if u32::from(other) < 0x2e80 => 556,
        _ => 1000,
    };
    f32::from(thousandths) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_results_are_cut_by_width_between_words() {
        let narrow = "illi ".repeat(40);
        let wide = "MMMM ".repeat(40);

        let (short, kept) = TITLE.in_search(&wide);
        assert_eq!(short, "MMMM MMMM MMMM MMMM MMMM MMMM MMMM MMMM …");
        assert_eq!(kept, Some(39));
        assert!(TITLE.in_search(&narrow).1 > Some(100));
        assert_eq!(TITLE.in_search("Short"), ("Short".to_owned(), None));
        assert!((search_width('é') - search_width('e')).abs() < f32::EPSILON);
        assert_eq!(TITLE.in_search(&"x".repeat(90)).1, Some(58));
    }

    #[test]
    fn a_counter_has_the_limit_where_the_text_is_cut_first() {
        let wide = "MMMM ".repeat(40);

        assert_eq!(TITLE.of(&wide), 39);
        assert_eq!(TITLE.of(&"illi ".repeat(40)), 88);
        assert_eq!(TITLE.of(""), 88);
        assert_eq!(TITLE.of("MMMM MMMM"), 37);
        assert_eq!(ALT.of(&wide), 125);
    }

    #[test]
    fn a_text_is_over_its_limit_exactly_where_it_is_cut() {
        for count in 1..40 {
            let text = "Haven ".repeat(count);
            let text = text.trim_end();
            let is_cut = TITLE.in_search(text).1.is_some() || text.chars().count() > TITLE.chars;
            assert_eq!(text.chars().count() > TITLE.of(text), is_cut, "{text}");
        }
    }
}
