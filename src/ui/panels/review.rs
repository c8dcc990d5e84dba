//! A change of several files before it is made: file by file, each with its tick and with what
//! differs in it. Ctrl+Enter makes it, Escape leaves it.

use std::path::Path;

use egui::{
    Checkbox, Color32, Frame, Key, Label, Margin, Modifiers, RichText, Role, ScrollArea, Ui,
    WidgetInfo, text::LayoutJob,
};

use crate::{
    action::{Action, ChangeStep, Outbox},
    model::{
        change::{Deed, Part, Planned, ReviewRow, Summary},
        site::Site,
        text::Edit,
        words::{self, say},
    },
    ui::{
        theme::{Face, colours, sizes, text_format, weight},
        widgets::{button_ui, main_button_ui, page::page_heading_ui},
    },
};

const ROW: f32 = 28.0;
/// Where the lines of a file begin: below its name.
const INDENT: f32 = 28.0;

/// What is shown, and how its parts are laid out in rows.
pub struct Review<'a> {
    pub planned: &'a Planned,
    pub rows: &'a [ReviewRow],
    pub site: Option<&'a Site>,
}

pub fn review_ui(ui: &mut Ui, review: &Review<'_>, out: &mut Outbox) {
    let summary = Summary::of(&review.planned.set);
    let wanted = summary.wanted;
    let set = &review.planned.set;
    let title = match &set.undoes {
        Some(_) => say!("change-undo-of", title = set.title),
        None => set.title.clone(),
    };
    let heading = say!("review-heading", title = title, count = wanted);
    let why = (wanted == 0).then(|| nothing_to_do(&summary));
    let detail = [why.unwrap_or_default(), &summed_up(&summary)];
    let detail = detail.into_iter().filter(|it| !it.is_empty());
    let detail = detail.collect::<Vec<_>>().join(" · ");
    page_heading_ui(ui, &heading, &detail, |ui| {
        if button_ui(ui, say!("review-cancel")).clicked() {
            out.push(Action::Change(ChangeStep::Cancel));
        }
        ui.add_enabled_ui(wanted > 0, |ui| {
            let button = main_button_ui(ui, &say!("review-change", count = wanted));
            if button.clicked() {
                out.push(Action::Change(ChangeStep::Apply));
            }
            if let Some(why) = why {
                button.on_disabled_hover_text(why);
            }
        });
    });
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Action::Change(ChangeStep::Cancel));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = ROW;
    Frame::new()
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("review")
                .auto_shrink(false)
                .show_rows(ui, ROW, review.rows.len(), |ui, shown| {
                    for row in review.rows.get(shown).into_iter().flatten() {
                        row_ui(ui, review, *row, out);
                    }
                });
        });
}

/// Why nothing can be made of it.
fn nothing_to_do(summary: &Summary) -> &'static str {
    if summary.unticked == 0 && summary.refused > 0 {
        say!("review-none-possible")
    } else {
        say!("review-none-ticked")
    }
}

/// `44 changed · 1 moved · 2 not possible`.
fn summed_up(summary: &Summary) -> String {
    let counts = [
        (
            summary.rewritten,
            say!("review-changed", count = summary.rewritten),
        ),
        (summary.made, say!("review-made", count = summary.made)),
        (summary.moved, say!("review-moved", count = summary.moved)),
        (
            summary.to_bin,
            say!("review-to-bin", count = summary.to_bin),
        ),
        (
            summary.unticked,
            say!("review-unticked", count = summary.unticked),
        ),
        (
            summary.refused,
            say!("review-refused", count = summary.refused),
        ),
    ];
    let said = counts.into_iter().filter(|(count, _)| *count > 0);
    let said = said.map(|(_, said)| said);
    said.collect::<Vec<_>>().join(" · ")
}

fn row_ui(ui: &mut Ui, review: &Review<'_>, row: ReviewRow, out: &mut Outbox) {
    let planned = review.planned;
    match row {
        ReviewRow::Part(number) => part_ui(ui, review, number, out),
        ReviewRow::Before(number, place) | ReviewRow::After(number, place) => {
            let look = planned.looks.get(number);
            let Some(place) = look.and_then(|look| look.shown.get(place)) else {
                return;
            };
            match row {
                ReviewRow::Before(..) => line_ui(ui, Side::Before, &place.before, &place.after),
                _ => line_ui(ui, Side::After, &place.after, &place.before),
            }
        }
        ReviewRow::More(number) => {
            let more = planned.looks.get(number).map_or(0, |look| look.more);
            let ink = colours(ui).text_weak;
            let text = RichText::new(say!("review-more-places", count = more));
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                ui.add_space(INDENT);
                ui.label(text.size(sizes::TEXT_SMALL).color(ink));
            });
        }
    }
}

