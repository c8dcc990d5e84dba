//! What a rule looks at: an article, and what is known beside it.

use std::{ops::Range, path::Path};

use super::{known::Known, wanted::Wanted};
use crate::model::{
    finding::{Finding, Place},
    front_matter::FrontMatter,
    markdown::blocks::{Blocks, Kind},
    site::{Entry, Site, kind},
};

/// What is known beside an article.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub site: &'a Site,
    pub known: &'a Known,
    pub files: &'a dyn Files,
    pub wanted: &'a Wanted,
    /// The moment that is asked about, in seconds since 1970.
    pub now_secs: i64,
}

/// What lies on the disk, asked by who may look.
pub trait Files: Sync {
    /// Whether the site serves a file that an article names; `whole` is the address from the root,
    /// with what stands before all of the site.
    fn is_served(&self, article: &Path, written: &str, whole: &str) -> bool;

    /// Whether a file lies there below the folders of what templates make pictures of.
    fn is_asset(&self, written: &str) -> bool;

    /// What a file is called that an article names in other capitals, or with accents composed otherwise;
    /// `whole` as for [`is_served`](Self::is_served).
    fn is_called(&self, article: &Path, written: &str, whole: &str) -> Option<String>;

    /// Whether the site has pages or files that are not known here.
    fn are_unknown(&self) -> bool;
}

/// An article with what was read of it.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    pub path: &'a Path,
    pub text: &'a str,
    pub head: &'a FrontMatter,
    pub blocks: &'a Blocks,
    /// As the list has it.
    pub entry: &'a Entry,
}

impl Article<'_> {
    /// Whether it is a page for itself, of which people read title and summary somewhere else.
    pub fn is_of_readers(&self) -> bool {
        match &self.entry.page {
            Ok(page) => page.kind == kind::Kind::Page && page.no_page.is_none(),
            Err(_) => false,
        }
    }

    /// Whether a finding is of code that the article shows.
    pub fn is_in_code(&self, finding: &Finding) -> bool {
        let block = self.blocks.index_at(self.start_of(finding));
        let block = block.and_then(|at| self.blocks.get(at));
        let start = self.start_of(finding);
        block.is_some_and(|block| block.kind == Kind::Code && block.range.contains(&start))
    }

    /// The byte at which a finding is shown.
    pub fn start_of(&self, finding: &Finding) -> usize {
        self.range_of(finding).map_or(0, |range| range.start)
    }

    /// Where a finding is shown in the text; `None`: it is about the whole file, or about a key that
    /// is not there.
    pub fn range_of(&self, finding: &Finding) -> Option<Range<usize>> {
        match &finding.place {
            Place::Text(range) => Some(range.clone()),
            Place::Key(key) => self.head.span(key).or_else(|| {
                let entry = self.head.entry(key)?;
                Some(entry.key_span.clone())
            }),
            Place::File => None,
        }
    }
}
