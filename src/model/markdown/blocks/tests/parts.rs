//! The parts of a block are together what it is undivided.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::{MAX_SHOWN_BYTES, Part};
use super::{
    edits::{check_edit_as, check_edit_somewhere},
    ranges::PARTS,
    *,
};
use crate::model::markdown::render::{self, RawHtml};

pub(super) const SMALL: Dialect = Dialect::HUGO.in_parts_of(12);
const WHOLE: Dialect = Dialect::HUGO.in_parts_of(usize::MAX);

/// What a block shows, with the source of each text, in lines.
fn shown(text: &str, blocks: &Blocks, block: &Block, into: &mut Vec<String>) {
    for placed in blocks.content(text, block) {
        let start = block.range.start;
        match placed.node {
            Node::List {
                first,
                items,
                is_tight,
            } => {
                for (number, item) in (0..).zip(items) {
                    let number = first.map(|first| first + number);
                    into.push(format!("item {number:?} {:?} {is_tight}", item.checked));
                    for node in item.nodes {
                        node_shown(node, start, into);
                    }
                }
            }
            Node::Quote { alert, nodes } => {
                into.push(format!("quote {alert:?}"));
                for node in nodes {
                    node_shown(node, start, into);
                }
            }
            Node::Table { rows, .. } => {
                for row in rows {
                    into.push(format!("row {:?}", placed_texts(row, start)));
                }
            }
            Node::Code { text, lines, .. } => {
                for (line, at) in text.split('\n').zip(lines) {
                    into.push(format!("{} {line}", at + start));
                }
            }
            Node::Definitions(definitions) => {
                for definition in definitions {
                    match definition {
                        Definition::Term(term) => {
                            into.push(format!("term {:?}", placed_texts(vec![term], start)));
                        }
                        Definition::Meaning { nodes, .. } => {
                            for node in nodes {
                                node_shown(node, start, into);
                            }
                        }
                    }
                }
            }
            node => node_shown(
                Placed {
                    range: placed.range,
                    node,
                },
                start,
                into,
            ),
        }
    }
}

fn node_shown(placed: Placed, start: usize, into: &mut Vec<String>) {
    let text = match placed.node {
        Node::Paragraph(text) => format!("{:?}", placed_texts(vec![text], start)),
        node => format!("{:?}", std::mem::discriminant(&node)),
    };
    into.push(format!("{} {text}", placed.range.start + start));
}

fn placed_texts(texts: Vec<Text>, start: usize) -> Vec<(String, Vec<usize>)> {
    let placed = texts.into_iter().map(|text| {
        let places = text.runs.iter().map(|run| run.at_byte + start);
        (text.text.clone(), places.collect())
    });
    placed.collect()
}

fn whole_shown(dialect: Dialect, text: &str) -> (Vec<String>, Blocks) {
    let blocks = parse_as(dialect, text, 0);
    (all_shown(text, &blocks), blocks)
}

/// What all blocks show.
pub(super) fn all_shown(text: &str, blocks: &Blocks) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_quote_open = false;
    for block in &blocks.blocks {
        let mut more = Vec::new();
        shown(text, blocks, block, &mut more);
        // A quote that goes on is no other one.
        if is_quote_open && !more.is_empty() {
            more.remove(0);
        }
        is_quote_open =
            block.kind == Kind::Quote && block.part.as_ref().is_some_and(|part| !part.is_last);
        lines.extend(more);
    }
    lines
}

fn check_parts(text: &str) -> usize {
    let (whole, undivided) = whole_shown(WHOLE, text);
    let (parts, divided) = whole_shown(SMALL, text);

    assert_eq!(parts, whole, "{text:?}");
    let html = |blocks| render::html(text, blocks, RawHtml::Kept);
    assert_eq!(html(&divided), html(&undivided), "{text:?}");
    assert_eq!(divided.statistics, undivided.statistics, "{text:?}");
    assert_eq!(divided.headings, undivided.headings);
    let sum = divided.in_reading_order().count() - undivided.in_reading_order().count();
    let mut counted = Statistics::default();
    for block in divided.blocks.iter().chain(&divided.notes) {
        counted += block.statistics;
    }
    assert_eq!(counted, divided.statistics, "{text:?}");
    sum
}

