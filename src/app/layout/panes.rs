//! Where the panes stand, and how they are drawn wider.

use egui::{
    Area, Color32, CornerRadius, CursorIcon, Id, LayerId, Order, Rect, Sense, Stroke, Ui,
    UiBuilder, accesskit::Role, emath::GuiRounding as _, pos2, vec2,
};

use crate::{
    action::{Action, Outbox},
    app::{
        State,
        article::Article,
        changes,
        layout::{
            Views,
            article::{
                compare_page_ui, fields_ui, is_odd, line_of, list_ui, odd_ui, open_articles_ui,
                page_ui, text_ui,
            },
            rows::{line_below_ui, tab_row_ui},
        },
        request::Request,
    },
    model::{
        panes::{Arrangement, Beside, Pane},
        words::say,
    },
    ui::{
        panels::{
            article_tabs,
            headline::headline_ui,
            review::{Review, review_ui},
            site_find::site_find_ui,
            welcome::{reading_ui, welcome_ui},
        },
        theme::colours,
        widgets::{place::say_place, tabs::tabs_ui},
    },
};

/// How near to a splitter the pointer takes it.
const GRIP: f32 = 4.0;

/// What is kept of the panes between frames.
#[derive(Default)]
pub(super) struct Desk {
    /// The widget that had the keyboard in the last frame.
    focused: Option<Id>,
    /// The pane that it came into since.
    pub entered: Option<Pane>,
    /// What had it last in each pane.
    last: std::collections::BTreeMap<Pane, Id>,
    /// The pane whose splitter is held, and how far from it the pointer is.
    held: Option<(Pane, f32)>,
    /// Where the panes of this frame are.
    seen: Vec<(Pane, Rect, LayerId)>,
}

impl Desk {
    /// The pane at a place of the window.
    pub fn pane_at(&self, place: egui::Pos2) -> Option<Pane> {
        let mut seen = self.seen.iter().rev();
        let found = seen.find(|(_, rect, _)| rect.contains(place));
        found.map(|(pane, ..)| *pane)
    }
}

/// What a screen reader calls a pane, and what its tab is called.
fn names(pane: Pane) -> (&'static str, &'static str) {
    match pane {
        Pane::List => (say!("panes-region-list"), say!("panes-articles")),
        Pane::Form => (say!("panes-region-form"), say!("panes-form")),
        Pane::Text => (say!("panes-region-text"), say!("panes-text")),
        Pane::Preview => (say!("panes-region-preview"), say!("panes-preview")),
    }
}

/// All of the window between the rail and the status bar.
pub(super) fn desk_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    views.desk.seen.clear();
    let area = ui.available_rect_before_wrap();
    let arrangement = state.arrangement();
    match arrangement.single {
        Some(pane) => single_ui(ui, state, &arrangement, (pane, area), views, out),
        None => beside_ui(ui, state, &arrangement, area, views, out),
    }
    splitters_ui(ui, &arrangement, area, views, out);
    let drawer = arrangement
        .drawer
        .map(|width| Rect::from_min_size(area.min, vec2(width, area.height())));
    drawer_ui(ui, state, (drawer, area), views, out);
    note_focus(ui, &mut views.desk);
    let pane = views.asked.take(|it| match it {
        Request::FocusPane(pane) => Some(*pane),
        _ => None,
    });
    give_focus(ui, &mut views.desk, pane);
}

/// A part of the window that nothing in it reaches out of.
fn part(ui: &mut Ui, name: &str, at: Rect, fill: Color32) -> Ui {
    ui.painter().rect_filled(at, CornerRadius::ZERO, fill);
    let place = UiBuilder::new().scope_id(Id::unique(("part", name)));
    let mut ui = ui.new_child(place.max_rect(at));
    ui.shrink_clip_rect(at);
    ui
}

/// Its widgets are the same wherever it stands, so that it takes the keyboard along.
fn pane(ui: &mut Ui, pane: Pane, at: Rect, desk: &mut Desk) -> Ui {
    let colours = colours(ui);
    let fill = match pane {
        Pane::List | Pane::Form => colours.window,
        Pane::Text => colours.editor,
        Pane::Preview => colours.paper,
    };
    ui.painter().rect_filled(at, CornerRadius::ZERO, fill);
    desk.seen.push((pane, at, ui.layer_id()));
    let place = UiBuilder::new()
        .scope_id(Id::unique(("pane", pane)))
        .max_rect(at)
        .accessibility_role(Role::Region)
        .accessibility_label(names(pane).0);
    let mut ui = ui.new_child(place);
    ui.shrink_clip_rect(at);
    say_place(&ui, at);
    ui
}

