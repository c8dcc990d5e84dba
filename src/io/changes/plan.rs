//! Reads what a wish needs, and has the set planned: by pure functions, but for names that are
//! taken and the bytes of files.

mod pictures;

use std::{
    path::{Path, PathBuf},
    thread,
};

use super::{ChangeError, Changes};
use crate::{
    io::{
        encoding,
        store::{self, ReadError, Store},
    },
    model::{
        change::{
            ChangeId, Content, Deed, InOpen, OpenArticle, Part, Planned, Refusal, Replacing,
            Rewrite, Wish, in_open,
            plan::{self, files, look::Look},
        },
        check::wanted,
        document::{ContentHash, FileFormat},
        find::Searched,
        finding::Rule,
        said::{Says as _, said},
        text::Edit,
    },
};

/// Files are read on so many threads.
const THREADS: usize = 4;
/// More files of a bundle are not copied.
const MAX_BUNDLE: usize = 2_000;

/// What to plan, and the articles that are open meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanQuery {
    pub number: u64,
    pub root: PathBuf,
    pub wish: Wish,
    /// The wish in words: they are kept with what is made of it.
    pub title: String,
    pub open: Vec<OpenArticle>,
}

type Shown = (Part, Look, Option<InOpen>);

/// Plans a wish.
///
/// # Errors
/// [`ChangeError`]: what is to be taken back is not there. All else is refused part by part.
pub fn plan(changes: &Changes, store: &Store, query: &PlanQuery) -> Result<Planned, ChangeError> {
    let parts = match &query.wish {
        Wish::Replace(asked) => replaced(query, asked),
        Wish::Rename { path, to } => vec![renamed(query, path, to)],
        Wish::Duplicate { path, kept_back } => duplicated(query, path, *kept_back),
        Wish::ToBin { path } => vec![thrown_away(query, path)],
        Wish::Fix(files) => fixed(query, files),
        Wish::LeaveOff(rule) => vec![left_off(query, *rule)],
        Wish::Picture(wish) => pictures::parts(query, wish),
        Wish::Undo(id) => return undone(changes, store, query, id),
    };
    let mut planned = Planned::of(query.title.clone(), query.root.clone(), parts);
    planned.set = planned.set.checked();
    Ok(planned)
}

fn open_at<'a>(query: &'a PlanQuery, path: &Path) -> Option<&'a OpenArticle> {
    query.open.iter().find(|open| open.path == path)
}

fn refused(path: &Path, refusal: Refusal) -> Shown {
    (
        Part::refused(path.to_owned(), refusal),
        Look::default(),
        None,
    )
}

fn unread(path: &Path, err: &ReadError) -> Shown {
    let refusal = match err {
        ReadError::Missing { .. } => Refusal::Gone,
        err => Refusal::Said(err.said()),
    };
    refused(path, refusal)
}

fn replaced(query: &PlanQuery, asked: &Replacing) -> Vec<Shown> {
    let one = |(path, searched, hits): &(PathBuf, Searched, Vec<_>)| {
        let edits = |text: &str| plan::replace(text, &asked.pattern, hits, &asked.replacement);
        of_text(query, path, searched, edits)
    };
    let chunk = asked.files.len().div_ceil(THREADS).max(1);
    thread::scope(|scope| {
        let threads: Vec<_> = asked
            .files
            .chunks(chunk)
            .map(|files| {
                let one = &one;
                (files, scope.spawn(move || files.iter().map(one).collect()))
            })
            .collect();
        let planned = threads.into_iter().flat_map(|(files, thread)| {
            let fault = || Refusal::Said(said!("fault"));
            let lost = |_panic| {
                files
                    .iter()
                    .map(|(path, ..)| refused(path, fault()))
                    .collect()
            };
            let planned: Vec<Shown> = thread.join().unwrap_or_else(lost);
            planned
        });
        planned.collect()
    })
}

/// The edits of a text, if it is the one that was looked at.
fn of_text(
    query: &PlanQuery,
    path: &Path,
    searched: &Searched,
    edits: impl Fn(&str) -> Result<Vec<Edit>, Refusal>,
) -> Shown {
    match (searched, open_at(query, path)) {
        (Searched::Open(_, revision), Some(open)) if open.revision == *revision => {
            in_open(open, edits(&open.text))
        }
        // It was closed, opened or written since it was searched.
        (Searched::Open(..), _) | (Searched::File(_), Some(_)) => refused(path, Refusal::Changed),
        (Searched::File(hash), None) => match store::read(path) {
            Err(err) => unread(path, &err),
            Ok(found) if found.hash != *hash => refused(path, Refusal::Changed),
            Ok(found) if found.format.is_read_only() => refused(path, Refusal::ReadOnly),
            Ok(found) => match edits(&found.text) {
                Err(refusal) => refused(path, refusal),
                Ok(edits) => in_file(path, &found, edits),
            },
        },
    }
}

fn fixed(query: &PlanQuery, files: &[(PathBuf, Searched, Vec<Edit>)]) -> Vec<Shown> {
    let files = files.iter();
    files
        .map(|(path, searched, edits)| of_text(query, path, searched, |_| Ok(edits.clone())))
        .collect()
}

