//! Whether readers see a page: one word, why, and from when until when.
//!
//! The rules are Hugo's, by version; the table in `tests/fixtures/hugo/publish.json` holds its answers.
//! What stands in the text of an article may stop a build too (a shortcode or `ref` that is not
//! there): that is asked of [`Site::stop_in_text`](super::Site::stop_in_text), where the text is at
//! hand.

use super::{
    hugo::{Settings, Weight},
    pages::{NoPage, Page},
};
use crate::model::said::{Said, Says, said, says};

/// What readers see of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumIter)]
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
    pub why: Said,
}

impl Stop {
    pub fn new(key: &str, why: Said) -> Self {
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
    Unknown(Said),
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
        Err(NoPage::Stops(stop)) => reasons.push(Reason::StopsBuild((**stop).clone())),
        Err(no_page) => reasons.push(Reason::NoPage(no_page.clone())),
    }
    let state = reasons.first().map_or(State::Published, Reason::state);
    Verdict { state, reasons }
}

impl Verdict {
    /// That of one reason.
    pub(super) fn by(reason: Reason) -> Self {
        Self {
            state: reason.state(),
            reasons: vec![reason],
        }
    }

    /// The same of a page whose text stops the build.
    pub(super) fn with(mut self, stop: Option<&Stop>) -> Self {
        if let Some(stop) = stop.filter(|_| self.state != State::StopsBuild) {
            self.state = State::StopsBuild;
            self.reasons.insert(0, Reason::StopsBuild(stop.clone()));
        }
        self
    }
}

impl Page {
    /// In the order in which one of them decides.
    fn add_reasons(&self, settings: &Settings, now_secs: i64, reasons: &mut Vec<Reason>) {
        let language = settings.language(self.language);
        let build = language.map(|language| language.build).unwrap_or_default();
        reasons.extend(self.stop.as_deref().cloned().map(Reason::StopsBuild));
        reasons.extend(self.unknown.as_deref().cloned().map(Reason::Unknown));
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

says!(Reason);
/// As half a sentence.
impl Says for Reason {
    fn said(&self) -> Said {
        match self {
            Self::StopsBuild(stop) => said!("status-stops-build", why = &stop.why),
            Self::Unknown(why) => said!("status-unknown", why = why),
            Self::NoPage(no_page) => said!("status-no-page", why = no_page),
            Self::Draft(None) => said!("status-draft"),
            Self::Draft(Some(above)) if above.is_empty() => said!("status-draft-of-site"),
            Self::Draft(Some(above)) => said!("status-draft-above", above = above),
            Self::ExpiresFirst => said!("status-expires-first"),
            Self::Expired => said!("status-expired"),
            Self::Ahead => said!("status-ahead"),
            Self::SectionHidden => said!("status-section-hidden"),
            Self::Unlisted => said!("status-unlisted"),
        }
    }
}

says!(NoPage);
impl Says for NoPage {
    fn said(&self) -> Said {
        match self {
            Self::InBundle(folder) if folder.is_empty() => said!("no-page-in-home"),
            Self::InBundle(folder) => said!("no-page-in-bundle", folder = folder),
            Self::NotRendered(key) => said!("no-page-not-rendered", key = *key),
            Self::OutsideOfContent => said!("no-page-outside"),
            Self::Hidden => said!("no-page-hidden"),
            Self::Ignored => said!("no-page-ignored"),
            Self::OtherKind => said!("no-page-other-kind"),
            Self::LanguageOff => said!("no-page-language-off"),
            Self::OtherIndex => said!("no-page-other-index"),
            Self::Double(first) => said!("no-page-double", first = first),
            Self::Twin(other) => said!("no-page-twin", other = other),
            Self::Stops(stop) => said!("status-stops-build", why = &stop.why),
            Self::KindOff => said!("no-page-kind-off"),
            Self::NoHtml => said!("no-page-no-html"),
            Self::NotInSegment => said!("no-page-not-in-segment"),
        }
    }
}
