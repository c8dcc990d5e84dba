//! "Pictures of the site": all that lie in it, those that are missing, and what is wrong with them; a row leads
//! to the articles that name it, and has what can be done with it.

mod asked;
mod listed;
mod rows;

use std::{path::Path, sync::Arc};

use egui::{Frame, Id, Key, Label, Margin, Modifiers, Panel, RichText, ScrollArea, Ui};

use crate::{
    action::{Action, LibraryStep, Outbox, ProblemStep},
    model::{
        check::InSite,
        picture::{
            library::Use,
            listed::{Listed as Pictured, Row},
        },
        rule::Rule,
        site::Site,
        words::{self, say},
    },
    ui::{
        pictures::Pictures,
        theme::{colours, sizes, weight},
        widgets::{
            button_ui, fields::line_field_ui, page::page_heading_ui, rows::Rows, tabs::tabs_ui,
        },
    },
};

use asked::Asking;
use listed::{At, Kind, Listed};

/// What can be done with the chosen one, and the articles that name it, below the list.
const ABOUT: f32 = 148.0;

/// What there is to show.
pub struct LibraryPane<'a> {
    pub site: &'a Site,
    /// `None`: nobody has looked yet.
    pub listed: Option<&'a Arc<Pictured>>,
    /// What was found in the articles of the site.
    pub found: &'a Arc<[Arc<InSite>]>,
    pub is_looking: bool,
    pub pictures: &'a Pictures,
}

impl LibraryPane<'_> {
    fn row(&self, at: usize) -> Option<&Row> {
        self.listed?.rows.get(at)
    }

    fn path(&self, row: &Row) -> Option<&Path> {
        let picture = self.listed?.library.pictures.get(row.at)?;
        Some(&picture.path)
    }

    /// An article that names a picture, of so many, with its first place.
    fn named_by(&self, row: &Row, number: usize) -> Option<&Use> {
        let picture = self.listed?.library.pictures.get(row.at)?;
        picture.uses.get(*row.named_at.get(number)?)
    }

    fn title_of<'b>(&'b self, path: &'b Path) -> std::borrow::Cow<'b, str> {
        let entry = self
            .site
            .place_of(path)
            .and_then(|at| self.site.articles.get(at));
        match entry.filter(|entry| !entry.title.is_empty()) {
            Some(entry) => entry.title.as_str().into(),
            None => self.site.shown_path(path),
        }
    }
}

/// What the page keeps between frames.
#[derive(Default)]
pub struct LibraryState {
    kind: Kind,
    letters: String,
    rows: Rows,
    listed: Option<Listed>,
    asking: Option<Asking>,
}

/// What is to be done with a row.
enum Offered {
    Do(Action),
    Ask(Asking),
}

/// The page in place of the panes.
pub fn library_ui(ui: &mut Ui, pane: &LibraryPane<'_>, state: &mut LibraryState, out: &mut Outbox) {
    // First: the click that opens it is none beside it, and its keys are its own.
    asked::asked_ui(ui, pane, &mut state.asking, out);
    let kept = state.listed.take();
    let kept = kept.filter(|it| it.is_of(pane, state.kind, &state.letters));
    let listed = kept.unwrap_or_else(|| Listed::of(pane, state.kind, &state.letters));
    state.rows.chosen = state.rows.chosen.min(listed.rows.len().saturating_sub(1));
    ui.spacing_mut().item_spacing.y = 0.0;
    heading_ui(ui, pane, &listed, out);
    Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(16, 4))
        .show(ui, |ui| choose_ui(ui, &listed, state));
    about_ui(ui, pane, &listed, state, out);
    take_keys(ui, state, out);
    rows::rows_ui(ui, pane, &listed, state, out);
    state.listed = Some(listed);
}

fn heading_ui(ui: &mut Ui, pane: &LibraryPane<'_>, listed: &Listed, out: &mut Outbox) {
    let detail = if pane.is_looking {
        say!("library-looking").to_owned()
    } else {
        say!("library-count", count = listed.count(Kind::All))
    };
    page_heading_ui(ui, say!("library-title"), &detail, |ui| {
        if button_ui(ui, say!("library-look-again")).clicked() {
            out.push(Action::Library(LibraryStep::LookAgain));
        }
        if button_ui(ui, say!("library-close")).clicked() {
            out.push(Action::CloseFinder);
        }
    });
}

/// The kinds with how many there are, and what is looked for among them.
fn choose_ui(ui: &mut Ui, listed: &Listed, state: &mut LibraryState) {
    let names = Kind::ALL.map(|kind| kind.name(listed.count(kind)));
    let tabs: Vec<(Kind, &str)> = Kind::ALL
        .into_iter()
        .zip(names.iter().map(String::as_str))
        .collect();
    if let Some(chosen) = tabs_ui(ui, &tabs, state.kind) {
        state.kind = chosen;
        state.rows.chosen = 0;
    }
    ui.add_space(sizes::SPACE_1);
    let id = Id::unique("filter pictures");
    let hint = say!("library-filter-hint");
    let field = line_field_ui(ui, id, &mut state.letters, hint, say!("library-filter"));
    if field.changed() {
        state.rows.chosen = 0;
    }
    state.rows.filter(ui, &field, listed.rows.len());
    ui.add_space(sizes::SPACE_1);
}

