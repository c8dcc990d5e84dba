//! The rail at the left of the window: the menu at its top, the places below it; what is wrong in the site, and the settings, at its
//! bottom.

use egui::{Align, Align2, CornerRadius, Layout, Pos2, Rect, Ui, Vec2};

use crate::{
    action::{Command, Offer, Outbox},
    model::words::say,
    ui::{
        theme::{Face, Icon, colours, sizes},
        widgets::{
            buttons::{command_button_at_stop_ui, named_command_button_at_stop_ui},
            stop::Stop,
        },
    },
};

/// Its width, in points.
pub const RAIL: f32 = 44.0;

/// Where the menu opens: beside its button.
pub const MENU_AT: Pos2 = Pos2::new(RAIL, sizes::SPACE_1);

/// What is counted on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors of the site, and nothing else: an old one has hundreds of hints for ever.
    pub errors: usize,
    /// Articles that are other than in the last commit.
    pub changed: usize,
}

pub fn rail_ui(ui: &mut Ui, offer: &Offer<'_>, counts: Counts, out: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space(sizes::SPACE_1 + 2.0);
        let mut stop = Stop::new(ui, "rail", 0);
        let menu = (Icon::Menu, Command::Menu);
        command_button_at_stop_ui(ui, menu.0, menu.1, offer, (&mut stop, &mut *out));
        ui.add_space(sizes::SPACE_2);
        let write = (Icon::PenLine, Command::Write);
        command_button_at_stop_ui(ui, write.0, write.1, offer, (&mut stop, &mut *out));
        let pictures = (Icon::Image, Command::SitePictures);
        command_button_at_stop_ui(ui, pictures.0, pictures.1, offer, (&mut stop, &mut *out));
        ui.with_layout(Layout::bottom_up(Align::Center), |ui| {
            ui.add_space(sizes::SPACE_2);
            let settings = (Icon::Settings, Command::Settings);
            command_button_at_stop_ui(ui, settings.0, settings.1, offer, (&mut stop, &mut *out));
            let colours = colours(ui);
            let changes = Counted {
                place: (Icon::FileDiff, Command::Changes),
                count: counts.changed,
                name: match counts.changed {
                    0 => Command::Changes.title().to_owned(),
                    count => say!("rail-changes-count", count = count),
                },
                look: (colours.line_strong, colours.text),
            };
            let problems = Counted {
                place: (Icon::CircleAlert, Command::Findings),
                count: counts.errors,
                name: match counts.errors {
                    0 => Command::Findings.title().to_owned(),
                    count => say!("rail-problems-errors", count = count),
                },
                look: (colours.error, colours.on_accent),
            };
            // From below: it is the way of Tab as well.
            for counted in [changes, problems] {
                counted_ui(ui, offer, &counted, (&mut stop, &mut *out));
            }
        });
        stop.end(ui);
    });
}

/// A place with how many there are in it.
struct Counted {
    place: (Icon, Command),
    count: usize,
    /// With the number, as it is read out.
    name: String,
    /// The ground of the number, and its ink.
    look: (egui::Color32, egui::Color32),
}

fn counted_ui(
    ui: &mut Ui,
    offer: &Offer<'_>,
    counted: &Counted,
    (stop, out): (&mut Stop, &mut Outbox),
) {
    let (icon, command) = counted.place;
    let (ground, ink) = counted.look;
    let named = (icon, counted.name.as_str());
    let rect = named_command_button_at_stop_ui(ui, named, command, offer, (stop, out));
    if counted.count == 0 {
        return;
    }
    let text = if counted.count > 99 {
        "99+".to_owned()
    } else {
        counted.count.to_string()
    };
    let font = Face::Interface.font(10.0);
    let galley = ui.painter().layout_no_wrap(text, font, ink);
    let size = galley.size() + Vec2::new(6.0, 1.0);
    let at = Align2::RIGHT_TOP.anchor_size(rect.right_top() + Vec2::new(3.0, -1.0), size);
    let badge = Rect::from_min_size(at.min, size);
    ui.painter()
        .rect_filled(badge, CornerRadius::same(6), ground);
    let place = badge.center() - galley.size() / 2.0;
    ui.painter().galley(place, galley, ink);
}
