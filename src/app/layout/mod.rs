//! Which panel goes where; the only caller of panels.

mod article;
mod changes;
mod over;
mod panes;
mod rows;

use std::collections::BTreeMap;

use egui::{CornerRadius, Frame, Panel, Ui};

use crate::{
    action::{Action, Outbox},
    app::{
        State,
        article::Article,
        request::{Request, Waiting},
        state::{Keyboard, Over},
    },
    model::{document::DocumentId, markdown::format::Quotes, panes::Pane, said::Said, words::say},
    ui::{
        compare::CompareState,
        editor::{EditorState, text_id},
        panels::{
            articles::ArticlesState,
            broken_off::broken_off_ui,
            changes::ChangesState,
            changing::{Changing, changing_ui},
            form::FormState,
            headline,
            help::HelpState,
            library::LibraryState,
            problems::ProblemsState,
            rail::{Counts, RAIL, rail_ui},
            recovered::RecoveredState,
            settings::SettingsState,
            site_problems::site_problems_ui,
            text_menu::TextMenu,
        },
        preview::{
            PreviewState,
            cards::{CardsState, Tab},
        },
        theme::{colours, sizes},
        widgets::popup,
    },
};

use article::status_ui;
use over::over_ui;
use panes::desk_ui;

/// A change of no more files is made before it could be read.
const SHOWN_FROM: usize = 64;

/// What the views keep between frames.
///
/// More than twelve fields: one for each view that keeps something.
#[derive(Default)]
pub struct Views {
    articles: ArticlesState,
    form: FormState,
    headline: Option<headline::Kept>,
    editors: BTreeMap<DocumentId, EditorState>,
    previews: BTreeMap<DocumentId, PreviewState>,
    /// What the preview shows, of whichever article.
    tab: Tab,
    cards: CardsState,
    over: Option<over::Open>,
    /// What is wrong with the settings of the site, as far as the writer has read it.
    read_problems: Vec<Said>,
    /// `Some` while the settings are shown.
    settings: Option<SettingsState>,
    /// What is chosen on the page in place of the panes.
    compare: CompareState,
    recovered: RecoveredState,
    /// `Some` while the help is shown.
    help: Option<HelpState>,
    /// `Some` while the problems are shown.
    problems: Option<ProblemsState>,
    /// `Some` while the pictures of the site are shown.
    library: Option<LibraryState>,
    /// `Some` while the changes are shown.
    changes: Option<ChangesState>,
    desk: panes::Desk,
    text_menu: Option<TextMenu>,
    /// What is asked of them, once.
    asked: Waiting,
}

impl Views {
    /// Whether the next keys are not commands: the writer chooses them for one.
    pub fn waits_for_keys(&self) -> bool {
        self.settings
            .as_ref()
            .is_some_and(SettingsState::waits_for_keys)
    }

    /// How much of what was typed the shown text has yet to take in.
    pub fn left_to_type(&self, state: &State) -> usize {
        let shown = state.session.shown;
        let editor = shown.and_then(|id| self.editors.get(&id));
        editor.map_or(0, EditorState::left_to_type)
    }

    /// The pane that is drawn at a place of the window.
    pub fn pane_at(&self, place: egui::Pos2) -> Option<Pane> {
        self.desk.pane_at(place)
    }

    /// The pane that the keyboard came into in this frame.
    pub fn take_entered(&mut self) -> Option<Pane> {
        self.desk.entered.take()
    }
}

pub fn window_title(state: &State) -> String {
    let Some(article) = state.shown_article() else {
        return say!("layout-kopij").to_owned();
    };
    let name = &article.derived.entry.title;
    let mark = if article.document.is_dirty() {
        "• "
    } else {
        ""
    };
    match &state.site.open {
        Some(site) => say!(
            "layout-title-in-site",
            mark = mark,
            name = name,
            site = &site.title
        ),
        None => say!("layout-title", mark = mark, name = name),
    }
}

