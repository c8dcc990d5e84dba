//! What the commands are worth at the moment: which can run, which are on, and their keys.

use egui::{Context, Key, KeyboardShortcut};

use super::{
    Command, Keymap,
    command::{Does, Needs},
};
use crate::model::{panes::Arrangement, settings::Settings, words::say};

/// The commands as views show them.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    pub keymap: &'a Keymap,
    pub settings: &'a Settings,
    pub ground: Ground,
    /// What it opens is open.
    pub open: Option<Command>,
    /// No page stands in place of the panes, whatever floats above them.
    pub shows_panes: bool,
    pub panes: Arrangement,
}

/// What there is for commands to work on.
///
/// More than twelve fields: one for each thing that a command can lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    pub site: Folder,
    pub open_articles: usize,
    /// The text of the shown article.
    pub text: Text,
    pub is_in_a_file: bool,
    pub steps_to_undo: usize,
    pub steps_to_redo: usize,
    /// Undo is about the last change of files, not about a text.
    pub undoes_change: bool,
    /// What other programs did to the shown article: a change, two versions that stand in it.
    pub outside_changes: usize,
    /// Sites that were open before.
    pub other_sites: usize,
    pub closed: usize,
    pub steps_back: usize,
    pub steps_forward: usize,
    /// What can be taken back or shown from a notice.
    pub notices: usize,
    /// The site is shown in the browser.
    pub is_in_site: bool,
}

/// Whether a site is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Folder {
    #[default]
    None,
    /// It is being read.
    ToCome,
    Open,
}

/// What can be done with the text of the shown article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// No article is shown.
    #[default]
    None,
    /// The file is no text.
    Binary,
    /// The settings stand in front of it.
    Covered,
    ReadOnly,
    Writable,
}

/// Why a command cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Lack {
    NoSite,
    NoArticle,
    NoFile,
    NoOther,
    NoText,
    Covered,
    ReadOnly,
    NothingToUndo,
    NothingToRedo,
    NothingOutside,
    NoOtherSite,
    NothingClosed,
    NothingBefore,
    NothingAfter,
    NoNotice,
    NotInSite,
}

impl Lack {
    /// What the writer may do about it, or what there is not.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoSite => say!("lack-no-site"),
            Self::NoArticle => say!("lack-no-article"),
            Self::NoFile => say!("lack-no-file"),
            Self::NoOther => say!("lack-no-other"),
            Self::NoText => say!("lack-no-text"),
            Self::Covered => say!("lack-covered"),
            Self::ReadOnly => say!("lack-read-only"),
            Self::NothingToUndo => say!("lack-nothing-to-undo"),
            Self::NothingToRedo => say!("lack-nothing-to-redo"),
            Self::NothingOutside => say!("lack-nothing-outside"),
            Self::NoOtherSite => say!("lack-no-other-site"),
            Self::NothingClosed => say!("lack-nothing-closed"),
            Self::NothingBefore => say!("lack-nothing-before"),
            Self::NothingAfter => say!("lack-nothing-after"),
            Self::NoNotice => say!("lack-no-notice"),
            Self::NotInSite => say!("lack-not-in-site"),
        }
    }
}

impl Offer<'_> {
    /// What keeps the command from running.
    pub fn lack(&self, command: Command) -> Option<Lack> {
        self.ground.lack(command.spec().needs)
    }

    /// Whether it is a switch that is on, its pane is seen, or what it opens is open.
    pub fn is_on(&self, command: Command) -> bool {
        match command.spec().does {
            Does::Toggle(toggle) => (toggle.is_on)(self.settings),
            Does::Pane(pane) => self.panes.shows(pane),
            Does::Format(_)
            | Does::Arrange(_)
            | Does::File(_)
            | Does::Picture(_)
            | Does::Call(_) => {
                self.open == Some(command) || command == Command::Write && self.shows_panes
            }
        }
    }

    pub fn keys(&self, command: Command) -> Option<KeyboardShortcut> {
        self.keymap.of(command)
    }

    /// Its keys as this system writes them.
    pub fn shown_keys(&self, ctx: &Context, command: Command) -> Option<String> {
        self.keys(command).map(|keys| in_signs(ctx, &keys))
    }
}

/// Keys as this system writes them, with the sign that stands on the key: `Ctrl+,`.
pub fn in_signs(ctx: &Context, keys: &KeyboardShortcut) -> String {
    let written = ctx.format_shortcut(keys);
    let name = keys.logical_key.name();
    let modifiers = written.strip_suffix(name);
    match (modifiers, sign(keys.logical_key)) {
        (Some(modifiers), Some(sign)) => format!("{modifiers}{sign}"),
        _ => written,
    }
}

