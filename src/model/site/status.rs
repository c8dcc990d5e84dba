//! Whether readers see a page: one word, why, and from when until when.
//!
//! The rules are Hugo's, by version; the table in `tests/fixtures/publish.json` holds its answers.
//! What stands in the text of an article may stop a build too (a shortcode or `ref` that is not
//! there): that is asked of [`Shortcodes::faults`](super::shortcodes::Shortcodes::faults), where the
//! text is at hand.

use std::fmt;

use super::{
    hugo::{Settings, Weight},
    pages::{NoPage, Page},
};

/// What readers see of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    Published,
    /// Public at its address, in no list.
    Unlisted,
    Draft,
    Scheduled,
    Expired,
    /// It expires before it begins.
    Never,
    NoPage,
    StopsBuild,
    Unknown,
}

impl State {
    /// As `kopij list --json` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Unlisted => "unlisted",
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Expired => "expired",
            Self::Never => "never",
            Self::NoPage => "no-page",
            Self::StopsBuild => "stops-build",
            Self::Unknown => "unknown",
        }
    }

    pub fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Unlisted)
    }
}

/// A mistake for which Hugo builds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The file of settings it is in; empty: the page's own.
    pub path: String,
    /// From 1; 0: not known.
    pub line: usize,
    /// The key it is about; empty: the file as a whole.
    pub key: String,
    pub why: String,
}

impl Stop {
    pub fn new(key: &str, why: String) -> Self {
        Self {
            path: String::new(),
            line: 0,
            key: key.to_owned(),
            why,
        }
    }
}

/// Why a page has its state. Several may hold; the first decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    StopsBuild(Stop),
    /// Why nothing is sure.
    Unknown(String),
    NoPage(NoPage),
    /// The key of the section that hands it down; `None`: its own head.
    Draft(Option<String>),
    ExpiresFirst,
    Expired,
    Ahead,
    SectionHidden,
    Unlisted,
}

/// The state of a page at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub state: State,
    /// The first one is that of the state; empty of what is simply published.
    pub reasons: Vec<Reason>,
}

/// The state of a file's page at `now_secs` (since 1970 UTC).
pub fn verdict(settings: &Settings, page: Result<&Page, &NoPage>, now_secs: i64) -> Verdict {
    let mut reasons = Vec::new();
    if let Some(trouble) = settings.gravest() {
        match trouble.weight {
            Weight::Unread => reasons.push(Reason::Unknown(trouble.message.clone())),
            _ => reasons.extend(settings.stop().map(Reason::StopsBuild)),
        }
    }
    match page {
        Ok(page) => page.add_reasons(settings, now_secs, &mut reasons),
        Err(no_page) => reasons.push(Reason::NoPage(no_page.clone())),
    }
    let state = reasons.first().map_or(State::Published, Reason::state);
    Verdict { state, reasons }
}

impl Page {
    /// In the order in which one of them decides.
    fn add_reasons(&self, settings: &Settings, now_secs: i64, reasons: &mut Vec<Reason>) {
        let build = settings.build;
        reasons.extend(self.stop.clone().map(Reason::StopsBuild));
        reasons.extend(self.unknown.clone().map(Reason::Unknown));
        reasons.extend(self.no_page.clone().map(Reason::NoPage));
        if self.is_draft && !build.drafts {
            reasons.push(Reason::Draft(self.draft_from.clone()));
        }
        let is_ahead = self.dates.is_ahead(now_secs) && !build.future;
        let is_past = self.is_past(now_secs) && !build.expired;
        let is_never = match (self.dates.publish, self.dates.expiry) {
            (Some(from), Some(until)) => until <= from && !build.future && !build.expired,
            _ => false,
        };
        if is_never {
            reasons.push(Reason::ExpiresFirst);
        }
        if is_past {
            reasons.push(Reason::Expired);
        }
        if is_ahead {
            reasons.push(Reason::Ahead);
        }
        if self.is_hidden_above {
            reasons.push(Reason::SectionHidden);
        }
        if !self.is_listed {
            reasons.push(Reason::Unlisted);
        }
    }

    fn is_past(&self, now_secs: i64) -> bool {
        self.dates
            .expiry
            .is_some_and(|expiry| expiry.secs < now_secs)
    }

    /// The next moment after `now_secs` at which its state may be another.
    pub fn next_change(&self, now_secs: i64) -> Option<i64> {
        [self.dates.publish, self.dates.expiry]
            .into_iter()
            .flatten()
            .map(|moment| moment.secs)
            .filter(|&secs| secs > now_secs)
            .min()
    }
}

impl Reason {
    fn state(&self) -> State {
        match self {
            Self::StopsBuild(_) => State::StopsBuild,
            Self::Unknown(_) => State::Unknown,
            Self::NoPage(_) => State::NoPage,
            Self::Draft(_) | Self::SectionHidden => State::Draft,
            Self::ExpiresFirst => State::Never,
            Self::Expired => State::Expired,
            Self::Ahead => State::Scheduled,
            Self::Unlisted => State::Unlisted,
        }
    }
}

/// For people, as half a sentence.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StopsBuild(stop) => write!(f, "stops the build of the whole site: {}", stop.why),
            Self::Unknown(why) => write!(f, "not known: {why}"),
            Self::NoPage(no_page) => write!(f, "not a page: {no_page}"),
            Self::Draft(None) => f.write_str("a draft"),
            Self::Draft(Some(above)) if above.is_empty() => {
                f.write_str("a draft: `cascade` of the whole site says so")
            }
            Self::Draft(Some(above)) => write!(f, "a draft: `cascade` of {above} says so"),
            Self::ExpiresFirst => f.write_str("it expires before it begins"),
            Self::Expired => f.write_str("its last day is over"),
            Self::Ahead => f.write_str("its date lies ahead"),
            Self::SectionHidden => f.write_str("its section is not published"),
            Self::Unlisted => f.write_str("in no list: `build.list` says so"),
        }
    }
}

impl fmt::Display for NoPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::InBundle(folder) => return write!(f, "a file of the bundle {folder}"),
            Self::NotRendered(key) => return write!(f, "`{key}` says so"),
            Self::OutsideOfContent => "outside of the content",
            Self::Hidden => "its name hides it",
            Self::Ignored => "left out by `ignoreFiles`",
            Self::OtherKind => "no kind of file that is made into a page",
            Self::LanguageOff => "in a language that is off",
            Self::TopLeaf => "`index.md` at the top of the content",
            Self::OtherIndex => {
                "`index.md` and `_index.md` are side by side, and the other one counts"
            }
            Self::KindOff => "pages of its kind are off",
            Self::NoHtml => "`outputs` have no HTML",
            Self::NotInSegment => "not in the segments that are built",
        };
        f.write_str(words)
    }
}
