//! Panes, how they look, and what floats above them.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use egui::ThemePreference;

use crate::{
    app::{
        State,
        article::Article,
        request::{Request, WindowRequest},
        state::Over,
    },
    io::{Effect, workers::StoreJob},
    model::{
        panes::Pane,
        settings::{Appearance, Found, Remembered, Settings, SiteLook},
        site::{Site, generator::Generator},
    },
};

/// The theme as the settings say, and where they leave it to the desktop as that was heard.
pub fn theme_preference(state: &State) -> ThemePreference {
    match (state.settings.appearance, state.window.desktop_is_dark) {
        (Appearance::Light, _) | (Appearance::System, Some(false)) => ThemePreference::Light,
        (Appearance::Dark, _) | (Appearance::System, Some(true)) => ThemePreference::Dark,
        (Appearance::System, None) => ThemePreference::System,
    }
}

/// Shows the window in the theme that it should have.
pub fn use_theme(state: &mut State) {
    let request = WindowRequest::UseTheme(theme_preference(state));
    state.window.asked.push(request);
}

/// The desktop was set to another theme, or its own is known now.
pub fn desktop_set(state: &mut State, is_dark: Option<bool>) -> Vec<Effect> {
    state.window.desktop_is_dark = is_dark;
    use_theme(state);
    Vec::new()
}

/// Shows a pane, or hides it if it is seen. Where it stands for want of room in place of another,
/// that one is seen again, and nothing else is changed.
pub fn turn(state: &mut State, pane: Pane) -> Vec<Effect> {
    let before = state.arrangement();
    if !before.shows(pane) {
        state.settings.panes.wish(pane, true);
        if !state.arrangement().stands(pane) {
            return enter(state, pane);
        }
        return remember(state);
    }
    let stood = before.stands(pane);
    if stood {
        state.settings.panes.wish(pane, false);
    }
    if pane == Pane::List {
        state.find.close_site();
    }
    if !stood || state.window.desk.place.pane == pane {
        leave(state);
    }
    remember(state)
}

/// From a pane that is not seen any more to the text.
pub fn leave(state: &mut State) {
    state.enter(Pane::Text);
    focus_text(state);
}

/// Goes to a pane, which is shown if it is not.
pub fn enter(state: &mut State, pane: Pane) -> Vec<Effect> {
    let is_new = !state.settings.panes.wished().has(pane);
    state.settings.panes.wish(pane, true);
    state.enter(pane);
    state.window.requests.push(Request::FocusPane(pane));
    if is_new { remember(state) } else { Vec::new() }
}

/// A splitter is drawn to where the pane has this width. It is written once the splitter is let go.
pub fn draw(state: &mut State, pane: Pane, width: f32) -> Vec<Effect> {
    state.settings.panes.wish(pane, true);
    let arrangement = state.arrangement();
    let drawn = arrangement.drawn_to(pane, width, state.settings.remembered.widths);
    if let Some(widths) = drawn {
        state.settings.remembered.widths = widths;
        return Vec::new();
    }
    state.settings.panes.wish(pane, false);
    if state.window.desk.place.pane == pane {
        leave(state);
    }
    Vec::new()
}

/// The same command again closes it.
pub fn open_finder(state: &mut State, finder: Over) -> Vec<Effect> {
    state.window.toggle(finder);
    Vec::new()
}

/// A sheet gives the keyboard back to where it was; what finds something leads on to the text.
pub fn close_finder(state: &mut State) -> Vec<Effect> {
    let is_sheet = state.window.over.is_some_and(Over::is_sheet);
    state.window.close();
    if !is_sheet && state.window.page().is_none() {
        focus_text(state);
    }
    Vec::new()
}

/// Gives the keyboard to the text.
pub fn focus_text(state: &mut State) {
    if let Some(article) = state.shown_article_mut() {
        article.requests.push(Request::FocusText);
    }
}

/// Shows the head in the text.
pub fn show_head(state: &mut State) -> Vec<Effect> {
    if state.settings.panes.head_as_text {
        return Vec::new();
    }
    state.settings.panes.head_as_text = true;
    remember(state)
}

pub fn find_article(state: &mut State) -> Vec<Effect> {
    state.settings.panes.articles = true;
    state.window.requests.push(Request::FocusFilter);
    remember(state)
}

/// How the window was with each site, with this one as it is now.
fn sites_with_this(state: &State) -> BTreeMap<PathBuf, SiteLook> {
    let mut sites = state.settings.remembered.sites.clone();
    if let Some(site) = &state.site.open {
        let settings = &state.settings;
        let look = SiteLook {
            title: site.title.clone(),
            window: state.window.place,
            panes: settings.panes,
            widths: settings.remembered.widths,
            zoom: settings.zoom,
            found: found_in(site, state.clock.unix_secs),
        };
        sites.insert(site.root.clone(), look);
    }
    sites
}

/// What is in a site.
pub fn found_in(site: &Site, now_secs: i64) -> Found {
    Found {
        generator: match site.settings.generator {
            Generator::Folder => String::new(),
            generator => generator.name().to_owned(),
        },
        articles: site.articles.len(),
        languages: codes(site),
        seen_secs: now_secs,
    }
}

fn codes(site: &Site) -> Vec<String> {
    let all = site.settings.languages.all.iter();
    all.map(|language| language.code.clone()).collect()
}

/// Keeps how the window was with the site that is open.
pub fn keep_look(state: &mut State) {
    state.settings.remembered.sites = sites_with_this(state);
}

/// A site was opened: panes and zoom are as they were with it.
pub fn take_look(state: &mut State, root: &Path) {
    let Some(look) = state.settings.remembered.sites.get(root).cloned() else {
        return;
    };
    let before = state.settings.zoom;
    state.settings.take_look(&look);
    if (look.zoom - before).abs() > f32::EPSILON {
        let zoom = state.settings.sane_zoom();
        state.window.asked.push(WindowRequest::UseZoom(zoom));
    }
}

pub fn full_screen(state: &mut State) -> Vec<Effect> {
    let is_on = state.window.turn_full_screen();
    state.window.asked.push(WindowRequest::FullScreen(is_on));
    remember(state)
}

/// Writes the settings as they are now.
pub fn remember(state: &State) -> Vec<Effect> {
    let with_file = |article: &&Article| !article.document.is_untitled();
    let open = state
        .session
        .articles
        .values()
        .filter(with_file)
        .map(|article| {
            let document = &article.document;
            (document.id, document.path())
        });
    let reading = state
        .session
        .reading
        .iter()
        .map(|(path, &id)| (id, path.as_path()));
    let mut open: Vec<_> = open.chain(reading).collect();
    open.sort_unstable();
    let open = open.into_iter().map(|(_, path)| path.to_owned());
    // What is opened alone is no part of the site that is opened next time.
    let is_alone = state.site.open.is_none() && state.site.opening.is_none();
    let open: Vec<PathBuf> = if is_alone {
        state.settings.remembered.open_articles.clone()
    } else {
        open.collect()
    };
    // An article that was moved takes its language along.
    let mut article_languages = state.settings.remembered.article_languages.clone();
    for article in state.session.articles.values().filter(with_file) {
        if let Some(language) = &article.language {
            let path = article.document.path().to_owned();
            article_languages.insert(path, language.clone());
        }
    }
    let remembered = Remembered {
        open_articles: open,
        article_languages,
        sites: sites_with_this(state),
        ..state.settings.remembered.clone()
    };
    let settings = Settings {
        remembered,
        ..state.settings.clone()
    };
    vec![Effect::Store(StoreJob::SaveSettings(Box::new(settings)))]
}
