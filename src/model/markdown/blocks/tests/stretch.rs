//! What is shown after a key in a block that is too long to be read at once.

use proptest::prelude::*;

use super::{
    edits::check_kept,
    parts::{SMALL, all_shown, list},
    ranges::PARTS,
    *,
};
use crate::model::text::Change;

/// The blocks after an edit with no time to read anything, and the text.
fn stretched(text: &str, range: Range<usize>, insert: &str) -> (Blocks, String) {
    let mut blocks = parse_as(SMALL, text, 0);
    let new_text = [&text[..range.start], insert, &text[range.end..]].concat();
    let change = Change {
        new: range.start..range.start + insert.len(),
        old: range,
    };

    assert_eq!(blocks.edited(&new_text, 0, &change, 0), Exactness::Near);

    (blocks, new_text)
}

/// An edit at the first `at` shows at once what the whole text will show.
fn check_shown(text: &str, at: &str, insert: &str) {
    let start = text.find(at).unwrap();

    let (blocks, new_text) = stretched(text, start..start + at.len(), insert);

    let anew = parse_as(SMALL, &new_text, 0);
    assert!(anew.len() > 3, "{text:?} is not divided");
    assert_eq!(
        all_shown(&new_text, &blocks),
        all_shown(&new_text, &anew),
        "{text:?} -> {new_text:?}"
    );
    let headings = |blocks: &Blocks| blocks.headings.clone();
    assert_eq!(headings(&blocks), headings(&anew));
}

/// What holds for blocks of any text.
fn check_fit(text: &str, blocks: &Blocks) {
    let mut end = 0;
    let mut above: Option<&Part> = None;
    for block in &blocks.blocks {
        assert!(block.range.start >= end && !block.range.is_empty());
        end = block.range.end;
        let part = block.part.as_ref();
        if let Some(part) = part {
            let expected = match above {
                Some(above) if std::sync::Arc::ptr_eq(&above.whole, &part.whole) => {
                    assert!(!above.is_last);
                    above.number + 1
                }
                _ => 0,
            };
            assert_eq!(part.number, expected);
        }
        above = part;
    }
    for (index, block) in blocks.in_reading_order().enumerate() {
        assert!(text.get(block.range.clone()).is_some());
        assert_eq!(
            (block.source_hash, block.own_hash),
            hashes(text, &block.range, block.part.as_ref())
        );
        blocks.content(text, block);
        blocks.lead(text, block);
        blocks.whole_code(text, index);
    }
    for heading in &blocks.headings {
        assert!(heading.at_byte <= text.len());
    }
}

#[test]
fn letters_are_shown_at_once() {
    let code: String = (0..60).fold("```rust\n".to_owned(), |text, line| {
        text + &format!("let a{line} = 1;\n")
    });
    let rows: String = (0..40).fold("| a | b |\n|---|---|\n".to_owned(), |text, row| {
        text + &format!("| {row} | b {row} |\n")
    });
    for text in [
        list("-", 40),
        list("7.", 40),
        list("- [x]", 40),
        list(">\n> one", 40),
        list("term\n: says\n\n", 40),
    ] {
        check_shown(&text, "m 20 of", "m 20 or");
        check_shown(&text, " 20", "");
        check_shown(&format!("# A\n\n{text}\n\n# B\n"), "em 7", "en nog één 7");
    }
    check_shown(&format!("{code}```\n"), "a20", "ab20");
    check_shown(&format!("{code}```\n"), "t a1 ", "t ");
    check_shown(&rows, "b 20", "b *20*");
}

#[test]
fn lines_and_whole_parts_go_and_come() {
    let text = list("-", 40);
    let at = |number: usize| text.find(&format!("- item {number} ")).unwrap();

    for (range, insert) in [
        (at(3)..at(30), ""),
        (at(0)..at(20), ""),
        (at(20)..text.len(), ""),
        (at(5)..at(6), "- more\n- and more\n"),
        (text.len()..text.len(), "- at the end\n"),
        (0..0, "- at the start\n"),
    ] {
        let (blocks, text) = stretched(&text, range, insert);
        check_fit(&text, &blocks);
        let anew = parse_as(SMALL, &text, 0);
        assert_eq!(all_shown(&text, &blocks), all_shown(&text, &anew));
    }
}

#[test]
fn a_note_and_a_heading_that_are_deleted_are_gone() {
    let list = list("-", 40);
    let text = format!("{list}\n# Gone\n\n[^1]: Note\n\n# Stays\n\nText[^1]\n");
    let start = text.find("# Gone").unwrap();

    let (blocks, text) = stretched(&text, start..text.find("# Stays").unwrap(), "");

    check_fit(&text, &blocks);
    let titles: Vec<&str> = blocks.headings.iter().map(|at| &*at.title).collect();
    assert_eq!(titles, ["Stays"]);
    assert!(blocks.footnotes.is_empty());
    assert_eq!(blocks.headings[0].at_byte, text.find("# Stays").unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_edit_leaves_blocks_that_can_be_shown(
        parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..60),
        edits in prop::collection::vec((
            any::<prop::sample::Index>(),
            0..40_usize,
            prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..4),
        ), 1..4),
    ) {
        let mut text = parts.concat();
        let mut blocks = parse_as(SMALL, &text, 0);
        for (at, len, insert) in edits {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + len).min(text.len())).max(start);
            let insert = insert.concat();
            text.replace_range(start..end, &insert);
            let change = Change { old: start..end, new: start..start + insert.len() };
            let before = blocks.clone();
            let exactness = blocks.edited(&text, 0, &change, 0);
            check_kept(&before, &blocks);
            assert!(exactness == Exactness::Near || text.is_empty());
            check_fit(&text, &blocks);
        }
    }
}
