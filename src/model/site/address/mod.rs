//! The addresses that Hugo gives to pages, sections, terms and their aliases.
//!
//! A page has two names: its *key*, by which `ref` finds it and languages are joined (`/posts/the
//! ferry's` is `/posts/the-ferry's`), and its *address*, of which signs are left out. Two keys can
//! have one address.

mod layout;
mod name;
mod page;
mod pattern;

/// The file that a server gives for a folder.
pub const INDEX: &str = "index.html";

/// Without the slash at its end, and the name of the file that it stands for.
pub fn bare(address: &str) -> &str {
    let address = address.strip_suffix(INDEX).unwrap_or(address);
    address.trim_end_matches('/')
}

pub use layout::format as format_date;
pub use name::{Manner, escaped, key, of_path, of_title};
pub use page::{Spot, alias, full, of_page};
pub use pattern::{Named, Pattern};
