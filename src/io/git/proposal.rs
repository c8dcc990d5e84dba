//! What a commit of an article would be, read from its repository: the article before and now, the
//! files that belong to it, and how the last 20 commits of its folder begin.
//!
//! Limits: 5 MB of a text are read.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use super::{GitError, Repository};
use crate::{
    io::encoding,
    model::{
        git::{
            difference::Around,
            media,
            proposal::{Asked, Proposal},
            status::{Changed, Status, What},
        },
        site::bundle::folder_of,
    },
};

/// So many commits show how those of a folder begin.
const HABIT: usize = 20;
const MAX_TEXT_BYTES: u64 = 5_000_000;

/// What there is besides the repository.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub around: Around<'a>,
    /// All articles, by their whole paths.
    pub articles: &'a [PathBuf],
    /// Whether a file is an article, by its path from the top.
    pub is_article: &'a dyn Fn(&Path) -> bool,
}

impl Repository {
    /// The article at `path`, from the top of the work tree, with the text that it has now, saved or not.
    ///
    /// # Errors
    /// [`GitError`]: git refuses, or does not end.
    pub fn proposal(
        &self,
        status: &Status,
        path: &Path,
        new: Option<&str>,
        site: &Site<'_>,
    ) -> Result<Proposal, GitError> {
        let before = self.before(status, path)?;
        let folder = folder_of(path).unwrap_or(Path::new(""));
        let subjects = self.subjects(folder, HABIT)?;
        let own = self.file(path);
        let is_named_elsewhere = |media: &Path| {
            let mut others = site.articles.iter().filter(|article| **article != own);
            others.any(|it| text_of(it).is_some_and(|text| media::names(&text, media)))
        };
        Ok(Proposal::of(&Asked {
            status,
            path,
            old: before.as_deref(),
            new,
            around: site.around,
            subjects: &subjects,
            is_article: site.is_article,
            is_named_elsewhere: &is_named_elsewhere,
        }))
    }

    /// The text of an article as it was committed last, where it was then. `None`: it is new.
    ///
    /// # Errors
    /// [`GitError`]: git refuses, or does not end.
    pub fn before(&self, status: &Status, path: &Path) -> Result<Option<String>, GitError> {
        let bytes = match status.of(path) {
            Some(Changed { blob, .. }) if !blob.is_empty() => Some(self.blob(blob)?),
            Some(Changed {
                what: What::New, ..
            }) => None,
            _ => super::committed_at(self, path)?,
        };
        Ok(bytes.and_then(|it| Some(encoding::decode(&it).ok()?.text.to_string())))
    }
}

/// `None`: it cannot be read, or is no article that can be so large.
pub fn text_of(path: &Path) -> Option<String> {
    // Nobody waits for a pipe that lies there.
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).ok()?;
    file.take(MAX_TEXT_BYTES).read_to_end(&mut bytes).ok()?;
    Some(encoding::decode(&bytes).ok()?.text.to_string())
}
