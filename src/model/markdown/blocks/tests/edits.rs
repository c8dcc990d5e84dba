//! Blocks after an edit are those of the new text.

use proptest::prelude::*;

use super::{ranges::PARTS, *};
use crate::model::text::Change;

const NO_LIMIT: usize = usize::MAX;

/// Replaces `range` and checks the blocks against those of a parse from scratch.
fn check_edit(text: &str, range: Range<usize>, insert: &str) {
    check_edit_as(Dialect::HUGO, text, range, insert);
}

pub(super) fn check_edit_as(dialect: Dialect, text: &str, range: Range<usize>, insert: &str) {
    let mut blocks = parse_as(dialect, text, 0);
    let new_text = [&text[..range.start], insert, &text[range.end..]].concat();
    let change = Change {
        new: range.start..range.start + insert.len(),
        old: range,
    };

    let before = blocks.clone();

    let exactness = blocks.edited(&new_text, 0, &change, NO_LIMIT);

    assert_eq!(exactness, Exactness::Exact);
    check_kept(&before, &blocks);
    let anew = parse_as(dialect, &new_text, 0);
    assert_eq!(blocks, anew, "{text:?} -> {new_text:?}");
}

/// What is said to be kept is what it was.
pub(super) fn check_kept(before: &Blocks, after: &Blocks) {
    let Some((start, end)) = after.kept_since(&before.trail()) else {
        return;
    };
    let hashes = |blocks: &Blocks| -> Vec<(u64, u64)> {
        let hashes = blocks.blocks.iter();
        hashes
            .map(|block| (block.source_hash, block.hash))
            .collect()
    };
    let (before, after) = (hashes(before), hashes(after));
    assert_eq!(before[..start], after[..start]);
    assert_eq!(before[before.len() - end..], after[after.len() - end..]);
}

/// Checks an edit of about `len` bytes.
pub(super) fn check_edit_somewhere(
    dialect: Dialect,
    text: &str,
    at: prop::sample::Index,
    len: usize,
    insert: &str,
) {
    let start = text.floor_char_boundary(at.index(text.len() + 1));
    let end = text.floor_char_boundary((start + len).min(text.len()));
    check_edit_as(dialect, text, start..end.max(start), insert);
}

/// Checks an edit at the first `at`.
fn check_at(text: &str, at: &str, insert: &str) {
    let start = text.find(at).unwrap();
    check_edit(text, start..start + at.len(), insert);
}

#[test]
fn blocks_that_grow_together_are_read_anew() {
    check_at("a\n\n# b\n\nc\n", "# b", "b");
    check_at("a\n\nb\n\nc\n", "\n\nb", "\nb");
    check_at("- a\n\nb\n\n- c\n", "b", "- b");
    check_at("- a\n\n* b\n\n- c\n", "*", "-");
    check_at("a\n: b\n\nc\n\nd\n", "d", ": d");
    check_at("a\n: b\n\nc\n\nd\n\ne\n: f\n", "d", ": d");
    check_at("a\n\n| b |\n|--|\n| c |\n\nd", "--", "-x");
    check_at(" a\n\nb\n", "b", ": b");
}

#[test]
fn a_shortcode_reaches_no_further_than_a_line_of_a_carriage_return() {
    let text = "-->- {{%- [!NOTE]\n |a|b|\n|-|-|\n\r- - - - [^1]|a|b|\n|-|-|\n- [^1]\r\n{{< highlight x >}}";
    check_at(text, "\r-", "\r-%}}");
}

#[test]
fn a_fence_takes_what_follows_and_gives_it_back() {
    check_at("a\n\nb\n\n# c\n\nd\n", "b", "```");
    check_at("a\n\n```\n\n# c\n\nd\n", "```", "b");
    check_at("a\n\n<div>\n\n# c\n", "<div>", "<pre>");
    check_at("a\n\nb\n\n# c\n\n-->\n\nd\n", "b", "<!--");
}

#[test]
fn definitions_reach_blocks_that_were_not_edited() {
    check_at("[a]\n\nb\n\nc\n\n[a]: /x\n", "/x", "/y");
    check_at("[a]\n\nb\n\n[a]: /x\n\n[A]: /z\n", "[a]: /x\n", "");
    check_at("[a]\n\nb\n\n[a]: /x\n\n- [A]: /z\n", "[a]: /x\n", "");
    check_at("a[^1]\n\nb[^2]\n\n[^1]: x\n\n[^2]: y\n", "a[^1]", "a");
    check_at("a[^1]\n\nb[^2]\n\n[^1]: x\n\n[^2]: y\n", "y", "z");
    check_at("a[^1]\n\nb\n\n[^2]: x\n\n[^2]: y\n", "^1", "^2");
}

