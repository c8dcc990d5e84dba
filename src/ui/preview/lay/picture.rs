//! Pictures in their places, with captions, and boxes for those that are not there.

use std::path::Path;

use egui::{CornerRadius, Rect, Role, Vec2, pos2, vec2};

use super::{Item, Layouter};
use crate::{
    action::Outbox,
    model::{
        markdown::blocks::{Length, Picture as PictureNode, inline},
        picture::PictureSource,
        words::say,
    },
    ui::{
        pictures::{Picture, Pictures},
        preview::{
            look::Size,
            set_text::{Base, PictureShown, plain_format, set_plain},
        },
        theme::{Face, Icon, sizes, weight},
    },
};

/// The least width of a box that stands for a picture, for its words.
const LEAST: f32 = 240.0;

/// What the layout of a picture follows from.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::preview) enum PictureShape {
    /// Width and height, in pixels, if they are known by now.
    Loading(Option<[usize; 2]>),
    /// Width and height as stored, in pixels.
    Ready([usize; 2]),
    Failed(String),
}

/// A picture in a layout.
pub(in crate::ui::preview) struct PictureLaid {
    pub source: PictureSource,
    /// How it was when it was laid out.
    pub shape: PictureShape,
    /// The width it has room for.
    pub points: f32,
}

impl PictureShape {
    /// Of a picture that is shown this many points wide; asks for it.
    pub(in crate::ui::preview) fn of(
        pictures: &Pictures,
        source: &PictureSource,
        points: f32,
        out: &mut Outbox,
    ) -> Self {
        match pictures.get(source, points, out) {
            Picture::Loading => Self::Loading(pictures.size(source)),
            Picture::Ready { stored_size, .. } => Self::Ready(*stored_size),
            Picture::Failed(reason) => Self::Failed(reason.clone()),
        }
    }
}

impl Layouter<'_, '_> {
    pub(super) fn picture(&mut self, x: f32, width: f32, picture: &PictureNode) {
        self.picture_box(x, width, picture);
        self.caption(x, width, &picture.caption);
        self.y += self.gap;
    }

    /// Words below a picture, in markdown.
    pub(in crate::ui::preview) fn caption(&mut self, x: f32, width: f32, markdown: &str) {
        let text = inline(markdown);
        if text.is_blank() {
            return;
        }
        self.y += sizes::SPACE_2;
        let base = Base {
            size: Size::CAPTION,
            colour: self.around.colours.text_weak,
            is_italic: true,
            ..self.base()
        };
        self.text(x, width, &text, base, Role::Label);
    }

    /// A picture as wide as the text or as it is, or a box that says why there is none.
    pub(in crate::ui::preview) fn picture_box(
        &mut self,
        x: f32,
        width: f32,
        picture: &PictureNode,
    ) {
        let (index, shape) = self.ask(&picture.address, width);
        match shape {
            PictureShape::Ready(stored) => {
                let size = shown_size(picture.size, stored, width);
                let place = Rect::from_min_size(pos2(x, self.y), size);
                self.laid.items.push(Item::Picture(PictureShown {
                    place,
                    index,
                    alt: picture.alt.clone(),
                    title: picture.title.clone(),
                    is_in_link: false,
                }));
                self.y = place.bottom();
            }
            PictureShape::Loading(size) => {
                let place = shown_size(picture.size, size.unwrap_or([1600, 900]), width);
                let place = vec2(place.x.max(width.min(LEAST)), place.y);
                self.placeholder(x, place, Icon::Image, say!("picture-loading"), &picture.alt);
            }
            PictureShape::Failed(reason) => {
                let reason = format!("{reason}: {}", shortened(&picture.address));
                self.placeholder(x, vec2(width, 0.0), Icon::ImageOff, &reason, &picture.alt);
            }
        }
    }

    /// How the picture of this address is now, with its index in the layout's pictures. It has
    /// room for `width`.
    pub(super) fn ask(&mut self, address: &str, width: f32) -> (usize, PictureShape) {
        let asked = |laid: &PictureLaid| {
            laid.source.address == address && (laid.points - width).abs() < 0.01
        };
        if let Some(index) = self.laid.pictures.iter().position(asked)
            && let Some(laid) = self.laid.pictures.get(index)
        {
            return (index, laid.shape.clone());
        }
        let source = PictureSource {
            address: address.to_owned(),
            folder: self.around.folder.to_owned(),
            root: self.around.root.map(Path::to_owned),
        };
        let pictures = self.around.pictures;
        let shape = PictureShape::of(pictures, &source, width, self.around.out);
        let laid = PictureLaid {
            source,
            shape: shape.clone(),
            points: width,
        };
        self.laid.pictures.push(laid);
        (self.laid.pictures.len() - 1, shape)
    }

