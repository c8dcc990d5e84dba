//! The rules: one table of all that is looked for, with what each is called and weighs.

use strum::IntoEnumIterator as _;

use super::words::id;

/// What finds. Each has a name that stays what it is, as settings and texts may hold it: `cover/alt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumIter)]
pub enum Rule {
    AddressAlias,
    AddressChanged,
    AddressEmpty,
    AddressOdd,
    AddressTwice,
    CheckUnused,
    CoverAlt,
    CoverBroken,
    CoverHeavy,
    CoverMissing,
    CoverShared,
    CoverSmall,
    HeadBroken,
    HeadDateStyle,
    HeadKeyCase,
    HeadKeyKind,
    HeadKeyTwice,
    HeadKind,
    HeadNumber,
    HeadOldKey,
    ImageAlt,
    ImageCase,
    ImageHeavy,
    ImageLocation,
    ImageMissing,
    ImageTwice,
    ImageUnused,
    LinkAlias,
    LinkCase,
    LinkEmpty,
    LinkFragment,
    LinkHidden,
    LinkInsecure,
    LinkMarkdown,
    LinkMissing,
    LinkOwnHost,
    LinkTracking,
    LinkWords,
    PublishDateMissing,
    PublishDateOdd,
    PublishDateUnreadable,
    PublishDraftOdd,
    PublishDraftWord,
    PublishFarFuture,
    PublishFormatDenied,
    PublishNever,
    PublishNoBuild,
    PublishNoPage,
    PublishPublishedKey,
    SiteSettings,
    SiteTwoFiles,
    SummaryIsTitle,
    SummaryLong,
    SummaryMissing,
    TagsOneAddress,
    TagsTwin,
    TextConflict,
    TextHeadingSkip,
    TextHeadingTwin,
    TextInvisible,
    TextLongSentence,
    TextPlaceholder,
    TextReading,
    TextRepeatedWord,
    TextShortcodeBroken,
    TextShortcodeOpen,
    TextShortcodeUnknown,
    TextSpelling,
    TextTitleTwice,
    TitleLong,
    TitleMissing,
    TitleTwin,
}

/// In the order of their weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It could be better.
    Hint,
    /// Readers see that something is wrong.
    Warning,
    /// The head cannot be read, a site cannot be built, or a page is lost.
    Error,
}

/// What a rule has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One article.
    Article,
    /// All of them.
    Site,
    /// The pictures of an article, which only the window reads.
    Pictures,
    /// The pictures that lie in the site: what is found is of their files.
    Files,
}

/// What the table says of a rule.
struct Spec {
    /// The subject, and what is wrong with it.
    id: &'static str,
    severity: Severity,
    scope: Scope,
    /// Of its title; why it matters is the help of that text.
    words: &'static str,
}

const fn spec(id: &'static str, severity: Severity, scope: Scope, words: &'static str) -> Spec {
    Spec {
        id,
        severity,
        scope,
        words,
    }
}

