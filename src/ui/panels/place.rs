//! "Go to line or heading": a number, or a few letters of a heading, then Enter.

use egui::Ui;

use crate::{
    action::{Action, Outbox},
    model::{document::Document, markdown::outline::Heading, text::position, words::say},
    ui::widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
};

fn finder() -> Finder<'static> {
    Finder {
        name: say!("place-go-line-or-heading"),
        hint: say!("place-line-number-or-letters"),
        nothing: say!("place-no-heading-matches"),
    }
}

#[derive(Default)]
pub struct PlaceState {
    finder: FinderState,
}

pub fn place_ui(
    ui: &mut Ui,
    document: &Document,
    outline: &[Heading],
    state: &mut PlaceState,
    out: &mut Outbox,
) {
    let typed = state.finder.typed.trim().to_lowercase();
    let line_no = typed.parse::<usize>().ok().filter(|&line| line > 0);
    let found: Vec<&Heading> = outline
        .iter()
        .filter(|heading| line_no.is_none() && heading.title.to_lowercase().contains(&typed))
        .collect();
    let go = line_no
        .map(|line| say!("place-line", line = line))
        .unwrap_or_default();
    let levels: Vec<String> = found
        .iter()
        .map(|heading| say!("place-heading", level = usize::from(heading.level)))
        .collect();
    let line = Row {
        title: &go,
        detail: say!("place-go-line-file"),
        remark: "",
        is_off: false,
    };
    let mut rows: Vec<Row<'_>> = line_no.map(|_| line).into_iter().collect();
    rows.extend(found.iter().zip(&levels).map(|(heading, level)| Row {
        title: &heading.title,
        detail: level,
        remark: "",
        is_off: false,
    }));
    match finder_ui(ui, finder(), &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            out.push(Action::CloseFinder);
            let at_byte = match line_no {
                Some(line) => Some(position::byte_of_line_column(document.text(), line, 1)),
                None => found.get(row).map(|heading| heading.section.start),
            };
            if let Some(at_byte) = at_byte {
                out.push(Action::GoTo {
                    document: document.id,
                    at_byte,
                });
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}
