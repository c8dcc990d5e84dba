//! One article as the list shows it: what is known of it without opening it.

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use super::{
    Site, bundle,
    generator::Generator,
    hugo::{Moment, Settings},
    kept_own::KeptOwn,
    keys, names,
    own::Own,
    pages::{NoPage, Page},
    status::Stop,
};
use crate::model::{
    date,
    finding::Severity,
    front_matter::{self, FrontMatter, KeyPath, Value},
    packed::Texts,
    picture::cover,
    said::{Said, said},
    schema::HeadSummary,
};

/// Those of a site without any.
static DEFAULT: LazyLock<Settings> = LazyLock::new(Settings::default);

/// What the list knows of an article without opening it.
///
/// More than twelve fields: what decides of it is read once, and shown and searched in many places.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub path: Arc<Path>,
    /// The head's title; the file name (or the bundle's folder) where there is none.
    pub title: String,
    /// As written in the head, or as its name, its file or a section gives it.
    pub date: Option<String>,
    /// Seconds since 1970 UTC, for sorting; a date without an offset counts as UTC.
    pub date_secs: Option<i64>,
    pub is_draft: bool,
    /// Why the head cannot be read, if it cannot.
    pub problem: Option<Box<Said>>,
    /// Another program left two versions in it, with marks between them.
    pub has_marks: bool,
    /// The cover picture's address as written.
    pub cover: Option<String>,
    pub tags: Texts,
    /// What the form of the site is learned from.
    pub head: HeadSummary,
    /// What of the head decides about its page.
    pub own: KeptOwn,
    /// What the site makes of it; outside of the content until it is settled.
    pub page: Result<Arc<Page>, NoPage>,
    /// Why Hugo builds nothing for its text, where that was looked at.
    pub stop_in_text: Option<Box<Stop>>,
}

impl Entry {
    /// Reads what the list needs from the text of the file at `path`. Only the head matters, so
    /// `text` may be cut anywhere after it.
    pub fn read(path: impl Into<Arc<Path>>, text: &str) -> Self {
        Self::of(path, &front_matter::glance(text), text)
    }

    /// What the list needs of a head that was read from `text`.
    pub fn of(path: impl Into<Arc<Path>>, head: &FrontMatter, text: &str) -> Self {
        Self::with_own(path.into(), head, text, &Own::of(head, text, &DEFAULT))
    }

    fn with_own(path: Arc<Path>, head: &FrontMatter, text: &str, own: &Own) -> Self {
        let written = head;
        let head = &*written.with_brought();
        let title = text_at(head, &[keys::TITLE]).filter(|title| !title.trim().is_empty());
        let date = text_at(head, &[keys::DATE]).or_else(|| text_at(head, &[keys::PUBLISH_DATE]));
        Self {
            title: title.unwrap_or_else(|| bundle::name_of(&path)),
            date_secs: date.as_deref().and_then(date::seconds),
            date,
            is_draft: head.value(&KeyPath::new([keys::DRAFT])) == Some(&Value::Bool(true)),
            problem: error_of(head).or_else(|| copy_of(&path)).map(Box::new),
            has_marks: false,
            cover: cover::address(head),
            tags: tags(head).into_iter().collect(),
            head: HeadSummary::of(written, text),
            own: KeptOwn::of(own),
            page: Err(NoPage::OutsideOfContent),
            stop_in_text: None,
            path,
        }
    }

    /// As [`of`](Self::of), with what decides about its page in a site with these settings.
    /// `modified_secs` is when the file was changed.
    pub fn in_site(
        path: impl Into<Arc<Path>>,
        head: &FrontMatter,
        text: &str,
        settings: &Settings,
        modified_secs: Option<i64>,
    ) -> Self {
        let path = path.into();
        let mut own = Own::at(&path, head, text, settings);
        own.modified_secs = modified_secs;
        let mut entry = Self::with_own(path, head, text, &own);
        let are_in_one = matches!(
            head.value(&KeyPath::new([keys::TAGS])),
            Some(Value::Text(_))
        );
        if settings.generator == Generator::Jekyll && are_in_one {
            // Jekyll takes each word of a text for one.
            let words = entry.tags.iter().flat_map(str::split_whitespace);
            entry.tags = words.collect();
        }
        entry
    }

    /// The same, with what the site makes of it; when the file was changed is not asked.
    pub fn of_page(site: &Site, path: &Path, head: &FrontMatter, text: &str) -> Self {
        let mut entry = Self::in_site(path, head, text, &site.settings, None);
        entry.set_page(site.page_of(path, head, text));
        entry
    }

    /// The same of a file in which another program left two versions.
    #[must_use]
    pub fn with_marks(mut self) -> Self {
        self.has_marks = true;
        self.problem
            .get_or_insert_with(|| Box::new(said!("text-conflict-marks")));
        self
    }

