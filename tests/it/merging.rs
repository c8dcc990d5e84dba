//! The three-way merge beside git's.
//!
//! `KOPIJ_LONG=1` makes 100,000 merges of it.

use std::{fs, path::Path};

use kopij::model::merge::{Three, merge};

use crate::support::{Dice, Git, git, is_long};

/// An article with unique lines and a few that repeat, as blank lines do.
fn base(dice: &mut Dice) -> Vec<String> {
    let mut lines = vec!["---".to_owned()];
    lines.extend((0..3 + dice.below(4)).map(|n| format!("key{n}: value {n}")));
    lines.push("---".to_owned());
    for n in 0..4 + dice.below(16) {
        lines.push(format!("paragraph {n}, {} words", dice.below(90)));
        lines.push(String::new());
    }
    lines
}

fn changed(base: &[String], by: &str, dice: &mut Dice) -> Vec<String> {
    let mut lines = base.to_vec();
    for n in 0..=dice.below(3) {
        let at = 1 + dice.below(lines.len() - 1);
        let is_fence = lines[at] == "---";
        let is_in_head = lines[at..].contains(&"---".to_owned());
        match dice.below(4) {
            0 if !is_fence => {
                lines.remove(at);
            }
            1 if !is_fence && !is_in_head => lines[at] = format!("{by} writes {n} at {at}"),
            1 if !is_fence => {
                let key = lines[at].split(':').next().unwrap().to_owned();
                lines[at] = format!("{key}: {by} writes {n}");
            }
            _ if is_in_head => lines.insert(at, format!("{by}{n}: added at {at}")),
            _ => lines.insert(at + 1, format!("{by} adds {n} at {at}")),
        }
    }
    lines
}

fn text(lines: &[String], dice: &mut Dice) -> String {
    let ending = if dice.below(8) == 0 { "" } else { "\n" };
    lines.join("\n") + ending
}

/// `None`: git finds a conflict.
fn merged_by_git(git: Git, folder: &Path, [base, mine, theirs]: [&str; 3]) -> Option<String> {
    for (name, text) in [("base", base), ("mine", mine), ("theirs", theirs)] {
        fs::write(folder.join(name), text).unwrap();
    }
    let merge = ["merge-file", "-p", "-q", "mine", "base", "theirs"];
    git.attempt(folder, &merge).ok()
}

fn added<'a>(base: &'a str, side: &'a str) -> impl Iterator<Item = &'a str> {
    side.lines()
        .filter(|line| !base.lines().any(|old| old == *line))
}

#[test]
fn merges_are_those_of_git_and_lose_nothing() {
    let (rounds, with_git) = if is_long() { (100_000, 10) } else { (1_000, 4) };
    let git = git();
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(7);
    let (mut clean, mut compared, mut fields) = (0, 0, 0);

    for round in 0..rounds {
        let lines = base(&mut dice);
        let (my, their) = (
            changed(&lines, "mine", &mut dice),
            changed(&lines, "theirs", &mut dice),
        );
        let [base, mine, theirs] = [&lines, &my, &their].map(|lines| text(lines, &mut dice));
        let three = Three {
            base: &base,
            mine: &mine,
            theirs: &theirs,
        };
        let Some(merged) = merge(three) else { continue };
        clean += 1;

        for line in added(&base, &mine).chain(added(&base, &theirs)) {
            assert!(
                merged.lines().any(|kept| kept == line),
                "`{line}` is lost of\n{mine}\n{theirs}\nin\n{merged}"
            );
        }
        if let Some(git) = git.filter(|_| round % with_git == 0) {
            match merged_by_git(git, folder.path(), [&base, &mine, &theirs]) {
                Some(by_git) => {
                    compared += 1;
                    assert_eq!(merged, by_git, "{base}\n{mine}\n{theirs}");
                }
                // Two fields on neighbouring lines: the head is merged by its fields.
                None => fields += 1,
            }
        }
    }

    assert!(
        clean > rounds / 4 && (git.is_none() || compared > rounds / 40 && fields > 0),
        "{clean} of {rounds} clean, {compared} compared with git, {fields} merged by fields"
    );
}
