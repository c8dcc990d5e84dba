//! The articles that are open.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use crate::{
    app::article::Article,
    model::{document::DocumentId, trail::Trail},
};

/// Articles change by their own door, [`Article::change`].
#[derive(Default)]
pub struct Session {
    pub articles: BTreeMap<DocumentId, Article>,
    /// The article in the window.
    pub shown: Option<DocumentId>,
    /// Articles that are being read, with the document each will be.
    pub reading: BTreeMap<PathBuf, DocumentId>,
    /// Those of them that are opened behind the shown one.
    pub reading_behind: BTreeSet<PathBuf>,
    /// The paths of the open articles, as the watcher knows them.
    pub followed: Vec<PathBuf>,
    /// The articles that were shown.
    pub trail: Trail,
    /// The files of the articles that were closed, the last one last.
    pub closed: Vec<PathBuf>,
    next_document: u32,
}

impl Session {
    pub(in crate::app) fn new_document_id(&mut self) -> DocumentId {
        self.next_document += 1;
        DocumentId(self.next_document)
    }

    pub(in crate::app) fn add(&mut self, article: Article) {
        self.articles.insert(article.document.id, article);
    }

    /// Takes an article out of the window.
    pub(in crate::app) fn take_out(&mut self, id: DocumentId) -> Option<Article> {
        self.shown.take_if(|shown| *shown == id);
        self.articles.remove(&id)
    }

    /// What is being read does not take the place of what is shown.
    pub(in crate::app) fn read_behind(&mut self) {
        self.reading_behind.extend(self.reading.keys().cloned());
    }

    pub fn article_at(&self, path: &Path) -> Option<DocumentId> {
        self.articles
            .values()
            .find(|article| article.document.path() == path)
            .map(|article| article.document.id)
    }
}
