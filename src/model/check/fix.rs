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
    let mut most = (written.chars().count() / 3).clamp(1, 3);
    let mut near: Option<(usize, &str)> = None;
    let mut rows = Rows::default();
    for name in names {
        // One that is farther away than the nearest so far is looked at no longer.
        if let Some(distance) = rows.distance(written, name, most)
            && near.is_none_or(|near| (distance, name) < near)
        {
            most = distance;
            near = Some((distance, name));
        }
    }
    near.map(|(_, name)| name)
}

/// What one comparison needs, kept for the next.
#[derive(Default)]
struct Rows {
    letters: Vec<char>,
    name: Vec<char>,
    line: Vec<usize>,
    above: Vec<usize>,
    above_that: Vec<usize>,
}

impl Rows {
    /// How many letters differ, if no more than `most`.
    fn distance(&mut self, written: &str, name: &str, most: usize) -> Option<usize> {
        // Where both begin or end alike nothing differs.
        let (written, name) = without_same_start(written, name);
        let (written, name) = without_same_end(written, name);
        self.letters.clear();
        self.letters.extend(written.chars());
        self.name.clear();
        self.name.extend(name.chars());
        let Self { letters, name, .. } = self;
        if name.len().abs_diff(letters.len()) > most {
            return None;
        }
        self.above.clear();
        self.above.extend(0..=letters.len());
        let mut before = None;
        for (row, c) in name.iter().enumerate() {
            self.line.clear();
            self.line.push(row + 1);
            for (at, letter) in letters.iter().enumerate() {
                let get =
                    |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
                let mut best = get(&self.above, at) + usize::from(letter != c);
                best = best.min(get(&self.above, at + 1) + 1);
                best = best.min(get(&self.line, at) + 1);
                let is_swapped = at > 0 && letters.get(at - 1) == Some(c) && before == Some(letter);
                if is_swapped {
                    best = best.min(get(&self.above_that, at - 1) + 1);
                }
                self.line.push(best);
            }
            // Two letters that are swapped at the next row go on from the row above.
            let is_far = |row: &[usize]| row.iter().all(|distance| *distance >= most);
            if is_far(&self.above) && self.line.iter().all(|distance| *distance > most) {
                return None;
            }
            std::mem::swap(&mut self.above_that, &mut self.above);
            std::mem::swap(&mut self.above, &mut self.line);
            before = Some(c);
        }
        self.above
            .last()
            .copied()
            .filter(|distance| *distance <= most)
    }
}

fn without_same_start<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let pairs = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let same = pairs.map(|(c, _)| c.len_utf8()).sum();
    (
        a.get(same..).unwrap_or_default(),
        b.get(same..).unwrap_or_default(),
    )
}

fn without_same_end<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let pairs = a.chars().rev().zip(b.chars().rev());
    let same: usize = pairs
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    (
        a.get(..a.len() - same).unwrap_or_default(),
        b.get(..b.len() - same).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    /// The same by the whole table, with nothing left out.
    fn plainly(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i.max(j)
                } else {
                    let other = usize::from(a[i - 1] != b[j - 1]);
                    let best = (table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    let best = best.min(table[i - 1][j - 1] + other);
                    let is_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if is_swapped {
                        best.min(table[i - 2][j - 2] + 1)
                    } else {
                        best
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn what_is_left_out_changes_no_distance(
            written in "[abé]{0,9}",
            names in prop::collection::vec("[abé]{0,9}", 0..6),
        ) {
            let letters: Vec<char> = written.chars().collect();
            let most = (letters.len() / 3).clamp(1, 3);
            let mut rows = Rows::default();
            let mut near = Vec::new();
            for name in &names {
                let whole = plainly(&letters, &name.chars().collect::<Vec<_>>());
                let whole = (whole <= most).then_some(whole);
                prop_assert_eq!(rows.distance(&written, name, most), whole);
                near.extend(whole.map(|whole| (whole, name.as_str())));
            }
            let nearest = nearest(&written, names.iter().map(String::as_str));
            prop_assert_eq!(nearest, near.into_iter().min().map(|(_, name)| name));
        }
    }
}
