//! What the list of articles shows: which of them, in which order, and how many of each kind there
//! are.
//!
//! A [`Survey`] takes what is the same for all that is asked of the list. It follows the changes of
//! the site, a few articles at a time, and is made anew where a moment comes at which an article
//! changes its state. What is asked is then answered from it.

mod letters;

use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::tz::TimeZone;

use super::{
    Entry, Site,
    linking::Linking,
    query::{Article, Grounds, Query},
    status::State,
    taken_in::Move,
};
use crate::model::said::Said;
use letters::Letters;

/// Which of the articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Kind {
    #[default]
    All,
    Drafts,
    Scheduled,
    /// Open, with text that is not in the file.
    Unsaved,
    Problems,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Sort {
    /// Newest first, undated ones last.
    #[default]
    Date,
    Title,
    /// The file that was changed last first.
    Changed,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is typed, as [`Query`] reads it.
    pub letters: String,
    pub kind: Kind,
    /// A folder at the top of the content; `None`: all of them.
    pub section: Option<String>,
    pub sort: Sort,
}

impl Asked {
    /// Whether articles may be left out.
    pub fn narrows(&self) -> bool {
        !self.letters.trim().is_empty() || self.kind != Kind::All || self.section.is_some()
    }
}

/// What the list knows of an article beside what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Surveyed {
    state: State,
    has_problem: bool,
    /// Its place among the sections.
    section: usize,
}

/// All articles at one moment, by their places in the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    articles: Vec<Surveyed>,
    letters: Letters,
    /// The keys of all heads, in small letters.
    keys: BTreeSet<String>,
    /// Of the site, and the revision of that.
    root: PathBuf,
    revision: u64,
    now_secs: i64,
    /// The moment from which it is wrong.
    until_secs: Option<i64>,
    /// The folders at the top of the content, by name, with how many articles are in each.
    pub sections: Vec<(String, usize)>,
    drafts: usize,
    scheduled: usize,
    problems: usize,
    /// The files in which errors were found.
    in_error: HashSet<Arc<Path>>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The places of the articles in the site, in the order that was asked for.
    pub places: Vec<usize>,
    /// What of the query was not understood as it was meant.
    pub remarks: Vec<Said>,
    /// More is found than was asked for.
    pub is_vague: bool,
}

impl Survey {
    pub fn of(site: &Site, now_secs: i64) -> Self {
        let sections = site.articles.iter().map(|it| top_section(site, &it.path));
        let sections: BTreeSet<String> = sections.collect();
        let keys: HashSet<_> = site
            .articles
            .iter()
            .flat_map(|entry| entry.head.paths())
            .collect();
        let mut survey = Self {
            sections: sections.into_iter().map(|name| (name, 0)).collect(),
            keys: keys
                .into_iter()
                .map(|key| key.to_string().to_ascii_lowercase())
                .collect(),
            root: site.root.clone(),
            revision: site.revision,
            now_secs,
            until_secs: site.next_change(now_secs),
            ..Self::default()
        };
        for entry in &site.articles {
            let one = survey.surveyed(site, entry);
            survey.count_in(&one);
            survey.articles.push(one);
            survey.letters.push(site, entry);
        }
        survey
    }

    /// Whether it can follow this site: it is of no other one.
    pub fn is_of(&self, site: &Site) -> bool {
        self.root == site.root
    }

    /// Follows what changed in the site. `false`: it was right already.
    pub fn follow(&mut self, site: &Site, now_secs: i64) -> bool {
        let is_over = self.until_secs.is_some_and(|until| until <= now_secs);
        if is_over || now_secs < self.now_secs {
            *self = Self::of(site, now_secs);
            return true;
        }
        // No article changes its state in between.
        self.now_secs = now_secs;
        if self.revision == site.revision {
            return false;
        }
        if !self.is_moved_along(site) {
            *self = Self::of(site, now_secs);
        }
        true
    }

    /// Counts the articles whose files are among those in which errors were found to those with problems.
    pub fn note_errors(&mut self, site: &Site, in_error: HashSet<Arc<Path>>) {
        self.in_error = in_error;
        for (one, entry) in self.articles.iter_mut().zip(&site.articles) {
            let is_in = self.in_error.contains(&*entry.path);
            let has_problem = has_problem(entry, one.state) || is_in;
            self.problems += usize::from(has_problem);
            self.problems -= usize::from(std::mem::replace(&mut one.has_problem, has_problem));
        }
    }

