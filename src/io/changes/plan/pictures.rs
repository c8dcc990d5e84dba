//! What becomes of a picture of the site and of the articles that name it, planned.
//!
//! A picture that is named gets a second file first, then the articles name that, and last the first one goes
//! to the bin, if none is left that names it: so every address leads to a picture at every moment.

use std::path::{Path, PathBuf};

use super::{PlanQuery, Shown, in_file, open_at, plain, refused, unread};
use crate::{
    io::{
        pictures::{self, StripError},
        store,
    },
    model::{
        change::{
            Content, Deed, OfPicture, Part, PictureDeed, Refusal, Rewrite, in_open,
            plan::pictures::named_anew,
        },
        document::ContentHash,
        picture::library::Origin,
        said::{Says as _, said},
    },
};

pub(super) fn parts(query: &PlanQuery, wish: &OfPicture) -> Vec<Shown> {
    match &wish.deed {
        PictureDeed::Move { to } => moved(query, wish, to),
        PictureDeed::Replace { by } => in_articles(query, wish, by),
        PictureDeed::Strip => vec![stripped(&wish.path)],
        PictureDeed::ToBin => vec![match store::read_hash(&wish.path) {
            Ok(hash) => plain(part(
                &wish.path,
                hash,
                Deed::ToBin {
                    only_if: Vec::new(),
                },
            )),
            Err(err) => unread(&wish.path, &err),
        }],
    }
}

fn part(path: &Path, hash: ContentHash, deed: Deed) -> Part {
    Part {
        deed,
        rewrite: Rewrite::Keep,
        ..Part::edit(path.to_owned(), hash, Vec::new())
    }
}

fn moved(query: &PlanQuery, wish: &OfPicture, to: &Path) -> Vec<Shown> {
    let path = &wish.path;
    // Where only the capitals differ, some systems find the file itself.
    let is_itself = || {
        let both = [path.as_path(), to].map(|it| it.canonicalize().ok());
        let [one, other] = both;
        one == other
    };
    let is_taken = to.symlink_metadata().is_ok() && !is_itself();
    if is_taken {
        return vec![refused(path, Refusal::Taken)];
    }
    let hash = match store::read_hash(path) {
        Ok(hash) => hash,
        Err(err) => return vec![unread(path, &err)],
    };
    let to = to.to_owned();
    let articles = in_articles(query, wish, &to);
    if articles.is_empty() || to.symlink_metadata().is_ok() {
        let mut parts = vec![plain(part(path, hash, Deed::Move { to }))];
        parts.extend(articles);
        return parts;
    }
    let only_if: Vec<PathBuf> = articles
        .iter()
        .map(|(part, ..)| part.path.clone())
        .collect();
    let is_refused = |(part, ..): &Shown| part.is_refused();
    if articles.iter().all(is_refused) {
        // A second file that nothing names is no other name.
        let mut parts = vec![refused(
            path,
            Refusal::Said(said!("refusal-nobody-follows")),
        )];
        parts.extend(articles);
        return parts;
    }
    // The file of an unsaved article goes on naming the old one until it is saved.
    let is_unsaved = |(.., open): &Shown| open.as_ref().is_some_and(|open| open.is_unsaved);
    let stays = articles.iter().any(is_unsaved);
    let is_named = articles.iter().any(is_refused);
    let mut parts = vec![plain(part(path, hash, Deed::Copy { to }))];
    parts.extend(articles);
    parts.push(if stays {
        refused(path, Refusal::Unsaved)
    } else if is_named {
        refused(path, Refusal::Said(said!("refusal-still-named")))
    } else {
        plain(part(path, hash, Deed::ToBin { only_if }))
    });
    parts
}

/// The articles that name the picture, naming another one.
fn in_articles(query: &PlanQuery, wish: &OfPicture, to: &Path) -> Vec<Shown> {
    let library = &wish.listed.library;
    let one = |(path, page): &(PathBuf, Option<String>)| {
        let origin = Origin {
            path,
            page: page.as_deref(),
        };
        let edits = |text: &str| named_anew(text, library, origin, &wish.path, to);
        let is_none = |edits: &Result<Vec<_>, _>| edits.as_ref().is_ok_and(Vec::is_empty);
        if let Some(open) = open_at(query, path) {
            let edits = edits(&open.text);
            return (!is_none(&edits)).then(|| in_open(open, edits));
        }
        let found = match store::read(path) {
            Ok(found) if found.format.is_read_only() => {
                return Some(refused(path, Refusal::ReadOnly));
            }
            Ok(found) => found,
            Err(err) => return Some(unread(path, &err)),
        };
        let edits = edits(&found.text);
        if is_none(&edits) {
            return None;
        }
        Some(match edits {
            Ok(edits) => in_file(path, &found, edits),
            Err(refusal) => refused(path, refusal),
        })
    };
    wish.articles.iter().filter_map(one).collect()
}

fn stripped(path: &Path) -> Shown {
    match pictures::strip(path) {
        Ok(found) => match found.bytes {
            Some(bytes) => plain(Part {
                rewrite: Rewrite::Whole(Content::Bytes(bytes)),
                ..Part::edit(path.to_owned(), found.expected, Vec::new())
            }),
            None => refused(path, Refusal::Said(StripError::Nothing.said())),
        },
        Err(err) => refused(path, Refusal::Said(err.said())),
    }
}
