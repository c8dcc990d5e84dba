//! Enter, Tab and Shift+Tab in lists and quotes.

use std::ops::Range;

use super::{
    Formatted,
    changes::Changes,
    lines::{Line, MarkerKind, lines_in},
};

/// Continues the item or the quote that the selection begins in.
pub(super) fn enter(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let line = Line::at(text, selection.start);
    let is_quoted = line.quote_end > line.start;
    if (line.marker.is_none() && !is_quoted) || selection.start < line.content.min(line.end) {
        return None;
    }
    let content = text.get(line.content.min(line.end)..line.end)?;
    let mut changes = Changes::default();
    if content.trim().is_empty() && selection.end <= line.end {
        let from = if line.marker.is_some() {
            line.quote_end
        } else {
            line.start
        };
        return end(changes, text, &line, from);
    }
    let indent = text.get(line.start..line.indent_end)?;
    let marker = next_marker(text, &line)?;
    let insert = format!("\n{indent}{marker}");
    let caret = selection.start + insert.len();
    changes.replace(selection.clone(), insert);
    if selection.end <= line.end {
        count_on(&mut changes, text, &line);
    }
    changes.select(text, caret..caret)
}

/// Ends the list or the quote: what stands before `from` stays. A blank line keeps what is written
/// next from being read as part of it.
fn end(mut changes: Changes, text: &str, line: &Line, from: usize) -> Option<Formatted> {
    let prefix = text.get(line.start..from)?;
    let before = line.previous(text);
    let goes_on = before.is_some_and(|before| {
        let content = text.get(before.quote_end.min(before.end)..before.end);
        content.is_some_and(|content| !content.trim().is_empty())
    });
    if !goes_on {
        changes.remove(from..line.end);
        return changes.select(text, from..from);
    }
    let gap = format!("{}\n{prefix}", prefix.trim_end());
    let caret = line.start + gap.len();
    changes.replace(line.start..line.end, gap);
    changes.select(text, caret..caret)
}

/// The marker of the item after this one, with its task box and white space.
fn next_marker(text: &str, line: &Line) -> Option<String> {
    let Some(marker) = &line.marker else {
        return Some(String::new());
    };
    let mark = match marker.kind {
        MarkerKind::Bullet(bullet) => bullet.to_string(),
        MarkerKind::Number { number, delimiter } => {
            let step = u64::from(!is_numbered_alike(text, line));
            format!("{}{delimiter}", number + step)
        }
    };
    let space = text.get(marker.end..marker.space_end)?;
    let space = if (1..=4).contains(&space.len()) {
        space
    } else {
        " "
    };
    let task = if marker.has_box { "[ ] " } else { "" };
    Some(format!("{mark}{space}{task}"))
}

/// Whether the list gives each item the same number, and leaves counting to the reader's page.
fn is_numbered_alike(text: &str, line: &Line) -> bool {
    let number = number_of(line);
    let neighbours = [sibling_before(text, line), sibling_after(text, line)];
    neighbours
        .iter()
        .flatten()
        .any(|other| number.is_some() && number_of(other) == number)
}

fn number_of(line: &Line) -> Option<u64> {
    match line.marker.as_ref()?.kind {
        MarkerKind::Number { number, .. } => Some(number),
        MarkerKind::Bullet(_) => None,
    }
}

/// Raises the numbers of the items that follow a new one, as far as they count on.
fn count_on(changes: &mut Changes, text: &str, line: &Line) {
    let Some(mut number) = number_of(line) else {
        return;
    };
    if is_numbered_alike(text, line) {
        return;
    }
    let mut item = line.clone();
    while let Some(next) = sibling_after(text, &item)
        && number_of(&next) == Some(number + 1)
        && let Some(marker) = &next.marker
    {
        number += 1;
        changes.replace(next.indent_end..marker.end - 1, (number + 1).to_string());
        item = next;
    }
}

/// The next item of the same list.
fn sibling_after(text: &str, line: &Line) -> Option<Line> {
    let mut other = line.next(text)?;
    while other.is_blank(text) || other.indent() > line.indent() {
        other = other.next(text)?;
    }
    is_sibling(line, &other).then_some(other)
}

