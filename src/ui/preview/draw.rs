//! Draws what was laid out, and finds what is under the pointer.

use std::sync::Arc;

use egui::{
    CornerRadius, Frame, Id, InputState, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, emath::GuiRounding as _, epaint::RectShape, pos2,
    scroll_area::ScrollBarVisibility, text_selection::LabelSelectionState, vec2,
};

use super::{
    lay::{Item, Laid},
    set_text::{PictureShown, Set},
};
use crate::{
    model::picture::PictureSource,
    ui::{
        pictures::{Picture, Pictures},
        theme::{Colours, colours::UNTINTED},
        widgets::{buttons::focus_ring, row_menu::opens_menu},
    },
};

/// What a menu is for.
#[derive(Clone)]
pub(super) enum MenuOf {
    /// The address of a link.
    Link(String),
    Picture(PictureSource),
}

/// What a drawing pass needs and finds.
pub(super) struct Pen<'a> {
    pub colours: &'static Colours,
    pub pictures: &'a Pictures,
    /// Where the pointer is, if it is over the page.
    pub pointer: Option<Pos2>,
    /// Whether a screen reader (or a test) listens.
    pub is_read_out: bool,
    /// Names what the parts of one block share.
    pub whole: Option<Id>,
    /// What was given the keyboard and is not in view yet.
    pub awaited: Option<Id>,
    pub found: Found,
}

/// What is under the pointer, and what was pressed.
///
/// More than twelve fields: what a page can be asked is asked one by one.
#[derive(Default)]
pub(super) struct Found {
    /// The address of a link.
    pub link: Option<String>,
    /// The keyboard can reach something.
    pub has_stops: bool,
    /// What has the keyboard.
    pub stop: Option<Id>,
    /// The address of the link that has the keyboard.
    pub focused: Option<String>,
    /// The address of a link that was followed with the keyboard.
    pub followed: Option<String>,
    /// The byte of the block where a task box that was pressed stands.
    pub ticked: Option<usize>,
    /// The address that was pressed and is followed without Ctrl.
    pub jump: Option<String>,
    /// The code of all parts is to be copied.
    pub copies_whole: bool,
    /// Whether what follows is to be folded out, or in.
    pub folds: Option<bool>,
    /// The number of `details` inside the block that are to be folded out, or in.
    pub folds_inside: Option<(usize, bool)>,
    /// The picture under the pointer.
    pub picture: Option<PictureSource>,
    /// What a key asked the menu of, and where it is to open.
    pub menu: Option<(Pos2, MenuOf)>,
    /// The text that has the pointer.
    pub text: Option<Response>,
    /// The nearest byte of the block, and how far from the pointer its line is, in points.
    byte: Option<(f32, usize)>,
}

impl Found {
    pub(super) fn at_byte(&self) -> Option<usize> {
        Some(self.byte?.1)
    }
}

