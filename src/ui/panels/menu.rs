//! The menu: every command in its place, with its keys; the reason where it cannot run.
//!
//! Heads stand at the left, the commands of the chosen one at the right. Up and Down go through
//! a column, Right and Left from one to the other, Enter runs, Escape leaves.

use egui::{
    Area, CornerRadius, Event, EventFilter, Frame, Id, Key, Margin, Order, Pos2, RichText, Role,
    Sense, Stroke, Ui, Vec2, WidgetInfo,
};
use strum::IntoEnumIterator as _;

use crate::{
    action::{
        Action, Command, Offer, Outbox,
        command::Menu,
        typed::{Then, Typed},
    },
    model::words::say,
    ui::{
        theme::{Face, Icon, colours, sizes, text_format, weight},
        widgets::{
            buttons::choice_fill,
            menu::{command_row_ui, command_row_width},
            more::scroll_ui,
            popup,
        },
    },
};

const HEADS: f32 = 116.0;
const ROWS: f32 = 300.0;
const HEAD: f32 = 28.0;

/// What is chosen in the open menu.
#[derive(Debug)]
pub struct MenuState {
    head: Menu,
    /// `None`: the arrow keys are in the heads.
    row: Option<usize>,
    typed: Typed,
}

impl Default for MenuState {
    fn default() -> Self {
        Self {
            head: Menu::File,
            row: None,
            typed: Typed::default(),
        }
    }
}

/// What a key does in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Up,
    Down,
    First,
    Last,
    In,
    Out,
    Take,
    Leave,
}

impl Step {
    fn of(event: &Event) -> Option<Self> {
        let Event::Key {
            key, pressed: true, ..
        } = event
        else {
            return None;
        };
        Some(match key {
            Key::ArrowUp => Self::Up,
            Key::ArrowDown => Self::Down,
            Key::Home => Self::First,
            Key::End => Self::Last,
            Key::ArrowRight => Self::In,
            Key::ArrowLeft => Self::Out,
            Key::Enter | Key::Space => Self::Take,
            Key::Escape => Self::Leave,
            _ => return None,
        })
    }
}

/// The open menu, with its corner at `at`.
pub fn menu_ui(ui: &mut Ui, at: Pos2, offer: &Offer<'_>, state: &mut MenuState, out: &mut Outbox) {
    let mut steps = Vec::new();
    let typed = &mut state.typed;
    ui.input_mut(|input| {
        typed.each(input, |event| match Step::of(&event) {
            Some(step) => {
                steps.push(step);
                Then::Dropped
            }
            // Letters are not for the text behind the menu.
            None if matches!(event, Event::Text(_) | Event::Key { .. }) => Then::Dropped,
            None => Then::Pass(event),
        });
    });
    for step in steps {
        take_step(state, step, offer, out);
    }
    let area = Area::new(Id::unique("menu"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .show(ui.ctx(), |ui| {
            popup::hold(ui, Id::unique("menu"), None, false);
            columns_ui(ui, offer, state, out);
        });
    if area.response.clicked_elsewhere() {
        out.push(Action::CloseFinder);
    }
}

fn commands_of(menu: Menu) -> Vec<Command> {
    let of_menu = |command: &Command| command.spec().menu == menu && *command != Command::Menu;
    Command::iter().filter(of_menu).collect()
}

fn take_step(state: &mut MenuState, step: Step, offer: &Offer<'_>, out: &mut Outbox) {
    let commands = commands_of(state.head);
    match (step, state.row) {
        (Step::Leave, _) => out.push(Action::CloseFinder),
        (Step::Take | Step::In, None) => state.row = Some(0),
        (Step::Take, Some(row)) => {
            if let Some(&command) = commands.get(row) {
                run(command, offer, out);
            }
        }
        (Step::Out, _) => state.row = None,
        (Step::In, Some(_)) => {}
        (Step::Up | Step::Down | Step::First | Step::Last, Some(row)) => {
            state.row = Some(moved(row, commands.len(), step));
        }
        (Step::Up | Step::Down | Step::First | Step::Last, None) => {
            let heads: Vec<Menu> = Menu::iter().collect();
            let at = heads.iter().position(|head| *head == state.head);
            let at = moved(at.unwrap_or_default(), heads.len(), step);
            state.head = heads.get(at).copied().unwrap_or(state.head);
        }
    }
}

/// The place that a step leads to, among so many; the ends meet.
fn moved(at: usize, count: usize, step: Step) -> usize {
    let last = count.saturating_sub(1);
    match step {
        Step::Up => at.checked_sub(1).unwrap_or(last),
        Step::Down if at < last => at + 1,
        Step::Down | Step::First => 0,
        Step::Last => last,
        Step::In | Step::Out | Step::Take | Step::Leave => at,
    }
}

/// Closes the menu and runs the command, if it can run.
fn run(command: Command, offer: &Offer<'_>, out: &mut Outbox) {
    if offer.lack(command).is_none() {
        out.push(Action::CloseFinder);
        out.push(Action::Run(command));
    }
}

fn columns_ui(ui: &mut Ui, offer: &Offer<'_>, state: &mut MenuState, out: &mut Outbox) {
    let colours = colours(ui);
    let frame = Frame::new()
        .fill(colours.raised)
        .stroke(Stroke::new(1.0, colours.line_strong))
        .corner_radius(CornerRadius::same(10))
        .shadow(ui.visuals().window_shadow)
        .inner_margin(Margin::same(8));
    frame.show(ui, |ui| {
        let room = ui.ctx().content_rect().height() - 96.0;
        // Of one width whatever head is open.
        let widest = Command::iter().map(|command| command_row_width(ui, command, offer));
        let rows = widest.fold(ROWS, f32::max);
        let rows = rows.min(ui.ctx().content_rect().width() - HEADS - 96.0);
        ui.spacing_mut().item_spacing = Vec2::new(sizes::SPACE_2, 0.0);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(HEADS);
                heads_ui(ui, state);
            });
            ui.vertical(|ui| {
                ui.set_width(rows);
                scroll_ui(ui, state.head, room, |ui| rows_ui(ui, offer, state, out));
            });
        });
        ui.add_space(sizes::SPACE_2);
        ui.separator();
        ui.add_space(sizes::SPACE_2);
        let said = said_of(offer, state);
        let said = RichText::new(said).size(sizes::TEXT_SMALL);
        let width = HEADS + rows;
        ui.set_max_width(width);
        ui.add(egui::Label::new(said.color(colours.text_weak)).truncate());
    });
}

