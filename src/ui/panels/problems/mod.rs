//! "Problems": what is wrong with the open article and in the whole site, with what puts it right, and what is
//! looked for.

mod listed;
mod rows;

use std::{path::Path, sync::Arc};

use egui::{Frame, Id, Key, Label, Margin, Modifiers, Panel, RichText, ScrollArea, Ui};

use crate::{
    action::{Action, Outbox, ProblemStep, ProblemsOf},
    model::{
        check::{InSite, InText, Located, Shared},
        document::DocumentId,
        finding::{Fix, Rule, Safety},
        site::Site,
        text::Revision,
        words::{self, say},
    },
    ui::{
        theme::{colours, sizes, weight},
        widgets::{
            button_ui, fields::line_field_ui, main_button_ui, page::page_heading_ui, rows::Rows,
            tabs::tabs_ui,
        },
    },
};

use listed::{At, Listed};

/// Why what is chosen matters, and what can be done about it, below the list.
const ABOUT: f32 = 128.0;

/// What there is to tell.
pub struct Told<'a> {
    pub site: &'a Site,
    /// What several articles have.
    pub shared: &'a Arc<[Shared]>,
    /// What each has, the gravest first.
    pub found: &'a Arc<[Arc<InSite>]>,
    /// While all articles are looked at: how many of how many were.
    pub looked_at: Option<(usize, usize)>,
    /// The article in the window.
    pub shown: Option<OfArticle<'a>>,
}

/// What is wrong with an article that is open.
#[derive(Clone, Copy)]
pub struct OfArticle<'a> {
    pub document: DocumentId,
    /// Of its text.
    pub revision: Revision,
    pub path: &'a Path,
    pub found: &'a InText,
}

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Here,
    Site,
    Rules,
}

/// What the page keeps between frames.
#[derive(Default)]
pub struct ProblemsState {
    part: Option<Part>,
    letters: String,
    rows: Rows,
    listed: Option<Listed>,
}

/// The page in place of the panes.
pub fn problems_ui(ui: &mut Ui, told: &Told<'_>, state: &mut ProblemsState, out: &mut Outbox) {
    let part = state.part.unwrap_or(match told.shown {
        Some(shown) if !shown.found.all().is_empty() => Part::Here,
        _ => Part::Site,
    });
    let kept = state.listed.take();
    let kept = kept.filter(|listed| listed.is_of(told, part, &state.letters));
    let listed = kept.unwrap_or_else(|| Listed::of(told, part, &state.letters));
    state.rows.chosen = state.rows.chosen.min(listed.rows.len().saturating_sub(1));
    ui.spacing_mut().item_spacing.y = 0.0;
    heading_ui(ui, told, part, &listed, out);
    Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(16, 4))
        .show(ui, |ui| choose_ui(ui, told, (part, &listed), state));
    about_ui(ui, told, &listed, state.rows.chosen, out);
    take_keys(ui, told, &listed, state, out);
    rows::rows_ui(ui, told, &listed, state, out);
    state.listed = Some(listed);
}

fn heading_ui(ui: &mut Ui, told: &Told<'_>, part: Part, listed: &Listed, out: &mut Outbox) {
    let detail = match told.looked_at {
        Some((done, of)) if part == Part::Site => {
            say!("problems-checking", done = done, count = of)
        }
        _ => say!("problems-what-is-wrong").to_owned(),
    };
    page_heading_ui(ui, say!("problems-problems"), &detail, |ui| {
        if button_ui(ui, say!("problems-close")).clicked() {
            out.push(Action::CloseFinder);
        }
        let of = match part {
            Part::Here => ProblemsOf::Article,
            Part::Site | Part::Rules => ProblemsOf::Site,
        };
        if listed.safe > 0 && part != Part::Rules {
            let text = say!("problems-fix-safe", count = listed.safe);
            if main_button_ui(ui, &text).clicked() {
                out.push(Action::Problem(ProblemStep::FixSafe(of)));
            }
        }
    });
}

/// The parts, and what is looked for among them.
fn choose_ui(
    ui: &mut Ui,
    told: &Told<'_>,
    (part, listed): (Part, &Listed),
    state: &mut ProblemsState,
) {
    let here = told.shown.map_or(0, |shown| shown.found.all().len());
    let names = [
        say!("problems-this-article", count = here),
        say!("problems-whole-site", count = told.found.len()),
        say!("problems-rules").to_owned(),
    ];
    let parts = [Part::Here, Part::Site, Part::Rules];
    let tabs: Vec<(Part, &str)> = parts
        .into_iter()
        .zip(names.iter().map(String::as_str))
        .collect();
    ui.horizontal(|ui| {
        if let Some(chosen) = tabs_ui(ui, &tabs, part) {
            state.part = Some(chosen);
            state.rows.chosen = 0;
        }
        ui.add_space(sizes::SPACE_3);
        ui.vertical(|ui| {
            let id = Id::unique("filter problems");
            let hint = say!("problems-filter-hint");
            let name = say!("problems-filter");
            let field = line_field_ui(ui, id, &mut state.letters, hint, name);
            if field.changed() {
                state.rows.chosen = 0;
            }
            if state.rows.filter(ui, &field, listed.rows.len()) {
                state.part.get_or_insert(part);
                ui.data_mut(|data| data.insert_temp(entered(), true));
            }
        });
    });
}

/// That Enter was pressed in the filter.
fn entered() -> Id {
    Id::unique("problems entered")
}

