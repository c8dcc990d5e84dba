//! What was found in the articles of a site.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::model::finding::Finding;

/// One finding, and the articles that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    pub finding: Finding,
    pub articles: Vec<PathBuf>,
}

/// All findings of a site, and which are those of an article.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    all: Arc<[Shared]>,
    by_article: HashMap<PathBuf, Vec<usize>>,
}

impl Findings {
    pub fn new(all: Vec<Shared>) -> Self {
        let mut by_article: HashMap<PathBuf, Vec<usize>> = HashMap::new();
        for (number, shared) in all.iter().enumerate() {
            for path in &shared.articles {
                by_article.entry(path.clone()).or_default().push(number);
            }
        }
        Self {
            all: all.into(),
            by_article,
        }
    }

    pub fn all(&self) -> &Arc<[Shared]> {
        &self.all
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those that an article has.
    pub fn of(&self, article: &Path) -> impl Iterator<Item = &Finding> {
        let numbers = self.by_article.get(article).into_iter().flatten();
        let shared = numbers.filter_map(|&number| self.all.get(number));
        shared.map(|shared| &shared.finding)
    }
}