    /// `false`: too much changed, and all has to be made anew.
    fn is_moved_along(&mut self, site: &Site) -> bool {
        let Some(moves) = site.moves.since(self.revision) else {
            return false;
        };
        // Places whose article is another, as the list is after the moves so far.
        let mut others: BTreeSet<usize> = BTreeSet::new();
        let blank = Surveyed {
            state: State::Unknown,
            has_problem: false,
            section: usize::MAX,
        };
        for made in moves {
            match made {
                Move::Out(at) if at < self.articles.len() => {
                    let old = self.articles.remove(at);
                    self.letters.remove(at);
                    self.count_out(&old);
                    let later = others.split_off(&at);
                    others.extend(later.into_iter().filter(|it| *it != at).map(|it| it - 1));
                }
                Move::In(at) if at <= self.articles.len() => {
                    self.articles.insert(at, blank.clone());
                    self.letters.insert(at);
                    let later = others.split_off(&at);
                    others.extend(later.into_iter().map(|it| it + 1));
                    others.insert(at);
                }
                Move::Other(at) => {
                    others.insert(at);
                }
                Move::Out(_) | Move::In(_) => return false,
            }
        }
        self.revision = site.revision;
        self.articles.len() == site.articles.len()
            && others.into_iter().all(|at| self.is_looked_at(site, at))
            && self.sections.iter().all(|(_, count)| *count > 0)
    }

    /// Takes in the article at this place. `false`: it is the first of its section.
    fn is_looked_at(&mut self, site: &Site, at: usize) -> bool {
        let (Some(entry), Some(old)) = (site.articles.get(at), self.articles.get(at)) else {
            return false;
        };
        let old = old.clone();
        self.count_out(&old);
        let one = self.surveyed(site, entry);
        self.count_in(&one);
        for key in entry.head.paths() {
            let key = key.to_string().to_ascii_lowercase();
            self.keys.insert(key);
        }
        self.letters.set(at, site, entry);
        let is_known = one.section < self.sections.len();
        if let Some(place) = self.articles.get_mut(at) {
            *place = one;
        }
        let until = entry.page.as_ref().ok();
        let until = until.and_then(|page| page.next_change(self.now_secs));
        self.until_secs = self.until_secs.into_iter().chain(until).min();
        is_known
    }

    fn surveyed(&self, site: &Site, entry: &Entry) -> Surveyed {
        let state = site.verdict(entry, self.now_secs).state;
        let section = top_section(site, &entry.path);
        let section = self
            .sections
            .binary_search_by(|(name, _)| name.as_str().cmp(&section));
        Surveyed {
            state,
            has_problem: has_problem(entry, state) || self.in_error.contains(&*entry.path),
            section: section.unwrap_or(usize::MAX),
        }
    }

    fn count_in(&mut self, one: &Surveyed) {
        self.drafts += usize::from(one.state == State::Draft);
        self.scheduled += usize::from(one.state == State::Scheduled);
        self.problems += usize::from(one.has_problem);
        if let Some((_, count)) = self.sections.get_mut(one.section) {
            *count += 1;
        }
    }

    fn count_out(&mut self, one: &Surveyed) {
        self.drafts -= usize::from(one.state == State::Draft);
        self.scheduled -= usize::from(one.state == State::Scheduled);
        self.problems -= usize::from(one.has_problem);
        if let Some((_, count)) = self.sections.get_mut(one.section) {
            *count -= 1;
        }
    }

    /// How many articles are of a kind; `unsaved` of them are open with text of their own.
    pub fn count(&self, kind: Kind, unsaved: usize) -> usize {
        match kind {
            Kind::All => self.articles.len(),
            Kind::Drafts => self.drafts,
            Kind::Scheduled => self.scheduled,
            Kind::Unsaved => unsaved,
            Kind::Problems => self.problems,
        }
    }

    /// The articles that are asked for. `linking`: which of them lead to which, where it is known;
    /// `is_unsaved`: those with text that is not in the file, by their paths.
    pub fn find(
        &self,
        site: &Site,
        asked: &Asked,
        linking: Option<&Linking>,
        is_unsaved: impl Fn(&Path) -> bool,
    ) -> Found {
        let query = self.read(site, &asked.letters, linking.is_some());
        let section = asked.section.as_deref();
        let mut places = self.letters.with_all(&query.words());
        let is_unsaved = |at: usize| {
            let entry = site.articles.get(at);
            entry.is_some_and(|entry| is_unsaved(&entry.path))
        };
        places.retain(|at| {
            self.articles.get(*at).is_some_and(|one| {
                section.is_none_or(|name| self.is_in(one, name))
                    && match asked.kind {
                        Kind::All => true,
                        Kind::Drafts => one.state == State::Draft,
                        Kind::Scheduled => one.state == State::Scheduled,
                        Kind::Unsaved => is_unsaved(*at),
                        Kind::Problems => one.has_problem,
                    }
            })
        });
        if !query.is_words_alone() {
            places.retain(|at| {
                let article = self.article(site, *at, is_unsaved(*at));
                let article = article.map(|it| Article { linking, ..it });
                article.is_some_and(|article| query.finds(&article))
            });
        }
        self.sort(site, asked.sort, &mut places);
        Found {
            places,
            remarks: query.remarks,
            is_vague: query.is_vague,
        }
    }

