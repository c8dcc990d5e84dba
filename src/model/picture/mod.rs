//! Which picture an article means, and the pixels once they are there; where a head has its cover
//! ([`cover`]), where a new picture goes ([`home`]) and what of its file is left out ([`cut`]).

pub mod cover;
pub mod credit;
pub mod cut;
mod exif;
pub mod home;
pub mod insert;
pub mod library;
pub mod listed;
pub mod name;
pub mod named;
pub mod offer;
pub mod png;
mod themes;
pub mod thumbnail;

use std::{
    hash::{Hash, Hasher},
    path::PathBuf,
    sync::Arc,
};

/// The endings of files that are pictures.
pub const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "svg", "avif"];

/// Whether an address or a path ends as that of a picture does.
pub fn is_picture(address: &str) -> bool {
    let ending = address.rsplit_once('.').map(|(_, ending)| ending);
    let is_it = |ending: &str| ENDINGS.iter().any(|it| it.eq_ignore_ascii_case(ending));
    ending.is_some_and(is_it)
}

/// A picture as an article names it.
///
/// `address` is the text in the head or the body (`cover.jpg`, `/img/a.png`, `https://…`);
/// what it stands for depends on the article's folder and the site, and is found by `io`. It may
/// be the picture itself (`data:image/png;base64,…`), and so of any length.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PictureSource {
    pub address: String,
    /// The folder that holds the article's file.
    pub folder: PathBuf,
    /// The root of the site, if the article is in one. Nothing outside is read.
    pub root: Option<PathBuf>,
}

impl Hash for PictureSource {
    /// Of a long address its ends alone: it is asked for in each frame.
    fn hash<H: Hasher>(&self, state: &mut H) {
        const END: usize = 256;
        let address = self.address.as_bytes();
        let (_, end) = address.split_at(address.len().saturating_sub(END));
        (address.len(), address.get(..END), end).hash(state);
        (&self.folder, &self.root).hash(state);
    }
}

/// Decoded pixels, at most the size asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width and height of `rgba`, in pixels.
    pub size: [usize; 2],
    /// Four bytes a pixel, not premultiplied, row by row from the top.
    pub rgba: Arc<[u8]>,
    /// Width and height of the picture as stored, in pixels, after EXIF orientation.
    pub stored_size: [usize; 2],
    /// Weight of the file as stored.
    pub stored_bytes: u64,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pixels")
            .field("size", &self.size)
            .field("stored_size", &self.stored_size)
            .finish_non_exhaustive()
    }
}