/// The rule stands among those that are off in the settings of the site, which are made if they are not there.
fn left_off(query: &PlanQuery, rule: Rule) -> Shown {
    let path = query.root.join("kopij.toml");
    match store::read(&path) {
        Ok(found) => match wanted::with_off(&found.text, rule) {
            Some(after) => {
                let edit = Edit::between(&found.text, &after);
                in_file(&path, &found, edit.into_iter().collect())
            }
            None => refused(&path, Refusal::Said(said!("wish-leave-off-unread"))),
        },
        Err(ReadError::Missing { .. }) => {
            let text = wanted::with_off("", rule).unwrap_or_default();
            plain(Part {
                deed: Deed::Create,
                rewrite: Rewrite::Whole(Content::Text(text.into(), FileFormat::default())),
                expected: None,
                ..Part::edit(path, ContentHash([0; 32]), Vec::new())
            })
        }
        Err(err) => unread(&path, &err),
    }
}

pub(super) fn in_file(
    path: &Path,
    found: &crate::model::document::Snapshot,
    edits: Vec<Edit>,
) -> Shown {
    let look = match crate::model::change::edited(&found.text, &edits) {
        Ok(after) => Look::between(&found.text, &after),
        Err(refusal) => return refused(path, refusal),
    };
    (Part::edit(path.to_owned(), found.hash, edits), look, None)
}

/// What becomes of a name is seen in the part itself.
fn plain(part: Part) -> Shown {
    (part, Look::default(), None)
}

fn renamed(_query: &PlanQuery, path: &Path, to: &Path) -> Shown {
    if files::whole(to).symlink_metadata().is_ok() {
        return refused(files::whole(path), Refusal::Taken);
    }
    match store::read_hash(path) {
        Ok(hash) => plain(files::rename(path, to, hash)),
        Err(err) => unread(path, &err),
    }
}

fn thrown_away(_query: &PlanQuery, path: &Path) -> Shown {
    match store::read_hash(path) {
        Ok(hash) => plain(files::to_bin(path, hash)),
        Err(err) => unread(path, &err),
    }
}

fn duplicated(query: &PlanQuery, path: &Path, kept_back: (&str, bool)) -> Vec<Shown> {
    let is_free = |path: &Path| path.symlink_metadata().is_err();
    let to = files::duplicate_name(path, is_free);
    let mut hashes = Vec::new();
    let mut shown = Vec::new();
    for file in files_of(path) {
        match store::read_hash(&file) {
            Ok(hash) => hashes.push((file, hash)),
            Err(err) => shown.push(unread(&file, &err)),
        }
    }
    let parts = files::duplicate(path, &to, &hashes).into_iter();
    shown.extend(parts.map(|part| {
        let is_text = part.path == path;
        plain(if is_text {
            as_copy(query, part, &to, kept_back)
        } else {
            part
        })
    }));
    shown
}

/// The copy of the text itself, as it is open if it is.
fn as_copy(query: &PlanQuery, part: Part, to: &Path, kept_back: (&str, bool)) -> Part {
    let Ok(found) = store::read(&part.path) else {
        return part;
    };
    let open = open_at(query, &part.path);
    let text = open.map_or(&found.text, |open| &open.text);
    let edits = files::as_copy(text, to, kept_back);
    let Ok(after) = crate::model::change::edited(text, &edits) else {
        return part;
    };
    if found.format.is_read_only() || *after == *found.text {
        return part;
    }
    let rewrite = Rewrite::Whole(Content::Text(after.into(), found.format));
    Part { rewrite, ..part }
}

/// The file of an article, or all of its bundle.
fn files_of(path: &Path) -> Vec<PathBuf> {
    if !files::is_bundle(path) {
        return vec![path.to_owned()];
    }
    let walk = ignore::WalkBuilder::new(files::whole(path))
        .standard_filters(false)
        .follow_links(false)
        .build();
    let found = walk.filter_map(Result::ok);
    let found = found.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut found: Vec<PathBuf> = found
        .map(ignore::DirEntry::into_path)
        .take(MAX_BUNDLE)
        .collect();
    found.sort();
    found
}

/// The articles that are open are taken back in their texts too.
fn undone(
    changes: &Changes,
    store: &Store,
    query: &PlanQuery,
    id: &ChangeId,
) -> Result<Planned, ChangeError> {
    let sets = changes.plan_undo(store, id)?;
    let unknown = || ChangeError::Unknown { id: id.0.clone() };
    let set = sets.into_iter().next().ok_or_else(unknown)?;
    let mut planned = Planned::new(set);
    let parts = planned.set.parts.iter_mut().zip(&mut planned.looks);
    for ((part, look), open) in parts.zip(&mut planned.open) {
        let Some(after) = text_of(&part.rewrite).filter(|_| !part.is_refused()) else {
            continue;
        };
        match open_at(query, &part.path) {
            Some(article) if article.is_unsaved => {
                *part = Part::refused(part.path.clone(), Refusal::Unsaved);
            }
            Some(article) => {
                let edit = Edit::between(&article.text, &after);
                *look = Look::between(&article.text, &after);
                *open = Some(InOpen {
                    document: article.document,
                    revision: article.revision,
                    edits: edit.into_iter().collect(),
                    is_unsaved: false,
                });
            }
            None => {
                if let Ok(before) = store::read(&part.path) {
                    *look = Look::between(&before.text, &after);
                }
            }
        }
    }
    Ok(planned)
}

fn text_of(rewrite: &Rewrite) -> Option<std::sync::Arc<str>> {
    match rewrite {
        Rewrite::Whole(Content::Text(text, _)) => Some(std::sync::Arc::clone(text)),
        Rewrite::Whole(Content::Bytes(bytes)) => Some(encoding::decode(bytes).ok()?.text),
        Rewrite::Whole(Content::File(_)) | Rewrite::Edits(_) | Rewrite::Keep => None,
    }
}