    /// Takes what the site makes of the file, which has the last word on dates and drafts.
    pub fn set_page(&mut self, page: Result<Page, NoPage>) {
        let stop = match &page {
            Ok(page) => page.stop.as_ref(),
            Err(NoPage::Stops(stop)) => Some(stop),
            Err(_) => None,
        };
        if let Some(stop) = stop {
            let why = || Box::new(said!("entry-stops-the-build", why = &stop.why));
            self.problem.get_or_insert_with(why);
        }
        if let Ok(page) = &page {
            let shown = page.dates.date.or(page.dates.publish);
            self.is_draft = page.is_draft;
            self.date_secs = shown.map(|moment| moment.secs);
            if self.date.is_none() {
                self.date = shown.as_ref().map(Moment::to_string);
            }
        }
        self.page = page.map(Arc::new);
    }

    /// Takes in why Hugo builds nothing for its text.
    pub fn set_stop_in_text(&mut self, why: Option<Said>) {
        if let Some(why) = &why {
            let why = || Box::new(said!("entry-stops-the-build", why = why));
            self.problem.get_or_insert_with(why);
        }
        self.stop_in_text = why.map(|why| Box::new(Stop::new("", why)));
    }

    /// Whether a program left it beside the article that it is a copy of.
    pub fn is_copy(&self) -> bool {
        copy_of(&self.path).is_some()
    }

    /// An article that could not be read at all.
    pub fn unreadable(path: Arc<Path>, problem: Said) -> Self {
        Self {
            title: bundle::name_of(&path),
            path,
            date: None,
            date_secs: None,
            is_draft: false,
            problem: Some(Box::new(problem)),
            has_marks: false,
            cover: None,
            tags: Texts::default(),
            head: HeadSummary::default(),
            own: KeptOwn::default(),
            page: Err(NoPage::OutsideOfContent),
            stop_in_text: None,
        }
    }
}

fn error_of(head: &FrontMatter) -> Option<Said> {
    let mut problems = head.problems.iter();
    let error = problems.find(|problem| problem.severity == Severity::Error)?;
    Some(error.message.clone())
}

/// That the file is what a program left of another one.
fn copy_of(path: &Path) -> Option<Said> {
    let original = names::original_of(&path.file_name()?.to_string_lossy())?;
    Some(said!("entry-copy-of", original = original))
}

fn text_at(head: &FrontMatter, keys: &[&str]) -> Option<String> {
    let path = KeyPath(keys.iter().map(|&key| key.to_owned()).collect());
    head.text(&path)
}

fn words(head: &FrontMatter, key: &KeyPath) -> Vec<String> {
    match head.value(key) {
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

/// The words of an article: `tags`, else those that Zola has.
fn tags(head: &FrontMatter) -> Vec<String> {
    let own = words(head, &KeyPath::new([keys::TAGS]));
    if own.is_empty() {
        words(head, &KeyPath::new([keys::TAXONOMIES, keys::TAGS]))
    } else {
        own
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn read(text: &str) -> Entry {
        Entry::read(PathBuf::from("posts/ferry.md"), text)
    }

    #[test]
    fn tags_in_one_text_are_words_to_jekyll() {
        let tags = |generator: Generator, head: &str| {
            let mut settings = Settings::default();
            settings.generator = generator;
            let text = format!("---\n{head}\n---\n");
            let head = front_matter::read(&text);
            let entry = Entry::in_site(PathBuf::from("a.md"), &head, &text, &settings, None);
            let tags: Vec<String> = entry.tags.iter().map(str::to_owned).collect();
            tags
        };

        assert_eq!(
            tags(Generator::Jekyll, "tags: ferry quay"),
            ["ferry", "quay"]
        );
        assert_eq!(
            tags(Generator::Jekyll, "tags: [ferry quay]"),
            ["ferry quay"]
        );
        assert_eq!(tags(Generator::Hugo, "tags: ferry quay"), ["ferry quay"]);
    }

    #[test]
    fn what_a_head_takes_over_from_another_map_is_its_own() {
        let entry = Entry::read(
            PathBuf::from("posts/a.md"),
            "---\nx: &d {draft: true, title: Ferry, tags: [quay]}\n<<: *d\n---\n",
        );

        assert!(entry.is_draft);
        assert_eq!(entry.title, "Ferry");
        assert!(entry.tags.iter().eq(["quay"]));
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
        assert!(entry.tags.iter().eq(["a", "b"]));
    }

    #[test]
    fn without_a_title_the_file_gives_its_name() {
        assert_eq!(read("Text").title, "ferry");
        let bundle = Entry::read(PathBuf::from("posts/ferry/index.md"), "Text");
        assert_eq!(bundle.title, "ferry");
    }

    #[test]
    fn a_copy_that_a_program_left_is_said() {
        let path = "posts/a.sync-conflict-20260224-160900-ABCDEFG.md";
        let entry = Entry::read(PathBuf::from(path), "---\ntitle: A\n---\n");

        assert!(entry.is_copy());
        assert_eq!(
            entry.problem.as_deref(),
            Some(&said!("entry-copy-of", original = "a.md"))
        );
    }

    #[test]
    fn a_broken_head_is_listed_with_its_problem() {
        let entry = read("---\ntitle: [\n---\nText");

        assert_eq!(entry.title, "ferry");
        assert!(entry.problem.is_some());
    }
}
