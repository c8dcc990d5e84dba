//! The settings: what the writer changes in them, and how large everything is.

use crate::{
    action::{
        Command, Keymap, Setting,
        command::Toggle,
        keymap::{self, System},
    },
    app::{
        State,
        request::{Request, WindowRequest},
        state::Over,
        update::{panes, spelling, typefaces},
    },
    io::{Effect, languages, workers::AsideJob},
    model::{
        settings::{Appearance, Goal, Settings, Writing},
        words,
    },
};

/// How much larger or smaller one step of zoom is.
const ZOOM_STEP: f32 = 0.1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    In,
    Out,
    /// As the desktop is set.
    Reset,
}

/// Shows the settings in place of the panes; the same command again closes them.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mut effects = panes::open_finder(state, Over::Settings);
    if state.aids.typefaces.installed.is_none() {
        effects.push(AsideJob::FindTypefaces.into());
    }
    effects
}

/// Shows the settings, and of them the word goal.
pub fn open_at_goal(state: &mut State) -> Vec<Effect> {
    state.window.requests.push(Request::ShowGoal);
    if state.window.is_at(Over::Settings) {
        return Vec::new();
    }
    open(state)
}

pub fn zoom(state: &mut State, zoom: Zoom) -> Vec<Effect> {
    let now = state.settings.sane_zoom();
    let step = (now / ZOOM_STEP).round();
    let factor = match zoom {
        Zoom::In => (step + 1.0) * ZOOM_STEP,
        Zoom::Out => (step - 1.0) * ZOOM_STEP,
        Zoom::Reset => 1.0,
    };
    set(state, Setting::Zoom(factor))
}

/// Turns a switch, with what it means for others.
pub fn toggle(state: &mut State, command: Command, toggle: Toggle) -> Vec<Effect> {
    let settings = &mut state.settings;
    (toggle.turn)(settings);
    match command {
        // It stands below them.
        Command::ShowOutline => settings.panes.articles |= settings.show_outline,
        Command::CheckSpelling => spelling::again(state),
        Command::FocusMode => panes::leave(state),
        _ => {}
    }
    panes::remember(state)
}

/// From what is seen now to the other.
pub fn switch_appearance(state: &mut State) -> Vec<Effect> {
    let other = if state.window.is_dark {
        Appearance::Light
    } else {
        Appearance::Dark
    };
    set(state, Setting::Appearance(other))
}

/// Changes one thing, and remembers it.
pub fn set(state: &mut State, setting: Setting) -> Vec<Effect> {
    let settings = &mut state.settings;
    let mut effects = Vec::new();
    match setting {
        Setting::Appearance(appearance) => {
            settings.appearance = appearance;
            panes::use_theme(state);
        }
        Setting::Language(tag) => {
            words::speak(tag.as_deref(), &languages::wanted());
            settings.language = tag;
        }
        Setting::Autosave(autosave) => settings.autosave = autosave,
        Setting::ModifiedOnSave(is_on) => {
            if let Some(site) = &state.site.open {
                let sites = &mut settings.modified_on_save;
                if is_on {
                    sites.insert(site.root.clone());
                } else {
                    sites.remove(&site.root);
                }
            }
        }
        Setting::Zoom(factor) => {
            settings.zoom = within(factor, &Settings::ZOOM, 1.0);
            state
                .window
                .asked
                .push(WindowRequest::UseZoom(settings.zoom));
        }
        Setting::TextSize(points) => {
            let usual = Writing::default().text_points;
            settings.writing.text_points = within(points, &Writing::TEXT_POINTS, usual);
        }
        Setting::Measure(characters) => {
            let usual = Writing::default().measure;
            settings.writing.measure = within(characters, &Writing::MEASURE, usual);
        }
        Setting::LineHeight(parts) => {
            settings.writing.line_height = within(parts, &Writing::LINE_HEIGHT, 1.0);
        }
        Setting::ParagraphSpacing(parts) => {
            let range = &Writing::PARAGRAPH_SPACING;
            settings.writing.paragraph_spacing = within(parts, range, 1.0);
        }
        Setting::TextFace(face) => {
            settings.typefaces.text = face;
            effects.extend(typefaces::use_them(state));
        }
        Setting::PreviewFace(face) => {
            settings.typefaces.preview = face;
            effects.extend(typefaces::use_them(state));
        }
        Setting::Goal(words) => settings.goal.words = words.min(Goal::MOST),
        Setting::GoalOf(of) => settings.goal.of = of,
        Setting::WebPictures(is_on) => settings.web_pictures = is_on,
        Setting::SpellingLanguage(language) => {
            settings.spelling_language = language;
            spelling::again(state);
        }
        Setting::SecondLanguage(path, language) => spelling::also(state, path, language),
        Setting::Keys(command, keys) => {
            let written = keys.map_or(String::new(), keymap::written);
            // Whose keys they were has none left.
            if keys.is_some() {
                settings.keys.retain(|_, other| *other != written);
            }
            settings.keys.insert(command.name().to_owned(), written);
            rebind(state);
        }
        Setting::TableKeys(command) => {
            give_back(settings, command, state.window.keymap.system());
            rebind(state);
        }
        Setting::AllTableKeys => {
            settings.keys.clear();
            rebind(state);
        }
    }
    effects.extend(panes::remember(state));
    effects
}

