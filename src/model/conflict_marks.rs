//! The marks that programs leave in a file where two versions did not merge: `<<<<<<<`, `=======` and
//! `>>>>>>>` at the starts of lines, with `|||||||` before what both come from.

use std::ops::Range;

const BEGIN: &str = "<<<<<<< ";
const BASE: &str = "|||||||";
const MIDDLE: &str = "=======";
const END: &str = ">>>>>>> ";

/// Where a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Both,
    Mine,
    Base,
    Theirs,
}

impl Place {
    /// Where the lines after this one are, if it is a mark here.
    fn after(self, line: &str) -> Option<Self> {
        match self {
            Self::Both if line.starts_with(BEGIN) => Some(Self::Mine),
            Self::Mine if line.starts_with(BASE) => Some(Self::Base),
            Self::Mine | Self::Base if line.trim_end() == MIDDLE => Some(Self::Theirs),
            Self::Theirs if line.starts_with(END) => Some(Self::Both),
            _ => None,
        }
    }
}

/// The two versions of a text with such marks: what stands above the middle, and what below. A place
/// that lacks a mark stands in both as it is. `None`: no place has them all.
pub fn versions(text: &str) -> Option<[String; 2]> {
    first(text)?;
    let [mut mine, mut theirs] = [String::new(), String::new()];
    let mut place = Place::Both;
    let (mut at, mut begun) = (0, (0, 0, 0));
    for line in text.split_inclusive('\n') {
        if let Some(next) = place.after(line) {
            if next == Place::Mine {
                begun = (at, mine.len(), theirs.len());
            }
            place = next;
        } else {
            if matches!(place, Place::Both | Place::Mine) {
                mine.push_str(line);
            }
            if matches!(place, Place::Both | Place::Theirs) {
                theirs.push_str(line);
            }
        }
        at += line.len();
    }
    if place != Place::Both {
        let (at, mine_len, theirs_len) = begun;
        let rest = text.get(at..)?;
        mine.truncate(mine_len);
        theirs.truncate(theirs_len);
        mine.push_str(rest);
        theirs.push_str(rest);
    }
    Some([mine, theirs])
}

/// The line of the first mark of a text that has all of a place, in bytes and without its end.
pub fn first(text: &str) -> Option<Range<usize>> {
    let mut at = text.match_indices(BEGIN).map(|(at, _)| at);
    let start = at.find(|at| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n'))?;
    let mut place = Place::Both;
    for line in text.get(start..)?.split_inclusive('\n') {
        if let Some(next) = place.after(line) {
            if next == Place::Both {
                let first = text.get(start..)?.lines().next()?;
                return Some(start..start + first.len());
            }
            place = next;
        }
    }
    None
}

/// Whether one of the lines of `lines` begins as a mark does: without, a change to them makes no
/// place.
pub fn may_be_in(lines: &str) -> bool {
    let marks = [BEGIN, MIDDLE, END];
    lines
        .lines()
        .any(|line| marks.iter().any(|mark| line.starts_with(mark)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_found_between_the_marks() {
        let text = "a\n<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\nd\n>>>>>>> other\ne\n";

        let [mine, theirs] = versions(text).unwrap();

        assert_eq!(
            (mine.as_str(), theirs.as_str()),
            ("a\nb\ne\n", "a\nc\nd\ne\n")
        );
        assert_eq!(first(text), Some(2..14));
    }

    #[test]
    fn marks_that_are_not_whole_are_none() {
        for text in [
            "a\n",
            "Title\n=======\n",
            "<<<<<<< HEAD\na\n",
            "<<<<<<< HEAD\na\n=======\nb\n",
            "a <<<<<<< b\n",
        ] {
            assert_eq!((versions(text), first(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn a_first_place_that_is_whole_is_enough_to_say_so() {
        let text = "a <<<<<<< b\n<<<<<<< HEAD\r\nb\n=======\nc\n>>>>>>> other\n<<<<<<< HEAD\n";

        assert_eq!(first(text), Some(12..24));
        let [mine, theirs] = versions(text).unwrap();
        assert_eq!(mine, "a <<<<<<< b\nb\n<<<<<<< HEAD\n");
        assert_eq!(theirs, "a <<<<<<< b\nc\n<<<<<<< HEAD\n");
        assert!(may_be_in("a\n=======\n"));
        assert!(!may_be_in("a <<<<<<< b\n"));
    }
}
