//! Which keys run which command: those of the table, and what the writer changed.

use std::collections::{BTreeMap, HashMap};

use egui::{Event, InputState, Key, KeyboardShortcut, Modifiers};
use strum::IntoEnumIterator as _;

use super::Command;

/// The keys of all commands. No two commands share keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The first of a command is the one that is shown.
    keys: HashMap<Command, Vec<KeyboardShortcut>>,
}

/// Why keys cannot run a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// They type a letter, or move the caret.
    Writes,
    /// They belong to another command.
    Taken(Command),
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&BTreeMap::new())
    }
}

impl Keymap {
    /// The keys of the table with the writer's changes: the written keys by the name of the
    /// command, none for a command without keys. Changed keys come before those of the table.
    pub fn new(changed: &BTreeMap<String, String>) -> Self {
        let change_of = |command: Command| changed.get(command.name());
        let mut taken = Vec::new();
        let mut keys: HashMap<Command, Vec<KeyboardShortcut>> = HashMap::new();
        for command in Command::iter() {
            let Some(written) = change_of(command) else {
                continue;
            };
            let own = read(written).filter(|own| !taken.contains(own));
            taken.extend(own);
            keys.insert(command, own.into_iter().collect());
        }
        for command in Command::iter().filter(|command| change_of(*command).is_none()) {
            let own = command.shortcuts().into_iter();
            let own = own.filter(|own| !taken.contains(own)).collect();
            keys.insert(command, own);
        }
        Self { keys }
    }

    /// The keys of a command that are shown with it.
    pub fn of(&self, command: Command) -> Option<KeyboardShortcut> {
        self.keys.get(&command)?.first().copied()
    }

    /// The first command whose keys were pressed, taken from `input`. What was typed after it goes
    /// to `held`, as the command may move the keyboard elsewhere; what is held comes first.
    ///
    /// Call it before any widget runs, so that a focused text field does not see the keys. The
    /// modifiers are those of the press, which may be up again by the end of the frame.
    pub fn take_pressed(&self, input: &mut InputState, held: &mut Vec<Event>) -> Option<Command> {
        let mut events = std::mem::take(held);
        events.append(&mut input.events);
        let mut pressed = None;
        for event in events {
            if pressed.is_some() && is_typed(&event) {
                held.push(event);
                continue;
            }
            let command = pressed_keys(&event).and_then(|keys| self.bound_to(keys));
            if command.is_some() {
                pressed = command;
            } else {
                input.events.push(event);
            }
        }
        pressed
    }

    /// The command of keys. As extra Shift and Alt do not keep keys from matching, the one with
    /// most of them is taken.
    fn bound_to(&self, pressed: KeyboardShortcut) -> Option<Command> {
        let matches = |keys: &KeyboardShortcut| {
            keys.logical_key == pressed.logical_key
                && pressed.modifiers.matches_logically(keys.modifiers)
        };
        let extra =
            |keys: &KeyboardShortcut| u8::from(keys.modifiers.shift) + u8::from(keys.modifiers.alt);
        let all = self.keys.iter();
        all.flat_map(|(command, keys)| keys.iter().map(move |keys| (keys, *command)))
            .filter(|(keys, _)| matches(keys))
            .max_by_key(|(keys, _)| extra(keys))
            .map(|(_, command)| command)
    }

    /// Whether these keys may run a command.
    ///
    /// # Errors
    /// [`Unfit`]: what they do now.
    pub fn fits(&self, keys: KeyboardShortcut, command: Command) -> Result<(), Unfit> {
        if is_for_writing(keys) {
            return Err(Unfit::Writes);
        }
        let owner = self
            .keys
            .iter()
            .find(|(_, all)| all.contains(&keys))
            .map(|(owner, _)| *owner);
        match owner.filter(|owner| *owner != command) {
            Some(owner) => Err(Unfit::Taken(owner)),
            None => Ok(()),
        }
    }
}

