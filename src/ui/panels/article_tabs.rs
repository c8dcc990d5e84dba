//! The open articles as tabs.

use std::path::Path;

use egui::{
    Align2, Button, Color32, CornerRadius, Frame, Key, PointerButton, Popup, Rect, Role, Sense,
    Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, text::TextWrapping,
};

use crate::{
    action::{Action, Outbox},
    model::{document::DocumentId, git::status::What, words::say},
    ui::{
        file_menu::file_items_ui,
        theme::{Colours, Face, Icon, colours, sizes, text_format, weight},
        widgets::{
            buttons::focus_ring,
            fields::drawn,
            icon_button_ui, popup,
            row_menu::{item_ui, row_menu_ui},
            stop::Stop,
        },
    },
};

/// Of the row.
pub const HEIGHT: f32 = 36.0;
const WIDEST: f32 = 220.0;
const NARROWEST: f32 = 112.0;
const CLOSE: f32 = 20.0;

/// What a tab says of its article.
pub struct ArticleTab<'a> {
    pub document: DocumentId,
    pub title: &'a str,
    /// As the list shows it.
    pub path: &'a str,
    /// `None`: it has no file yet.
    pub file: Option<&'a Path>,
    pub is_shown: bool,
    pub is_unsaved: bool,
    /// Its file is gone.
    pub is_deleted: bool,
    /// What happened to its file since the last commit.
    pub what: Option<What>,
}

/// One row of tabs; those that do not fit are in a menu at its end.
pub fn article_tabs_ui(ui: &mut Ui, tabs: &[ArticleTab<'_>], out: &mut Outbox) {
    let colours = colours(ui);
    Frame::new().fill(colours.window).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(HEIGHT);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let room = ui.available_width();
            let (width, first, count) = in_room(tabs, room);
            let at = tabs.iter().skip(first).position(|tab| tab.is_shown);
            let mut stop = Stop::new(ui, "open-articles", at.unwrap_or_default());
            for tab in tabs.iter().skip(first).take(count) {
                tab_ui(ui, tab, width, (&mut stop, &mut *out));
            }
            stop.end(ui);
            if count < tabs.len() {
                menu_ui(ui, tabs, out);
            }
        });
    });
}

/// The width of a tab, and which of them are shown: always the one of the shown article.
fn in_room(tabs: &[ArticleTab<'_>], room: f32) -> (f32, usize, usize) {
    let all = room / tabs.len().max(1) as f32;
    if all >= NARROWEST {
        return (all.min(WIDEST).floor(), 0, tabs.len());
    }
    let room = room - HEIGHT;
    let mut count = 1;
    while count < tabs.len() && (count + 1) as f32 * NARROWEST <= room {
        count += 1;
    }
    let shown = tabs.iter().position(|tab| tab.is_shown).unwrap_or_default();
    let first = (shown + 1).saturating_sub(count);
    ((room / count as f32).floor(), first, count)
}

/// Its close button is for the pointer; the keys for that are those of the command, and Delete.
fn tab_ui(ui: &mut Ui, tab: &ArticleTab<'_>, width: f32, (stop, out): (&mut Stop, &mut Outbox)) {
    let colours = colours(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, HEIGHT), stop.sense());
    stop.add(&response);
    let name = if tab.is_unsaved {
        say!("article-tabs-unsaved", title = tab.title)
    } else {
        tab.title.to_owned()
    };
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, tab.is_shown, &name));
    let is_near = ui.rect_contains_pointer(rect);
    let fill = if tab.is_shown {
        colours.editor
    } else if is_near {
        colours.hovered
    } else {
        colours.window
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::ZERO, fill);
    let line = Stroke::new(1.0, colours.line);
    painter.vline(rect.right() - 0.5, rect.y_range(), line);
    if tab.is_shown {
        let top = Rect::from_min_size(rect.min, Vec2::new(width - 1.0, 2.0));
        painter.rect_filled(top, CornerRadius::ZERO, colours.accent);
    }
    title_ui(ui, tab, rect, colours);
    focus_ring(ui, &response, rect);
    let close = Rect::from_center_size(
        pos2(rect.right() - 6.0 - CLOSE / 2.0, rect.center().y),
        Vec2::splat(CLOSE),
    );
    if is_near || tab.is_shown {
        close_ui(ui, tab, close, out);
    } else if tab.is_unsaved {
        dot_ui(ui, close, colours);
    }
    let is_deleted = response.has_focus() && ui.input(|input| input.key_pressed(Key::Delete));
    if response.clicked_by(PointerButton::Middle) || is_deleted {
        out.push(Action::CloseArticle(tab.document));
    } else if response.clicked() {
        out.push(Action::ShowArticle(tab.document));
    }
    row_menu_ui(&response, |ui| tab_menu_ui(ui, tab, out));
    if let Some((ink, _)) = tab.what.map(|what| said_of(what, colours)) {
        let bottom = rect.bottom() - 1.0;
        let line = Rect::from_min_max(
            pos2(rect.left(), bottom - 1.0),
            pos2(rect.right() - 1.0, bottom + 1.0),
        );
        ui.painter().rect_filled(line, CornerRadius::ZERO, ink);
    }
    response.on_hover_ui(|ui| {
        ui.label(tab.path);
        if let Some((_, said)) = tab.what.map(|what| said_of(what, colours)) {
            ui.label(said);
        }
    });
}