/// The command gets the keys of the table; a command that was given them gets its own.
fn give_back(settings: &mut Settings, command: Command, system: System) {
    settings.keys.remove(command.name());
    let own: Vec<String> = command
        .keys(system)
        .into_iter()
        .map(keymap::written)
        .collect();
    settings.keys.retain(|_, keys| !own.contains(keys));
}

fn rebind(state: &mut State) {
    state.window.keymap = Keymap::new(&state.settings.keys, state.window.keymap.system());
}

fn within(value: f32, range: &std::ops::RangeInclusive<f32>, usual: f32) -> f32 {
    if value.is_finite() {
        value.clamp(*range.start(), *range.end())
    } else {
        usual
    }
}

#[cfg(test)]
mod tests {
    use egui::{Key, KeyboardShortcut, Modifiers};

    use super::*;
    use crate::{
        action::Action,
        app::update::{testing::opened, update},
        io::workers::StoreJob,
    };

    const BOLD: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::B);

    fn keys(state: &State, command: Command) -> Option<KeyboardShortcut> {
        state.window.keymap.of(command)
    }

    #[test]
    fn keys_that_are_given_to_a_command_leave_the_other() {
        let mut state = opened("");

        let effects = set(&mut state, Setting::Keys(Command::Italic, Some(BOLD)));

        assert_eq!(keys(&state, Command::Italic), Some(BOLD));
        assert_eq!(keys(&state, Command::Bold), None);
        assert!(
            matches!(&effects[..], [Effect::Store(StoreJob::SaveSettings(saved))] if saved.keys.len() == 1),
            "{effects:?}"
        );
    }

    #[test]
    fn keys_go_back_to_the_table_one_by_one_or_all() {
        let mut state = opened("");
        set(&mut state, Setting::Keys(Command::Italic, Some(BOLD)));
        set(&mut state, Setting::Keys(Command::Link, None));

        set(&mut state, Setting::TableKeys(Command::Bold));
        assert_eq!(keys(&state, Command::Bold), Some(BOLD));
        assert_eq!(
            keys(&state, Command::Italic),
            Command::Italic.keys(System::Other).first().copied()
        );
        assert_eq!(keys(&state, Command::Link), None);

        set(&mut state, Setting::AllTableKeys);
        let of_table = Command::Link.keys(System::Other);
        assert_eq!(keys(&state, Command::Link), of_table.first().copied());
    }

    #[test]
    fn zoom_goes_by_tenths_and_has_ends() {
        let mut state = opened("");
        let mut run = |command| {
            update(&mut state, Action::Run(command));
            format!("{:.0}", state.settings.zoom * 100.0)
        };

        assert_eq!(run(Command::ZoomIn), "110");
        assert_eq!(run(Command::ZoomReset), "100");
        assert_eq!(run(Command::ZoomOut), "90");
        for _ in 0..20 {
            run(Command::ZoomOut);
        }
        assert_eq!(run(Command::ZoomOut), "50");
    }

    #[test]
    fn a_size_that_no_text_has_becomes_one_that_it_may_have() {
        let mut state = opened("");

        set(&mut state, Setting::TextSize(2.0));
        assert_eq!(state.settings.writing.text_points.to_string(), "11");
        set(&mut state, Setting::TextSize(f32::NAN));

        assert_eq!(state.settings.writing, Writing::default());
    }
}
