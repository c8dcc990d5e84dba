//! A new picture for an article: chosen, looked at, written when the writer says so, and then made
//! the value of its field by one edit.

mod brought;
mod place;
mod writing;

use std::path::{Path, PathBuf};

pub use brought::{bring, copied_files};
pub use place::cover_style;
use place::{ending, folder, home, is_beside, way};
use writing::{kept, remove_cover, write};

use crate::{
    action::{PictureStep, command::PictureCommand, offer::Lack},
    app::{
        State,
        article::Article,
        state::{Offered, Over},
        update::{completing, notices, panes},
    },
    io::{
        Effect,
        dialogs::Answer,
        pictures::{Around, OfferError, Put, path_of},
        workers::{AsideJob, StockJob, StoreJob},
    },
    model::{
        picture::{
            cover::Way,
            home::PictureHome,
            name,
            offer::{Kind, Offer, Smaller, Source, Taken, Target, Words},
        },
        site::{bundle, bundle::Role, hugo::Part},
        stock::Photo,
        text::Anchor,
        words::{self, say},
    },
};

/// In a text, a picture without a telling name is called after so many words of what it shows.
const NAME_WORDS: usize = 6;
/// A picture that is lighter, in bytes, and has no longer side, in pixels, is taken as it is.
const HEAVY_BYTES: usize = 300_000;
const LARGE_PIXELS: usize = 2_000;

pub fn step(state: &mut State, step: PictureStep) -> Vec<Effect> {
    match step {
        PictureStep::Choose(target) => choose(state, target),
        PictureStep::Browse(target) => browse(state, target),
        PictureStep::Give(typed) => given(state, &typed),
        PictureStep::Use {
            target: target @ Target::Text(..),
            address,
        } => look(state, target, Source::Address(address)),
        PictureStep::Use { target, address } => use_address(state, &target, &address),
        PictureStep::Instead { document, address } => {
            let target = Target::Cover(document);
            let is_beside = is_beside(state, &target, &address);
            write(state, &target, &address, is_beside, None)
        }
        PictureStep::Accept(words) => accept(state, words),
        PictureStep::AcceptTwin(words) => accept_twin(state, words),
        PictureStep::Cancel => {
            leave(state);
            next(state)
        }
        PictureStep::Bring { pane, brought } => bring(state, pane, brought),
        PictureStep::RemoveCover(document) => remove_cover(state, document),
        PictureStep::LookBeside(document) => completing::look_beside(state, document),
        PictureStep::CopyPath(source) => vec![AsideJob::FindPicture { source }.into()],
        PictureStep::Show(source) => vec![AsideJob::ShowPicture { source }.into()],
    }
}

/// What a command does with the pictures of the shown article.
pub fn run(state: &mut State, command: PictureCommand) -> Vec<Effect> {
    let Some(document) = state.session.shown else {
        return Vec::new();
    };
    match command {
        PictureCommand::Insert => match at_caret(state) {
            Some(target) => browse(state, target),
            None => Vec::new(),
        },
        PictureCommand::Choose => choose(state, Target::Cover(document)),
        PictureCommand::Browse => browse(state, Target::Cover(document)),
        PictureCommand::Remove => remove_cover(state, document),
    }
}

fn choose(state: &State, target: Target) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&target.document()) else {
        return Vec::new();
    };
    let start = article.document.path().parent().map(Into::into);
    vec![
        AsideJob::ChoosePicture {
            target,
            start,
            title: say!("dialog-picture"),
            kind: say!("dialog-pictures"),
        }
        .into(),
    ]
}

/// Where the system has no dialog, the pictures of the site are shown, and a path can be typed.
pub fn chosen(state: &mut State, target: Target, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Chosen(from) => look(state, target, Source::File(from)),
        Answer::Cancelled => Vec::new(),
        Answer::NoDialog => {
            notices::remark(state, say!("picture-no-dialog"));
            browse(state, target)
        }
    }
}

