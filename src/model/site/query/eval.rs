//! Whether an article is what is asked for.

use std::collections::HashSet;

use super::{Filter, Is, Leaf, LinksTo, Pattern, Query};
use crate::model::{
    folded::folded,
    schema::HeadSummary,
    site::{
        Entry, Site, keys,
        linking::{self, Linking},
        status::State,
    },
};

/// An article, with what is known of it beside its entry.
pub struct Article<'a> {
    pub entry: &'a Entry,
    pub site: &'a Site,
    pub state: State,
    pub is_unsaved: bool,
    /// Title, path and tags without case and accents.
    pub letters: &'a str,
    /// Which articles lead to which, where it is known.
    pub linking: Option<&'a Linking>,
    pub now_secs: i64,
}

impl Article<'_> {
    fn language(&self) -> &str {
        let page = self.entry.page.as_ref().ok();
        let language = page.and_then(|page| self.site.language_of_page(page));
        language.map_or("", |language| &language.code)
    }
}

impl Query {
    /// Whether the article is one of those.
    pub fn finds(&self, article: &Article<'_>) -> bool {
        self.filter.holds(article)
    }
}

impl Filter {
    fn holds(&self, article: &Article<'_>) -> bool {
        match self {
            Self::All(all) => all.iter().all(|filter| filter.holds(article)),
            Self::Any(any) => any.iter().any(|filter| filter.holds(article)),
            Self::Not(filter) => !filter.holds(article),
            Self::Leaf(leaf) => leaf.holds(article),
        }
    }
}

impl Leaf {
    fn holds(&self, article: &Article<'_>) -> bool {
        let entry = article.entry;
        let head = &entry.head;
        match self {
            Self::Words(letters) => article.letters.contains(letters.as_str()),
            Self::Is(is) => is.holds(article),
            Self::Has(key) => has(entry, key),
            Self::Section(pattern) => is_beneath(pattern, &article.site.section_of(&entry.path)),
            Self::Path(pattern) => is_at(pattern, &article.site.shown_path(&entry.path)),
            Self::Tag(pattern) => entry.tags.iter().any(|tag| pattern.is_whole(tag)),
            Self::Language(pattern) => pattern.is_whole(article.language()),
            Self::Author(pattern) => keys::AUTHORS
                .iter()
                .any(|key| has_value(head, key, pattern)),
            Self::Date(range) => entry.date_secs.is_some_and(|date| range.contains(&date)),
            Self::Changed(range) => {
                let changed = entry.own.modified_secs;
                changed.is_some_and(|changed| range.contains(&changed))
            }
            Self::Value(key, pattern) => has_value(head, key, pattern),
            Self::Number(key, comparison, limit) => {
                let mut numbers = head.words_at(key).flat_map(str::parse::<f64>);
                numbers.any(|number| comparison.holds(number, *limit))
            }
            Self::Links(to) => article.linking.is_some_and(|linking| {
                let names = to.names.get_or_init(|| to.looked_for(article.site));
                linking.leads_to(&entry.path, names)
            }),
        }
    }
}

impl Is {
    fn holds(self, article: &Article<'_>) -> bool {
        let entry = article.entry;
        let is_dated = |holds: fn(i64, i64) -> bool| {
            let date = entry.date_secs;
            article.state == State::Draft && date.is_some_and(|date| holds(date, article.now_secs))
        };
        match self {
            Self::Published => article.state == State::Published,
            Self::Draft => article.state == State::Draft,
            Self::Planned => is_dated(|date, now| date > now),
            Self::Overdue => is_dated(|date, now| date <= now),
            Self::Scheduled => article.state == State::Scheduled,
            Self::Expired => article.state == State::Expired,
            Self::Never => article.state == State::Never,
            Self::Hidden => matches!(article.state, State::Unlisted | State::NoPage),
            Self::Unlisted => article.state == State::Unlisted,
            Self::NoPage => article.state == State::NoPage,
            Self::StopsBuild => article.state == State::StopsBuild,
            Self::Unknown => article.state == State::Unknown,
            Self::Problem => entry.problem.is_some() || article.state == State::StopsBuild,
            Self::Unsaved => article.is_unsaved,
            Self::Orphan => {
                let linking = article.linking;
                linking.is_some_and(|it| it.is_orphan(entry, article.state))
            }
            Self::Broken => {
                let linking = article.linking;
                linking.is_some_and(|it| it.is_broken(&entry.path))
            }
        }
    }
}

impl LinksTo {
    fn looked_for(&self, site: &Site) -> HashSet<u64> {
        let is_meant = |entry: &&Entry| {
            let page = entry.page.as_ref().ok();
            let address = page.is_some_and(|page| is_at(&self.pattern, &page.address));
            address || is_at(&self.pattern, &site.shown_path(&entry.path))
        };
        let entries = site.articles.iter().filter(is_meant);
        entries.flat_map(linking::names_of).collect()
    }
}

/// Whether a path is meant, or a part of it.
fn is_at(pattern: &Pattern, path: &str) -> bool {
    if pattern.has_stars() {
        pattern.is_whole(path)
    } else {
        folded(path).contains(&pattern.0)
    }
}

/// Whether a key has a value that is not empty. The cover stands at one of several keys.
fn has(entry: &Entry, key: &str) -> bool {
    if key.eq_ignore_ascii_case(keys::COVER) {
        return entry.cover.is_some();
    }
    entry.head.has_value_at(key)
}

/// A section, or one in it.
fn is_beneath(pattern: &Pattern, section: &str) -> bool {
    let ends = section.match_indices('/').map(|(at, _)| at);
    ends.chain([section.len()])
        .filter_map(|end| section.get(..end))
        .any(|section| pattern.is_whole(section))
}

fn has_value(head: &HeadSummary, key: &str, pattern: &Pattern) -> bool {
    let is_list = head.is_list_at(key);
    head.words_at(key).any(|word| {
        if is_list {
            pattern.is_whole(word)
        } else {
            pattern.is_in(word)
        }
    })
}
