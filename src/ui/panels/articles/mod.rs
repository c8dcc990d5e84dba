//! The list of the site's articles: what is asked of it, how many there are, and the articles.

mod asked;
mod rows;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::{RichText, Ui};

use crate::{
    action::{Action, Command, Offer, Outbox},
    model::{
        check::InSite,
        finding::Severity,
        git::status::What,
        panes::Pane,
        site::{
            Entry, Site,
            linking::Linking,
            listed::{Asked, Found, Kind, Survey},
        },
        words::say,
    },
    ui::{
        pictures::Pictures,
        theme::{Icon, colours, sizes},
        widgets::{at_right::AtRight, button_ui, command_button_ui, tabs::pane_heading_ui},
    },
};

use asked::{asked_ui, filter_ui};
use rows::{Rows, rows_ui};

/// What is asked, and the answer as long as nothing it follows from has changed.
#[derive(Default)]
pub struct ArticlesState {
    asked: Asked,
    survey: Option<Survey>,
    /// Counts the surveys.
    surveys: u64,
    /// What was wrong in the site when its articles with errors were counted.
    counted: Option<Arc<[Arc<InSite>]>>,
    found: Option<(FoundKey, Found)>,
    /// Counts what was looked for.
    answer: u64,
    rows: Rows,
}

/// What the answer follows from.
#[derive(PartialEq)]
struct FoundKey {
    survey: u64,
    asked: Asked,
    /// They count where they are asked for.
    unsaved: Vec<PathBuf>,
    /// The hour, where times are asked for.
    hour: i64,
    /// Where links are asked for.
    linking: Option<SameLinking>,
}

/// Two are equal that are one.
struct SameLinking(Arc<Linking>);

impl PartialEq for SameLinking {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// An open article that is not in the list.
pub struct Loose<'a> {
    pub entry: &'a Entry,
    pub file: File,
    pub is_unsaved: bool,
}

/// Where the text of a loose article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// In a file of a site that is being read.
    There,
    Deleted,
    /// It never was in one.
    NotYet,
}

/// What the list shows.
pub struct ArticlesPane<'a> {
    pub offer: Offer<'a>,
    /// The filter gets the keyboard now.
    pub takes_keyboard: bool,
    /// Shown above the others.
    pub loose: &'a [Loose<'a>],
    /// While it is read, as far as it can be shown.
    pub site: Option<&'a Site>,
    /// The folder that is being read, while no site is open: its name, and how many articles of it
    /// are read.
    pub opening: Option<(&'a str, usize)>,
    /// The article in the window.
    pub shown: Option<&'a Path>,
    /// The articles with unsaved text, as that text has them.
    pub unsaved: &'a BTreeMap<&'a Path, &'a Entry>,
    /// Which articles lead to which, where it is known.
    pub linking: Option<&'a Arc<Linking>>,
    /// What is wrong in the site, as far as it was looked for.
    pub problems: &'a Arc<[Arc<InSite>]>,
    /// What happened to files since the last commit.
    pub changed: &'a BTreeMap<PathBuf, What>,
    /// Where covers are shown in the rows.
    pub pictures: Option<&'a Pictures>,
    /// For "scheduled": the wall clock, in seconds since 1970.
    pub now_secs: i64,
}

pub fn articles_ui(
    ui: &mut Ui,
    pane: &ArticlesPane<'_>,
    state: &mut ArticlesState,
    out: &mut Outbox,
) {
    heading_ui(ui, pane, out);
    if let Some((title, read)) = pane.opening {
        reading_ui(ui, title, read);
    }
    let Some(site) = pane.site else {
        no_site_ui(ui, pane, state, out);
        return;
    };
    survey(state, site, pane);
    let before = state.asked.clone();
    let keys = filter_ui(ui, pane, state, out);
    asked_ui(ui, pane, state);
    find(state, site, pane);
    if state.asked != before {
        state.rows.start_at_top();
    }
    let loose = match state.asked.kind {
        Kind::All | Kind::Unsaved => pane.loose,
        Kind::Drafts | Kind::Scheduled | Kind::Problems => &[],
    };
    let found = state.found.as_ref();
    let found = found.map_or(&[][..], |(_, found)| &found.places);
    if found.is_empty() && loose.is_empty() {
        nothing_ui(ui, site, &mut state.asked, out);
        return;
    }
    state.rows.take_keys(keys);
    let names_section = state.asked.section.is_none()
        && state
            .survey
            .as_ref()
            .is_some_and(|survey| survey.sections.len() > 1);
    let list = rows::List {
        pane,
        loose,
        site,
        found,
        answer: state.answer,
        names_section,
    };
    rows_ui(ui, &list, &mut state.rows, out);
}