    fn read(&self, site: &Site, letters: &str, knows_links: bool) -> Query {
        let is_key = |key: &str| self.keys.contains(&key.to_ascii_lowercase());
        let utc = TimeZone::UTC;
        let grounds = Grounds {
            is_key: &is_key,
            knows_links,
            now_secs: self.now_secs,
            zone: site.time_zone().unwrap_or(&utc),
        };
        Query::read(letters, &grounds)
    }

    fn article<'a>(&'a self, site: &'a Site, at: usize, is_unsaved: bool) -> Option<Article<'a>> {
        Some(Article {
            entry: site.articles.get(at)?,
            site,
            state: self.articles.get(at)?.state,
            is_unsaved,
            letters: self.letters.of(at),
            linking: None,
            now_secs: self.now_secs,
        })
    }

    fn sort(&self, site: &Site, sort: Sort, places: &mut [usize]) {
        match sort {
            // The site has them so.
            Sort::Date => {}
            Sort::Title => places.sort_by_key(|at| self.letters.of(*at)),
            Sort::Changed => places.sort_by_key(|at| {
                let entry = site.articles.get(*at);
                std::cmp::Reverse(entry.and_then(|entry| entry.own.modified_secs))
            }),
        }
    }

    fn is_in(&self, one: &Surveyed, name: &str) -> bool {
        let section = self.sections.get(one.section);
        section.is_some_and(|(section, _)| section == name)
    }
}

/// What is wrong with an article before anything looked for errors in it.
fn has_problem(entry: &Entry, state: State) -> bool {
    entry.problem.is_some() || state == State::StopsBuild
}

