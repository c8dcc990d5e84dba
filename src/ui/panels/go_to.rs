//! "Go to article": a few letters of a title or path, then Enter.

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Key, Margin, Modifiers, Order, RichText, Role,
    ScrollArea, Sense, Stroke, TextEdit, Ui, Vec2, WidgetInfo,
};

use crate::{
    action::{Action, Outbox},
    model::site::{Entry, Site, query},
    ui::theme::{Face, Icon, colours, icons::icon, sizes, text_format, weight},
};

/// How many of the best are shown.
const SHOWN: usize = 60;
const ROW: f32 = 46.0;

#[derive(Default)]
pub struct GoToState {
    typed: String,
    /// Places in the site's articles, best first; kept while neither side changes.
    found: Option<Found>,
    chosen: usize,
}

/// What the letters found, and among how many.
struct Found {
    letters: String,
    among: usize,
    places: Vec<usize>,
}

impl GoToState {
    fn find(&mut self, site: &Site) -> Vec<usize> {
        let is_same = self
            .found
            .as_ref()
            .is_some_and(|found| found.letters == self.typed && found.among == site.articles.len());
        if !is_same {
            let mut places = query::fuzzy(&site.articles, site, &self.typed);
            places.truncate(SHOWN);
            self.chosen = 0;
            self.found = Some(Found {
                letters: self.typed.clone(),
                among: site.articles.len(),
                places,
            });
        }
        self.found
            .as_ref()
            .map(|found| found.places.clone())
            .unwrap_or_default()
    }
}

/// The box over the window. Escape or a click beside it closes it.
pub fn go_to_ui(ui: &mut Ui, site: &Site, state: &mut GoToState, out: &mut Outbox) {
    let found = state.find(site);
    let (moved, enter, escape) = ui.input_mut(|input| {
        let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        (
            isize::from(down) - isize::from(up),
            input.consume_key(Modifiers::NONE, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Escape),
        )
    });
    let last = found.len().saturating_sub(1);
    state.chosen = state.chosen.saturating_add_signed(moved).min(last);
    let area = Area::new(Id::unique("go to article"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, Vec2::new(0.0, 72.0))
        .show(ui.ctx(), |ui| box_ui(ui, site, state, &found, moved != 0));
    let clicked = area.inner;
    let entry = if enter {
        found.get(state.chosen).copied()
    } else {
        clicked
    };
    if let Some(entry) = entry.and_then(|at| site.articles.get(at)) {
        out.push(Action::OpenArticle(entry.path.clone()));
    } else if escape || area.response.clicked_elsewhere() {
        out.push(Action::CloseGoTo);
    }
}

fn box_ui(
    ui: &mut Ui,
    site: &Site,
    state: &mut GoToState,
    found: &[usize],
    follow: bool,
) -> Option<usize> {
    let colours = colours(ui);
    let frame = Frame::new()
        .fill(colours.raised)
        .stroke(Stroke::new(1.0, colours.line_strong))
        .corner_radius(CornerRadius::same(10))
        .shadow(ui.visuals().window_shadow)
        .inner_margin(Margin::same(8));
    let mut clicked = None;
    frame.show(ui, |ui| {
        ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 64.0));
        let field = TextEdit::singleline(&mut state.typed)
            .id_salt("go to article field")
            .frame(Frame::NONE)
            .font(Face::Interface.font(sizes::TEXT_LARGE))
            .margin(Margin::symmetric(8, 8))
            .prefix(icon(Icon::Search, 16.0, colours.text_faint))
            .hint_text(RichText::new("Title or path").color(colours.text_faint))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label("Go to article"));
        response.request_focus();
        ui.separator();
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = (ROW * 8.0).min(ui.ctx().content_rect().height() * 0.5);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for (row, &at) in found.iter().enumerate() {
                let Some(entry) = site.articles.get(at) else {
                    continue;
                };
                let is_chosen = row == state.chosen;
                if row_ui(ui, site, entry, is_chosen, follow) {
                    clicked = Some(at);
                }
            }
            if found.is_empty() {
                ui.add_space(sizes::SPACE_2);
                ui.label(RichText::new("No article matches").color(colours.text_weak));
            }
        });
    });
    clicked
}

fn row_ui(ui: &mut Ui, site: &Site, entry: &Entry, is_chosen: bool, follow: bool) -> bool {
    let colours = colours(ui);
    let whole = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(whole, Sense::click());
    let path = site.shown_path(&entry.path);
    let name = format!("{} — {path}", entry.title);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if is_chosen && follow {
        response.scroll_to_me(None);
    }
    let fill = if is_chosen {
        colours.accent_soft
    } else if response.hovered() {
        colours.hovered
    } else {
        egui::Color32::TRANSPARENT
    };
    ui.painter()
        .rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
    let lines = [
        (
            entry.title.as_str(),
            sizes::TEXT,
            weight::MEDIUM,
            colours.text,
            5.0,
        ),
        (
            &path,
            sizes::TEXT_SMALL,
            weight::REGULAR,
            colours.text_weak,
            25.0,
        ),
    ];
    for (text, size, heavy, colour, y) in lines {
        let format = text_format(Face::Interface, size, heavy, colour);
        let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 16.0);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter()
            .galley(rect.min + Vec2::new(8.0, y), galley, colour);
    }
    response.clicked()
}
