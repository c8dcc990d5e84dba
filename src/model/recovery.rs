//! How unsaved text that survived a crash stands to the file it is for.

use std::sync::Arc;

use crate::model::{
    document::{ContentHash, DocumentId},
    said::{Said, Says, said},
};

/// What to do with a recovered text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The file is as it was when the text was typed, or was never there: open it unsaved.
    Dirty,
    /// The file holds the text: there is nothing to recover.
    Saved,
    /// Another program wrote the file since: open it in conflict.
    Conflict,
    /// The file was deleted or moved: open it, and ask where it belongs.
    Missing,
    /// A save of it was broken off: open it without a file, beside the article it is like.
    BrokenOff,
    /// The disk changed it: open what can be read of it without a file, beside its own.
    Damaged,
    /// Another window had it beside the one that is offered: open it without a file, beside its own.
    Another,
}

/// A recovered text that is open, as the list of them shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveredText {
    pub document: DocumentId,
    /// Its path, as the list of articles shows it.
    pub name: String,
    /// When it was typed: `24 Feb, 16:09`.
    pub time: String,
    pub verdict: Verdict,
    /// What it is shown beside, if not its file.
    pub beside: Option<Arc<str>>,
}

/// How the file stands to the text.
impl Says for Verdict {
    fn said(&self) -> Said {
        match self {
            Self::Dirty => said!("verdict-dirty"),
            Self::Saved => said!("verdict-saved"),
            Self::Conflict => said!("verdict-conflict"),
            Self::Missing => said!("verdict-missing"),
            Self::BrokenOff => said!("verdict-broken-off"),
            Self::Damaged => said!("verdict-damaged"),
            Self::Another => said!("verdict-another"),
        }
    }
}

/// Compares three contents by their hashes: `base`, what the file held when the text was typed;
/// `text`, the recovered text as bytes (`None`: it has none in the format of the file); and what
/// the `disk` holds now. A file that is not there has none.
pub fn judge(
    base: Option<ContentHash>,
    text: Option<ContentHash>,
    disk: Option<ContentHash>,
) -> Verdict {
    match disk {
        Some(_) if disk == text => Verdict::Saved,
        _ if disk == base => Verdict::Dirty,
        Some(_) => Verdict::Conflict,
        None => Verdict::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Option<ContentHash> = Some(ContentHash([1; 32]));
    const TEXT: Option<ContentHash> = Some(ContentHash([2; 32]));
    const OTHER: Option<ContentHash> = Some(ContentHash([3; 32]));

    #[test]
    fn text_of_a_file_is_judged_by_what_the_file_holds() {
        assert_eq!(judge(BASE, TEXT, BASE), Verdict::Dirty);
        assert_eq!(judge(BASE, TEXT, TEXT), Verdict::Saved);
        assert_eq!(judge(BASE, TEXT, OTHER), Verdict::Conflict);
        assert_eq!(judge(BASE, TEXT, None), Verdict::Missing);
        assert_eq!(judge(BASE, None, OTHER), Verdict::Conflict);
    }

    #[test]
    fn text_that_was_typed_back_to_what_the_file_holds_is_saved() {
        assert_eq!(judge(BASE, BASE, BASE), Verdict::Saved);
    }

    #[test]
    fn text_without_a_file_is_unsaved_until_a_file_is_there() {
        assert_eq!(judge(None, TEXT, None), Verdict::Dirty);
        assert_eq!(judge(None, TEXT, TEXT), Verdict::Saved);
        assert_eq!(judge(None, TEXT, OTHER), Verdict::Conflict);
        assert_eq!(judge(None, None, None), Verdict::Dirty);
    }
}
