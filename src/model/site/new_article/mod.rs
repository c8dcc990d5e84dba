//! The text of an article that is not there yet: from an archetype, from a sibling, or blank.

mod archetype;
mod budget;
mod functions;
mod humanize;
mod sibling;
mod slug;
mod template;

use std::path::{Path, PathBuf};

pub use archetype::{Archetype, carried_out, from_archetype};
pub use budget::Budget;
pub use sibling::from_sibling;
pub use slug::slug;

pub use crate::model::schema::Shape;
use crate::model::{
    front_matter::{self, Change, Format, KeyPath, Manner, Value},
    said::{Said, said},
    site::{bundle, keys},
};

/// What the writer said of the new article, and the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub title: String,
    pub slug: String,
    /// The folder below the content folder, with `/`; empty at its top.
    pub section: String,
    pub site_title: String,
    /// The article is a folder with its files.
    pub is_bundle: bool,
    /// The language of the site, as its settings have it: `nl-NL`; empty where they do not.
    pub language: String,
    /// This moment in the zone of the site.
    pub now: jiff::ZonedDateTime,
    /// A date as the section writes it; empty where it has none.
    pub date_example: String,
    /// How the section writes what the new head shows nothing of.
    pub manner: Manner,
    /// The switch that keeps an article from readers.
    pub kept_back: (&'static str, bool),
}

/// Where the head of the new article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file of the site's `archetypes` folder.
    Archetype {
        path: PathBuf,
    },
    /// Another article; `stable`: the keys whose values are kept, `unusual`: those that are left out.
    Sibling {
        path: PathBuf,
        stable: Vec<KeyPath>,
        unusual: Vec<KeyPath>,
    },
    Blank {
        format: Format,
    },
}

/// A text, and what could not be taken over into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    /// One line each.
    pub problems: Vec<Said>,
}

/// Where the new article will be, below the content folder. `ending`: what follows the name of a
/// file, `.md`.
pub fn path(section: &str, name: &str, ending: &str, shape: Shape) -> PathBuf {
    let folder = Path::new(section);
    match shape {
        Shape::File => folder.join(format!("{name}{ending}")),
        Shape::Bundle => folder.join(name).join(format!("{}{ending}", bundle::LEAF)),
    }
}

/// What a writer gave as the name of a file, without what no name may hold.
pub fn as_name(typed: &str) -> String {
    let is_bad = |char: char| char.is_control() || "/\\:*?\"<>|".contains(char);
    let name = typed.trim().replace(is_bad, "-");
    let name = name.trim_start_matches(['.', '#']);
    name.trim_end_matches('.').to_owned()
}

/// A head with title, date and `draft: true`, and no text.
pub fn blank(facts: &Facts, format: Format) -> Draft {
    // A title that is not there yet says nothing of quotes.
    let is_open = format == Format::Yaml && facts.title.is_empty();
    let fence = match format {
        Format::Yaml if is_open => "---\ntitle:\n---\n\n",
        Format::Yaml => "---\n---\n\n",
        Format::Toml => "+++\n+++\n\n",
        Format::Json => "{\n}\n\n",
    };
    let mut draft = Draft {
        text: fence.to_owned(),
        problems: Vec::new(),
    };
    if is_open {
        draft.date(facts);
    } else {
        draft.entitle(facts);
    }
    draft.keep_back(facts);
    draft
}

impl Draft {
    /// Gives the head its title and this moment as its date, written as the head writes them.
    fn entitle(&mut self, facts: &Facts) {
        self.entitle_and_date(KeyPath::new([keys::DATE]), facts);
    }

    /// As [`entitle`](Self::entitle), where the date has another key.
    fn entitle_and_date(&mut self, date: KeyPath, facts: &Facts) {
        let title = Value::Text(facts.title.clone());
        self.set(KeyPath::new([keys::TITLE]), title, facts);
        self.date_at(date, facts);
    }

