//! The cover card: the picture as lists and networks show it, its address, alt text and caption, and
//! what can be done about it.

use egui::{Align2, CornerRadius, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::fields::{Fields, Shown};
use crate::{
    action::{Action, Command, PictureStep, StockStep},
    model::{
        check::cover::{Told, of_alt, of_file},
        front_matter::{KeyPath, Value},
        picture::{
            PictureSource,
            cover::{self, CoverStyle, Text},
            is_picture, name,
            offer::Target,
        },
        schema::FieldKind,
        site::{keys, limits},
        version,
        words::{self, say},
    },
    ui::{
        pictures::{Picture, filling},
        theme::{Face, Icon, colours, sizes},
        widgets::{
            button_ui, field_remark_ui, fields::FieldLabel, fields::label_row_ui, tabs::tabs_ui,
        },
    },
};

/// What is known of the cover beside the head.
pub struct CoverPane<'a> {
    pub style: CoverStyle,
    /// The files that the article can have; `None`: nobody looked.
    pub beside: Option<&'a [String]>,
    /// How many other articles have the same cover.
    pub others: usize,
}

/// Which part of the picture is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Crop {
    #[default]
    List,
    Social,
    Square,
}

impl Crop {
    /// Width by height.
    fn shape(self) -> f32 {
        match self {
            Self::List => 16.0 / 9.0,
            Self::Social => 1.91,
            Self::Square => 1.0,
        }
    }
}

/// What the form shows of a picture file.
struct File {
    size: [usize; 2],
    bytes: u64,
}

/// The whole card.
pub(super) fn card_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let style = &form.pane.cover.style;
    let own = style.address(form.pane.front_matter);
    let by_name = by_name(form);
    let has_own = !own.is_empty();
    let address = if own.is_empty() {
        by_name.clone().unwrap_or_default()
    } else {
        own
    };
    let source = form.source(&address);
    let file = picture_ui(ui, form, &source);
    if let Some(file) = &file {
        crops_ui(ui, form, file);
        let key = KeyPath::new([keys::COVER]);
        let key = cover::key(form.pane.front_matter).unwrap_or(&key);
        for finding in of_file(key, file.size, file.bytes, form.pane.cover.others) {
            field_remark_ui(ui, &words::put(&finding.message));
        }
    }
    instead_ui(ui, form, &source);
    ui.add_space(sizes::SPACE_1);
    buttons_ui(ui, form, &address, has_own);
    ui.add_space(sizes::SPACE_2);
    if style.has_key() {
        address_ui(ui, form);
    } else if let Some(name) = by_name {
        let text = say!("cover-by-name", name = name);
        weak_ui(ui, &text);
        ui.add_space(sizes::SPACE_2);
    }
    text_ui(ui, form, Text::Alt, &address);
    text_ui(ui, form, Text::Caption, &address);
    other_keys_ui(ui, form);
}

/// The file of the article's folder that the theme takes by its name.
fn by_name(form: &mut Fields<'_, '_>) -> Option<String> {
    let pane = form.pane;
    let pattern = pane.cover.style.by_file?;
    let Some(beside) = pane.cover.beside else {
        let look = PictureStep::LookBeside(pane.document);
        form.out.push(Action::Picture(look));
        return None;
    };
    let is_it = |file: &&String| {
        let is_here = !file.starts_with('/') && !file.contains('/');
        is_here && is_picture(file) && name::is_like(file, pattern)
    };
    Some(name::escaped(beside.iter().find(is_it)?))
}

impl Fields<'_, '_> {
    /// Whether the card stands in the form: the article has a cover, its section does, or the
    /// writer asked for one.
    pub fn has_cover(&self) -> bool {
        self.pane.has_cover() || self.state.covers.contains(&self.pane.document)
    }

    fn source(&self, address: &str) -> PictureSource {
        PictureSource {
            address: address.to_owned(),
            folder: self.pane.path.parent().map(Into::into).unwrap_or_default(),
            root: self.pane.root.map(Into::into),
        }
    }
}