pub(super) fn list(first: &str, count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        writeln!(text, "{first} item {number} of *many*").unwrap();
    }
    text
}

#[test]
fn long_blocks_come_in_parts_that_are_the_whole() {
    let rows: String = (0..40).fold(String::new(), |text, row| {
        text + &format!("| {row} | **b** {row} |\n")
    });
    let code: String = (0..60).fold(String::new(), |text, line| {
        text + &format!(
            "let a{line} = 1;\n{}",
            if line % 5 == 0 { "\n\n" } else { "" }
        )
    });
    for text in [
        list("-", 40),
        list("7.", 40),
        list("- [x]", 40),
        list("-", 40).replace("7 of", "7\n\n  of"),
        list(">\n> one", 40),
        format!("> [!TIP]\n{}", list(">\n> one", 40)),
        list("term\n: says\n\n", 40),
        format!("| a | b |\n|---|:-:|\n{rows}"),
        format!("```rust\n{code}```\n"),
        format!("```rust\n{code}{}```\n", "\n".repeat(60)),
        format!("```rust\n{code}{}", "\n".repeat(60)),
        format!("  ~~~\n{}", code.replace("let", "  let")),
        code.replace("let", "    let"),
    ] {
        assert!(check_parts(&text) > 3, "{text:?} is not divided");
    }
}

/// Words, with breaks and marks here and there.
fn prose(words: usize) -> String {
    (0..words).fold(String::new(), |text, word| {
        let end = match word % 23 {
            5 => ". ",
            11 => "\n",
            17 => "! Then *many many* [words](a.nl) ",
            _ => " ",
        };
        text + &format!("Word{word}") + end
    })
}

#[test]
fn a_long_paragraph_comes_in_parts() {
    let all_text = |dialect: Dialect, text: &str| {
        let blocks = parse_as(dialect, text, 0);
        let mut words = String::new();
        for block in &blocks.blocks {
            let nodes = blocks.content(text, block);
            let [
                Placed {
                    node: Node::Paragraph(text),
                    ..
                },
            ] = nodes.as_slice()
            else {
                panic!("{nodes:?}");
            };
            words = words + &text.text + " ";
        }
        (words, blocks)
    };
    for text in [
        prose(400),
        prose(400).replace('\n', " "),
        prose(400).replace(['.', '!', '\n'], ""),
        prose(400).replace('\n', "  \n"),
    ] {
        let (words, divided) = all_text(SMALL, &text);
        let (whole, undivided) = all_text(WHOLE, &text);

        assert!(divided.len() > 8, "{}", divided.len());
        assert_eq!(words.replace('\n', " "), whole.replace('\n', " "));
        assert_eq!(divided.statistics, undivided.statistics);
        let html = |blocks| render::html(&text, blocks, RawHtml::Kept);
        assert_eq!(html(&divided), html(&undivided));
        let to_the_end = divided.statistics_of(&text, &(10..text.len()), usize::MAX);
        assert_eq!(to_the_end.unwrap().words, divided.statistics.words - 1);
    }
    assert_eq!(parse(&prose(1_000), 0).len(), 1, "an ordinary one is whole");
}

#[test]
fn a_part_of_a_block_is_counted_as_the_site_reads_it() {
    let text = "> # one {#two}\n> three";
    let words = |dialect| {
        let blocks = parse_as(dialect, text, 0);
        let counted = blocks.statistics_of(text, &(2..text.len()), usize::MAX);
        counted.unwrap().words
    };
    let without_ids = Dialect::of(Switches {
        heading_attributes: false,
        ..Switches::default()
    });

    assert_eq!((words(Dialect::HUGO), words(without_ids)), (2, 3));
}

