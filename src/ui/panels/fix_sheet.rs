//! What a fix would change, before it is made.

use egui::{Color32, Label, RichText, Ui, text::LayoutJob};

use crate::{
    action::{Action, Outbox, ProblemStep},
    model::{change::plan::look::Look, words::say},
    ui::{
        theme::{Face, colours, sizes, text_format, weight},
        widgets::sheet::{Answer, Sheet, question_ui},
    },
};

/// `title`: what the fix does; `look`: the lines that it changes.
pub fn fix_sheet_ui(ui: &mut Ui, title: &str, look: &Look, out: &mut Outbox) {
    let sheet = Sheet {
        id: "fix",
        title,
        primary: say!("fix-sheet-change"),
        other: None,
        cancel: say!("fix-sheet-cancel"),
    };
    // It was asked for, and is undone as one step.
    let answer = question_ui(ui, &sheet, Answer::Primary, |ui| {
        for place in &look.shown {
            let line = say!("fix-sheet-line", line = place.line_no);
            let line = RichText::new(line).size(sizes::TEXT_SMALL);
            ui.label(line.color(colours(ui).text_weak));
            let [before, after] = [colours(ui).error_soft, colours(ui).done_soft];
            line_ui(ui, say!("fix-sheet-before"), &place.before, before);
            line_ui(ui, say!("fix-sheet-after"), &place.after, after);
            ui.add_space(sizes::SPACE_1);
        }
    });
    match answer {
        Some(Answer::Primary) => out.push(Action::Problem(ProblemStep::Change)),
        Some(Answer::Cancel) => out.push(Action::CloseFinder),
        Some(Answer::Other) | None => {}
    }
}

/// A line as it is, or as it will be; nothing where it is not there.
fn line_ui(ui: &mut Ui, side: &str, text: &str, ground: Color32) {
    let (shown, ink) = if text.is_empty() {
        (say!("fix-sheet-nothing"), colours(ui).text_weak)
    } else {
        (text, colours(ui).text)
    };
    let mut format = text_format(Face::Interface, sizes::TEXT, weight::REGULAR, ink);
    format.background = ground;
    let job = LayoutJob::single_section(shown.to_owned(), format);
    let label = ui.add(Label::new(job).wrap());
    label.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{side}: {shown}"))
    });
}
