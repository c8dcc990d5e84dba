//! The heads of one section by what they have in common, so that those that do otherwise are found without a
//! look at all.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
    sync::Arc,
};

use super::summary::{DateStyle, HeadSummary, KeySummary, Shape, ValueKind};
use crate::model::{front_matter::KeyPath, site::keys};

/// The articles by the shapes of their heads.
#[derive(Debug, Default)]
pub(super) struct Heads(HashMap<Arc<Shape>, BTreeMap<Arc<Path>, HeadSummary>>);

impl Heads {
    pub fn put(&mut self, path: &Arc<Path>, head: &HeadSummary) {
        let alike = match self.0.get_mut(head.shape()) {
            Some(alike) => alike,
            None => self.0.entry(Arc::clone(head.shape())).or_default(),
        };
        alike.insert(Arc::clone(path), head.clone());
    }

    pub fn take(&mut self, path: &Path, head: &HeadSummary) {
        if let Some(alike) = self.0.get_mut(head.shape()) {
            alike.remove(path);
            if alike.is_empty() {
                self.0.remove(head.shape());
            }
        }
    }

    /// The articles that have a key in a way, by path.
    pub fn with(
        &self,
        lower: &[String],
        is_it: impl Fn(&KeyPath, ValueKind) -> bool,
    ) -> Vec<Arc<Path>> {
        let has = |shape: &Shape| shape.kinds(lower).any(|(path, kind)| is_it(path, kind));
        let shapes = self.0.iter().filter(|(shape, _)| has(shape));
        let articles: BTreeSet<&Arc<Path>> = shapes.flat_map(|(_, alike)| alike.keys()).collect();
        articles.into_iter().cloned().collect()
    }

    /// The articles at whose key each of these words stands, by path. Those that have the key are looked at.
    pub fn with_words<'a>(
        &self,
        lower: &[String],
        words: impl Iterator<Item = &'a str>,
    ) -> HashMap<&'a str, BTreeSet<Arc<Path>>> {
        let mut found: HashMap<&str, BTreeSet<Arc<Path>>> =
            words.map(|word| (word, BTreeSet::new())).collect();
        if found.is_empty() {
            return found;
        }
        let shapes = self.0.iter();
        let shapes = shapes.filter(|(shape, _)| shape.kinds(lower).next().is_some());
        for (path, head) in shapes.flat_map(|(_, alike)| alike) {
            for word in head
                .keys()
                .filter(|key| key.is(lower))
                .flat_map(|key| key.words())
            {
                if let Some(articles) = found.get_mut(word) {
                    articles.insert(Arc::clone(path));
                }
            }
        }
        found
    }

    /// The date of the first article that writes it in this way, and where that is.
    pub fn date_in(&self, style: DateStyle) -> Option<(&Path, &str)> {
        let lower = [keys::DATE.to_owned()];
        let is_it = |kind| kind == ValueKind::Date(style);
        let shapes = self.0.iter();
        let shapes = shapes.filter(|(shape, _)| shape.kinds(&lower).any(|(_, kind)| is_it(kind)));
        let first = |alike| {
            let mut alike: std::collections::btree_map::Iter<'_, Arc<Path>, HeadSummary> = alike;
            alike.find_map(|(path, head)| {
                let is_date = |key: &KeySummary<'_>| key.is(&lower) && is_it(key.kind);
                let word = head
                    .keys()
                    .filter(is_date)
                    .find_map(|key| key.words().next());
                Some((&**path, word?))
            })
        };
        let firsts = shapes.filter_map(|(_, alike)| first(alike.iter()));
        firsts.min_by_key(|(path, _)| *path)
    }
}
