//! The pictures that views show, as textures.

use std::collections::HashMap;

use egui::TextureHandle;

use crate::{
    action::{Action, Outbox},
    model::picture::PictureSource,
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
#[derive(Default)]
pub struct Pictures {
    pub known: HashMap<PictureSource, Picture>,
}

impl Pictures {
    /// The picture, or `Loading` after asking for it.
    pub fn get(&self, source: &PictureSource, out: &mut Outbox) -> &Picture {
        self.known.get(source).unwrap_or_else(|| {
            out.push(Action::WantPicture(source.clone()));
            &Picture::Loading
        })
    }
}
