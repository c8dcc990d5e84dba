//! Makes a picture smaller while it is read, line by line: a large one is never in the memory as a
//! whole.
//!
//! Each pixel of the result is the mean of what it covers, counted in whole numbers: a pixel of
//! the source is `target` long, one of the result is `source` long. Colours count as much as they
//! are opaque.

use image::RgbaImage;

use super::PictureError;

use crate::model::said::said;

/// Width and height of a picture of this size that is at most `max_pixels` a side.
pub(super) fn within([width, height]: [u32; 2], max_pixels: u32) -> [u32; 2] {
    let longest = width.max(height).max(1);
    let max_pixels = max_pixels.max(1);
    if longest <= max_pixels {
        return [width, height];
    }
    [width, height].map(|side| {
        let scaled =
            (u64::from(side) * u64::from(max_pixels) + u64::from(longest / 2)) / u64::from(longest);
        u32::try_from(scaled)
            .unwrap_or(max_pixels)
            .clamp(1, max_pixels)
    })
}

/// Takes the lines of a picture, from the top.
pub(super) struct Reducer {
    source: [u32; 2],
    target: [u32; 2],
    /// Bytes a pixel: grey, grey and alpha, red green and blue, or those and alpha.
    channels: usize,
    /// Red, green and blue, each times alpha, and alpha: of the line that is taken in.
    line: Vec<[u32; 4]>,
    /// The same of the line of the result that is being made.
    sums: Vec<[u64; 4]>,
    /// How much of that line is covered, and how many are done.
    covered: u32,
    rgba: Vec<u8>,
}

impl Reducer {
    pub fn new(source: [u32; 2], channels: usize, max_pixels: u32) -> Self {
        let target = within(source, max_pixels);
        let [width, height] = target.map(super::decode::side);
        Self {
            source,
            target,
            channels: channels.max(1),
            line: vec![[0; 4]; width],
            sums: vec![[0; 4]; width],
            covered: 0,
            rgba: Vec::with_capacity(width * height * 4),
        }
    }

    /// Takes the next line.
    pub fn push(&mut self, line: &[u8]) {
        if self.source == self.target {
            let pixels = line.chunks_exact(self.channels);
            self.rgba.extend(pixels.flat_map(rgba_of));
            return;
        }
        self.narrow(line);
        let [_, whole] = self.source;
        let [_, mut left] = self.target;
        while left > 0 {
            let part = left.min(whole - self.covered);
            for (sums, cell) in self.sums.iter_mut().zip(&self.line) {
                for (sum, value) in sums.iter_mut().zip(cell) {
                    *sum += u64::from(*value) * u64::from(part);
                }
            }
            left -= part;
            self.covered += part;
            if self.covered == whole {
                self.covered = 0;
                self.emit();
            }
        }
    }

    /// Makes the line as wide as those of the result.
    fn narrow(&mut self, line: &[u8]) {
        let ([whole, _], [width, _]) = (self.source, self.target);
        self.line.fill([0; 4]);
        let mut cells = self.line.iter_mut();
        let mut cell = cells.next();
        let mut covered = 0;
        for pixel in line.chunks_exact(self.channels) {
            let [r, g, b, alpha] = rgba_of(pixel).map(u32::from);
            let values = [r * alpha, g * alpha, b * alpha, alpha];
            let mut left = width;
            while left > 0 {
                let part = left.min(whole - covered);
                if let Some(cell) = &mut cell {
                    for (sum, value) in cell.iter_mut().zip(values) {
                        *sum += value * part;
                    }
                }
                left -= part;
                covered += part;
                if covered == whole {
                    covered = 0;
                    cell = cells.next();
                }
            }
        }
    }

    fn emit(&mut self) {
        let [width, height] = self.source.map(u64::from);
        for sums in &mut self.sums {
            let [r, g, b, alpha] = std::mem::take(sums);
            let colour = |sum: u64| (sum + alpha / 2).checked_div(alpha).map_or(0, byte);
            let alpha = (alpha + width * height / 2) / (width * height).max(1);
            self.rgba
                .extend([colour(r), colour(g), colour(b), byte(alpha)]);
        }
    }

    /// # Errors
    /// If there were not as many lines as it said.
    pub fn finish(self) -> Result<RgbaImage, PictureError> {
        let [width, height] = self.target;
        RgbaImage::from_raw(width, height, self.rgba)
            .ok_or_else(|| PictureError::Broken(said!("picture-ends-early")))
    }
}

fn rgba_of(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [grey] => [grey, grey, grey, 255],
        [grey, alpha] => [grey, grey, grey, alpha],
        [r, g, b] => [r, g, b, 255],
        [r, g, b, alpha] => [r, g, b, alpha],
        _ => [0; 4],
    }
}

fn byte(value: u64) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reduced(size: [u32; 2], channels: usize, bytes: &[u8], max_pixels: u32) -> RgbaImage {
        let mut reducer = Reducer::new(size, channels, max_pixels);
        let [width, _] = size.map(super::super::decode::side);
        for line in bytes.chunks_exact(width * channels) {
            reducer.push(line);
        }
        reducer.finish().unwrap()
    }

    #[test]
    fn a_pixel_is_the_mean_of_what_it_covers() {
        let halves = reduced([4, 2], 1, &[0, 100, 200, 200, 100, 200, 50, 150], 2);
        assert_eq!(halves.dimensions(), (2, 1));
        assert_eq!(halves.into_raw(), [100, 100, 100, 255, 150, 150, 150, 255]);

        let thirds = reduced([3, 1], 3, &[30, 0, 0, 90, 0, 0, 0, 60, 0], 2);
        assert_eq!(thirds.into_raw(), [50, 0, 0, 255, 30, 40, 0, 255]);
    }

    #[test]
    fn what_is_transparent_colours_nothing() {
        let pixels = [200, 100, 0, 255, 0, 0, 0, 0];
        assert_eq!(
            reduced([2, 1], 4, &pixels, 1).into_raw(),
            [200, 100, 0, 128]
        );
        assert_eq!(reduced([2, 1], 2, &[9, 0, 8, 0], 1).into_raw(), [0; 4]);
    }

    #[test]
    fn a_picture_that_ends_early_is_none() {
        let mut reducer = Reducer::new([4, 4], 1, 2);
        reducer.push(&[1; 4]);
        assert!(reducer.finish().is_err());
    }

    proptest! {
        #[test]
        fn a_picture_of_one_colour_stays_so_at_any_size(
            width in 1_u32..200, height in 1_u32..200, max_pixels in 1_u32..200,
            colour: [u8; 3],
        ) {
            let bytes = colour.repeat(super::super::decode::side(width * height));
            let picture = reduced([width, height], 3, &bytes, max_pixels);

            let [r, g, b] = colour;
            prop_assert!(picture.width().max(picture.height()) <= max_pixels);
            prop_assert!(picture.pixels().all(|pixel| pixel.0 == [r, g, b, 255]));
        }
    }
}
