//! A box over the window: a few letters, what they find, and Enter for the best of it.

use egui::{
    Align2, Area, CornerRadius, Event, Frame, Id, InputState, Key, Margin, Order, RichText, Role,
    Sense, Stroke, TextEdit, TextFormat, Ui, Vec2, WidgetInfo, text::LayoutJob,
};

use nucleo_matcher::Matcher;

use super::{more::scroll_ui, popup};
use crate::action::typed::{Then, Typed, is_typed};
use crate::model::site::fuzzy;
use crate::ui::theme::{Face, Icon, colours, icons::icon, sizes, text_format, weight};

const ROW: f32 = 46.0;

/// What is typed, and which row is chosen.
#[derive(Clone, Debug, Default)]
pub struct FinderState {
    pub typed: String,
    /// Counted from the best.
    pub chosen: usize,
    /// What was pressed together with letters that nothing was found for yet.
    waiting: Typed,
}

/// The words of the box.
#[derive(Clone, Copy)]
pub struct Finder<'a> {
    /// The accessible name of the field.
    pub name: &'a str,
    pub hint: &'a str,
    /// Said where nothing is found.
    pub nothing: &'a str,
}

/// One thing that was found.
pub struct Row<'a> {
    pub title: &'a str,
    /// Below the title.
    pub detail: &'a str,
    /// At the right, weak: a shortcut.
    pub remark: &'a str,
    /// It is seen, and cannot be chosen.
    pub is_off: bool,
}

/// How the writer left the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The row with this number.
    Chosen(usize),
    Closed,
}

/// Shows the box until it is answered. Escape or a click beside it closes it.
pub fn finder_ui(
    ui: &mut Ui,
    finder: Finder<'_>,
    state: &mut FinderState,
    rows: &[Row<'_>],
) -> Option<Answer> {
    let Keys { moved, answer } = ui.input_mut(|input| keys_in(input, &mut state.waiting));
    if state.waiting.waits() {
        ui.ctx().request_repaint();
    }
    let last = rows.len().saturating_sub(1);
    state.chosen = state.chosen.saturating_add_signed(moved).min(last);
    let area = Area::new(Id::unique(finder.name))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, Vec2::new(0.0, 72.0))
        .show(ui.ctx(), |ui| {
            popup::hold(ui, Id::unique(finder.name), None, false);
            box_ui(ui, finder, state, rows, moved != 0)
        });
    let chosen = match answer {
        Some(Key::Enter) => Some(state.chosen),
        Some(_) => return Some(Answer::Closed),
        None => area.inner,
    };
    if let Some(chosen) = chosen {
        let row = rows.get(chosen).filter(|row| !row.is_off);
        return row.map(|_| Answer::Chosen(chosen));
    }
    area.response.clicked_elsewhere().then_some(Answer::Closed)
}

/// The keys of a frame that are the box's own.
#[derive(Default)]
struct Keys {
    /// Rows down.
    moved: isize,
    /// Enter or Escape.
    answer: Option<Key>,
}

/// Takes them out of the input. One that comes after letters waits until these are found.
fn keys_in(input: &mut InputState, waiting: &mut Typed) -> Keys {
    let mut keys = Keys::default();
    let mut was_text_passed = false;
    waiting.each(input, |event| {
        let key = match &event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if modifiers.is_none() => Some(*key),
            _ => None,
        };
        let (Some(Key::ArrowDown | Key::ArrowUp | Key::Enter), true) = (key, was_text_passed)
        else {
            return match key {
                Some(Key::ArrowDown) => {
                    keys.moved += 1;
                    Then::Dropped
                }
                Some(Key::ArrowUp) => {
                    keys.moved -= 1;
                    Then::Dropped
                }
                Some(Key::Enter | Key::Escape) => {
                    keys.answer = key;
                    Then::Answered
                }
                _ => {
                    was_text_passed |= is_typed(&event);
                    Then::Pass(event)
                }
            };
        };
        Then::Wait(event)
    });
    keys
}

