//! The rows of the page, made when something of them is another.

use std::sync::Arc;

use super::LibraryPane;
use crate::model::{check::InSite, picture::listed::Listed as Pictured, rule::Rule, words::say};

/// What is shown of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    All,
    Missing,
    WrongCase,
    Unused,
    Twice,
    Heavy,
    NoAlt,
    Location,
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Among the rows of the pictures.
    Picture(usize),
    /// Among what was found in articles.
    Found(usize),
}

pub struct Listed {
    of: Of,
    counts: [usize; Kind::ALL.len()],
    pub rows: Vec<At>,
}

/// Other rows where one of these is another.
#[derive(PartialEq)]
struct Of {
    kind: Kind,
    letters: String,
    pictures: Option<*const Pictured>,
    found: *const Arc<InSite>,
}

impl Of {
    fn new(pane: &LibraryPane<'_>, kind: Kind, letters: &str) -> Self {
        Self {
            kind,
            letters: letters.to_owned(),
            pictures: pane.listed.map(Arc::as_ptr),
            found: pane.found.as_ptr(),
        }
    }
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::All,
        Self::Missing,
        Self::WrongCase,
        Self::Unused,
        Self::Twice,
        Self::Heavy,
        Self::NoAlt,
        Self::Location,
    ];

    /// Its name with how many there are.
    pub fn name(self, count: usize) -> String {
        match self {
            Self::All => say!("library-all", count = count),
            Self::Missing => say!("library-missing", count = count),
            Self::WrongCase => say!("library-wrong-case", count = count),
            Self::Unused => say!("library-unused", count = count),
            Self::Twice => say!("library-twice", count = count),
            Self::Heavy => say!("library-heavy", count = count),
            Self::NoAlt => say!("library-no-alt", count = count),
            Self::Location => say!("library-location", count = count),
        }
    }

    /// What is found of these in articles.
    fn in_articles(self) -> &'static [Rule] {
        match self {
            Self::Missing => &[Rule::ImageMissing, Rule::CoverBroken],
            Self::WrongCase => &[Rule::ImageCase],
            Self::NoAlt => &[Rule::ImageAlt, Rule::CoverAlt],
            Self::All | Self::Unused | Self::Twice | Self::Heavy | Self::Location => &[],
        }
    }

    /// Whether a picture is one of these, of which that was found.
    fn has(self, found: &[Rule]) -> bool {
        let rule = match self {
            Self::All => return true,
            Self::Unused => Rule::ImageUnused,
            Self::Twice => Rule::ImageTwice,
            Self::Heavy => Rule::ImageHeavy,
            Self::Location => Rule::ImageLocation,
            Self::Missing | Self::WrongCase | Self::NoAlt => return false,
        };
        found.contains(&rule)
    }
}

impl Listed {
    pub fn is_of(&self, pane: &LibraryPane<'_>, kind: Kind, letters: &str) -> bool {
        self.of == Of::new(pane, kind, letters)
    }

    pub fn of(pane: &LibraryPane<'_>, kind: Kind, letters: &str) -> Self {
        let small = letters.to_lowercase();
        let words: Vec<&str> = small.split_whitespace().collect();
        let mut counts = [0; Kind::ALL.len()];
        let mut rows = Vec::new();
        for (at, row) in pane.listed.iter().flat_map(|it| &it.rows).enumerate() {
            for (count, of) in counts.iter_mut().zip(Kind::ALL) {
                *count += usize::from(of.has(&row.found));
            }
            if kind.has(&row.found) && words.iter().all(|word| row.folded.contains(word)) {
                rows.push(At::Picture(at));
            }
        }
        for (at, one) in pane.found.iter().enumerate() {
            let rule = one.located.finding.rule;
            for (count, of) in counts.iter_mut().zip(Kind::ALL) {
                *count += usize::from(of.in_articles().contains(&rule));
            }
            if kind.in_articles().contains(&rule) && is_found(pane, one, &words) {
                rows.push(At::Found(at));
            }
        }
        Self {
            of: Of::new(pane, kind, letters),
            counts,
            rows,
        }
    }

    pub fn count(&self, kind: Kind) -> usize {
        let at = Kind::ALL.iter().position(|it| *it == kind);
        at.and_then(|at| self.counts.get(at))
            .copied()
            .unwrap_or_default()
    }
}

fn is_found(pane: &LibraryPane<'_>, one: &InSite, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let message = crate::model::words::put(&one.located.finding.message).to_lowercase();
    let path = pane.site.shown_path(&one.path).to_lowercase();
    words
        .iter()
        .all(|word| message.contains(word) || path.contains(word))
}
