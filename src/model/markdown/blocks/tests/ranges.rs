//! Ranges and kinds hold for any text.

use proptest::prelude::*;

use super::*;

/// What markdown is made of.
pub(super) const PARTS: &[&str] = &[
    "- ",
    "1. ",
    "> ",
    "# ",
    "```\n",
    "~~~",
    "    ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "|a|b|\n|-|-|\n",
    "|",
    "[^1]",
    "[^1]: ",
    "[a]",
    "[a]: b\n\n",
    "![x](y)",
    "<div>",
    "<!--",
    "-->",
    "{{< a >}}",
    "{{%",
    "%}}",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "é",
    "日",
    "a",
    " ",
    "[x] ",
    "[!NOTE]\n",
    "---\n",
    "===\n",
    ": ",
    "$",
    "$$",
    "\"",
    "'",
    "{{< /a >}}",
    "<sub>",
    "<details>",
    "{{< highlight x >}}",
    "{{< /highlight >}}",
    "www.a.nl/(b)",
    "a@b.nl",
    "\\",
    "&amp;",
    "https://a.nl",
    "<b>",
    "{#id}",
    "\u{a0}",
];

fn check_ranges(text: &str, body_start: usize) {
    let blocks = parse(text, body_start);
    let mut end = 0;
    for block in &blocks.blocks {
        assert!(block.range.start >= end && block.range.start <= block.range.end);
        end = block.range.end;
    }
    for block in blocks.in_reading_order() {
        let source = text.get(block.range.clone()).unwrap();
        let nodes = blocks.content(text, block);
        check_placed(&nodes, source, &(0..source.len()));
        check_kind(block, &nodes, text);
    }
}

/// A block read by itself is what it is in the whole text.
fn check_kind(block: &Block, nodes: &[Placed], text: &str) {
    let is = |fits: fn(&Node) -> bool| matches!(nodes, [one] if fits(&one.node));
    let is_same = match block.kind {
        Kind::Paragraph | Kind::Html => true,
        Kind::Heading(level) => nodes.iter().all(|placed| match placed.node {
            Node::Heading { level: read, .. } => read == level,
            Node::Picture(_) | Node::Shortcode(_) | Node::Code { .. } => true,
            _ => false,
        }),
        Kind::List => is(|node| matches!(node, Node::List { .. })),
        Kind::Definitions => is(|node| matches!(node, Node::Definitions(_))),
        Kind::Quote => is(|node| matches!(node, Node::Quote { .. })),
        Kind::Code => is(|node| matches!(node, Node::Code { .. })),
        Kind::Table => is(|node| matches!(node, Node::Table { .. })),
        Kind::Rule => is(|node| matches!(node, Node::Rule)),
        Kind::Footnote => is(|node| matches!(node, Node::Footnote { .. })),
    };
    let source = &text[block.range.clone()];
    assert!(
        is_same,
        "{text:?}: {:?} {source:?} is {nodes:?}",
        block.kind
    );
}

/// Ranges are whole characters of the source, in order, each within its parent's.
fn check_placed(nodes: &[Placed], source: &str, outer: &Range<usize>) {
    let mut from = outer.start;
    for Placed { range, node } in nodes {
        assert!(source.get(range.clone()).is_some(), "{range:?}");
        assert!(
            from <= range.start && range.end <= outer.end,
            "{source:?}: {range:?} in {outer:?} after {from}: {node:?}"
        );
        from = range.start;
        match node {
            Node::Paragraph(text) | Node::Heading { text, .. } => check_text(text, source, range),
            Node::Table { rows, .. } => rows
                .iter()
                .flatten()
                .for_each(|text| check_text(text, source, range)),
            Node::Quote { nodes, .. } | Node::Footnote { nodes, .. } => {
                check_placed(nodes, source, range);
            }
            Node::List { items, .. } => {
                for item in items {
                    check_placed(&item.nodes, source, range);
                }
            }
            Node::Definitions(definitions) => {
                for definition in definitions {
                    match definition {
                        Definition::Term(text) => check_text(text, source, range),
                        Definition::Meaning { nodes, .. } => check_placed(nodes, source, range),
                    }
                }
            }
            _ => {}
        }
    }
}

fn check_text(text: &Text, source: &str, outer: &Range<usize>) {
    let mut end = 0;
    for run in &text.runs {
        assert_eq!(run.range.start, end);
        assert!(text.text.get(run.range.clone()).is_some());
        assert!(run.style.link.is_none_or(|link| link < text.links.len()));
        let from = run.at_byte..run.end_byte;
        assert!(
            source.get(from.clone()).is_some(),
            "{source:?}: {from:?} {run:?}"
        );
        assert!(
            outer.start <= from.start && from.end <= outer.end,
            "{source:?}: {from:?} in {outer:?}"
        );
        end = run.range.end;
    }
    assert_eq!(end, text.text.len());
}

#[test]
fn ranges_never_cut_a_character() {
    check_ranges("{\n:日\r\t- b", 0);
    check_ranges("[^a]: b\n[^a]: é[^a]", 2);
    check_ranges("- -->```\n    é```\n", 0);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 10_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_read(text in r"(\PC|[ \n\r\t*_\[\]()<>{}%`~#>|:!-])*", start in 0..20_usize) {
        check_ranges(&text, start);
    }

    #[test]
    fn any_markup_is_read(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..40)) {
        check_ranges(&parts.concat(), 0);
    }
}

/// Texts that are made to be slow are read in the time of their length: this ends.
#[test]
fn hostile_texts_are_read_once() {
    for part in [
        "{{< ",
        "{{< a ",
        "{{< highlight >}}",
        "{",
        "{} ",
        "$",
        "$ a",
        "$$ ",
        "[^",
        "[^a] ",
        "[",
        "](",
        "\"a ",
        "'a\" ",
        "a@",
        "www.",
        "https://a ",
        "<<",
        "<a ",
        "`",
        "*a_",
        "| ",
        "> ",
        ": a\n",
        "{.a} ",
        "{a=\"",
        "\\( a\n\n",
        "`a` ",
        "](:// ",
        "[](\"",
        "| \\( ",
        "==a ++b ",
    ] {
        let text = part.repeat(60_000 / part.len());
        let delimiters = Delimiters::default()
            .with("\\(", "\\)", false)
            .with("$", "$", false);
        let mut signs = Signs::default();
        (signs.marked, signs.inserted) = (true, true);
        let all = Dialect::of(Switches {
            formulas: Formulas::Between(delimiters),
            emoji: true,
            block_attributes: true,
            signs,
            ..Switches::default()
        });
        let closed = format!("{}{}\\)", "*".repeat(2_000), &text[..20_000]);
        for (dialect, text) in [(Dialect::HUGO, text), (all, closed)] {
            let blocks = parse_as(dialect, &text, 0);
            for block in blocks.in_reading_order() {
                blocks.content(&text, block);
            }
        }
    }
}
