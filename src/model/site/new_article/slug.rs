//! The last part of an address, from a title.
//!
//! Limits: 80 letters; a longer one is cut between words.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A longer slug is cut between words.
const MAX_CHARS: usize = 80;

/// Lower case, accents folded, words joined by hyphens; letters of other scripts stay. `untitled`
/// where nothing is left.
pub fn slug(title: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    let lower = title.to_lowercase();
    for char in lower.nfd().filter(|&char| !is_combining_mark(char)) {
        let letters = folded(char);
        let Some(word) = words.last_mut() else { break };
        if let Some(letters) = letters {
            word.push_str(letters);
        } else if char.is_alphanumeric() {
            word.push(char);
        } else if !is_apostrophe(char) && !word.is_empty() {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    joined(&words)
}

/// Inside a word: `it's` is `its`.
fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘')
}

/// Letters that are no letter with an accent.
fn folded(char: char) -> Option<&'static str> {
    Some(match char {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        'ĳ' => "ij",
        _ => return None,
    })
}

fn joined(words: &[String]) -> String {
    let mut slug = String::new();
    for word in words {
        let length = slug.chars().count() + 1 + word.chars().count();
        if !slug.is_empty() {
            if length > MAX_CHARS {
                break;
            }
            slug.push('-');
        }
        slug.extend(word.chars().take(MAX_CHARS));
    }
    if slug.is_empty() {
        "untitled".to_owned()
    } else {
        slug.nfc().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_an_address() {
        assert_eq!(slug("De laatste pont"), "de-laatste-pont");
        assert_eq!(slug("Reünie: één gulden?!"), "reunie-een-gulden");
        assert_eq!(slug("Straße, Øst & œuvre"), "strasse-ost-oeuvre");
        assert_eq!(slug("It’s 5 o'clock"), "its-5-oclock");
        assert_eq!(slug("C++ / Rust 1.95"), "c-rust-1-95");
        assert_eq!(slug("東京の夜"), "東京の夜");
        assert_eq!(slug("  --  "), "untitled");
        assert_eq!(slug(""), "untitled");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let long = slug(&"word ".repeat(40));

        assert!(long.chars().count() <= MAX_CHARS && long.ends_with("word"));
        assert_eq!(slug(&"é".repeat(200)).chars().count(), MAX_CHARS);
    }

    #[test]
    fn a_slug_is_its_own_slug() {
        for title in ["Eén gulden, één knoop", "한국어 제목", "a_b.c"] {
            let once = slug(title);

            assert_eq!(slug(&once), once);
        }
    }
}
