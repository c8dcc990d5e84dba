//! Screen readers.

use egui::accesskit::{self, ActionData, ActionRequest, Node, NodeId, TextPosition, TextSelection};

use super::*;

/// What the screen reader knows after a frame.
fn nodes(desk: &mut Desk) -> Vec<(NodeId, Node)> {
    let output = desk.frame(Vec::new());
    output.platform_output.accesskit_update.unwrap().nodes
}

fn text_node(nodes: &[(NodeId, Node)]) -> &(NodeId, Node) {
    let mut nodes = nodes.iter();
    nodes
        .find(|(_, node)| node.label() == Some("Text"))
        .unwrap()
}

fn run(nodes: &[(NodeId, Node)], id: NodeId) -> &Node {
    &nodes.iter().find(|(other, _)| *other == id).unwrap().1
}

fn ask(desk: &mut Desk, action: accesskit::Action, data: ActionData) {
    let target_node = text_id(DocumentId(7)).accesskit_id();
    desk.send([Event::AccessKitActionRequest(ActionRequest {
        action,
        target_tree: accesskit::TreeId::ROOT,
        target_node,
        data: Some(data),
    })]);
}

/// Asks to select from a character of one row to one of another.
fn ask_to_select(desk: &mut Desk, from: (usize, usize), to: (usize, usize)) {
    let nodes = nodes(desk);
    let rows = text_node(&nodes).1.children().to_vec();
    let place = |(row, character_index): (usize, usize)| TextPosition {
        node: rows[row],
        character_index,
    };
    let selection = TextSelection {
        anchor: place(from),
        focus: place(to),
    };
    let action = accesskit::Action::SetTextSelection;
    ask(desk, action, ActionData::SetTextSelection(selection));
}

#[test]
fn the_field_has_a_name() {
    let mut desk = Desk::new("text");

    let nodes = nodes(&mut desk);

    text_node(&nodes);
}

#[test]
fn a_screen_reader_sees_the_text_and_the_caret() {
    let mut desk = Desk::new("one\ntwo");
    desk.select(4..7);

    let nodes = nodes(&mut desk);

    let node = &text_node(&nodes).1;
    assert_eq!(node.value(), Some("one\ntwo"));
    let selection = node.text_selection().unwrap();
    assert_eq!(selection.anchor.node, node.children()[1]);
    assert_eq!(selection.anchor.character_index, 0);
    assert_eq!(selection.focus.character_index, 3);
    assert_eq!(node.children().len(), 2);
}

#[test]
fn a_screen_reader_selects() {
    let mut desk = Desk::new("één\n\ntwo three");

    ask_to_select(&mut desk, (0, 1), (2, 3));

    let end = "één\n\ntwo".len();
    assert_eq!(desk.selected(), vec!["é".len()..end; 1]);
    desk.typed("x");
    assert_eq!(desk.body(), "éx three");
}

#[test]
fn a_screen_reader_replaces_what_is_selected_as_one_step() {
    let mut desk = Desk::new("one two three");
    desk.select(4..7);

    let action = accesskit::Action::ReplaceSelectedText;
    ask(&mut desk, action, ActionData::Value("2".into()));

    assert_eq!(desk.body(), "one 2 three");
    assert_eq!(desk.selected(), vec![5..5; 1]);
    desk.undo();
    assert_eq!(desk.body(), "one two three");
    assert_eq!(desk.selected(), vec![4..7; 1]);
}

#[test]
fn a_screen_reader_sets_the_text_as_one_step() {
    let mut desk = Desk::new("one\ntwo");

    let action = accesskit::Action::SetValue;
    ask(&mut desk, action, ActionData::Value("three".into()));

    assert_eq!(desk.body(), "three");
    assert!(desk.document.text().starts_with(HEAD), "the head stays");
    desk.undo();
    assert_eq!(desk.body(), "one\ntwo");
}

#[test]
fn a_screen_reader_selects_in_a_long_text_around_the_caret() {
    let line = "Some words of a line.\n";
    let mut desk = Desk::new(&line.repeat(8_000));
    let middle = line.len() * 4_000;
    desk.select(middle..middle);

    let nodes = nodes(&mut desk);
    let node = &text_node(&nodes).1;
    let here = node.text_selection().unwrap().focus.node;
    let row = node.children().iter().position(|id| *id == here).unwrap();
    assert!(row > 100, "there is text before the caret");
    ask_to_select(&mut desk, (row, 5), (row, 10));

    assert_eq!(desk.selected(), vec![middle + 5..middle + 10; 1]);
}

#[test]
fn rows_are_where_they_are_drawn_below_text_that_was_never_seen() {
    let body = "# A heading that is higher than estimated\n\n".repeat(300);
    let mut desk = Desk::new(&body);
    let at = body.len() / 2;
    let at = body[..at].rfind("# ").unwrap();
    desk.ctx.disable_accesskit();
    desk.select(at..at);
    desk.frame(Vec::new());
    desk.ctx.enable_accesskit();
    let caret = caret_of(&desk.frame(Vec::new()));

    let nodes = nodes(&mut desk);

    let focus = text_node(&nodes).1.text_selection().unwrap().focus.node;
    let bounds = run(&nodes, focus).bounds().unwrap();
    let caret_y = f64::from(caret.y);
    assert!(
        bounds.y0 - 3.0 < caret_y && caret_y < bounds.y1 + 3.0,
        "{bounds:?} {caret:?}"
    );
}

#[test]
fn letters_are_where_they_are_drawn() {
    let mut desk = Desk::new("| a | bb |\n|---|---|\n| ccc | d |\n");
    let at = "| a | b".len();
    desk.select(at..at);
    let caret = caret_of(&desk.frame(Vec::new()));

    let nodes = nodes(&mut desk);

    let node = &text_node(&nodes).1;
    let focus = node.text_selection().unwrap().focus;
    let row = run(&nodes, focus.node);
    let x = row.character_positions().unwrap()[focus.character_index];
    let left = row.bounds().unwrap().x0;
    let drawn = f64::from(caret.x);
    assert!(
        (left + f64::from(x) - drawn).abs() < 2.5,
        "{left} {x} {drawn}"
    );
}
