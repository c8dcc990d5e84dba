//! Pictures in their places, with captions, and boxes for those that are not there.

use std::path::Path;

use egui::{CornerRadius, Rect, Role, Vec2, pos2, vec2};

use super::{Item, Layouter};
use crate::{
    action::Outbox,
    model::{
        markdown::blocks::{Picture as PictureNode, inline},
        picture::PictureSource,
    },
    ui::{
        pictures::{Picture, Pictures},
        preview::{
            look::Size,
            set_text::{Base, plain_format, set_plain},
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
        self.picture_box(x, width, &picture.address, &picture.alt);
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
        address: &str,
        alt: &str,
    ) {
        let source = PictureSource {
            address: address.to_owned(),
            folder: self.around.folder.to_owned(),
            root: self.around.root.map(Path::to_owned),
        };
        let pictures = self.around.pictures;
        let shape = PictureShape::of(pictures, &source, width, self.around.out);
        let index = self.laid.pictures.len();
        match &shape {
            PictureShape::Ready(stored) => {
                let rect = fitted(x, self.y, width, *stored);
                let item = Item::Picture(rect, index, alt.to_owned());
                self.laid.items.push(item);
                self.y = rect.bottom();
            }
            PictureShape::Loading(size) => {
                let size = size.unwrap_or([1600, 900]);
                let place = fitted(x, self.y, width, size).size();
                let place = vec2(place.x.max(width.min(LEAST)), place.y);
                self.placeholder(x, place, Icon::Image, "Loading…", alt);
            }
            PictureShape::Failed(reason) => {
                let reason = format!("{reason}: {}", shortened(address));
                self.placeholder(x, vec2(width, 0.0), Icon::ImageOff, &reason, alt);
            }
        }
        self.laid.pictures.push(PictureLaid {
            source,
            shape,
            points: width,
        });
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
                face: Face::Text,
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

/// The place of a picture: as wide as it is stored, at most `width`.
fn fitted(x: f32, y: f32, width: f32, stored: [usize; 2]) -> Rect {
    let [stored_width, stored_height] = stored.map(|side| side.max(1) as f32);
    let shown = stored_width.min(width);
    let height = (shown * stored_height / stored_width).round().max(1.0);
    Rect::from_min_size(pos2(x, y), vec2(shown, height))
}

/// An address as it can be read.
fn shortened(address: &str) -> String {
    const MOST: usize = 200;
    match address.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", address.get(..end).unwrap_or_default()),
        None => address.to_owned(),
    }
}