/// The picture in a frame of 16:9, or why there is none.
fn picture_ui(ui: &mut Ui, form: &mut Fields<'_, '_>, source: &PictureSource) -> Option<File> {
    let width = ui.available_width();
    let size = Vec2::new(width, (width * 9.0 / 16.0).round());
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let colours = colours(ui);
    let radius = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(rect, radius, colours.hovered);
    if source.address.is_empty() {
        response
            .widget_info(|| WidgetInfo::labeled(Role::Image, true, say!("cover-no-cover-picture")));
        placeholder_ui(ui, rect, Icon::Image, say!("cover-empty"));
        return None;
    }
    match form.pane.pictures.get(source, rect.width(), form.out) {
        Picture::Loading => {
            placeholder_ui(ui, rect, Icon::Image, say!("cover-loading"));
            None
        }
        Picture::Failed(reason) => {
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, reason));
            placeholder_ui(ui, rect, Icon::ImageOff, reason);
            None
        }
        Picture::Ready {
            texture,
            stored_size,
            stored_bytes,
        } => {
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Image, true, say!("cover-cover-picture"))
            });
            let frame = framed(rect, form.state.crop.shape());
            egui::Image::from_texture(texture)
                .uv(filling(texture.size_vec2(), frame.size()))
                .corner_radius(radius)
                .paint_at(ui, frame);
            Some(File {
                size: *stored_size,
                bytes: *stored_bytes,
            })
        }
    }
}

/// Size, weight and host; which part is seen.
fn crops_ui(ui: &mut Ui, form: &mut Fields<'_, '_>, file: &File) {
    let [wide, high] = file.size;
    let weight = words::put(&version::weight(file.bytes));
    weak_ui(
        ui,
        &say!("cover-pixels", wide = wide, high = high, weight = weight),
    );
    let tabs = [
        (Crop::List, say!("cover-list")),
        (Crop::Social, say!("cover-social")),
        (Crop::Square, say!("cover-square")),
    ];
    if let Some(crop) = tabs_ui(ui, &tabs, form.state.crop) {
        form.state.crop = crop;
    }
}

/// Another file of the same name, where that of the address is not there.
fn instead_ui(ui: &mut Ui, form: &mut Fields<'_, '_>, source: &PictureSource) {
    let Some(instead) = form.pane.pictures.instead(source) else {
        return;
    };
    let file = instead.rsplit('/').next().unwrap_or(instead);
    ui.add_space(sizes::SPACE_1);
    if button_ui(ui, &say!("cover-use-instead", name = file)).clicked() {
        form.out.push(Action::Picture(PictureStep::Instead {
            document: form.pane.document,
            address: instead.to_owned(),
        }));
    }
}

/// What can be done, as the commands are called that do it.
fn buttons_ui(ui: &mut Ui, form: &mut Fields<'_, '_>, address: &str, has_own: bool) {
    let document = form.pane.document;
    let target = || Target::Cover(document);
    let choose = if address.is_empty() {
        say!("cover-choose")
    } else {
        say!("cover-replace")
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(sizes::SPACE_1);
        let choose = button_ui(ui, choose).on_hover_text(Command::ChooseCover.help());
        if choose.clicked() {
            form.out
                .push(Action::Picture(PictureStep::Choose(target())));
        }
        let browse = button_ui(ui, say!("cover-from-site"));
        if browse
            .on_hover_text(Command::CoverFromSite.help())
            .clicked()
        {
            form.out
                .push(Action::Picture(PictureStep::Browse(target())));
        }
        let find = button_ui(ui, say!("cover-find-photo"));
        if find.on_hover_text(Command::FindPhoto.help()).clicked() {
            form.out.push(Action::Stock(StockStep::Open(target())));
        }
        if has_own {
            let remove = button_ui(ui, say!("cover-remove"));
            if remove.on_hover_text(Command::RemoveCover.help()).clicked() {
                let step = PictureStep::RemoveCover(document);
                form.out.push(Action::Picture(step));
            }
        }
    });
}