/// Looks at the articles that are others, or other in time.
fn survey(state: &mut ArticlesState, site: &Site, pane: &ArticlesPane<'_>) {
    let is_another = match &mut state.survey {
        Some(survey) if survey.is_of(site) => survey.follow(site, pane.now_secs),
        survey => {
            *survey = Some(Survey::of(site, pane.now_secs));
            true
        }
    };
    let counted = state.counted.as_ref();
    let is_counted = counted.is_some_and(|it| Arc::ptr_eq(it, pane.problems));
    if let Some(survey) = &mut state.survey
        && (is_another || !is_counted)
    {
        let is_error = |it: &&Arc<InSite>| it.located.finding.severity == Severity::Error;
        let errors = pane.problems.iter().filter(is_error);
        survey.note_errors(site, errors.map(|it| Arc::clone(&it.path)).collect());
        state.counted = Some(Arc::clone(pane.problems));
        state.surveys += 1;
    }
}

/// Looks for what is asked, if that is not what was asked last.
fn find(state: &mut ArticlesState, site: &Site, pane: &ArticlesPane<'_>) {
    let Some(survey) = &state.survey else {
        return;
    };
    let has_terms = state.asked.letters.contains(':');
    let unsaved: Vec<PathBuf> = if state.asked.kind == Kind::Unsaved || has_terms {
        pane.unsaved.keys().map(|path| path.to_path_buf()).collect()
    } else {
        Vec::new()
    };
    let key = FoundKey {
        survey: state.surveys,
        asked: state.asked.clone(),
        unsaved,
        hour: if has_terms { pane.now_secs / 3_600 } else { 0 },
        linking: pane
            .linking
            .filter(|_| has_terms)
            .map(|linking| SameLinking(Arc::clone(linking))),
    };
    if state.found.as_ref().is_none_or(|(kept, _)| *kept != key) {
        let is_unsaved = |path: &Path| pane.unsaved.contains_key(path);
        state.answer += 1;
        let linking = pane.linking.map(|linking| &**linking);
        let found = survey.find(site, &key.asked, linking, is_unsaved);
        state.found = Some((key, found));
    }
}

fn heading_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.set_height(sizes::BAR);
        ui.add_space(sizes::SPACE_4);
        let at_right = AtRight::new(ui, "commands");
        let spacing = ui.spacing().item_spacing.x;
        let room = ui.available_width() - at_right.width_points() - 2.0 * spacing;
        ui.scope(|ui| {
            ui.set_max_width(room.max(0.0));
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            let title = match (pane.site, pane.opening) {
                (Some(site), _) => &site.title,
                (None, Some((title, _))) => title,
                (None, None) => say!("articles-articles"),
            };
            pane_heading_ui(ui, title);
        });
        at_right.show(ui, sizes::BAR, |ui| {
            command_button_ui(ui, Icon::FilePlus, Command::NewArticle, &pane.offer, out);
            command_button_ui(ui, Icon::FolderOpen, Command::OpenFolder, &pane.offer, out);
            ui.add_space(sizes::SPACE_2);
        });
    });
}

/// A folder is being read, with the articles that are open already; or there is none.
fn no_site_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, state: &mut ArticlesState, out: &mut Outbox) {
    if pane.opening.is_none() {
        empty_ui(ui, say!("articles-no-folder-open"), |ui| {
            if button_ui(ui, say!("articles-open-folder")).clicked() {
                out.push(Action::Run(Command::OpenFolder));
            }
        });
        return;
    }
    let site = Site::empty(PathBuf::new(), PathBuf::new());
    let list = rows::List {
        pane,
        loose: pane.loose,
        site: &site,
        found: &[],
        answer: 0,
        names_section: false,
    };
    rows_ui(ui, &list, &mut state.rows, out);
}

/// How far a folder is read.
fn reading_ui(ui: &mut Ui, title: &str, read: usize) {
    let text = if read == 0 {
        say!("articles-reading", title = title)
    } else {
        say!("articles-reading-so-far", title = title, count = read)
    };
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 4))
        .show(ui, |ui| {
            ui.label(RichText::new(text).color(colours(ui).text_weak));
        });
}

/// Why the list is empty, and what helps.
fn nothing_ui(ui: &mut Ui, site: &Site, asked: &mut Asked, out: &mut Outbox) {
    if site.articles.is_empty() {
        empty_ui(ui, say!("articles-no-articles-folder"), |ui| {
            if button_ui(ui, say!("articles-write-first")).clicked() {
                out.push(Action::Run(Command::NewArticle));
            }
        });
        return;
    }
    empty_ui(ui, say!("articles-no-article-matches"), |ui| {
        if button_ui(ui, say!("articles-show-all")).clicked() {
            let sort = asked.sort;
            *asked = Asked {
                sort,
                ..Asked::default()
            };
        }
    });
}

fn empty_ui(ui: &mut Ui, text: &str, add: impl FnOnce(&mut Ui)) {
    ui.vertical_centered(|ui| {
        ui.add_space(sizes::SPACE_6);
        ui.label(RichText::new(text).color(colours(ui).text_weak));
        ui.add_space(sizes::SPACE_2);
        add(ui);
    });
}

/// From the list to the text.
fn leave(out: &mut Outbox) {
    out.push(Action::Enter(Pane::Text));
}
