//! The settings of a Hugo site, read as Hugo reads them, without Hugo.
//!
//! [`Settings::read`] asks for files through [`Files`], merges them, and gives what counts by
//! version, environment and language. What is a mistake is a [`Trouble`] at its file and line; the
//! rest is used all the same. Checked against answers of Hugo 0.111, 0.147, 0.152 and 0.168.
//!
//! Not read: modules that are not beneath the site (`_vendor` or `themes`), settings that templates
//! compute, variables of our own process.

mod cascade;
mod data;
mod dates;
mod files;
mod glob;
mod language;
mod markup;
mod merge;
mod moment;
mod most;
mod mounts;
mod permalinks;
mod pins;
mod segments;
mod settings;
mod variables;
mod version;

pub use cascade::{Aim, Cascade, has_old_language};
pub use data::{Data, Lines, Node, Place, Table};
pub use dates::DateKeys;
pub use files::{Files, ROOT_NAMES, Text, Within};
pub use glob::Glob;
pub use language::{Base, Build, Language, Languages, Ugly};
pub use moment::Moment;
pub use mounts::{Mount, Part};
pub use permalinks::Permalinks;
pub use pins::{Builds, Flags, PIN_FILES, Pin, Pins};
pub use settings::{Asked, Settings, Trouble, Weight};
pub use version::Version;
