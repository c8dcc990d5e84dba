//! One open article, and the one door by which its text changes.
//!
//! A key, a field, a command, a correction, the disk, the journal, undo: each comes through a
//! function of [`Article`] below, and nothing else in `app` changes a [`Document`]'s text. So each
//! is refused where the writer may only read, and after each the places that are kept of the text
//! are where their words are: the scope of the search, the misspelled words; the document carries the
//! selection.

use std::{ops::Range, path::PathBuf, sync::Arc, time::Duration};

use crate::{
    app::{
        derived::Derived,
        request::{Queue, Request},
    },
    model::{
        check::InText,
        document::{Access, ContentHash, Disk, Document, FileFormat},
        front_matter::KeyPath,
        git::difference::FieldChange,
        refusal::NotSaved,
        said::{Said, Says, said, says},
        spelling::Spelling,
        text::{Cause, Edit, EditError, Ranges, Replaced, Revision, Undone, diff},
    },
};

/// The caret keeps its line in a change that spans no more than this.
const MAX_MAPPED_BYTES: usize = 64 << 10;
const MAP_TIMEOUT: Duration = Duration::from_millis(4);

/// One open article.
///
/// More than twelve fields: one for each owner of a part of it.
pub struct Article {
    pub document: Document,
    pub derived: Derived,
    pub checks: Checks,
    pub since_commit: SinceCommit,
    /// Only what is found in these bytes counts.
    pub scope: Option<Range<usize>>,
    pub spelling: Spelling,
    /// The language that the writer chose for its spelling in this run.
    pub language: Option<String>,
    /// Why the last change of a field was not made.
    pub field_problem: Option<(KeyPath, String)>,
    pub access: Access,
    pub saves: Saves,
    /// The newest change that another program made.
    pub from_outside: Option<FromOutside>,
    /// How often its words became others without being typed.
    pub recounts: u32,
    /// How far the unsaved text is in the journal.
    pub journalled: Journalled,
    /// Asked of the views, once.
    pub requests: Queue<Request>,
}

/// What of an article is other than in the last commit.
#[derive(Default)]
pub struct SinceCommit {
    /// The commit, and where the article was when it was asked about.
    pub asked_of: Option<(String, PathBuf)>,
    /// As that commit has it; `None`: it has not, or it is being read.
    pub before: Option<Arc<str>>,
    /// The text that was compared last, or is being compared.
    pub asked: Option<Revision>,
    pub is_under_way: bool,
    /// The text that waits to be compared, and since when by the clock of the window.
    pub waiting: Option<(Revision, u64)>,
    pub fields: Vec<FieldChange>,
    pub lines: Ranges,
}

/// What is wrong with an article, as a thread finds it.
#[derive(Default)]
pub struct Checks {
    pub found: InText,
    /// The newest text that was sent to be checked, and what was known of the site then.
    pub asked: Option<(Revision, u64)>,
    pub is_under_way: bool,
    /// The text that is waiting to be sent, and since when it is as it is.
    pub waiting: Option<(Revision, u64)>,
    pub stepped: Option<Stepped>,
}

/// What was gone to last of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    pub at: usize,
    /// In the text since then: another one is of a writer who went on.
    pub selection: Range<usize>,
}

/// A change of the text that came from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromOutside {
    /// The text before it.
    pub before: Arc<str>,
    /// What it wrote, as far as the writer has not seen it.
    pub unseen: Ranges,
}

impl FromOutside {
    /// Whether the writer has not seen all of it.
    pub fn is_unseen(&self) -> bool {
        !self.unseen.is_empty()
    }
}

/// How an article stands to its saves.
#[derive(Default)]
pub struct Saves {
    /// The save that is under way, and whether another was asked for meanwhile.
    pub saving: Option<Saving>,
    /// The file was seen while it was being saved.
    pub look_again: bool,
    /// Wall-clock time of the last save, `12:03`.
    pub saved_at: Option<String>,
    /// The newest text, and when it was first there, in milliseconds since the start.
    pub noted: Option<(Revision, u64)>,
    /// The newest text that was saved unasked, or was to be.
    pub tried: Option<Revision>,
    /// Why the newest save was not made.
    pub not_saved: Option<NotSaved>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    pub revision: Revision,
    pub again: bool,
    /// The article is on its way to another path.
    pub to: Option<PathBuf>,
}

