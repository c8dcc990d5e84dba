//! The marks that programs leave in a file where two versions did not merge: `<<<<<<<`, `=======` and
//! `>>>>>>>` at the starts of lines, with `|||||||` before what both come from.

const BEGIN: &str = "<<<<<<< ";
const BASE: &str = "|||||||";
const MIDDLE: &str = "=======";
const END: &str = ">>>>>>> ";

/// Where a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Both,
    Mine,
    Base,
    Theirs,
}

/// The two versions of a text with such marks: what stands above the middle, and what below. `None`:
/// it has no marks, or not all of a place.
pub fn versions(text: &str) -> Option<[String; 2]> {
    if !text.contains(BEGIN) {
        return None;
    }
    let [mut mine, mut theirs] = [String::new(), String::new()];
    let mut place = Place::Both;
    let mut is_marked = false;
    for line in text.split_inclusive('\n') {
        let next = match place {
            Place::Both if line.starts_with(BEGIN) => Some(Place::Mine),
            Place::Mine if line.starts_with(BASE) => Some(Place::Base),
            Place::Mine | Place::Base if line.trim_end() == MIDDLE => Some(Place::Theirs),
            Place::Theirs if line.starts_with(END) => Some(Place::Both),
            _ => None,
        };
        if let Some(next) = next {
            is_marked |= next == Place::Both;
            place = next;
            continue;
        }
        if matches!(place, Place::Both | Place::Mine) {
            mine.push_str(line);
        }
        if matches!(place, Place::Both | Place::Theirs) {
            theirs.push_str(line);
        }
    }
    (is_marked && place == Place::Both).then_some([mine, theirs])
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
            assert_eq!(versions(text), None, "{text}");
        }
    }
}
