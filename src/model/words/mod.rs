//! Texts for people, in their language.
//!
//! Every sentence stands in `assets/languages/en.ftl`, in the grammar of Project Fluent, under an
//! id. A view or a headless command asks for it with `say!`; what `model` and `io` have to say
//! comes as a [`Said`], and [`put`] puts the words to it, in the floors above them. A text
//! without values is looked up and nothing else, so that it costs nothing in a frame.
//!
//! `tests/it/words.rs` reads the sources: no text for people stands in them, every id that is
//! asked for is there, with the values that its text names, and no text is there for nothing.

mod language;

use std::{borrow::Cow, sync::LazyLock};

pub use fluent_bundle::FluentValue as Value;

use crate::model::said::{self, Said};
use language::Language;

/// The texts are constants of the program; they are read once, when the first is asked for.
static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| Language::read("en", include_str!("../../../assets/languages/en.ftl")).0);

/// The text with an id: a `&'static str`, or a `String` where values stand in it:
/// `say!("save-all")`, `say!("words", count = 3)`.
macro_rules! say {
    ($id:literal $(,)?) => {
        $crate::model::words::text($id)
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::model::words::text_with(
            $id,
            &[$((stringify!($name), $crate::model::words::AsValue::as_value(&$value))),+],
        )
    };
}
pub(crate) use say;

/// Errors that say an id with its values, written as their words.
macro_rules! says {
    ($type:ty) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::model::words::put(
                    &$crate::model::said::Says::said(self),
                ))
            }
        }
    };
}
pub(crate) use says;

/// The id of a text that is asked for elsewhere, by [`text`].
macro_rules! id {
    ($id:literal) => {
        $id
    };
}
pub(crate) use id;

/// A text in which no values stand. What there is no text for is shown by its id.
pub fn text(id: &'static str) -> &'static str {
    ENGLISH.text(id).unwrap_or(id)
}

/// What is said beside a text: its attribute `help`.
pub fn help(id: &'static str) -> &'static str {
    ENGLISH.help(id).unwrap_or(id)
}

/// Other words that a text is found by: its attribute `words`, empty without.
pub fn other_words(id: &'static str) -> &'static str {
    ENGLISH.words(id).unwrap_or_default()
}

/// A text with values in it. Numbers are written as the language writes them.
pub fn text_with(id: &str, values: &[(&'static str, Value<'_>)]) -> String {
    let text = ENGLISH.text_with(id, values);
    text.unwrap_or_else(|| id.to_owned())
}

/// The words of what a lower floor says.
pub fn put(said: &Said) -> String {
    if let Some(text) = said.as_verbatim() {
        return text.to_owned();
    }
    if said.values.is_empty() {
        return text(said.id).to_owned();
    }
    let values = said.values.iter().map(|(name, value)| {
        let value = match value {
            said::Value::Text(text) => Value::from(text.as_str()),
            said::Value::Number(number) => Value::from(*number),
            said::Value::Said(inner) => Value::from(put(inner)),
        };
        (*name, value)
    });
    text_with(said.id, &values.collect::<Vec<_>>())
}

/// What can stand in a text.
pub trait AsValue {
    fn as_value(&self) -> Value<'_>;
}

impl AsValue for str {
    fn as_value(&self) -> Value<'_> {
        Value::from(self)
    }
}

impl AsValue for String {
    fn as_value(&self) -> Value<'_> {
        Value::from(self.as_str())
    }
}

impl AsValue for Cow<'_, str> {
    fn as_value(&self) -> Value<'_> {
        Value::from(&**self)
    }
}

impl<T: AsValue + ?Sized> AsValue for &T {
    fn as_value(&self) -> Value<'_> {
        (**self).as_value()
    }
}

/// Numbers; the texts write them as the language does.
macro_rules! numbers {
    ($($number:ty)+) => {
        $(impl AsValue for $number {
            fn as_value(&self) -> Value<'_> {
                Value::from(*self)
            }
        })+
    };
}
numbers!(u8 u16 u32 u64 usize i64 f32);