#[test]
fn emphasis_is_not_divided() {
    let text = format!("*{}*", "word. And ".repeat(100).trim_end());

    assert_eq!(parse_as(SMALL, &text, 0).len(), 1);
}

/// The note is defined above what is read anew.
#[test]
fn the_widest_row_does_not_hang_on_what_is_defined_elsewhere() {
    let rows = "| a[^1]: ![x](y) b |\n| {{< a >}} and more |\n| c |\n".repeat(8);
    let text = format!("[^1]: Note\n\nText\n\n| a |\n|---|\n{rows}");
    let at = text.find("| c").unwrap() + 2;

    check_edit_as(SMALL, &text, at..at + 1, "d");
}

#[test]
fn a_short_block_is_no_part() {
    let blocks = parse(&list("-", 20), 0);

    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks.blocks[0].part, None);
}

#[test]
fn a_key_in_a_long_list_changes_its_part_alone() {
    let text = list("-", 20_000);
    let before = parse(&text, 0);
    assert!(before.len() > 60, "{}", before.len());
    let at = text.find("item 10000 ").unwrap() + 4;

    let after = parse(&[&text[..at], "x", &text[at..]].concat(), 0);

    let hashes = |blocks: &Blocks| -> HashSet<u64> {
        blocks.blocks.iter().map(|block| block.hash).collect()
    };
    assert!(hashes(&after).difference(&hashes(&before)).count() <= 2);
    let longest = after.blocks.iter().map(|block| block.range.len()).max();
    assert!(longest.unwrap() < 10_000);
}

#[test]
fn the_code_of_all_parts_is_copied_as_one() {
    let code: String = (0..30).fold(String::new(), |text, line| {
        text + &format!("line {line}\n{}", if line == 7 { "\n" } else { "" })
    });
    let text = format!("One\n\n```\n{code}```\n\nTwo\n");
    let blocks = parse_as(SMALL, &text, 0);

    assert!(blocks.len() > 4);
    assert_eq!(blocks.whole_code(&text, 3), code.trim_end());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn parts_are_what_the_whole_is(
        start in prop::sample::select(vec!["- ", "3. ", "> ", "```\n", "|a|b|\n|-|-|\n", "a\n: b\n\n"]),
        parts in prop::collection::vec(prop::sample::select(vec![
            "- a\n", "- b c\n\n", "  d\n", "3. e\n", "> f\n", ">\n", "> g\n", "> - h\n", "|i|jk|\n", "|l\n",
            "m\n: n\n\n", "code\n", "\n", "  - o\n", "    p\n", "- [ ] q\n", "r",
        ]), 0..40),
    ) {
        check_parts(&format!("{start}{}", parts.concat()));
    }

    #[test]
    fn edited_parts_are_those_of_the_new_text(
        parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..60),
        at in any::<prop::sample::Index>(),
        len in 0..12_usize,
        insert in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..4),
    ) {
        check_edit_somewhere(SMALL, &parts.concat(), at, len, &insert.concat());
    }
}

#[test]
fn a_word_of_a_megabyte_is_divided_and_keeps_its_letters() {
    let text = "é".repeat(500_000);
    let blocks = parse(&text, 0);

    assert!(blocks.len() > 30);
    let mut letters = 0;
    for block in &blocks.blocks {
        assert!(block.range.len() <= MAX_SHOWN_BYTES);
        for placed in blocks.content(&text, block) {
            let Node::Paragraph(text) = placed.node else {
                panic!("{placed:?}");
            };
            letters += text.text.chars().count();
        }
    }
    assert_eq!(letters, 500_000);
}

