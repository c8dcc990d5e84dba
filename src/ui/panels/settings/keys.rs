//! The keys of every command: shown, found, chosen by pressing them, and given back.

use egui::{Event, Key, KeyboardShortcut, Role, Ui, WidgetInfo};
use strum::IntoEnumIterator as _;

use super::rows::{Asked, Group, Named, matches};
use crate::{
    action::{
        Action, Command, Keymap, Outbox, Setting,
        keymap::{Unfit, normal, pressed_keys},
        offer::in_signs,
    },
    model::words::say,
    ui::{
        theme::{Icon, sizes},
        widgets::{
            buttons::{button_at_stop_ui, icon_button_at_stop_ui, main_button_at_stop_ui},
            field_problem_ui,
            stop::Stop,
        },
    },
};

/// The command that keys are chosen for.
#[derive(Debug, Default)]
pub struct Choosing {
    command: Option<Command>,
    /// What was pressed that does not fit, and why.
    unfit: Option<(KeyboardShortcut, Unfit)>,
    /// Put the keyboard back on the command's button, once.
    focus: Option<Command>,
}

impl Choosing {
    /// Whether keys are waited for: those of another command are asked about first.
    pub fn waits(&self) -> bool {
        self.command.is_some() && !matches!(self.unfit, Some((_, Unfit::Taken(_))))
    }

    /// Takes the keys that are pressed for the command: Escape leaves it as it is, Backspace takes
    /// its keys away.
    pub fn take(&mut self, ui: &Ui, keymap: &Keymap, out: &mut Outbox) {
        let Some(command) = self.command.filter(|_| self.waits()) else {
            return;
        };
        let events = ui.input_mut(|input| {
            let (taken, left): (Vec<Event>, Vec<Event>) = std::mem::take(&mut input.events)
                .into_iter()
                .partition(is_of_keyboard);
            input.events = left;
            taken
        });
        for event in &events {
            let of_clipboard = match event {
                Event::Copy => Some(Key::C),
                Event::Cut => Some(Key::X),
                Event::Paste(_) => Some(Key::V),
                _ => None,
            };
            let copied =
                of_clipboard.map(|key| KeyboardShortcut::new(egui::Modifiers::COMMAND, key));
            let Some(keys) = copied.or_else(|| pressed_keys(event).map(normal)) else {
                continue;
            };
            if !is_modifier(keys.logical_key) {
                self.chosen(command, keys, keymap, out);
                return;
            }
        }
    }

    fn chosen(
        &mut self,
        command: Command,
        keys: KeyboardShortcut,
        keymap: &Keymap,
        out: &mut Outbox,
    ) {
        if keys.modifiers.is_none() && keys.logical_key == Key::Escape {
            self.leave();
        } else if keys.modifiers.is_none() && keys.logical_key == Key::Backspace {
            self.leave();
            out.push(Action::Set(Setting::Keys(command, None)));
        } else if let Err(unfit) = keymap.fits(keys, command) {
            self.unfit = Some((keys, unfit));
        } else {
            self.leave();
            out.push(Action::Set(Setting::Keys(command, Some(keys))));
        }
    }

    fn leave(&mut self) {
        self.focus = self.command.take();
        self.unfit = None;
    }
}

