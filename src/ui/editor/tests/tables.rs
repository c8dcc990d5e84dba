//! Tables that stand in line.

use egui::text::CharIndex;

use super::*;

const TABLE: &str = "| a | bbbb |\n|---|---:|\n| cccccc | d |\n|é|日本 \\| e|\n\ntext";

/// The left edges of a letter in each row, in whole points.
fn edges(desk: &Desk, of: char) -> Vec<Vec<f32>> {
    let surface = &desk.state.surface;
    let mut edges = Vec::new();
    let mut place = Some(surface.pieces().at_byte(0));
    while let Some(at) = place {
        let id = surface.pieces().piece(at).unwrap().id;
        let galley = surface.galleys.kept_galley(id).unwrap();
        let text = galley.text();
        let letters = text.chars().enumerate().filter(|(at, letter)| {
            let is_escaped = *at > 0 && text.chars().nth(at - 1) == Some('\\');
            *letter == of && !is_escaped
        });
        let row = letters.map(|(at, _)| {
            assert_eq!(galley.rows.len(), 1);
            galley.rows[0].x_offset(CharIndex(at)).round()
        });
        edges.push(row.collect());
        place = surface.pieces().next(at);
    }
    edges
}

#[test]
fn the_bars_of_a_table_stand_below_each_other_and_its_text_stays() {
    let desk = Desk::new(TABLE);

    let bars = edges(&desk, '|');

    assert_eq!(bars[0].len(), 3);
    for row in 1..4 {
        assert_eq!(bars[row], bars[0], "row {row}");
    }
    assert_eq!(desk.body(), TABLE);
    assert_eq!(desk.state.surface.drawn(), TABLE);
}

#[test]
fn words_stand_where_the_row_of_hyphens_says() {
    let desk = Desk::new("| aaaa | b |\n|:-:|---:|\n| c | dddd |\n");

    let cell = edges(&desk, '|')[0].clone();
    let (c, b) = (edges(&desk, 'c')[2][0], edges(&desk, 'b')[0][0]);

    let middle = f32::midpoint(cell[0], cell[1]);
    assert!((c - middle).abs() < 12.0, "{c} in {cell:?}");
    let last_d = edges(&desk, 'd')[2][3];
    assert!((b - last_d).abs() < 0.5, "both end at the right");
}

#[test]
fn a_key_in_a_cell_keeps_all_rows_in_line() {
    let mut desk = Desk::new(TABLE);
    let before = edges(&desk, '|')[0].clone();
    let at = TABLE.find("d |").unwrap();
    desk.select(at..at);

    desk.typed("a long cell ");

    let bars = edges(&desk, '|');
    assert!(bars[0][2] > before[2], "the column is wider");
    assert_eq!((&bars[1], &bars[2]), (&bars[0], &bars[0]));
    assert!(desk.body().starts_with("| a | bbbb |\n"));
}

#[test]
fn a_key_elsewhere_does_not_lay_a_table_out_again() {
    let mut desk = Desk::new(TABLE);
    let end = TABLE.len();
    desk.select(end..end);
    let before = desk.state.surface.galleys.laid_out;

    desk.typed("x");

    assert_eq!(desk.state.surface.galleys.laid_out, before + 1);
}

#[test]
fn what_is_no_table_or_too_wide_stays_as_it_is_written() {
    let no_table = "| a |\n| bbbbbb |\n";
    let desk = Desk::new(no_table);
    let bars = edges(&desk, '|');
    assert_ne!(bars[0], bars[1]);

    let wide = format!("| a | b |\n|---|---|\n| {} | c |\n", "long ".repeat(40));
    let desk = Desk::new(&wide);
    let surface = &desk.state.surface;
    let id = surface
        .pieces()
        .piece(surface.pieces().at_byte(0))
        .unwrap()
        .id;
    let job = &surface.galleys.kept_galley(id).unwrap().job;
    assert!(
        job.sections
            .iter()
            .all(|section| section.leading_space == 0.0)
    );
}
