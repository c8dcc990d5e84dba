//! Formatting commands and keys that write, as edits.

use std::ops::Range;

use crate::model::text::Edit;

/// What a formatting command does to the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Formatting {
    Bold,
    Italic,
    Code,
    Link,
    /// Turns the lines into headings of this level (1 to 6), or back into text.
    Heading(u8),
    Quote,
    BulletList,
    NumberedList,
}

/// An edit, and what is selected after it (bytes of the new text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    pub edit: Edit,
    pub selection: Range<usize>,
}

/// Applies a formatting command to `selection` (bytes of `text`). `None`: nothing to do.
pub fn format(text: &str, selection: Range<usize>, formatting: Formatting) -> Option<Formatted> {
    let _ = (text, selection, formatting);
    None
}

/// What Enter does at `caret` where plain Enter would not do: continues a list, a task list or a
/// quote, or ends it on an empty item. `None`: a plain line break.
pub fn enter(text: &str, selection: Range<usize>) -> Option<Formatted> {
    let _ = (text, selection);
    None
}

/// What Tab does in a list item: moves it a level deeper. `None`: not in a list.
pub fn indent(text: &str, selection: Range<usize>) -> Option<Formatted> {
    let _ = (text, selection);
    None
}

/// What Shift+Tab does in a list item: moves it a level up. `None`: not in a list, or at its top.
pub fn outdent(text: &str, selection: Range<usize>) -> Option<Formatted> {
    let _ = (text, selection);
    None
}