fn browse(state: &mut State, target: Target) -> Vec<Effect> {
    let effects = completing::look_beside(state, target.document());
    state.aids.picking = Some(target);
    state.window.open(Over::Pictures);
    effects
}

/// A path is looked at; an address is written as it is.
fn given(state: &mut State, typed: &str) -> Vec<Effect> {
    let Some(target) = state.aids.picking.take() else {
        return Vec::new();
    };
    panes::close_finder(state);
    let typed = typed.trim();
    if let Some(Some(file)) = copied_files(typed).map(|files| files.into_iter().next()) {
        return look(state, target, file);
    }
    let path = typed;
    let known = state.aids.completing.targets.as_ref();
    let is_of_site = known.is_some_and(|(_, all)| all.iter().any(|it| it == typed));
    let is_text = matches!(target, Target::Text(..));
    if is_text && (is_of_site || typed.starts_with("https://")) {
        let address = if is_of_site {
            name::escaped(typed)
        } else {
            typed.to_owned()
        };
        return look(state, target, Source::Address(address));
    }
    if is_of_site {
        return use_address(state, &target, &name::escaped(typed));
    }
    if typed.starts_with("https://") {
        return use_address(state, &target, typed);
    }
    if Path::new(path).is_absolute() {
        return look(state, target, Source::File(PathBuf::from(path)));
    }
    notices::error(state, say!("path-box-not-whole", path = typed))
}

/// Another picture: what was said of the one before it goes.
fn use_address(state: &mut State, target: &Target, address: &str) -> Vec<Effect> {
    let is_beside = is_beside(state, target, address);
    let more = (Words::default(), None);
    write(state, target, address, is_beside, Some(&more))
}

/// Why nothing can be added.
fn refusal(state: &State, target: &Target) -> Option<String> {
    let Some(article) = state.session.articles.get(&target.document()) else {
        return Some(say!("picture-article-closed").to_owned());
    };
    if article.document.saved().format.is_read_only() {
        return Some(Lack::ReadOnly.reason().to_owned());
    }
    let is_cover = matches!(target, Target::Cover(_));
    let is_nowhere = is_cover && way(state, article) == Way::Nowhere;
    is_nowhere.then(|| say!("picture-no-folder").to_owned())
}

/// The place in the shown article's text where its caret is.
pub fn at_caret(state: &State) -> Option<Target> {
    let document = &state.shown_article()?.document;
    let caret = state.shown_article()?.selection().end;
    let anchor = Anchor::new(document.revision(), caret..caret);
    Some(Target::Text(document.id, anchor))
}

/// The sheet goes; from a photo that was found back to the others.
fn leave(state: &mut State) {
    let left = state.aids.offering.shown.take();
    if state.window.over != Some(Over::Picture) {
        return;
    }
    let is_photo = left.is_some_and(|it| matches!(it.from, Source::Photo(_)));
    if is_photo && state.stock.target.is_some() {
        state.window.open(Over::Stock);
    } else {
        panes::close_finder(state);
    }
}

/// Has a photo fetched and looked at, with what is said of it.
pub fn take_photo(state: &mut State, target: Target, photo: Photo, words: Words) -> Vec<Effect> {
    state.aids.offering.not_taken = None;
    let effects = look(state, target, Source::Photo(Box::new(photo)));
    if let Some(shown) = &mut state.aids.offering.shown {
        shown.words = Some(words);
    }
    effects
}

/// The next picture that waits.
fn next(state: &mut State) -> Vec<Effect> {
    match state.aids.offering.waiting.pop_front() {
        Some((target, from)) => look(state, target, from),
        None => Vec::new(),
    }
}