/// How far the text of an article is in the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Journalled {
    /// The journal has some text of it.
    pub is_there: bool,
    /// It may not be written yet.
    pub is_under_way: bool,
    /// Which text; see [`Document::revision`].
    pub revision: Revision,
    /// What the file held then, and how.
    pub base: Option<(ContentHash, FileFormat)>,
}

/// Where the caret is after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caret {
    /// Behind what was inserted; the editor, which made the change, has it there.
    Behind,
    /// These bytes of the changed text are selected, and come into view.
    Selects(Range<usize>),
    /// In its words, wherever they are now.
    Stays,
}

/// Why a text was not changed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotChanged {
    ReadOnly,
    Edit(#[from] EditError),
}

says!(NotChanged);
impl Says for NotChanged {
    fn said(&self) -> Said {
        match self {
            Self::ReadOnly => said!("not-changed-read-only"),
            Self::Edit(inner) => inner.said(),
        }
    }
}

impl Article {
    pub fn new(document: Document) -> Self {
        let derived = Derived::of(&document);
        let caret = derived.front_matter.head.end;
        let mut article = Self {
            document,
            derived,
            checks: Checks::default(),
            since_commit: SinceCommit::default(),
            scope: None,
            spelling: Spelling::default(),
            language: None,
            field_problem: None,
            access: Access::default(),
            saves: Saves::default(),
            from_outside: None,
            recounts: 0,
            journalled: Journalled::default(),
            requests: Queue::default(),
        };
        article.select(caret..caret);
        article
    }

    /// Whether the file on disk has moved on without this text.
    pub fn is_in_conflict(&self) -> bool {
        self.document.disk != Disk::Same
    }

    /// Makes a change that the writer asked for, which was computed from the text at `made_at`.
    ///
    /// # Errors
    /// [`NotChanged::ReadOnly`] where the text can only be read, else as [`Document::apply`].
    pub fn change(
        &mut self,
        made_at: Revision,
        edit: &Edit,
        cause: Cause,
        caret: Caret,
    ) -> Result<(), NotChanged> {
        if self.document.saved().format.is_read_only() {
            return Err(NotChanged::ReadOnly);
        }
        let removed = self.document.text().get(edit.range.clone());
        let removed = removed.unwrap_or_default().to_owned();
        let selection = self.selection();
        self.document.apply(made_at, edit, cause)?;
        if self.document.revision() != made_at {
            self.carry(std::slice::from_ref(&edit.replaced()));
        }
        match caret {
            Caret::Stays if self.document.revision() != made_at => {
                self.stay(&selection, edit, &removed);
            }
            Caret::Stays => {}
            Caret::Behind => {
                let end = edit.range.start + edit.insert.len();
                self.document.select(&(end..end));
                self.requests.push(Request::ShowInPreview(end));
            }
            Caret::Selects(range) => {
                self.requests.push(Request::ShowInPreview(range.end));
                self.select(range);
            }
        }
        Ok(())
    }

    /// The text becomes this one, as one step: what a file holds, or the journal. Also where the
    /// writer may only read.
    ///
    /// # Errors
    /// As [`Document::apply`].
    pub fn take(&mut self, text: &str) -> Result<(), EditError> {
        let Some((edit, removed)) = self.between(text) else {
            return Ok(());
        };
        let selection = self.selection();
        self.document
            .apply(self.document.revision(), &edit, Cause::Step)?;
        self.recounts += 1;
        self.carry(std::slice::from_ref(&edit.replaced()));
        self.stay(&selection, &edit, &removed);
        Ok(())
    }

    /// The text becomes a merge of the text at `made_at` with the disk, as one step.
    ///
    /// # Errors
    /// As [`Document::apply_merge`].
    pub fn merge(&mut self, made_at: Revision, merged: &str) -> Result<(), EditError> {
        let change = self.between(merged);
        let selection = self.selection();
        self.document.apply_merge(made_at, merged)?;
        self.recounts += 1;
        if let Some((edit, removed)) = change
            && self.document.revision() != made_at
        {
            self.carry(std::slice::from_ref(&edit.replaced()));
            self.stay(&selection, &edit, &removed);
        }
        Ok(())
    }

