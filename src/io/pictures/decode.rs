//! The bytes of a picture as pixels, within limits, and whether they are decoded here or in a process
//! of their own.
//!
//! Limits: 16,384 pixels a side, 40 million in all, 256 MiB while decoding. Over 8 million pixels or 10
//! MB, and of the kinds that can be made to cost much, it is done apart.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage, metadata::Orientation,
};

use super::{
    PictureError,
    avif::{self, Avif},
    essential::essential,
    reduce::Reducer,
    svg,
};
use crate::model::{
    picture::Pixels,
    said::{Said, said},
};

/// The most pixels a side, and in all, that are decoded.
const MAX_SIDE: u32 = 16_384;
pub(super) const MAX_PIXELS: u64 = 40_000_000;
/// The most memory that decoding may take.
const MAX_MEMORY_BYTES: u64 = 256 * 1024 * 1024;
/// What has more pixels, or more bytes of them, is decoded in a process of its own.
const MAX_PIXELS_HERE: u64 = 8_000_000;
const MAX_BYTES_HERE: u64 = 4 * MAX_PIXELS_HERE;
/// So does what is heavier: what it carries beside its pixels is copied by its decoder.
const MAX_FILE_BYTES_HERE: usize = 10_000_000;

/// Where a picture is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    Here,
    /// In a process of its own: it is large, or of a kind that can be made to cost much.
    Apart,
}

/// Where to decode a picture, by its first bytes.
///
/// # Errors
/// If it is of a kind that is not decoded, or says that it is too large.
pub(super) fn place(bytes: &[u8]) -> Result<Where, PictureError> {
    if let Some(kind) = not_shown(bytes) {
        return Err(PictureError::NotShown(kind));
    }
    let is_heavy = bytes.len() > MAX_FILE_BYTES_HERE;
    if is_heavy || svg::is_svg(bytes) || avif::is_avif(bytes) {
        return Ok(Where::Apart);
    }
    let bytes = essential(bytes);
    let decoder = within_limits(&bytes)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let is_large = pixels > MAX_PIXELS_HERE || decoder.total_bytes() > MAX_BYTES_HERE;
    Ok(if is_large { Where::Apart } else { Where::Here })
}

/// Decodes a picture of pixels (of an animation the first image), turns it as its EXIF data say,
/// and makes it at most `max_pixels` a side.
pub(super) fn decode(bytes: &[u8], max_pixels: u32) -> Result<Pixels, PictureError> {
    if let Some(kind) = not_shown(bytes) {
        return Err(PictureError::NotShown(kind));
    }
    let (rgba, stored_size) = if avif::is_avif(bytes) {
        let avif = Avif::read(bytes)?;
        (reduced_avif(&avif, max_pixels)?, avif.size())
    } else {
        upright(bytes, max_pixels)?
    };
    Ok(Pixels {
        size: [side(rgba.width()), side(rgba.height())],
        rgba: rgba.into_raw().into(),
        stored_size: stored_size.map(side),
        stored_bytes: bytes.len() as u64,
    })
}

fn reduced_avif(avif: &Avif, max_pixels: u32) -> Result<RgbaImage, PictureError> {
    let [_, height] = avif.size();
    let mut reducer = Reducer::new(avif.size(), 4, max_pixels);
    let mut line = Vec::new();
    for y in 0..side(height) {
        avif.read_line(y, &mut line);
        reducer.push(&line);
    }
    reducer.finish()
}