/// Draws a row at the top; what is left is returned.
fn row_ui(ui: &mut Ui, name: &str, at: Rect, add: impl FnOnce(&mut Ui)) -> Rect {
    let place = UiBuilder::new().scope_id(Id::unique(("row", name)));
    let mut ui = ui.new_child(place.max_rect(at));
    ui.shrink_clip_rect(at);
    ui.spacing_mut().item_spacing.y = 0.0;
    add(&mut ui);
    let top = ui.min_rect().bottom().min(at.bottom());
    Rect::from_min_max(pos2(at.left(), top), at.max)
}

/// The tabs of the open articles. Their row is there for one article too.
fn open_articles_row_ui(ui: &mut Ui, state: &State, at: Rect, out: &mut Outbox) -> Rect {
    let row = Rect::from_min_size(at.min, vec2(at.width(), article_tabs::HEIGHT));
    row_ui(ui, "open-articles", row, |ui| {
        open_articles_ui(ui, state, out);
    });
    Rect::from_min_max(pos2(at.left(), row.bottom().min(at.bottom())), at.max)
}

/// Where list and form end and the preview begins: whole pixels, at any zoom.
fn edges(ui: &Ui, area: Rect, beside: Beside) -> [f32; 3] {
    let form_left = area.left() + beside.list;
    let edges = [
        form_left,
        form_left + beside.form,
        area.right() - beside.preview,
    ];
    edges.map(|edge| edge.round_to_pixels(ui.pixels_per_point()))
}

/// Articles, form, text and preview side by side, as many as fit.
fn beside_ui(
    ui: &mut Ui,
    state: &State,
    arrangement: &Arrangement,
    area: Rect,
    views: &mut Views,
    out: &mut Outbox,
) {
    let beside = arrangement.beside;
    let [list_end, form_end, preview_start] = edges(ui, area, beside);
    let (list, middle) = area.split_left_right_at_x(list_end);
    if beside.list > 0.0 {
        list_pane_ui(ui, state, list, views, out);
    }
    if let Some(review) = &state.changes.review {
        review_page_ui(ui, state, review, middle, out);
        return;
    }
    let Some(article) = state.shown_article() else {
        welcome_part_ui(ui, state, middle, out);
        return;
    };
    let middle = if state.is_in_focus() {
        middle
    } else {
        open_articles_row_ui(ui, state, middle, out)
    };
    if article_in_place_of_panes_ui(ui, state, article, middle, views, out) {
        return;
    }
    let (middle, preview) = middle.split_left_right_at_x(preview_start);
    let middle = headline_row_ui(ui, state, article, middle, views, out);
    let (form, text) = middle.split_left_right_at_x(form_end);
    if beside.form > 0.0 {
        article_pane_ui(ui, state, article, (Pane::Form, form), views, out);
    }
    let (front, text) = match arrangement.folded {
        Some(front) => (front, tabs_row_ui(ui, arrangement, front, text, out)),
        None => (Pane::Text, text),
    };
    article_pane_ui(ui, state, article, (front, text), views, out);
    if beside.preview > 0.0 {
        article_pane_ui(ui, state, article, (Pane::Preview, preview), views, out);
    }
}

/// A page, or what has no form and no preview. `false`: the article is like any other.
fn article_in_place_of_panes_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    at: Rect,
    views: &mut Views,
    out: &mut Outbox,
) -> bool {
    if state.pages.shown.is_some() {
        let fill = colours(ui).editor;
        compare_page_ui(&mut part(ui, "page", at, fill), state, article, views, out);
        return true;
    }
    let is_odd = is_odd(article);
    if is_odd {
        let mut ui = pane(ui, Pane::Text, at, &mut views.desk);
        odd_ui(&mut ui, state, article, views, out);
    }
    is_odd
}

/// One pane at a time, chosen by tabs.
fn single_ui(
    ui: &mut Ui,
    state: &State,
    arrangement: &Arrangement,
    (shown, area): (Pane, Rect),
    views: &mut Views,
    out: &mut Outbox,
) {
    if let Some(review) = &state.changes.review {
        review_page_ui(ui, state, review, area, out);
        return;
    }
    let article = state.shown_article();
    if let (Some(_), Some(article)) = (state.pages.shown, article) {
        article_in_place_of_panes_ui(ui, state, article, area, views, out);
        return;
    }
    if let Some(article) = article.filter(|_| state.is_in_focus()) {
        article_pane_ui(ui, state, article, (shown, area), views, out);
        return;
    }
    let rest = tabs_row_ui(ui, arrangement, shown, area, out);
    let Some(article) = article.filter(|_| shown != Pane::List) else {
        if shown == Pane::List {
            list_pane_ui(ui, state, rest, views, out);
        } else {
            welcome_part_ui(ui, state, rest, out);
        }
        return;
    };
    let rest = open_articles_row_ui(ui, state, rest, out);
    if article_in_place_of_panes_ui(ui, state, article, rest, views, out) {
        return;
    }
    let rest = match shown {
        Pane::Form | Pane::Text => headline_row_ui(ui, state, article, rest, views, out),
        Pane::List | Pane::Preview => rest,
    };
    article_pane_ui(ui, state, article, (shown, rest), views, out);
}