#[test]
fn of_a_long_block_that_is_not_divided_the_start_is_read() {
    for text in [
        format!("- {}", "word ".repeat(20_000)),
        format!("# {}", "é".repeat(50_000)),
        format!("<div>\n{}", "a b\n".repeat(25_000)),
        format!("*{}*", "word ".repeat(20_000).trim_end()),
        format!("{0}|\n{1}|\n{0}|", "|a".repeat(20_000), "|-".repeat(20_000)),
        format!("[^1]\n\n[^1]: {}", "word ".repeat(20_000)),
    ] {
        let blocks = parse(&text, 0);
        let all = blocks.in_reading_order();
        let block = all.max_by_key(|block| block.range.len()).unwrap();
        let nodes = blocks.content(&text, block);
        let Some(Placed {
            range,
            node: Node::Rest { bytes },
        }) = nodes.last()
        else {
            panic!("{:?}", block.range);
        };
        assert_eq!(range.len(), *bytes);
        assert_eq!(range.end, block.range.len());
        assert!(range.start <= MAX_SHOWN_BYTES, "{}", range.start);
        assert!(range.start > MAX_SHOWN_BYTES / 2 || text.starts_with('|'));
    }
}

#[test]
fn code_of_one_long_line_is_copied_whole() {
    let line = "let a = 1; ".repeat(10_000);
    let text = format!("```\n{line}\n```\n");
    let blocks = parse(&text, 0);

    assert_eq!(blocks.whole_code(&text, 0), line);
}

#[test]
fn no_cell_head_or_line_is_read_whole_for_every_part() {
    let (long, rows) = ("x".repeat(200_000), "|c|d|\n".repeat(2_000));
    for (text, least_parts) in [
        (format!("|a|b|\n|-|-|\n|{long}|b|\nzq\n"), 2),
        (
            format!("|a|b|\n|-|-|\n{rows}|{}|b|\n", "\\|".repeat(50_000)),
            2,
        ),
        (format!("|a|b|\n|-|-|\n{rows}|{}\n", "c|".repeat(50_000)), 2),
        (format!("|{long}|b|\n|-|-|\n{rows}"), 1),
        (format!("```{long}\n{}```\n", "a b\n".repeat(5_000)), 2),
        (format!("```\n{long}\n{}```\n", "a b\n".repeat(5_000)), 2),
    ] {
        let blocks = parse(&text, 0);
        assert!(blocks.len() >= least_parts, "{}", blocks.len());
        for block in &blocks.blocks {
            let nodes = blocks.content(&text, block);
            let letters: usize = nodes.iter().map(|placed| letters(&placed.node)).sum();
            let lead = blocks.lead(&text, block).len();
            let has_rest =
                matches!(nodes.last(), Some(last) if matches!(last.node, Node::Rest { .. }));
            assert!(letters <= MAX_SHOWN_BYTES, "{letters}");
            assert!(lead <= MAX_SHOWN_BYTES, "{lead}");
            assert_eq!(has_rest, block.range.len() > MAX_SHOWN_BYTES);
            let opening = block.part.as_ref().map_or(0, Part::opening_len);
            assert!(opening <= MAX_SHOWN_BYTES / 2 + 64, "{opening}");
        }
    }
}

/// How much of a table or of code is laid out or measured.
fn letters(node: &Node) -> usize {
    match node {
        Node::Table { rows, widest, .. } => {
            let cells = rows.iter().chain(widest).flatten();
            cells.map(|text| text.text.len()).sum()
        }
        Node::Code { language, text, .. } => language.len() + text.len(),
        Node::Paragraph(text) => text.text.len(),
        Node::Rest { .. } => 0,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_long_cell_makes_its_column_wide_and_leaves_the_others_their_widths() {
    let text = format!("|a|b|\n|-|-|\n|{}|two words|\n|c|d|\n", "x".repeat(9_000));
    let blocks = parse(&text, 0);
    let nodes = blocks.content(&text, blocks.blocks.last().unwrap());

    let [
        Placed {
            node: Node::Table { widest, .. },
            ..
        },
    ] = nodes.as_slice()
    else {
        panic!("{nodes:?}");
    };
    let lens: Vec<usize> = widest[1].iter().map(|text| text.text.len()).collect();
    assert_eq!(lens, [1024, "two words".len()]);
}
