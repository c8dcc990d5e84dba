//! "Findings": articles whose front matter differs from the others of their section.

use std::sync::Arc;

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
    /// Kept while neither the findings nor the letters change.
    found: Option<Found>,
}

struct Found {
    all: Arc<[Shared]>,
    letters: String,
    rows: Vec<FoundRow>,
}

struct FoundRow {
    message: String,
    place: String,
    /// Among all.
    number: usize,
}

impl Found {
    fn of(all: &Arc<[Shared]>, letters: &str, site: &Site) -> Self {
        let small = letters.to_lowercase();
        let rows = all.iter().enumerate().filter_map(|(number, shared)| {
            let message = words::put(&shared.finding.message);
            let is_found = message.to_lowercase().contains(&small);
            is_found.then(|| FoundRow {
                place: place(site, shared),
                message,
                number,
            })
        });
        Self {
            rows: rows.collect(),
            all: Arc::clone(all),
            letters: letters.to_owned(),
        }
    }

    fn is_of(&self, all: &Arc<[Shared]>, letters: &str) -> bool {
        Arc::ptr_eq(&self.all, all) && self.letters == letters
    }
}

/// The box over the window; a finding that is chosen opens the first article that has it.
pub fn findings_ui(
    ui: &mut Ui,
    site: &Site,
    findings: &Arc<[Shared]>,
    state: &mut FindingsState,
    out: &mut Outbox,
) {
    let letters = &state.finder.typed;
    let kept = state.found.take_if(|found| found.is_of(findings, letters));
    let found = kept.unwrap_or_else(|| Found::of(findings, letters, site));
    let found = state.found.insert(found);
    let rows: Vec<Row<'_>> = found
        .rows
        .iter()
        .map(|row| Row {
            title: &row.message,
            detail: &row.place,
            remark: "",
            is_off: false,
        })
        .collect();
    match finder_ui(ui, finder(), &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            let number = found.rows.get(row).map(|row| row.number);
            let shared = number.and_then(|number| findings.get(number));
            let path = shared.and_then(|shared| shared.articles.first());
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
