//! What the list of articles shows: which of them, in which order, and how many of each kind there
//! are.
//!
//! A [`Survey`] takes what is the same for all that is asked of the list, once for each
//! [`Site::revision`] and each moment at which an article changes its state. What is asked is then
//! answered from it, without looking at an article.

use std::{collections::BTreeMap, path::Path};

use super::{Entry, Site, status::State};

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
    /// Words that title, path or tags have, all of them; case does not matter.
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
    /// Title, path and tags in small letters.
    letters: String,
}

/// All articles at one moment, by their places in the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    articles: Vec<Surveyed>,
    /// The folders at the top of the content, by name, with how many articles are in each.
    pub sections: Vec<(String, usize)>,
    drafts: usize,
    scheduled: usize,
    problems: usize,
}

impl Survey {
    pub fn of(site: &Site, now_secs: i64) -> Self {
        let mut sections: BTreeMap<String, usize> = BTreeMap::new();
        for entry in &site.articles {
            *sections.entry(top_section(site, &entry.path)).or_default() += 1;
        }
        let sections: Vec<(String, usize)> = sections.into_iter().collect();
        let mut survey = Self {
            sections,
            ..Self::default()
        };
        for entry in &site.articles {
            let one = survey.surveyed(site, entry, now_secs);
            survey.drafts += usize::from(one.state == State::Draft);
            survey.scheduled += usize::from(one.state == State::Scheduled);
            survey.problems += usize::from(one.has_problem);
            survey.articles.push(one);
        }
        survey
    }

    fn surveyed(&self, site: &Site, entry: &Entry, now_secs: i64) -> Surveyed {
        let state = site.verdict(entry, now_secs).state;
        let section = top_section(site, &entry.path);
        let section = self
            .sections
            .binary_search_by(|(name, _)| name.as_str().cmp(&section));
        let mut letters = entry.title.to_lowercase();
        letters.push('\n');
        letters.push_str(&site.shown_path(&entry.path).to_lowercase());
        for tag in &entry.tags {
            letters.push('\n');
            letters.push_str(&tag.to_lowercase());
        }
        Surveyed {
            state,
            has_problem: entry.problem.is_some() || state == State::StopsBuild,
            section: section.unwrap_or_default(),
            letters,
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

    /// The places of the articles that are asked for, in the order that is asked for. `is_unsaved`:
    /// those with text that is not in the file, by their paths.
    pub fn find(
        &self,
        site: &Site,
        asked: &Asked,
        is_unsaved: impl Fn(&Path) -> bool,
    ) -> Vec<usize> {
        let words = asked.letters.to_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        let section = asked.section.as_deref();
        let articles = site.articles.iter().zip(&self.articles).enumerate();
        let mut found: Vec<usize> = articles
            .filter(|(_, (entry, one))| match asked.kind {
                Kind::All => true,
                Kind::Drafts => one.state == State::Draft,
                Kind::Scheduled => one.state == State::Scheduled,
                Kind::Unsaved => is_unsaved(&entry.path),
                Kind::Problems => one.has_problem,
            })
            .filter(|(_, (_, one))| section.is_none_or(|name| self.is_in(one, name)))
            .filter(|(_, (_, one))| words.iter().all(|word| one.letters.contains(word)))
            .map(|(at, _)| at)
            .collect();
        let entry = |at: &usize| site.articles.get(*at);
        match asked.sort {
            // The site has them so.
            Sort::Date => {}
            Sort::Title => found.sort_by_cached_key(|at| {
                let letters = self.articles.get(*at);
                letters.map(|one| one.letters.clone()).unwrap_or_default()
            }),
            Sort::Changed => found.sort_by_key(|at| {
                std::cmp::Reverse(entry(at).and_then(|entry| entry.own.modified_secs))
            }),
        }
        found
    }

    fn is_in(&self, one: &Surveyed, name: &str) -> bool {
        let section = self.sections.get(one.section);
        section.is_some_and(|(section, _)| section == name)
    }
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
    use std::path::PathBuf;

    use super::*;

    const NOW: i64 = 1_772_000_000;

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
        let found = survey.find(&site, asked, |path| path == unsaved);
        let titles: Vec<&str> = found
            .into_iter()
            .map(|at| site.articles[at].title.as_str())
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
    fn the_file_that_was_changed_last_comes_first() {
        let mut site = quay();
        for (at, entry) in (0..).zip(&mut site.articles) {
            let mut own = (*entry.own).clone();
            own.modified_secs = Some(at);
            entry.own = std::sync::Arc::new(own);
        }
        let asked = Asked {
            sort: Sort::Changed,
            ..Asked::default()
        };

        let found = Survey::of(&site, NOW).find(&site, &asked, |_| false);

        assert_eq!(found, [3, 2, 1, 0]);
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
}