fn address_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let shown = Shown {
        name: say!("cover-picture").to_owned(),
        label: say!("cover-address").to_owned(),
        kind: FieldKind::Text,
        ..form.shown(&form.pane.cover.style.image)
    };
    form.control_ui(ui, &shown);
}

/// The alternative text or the caption; without a key for it, how there could be one.
fn text_ui(ui: &mut Ui, form: &mut Fields<'_, '_>, text: Text, address: &str) {
    let style = &form.pane.cover.style;
    let (name, limit) = match text {
        Text::Alt => (say!("fields-alt-text"), &limits::ALT),
        Text::Caption => (say!("fields-caption"), &limits::CAPTION),
    };
    let Some(path) = style.text(text) else {
        return no_place_ui(ui, form, text, name);
    };
    let shown = Shown {
        name: name.to_owned(),
        label: name.to_owned(),
        kind: FieldKind::LongText,
        limit: Some(limit),
        ..form.shown(path)
    };
    form.control_ui(ui, &shown);
    if text == Text::Alt && !address.is_empty() {
        let caption = style.caption.as_ref().map(|path| form.value_text(path));
        let title = form.value_text(&KeyPath::new([keys::TITLE]));
        let alt = form.value_text(path);
        let told = Told {
            title: &title,
            caption: &caption.unwrap_or_default(),
            address,
        };
        if let Some(finding) = of_alt(&alt, path, &told) {
            field_remark_ui(ui, &words::put(&finding.message));
            ui.add_space(sizes::SPACE_2);
        }
    }
}

fn no_place_ui(ui: &mut Ui, form: &mut Fields<'_, '_>, text: Text, name: &str) {
    let Some(path) = form.pane.cover.style.spare(text) else {
        return;
    };
    let label = FieldLabel {
        name,
        mark: None,
        remark: None,
        remark_help: None,
        menu: None,
    };
    label_row_ui(ui, label);
    weak_ui(ui, say!("cover-no-place"));
    let key = path.0.last().map_or("", |key| key);
    if button_ui(ui, &say!("cover-add-key", key = key)).clicked() {
        form.set(&path, Value::Text(String::new()));
    }
    ui.add_space(sizes::SPACE_2);
}

fn weak_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .color(colours(ui).text_weak);
    ui.add(egui::Label::new(text).wrap());
}

/// The largest rectangle of a shape in the middle of another.
fn framed(rect: Rect, shape: f32) -> Rect {
    let width = rect.width().min(rect.height() * shape);
    let size = Vec2::new(width, width / shape);
    Rect::from_center_size(rect.center(), size)
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

/// What else the head has in the group of the cover (`relative`, `hidden`, …).
fn other_keys_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let style = &form.pane.cover.style;
    let group = KeyPath(vec![style.group().to_owned()]);
    let Some(Value::Map(entries)) = form.pane.front_matter.value(&group) else {
        return;
    };
    let shown_above = [
        Some(&style.image),
        style.alt.as_ref(),
        style.caption.as_ref(),
    ];
    for entry in entries {
        let is_above = shown_above.iter().flatten().any(|path| match &path.0[..] {
            [_, key] => key.eq_ignore_ascii_case(&entry.key),
            _ => false,
        });
        if !is_above {
            let shown = form.shown(&KeyPath(vec![style.group().to_owned(), entry.key.clone()]));
            form.control_ui(ui, &shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_stands_in_the_middle_of_the_frame() {
        let rect = Rect::from_min_size(egui::pos2(10.0, 10.0), Vec2::new(160.0, 90.0));

        assert_eq!(framed(rect, Crop::List.shape()).size(), rect.size());
        let square = framed(rect, Crop::Square.shape());
        assert_eq!(square.size(), Vec2::splat(90.0));
        assert_eq!(square.center(), rect.center());
    }
}
