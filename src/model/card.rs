//! What others show of an article: the site's own list, social networks, search engines.
//!
//! Which text and picture they take is `Hugo`'s and `PaperMod`'s choice (`description`, else
//! `summary`, else the first words; `cover.image`). Where they cut it is theirs: networks after a
//! number of lines, search engines at a width: [`limits`](crate::model::site::limits) has both.

use crate::model::{
    front_matter::{FrontMatter, KeyPath, Value},
    markdown::blocks::Blocks,
    picture::cover,
    site::keys,
    summary::{self, Rules},
};

/// The size that networks ask of a picture, in pixels.
pub const SOCIAL_PIXELS: [usize; 2] = [1200, 630];

/// What an article says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub title: String,
    /// What networks and search engines take.
    pub description: String,
    /// What the site's list takes.
    pub summary: String,
    /// Neither description nor summary is in the head: the first words stand in for them.
    pub is_made_of_text: bool,
    pub cover: Option<Cover>,
    /// As written.
    pub date: String,
    pub author: String,
    pub is_draft: bool,
}

/// The cover picture of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cover {
    /// As written; below the article's folder where `cover.relative` says so.
    pub address: String,
    pub alt: String,
    /// Markdown.
    pub caption: String,
    pub is_hidden_in_list: bool,
}

/// What is known of the cover's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverFile {
    Loading,
    /// Width and height, in pixels.
    Ready([usize; 2]),
    Failed,
}

impl Card {
    /// Reads the card of an article whose body is `blocks` of `text`.
    pub fn of(head: &FrontMatter, blocks: &Blocks, text: &str, rules: Rules) -> Self {
        let written = |key: &str| text_at(head, &[key]).unwrap_or_default();
        let (description, summary) = (written(keys::DESCRIPTION), written(keys::SUMMARY));
        let is_made_of_text = description.is_empty() && summary.is_empty();
        let summary = match (summary.is_empty(), description.is_empty()) {
            (false, _) => summary,
            (true, false) => description.clone(),
            (true, true) => summary::first_words(blocks, text, rules),
        };
        Self {
            title: written(keys::TITLE),
            description: if description.is_empty() {
                summary.clone()
            } else {
                description
            },
            summary,
            is_made_of_text,
            cover: Cover::of(head),
            date: written(keys::DATE),
            author: authors(head),
            is_draft: head.value(&KeyPath::new([keys::DRAFT])) == Some(&Value::Bool(true)),
        }
    }
}

impl Cover {
    /// The picture at the first of the places that heads have one at, with its alternative text and
    /// caption.
    pub fn of(head: &FrontMatter) -> Option<Self> {
        let [address, alt, caption] = cover::in_words(head)?;
        let is_on =
            |key: &str| head.value(&KeyPath::new([keys::COVER, key])) == Some(&Value::Bool(true));
        let is_relative = is_on(keys::RELATIVE);
        Some(Self {
            address: if is_relative {
                address.trim_start_matches('/').to_owned()
            } else {
                address
            },
            alt,
            caption,
            is_hidden_in_list: is_on("hidden") || is_on("hiddenInList"),
        })
    }
}

/// Who the head says wrote it.
pub fn authors(head: &FrontMatter) -> String {
    match head.value(&KeyPath::new([keys::AUTHOR])) {
        Some(Value::List(items)) => {
            let names: Vec<&str> = items
                .iter()
                .filter_map(|item| match item {
                    Value::Text(name) => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            names.join(", ")
        }
        _ => text_at(head, &[keys::AUTHOR]).unwrap_or_default(),
    }
}

fn text_at(head: &FrontMatter, keys: &[&str]) -> Option<String> {
    head.text(&KeyPath(keys.iter().map(|&key| key.to_owned()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{front_matter, markdown::blocks::parse};

    fn card(text: &str) -> Card {
        let head = front_matter::read(text);
        let blocks = parse(text, head.head.end);
        Card::of(&head, &blocks, text, Rules::default())
    }

    #[test]
    fn the_description_wins_over_the_summary_and_that_over_the_text() {
        let both = card("---\ntitle: A\nsummary: S\ndescription: D\n---\nText");
        assert_eq!(
            (both.description.as_str(), both.summary.as_str()),
            ("D", "S")
        );

        let summary = card("---\ntitle: A\nsummary: S\n---\nText");
        assert_eq!(
            (summary.description.as_str(), summary.summary.as_str()),
            ("S", "S")
        );

        let neither = card("---\ntitle: A\n---\n# Head\n\nThe **first** words.\n\nMore.");
        assert_eq!(neither.description, "Head The first words. More.");
        assert!(neither.is_made_of_text);
    }

    #[test]
    fn a_relative_cover_is_beside_the_article() {
        let cover = |relative: bool| {
            card(&format!(
                "---\ncover:\n  image: /a.jpg\n  relative: {relative}\n---\n"
            ))
            .cover
            .unwrap()
            .address
        };

        assert_eq!(cover(true), "a.jpg");
        assert_eq!(cover(false), "/a.jpg");
    }
}
