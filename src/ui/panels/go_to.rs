//! "Go to article": a few letters of a title or path, then Enter.

use std::borrow::Cow;

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{
        site::{Site, fuzzy},
        words::say,
    },
    ui::widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
};

/// How many of the best are shown.
const SHOWN: usize = 60;

fn finder() -> Finder<'static> {
    Finder {
        name: say!("go-to-go-article"),
        hint: say!("go-to-title-or-path"),
        nothing: say!("go-to-no-article-matches"),
    }
}

#[derive(Default)]
pub struct GoToState {
    finder: FinderState,
    /// Places in the site's articles, best first; kept while neither side changes.
    found: Option<Found>,
}

/// What the letters found in a list.
struct Found {
    letters: String,
    revision: u64,
    places: Vec<usize>,
}

impl GoToState {
    fn find(&mut self, site: &Site) -> Vec<usize> {
        let letters = &self.finder.typed;
        let is_same = self
            .found
            .as_ref()
            .is_some_and(|found| found.letters == *letters && found.revision == site.revision);
        if !is_same {
            let mut places = fuzzy::fuzzy(&site.articles, site, letters);
            places.truncate(SHOWN);
            self.found = Some(Found {
                letters: letters.clone(),
                revision: site.revision,
                places,
            });
            self.finder.chosen = 0;
        }
        self.found
            .as_ref()
            .map(|found| found.places.clone())
            .unwrap_or_default()
    }
}

/// The box over the window; `None`: the site is still being read. Escape or a click beside it closes it.
pub fn go_to_ui(ui: &mut Ui, site: Option<&Site>, state: &mut GoToState, out: &mut Outbox) {
    let found = site.map_or_else(Vec::new, |site| state.find(site));
    let entries: Vec<_> = found
        .iter()
        .filter_map(|&at| site?.articles.get(at))
        .collect();
    let paths: Vec<Cow<'_, str>> = entries
        .iter()
        .filter_map(|entry| Some(site?.shown_path(&entry.path)))
        .collect();
    let rows: Vec<Row<'_>> = entries
        .iter()
        .zip(&paths)
        .map(|(entry, path)| Row {
            title: &entry.title,
            detail: path,
            remark: "",
            is_off: false,
        })
        .collect();
    // What is typed meanwhile is found once the site is read.
    let words = match site {
        Some(_) => finder(),
        None => Finder {
            nothing: say!("go-to-reading"),
            ..finder()
        },
    };
    match finder_ui(ui, words, &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            if let Some(entry) = entries.get(row) {
                out.push(Action::OpenArticle(entry.path.to_path_buf()));
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}
