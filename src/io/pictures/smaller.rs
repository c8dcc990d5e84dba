//! Pictures encoded anew: smaller ones, and pixels that were pasted.
//!
//! A JPEG keeps its colour profile; nothing else that the file told is in the new one.
//!
//! Limits: JPEG and PNG are made smaller, to 1,600 pixels at the longer side, and only where that saves
//! a tenth of the bytes.

use std::io::Cursor;

use fast_image_resize::{
    FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::{U8x3, U8x4},
};
use image::{
    DynamicImage, ImageDecoder as _, RgbImage, RgbaImage, codecs::png::PngEncoder,
    metadata::Orientation,
};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::{PictureError, decode};
use crate::model::{
    picture::offer::{Bytes, Kind, Pasted, Smaller},
    said::Said,
};

/// The longer side of a smaller picture, in pixels.
const SIDE: u32 = 1_600;
const QUALITY: u8 = 82;
/// A smaller picture is offered only where it weighs at most so many of a hundred.
const GAIN_PERCENT: usize = 90;
/// Pixels of no more colours are a drawing or a screen.
const FEW_COLOURS: usize = 256;

/// The picture at most `SIDE` a side. `None`: it is of a kind that stays as it is, cannot be
/// read, or would hardly weigh less.
pub fn smaller(kind: Kind, bytes: &[u8]) -> Option<Smaller> {
    if !matches!(kind, Kind::Jpeg | Kind::Png) {
        return None;
    }
    let mut decoder = decode::within_limits(bytes).ok()?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|it| is_rgb(it));
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(turned);
    let image = reduced(image)?;
    let pixels = [image.width(), image.height()].map(decode::side);
    let made = match kind {
        Kind::Jpeg => jpeg(&image.into_rgb8(), profile.as_deref())?,
        _ => png(&image).ok()?,
    };
    (made.len() * 100 <= bytes.len() * GAIN_PERCENT).then(|| Smaller {
        pixels,
        bytes: Bytes(made.into()),
    })
}

/// The bytes of a file of pixels that were pasted: as PNG what sees through or has few colours, as
/// JPEG what is like a photo.
///
/// # Errors
/// If there are too many, or fewer than said.
pub fn of_pixels(pasted: &Pasted) -> Result<Vec<u8>, PictureError> {
    let broken = || PictureError::Broken(Said::verbatim("RGBA"));
    let [wide, high] = pasted
        .size
        .map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    if decode::is_too_large(wide, high) || wide == 0 || high == 0 {
        return Err(PictureError::TooLarge);
    }
    let image = RgbaImage::from_raw(wide, high, pasted.rgba.0.to_vec()).ok_or_else(broken)?;
    if is_drawing(&image) {
        return png(&DynamicImage::from(image)).map_err(decode::broken);
    }
    let image = DynamicImage::from(image).into_rgb8();
    jpeg(&image, None).ok_or_else(broken)
}

/// How a colour profile names its pixels.
const RGB: [u8; 4] = [0x52, 0x47, 0x42, 0x20];

/// Whether a colour profile is one of the pixels that are encoded anew. See ICC.1, 7.2.6.
pub(super) fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(&RGB[..])
}

fn is_drawing(image: &RgbaImage) -> bool {
    let mut colours = std::collections::HashSet::new();
    image.pixels().any(|pixel| pixel.0[3] < 255)
        || image.pixels().all(|pixel| {
            colours.insert(pixel.0);
            colours.len() <= FEW_COLOURS
        })
}

fn reduced(image: DynamicImage) -> Option<DynamicImage> {
    let longer = image.width().max(image.height());
    if longer <= SIDE {
        return Some(image);
    }
    let scaled = |side: u32| {
        let scaled = u64::from(side) * u64::from(SIDE) / u64::from(longer.max(1));
        u32::try_from(scaled).unwrap_or(SIDE).max(1)
    };
    let (wide, high) = (scaled(image.width()), scaled(image.height()));
    let into = (wide, high);
    Some(if image.color().has_alpha() {
        let (from, mut made) = (image.into_rgba8(), RgbaImage::new(wide, high));
        scale::<U8x4>((from.dimensions(), &from), (into, &mut made))?;
        made.into()
    } else {
        let (from, mut made) = (image.into_rgb8(), RgbImage::new(wide, high));
        scale::<U8x3>((from.dimensions(), &from), (into, &mut made))?;
        made.into()
    })
}

