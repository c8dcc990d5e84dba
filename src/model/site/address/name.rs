//! Names of files, slugs and titles as parts of an address.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// How a site writes addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// `disablePathToLower`
    pub keeps_capitals: bool,
    /// `removePathAccents`
    pub drops_accents: bool,
}

/// By which pages and terms are the same: small letters, each blank a hyphen.
pub fn key(text: &str) -> String {
    text.chars()
        .map(|c| if c == ' ' { '-' } else { small(c) })
        .collect()
}

/// A path as an address has it: what is no letter, digit or mark goes, hyphens stay as they are.
pub fn of_path(path: &str, manner: Manner) -> String {
    if manner.keeps_capitals {
        // Taken as written, so that blanks beside one another make one hyphen.
        return in_manner(&sanitized(path), manner);
    }
    let hyphened: String = path
        .chars()
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    in_manner(&sanitized(&hyphened), manner)
}

/// A slug or a title as an address has it: a blank is a hyphen where none stands beside it.
pub fn of_title(title: &str, manner: Manner) -> String {
    in_manner(&sanitized(title), manner)
}

fn in_manner(text: &str, manner: Manner) -> String {
    let text = if manner.drops_accents {
        text.nfd().filter(|c| !is_nonspacing(*c)).nfc().collect()
    } else {
        text.to_owned()
    };
    if manner.keeps_capitals {
        text
    } else {
        text.chars().map(small).collect()
    }
}

/// One for one: `İ` is `i`, where Rust would give two characters.
fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn is_nonspacing(c: char) -> bool {
    is_combining_mark(c)
}

/// Letters, digits, marks and a few signs; blanks between them become one hyphen.
fn sanitized(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut is_owed = false;
    let mut was_hyphen = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if is_kept(c, rest) {
            was_hyphen = c == '-';
            if is_owed && !was_hyphen {
                made.push('-');
            }
            is_owed = false;
            made.push(c);
        } else if !made.is_empty() && !was_hyphen && c.is_whitespace() {
            is_owed = true;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    made
}

fn is_kept(c: char, rest: &str) -> bool {
    match c {
        '.' | '/' | '\\' | '_' | '#' | '+' | '~' | '-' | '@' => true,
        '%' => {
            let digits = rest.as_bytes().get(1..3).unwrap_or_default();
            digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit)
        }
        c if c.is_alphabetic() => is_letter(c),
        c if c.is_numeric() => is_digit(c),
        c => is_combining_mark(c),
    }
}

/// Of the letters of Rust those that Unicode counts as letters: no numbers of letters, no
/// letters in circles.
fn is_letter(c: char) -> bool {
    !matches!(c, '\u{2160}'..='\u{2182}' | '\u{2185}'..='\u{2188}' | '\u{24b6}'..='\u{24e9}'
        | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}'
        | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303a}' | '\u{a6e6}'..='\u{a6ef}'
        | '\u{16ee}'..='\u{16f0}')
}

/// Whether it counts from 0 to 9 in some script: no fraction, no raised digit.
fn is_digit(c: char) -> bool {
    static DIGITS: std::sync::LazyLock<Option<regex::Regex>> =
        std::sync::LazyLock::new(|| regex::Regex::new(r"^\p{Nd}$").ok());
    c.is_ascii_digit()
        || DIGITS
            .as_ref()
            .is_some_and(|digits| digits.is_match(c.encode_utf8(&mut [0; 4])))
}

/// As Hugo reads what a pattern gives: `%xx` is the character, and `+` a blank.
pub fn unescaped(path: &str) -> String {
    let path = path.replace('+', " ");
    let bytes = percent_encoding::percent_decode_str(&path);
    bytes.decode_utf8_lossy().into_owned()
}

/// With what is no plain letter of addresses as `%xx`.
pub fn escaped(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~')
        .remove(b'$')
        .remove(b'&')
        .remove(b'+')
        .remove(b',')
        .remove(b'/')
        .remove(b':')
        .remove(b';')
        .remove(b'=')
        .remove(b'@')
        .remove(b'?')
        .remove(b'%');
    utf8_percent_encode(path, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_small_letters_and_a_hyphen_for_each_blank() {
        assert_eq!(key("The  Ferry's İSTANBUL"), "the--ferry's-istanbul");
        assert_eq!(key("ΣΑΣ"), "σασ");
    }

    #[test]
    fn a_path_keeps_its_hyphens_and_a_title_does_not() {
        let manner = Manner::default();
        assert_eq!(of_path("a -- b", manner), "a----b");
        assert_eq!(of_path("what's up & why? (2)", manner), "whats-up--why-2");
        assert_eq!(
            of_title(" -- De Pont & terug! --", manner),
            "--de-pont-terug--"
        );
        assert_eq!(of_title("De  Pont!", manner), "de-pont");
    }

    #[test]
    fn accents_and_capitals_go_as_the_site_says() {
        let manner = Manner {
            keeps_capitals: true,
            drops_accents: true,
        };
        assert_eq!(of_path("Één Plek", manner), "Een-Plek");
        assert_eq!(of_path("Één Plek", Manner::default()), "één-plek");
    }

    #[test]
    fn an_address_is_escaped_as_hugo_prints_it() {
        assert_eq!(escaped("/één+c#/a b/"), "/%C3%A9%C3%A9n+c%23/a%20b/");
    }
}
