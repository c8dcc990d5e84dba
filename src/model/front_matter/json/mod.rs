//! Heads that are one `{ … }` object, as Hugo reads them: strict JSON, no comments.
//!
//! Our own reader gives the spans and `serde_json` the values; an edit is made only if
//! `serde_json` reads the change and nothing else in its result.

mod edit;
mod plan;
mod read;
mod verify;

pub use edit::edit;
pub use read::read;
