//! What articles were in the last commit, for rules that ask what readers know of them.
//!
//! Limits: of a site in which more than [`MOST`] articles changed, the first by path are read; without git, and in a
//! folder that is in no repository, nothing is known.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    io::git::Repository,
    model::{
        git::status::{Changed, What},
        site::Site,
    },
};

/// A branch that was checked out over all files is not what a writer did.
const MOST: usize = 200;

/// An article in the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Where it was.
    pub path: PathBuf,
    pub text: Arc<str>,
}

/// Those of the articles of a site that are other than in the last commit, by where they are.
#[derive(Debug, Default)]
pub struct All(HashMap<PathBuf, Before>);

impl All {
    /// Asks git, which is read and starts nothing.
    pub fn read(site: &Site) -> Self {
        Self(read(site).unwrap_or_default())
    }

    pub fn of(&self, path: &Path) -> Option<&Before> {
        self.0.get(path)
    }
}

fn read(site: &Site) -> Option<HashMap<PathBuf, Before>> {
    if !site.settings.is_hugo() {
        return None;
    }
    let repository = Repository::around(&site.root).ok()??;
    let below = repository.within(&site.content)?;
    let status = repository.status(&[&below]).ok()?;
    let articles = site.articles.iter().map(|entry| &*entry.path);
    let articles: std::collections::HashSet<&Path> = articles.collect();
    let changed = status.changed.iter();
    let is_known = |it: &&Changed| matches!(it.what, What::Changed | What::Moved);
    let changed = changed
        .filter(is_known)
        .map(|it| (it, repository.file(&it.path)));
    let read = changed
        .filter(|(_, path)| articles.contains(path.as_path()))
        .take(MOST)
        .filter_map(|(changed, path)| {
            let text = repository.before(&status, &changed.path).ok()??;
            let was = changed.from.as_deref().unwrap_or(&changed.path);
            let before = Before {
                path: repository.file(was),
                text: text.into(),
            };
            Some((path, before))
        });
    Some(read.collect())
}
