//! Three-way merge by lines: what two writers made of one text.
//!
//! Changes that touch (no equal line between them) overlap, as in git, unless they are the same.
//! The regions are put together here and not by `similar`, whose merge cannot be given a time:
//! 20,000 unrelated lines take it many seconds.

use std::time::Duration;

use super::diff::{self, Hunk};

/// Both changes in one text; `None` where they overlap. A merge that takes longer than about twice
/// `timeout` finds more overlaps, never a wrong text.
pub fn lines(base: &str, mine: &str, theirs: &str, timeout: Duration) -> Option<String> {
    if mine == theirs || theirs == base {
        return Some(mine.to_owned());
    }
    if mine == base {
        return Some(theirs.to_owned());
    }
    let my_hunks = diff::lines(base, mine, timeout);
    let their_hunks = diff::lines(base, theirs, timeout);
    let mut merged = Merged {
        base,
        at: 0,
        text: String::with_capacity(mine.len().max(theirs.len())),
    };
    let (mut my_next, mut their_next) = (my_hunks.iter().peekable(), their_hunks.iter().peekable());
    loop {
        match (my_next.peek(), their_next.peek()) {
            (None, None) => break,
            (Some(my), Some(their)) if touches(my, their) => {
                let (my_lines, their_lines) =
                    (mine.get(my.new.clone())?, theirs.get(their.new.clone())?);
                if my.old != their.old || my_lines != their_lines {
                    return None;
                }
                merged.take(my, my_lines)?;
                my_next.next();
                their_next.next();
            }
            (Some(my), their) if their.is_none_or(|their| my.old.start < their.old.start) => {
                merged.take(my, mine.get(my.new.clone())?)?;
                my_next.next();
            }
            (_, Some(their)) => {
                merged.take(their, theirs.get(their.new.clone())?)?;
                their_next.next();
            }
            // With mine alone left, the arm before the last takes it.
            (Some(_), None) => return None,
        }
    }
    merged.text.push_str(base.get(merged.at..)?);
    Some(merged.text)
}

fn touches(one: &Hunk, other: &Hunk) -> bool {
    one.old.start <= other.old.end && other.old.start <= one.old.end
}

struct Merged<'a> {
    base: &'a str,
    /// How far the base is taken over.
    at: usize,
    text: String,
}

impl Merged<'_> {
    /// Takes the base up to a hunk, then the lines that take the hunk's place.
    fn take(&mut self, hunk: &Hunk, lines: &str) -> Option<()> {
        self.text.push_str(self.base.get(self.at..hunk.old.start)?);
        self.text.push_str(lines);
        self.at = hunk.old.end;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    #[track_caller]
    fn check(base: &str, mine: &str, theirs: &str, merged: Option<&str>) {
        assert_eq!(lines(base, mine, theirs, LONG).as_deref(), merged);
        assert_eq!(lines(base, theirs, mine, LONG).as_deref(), merged);
    }

    #[test]
    fn changes_apart_are_both_taken() {
        check(
            "a\nb\nc\n",
            "A\nb\nc\n",
            "a\nb\nC\nd\n",
            Some("A\nb\nC\nd\n"),
        );
    }

    #[test]
    fn the_same_change_on_both_sides_is_taken_once() {
        check(
            "a\nb\nc\n",
            "a\nX\nc\n",
            "a\nX\nc\nd\n",
            Some("a\nX\nc\nd\n"),
        );
    }

    #[test]
    fn changes_that_overlap_or_touch_are_not_merged() {
        check("a\nb\n", "A\nb\n", "a2\nb\n", None);
        check("a\nb\n", "A\nb\n", "a\nB\n", None);
        check("a\n", "a\nmine\n", "a\ntheirs\n", None);
        check("a\nb\n", "b\n", "a!\nb\n", None);
    }

    #[test]
    fn a_last_line_without_its_break_is_a_line() {
        check("a\nb\nc", "A\nb\nc", "a\nb\nc\n", Some("A\nb\nc\n"));
    }

    /// What happens to each of twelve lines of a base: kept, removed, changed, or a line is added after it.
    fn edits() -> impl Strategy<Value = Vec<u8>> {
        proptest::collection::vec(
            prop_oneof![6 => Just(0_u8), 1 => Just(1), 1 => Just(2), 1 => Just(3)],
            12,
        )
    }

    fn made(edits: &[u8], by: &str) -> String {
        let line = |(line, edit): (usize, &u8)| match edit {
            0 => format!("base {line}\n"),
            1 => String::new(),
            2 => format!("{by} {line}\n"),
            _ => format!("base {line}\n{by} after {line}\n"),
        };
        edits.iter().enumerate().map(line).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn nothing_that_either_side_wrote_or_removed_is_lost(my in edits(), their in edits()) {
            let base = made(&[0; 12], "");
            let (mine, theirs) = (made(&my, "mine"), made(&their, "theirs"));

            if let Some(merged) = lines(&base, &mine, &theirs, LONG) {
                let (mine, theirs): (HashSet<&str>, HashSet<&str>) =
                    (mine.lines().collect(), theirs.lines().collect());
                let merged: HashSet<&str> = merged.lines().collect();
                let base: HashSet<&str> = base.lines().collect();
                for line in mine.symmetric_difference(&base) {
                    prop_assert_eq!(merged.contains(line), mine.contains(line), "{}", line);
                }
                for line in theirs.symmetric_difference(&base) {
                    prop_assert_eq!(merged.contains(line), theirs.contains(line), "{}", line);
                }
                for line in base.intersection(&mine).filter(|line| theirs.contains(*line)) {
                    prop_assert!(merged.contains(line));
                }
            }
        }

        #[test]
        fn the_sides_may_be_exchanged(
            base in "([abc]\n){0,6}", mine in "([abcm]\n){0,6}", theirs in "([abct]\n){0,6}",
        ) {
            prop_assert_eq!(
                lines(&base, &mine, &theirs, LONG),
                lines(&base, &theirs, &mine, LONG)
            );
        }
    }
}
