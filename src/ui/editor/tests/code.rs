//! Code in the colours of its language.

use egui::Color32;

use super::*;
use crate::model::code::{Code, Grammars};

const RUST: &str = "text\n\n```rust\nlet a = 1;\n// why\n```\n\nlet a";

/// Reads all code that the editor asks for, as the worker does, until it asks for none.
fn read_code(desk: &mut Desk) -> Vec<Code> {
    let grammars = Grammars::new();
    let mut read = Vec::new();
    loop {
        desk.frame(Vec::new());
        let wanted: Vec<Code> = wanted(desk);
        if wanted.is_empty() {
            return read;
        }
        for code in wanted {
            if desk.codes.expect(&code) {
                let spans = grammars.read(&code);
                desk.codes.insert(code.clone(), spans);
                read.push(code);
            }
        }
    }
}

fn wanted(desk: &Desk) -> Vec<Code> {
    let pushed = desk.pushed.iter();
    let codes = pushed.filter_map(|action| match action {
        Action::WantCode(code) => Some(code.clone()),
        _ => None,
    });
    codes.collect()
}

/// The text that is drawn in a colour, run by run.
fn drawn_in(desk: &Desk, colour: Color32) -> Vec<String> {
    let surface = &desk.state.surface;
    let mut drawn = Vec::new();
    let mut place = Some(surface.pieces().at_byte(0));
    while let Some(at) = place {
        let id = surface.pieces().piece(at).unwrap().id;
        if let Some(galley) = surface.galleys.kept_galley(id) {
            let job = &galley.job;
            for section in &job.sections {
                let range = section.byte_range.start.0..section.byte_range.end.0;
                if section.format.color == colour && !range.is_empty() {
                    drawn.push(job.text[range].to_owned());
                }
            }
        }
        place = surface.pieces().next(at);
    }
    drawn
}

fn keywords(desk: &Desk) -> Vec<String> {
    drawn_in(desk, desk_colours().code_keyword)
}

#[test]
fn code_is_drawn_in_the_colours_of_its_language() {
    let mut desk = Desk::new(RUST);
    assert_eq!(keywords(&desk), Vec::<String>::new());

    let read = read_code(&mut desk);

    let code = Code {
        language: "rust".to_owned(),
        text: "let a = 1;\n// why".into(),
    };
    assert_eq!(read, [code], "as the preview asks for it");
    assert_eq!(keywords(&desk), ["let"]);
    let colours = desk_colours();
    assert_eq!(drawn_in(&desk, colours.code_constant), ["1"]);
    assert_eq!(drawn_in(&desk, colours.code_comment), ["// why"]);
    assert_eq!(desk.state.surface.drawn(), desk.body());
}

#[test]
fn a_key_in_code_keeps_its_colours_until_the_new_ones_are_there() {
    let mut desk = Desk::new(RUST);
    read_code(&mut desk);
    let at = RUST.find("let").unwrap();
    desk.select(at..at);

    desk.frame(vec![text("fn a() {} ")]);
    desk.frame(Vec::new());

    assert_eq!(wanted(&desk).len(), 1);
    assert_eq!(keywords(&desk), ["let"], "moved along");
    read_code(&mut desk);
    assert_eq!(keywords(&desk), ["fn", "let"]);
}

#[test]
fn a_key_outside_of_code_asks_for_nothing_and_lays_out_one_line() {
    let mut desk = Desk::new(RUST);
    read_code(&mut desk);
    desk.select(0..0);
    let before = desk.state.surface.galleys.laid_out;

    desk.frame(vec![text("x\n")]);
    assert_eq!(wanted(&desk), []);
    desk.frame(Vec::new());

    assert_eq!(wanted(&desk), []);
    assert_eq!(keywords(&desk), ["let"]);
    assert_eq!(desk.state.surface.galleys.laid_out, before + 2);
}

#[test]
fn code_in_lists_and_quotes_is_read_without_what_stands_before_it() {
    let mut desk =
        Desk::new("- a\n  ```rust\n  let a\n   let b\n  ```\n\n> ```js\n> const c\n> ```\n");

    let read = read_code(&mut desk);

    let texts: Vec<&str> = read.iter().map(|code| &*code.text).collect();
    assert_eq!(texts, ["let a\n let b", "const c"]);
    assert_eq!(keywords(&desk), ["let", "let", "const"]);
    assert_eq!(desk.state.surface.drawn(), desk.body());
}

#[test]
fn code_without_a_language_too_long_or_out_of_view_is_not_asked_for() {
    let long = format!(
        "```\na\n```\n\n```rust\n{}```\n",
        "let a = 1;\n".repeat(8_000)
    );
    let mut desk = Desk::new(&long);
    assert_eq!(read_code(&mut desk), []);

    let below = format!("{}```rust\nlet a\n```\n", "a\n\n".repeat(200));
    let mut desk = Desk::new(&below);
    assert_eq!(read_code(&mut desk), []);
    desk.select(below.len() - 8..below.len() - 8);
    assert_eq!(read_code(&mut desk).len(), 1);
    assert_eq!(keywords(&desk), ["let"]);
}

#[test]
fn code_that_is_not_ended_yet_is_coloured_as_it_is_typed() {
    let mut desk = Desk::new("```rust\n");
    desk.select(8..8);

    for key in "let a = 1;\nlet b".chars() {
        desk.typed(&key.to_string());
        read_code(&mut desk);
    }

    assert_eq!(keywords(&desk), ["let", "let"]);
}
