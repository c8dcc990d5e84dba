use proptest::prelude::*;

use super::*;

/// Makes of `text` each of `versions` in turn, as a field that sends whole values does.
fn typed(text: &str, versions: &[(u64, &str)]) -> Buffer {
    let mut buffer = Buffer::new(text);
    for (at_millis, version) in versions {
        let edit = Edit::between(buffer.text(), version).unwrap();
        let cause = Cause::Typing {
            at_millis: *at_millis,
        };
        buffer.apply(buffer.revision(), &edit, cause).unwrap();
    }
    buffer
}

/// The texts that undo after undo gives.
fn undone(mut buffer: Buffer) -> Vec<String> {
    let mut texts = Vec::new();
    while buffer.undo().is_some() {
        texts.push(buffer.text().to_owned());
    }
    texts
}

/// `text` typed letter by letter between `before` and `after`.
fn letters(before: &str, text: &str, after: &str) -> Buffer {
    let versions: Vec<_> = (1..=text.len())
        .filter(|end| text.is_char_boundary(*end))
        .map(|end| [before, &text[..end], after].concat())
        .collect();
    let versions: Vec<_> = (0..).zip(versions.iter().map(String::as_str)).collect();
    typed(&[before, after].concat(), &versions)
}

fn replace(buffer: &mut Buffer, range: Range<usize>, insert: &str) {
    let edit = Edit {
        range,
        insert: insert.to_owned(),
    };
    buffer.apply(buffer.revision(), &edit, Cause::Step).unwrap();
}

#[test]
fn typing_is_undone_word_by_word() {
    assert_eq!(undone(letters("", "hello world", "")), ["hello ", ""]);
    assert_eq!(undone(letters("", "  a\n\nb", "")), ["  a\n\n", ""]);
}

#[test]
fn typing_inside_a_value_is_undone_word_by_word() {
    let (before, after) = ("title: \"", "\"\n");

    assert_eq!(
        undone(letters(before, "příliš žluťoučký", after)),
        ["title: \"příliš \"\n", "title: \"\"\n"]
    );
}

#[test]
fn typing_among_the_same_letters_is_one_step() {
    assert_eq!(undone(letters("aa", "aab", "aaa")), ["aaaaa"]);
    assert_eq!(undone(letters("x", "baac", "aaa")), ["xaaa"]);
    assert_eq!(undone(letters("ž", "žůž", "žž")), ["žžž"]);
}

#[test]
fn a_pause_ends_a_step() {
    let buffer = typed("", &[(0, "a"), (999, "ab"), (1999, "abc")]);

    assert_eq!(undone(buffer), ["ab", ""]);
}

#[test]
fn typing_elsewhere_is_another_step() {
    let buffer = typed("..", &[(0, "..a"), (1, "b..a")]);

    assert_eq!(undone(buffer), ["..a", ".."]);
}

#[test]
fn backspaces_are_one_step_until_the_next_word() {
    let buffer = typed(
        "ab cd",
        &[(0, "ab c"), (1, "ab "), (2, "ab"), (3, "a"), (4, "")],
    );

    assert_eq!(undone(buffer), ["ab", "ab cd"]);
}

#[test]
fn deletes_are_one_step_until_the_next_word() {
    let buffer = typed("ab cd", &[(0, "b cd"), (1, " cd"), (2, "cd"), (3, "d")]);

    assert_eq!(undone(buffer), ["cd", "ab cd"]);
}

#[test]
fn backspaces_among_the_same_letters_are_one_step() {
    let buffer = typed(
        "xaabaa",
        &[(0, "xaaaa"), (1, "xaaa"), (2, "xaa"), (3, "aa")],
    );

    assert_eq!(undone(buffer), ["xaabaa"]);
}

#[test]
fn typing_and_deleting_are_different_steps() {
    let buffer = typed("", &[(0, "a"), (1, "ab"), (2, "a"), (3, "ac")]);

    assert_eq!(undone(buffer), ["a", "ab", ""]);
}

#[test]
fn typing_over_a_selection_is_one_step_with_what_follows() {
    let mut buffer = typed("one two", &[(0, "one x"), (1, "one xy")]);

    assert_eq!(buffer.undo(), Some(4..7));
    assert_eq!(buffer.text(), "one two");
}

#[test]
fn a_command_is_a_step_of_its_own() {
    let mut buffer = typed("", &[(0, "a")]);
    replace(&mut buffer, 1..1, "b");
    let edit = Edit::between("ab", "abc").unwrap();
    buffer
        .apply(buffer.revision(), &edit, Cause::Typing { at_millis: 1 })
        .unwrap();

    assert_eq!(undone(buffer), ["ab", "a", ""]);
}

#[test]
fn typing_after_an_undo_is_a_new_step() {
    let mut buffer = typed("", &[(0, "a"), (1, "a "), (2, "a b")]);
    buffer.undo();
    let edit = Edit::between("a ", "a  ").unwrap();
    buffer
        .apply(buffer.revision(), &edit, Cause::Typing { at_millis: 3 })
        .unwrap();

    assert_eq!(buffer.redo(), None);
    assert_eq!(undone(buffer), ["a ", ""]);
}

