//! The typefaces of text and preview: what is chosen, and what of it was read.

use std::sync::Arc;

use crate::{
    app::{State, request::WindowRequest, update::notices},
    io::{Effect, workers::AsideJob},
    model::{settings::Typeface, typeface::Cuts, words::say},
};

/// Draws text and preview with what the settings say; one that is not read yet is asked for, and
/// the usual one stands in.
pub fn use_them(state: &mut State) -> Vec<Effect> {
    let chosen = &state.settings.typefaces;
    let mut effects = Vec::new();
    let mut cuts_of = |face: &Typeface| match face {
        Typeface::System(name) => {
            let read = state.aids.typefaces.read.get(name).cloned();
            if read.is_none() {
                let family = name.clone();
                effects.push(AsideJob::ReadTypeface { family }.into());
            }
            read
        }
        _ => None,
    };
    let request = WindowRequest::UseFaces(Box::new([
        (chosen.text.clone(), cuts_of(&chosen.text)),
        (chosen.preview.clone(), cuts_of(&chosen.preview)),
    ]));
    state.window.asked.push(request);
    effects
}

pub fn found(state: &mut State, installed: Vec<String>) -> Vec<Effect> {
    state.aids.typefaces.installed = Some(installed);
    Vec::new()
}

/// A typeface that is no longer installed leaves the usual one.
pub fn read(state: &mut State, family: String, cuts: Option<Cuts>) -> Vec<Effect> {
    let Some(cuts) = cuts else {
        return notices::error(state, say!("typefaces-not-there", family = family));
    };
    state.aids.typefaces.read.insert(family, Arc::new(cuts));
    use_them(state)
}
