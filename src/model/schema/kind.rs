//! What a field is for, judged by its values and its name.

use crate::model::{
    front_matter::KeyPath,
    picture,
    said::{Said, said},
    site::keys,
};

/// What a value is for, and so which control it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    Text,
    LongText,
    Number,
    Switch,
    Date,
    /// One of a few words.
    Choice,
    /// Words that other articles have too.
    Tags,
    /// Texts of its own.
    List,
    Image,
    Link,
    Map,
    ListOfMaps,
}

/// What is known of the texts of a field.
pub(super) struct Texts<'a> {
    /// Articles that have it.
    pub count: usize,
    /// Short ones, most frequent first.
    pub words: &'a [(String, usize)],
    /// Texts too long to be remembered.
    pub long: usize,
    /// Texts with line breaks.
    pub with_breaks: usize,
    pub median_chars: usize,
}

/// The kind of a field whose values are texts.
pub(super) fn of_texts(path: &KeyPath, texts: &Texts<'_>) -> FieldKind {
    let key = path
        .0
        .last()
        .map(|key| key.to_lowercase())
        .unwrap_or_default();
    let is_any = |keys: &[&str]| keys.contains(&key.as_str());
    let share = |is: &dyn Fn(&str) -> bool| {
        let found: usize = texts
            .words
            .iter()
            .filter(|(word, _)| is(&word.to_lowercase()))
            .map(|(_, count)| count)
            .sum();
        let known: usize = texts.words.iter().map(|(_, count)| count).sum();
        found * 10 >= known * 6 && known > 0
    };
    let is_picture = |word: &str| {
        let address = word.split(['?', '#']).next().unwrap_or(word);
        picture::is_picture(address)
    };
    if is_any(&keys::WORD_LISTS) {
        FieldKind::Tags
    } else if is_any(&keys::PICTURES) || share(&is_picture) {
        FieldKind::Image
    } else if is_any(&keys::LINKS) || share(&|word: &str| word.starts_with("http")) {
        FieldKind::Link
    } else if is_any(&keys::LONG_TEXTS)
        || texts.median_chars > 80
        || texts.with_breaks * 2 > texts.count
    {
        FieldKind::LongText
    } else if is_choice(texts) && key != keys::TITLE {
        FieldKind::Choice
    } else {
        FieldKind::Text
    }
}

/// A few words that many articles share.
fn is_choice(texts: &Texts<'_>) -> bool {
    let distinct = texts.words.len();
    texts.count >= 5
        && texts.long == 0
        && (1..=12).contains(&distinct)
        && distinct * 3 <= texts.count
        && texts
            .words
            .iter()
            .all(|(word, _)| word.chars().count() <= 40)
}

/// The name of a key for people: `publishDate` is "Publish date", `links.0.url` "Links › 1 › URL".
pub fn label(path: &KeyPath) -> Said {
    if let Some(known) = well_known(&path.to_string()) {
        return known;
    }
    let names = path.0.iter().enumerate().map(|(at, key)| {
        let name = name_of(key);
        if name.is_empty() {
            return said!("label-no-name");
        }
        let known = (at == 0).then(|| well_known(key)).flatten();
        known.unwrap_or_else(|| Said::verbatim(if at == 0 { capital(&name) } else { name }))
    });
    let below = |above: Said, name: Said| said!("label-below", above = &above, name = &name);
    names.reduce(below).unwrap_or_else(|| Said::verbatim(""))
}

/// What a language has a word of its own for.
fn well_known(key: &str) -> Option<Said> {
    Some(match key.to_lowercase().as_str() {
        keys::TITLE => said!("fields-title"),
        keys::DATE => said!("fields-date"),
        keys::TAGS => said!("fields-tags"),
        keys::SUMMARY => said!("fields-summary"),
        keys::DESCRIPTION => said!("fields-description"),
        keys::DRAFT => said!("fields-draft"),
        keys::AUTHOR => said!("label-author"),
        keys::SEVERAL_AUTHORS => said!("label-authors"),
        keys::CATEGORIES => said!("label-categories"),
        keys::COVER => said!("label-cover"),
        keys::COVER_IMAGE => said!("label-picture"),
        keys::COVER_ALT => said!("label-alt"),
        keys::COVER_CAPTION => said!("label-caption"),
        _ => return None,
    })
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// Items are counted from 1, and what nobody writes in small letters is not. Empty: it has none.
fn name_of(key: &str) -> String {
    const SHORT: [&str; 6] = ["url", "seo", "id", "rss", "html", "pdf"];
    if let Some(next) = key.parse().ok().and_then(|at: usize| at.checked_add(1)) {
        return next.to_string();
    }
    let words = words_of(key);
    let words: Vec<String> = words
        .split(' ')
        .map(|word| {
            if SHORT.contains(&word) {
                word.to_uppercase()
            } else {
                word.to_owned()
            }
        })
        .collect();
    words.join(" ")
}

/// `publishDate`, `publish_date` and `publish-date` are two words; `ms.date` and `URL` are one.
fn words_of(key: &str) -> String {
    let mut words = String::new();
    let mut was_lower = false;
    for char in key.chars() {
        if matches!(char, '_' | '-') {
            words.push(' ');
            was_lower = false;
        } else if char.is_uppercase() && was_lower {
            words.push(' ');
            words.extend(char.to_lowercase());
            was_lower = false;
        } else {
            words.push(char);
            was_lower = char.is_lowercase();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::put;

    fn texts(words: &[(&str, usize)]) -> Vec<(String, usize)> {
        words
            .iter()
            .map(|&(word, count)| (word.to_owned(), count))
            .collect()
    }

    #[track_caller]
    fn check(key: &str, words: &[(&str, usize)], kind: FieldKind) {
        let words = texts(words);
        let texts = Texts {
            count: words.iter().map(|(_, count)| count).sum(),
            words: &words,
            long: 0,
            with_breaks: 0,
            median_chars: 10,
        };
        assert_eq!(of_texts(&KeyPath::new([key]), &texts), kind, "{key}");
    }

    #[test]
    fn texts_are_judged_by_what_they_hold_and_then_by_name() {
        check("label", &[("NEWS", 8), ("OPINION", 4)], FieldKind::Choice);
        check("label", &[("NEWS", 2), ("OPINION", 2)], FieldKind::Text);
        check(
            "author",
            &[("A", 1), ("B", 1), ("C", 1), ("D", 1), ("E", 1)],
            FieldKind::Text,
        );
        check(
            "teaser",
            &[("/a.jpg", 3), ("/b.png?w=3", 1)],
            FieldKind::Image,
        );
        check("source", &[("https://a.org", 3)], FieldKind::Link);
        check("tags", &[("one", 3)], FieldKind::Tags);
        check("caption", &[("one", 3)], FieldKind::LongText);
        check("title", &[("Weekly", 30)], FieldKind::Text);
    }

    #[test]
    fn keys_become_words() {
        assert_eq!(put(&label(&KeyPath::new(["publishDate"]))), "Publish date");
        assert_eq!(put(&label(&KeyPath::new(["og_image"]))), "Og image");
        assert_eq!(put(&label(&KeyPath::new(["URL"]))), "URL");
        assert_eq!(put(&label(&KeyPath::new(["ms.date"]))), "Ms.date");
        assert_eq!(
            put(&label(&KeyPath::new(["seo", "metaTitle"]))),
            "SEO › meta title"
        );
        assert_eq!(
            put(&label(&KeyPath::new(["links", "0", "iconUrl"]))),
            "Links › 1 › icon URL"
        );
        assert_eq!(put(&label(&KeyPath::new(["cover", "alt"]))), "Alt text");
    }
}