fn box_ui(
    ui: &mut Ui,
    finder: Finder<'_>,
    state: &mut FinderState,
    rows: &[Row<'_>],
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
            .id_salt("finder field")
            .frame(Frame::NONE)
            .font(Face::Interface.font(sizes::TEXT_LARGE))
            .margin(Margin::symmetric(8, 8))
            .align(Align2::LEFT_CENTER)
            .prefix(icon(Icon::Search, 16.0, colours.text_faint))
            .hint_text(RichText::new(finder.hint).color(colours.text_faint))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(finder.name));
        response.request_focus();
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(sizes::SPACE_1);
        ui.add(egui::Separator::default().spacing(1.0));
        ui.add_space(sizes::SPACE_2);
        let height = (ROW * 8.0).min(ui.ctx().content_rect().height() * 0.5);
        scroll_ui(ui, "rows", height, |ui| {
            let mut found = Marked {
                letters: &state.typed,
                matcher: None,
            };
            for (at, row) in rows.iter().enumerate() {
                if row_ui(ui, row, &mut found, (at == state.chosen, follow)) {
                    clicked = Some(at);
                }
            }
            if rows.is_empty() {
                nothing_ui(ui, finder.nothing);
            }
        });
    });
    clicked
}

/// In line with the rows.
fn nothing_ui(ui: &mut Ui, text: &str) {
    let room = Frame::new().inner_margin(Margin::symmetric(8, 8));
    room.show(ui, |ui| {
        ui.label(RichText::new(text).color(colours(ui).text_weak));
    });
}

/// Which letters of a title are those that were typed.
struct Marked<'a> {
    letters: &'a str,
    matcher: Option<Matcher>,
}

impl Marked<'_> {
    /// The title, with these letters in another ink.
    fn job(&mut self, title: &str, (plain, marked): (TextFormat, TextFormat)) -> LayoutJob {
        let matcher = self.matcher.get_or_insert_with(fuzzy::matcher);
        let found = fuzzy::found_in(title, self.letters, matcher);
        let mut job = LayoutJob::default();
        for (at, char) in title.chars().enumerate() {
            let is_found = found.binary_search(&at).is_ok();
            let format = if is_found { &marked } else { &plain };
            job.append(char.encode_utf8(&mut [0; 4]), 0.0, format.clone());
        }
        job
    }
}

fn row_ui(
    ui: &mut Ui,
    row: &Row<'_>,
    marked: &mut Marked<'_>,
    (is_chosen, follow): (bool, bool),
) -> bool {
    let colours = colours(ui);
    let whole = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(whole, Sense::click());
    let name = format!("{} — {}", row.title, row.detail);
    response.widget_info(|| WidgetInfo::selected(Role::Button, !row.is_off, is_chosen, &name));
    let ink = if row.is_off {
        colours.text_faint
    } else {
        colours.text
    };
    if is_chosen && follow {
        response.scroll_to_me(None);
    }
    let fill = super::buttons::choice_fill(colours, is_chosen, &response);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    let remark_width = remark_ui(ui, row.remark, rect);
    let format = |size, heavy, colour| text_format(Face::Interface, size, heavy, colour);
    let plain = format(sizes::TEXT, weight::MEDIUM, ink);
    let title = if row.is_off {
        LayoutJob::single_section(row.title.to_owned(), plain)
    } else {
        let of_letters = format(sizes::TEXT, weight::MEDIUM, colours.accent);
        marked.job(row.title, (plain, of_letters))
    };
    let weak = format(sizes::TEXT_SMALL, weight::REGULAR, colours.text_weak);
    let detail = LayoutJob::single_section(row.detail.to_owned(), weak);
    for (mut job, y) in [(title, 5.0), (detail, 25.0)] {
        let width = rect.width() - 16.0 - remark_width;
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter()
            .galley(rect.min + Vec2::new(8.0, y), galley, ink);
    }
    response.clicked()
}

/// Draws the remark at the right of a row; returns the width it takes.
fn remark_ui(ui: &Ui, remark: &str, rect: egui::Rect) -> f32 {
    if remark.is_empty() {
        return 0.0;
    }
    let colour = colours(ui).text_weak;
    let format = text_format(Face::Interface, sizes::TEXT_SMALL, weight::MEDIUM, colour);
    let job = LayoutJob::single_section(remark.to_owned(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = galley.size();
    let at = egui::pos2(rect.right() - 10.0 - size.x, rect.center().y - size.y / 2.0);
    ui.painter().galley(at, galley, colour);
    size.x + 16.0
}
