//! What of an article is other: its fields by name, and its text by paragraph.

use std::ops::Range;

use egui::{Color32, Frame, Label, Margin, RichText, Role, Ui, WidgetInfo, text::LayoutJob};

use crate::{
    action::{Action, GitStep, Outbox},
    model::{
        git::{
            difference::{FieldChange, Paragraph, Told},
            proposal::Proposal,
            status::{Staged, What},
        },
        words::{put, say},
    },
    ui::{
        theme::{Face, Icon, colours, sizes, text_format, weight},
        widgets::{badge::badge_ui, button_ui},
    },
};

const LABEL: f32 = 132.0;
/// Of the text, so that no ground covers a letter of the line above.
const LINE: f32 = 21.0;
/// More paragraphs are counted and not shown.
const MOST: usize = 200;

pub(super) fn difference_ui(ui: &mut Ui, proposal: &Proposal, out: &mut Outbox) {
    let colours = colours(ui);
    let frame = Frame::new()
        .fill(colours.raised)
        .corner_radius(egui::CornerRadius::same(sizes::RADIUS))
        .stroke(egui::Stroke::new(1.0, colours.line))
        .inner_margin(Margin::same(12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        title_ui(ui, proposal);
        if proposal.what.is_none() {
            ui.weak(say!("changes-as-committed"));
            return;
        }
        for field in &proposal.difference.fields {
            field_ui(ui, field, proposal.what != Some(What::New), out);
        }
        text_ui(ui, proposal, out);
    });
}

fn title_ui(ui: &mut Ui, proposal: &Proposal) {
    ui.horizontal_wrapped(|ui| {
        let title = RichText::new(&proposal.title)
            .size(sizes::TEXT_LARGE)
            .variation(b"wght", weight::SEMIBOLD);
        ui.add(Label::new(title).wrap());
        if let Some(what) = proposal.what {
            let (ink, tint) = inks(ui, what);
            badge_ui(ui, words_of(what), ink, tint);
        }
    });
    if let Some(from) = &proposal.from {
        let from = from.display().to_string();
        let to = proposal.path.display().to_string();
        ui.weak(say!("changes-moved-from", from = from, to = to));
    }
    if proposal.staged == Staged::InPart {
        ui.weak(say!("changes-staged-in-part"));
    }
}

/// A badge's ink and tint.
pub(super) fn inks(ui: &Ui, what: What) -> (Color32, Color32) {
    let colours = colours(ui);
    match what {
        What::New => (colours.done, colours.done_soft),
        What::Changed | What::Moved => (colours.warning, colours.warning_soft),
        What::Deleted | What::Conflict => (colours.error, colours.error_soft),
    }
}

pub(super) fn words_of(what: What) -> &'static str {
    match what {
        What::New => say!("changes-new"),
        What::Changed => say!("changes-changed"),
        What::Moved => say!("changes-moved"),
        What::Deleted => say!("changes-deleted"),
        What::Conflict => say!("changes-conflict"),
    }
}

/// A label, what it was and is, and the way back.
fn field_ui(ui: &mut Ui, field: &FieldChange, can_revert: bool, out: &mut Outbox) {
    let told = told(ui, &field.told, field.note.as_ref().map(put));
    row_ui(ui, &field.label, told, |ui| {
        let name = say!("changes-revert-field", field = &field.label);
        if can_revert && revert_ui(ui, &name) {
            out.push(Action::Git(GitStep::RevertField(field.path.clone())));
        }
    });
}

fn row_ui(ui: &mut Ui, label: &str, text: LayoutJob, buttons: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let height = ui.spacing().interact_size.y;
        let label = RichText::new(label).color(colours(ui).text_weak);
        ui.allocate_ui([LABEL, height].into(), |ui| {
            ui.set_width(LABEL);
            ui.add(Label::new(label).wrap());
        });
        let width = (ui.available_width() - 96.0).max(120.0);
        ui.allocate_ui([width, height].into(), |ui| {
            ui.set_width(width);
            ui.add(Label::new(text).wrap());
        });
        buttons(ui);
    });
}