/// Escape leaves the page.
fn take_keys(ui: &Ui, state: &LibraryState, out: &mut Outbox) {
    let is_open = state.asking.is_some() || egui::Popup::is_any_open(ui.ctx());
    if !is_open && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Action::CloseFinder);
    }
}

/// Leads to where a picture is named, or is missing; `None`: nothing names it.
fn go_to(pane: &LibraryPane<'_>, at: At) -> Option<Action> {
    let (path, range) = match at {
        At::Picture(at) => {
            let first = pane.named_by(pane.row(at)?, 0)?;
            (first.article.to_path_buf(), first.range.clone())
        }
        At::Found(at) => {
            let one = pane.found.get(at)?;
            (one.path.to_path_buf(), one.located.range.clone())
        }
    };
    Some(Action::Problem(ProblemStep::GoTo { path, range }))
}

/// What can be done with a row, each with its title.
fn offers(pane: &LibraryPane<'_>, at: At) -> Vec<(&'static str, Offered)> {
    let mut offers = Vec::new();
    if let Some(go) = go_to(pane, at) {
        offers.push((say!("library-go"), Offered::Do(go)));
    }
    let At::Picture(at) = at else {
        return offers;
    };
    let Some((row, path)) = pane.row(at).and_then(|row| Some((row, pane.path(row)?))) else {
        return offers;
    };
    let of = |step: LibraryStep| Offered::Do(Action::Library(step));
    offers.push((say!("library-rename"), Offered::Ask(Asking::rename(path))));
    let moving = Asking::moving(path, &pane.site.root);
    offers.push((say!("library-move"), Offered::Ask(moving)));
    if row.articles() > 0 {
        let replacing = Asking::replacing(path);
        offers.push((say!("library-replace"), Offered::Ask(replacing)));
    }
    if row.found.contains(&Rule::ImageLocation) {
        let step = LibraryStep::Strip(path.to_owned());
        offers.push((say!("library-strip"), of(step)));
    }
    let step = LibraryStep::ShowInFolder(path.to_owned());
    offers.push((say!("library-show"), of(step)));
    offers.push((say!("library-to-bin"), Offered::Ask(Asking::bin(path))));
    offers
}

fn take(offered: Offered, state: &mut LibraryState, out: &mut Outbox) {
    match offered {
        Offered::Do(action) => out.push(action),
        Offered::Ask(asking) => state.asking = Some(asking),
    }
}

/// What can be done with the chosen one, and the articles that name it.
fn about_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    listed: &Listed,
    state: &mut LibraryState,
    out: &mut Outbox,
) {
    let Some(at) = listed.rows.get(state.rows.chosen).copied() else {
        return;
    };
    let frame = Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(16, 10));
    Panel::bottom("about a picture")
        .frame(frame)
        .exact_size(ABOUT)
        .resizable(false)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
            ui.horizontal_wrapped(|ui| {
                for (title, offered) in offers(pane, at) {
                    if button_ui(ui, title).clicked() {
                        take(offered, state, out);
                    }
                }
            });
            match at {
                At::Picture(at) => named_by_ui(ui, pane, at, out),
                At::Found(at) => why_ui(ui, pane, at),
            }
        });
}

/// The articles that name a picture; each leads to its place.
fn named_by_ui(ui: &mut Ui, pane: &LibraryPane<'_>, at: usize, out: &mut Outbox) {
    let Some(row) = pane.row(at) else { return };
    let why: Vec<&str> = row
        .found
        .iter()
        .map(|rule| words::text(rule.words()))
        .collect();
    if !why.is_empty() {
        weak_ui(ui, &why.join(" · "));
    }
    let count = row.articles();
    strong_ui(ui, &say!("library-named-by", count = count));
    let height = ui.text_style_height(&egui::TextStyle::Body) + sizes::SPACE_1;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("named by")
        .auto_shrink(false)
        .show_rows(ui, height, count, |ui, shown| {
            for one in shown.filter_map(|number| pane.named_by(row, number)) {
                let title = pane.title_of(&one.article);
                if ui.link(RichText::new(title.as_ref())).clicked() {
                    let (path, range) = (one.article.to_path_buf(), one.range.clone());
                    out.push(Action::Problem(ProblemStep::GoTo { path, range }));
                }
            }
        });
}

/// Why what was found matters.
fn why_ui(ui: &mut Ui, pane: &LibraryPane<'_>, at: usize) {
    let Some(one) = pane.found.get(at) else {
        return;
    };
    let rule = one.located.finding.rule;
    strong_ui(ui, words::text(rule.words()));
    weak_ui(ui, words::help(rule.words()));
}

fn strong_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .variation(b"wght", weight::SEMIBOLD);
    ui.add(Label::new(text).wrap());
}

fn weak_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .color(colours(ui).text_weak);
    ui.add(Label::new(text).wrap());
}
