//! Formatting commands and keys that write, as edits.
//!
//! Nothing here works inside a fenced code block or the front matter: there `None` is returned.
//! Exceptions: taking a block of code out of its fences, and [`arrange`].
//! A command that touches several places is still one edit, and so one step of undo.

mod arrange;
mod blocks;
mod changes;
pub mod complete;
mod inline;
mod lines;
mod list;
mod paste;
mod punctuation;
mod table;

use std::ops::Range;

pub use arrange::{Arranging, arrange};
pub use lines::is_prose;
pub use paste::{of_html, paste};
pub use punctuation::{Printed, Quotes, printed};
pub use table::{Align, aligns};

use super::line::LineState;
use crate::model::text::Edit;

/// What a formatting command does to the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Formatting {
    Bold,
    Italic,
    Code,
    Strikethrough,
    Link,
    /// Turns the lines into headings of this level (1 to 6), or back into text.
    Heading(u8),
    /// Makes headings a level larger, or text a heading like the one above it.
    RaiseHeading,
    /// Makes headings a level smaller, or text a heading below the one above it.
    LowerHeading,
    Quote,
    BulletList,
    NumberedList,
    Task,
    /// Ticks tasks, or unticks them.
    Tick,
    CodeBlock,
    /// Begins a table, brings the columns of one in line, or makes one of cells with tabs.
    Table,
}

/// An edit, and what is selected after it (bytes of the new text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    pub edit: Edit,
    pub selection: Range<usize>,
}

/// Applies a formatting command to `selection` (bytes of `text`). `None`: nothing to do. `heading`: what
/// the columns of a new table are called.
pub fn format(
    text: &str,
    selection: Range<usize>,
    formatting: Formatting,
    heading: &str,
) -> Option<Formatted> {
    let selection = whole_characters(text, &selection);
    let unfences = || {
        let is_fenced = lines::fence_around(text, selection.start).is_some();
        formatting == Formatting::CodeBlock && is_fenced
    };
    // An empty pair of them by itself looks like a fence.
    let unstrikes = || {
        let (before, after) = text.split_at(selection.start);
        let is_pair = before.ends_with("~~") && after.starts_with("~~");
        formatting == Formatting::Strikethrough && is_pair
    };
    let is_possible = is_prose(text, selection.start) || unfences() || unstrikes();
    if !is_possible {
        return None;
    }
    match formatting {
        Formatting::Bold => inline::toggle(text, &selection, inline::Kind::Bold),
        Formatting::Italic => inline::toggle(text, &selection, inline::Kind::Italic),
        Formatting::Code => inline::toggle(text, &selection, inline::Kind::Code),
        Formatting::Strikethrough => inline::toggle(text, &selection, inline::Kind::Strike),
        Formatting::Link => inline::link(text, &selection),
        Formatting::Heading(level) => lines::heading(text, &selection, level.clamp(1, 6)),
        Formatting::RaiseHeading => blocks::shift_heading(text, &selection, blocks::Shift::Up),
        Formatting::LowerHeading => blocks::shift_heading(text, &selection, blocks::Shift::Down),
        Formatting::Quote => lines::quote(text, &selection),
        Formatting::BulletList => lines::bullets(text, &selection),
        Formatting::NumberedList => lines::numbers(text, &selection),
        Formatting::Task => blocks::tasks(text, &selection),
        Formatting::Tick => blocks::tick(text, &selection),
        Formatting::CodeBlock => blocks::code_block(text, &selection),
        Formatting::Table => table::table(text, &selection, heading),
    }
}

/// What Enter does at `caret` where plain Enter would not do: continues a list, a task list, a
/// quote or a table, or ends it on an empty item. `before` is what is open before the line of the
/// caret. `None`: a plain line break.
pub fn enter(text: &str, selection: Range<usize>, before: LineState) -> Option<Formatted> {
    let selection = whole_characters(text, &selection);
    let in_table = || table::enter(text, &selection);
    lines::is_prose_after(text, selection.start, before)
        .then(|| in_table().or_else(|| list::enter(text, &selection)))?
}

/// What Tab does in a link, going from its label to its address and on behind it; in a table, going to
/// the next cell; and in a list item, moving it a level deeper. `None`: in none of them.
pub fn indent(text: &str, selection: Range<usize>, before: LineState) -> Option<Formatted> {
    let selection = whole_characters(text, &selection);
    let go =
        || inline::go(text, &selection).or_else(|| table::go(text, &selection, table::Way::Next));
    lines::is_prose_after(text, selection.start, before)
        .then(|| go().or_else(|| list::indent(text, &selection)))?
}

