//! What a file is by its content, and what was looked at before it is written.

use std::{fmt, path::PathBuf, sync::Arc};

use super::{exif::Carries, home::PictureHome};
use crate::model::{document::DocumentId, front_matter::KeyPath, stock::Photo, text::Anchor};

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
    Svg,
    Bmp,
}

impl Kind {
    /// By the first bytes of a file. What is no picture of pixels may be an SVG, which is text.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let brand = || bytes.get(4..12);
        Some(match bytes {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            _ if bytes.starts_with(super::png::SIGNATURE) => Self::Png,
            _ if bytes.starts_with(b"GIF8") => Self::Gif,
            _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Self::WebP,
            _ if bytes.starts_with(b"BM") => Self::Bmp,
            _ if brand() == Some(b"ftypavif") || brand() == Some(b"ftypavis") => Self::Avif,
            _ => return None,
        })
    }

    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            // It becomes one.
            Self::Png | Self::Bmp => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }
}

/// The bytes of a file on their way to another one.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(pub Arc<[u8]>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bytes").field(&self.0.len()).finish()
    }
}

/// What a picture is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Cover(DocumentId),
    /// A field of the head.
    Field(DocumentId, KeyPath),
    /// A place in the text.
    Text(DocumentId, Anchor),
}

impl Target {
    pub fn document(&self) -> DocumentId {
        match self {
            Self::Cover(document) | Self::Field(document, _) | Self::Text(document, _) => *document,
        }
    }
}

/// Where a picture comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    File(PathBuf),
    /// Pixels that were copied.
    Pasted(Pasted),
    /// It has this address already.
    Address(String),
    /// Of a photo service.
    Photo(Box<Photo>),
}

/// Four bytes a pixel, not premultiplied, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    pub size: [usize; 2],
    pub rgba: Bytes,
}

/// The same picture with fewer pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smaller {
    pub pixels: [usize; 2],
    pub bytes: Bytes,
}

/// A picture that was looked at and is not yet written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub kind: Kind,
    /// Width and height, in pixels, as it will be shown. An SVG has none.
    pub pixels: Option<[usize; 2]>,
    /// What is written.
    pub bytes: Bytes,
    /// What it told, and no longer does.
    pub carried: Carries,
    /// Its pixels are not those of the file: it was turned, or of a kind that becomes another.
    pub is_encoded: bool,
    /// Nobody looked whether it tells where it was taken.
    pub is_unsearched: bool,
    /// The address of the same picture in the site.
    pub twin: Option<String>,
}

/// What becomes of a picture once its file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub target: Target,
    pub home: PictureHome,
    pub words: Words,
}

/// What is said of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub alt: String,
    pub caption: String,
    /// The smaller one is taken.
    pub is_small: bool,
}
