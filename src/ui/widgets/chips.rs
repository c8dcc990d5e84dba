//! Words as chips, each with a cross, and a field that adds one.

use egui::{
    Color32, CornerRadius, Key, Margin, Response, RichText, Role, Sense, Stroke, StrokeKind,
    TextEdit, Ui, Vec2, WidgetInfo,
};

use crate::ui::theme::{Face, Icon, colours, sizes, text_format, weight};

/// What the writer did to a row of chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChipsChange {
    Add(String),
    Remove(usize),
}

/// Shows the chips and, after them, a field for one more. Enter or a comma adds what was typed;
/// Backspace in the empty field takes the last chip.
pub fn chips_ui(
    ui: &mut Ui,
    id: egui::Id,
    items: &[String],
    typed: &mut String,
    name: &str,
) -> Option<ChipsChange> {
    let mut change = None;
    let colours = colours(ui);
    let frame = egui::Frame::new()
        .fill(colours.raised)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CornerRadius::same(sizes::RADIUS))
        .inner_margin(Margin::same(5));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = Vec2::splat(sizes::SPACE_1);
        ui.horizontal_wrapped(|ui| {
            for (at, item) in items.iter().enumerate() {
                if chip_ui(ui, item).clicked() {
                    change = Some(ChipsChange::Remove(at));
                }
            }
            if let Some(new) = add_field_ui(ui, id, items, typed, name) {
                change = Some(new);
            }
        });
    });
    change
}

fn add_field_ui(
    ui: &mut Ui,
    id: egui::Id,
    items: &[String],
    typed: &mut String,
    name: &str,
) -> Option<ChipsChange> {
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let takes_last = has_focus
        && typed.is_empty()
        && !items.is_empty()
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Backspace));
    let width = ui.available_width().clamp(70.0, 140.0);
    let colours = colours(ui);
    let field = TextEdit::singleline(typed)
        .id(id)
        .frame(egui::Frame::NONE)
        .margin(Margin::symmetric(4, 3))
        .hint_text(RichText::new("Add…").color(colours.text_faint))
        .desired_width(width);
    let response = ui.add(field);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let ends =
        entered || typed.ends_with(',') || (response.lost_focus() && !typed.trim().is_empty());
    if takes_last {
        return Some(ChipsChange::Remove(items.len() - 1));
    }
    if !ends {
        return None;
    }
    if entered {
        // The next tag can be typed at once.
        response.request_focus();
    }
    let word = typed.trim().trim_end_matches(',').trim().to_owned();
    typed.clear();
    (!word.is_empty() && !items.contains(&word)).then_some(ChipsChange::Add(word))
}

/// One chip; the response is that of its cross.
fn chip_ui(ui: &mut Ui, text: &str) -> Response {
    let colours = colours(ui);
    let format = text_format(Face::Interface, 12.5, weight::MEDIUM, colours.text);
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap =
        egui::text::TextWrapping::truncate_at_width((ui.max_rect().width() - 40.0).max(40.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = Vec2::new(galley.size().x + 30.0, 24.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let cross_rect = rect.with_min_x(rect.right() - 22.0);
    let cross = ui.interact(
        cross_rect,
        ui.scope_id().with(("chip", text)),
        Sense::click(),
    );
    let name = format!("Remove {text}");
    cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let painter = ui.painter();
    painter.rect(
        rect,
        CornerRadius::same(12),
        colours.hovered,
        Stroke::new(
            1.0,
            if cross.has_focus() {
                colours.accent
            } else {
                Color32::TRANSPARENT
            },
        ),
        StrokeKind::Inside,
    );
    let at = egui::pos2(rect.left() + 9.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, colours.text);
    let ink = if cross.hovered() {
        colours.accent
    } else {
        colours.text_faint
    };
    painter.text(
        cross_rect.center() - Vec2::new(1.0, 0.0),
        egui::Align2::CENTER_CENTER,
        char::from(Icon::X),
        Face::Icons.font(12.0),
        ink,
    );
    cross.on_hover_text(name)
}