/// The keys of an event that presses some, as they are bound: the command key is itself alone.
pub fn pressed_keys(event: &Event) -> Option<KeyboardShortcut> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    Some(KeyboardShortcut::new(*modifiers, *key))
}

/// As they are kept and compared: on systems where Ctrl is the command key, that alone.
pub fn normal(keys: KeyboardShortcut) -> KeyboardShortcut {
    let mut modifiers = keys.modifiers;
    if modifiers.command {
        modifiers.ctrl &= modifiers.mac_cmd;
        modifiers.mac_cmd = false;
    }
    KeyboardShortcut::new(modifiers, keys.logical_key)
}

/// Holds back what is typed in this frame.
pub fn hold_typed(input: &mut InputState, held: &mut Vec<Event>) {
    let events = std::mem::take(&mut input.events);
    let (typed, rest): (Vec<Event>, Vec<Event>) = events.into_iter().partition(is_typed);
    held.extend(typed);
    input.events = rest;
}

/// Whether the event types, or moves the caret, so that its order matters.
fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Paste(_)
            | Event::Cut
            | Event::Copy
            | Event::Ime(_)
            | Event::Key { .. }
    )
}

/// Whether a text needs these keys: they type, move the caret, or are the clipboard's.
fn is_for_writing(keys: KeyboardShortcut) -> bool {
    let KeyboardShortcut {
        modifiers,
        logical_key: key,
    } = keys;
    let is_function = (Key::F1..=Key::F35).contains(&key);
    let has_command = modifiers.command || modifiers.ctrl;
    if is_function {
        return false;
    }
    let moves = matches!(
        key,
        Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Home
            | Key::End
            | Key::Backspace
            | Key::Delete
    );
    let of_clipboard = matches!(key, Key::A | Key::C | Key::V | Key::X | Key::Insert)
        && has_command
        && !modifiers.alt
        && !modifiers.shift;
    (moves || !has_command) && !modifiers.alt || of_clipboard
}

/// Keys as the settings keep them: `Cmd+Shift+P`, where `Cmd` is Ctrl but on a Mac.
pub fn written(keys: KeyboardShortcut) -> String {
    let modifiers = keys.modifiers;
    let names = [
        (modifiers.command, "Cmd"),
        (modifiers.ctrl, "Ctrl"),
        (modifiers.alt, "Alt"),
        (modifiers.shift, "Shift"),
    ];
    let names = names.iter().filter(|(is_held, _)| *is_held);
    let mut parts: Vec<&str> = names.map(|(_, name)| *name).collect();
    parts.push(keys.logical_key.name());
    parts.join("+")
}

