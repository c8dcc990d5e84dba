//! The pictures that views show, as textures, within a budget.
//!
//! A picture is decoded to about the size it is shown at, and again where it is shown larger.
//! When all textures together weigh more than the budget, those go that were shown longest ago.

use std::{
    cell::Cell,
    collections::HashMap,
    ffi::OsStr,
    path::{Path, PathBuf},
};

use egui::{ColorImage, Context, Rect, TextureHandle, TextureOptions, Vec2};

use crate::{
    action::{Action, Outbox},
    model::picture::{PictureSource, Pixels},
};

/// What is known of a picture.
#[derive(Clone)]
pub enum Picture {
    Loading,
    Ready {
        texture: TextureHandle,
        /// Width and height as stored, in pixels.
        stored_size: [usize; 2],
        stored_bytes: u64,
    },
    /// Why it cannot be shown, in the writer's words.
    Failed(String),
}

/// Pictures by source. `app` fills it; a view that misses one asks for it.
pub struct Pictures {
    ctx: Context,
    known: HashMap<PictureSource, Known>,
    /// Width and height, in pixels, of pictures that were seen or measured once.
    sizes: HashMap<PictureSource, [usize; 2]>,
    /// Addresses of files that are there, for those of files that are not.
    instead: HashMap<PictureSource, String>,
}

struct Known {
    picture: Picture,
    /// It was decoded, or is being decoded, to at most this many pixels a side.
    max_pixels: u32,
    /// Another size is being decoded.
    is_coming: bool,
    /// The frame in which a view last showed it.
    used: Cell<u64>,
}

/// What all textures may weigh.
const BUDGET_BYTES: usize = 192 * 1024 * 1024;
/// Pixels a side that pictures are decoded to: the smallest one that is enough.
const STEPS: [u32; 4] = [160, 400, 800, 1600];
/// What they are decoded to where none of those is.
const LARGEST: u32 = 3200;

impl Pictures {
    pub fn new(ctx: &Context) -> Self {
        Self {
            ctx: ctx.clone(),
            known: HashMap::new(),
            sizes: HashMap::new(),
            instead: HashMap::new(),
        }
    }

    /// The picture, or `Loading` after asking for it. It is shown `points` wide or high, whatever
    /// is more.
    pub fn get(&self, source: &PictureSource, points: f32, out: &mut Outbox) -> &Picture {
        let pixels = pixels_of(points * self.ctx.pixels_per_point());
        let known = self.known.get(source);
        if !known.is_some_and(|known| known.is_enough(pixels)) {
            out.push(Action::WantPicture {
                source: source.clone(),
                pixels,
            });
        }
        known.map_or(&Picture::Loading, |known| self.seen(known))
    }

    /// The picture, if it is known; asks for nothing.
    pub fn peek(&self, source: &PictureSource) -> Option<&Picture> {
        self.known.get(source).map(|known| self.seen(known))
    }

    /// Width and height of a picture, in pixels, as far as they are known; it may be loading.
    pub fn size(&self, source: &PictureSource) -> Option<[usize; 2]> {
        self.sizes.get(source).copied()
    }

    /// The address of a file of the same name with another ending, where none is at that of the
    /// picture.
    pub fn instead(&self, source: &PictureSource) -> Option<&str> {
        self.instead.get(source).map(String::as_str)
    }

    pub fn found_instead(&mut self, source: PictureSource, address: String) {
        self.instead.insert(source, address);
    }