/// Whether readers see the article, above form and text.
fn headline_row_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    at: Rect,
    views: &mut Views,
    out: &mut Outbox,
) -> Rect {
    let Some(line) = line_of(state, article) else {
        return at;
    };
    row_ui(ui, "headline", at, |ui| {
        headline_ui(ui, line, &mut views.headline, out);
        line_below_ui(ui);
    })
}

fn tabs_row_ui(
    ui: &mut Ui,
    arrangement: &Arrangement,
    front: Pane,
    at: Rect,
    out: &mut Outbox,
) -> Rect {
    let panes = arrangement.tabs();
    let tabs: Vec<_> = panes
        .into_iter()
        .map(|pane| (pane, names(pane).1))
        .collect();
    row_ui(ui, "panes", at, |ui| {
        tab_row_ui(ui, |ui| {
            if let Some(chosen) = tabs_ui(ui, &tabs, front) {
                out.push(Action::Enter(chosen));
            }
        });
    })
}

/// A change of files before it is made, in place of the panes.
fn review_page_ui(
    ui: &mut Ui,
    state: &State,
    review: &changes::Review,
    at: Rect,
    out: &mut Outbox,
) {
    let page = Review {
        planned: &review.planned,
        rows: &review.rows,
        site: state.site.open.as_ref(),
    };
    let fill = colours(ui).editor;
    review_ui(&mut part(ui, "review", at, fill), &page, out);
}

fn welcome_part_ui(ui: &mut Ui, state: &State, at: Rect, out: &mut Outbox) {
    let fill = colours(ui).editor;
    let mut ui = part(ui, "welcome", at, fill);
    match (&state.site.open, &state.site.opening) {
        (None, Some(opening)) => reading_ui(&mut ui, &opening.title),
        (site, _) => {
            welcome_ui(&mut ui, site.is_some(), &state.other_sites(), out);
        }
    }
}

fn list_pane_ui(ui: &mut Ui, state: &State, at: Rect, views: &mut Views, out: &mut Outbox) {
    let mut ui = pane(ui, Pane::List, at, &mut views.desk);
    let search = &state.find.site;
    match &state.site.open {
        Some(site) if search.is_open => {
            let takes_keyboard = views.asked.take(|it| match it {
                Request::FocusSiteFind | Request::FocusPane(Pane::List) => Some(()),
                _ => None,
            });
            site_find_ui(&mut ui, site, search, takes_keyboard.is_some(), out);
        }
        _ => list_ui(&mut ui, state, views, out),
    }
}

/// Form, text or preview.
fn article_pane_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    (which, at): (Pane, Rect),
    views: &mut Views,
    out: &mut Outbox,
) {
    let mut ui = pane(ui, which, at, &mut views.desk);
    match which {
        Pane::List => {}
        Pane::Form => fields_ui(&mut ui, state, article, views, out),
        Pane::Text => text_ui(&mut ui, state, article, views, out),
        Pane::Preview => page_ui(&mut ui, state, article, views, out),
    }
}

/// The list above the other panes, while the writer is in it. Its layer is always there: in a new
/// one nothing could have the keyboard at first.
fn drawer_ui(
    ui: &mut Ui,
    state: &State,
    (at, desk): (Option<Rect>, Rect),
    views: &mut Views,
    out: &mut Outbox,
) {
    let below = ui.layer_id();
    let front = state.window.desk.place.front;
    Area::new(Id::unique("list drawer"))
        .order(Order::Middle)
        .fixed_pos(desk.min)
        .constrain(false)
        .fade_in(false)
        .interactable(at.is_some())
        .show(ui.ctx(), |ui| {
            let Some(at) = at else { return };
            // What is behind it is not pressed through it.
            ui.allocate_rect(at, Sense::click_and_drag());
            let shadow = ui.visuals().window_shadow;
            ui.painter().add(shadow.as_shape(at, CornerRadius::ZERO));
            list_pane_ui(ui, state, at, views, out);
            let line = Stroke::new(1.0, colours(ui).line_strong);
            ui.painter().vline(at.right() - 0.5, at.y_range(), line);
        });
    let pressed = ui.input(|input| {
        let press = input.pointer.any_pressed();
        input.pointer.interact_pos().filter(|_| press)
    });
    let Some(at) = at else { return };
    let is_beside = pressed.is_some_and(|pos| {
        desk.contains(pos) && !at.contains(pos) && ui.ctx().layer_id_at(pos) == Some(below)
    });
    if is_beside {
        out.push(Action::Enter(front));
    }
}

