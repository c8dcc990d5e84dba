//! The file of a picture without what it tells of place, camera and owner, as it is published; no pixel is
//! touched. How it is turned stays.

use std::{io::Read as _, path::Path, sync::Arc};

use image::{ImageDecoder as _, metadata::Orientation};

use super::{MAX_FILE_BYTES, PictureError, decode};
use crate::{
    io::{beneath, encoding},
    model::{
        document::ContentHash,
        picture::{
            cut::{self, Carries},
            offer::Kind,
        },
        said::{Said, Says, said, says},
    },
};

/// Why nothing is cut out of a file.
#[derive(Debug, thiserror::Error)]
pub enum StripError {
    Read(#[from] PictureError),
    /// It is no picture, or of a kind in which nobody looks.
    Kind,
    /// It does not follow its format.
    Malformed,
    /// Without what it tells it would lie on its side.
    Turned,
    /// It tells nothing.
    Nothing,
}

says!(StripError);
impl Says for StripError {
    fn said(&self) -> Said {
        match self {
            Self::Read(inner) => inner.said(),
            Self::Kind => said!("strip-kind"),
            Self::Malformed => said!("strip-malformed"),
            Self::Turned => said!("strip-turned"),
            Self::Nothing => said!("strip-nothing"),
        }
    }
}

/// A file, and what it will hold.
#[derive(Clone, Debug)]
pub struct Stripped {
    /// Of what it holds.
    pub expected: ContentHash,
    pub old_bytes: u64,
    /// `None`: there is nothing to cut out.
    pub bytes: Option<Arc<[u8]>>,
    pub carried: Carries,
}

/// Reads a file and cuts it.
///
/// # Errors
/// [`StripError`]; the file is as it was.
pub fn strip(path: &Path) -> Result<Stripped, StripError> {
    let file = beneath::open_itself(path).map_err(PictureError::from)?;
    let mut bytes = Vec::new();
    let mut limited = file.take(MAX_FILE_BYTES + 1);
    limited
        .read_to_end(&mut bytes)
        .map_err(PictureError::from)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(PictureError::TooHeavy.into());
    }
    let kind = Kind::of(&bytes).ok_or(StripError::Kind)?;
    if matches!(kind, Kind::Avif | Kind::Svg | Kind::Bmp) {
        return Err(StripError::Kind);
    }
    let found = cut::cut(kind, &bytes).map_err(|_malformed| StripError::Malformed)?;
    let carried = found.carried;
    let new = match (found.bytes, turned(&bytes)) {
        (std::borrow::Cow::Borrowed(_), _) => None,
        (std::borrow::Cow::Owned(cut), None) => Some(cut),
        (std::borrow::Cow::Owned(cut), Some(turned)) if kind == Kind::Jpeg => {
            Some(cut::with_orientation(&cut, turned).ok_or(StripError::Malformed)?)
        }
        _ => return Err(StripError::Turned),
    };
    Ok(Stripped {
        expected: encoding::hash(&bytes),
        old_bytes: bytes.len() as u64,
        // Its turn alone was told already.
        bytes: new.filter(|new| *new != bytes).map(Arc::from),
        carried,
    })
}

/// How it is to be turned, from 2 to 8; `None`: it is upright.
fn turned(bytes: &[u8]) -> Option<u8> {
    // Of one that is too large to be shown too: its pixels are not read.
    let mut decoder = decode::of_any_size(bytes).ok()?;
    let turned = decoder.orientation().ok()?;
    (turned != Orientation::NoTransforms).then(|| turned.to_exif())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use image::{ImageEncoder as _, codecs::jpeg::JpegEncoder};

    use super::*;

    /// A photo with a camera, and turned by this.
    fn photo(orientation: u8) -> Vec<u8> {
        let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
        exif.extend(b"\x12\x01\x03\0\x01\0\0\0");
        exif.extend([orientation, 0, 0, 0]);
        // GPS, in a directory that is not there.
        exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 90);
        encoder.set_exif_metadata(exif).unwrap();
        let image = image::RgbImage::from_fn(16, 8, |x, _| {
            image::Rgb([if x < 8 { 10 } else { 200 }, 0, 90])
        });
        encoder.encode_image(&image).unwrap();
        jpeg
    }

    #[test]
    fn a_place_goes_and_how_it_is_turned_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        for orientation in [1, 3, 6, 8] {
            fs::write(&path, photo(orientation)).unwrap();
            let before = fs::read(&path).unwrap();

            let stripped = strip(&path).unwrap();

            assert!(stripped.carried.location);
            let bytes = stripped.bytes.unwrap();
            assert!(!cut::carried(Kind::Jpeg, &bytes).location);
            assert_eq!(turned(&bytes), turned(&before), "{orientation}");
            let pixels = |bytes: &[u8]| decode::decode(bytes, 100).unwrap();
            assert_eq!(pixels(&bytes).rgba, pixels(&before).rgba);
            assert_eq!(stripped.expected, encoding::hash(&before));
            // Once more there is nothing to do.
            fs::write(&path, &bytes).unwrap();
            assert!(strip(&path).unwrap().bytes.is_none(), "{orientation}");
        }
    }

    #[test]
    fn a_photo_that_is_too_large_to_be_shown_stays_turned() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        let mut photo = photo(6);
        let sizes = photo.windows(2).position(|it| it == [0xFF, 0xC0]).unwrap() + 5;
        photo[sizes..sizes + 4].copy_from_slice(&[0x17, 0xA0, 0x1F, 0x80]);
        fs::write(&path, &photo).unwrap();
        assert!(decode::within_limits(&photo).is_err());

        let bytes = strip(&path).unwrap().bytes.unwrap();

        assert_eq!(turned(&bytes), Some(6));
        assert!(!cut::carried(Kind::Jpeg, &bytes).location);
    }

    #[test]
    fn what_cannot_be_followed_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        let refused = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            strip(&path).unwrap_err()
        };

        let photo = photo(1);
        assert!(matches!(
            refused(&photo[..photo.len() / 2]),
            StripError::Malformed
        ));
        assert!(matches!(refused(b"<svg/>"), StripError::Kind));
        assert!(matches!(refused(b"text"), StripError::Kind));
    }
}
