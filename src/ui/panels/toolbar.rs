//! The row of formatting buttons above the text. What does not fit is in a menu at its end.

use egui::{Popup, Ui};

use crate::{
    action::{Action, Command, Offer, Outbox},
    model::words::say,
    ui::{
        theme::{Icon, sizes},
        widgets::{
            buttons::{command_button_at_stop_ui, icon_button_at_stop_ui},
            menu::command_row_ui,
            popup,
            stop::Stop,
        },
    },
};

/// In groups; those that matter most come first.
const GROUPS: [&[(Icon, Command)]; 4] = [
    &[
        (Icon::Bold, Command::Bold),
        (Icon::Italic, Command::Italic),
        (Icon::Link, Command::Link),
        (Icon::ImagePlus, Command::InsertPicture),
    ],
    &[
        (Icon::Heading2, Command::Heading),
        (Icon::Heading3, Command::Subheading),
    ],
    &[
        (Icon::List, Command::BulletList),
        (Icon::ListOrdered, Command::NumberedList),
        (Icon::ListTodo, Command::Task),
        (Icon::Quote, Command::Quote),
    ],
    &[
        (Icon::Code, Command::Code),
        (Icon::Strikethrough, Command::Strikethrough),
        (Icon::SquareCode, Command::CodeBlock),
        (Icon::Table, Command::Table),
    ],
];
const BETWEEN: f32 = 2.0;

pub fn toolbar_ui(ui: &mut Ui, offer: &Offer<'_>, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.set_height(sizes::BAR);
        ui.spacing_mut().item_spacing.x = BETWEEN;
        ui.add_space(sizes::SPACE_2);
        let button = ui.spacing().interact_size.y + BETWEEN;
        // The button of the head and, where it is needed, the one of the menu.
        let mut room = ui.available_width() - 2.0 * button - 2.0 * sizes::SPACE_2;
        let mut rest: Vec<Command> = Vec::new();
        let mut stop = Stop::new(ui, "toolbar", 0);
        for (number, group) in GROUPS.into_iter().enumerate() {
            let gap = if number > 0 { sizes::SPACE_2 } else { 0.0 };
            for (at, &(icon, command)) in group.iter().enumerate() {
                let gap = if at == 0 { gap } else { 0.0 };
                if !rest.is_empty() || room < gap + button {
                    rest.push(command);
                    continue;
                }
                room -= gap + button;
                ui.add_space(gap);
                command_button_at_stop_ui(ui, icon, command, offer, (&mut stop, &mut *out));
            }
        }
        if !rest.is_empty() {
            more_ui(ui, &rest, offer, (&mut stop, &mut *out));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(sizes::SPACE_2);
            let command = Command::ShowHeadAsText;
            command_button_at_stop_ui(ui, Icon::PanelTop, command, offer, (&mut stop, &mut *out));
        });
        stop.end(ui);
    });
}

/// The commands that have no room, by name.
fn more_ui(
    ui: &mut Ui,
    commands: &[Command],
    offer: &Offer<'_>,
    (stop, out): (&mut Stop, &mut Outbox),
) {
    let name = say!("toolbar-more-formatting");
    let response = icon_button_at_stop_ui(ui, Icon::Ellipsis, name, stop);
    popup::menu_ui(Popup::menu(&response), Some(&response), |ui| {
        ui.set_min_width(220.0);
        for &command in commands {
            if command_row_ui(ui, command, offer, false).clicked() {
                out.push(Action::Run(command));
            }
        }
    });
}
