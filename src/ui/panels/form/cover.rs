//! The cover card: the picture, its address, alt text and caption.

use egui::{Align2, CornerRadius, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::fields::{Fields, Shown};
use crate::{
    model::{
        front_matter::{KeyPath, Value},
        picture::PictureSource,
        schema::FieldKind,
        site::keys,
        version,
        words::say,
    },
    ui::{
        pictures::Picture,
        theme::{Face, Icon, colours, sizes},
    },
};

/// The whole card.
pub(super) fn card_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let image = image_path(form);
    let address = form.value_text(&image);
    picture_ui(ui, form, &address);
    ui.add_space(sizes::SPACE_2);
    let shown = Shown {
        name: say!("cover-picture").to_owned(),
        label: say!("cover-picture").to_owned(),
        kind: FieldKind::Image,
        ..form.shown(&image)
    };
    form.control_ui(ui, &shown);
    // Where the head has only an address under `cover`, there is no place for words.
    if image.0.len() == 2 {
        for key in [keys::ALT, keys::CAPTION] {
            let shown = form.shown(&KeyPath::new([keys::COVER, key]));
            form.control_ui(ui, &shown);
        }
    }
    other_keys_ui(ui, form);
}

/// `cover.image`, or `cover` where the head has the address there.
fn image_path(form: &Fields<'_, '_>) -> KeyPath {
    let cover = KeyPath::new([keys::COVER]);
    let image = KeyPath::new([keys::COVER, keys::IMAGE]);
    let is_known = |path| {
        let forms = [form.pane.form, form.pane.whole];
        forms.iter().any(|form| form.field(path).is_some())
    };
    match form.pane.front_matter.value(&cover) {
        Some(Value::Text(_)) => cover,
        None if is_known(&cover) && !is_known(&image) => cover,
        _ => image,
    }
}

impl Fields<'_, '_> {
    /// Whether the card stands in the form: the article has a cover, its section does, or the
    /// writer asked for one.
    pub fn has_cover(&self) -> bool {
        self.pane.has_cover() || self.state.covers.contains(&self.pane.document)
    }
}

/// The picture in a frame of 16:9, or why there is none; its size and weight below.
fn picture_ui(ui: &mut Ui, form: &mut Fields<'_, '_>, address: &str) {
    let width = ui.available_width();
    let size = Vec2::new(width, (width * 9.0 / 16.0).round());
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let colours = colours(ui);
    let radius = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(rect, radius, colours.hovered);
    if address.is_empty() {
        response
            .widget_info(|| WidgetInfo::labeled(Role::Image, true, say!("cover-no-cover-picture")));
        placeholder_ui(ui, rect, Icon::Image, say!("cover-no-cover-picture"));
        return;
    }
    let source = PictureSource {
        address: address.to_owned(),
        folder: form.pane.path.parent().map(Into::into).unwrap_or_default(),
        root: form.pane.root.map(Into::into),
    };
    match form
        .pane
        .pictures
        .get(&source, rect.width().max(rect.height()), form.out)
    {
        Picture::Loading => placeholder_ui(ui, rect, Icon::Image, say!("cover-loading")),
        Picture::Failed(reason) => {
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, reason));
            placeholder_ui(ui, rect, Icon::ImageOff, reason);
        }
        Picture::Ready {
            texture,
            stored_size: [wide, high],
            stored_bytes,
        } => {
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Image, true, say!("cover-cover-picture"))
            });
            egui::Image::from_texture(texture)
                .uv(cropped(texture.size_vec2(), size))
                .corner_radius(radius)
                .paint_at(ui, rect);
            let weight = version::weight(*stored_bytes);
            let text = say!("cover-pixels", wide = wide, high = high, weight = weight);
            ui.label(RichText::new(text).size(11.0).color(colours.text_weak));
        }
    }
}

/// The part of a picture that fills a frame of another shape, from its middle.
fn cropped(picture: Vec2, frame: Vec2) -> Rect {
    let by_width = frame.x / picture.x.max(1.0);
    let by_height = frame.y / picture.y.max(1.0);
    let scale = by_width.max(by_height);
    let part = Vec2::new(
        frame.x / (picture.x * scale).max(1.0),
        frame.y / (picture.y * scale).max(1.0),
    );
    Rect::from_center_size(egui::pos2(0.5, 0.5), part.min(Vec2::splat(1.0)))
}

fn placeholder_ui(ui: &Ui, rect: Rect, icon: Icon, text: &str) {
    let colours = colours(ui);
    ui.painter().text(
        rect.center() - Vec2::new(0.0, 12.0),
        Align2::CENTER_CENTER,
        char::from(icon),
        Face::Icons.font(26.0),
        colours.text_faint,
    );
    let font = Face::Interface.font(sizes::TEXT_SMALL);
    let job = egui::text::LayoutJob {
        halign: egui::Align::Center,
        ..egui::text::LayoutJob::simple(
            text.to_owned(),
            font,
            colours.text_weak,
            rect.width() - 2.0 * sizes::SPACE_4,
        )
    };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = rect.center() + Vec2::new(0.0, 10.0);
    ui.painter().galley(at, galley, colours.text_weak);
}

/// What else the head has under `cover` (`relative`, `hidden`, …).
fn other_keys_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let cover = KeyPath::new([keys::COVER]);
    let Some(Value::Map(entries)) = form.pane.front_matter.value(&cover) else {
        return;
    };
    let known = [keys::IMAGE, keys::ALT, keys::CAPTION];
    for entry in entries {
        if !known.contains(&entry.key.to_lowercase().as_str()) {
            let shown = form.shown(&KeyPath::new([keys::COVER, &entry.key]));
            form.control_ui(ui, &shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tall_picture_is_cropped_above_and_below() {
        let part = cropped(Vec2::new(100.0, 400.0), Vec2::new(160.0, 90.0));

        assert_eq!((part.left(), part.right()), (0.0, 1.0));
        assert!(part.top() > 0.4 && part.bottom() < 0.6);
    }
}