/// Decodes a picture and turns it as its EXIF data say; with the size that it was stored in, as it
/// stands upright.
fn upright(bytes: &[u8], max_pixels: u32) -> Result<(RgbaImage, [u32; 2]), PictureError> {
    let bytes = &*essential(bytes);
    let mut decoder = within_limits(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = decoder.dimensions();
    let reduced = if image::guess_format(bytes).ok() == Some(ImageFormat::Png) {
        reduced_png(bytes, max_pixels)?
    } else {
        let image = DynamicImage::from_decoder(decoder).map_err(broken)?;
        reduced(image, max_pixels)?
    };
    let mut image = DynamicImage::from(reduced);
    image.apply_orientation(orientation);
    Ok((image.into_rgba8(), turned([width, height], orientation)))
}

/// Line by line, and sixteen bits as eight from the start: such pictures weigh most.
fn reduced_png(bytes: &[u8], max_pixels: u32) -> Result<RgbaImage, PictureError> {
    let broken = |err: png::DecodingError| match err {
        png::DecodingError::LimitsExceeded => PictureError::TooLarge,
        other => PictureError::Broken(Said::verbatim(other.to_string())),
    };
    let limits = png::Limits {
        bytes: usize::try_from(MAX_MEMORY_BYTES).unwrap_or(usize::MAX),
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    let (width, height) = reader.info().size();
    let channels = reader.output_color_type().0.samples();
    let mut reducer = Reducer::new([width, height], channels, max_pixels);
    if reader.info().interlaced {
        let length = reader.output_buffer_size().ok_or(PictureError::TooLarge)?;
        let mut lines = vec![0; length];
        let frame = reader.next_frame(&mut lines).map_err(broken)?;
        for line in lines.chunks_exact(frame.line_size.max(1)) {
            reducer.push(line);
        }
    } else {
        while let Some(line) = reader.next_row().map_err(broken)? {
            reducer.push(line.data());
        }
    }
    reducer.finish()
}

fn reduced(image: DynamicImage, max_pixels: u32) -> Result<RgbaImage, PictureError> {
    let size = [image.width(), image.height()];
    let (channels, lines) = match image {
        DynamicImage::ImageLuma8(image) => (1, image.into_raw()),
        DynamicImage::ImageLumaA8(image) => (2, image.into_raw()),
        DynamicImage::ImageRgb8(image) => (3, image.into_raw()),
        other => (4, other.into_rgba8().into_raw()),
    };
    let [width, _] = size.map(side);
    let mut reducer = Reducer::new(size, channels, max_pixels);
    for line in lines.chunks_exact((width * channels).max(1)) {
        reducer.push(line);
    }
    reducer.finish()
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
    let size = if avif::is_avif(bytes) {
        avif::measure(bytes)?
    } else {
        let bytes = essential(bytes);
        let mut decoder = within_limits(&bytes).ok()?;
        let (width, height) = decoder.dimensions();
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        turned([width, height], orientation)
    };
    Some(size.map(side))
}

fn turned([width, height]: [u32; 2], orientation: Orientation) -> [u32; 2] {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => [height, width],
        _ => [width, height],
    }
}

/// A decoder of a picture that is not too large by its header.
pub(super) fn within_limits(bytes: &[u8]) -> Result<impl ImageDecoder, PictureError> {
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

/// A decoder of what only the header is asked of.
pub(super) fn of_any_size(bytes: &[u8]) -> Result<impl ImageDecoder, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.no_limits();
    reader.into_decoder().map_err(broken)
}

pub(super) fn broken(err: image::ImageError) -> PictureError {
    match err {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        other => PictureError::Broken(Said::verbatim(other.to_string())),
    }
}

/// Kinds that a site may well have, and that are not decoded here: there is no decoder of HEVC but
/// in C.
pub(super) fn not_shown(bytes: &[u8]) -> Option<Said> {
    let kind = bytes.get(..12)?.strip_prefix(bytes.get(..4)?)?;
    match kind.strip_prefix(b"ftyp")? {
        b"avis" => Some(said!("picture-moving-avif")),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" => Some(Said::verbatim("HEIC")),
        b"mif1" | b"msf1" => Some(Said::verbatim("HEIF")),
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
    fn sixteen_bits_palettes_and_interlaced_lines_are_read() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
        encoder.set_depth(png::BitDepth::Sixteen);
        encoder.set_color(png::ColorType::GrayscaleAlpha);
        let mut writer = encoder.write_header().unwrap();
        let pixel = [200, 7, 255, 255];
        writer.write_image_data(&pixel.repeat(4)).unwrap();
        writer.finish().unwrap();
        let sixteen = decode(&bytes, 1).unwrap();
        assert_eq!(
            (sixteen.size, &sixteen.rgba[..]),
            ([1, 1], &[200, 200, 200, 255][..])
        );

        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(vec![255, 0, 0, 0, 0, 255]);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[0, 1]).unwrap();
        writer.finish().unwrap();
        let palette = decode(&bytes, 9).unwrap();
        assert_eq!(palette.rgba[..], [255, 0, 0, 255, 0, 0, 255, 255]);

        let interlaced = include_bytes!("../../../tests/fixtures/pictures/interlaced.png");
        let picture = decode(interlaced, 9).unwrap();
        assert_eq!(picture.rgba[..4], [230, 40, 30, 255]);
        assert_eq!(picture.rgba[picture.rgba.len() - 4..], [30, 60, 220, 255]);
    }

    #[test]
    fn what_is_large_is_decoded_apart() {
        let claims = |width: u32, height: u32, depth: u8| {
            let mut bytes = png(1, 1);
            bytes[16..20].copy_from_slice(&width.to_be_bytes());
            bytes[20..24].copy_from_slice(&height.to_be_bytes());
            bytes[24] = depth;
            let sum = crc32(&bytes[12..29]);
            bytes[29..33].copy_from_slice(&sum.to_be_bytes());
            place(&bytes)
        };

        assert_eq!(claims(2000, 2000, 8).unwrap(), Where::Here);
        assert_eq!(claims(4000, 4000, 8).unwrap(), Where::Apart);
        assert_eq!(claims(2500, 2500, 16).unwrap(), Where::Apart);
        assert!(claims(10_000, 10_000, 8).is_err());
        assert_eq!(place(b"<svg/>").unwrap(), Where::Apart);
    }

    /// Whatever a file carries beside its pixels: the memory that it takes is at most some times
    /// its own length here.
    #[test]
    fn what_is_heavy_is_decoded_apart_whatever_its_format() {
        let formats = [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::WebP,
            ImageFormat::Bmp,
        ];
        for format in formats {
            let mut bytes = Cursor::new(Vec::new());
            let image = DynamicImage::from(RgbaImage::new(4, 4));
            let image = DynamicImage::from(image.to_rgb8());
            image.write_to(&mut bytes, format).unwrap();
            let mut bytes = bytes.into_inner();
            assert_eq!(place(&bytes).unwrap(), Where::Here, "{format:?}");
            bytes.resize(MAX_FILE_BYTES_HERE + 1, 0);
            assert_eq!(place(&bytes).unwrap(), Where::Apart, "{format:?}");
        }
    }

    /// EXIF data of 70 KB are none of a camera: whoever reads them reads the other chunks too.
    #[test]
    fn of_a_png_only_what_it_is_shown_by_reaches_a_decoder() {
        let turned_by = |padding: usize| {
            let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06".to_vec();
            exif.resize(exif.len() + padding, 0);
            let framed = [b"eXIf", &exif[..]].concat();
            let len = u32::try_from(exif.len()).unwrap().to_be_bytes();
            let sum = crc32(&framed).to_be_bytes();
            let whole = png(4, 2);
            let (header, rest) = whole.split_at(33);
            [header, &len, &framed, &sum, rest].concat()
        };

        for (padding, size) in [(8, [2, 4]), (70_000, [4, 2])] {
            let picture = turned_by(padding);
            assert_eq!(place(&picture).unwrap(), Where::Here);
            assert_eq!(measure(&picture), Some(size));
            assert_eq!(decode(&picture, 9).unwrap().size, size);
        }
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