    fn seen<'a>(&self, known: &'a Known) -> &'a Picture {
        known.used.set(self.ctx.cumulative_frame_nr());
        &known.picture
    }

    /// Marks a picture as being decoded for a place of this many pixels. Returns the pixels a
    /// side to decode it to; `None`: it is there, or coming.
    pub fn expect(&mut self, source: &PictureSource, pixels: u32) -> Option<u32> {
        let step = STEPS.into_iter().find(|&step| step >= pixels);
        let max_pixels = step.unwrap_or(LARGEST);
        let used = Cell::new(self.ctx.cumulative_frame_nr());
        match self.known.get_mut(source) {
            None => {
                let known = Known {
                    picture: Picture::Loading,
                    max_pixels,
                    is_coming: true,
                    used,
                };
                self.known.insert(source.clone(), known);
            }
            Some(known) if known.is_enough(pixels) => return None,
            Some(known) => {
                known.is_coming = true;
                known.max_pixels = max_pixels;
            }
        }
        Some(max_pixels)
    }

    /// Takes in the width and height of a picture that is being decoded.
    pub fn measured(&mut self, source: PictureSource, size: [usize; 2]) {
        self.sizes.insert(source, size);
    }

    /// Takes in a picture, or why there is none.
    pub fn insert(&mut self, source: PictureSource, result: Result<Pixels, String>) {
        self.instead.remove(&source);
        let picture = match result {
            Ok(pixels) => {
                self.sizes.insert(source.clone(), pixels.stored_size);
                Picture::Ready {
                    texture: self.upload(&source, &pixels),
                    stored_size: pixels.stored_size,
                    stored_bytes: pixels.stored_bytes,
                }
            }
            Err(reason) => Picture::Failed(reason),
        };
        let used = Cell::new(self.ctx.cumulative_frame_nr());
        let known = self.known.entry(source).or_insert(Known {
            picture: Picture::Loading,
            max_pixels: LARGEST,
            is_coming: false,
            used,
        });
        known.picture = picture;
        known.is_coming = false;
        self.keep_within(BUDGET_BYTES);
    }

    /// Lets go of textures, the one shown longest ago first, until the others are within
    /// `budget_bytes`. What is shown now stays.
    fn keep_within(&mut self, budget_bytes: usize) {
        let now = self.ctx.cumulative_frame_nr();
        let mut all: usize = self.known.values().map(Known::weight).sum();
        while all > budget_bytes {
            let oldest = self
                .known
                .iter()
                .filter(|(_, known)| known.weight() > 0 && known.used.get() + 1 < now)
                .min_by_key(|(_, known)| known.used.get())
                .map(|(source, known)| (source.clone(), known.weight()));
            let Some((source, weight)) = oldest else {
                break;
            };
            self.known.remove(&source);
            all -= weight;
        }
    }

    /// Lets go of pictures that one of these files may be, so that they are read again, and of
    /// those that failed.
    pub fn forget_files(&mut self, paths: &[PathBuf]) {
        let names: Vec<&OsStr> = paths.iter().filter_map(|path| path.file_name()).collect();
        let may_be = |source: &PictureSource| {
            Path::new(&source.address)
                .file_name()
                .is_some_and(|name| names.contains(&name))
        };
        self.known.retain(|source, known| match known.picture {
            Picture::Loading => true,
            Picture::Failed(_) => source.address.starts_with("https:"),
            Picture::Ready { .. } => !may_be(source),
        });
    }

    /// Lets go of those that are being decoded for articles in `folder`. Returns them.
    pub fn give_up(&mut self, folder: &Path) -> Vec<PictureSource> {
        let given_up: Vec<PictureSource> = self
            .known
            .iter()
            .filter(|(source, known)| known.is_coming && source.folder == folder)
            .map(|(source, _)| source.clone())
            .collect();
        for source in &given_up {
            self.known.remove(source);
        }
        given_up
    }

    fn upload(&self, source: &PictureSource, pixels: &Pixels) -> TextureHandle {
        let image = ColorImage::from_rgba_unmultiplied(pixels.size, &pixels.rgba);
        self.ctx
            .load_texture(source.address.clone(), image, TextureOptions::LINEAR)
    }
}

impl Known {
    /// Whether it need not be decoded again for a place of this many pixels.
    fn is_enough(&self, pixels: u32) -> bool {
        let is_whole = match &self.picture {
            Picture::Ready {
                texture,
                stored_size,
                ..
            } => {
                let [width, height] = texture.size();
                let [stored_width, stored_height] = *stored_size;
                width >= stored_width && height >= stored_height
            }
            Picture::Failed(_) => true,
            Picture::Loading => self.is_coming,
        };
        is_whole || self.is_coming || pixels <= self.max_pixels || self.max_pixels >= LARGEST
    }