/// Has a picture looked at; the sheet is open meanwhile.
fn look(state: &mut State, target: Target, from: Source) -> Vec<Effect> {
    if let Some(why) = refusal(state, &target) {
        return not_added(state, &why);
    }
    let Some(article) = state.session.articles.get(&target.document()) else {
        return Vec::new();
    };
    let file = article.document.path();
    let site = state.site.open.as_ref();
    let served = site.map(|site| {
        let folders = site.settings.folders(Part::Static);
        folders.map(|folder| site.root.join(folder)).collect()
    });
    let around = Around {
        root: site.map(|site| site.root.clone()),
        beside: file.parent().map(Into::into).unwrap_or_default(),
        is_bundle: Role::of(file) == Role::Leaf,
        served: served.unwrap_or_default(),
    };
    let home = home(state, article, &target);
    state.aids.offering.number += 1;
    let number = state.aids.offering.number;
    state.aids.offering.shown = Some(Offered {
        target,
        home,
        from: from.clone(),
        offer: None,
        smaller: None,
        words: None,
    });
    state.window.open(Over::Picture);
    if matches!(from, Source::Address(_)) {
        return Vec::new();
    }
    if let Source::Photo(photo) = from {
        let job = StockJob::Take {
            number,
            photo,
            around,
        };
        return vec![job.into()];
    }
    let job = AsideJob::LookAtPicture {
        number,
        from,
        around,
    };
    vec![job.into()]
}

pub fn looked_at(state: &mut State, number: u64, result: Result<Offer, OfferError>) -> Vec<Effect> {
    let is_asked = state.aids.offering.number == number;
    let Some(shown) = state.aids.offering.shown.as_mut().filter(|_| is_asked) else {
        return Vec::new();
    };
    match result {
        Ok(offer) => {
            let (kind, bytes) = (offer.kind, offer.bytes.clone());
            let is_worth = is_worth_making_smaller(&offer);
            shown.offer = Some(offer);
            if !is_worth {
                shown.smaller = Some(None);
                return Vec::new();
            }
            let job = AsideJob::MakeSmaller {
                number,
                kind,
                bytes,
            };
            vec![job.into()]
        }
        Err(err) => {
            let photo = match &shown.from {
                Source::Photo(photo) => Some(photo.id.clone()),
                Source::File(_) | Source::Pasted(_) | Source::Address(_) => None,
            };
            leave(state);
            match photo {
                Some(id) if state.window.over == Some(Over::Stock) => {
                    state.aids.offering.not_taken = Some((id, err));
                }
                _ => drop(not_added(state, &words::of(&err))),
            }
            next(state)
        }
    }
}

/// What is lighter and smaller is taken as it is.
fn is_worth_making_smaller(offer: &Offer) -> bool {
    let is_large = |side: usize| side > LARGE_PIXELS;
    let is_large = offer
        .pixels
        .is_some_and(|size| size.into_iter().any(is_large));
    let is_heavy = offer.bytes.0.len() > HEAVY_BYTES;
    matches!(offer.kind, Kind::Jpeg | Kind::Png) && (is_heavy || is_large)
}

pub fn made_smaller(state: &mut State, number: u64, smaller: Option<Smaller>) -> Vec<Effect> {
    let is_asked = state.aids.offering.number == number;
    if let Some(shown) = state.aids.offering.shown.as_mut().filter(|_| is_asked) {
        shown.smaller = Some(smaller);
    }
    Vec::new()
}

fn not_added(state: &mut State, why: &str) -> Vec<Effect> {
    notices::error(state, say!("notice-picture-not-added", why = why))
}

