//! A state of the article that wants an answer: its file changed or is gone.

use egui::{Frame, Margin, RichText, Ui};

use crate::{
    action::{Action, DiskAnswer, Outbox},
    model::{
        document::{Disk, Document},
        words::say,
    },
    ui::{
        theme::{Icon, colours, icons::icon, sizes, weight},
        widgets::{button_ui, main_button_ui},
    },
};

/// Draws nothing while the file is as it was read or saved last, or a merge is being tried.
pub fn banner_ui(ui: &mut Ui, document: &Document, out: &mut Outbox) {
    match (&document.disk, document.is_dirty()) {
        (Disk::Same | Disk::Merging(_), _) => {}
        (Disk::Changed(_), _) => row_ui(
            ui,
            say!("banner-changed-by-another-program"),
            say!("banner-both-versions-kept-keep"),
            |ui| {
                if main_button_ui(ui, say!("banner-compare")).clicked() {
                    out.push(Action::Compare(document.id));
                }
                let answers = [
                    (say!("banner-keep-mine"), DiskAnswer::KeepMine),
                    (say!("banner-take-theirs"), DiskAnswer::TakeTheirs),
                    (say!("banner-save-mine-as-copy"), DiskAnswer::SaveCopy),
                ];
                answers_ui(ui, document, &answers, out);
            },
        ),
        (Disk::Deleted, true) => row_ui(
            ui,
            say!("banner-file-article-was-deleted"),
            say!("banner-your-text-only-here"),
            |ui| {
                main_answer_ui(
                    ui,
                    document,
                    say!("banner-save-here"),
                    DiskAnswer::SaveHere,
                    out,
                );
                let answers = [
                    (say!("banner-save-as"), DiskAnswer::SaveAs),
                    (say!("banner-discard"), DiskAnswer::Close),
                ];
                answers_ui(ui, document, &answers, out);
            },
        ),
        (Disk::Deleted, false) => row_ui(
            ui,
            say!("banner-file-article-was-deleted"),
            say!("banner-restore-writes-again-as"),
            |ui| {
                main_answer_ui(
                    ui,
                    document,
                    say!("banner-restore"),
                    DiskAnswer::SaveHere,
                    out,
                );
                answers_ui(
                    ui,
                    document,
                    &[(say!("banner-close"), DiskAnswer::Close)],
                    out,
                );
            },
        ),
    }
}

fn main_answer_ui(
    ui: &mut Ui,
    document: &Document,
    title: &str,
    answer: DiskAnswer,
    out: &mut Outbox,
) {
    if main_button_ui(ui, title).clicked() {
        out.push(Action::Answer {
            document: document.id,
            answer,
        });
    }
}

/// One button for each answer.
fn answers_ui(ui: &mut Ui, document: &Document, answers: &[(&str, DiskAnswer)], out: &mut Outbox) {
    for &(title, answer) in answers {
        if button_ui(ui, title).clicked() {
            out.push(Action::Answer {
                document: document.id,
                answer,
            });
        }
    }
}

/// What happened and what it means at the left, the answers below.
fn row_ui(ui: &mut Ui, what: &str, means: &str, answers: impl FnOnce(&mut Ui)) {
    let colours = colours(ui);
    Frame::new()
        .fill(colours.warning_soft)
        .inner_margin(Margin::symmetric(16, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.label(icon(Icon::TriangleAlert, 18.0, colours.warning));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
                    let what = RichText::new(what)
                        .variation(b"wght", weight::SEMIBOLD)
                        .color(colours.text);
                    ui.add(egui::Label::new(what).wrap());
                    let means = RichText::new(means)
                        .size(sizes::TEXT_SMALL)
                        .color(colours.text_weak);
                    ui.add(egui::Label::new(means).wrap());
                    ui.add_space(sizes::SPACE_1);
                    ui.horizontal_wrapped(answers);
                });
            });
        });
}