/// Escape leaves the page; Enter goes to what is chosen, from the filter too.
fn take_keys(ui: &Ui, told: &Told<'_>, listed: &Listed, state: &ProblemsState, out: &mut Outbox) {
    if ui.data_mut(|data| data.remove_temp::<bool>(entered())) == Some(true)
        && let Some(row) = listed.rows.get(state.rows.chosen)
    {
        out.extend(go_to(told, row.at));
    }
    let is_open = egui::Popup::is_any_open(ui.ctx());
    if !is_open && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Action::CloseFinder);
    }
}

/// Leads to where something is.
fn go_to(told: &Told<'_>, at: At) -> Vec<Action> {
    let place = match at {
        At::Here(at) => told.shown.and_then(|shown| {
            let located = shown.found.all().get(at)?;
            Some((shown.path.to_owned(), located.range.clone()))
        }),
        At::There(at) => {
            let one = told.found.get(at);
            one.map(|one| (one.path.to_path_buf(), one.located.range.clone()))
        }
        At::Shared(at) => {
            let shared = told.shared.get(at);
            let path = shared.and_then(|shared| shared.articles.first());
            path.map(|path| (path.to_path_buf(), 0..0))
        }
        At::Rule(_) => None,
    };
    let go = place.map(|(path, range)| Action::Problem(ProblemStep::GoTo { path, range }));
    go.into_iter().collect()
}

/// Why the chosen one matters, and what can be done about it.
fn about_ui(ui: &mut Ui, told: &Told<'_>, listed: &Listed, chosen: usize, out: &mut Outbox) {
    let Some(row) = listed.rows.get(chosen) else {
        return;
    };
    let frame = Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(16, 10));
    Panel::bottom("about a problem")
        .frame(frame)
        .exact_size(ABOUT)
        .resizable(false)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
            ui.horizontal_wrapped(|ui| {
                for (title, action) in offers(told, row.at) {
                    if button_ui(ui, &title).clicked() {
                        out.push(action);
                    }
                }
            });
            ScrollArea::vertical().id_salt("why").show(ui, |ui| {
                let title = RichText::new(format!(
                    "{} · {}",
                    words::text(row.rule.words()),
                    row.rule.id()
                ))
                .size(sizes::TEXT_SMALL)
                .variation(b"wght", weight::SEMIBOLD);
                ui.add(Label::new(title).wrap());
                let why = RichText::new(words::help(row.rule.words()))
                    .size(sizes::TEXT_SMALL)
                    .color(colours(ui).text_weak);
                ui.add(Label::new(why).wrap());
            });
        });
}

/// What can be done about a row, each with its title.
fn offers(told: &Told<'_>, at: At) -> Vec<(String, Action)> {
    let mut offers: Vec<(String, Action)> = go_to(told, at)
        .into_iter()
        .map(|go| (say!("problems-go").to_owned(), go))
        .collect();
    match at {
        At::Here(at) => {
            let located = told
                .shown
                .and_then(|shown| Some((shown, shown.found.all().get(at)?)));
            if let Some((shown, located)) = located {
                offers.extend(offers_here(shown, located, true));
            }
        }
        At::There(at) => {
            let Some(one) = told.found.get(at) else {
                return offers;
            };
            let fixes = one.located.finding.fixes.iter();
            offers.extend(fixes.map(|fix| {
                let step = ProblemStep::FixFile {
                    path: one.path.to_path_buf(),
                    hash: one.hash,
                    edits: fix.edits.clone(),
                };
                (words::put(&fix.label), Action::Problem(step))
            }));
            if !one.located.finding.stops_build() {
                offers.push(leave_in_site(one.located.finding.rule));
            }
        }
        At::Shared(at) => {
            let shared = told.shared.get(at).filter(|it| !it.finding.stops_build());
            offers.extend(shared.map(|shared| leave_in_site(shared.finding.rule)));
        }
        At::Rule(rule) => offers.push(leave_in_site(rule)),
    }
    offers
}

fn leave_in_site(rule: Rule) -> (String, Action) {
    let step = ProblemStep::LeaveInSite(rule);
    (
        say!("problems-leave-in-site").to_owned(),
        Action::Problem(step),
    )
}

/// What can be done about a finding of an open article: its fixes, while they are of its text, and leaving it.
pub fn offers_here(
    shown: OfArticle<'_>,
    located: &Located,
    has_site: bool,
) -> Vec<(String, Action)> {
    let OfArticle {
        document, revision, ..
    } = shown;
    let finding = &located.finding;
    let is_now = shown.found.is_of(revision);
    let fixes = finding.fixes.iter().filter(|_| is_now);
    let step = |fix: &Fix| match fix.safety {
        Safety::Safe => ProblemStep::Fix {
            document,
            revision,
            fix: fix.clone(),
        },
        Safety::Asked => ProblemStep::ShowFix {
            document,
            revision,
            fix: fix.clone(),
        },
    };
    let mut offers: Vec<(String, Action)> = fixes
        .map(|fix| (words::put(&fix.label), Action::Problem(step(fix))))
        .collect();
    if !finding.stops_build() {
        let here = ProblemStep::LeaveHere {
            document,
            revision,
            finding: finding.clone(),
        };
        if is_now {
            offers.push((
                say!("problems-leave-here").to_owned(),
                Action::Problem(here),
            ));
        }
        if has_site {
            offers.push(leave_in_site(finding.rule));
        }
    }
    offers
}