impl Rule {
    #[rustfmt::skip]
    const fn spec(self) -> Spec {
        use Scope::{Article, Files, Pictures, Site};
        use Severity::{Error, Hint, Warning};
        match self {
            Self::AddressAlias => spec("address/alias", Warning, Site, id!("rule-address-alias")),
            Self::AddressChanged => spec("address/changed", Warning, Article, id!("rule-address-changed")),
            Self::AddressEmpty => spec("address/empty", Error, Article, id!("rule-address-empty")),
            Self::AddressOdd => spec("address/odd", Error, Article, id!("rule-address-odd")),
            Self::AddressTwice => spec("address/twice", Error, Site, id!("rule-address-twice")),
            Self::CheckUnused => spec("check/unused", Hint, Article, id!("rule-check-unused")),
            Self::CoverAlt => spec("cover/alt", Warning, Article, id!("rule-cover-alt")),
            Self::CoverBroken => spec("cover/broken", Warning, Article, id!("rule-cover-broken")),
            Self::CoverHeavy => spec("cover/heavy", Hint, Pictures, id!("rule-cover-heavy")),
            Self::CoverMissing => spec("cover/missing", Hint, Article, id!("rule-cover-missing")),
            Self::CoverShared => spec("cover/shared", Hint, Pictures, id!("rule-cover-shared")),
            Self::CoverSmall => spec("cover/small", Hint, Pictures, id!("rule-cover-small")),
            Self::HeadBroken => spec("head/broken", Error, Article, id!("rule-head-broken")),
            Self::HeadDateStyle => spec("head/date-style", Hint, Site, id!("rule-head-date-style")),
            Self::HeadKeyCase => spec("head/key-case", Hint, Site, id!("rule-head-key-case")),
            Self::HeadKeyKind => spec("head/key-kind", Warning, Article, id!("rule-head-key-kind")),
            Self::HeadKeyTwice => spec("head/key-twice", Error, Article, id!("rule-head-key-twice")),
            Self::HeadKind => spec("head/kind", Hint, Site, id!("rule-head-kind")),
            Self::HeadNumber => spec("head/number", Error, Article, id!("rule-head-number")),
            Self::HeadOldKey => spec("head/old-key", Warning, Article, id!("rule-head-old-key")),
            Self::ImageAlt => spec("image/alt", Warning, Article, id!("rule-image-alt")),
            Self::ImageCase => spec("image/case", Warning, Article, id!("rule-image-case")),
            Self::ImageHeavy => spec("image/heavy", Hint, Files, id!("rule-image-heavy")),
            Self::ImageLocation => spec("image/location", Warning, Files, id!("rule-image-location")),
            Self::ImageMissing => spec("image/missing", Warning, Article, id!("rule-image-missing")),
            Self::ImageTwice => spec("image/twice", Hint, Files, id!("rule-image-twice")),
            Self::ImageUnused => spec("image/unused", Hint, Files, id!("rule-image-unused")),
            Self::LinkAlias => spec("link/alias", Hint, Site, id!("rule-link-alias")),
            Self::LinkCase => spec("link/case", Warning, Site, id!("rule-link-case")),
            Self::LinkEmpty => spec("link/empty", Warning, Article, id!("rule-link-empty")),
            Self::LinkFragment => spec("link/fragment", Warning, Article, id!("rule-link-fragment")),
            Self::LinkHidden => spec("link/hidden", Warning, Site, id!("rule-link-hidden")),
            Self::LinkInsecure => spec("link/insecure", Hint, Article, id!("rule-link-insecure")),
            Self::LinkMarkdown => spec("link/markdown", Warning, Article, id!("rule-link-markdown")),
            Self::LinkMissing => spec("link/missing", Warning, Site, id!("rule-link-missing")),
            Self::LinkOwnHost => spec("link/own-host", Hint, Article, id!("rule-link-own-host")),
            Self::LinkTracking => spec("link/tracking", Hint, Article, id!("rule-link-tracking")),
            Self::LinkWords => spec("link/words", Hint, Article, id!("rule-link-words")),
            Self::PublishDateMissing => spec("publish/date-missing", Warning, Site, id!("rule-publish-date-missing")),
            Self::PublishDateOdd => spec("publish/date-odd", Warning, Article, id!("rule-publish-date-odd")),
            Self::PublishDateUnreadable => spec("publish/date-unreadable", Error, Article, id!("rule-publish-date-unreadable")),
            Self::PublishDraftOdd => spec("publish/draft-odd", Warning, Article, id!("rule-publish-draft-odd")),
            Self::PublishDraftWord => spec("publish/draft-word", Warning, Article, id!("rule-publish-draft-word")),
            Self::PublishFarFuture => spec("publish/far-future", Hint, Article, id!("rule-publish-far-future")),
            Self::PublishFormatDenied => spec("publish/format-denied", Error, Article, id!("rule-publish-format-denied")),
            Self::PublishNever => spec("publish/never", Warning, Article, id!("rule-publish-never")),
            Self::PublishNoBuild => spec("publish/no-build", Warning, Article, id!("rule-publish-no-build")),
            Self::PublishNoPage => spec("publish/no-page", Hint, Article, id!("rule-publish-no-page")),
            Self::PublishPublishedKey => spec("publish/published-key", Error, Article, id!("rule-publish-published-key")),
            Self::SiteSettings => spec("site/settings", Error, Site, id!("rule-site-settings")),
            Self::SiteTwoFiles => spec("site/two-files", Error, Site, id!("rule-site-two-files")),
            Self::SummaryIsTitle => spec("summary/is-title", Hint, Article, id!("rule-summary-is-title")),
            Self::SummaryLong => spec("summary/long", Hint, Article, id!("rule-summary-long")),
            Self::SummaryMissing => spec("summary/missing", Hint, Article, id!("rule-summary-missing")),
            Self::TagsOneAddress => spec("tags/one-address", Error, Site, id!("rule-tags-one-address")),
            Self::TagsTwin => spec("tags/twin", Hint, Site, id!("rule-tags-twin")),
            Self::TextConflict => spec("text/conflict", Error, Article, id!("rule-text-conflict")),
            Self::TextHeadingSkip => spec("text/heading-skip", Hint, Article, id!("rule-text-heading-skip")),
            Self::TextHeadingTwin => spec("text/heading-twin", Hint, Article, id!("rule-text-heading-twin")),
            Self::TextInvisible => spec("text/invisible", Hint, Article, id!("rule-text-invisible")),
            Self::TextLongSentence => spec("text/long-sentence", Hint, Article, id!("rule-text-long-sentence")),
            Self::TextReading => spec("text/reading", Hint, Article, id!("rule-text-reading")),
            Self::TextPlaceholder => spec("text/placeholder", Warning, Article, id!("rule-text-placeholder")),
            Self::TextRepeatedWord => spec("text/repeated-word", Hint, Article, id!("rule-text-repeated-word")),
            Self::TextShortcodeBroken => spec("text/shortcode-broken", Error, Article, id!("rule-text-shortcode-broken")),
            Self::TextShortcodeOpen => spec("text/shortcode-open", Error, Article, id!("rule-text-shortcode-open")),
            Self::TextShortcodeUnknown => spec("text/shortcode-unknown", Error, Article, id!("rule-text-shortcode-unknown")),
            Self::TextSpelling => spec("text/spelling", Hint, Article, id!("rule-text-spelling")),
            Self::TextTitleTwice => spec("text/title-twice", Hint, Article, id!("rule-text-title-twice")),
            Self::TitleLong => spec("title/long", Hint, Article, id!("rule-title-long")),
            Self::TitleMissing => spec("title/missing", Warning, Article, id!("rule-title-missing")),
            Self::TitleTwin => spec("title/twin", Hint, Site, id!("rule-title-twin")),
        }
    }

