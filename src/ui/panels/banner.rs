//! A state of the article that wants an answer: its file changed or is gone, or another program left
//! two versions in it.

use egui::Ui;

use crate::{
    action::{Action, DiskAnswer, Outbox},
    model::{
        document::{Disk, Document},
        finding::Finding,
        words::say,
    },
    ui::widgets::{banner_row_ui, button_ui, main_button_ui},
};

/// Draws nothing while the file is as it was read or saved last, or a merge is being tried, and there
/// are no `marks` of two versions in the text.
pub fn banner_ui(ui: &mut Ui, document: &Document, marks: Option<&Finding>, out: &mut Outbox) {
    match (&document.disk, document.is_dirty()) {
        (Disk::Same | Disk::Merging(_), _) => {
            if let Some(marks) = marks {
                marks_ui(ui, document, marks, out);
            }
        }
        (Disk::Changed(_), _) => banner_row_ui(
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
        (Disk::Deleted, true) => banner_row_ui(
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
        (Disk::Deleted, false) => banner_row_ui(
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

fn marks_ui(ui: &mut Ui, document: &Document, marks: &Finding, out: &mut Outbox) {
    let means = say!("banner-marks-means");
    banner_row_ui(ui, say!("banner-marks"), means, |ui| {
        if main_button_ui(ui, say!("banner-show-differences")).clicked() {
            out.push(Action::CompareMarks(document.id));
        }
        if button_ui(ui, say!("banner-go-to-marks")).clicked() {
            out.push(Action::GoTo {
                document: document.id,
                at_byte: marks.range().map_or(0, |range| range.start),
            });
        }
    });
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
