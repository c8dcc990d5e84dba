//! Asks for a path where the system has no file dialog, with files of the site to choose from.

use egui::{Button, Key, RichText, ScrollArea, Ui};

use crate::{
    model::words::say,
    ui::{
        theme::{colours, sizes},
        widgets::{
            fields::line_field_ui,
            sheet::{Answer, Filled, Sheet, sheet_ui},
            stop::Stop,
        },
    },
};

/// So many files are shown; letters lead to the others.
const MOST: usize = 200;
const LIST: f32 = 240.0;

#[derive(Default)]
pub struct PathBoxState {
    typed: String,
    has_had_keyboard: bool,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    Path(String),
    Nothing,
}

pub fn path_box_ui(
    ui: &Ui,
    title: &str,
    known: &[&str],
    state: &mut PathBoxState,
) -> Option<Given> {
    let mut chosen = None;
    let sheet = Sheet {
        id: "path-box",
        title,
        primary: say!("path-box-take"),
        other: None,
        cancel: say!("path-box-cancel"),
    };
    let answer = sheet_ui(ui, &sheet, |ui| {
        let why = RichText::new(say!("path-box-why")).color(colours(ui).text_weak);
        ui.add(egui::Label::new(why).wrap());
        ui.add_space(sizes::SPACE_2);
        let id = ui.scope_id().with("path");
        let name = say!("path-box-path");
        let field = line_field_ui(ui, id, &mut state.typed, say!("path-box-hint"), name);
        if !std::mem::replace(&mut state.has_had_keyboard, true) {
            field.request_focus();
        }
        let is_entered = field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
        if !known.is_empty() {
            ui.add_space(sizes::SPACE_2);
            chosen = known_ui(ui, known, &state.typed, is_entered);
        }
        Filled {
            is_possible: !state.typed.trim().is_empty(),
            is_entered: field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)),
        }
    });
    if let Some(chosen) = chosen {
        return Some(Given::Path(chosen));
    }
    match answer? {
        Answer::Primary => Some(Given::Path(state.typed.trim().to_owned())),
        Answer::Cancel | Answer::Other => Some(Given::Nothing),
    }
}

/// The files of the site that have the letters; returns the one that was clicked. `is_entered`: the
/// keyboard goes to the first.
fn known_ui(ui: &mut Ui, known: &[&str], typed: &str, is_entered: bool) -> Option<String> {
    let letters = typed.trim().to_lowercase();
    let mut chosen = None;
    let area = ScrollArea::vertical().max_height(LIST);
    area.min_scrolled_height(LIST).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut stop = Stop::new(ui, "known", 0);
        let found = known
            .iter()
            .filter(|name| name.to_lowercase().contains(&letters));
        for name in found.take(MOST) {
            let row = Button::selectable(false, *name).truncate();
            let row = ui.add(row.sense(stop.sense()));
            stop.add(&row);
            if row.clicked() {
                chosen = Some((*name).to_owned());
            }
        }
        if is_entered {
            stop.enter(ui);
        } else {
            stop.end(ui);
        }
    });
    chosen
}