    /// Its name: the subject, and what is wrong with it.
    pub const fn id(self) -> &'static str {
        self.spec().id
    }

    /// The rule of a name.
    pub fn of(id: &str) -> Option<Self> {
        Self::iter().find(|rule| rule.id() == id)
    }

    /// The rule of a name, or those of a group.
    pub fn named(name: &str) -> Vec<Self> {
        let is_it = |rule: &Self| rule.id() == name || rule.group() == name;
        Self::all().into_iter().filter(is_it).collect()
    }

    /// All of them by name.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Self::iter().collect();
        all.sort_by_key(|rule| rule.id());
        all
    }

    /// Those that find something in the files of articles alone, by name.
    pub fn of_files() -> Vec<Self> {
        let mut all = Self::all();
        all.retain(|rule| rule.scope() != Scope::Pictures);
        all
    }

    /// Its subject: `cover` of `cover/alt`.
    pub fn group(self) -> &'static str {
        self.id().split('/').next().unwrap_or_default()
    }

    /// How much what it finds weighs, where nothing else is said.
    pub const fn severity(self) -> Severity {
        self.spec().severity
    }

    /// Whether it is looked for only where someone asks for it.
    pub const fn is_to_be_asked_for(self) -> bool {
        matches!(
            self,
            Self::TextLongSentence | Self::TextReading | Self::TextSpelling
        )
    }

    pub const fn scope(self) -> Scope {
        self.spec().scope
    }

    /// The id of the text that says what it finds, in a few words; its `help` says why that matters,
    /// and what can be done.
    pub const fn words(self) -> &'static str {
        self.spec().words
    }
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// As commands print and take it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_rule_has_a_name_of_its_own_of_a_subject_and_a_fault() {
        let ids: BTreeSet<&str> = Rule::iter().map(Rule::id).collect();

        assert_eq!(ids.len(), Rule::iter().count());
        let is_name = |id: &&str| {
            let is_part = |part: &str| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            };
            id.split('/').count() == 2 && id.split('/').all(is_part)
        };
        let odd: Vec<_> = ids.iter().filter(|id| !is_name(id)).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }

    #[test]
    fn each_rule_says_what_it_finds_and_why_that_matters() {
        for rule in Rule::iter() {
            let words = rule.words();
            assert_ne!(crate::model::words::text(words), words, "{}", rule.id());
            assert_ne!(crate::model::words::help(words), words, "{}", rule.id());
            assert_eq!(words, format!("rule-{}", rule.id().replace('/', "-")));
            assert_eq!(Rule::of(rule.id()), Some(rule));
        }
    }
}