/// What stands on a key, where that is no letter and no name.
pub(super) fn sign(key: Key) -> Option<&'static str> {
    Some(match key {
        Key::Comma => ",",
        Key::Period => ".",
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Equals => "=",
        Key::Slash => "/",
        Key::Backslash => "\\",
        Key::Semicolon => ";",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        _ => return None,
    })
}

impl Ground {
    pub fn lack(&self, needs: Needs) -> Option<Lack> {
        match needs {
            Needs::Nothing => None,
            Needs::SiteToCome => (self.site == Folder::None).then_some(Lack::NoSite),
            Needs::Site => (self.site != Folder::Open).then_some(Lack::NoSite),
            Needs::Article => (self.open_articles == 0).then_some(Lack::NoArticle),
            Needs::SiteFile => self.lack(Needs::Site).or(self.lack(Needs::File)),
            Needs::File if self.text == Text::None => Some(Lack::NoArticle),
            Needs::File => (!self.is_in_a_file).then_some(Lack::NoFile),
            Needs::Several => (self.open_articles < 2).then_some(Lack::NoOther),
            Needs::Text => self.lack_of(Text::ReadOnly),
            Needs::Writable => self.lack_of(Text::Writable),
            Needs::Undo if self.undoes_change => None,
            Needs::Outside => (self.outside_changes == 0).then_some(Lack::NothingOutside),
            Needs::OtherSite => (self.other_sites == 0).then_some(Lack::NoOtherSite),
            Needs::Closed => (self.closed == 0).then_some(Lack::NothingClosed),
            Needs::Back => (self.steps_back == 0).then_some(Lack::NothingBefore),
            Needs::Forward => (self.steps_forward == 0).then_some(Lack::NothingAfter),
            Needs::InSite => (!self.is_in_site).then_some(Lack::NotInSite),
            Needs::Notices => (self.notices == 0).then_some(Lack::NoNotice),
            Needs::Undo => self
                .lack_of(Text::ReadOnly)
                .or((self.steps_to_undo == 0).then_some(Lack::NothingToUndo)),
            Needs::Redo => self
                .lack_of(Text::ReadOnly)
                .or((self.steps_to_redo == 0).then_some(Lack::NothingToRedo)),
        }
    }

    fn lack_of(&self, text: Text) -> Option<Lack> {
        if self.text >= text {
            return None;
        }
        Some(match self.text {
            Text::None => Lack::NoArticle,
            Text::Binary => Lack::NoText,
            Text::Covered => Lack::Covered,
            Text::ReadOnly | Text::Writable => Lack::ReadOnly,
        })
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    fn runs(ground: Ground, command: Command) -> Result<(), Lack> {
        ground.lack(command.spec().needs).map_or(Ok(()), Err)
    }

    #[test]
    fn without_anything_open_only_what_opens_something_can_run() {
        let runs = |command| runs(Ground::default(), command);

        assert_eq!(runs(Command::OpenFolder), Ok(()));
        assert_eq!(runs(Command::Untitled), Ok(()));
        assert_eq!(runs(Command::GoToArticle), Err(Lack::NoSite));
        assert_eq!(runs(Command::Save), Err(Lack::NoArticle));
        assert_eq!(runs(Command::Bold), Err(Lack::NoArticle));
        assert_eq!(runs(Command::Versions), Err(Lack::NoArticle));
        assert_eq!(runs(Command::NextArticle), Err(Lack::NoOther));
    }

    #[test]
    fn a_text_that_is_only_read_is_searched_and_not_changed() {
        let read_only = Ground {
            open_articles: 1,
            text: Text::ReadOnly,
            steps_to_undo: 1,
            ..Ground::default()
        };

        assert_eq!(runs(read_only, Command::Find), Ok(()));
        assert_eq!(runs(read_only, Command::Replace), Err(Lack::ReadOnly));
        assert_eq!(runs(read_only, Command::Undo), Ok(()));
        let covered = Ground {
            text: Text::Covered,
            ..read_only
        };
        assert_eq!(runs(covered, Command::Find), Err(Lack::Covered));
        assert_eq!(runs(covered, Command::Save), Ok(()));
    }

    #[test]
    fn undo_and_redo_need_a_step() {
        let changed = Ground {
            open_articles: 1,
            text: Text::Writable,
            steps_to_undo: 1,
            ..Ground::default()
        };

        assert_eq!(runs(changed, Command::Undo), Ok(()));
        assert_eq!(runs(changed, Command::Redo), Err(Lack::NothingToRedo));
        let only_files = Ground {
            undoes_change: true,
            ..Ground::default()
        };
        assert_eq!(runs(only_files, Command::Undo), Ok(()));
    }

    #[test]
    fn every_reason_is_said_in_words_of_its_own() {
        let reasons: Vec<&str> = Lack::iter().map(Lack::reason).collect();
        let different: std::collections::HashSet<&&str> = reasons.iter().collect();

        assert_eq!(different.len(), reasons.len());
    }
}
