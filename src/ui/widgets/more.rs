//! A room that scrolls, and shows that there is more in it than is seen.

use egui::{
    Align2, Color32, Id, Memory, Mesh, Rect, ScrollArea, Shape, Ui, epaint::Vertex, pos2,
    scroll_area::ScrollAreaOutput,
};

use crate::ui::theme::{Face, Icon, colours, sizes};

const BAND: f32 = 24.0;

/// As high as what is in it, and at most `most` points. What gets the keyboard comes into view.
pub fn scroll_ui<R>(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    most: f32,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let area = ScrollArea::vertical()
        .id_salt(salt)
        .max_height(most)
        // As high as what is in it becomes: else it keeps the height that it had of less.
        .min_scrolled_height(most);
    let shown = area.show(ui, |ui| {
        let inner = content(ui);
        follow_keyboard(ui);
        inner
    });
    marks_ui(ui, &shown);
    shown.inner
}

/// Brings what has just got the keyboard into view, if it is in the column that is scrolled. To be called
/// when all that is in it is drawn.
pub fn follow_keyboard(ui: &Ui) {
    let focused = ui.memory(Memory::focused);
    let id = ui.scope_id().with("had the keyboard");
    let before: Option<Id> = ui.data(|data| data.get_temp(id)).flatten();
    if focused == before {
        return;
    }
    let Some(focused) = focused else {
        ui.data_mut(|data| data.insert_temp(id, None::<Id>));
        return;
    };
    let rect = ui.ctx().viewport(|viewport| {
        let mut all = viewport.this_pass.widgets.get_layer(ui.layer_id());
        all.find(|it| it.id == focused).map(|it| it.rect)
    });
    let columns = ui.max_rect().x_range();
    if let Some(rect) = rect.filter(|rect| columns.contains(rect.center().x)) {
        ui.data_mut(|data| data.insert_temp(id, Some(focused)));
        if !ui.clip_rect().contains_rect(rect) {
            ui.scroll_to_rect(rect.expand(BAND), None);
        }
    }
}

/// Where something is out of sight, the edge fades and an arrow points there.
fn marks_ui<R>(ui: &Ui, shown: &ScrollAreaOutput<R>) {
    let seen = shown.inner_rect;
    let above = shown.state.clamped_offset().y;
    let below = shown.content_size.y - above - seen.height();
    let top = Rect::from_min_size(seen.min, egui::vec2(seen.width(), BAND));
    let bottom = top.translate(egui::vec2(0.0, seen.height() - BAND));
    if above > 1.0 {
        mark_ui(ui, top, (top.top(), top.bottom()), Icon::ChevronUp);
    }
    if below > 1.0 {
        mark_ui(
            ui,
            bottom,
            (bottom.bottom(), bottom.top()),
            Icon::ChevronDown,
        );
    }
}

/// From the one height, where nothing is seen through, to the other.
fn mark_ui(ui: &Ui, band: Rect, (from, to): (f32, f32), arrow: Icon) {
    let fill = ui.visuals().window_fill;
    let mut mesh = Mesh::default();
    for (y, ink) in [(from, fill), (to, Color32::TRANSPARENT)] {
        for x in [band.left(), band.right()] {
            mesh.vertices.push(Vertex {
                pos: pos2(x, y),
                uv: egui::epaint::WHITE_UV,
                color: ink,
            });
        }
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(1, 2, 3);
    let painter = ui.painter();
    painter.add(Shape::mesh(mesh));
    let (font, ink) = (Face::Icons.font(sizes::TEXT), colours(ui).text_weak);
    let arrow = char::from(arrow);
    painter.text(band.center(), Align2::CENTER_CENTER, arrow, font, ink);
}