/// Fills one picture with another. Its pixels are named: to ask for the kind of pixels as it runs takes along the code
/// for each kind that there is.
fn scale<P: PixelTrait>(from: ((u32, u32), &[u8]), into: ((u32, u32), &mut [u8])) -> Option<()> {
    let (((wide, high), pixels), (target, bytes)) = (from, into);
    let source = TypedImageRef::<P>::from_buffer(wide, high, pixels).ok()?;
    let mut target = TypedImage::<P>::from_buffer(target.0, target.1, bytes).ok()?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize_typed(&source, &mut target, &options)
        .ok()
}

fn jpeg(image: &RgbImage, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let (wide, high) = image.dimensions();
    let [wide, high] = [wide, high].map(|side| u16::try_from(side).ok());
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    // Without, each colour is in a scan of its own, which some programs, and our own reader, show in green.
    encoder.set_progressive(true);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    encoder
        .encode(image.as_raw(), wide?, high?, ColorType::Rgb)
        .ok()?;
    Some(bytes)
}

fn png(image: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_with_encoder(PngEncoder::new(&mut bytes))?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(wide: u32, high: u32) -> Vec<u8> {
        let image = RgbImage::from_fn(wide, high, |x, y| {
            let noise = (x * 7919 + y * 104_729) % 97;
            image::Rgb([x, y, noise].map(|it| u8::try_from(it % 256).unwrap_or_default()))
        });
        let mut bytes = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95)
            .encode_image(&image)
            .unwrap();
        bytes
    }

    #[test]
    fn what_is_written_looks_as_what_was_read() {
        let image = RgbImage::from_fn(1_700, 1_100, |x, y| {
            let red = u8::try_from(x * 255 / 1_700).unwrap();
            image::Rgb([red, 0, u8::try_from(y * 255 / 1_100).unwrap()])
        });
        let jpeg = jpeg(&image, None).unwrap();

        let back = image::load_from_memory(&jpeg).unwrap().to_rgb8();

        let pairs = back.as_raw().iter().zip(image.as_raw());
        let off: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let values = u64::try_from(back.as_raw().len()).unwrap();
        assert!(off < values * 2, "{} of 255 a value", off / values);
    }

    #[test]
    fn a_large_photo_is_made_smaller_and_lighter() {
        let bytes = photo(2_000, 250);

        let smaller = smaller(Kind::Jpeg, &bytes).unwrap();

        assert_eq!(smaller.pixels, [1_600, 200]);
        assert!(smaller.bytes.0.len() < bytes.len());
        let read = decode::decode(&smaller.bytes.0, 400).unwrap();
        assert_eq!(read.stored_size, [1_600, 200]);
    }

    #[test]
    fn what_would_hardly_weigh_less_or_moves_is_left_alone() {
        let light = jpeg(&RgbImage::new(40, 30), None).unwrap();
        assert_eq!(smaller(Kind::Jpeg, &light), None);
        assert_eq!(smaller(Kind::Gif, &photo(2_000, 100)), None);
        assert_eq!(smaller(Kind::Jpeg, b"no picture"), None);
    }

    #[test]
    fn pasted_pixels_are_a_drawing_or_a_photo() {
        let pasted = |rgba: Vec<u8>| Pasted {
            size: [40, 30],
            rgba: Bytes(rgba.into()),
        };
        let plain = of_pixels(&pasted([9, 9, 9, 255].repeat(1_200))).unwrap();
        assert_eq!(Kind::of(&plain), Some(Kind::Png));
        let many: Vec<u8> = (0..1_200_u32)
            .flat_map(|at| [at % 256, at / 5, 7, 255])
            .map(|part| u8::try_from(part).unwrap())
            .collect();
        assert_eq!(
            Kind::of(&of_pixels(&pasted(many)).unwrap()),
            Some(Kind::Jpeg)
        );
        assert!(of_pixels(&pasted(vec![0; 12])).is_err());
    }
}
