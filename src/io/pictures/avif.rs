//! AVIF pictures: a box file, and in it one frame of AV1 for the colours and one for what is
//! transparent.
//!
//! Not read: pictures of several tiles (`grid`), animations, turns by `irot` and `imir`. Colours
//! beyond sRGB are shown as if they were sRGB.

use avif_parse::AvifData;
use re_rav1d::dav1d::{
    Decoder, Error, Picture, PixelLayout, PlanarImageComponent, Settings,
    pixel::{MatrixCoefficients, YUVRange},
};

use super::{
    PictureError,
    decode::{MAX_PIXELS, is_too_large, side},
};

use crate::model::said::{Said, said};

/// Whether the bytes say that they are an AVIF picture.
pub(super) fn is_avif(bytes: &[u8]) -> bool {
    bytes.get(4..12) == Some(b"ftypavif")
}

/// Width and height, in pixels.
pub(super) fn measure(bytes: &[u8]) -> Option<[u32; 2]> {
    size_of(&read(bytes).ok()?).ok()
}

/// A decoded picture.
pub(super) struct Avif {
    colours: Frame,
    alpha: Option<Frame>,
    is_premultiplied: bool,
}

impl Avif {
    /// Decodes a picture that is not too large by its header.
    pub fn read(bytes: &[u8]) -> Result<Self, PictureError> {
        let data = read(bytes)?;
        let [width, height] = size_of(&data)?;
        if is_too_large(width, height) {
            return Err(PictureError::TooLarge);
        }
        let colours = Frame::decode(data.primary_item.to_vec())?;
        let alpha = data.alpha_item.map(|alpha| Frame::decode(alpha.to_vec()));
        Ok(Self {
            colours,
            alpha: alpha.transpose()?,
            is_premultiplied: data.premultiplied_alpha,
        })
    }

    /// Width and height, in pixels.
    pub fn size(&self) -> [u32; 2] {
        [self.colours.width, self.colours.height]
    }

    /// Replaces `line` by line `y`, four bytes a pixel.
    pub fn read_line(&self, y: usize, line: &mut Vec<u8>) {
        self.colours.read_line(y, line);
        if let Some(alpha) = &self.alpha {
            alpha.make_transparent(y, line, self.is_premultiplied);
        }
    }
}

fn read(mut bytes: &[u8]) -> Result<AvifData, PictureError> {
    AvifData::from_reader(&mut bytes).map_err(|err| match err {
        avif_parse::Error::Unsupported(_) => PictureError::NotShown(said!("picture-such-avif")),
        other => PictureError::Broken(Said::verbatim(other.to_string())),
    })
}

fn size_of(data: &AvifData) -> Result<[u32; 2], PictureError> {
    let header = data.primary_item_metadata().map_err(|err| broken(&err))?;
    Ok([header.max_frame_width.get(), header.max_frame_height.get()])
}

fn broken(err: &dyn std::fmt::Display) -> PictureError {
    PictureError::Broken(Said::verbatim(err.to_string()))
}

/// A decoded frame of AV1.
struct Frame {
    width: u32,
    height: u32,
    picture: Picture,
    /// What the largest value of a sample is.
    largest: f32,
    has_wide_samples: bool,
}

impl Frame {
    fn decode(frame: Vec<u8>) -> Result<Self, PictureError> {
        // What is waited for is one frame.
        const MOST_TRIES: usize = 100;
        let mut settings = Settings::new();
        settings.set_n_threads(1);
        settings.set_max_frame_delay(1);
        settings.set_frame_size_limit(u32::try_from(MAX_PIXELS).unwrap_or(u32::MAX));
        let mut decoder = Decoder::with_settings(&settings).map_err(|err| broken(&err))?;
        let mut sent = decoder.send_data(frame, None, None, None);
        for _ in 0..MOST_TRIES {
            match decoder.get_picture() {
                Ok(picture) => return Self::of(picture),
                Err(Error::Again) => match sent {
                    Err(Error::Again) => sent = decoder.send_pending_data(),
                    Err(err) => return Err(broken(&err)),
                    Ok(()) => {}
                },
                Err(err) => return Err(broken(&err)),
            }
        }
        Err(PictureError::Broken(said!("picture-none-in-it")))
    }