/// What the chosen command does, or why it cannot run.
fn said_of(offer: &Offer<'_>, state: &MenuState) -> &'static str {
    let commands = commands_of(state.head);
    let Some(command) = state.row.and_then(|row| commands.get(row)) else {
        return say!("menu-hint");
    };
    match offer.lack(*command) {
        Some(lack) => lack.reason(),
        None => command.help(),
    }
}

/// The keys are the menu's own: they do not move the keyboard elsewhere.
fn take_keyboard(ui: &Ui, response: &egui::Response) {
    response.request_focus();
    let own = EventFilter {
        tab: true,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, own));
}

fn heads_ui(ui: &mut Ui, state: &mut MenuState) {
    for head in Menu::iter() {
        let response = head_ui(ui, head, state);
        let is_pointed = response.hovered() && ui.input(|input| input.pointer.is_moving());
        if (is_pointed && state.head != head) || response.clicked() {
            state.head = head;
            state.row = None;
        }
    }
}

fn head_ui(ui: &mut Ui, head: Menu, state: &MenuState) -> egui::Response {
    let colours = colours(ui);
    let size = Vec2::new(ui.available_width(), HEAD);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let is_chosen = state.head == head;
    let name = head.title();
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, true, is_chosen, name));
    if is_chosen && state.row.is_none() {
        take_keyboard(ui, &response);
    }
    let fill = choice_fill(colours, is_chosen, &response);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
    let ink = if is_chosen {
        colours.accent
    } else {
        colours.text
    };
    let format = text_format(Face::Interface, sizes::TEXT, weight::MEDIUM, ink);
    let job = egui::text::LayoutJob::single_section(name.to_owned(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = egui::pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    let at = rect.right_center() - Vec2::new(12.0, 0.0);
    let arrow = char::from(Icon::ChevronRight);
    let font = Face::Icons.font(13.0);
    ui.painter().text(
        at,
        egui::Align2::CENTER_CENTER,
        arrow,
        font,
        colours.text_faint,
    );
    response
}

fn rows_ui(ui: &mut Ui, offer: &Offer<'_>, state: &mut MenuState, out: &mut Outbox) {
    for (at, command) in commands_of(state.head).into_iter().enumerate() {
        let is_chosen = state.row == Some(at);
        let response = command_row_ui(ui, command, offer, is_chosen);
        if is_chosen {
            take_keyboard(ui, &response);
            if !ui.clip_rect().contains_rect(response.rect) {
                response.scroll_to_me(None);
            }
        }
        if response.hovered() && ui.input(|input| input.pointer.is_moving()) {
            state.row = Some(at);
        }
        if response.clicked() {
            run(command, offer, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_the_menu_once() {
        let mut shown: Vec<Command> = Menu::iter().flat_map(commands_of).collect();
        shown.push(Command::Menu);
        shown.sort_unstable();

        assert_eq!(shown, Command::iter().collect::<Vec<_>>());
    }

    #[test]
    fn steps_go_around_and_in_and_out() {
        assert_eq!(moved(0, 3, Step::Up), 2);
        assert_eq!(moved(2, 3, Step::Down), 0);
        assert_eq!(moved(1, 3, Step::Last), 2);
        assert_eq!(moved(0, 0, Step::Up), 0);
    }
}