fn part_ui(ui: &mut Ui, review: &Review<'_>, number: usize, out: &mut Outbox) {
    let Some(part) = review.planned.set.parts.get(number) else {
        return;
    };
    let path = shown(review, &part.path);
    let said = said_of(ui, review, number, part);
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        if part.is_refused() {
            ui.add_space(ui.spacing().icon_width + ui.spacing().item_spacing.x);
        } else {
            let mut is_on = part.is_ticked;
            let response = ui.add(Checkbox::without_text(&mut is_on));
            let name = say!("review-change-this", path = &path);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &name));
            if response.changed() {
                let part = number;
                out.push(Action::Change(ChangeStep::Tick { part, is_on }));
            }
        }
        let name = RichText::new(&path)
            .variation(b"wght", weight::SEMIBOLD)
            .color(colours(ui).text);
        ui.add(Label::new(name).truncate());
        if let Some((said, ink)) = said {
            let said = RichText::new(said).size(sizes::TEXT_SMALL).color(ink);
            ui.add(Label::new(said).truncate());
        }
    });
}

fn shown(review: &Review<'_>, path: &Path) -> String {
    match review.site {
        Some(site) => site.shown_path(path).into_owned(),
        None => path.display().to_string(),
    }
}

/// What becomes of the file beside its lines, or why nothing does.
fn said_of(ui: &Ui, review: &Review<'_>, number: usize, part: &Part) -> Option<(String, Color32)> {
    let colours = colours(ui);
    let open = review.planned.open.get(number).and_then(Option::as_ref);
    let place = |path| shown(review, path);
    Some(match &part.deed {
        Deed::Refused(refusal) => {
            let text = say!("review-not-possible", why = words::of(refusal));
            (text, colours.error)
        }
        Deed::Move { to } | Deed::MoveFolder { to } => (
            say!("review-moves-to", place = place(to)),
            colours.text_weak,
        ),
        Deed::Copy { to } => (
            say!("review-copies-to", place = place(to)),
            colours.text_weak,
        ),
        Deed::ToBin { .. } => (say!("review-goes-to-bin").to_owned(), colours.text_weak),
        Deed::FromBin => (say!("review-comes-back").to_owned(), colours.text_weak),
        Deed::Create => (say!("review-is-new").to_owned(), colours.text_weak),
        Deed::Stay if open.is_some_and(|open| open.is_unsaved) => {
            (say!("review-stays-unsaved").to_owned(), colours.warning)
        }
        Deed::Stay if review.planned.set.undoes.is_some() && !part.is_ticked => {
            (say!("review-changed-since").to_owned(), colours.warning)
        }
        Deed::Stay => return None,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A line as it is, or as it will be, with what is not in the other one marked.
fn line_ui(ui: &mut Ui, side: Side, text: &str, other: &str) {
    let colours = colours(ui);
    let (mark, ink, soft, word) = match side {
        Side::Before => ("−", colours.error, colours.left_soft, colours.left_word),
        Side::After => ("+", colours.done, colours.right_soft, colours.right_word),
    };
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.add_space(INDENT);
        ui.label(RichText::new(mark).color(ink));
        let mut format = text_format(
            Face::Interface,
            sizes::TEXT_SMALL,
            weight::REGULAR,
            colours.text,
        );
        let mut job = LayoutJob::default();
        for (piece, is_marked) in pieces(text, other) {
            format.background = if is_marked { word } else { soft };
            job.append(piece, 0.0, format.clone());
        }
        ui.add(Label::new(job).truncate());
    });
}

/// A line in up to three pieces, the one that is not in the other line between the two that are.
fn pieces<'a>(text: &'a str, other: &str) -> Vec<(&'a str, bool)> {
    let Some(Edit { range, .. }) = Edit::between(text, other) else {
        return vec![(text, false)];
    };
    let pieces = [
        (text.get(..range.start), false),
        (text.get(range.clone()), true),
        (text.get(range.end..), false),
    ];
    let pieces = pieces
        .into_iter()
        .map(|(piece, is_marked)| (piece.unwrap_or_default(), is_marked));
    pieces.filter(|(piece, _)| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_a_line_is_marked() {
        let expected = [("The ", false), ("ferry", true), (" leaves.", false)];
        assert_eq!(pieces("The ferry leaves.", "The boat leaves."), expected);
        assert_eq!(pieces("", "new"), []);
        assert_eq!(pieces("new", ""), [("new", true)]);
        assert_eq!(pieces("same", "same"), [("same", false)]);
    }
}
