//! What was found in a site, in words.

use crate::model::{settings::Found, words::say};

/// `Hugo · 7,544 articles · nl, en`
pub fn found_in(found: &Found) -> String {
    let mut parts = Vec::new();
    if !found.generator.is_empty() {
        parts.push(found.generator.clone());
    }
    parts.push(say!("welcome-articles", count = found.articles));
    if !found.languages.is_empty() {
        parts.push(found.languages.join(", "));
    }
    parts.join(" · ")
}
