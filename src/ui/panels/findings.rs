//! "Findings": articles whose front matter differs from the others of their section.

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{schema::Finding, site::Site, words::say},
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
    findings: &[Finding],
    state: &mut FindingsState,
    out: &mut Outbox,
) {
    let typed = state.finder.typed.to_lowercase();
    let found: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.message.to_lowercase().contains(&typed))
        .collect();
    let places: Vec<String> = found.iter().map(|finding| place(site, finding)).collect();
    let rows: Vec<Row<'_>> = found
        .iter()
        .zip(&places)
        .map(|(finding, place)| Row {
            title: &finding.message,
            detail: place,
            remark: "",
            is_off: false,
        })
        .collect();
    match finder_ui(ui, finder(), &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            let path = found.get(row).and_then(|finding| finding.articles.first());
            if let Some(path) = path {
                out.push(Action::OpenArticle(path.clone()));
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}

fn place(site: &Site, finding: &Finding) -> String {
    let Some((first, others)) = finding.articles.split_first() else {
        return String::new();
    };
    let path = site.shown_path(first);
    match others.len() {
        0 => path.into_owned(),
        others => say!("findings-more", path = path, others = others),
    }
}