#[test]
fn shortcodes_are_read_whole() {
    check_at("# a {{< b\n# c\n# d\n# e\n\nf\n", "# e", "# e >}}");
    check_at("# a {{< b\n# c\n# d >}}\n# e\n\nf\n", " >}}", "");
    let code = "a\n\n{{< highlight go >}}\n\n# b\n\nc\n\n{{< /highlight >}}\n\nd\n";
    check_at(code, "/high", "/hig");
    check_at(code, "< high", "< hig");
    check_at(code, "# b", "# c");
    check_at(&code.replace("< high", "< hig"), "higl", "highl");
    check_at(
        "{{< highlight x >}}a\n\nb\n\n$$c\nd$$ ",
        "c",
        "{{< /highlight >}}",
    );
}

#[test]
fn what_stands_below_the_definition_of_a_link_is_read_with_it() {
    let text = "- ```\n[a]: b\n*\n---\n- - ";

    check_edit(text, text.len()..text.len(), "x");
    check_at(text, "- - ", "c");
    let indented = "[a]: |```\n    ![x](y)```\n[^1]: ";
    check_at(indented, "[^1]", "[^1]");
}

#[test]
fn where_there_are_no_footnotes_their_definitions_are_those_of_links() {
    let text = "[^1]:   a\n    a\n [a]\n\nb\n\nc";
    check_edit_as(Dialect::GFM, text, 22..22, " ");
    check_edit_as(Dialect::HUGO, text, 22..22, " ");
}

#[test]
fn a_formula_that_opens_may_end_in_a_block_below() {
    check_edit("a\n|a|b|\n|-|-|\n|c\n ---\n$$", 0..0, "$$");
    check_at(
        "    {{%- [!NOTE]\n [!NOTE]\n[^1]: {{< a >}}%}}{{< highlight x >}}```\n- - - - - {{< /a >}}",
        "[^1]: ",
        "",
    );
}

#[test]
fn code_without_its_end_does_not_make_each_key_read_all() {
    let text = format!(
        "{{{{< highlight go >}}}}\n\na\n\n{}",
        "# b\n\nc\n\n".repeat(500)
    );
    for at in [text.find("a\n").unwrap(), text.len()] {
        let mut blocks = parse(&text, 0);
        let new_text = [&text[..at], "x", &text[at..]].concat();
        let change = Change {
            old: at..at,
            new: at..at + 1,
        };

        let before = blocks.trail();
        // So little may be read that reading all would not be exact.
        assert_eq!(blocks.edited(&new_text, 0, &change, 500), Exactness::Exact);
        assert_eq!(blocks, parse(&new_text, 0));
        let (start, end) = blocks.kept_since(&before).unwrap();
        assert!(start + end + 3 >= blocks.blocks.len(), "{start} {end}");
    }
}

#[test]
fn an_edit_of_the_head_moves_the_body() {
    let text = "---\na: b\n---\nOne[^1]\n\n[^1]: two\n";
    let mut blocks = parse(text, 13);
    let new_text = text.replace("a: b", "a: bcd");
    let before = blocks.trail();
    let change = Change {
        old: 7..8,
        new: 7..10,
    };

    assert_eq!(
        blocks.edited(&new_text, 15, &change, NO_LIMIT),
        Exactness::Exact
    );

    assert_eq!(blocks, parse(&new_text, 15));
    assert_eq!(blocks.kept_since(&before), Some((1, 0)));
    assert_eq!(parse(&new_text, 15).kept_since(&before), None);
}

#[test]
fn past_the_limit_the_rest_is_left_as_it_was() {
    let text = "# a\n\nb\n\n".repeat(2_000);
    let mut blocks = parse(&text, 0);
    let new_text = format!("```\n{text}");
    let change = Change {
        old: 0..0,
        new: 0..4,
    };

    assert_eq!(blocks.edited(&new_text, 0, &change, 500), Exactness::Near);

    assert_eq!(blocks.blocks[0].kind, Kind::Code);
    assert!(blocks.blocks[0].range.end < 5_000);
    assert_eq!(blocks.blocks.last().unwrap().range.end, new_text.len() - 1);
    for block in &blocks.blocks {
        assert!(new_text.get(block.range.clone()).is_some());
    }
}

#[test]
fn the_beginning_of_a_long_text_is_shown_first() {
    let text = "# a\n\nb\n\n".repeat(2_000);

    let (blocks, exactness) = Blocks::beginning(Dialect::HUGO, &text, 0, 1_000);

    assert_eq!(exactness, Exactness::Near);
    assert_eq!(blocks.blocks, parse(&text[..1_000], 0).blocks);
    assert_eq!(
        Blocks::beginning(Dialect::HUGO, "a", 0, 1_000),
        (parse("a", 0), Exactness::Exact)
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 5_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn edited_blocks_are_those_of_the_new_text(
        parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..60),
        at in any::<prop::sample::Index>(),
        len in 0..12_usize,
        insert in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..4),
    ) {
        check_edit_somewhere(Dialect::HUGO, &parts.concat(), at, len, &insert.concat());
    }
}
