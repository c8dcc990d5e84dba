//! What can be done with the file of an article, in the menu of its row and of its tab.

use std::path::Path;

use egui::Ui;

use crate::{
    action::{Action, Command, FileStep, Offer, Outbox},
    ui::widgets::row_menu::item_ui,
};

const ITEMS: [(Command, FileStep); 6] = [
    (Command::RenameFile, FileStep::Rename),
    (Command::DuplicateFile, FileStep::Duplicate),
    (Command::FileToBin, FileStep::ToBin),
    (Command::ShowInFolder, FileStep::ShowInFolder),
    (Command::CopyAddress, FileStep::CopyAddress),
    (Command::CopyPath, FileStep::CopyPath),
];

/// `offer`: of the article in the window, whose keys these are.
pub fn file_items_ui(ui: &mut Ui, path: &Path, offer: Option<&Offer<'_>>, out: &mut Outbox) {
    for (command, step) in ITEMS {
        let keys = offer.and_then(|offer| offer.shown_keys(ui.ctx(), command));
        if item_ui(ui, command.title(), keys) {
            out.push(Action::File(path.to_owned(), step));
        }
    }
}
