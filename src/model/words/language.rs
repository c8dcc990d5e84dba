//! The texts of one language, and how it writes numbers.

use std::{
    borrow::Cow,
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Mutex,
};

use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber,
};
use unic_langid::LanguageIdentifier;

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// `143,361` and `2.5`.
    Comma,
    /// `143.361` and `2,5`.
    Point,
}

/// The texts of a language, read.
pub(super) struct Texts {
    bundle: FluentBundle<FluentResource>,
    /// The texts without values, by id.
    fixed: HashMap<String, String>,
    /// The attributes `help`, by the id of their text.
    helps: HashMap<String, String>,
    /// The attributes `words`, by the id of their text.
    words: HashMap<String, String>,
    /// What was written lately, by the hash of its id and values: a frame says what the last one
    /// said.
    lately: Mutex<HashMap<u64, String>>,
}

/// As many texts as a busy window shows.
const MOST_LATELY: usize = 512;

impl Texts {
    /// What cannot be read is left out; the second is what is wrong with it.
    pub fn read(tag: &str, numbers: Numbers, source: &str) -> (Self, Vec<String>) {
        let mut wrong = Vec::new();
        let language: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks around values are for scripts that are mixed, and no font of ours has them.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match numbers {
            Numbers::Comma => written_with::<',', '.', _>,
            Numbers::Point => written_with::<'.', ',', _>,
        }));
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, errors)| {
                wrong.extend(errors.iter().map(ToString::to_string));
                rest
            });
        wrong.extend(bundle.add_builtins().err().map(|error| error.to_string()));
        let errors = bundle.add_resource(resource).err().unwrap_or_default();
        wrong.extend(errors.iter().map(ToString::to_string));
        let mut language = Self {
            bundle,
            fixed: HashMap::new(),
            helps: HashMap::new(),
            words: HashMap::new(),
            lately: Mutex::default(),
        };
        for id in ids(source) {
            language.fix(id);
        }
        (language, wrong)
    }

    /// Writes out what has no values.
    fn fix(&mut self, id: &str) {
        let Some(message) = self.bundle.get_message(id) else {
            return;
        };
        let written = |pattern| {
            let mut errors = Vec::new();
            let text = self.bundle.format_pattern(pattern, None, &mut errors);
            errors.is_empty().then(|| text.into_owned())
        };
        let text = message.value().and_then(written);
        let help = message.get_attribute("help");
        let help = help.and_then(|help| written(help.value()));
        let words = message.get_attribute("words");
        let words = words.and_then(|words| written(words.value()));
        self.words.extend(words.map(|words| (id.to_owned(), words)));
        self.fixed.extend(text.map(|text| (id.to_owned(), text)));
        self.helps.extend(help.map(|help| (id.to_owned(), help)));
    }

    pub fn text(&self, id: &str) -> Option<&str> {
        self.fixed.get(id).map(String::as_str)
    }

    pub fn help(&self, id: &str) -> Option<&str> {
        self.helps.get(id).map(String::as_str)
    }

    pub fn words(&self, id: &str) -> Option<&str> {
        self.words.get(id).map(String::as_str)
    }

    pub fn text_with(
        &self,
        id: &str,
        values: &[(&'static str, FluentValue<'_>)],
    ) -> Option<String> {
        let key = key_of(id, values);
        if let Some(key) = key
            && let Ok(lately) = self.lately.lock()
            && let Some(text) = lately.get(&key)
        {
            return Some(text.clone());
        }
        let text = self.written(id, values)?;
        if let Some(key) = key
            && let Ok(mut lately) = self.lately.lock()
        {
            if lately.len() >= MOST_LATELY {
                lately.clear();
            }
            lately.insert(key, text.clone());
        }
        Some(text)
    }

    fn written(&self, id: &str, values: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
        let mut named = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            named.set(Cow::Borrowed(*name), value.clone());
        }
        let pattern = self.bundle.get_message(id)?.value()?;
        // A value that is not given is seen as its name; a test sees to it that all are.
        let mut not_given = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&named), &mut not_given);
        Some(text.into_owned())
    }
}