/// The item of the same list before this one.
fn sibling_before(text: &str, line: &Line) -> Option<Line> {
    let mut other = line.previous(text)?;
    while other.is_blank(text) || other.indent() > line.indent() {
        other = other.previous(text)?;
    }
    is_sibling(line, &other).then_some(other)
}

fn is_sibling(line: &Line, other: &Line) -> bool {
    let quote = |line: &Line| line.quote_end - line.start;
    other.marker.is_some() && other.indent() == line.indent() && quote(other) == quote(line)
}

/// Moves the selected lines to the level below the item before the first.
pub(super) fn indent(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let first = Line::at(text, selection.start);
    let own_width = first.marker_width()?;
    let before = sibling_before(text, &first);
    let width = before
        .as_ref()
        .and_then(Line::marker_width)
        .unwrap_or(own_width);
    let old_indent = text.get(first.quote_end..first.indent_end)?;
    let indent = if old_indent.contains('\t') {
        "\t".to_owned()
    } else {
        " ".repeat(width)
    };
    let mut changes = Changes::default();
    let lines = lines_in(text, selection);
    let is_single = lines.len() == 1;
    for range in lines {
        let line = Line::at(text, range.start);
        if !line.is_blank(text) || is_single {
            changes.insert(line.quote_end, indent.as_str());
        }
    }
    if is_single && number_of(&first).is_some() && before.is_some() {
        let number = last_number_at(text, &first, first.indent() + indent.len()) + 1;
        renumber(&mut changes, &first, number);
    }
    changes.formatted(text, selection)
}

/// Moves the selected lines to the level of the item that the first one belongs to.
pub(super) fn outdent(text: &str, selection: &Range<usize>) -> Option<Formatted> {
    let first = Line::at(text, selection.start);
    first.marker.as_ref()?;
    let parent = parent(text, &first);
    let kept = parent.as_ref().map_or(0, Line::indent);
    let width = first.indent() - kept;
    let mut changes = Changes::default();
    let lines = lines_in(text, selection);
    let is_single = lines.len() == 1;
    for range in lines {
        let line = Line::at(text, range.start);
        let removed = width.min(line.indent());
        changes.remove(line.indent_end - removed..line.indent_end);
    }
    if is_single
        && width > 0
        && number_of(&first).is_some()
        && let Some(number) = parent.as_ref().and_then(number_of)
    {
        renumber(&mut changes, &first, number + 1);
    }
    changes.formatted(text, selection)
}

fn renumber(changes: &mut Changes, line: &Line, number: u64) {
    if let Some(marker) = &line.marker {
        changes.replace(line.indent_end..marker.end - 1, number.to_string());
    }
}

/// The item that an item stands under.
fn parent(text: &str, line: &Line) -> Option<Line> {
    let mut other = line.previous(text)?;
    loop {
        if other.marker.is_some() && other.indent() < line.indent() {
            return Some(other);
        }
        let ends_list = other.marker.is_none() && !other.is_blank(text) && other.indent() == 0;
        if ends_list {
            return None;
        }
        other = other.previous(text)?;
    }
}

