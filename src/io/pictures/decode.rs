//! The bytes of a picture as pixels, within limits.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits, metadata::Orientation};

use super::{PictureError, avif, svg};
use crate::model::picture::Pixels;

/// The most pixels a side, and in all, that are decoded.
const MAX_SIDE: u32 = 16_384;
pub(super) const MAX_PIXELS: u64 = 40_000_000;
/// The most memory that decoding may take.
const MAX_MEMORY_BYTES: u64 = 256 * 1024 * 1024;

/// Decodes a picture (of an animation the first image), turns it as its EXIF data say, and makes
/// it at most `max_pixels` a side.
pub(super) fn decode(bytes: &[u8], max_pixels: u32) -> Result<Pixels, PictureError> {
    if let Some(kind) = not_shown(bytes) {
        return Err(PictureError::NotShown(kind));
    }
    if svg::is_svg(bytes) {
        return svg::draw(bytes, max_pixels);
    }
    let mut image = if avif::is_avif(bytes) {
        avif::decode(bytes)?.into()
    } else {
        upright(bytes)?
    };
    let stored_size = [side(image.width()), side(image.height())];
    if image.width().max(image.height()) > max_pixels {
        image = image.resize(
            max_pixels,
            max_pixels,
            image::imageops::FilterType::Triangle,
        );
    }
    let rgba = image.into_rgba8();
    Ok(Pixels {
        size: [side(rgba.width()), side(rgba.height())],
        rgba: rgba.into_raw().into(),
        stored_size,
        stored_bytes: bytes.len() as u64,
    })
}

/// Decodes a picture and turns it as its EXIF data say.
fn upright(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let mut decoder = within_limits(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Whether a picture has more pixels than are decoded.
pub(super) fn is_too_large(width: u32, height: u32) -> bool {
    width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS
}

pub(super) fn side(pixels: u32) -> usize {
    usize::try_from(pixels).unwrap_or(usize::MAX)
}

/// Width and height, in pixels, as they will be shown, by the header alone.
pub(super) fn measure(bytes: &[u8]) -> Option<[usize; 2]> {
    if svg::is_svg(bytes) {
        return svg::measure(bytes);
    }
    if avif::is_avif(bytes) {
        return avif::measure(bytes).map(|size| size.map(side));
    }
    let mut decoder = within_limits(bytes).ok()?;
    let (width, height) = decoder.dimensions();
    let is_turned = matches!(
        decoder.orientation(),
        Ok(Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH)
    );
    Some(if is_turned {
        [side(height), side(width)]
    } else {
        [side(width), side(height)]
    })
}

/// A decoder of a picture that is not too large by its header.
fn within_limits(bytes: &[u8]) -> Result<impl ImageDecoder, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if is_too_large(width, height) {
        return Err(PictureError::TooLarge);
    }
    Ok(decoder)
}

fn broken(err: image::ImageError) -> PictureError {
    match err {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        other => PictureError::Broken(other.to_string()),
    }
}

/// Kinds that a site may well have, and that are not decoded here: there is no decoder of HEVC but
/// in C.
fn not_shown(bytes: &[u8]) -> Option<&'static str> {
    let kind = bytes.get(..12)?.strip_prefix(bytes.get(..4)?)?;
    match kind.strip_prefix(b"ftyp")? {
        b"avis" => Some("Moving AVIF"),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" => Some("HEIC"),
        b"mif1" | b"msf1" => Some("HEIF"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbaImage::new(width, height)
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_large_picture_is_made_small_and_keeps_its_stored_size() {
        let pixels = decode(&png(400, 200), 100).unwrap();

        assert_eq!(pixels.size, [100, 50]);
        assert_eq!(pixels.stored_size, [400, 200]);
        assert_eq!(pixels.rgba.len(), 100 * 50 * 4);
    }

    #[test]
    fn a_picture_is_measured_by_its_header() {
        let whole = png(400, 200);

        assert_eq!(measure(&whole[..100]), Some([400, 200]));
        assert_eq!(measure(b"hello"), None);
    }

    #[test]
    fn a_picture_that_claims_too_many_pixels_is_refused_by_its_header() {
        let mut bytes = png(1, 1);
        // Width and height in the first chunk, with the chunk's checksum made anew.
        bytes[16..24].copy_from_slice(&[0, 0, 0x3f, 0xff, 0, 0, 0x3f, 0xff]);
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());

        let err = decode(&bytes, 100).unwrap_err();

        assert!(matches!(err, PictureError::TooLarge), "{err:?}");
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let mut crc = !0_u32;
        for &byte in bytes {
            crc ^= u32::from(byte);
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1));
            }
        }
        !crc
    }

    #[test]
    fn broken_and_other_files_say_what_they_are() {
        let cut = &png(40, 40)[..40];
        assert!(matches!(decode(cut, 100), Err(PictureError::Broken(_))));
        assert!(matches!(
            decode(b"hello", 100),
            Err(PictureError::Broken(_))
        ));
        for kind in [b"heic", b"mif1", b"avis"] {
            let bytes = [b"\0\0\0\x1cftyp", kind.as_slice()].concat();
            assert!(matches!(
                decode(&bytes, 100),
                Err(PictureError::NotShown(_))
            ));
        }
        let film = b"\0\0\0\x1cftypisom";
        assert!(matches!(decode(film, 100), Err(PictureError::Broken(_))));
        let avif = b"\0\0\0\x1cftypavif";
        assert!(matches!(decode(avif, 100), Err(PictureError::Broken(_))));
    }
}
