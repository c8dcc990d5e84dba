//! What the clipboard holds beside plain text.
//!
//! Limits: on a Wayland desktop it is read through the desktop's X11 clipboard, where there is one.

use crate::model::markdown::format;

/// The pasted text as markdown. `None`: the clipboard holds nothing that says more than `plain`.
pub fn as_markdown(plain: &str) -> Option<String> {
    let html = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html());
    format::of_html(&html.ok()?, plain)
}
