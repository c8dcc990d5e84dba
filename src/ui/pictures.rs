//! The pictures that views show, as textures.

use std::{
    collections::HashMap,
    ffi::OsStr,
    path::{Path, PathBuf},
};

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

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
    known: HashMap<PictureSource, Picture>,
    /// Sources of ready pictures, oldest first.
    order: Vec<PictureSource>,
}

/// How many decoded pictures are kept; each is at most 10 MB on the graphics card.
const KEPT: usize = 48;

impl Pictures {
    pub fn new(ctx: &Context) -> Self {
        Self {
            ctx: ctx.clone(),
            known: HashMap::new(),
            order: Vec::new(),
        }
    }

    /// The picture, or `Loading` after asking for it.
    pub fn get(&self, source: &PictureSource, out: &mut Outbox) -> &Picture {
        self.known.get(source).unwrap_or_else(|| {
            out.push(Action::WantPicture(source.clone()));
            &Picture::Loading
        })
    }

    /// The picture, if it is known; asks for nothing.
    pub fn peek(&self, source: &PictureSource) -> Option<&Picture> {
        self.known.get(source)
    }

    /// Marks a picture as loading. `false`: it is known already.
    pub fn expect(&mut self, source: &PictureSource) -> bool {
        if self.known.contains_key(source) {
            return false;
        }
        self.known.insert(source.clone(), Picture::Loading);
        true
    }

    /// Takes in a picture, or why there is none.
    pub fn insert(&mut self, source: PictureSource, result: Result<Pixels, String>) {
        let picture = match result {
            Ok(pixels) => {
                self.order.push(source.clone());
                Picture::Ready {
                    texture: self.upload(&source, &pixels),
                    stored_size: pixels.stored_size,
                    stored_bytes: pixels.stored_bytes,
                }
            }
            Err(reason) => Picture::Failed(reason),
        };
        self.known.insert(source, picture);
        if self.order.len() > KEPT {
            let oldest = self.order.remove(0);
            self.known.remove(&oldest);
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
        self.known.retain(|source, picture| match picture {
            Picture::Loading => true,
            Picture::Failed(_) => source.address.starts_with("https:"),
            Picture::Ready { .. } => !may_be(source),
        });
        self.order.retain(|source| self.known.contains_key(source));
    }

    fn upload(&self, source: &PictureSource, pixels: &Pixels) -> TextureHandle {
        let image = ColorImage::from_rgba_unmultiplied(pixels.size, &pixels.rgba);
        self.ctx
            .load_texture(source.address.clone(), image, TextureOptions::LINEAR)
    }
}
