//! A key that a service gave to one person: it is shown nowhere and written nowhere but where the writer says.

use std::fmt;

/// The longest key that is taken, in bytes.
const MOST_BYTES: usize = 200;

/// What nobody is to read. It is not serialised, and what would print it prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A key as it was typed or pasted; `None` where it can be none: services write theirs in letters, figures and
    /// signs of ASCII, and nothing else may stand in the head of a request.
    pub fn new(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let is_key = !typed.is_empty()
            && typed.len() <= MOST_BYTES
            && typed.bytes().all(|byte| byte.is_ascii_graphic());
        is_key.then(|| Self(typed.to_owned()))
    }

    /// For the request, and for where it is kept.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_word_of_ascii_and_prints_nothing_of_itself() {
        let key = Secret::new(" abc-123\n").unwrap();

        assert_eq!(key.reveal(), "abc-123");
        assert_eq!(format!("{key:?} {:?}", Some(&key)), "secret Some(secret)");
        for none in ["", "  ", "a b", "a\r\nHost: x", "é", &"x".repeat(201)] {
            assert_eq!(Secret::new(none), None, "{none:?}");
        }
    }
}