/// What Shift+Tab does in a table and in a list item: the other way round. `None`: in neither, or
/// at its top.
pub fn outdent(text: &str, selection: Range<usize>, before: LineState) -> Option<Formatted> {
    let selection = whole_characters(text, &selection);
    let go = || table::go(text, &selection, table::Way::Previous);
    lines::is_prose_after(text, selection.start, before)
        .then(|| go().or_else(|| list::outdent(text, &selection)))?
}

/// The selection, kept inside the text and off the middle of characters.
fn whole_characters(text: &str, selection: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(selection.start);
    start..text.floor_char_boundary(selection.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::{super::line, Formatted, Formatting, LineState, format};
    use crate::model::front_matter;
    use std::ops::Range;

    type Key = fn(&str, Range<usize>, LineState) -> Option<Formatted>;

    /// A key, by one who knows what is open at its place.
    fn pressed(key: Key, text: &str, selection: Range<usize>) -> Option<Formatted> {
        let body_from = front_matter::body_start(text);
        let before = if selection.start < body_from {
            LineState::HeadStart
        } else {
            line::state_before(text, body_from, selection.start)
        };
        key(text, selection, before)
    }

    pub fn enter(text: &str, selection: Range<usize>) -> Option<Formatted> {
        pressed(super::enter, text, selection)
    }

    pub fn indent(text: &str, selection: Range<usize>) -> Option<Formatted> {
        pressed(super::indent, text, selection)
    }

    pub fn outdent(text: &str, selection: Range<usize>) -> Option<Formatted> {
        pressed(super::outdent, text, selection)
    }

    /// The text without its marks and what they select: `|` is the caret, `‹…›` a selection.
    pub fn unmarked(marked: &str) -> (String, Range<usize>) {
        if let Some(at) = marked.find('|') {
            return (marked.replacen('|', "", 1), at..at);
        }
        let start = marked.find('‹').unwrap();
        let end = marked.find('›').unwrap() - '‹'.len_utf8();
        (marked.replace(['‹', '›'], ""), start..end)
    }

    pub fn check_with(
        before: &str,
        command: impl Fn(&str, Range<usize>) -> Option<Formatted>,
        after: &str,
    ) {
        let (mut text, selection) = unmarked(before);
        let formatted = command(&text, selection).unwrap();
        text.replace_range(formatted.edit.range.clone(), &formatted.edit.insert);
        let Range { start, end } = formatted.selection;
        if start == end {
            text.insert(start, '|');
        } else {
            text.insert(end, '›');
            text.insert(start, '‹');
        }
        assert_eq!(text, after, "from {before:?}");
    }

    pub fn check(before: &str, formatting: Formatting, after: &str) {
        check_with(
            before,
            |text, selection| format(text, selection, formatting, "Heading"),
            after,
        );
    }

    /// Once gives `after`, twice gives `before` again.
    pub fn check_toggle(before: &str, formatting: Formatting, after: &str) {
        check(before, formatting, after);
        check(after, formatting, before);
    }

    use Formatting::{
        Bold, BulletList, Code, Heading, Italic, Link, NumberedList, Quote, Strikethrough,
    };

    #[test]
    fn bold_and_italic_toggle_the_selection() {
        check_toggle("a ‹word› b", Bold, "a **‹word›** b");
        check_toggle("a ‹word› b", Italic, "a *‹word›* b");
        check_toggle("a ‹word› b", Code, "a `‹word›` b");
        check_toggle("a ‹word› b", Strikethrough, "a ~~‹word›~~ b");
        check("a ~wo|rd~ b", Strikethrough, "a wo|rd b");
        check_toggle("‹één twee›", Bold, "**‹één twee›**");
    }

    #[test]
    fn markers_inside_the_selection_are_removed_as_well() {
        check("a ‹**word**› b", Bold, "a ‹word› b");
        check("a ‹*word*› b", Italic, "a ‹word› b");
        check("a ‹`word`› b", Code, "a ‹word› b");
        check("‹**a** b›", Bold, "**‹a b›**");
    }

    #[test]
    fn bold_and_italic_do_not_mistake_each_other() {
        check_toggle("**‹word›**", Italic, "***‹word›***");
        check_toggle("*‹word›*", Bold, "***‹word›***");
        check("***‹word›***", Italic, "**‹word›**");
    }

    #[test]
    fn a_caret_means_the_word_under_it() {
        check_toggle("a wo|rd b", Bold, "a **wo|rd** b");
        check("a word| b", Bold, "a **word|** b");
        check("a |word b", Bold, "a **|word** b");
        check("**one t|wo**", Bold, "one t|wo");
        check("l'été| ", Italic, "*l'été|* ");
    }

    #[test]
    fn at_the_end_of_what_is_marked_up_the_caret_goes_on_behind_it() {
        check("a **word|** b", Bold, "a **word**| b");
        check("*word|*", Italic, "*word*|");
        check("`a|` b", Code, "`a`| b");
        check("~~a|~~ b", Strikethrough, "~~a~~| b");
        check("a **|word** b", Bold, "a |word b");
    }

    #[test]
    fn an_empty_place_gets_a_pair_and_loses_it_again() {
        check_toggle("a | b", Bold, "a **|** b");
        check_toggle("|", Code, "`|`");
        check_toggle("- |", Italic, "- *|*");
    }

    #[test]
    fn white_space_at_the_ends_stays_outside() {
        check("a‹ word ›b", Bold, "a **‹word›** b");
    }

    #[test]
    fn each_selected_line_gets_its_own_markers() {
        check(
            "- ‹one\n- two\n\nthree›",
            Bold,
            "- **‹one**\n- **two**\n\n**three›**",
        );
        check("**‹one**\n**two›**", Bold, "‹one\ntwo›");
    }

    #[test]
    fn italic_follows_the_text() {
        check("_x_ ‹word›", Italic, "_x_ _‹word›_");
        check("_x_ a‹wor›d", Italic, "_x_ a*‹wor›*d");
    }

    #[test]
    fn code_with_a_backtick_gets_longer_markers() {
        check("‹a`b›", Code, "``‹a`b›``");
    }

    #[test]
    fn a_link_asks_for_its_address_or_its_text() {
        check("see ‹here›", Link, "see [here](‹url›)");
        check("see he|re", Link, "see [here](‹url›)");
        check("‹https://a.org/x›", Link, "[|](https://a.org/x)");
        check("a | b", Link, "a [|](url) b");
        check("a [te|xt](u) b", Link, "a te|xt b");
        check("a [**te|xt**](u) b", Link, "a **te|xt** b");
    }

    #[test]
    fn headings_toggle_and_change_level() {
        check_toggle("te|xt", Heading(2), "## te|xt");
        check("# te|xt", Heading(2), "## te|xt");
        check("|", Heading(1), "# |");
        check("‹a\n\nb›", Heading(3), "### ‹a\n\n### b›");
        check("> te|xt", Heading(2), "> ## te|xt");
        check("## te|xt ##", Heading(2), "te|xt");
    }

    #[test]
    fn quotes_toggle_over_lines() {
        check_toggle("‹a\n\nb›", Quote, "> ‹a\n>\n> b›");
        check("a|", Quote, "> a|");
        check("> > a|", Quote, "> a|");
    }

    #[test]
    fn lists_toggle_over_lines() {
        check_toggle("‹a\nb›", BulletList, "- ‹a\n- b›");
        check_toggle("‹a\nb›", NumberedList, "1. ‹a\n2. b›");
        check("- ‹a\n- b›", NumberedList, "1. ‹a\n2. b›");
        check("1. ‹a\n2. b›", BulletList, "- ‹a\n- b›");
        check("* x\n\na|", BulletList, "* x\n\n* a|");
        check("1. x\na|", NumberedList, "1. x\n2. a|");
        check("|", BulletList, "- |");
        check("- [ ] a|", BulletList, "a|");
        check("‹a\n›b", BulletList, "- ‹a\n›b");
    }

    #[test]
    fn code_and_front_matter_are_left_alone() {
        for marked in ["```\na| b\n```", "---\ntitle: a|\n---\n"] {
            let (text, selection) = unmarked(marked);

            for formatting in [Bold, Link, Heading(1), Quote, BulletList] {
                assert_eq!(format(&text, selection.clone(), formatting, ""), None);
            }
        }
    }

    #[test]
    fn text_after_a_front_matter_is_formatted() {
        check(
            "---\ntitle: a\n---\n\na ‹b›",
            Bold,
            "---\ntitle: a\n---\n\na **‹b›**",
        );
    }

    #[test]
    fn every_command_twice_gives_back_the_text() {
        let marked = [
            "te|xt",
            "‹one two›",
            "‹one\n\ntwo›",
            "> te|xt",
            "# te|xt",
            "- te|xt",
            "|",
        ];
        for formatting in TOGGLES {
            for marked in marked {
                let (text, selection) = unmarked(marked);
                let is_its_own = match formatting {
                    Quote => marked.starts_with('>'),
                    Heading(_) => marked.starts_with('#'),
                    BulletList | NumberedList | Formatting::Task => marked.starts_with('-'),
                    _ => false,
                };
                if !is_its_own {
                    assert_eq!(twice(&text, selection, formatting), text, "{formatting:?}");
                }
            }
        }
        for marked in ["- [ ] te|xt", "- [x] te|xt", "‹- [ ] a\n- [ ] b›"] {
            let (text, selection) = unmarked(marked);
            assert_eq!(twice(&text, selection, Formatting::Tick), text);
        }
        for marked in ["a he|re b", "a ‹here› b", "a [he|re](url) b", "a | b"] {
            let (text, selection) = unmarked(marked);
            assert_eq!(twice(&text, selection, Link), text, "{marked}");
        }
        for marked in ["## te|xt", "‹## a\n\n### b›"] {
            let (text, selection) = unmarked(marked);
            let (text_up, selection) = done(&text, selection, Formatting::RaiseHeading);
            let (text_back, _) = done(&text_up, selection, Formatting::LowerHeading);
            assert_eq!(text_back, text);
        }
    }

    const TOGGLES: [Formatting; 11] = [
        Bold,
        Italic,
        Code,
        Strikethrough,
        Heading(1),
        Heading(3),
        Quote,
        BulletList,
        NumberedList,
        Formatting::Task,
        Formatting::CodeBlock,
    ];

    fn done(text: &str, selection: Range<usize>, formatting: Formatting) -> (String, Range<usize>) {
        match format(text, selection.clone(), formatting, "Heading") {
            Some(Formatted { edit, selection }) => (edit.applied_to(text), selection),
            None => (text.to_owned(), selection),
        }
    }

    fn twice(text: &str, selection: Range<usize>, formatting: Formatting) -> String {
        let (once, selection) = done(text, selection, formatting);
        done(&once, selection, formatting).0
    }

    proptest::proptest! {
        #[test]
        fn every_command_twice_gives_back_any_prose(
            text in "([a-cé]{1,4}[ ,.]?[ ]?|\n\n|\n){0,10}",
            a in 0_usize..40,
            b in 0_usize..40,
        ) {
            let selection = a.min(b)..a.max(b);
            let selection = selection.start.min(text.len())..selection.end.min(text.len());
            for formatting in TOGGLES {
                let (once, caret) = done(&text, selection.clone(), formatting);
                let (back, behind) = done(&once, caret.clone(), formatting);
                if caret.is_empty() && back == once && once != text {
                    // From the end of what was marked up the caret goes on behind it.
                    assert!(behind.start > caret.start, "{formatting:?} of {selection:?}");
                } else {
                    assert_eq!(back, text, "{formatting:?} of {selection:?}");
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_command_gives_an_edit_of_whole_characters(
            text in "([-*+>#`_é 1.)|\\[\\]x(!~\t\r]|\n){0,24}",
            a in 0_usize..40,
            b in 0_usize..40,
        ) {
            let selection = a.min(b)..a.max(b);
            let commands = [
                Bold, Italic, Code, Strikethrough, Link, Heading(2), Quote, BulletList, NumberedList,
                Formatting::RaiseHeading, Formatting::LowerHeading, Formatting::Task,
                Formatting::Tick, Formatting::CodeBlock, Formatting::Table,
            ];
            let formatted = commands.map(|command| format(&text, selection.clone(), command, "Heading"));
            let keys = [enter, indent, outdent].map(|key| key(&text, selection.clone()));

            for Formatted { edit, selection } in formatted.into_iter().chain(keys).flatten() {
                let mut after = text.clone();
                after.replace_range(edit.range, &edit.insert);
                assert!(after.get(selection.clone()).is_some(), "{selection:?} of {after:?}");
            }
        }
    }
}