    fn date(&mut self, facts: &Facts) {
        self.date_at(KeyPath::new([keys::DATE]), facts);
    }

    fn date_at(&mut self, date: KeyPath, facts: &Facts) {
        let old = front_matter::read(&self.text).text(&date);
        let old = old.filter(|old| !old.is_empty());
        let old = old.unwrap_or_else(|| facts.date_example.clone());
        let now = crate::model::date::like(&old, &facts.now);
        self.set(date, Value::Date(now), facts);
    }

    /// Readers do not see it yet.
    fn keep_back(&mut self, facts: &Facts) {
        let (key, value) = facts.kept_back;
        self.set(KeyPath::new([key]), Value::Bool(value), facts);
    }

    fn set(&mut self, path: KeyPath, value: Value, facts: &Facts) {
        self.change(&Change::Set { path, value }, facts);
    }

    /// Makes a change of the head; a refusal is listed.
    fn change(&mut self, change: &Change, facts: &Facts) {
        match front_matter::edit_in(&self.text, change, facts.manner) {
            Ok(Some(edit)) => self.text = edit.applied_to(&self.text),
            Ok(None) => {}
            Err(refusal) => self.problems.push(said!(
                "new-article-was-not-set",
                key = change.path().to_string(),
                why = refusal.said()
            )),
        }
    }
}

#[cfg(test)]
fn facts() -> Facts {
    let now: jiff::Timestamp = "2026-11-23T14:04:05Z".parse().unwrap();
    Facts {
        title: "The ferry: \"back\"".to_owned(),
        slug: "the-ferry-back".to_owned(),
        section: "posts".to_owned(),
        site_title: "The Quay".to_owned(),
        is_bundle: false,
        language: String::new(),
        now: now.to_zoned_datetime(jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap()),
        date_example: String::new(),
        manner: Manner::default(),
        kept_back: (keys::DRAFT, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter::{Quotes, Quoting};

    #[test]
    fn a_typed_name_holds_nothing_that_leads_elsewhere() {
        assert_eq!(as_name(" 2026-02-24-a_b "), "2026-02-24-a_b");
        assert_eq!(as_name("../../etc"), "-..-etc");
        assert_eq!(as_name("#a:b."), "a-b");
    }

    #[test]
    fn a_blank_article_has_a_title_a_date_and_is_a_draft() {
        let yaml = blank(&facts(), Format::Yaml);
        assert_eq!(
            yaml.text,
            "---\ntitle: \"The ferry: \\\"back\\\"\"\ndate: 2026-11-23T15:04:05+01:00\ndraft: true\n---\n\n"
        );
        assert!(yaml.problems.is_empty());

        let toml = blank(&facts(), Format::Toml);
        let head = front_matter::read(&toml.text);
        assert_eq!(head.format, Some(Format::Toml));
        let title = head.text(&KeyPath::new(["title"]));
        assert_eq!(title, Some(facts().title));
    }

    #[test]
    fn a_blank_article_is_written_as_its_section_is() {
        let single = Quoting {
            quotes: Some(Quotes::Single),
            is_always: true,
        };
        let facts = Facts {
            date_example: "2026-01-31".to_owned(),
            manner: Manner {
                texts: single,
                ..Manner::default()
            },
            ..facts()
        };

        let draft = blank(&facts, Format::Yaml);

        assert_eq!(
            draft.text,
            "---\ntitle: 'The ferry: \"back\"'\ndate: 2026-11-23\ndraft: true\n---\n\n"
        );
    }

    #[test]
    fn a_bundle_is_a_folder_with_an_index() {
        assert_eq!(
            path("posts", "a", ".md", Shape::File),
            Path::new("posts/a.md")
        );
        assert_eq!(
            path("posts", "a", ".md", Shape::Bundle),
            Path::new("posts/a/index.md")
        );
        assert_eq!(path("", "a", ".md", Shape::File), Path::new("a.md"));
    }
}
