//! A change of files that a crash broke off: it is gone on with, taken back, or left.

use egui::Ui;

use crate::{
    action::{Action, ChangeStep, Outbox},
    model::{
        change::{BrokenOff, Way},
        words::{self, say},
    },
    ui::widgets::{banner_row_ui, button_ui, main_button_ui},
};

pub fn broken_off_ui(ui: &mut Ui, found: &BrokenOff, out: &mut Outbox) {
    let what = say!(
        "broken-off-what",
        title = words::put(&found.title),
        done = found.done,
        of = found.of
    );
    banner_row_ui(ui, &what, say!("broken-off-means"), |ui| {
        let mut answer = |way| {
            let id = found.id.clone();
            out.push(Action::Change(ChangeStep::Finish { id, way }));
        };
        if main_button_ui(ui, say!("broken-off-go-on")).clicked() {
            answer(Way::GoOn);
        }
        if button_ui(ui, say!("broken-off-take-back")).clicked() {
            answer(Way::TakeBack);
        }
        if button_ui(ui, say!("broken-off-leave")).clicked() {
            answer(Way::Leave);
        }
    });
}
