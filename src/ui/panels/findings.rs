//! "Findings": articles whose front matter differs from the others of their section.

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{
        check::Shared,
        site::Site,
        words::{self, say},
    },
    ui::widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
};

fn finder() -> Finder<'static> {
    Finder {
        name: say!("findings-findings"),
        hint: say!("findings-what-differs-from-other"),
        nothing: say!("findings-nothing-differs"),
    }
}

#[derive(Default)]
pub struct FindingsState {
    finder: FinderState,
}

/// The box over the window; a finding that is chosen opens the first article that has it.
pub fn findings_ui(
    ui: &mut Ui,
    site: &Site,
    findings: &[Shared],
    state: &mut FindingsState,
    out: &mut Outbox,
) {
    let typed = state.finder.typed.to_lowercase();
    let found: Vec<(String, &Shared)> = findings
        .iter()
        .map(|shared| (words::put(&shared.finding.message), shared))
        .filter(|(message, _)| message.to_lowercase().contains(&typed))
        .collect();
    let places: Vec<String> = found.iter().map(|(_, it)| place(site, it)).collect();
    let rows: Vec<Row<'_>> = found
        .iter()
        .zip(&places)
        .map(|((message, _), place)| Row {
            title: message,
            detail: place,
            remark: "",
            is_off: false,
        })
        .collect();
    match finder_ui(ui, finder(), &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            let path = found.get(row).and_then(|(_, it)| it.articles.first());
            if let Some(path) = path {
                out.push(Action::OpenArticle(path.clone()));
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}

fn place(site: &Site, shared: &Shared) -> String {
    let Some((first, others)) = shared.articles.split_first() else {
        return String::new();
    };
    let path = site.shown_path(first);
    match others.len() {
        0 => path.into_owned(),
        others => say!("findings-more", path = path, others = others),
    }
}