/// Draws the whole window.
pub fn window_ui(
    ui: &mut Ui,
    state: &State,
    views: &mut Views,
    requests: Vec<Request>,
    out: &mut Outbox,
) {
    prepare(state, views);
    // A byte of the article that was shown then is none of another one.
    views.asked.take(Request::byte_in_preview);
    views.asked.put(requests, state.clock.since_start_millis);
    hand_over(state, views);
    let ground = colours(ui).window;
    // Between two panes is a part of a pixel, at some zooms.
    let room = ui.ctx().content_rect();
    ui.painter().rect_filled(room, CornerRadius::ZERO, ground);
    let bar = Frame::new().fill(ground);
    if !state.is_in_focus() {
        Panel::bottom("status bar")
            .frame(bar)
            .exact_size(sizes::STATUS_BAR)
            .resizable(false)
            .show(ui, |ui| status_ui(ui, state, out));
    }
    if state.has_rail() {
        Panel::left("rail")
            .frame(bar)
            .exact_size(RAIL)
            .resizable(false)
            .show(ui, |ui| {
                let counts = Counts {
                    errors: state.site.errors,
                    changed: state.git.changed_articles,
                };
                rail_ui(ui, &state.offer(), counts, out);
            });
    }
    changes_ui(ui, state, out);
    problems_ui(ui, state, views);
    if let Some(first) = state.window.page().and_then(over::first_of_help) {
        over::help_page_ui(ui, state, views, first, out);
    } else if state.window.is_at(Over::Findings) {
        over::problems_page_ui(ui, state, views, out);
    } else if state.window.is_at(Over::Library) {
        over::library_page_ui(ui, state, views, out);
    } else if state.window.is_at(Over::Changes) {
        changes::changes_page_ui(ui, state, views, out);
    } else if views.settings.is_some() {
        over::settings_page_ui(ui, state, views, out);
    } else {
        desk_ui(ui, state, views, out);
    }
    over_ui(ui, state, views, out);
    if popup::settle(ui.ctx()) && state.session.shown.is_some() {
        out.push(Action::Enter(Pane::Text));
    }
}

/// What is wrong with the settings of the site, until it was read.
fn problems_ui(ui: &mut Ui, state: &State, views: &mut Views) {
    let Some(site) = state.site.open.as_ref().filter(|_| !state.is_in_focus()) else {
        return;
    };
    if site.problems.is_empty() || site.problems == views.read_problems {
        return;
    }
    let shown = Panel::top("site problems")
        .frame(Frame::new())
        .resizable(false)
        .show(ui, |ui| site_problems_ui(ui, &site.problems));
    if shown.inner {
        views.read_problems.clone_from(&site.problems);
    }
}

/// What a crash broke off, and how far a change is.
fn changes_ui(ui: &mut Ui, state: &State, out: &mut Outbox) {
    if let Some(found) = state.changes.broken_off.first() {
        Panel::top("broken off")
            .frame(Frame::new())
            .resizable(false)
            .show(ui, |ui| broken_off_ui(ui, found, out));
    }
    let mut applying = state.changes.applying.iter();
    if let Some(applying) = applying.find(|it| it.progress.of > SHOWN_FROM) {
        let changing = Changing {
            number: applying.number,
            done: applying.progress.done,
            of: applying.progress.of,
        };
        Panel::bottom("changing")
            .frame(Frame::new().fill(colours(ui).window))
            .resizable(false)
            .show(ui, |ui| changing_ui(ui, &changing, out));
    }
}

/// What has the keyboard; behind what floats above the panes, what had it before.
pub fn keyboard(ui: &Ui, state: &State) -> Keyboard {
    if state.window.over.is_some() {
        return state.window.keyboard;
    }
    let Some(focused) = ui.memory(egui::Memory::focused) else {
        return Keyboard::Nowhere;
    };
    let is_text = state.session.shown.is_some_and(|id| text_id(id) == focused);
    if is_text || ui.text_edit_focused() {
        Keyboard::Text
    } else {
        Keyboard::Elsewhere
    }
}

