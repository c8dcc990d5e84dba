//! The list: a row for each thing that is wrong. Arrow keys go from one to the next, Enter leads there.

use egui::{Pos2, Shape, Stroke, Ui, Vec2, pos2};

use super::{
    ProblemsState, Told, go_to,
    listed::{Listed, Row},
};
use crate::{
    action::Outbox,
    model::{finding::Severity, words::say},
    ui::{
        theme::colours,
        widgets::rows::{RowOf, Rows, words_of_row},
    },
};

const ROW: f32 = 44.0;
/// Before the words of a row.
const INDENT: f32 = 38.0;

pub fn rows_ui(
    ui: &mut Ui,
    told: &Told<'_>,
    listed: &Listed,
    state: &mut ProblemsState,
    out: &mut Outbox,
) {
    if listed.rows.is_empty() {
        let text = match told.looked_at {
            Some((done, of)) => say!("problems-checking", done = done, count = of),
            None if !state.letters.is_empty() => say!("problems-none-found").to_owned(),
            None => say!("problems-nothing").to_owned(),
        };
        ui.centered_and_justified(|ui| {
            ui.label(egui::RichText::new(text).color(colours(ui).text_weak));
        });
        return;
    }
    let count = listed.rows.len();
    let show = |ui: &mut Ui, number: usize, rows: &mut Rows| {
        if let Some(row) = listed.rows.get(number)
            && row_ui(ui, row, (number, count), rows)
        {
            out.extend(go_to(told, row.at));
        }
    };
    state.rows.show(ui, "problems", (ROW, count), show);
}

/// Returns whether it was pressed.
fn row_ui(ui: &mut Ui, row: &Row, (number, count): (usize, usize), rows: &mut Rows) -> bool {
    let weight_of = match row.severity {
        Severity::Error => say!("problems-error"),
        Severity::Warning => say!("problems-warning"),
        Severity::Hint => say!("problems-hint"),
    };
    let drawn = rows.row(
        ui,
        &RowOf {
            number,
            count,
            height_points: ROW,
            name: &format!("{} — {}", row.message, row.place),
            description: &format!("{weight_of}, {}", row.rule.id()),
        },
    );
    let rect = drawn.rect;
    let sign = pos2(rect.left() + 24.0, rect.top() + 15.0);
    ui.painter().add(sign_of(ui, row.severity, sign));
    let detail = format!("{} · {}", row.place, row.rule.id());
    words_of_row(ui, rect, INDENT, [(&*row.message, 5.0), (&*detail, 24.0)]);
    drawn.response.clicked()
}

/// How grave it is, by its shape too.
fn sign_of(ui: &Ui, severity: Severity, at: Pos2) -> Shape {
    let colour = colours(ui).of_severity(severity);
    match severity {
        Severity::Error => Shape::circle_filled(at, 4.5, colour),
        Severity::Warning => {
            let points = vec![
                at + Vec2::new(0.0, -5.0),
                at + Vec2::new(5.0, 4.0),
                at + Vec2::new(-5.0, 4.0),
            ];
            Shape::convex_polygon(points, colour, Stroke::NONE)
        }
        Severity::Hint => Shape::circle_stroke(at, 4.0, Stroke::new(1.5, colour)),
    }
}
