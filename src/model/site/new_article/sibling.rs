//! A new article with the head of another: its keys in their order and style, without the values that
//! are that other's own.

use super::{Draft, Facts};
use crate::model::{
    date,
    front_matter::{self, Change, Entry, KeyPath, Value},
    said::said,
    site::keys,
};

/// The head of `text` with its keys, order, comments and styles, but without its values: only
/// those at `stable` and the switches and numbers are kept, and the keys at `unusual` go. The new
/// article is a draft without text, with an address of its own.
pub fn from_sibling(text: &str, stable: &[KeyPath], unusual: &[KeyPath], facts: &Facts) -> Draft {
    let head = front_matter::read(text);
    let fences = text.get(..head.head.end).unwrap_or_default();
    if head.format.is_none() && head.problems.is_empty() {
        return without_head(text, facts);
    }
    if head.format.is_none() || !head.is_editable() {
        let mut draft = super::blank(facts, front_matter::Format::Yaml);
        draft.problems.push(said!("new-article-other-not-read"));
        return draft;
    }
    let ending = if fences.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let mut draft = Draft {
        text: format!("{}{ending}{ending}", fences.trim_end_matches(['\r', '\n'])),
        problems: Vec::new(),
    };
    let root = KeyPath(Vec::new());
    let date = date_key(&head.entries);
    let stable: Vec<KeyPath> = stable.iter().chain([&date]).cloned().collect();
    for change in clearing(&head.entries, &root, (&stable, unusual)) {
        draft.change(&change, facts);
    }
    let mut names = head.entries.iter().map(|entry| &entry.key);
    if let Some(slug) = names.find(|key| key.eq_ignore_ascii_case(keys::SLUG)) {
        let path = KeyPath(vec![slug.clone()]);
        if front_matter::glance(&draft.text).value(&path).is_some() {
            draft.set(path, Value::Text(facts.slug.clone()), facts);
        }
    }
    draft.entitle_and_date(date, facts);
    draft.keep_back(facts);
    draft
}

/// The key that says when the article appears: `date`, or what the site has in its place.
fn date_key(entries: &[Entry]) -> KeyPath {
    let is_date = |entry: &&Entry| match &entry.value {
        Value::Date(_) => true,
        Value::Text(text) => date::day(text).is_some(),
        _ => false,
    };
    let called = |name: &str| {
        let mut dates = entries.iter().filter(is_date);
        dates.find(|entry| entry.key.eq_ignore_ascii_case(name))
    };
    let mut has_date = entries.iter().map(|entry| &entry.key);
    if has_date.any(|key| key.eq_ignore_ascii_case(keys::DATE)) {
        return KeyPath::new([keys::DATE]);
    }
    let own = keys::PUBLICATION.iter().find_map(|name| called(name));
    own.map_or_else(
        || KeyPath::new([keys::DATE]),
        |entry| KeyPath(vec![entry.key.clone()]),
    )
}

/// Where articles have no head, the title is their first heading.
fn without_head(text: &str, facts: &Facts) -> Draft {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Draft {
        text: format!("# {}{ending}{ending}", facts.title),
        problems: Vec::new(),
    }
}

/// The changes that empty what belongs to the other article alone.
fn clearing(
    entries: &[Entry],
    parent: &KeyPath,
    (stable, unusual): (&[KeyPath], &[KeyPath]),
) -> Vec<Change> {
    let mut changes = Vec::new();
    for entry in entries {
        let mut path = parent.clone();
        path.0.push(entry.key.clone());
        let is_kept = stable.contains(&path)
            || [
                keys::TITLE,
                keys::DATE,
                keys::DRAFT,
                keys::LAYOUT,
                keys::TYPE,
            ]
            .contains(&path.to_string().to_lowercase().as_str());
        if is_kept {
            continue;
        }
        if is_all_in(entry, &path, unusual) {
            changes.push(Change::Remove { path });
            continue;
        }
        // It is set once the others are.
        if parent.0.is_empty() && entry.key.eq_ignore_ascii_case(keys::SLUG) {
            continue;
        }
        match &entry.value {
            Value::Map(inner) => changes.extend(clearing(inner, &path, (stable, unusual))),
            Value::Text(text) if date::day(text).is_some() => changes.push(Change::Remove { path }),
            Value::Date(_) => changes.push(Change::Remove { path }),
            Value::Text(text) if !text.is_empty() => changes.push(Change::Set {
                path,
                value: Value::Text(String::new()),
            }),
            Value::List(items) if !items.is_empty() => changes.push(Change::Set {
                path,
                value: Value::List(Vec::new()),
            }),
            _ => {}
        }
    }
    changes
}