/// Has the picture written where the site keeps such.
fn accept(state: &mut State, words: Words) -> Vec<Effect> {
    let Some(shown) = take(state) else {
        return Vec::new();
    };
    if let Some(why) = refusal(state, &shown.target) {
        return not_added(state, &why);
    }
    let kept = Offered {
        words: Some(words.clone()),
        ..shown.clone()
    };
    let target = shown.target;
    if let Source::Address(address) = shown.from {
        let is_beside = is_beside(state, &target, &address);
        let mut effects = write(state, &target, &address, is_beside, Some(&(words, None)));
        effects.extend(next(state));
        return effects;
    }
    let Some(offer) = shown.offer else {
        return Vec::new();
    };
    let Some(article) = state.session.articles.get(&target.document()) else {
        return not_added(state, say!("picture-article-closed"));
    };
    let bytes = match shown.smaller.flatten() {
        Some(smaller) if words.is_small => smaller.bytes,
        _ => offer.bytes,
    };
    // Its name there says nothing here.
    let from = match &shown.from {
        Source::Photo(_) => PathBuf::new(),
        from => path_of(from),
    };
    let shown_first = first_words(&words.alt);
    let Some(home) = shown.home else {
        return not_added(state, say!("picture-save-first"));
    };
    let style = cover_style(state, article);
    let is_leaf = Role::of(article.document.path()) == Role::Leaf;
    let by_file = match (&target, style.way(is_leaf)) {
        (Target::Cover(_), Way::ByName(pattern)) => Some(pattern),
        _ => None,
    };
    // It lies beside the article, wherever its other pictures do.
    let home = match by_file {
        Some(_) => PictureHome::Beside {
            under: String::new(),
        },
        None => home,
    };
    let stem = name::stem(name::Ask {
        file_stem: &from.file_stem().unwrap_or_default().to_string_lossy(),
        title: match &target {
            Target::Text(..) if !words.alt.is_empty() => &shown_first,
            _ => &article.derived.entry.title,
        },
        article: &bundle::name_of(article.document.path()),
        by_file,
    });
    let put = Put {
        folder: folder(state, article, &home),
        ending: ending(state, offer.kind).to_owned(),
        stem,
        alone: by_file,
        bytes,
    };
    let taken = Taken {
        target,
        home,
        words,
    };
    state.aids.offering.placing = Some(kept);
    vec![StoreJob::PutPicture { put, taken }.into()]
}

/// What a picture in the text is called after.
fn first_words(alt: &str) -> String {
    let words: Vec<&str> = alt.split_whitespace().take(NAME_WORDS).collect();
    words.join(" ")
}

/// The same picture is in the site: nothing is written but its address.
fn accept_twin(state: &mut State, words: Words) -> Vec<Effect> {
    let Some(shown) = take(state) else {
        return Vec::new();
    };
    let Some(twin) = shown.offer.and_then(|offer| offer.twin) else {
        return Vec::new();
    };
    let (target, address) = (shown.target, name::escaped(&twin));
    let is_beside = is_beside(state, &target, &address);
    let mut effects = write(state, &target, &address, is_beside, Some(&(words, None)));
    effects.extend(next(state));
    effects
}

fn take(state: &mut State) -> Option<Offered> {
    let shown = state.aids.offering.shown.take()?;
    panes::close_finder(state);
    Some(shown)
}

/// The file is there, or why not; its address is written.
pub fn put(
    state: &mut State,
    taken: Taken,
    folder: &Path,
    result: Result<String, OfferError>,
) -> Vec<Effect> {
    let placed = state.aids.offering.placing.take();
    let name = match result {
        Ok(name) => name,
        Err(err) => {
            // What was said of it is not lost.
            if state.aids.offering.shown.is_none() && placed.is_some() {
                state.aids.offering.shown = placed;
                state.window.open(Over::Picture);
            }
            return not_added(state, &words::of(&err));
        }
    };
    let Taken {
        target,
        home,
        words,
    } = taken;
    let path = folder.join(&name);
    let (address, is_beside) = (home.address(&name), home.is_beside());
    let article = state.session.articles.get(&target.document());
    let is_there = |article: &Article| self::folder(state, article, &home) == folder;
    if is_beside && !article.is_none_or(is_there) {
        return kept(state, &path, say!("picture-article-moved"));
    }
    let more = (words, Some(path));
    let mut effects = write(state, &target, &address, is_beside, Some(&more));
    effects.extend(completing::look_beside(state, target.document()));
    effects.extend(next(state));
    effects
}

#[cfg(test)]
mod tests;
