//! The rail at the left of the window: the menu at its top, the places below it, the settings at its
//! bottom.

use egui::{Align, Layout, Pos2, Ui};

use crate::{
    action::{Command, Offer, Outbox},
    ui::{
        theme::{Icon, sizes},
        widgets::{buttons::command_button_at_stop_ui, stop::Stop},
    },
};

/// Its width, in points.
pub const RAIL: f32 = 44.0;

/// Where the menu opens: beside its button.
pub const MENU_AT: Pos2 = Pos2::new(RAIL, sizes::SPACE_1);

pub fn rail_ui(ui: &mut Ui, offer: &Offer<'_>, out: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space(sizes::SPACE_1 + 2.0);
        let mut stop = Stop::new(ui, "rail", 0);
        let menu = (Icon::Menu, Command::Menu);
        command_button_at_stop_ui(ui, menu.0, menu.1, offer, (&mut stop, &mut *out));
        ui.add_space(sizes::SPACE_2);
        let write = (Icon::PenLine, Command::Write);
        command_button_at_stop_ui(ui, write.0, write.1, offer, (&mut stop, &mut *out));
        ui.with_layout(Layout::bottom_up(Align::Center), |ui| {
            ui.add_space(sizes::SPACE_2);
            let settings = (Icon::Settings, Command::Settings);
            command_button_at_stop_ui(ui, settings.0, settings.1, offer, (&mut stop, &mut *out));
        });
        stop.end(ui);
    });
}
