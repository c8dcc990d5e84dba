//! The list: a row for each picture, or for each place where one is missing. Arrow keys go from one to the
//! next, Enter leads to the article, the menu key opens what can be done. Only what is in view is drawn.

use std::path::Path;

use egui::{
    Align2, CornerRadius, EventFilter, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, Vec2,
    WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
};

use super::{At, Focus, LibraryPane, LibraryState, Listed, go_to, offers, take};
use crate::{
    action::Outbox,
    model::{
        picture::{PictureSource, listed::Row, name},
        version,
        words::{self, say},
    },
    ui::{
        pictures::Picture,
        theme::{Face, Icon, colours, sizes, text_format, weight},
        widgets::{
            buttons::{choice_fill, focus_ring},
            place::say_list,
            row_menu::{item_ui, row_menu_ui},
        },
    },
};

const ROW: f32 = 56.0;
const THUMB: Vec2 = Vec2::new(64.0, 40.0);
/// Before the words of a row.
const INDENT: f32 = 96.0;

pub fn rows_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    listed: &Listed,
    state: &mut LibraryState,
    out: &mut Outbox,
) {
    if listed.rows.is_empty() {
        let text = if pane.is_looking {
            say!("library-looking")
        } else if !state.letters.is_empty() {
            say!("library-none-found")
        } else if state.kind == super::Kind::All {
            say!("library-none")
        } else {
            say!("library-none-of-kind")
        };
        ui.centered_and_justified(|ui| {
            ui.label(egui::RichText::new(text).color(colours(ui).text_weak));
        });
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    say_list(ui, Role::List, listed.rows.len());
    let mut area = ScrollArea::vertical()
        .id_salt("site pictures")
        .auto_shrink(false);
    if state.focus == Some(Focus::Row) {
        // The row is drawn only where it is in view.
        let top = state.chosen as f32 * ROW;
        let height = ui.available_height();
        let offset = ui
            .data(|data| data.get_temp::<f32>(offset_id()))
            .unwrap_or_default();
        if top < offset {
            area = area.vertical_scroll_offset(top);
        } else if top + ROW > offset + height {
            area = area.vertical_scroll_offset(top + ROW - height);
        }
    }
    let shown = area.show_rows(ui, ROW, listed.rows.len(), |ui, shown| {
        for number in shown {
            if let Some(at) = listed.rows.get(number) {
                row_ui(ui, pane, (*at, number, listed.rows.len()), state, out);
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(offset_id(), shown.state.unclamped_offset().y));
}

fn offset_id() -> egui::Id {
    egui::Id::unique("site pictures offset")
}

/// What is written in a row.
struct Words {
    title: String,
    detail: String,
}

fn row_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    (at, number, count): (At, usize, usize),
    state: &mut LibraryState,
    out: &mut Outbox,
) {
    let Some(written) = words_of(pane, at) else {
        return;
    };
    let is_chosen = state.chosen == number;
    let sense = if is_chosen {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let size = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let name = &written.title;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(written.detail.clone());
        node.set_position_in_set(number);
    });
    let had_keyboard = is_chosen && response.has_focus();
    if is_chosen && state.focus.take_if(|focus| *focus == Focus::Row).is_some() {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        step(ui, &response, count, state);
    }
    let is_pressed = response.clicked() || response.secondary_clicked();
    if is_pressed || response.gained_focus() {
        state.chosen = number;
    }
    if is_pressed && !response.has_focus() {
        // It can have the keyboard from the next frame on.
        state.focus = Some(Focus::Row);
    }
    let fill = choice_fill(colours(ui), is_chosen, &response);
    ui.painter().rect_filled(
        rect.shrink2(Vec2::new(8.0, 0.0)),
        CornerRadius::same(sizes::RADIUS),
        fill,
    );
    focus_ring(ui, &response, rect.shrink2(Vec2::new(8.0, 1.0)));
    thumb_ui(ui, pane, at, rect, out);
    draw(ui, &written, rect);
    row_menu_ui(&response, |ui| {
        for (title, offered) in offers(pane, at) {
            if item_ui(ui, title, None) {
                take(offered, state, out);
            }
        }
    });
    let is_entered = had_keyboard && ui.input(|input| input.key_pressed(Key::Enter));
    if response.double_clicked() || is_entered {
        out.extend(go_to(pane, at));
    }
}

/// Goes from row to row; above the first is the filter.
fn step(ui: &Ui, response: &egui::Response, count: usize, state: &mut LibraryState) {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let last = count.saturating_sub(1);
    let before = state.chosen;
    ui.input_mut(|input| {
        let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
        let down = pressed(Key::ArrowDown) + 10 * pressed(Key::PageDown);
        let up = pressed(Key::ArrowUp) + 10 * pressed(Key::PageUp);
        if pressed(Key::Home) > 0 {
            state.chosen = 0;
        }
        if pressed(Key::End) > 0 {
            state.chosen = last;
        }
        if up > 0 && state.chosen == 0 {
            state.focus = Some(Focus::Letters);
        }
        state.chosen = (state.chosen + down).saturating_sub(up).min(last);
    });
    if state.chosen != before {
        state.focus = Some(Focus::Row);
        ui.ctx().request_repaint();
    }
}

fn words_of(pane: &LibraryPane<'_>, at: At) -> Option<Words> {
    match at {
        At::Picture(at) => {
            let row = pane.row(at)?;
            let (folder, file) = row.shown.rsplit_once('/').unwrap_or(("", &row.shown));
            Some(Words {
                title: file.to_owned(),
                detail: detail(pane, row, folder),
            })
        }
        At::Found(at) => {
            let one = pane.found.get(at)?;
            let line = one.located.region.line;
            let path = pane.site.shown_path(&one.path);
            Some(Words {
                title: words::put(&one.located.finding.message),
                detail: format!(
                    "{} · {}",
                    pane.title_of(&one.path),
                    say!("library-line", path = path, line = line)
                ),
            })
        }
    }
}

/// Where it lies, its size, its weight, how often it is named, and what was found of it.
fn detail(pane: &LibraryPane<'_>, row: &Row, folder: &str) -> String {
    let mut parts = vec![folder.to_owned()];
    if let Some(picture) = pane.listed.and_then(|it| it.library.pictures.get(row.at)) {
        let weight = words::put(&version::weight(picture.bytes));
        parts.push(match picture.pixels {
            Some([wide, high]) => say!("cover-pixels", wide = wide, high = high, weight = weight),
            None => weight,
        });
    }
    parts.push(say!("library-in-articles", count = row.articles()));
    let found = row
        .found
        .iter()
        .map(|rule| words::text(rule.words()).to_owned());
    parts.extend(found);
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn thumb_ui(ui: &Ui, pane: &LibraryPane<'_>, at: At, rect: Rect, out: &mut Outbox) {
    let colours = colours(ui);
    let corner = pos2(rect.left() + 20.0, rect.center().y - THUMB.y / 2.0);
    let frame = Rect::from_min_size(corner, THUMB);
    ui.painter()
        .rect_filled(frame, sizes::RADIUS, colours.hovered);
    let path = match at {
        At::Picture(at) => pane.row(at).and_then(|row| pane.path(row)),
        At::Found(_) => None,
    };
    let source = path.and_then(|path| source(path, &pane.site.root));
    let picture = source.map(|source| pane.pictures.get(&source, THUMB.x, out));
    let icon = match picture {
        Some(Picture::Ready { texture, .. }) => {
            let size = texture.size_vec2();
            let scale = (THUMB.x / size.x.max(1.0)).min(THUMB.y / size.y.max(1.0));
            let place = Rect::from_center_size(frame.center(), size * scale);
            egui::Image::from_texture(texture)
                .corner_radius(sizes::RADIUS)
                .paint_at(ui, place);
            return;
        }
        Some(Picture::Loading) => Icon::Image,
        Some(Picture::Failed(_)) | None => Icon::ImageOff,
    };
    ui.painter().text(
        frame.center(),
        Align2::CENTER_CENTER,
        char::from(icon),
        Face::Icons.font(18.0),
        colours.text_faint,
    );
}

/// A file as an article beside it would name it.
fn source(path: &Path, root: &Path) -> Option<PictureSource> {
    Some(PictureSource {
        address: name::escaped(path.file_name()?.to_str()?),
        folder: path.parent()?.to_owned(),
        root: Some(root.to_owned()),
    })
}

fn draw(ui: &Ui, written: &Words, rect: Rect) {
    let colours = colours(ui);
    let width = rect.width() - INDENT - 24.0;
    let lines = [
        (
            &written.title,
            sizes::TEXT,
            weight::MEDIUM,
            colours.text,
            10.0,
        ),
        (
            &written.detail,
            sizes::TEXT_SMALL,
            weight::REGULAR,
            colours.text_weak,
            30.0,
        ),
    ];
    for (text, size, heavy, ink, y) in lines {
        let format = text_format(Face::Interface, size, heavy, ink);
        let mut job = LayoutJob::single_section(text.clone(), format);
        job.wrap = TextWrapping::truncate_at_width(width);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let at = rect.min + Vec2::new(INDENT, y);
        ui.painter().galley(at, galley, ink);
    }
}
