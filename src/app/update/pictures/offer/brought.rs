//! Pictures that were pasted or dropped.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::{at_caret, next, not_added};
use crate::{
    action::Command,
    app::{
        State,
        state::Over,
        update::{articles, notices},
    },
    io::{Effect, pictures::path_of},
    model::{
        panes::Pane,
        picture::{
            is_picture,
            offer::{Source, Target},
        },
        words::say,
    },
};

/// Pictures that were pasted or dropped: over the form the cover, else into the text. What is no
/// picture is opened if it is an article of the site.
pub fn bring(state: &mut State, pane: Option<Pane>, brought: Vec<Source>) -> Vec<Effect> {
    let is_picture = |from: &Source| match from {
        Source::File(path) => is_picture(&path.to_string_lossy()) || is_refused_picture(path),
        Source::Pasted(_) | Source::Address(_) | Source::Photo(_) => true,
    };
    let (pictures, others): (Vec<Source>, Vec<Source>) = brought.into_iter().partition(is_picture);
    let mut effects = Vec::new();
    for other in others {
        effects.extend(bring_other(state, &path_of(&other)));
    }
    if pictures.is_empty() {
        return effects;
    }
    if let Some(lack) = state.offer().lack(Command::InsertPicture) {
        effects.extend(not_added(state, lack.reason()));
        return effects;
    }
    let target = match (&state.aids.picking, pane, at_caret(state)) {
        (Some(target), ..) if state.window.over == Some(Over::Pictures) => Some(target.clone()),
        (_, Some(Pane::Form), _) => state.session.shown.map(Target::Cover),
        (.., at_caret) => at_caret,
    };
    if let Some(target) = target {
        effects.extend(take_in(state, &target, pictures));
    }
    effects
}

/// The files whose addresses were copied: nothing but `file://` addresses of pictures.
pub fn copied_files(pasted: &str) -> Option<Vec<Source>> {
    let lines = pasted
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let files = lines.map(|line| {
        let path = line.strip_prefix("file://")?;
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let is_it = is_picture(&path) && Path::new(&*path).is_absolute();
        is_it.then(|| Source::File(PathBuf::from(&*path)))
    });
    let files: Vec<Source> = files.collect::<Option<_>>()?;
    (!files.is_empty()).then_some(files)
}

/// Kinds that are refused with what to do, which is said once they were looked at.
fn is_refused_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ["heic", "heif", "tif", "tiff"]
        .iter()
        .any(|it| ending.eq_ignore_ascii_case(it))
}

fn bring_other(state: &mut State, path: &Path) -> Vec<Effect> {
    let site = state.site.open.as_ref();
    let is_article = site.is_some_and(|site| site.place_of(path).is_some());
    if is_article {
        return articles::open(state, path.to_owned());
    }
    let path = state.shown_path(path).into_owned();
    notices::error(state, say!("notice-no-picture", path = path))
}

/// Several pictures, one after another.
fn take_in(state: &mut State, target: &Target, from: Vec<Source>) -> Vec<Effect> {
    let mut target = target.clone();
    for from in from {
        let next = match &target {
            // The first is the cover, the others are asked about.
            Target::Cover(_) => at_caret(state).unwrap_or_else(|| target.clone()),
            other => other.clone(),
        };
        let this = std::mem::replace(&mut target, next);
        state.aids.offering.waiting.push_back((this, from));
    }
    if state.aids.offering.shown.is_some() {
        return Vec::new();
    }
    next(state)
}
