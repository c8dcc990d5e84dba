//! One article as the list shows it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::model::{
    date,
    front_matter::{self, FrontMatter, KeyPath, Value},
    problem::Severity,
    schema::HeadSummary,
};

/// What the list knows of an article without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: PathBuf,
    /// The head's title; the file name (or the bundle's folder) where there is none.
    pub title: String,
    /// As written in the head.
    pub date: Option<String>,
    /// Seconds since 1970 UTC, for sorting; a date without an offset counts as UTC.
    pub date_secs: Option<i64>,
    pub is_draft: bool,
    /// Why the head cannot be read, if it cannot.
    pub problem: Option<String>,
    /// The cover picture's address as written.
    pub cover: Option<String>,
    pub tags: Vec<String>,
    /// What the form of the site is learned from.
    pub head: Arc<HeadSummary>,
}

impl Entry {
    /// Reads what the list needs from the text of the file at `path`. Only the head matters, so
    /// `text` may be cut anywhere after it.
    pub fn read(path: PathBuf, text: &str) -> Self {
        Self::of(path, &front_matter::glance(text), text)
    }

    /// What the list needs of a head that was read from `text`.
    pub fn of(path: PathBuf, head: &FrontMatter, text: &str) -> Self {
        let title = text_at(head, &["title"]).filter(|title| !title.trim().is_empty());
        let date = text_at(head, &["date"]).or_else(|| text_at(head, &["publishDate"]));
        Self {
            title: title.unwrap_or_else(|| name_of(&path)),
            date_secs: date.as_deref().and_then(date::seconds),
            date,
            is_draft: head.value(&KeyPath::new(["draft"])) == Some(&Value::Bool(true)),
            problem: head
                .problems
                .iter()
                .find(|problem| problem.severity == Severity::Error)
                .map(|problem| problem.message.clone()),
            cover: cover(head),
            tags: tags(head),
            head: Arc::new(HeadSummary::of(head, text)),
            path,
        }
    }

    /// An article that could not be read at all.
    pub fn unreadable(path: PathBuf, problem: String) -> Self {
        Self {
            title: name_of(&path),
            path,
            date: None,
            date_secs: None,
            is_draft: false,
            problem: Some(problem),
            cover: None,
            tags: Vec::new(),
            head: Arc::default(),
        }
    }
}

fn text_at(head: &FrontMatter, keys: &[&str]) -> Option<String> {
    let path = KeyPath(keys.iter().map(|&key| key.to_owned()).collect());
    head.text(&path)
}

fn cover(head: &FrontMatter) -> Option<String> {
    text_at(head, &["cover", "image"])
        .or_else(|| text_at(head, &["cover"]))
        .or_else(|| text_at(head, &["image"]))
        .or_else(|| text_at(head, &["featured_image"]))
        .filter(|address| !address.is_empty())
}

fn tags(head: &FrontMatter) -> Vec<String> {
    match head.value(&KeyPath::new(["tags"])) {
        Some(Value::List(items)) => items
            .iter()
            .filter_map(|item| match item {
                Value::Text(text) | Value::Date(text) => Some(text.clone()),
                Value::Integer(number) => Some(number.to_string()),
                _ => None,
            })
            .collect(),
        Some(Value::Text(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// `ferry.md` is "ferry", and so is `ferry/index.md`.
fn name_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let name = if stem == "index" || stem == "_index" {
        path.parent().and_then(Path::file_name).unwrap_or(stem)
    } else {
        stem
    };
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Entry {
        Entry::read(PathBuf::from("posts/ferry.md"), text)
    }

    #[test]
    fn the_list_shows_what_the_head_says() {
        let entry = read(
            "---\ntitle: \"The ferry: back\"\ndate: 2026-02-24\ndraft: true\ntags: [a, b]\ncover:\n  image: x.jpg\n---\nText",
        );

        assert_eq!(entry.title, "The ferry: back");
        assert_eq!(entry.date.as_deref(), Some("2026-02-24"));
        assert!(entry.is_draft && entry.date_secs.is_some());
        assert_eq!(entry.cover.as_deref(), Some("x.jpg"));
        assert_eq!(entry.tags, ["a", "b"]);
    }

    #[test]
    fn without_a_title_the_file_gives_its_name() {
        assert_eq!(read("Text").title, "ferry");
        let bundle = Entry::read(PathBuf::from("posts/ferry/index.md"), "Text");
        assert_eq!(bundle.title, "ferry");
    }

    #[test]
    fn a_broken_head_is_listed_with_its_problem() {
        let entry = read("---\ntitle: [\n---\nText");

        assert_eq!(entry.title, "ferry");
        assert!(entry.problem.is_some());
    }
}
