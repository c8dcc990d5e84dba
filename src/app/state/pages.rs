//! The pages in place of the panes, and what an earlier run left.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use crate::model::{
    compare::Comparison,
    document::{DocumentId, Snapshot},
    recovery::RecoveredText,
    text::Revision,
    version::{Version, Which},
};

/// What compares the shown article with others of its texts.
#[derive(Default)]
pub struct Pages {
    /// The page in place of the panes of the shown article.
    pub shown: Option<ComparePage>,
    /// What the page compares.
    pub comparing: Option<Comparing>,
    /// Of the shown article, for the page of them.
    pub versions: Versions,
    /// The texts of an earlier run that nothing was decided about yet.
    pub recovered: Vec<RecoveredText>,
    /// The files of broken-off saves that open articles come from.
    pub leftovers: BTreeMap<DocumentId, PathBuf>,
}

/// What stands in place of the panes of the shown article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparePage {
    /// The text beside the file on disk.
    Conflict,
    /// Earlier versions.
    Versions,
    /// What an earlier run left.
    Recovered,
    /// The two versions that another program left in one text.
    Marks,
    /// The text beside what it was before another program changed it.
    Outside,
}

/// The earlier versions of an article.
#[derive(Debug, Default)]
pub struct Versions {
    /// What saves and other programs replaced, newest first, once they were found.
    pub replaced: Option<Vec<Version>>,
    pub committed: Committed,
    /// The one that is beside the text.
    pub shown: Option<(Which, Snapshot)>,
}

impl Pages {
    /// Shows a page in place of the panes.
    pub(in crate::app) fn show(&mut self, page: ComparePage) {
        self.shown = Some(page);
    }

    /// Shows the panes again.
    pub(in crate::app) fn close(&mut self) {
        self.shown = None;
        self.comparing = None;
    }

    /// A text of an earlier run, which is decided about by and by.
    pub(in crate::app) fn offer(&mut self, text: RecoveredText) {
        self.recovered.push(text);
    }

    pub(in crate::app) fn decided(&mut self, document: DocumentId) {
        self.recovered.retain(|text| text.document != document);
    }
}

impl Versions {
    /// What git has, then the others; `None` while nothing is found and something is looked for.
    pub fn all(&self) -> Option<Vec<&Version>> {
        let committed = match &self.committed {
            Committed::There(version, _) => Some(version),
            Committed::Asked | Committed::Not => None,
        };
        let replaced = self.replaced.iter().flatten();
        let found: Vec<&Version> = committed.into_iter().chain(replaced).collect();
        let is_known = self.replaced.is_some() && !matches!(self.committed, Committed::Asked);
        (is_known || !found.is_empty()).then_some(found)
    }
}

/// What git has of an article.
#[derive(Debug, Default)]
pub enum Committed {
    #[default]
    Asked,
    Not,
    There(Version, Snapshot),
}

/// The text of a document beside another.
#[derive(Debug)]
pub struct Comparing {
    pub document: DocumentId,
    pub revision: Revision,
    pub right: Arc<str>,
    /// `None` while it is being made.
    pub comparison: Option<Arc<Comparison>>,
}
