//! Texts for people, in their language.
//!
//! Every sentence stands in `assets/languages`, a file for each language, in the grammar of Project
//! Fluent, under an id. A view or a headless command asks for it with `say!`; what `model` and `io`
//! have to say comes as a [`Said`], and [`put`] puts the words to it, in the floors above them. A text
//! without values is looked up and nothing else, so that it costs nothing in a frame.
//!
//! One language is spoken in the whole program, English until [`speak`] says otherwise; what it has no
//! text for is said in English. It can be another from one frame to the next: texts are asked for
//! anew in each, and [`spoken`] stands in the key of what is kept longer.
//!
//! `tests/it/words.rs` reads the sources: no text for people stands in them, every id that is
//! asked for is there, with the values that its text names, no text is there for nothing, and all
//! languages have the same texts.

mod language;

use std::{
    borrow::Cow,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

pub use fluent_bundle::FluentValue as Value;

use crate::model::{
    date::{self, Tongue},
    said::{self, Said, Says},
};
use language::{Numbers, Texts};

/// A language that there are texts in.
pub struct Language {
    /// As BCP 47 has it: `nl`.
    pub tag: &'static str,
    /// As it calls itself.
    pub name: &'static str,
    numbers: Numbers,
    source: &'static str,
    /// Read once, when the first text is asked for: they are constants of the program.
    texts: OnceLock<Texts>,
}

/// English first: it has all texts.
static LANGUAGES: [Language; 2] = [
    Language::of(
        "en",
        "English",
        Numbers::Comma,
        include_str!("../../../assets/languages/en.ftl"),
    ),
    Language::of(
        "nl",
        "Nederlands",
        Numbers::Point,
        include_str!("../../../assets/languages/nl.ftl"),
    ),
];

/// Which of [`LANGUAGES`] is spoken; behind the last: [`TRIED`].
static SPOKEN: AtomicUsize = AtomicUsize::new(0);

/// Texts that are not shipped.
static TRIED: OnceLock<Texts> = OnceLock::new();

impl Language {
    const fn of(
        tag: &'static str,
        name: &'static str,
        numbers: Numbers,
        source: &'static str,
    ) -> Self {
        Self {
            tag,
            name,
            numbers,
            source,
            texts: OnceLock::new(),
        }
    }

    fn texts(&self) -> &Texts {
        let read = || Texts::read(self.tag, self.numbers, self.source).0;
        self.texts.get_or_init(read)
    }
}

/// All languages that there are texts in, English first.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}

/// Speaks the language with this tag (`nl`), or else the first of those that are wanted (`nl-BE`, the
/// most wanted first) that there are texts in, or else English.
pub fn speak(chosen: Option<&str>, wanted: &[String]) {
    let place = |tag: &str| LANGUAGES.iter().position(|it| it.tag == primary(tag));
    let chosen = chosen.and_then(place);
    let at = chosen.or_else(|| wanted.iter().find_map(|tag| place(tag)));
    SPOKEN.store(at.unwrap_or_default(), Ordering::Relaxed);
}

/// Speaks what stands in a file of texts that is not shipped, for who translates; the first such file
/// is kept until the program ends. Returns what is wrong with it, one line each.
pub fn try_out(source: &str) -> Vec<String> {
    let (texts, wrong) = Texts::read("en", Numbers::Comma, source);
    TRIED.get_or_init(|| texts);
    SPOKEN.store(LANGUAGES.len(), Ordering::Relaxed);
    wrong
}

/// The tag of the language that is spoken; empty where it is one that is tried out.
pub fn spoken() -> &'static str {
    let at = SPOKEN.load(Ordering::Relaxed);
    LANGUAGES.get(at).map_or("", |it| it.tag)
}

/// How the language that is spoken names days.
pub fn tongue() -> &'static Tongue {
    Tongue::of(spoken()).unwrap_or_else(Tongue::english)
}

/// `en` of `en-GB` and `en_GB`.
fn primary(tag: &str) -> String {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    language.to_ascii_lowercase()
}

fn english() -> &'static Texts {
    let [english, ..] = &LANGUAGES;
    english.texts()
}

/// Of the language that is spoken, or else of English.
fn of_either<T>(find: impl Fn(&'static Texts) -> Option<T>) -> Option<T> {
    let texts = match LANGUAGES.get(SPOKEN.load(Ordering::Relaxed)) {
        Some(language) => Some(language.texts()),
        None => TRIED.get(),
    };
    texts.and_then(&find).or_else(|| find(english()))
}

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

/// The id of a text that is asked for elsewhere, by [`text`].
macro_rules! id {
    ($id:literal) => {
        $id
    };
}
pub(crate) use id;

/// A text in which no values stand. What there is no text for is shown by its id.
pub fn text(id: &'static str) -> &'static str {
    of_either(|texts| texts.text(id)).unwrap_or(id)
}

/// What is said beside a text: its attribute `help`.
pub fn help(id: &'static str) -> &'static str {
    of_either(|texts| texts.help(id)).unwrap_or(id)
}

/// Other words that a text is found by: its attribute `words`, empty without.
pub fn other_words(id: &'static str) -> &'static str {
    of_either(|texts| texts.words(id)).unwrap_or_default()
}

/// A text with values in it. Numbers are written as the language writes them.
pub fn text_with(id: &str, values: &[(&'static str, Value<'_>)]) -> String {
    let text = of_either(|texts| texts.text_with(id, values));
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
            said::Value::When(when) => Value::from(date::short(tongue(), when)),
            said::Value::Said(inner) => Value::from(put(inner)),
        };
        (*name, value)
    });
    text_with(said.id, &values.collect::<Vec<_>>())
}

/// The words of an error or a refusal.
pub fn of(says: &impl Says) -> String {
    put(&says.said())
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

impl AsValue for Said {
    fn as_value(&self) -> Value<'_> {
        Value::from(put(self))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_all_languages_can_be_read() {
        for language in languages() {
            let (_, wrong) = Texts::read(language.tag, language.numbers, language.source);

            assert_eq!(wrong, [""; 0], "{}", language.tag);
            assert!(language.texts().text("Save").is_some(), "{}", language.tag);
            let tongue = Tongue::of(language.tag);
            assert!(tongue.is_some(), "the months of {}", language.tag);
        }
    }

    #[test]
    fn a_tag_names_its_language() {
        assert_eq!(primary("nl-BE"), "nl");
        assert_eq!(primary("EN_gb"), "en");
        assert_eq!(primary("nld"), "nld");
    }
}
