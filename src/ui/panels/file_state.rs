//! What a file is that cannot be edited like others, and why it is not saved.

use egui::{Frame, Margin, RichText, Ui};

use crate::{
    action::{Action, DiskAnswer, Outbox},
    model::{
        document::{Access, Document, Fidelity, MAX_RICH_BYTES},
        refusal::{NotSaved, Remedy},
    },
    ui::{
        theme::{Icon, colours, icons::icon, sizes},
        widgets::button_ui,
    },
};

/// Draws nothing for a file like any other. `not_saved` comes with its cause as it is shown.
pub fn file_state_ui(
    ui: &mut Ui,
    document: &Document,
    access: Access,
    not_saved: Option<(&NotSaved, &str)>,
    out: &mut Outbox,
) {
    let is_said = not_saved.is_some() && access == Access::Protected;
    if let Some(text) = what_it_is(document, access).filter(|_| !is_said) {
        row_ui(ui, Icon::Info, &text, None::<fn(&mut Ui)>);
    }
    if let Some((not_saved, cause)) = not_saved {
        let text = format!("Not saved: {cause}");
        let answer = |ui: &mut Ui| {
            let name = match not_saved.remedy {
                Remedy::TryAgain => "Try again",
                Remedy::SaveInUtf8 => "Save in UTF-8",
                Remedy::WriteOutside(_) => "Save there",
            };
            if button_ui(ui, name).clicked() {
                out.push(Action::Remedy {
                    document: document.id,
                    remedy: not_saved.remedy.clone(),
                });
            }
            if button_ui(ui, "Save elsewhere…").clicked() {
                out.push(Action::Answer {
                    document: document.id,
                    answer: DiskAnswer::SaveAs,
                });
            }
        };
        row_ui(ui, Icon::TriangleAlert, &text, Some(answer));
    }
}

fn what_it_is(document: &Document, access: Access) -> Option<String> {
    let megabytes = document.text().len() / 1_000_000;
    match document.saved().format.fidelity {
        Fidelity::Part => Some(
            "This file is larger than 50 MB. Its start is shown as plain text, to be read, not changed."
                .to_owned(),
        ),
        Fidelity::Lossy => Some(
            "Some bytes of this file are no text and are shown as \u{fffd}. It can be read, not changed."
                .to_owned(),
        ),
        Fidelity::Exact if access == Access::Protected => Some(
            "This file is write-protected. What you change stays here until the protection is gone."
                .to_owned(),
        ),
        Fidelity::Exact if document.text().len() > MAX_RICH_BYTES => Some(format!(
            "This file is large ({megabytes} MB) and shown as plain text, without form and preview."
        )),
        Fidelity::Exact | Fidelity::Binary => None,
    }
}

fn row_ui(ui: &mut Ui, glyph: Icon, text: &str, answer: Option<impl FnOnce(&mut Ui)>) {
    let colours = colours(ui);
    Frame::new()
        .fill(colours.warning_soft)
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.label(icon(glyph, 16.0, colours.warning));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
                    let text = RichText::new(text).color(colours.text);
                    ui.add(egui::Label::new(text).wrap());
                    if let Some(answer) = answer {
                        ui.horizontal(answer);
                    }
                });
            });
        });
}
