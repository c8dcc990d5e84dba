//! Pictures that come from outside of the window: dropped on it, or pasted as pixels.

use egui::{DroppedFileHandle, Event};

use crate::model::picture::offer::{Bytes, Pasted, Source};

/// More at once are no gesture.
const MOST: usize = 20;

/// The files that were dropped, by their paths alone.
pub fn dropped(files: &[DroppedFileHandle]) -> Vec<Source> {
    let files = files.iter().take(MOST);
    files
        .map(|file| Source::File(file.path().to_owned()))
        .collect()
}

/// The pixels that were pasted; no view gets them.
pub fn pasted(events: &mut Vec<Event>) -> Vec<Source> {
    let mut found = Vec::new();
    events.retain(|event| match event {
        Event::PasteImage(image) => {
            let mut rgba = Vec::with_capacity(image.pixels.len() * 4);
            for pixel in &image.pixels {
                rgba.extend(pixel.to_srgba_unmultiplied());
            }
            found.push(Source::Pasted(Pasted {
                size: image.size,
                rgba: Bytes(rgba.into()),
            }));
            false
        }
        _ => true,
    });
    found
}
