//! The language that an article says it is in: by its head, its file name or its folder; tags are
//! written as dictionaries are named.

use std::path::Path;

use crate::model::front_matter::{FrontMatter, KeyPath};

/// A language tag as dictionaries are named: `nl`, `en-gb`.
pub fn normal_tag(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-").to_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next()?;
    let is_language =
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_language {
        return None;
    }
    let region = parts.find(|part| part.len() == 2);
    Some(match region {
        Some(region) => format!("{language}-{region}"),
        None => language.to_owned(),
    })
}

/// What the article itself says its language is, most telling first: its head, its file name
/// (`post.nl.md`), the folder of a language.
pub fn candidates(head: &FrontMatter, path: &Path) -> Vec<String> {
    let name = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let in_name = name.and_then(|name| Some(name.rsplit_once('.')?.1.to_owned()));
    let folders = path.iter().rev().skip(1).filter_map(|name| name.to_str());
    let in_folder = folders
        .take(8)
        .find(|name| is_known_tag(name))
        .map(str::to_owned);
    let elsewhere = in_name.into_iter().chain(in_folder);
    in_head(head)
        .chain(elsewhere.filter_map(|tag| normal_tag(&tag)))
        .collect()
}

/// What the head of an article says its language is.
pub fn in_head(head: &FrontMatter) -> impl Iterator<Item = String> {
    let keys = ["lang", "language", "locale"];
    let found = keys
        .into_iter()
        .filter_map(|key| head.text(&KeyPath::new([key])));
    found.filter_map(|tag| normal_tag(&tag))
}

/// Whether a folder of this name is the folder of a language: the names that are sure enough.
pub fn is_known_tag(name: &str) -> bool {
    let sure = [
        "nl", "en", "de", "fr", "es", "it", "pt", "pl", "sv", "da", "fi", "nb", "nn", "cs", "fy",
        "uk", "ru", "tr", "hu", "ro", "el", "pt-br", "en-gb", "en-us", "nl-be", "nl-nl", "de-de",
    ];
    sure.contains(&name)
}

/// As people know it; the tag itself for those that Kopij does not name.
pub fn title(tag: &str) -> &str {
    match tag {
        "nl" | "nl-nl" => "Nederlands",
        "en" | "en-us" => "English (US)",
        "en-gb" => "English (UK)",
        "de" | "de-de" => "Deutsch",
        "fr" | "fr-fr" => "Français",
        "es" | "es-es" => "Español",
        "it" | "it-it" => "Italiano",
        "pt" | "pt-pt" => "Português",
        "pt-br" => "Português (Brasil)",
        "pl" | "pl-pl" => "Polski",
        "sv" | "sv-se" => "Svenska",
        "da" | "da-dk" => "Dansk",
        "nb" | "nb-no" => "Norsk bokmål",
        "nn" | "nn-no" => "Norsk nynorsk",
        "fi" | "fi-fi" => "Suomi",
        "cs" | "cs-cz" => "Čeština",
        "fy" | "fy-nl" => "Frysk",
        "de-at" => "Deutsch (Österreich)",
        "de-ch" => "Deutsch (Schweiz)",
        "en-au" => "English (Australia)",
        "en-ca" => "English (Canada)",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter;

    #[test]
    fn tags_are_written_in_many_ways() {
        let tag = |tag| normal_tag(tag);
        assert_eq!(tag("nl").as_deref(), Some("nl"));
        assert_eq!(tag("en_GB").as_deref(), Some("en-gb"));
        assert_eq!(tag("zh-Hans-CN").as_deref(), Some("zh-cn"));
        assert_eq!(tag("english"), None);
        assert_eq!(tag(""), None);
    }

    #[test]
    fn head_name_and_folder_say_the_language() {
        let check = |text: &str, path: &str, expected: &[&str]| {
            let head = front_matter::read(text);
            assert_eq!(candidates(&head, Path::new(path)), expected, "{path}");
        };
        check("---\nlang: nl\n---\n", "a.en.md", &["nl", "en"]);
        check("", "content/post.nl.md", &["nl"]);
        check("", "content/nl/post.md", &["nl"]);
        check("", "content/version.2.0.md", &[]);
        check("", "content/posts/post.md", &[]);
    }
}