fn revert_ui(ui: &mut Ui, name: &str) -> bool {
    let response = button_ui(ui, say!("changes-revert"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.clicked()
}

/// `The ferry → The ferry is back`, with the old struck out.
fn told(ui: &Ui, told: &Told, note: Option<String>) -> LayoutJob {
    let colours = colours(ui);
    let mut job = LayoutJob::default();
    let plain = text_format(Face::Interface, sizes::TEXT, weight::REGULAR, colours.text);
    let weak = text_format(
        Face::Interface,
        sizes::TEXT,
        weight::REGULAR,
        colours.text_weak,
    );
    // The letters have none.
    let arrow = char::from(Icon::ArrowRight).to_string();
    let drawn = text_format(Face::Icons, sizes::TEXT_SMALL, weight::REGULAR, weak.color);
    let mut put = |text: &str, ground: Option<Color32>| {
        let mut format = match ground {
            Some(_) => plain.clone(),
            None if text == arrow => drawn.clone(),
            None => weak.clone(),
        };
        format.background = ground.unwrap_or_default();
        job.append(text, 0.0, format);
    };
    match told {
        Told::Value { old, new } | Told::Picture { old, new } => {
            let nothing = say!("changes-none");
            put(
                old.as_deref().unwrap_or(nothing),
                old.as_ref().map(|_| colours.left_soft),
            );
            put(" ", None);
            put(&arrow, None);
            put(" ", None);
            put(
                new.as_deref().unwrap_or(nothing),
                new.as_ref().map(|_| colours.right_soft),
            );
        }
        Told::Words { added, removed } if added.is_empty() && removed.is_empty() => {
            put(say!("changes-order"), None);
        }
        Told::Words { added, removed } => {
            for word in added {
                put(&format!("+ {word}"), Some(colours.right_soft));
                put("   ", None);
            }
            for word in removed {
                put(&format!("− {word}"), Some(colours.left_soft));
                put("   ", None);
            }
        }
    }
    if let Some(note) = note {
        put(&format!(": {note}"), None);
    }
    job
}

fn text_ui(ui: &mut Ui, proposal: &Proposal, out: &mut Outbox) {
    let difference = &proposal.difference;
    let Some(count) = difference.paragraphs_in_words() else {
        return;
    };
    let weak = text_format(
        Face::Interface,
        sizes::TEXT,
        weight::REGULAR,
        colours(ui).text,
    );
    let count = LayoutJob::single_section(count, weak);
    row_ui(ui, say!("changes-text"), count, |_ui| {});
    let can_revert = proposal.what != Some(What::New);
    for (number, paragraph) in difference.paragraphs.iter().take(MOST).enumerate() {
        let text = paragraph_job(ui, proposal, paragraph);
        row_ui(ui, "", text, |ui| {
            let name = say!("changes-revert-paragraph", number = number + 1);
            if can_revert && revert_ui(ui, &name) {
                out.push(Action::Git(GitStep::RevertText(number)));
            }
        });
    }
}

/// Its old lines, then its new ones, with the words that differ.
fn paragraph_job(ui: &Ui, proposal: &Proposal, paragraph: &Paragraph) -> LayoutJob {
    let colours = colours(ui);
    let difference = &proposal.difference;
    let mut job = LayoutJob::default();
    let sides = [
        (
            "− ",
            &difference.old,
            &paragraph.old,
            &paragraph.old_words,
            (colours.left_soft, colours.left_word),
        ),
        (
            "+ ",
            &difference.new,
            &paragraph.new,
            &paragraph.new_words,
            (colours.right_soft, colours.right_word),
        ),
    ];
    for (sign, text, range, words, (soft, word)) in sides {
        let whole = text.get(range.clone()).unwrap_or_default();
        let start = range.start + (whole.len() - whole.trim_start_matches('\n').len());
        let range = start..(range.start + whole.trim_end().len()).max(start);
        if range.is_empty() {
            continue;
        }
        let mut format = text_format(Face::Interface, sizes::TEXT, weight::REGULAR, colours.text);
        format.line_height = Some(LINE);
        if !job.text.is_empty() {
            job.append("\n", 0.0, format.clone());
        }
        job.append(sign, 0.0, format.clone());
        for (piece, is_word) in pieces(&range, words) {
            format.background = if is_word { word } else { soft };
            job.append(text.get(piece).unwrap_or_default(), 0.0, format.clone());
        }
    }
    job
}

/// The range in pieces, each with whether it is one of the words.
fn pieces(range: &Range<usize>, words: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::new();
    let mut at = range.start;
    for word in words {
        let start = word.start.clamp(at, range.end);
        let end = word.end.clamp(start, range.end);
        pieces.push((at..start, false));
        pieces.push((start..end, true));
        at = end;
    }
    pieces.push((at..range.end, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}
