//! Which picture an article means, and the pixels once they are there.

use std::{path::PathBuf, sync::Arc};

/// A picture as an article names it.
///
/// `address` is the text in the head or the body (`cover.jpg`, `/img/a.png`, `https://…`);
/// what it stands for depends on the article's folder and the site, and is found by `io`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureSource {
    pub address: String,
    /// The folder that holds the article's file.
    pub folder: PathBuf,
    /// The root of the site, if the article is in one. Nothing outside is read.
    pub root: Option<PathBuf>,
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
