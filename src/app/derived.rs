//! What follows from the text of an article, keyed by its revision.
//!
//! A key changes a few bytes, so what follows is changed and not made anew: the head is read again
//! when the change touches it, the blocks around the change are parsed again. Where the change may
//! reach further than 32 KB, a worker parses the whole text; meanwhile the blocks that are there
//! stay, moved to where their text is now, those that were changed with their new text.

use std::{cell::OnceCell, ops::Range, path::Path, sync::Arc};

use crate::{
    app::State,
    io::{Effect, workers::Parse},
    model::{
        check, conflict_marks,
        document::{Document, DocumentId},
        finding::Finding,
        front_matter::{self, FrontMatter, KeyPath, Value},
        markdown::{
            blocks::{Blocks, Dialect, Exactness},
            outline::{self, Heading},
            statistics::Statistics,
        },
        site::{Entry, Site, bundle, keys},
        text::{Change, Revision},
    },
};

/// Of a longer text the start is parsed at once, when it is opened: some 15 ms.
const PARSED_AT_FIRST: usize = 256 * 1024;
/// What may be parsed around a key: some 2 ms.
const PARSED_AT_A_KEY: usize = 32 * 1024;

/// Read once per revision and shown by form, editor and preview.
///
/// More than twelve fields: each follows from the text in its own way.
#[derive(Debug)]
pub struct Derived {
    revision: Revision,
    pub front_matter: FrontMatter,
    pub blocks: Blocks,
    /// The article as the list shows it while its text is unsaved.
    pub entry: Entry,
    /// Where another program left the first two versions in the text.
    pub marks: Option<Finding>,
    parsing: Parsing,
    /// Words of Chinese, Japanese and Korean are counted by their signs on this site.
    counts_signs: bool,
    /// What is counted in the selection; `None`: not counted since either changed.
    selected: Option<Selected>,
    /// Made when it is first looked at.
    outline: OnceCell<Vec<Heading>>,
}

#[derive(Debug)]
struct Selected {
    range: Range<usize>,
    /// `None`: nothing is selected, or too much of one block.
    statistics: Option<Statistics>,
}

/// Whether the blocks are what the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parsing {
    Done,
    /// The whole text must be parsed.
    Wanted,
    /// It is being parsed as it was at this revision.
    Asked(Revision),
}

/// How markdown is read where no settings say it.
const GUESSING: Dialect = Dialect::HUGO.with_guessed_formulas();

/// How the markdown of the article at `path` is read.
pub fn dialect_of(site: Option<&Site>, path: &Path) -> Dialect {
    let site = site.filter(|site| site.settings.is_hugo());
    site.map_or(GUESSING, |site| site.dialect_of(path))
}

impl Derived {
    pub fn of(document: &Document) -> Self {
        Self::read_as(Dialect::HUGO, document)
    }

    /// Of a site that reads its markdown so.
    fn read_as(dialect: Dialect, document: &Document) -> Self {
        let text = shown_text(document);
        let front_matter = front_matter::read(text);
        let (blocks, exactness) =
            Blocks::beginning(dialect, text, front_matter.head.end, PARSED_AT_FIRST);
        let mut derived = Self {
            revision: document.revision(),
            blocks,
            entry: Entry::of(document.path(), &front_matter, text),
            front_matter,
            marks: check::marks::found(text),
            parsing: Parsing::Done.and(exactness),
            counts_signs: false,
            selected: None,
            outline: OnceCell::new(),
        };
        derived.name_marks();
        derived
    }

    fn name_marks(&mut self) {
        if self.marks.is_some() {
            self.entry = self.entry.clone().with_marks();
        }
    }

    /// The headings of the article whose text this is.
    pub fn outline(&self, text: &str) -> &[Heading] {
        self.outline
            .get_or_init(|| outline::outline(text, &self.blocks))
    }

    /// What is counted in the text.
    pub fn statistics(&self) -> Statistics {
        self.counted(self.blocks.statistics)
    }

    /// What is counted in the selection; `None` for a caret.
    pub fn selected_statistics(&self) -> Option<Statistics> {
        Some(self.counted(self.selected.as_ref()?.statistics?))
    }

    /// Of the text or a part of it: by signs where Hugo counts them so.
    fn counted(&self, statistics: Statistics) -> Statistics {
        let own = self.front_matter.value(&KeyPath::new([keys::IS_CJK]));
        let is_by_signs = match own {
            Some(Value::Bool(own)) => *own,
            _ => self.counts_signs && self.blocks.statistics.has_signs(),
        };
        if is_by_signs {
            statistics.by_signs()
        } else {
            statistics
        }
    }

    /// Brings everything up to the text. Returns the whole text to be parsed, if it must be.
    fn refresh(&mut self, document: &Document, selection: &Range<usize>) -> Option<Parse> {
        self.catch_up(document);
        self.follow_heading(document);
        self.count(document.text(), selection);
        if self.parsing != Parsing::Wanted {
            return None;
        }
        self.parsing = Parsing::Asked(self.revision);
        Some(Parse {
            document: document.id,
            revision: self.revision,
            text: Arc::from(document.text()),
            body_start: self.front_matter.head.end,
            dialect: self.blocks.dialect(),
        })
    }

    /// What has no file and no title yet is called by its first heading.
    fn follow_heading(&mut self, document: &Document) {
        let title = || self.front_matter.text(&KeyPath::new([keys::TITLE]));
        if !document.is_untitled() || title().is_some_and(|title| !title.trim().is_empty()) {
            return;
        }
        let heading = self.outline(document.text()).first();
        let called = heading.map(|heading| heading.title.clone());
        let called = called.unwrap_or_else(|| bundle::name_of(document.path()));
        if self.entry.title != called {
            self.entry.title = called;
        }
    }

