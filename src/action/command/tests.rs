use std::collections::HashMap;

use egui::{Event, InputState};
use strum::IntoEnumIterator as _;

use super::*;
use crate::action::{Keymap, offer, typed::Typed};

const SYSTEMS: [System; 2] = [System::Mac, System::Other];

/// The keys that are held and pressed on a system, so that two ways to write the same are equal.
fn meant(keys: KeyboardShortcut, system: System) -> (bool, bool, bool, bool, Key) {
    let Modifiers {
        alt, ctrl, shift, ..
    } = keys.modifiers;
    let command = keys.modifiers.command;
    let (ctrl, command) = match system {
        System::Mac => (ctrl, command),
        System::Other => (ctrl || command, false),
    };
    (ctrl, command, alt, shift, keys.logical_key)
}

/// The keys that type a sign with `AltGr`: by layout, those of the letters and signs that it has
/// without it.
const ALT_GR: [(&str, &str); 5] = [
    ("Dutch", "1234567890-=ERTSMCZXAQ[]',./"),
    ("French", "234567890-=E"),
    ("German", "237890QEM-=[]\\,"),
    ("Polish", "ACELNOSXZU"),
    ("US-International", "1234567890-=QWERTYUIOP[]ASDLZCNM;',/\\"),
];

fn key_of(sign: char) -> Key {
    Key::from_name(sign.encode_utf8(&mut [0; 4])).unwrap()
}

#[test]
fn no_two_commands_mean_the_same_keys_on_any_system() {
    for system in SYSTEMS {
        let mut seen = HashMap::new();
        for command in Command::iter() {
            for keys in command.keys(system) {
                let other = seen.insert(meant(keys, system), command);
                assert_eq!(other, None, "{command:?} on {system:?}: {keys:?}");
            }
        }
    }
}

#[test]
fn ctrl_tab_written_in_two_ways_is_one_key_but_on_a_mac() {
    let ctrl = KeyboardShortcut::new(CTRL, Key::Tab);
    let command = KeyboardShortcut::new(CMD, Key::Tab);

    assert_eq!(meant(ctrl, System::Other), meant(command, System::Other));
    assert_ne!(meant(ctrl, System::Mac), meant(command, System::Mac));
}

#[test]
fn letters_that_are_typed_with_altgr_run_no_command() {
    // As Windows tells it: AltGr is Ctrl and Alt.
    let alt_gr = Modifiers::COMMAND | Modifiers::CTRL | Modifiers::ALT;
    for (layout, signs) in ALT_GR {
        for sign in signs.chars() {
            for held in [alt_gr, alt_gr | Modifiers::SHIFT] {
                let typed = Event::Text("ö".to_owned());
                let mut input = InputState::default();
                input.events = vec![press(held, key_of(sign)), typed.clone()];

                let command =
                    Keymap::default().take_pressed(&mut input, &mut Typed::default(), |_| true);

                assert_eq!(command, None, "{layout}: {sign}");
                assert!(input.events.contains(&typed), "{layout}: {sign}");
            }
        }
    }
}

#[test]
fn letters_that_a_mac_types_with_option_run_no_command() {
    for command in Command::iter() {
        for keys in command.keys(System::Mac) {
            let held = keys.modifiers;
            let types = keys.logical_key.symbol_or_name().chars().count() == 1;
            let is_arrow = matches!(
                keys.logical_key,
                Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight
            );
            let types = types && !is_arrow;
            let is_option = held.alt && !held.command && !held.ctrl;
            assert!(!(types && is_option), "{command:?}: {keys:?}");
        }
    }
}

#[test]
fn digits_are_pressed_where_they_stand_whatever_sign_the_layout_gives_with_shift() {
    // German: Shift and 7 is a slash.
    let slash = Event::Key {
        key: Key::Slash,
        physical_key: Some(Key::Num7),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND | Modifiers::CTRL | Modifiers::SHIFT,
    };
    let mut input = InputState::default();
    input.events = vec![slash];

    let command = Keymap::default().take_pressed(&mut input, &mut Typed::default(), |_| true);

    assert_eq!(command, Some(Command::NumberedList));
}

#[test]
fn every_head_of_the_menu_has_commands_and_they_stand_together() {
    let mut heads: Vec<Menu> = Command::iter().map(|command| command.spec().menu).collect();
    heads.dedup();

    assert_eq!(heads, Menu::iter().collect::<Vec<_>>());
}

#[test]
fn every_switch_turns_what_it_shows() {
    for command in Command::iter() {
        let Does::Toggle(toggle) = command.spec().does else {
            continue;
        };
        let mut settings = Settings::default();
        let before = (toggle.is_on)(&settings);

        (toggle.turn)(&mut settings);

        assert_ne!((toggle.is_on)(&settings), before, "{command:?}");
        assert_ne!(settings, Settings::default(), "{command:?}");
    }
}

#[test]
fn the_table_in_the_readme_is_this_table() {
    let readme = include_str!("../../../README.md");
    let shown = readme
        .lines()
        .skip_while(|line| !line.starts_with("| Command |"));
    let shown: Vec<&str> = shown.take_while(|line| line.starts_with('|')).collect();
    let mut table = vec![
        "| Command | Menu | Keys | What it does |".to_owned(),
        "| --- | --- | --- | --- |".to_owned(),
    ];
    table.extend(Command::iter().map(row));

    assert_eq!(shown.join("\n"), table.join("\n"));
}

fn row(command: Command) -> String {
    let (title, help) = (command.title(), command.help());
    let menu = command.spec().menu.title();
    let keys = |system| {
        let keys = command.keys(system).into_iter();
        keys.map(|keys| readable(keys, system)).collect::<Vec<_>>()
    };
    let mut all = keys(System::Other);
    if command.spec().keys_of_mac.is_some() {
        all.extend(
            keys(System::Mac)
                .into_iter()
                .map(|keys| format!("{keys} (macOS)")),
        );
    }
    format!("| {title} | {menu} | {} | {help} |", all.join(", "))
}

fn readable(keys: KeyboardShortcut, system: System) -> String {
    let held = keys.modifiers;
    let (command, ctrl) = match system {
        System::Mac => (held.command, held.ctrl),
        System::Other => (false, held.command || held.ctrl),
    };
    let names = [
        (ctrl, "Ctrl+"),
        (command, "Cmd+"),
        (held.alt, "Alt+"),
        (held.shift, "Shift+"),
    ];
    let names = names.iter().filter(|(is_held, _)| *is_held);
    let held: String = names.map(|(_, name)| *name).collect();
    let key = keys.logical_key;
    let key = offer::sign(key).unwrap_or_else(|| key.name());
    format!("`{held}{key}`")
}

fn press(modifiers: Modifiers, key: Key) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}
