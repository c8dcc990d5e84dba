//! Pictures that stand in the lines of a text.
//!
//! In a galley there are letters only, so a picture is set as a blank of its width, in a line that
//! is high enough for it, and drawn where the blank came to stand.

use std::ops::Range;

use egui::{
    Align, Galley, Rect, TextFormat, Ui, Vec2, pos2,
    text::{CharIndex, LayoutJob},
};

use super::{Base, RISE_TEXT, Set};
use crate::{
    model::{
        markdown::blocks::{Picture, Run, Text},
        words::say,
    },
    ui::{
        preview::look::Size,
        theme::{Face, text_format, weight},
    },
};

/// A picture and its place.
#[derive(Clone)]
pub(in crate::ui::preview) struct PictureShown {
    pub place: Rect,
    /// Its index in the pictures of the layout.
    pub index: usize,
    pub alt: String,
    /// Shown while the pointer is over it.
    pub title: String,
    /// It leads somewhere.
    pub is_in_link: bool,
}

impl PictureShown {
    /// As a screen reader says it. What decorates alone has no name, but for the keyboard.
    pub(in crate::ui::preview) fn name(&self) -> &str {
        if self.alt.trim().is_empty() && !self.is_in_link {
            say!("preview-picture")
        } else {
            &self.alt
        }
    }
}

/// A picture that is to stand in a line.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui::preview) struct InLine {
    pub size: Vec2,
    /// Its index in the pictures of the layout.
    pub index: usize,
}

impl Set {
    /// Makes the picture that was added last a link, if it leads somewhere.
    pub(super) fn link_picture(&mut self, run: &Run, text: &Text, characters: &Range<usize>) {
        let address = run.style.link.and_then(|link| text.links.get(link));
        if let (Some(address), Some(shown)) = (address, self.pictures.last_mut()) {
            shown.is_in_link = true;
            let (name, place) = (shown.alt.clone(), shown.place);
            self.add_link(address.clone(), &name, characters, vec![place]);
        }
    }

    /// Stands a picture on the base line, where room was made for it.
    pub(super) fn add_picture(
        &mut self,
        picture: &Picture,
        in_line: InLine,
        characters: &Range<usize>,
        base: Base,
    ) {
        let Some((left, bottom)) = glyph_at(&self.galley, characters.start) else {
            return;
        };
        let top = bottom - below_base_line(base.size) - in_line.size.y;
        self.pictures.push(PictureShown {
            place: Rect::from_min_size(pos2(left, top.round()), in_line.size),
            index: in_line.index,
            alt: picture.alt.clone(),
            title: picture.title.clone(),
            is_in_link: false,
        });
    }
}

/// From the base line of text down to the end of its line.
fn below_base_line(size: Size) -> f32 {
    (size.line * 0.5 - RISE_TEXT * size.text).max(0.0)
}

/// The height of a line that a picture of this size stands in.
pub(super) fn room_for(picture: Vec2, size: Size) -> f32 {
    const ABOVE: f32 = 3.0;
    size.line
        .max((picture.y + below_base_line(size) + ABOVE).ceil())
}

/// The format of a blank that is as large as a picture.
pub(super) fn picture_format(ui: &Ui, picture: Vec2, base: Base) -> TextFormat {
    // Nothing is drawn of a blank, so that it may have any size.
    const MEASURED: f32 = 100.0;
    let plain = |size| text_format(Face::Page, size, weight::REGULAR, base.colour);
    let blank = LayoutJob::single_section(" ".to_owned(), plain(MEASURED));
    let blank = ui.fonts_mut(|fonts| fonts.layout_job(blank));
    let glyph = blank.rows.first().and_then(|row| row.row.glyphs.first());
    let advance = glyph.map_or(MEASURED * 0.25, |glyph| glyph.advance_width);
    let mut format = plain((picture.x * MEASURED / advance.max(1.0)).max(1.0));
    format.line_height = Some(room_for(picture, base.size));
    format
}

/// Makes raised letters stand where they stood, but counted from the end of their line: a picture
/// makes it higher.
pub(super) fn raise_from_below(format: &mut TextFormat, size: Size) {
    let line = format.line_height.unwrap_or(size.line);
    format.valign = Align::BOTTOM;
    format.line_height = Some(2.0 * size.line - line);
}

/// The left edge of a character, and the bottom of its line.
fn glyph_at(galley: &Galley, character: usize) -> Option<(f32, f32)> {
    let mut start = 0;
    for row in &galley.rows {
        let CharIndex(count) = row.char_count_including_newline();
        if character < start + count {
            let glyph = row.row.glyphs.get(character - start)?;
            return Some((row.pos.x + glyph.pos.x, row.pos.y + row.row.size.y));
        }
        start += count;
    }
    None
}
