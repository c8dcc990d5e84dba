//! The set that takes another one back.

use std::{path::PathBuf, sync::Arc};

use super::{Content, Deed, Part, Rewrite};
use crate::model::document::ContentHash;

/// A part that was applied, and what is needed to take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Before the set.
    pub path: PathBuf,
    /// Where the file stands since.
    pub place: PathBuf,
    pub deed: Deed,
    /// What it held, and holds since. `None`: a folder, or a file that was not there.
    pub hash_before: Option<ContentHash>,
    pub hash_after: Option<ContentHash>,
    /// The old bytes of a file that was rewritten.
    pub before: Option<Arc<[u8]>>,
}

/// The parts that take back what was applied. Each holds only for the bytes that the set left
/// behind: what was changed since is not taken back by it. The moves go back in reverse, so that
/// the last one makes room for the one before it.
pub fn inverse(applied: &[Applied]) -> Vec<Part> {
    applied.iter().rev().filter_map(inverse_of).collect()
}

fn inverse_of(applied: &Applied) -> Option<Part> {
    let path = applied.place.clone();
    let to_bin = || Deed::ToBin {
        only_if: Vec::new(),
    };
    let (deed, expected) = match &applied.deed {
        Deed::Stay => (Deed::Stay, applied.hash_after),
        Deed::Create | Deed::Copy { .. } | Deed::FromBin => (to_bin(), applied.hash_after),
        Deed::Move { .. } => {
            let to = applied.path.clone();
            (Deed::Move { to }, applied.hash_after)
        }
        Deed::MoveFolder { .. } => {
            let to = applied.path.clone();
            (Deed::MoveFolder { to }, None)
        }
        Deed::ToBin { .. } => (Deed::FromBin, applied.hash_before),
        Deed::Refused(_) => return None,
    };
    let is_there_after = matches!(applied.deed, Deed::Stay | Deed::Move { .. });
    let rewrite = match &applied.before {
        Some(before) if is_there_after => Rewrite::Whole(Content::Bytes(Arc::clone(before))),
        _ => Rewrite::Keep,
    };
    Some(Part {
        path,
        expected,
        deed,
        rewrite,
        is_ticked: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: Option<ContentHash> = Some(ContentHash([1; 32]));
    const AFTER: Option<ContentHash> = Some(ContentHash([2; 32]));

    fn applied(path: &str, place: &str, deed: Deed) -> Applied {
        Applied {
            path: path.into(),
            place: place.into(),
            deed,
            hash_before: BEFORE,
            hash_after: AFTER,
            before: Some(Arc::from(*b"old")),
        }
    }

    #[test]
    fn a_file_that_was_moved_and_edited_gets_its_name_and_its_bytes_back() {
        let deed = Deed::Move { to: "b.md".into() };

        let parts = inverse(&[applied("a.md", "b.md", deed)]);

        let old = Rewrite::Whole(Content::Bytes(Arc::from(*b"old")));
        let [part] = &parts[..] else {
            panic!("{parts:?}");
        };
        assert_eq!((&part.path, part.expected), (&"b.md".into(), AFTER));
        assert_eq!(part.deed, Deed::Move { to: "a.md".into() });
        assert_eq!(part.rewrite, old);
    }

    #[test]
    fn what_was_made_goes_to_the_bin_only_as_it_was_made() {
        let parts = inverse(&[applied("a.md", "a.md", Deed::Create)]);

        assert!(matches!(parts[0].deed, Deed::ToBin { .. }));
        assert_eq!(parts[0].expected, AFTER);
        assert_eq!(parts[0].rewrite, Rewrite::Keep);
    }

    #[test]
    fn moves_go_back_in_reverse() {
        let first = Deed::Move { to: "b".into() };
        let second = Deed::Move { to: "a".into() };

        let parts = inverse(&[applied("a", "b", first), applied("c", "a", second)]);

        assert_eq!(parts[0].path, PathBuf::from("a"));
        assert_eq!(parts[1].path, PathBuf::from("b"));
    }
}
