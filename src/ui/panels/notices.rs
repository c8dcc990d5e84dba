//! Notices, at the lower right: what was done, or could not be.

use std::{borrow::Cow, time::Duration};

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Key, Margin, Memory, Order, Response, Stroke, Ui, Vec2,
};

use crate::{
    action::{Action, NoticeStep, Outbox},
    model::{
        notice::{Notice, NoticeKind},
        panes::Pane,
        words::say,
    },
    ui::{
        theme::{Icon, colours, sizes},
        widgets::{button_ui, glyph_ui, icon_button_ui},
    },
};

/// A notice, its words as they are shown, and what its buttons are called and do.
pub struct Offered<'a> {
    pub notice: &'a Notice,
    pub text: Cow<'a, str>,
    pub offers: &'a [(&'static str, Action)],
}

/// Under the heading of a page, with its buttons.
const BELOW_HEADING: f32 = 64.0;

/// While the pointer or the keyboard is at them, that is said so often.
const HELD: Duration = Duration::from_secs(2);

/// Shows the notices, the oldest on top. `takes_keyboard`: the newest that offers something does.
/// Escape leaves them. `is_foot_taken`: they are on the top, as what is done stands at the foot.
pub fn notices_ui<'a>(
    ui: &mut Ui,
    notices: impl Iterator<Item = Offered<'a>>,
    takes_keyboard: bool,
    is_foot_taken: bool,
    out: &mut Outbox,
) {
    let notices: Vec<Offered<'_>> = notices.collect();
    if notices.is_empty() {
        return;
    }
    let mut newest = notices.iter().rev();
    let newest = newest.find(|it| !it.offers.is_empty());
    let newest = newest.map(|it| it.notice.id).filter(|_| takes_keyboard);
    let (corner, from_corner) = if is_foot_taken {
        (Align2::RIGHT_TOP, Vec2::new(-16.0, BELOW_HEADING))
    } else {
        let above_bar = Vec2::new(-16.0, -(sizes::STATUS_BAR + 16.0));
        (Align2::RIGHT_BOTTOM, above_bar)
    };
    let shown = Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(corner, from_corner)
        .show(ui.ctx(), |ui| {
            ui.spacing_mut().item_spacing.y = sizes::SPACE_2;
            for notice in notices {
                let takes_keyboard = newest == Some(notice.notice.id);
                notice_ui(ui, notice, takes_keyboard, out);
            }
        });
    let ctx = ui.ctx();
    let pointer = ctx.input(|input| input.pointer.hover_pos());
    let is_pointed = pointer.is_some_and(|at| shown.response.rect.contains(at));
    let is_in = |id: Id| {
        let response = ctx.read_response(id);
        response.is_some_and(|it| it.layer_id == shown.response.layer_id)
    };
    let has_keyboard = ctx.memory(Memory::focused).is_some_and(is_in);
    if is_pointed || has_keyboard {
        out.push(Action::Notice(NoticeStep::Hold));
        ctx.request_repaint_after(HELD);
    }
}

/// Whether Escape was pressed on it.
fn is_left(button: &Response) -> bool {
    let had = |memory: &Memory| memory.had_focus_last_frame(button.id);
    let ctx = &button.ctx;
    ctx.input(|input| input.key_pressed(Key::Escape)) && ctx.memory(had)
}

fn notice_ui(ui: &mut Ui, offered: Offered<'_>, takes_keyboard: bool, out: &mut Outbox) {
    let Offered {
        notice,
        text,
        offers,
    } = offered;
    let colours = colours(ui);
    let (glyph, ink) = match notice.kind {
        NoticeKind::Done => (Icon::CircleCheck, colours.done),
        NoticeKind::Note => (Icon::Info, colours.text_weak),
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
                glyph_ui(ui, glyph, 16.0, ink);
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
                        for (at, (title, action)) in offers.iter().enumerate() {
                            let button = button_ui(ui, title);
                            if takes_keyboard && at == 0 {
                                button.request_focus();
                            }
                            if is_left(&button) {
                                out.push(Action::Enter(Pane::Text));
                            }
                            if button.clicked() {
                                if button.has_focus() {
                                    // What had the keyboard goes away with it.
                                    out.push(Action::Enter(Pane::Text));
                                }
                                out.push(action.clone());
                                out.push(Action::Notice(NoticeStep::Dismiss(notice.id)));
                            }
                        }
                    });
                });
                ui.spacing_mut().interact_size.y = 22.0;
                let dismiss = icon_button_ui(ui, Icon::X, say!("notices-dismiss"), false);
                if is_left(&dismiss) {
                    out.push(Action::Enter(Pane::Text));
                }
                if dismiss.clicked() {
                    if dismiss.has_focus() {
                        out.push(Action::Enter(Pane::Text));
                    }
                    out.push(Action::Notice(NoticeStep::Dismiss(notice.id)));
                }
            });
        });
}
