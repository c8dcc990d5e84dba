//! What was found in the articles of a site: each finding once, with the articles that have it and what
//! puts it right in them.

use std::{collections::HashMap, path::Path, sync::Arc};

use crate::model::{
    finding::{Finding, Rule},
    front_matter::KeyPath,
};

/// One finding, and the articles that have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    pub finding: Finding,
    /// What puts it right in each of them.
    pub remedy: Option<Remedy>,
    pub articles: Arc<[Arc<Path>]>,
}

/// What puts a finding right, whose edits are another for each article.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// The key gets the name that others have.
    Rename { path: KeyPath, key: String },
    /// The word of a list is written as others write it.
    Word {
        path: KeyPath,
        word: String,
        like: String,
    },
    /// The article gets another slug.
    Slug,
}

/// All findings of a site, and which are those of an article.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    all: Arc<[Shared]>,
    by_article: HashMap<Arc<Path>, Vec<usize>>,
}

impl Findings {
    pub fn new(all: Vec<Shared>) -> Self {
        let mut by_article: HashMap<Arc<Path>, Vec<usize>> = HashMap::new();
        for (number, shared) in all.iter().enumerate() {
            for path in shared.articles.iter() {
                by_article.entry(Arc::clone(path)).or_default().push(number);
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
        self.shared_by(article).map(|shared| &shared.finding)
    }

    /// Another article that wants the address of this one.
    pub fn rival_of(&self, article: &Path) -> Option<&Path> {
        let mut shared = self.shared_by(article);
        let twice = shared.find(|shared| shared.finding.rule == Rule::AddressTwice)?;
        let mut others = twice.articles.iter().map(|path| &**path);
        others.find(|other| *other != article)
    }

    /// As [`of`](Self::of), with what puts them right.
    pub fn shared_by(&self, article: &Path) -> impl Iterator<Item = &Shared> {
        let numbers = self.by_article.get(article).into_iter().flatten();
        numbers.filter_map(|&number| self.all.get(number))
    }
}
