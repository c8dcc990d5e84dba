//! What is laid out and drawn, and what stands beside the text.

use super::*;
use crate::model::{
    check::{Located, Region},
    finding::{Finding, Place, Rule},
    said::said,
};

#[test]
fn an_unchanged_frame_lays_nothing_out_and_a_key_only_its_line() {
    let mut desk = Desk::new("# one\n\ntwo **three**\n\nfour");
    let opened = desk.state.surface.galleys.laid_out;

    desk.frame(Vec::new());
    desk.frame(Vec::new());
    assert_eq!(desk.state.surface.galleys.laid_out, opened);

    desk.select(10..10);
    desk.typed("x");
    assert_eq!(desk.state.surface.galleys.laid_out, opened + 1);
}

#[test]
fn a_line_with_a_problem_has_a_dot_beside_it() {
    let mut desk = Desk::new("one\ntwo\nthree\nfour");
    let colour = desk_colours().warning;
    let is_dot =
        |shape: &egui::Shape| matches!(shape, egui::Shape::Circle(dot) if dot.fill == colour);
    assert_eq!(drawn(&desk.frame(Vec::new()), is_dot), 0);

    let two = HEAD.len() + 4;
    let problems = vec![two..two + 1, two + 1..two + 2, two + 4..two + 4];
    let found = problems.into_iter().map(|range| {
        let place = Place::Text(range.clone());
        Located {
            finding: Finding::new(Rule::LinkEmpty, place, said!("check-link-empty")),
            region: Region::START,
            range,
            line: String::new(),
        }
    });
    desk.problems = InText::new(desk.document.revision(), found.collect());

    assert_eq!(drawn(&desk.frame(Vec::new()), is_dot), 2);
}

#[test]
fn the_block_of_the_caret_has_a_line_beside_it() {
    let mut desk = Desk::new("one\ntwo\n\nthree");
    let colour = desk_colours().line_strong;
    let is_bar =
        |shape: &egui::Shape| matches!(shape, egui::Shape::Rect(bar) if bar.fill == colour);

    desk.select(0..0);
    desk.frame(Vec::new());
    assert_eq!(drawn(&desk.frame(Vec::new()), is_bar), 2);

    desk.select(10..10);
    desk.frame(Vec::new());
    assert_eq!(drawn(&desk.frame(Vec::new()), is_bar), 1);
}

#[test]
fn a_fence_restyles_the_lines_after_it() {
    let mut desk = Desk::new("a\n\nb\nc");
    desk.select(2..2);
    let opened = desk.state.surface.galleys.laid_out;

    desk.typed("```");

    assert_eq!(desk.state.surface.galleys.laid_out, opened + 3);
}

#[test]
fn what_is_laid_out_is_always_the_text() {
    let mut desk = Desk::new("a\r\n\r\n# é\n- x\n");
    for (range, insert) in [
        (0..0, "```\n"),
        (4..9, ""),
        (0..4, "\n\n"),
        (1..3, "x\ny\nz"),
        (0..6, ""),
    ] {
        let edit = moved(
            Edit {
                range,
                insert: insert.to_owned(),
            },
            HEAD.len(),
        );
        desk.document
            .apply(desk.document.revision(), &edit, Cause::Step)
            .unwrap();
        desk.frame(Vec::new());

        assert_eq!(desk.state.surface.drawn(), desk.body());
    }
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut desk = Desk::new("text");
    for _ in 0..3 {
        desk.frame(Vec::new());
    }

    let output = desk.frame(Vec::new());

    let delay = output.viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, Duration::MAX);
}

#[test]
fn changed_lines_are_marked_until_the_text_is_as_it_was_saved() {
    let mut desk = Desk::new("one\ntwo\nthree");
    desk.select(4..4);

    desk.typed("x");
    assert_eq!(desk.state.surface.changed_lines(), [2]);

    desk.document.undo();
    desk.frame(Vec::new());
    assert!(desk.state.surface.changed_lines().is_empty());
}

#[test]
fn lines_count_from_the_start_of_the_file() {
    let mut desk = Desk::new("one\ntwo");
    desk.state.line_numbers = true;

    let output = desk.frame(Vec::new());

    let drawn: Vec<&str> = output
        .shapes
        .iter()
        .filter_map(|clipped| match &clipped.shape {
            egui::Shape::Text(text) => Some(text.galley.text()),
            _ => None,
        })
        .collect();
    assert!(drawn.contains(&"4") && drawn.contains(&"5"), "{drawn:?}");
}

/// The texts of the shapes that are drawn in one colour over their own.
fn overridden(output: &egui::FullOutput) -> Vec<String> {
    let faint = desk_colours().text_faint;
    let shapes = output.shapes.iter();
    let texts = shapes.filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) if text.override_text_color == Some(faint) => {
            Some(text.galley.text().to_owned())
        }
        _ => None,
    });
    texts.filter(|text| !text.is_empty()).collect()
}

#[test]
fn focus_mode_dims_all_but_the_paragraph_of_the_caret() {
    let mut desk = Desk::new("one\n\ntwo\nthree\n\nfour");
    desk.select(6..6);
    assert_eq!(overridden(&desk.frame(Vec::new())), Vec::<String>::new());

    desk.state.writing.focus = true;
    assert_eq!(overridden(&desk.frame(Vec::new())), ["one", "four"]);
    let end = desk.body().len();
    desk.select(end..end);
    assert_eq!(overridden(&desk.frame(Vec::new())), ["one", "two", "three"]);
}