#[test]
fn undo_and_redo_tell_where_the_caret_goes() {
    let mut buffer = Buffer::new("one two");

    replace(&mut buffer, 3..3, "!!");
    assert_eq!(buffer.undo(), Some(3..3));
    assert_eq!(buffer.redo(), Some(5..5));

    replace(&mut buffer, 0..3, "");
    assert_eq!(buffer.undo(), Some(3..3));
    assert_eq!(buffer.redo(), Some(0..0));

    replace(&mut buffer, 0..2, "1");
    assert_eq!(buffer.undo(), Some(0..2));
    assert_eq!(buffer.redo(), Some(1..1));
}

#[test]
fn several_edits_are_one_step() {
    let mut buffer = Buffer::new("one two");
    let edits = [(0..3, "1"), (2..5, "2")].map(|(range, insert)| Edit {
        range,
        insert: insert.to_owned(),
    });

    buffer.apply_all(buffer.revision(), &edits).unwrap();
    assert_eq!(buffer.text(), "1 2");
    assert_eq!(buffer.undo(), Some(0..3));
    assert_eq!(buffer.text(), "one two");
    assert_eq!(buffer.redo(), Some(3..3));
    assert_eq!(buffer.text(), "1 2");
}

#[test]
fn none_of_several_edits_is_applied_if_one_is_bad() {
    let mut buffer = Buffer::new("one two");
    let made_at = buffer.revision();
    let edits = [(0..3, ""), (2..5, "")].map(|(range, insert)| Edit {
        range,
        insert: insert.to_owned(),
    });

    let error = buffer.apply_all(made_at, &edits);

    assert_eq!(
        error,
        Err(EditError::BadRange {
            range: 2..5,
            len: 4
        })
    );
    assert_eq!((buffer.text(), buffer.revision()), ("one two", made_at));
    assert_eq!(buffer.undo(), None);
}

#[test]
fn an_edit_made_against_an_older_text_is_refused() {
    let mut buffer = Buffer::new("");
    let made_at = buffer.revision();
    replace(&mut buffer, 0..0, "a");
    let edit = Edit::between("", "b").unwrap();

    let error = buffer.apply(made_at, &edit, Cause::Step);

    assert!(matches!(error, Err(EditError::Stale { .. })));
    assert_eq!(buffer.text(), "a");
}

#[test]
fn the_oldest_steps_are_forgotten() {
    let mut buffer = Buffer::new("");
    for _ in 0..1005 {
        replace(&mut buffer, 0..0, "a");
    }

    let texts = undone(buffer);

    assert_eq!(texts.len(), 1000);
    assert_eq!(texts.last().unwrap(), "aaaaa");
}

#[test]
fn the_history_has_a_size_but_keeps_the_newest_step() {
    let five = "5".repeat(5 << 20);
    let mut buffer = Buffer::new("");
    for _ in 0..5 {
        replace(&mut buffer, 0..0, &five);
        let end = buffer.text().len();
        replace(&mut buffer, 0..end, "");
    }
    assert_eq!(undone(buffer).len(), 6);

    let mut buffer = Buffer::new(five.repeat(4));
    replace(&mut buffer, 0..20 << 20, "");
    assert_eq!(undone(buffer).len(), 1);
}

proptest! {
    #[test]
    fn undoing_all_gives_the_first_text_and_redoing_all_the_last(
        first in "[až ]{0,6}",
        changes in prop::collection::vec(
            (0..9_usize, 0..3_usize, "[až ]{0,2}", prop::option::of(0..700_u64)),
            0..40,
        ),
    ) {
        let mut buffer = Buffer::new(first.as_str());
        let mut now = 0;
        for (start, len, insert, pause) in changes {
            let chars: Vec<_> = buffer.text().char_indices().map(|(at, _)| at).collect();
            let byte = |at: usize| chars.get(at).copied().unwrap_or(buffer.text().len());
            let edit = Edit { range: byte(start)..byte(start + len), insert };
            now += pause.unwrap_or_default();
            let cause = pause.map_or(Cause::Step, |_| Cause::Typing { at_millis: now });
            buffer.apply(buffer.revision(), &edit, cause).unwrap();
        }
        let last = buffer.text().to_owned();

        while buffer.undo().is_some() {}
        prop_assert_eq!(buffer.text(), &first);
        while buffer.redo().is_some() {}
        prop_assert_eq!(buffer.text(), &last);
        while buffer.undo().is_some() {}
        prop_assert_eq!(buffer.text(), &first);
    }

    #[test]
    fn the_smallest_edit_gives_the_new_text(old in "[až😀]{0,8}", new in "[až😀]{0,8}") {
        let mut buffer = Buffer::new(old.as_str());
        if let Some(edit) = Edit::between(&old, &new) {
            buffer.apply(buffer.revision(), &edit, Cause::Step).unwrap();
        }

        prop_assert_eq!(buffer.text(), &new);
    }
}