    /// Notes what a change from the disk wrote over `before`, until the writer has seen it.
    pub fn note_outside(&mut self, before: Arc<str>) {
        let text = self.document.text();
        let Some(edit) = Edit::between(&before, text) else {
            return;
        };
        let removed = before.get(edit.range.clone()).unwrap_or_default();
        let start = edit.range.start;
        let hunks = if removed.len() + edit.insert.len() <= MAX_MAPPED_BYTES {
            diff::lines(removed, &edit.insert, MAP_TIMEOUT)
        } else {
            Vec::new()
        };
        let mut unseen: Vec<Range<usize>> = hunks
            .iter()
            .map(|hunk| start + hunk.new.start..start + hunk.new.end)
            .collect();
        if unseen.is_empty() {
            unseen.push(start..start + edit.insert.len());
        }
        self.from_outside = Some(FromOutside {
            before,
            unseen: Ranges::new(self.document.revision(), unseen),
        });
    }

    /// What turns the text into another, with what it takes out.
    fn between(&self, text: &str) -> Option<(Edit, String)> {
        let before = self.document.text();
        let edit = Edit::between(before, text)?;
        let removed = before
            .get(edit.range.clone())
            .unwrap_or_default()
            .to_owned();
        Some((edit, removed))
    }

    /// Takes back the newest step.
    pub fn undo(&mut self) {
        let before = self.document.revision();
        let undone = self.document.undo();
        self.after_step(before, undone);
    }

    /// Does the newest undone step again.
    pub fn redo(&mut self) {
        let before = self.document.revision();
        let undone = self.document.redo();
        self.after_step(before, undone);
    }

    /// Goes back to where the writer was, or selects what undo or redo changed. In the head that is a part
    /// of a value, which the next letter would take the place of: the caret goes behind the value.
    fn after_step(&mut self, before: Revision, undone: Option<Undone>) {
        let Some(Undone { selection, spot }) = undone else {
            return;
        };
        if self.recounts > 0 {
            // It may be the step that came from elsewhere.
            self.recounts += 1;
        }
        let changes = self.document.changes_since(before);
        let changes: Vec<Replaced> = changes.into_iter().flatten().cloned().collect();
        self.carry(&changes);
        self.field_problem = None;
        let is_in_head = selection.start < self.derived.front_matter.head.end;
        if let Some(spot) = spot.filter(|_| !is_in_head) {
            self.document.select(&spot.main());
            self.requests.push(Request::ShowInPreview(spot.main().end));
            self.requests.push(Request::Restore(spot));
        } else if is_in_head {
            let rest = self.document.text().get(selection.end..);
            let end = rest.unwrap_or_default().find(['\n', '\r']).unwrap_or(0);
            self.select(selection.end + end..selection.end + end);
        } else {
            self.select(selection);
        }
    }

    /// The editor's main selection, in bytes of the text.
    pub fn selection(&self) -> Range<usize> {
        self.document.spot().main()
    }

    /// Selects these bytes and brings them into view in the editor.
    pub fn select(&mut self, range: Range<usize>) {
        self.document.select(&range);
        self.requests.push(Request::Select(range));
    }

    /// Carries what is kept of the text along with changes of it.
    fn carry(&mut self, changes: &[Replaced]) {
        if let Some(scope) = &mut self.scope {
            for change in changes {
                change.widens(scope);
            }
        }
        let now = self.document.revision();
        self.spelling.misspelled.follow(changes, now);
        self.since_commit.lines.follow(changes, now);
        self.checks.found.follow(changes, now);
        if let Some(outside) = &mut self.from_outside {
            outside.unseen.follow(changes, now);
        }
    }

    /// After a change that was made outside of the editor: carets in the bytes that it replaced, which
    /// were at `selection`, keep their line. All others are carried along with the text.
    fn stay(&mut self, selection: &Range<usize>, edit: &Edit, removed: &str) {
        let is_inside = |at: usize| edit.range.contains(&at);
        if !is_inside(selection.start) && !is_inside(selection.end) {
            return;
        }
        let hunks = if removed.len() + edit.insert.len() <= MAX_MAPPED_BYTES {
            diff::lines(removed, &edit.insert, MAP_TIMEOUT)
        } else {
            Vec::new()
        };
        let text = self.document.text();
        let map = |at: usize| {
            let to = if is_inside(at) && !hunks.is_empty() {
                edit.range.start + diff::map(&hunks, at - edit.range.start)
            } else {
                edit.map(at)
            };
            text.floor_char_boundary(to)
        };
        let selection = map(selection.start)..map(selection.end);
        self.select(selection);
    }
}