/// All commands with their keys. Returns whether any was found.
pub fn keys_ui(
    ui: &mut Ui,
    keymap: &Keymap,
    state: &mut Choosing,
    asked: &mut Asked<'_>,
    out: &mut Outbox,
) -> bool {
    let mut group = Group::new(say!("keys-keys"), asked);
    let mut is_changed = false;
    for command in Command::iter() {
        let keys = keymap.of(command);
        is_changed |= keys != of_table(command, keymap);
        let shown = keys.map_or(String::new(), |keys| in_signs(ui.ctx(), &keys));
        let menu = command.spec().menu.title();
        if !matches(
            group.asked.letters,
            &[
                say!("keys-keys"),
                command.title(),
                command.help(),
                &shown,
                menu,
            ],
        ) {
            continue;
        }
        let named = Named {
            title: command.title(),
            help: command.help(),
        };
        group.found_row(ui, &named, |ui, stop| {
            let row = CommandRow {
                command,
                shown: &shown,
                is_changed: keys != of_table(command, keymap),
            };
            command_ui(ui, stop, &row, state, out);
        });
        if state.command == Some(command) {
            unfit_ui(ui, &mut group.asked.stop, command, state, out);
        }
    }
    if group.is_found && is_changed {
        ui.add_space(sizes::SPACE_3);
        if button_at_stop_ui(ui, say!("keys-reset-all-keys"), &mut group.asked.stop).clicked() {
            out.push(Action::Set(Setting::AllTableKeys));
        }
    }
    group.is_found
}

struct CommandRow<'a> {
    command: Command,
    /// Its keys as this system writes them.
    shown: &'a str,
    is_changed: bool,
}

/// The keys of a command that the table shows.
fn of_table(command: Command, keymap: &Keymap) -> Option<KeyboardShortcut> {
    command.keys(keymap.system()).first().copied()
}

/// The keys as a button that waits for others, and a button that resets them; from the right.
fn command_ui(
    ui: &mut Ui,
    stop: &mut Stop,
    row: &CommandRow<'_>,
    state: &mut Choosing,
    out: &mut Outbox,
) {
    let command = row.command;
    if !row.is_changed {
        ui.add_space(sizes::CONTROL);
    } else if icon_button_at_stop_ui(
        ui,
        Icon::RotateCcw,
        &say!("keys-reset-keys", command = command.title()),
        stop,
    )
    .clicked()
    {
        out.push(Action::Set(Setting::TableKeys(command)));
    }
    let is_chosen = state.command == Some(command);
    let text = match (is_chosen, row.shown) {
        (true, _) => say!("keys-press-keys"),
        (false, "") => say!("keys-none"),
        (false, shown) => shown,
    };
    let response = button_at_stop_ui(ui, text, stop);
    let name = say!("keys-keys-of", command = command.title(), keys = text);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if state.focus.take_if(|focus| *focus == command).is_some() {
        response.request_focus();
    }
    let help = say!("keys-press-choose-other-keys");
    if response.on_hover_text(help).clicked() {
        state.command = Some(command).filter(|_| !is_chosen);
        state.unfit = None;
    }
}

/// Why the keys that were pressed are not the command's, and what can be done.
fn unfit_ui(
    ui: &mut Ui,
    stop: &mut Stop,
    command: Command,
    state: &mut Choosing,
    out: &mut Outbox,
) {
    let Some((keys, unfit)) = state.unfit else {
        return;
    };
    let shown = in_signs(ui.ctx(), &keys);
    let Unfit::Taken(owner) = unfit else {
        let problem = say!("keys-needed-for-writing-press", shown = shown);
        field_problem_ui(ui, &problem);
        return;
    };
    let owner = owner.title();
    field_problem_ui(ui, &say!("keys-is-of", shown = shown, owner = owner));
    ui.horizontal(|ui| {
        if main_button_at_stop_ui(ui, &say!("keys-use-for", command = command.title()), stop)
            .clicked()
        {
            state.leave();
            out.push(Action::Set(Setting::Keys(command, Some(keys))));
        }
        if button_at_stop_ui(ui, say!("keys-leave"), stop).clicked() {
            state.leave();
        }
    });
}

fn is_of_keyboard(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_)
    )
}

fn is_modifier(key: Key) -> bool {
    use Key::{
        AltLeft, AltRight, ControlLeft, ControlRight, ShiftLeft, ShiftRight, SuperLeft, SuperRight,
    };
    matches!(
        key,
        ShiftLeft
            | ShiftRight
            | ControlLeft
            | ControlRight
            | AltLeft
            | AltRight
            | SuperLeft
            | SuperRight
    )
}