/// The folder at the top of the content that an article is in; empty for one that is in none.
pub fn top_section(site: &Site, path: &Path) -> String {
    let section = site.section_of(path);
    match section.split_once('/') {
        Some((top, _)) => top.to_owned(),
        None => section,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    const NOW: i64 = 1_772_000_000;
    const DAY: i64 = 86_400;

    fn site(articles: &[(&str, &str)]) -> Site {
        let articles = articles.iter().map(|(path, head)| {
            let path = PathBuf::from("/site/content").join(path);
            Entry::read(path, &format!("---\n{head}\n---\n"))
        });
        let mut site = Site::empty(PathBuf::from("/site"), PathBuf::from("/site/content"));
        site.articles = articles.collect();
        site.settle();
        site
    }

    fn quay() -> Site {
        site(&[
            (
                "posts/a.md",
                "title: Zebra\ndate: 2026-01-03\ntags: [Ferry]",
            ),
            (
                "posts/old/b.md",
                "title: Ant\ndate: 2026-01-02\ndraft: true",
            ),
            ("news/c.md", "title: Moth\ndate: 2026-01-01"),
            ("news/broken.md", "title: [Moth"),
        ])
    }

    fn check(asked: &Asked, expected: &[&str]) {
        let site = quay();
        let survey = Survey::of(&site, NOW);
        let unsaved = Path::new("/site/content/news/c.md");
        let found = survey.find(&site, asked, None, |path| path == unsaved);
        let titles: Vec<&str> = found
            .places
            .into_iter()
            .map(|at| site.articles.get(at).unwrap().title.as_str())
            .collect();
        assert_eq!(titles, expected, "{asked:?}");
    }

    #[test]
    fn every_word_counts_in_title_path_and_tags() {
        let letters = |letters: &str| Asked {
            letters: letters.to_owned(),
            ..Asked::default()
        };
        check(&letters(""), &["Zebra", "Ant", "Moth", "broken"]);
        check(&letters("FERRY"), &["Zebra"]);
        check(&letters("posts ant"), &["Ant"]);
        check(&letters("posts moth"), &[]);
        assert!(!letters("  ").narrows() && letters("a").narrows());
    }

    #[test]
    fn kinds_and_sections_narrow_and_sorts_order() {
        let kind = |kind| Asked {
            kind,
            ..Asked::default()
        };
        check(&kind(Kind::Drafts), &["Ant"]);
        check(&kind(Kind::Unsaved), &["Moth"]);
        check(&kind(Kind::Problems), &["broken"]);
        let in_posts = Asked {
            section: Some("posts".to_owned()),
            sort: Sort::Title,
            ..Asked::default()
        };
        check(&in_posts, &["Ant", "Zebra"]);
    }

    #[test]
    fn articles_with_errors_are_among_those_with_problems() {
        let site = quay();
        let mut survey = Survey::of(&site, NOW);
        let path = |title: &str| {
            let mut articles = site.articles.iter();
            Arc::from(&*articles.find(|it| it.title == title).unwrap().path)
        };

        for (in_error, count) in [(vec!["Zebra", "broken"], 2), (vec!["Ant"], 2), (vec![], 1)] {
            let paths = in_error.into_iter().map(path).collect();
            survey.note_errors(&site, paths);
            assert_eq!(survey.count(Kind::Problems, 0), count);
            let asked = Asked {
                kind: Kind::Problems,
                ..Asked::default()
            };
            let found = survey.find(&site, &asked, None, |_| false);
            assert_eq!(found.places.len(), count);
        }
    }

    #[test]
    fn the_file_that_was_changed_last_comes_first() {
        let mut site = quay();
        for (at, entry) in (0..).zip(site.articles.shared_mut()) {
            Arc::make_mut(entry).own.modified_secs = Some(at);
        }
        let asked = Asked {
            sort: Sort::Changed,
            ..Asked::default()
        };

        let found = Survey::of(&site, NOW).find(&site, &asked, None, |_| false);

        assert_eq!(found.places, [3, 2, 1, 0]);
    }

    #[test]
    fn the_counts_are_those_of_what_is_found() {
        let site = quay();
        let survey = Survey::of(&site, NOW);

        assert_eq!(survey.count(Kind::All, 1), 4);
        assert_eq!(survey.count(Kind::Drafts, 1), 1);
        assert_eq!(survey.count(Kind::Unsaved, 1), 1);
        assert_eq!(survey.count(Kind::Problems, 1), 1);
        assert_eq!(
            survey.sections,
            [("news".to_owned(), 2), ("posts".to_owned(), 2)]
        );
    }

    fn entry((number, said): (usize, usize)) -> Entry {
        let section = ["posts", "posts/old", "news", "x"][number % 4];
        let branch = if number == 7 { "_index" } else { "a" };
        let path = format!("/site/content/{section}/{branch}{number}.md");
        let heads = [
            "date: 2001-01-01\ndraft: true",
            "date: 2026-02-26",
            "title: [",
            "tags: [é, other]\nnewkey: 1",
        ];
        let head = format!("title: T{said}\n{}", heads[said % 4]);
        Entry::read(PathBuf::from(path), &format!("---\n{head}\n---\n"))
    }

    proptest! {
        #[test]
        fn a_survey_that_follows_is_one_that_is_made_anew(
            first in vec((0..12_usize, 0..8_usize), 0..8),
            changes in vec(vec(((0..12_usize, 0..8_usize), any::<bool>()), 1..4), 1..5),
        ) {
            let mut site = site(&[]);
            site.settings = hugo();
            let first = first.into_iter().map(entry).map(|it| (it.path.to_path_buf(), Some(it)));
            site.update(first.collect());
            let mut survey = Survey::of(&site, NOW);
            let mut now = NOW;
            for change in changes {
                now += DAY;
                let change = change.into_iter().map(|(one, is_gone)| {
                    let entry = entry(one);
                    (entry.path.to_path_buf(), (!is_gone).then_some(entry))
                });
                site.update(change.collect());
                survey.follow(&site, now);

                let mut anew = Survey::of(&site, now);
                // What no article has any more may still be known.
                anew.keys.clone_from(&survey.keys);
                // It may look again too early, never too late.
                let is_late = |until| survey.until_secs.is_none_or(|own| own > until);
                prop_assert!(!anew.until_secs.is_some_and(is_late));
                anew.until_secs = survey.until_secs;
                prop_assert_eq!(&survey, &anew);
            }
        }
    }

    fn hugo() -> Arc<crate::model::site::hugo::Settings> {
        let mut settings = crate::model::site::hugo::Settings::default();
        settings.files.push("hugo.toml".to_owned());
        Arc::new(settings)
    }
}
