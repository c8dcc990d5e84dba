//! "Open a recent site": those that were open before, with what was found in them.

use std::path::Path;

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{settings::SiteLook, words::say},
    ui::{
        found::found_in,
        widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
    },
};

#[derive(Default)]
pub struct RecentState {
    finder: FinderState,
}

/// The box over the window; letters of a title or a path find a site.
pub fn recent_ui(
    ui: &mut Ui,
    sites: &[(&Path, &SiteLook)],
    state: &mut RecentState,
    out: &mut Outbox,
) {
    let typed = state.finder.typed.to_lowercase();
    let mut found: Vec<(&Path, &str, String)> = sites
        .iter()
        .map(|(root, look)| {
            let detail = format!("{} · {}", found_in(&look.found), root.display());
            (*root, look.title.as_str(), detail)
        })
        .collect();
    found.retain(|(_, title, detail)| {
        let text = format!("{title} {detail}").to_lowercase();
        typed.split_whitespace().all(|word| text.contains(word))
    });
    let rows: Vec<Row<'_>> = found
        .iter()
        .map(|(_, title, detail)| Row {
            title,
            detail,
            remark: "",
            is_off: false,
        })
        .collect();
    let finder = Finder {
        name: say!("recent-sites"),
        hint: say!("recent-hint"),
        nothing: say!("recent-nothing"),
    };
    match finder_ui(ui, finder, &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            out.push(Action::CloseFinder);
            if let Some((root, ..)) = found.get(row) {
                out.push(Action::OpenSite(root.to_path_buf()));
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}
