//! Notices, at the lower right: what was done, or could not be.

use std::borrow::Cow;

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui, Vec2};

use crate::{
    action::{Action, Outbox},
    model::{
        notice::{Notice, NoticeKind},
        words::say,
    },
    ui::{
        theme::{Icon, colours, icons::icon, sizes},
        widgets::{button_ui, icon_button_ui},
    },
};

/// A notice, its words as they are shown, and what its buttons are called and do.
pub struct Offered<'a> {
    pub notice: &'a Notice,
    pub text: Cow<'a, str>,
    pub offers: &'a [(&'static str, Action)],
}

/// Shows the notices, the oldest on top.
pub fn notices_ui<'a>(ui: &mut Ui, notices: impl Iterator<Item = Offered<'a>>, out: &mut Outbox) {
    let notices: Vec<Offered<'_>> = notices.collect();
    if notices.is_empty() {
        return;
    }
    Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(
            Align2::RIGHT_BOTTOM,
            Vec2::new(-16.0, -(sizes::STATUS_BAR + 16.0)),
        )
        .show(ui.ctx(), |ui| {
            ui.spacing_mut().item_spacing.y = sizes::SPACE_2;
            for notice in notices {
                notice_ui(ui, notice, out);
            }
        });
}

fn notice_ui(ui: &mut Ui, offered: Offered<'_>, out: &mut Outbox) {
    let Offered {
        notice,
        text,
        offers,
    } = offered;
    let colours = colours(ui);
    let (glyph, ink) = match notice.kind {
        NoticeKind::Done => (Icon::CircleCheck, colours.done),
        NoticeKind::Error => (Icon::CircleAlert, colours.error),
    };
    Frame::new()
        .fill(colours.raised)
        .stroke(Stroke::new(1.0, colours.line_strong))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::symmetric(12, 8))
        .shadow(ui.visuals().popup_shadow)
        .show(ui, |ui| {
            ui.set_width(380.0);
            ui.horizontal_top(|ui| {
                ui.add_space(2.0);
                let glyph = ui.label(icon(glyph, 16.0, ink));
                // The words say it.
                ui.ctx().accesskit_node_builder(glyph.id, |node| {
                    node.set_hidden();
                    node.set_value(String::new());
                });
                let width = ui.available_width() - 38.0;
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let said = ui.add(egui::Label::new(&*text).wrap());
                    ui.ctx().accesskit_node_builder(said.id, |node| {
                        node.set_live(egui::accesskit::Live::Polite);
                    });
                    if offers.is_empty() {
                        return;
                    }
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
                        for (title, action) in offers {
                            if button_ui(ui, title).clicked() {
                                out.push(action.clone());
                                out.push(Action::DismissNotice(notice.id));
                            }
                        }
                    });
                });
                ui.spacing_mut().interact_size.y = 22.0;
                if icon_button_ui(ui, Icon::X, say!("notices-dismiss"), false).clicked() {
                    out.push(Action::DismissNotice(notice.id));
                }
            });
        });
}