    fn of(picture: Picture) -> Result<Self, PictureError> {
        let (width, height) = (picture.width(), picture.height());
        if is_too_large(width, height) {
            return Err(PictureError::TooLarge);
        }
        let bits = picture.bits_per_component().map_or(8, |bits| bits.0);
        Ok(Self {
            width,
            height,
            has_wide_samples: picture.bit_depth() > 8,
            largest: ((1_u32 << bits.min(16)) - 1) as f32,
            picture,
        })
    }

    /// The samples of a plane, line by line, each from 0 to 1.
    fn plane(&self, component: PlanarImageComponent) -> Plane {
        let (shift_x, shift_y) = match (component, self.picture.pixel_layout()) {
            (PlanarImageComponent::Y, _) | (_, PixelLayout::I444 | PixelLayout::I400) => (0, 0),
            (_, PixelLayout::I422) => (1, 0),
            (_, PixelLayout::I420) => (1, 1),
        };
        Plane {
            stride: side(self.picture.stride(component)),
            samples: self.picture.plane(component),
            shift_x,
            shift_y,
            has_wide_samples: self.has_wide_samples,
            scale: 1.0 / self.largest,
        }
    }

    /// Replaces `rgba` by a line, opaque.
    fn read_line(&self, y: usize, rgba: &mut Vec<u8>) {
        let levels = self.levels();
        let matrix = self.picture.matrix_coefficients();
        let is_grey = self.picture.pixel_layout() == PixelLayout::I400;
        let brightness = self.plane(PlanarImageComponent::Y);
        let colours = (!is_grey).then(|| {
            [PlanarImageComponent::U, PlanarImageComponent::V].map(|plane| self.plane(plane))
        });
        let line = brightness.line(y);
        let lines = colours.as_ref();
        let lines = lines.map(|planes| planes.each_ref().map(|plane| plane.line(y)));
        rgba.clear();
        for x in 0..side(self.width) {
            let parts = lines
                .as_ref()
                .map(|lines| lines.each_ref().map(|line| line.at(x)));
            let rgb = levels.rgb(line.at(x), parts, matrix);
            rgba.extend(rgb.map(byte));
            rgba.push(255);
        }
    }

    fn levels(&self) -> Levels {
        let of_255 = (self.largest + 1.0) / 256.0 / self.largest;
        let middle = 128.0 * of_255;
        if self.picture.color_range() == YUVRange::Full {
            Levels {
                black: 0.0,
                light: 1.0,
                colour: 1.0,
                middle,
            }
        } else {
            Levels {
                black: 16.0 * of_255,
                light: 1.0 / (219.0 * of_255),
                colour: 1.0 / (224.0 * of_255),
                middle,
            }
        }
    }

    /// Sets what is transparent of a line of pixels by this frame.
    fn make_transparent(&self, y: usize, rgba: &mut [u8], is_premultiplied: bool) {
        let plane = self.plane(PlanarImageComponent::Y);
        let line = plane.line(y);
        for (x, pixel) in rgba.chunks_exact_mut(4).enumerate() {
            let alpha = line.at(x);
            if let [r, g, b, a] = pixel {
                *a = byte(alpha);
                if is_premultiplied && alpha > 0.0 {
                    for part in [r, g, b] {
                        *part = byte(f32::from(*part) / 255.0 / alpha);
                    }
                }
            }
        }
    }
}

struct Plane {
    samples: re_rav1d::dav1d::Plane,
    /// Bytes from one line to the next.
    stride: usize,
    /// By how many bits a place on the page is more than one in the plane.
    shift_x: u32,
    shift_y: u32,
    has_wide_samples: bool,
    scale: f32,
}

impl Plane {
    /// The line of the plane that shows line `y` of the picture.
    fn line(&self, y: usize) -> Line<'_> {
        let start = (y >> self.shift_y) * self.stride;
        let samples = self.samples.get(start..).unwrap_or_default();
        Line {
            samples: samples.get(..self.stride).unwrap_or(samples),
            plane: self,
        }
    }
}

struct Line<'a> {
    samples: &'a [u8],
    plane: &'a Plane,
}

impl Line<'_> {
    fn at(&self, x: usize) -> f32 {
        let x = x >> self.plane.shift_x;
        let sample = if self.plane.has_wide_samples {
            match self.samples.get(2 * x..2 * x + 2) {
                Some(&[low, high]) => u16::from_ne_bytes([low, high]),
                _ => 0,
            }
        } else {
            u16::from(self.samples.get(x).copied().unwrap_or_default())
        };
        f32::from(sample) * self.plane.scale
    }
}