impl Pen<'_> {
    /// Draws a block with its top left corner at `origin`. `id` names the block.
    pub(super) fn block(&mut self, ui: &mut Ui, id: Id, origin: Pos2, laid: &Laid) {
        let mut number = 0;
        self.items(ui, id, &mut number, origin, &laid.items, laid);
    }

    fn items(
        &mut self,
        ui: &mut Ui,
        id: Id,
        number: &mut usize,
        origin: Pos2,
        items: &[Item],
        laid: &Laid,
    ) {
        let offset = origin.to_vec2();
        for item in items {
            *number += 1;
            match item {
                Item::Text(at, set, role) => {
                    let id = id.with(*number);
                    self.text(ui, id, *at + offset, (set, *role), laid);
                }
                Item::Picture(shown) => self.picture(ui, id.with(*number), offset, shown, laid),
                Item::Wide { .. } => self.wide(ui, id, number, offset, item, laid),
                Item::Fill(..) | Item::Border(..) => shape(ui, offset, item),
                _ => self.control(ui, id.with(*number), offset, item),
            }
        }
    }

    /// Something that can be pressed.
    fn control(&mut self, ui: &Ui, id: Id, offset: Vec2, item: &Item) {
        let is_pressed = match item {
            Item::Tick(rect, tick) => {
                self.tick(ui, id, rect.translate(offset), tick);
                false
            }
            Item::Copy { whole, .. } => self.copy_button(ui, id, whole.translate(offset)),
            Item::Jump {
                place, icon, name, ..
            } => self.jump(ui, id, place.translate(offset), *icon, name),
            Item::Fold {
                place,
                is_open,
                name,
                ..
            } => self.fold(ui, id, place.translate(offset), *is_open, name),
            _ => false,
        };
        if is_pressed {
            self.pressed(ui, item);
        }
    }

    fn pressed(&mut self, ui: &Ui, item: &Item) {
        let found = &mut self.found;
        match item {
            Item::Copy {
                text: Some(text), ..
            } => ui.ctx().copy_text(text.to_string()),
            Item::Copy { text: None, .. } => found.copies_whole = true,
            Item::Jump { address, .. } => found.jump = Some(address.clone()),
            Item::Fold {
                number, is_open, ..
            } => match number {
                Some(number) => found.folds_inside = Some((*number, !is_open)),
                None => found.folds = Some(!is_open),
            },
            _ => {}
        }
    }

    /// Something wider than its place; the parts of one block scroll together.
    fn wide(
        &mut self,
        ui: &mut Ui,
        id: Id,
        number: &mut usize,
        offset: Vec2,
        item: &Item,
        laid: &Laid,
    ) {
        let Item::Wide {
            place,
            width,
            ground,
            items,
            seams,
        } = item
        else {
            return;
        };
        let place = place.translate(offset);
        let builder = UiBuilder::new().max_rect(place).id_salt(id.with(*number));
        let mut inner = ui.new_child(builder);
        inner.set_clip_rect(place.intersect(ui.clip_rect()));
        // It must be seen that there is more.
        let scroll = &mut inner.spacing_mut().scroll;
        scroll.dormant_handle_opacity = 0.5;
        scroll.active_handle_opacity = 0.7;
        let mut area = ScrollArea::horizontal().id_salt("wide").auto_shrink(false);
        if seams.below {
            area = area.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
        }
        let whole = self.whole.filter(|_| seams.above || seams.below);
        let before = whole.and_then(|whole| ui.data(|data| data.get_temp::<f32>(whole)));
        if let Some(before) = before {
            area = area.horizontal_scroll_offset(before);
        }
        let ground = Frame::new().fill(*ground);
        let shown = ground.show(&mut inner, |ui| {
            area.show(ui, |ui| {
                let corner = ui.min_rect().min;
                ui.allocate_space(vec2(*width, place.height()));
                self.items(ui, id, number, corner, items, laid);
            })
        });
        let now = shown.inner.state.clamped_offset().x;
        if let Some(whole) = whole
            && (now - before.unwrap_or_default()).abs() > 0.01
        {
            // The other parts follow in the next frame.
            ui.data_mut(|data| data.insert_temp(whole, now));
            ui.ctx().request_repaint();
        }
    }

    fn text(&mut self, ui: &Ui, id: Id, at: Pos2, (set, role): (&Set, Role), laid: &Laid) {
        let at = at.round_to_pixels(ui.pixels_per_point());
        let rect = Rect::from_min_size(at, set.galley.size());
        if !ui.is_rect_visible(rect.expand(4.0)) {
            return self.bring_aside(ui, id, at, set);
        }
        let painter = ui.painter();
        for &(part, radius, colour) in &set.under {
            let part = part.translate(at.to_vec2());
            let shape = RectShape::filled(part, CornerRadius::same(radius), colour);
            painter.add(shape);
        }
        let (galley, colour) = (Arc::clone(&set.galley), self.colours.text);
        let response = if role == Role::Image {
            painter.galley(at, galley, colour);
            ui.interact(rect, id, Sense::hover())
        } else {
            // On a touch screen a drag scrolls.
            let has_touch = ui.input(InputState::has_touch_screen);
            let drag = if has_touch {
                Sense::empty()
            } else {
                Sense::DRAG
            };
            let response = ui.interact(rect, id, Sense::CLICK | drag);
            let none = Stroke::NONE;
            LabelSelectionState::label_text_selection(ui, &response, at, galley, colour, none);
            response
        };
        for (number, shown) in set.pictures.iter().enumerate() {
            let id = picture_id(id, number);
            self.picture(ui, id, at.to_vec2(), shown, laid);
        }
        for &(part, colour) in &set.over {
            let part = part.translate(at.to_vec2());
            painter.add(RectShape::filled(part, CornerRadius::ZERO, colour));
        }
        self.look_under_pointer(ui, at, rect, set);
        self.links(ui, id, at, set);
        if self.is_read_out {
            let text = set.galley.text();
            response.widget_info(|| WidgetInfo::labeled(role, true, text));
        }
        if response.contains_pointer() {
            self.found.text = Some(response);
        }
    }

    /// Lets the keyboard and screen readers reach the links of a text.
    fn links(&mut self, ui: &Ui, id: Id, at: Pos2, set: &Set) {
        for (number, link) in set.links.iter().enumerate() {
            let places = link
                .places
                .iter()
                .map(|place| place.translate(at.to_vec2()));
            let Some(whole) = places.clone().reduce(Rect::union) else {
                continue;
            };
            let id = link_id(id, number);
            let response = ui.interact(whole, id, Sense::focusable_noninteractive());
            if self.is_read_out {
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &link.name));
            }
            self.note_stop(&response);
            let has_focus = response.has_focus();
            let is_asked = ui.input(|input| {
                input.has_accesskit_action_request(id, egui::accesskit::Action::Click)
                    || has_focus && input.key_pressed(egui::Key::Enter)
            });
            if has_focus {
                places.for_each(|place| focus_ring(ui, &response, place));
                self.found.focused = Some(link.address.clone());
            }
            if is_asked {
                self.found.followed = Some(link.address.clone());
            }
            if opens_menu(ui.ctx(), response.id) {
                let below = link.places.last().unwrap_or(&whole).left_bottom();
                let link = MenuOf::Link(link.address.clone());
                self.found.menu = Some((below + at.to_vec2(), link));
            }
        }
    }

    /// Scrolls sideways to a link that was given the keyboard.
    fn bring_aside(&self, ui: &Ui, id: Id, at: Pos2, set: &Set) {
        let Some(awaited) = self.awaited else { return };
        for (number, link) in set.links.iter().enumerate() {
            if link_id(id, number) == awaited
                && let Some(place) = link
                    .places
                    .first()
                    .map(|place| place.translate(at.to_vec2()))
                && ui.clip_rect().y_range().contains(place.center().y)
            {
                ui.scroll_to_rect(place, None);
            }
        }
    }

    fn look_under_pointer(&mut self, ui: &Ui, at: Pos2, rect: Rect, set: &Set) {
        let Some(pointer) = self.pointer.filter(|&at| ui.clip_rect().contains(at)) else {
            return;
        };
        if set.sources.is_empty() {
            return;
        }
        let inside = pointer - at.to_vec2();
        if rect.contains(pointer)
            && let Some(address) = set.link_at(inside)
        {
            self.found.link = Some(address.to_owned());
        }
        let distance = rect.distance_sq_to_pos(pointer);
        let is_nearest = self
            .found
            .byte
            .is_none_or(|(nearest, _)| distance < nearest);
        if is_nearest && let Some(at_byte) = set.byte_at(inside) {
            self.found.byte = Some((distance, at_byte));
        }
    }

    fn picture(&mut self, ui: &Ui, id: Id, offset: Vec2, shown: &PictureShown, laid: &Laid) {
        let rect = shown.place.translate(offset);
        let source = laid.pictures.get(shown.index);
        let picture = source.and_then(|laid| self.pictures.peek(&laid.source));
        let Some(Picture::Ready { texture, .. }) = picture else {
            let radius = CornerRadius::same(2);
            ui.painter()
                .rect_filled(rect, radius, self.colours.code_background);
            return;
        };
        let radius = if rect.height() < 48.0 { 0 } else { 3 };
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let shape = RectShape::filled(rect, CornerRadius::same(radius), UNTINTED)
            .with_texture(texture.id(), whole);
        ui.painter().add(shape);
        let Some(source) = source.map(|laid| &laid.source) else {
            return;
        };
        if self.pointer.is_some_and(|at| rect.contains(at)) {
            self.found.picture = Some(source.clone());
        }
        let sense = if shown.is_in_link {
            Sense::hover()
        } else {
            Sense::focusable_noninteractive()
        };
        let response = ui.interact(rect, id, sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, shown.name()));
        if !shown.is_in_link {
            self.note_stop(&response);
            focus_ring(ui, &response, rect);
            if opens_menu(ui.ctx(), response.id) {
                let seen = rect.intersect(ui.clip_rect());
                let picture = MenuOf::Picture(source.clone());
                self.found.menu = Some((seen.left_top(), picture));
            }
        }
        if !shown.title.is_empty() {
            response.on_hover_text(&shown.title);
        }
    }
}

/// Names the link of this number in a text.
pub(super) fn link_id(text: Id, number: usize) -> Id {
    text.with(("link", number))
}

/// Names the picture of this number in a text.
pub(super) fn picture_id(text: Id, number: usize) -> Id {
    text.with(("picture", number))
}

/// A box, or its edge.
fn shape(ui: &Ui, offset: Vec2, item: &Item) {
    match item {
        Item::Fill(rect, radius, colour) => {
            let rect = rect.translate(offset);
            ui.painter().add(RectShape::filled(rect, *radius, *colour));
        }
        Item::Border(rect, radius, colour) => {
            let stroke = Stroke::new(1.0, *colour);
            let (rect, radius) = (rect.translate(offset), CornerRadius::same(*radius));
            ui.painter()
                .rect_stroke(rect, radius, stroke, StrokeKind::Inside);
        }
        _ => {}
    }
}
