//! The message, the commit, and what stands between them.

use egui::{Id, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::{ChangesState, Told, asked::asked_ui, can_commit};
use crate::{
    action::{Action, GitStep, Outbox},
    model::{git::proposal::Proposal, words::say},
    ui::{
        theme::{Icon, colours, sizes},
        widgets::{button_ui, glyph_ui, main_button_ui},
    },
};

/// From so many characters on they are counted.
const COUNTED: usize = 72;

pub(super) fn foot_ui(
    ui: &mut Ui,
    told: &Told<'_>,
    proposal: &Proposal,
    state: &mut ChangesState,
    out: &mut Outbox,
) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = sizes::SPACE_2;
    if let Some(warnings) = told.warnings {
        ui.horizontal(|ui| {
            glyph_ui(ui, Icon::TriangleAlert, 14.0, colours(ui).warning);
            ui.label(RichText::new(warnings).color(colours(ui).text_weak));
        });
    }
    if let Some(asked) = told.asked {
        asked_ui(ui, asked, proposal, &mut state.name, out);
    }
    if let Some(committing) = told.committing {
        ui.horizontal(|ui| {
            ui.spinner();
            let text = if committing.is_slow {
                say!("changes-programs-run", line = committing.line)
            } else {
                say!("changes-committing").to_owned()
            };
            ui.add(egui::Label::new(text).truncate());
            if committing.is_slow && button_ui(ui, say!("changes-stop")).clicked() {
                out.push(Action::Git(GitStep::Cancel));
            }
        });
    }
    message_ui(ui, told, state, out);
}

fn message_ui(ui: &mut Ui, told: &Told<'_>, state: &mut ChangesState, out: &mut Outbox) {
    if state.seen != told.message {
        told.message.clone_into(&mut state.seen);
        told.message.clone_into(&mut state.message);
        let id = Id::unique("commit message");
        if ui.memory(|memory| memory.has_focus(id)) {
            // What stood there was a proposal too, and selected.
            select_all(ui, id, state.message.chars().count());
        }
    }
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 92.0).max(160.0);
        let id = Id::unique("commit message");
        let rows = state.message.lines().count().clamp(1, 6);
        let field = TextEdit::multiline(&mut state.message)
            .id(id)
            .desired_rows(rows)
            .desired_width(width)
            .return_key(egui::KeyboardShortcut::new(
                egui::Modifiers::SHIFT,
                egui::Key::Enter,
            ))
            .hint_text(say!("changes-message-hint"));
        let response = ui.add(field);
        response.widget_info(|| {
            WidgetInfo::labeled(Role::MultilineTextInput, true, say!("changes-message"))
        });
        if !state.is_begun && !told.message.is_empty() {
            state.is_begun = true;
            response.request_focus();
            select_all(ui, id, state.message.chars().count());
        }
        if response.changed() {
            state.message.clone_into(&mut state.seen);
            out.push(Action::Git(GitStep::Message(state.message.clone())));
        }
        ui.add_enabled_ui(can_commit(told), |ui| {
            if main_button_ui(ui, say!("changes-commit")).clicked() {
                out.push(Action::Git(GitStep::Commit));
            }
        });
    });
    let first = state
        .message
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    if first >= COUNTED {
        let count = RichText::new(say!("changes-characters", count = first))
            .size(sizes::TEXT_SMALL)
            .color(colours(ui).text_weak);
        ui.label(count);
    }
}

fn select_all(ui: &Ui, id: Id, chars: usize) {
    use egui::text::{CCursor, CCursorRange};

    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(chars));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}
