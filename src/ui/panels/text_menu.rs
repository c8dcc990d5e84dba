//! What can be done at a place in the text: the menu of the secondary button and of the menu key.

use egui::{Id, Popup, PopupKind, Pos2, Ui};

use crate::{
    action::{Action, Command, Offer, Outbox},
    model::{document::DocumentId, words::say},
    ui::{
        theme::sizes,
        widgets::{menu::command_row_ui, popup},
    },
};

const COMMANDS: [&[Command]; 2] = [
    &[
        Command::Cut,
        Command::Copy,
        Command::CopyFormatted,
        Command::Paste,
        Command::PastePlain,
    ],
    &[Command::Link],
];
const WIDTH: f32 = 260.0;

/// Where it is asked what can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMenu {
    pub document: DocumentId,
    /// On the screen.
    pub at: Pos2,
    /// A byte of a misspelled word.
    pub misspelled: Option<usize>,
    /// Something is wrong there.
    pub is_wrong: bool,
}

/// Returns whether it stays open.
pub fn text_menu_ui(ui: &Ui, menu: &TextMenu, offer: &Offer<'_>, out: &mut Outbox) -> bool {
    let mut is_open = true;
    let id = Id::unique(("text menu", menu.document));
    let shown_at = Popup::new(id, ui.ctx().clone(), menu.at, ui.layer_id())
        .kind(PopupKind::Menu)
        .open_bool(&mut is_open)
        .accessible_name(say!("text-menu-name"));
    popup::menu_ui(shown_at, None, |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(at_byte) = menu.misspelled {
            let title = Command::Spelling.title();
            if ui.selectable_label(false, title).clicked() {
                let document = menu.document;
                out.push(Action::SuggestAt { document, at_byte });
            }
            ui.add_space(sizes::SPACE_1);
        }
        if menu.is_wrong {
            if command_row_ui(ui, Command::FixHere, offer, false).clicked() {
                out.push(Action::Run(Command::FixHere));
            }
            ui.add_space(sizes::SPACE_1);
        }
        for (number, group) in COMMANDS.iter().enumerate() {
            if number > 0 {
                ui.separator();
            }
            for &command in *group {
                if command_row_ui(ui, command, offer, false).clicked() {
                    out.push(Action::Run(command));
                }
            }
        }
    });
    is_open
}
