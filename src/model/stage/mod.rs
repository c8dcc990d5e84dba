//! The stage: a part of a site that Hugo is given in its place, with what is not saved.
//!
//! Pure: which files it holds ([`pages`]), how the mounts of the site lead to it ([`mounts`]), which texts may go on it
//! ([`gate`]), which page is that of an article ([`listed`]) and which block of the one is which of the other ([`places`]), and what Hugo says in words ([`log`]).

pub mod gate;
pub mod listed;
pub mod log;
pub mod mounts;
mod pages;
pub mod places;

pub use pages::{is_part, pages};

use crate::model::{
    said::{Said, Says, said, says},
    site::hugo::Version,
};
use log::Trouble;

/// The first Hugo whose settings and server are as they are needed.
pub const OLDEST: Version = Version::of(111, 0);

/// Why an article is not shown in its site. Nothing of the site is another for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotShown {
    /// No Hugo is installed.
    NoHugo,
    TooOld {
        version: Version,
    },
    /// The text as it stands would stop the build.
    Held(gate::Held),
    /// What Hugo says of the site or its theme.
    Trouble(Trouble),
    /// Hugo makes no page of it.
    NoPage,
    /// Hugo does not say what it should, and not why.
    NoAnswer,
    /// In the words of the system or of Hugo, where they have one.
    Failed {
        why: Said,
    },
}

says!(NotShown);
impl Says for NotShown {
    fn said(&self) -> Said {
        match self {
            Self::NoHugo => said!("stage-no-hugo"),
            Self::TooOld { version } => said!(
                "stage-old-hugo",
                version = version.to_string(),
                oldest = OLDEST.to_string()
            ),
            Self::Held(held) => said!("stage-not-begun", held = held.said()),
            Self::Trouble(trouble) => trouble.said(),
            Self::NoPage => said!("stage-no-page"),
            Self::NoAnswer => said!("stage-no-answer"),
            Self::Failed { why } => said!("stage-failed", why = why),
        }
    }
}
