//! Screen readers.

use super::*;

#[test]
fn the_field_has_a_name() {
    let mut desk = Desk::new("text");

    let output = desk.frame(Vec::new());

    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    assert!(nodes.iter().any(|(_, node)| node.label() == Some("Text")));
}

#[test]
fn a_screen_reader_sees_the_text_and_the_caret() {
    let mut desk = Desk::new("one\ntwo");
    desk.select(4..7);

    let output = desk.frame(Vec::new());

    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    let text = nodes.iter().find(|(_, node)| node.label() == Some("Text"));
    let (_, node) = text.unwrap();
    assert_eq!(node.value(), Some("one\ntwo"));
    let selection = node.text_selection().unwrap();
    assert_ne!(selection.anchor, selection.focus);
    assert_eq!(node.children().len(), 2);
}
