//! Which keys run which command: those of the table, and what the writer changed.

use std::collections::{BTreeMap, HashMap};

use egui::{Event, InputState, Key, KeyboardShortcut, Modifiers, os::OperatingSystem};
use strum::IntoEnumIterator as _;

use super::{
    Command,
    typed::{Then, Typed, is_about_letters, is_of_letters},
};

/// Systems that differ in what keys mean: on a Mac the command key is one of its own and Option
/// types letters; elsewhere Ctrl is the command key, and with Alt it is `AltGr`, which types them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Mac,
    Other,
}

impl System {
    pub fn of(os: OperatingSystem) -> Self {
        match os {
            OperatingSystem::Mac | OperatingSystem::IOS => Self::Mac,
            _ => Self::Other,
        }
    }
}

/// The keys of all commands. No two commands share keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The first of a command is the one that is shown.
    keys: HashMap<Command, Vec<KeyboardShortcut>>,
    system: System,
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
        Self::new(&BTreeMap::new(), System::Other)
    }
}

impl Keymap {
    /// The keys of the table with the writer's changes: the written keys by the name of the
    /// command, none for a command without keys. Changed keys come before those of the table.
    pub fn new(changed: &BTreeMap<String, String>, system: System) -> Self {
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
            let own = command.keys(system).into_iter();
            let own = own.filter(|own| !taken.contains(own)).collect();
            keys.insert(command, own);
        }
        Self { keys, system }
    }

    /// The keys of a command that are shown with it.
    pub fn of(&self, command: Command) -> Option<KeyboardShortcut> {
        self.keys.get(&command)?.first().copied()
    }

    /// The system that the keys are for.
    pub fn system(&self) -> System {
        self.system
    }

    /// The first command whose keys were pressed, taken from `input`. What was typed after it
    /// waits, as the command may move the keyboard elsewhere.
    ///
    /// Call it before any widget runs, so that a focused text field does not see the keys. The
    /// modifiers are those of the press, which may be up again by the end of the frame.
    pub fn take_pressed(
        &self,
        input: &mut InputState,
        typed: &mut Typed,
        may_run: impl Fn(Command) -> bool,
    ) -> Option<Command> {
        let mut pressed = None;
        let mut has_letters = false;
        typed.each(input, |event| {
            pressed = self.bound_to(&event).filter(|it| may_run(*it));
            if pressed.is_some() {
                return Then::Answered;
            }
            if has_letters && is_about_letters(&event) {
                return Then::Wait(event);
            }
            has_letters |= is_of_letters(&event);
            Then::Pass(event)
        });
        pressed
    }

    /// The command of the keys that an event presses. A digit is also found by where it stands:
    /// with Shift, layouts give different signs there.
    fn bound_to(&self, event: &Event) -> Option<Command> {
        let keys = pressed_keys(event)?;
        let of_place = || match event {
            Event::Key {
                physical_key: Some(key),
                ..
            } if (Key::Num0..=Key::Num9).contains(key) => Some(*key),
            _ => None,
        };
        self.command_of(keys).or_else(|| {
            self.command_of(KeyboardShortcut {
                logical_key: of_place()?,
                ..keys
            })
        })
    }

    /// The command of keys. Extra Shift does not keep keys from matching, as some layouts have
    /// signs there: the keys with most modifiers are taken. No layout has one on F1 to F35. Extra Alt
    /// does: with Ctrl it is `AltGr`.
    fn command_of(&self, pressed: KeyboardShortcut) -> Option<Command> {
        let may_be_sign = !(Key::F1..=Key::F35).contains(&pressed.logical_key);
        let matches = |keys: &KeyboardShortcut| {
            keys.logical_key == pressed.logical_key
                && (may_be_sign || keys.modifiers.shift == pressed.modifiers.shift)
                && keys.modifiers.alt == pressed.modifiers.alt
                && pressed.modifiers.matches_logically(keys.modifiers)
        };
        let all = self.keys.iter();
        all.flat_map(|(command, keys)| keys.iter().map(move |keys| (keys, *command)))
            .filter(|(keys, _)| matches(keys))
            .max_by_key(|(keys, _)| keys.modifiers.shift)
            .map(|(_, command)| command)
    }

    /// Whether these keys may run a command.
    ///
    /// # Errors
    /// [`Unfit`]: what they do now.
    pub fn fits(&self, keys: KeyboardShortcut, command: Command) -> Result<(), Unfit> {
        if is_for_writing(keys, self.system) {
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

/// Whether a text needs these keys: they type, move the caret, or are the clipboard's.
fn is_for_writing(keys: KeyboardShortcut, system: System) -> bool {
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
    let types_with_alt = modifiers.alt
        && types_a_sign(key)
        && match system {
            System::Mac => !has_command,
            System::Other => has_command,
        };
    (moves || !has_command) && !modifiers.alt || of_clipboard || types_with_alt
}

/// Whether a key has a letter, a digit or another sign on it.
fn types_a_sign(key: Key) -> bool {
    let is_arrow = matches!(
        key,
        Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown
    );
    !is_arrow && key.symbol_or_name().chars().count() == 1
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
        Keymap::new(&named.collect(), System::Other)
    }

    fn pressed(keymap: &Keymap, modifiers: Modifiers, key: Key) -> Option<Command> {
        let mut input = InputState::default();
        input.events = vec![press(modifiers, key)];
        keymap.take_pressed(&mut input, &mut Typed::default(), |_| true)
    }

    #[test]
    fn every_press_of_a_slow_frame_counts_one_in_a_frame() {
        let mut held = Typed::default();
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
            taken.push(Keymap::default().take_pressed(&mut input, &mut held, |_| true));
            typed.push(std::mem::take(&mut input.events).len());
        }

        let (undo, save) = (Some(Command::Undo), Some(Command::Save));
        assert_eq!(taken, [undo, undo, save, None]);
        assert_eq!(typed, [0, 0, 1, 0]);
    }

    #[test]
    fn what_takes_the_letters_before_it_comes_a_frame_after_them() {
        let mut held = Typed::default();
        let mut input = InputState::default();
        let letters = || Event::Text("har".to_owned());
        let enter = || press(Modifiers::NONE, Key::Enter);
        input.events = vec![letters(), enter(), letters(), enter()];

        let frames = [(); 3].map(|()| {
            let pressed = Keymap::default().take_pressed(&mut input, &mut held, |_| true);
            assert_eq!(pressed, None);
            std::mem::take(&mut input.events)
        });

        assert_eq!(
            frames,
            [vec![letters()], vec![enter(), letters()], vec![enter()]]
        );
    }

    #[test]
    fn shift_makes_another_command_and_plain_keys_make_none() {
        let keymap = Keymap::default();

        assert_eq!(pressed(&keymap, CMD_SHIFT, Key::Z), Some(Command::Redo));
        assert_eq!(pressed(&keymap, Modifiers::NONE, Key::S), None);
        assert_eq!(pressed(&keymap, Modifiers::SHIFT, Key::S), None);
        // That is the menu of what has the keyboard.
        assert_eq!(pressed(&keymap, Modifiers::SHIFT, Key::F10), None);
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
        assert_eq!(fits(Modifiers::NONE, Key::F12), Ok(()));
        assert_eq!(fits(CMD_SHIFT, Key::Y), Ok(()));
        assert_eq!(fits(CMD.plus(Modifiers::ALT), Key::E), Err(Unfit::Writes));
        assert_eq!(fits(CMD.plus(Modifiers::ALT), Key::PageUp), Ok(()));
        let mac = Keymap::new(&BTreeMap::new(), System::Mac);
        let option = KeyboardShortcut::new(Modifiers::ALT, Key::E);
        assert_eq!(mac.fits(option, Command::Bold), Err(Unfit::Writes));
    }

    #[test]
    fn keys_are_read_as_they_were_written() {
        for command in Command::iter() {
            for system in [System::Mac, System::Other] {
                for keys in command.keys(system) {
                    assert_eq!(read(&written(keys)), Some(keys), "{command:?}");
                }
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
