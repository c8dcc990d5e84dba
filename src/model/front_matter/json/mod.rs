//! Heads that are one `{ … }` object, as Hugo reads them: strict JSON, no comments.
//!
//! Our own reader gives the places and `serde_json` the values; an edit is made only if both read
//! the change and nothing else in its result.
//!
//! The reader stays our own. `jsonc-parser` (0.34, MIT, a lossless syntax tree that can be changed)
//! gives back a text it has read byte for byte, but what it adds does not keep to its place: a key
//! added to `{"a":1}` spreads the whole object over lines, a group added to a list is spread over
//! four. Its strictest reading takes what Hugo refuses: a tab within a text, a form feed or a
//! no-break space between values. Its tree has no places in bytes, and its errors are
//! English sentences.

mod edit;
mod read;
mod write;

pub use edit::edit;
pub use read::read;
