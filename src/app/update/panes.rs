//! Panes, appearance, and what floats above them.

use std::path::PathBuf;

use egui::ThemePreference;

use crate::{
    action::{Command, command::Toggle},
    app::{
        State,
        article::Article,
        request::{Request, WindowRequest},
        state::Over,
        update::spelling,
    },
    io::{Effect, workers::StoreJob},
    model::settings::{Appearance, Settings},
};

pub fn theme_preference(settings: &Settings) -> ThemePreference {
    match settings.appearance {
        Appearance::System => ThemePreference::System,
        Appearance::Light => ThemePreference::Light,
        Appearance::Dark => ThemePreference::Dark,
    }
}

/// Turns a switch, with what it means for others.
pub fn toggle(state: &mut State, command: Command, toggle: Toggle) -> Vec<Effect> {
    let settings = &mut state.settings;
    (toggle.turn)(settings);
    match command {
        // It stands below them.
        Command::ShowOutline => settings.panes.articles |= settings.show_outline,
        Command::CheckSpelling => spelling::again(state),
        _ => {}
    }
    remember(state)
}

/// From what is seen now to the other.
pub fn switch_appearance(state: &mut State) -> Vec<Effect> {
    state.settings.appearance = if state.is_dark {
        Appearance::Light
    } else {
        Appearance::Dark
    };
    let request = WindowRequest::UseTheme(theme_preference(&state.settings));
    state.window_requests.push(request);
    remember(state)
}

/// The same command again closes it.
pub fn open_finder(state: &mut State, finder: Over) -> Vec<Effect> {
    state.over = if state.over == Some(finder) {
        None
    } else {
        Some(finder)
    };
    Vec::new()
}

pub fn close_finder(state: &mut State) -> Vec<Effect> {
    state.over = None;
    focus_text(state);
    Vec::new()
}

/// Gives the keyboard to the text.
pub fn focus_text(state: &mut State) {
    if let Some(article) = state.shown_article_mut() {
        article.requests.push(Request::FocusText);
    }
}

pub fn find_article(state: &mut State) -> Vec<Effect> {
    state.settings.panes.articles = true;
    state.requests.push(Request::FocusFilter);
    remember(state)
}

/// Writes the settings as they are now.
pub fn remember(state: &State) -> Vec<Effect> {
    let with_file = |article: &&Article| !article.document.is_untitled();
    let open = state.articles.values().filter(with_file).map(|article| {
        let document = &article.document;
        (document.id, document.path())
    });
    let reading = state.reading.iter().map(|(path, &id)| (id, path.as_path()));
    let mut open: Vec<_> = open.chain(reading).collect();
    open.sort_unstable();
    let open = open.into_iter().map(|(_, path)| path.to_owned());
    // What is opened alone is no part of the site that is opened next time.
    let is_alone = state.site.is_none() && state.opening.is_none();
    let open: Vec<PathBuf> = if is_alone {
        state.settings.open_articles.clone()
    } else {
        open.collect()
    };
    // An article that was moved takes its language along.
    let mut article_languages = state.settings.article_languages.clone();
    for article in state.articles.values().filter(with_file) {
        if let Some(language) = &article.language {
            let path = article.document.path().to_owned();
            article_languages.insert(path, language.clone());
        }
    }
    vec![Effect::Store(StoreJob::SaveSettings(Settings {
        open_articles: open,
        article_languages,
        ..state.settings.clone()
    }))]
}
