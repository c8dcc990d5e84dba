//! The captions of a site's covers, for how it says whose a photo is.
//!
//! Limits: the newest 2,000 articles; those over 1 MiB are left out.

use std::path::{Path, PathBuf};

use crate::{
    io::beneath,
    model::{
        front_matter,
        picture::{cover, credit::Captioned},
    },
};

/// So many articles are read.
pub const MOST_ARTICLES: usize = 2_000;
const MOST_BYTES: u64 = 1 << 20;

/// The covers with a caption of these articles, each with its section; the newest stand first.
pub fn find(root: &Path, articles: &[(PathBuf, String)]) -> Vec<Captioned> {
    let newest = articles.iter().take(MOST_ARTICLES);
    newest
        .filter_map(|(path, section)| {
            let text = beneath::read_text(root, path, MOST_BYTES).ok()??;
            let head = front_matter::read(&text);
            let [address, _, caption] = cover::in_words(&head)?;
            let section = section.clone();
            (!caption.is_empty()).then_some(Captioned {
                section,
                address,
                caption,
            })
        })
        .collect()
}