/// The lines between the panes. One that is held stays, while its pane is hidden too.
fn splitters_ui(
    ui: &mut Ui,
    arrangement: &Arrangement,
    area: Rect,
    views: &mut Views,
    out: &mut Outbox,
) {
    let beside = arrangement.beside;
    let form_left = area.left() + beside.list;
    let panes = [Pane::List, Pane::Form, Pane::Preview];
    for (pane, x) in panes.into_iter().zip(edges(ui, area, beside)) {
        let held = views.desk.held.filter(|(held, _)| *held == pane);
        if !arrangement.stands(pane) && held.is_none() {
            continue;
        }
        let mut seen = views.desk.seen.iter();
        let at = seen.find(|(seen, ..)| *seen == pane);
        let high = at.map_or(area.y_range(), |(_, at, _)| at.y_range());
        let grip = Rect::from_x_y_ranges(x - GRIP..=x + GRIP, high);
        let response = ui.interact(grip, Id::unique(("splitter", pane)), Sense::DRAG);
        let is_at = response.hovered() || response.dragged();
        let colours = colours(ui);
        let line = if is_at {
            Stroke::new(2.0, colours.line_strong)
        } else {
            Stroke::new(1.0, colours.line)
        };
        ui.painter().vline(x, high, line);
        if is_at {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        let pointer = response.interact_pointer_pos();
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin());
            views.desk.held = origin.map(|origin| (pane, origin.x - x));
        }
        if let (Some(pointer), Some((_, offset))) = (pointer, views.desk.held)
            && response.dragged()
            && ui.input(|input| input.pointer.delta().x != 0.0)
        {
            let to = pointer.x - offset;
            let width = match pane {
                Pane::Preview => area.right() - to,
                Pane::Form => to - form_left,
                Pane::List | Pane::Text => to - area.left(),
            };
            out.push(Action::DrawPane { pane, width });
        }
        if response.drag_stopped() {
            views.desk.held = None;
            out.push(Action::PaneDrawn);
        }
    }
}

/// Notes which pane the keyboard came into.
fn note_focus(ui: &Ui, desk: &mut Desk) {
    let focused = ui.memory(egui::Memory::focused);
    if focused == desk.focused {
        return;
    }
    let Some(id) = focused else {
        desk.focused = None;
        return;
    };
    let Some(response) = ui.ctx().read_response(id) else {
        return;
    };
    desk.focused = focused;
    let middle = response.rect.center();
    let is_in = |(_, at, layer): &&(Pane, Rect, LayerId)| {
        *layer == response.layer_id && at.x_range().contains(middle.x)
    };
    if let Some((pane, ..)) = desk.seen.iter().find(is_in) {
        desk.entered = Some(*pane);
        desk.last.insert(*pane, id);
    }
}

/// Gives the keyboard to what had it last in a pane, else to the first field, else to the first that
/// takes it.
fn give_focus(ui: &Ui, desk: &mut Desk, pane: Option<Pane>) {
    let Some(pane) = pane else {
        return;
    };
    let Some(&(_, at, layer)) = desk.seen.iter().find(|(seen, ..)| *seen == pane) else {
        return;
    };
    let last = desk.last.get(&pane).copied();
    let target = ui.ctx().viewport(|viewport| {
        let mut widgets = viewport.this_pass.widgets.get_layer(layer);
        let is_there = |id: &Id| viewport.this_pass.widgets.contains(*id);
        last.filter(is_there).or_else(|| {
            let takes = |widget: &&egui::WidgetRect| {
                let is_in = at.contains(widget.rect.center());
                is_in && widget.enabled && widget.sense.is_focusable()
            };
            let all: Vec<_> = widgets.by_ref().filter(takes).collect();
            // Fields are wide.
            let is_wide = |widget: &&&egui::WidgetRect| widget.rect.width() > at.width() / 2.0;
            let first = all.iter().find(is_wide).or(all.first());
            first.map(|widget| widget.id)
        })
    });
    if let Some(id) = target {
        ui.memory_mut(|memory| memory.request_focus(id));
        desk.entered = Some(pane);
    }
}
