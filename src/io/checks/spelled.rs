//! The words of an article that are in no dictionary, for who asks for them.
//!
//! The window marks each of them by itself; to a command they are one finding.

use std::{ops::Range, path::PathBuf, sync::Arc};

use super::Subject;
use crate::{
    io::{
        folders::Folders,
        frequent_words,
        spelling::{self, Speller, SpellingQuery},
    },
    model::{
        document::DocumentId,
        finding::{Finding, Place, Rule},
        said::said,
        schema::Schema,
        site::{Site, naming::names_in},
        text::Revision,
    },
};

/// So many of the words are told.
const TOLD: usize = 5;

pub struct Spelled {
    speller: Speller,
    of_site: spelling::OfSite,
}

impl Spelled {
    /// Reads all articles for the names that are in several.
    pub fn new(site: &Site, schema: &Schema, folders: &Folders) -> Self {
        let articles = site.articles.iter().map(|it| it.path.to_path_buf());
        let articles: Vec<PathBuf> = articles.collect();
        let frequent = frequent_words::count(&site.root, &articles, site.dialect_of(&site.content));
        Self {
            speller: Speller::new(folders),
            of_site: spelling::OfSite {
                names: Arc::new(names_in(schema.whole())),
                frequent: Arc::new(frequent),
            },
        }
    }

    /// Of words that are written several times, the first.
    pub(super) fn found(&mut self, site: &Site, read: &Subject<'_>) -> Option<Finding> {
        let text: Arc<str> = read.text.into();
        let query = SpellingQuery {
            document: DocumentId(0),
            revision: Revision::default(),
            body_from: text.floor_char_boundary(read.head.head.end),
            dialect: site.dialect_of(&read.entry.path),
            near: 0,
            languages: site.languages_of(read.head, &read.entry.path),
            otherwise: None,
            also: Vec::new(),
            root: Some(site.root.clone()),
            of_site: self.of_site.clone(),
            saved: Arc::clone(&text),
            text,
        };
        let checked = self.speller.check(&query, |_| {});
        let word = |range: &Range<usize>| read.text.get(range.clone()).unwrap_or_default();
        let mut words: Vec<&str> = Vec::new();
        for range in &checked.misspelled {
            let word = word(range);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let first = checked.misspelled.first()?.clone();
        let told = words.get(..TOLD).unwrap_or(&words).join(", ");
        let message = said!("check-text-spelling", count = words.len(), words = told);
        Some(Finding::new(
            Rule::TextSpelling,
            Place::Text(first),
            message,
        ))
    }
}
