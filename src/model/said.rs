//! What the lower floors have to say, without words.
//!
//! A problem, a refusal or an error is the id of a text and the values that stand in it. Words are
//! put to it where a person reads it, so that one finding reads alike in the window and in the
//! terminal, and a test compares findings and not sentences.

use std::{borrow::Cow, fmt, path::Path};

use jiff::civil::{Date, DateTime};

/// The id of a text in `assets/languages`, and its values by name. Made with `said!`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Said {
    pub id: &'static str,
    pub values: Vec<(&'static str, Value)>,
}

/// What stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    Text(String),
    Number(usize),
    /// A day as the language writes it.
    When(When),
    /// Words of their own.
    Said(Said),
}

/// A day, short, with what else of it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct When {
    pub at: DateTime,
    pub has_year: bool,
    pub has_time: bool,
}

impl When {
    /// Of a moment, with its time, and with its year where that is not the one of `today`.
    pub fn near(at: DateTime, today: Date) -> Self {
        Self {
            at,
            has_year: at.year() != today.year(),
            has_time: true,
        }
    }
}

/// Errors and refusals say what they have to say in this way too: [`words::of`](crate::model::words::of)
/// puts words to it.
pub trait Says {
    fn said(&self) -> Said;
}

/// An error that says an id with its values is written so too, as the log has it. Who tells it to a person
/// puts words to it.
macro_rules! says {
    ($type:ty) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::model::said::Says::said(self).log(f)
            }
        }
    };
}
pub(crate) use says;

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

impl Said {
    /// What has its words already, and is the same in every language: a name, what another program
    /// says.
    pub fn verbatim(text: impl Into<String>) -> Self {
        said!("verbatim", text = text.into())
    }

    /// The words of what is [`verbatim`](Self::verbatim).
    pub fn as_verbatim(&self) -> Option<&str> {
        match &*self.values {
            [(_, Value::Text(text))] if self.id == "verbatim" => Some(text),
            _ => None,
        }
    }

    /// Writes it in no language: its id with its values, and what is verbatim as it is.
    pub(crate) fn log(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.as_verbatim() {
            return f.write_str(text);
        }
        f.write_str(self.id)?;
        for (name, value) in &self.values {
            write!(f, " {name}=")?;
            match value {
                Value::Text(text) => write!(f, "{text:?}")?,
                Value::Number(number) => write!(f, "{number}")?,
                Value::When(when) => write!(f, "{}", when.at)?,
                Value::Said(said) => {
                    f.write_str("(")?;
                    said.log(f)?;
                    f.write_str(")")?;
                }
            }
        }
        Ok(())
    }

    /// The same without the blanks and breaks of lines around what another program says.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        self.as_verbatim()
            .map_or_else(|| self.clone(), |text| Self::verbatim(text.trim()))
    }

    /// That something is so of a file.
    pub fn at(why: Self, path: &Path) -> Self {
        said!("error-at", why = why, path = path)
    }

    /// The same without the file that it is [`at`](Self::at), for where that is said already.
    #[must_use]
    pub fn without_place(self) -> Self {
        if self.id != "error-at" {
            return self;
        }
        let why = self.values.iter().find_map(|(_, value)| match value {
            Value::Said(why) => Some(why.clone()),
            Value::Text(_) | Value::Number(_) | Value::When(_) => None,
        });
        why.unwrap_or(self)
    }
}

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
        Self::Text(path_text(path))
    }
}

/// A path as it is, but for what is no text: that is written as git writes it, `\377`.
pub fn path_text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let octal = format!("\\{byte:03o}");
            text.push_str(&octal);
        }
    }
    text
}

impl<T: Says> From<&T> for Value {
    fn from(says: &T) -> Self {
        Self::Said(says.said())
    }
}

impl From<&char> for Value {
    fn from(letter: &char) -> Self {
        Self::Text(letter.to_string())
    }
}

impl From<&Said> for Value {
    fn from(said: &Said) -> Self {
        Self::Said(said.clone())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        u64::from(number).into()
    }
}

impl From<&u32> for Value {
    fn from(number: &u32) -> Self {
        (*number).into()
    }
}

impl From<&usize> for Value {
    fn from(number: &usize) -> Self {
        Self::Number(*number)
    }
}

/// More than can be counted is said as the most that can.
impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number.try_into().unwrap_or(usize::MAX))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<When> for Value {
    fn from(when: When) -> Self {
        Self::When(when)
    }
}

impl From<Said> for Value {
    fn from(said: Said) -> Self {
        Self::Said(said)
    }
}
