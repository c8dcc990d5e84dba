//! Which panel goes where; the only caller of panels.

mod article;
mod over;
mod panes;
mod rows;

use std::collections::BTreeMap;

use egui::{Frame, Panel, Ui};

use crate::{
    action::Outbox,
    app::{State, state::Over},
    model::{document::DocumentId, find, text::Revision},
    ui::{
        compare::CompareState,
        editor::EditorState,
        panels::{
            articles::ArticlesState, find_bar::FindBarState, form::FormState,
            settings::SettingsState,
        },
        preview::{
            PreviewState,
            cards::{CardsState, Tab},
        },
        theme::{colours, sizes},
    },
};

use article::status_ui;
use over::over_ui;
use panes::{panes_ui, single_ui};

/// Below this width, in points, one pane is shown at a time.
const SINGLE_BELOW: f32 = 800.0;

/// What the views keep between frames.
#[derive(Default)]
pub struct Views {
    articles: ArticlesState,
    form: FormState,
    find: FindBarState,
    editors: BTreeMap<DocumentId, EditorState>,
    previews: BTreeMap<DocumentId, PreviewState>,
    /// What the preview shows, of whichever article.
    tab: Tab,
    cards: CardsState,
    marked: BTreeMap<DocumentId, Marked>,
    over: Option<over::Open>,
    /// `Some` while the settings are shown.
    settings: Option<SettingsState>,
    /// What is chosen on the page in place of the panes.
    compare: CompareState,
    middle: Middle,
    single: Single,
    /// Bring this byte of the shown article into view in the preview, once.
    show_in_preview: Option<usize>,
}

/// Which marks an editor was given.
#[derive(Default)]
struct Marked {
    found: Option<find::Key>,
    spelling: Option<u64>,
    head: Option<Revision>,
}

/// What the pane shows that form and text share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Middle {
    Form,
    #[default]
    Text,
}

/// What a narrow window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Single {
    Articles,
    Form,
    #[default]
    Text,
    Preview,
}

impl Views {
    /// Whether the next keys are not commands: the writer chooses them for one.
    pub fn waits_for_keys(&self) -> bool {
        self.settings
            .as_ref()
            .is_some_and(SettingsState::waits_for_keys)
    }
}

pub fn window_title(state: &State) -> String {
    let Some(article) = state.shown_article() else {
        return "Kopij".to_owned();
    };
    let name = match article.document.path().file_name() {
        Some(name) if !article.document.is_untitled() => name.to_string_lossy(),
        _ => article.derived.entry.title.as_str().into(),
    };
    let mark = if article.document.is_dirty() {
        "• "
    } else {
        ""
    };
    format!("{mark}{name} — Kopij")
}

/// Draws the whole window.
pub fn window_ui(ui: &mut Ui, state: &mut State, views: &mut Views, out: &mut Outbox) {
    hand_over(state, views);
    let width = ui.available_width();
    let bar = Frame::new().fill(colours(ui).window);
    Panel::bottom("status bar")
        .frame(bar)
        .exact_size(sizes::STATUS_BAR)
        .resizable(false)
        .show(ui, |ui| status_ui(ui, state, out));
    if views.settings.is_some() {
        over::settings_page_ui(ui, state, views, out);
    } else if width < SINGLE_BELOW {
        single_ui(ui, state, views, out);
    } else {
        panes_ui(ui, state, views, width, out);
    }
    over_ui(ui, state, views, out);
}

/// Gives the one-shot requests of the state to the views they are for.
fn hand_over(state: &mut State, views: &mut Views) {
    if let Some(field) = state.find.focus.take() {
        views.find.focus = Some(field);
        views.middle = Middle::Text;
        views.single = Single::Text;
    }
    if state.site_search.focus {
        views.single = Single::Articles;
    }
    views.articles.focus_filter |= std::mem::take(&mut state.focus_filter);
    let head_as_text = state.settings.panes.head_as_text;
    let line_numbers = state.settings.panes.line_numbers;
    let writing = state.settings.writing;
    let is_suggesting = state.over == Some(Over::Suggestions);
    let asked = state.suggesting.as_ref().filter(|_| is_suggesting);
    let asked = asked.map(|asked| (asked.document, asked.range.clone()));
    if let Some(article) = state.shown_article_mut() {
        let id = article.document.id;
        let show_head = head_as_text || !article.derived.front_matter.is_editable();
        let editor = views.editors.entry(id).or_default();
        editor.show_head = show_head;
        editor.line_numbers = line_numbers;
        editor.writing = writing;
        editor.add_caret = article.add_caret.take();
        editor.anchor = asked
            .filter(|(document, _)| *document == id)
            .map(|(_, range)| range);
        if let Some(selection) = article.select.take() {
            editor.select = Some(selection);
        }
        if let Some(spot) = article.restore.take() {
            editor.restore = Some(spot);
        }
        views.show_in_preview = article.show_in_preview.take();
        editor.next_occurrence |= std::mem::take(&mut article.next_occurrence);
        if std::mem::take(&mut article.focus_editor) {
            editor.focus = true;
            views.middle = Middle::Text;
        }
    }
    keep_in_step(state, views);
    over::hand_over(state, views);
    if state.page.is_none() {
        views.compare = CompareState::default();
    }
    views
        .editors
        .retain(|id, _| state.articles.contains_key(id));
    views.marked.retain(|id, _| state.articles.contains_key(id));
    views
        .previews
        .retain(|id, _| state.articles.contains_key(id));
}

/// Lets text and preview follow each other, as the writer has scrolled them.
fn keep_in_step(state: &State, views: &mut Views) {
    let Some(id) = state.shown else { return };
    let steps = state.settings.steps;
    let editor = views.editors.entry(id).or_default();
    let preview = views.previews.entry(id).or_default();
    let (text_led, page_led) = (editor.led_to.take(), preview.led_to.take());
    if steps.preview_follows && text_led.is_some() {
        preview.follow = text_led;
    }
    if steps.text_follows && page_led.is_some() {
        editor.follow = page_led;
    }
}
