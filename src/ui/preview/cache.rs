//! Layouts that can be used again.

use std::{collections::HashMap, sync::Arc};

use egui::Ui;

use super::lay::Laid;
use crate::model::words;

/// Layouts by the hash of a block's content.
#[derive(Default)]
pub(super) struct Cache {
    key: Option<CacheKey>,
    layouts: HashMap<u64, Kept>,
    /// How many layouts were made since the start.
    pub made: usize,
    /// The last frame this was used in.
    frame: u64,
    atlas_fill: f32,
}

struct Kept {
    laid: Arc<Laid>,
    frame: u64,
}

/// What all kept layouts were made for.
#[derive(Clone, Copy, PartialEq)]
struct CacheKey {
    width: f32,
    pixels_per_point: f32,
    is_dark: bool,
    language: &'static str,
}

impl Cache {
    /// Prepares for a frame. Whether everything must be laid out again.
    pub(super) fn refresh(&mut self, ui: &Ui, width: f32) -> bool {
        let key = CacheKey {
            width,
            pixels_per_point: ui.pixels_per_point(),
            is_dark: ui.visuals().dark_mode,
            language: words::spoken(),
        };
        let frame = ui.ctx().cumulative_frame_nr();
        let fill = ui.fonts_mut(|fonts| fonts.font_atlas_fill_ratio());
        let was_emptied = fill < self.atlas_fill;
        // Galleys point into the font atlas, which may have been emptied unseen.
        let was_away = frame > self.frame + 1;
        self.frame = frame;
        self.atlas_fill = fill;
        if was_emptied || was_away {
            self.layouts.clear();
        }
        if self.key == Some(key) {
            return false;
        }
        self.key = Some(key);
        self.layouts.clear();
        true
    }

    /// Everything must be laid out again.
    pub(super) fn forget(&mut self) {
        self.layouts.clear();
    }

    /// The layout of this content, if what it was made from is still as it was.
    pub(super) fn get(
        &mut self,
        hash: u64,
        is_as_it_was: impl FnOnce(&Laid) -> bool,
    ) -> Option<Arc<Laid>> {
        let kept = self.layouts.get_mut(&hash)?;
        if !is_as_it_was(&kept.laid) {
            return None;
        }
        kept.frame = self.frame;
        Some(Arc::clone(&kept.laid))
    }

    pub(super) fn insert(&mut self, hash: u64, laid: Arc<Laid>) {
        self.made += 1;
        let frame = self.frame;
        self.layouts.insert(hash, Kept { laid, frame });
    }

    /// Drops the layouts that were not drawn for some time.
    pub(super) fn forget_unused(&mut self) {
        const KEPT: usize = 400;
        if self.layouts.len() > KEPT {
            let now = self.frame;
            self.layouts.retain(|_, kept| kept.frame == now);
        }
    }
}
