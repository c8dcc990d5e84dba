//! "Problems": what is wrong in the articles of the site, or could be better: what several have, then
//! what each has by itself, that of the open one first.

use std::{path::Path, sync::Arc};

use egui::Ui;

use crate::{
    action::{Action, Outbox, SiteFind},
    model::{
        check::{InSite, Shared},
        finding::Severity,
        site::Site,
        words::{self, say},
    },
    ui::widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
};

/// What there is to tell.
pub struct Told<'a> {
    pub site: &'a Site,
    /// What several articles have.
    pub shared: &'a Arc<[Shared]>,
    /// What each has, the gravest first.
    pub found: &'a Arc<[InSite]>,
    pub is_checking: bool,
    /// The article in the window.
    pub shown: Option<&'a Path>,
}

#[derive(Default)]
pub struct FindingsState {
    finder: FinderState,
    /// Kept while neither the findings nor the letters change.
    rows: Option<Listed>,
}

struct Listed {
    shared: Arc<[Shared]>,
    found: Arc<[InSite]>,
    letters: String,
    rows: Vec<FoundRow>,
}

struct FoundRow {
    message: String,
    place: String,
    rule: &'static str,
    at: At,
}

/// Among all.
#[derive(Clone, Copy)]
enum At {
    Shared(usize),
    Found(usize),
}

impl Listed {
    fn of(told: &Told<'_>, letters: &str) -> Self {
        let small = letters.to_lowercase();
        let is_asked = |row: &FoundRow| {
            let fields = [row.message.as_str(), &row.place, row.rule];
            fields.iter().any(|it| it.to_lowercase().contains(&small))
        };
        let is_here = |one: &&(usize, &InSite)| Some(one.1.path.as_path()) == told.shown;
        let own = told.found.iter().enumerate().filter(|(_, one)| {
            let finding = &one.located.finding;
            !told
                .shared
                .iter()
                .any(|it| it.finding.rule == finding.rule && it.finding.message == finding.message)
        });
        let own: Vec<(usize, &InSite)> = own.collect();
        let here = own.iter().filter(is_here);
        let others = own.iter().filter(|one| !is_here(one));
        let own = here
            .chain(others)
            .map(|(at, one)| found_row(told, *at, one));
        let shared = told.shared.iter().enumerate();
        let shared = shared.map(|(at, shared)| FoundRow {
            message: words::put(&shared.finding.message),
            place: place(told.site, shared),
            rule: shared.finding.rule.id(),
            at: At::Shared(at),
        });
        Self {
            rows: shared.chain(own).filter(is_asked).collect(),
            shared: Arc::clone(told.shared),
            found: Arc::clone(told.found),
            letters: letters.to_owned(),
        }
    }

    fn is_of(&self, told: &Told<'_>, letters: &str) -> bool {
        Arc::ptr_eq(&self.shared, told.shared)
            && Arc::ptr_eq(&self.found, told.found)
            && self.letters == letters
    }
}

fn found_row(told: &Told<'_>, at: usize, one: &InSite) -> FoundRow {
    let finding = &one.located.finding;
    let weight = match finding.severity {
        Severity::Error => say!("findings-error"),
        Severity::Warning => say!("findings-warning"),
        Severity::Hint => say!("findings-hint"),
    };
    let line = one.located.region.line;
    let place = if Some(one.path.as_path()) == told.shown {
        say!("findings-here", weight = weight, line = line)
    } else {
        let path = told.site.shown_path(&one.path);
        say!("findings-place", weight = weight, path = path, line = line)
    };
    FoundRow {
        message: words::put(&finding.message),
        place,
        rule: finding.rule.id(),
        at: At::Found(at),
    }
}

/// The box over the window; a finding that is chosen opens the first article that has it, at its
/// place.
pub fn findings_ui(ui: &mut Ui, told: &Told<'_>, state: &mut FindingsState, out: &mut Outbox) {
    let letters = &state.finder.typed;
    let kept = state.rows.take_if(|rows| rows.is_of(told, letters));
    let rows = kept.unwrap_or_else(|| Listed::of(told, letters));
    let rows = state.rows.insert(rows);
    let finder = Finder {
        name: say!("findings-findings"),
        hint: say!("findings-what-is-wrong"),
        nothing: if told.is_checking {
            say!("findings-checking")
        } else {
            say!("findings-nothing")
        },
    };
    let shown: Vec<Row<'_>> = rows
        .rows
        .iter()
        .map(|row| Row {
            title: &row.message,
            detail: &row.place,
            remark: row.rule,
            is_off: false,
        })
        .collect();
    match finder_ui(ui, finder, &mut state.finder, &shown) {
        Some(Answer::Chosen(row)) => {
            let at = rows.rows.get(row).map(|row| row.at);
            let action = at.and_then(|at| action(told, at));
            if let Some(action) = action {
                out.push(Action::CloseFinder);
                out.push(action);
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}

fn action(told: &Told<'_>, at: At) -> Option<Action> {
    match at {
        At::Shared(at) => {
            let path = told.shared.get(at)?.articles.first()?;
            Some(Action::OpenArticle(path.clone()))
        }
        At::Found(at) => {
            let one = told.found.get(at)?;
            Some(Action::SiteFind(SiteFind::GoTo {
                path: one.path.clone(),
                range: one.located.range.clone(),
            }))
        }
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