    /// Counts what is selected, if it was not counted before.
    fn count(&mut self, text: &str, selection: &Range<usize>) {
        if self
            .selected
            .as_ref()
            .is_some_and(|selected| selected.range == *selection)
        {
            return;
        }
        let is_there = !selection.is_empty() && selection.end <= text.len();
        let statistics =
            is_there.then(|| self.blocks.statistics_of(text, selection, PARSED_AT_A_KEY));
        self.selected = Some(Selected {
            range: selection.clone(),
            statistics: statistics.flatten(),
        });
    }

    /// The blocks are other ones, and what follows from them is made anew.
    fn forget_followers(&mut self) {
        self.selected = None;
        self.outline.take();
    }

    /// Whether the blocks are those of all of the text.
    pub fn is_whole(&self) -> bool {
        self.parsing == Parsing::Done
    }

    fn catch_up(&mut self, document: &Document) {
        if self.revision == document.revision() {
            return;
        }
        let is_shown = !self.blocks.is_empty() && !shown_text(document).is_empty();
        let changes = document.changes_since(self.revision);
        if let Some(change) = changes.filter(|_| is_shown).map(Change::over) {
            self.follow(document, &change);
        } else {
            let counts_signs = self.counts_signs;
            *self = Self::read_as(self.blocks.dialect(), document);
            self.counts_signs = counts_signs;
        }
    }

    fn follow(&mut self, document: &Document, change: &Change) {
        let text = document.text();
        let is_head_kept = is_below(&self.front_matter.head, text, change);
        if !is_head_kept {
            self.front_matter = front_matter::read(text);
        }
        let had_marks = self.marks.is_some();
        if had_marks || conflict_marks::may_be_in(lines_around(text, &change.new)) {
            self.marks = check::marks::found(text);
        }
        if !is_head_kept || had_marks != self.marks.is_some() {
            self.entry = Entry::of(document.path(), &self.front_matter, text);
            self.name_marks();
        }
        self.follow_in_body(text, change);
        self.revision = document.revision();
    }

    fn follow_in_body(&mut self, text: &str, change: &Change) {
        let body_start = self.front_matter.head.end;
        let exactness = self
            .blocks
            .edited(text, body_start, change, PARSED_AT_A_KEY);
        self.parsing = self.parsing.and(exactness);
        self.forget_followers();
    }

    /// Takes the blocks that were parsed of the text at `revision`.
    fn take(&mut self, document: &Document, revision: Revision, blocks: Blocks) {
        self.catch_up(document);
        if self.parsing != Parsing::Asked(revision) || blocks.dialect() != self.blocks.dialect() {
            return;
        }
        let Some(change) = document.changes_since(revision).map(Change::over) else {
            self.parsing = Parsing::Wanted;
            return;
        };
        self.blocks = blocks;
        self.parsing = Parsing::Done;
        self.forget_followers();
        if document.revision() != revision {
            self.follow_in_body(document.text(), &change);
        }
    }
}

impl Parsing {
    /// After blocks were brought up to a change.
    fn and(self, exactness: Exactness) -> Self {
        match (self, exactness) {
            (Self::Done, Exactness::Near) => Self::Wanted,
            (parsing, _) => parsing,
        }
    }
}

/// Of a very large text, and of a part of one, only the text is shown: nothing of it is read.
fn shown_text(document: &Document) -> &str {
    if document.is_plain() {
        ""
    } else {
        document.text()
    }
}

/// The lines that a range begins and ends in, and those between.
fn lines_around<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let before = text.get(..range.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let after = text.get(range.end..).unwrap_or_default();
    let end = range.end + after.find('\n').unwrap_or(after.len());
    text.get(start..end).unwrap_or_default()
}

/// Whether `change` left the head as it is.
fn is_below(head: &Range<usize>, text: &str, change: &Change) -> bool {
    let is_closed = text
        .get(..head.end)
        .is_some_and(|head| head.ends_with('\n'));
    is_closed && change.old.start >= head.end
}

/// Brings the shown article's derived values up to its text.
pub fn refresh(state: &mut State) -> Vec<Effect> {
    let site = state
        .site
        .open
        .as_ref()
        .filter(|site| site.settings.is_hugo());
    let Some(shown) = state.shown_article() else {
        return Vec::new();
    };
    let dialect = dialect_of(site, shown.document.path());
    let counts_signs = site.is_some_and(|site| site.settings.counts_signs());
    let Some(article) = state.shown_article_mut() else {
        return Vec::new();
    };
    let selection = &article.selection();
    if article.derived.blocks.dialect() != dialect {
        article.derived = Derived::read_as(dialect, &article.document);
        article.recounts += 1;
        // What is prose may be a formula now.
        article.spelling.asked = None;
    }
    if article.derived.counts_signs != counts_signs {
        article.derived.counts_signs = counts_signs;
        article.recounts += 1;
    }
    let parse = article.derived.refresh(&article.document, selection);
    parse.into_iter().map(Effect::Parse).collect()
}

/// A worker has parsed a long text.
pub fn parsed(
    state: &mut State,
    document: DocumentId,
    revision: Revision,
    blocks: Blocks,
) -> Vec<Effect> {
    if let Some(article) = state.session.articles.get_mut(&document) {
        article.derived.take(&article.document, revision, blocks);
    }
    Vec::new()
}

#[cfg(test)]
mod tests;
