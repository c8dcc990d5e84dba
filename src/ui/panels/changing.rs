//! How far a change of many files is, and that it can be stopped.

use egui::{Margin, ProgressBar, RichText, Ui};

use crate::{
    action::{Action, ChangeStep, Outbox},
    model::words::say,
    ui::{
        theme::{colours, sizes},
        widgets::button_ui,
    },
};

/// A change on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changing {
    pub number: u64,
    pub done: usize,
    pub of: usize,
}

pub fn changing_ui(ui: &mut Ui, changing: &Changing, out: &mut Outbox) {
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let said = say!("changing-files", done = changing.done, of = changing.of);
            ui.label(RichText::new(said).color(colours(ui).text));
            let share = changing.done as f32 / changing.of.max(1) as f32;
            let bar = ProgressBar::new(share).desired_width(160.0);
            ui.add(bar.desired_height(sizes::SPACE_2));
            if button_ui(ui, say!("changing-stop")).clicked() {
                out.push(Action::Change(ChangeStep::Stop(changing.number)));
            }
        });
    });
}