    /// A box in the place of a picture, at least of `size`.
    fn placeholder(&mut self, x: f32, size: Vec2, icon: Icon, state: &str, alt: &str) {
        let colours = self.around.colours;
        let top = self.y;
        let first = self.laid.items.len();
        let (left, room) = (x + sizes::SPACE_4, size.x - 2.0 * sizes::SPACE_4);
        let base = Base {
            face: Face::Icons,
            size: Size::new(20.0, 1.2),
            weight: weight::REGULAR,
            colour: colours.text_faint,
            is_italic: false,
        };
        let icon = set_plain(
            self.around.ui,
            &char::from(icon).to_string(),
            plain_format(base),
            room,
        );
        self.y += sizes::SPACE_4;
        self.laid
            .items
            .push(Item::Text(pos2(left, self.y), icon, Role::Image));
        let left = left + 20.0 + sizes::SPACE_3;
        let room = room - 20.0 - sizes::SPACE_3;
        let base = Base {
            face: Face::Interface,
            size: Size::LABEL,
            colour: colours.text_weak,
            ..base
        };
        self.y += 3.0;
        self.words(left, room, state, base);
        if !alt.trim().is_empty() {
            let base = Base {
                face: Face::Page,
                size: Size::CAPTION,
                colour: colours.text,
                ..base
            };
            self.words(left, room, alt, base);
        }
        self.y += sizes::SPACE_4;
        let spare = top + size.y - self.y;
        if spare > 0.0 {
            let shift = (spare * 0.5).round();
            for item in self.laid.items.iter_mut().skip(first) {
                if let Item::Text(at, ..) = item {
                    at.y += shift;
                }
            }
            self.y = top + size.y;
        }
        let rect = Rect::from_min_max(pos2(x, top), pos2(x + size.x, self.y));
        let fill = Item::Fill(
            rect,
            CornerRadius::same(sizes::RADIUS),
            colours.code_background,
        );
        self.laid.items.insert(first, fill);
    }
}

/// The size of a picture that is stored with this one: as large as the writer says or as it is, at
/// most `width` wide.
pub(super) fn shown_size(written: [Option<Length>; 2], stored: [usize; 2], width: f32) -> Vec2 {
    let [stored_x, stored_y] = stored.map(|side| side.max(1) as f32);
    let points = |length| match length {
        Length::Pixels(pixels) => f32::from(pixels),
        Length::Percent(percent) => width * f32::from(percent) / 100.0,
    };
    // There is no height that a part of it could be of.
    let is_known = |length: &Length| matches!(length, Length::Pixels(_));
    let [wide, high] = written;
    let wanted = match (wide.map(points), high.filter(is_known).map(points)) {
        (None, None) => vec2(stored_x, stored_y),
        (Some(x), None) => vec2(x, x * stored_y / stored_x),
        (None, Some(y)) => vec2(y * stored_x / stored_y, y),
        (Some(x), Some(y)) => vec2(x, y),
    };
    let scale = (width / wanted.x.max(1.0)).min(1.0);
    let shown = wanted * scale;
    vec2(shown.x.max(1.0), shown.y.round().max(1.0))
}

/// An address as it can be read.
fn shortened(address: &str) -> String {
    const MOST: usize = 80;
    match address.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", address.get(..end).unwrap_or_default()),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: [Option<Length>; 2], expected: [f32; 2]) {
        let size = shown_size(written, [800, 400], 600.0);
        assert_eq!(size, vec2(expected[0], expected[1]), "{written:?}");
    }

    #[test]
    fn a_picture_is_as_large_as_the_writer_says_within_the_text() {
        let (pixels, percent) = (
            |pixels| Some(Length::Pixels(pixels)),
            |percent| Some(Length::Percent(percent)),
        );
        check([None, None], [600.0, 300.0]);
        check([pixels(200), None], [200.0, 100.0]);
        check([None, pixels(50)], [100.0, 50.0]);
        check([pixels(90), pixels(90)], [90.0, 90.0]);
        check([pixels(1200), pixels(400)], [600.0, 200.0]);
        check([percent(50), None], [300.0, 150.0]);
        check([None, percent(50)], [600.0, 300.0]);
    }
}