/// Reads what [`written`] wrote; `None` for anything else, which is no keys.
fn read(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut parts: Vec<&str> = text.split('+').collect();
    let key = Key::from_name(parts.pop()?)?;
    for part in parts {
        match part {
            "Cmd" => modifiers.command = true,
            "Ctrl" => modifiers.ctrl = true,
            "Alt" => modifiers.alt = true,
            "Shift" => modifiers.shift = true,
            _ => return None,
        }
    }
    Some(KeyboardShortcut::new(modifiers, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CMD: Modifiers = Modifiers::COMMAND;
    const CMD_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

    fn press(modifiers: Modifiers, key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    fn changed(changes: &[(Command, &str)]) -> Keymap {
        let changes = changes.iter();
        let named = changes.map(|(command, keys)| (command.name().to_owned(), (*keys).to_owned()));
        Keymap::new(&named.collect())
    }

    fn pressed(keymap: &Keymap, modifiers: Modifiers, key: Key) -> Option<Command> {
        let mut input = InputState::default();
        input.events = vec![press(modifiers, key)];
        keymap.take_pressed(&mut input, &mut Vec::new())
    }

    #[test]
    fn every_press_of_a_slow_frame_counts_one_in_a_frame() {
        let mut held = Vec::new();
        let mut input = InputState::default();
        input.events = vec![
            press(CMD, Key::Z),
            press(CMD, Key::Z),
            Event::Text("a".to_owned()),
            press(CMD, Key::S),
        ];
        let mut taken = Vec::new();
        let mut typed = Vec::new();
        for _ in 0..4 {
            taken.push(Keymap::default().take_pressed(&mut input, &mut held));
            typed.push(std::mem::take(&mut input.events).len());
        }

        let (undo, save) = (Some(Command::Undo), Some(Command::Save));
        assert_eq!(taken, [undo, undo, save, None]);
        assert_eq!(typed, [0, 0, 1, 0]);
    }

    #[test]
    fn what_is_typed_after_a_command_waits_and_what_was_typed_before_does_not() {
        let mut held = Vec::new();
        let mut input = InputState::default();
        let text = |text: &str| Event::Text(text.to_owned());
        input.events = vec![text("a"), press(CMD, Key::F), Event::PointerGone, text("b")];

        let command = Keymap::default().take_pressed(&mut input, &mut held);

        assert_eq!(command, Some(Command::Find));
        assert_eq!(input.events, [text("a"), Event::PointerGone]);
        assert_eq!(held, [text("b")]);
    }

    #[test]
    fn shift_makes_another_command_and_plain_keys_make_none() {
        let keymap = Keymap::default();

        assert_eq!(pressed(&keymap, CMD_SHIFT, Key::Z), Some(Command::Redo));
        assert_eq!(pressed(&keymap, Modifiers::NONE, Key::S), None);
        assert_eq!(pressed(&keymap, Modifiers::SHIFT, Key::S), None);
    }

    #[test]
    fn changed_keys_run_the_command_and_the_old_ones_do_not() {
        let keymap = changed(&[(Command::Bold, "Cmd+Shift+Y"), (Command::Italic, "")]);

        assert_eq!(pressed(&keymap, CMD_SHIFT, Key::Y), Some(Command::Bold));
        assert_eq!(pressed(&keymap, CMD, Key::B), None);
        assert_eq!(pressed(&keymap, CMD, Key::I), None);
        assert_eq!(keymap.of(Command::Italic), None);
    }

    #[test]
    fn keys_that_were_given_away_are_gone_from_the_table() {
        let keymap = changed(&[(Command::Italic, "Cmd+B")]);

        assert_eq!(pressed(&keymap, CMD, Key::B), Some(Command::Italic));
        assert_eq!(keymap.of(Command::Bold), None);
    }

    #[test]
    fn keys_for_writing_and_those_of_another_command_do_not_fit() {
        let keymap = Keymap::default();
        let fits =
            |modifiers, key| keymap.fits(KeyboardShortcut::new(modifiers, key), Command::Bold);

        assert_eq!(fits(Modifiers::NONE, Key::A), Err(Unfit::Writes));
        assert_eq!(fits(Modifiers::SHIFT, Key::Enter), Err(Unfit::Writes));
        assert_eq!(fits(CMD, Key::C), Err(Unfit::Writes));
        assert_eq!(fits(CMD, Key::ArrowLeft), Err(Unfit::Writes));
        assert_eq!(fits(CMD, Key::I), Err(Unfit::Taken(Command::Italic)));
        assert_eq!(fits(CMD, Key::B), Ok(()));
        assert_eq!(fits(Modifiers::NONE, Key::F4), Ok(()));
        assert_eq!(fits(CMD_SHIFT, Key::Y), Ok(()));
    }

    #[test]
    fn keys_are_read_as_they_were_written() {
        for command in Command::iter() {
            for keys in command.shortcuts() {
                assert_eq!(read(&written(keys)), Some(keys), "{command:?}");
            }
        }
        assert_eq!(read("Hyper+B"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn pressed_keys_are_those_of_the_table() {
        let held = Modifiers {
            ctrl: true,
            command: true,
            ..Modifiers::NONE
        };

        assert_eq!(normal(KeyboardShortcut::new(held, Key::B)).modifiers, CMD);
    }
}
