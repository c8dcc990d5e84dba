//! Heads between `+++` lines.
//!
//! `toml_edit` reads them with spans; edits are splices of the text, as writing the document
//! back would turn CRLF into LF. Every edit is read again and compared before it is made.

mod broken;
mod edit;
mod habits;
mod insert;
mod lists;
mod read;
mod tables;
mod write;

pub use edit::edit;
pub use read::read;
