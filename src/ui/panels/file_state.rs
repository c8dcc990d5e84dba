//! What a file is that cannot be edited like others, and why it is not saved.

use egui::{Frame, Margin, RichText, Ui};

use crate::{
    action::{Action, DiskAnswer, Outbox},
    model::{
        document::{Access, Document, Fidelity, MAX_RICH_BYTES},
        refusal::{NotSaved, Remedy},
        words::say,
    },
    ui::{
        theme::{Icon, colours, sizes},
        widgets::{button_ui, glyph_ui},
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
        let text = say!("file-state-not-saved", cause = cause);
        let answer = |ui: &mut Ui| {
            let name = match not_saved.remedy {
                Remedy::TryAgain => say!("file-state-try-again"),
                Remedy::SaveInUtf8 => say!("file-state-save-utf-8"),
                Remedy::WriteOutside(_) => say!("file-state-save-there"),
            };
            if button_ui(ui, name).clicked() {
                out.push(Action::Remedy {
                    document: document.id,
                    remedy: not_saved.remedy.clone(),
                });
            }
            if button_ui(ui, say!("file-state-save-elsewhere")).clicked() {
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
        Fidelity::Part => Some(say!("file-state-file-larger-than-50").to_owned()),
        Fidelity::Lossy => Some(say!("file-state-some-bytes-file-no").to_owned()),
        Fidelity::Exact if access == Access::Protected => {
            Some(say!("file-state-file-write-protected-what").to_owned())
        }
        Fidelity::Exact if document.text().len() > MAX_RICH_BYTES => Some(say!(
            "file-state-file-large-mb-shown",
            megabytes = megabytes
        )),
        Fidelity::Exact if document.is_plain() => Some(say!("file-state-much-markup").to_owned()),
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
                glyph_ui(ui, glyph, 16.0, colours.warning);
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
