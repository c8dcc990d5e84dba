//! The palette: every command by a few letters of its name.

use egui::Ui;
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use strum::IntoEnumIterator as _;

use crate::{
    action::{Action, Command, Offer, Outbox, offer::Lack},
    model::words::say,
    ui::widgets::finder::{Answer, Finder, FinderState, Row, finder_ui},
};

fn finder() -> Finder<'static> {
    Finder {
        name: say!("palette-run-command"),
        hint: say!("palette-command"),
        nothing: say!("palette-no-command-matches"),
    }
}

#[derive(Default)]
pub struct PaletteState {
    finder: FinderState,
    /// What the rows were found for.
    letters: String,
}

/// The box over the window. Escape or a click beside it closes it.
pub fn palette_ui(ui: &mut Ui, offer: &Offer<'_>, state: &mut PaletteState, out: &mut Outbox) {
    if state.letters != state.finder.typed {
        state.letters.clone_from(&state.finder.typed);
        state.finder.chosen = 0;
    }
    let commands = find(&state.letters);
    let keys: Vec<String> = commands
        .iter()
        .map(|command| offer.shown_keys(ui.ctx(), *command).unwrap_or_default())
        .collect();
    let rows: Vec<Row<'_>> = commands
        .iter()
        .zip(&keys)
        .map(|(command, keys)| {
            let lack = offer.lack(*command);
            Row {
                title: command.title(),
                detail: lack.map_or_else(|| command.help(), Lack::reason),
                remark: keys,
                is_off: lack.is_some(),
            }
        })
        .collect();
    match finder_ui(ui, finder(), &mut state.finder, &rows) {
        Some(Answer::Chosen(row)) => {
            out.push(Action::CloseFinder);
            if let Some(&command) = commands.get(row) {
                out.push(Action::Run(command));
            }
        }
        Some(Answer::Closed) => out.push(Action::CloseFinder),
        None => {}
    }
}

/// The commands that these letters find, best first; all for none: by the words of the title, then by
/// what it does and what else it is called, then by letters of the title in their order.
fn find(letters: &str) -> Vec<Command> {
    let commands = Command::iter().filter(|command| *command != Command::Palette);
    if letters.trim().is_empty() {
        return commands.collect();
    }
    let typed = letters.trim().to_lowercase();
    let pattern = Pattern::parse(letters, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut found: Vec<(How, u32, Command)> = commands
        .filter_map(|command| {
            let title = Utf32Str::new(command.title(), &mut buffer);
            let score = pattern.score(title, &mut matcher);
            let how = How::of(command, &typed).or(score.map(|_| How::Letters))?;
            Some((how, score.unwrap_or_default(), command))
        })
        .collect();
    // Words are found in any order; who types a title means that one.
    let is_title = |command: Command| command.title().to_lowercase().starts_with(&typed);
    found.sort_by_key(|&(how, score, command)| std::cmp::Reverse((how, score, is_title(command))));
    found.into_iter().map(|(.., command)| command).collect()
}

/// How a command was found, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Letters,
    OtherWords,
    Title,
}

impl How {
    /// By the words that are typed, in small letters: each begins one of the command's.
    fn of(command: Command, typed: &str) -> Option<Self> {
        let title = command.title().to_lowercase();
        let others = format!("{title} {} {}", command.help(), command.other_words());
        let has_all = |text: &str| {
            typed.split_whitespace().all(|typed| {
                let mut words = text.split(|c: char| !c.is_alphanumeric());
                words.any(|word| word.starts_with(typed))
            })
        };
        if has_all(&title) {
            Some(Self::Title)
        } else {
            has_all(&others.to_lowercase()).then_some(Self::OtherWords)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_find_a_command() {
        assert_eq!(find("sav").first(), Some(&Command::Save));
        assert_eq!(find("bulist").first(), Some(&Command::BulletList));
        let title = "Text follows the preview";
        assert_eq!(find(title).first(), Some(&Command::TextFollows));
        assert!(find("xyzzy").is_empty());
        for letters in [
            "switch light",
            "light",
            "dark",
            "theme",
            "night",
            "Theme dark",
        ] {
            let first = find(letters).first().copied();
            assert_eq!(first, Some(Command::SwitchAppearance), "{letters}");
        }
        assert_eq!(find("delete").first(), Some(&Command::FileToBin));
        assert_eq!(find("preferences").first(), Some(&Command::Settings));
        assert!(find("").len() > 20);
    }
}
