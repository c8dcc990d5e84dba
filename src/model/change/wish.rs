//! What is wanted of files, before anything was read for it; and what it comes to.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{ChangeId, ChangeSet, Part, Refusal, plan::look::Look};
use crate::model::{
    document::{ContentHash, DocumentId},
    find::{Pattern, Searched},
    finding::Rule,
    picture::listed::Listed,
    said::{Said, said},
    text::{Edit, Revision},
};

/// What the writer wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    Replace(Replacing),
    /// The path of the text of an article, and where that will be.
    Rename {
        path: PathBuf,
        to: PathBuf,
    },
    Duplicate {
        path: PathBuf,
        /// The switch that keeps the second one from readers.
        kept_back: (&'static str, bool),
    },
    ToBin {
        path: PathBuf,
    },
    Undo(ChangeId),
    /// What was found is put right: in each file by these edits, one after another, of the text that was
    /// looked at.
    Fix(Vec<(PathBuf, Searched, Vec<Edit>)>),
    /// What a rule finds is not told in the site any more.
    LeaveOff(Rule),
    Picture(OfPicture),
}

/// What becomes of a picture of the site, and of the articles that name it.
#[derive(Clone, Debug, PartialEq)]
pub struct OfPicture {
    pub path: PathBuf,
    pub deed: PictureDeed,
    /// Of each article that names it, where it is, and the address of its page if that is known.
    pub articles: Vec<(PathBuf, Option<String>)>,
    /// All pictures: what else an address may lead to.
    pub listed: Arc<Listed>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureDeed {
    /// It is there from then on, and the articles name it there.
    Move { to: PathBuf },
    /// The articles name that one in its place; the file stays.
    Replace { by: PathBuf },
    /// What it tells of place, camera and owner is cut out.
    Strip,
    /// It goes to the recycle bin; the articles stay as they are.
    ToBin,
}

/// Replacing what was found in the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacing {
    pub pattern: Pattern,
    pub replacement: String,
    pub files: Vec<(PathBuf, Searched, Vec<Range<usize>>)>,
}

/// An article that is open; its text stands for what its file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenArticle {
    pub document: DocumentId,
    pub revision: Revision,
    pub path: PathBuf,
    pub text: Arc<str>,
    /// What its file holds.
    pub saved: ContentHash,
    pub is_unsaved: bool,
    pub is_read_only: bool,
}

/// How a part changes an article that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InOpen {
    pub document: DocumentId,
    pub revision: Revision,
    /// Of the text at that revision, one after another.
    pub edits: Vec<Edit>,
    /// The text is changed and stays unsaved; its file is left as it is.
    pub is_unsaved: bool,
}

/// A set that is ready to be shown. The lists go along with its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub set: ChangeSet,
    pub looks: Vec<Look>,
    pub open: Vec<Option<InOpen>>,
}

/// A row of the list of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewRow {
    Part(usize),
    /// Of a part, a place that differs, as it is and as it will be.
    Before(usize, usize),
    After(usize, usize),
    /// So many more places of the part differ.
    More(usize),
}

impl Planned {
    /// The rows that show it: what cannot be done comes last.
    pub fn rows(&self) -> Vec<ReviewRow> {
        let mut rows = Vec::new();
        let numbered = || self.set.parts.iter().enumerate();
        let possible = numbered().filter(|(_, part)| !part.is_refused());
        let refused = numbered().filter(|(_, part)| part.is_refused());
        for (number, _) in possible.chain(refused) {
            rows.push(ReviewRow::Part(number));
            let Some(look) = self.looks.get(number) else {
                continue;
            };
            for (place, shown) in look.shown.iter().enumerate() {
                if !shown.before.is_empty() {
                    rows.push(ReviewRow::Before(number, place));
                }
                if !shown.after.is_empty() {
                    rows.push(ReviewRow::After(number, place));
                }
            }
            if look.more > 0 {
                rows.push(ReviewRow::More(number));
            }
        }
        rows
    }

    pub fn new(set: ChangeSet) -> Self {
        let parts = set.parts.len();
        Self {
            set,
            looks: vec![Look::default(); parts],
            open: vec![None; parts],
        }
    }

    /// Of parts, each with what it looks like and what it is in an open article.
    pub fn of(
        title: String,
        root: PathBuf,
        parts: impl IntoIterator<Item = (Part, Look, Option<InOpen>)>,
    ) -> Self {
        let mut planned = Self::new(ChangeSet::new(title, root, Vec::new()));
        for (part, look, open) in parts {
            planned.set.parts.push(part);
            planned.looks.push(look);
            planned.open.push(open);
        }
        planned
    }

    /// Whether the writer has to see it first: it is about more than one file or one that is not
    /// open, or something of it is not as was asked for.
    pub fn is_to_be_reviewed(&self) -> bool {
        let is_as_asked = self.set.parts.iter().all(Part::is_wanted);
        let is_seen = self.open.iter().all(Option::is_some);
        !is_as_asked || self.set.parts.len() > 1 || !is_seen
    }