/// What samples mean: in the range of a film black is 16 and white 235 of 255.
struct Levels {
    black: f32,
    /// What brightness, and what colours, are multiplied by.
    light: f32,
    colour: f32,
    /// Where a colour is none.
    middle: f32,
}

impl Levels {
    /// Red, green and blue of a brightness, and of blue and red less that, if it is not grey.
    fn rgb(&self, bright: f32, parts: Option<[f32; 2]>, matrix: MatrixCoefficients) -> [f32; 3] {
        let light = |part: f32| (part - self.black) * self.light;
        let Some([blue, red]) = parts else {
            return [light(bright); 3];
        };
        let (of_red, of_blue) = match matrix {
            MatrixCoefficients::Identity => return [red, bright, blue].map(light),
            MatrixCoefficients::BT709 => (0.2126, 0.0722),
            MatrixCoefficients::BT2020NonConstantLuminance => (0.2627, 0.0593),
            _ => (0.299, 0.114),
        };
        let bright = light(bright);
        let difference = |part: f32| 2.0 * (part - self.middle) * self.colour;
        let red = bright + (1.0 - of_red) * difference(red);
        let blue = bright + (1.0 - of_blue) * difference(blue);
        let green = (bright - of_red * red - of_blue * blue) / (1.0 - of_red - of_blue);
        [red, green, blue]
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is within a byte"
)]
fn byte(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn decode(bytes: &[u8]) -> Result<RgbaImage, PictureError> {
        let avif = Avif::read(bytes)?;
        let [width, height] = avif.size();
        let mut rgba = Vec::new();
        for y in 0..side(height) {
            let mut line = Vec::new();
            avif.read_line(y, &mut line);
            rgba.extend(line);
        }
        Ok(RgbaImage::from_raw(width, height, rgba).unwrap())
    }

    /// Left half red, right half blue, as they are stored: 8 bits with the lower half
    /// transparent; 10 bits in the range of a film; 12 bits without loss of colour; green, blue
    /// and red as they are.
    const HALVES: [(&str, &[u8]); 4] = [
        (
            "8",
            include_bytes!("../../../tests/fixtures/pictures/alpha.avif"),
        ),
        (
            "10",
            include_bytes!("../../../tests/fixtures/pictures/ten-limited.avif"),
        ),
        (
            "12",
            include_bytes!("../../../tests/fixtures/pictures/twelve-444.avif"),
        ),
        (
            "gbr",
            include_bytes!("../../../tests/fixtures/pictures/gbr.avif"),
        ),
    ];

    fn is_near(pixel: Rgba<u8>, expected: [u8; 4]) -> bool {
        let parts = pixel.0.iter().zip(expected);
        parts.map(|(one, other)| one.abs_diff(other)).max() <= Some(6)
    }

    #[test]
    fn colours_are_those_that_were_stored() {
        for (name, bytes) in HALVES {
            assert!(is_avif(bytes), "{name}");
            assert_eq!(measure(bytes), Some([64, 32]), "{name}");
            let picture = decode(bytes).unwrap();

            assert_eq!(picture.dimensions(), (64, 32), "{name}");
            let (left, right) = (picture.get_pixel(8, 4), picture.get_pixel(56, 4));
            assert!(is_near(*left, [230, 40, 30, 255]), "{name}: {left:?}");
            assert!(is_near(*right, [30, 60, 220, 255]), "{name}: {right:?}");
        }
    }

    #[test]
    fn what_is_transparent_is() {
        let (_, bytes) = HALVES[0];

        let picture = decode(bytes).unwrap();

        assert_eq!(picture.get_pixel(8, 4).0[3], 255);
        assert_eq!(picture.get_pixel(8, 28).0[3], 0);
    }

    #[test]
    fn broken_pictures_are_refused() {
        for (name, bytes) in HALVES {
            for end in [0, 12, 40, bytes.len() / 2, bytes.len() - 20] {
                assert!(decode(&bytes[..end]).is_err(), "{name} {end}");
            }
        }
    }

    #[test]
    fn any_damage_is_survived() {
        let (_, bytes) = HALVES[0];
        for at in 12..bytes.len() {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= 0x5a;

            let (size, picture) = (measure(&damaged), decode(&damaged));

            if let Ok(picture) = picture {
                assert!(size.is_some() && picture.width() > 0);
            }
        }
    }
}