/// Whether a key, or every key in its map, is one of these.
fn is_all_in(entry: &Entry, path: &KeyPath, keys: &[KeyPath]) -> bool {
    let Value::Map(inner) = &entry.value else {
        return keys.contains(path);
    };
    let is_in = |entry: &Entry| {
        let mut path = path.clone();
        path.0.push(entry.key.clone());
        is_all_in(entry, &path, keys)
    };
    !inner.is_empty() && inner.iter().all(is_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{said::Said, site::generator::Generator};

    const OTHER: &str = "---\ntitle: \"Old\" # in lists\ndate: 2026-02-24\nlastmod: 2026-03-01\ntags: [a, b]\nlabel: NEWS\nsummary: >\n  Long\n  text\nauthor: Eva\ncover:\n  image: \"x.jpg\"\n  relative: true\ndraft: false\n---\n\nIts text.\n";

    #[test]
    fn a_sibling_gives_its_keys_and_style_and_not_its_words() {
        let stable = [KeyPath::new(["author"])];

        let draft = from_sibling(OTHER, &stable, &[], &super::super::facts());

        assert_eq!(draft.problems, [] as [Said; 0]);
        assert_eq!(
            draft.text,
            "---\ntitle: \"The ferry: \\\"back\\\"\" # in lists\ndate: 2026-11-23\ntags: []\nlabel: \"\"\nsummary: \"\"\nauthor: Eva\ncover:\n  image: \"\"\n  relative: true\ndraft: true\n---\n\n"
        );
    }

    #[test]
    fn what_is_not_usual_is_left_out_and_the_address_is_its_own() {
        let other = "---\ntitle: Old\nslug: old\npinned: true\ncover:\n  image: x.jpg\n  credit: Eva\nmap:\n  a: b\n---\n";
        let unusual: Vec<KeyPath> = ["pinned", "cover.credit", "map.a"]
            .map(|path| KeyPath(path.split('.').map(str::to_owned).collect()))
            .into();

        let draft = from_sibling(other, &[], &unusual, &super::super::facts());

        assert_eq!(draft.problems, [] as [Said; 0]);
        let keys = "slug: the-ferry-back\ncover:\n  image: \"\"\n";
        assert!(draft.text.contains(keys), "{}", draft.text);
        for gone in ["pinned", "credit", "map"] {
            assert!(!draft.text.contains(gone), "{}", draft.text);
        }
    }

    /// Another one beside it would be what the site asks for neither by name nor by kind.
    #[test]
    fn the_date_has_the_key_that_the_others_have() {
        let other =
            "---\ntitle: Old\npubDate: 2025-05-02\nupdatedDate: 2025-06-01\ntags: [a]\n---\n";

        let draft = from_sibling(other, &[], &[], &super::super::facts());

        assert_eq!(draft.problems, [] as [Said; 0]);
        assert!(
            draft.text.contains("pubDate: 2026-11-23\ntags"),
            "{}",
            draft.text
        );
        assert!(!draft.text.contains("\ndate:"), "{}", draft.text);
    }

    /// Without it a page is drawn as another kind of page, or bare.
    #[test]
    fn what_draws_the_page_is_kept() {
        let other = "---\nlayout: post\ntype: story\ntitle: Old\ndate: 2026-01-01\n---\n";

        let draft = from_sibling(other, &[], &[], &super::super::facts());

        assert!(
            draft.text.contains("layout: post\ntype: story\n"),
            "{}",
            draft.text
        );
    }

    #[test]
    fn line_endings_are_those_of_the_sibling() {
        let other = OTHER.replace('\n', "\r\n");

        let draft = from_sibling(&other, &[], &[], &super::super::facts());

        assert_eq!(
            draft.text.matches('\n').count(),
            draft.text.matches("\r\n").count()
        );
        assert!(draft.text.ends_with("---\r\n\r\n"));
    }

    #[test]
    fn a_sibling_without_a_head_gives_a_heading() {
        let facts = Facts {
            title: "Groceries".to_owned(),
            ..super::super::facts()
        };

        let draft = from_sibling("# Note\r\n\r\nText\r\n", &[], &[], &facts);

        assert_eq!(draft.text, "# Groceries\r\n\r\n");
        assert_eq!(draft.problems, [] as [Said; 0]);
    }

    #[test]
    fn what_keeps_it_from_readers_is_what_the_generator_knows() {
        let facts = Facts {
            kept_back: Generator::Jekyll.kept_back(),
            ..super::super::facts()
        };

        let draft = from_sibling("---\ntitle: A\ndate: 2026-01-01\n---\n", &[], &[], &facts);

        assert!(draft.text.contains("published: false\n"), "{}", draft.text);
        assert!(!draft.text.contains("draft"), "{}", draft.text);
    }

    #[test]
    fn a_broken_sibling_gives_a_blank_article_and_says_so() {
        let draft = from_sibling("---\ntitle: [\n---\n", &[], &[], &super::super::facts());

        assert!(draft.text.starts_with("---\ntitle: "));
        assert_eq!(draft.problems.len(), 1);
    }
}
