//! Heads between `---` lines.
//!
//! `tree` reads a head into nodes with spans, `read` turns them into entries, `plan` turns a
//! change into splices of the text, `verify` reads the result with two parsers and compares.

mod block;
mod decode;
mod edit;
mod flow;
mod habits;
mod insert;
mod lists;
mod plan;
mod read;
mod resolve;
mod set;
mod tree;
mod verify;
mod write;

pub use edit::edit;
pub use read::{glance, read, with_repeated_keys};