    fn weight(&self) -> usize {
        match &self.picture {
            Picture::Ready { texture, .. } => texture.byte_size(),
            Picture::Loading | Picture::Failed(_) => 0,
        }
    }
}

/// The part of a picture that fills a frame of another shape, from its middle.
pub fn filling(picture: Vec2, frame: Vec2) -> Rect {
    let by_width = frame.x / picture.x.max(1.0);
    let by_height = frame.y / picture.y.max(1.0);
    let scale = by_width.max(by_height);
    let part = Vec2::new(
        frame.x / (picture.x * scale).max(1.0),
        frame.y / (picture.y * scale).max(1.0),
    );
    Rect::from_center_size(egui::pos2(0.5, 0.5), part.min(Vec2::splat(1.0)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length on a screen"
)]
fn pixels_of(length: f32) -> u32 {
    length.ceil().clamp(1.0, 100_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(address: &str) -> PictureSource {
        PictureSource {
            address: address.to_owned(),
            folder: "/site/content".into(),
            root: None,
        }
    }

    fn pixels(side: usize, stored: usize) -> Pixels {
        Pixels {
            size: [side, side],
            rgba: vec![0; side * side * 4].into(),
            stored_size: [stored, stored],
            stored_bytes: 1,
        }
    }

    #[test]
    fn a_picture_is_decoded_again_only_where_it_is_shown_larger() {
        let mut pictures = Pictures::new(&Context::default());
        let a = source("a.jpg");

        assert_eq!(pictures.expect(&a, 300), Some(400));
        assert_eq!(pictures.expect(&a, 700), None);
        pictures.insert(a.clone(), Ok(pixels(4, 4000)));
        assert_eq!(pictures.expect(&a, 400), None);
        assert_eq!(pictures.expect(&a, 700), Some(800));
        assert!(matches!(pictures.peek(&a), Some(Picture::Ready { .. })));
        pictures.insert(a.clone(), Ok(pixels(8, 8)));
        assert_eq!(pictures.expect(&a, 5000), None);
    }

    #[test]
    fn a_tall_picture_is_cropped_above_and_below() {
        let part = filling(Vec2::new(100.0, 400.0), Vec2::new(160.0, 90.0));

        assert_eq!((part.left(), part.right()), (0.0, 1.0));
        assert!(part.top() > 0.4 && part.bottom() < 0.6);
    }

    #[test]
    fn the_size_of_a_picture_is_known_before_it_is_there() {
        let mut pictures = Pictures::new(&Context::default());
        pictures.measured(source("a.jpg"), [300, 200]);

        assert_eq!(pictures.size(&source("a.jpg")), Some([300, 200]));
        assert!(pictures.peek(&source("a.jpg")).is_none());
    }

    #[test]
    fn what_was_shown_longest_ago_goes_first_and_what_is_shown_stays() {
        let ctx = Context::default();
        let mut pictures = Pictures::new(&ctx);
        let show = |pictures: &Pictures, names: &[&str]| {
            ctx.run_ui(egui::RawInput::default(), |_| {
                for name in names {
                    pictures.peek(&source(name));
                }
            })
            .textures_delta
            .clear();
        };
        for name in ["a", "b", "c"] {
            pictures.insert(source(name), Ok(pixels(10, 10)));
        }
        show(&pictures, &["a", "b", "c"]);
        show(&pictures, &["a", "c"]);
        show(&pictures, &[]);
        show(&pictures, &["c"]);

        pictures.keep_within(1000);
        let kept = ["a", "b", "c"].map(|name| pictures.known.contains_key(&source(name)));
        assert_eq!(kept, [true, false, true]);

        pictures.keep_within(0);
        let kept = ["a", "b", "c"].map(|name| pictures.known.contains_key(&source(name)));
        assert_eq!(kept, [false, false, true]);
    }
}