/// The number of the last item with this indent before `line`, within the list; 0 if none.
fn last_number_at(text: &str, line: &Line, indent: usize) -> u64 {
    let mut other = line.previous(text);
    while let Some(found) = other {
        if found.marker.is_some() && found.indent() == indent {
            return number_of(&found).unwrap_or(0);
        }
        if !found.is_blank(text) && found.indent() <= line.indent() {
            return 0;
        }
        other = found.previous(text);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_with, enter, indent, outdent, unmarked};

    fn check_enter(before: &str, after: &str) {
        check_with(before, enter, after);
    }

    fn check_no_enter(before: &str) {
        let (text, selection) = unmarked(before);
        assert_eq!(enter(&text, selection), None, "{before:?}");
    }

    #[test]
    fn enter_continues_with_the_same_marker_and_indent() {
        check_enter("- one|", "- one\n- |");
        check_enter("* one|", "* one\n* |");
        check_enter("+   one|", "+   one\n+   |");
        check_enter("- a\n  - b|\n- c", "- a\n  - b\n  - |\n- c");
        check_enter("- [x] done|", "- [x] done\n- [ ] |");
        check_enter("- o|ne", "- o\n- |ne");
        check_enter("- a‹bc›d", "- a\n- |d");
    }

    #[test]
    fn enter_counts_on_and_renumbers_what_follows() {
        check_enter("1. one|", "1. one\n2. |");
        check_enter("9) one|", "9) one\n10) |");
        check_enter(
            "1. a|\n   more\n2. b\n\n3. c\n5. d",
            "1. a\n2. |\n   more\n3. b\n\n4. c\n5. d",
        );
        check_enter("1. a\n1. b|\n1. c", "1. a\n1. b\n1. |\n1. c");
    }

    #[test]
    fn enter_continues_quotes_and_lists_in_them() {
        check_enter("> one|", "> one\n> |");
        check_enter("> > one|", "> > one\n> > |");
        check_enter("> - one|", "> - one\n> - |");
    }

    #[test]
    fn enter_on_an_empty_item_ends_the_list() {
        check_enter("- one\n- |", "- one\n\n|");
        check_enter("- one\n  - |\n", "- one\n\n|\n");
        check_enter("1. one\n2. |", "1. one\n\n|");
        check_enter("- one\n\n- |", "- one\n\n|");
        check_enter("- [ ] |", "|");
        check_enter("> one\n> |", "> one\n\n|");
        check_enter("> one\n>\n> |", "> one\n>\n|");
        check_enter("> - one\n> - |", "> - one\n>\n> |");
        check_enter("> - |", "> |");
        check_enter("- |\r\nx", "|\r\nx");
    }

    #[test]
    fn enter_is_plain_elsewhere() {
        check_no_enter("text|");
        check_no_enter("|- one");
        check_no_enter("-|no");
        check_no_enter("**bold**|");
        check_no_enter("---|");
        check_no_enter("```\n- one|\n```");
        check_no_enter("- a\n  ```\n  - b|\n");
        check_no_enter("---\ntags:\n  - one|\n---\n");
    }

    #[test]
    fn enter_works_after_a_code_block_and_a_head() {
        check_enter(
            "---\na: b\n---\n```\n```\n- a|",
            "---\na: b\n---\n```\n```\n- a\n- |",
        );
    }

    #[test]
    fn tab_moves_an_item_below_the_one_before() {
        check_with("- a\n- b|", indent, "- a\n  - b|");
        check_with("- a\n- |", indent, "- a\n  - |");
        check_with("1. a\n2. b|", indent, "1. a\n   1. b|");
        check_with("1. a\n   1. x\n2. b|", indent, "1. a\n   1. x\n   2. b|");
        check_with("- a\n- ‹b\n- c›", indent, "- a\n  - ‹b\n  - c›");
        check_with("> - a\n> - b|", indent, "> - a\n>   - b|");
        check_with("- a|", indent, "  - a|");
        check_with("\t- a\n\t- b|", indent, "\t- a\n\t\t- b|");
    }

    #[test]
    fn tab_goes_through_a_link() {
        check_with("a [label|](url) b", indent, "a [label](‹url›) b");
        check_with("a [label](url|) b", indent, "a [label](url)| b");
        check_with("- ![alt|](a.jpg)", indent, "- ![alt](‹a.jpg›)");
        check_with("- a [b|](c", indent, "  - a [b|](c");
        check_with("- (a|)", indent, "  - (a|)");
    }

    #[test]
    fn shift_tab_moves_an_item_up() {
        check_with("- a\n  - b|", outdent, "- a\n- b|");
        check_with("1. a\n   1. b|", outdent, "1. a\n2. b|");
        check_with("- a\n  - ‹b\n    - c›", outdent, "- a\n- ‹b\n  - c›");
        check_with("- a\n\t- b|", outdent, "- a\n- b|");
        check_with("  - a|", outdent, "- a|");
    }

    #[test]
    fn tab_and_shift_tab_need_a_list() {
        for marked in ["text|", "```\n- a|\n```", "|"] {
            let (text, selection) = unmarked(marked);

            assert_eq!(indent(&text, selection.clone()), None);
            assert_eq!(outdent(&text, selection), None);
        }
        let (text, selection) = unmarked("- a|");
        assert_eq!(outdent(&text, selection), None);
    }
}
