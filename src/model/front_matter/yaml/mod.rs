//! Heads between `---` lines.
//!
//! `tree` reads a head into nodes with spans, and a second parser decodes it: both must find in the
//! result of an edit what was meant.

mod block;
mod decode;
mod edit;
mod flow;
mod habits;
mod head;
mod held;
mod insert;
mod lists;
mod read;
mod resolve;
mod set;
mod tree;
mod verify;
mod write;

pub use edit::edit;
pub use read::{glance, read, with_repeated_keys};
