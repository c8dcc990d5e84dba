//! "Pictures of the site": looking at them on a thread, and what is done with one of them and the articles that
//! name it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    action::LibraryStep,
    app::{
        State,
        state::{Library, Over},
        update::{change, notices, panes, problems},
    },
    io::{Effect, workers::AsideJob},
    model::{
        change::{OfPicture, PictureDeed, Wish},
        picture::listed::Listed,
        words::say,
    },
};

/// Shows them, as they were looked at last, and has them looked at.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mut effects = panes::open_finder(state, Over::Library);
    if state.window.is_at(Over::Library) {
        effects.extend(problems::look_again(state));
        effects.extend(look(state));
    }
    effects
}

/// Has them looked at, if they are seen.
pub fn look_again(state: &mut State) -> Option<Effect> {
    let is_seen = state.window.is_at(Over::Library);
    is_seen.then(|| look(state)).flatten()
}

fn look(state: &mut State) -> Option<Effect> {
    let of_site = state.known_site()?;
    if state.library.is_looking {
        state.library.is_stale = true;
        return None;
    }
    state.library.is_looking = true;
    state.library.is_stale = false;
    state.library.number += 1;
    let number = state.library.number;
    Some(AsideJob::LookAtPictures { number, of_site }.into())
}

/// They were looked at. `None`: by a fault of ours they are not known.
pub fn looked_at(state: &mut State, number: u64, listed: Option<Arc<Listed>>) -> Vec<Effect> {
    if number != state.library.number {
        return Vec::new();
    }
    state.library.is_looking = false;
    if listed.is_some() {
        state.library.listed = listed;
    }
    let again = state.library.is_stale.then(|| look(state));
    again.flatten().into_iter().collect()
}

/// Another site is open.
pub fn note_opened(state: &mut State) {
    // What is under way is of the other one.
    let number = state.library.number + 1;
    state.library = Library {
        number,
        ..Library::default()
    };
}

/// Whether what is reviewed was asked for on the page.
pub fn is_reviewed(state: &State) -> bool {
    let review = state.changes.review.as_ref();
    review.is_some_and(|review| matches!(review.wish, Wish::Picture(_)))
}

/// The page is shown again, once what it asked for is made or left.
pub fn after_review(state: &mut State) -> Vec<Effect> {
    if state.changes.review.is_some() || state.window.over.is_some() {
        return Vec::new();
    }
    open(state)
}

pub fn step(state: &mut State, step: LibraryStep) -> Vec<Effect> {
    match step {
        LibraryStep::LookAgain => {
            let problems = problems::look_again(state);
            let pictures = look(state);
            problems.into_iter().chain(pictures).collect()
        }
        LibraryStep::Move { path, to } => wish(state, path, PictureDeed::Move { to }),
        LibraryStep::Replace { path, by } => wish(state, path, PictureDeed::Replace { by }),
        LibraryStep::Strip(path) => wish(state, path, PictureDeed::Strip),
        LibraryStep::ToBin(path) => wish(state, path, PictureDeed::ToBin),
        LibraryStep::ShowInFolder(path) => vec![AsideJob::ShowInFolder { path }.into()],
    }
}

fn wish(state: &mut State, path: PathBuf, deed: PictureDeed) -> Vec<Effect> {
    let Some(listed) = state.library.listed.clone() else {
        return Vec::new();
    };
    // Which pictures a text names that is in no file yet is not known to the list.
    let unsaved = state.unsaved().len();
    if unsaved > 0 && !matches!(deed, PictureDeed::Strip) {
        notices::remark(state, say!("library-save-first", count = unsaved));
        return Vec::new();
    }
    let named_by = listed.library.get(&path).map(|it| it.articles());
    let articles = named_by.into_iter().flatten();
    let articles = articles.map(|path| (path.to_owned(), page_of(state, path)));
    let wish = OfPicture {
        articles: articles.collect(),
        path,
        deed,
        listed: Arc::clone(&listed),
    };
    if wish.is_of_articles() {
        // What changes is shown in place of the page.
        state.window.close();
    }
    change::wish(state, Wish::Picture(wish))
}

/// The address of the page of an article.
fn page_of(state: &State, path: &Path) -> Option<String> {
    let site = state.site.open.as_ref()?;
    let entry = site.articles.get(site.place_of(path)?)?;
    let page = entry.page.as_ref().ok()?;
    Some(page.address.clone())
}