    /// Leaves out what is unsaved in open articles: those parts are for their texts alone.
    pub fn set_of_files(&self) -> ChangeSet {
        let parts = self.set.parts.iter().zip(&self.open);
        let parts = parts.filter(|(_, open)| !open.as_ref().is_some_and(|open| open.is_unsaved));
        ChangeSet {
            parts: parts.map(|(part, _)| part.clone()).collect(),
            ..ChangeSet::new(self.set.title.clone(), self.set.root.clone(), Vec::new())
        }
        .undoing(&self.set)
    }

    /// Says whether a part is to be done, if it can be.
    pub fn tick(&mut self, part: usize, is_on: bool) {
        if let Some(part) = self.set.parts.get_mut(part) {
            part.is_ticked = is_on && !part.is_refused();
        }
    }
}

impl ChangeSet {
    #[must_use]
    fn undoing(mut self, other: &Self) -> Self {
        self.undoes.clone_from(&other.undoes);
        self.emptied.clone_from(&other.emptied);
        self
    }
}

impl Wish {
    /// What is told once it is done; `None`: that follows from the files that it changed.
    pub fn told(&self) -> Option<Said> {
        matches!(self, Self::LeaveOff(_)).then(|| said!("wish-left-off"))
    }

    /// As the heading of the review, and the name of the change.
    pub fn title(&self) -> Said {
        let name = |path: &Path| super::plan::files::name_of(path);
        match self {
            Self::Replace(asked) => {
                let found = &asked.pattern.query().text;
                said!("wish-replace", found = found, new = &asked.replacement)
            }
            Self::Rename { path, to } => {
                said!("wish-rename", name = name(path), new = name(to))
            }
            Self::Duplicate { path, .. } => said!("wish-duplicate", name = name(path)),
            Self::ToBin { path } => said!("wish-to-bin", name = name(path)),
            Self::Undo(_) => said!("wish-undo"),
            Self::Fix(_) => said!("wish-fix"),
            Self::LeaveOff(rule) => said!("wish-leave-off", rule = rule.id()),
            Self::Picture(wish) => wish.title(),
        }
    }
}

impl OfPicture {
    /// Whether articles are changed along with it.
    pub fn is_of_articles(&self) -> bool {
        let is_named = matches!(
            self.deed,
            PictureDeed::Move { .. } | PictureDeed::Replace { .. }
        );
        is_named && !self.articles.is_empty()
    }

    fn title(&self) -> Said {
        let name = |path: &Path| {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned()
        };
        let (picture, folder) = (name(&self.path), self.path.parent());
        match &self.deed {
            PictureDeed::Move { to } if to.parent() == folder => {
                said!("wish-rename", name = picture, new = name(to))
            }
            PictureDeed::Move { to } => {
                let folder = to.parent().map(name).unwrap_or_default();
                said!("wish-move-picture", name = picture, folder = folder)
            }
            PictureDeed::Replace { by } => {
                said!("wish-replace-picture", name = picture, new = name(by))
            }
            PictureDeed::Strip => said!("wish-strip-picture", name = picture),
            PictureDeed::ToBin => said!("wish-to-bin", name = picture),
        }
    }
}

/// The part that changes an open article: its text, and its file if that holds the same.
pub fn in_open(
    open: &OpenArticle,
    edits: Result<Vec<Edit>, Refusal>,
) -> (Part, Look, Option<InOpen>) {
    let refused = |refusal| {
        (
            Part::refused(open.path.clone(), refusal),
            Look::default(),
            None,
        )
    };
    if open.is_read_only {
        return refused(Refusal::ReadOnly);
    }
    let after = edits.and_then(|edits| {
        let after = super::edited(&open.text, &edits)?.into_owned();
        Ok((edits, after))
    });
    match after {
        Err(refusal) => refused(refusal),
        Ok((edits, after)) => (
            Part::edit(open.path.clone(), open.saved, edits.clone()),
            Look::between(&open.text, &after),
            Some(InOpen {
                document: open.document,
                revision: open.revision,
                edits,
                is_unsaved: open.is_unsaved,
            }),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(is_unsaved: bool) -> OpenArticle {
        OpenArticle {
            document: DocumentId(1),
            revision: Revision::default(),
            path: "/site/a.md".into(),
            text: "text".into(),
            saved: ContentHash([1; 32]),
            is_unsaved,
            is_read_only: false,
        }
    }

    fn edits() -> Vec<Edit> {
        vec![Edit {
            range: 0..0,
            insert: "a ".to_owned(),
        }]
    }

    #[test]
    fn the_file_of_an_unsaved_article_is_left_as_it_is() {
        let parts = [false, true].map(|is_unsaved| in_open(&open(is_unsaved), Ok(edits())));

        let planned = Planned::of("A change".to_owned(), "/site".into(), parts);

        assert_eq!(planned.set.parts.len(), 2);
        assert_eq!(planned.set_of_files().parts.len(), 1);
    }

    #[test]
    fn what_can_only_be_read_is_refused() {
        let mut open = open(false);
        open.is_read_only = true;

        let (part, ..) = in_open(&open, Ok(edits()));

        assert!(part.is_refused());
    }
}
