//! The headings of the article: a click goes to one, a drag or Ctrl with the arrow keys moves its
//! section.

use egui::{
    CornerRadius, Key, Modifiers, Role, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo,
    text::{LayoutJob, TextWrapping},
};

use crate::{
    action::{Action, Outbox},
    model::{
        document::DocumentId,
        markdown::outline::{self, Heading},
        words::say,
    },
    ui::{
        theme::{Face, colours, sizes, text_format, weight},
        widgets::{
            buttons::{choice_fill, focus_ring},
            stop::Stop,
            tabs::pane_heading_ui,
        },
    },
};

const ROW: f32 = 28.0;
const STEP: f32 = 14.0;

/// What the pane shows.
pub struct OutlinePane<'a> {
    pub document: DocumentId,
    pub outline: &'a [Heading],
    /// The number of the heading that the caret is under.
    pub current: Option<usize>,
}

pub fn outline_ui(ui: &mut Ui, pane: &OutlinePane<'_>, out: &mut Outbox) {
    ui.add_space(sizes::SPACE_2);
    ui.horizontal(|ui| {
        ui.add_space(sizes::SPACE_3);
        pane_heading_ui(ui, say!("outline-outline"));
    });
    ScrollArea::vertical()
        .id_salt("outline")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if pane.outline.is_empty() {
                ui.horizontal(|ui| {
                    ui.add_space(sizes::SPACE_3);
                    ui.weak(say!("outline-no-headings-yet"));
                });
            }
            let mut stop = Stop::new(ui, "headings", pane.current.unwrap_or_default());
            for (at, heading) in pane.outline.iter().enumerate() {
                row_ui(ui, pane, (at, heading), (&mut stop, out));
            }
            stop.end(ui);
        });
}

fn row_ui(
    ui: &mut Ui,
    pane: &OutlinePane<'_>,
    (at, heading): (usize, &Heading),
    (stop, out): (&mut Stop, &mut Outbox),
) {
    let colours = colours(ui);
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, stop.sense() | Sense::DRAG);
    stop.add(&response);
    let is_current = pane.current == Some(at);
    let name = say!(
        "outline-heading",
        level = usize::from(heading.level),
        title = &heading.title
    );
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_current, &name));
    let inner = rect.shrink2(Vec2::new(8.0, 0.0));
    let fill = choice_fill(colours, is_current, &response);
    let corners = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(inner, corners, fill);
    focus_ring(ui, &response, inner);
    let heavy = if heading.level <= 2 {
        weight::MEDIUM
    } else {
        weight::REGULAR
    };
    let format = text_format(Face::Interface, sizes::TEXT, heavy, colours.text);
    let mut job = LayoutJob::single_section(heading.title.clone(), format);
    let indent = 8.0 + STEP * f32::from(heading.level.saturating_sub(1).min(4));
    job.wrap = TextWrapping::truncate_at_width(inner.width() - indent - 8.0);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let place = inner.left_center() + Vec2::new(indent, -galley.size().y / 2.0);
    ui.painter().galley(place, galley, colours.text);
    response.dnd_set_drag_payload(at);
    if response.dnd_hover_payload::<usize>().is_some() {
        let line = Stroke::new(2.0, colours.accent);
        ui.painter().hline(inner.x_range(), rect.top(), line);
    }
    if let Some(from) = response.dnd_release_payload::<usize>() {
        out.push(Action::MoveSection {
            from: *from,
            to: at,
        });
    } else if response.clicked() {
        out.push(Action::GoTo {
            document: pane.document,
            at_byte: heading.section.start,
        });
    }
    if response.has_focus() {
        keys_ui(ui, pane, at, out);
    }
}

fn keys_ui(ui: &Ui, pane: &OutlinePane<'_>, from: usize, out: &mut Outbox) {
    let (up, down) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::COMMAND, Key::ArrowUp),
            input.consume_key(Modifiers::COMMAND, Key::ArrowDown),
        )
    });
    let above = outline::above(pane.outline, from).filter(|_| up);
    let below = outline::below(pane.outline, from).filter(|_| down);
    if let Some(to) = above.or(below) {
        out.push(Action::MoveSection { from, to });
    }
}
