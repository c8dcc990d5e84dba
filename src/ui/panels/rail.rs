//! The rail at the left of the window: the menu at its top, the places below it; what is wrong in the site, and the settings, at its
//! bottom.

use egui::{Align, Align2, CornerRadius, Layout, Pos2, Rect, Ui, Vec2};

use crate::{
    action::{Action, Command, Offer, Outbox},
    model::words::say,
    ui::{
        theme::{Face, Icon, colours, sizes},
        widgets::{
            buttons::{command_button_at_stop_ui, icon_button_at_stop_ui},
            stop::Stop,
        },
    },
};

/// Its width, in points.
pub const RAIL: f32 = 44.0;

/// Where the menu opens: beside its button.
pub const MENU_AT: Pos2 = Pos2::new(RAIL, sizes::SPACE_1);

/// `errors`: how many there are in the site.
pub fn rail_ui(ui: &mut Ui, offer: &Offer<'_>, errors: usize, out: &mut Outbox) {
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
            problems_ui(ui, offer, errors, (&mut stop, &mut *out));
            let changes = (Icon::FileDiff, Command::Changes);
            command_button_at_stop_ui(ui, changes.0, changes.1, offer, (&mut stop, out));
        });
        stop.end(ui);
    });
}

/// The way to what is wrong, with the number of errors of the site and of nothing else: an old one has hundreds
/// of hints for ever.
fn problems_ui(
    ui: &mut Ui,
    offer: &Offer<'_>,
    errors: usize,
    (stop, out): (&mut Stop, &mut Outbox),
) {
    if offer.lack(Command::Findings).is_some() {
        return;
    }
    let name = match errors {
        0 => say!("rail-problems").to_owned(),
        errors => say!("rail-problems-errors", count = errors),
    };
    let response = icon_button_at_stop_ui(ui, Icon::CircleAlert, &name, stop);
    if response.clicked() {
        out.push(Action::Run(Command::Findings));
    }
    if errors == 0 {
        return;
    }
    let text = if errors > 99 {
        "99+".to_owned()
    } else {
        errors.to_string()
    };
    let colours = colours(ui);
    let font = Face::Interface.font(10.0);
    let galley = ui.painter().layout_no_wrap(text, font, colours.on_accent);
    let size = galley.size() + Vec2::new(6.0, 1.0);
    let at = Align2::RIGHT_TOP.anchor_size(response.rect.right_top() + Vec2::new(3.0, -1.0), size);
    let badge = Rect::from_min_size(at.min, size);
    ui.painter()
        .rect_filled(badge, CornerRadius::same(6), colours.error);
    let place = badge.center() - galley.size() / 2.0;
    ui.painter().galley(place, galley, colours.on_accent);
}