/// Brings what the views keep to the state of this frame, and lets go of what is closed.
fn prepare(state: &State, views: &mut Views) {
    let is_open = |id: &DocumentId| state.session.articles.contains_key(id);
    views.editors.retain(|id, _| is_open(id));
    views.previews.retain(|id, _| is_open(id));
    views.form.retain(|id| is_open(&id));
    if let Some(article) = state.shown_article() {
        let id = article.document.id;
        let editor = views.editors.entry(id).or_default();
        editor.show_head = state.shows_head(article);
        editor.line_numbers = state.settings.panes.line_numbers && !state.is_in_focus();
        editor.writing = state.settings.writing;
        editor.quotes = quotes(state, article);
        let asked = state.spelling.suggesting.as_ref();
        let asked = asked.filter(|_| state.window.over == Some(Over::Suggestions));
        let offered = state.aids.completing.offered.as_ref();
        let offered = offered.filter(|offered| offered.document == id);
        editor.is_completing = offered.is_some();
        let asked = asked.filter(|asked| asked.document == id);
        let is_asked = state.window.over == Some(Over::Suggestions);
        editor.anchor = asked
            .and_then(|asked| article.document.place_of(&asked.at))
            .or_else(|| is_asked.then(|| article.selection()))
            .or_else(|| {
                // Of a link without an address what stands before it.
                let range = offered?.range.clone();
                Some(range.start.saturating_sub(1)..range.end)
            });
    }
    keep_in_step(state, views);
    over::prepare(state, views);
    if state.pages.shown.is_none() {
        views.compare = CompareState::default();
        views.recovered = RecoveredState::default();
    }
}

/// The quotes of the language of an article, if the writer has them typed.
fn quotes(state: &State, article: &Article) -> Option<Quotes> {
    let language = article.spelling.language.as_deref();
    let is_on = state.settings.writing.punctuation;
    is_on.then(|| Quotes::of(language.unwrap_or("en")))
}

/// Hands what is asked of the text to its editor, whichever page is over it: a place is scrolled to once it was laid
/// out, which may be frames later. All other views take what they do when they are drawn.
fn hand_over(state: &State, views: &mut Views) {
    let Views {
        asked,
        editors,
        form,
        ..
    } = views;
    let field = asked.take(|it| match it {
        Request::FocusField { path, otherwise } => Some((path.clone(), otherwise.clone())),
        _ => None,
    });
    if let Some((path, otherwise)) = field {
        form.lead_to(path, otherwise);
    }
    if asked
        .take(|it| (*it == Request::ShowGoal).then_some(()))
        .is_some()
    {
        views.settings = Some(SettingsState::at_goal());
    }
    let Some(id) = state.session.shown else {
        return;
    };
    let editor = editors.entry(id).or_default();
    let select = asked.take(|it| match it {
        Request::Select(range) => Some(range.clone()),
        _ => None,
    });
    let restore = asked.take(|it| match it {
        Request::Restore(spot) => Some(spot.clone()),
        _ => None,
    });
    let way = asked.take(|it| match it {
        Request::AddCaret(way) => Some(*way),
        _ => None,
    });
    let next_one = |it: &Request| (*it == Request::SelectNextOccurrence).then_some(());
    let to_text = |it: &Request| it.gives_keyboard_to_text().then_some(());
    editor.select = select.or(editor.select.take());
    editor.restore = restore.or(editor.restore.take());
    editor.add_caret = way.or(editor.add_caret.take());
    editor.next_occurrence |= asked.take(next_one).is_some();
    editor.focus |= asked.take(to_text).is_some();
}

/// Lets text and preview follow each other, as the writer has scrolled them.
fn keep_in_step(state: &State, views: &mut Views) {
    let Some(id) = state.session.shown else {
        return;
    };
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
