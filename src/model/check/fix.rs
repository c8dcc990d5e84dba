//! How what is found is put right: fixes of head and text, several of them together, and the nearest of
//! some names to one that is not there.

use std::ops::Range;

use crate::model::{
    finding::{Finding, Fix, Safety},
    front_matter::{self, Change, Manner},
    said::Said,
    text::Edit,
};

/// A change of the head; `None` where it cannot be made, or would change nothing.
pub fn of_head(text: &str, label: Said, safety: Safety, changes: &[Change]) -> Option<Fix> {
    let edit = front_matter::edit_all(text, changes, Manner::default());
    let edit = edit.ok().flatten()?;
    Some(Fix {
        label,
        safety,
        edits: vec![edit],
    })
}

/// Other letters at one place.
pub fn of_text(label: Said, safety: Safety, range: Range<usize>, insert: &str) -> Fix {
    Fix {
        label,
        safety,
        edits: vec![Edit {
            range,
            insert: insert.to_owned(),
        }],
    }
}

/// The edits of several fixes of one text, each of the text that the one before it left. Of two that are
/// about the same place the first is made.
pub fn together<'a>(fixes: impl Iterator<Item = &'a Fix>) -> Vec<Edit> {
    let mut taken: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let is_free = |edit: &&Edit| {
            taken.iter().all(|other| {
                edit.range.end < other.range.start || other.range.end < edit.range.start
            })
        };
        if fix.edits.len() == 1 {
            taken.extend(fix.edits.iter().filter(is_free).collect::<Vec<_>>());
        }
    }
    // From the end, so that what is before stays where it is.
    taken.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    taken.into_iter().cloned().collect()
}

/// Of each finding the first fix that no reader sees, [`together`].
pub fn safe<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Edit> {
    let fixes = findings.filter_map(|finding| {
        let mut fixes = finding.fixes.iter();
        fixes.find(|fix| fix.safety == Safety::Safe)
    });
    together(fixes)
}

/// The nearest of some names to one that is not there, if one is near: letters are wrong, missing,
/// too many or two of them swapped, at most a third.
pub fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = written.chars().collect();
    let most = (letters.len() / 3).clamp(1, 3);
    let near = names.filter_map(|name| {
        let distance = distance(&letters, name, most)?;
        Some((distance, name))
    });
    near.min().map(|(_, name)| name)
}

/// How many letters differ, if no more than `most`.
fn distance(letters: &[char], name: &str, most: usize) -> Option<usize> {
    let count = name.chars().count();
    if count.abs_diff(letters.len()) > most {
        return None;
    }
    let mut above: Vec<usize> = (0..=letters.len()).collect();
    let mut above_that = above.clone();
    let mut before = None;
    for (row, c) in name.chars().enumerate() {
        let mut line = vec![row + 1];
        for (at, letter) in letters.iter().enumerate() {
            let get = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = get(&above, at) + usize::from(*letter != c);
            best = best.min(get(&above, at + 1) + 1).min(get(&line, at) + 1);
            let is_swapped = at > 0 && letters.get(at - 1) == Some(&c) && before == Some(*letter);
            if is_swapped {
                best = best.min(get(&above_that, at - 1) + 1);
            }
            line.push(best);
        }
        above_that = std::mem::replace(&mut above, line);
        before = Some(c);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_the_one_of_a_slip() {
        let names = ["figure", "youtube", "ref", "relref", "highlight"];
        let nearest = |written: &str| nearest(written, names.into_iter());

        assert_eq!(nearest("figrue"), Some("figure"));
        assert_eq!(nearest("highligt"), Some("highlight"));
        assert_eq!(nearest("yuotbe"), Some("youtube"));
        assert_eq!(nearest("gallery"), None);
        assert_eq!(nearest("rf"), Some("ref"));
    }
}