/// What happened since the last commit: its colour, and in words.
fn said_of(what: What, colours: &Colours) -> (Color32, &'static str) {
    match what {
        What::New => (colours.done, say!("article-tabs-new")),
        What::Changed => (colours.warning, say!("article-tabs-changed")),
        What::Moved => (colours.warning, say!("article-tabs-moved")),
        What::Deleted => (colours.error, say!("article-tabs-gone")),
        What::Conflict => (colours.error, say!("article-tabs-two-sides")),
    }
}

fn title_ui(ui: &Ui, tab: &ArticleTab<'_>, rect: Rect, colours: &Colours) {
    let (ink, heavy) = if tab.is_shown {
        (colours.text, weight::MEDIUM)
    } else {
        (colours.text_weak, weight::REGULAR)
    };
    let mut format = text_format(Face::Interface, sizes::TEXT, heavy, ink);
    if tab.is_deleted {
        format.strikethrough = Stroke::new(1.0, ink);
    }
    let mut job = egui::text::LayoutJob::single_section(drawn(tab.title).into_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(rect.width() - 20.0 - CLOSE);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(rect.left() + 12.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}

fn close_ui(ui: &mut Ui, tab: &ArticleTab<'_>, rect: Rect, out: &mut Outbox) {
    let mut ui = ui.new_child(
        UiBuilder::new()
            .id_salt(("close", tab.document))
            .max_rect(rect),
    );
    let (rect, response) = ui.allocate_exact_size(rect.size(), Sense::CLICK);
    let name = say!("article-tabs-close", tab = tab.title);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let colours = colours(&ui);
    if response.hovered() {
        let corners = CornerRadius::same(sizes::RADIUS_SMALL);
        ui.painter().rect_filled(rect, corners, colours.pressed);
    }
    if tab.is_unsaved && !response.hovered() {
        dot_ui(&ui, rect, colours);
    } else {
        ui.painter().text(
            rect.center(),
            Align2::CENTER_CENTER,
            char::from(Icon::X),
            Face::Icons.font(13.0),
            colours.text_weak,
        );
    }
    focus_ring(&ui, &response, rect);
    if response.clicked() {
        out.push(Action::CloseArticle(tab.document));
    }
}

fn dot_ui(ui: &Ui, rect: Rect, colours: &Colours) {
    ui.painter()
        .circle_filled(rect.center(), 4.0, colours.accent);
}

fn tab_menu_ui(ui: &mut Ui, tab: &ArticleTab<'_>, out: &mut Outbox) {
    if item_ui(ui, say!("article-tabs-close-2"), None) {
        out.push(Action::CloseArticle(tab.document));
    }
    if item_ui(ui, say!("article-tabs-close-others"), None) {
        out.push(Action::CloseOthers(tab.document));
    }
    if let Some(file) = tab.file {
        ui.separator();
        file_items_ui(ui, file, None, out);
    }
}

/// All open articles by name.
fn menu_ui(ui: &mut Ui, tabs: &[ArticleTab<'_>], out: &mut Outbox) {
    ui.spacing_mut().interact_size.y = HEIGHT;
    let response = icon_button_ui(
        ui,
        Icon::ChevronDown,
        say!("article-tabs-all-open-articles"),
        false,
    );
    popup::menu_ui(Popup::menu(&response), Some(&response), |ui| {
        ui.set_min_width(240.0);
        for tab in tabs {
            let mark = if tab.is_unsaved { "• " } else { "" };
            let button = Button::new(format!("{mark}{}", tab.title)).selected(tab.is_shown);
            if ui.add(button).clicked() {
                out.push(Action::ShowArticle(tab.document));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tabs(count: usize, shown: usize) -> Vec<ArticleTab<'static>> {
        (0..count)
            .map(|at| ArticleTab {
                document: DocumentId(u32::try_from(at).unwrap()),
                title: "",
                path: "",
                file: None,
                is_shown: at == shown,
                is_unsaved: false,
                is_deleted: false,
                what: None,
            })
            .collect()
    }

    #[test]
    fn the_shown_tab_is_always_in_the_row() {
        assert_eq!(in_room(&tabs(2, 0), 1000.0), (WIDEST, 0, 2));
        assert_eq!(in_room(&tabs(10, 0), 400.0), (121.0, 0, 3));
        assert_eq!(in_room(&tabs(10, 9), 400.0), (121.0, 7, 3));
        assert_eq!(in_room(&tabs(3, 2), 50.0).1, 2);
    }
}
