//! Letters as they are compared where case and accents do not count.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// `text` in small letters, without the marks on them. Of thousands of words plain ones are the most,
/// and take the short way.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = text.to_lowercase();
    lower
        .nfd()
        .filter(|&char| !is_combining_mark(char))
        .collect()
}