/// `None`: it holds something that is neither a text nor a plain number.
fn key_of(id: &str, values: &[(&'static str, FluentValue<'_>)]) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    for (name, value) in values {
        name.hash(&mut hasher);
        match value {
            FluentValue::String(text) => (0, text).hash(&mut hasher),
            FluentValue::Number(number) => (1, number.value.to_bits()).hash(&mut hasher),
            _ => return None,
        }
    }
    Some(hasher.finish())
}

/// The ids of the texts in a file, in their order.
fn ids(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| Some(line.split_once('=')?.0.trim()))
}

/// A number with a sign between its thousands, and one before its decimals.
fn written_with<const BETWEEN: char, const POINT: char, M>(
    value: &FluentValue<'_>,
    _memory: &M,
) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(written(number, BETWEEN, POINT)),
        _ => None,
    }
}

/// Digits in groups of three, unless the text says `useGrouping: "false"`.
fn written(number: &FluentNumber, between: char, point: char) -> String {
    let plain = number.as_string();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    let digits = whole.trim_start_matches('-').len();
    for (at, digit) in whole.trim_start_matches('-').chars().enumerate() {
        let left = digits - at;
        if at > 0 && left % 3 == 0 && number.options.use_grouping {
            text.push(between);
        }
        text.push(digit);
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    match part {
        "" => format!("{sign}{text}"),
        part => format!("{sign}{text}{point}{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
save = Save all
    .help = Write every article
words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
line = Line { NUMBER($line, useGrouping: \"false\") }
named = Not opened: { $name }
";

    fn check(id: &str, name: &'static str, value: FluentValue<'_>, expected: &str) {
        let (language, _) = Texts::read("en", Numbers::Comma, SOURCE);
        let values = [(name, value)];
        // Said again, it is what it was.
        for _ in 0..2 {
            assert_eq!(language.text_with(id, &values).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_wrong_with_the_texts_is_told() {
        assert_eq!(Texts::read("en", Numbers::Comma, SOURCE).1, [""; 0]);
        assert_ne!(
            Texts::read("en", Numbers::Comma, "a = 1\na = 2\n").1,
            [""; 0]
        );
        assert_ne!(
            Texts::read("en", Numbers::Comma, "a = { $b\nc = d\n").1,
            [""; 0]
        );
    }

    #[test]
    fn texts_have_their_help_beside_them() {
        let (language, _) = Texts::read("en", Numbers::Comma, SOURCE);

        assert_eq!(language.text("save"), Some("Save all"));
        assert_eq!(language.help("save"), Some("Write every article"));
        assert_eq!(language.text("words"), None);
        assert_eq!(language.text("other"), None);
    }

    #[test]
    fn one_is_not_said_as_many_are() {
        check("words", "count", 1.into(), "1 word");
        check("words", "count", 0.into(), "0 words");
    }

    #[test]
    fn long_numbers_are_grouped_but_those_of_lines() {
        check("words", "count", 143_361.into(), "143,361 words");
        check("words", "count", 1000.into(), "1,000 words");
        check("words", "count", 999.into(), "999 words");
        check("line", "line", 12_345.into(), "Line 12345");
        check("words", "count", 2.5.into(), "2.5 words");
    }

    #[test]
    fn a_language_has_its_own_signs_in_numbers() {
        let (dutch, _) = Texts::read("nl", Numbers::Point, SOURCE);
        let said = |count: FluentValue<'_>| dutch.text_with("words", &[("count", count)]);

        assert_eq!(said(143_361.into()).as_deref(), Some("143.361 words"));
        assert_eq!(said(2.5.into()).as_deref(), Some("2,5 words"));
        assert_eq!(said(1.into()).as_deref(), Some("1 word"));
    }

    #[test]
    fn what_stands_in_a_text_stands_there_as_it_is() {
        check("named", "name", "{ $x }".into(), "Not opened: { $x }");
    }
}
