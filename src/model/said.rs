//! What the lower floors have to say, without words.
//!
//! A problem, a refusal or an error is the id of a text and the values that stand in it. Words are
//! put to it where a person reads it, so that one finding reads alike in the window and in the
//! terminal, and a test compares findings and not sentences.

use std::{borrow::Cow, path::Path};

/// The id of a text in `assets/languages`, and its values by name. Made with `said!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub id: &'static str,
    pub values: Vec<(&'static str, Value)>,
}

/// What stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(usize),
    /// Words of their own.
    Said(Said),
}

/// What is said, by the id of a text and its values: `said!("no-key", key = name)`.
macro_rules! said {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::model::said::Said {
            id: $id,
            values: vec![$((stringify!($name), $crate::model::said::Value::from($value))),*],
        }
    };
}
pub(crate) use said;

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<char> for Value {
    fn from(letter: char) -> Self {
        Self::Text(letter.to_string())
    }
}

impl From<&Path> for Value {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<Said> for Value {
    fn from(said: Said) -> Self {
        Self::Said(said)
    }
}
