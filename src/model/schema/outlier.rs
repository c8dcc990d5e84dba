//! Articles that do what hardly any other of their section does.

use std::{path::Path, sync::Arc};

use super::{
    counted::together,
    heads::Heads,
    key::Key,
    summary::{DateStyle, ValueKind},
    words,
};
use crate::model::{
    front_matter::KeyPath,
    said::{Said, said},
};

/// One oddity, and who has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlier {
    pub section: String,
    /// The key as most articles write it.
    pub path: KeyPath,
    pub oddity: Oddity,
    /// By path.
    pub articles: Arc<[Arc<Path>]>,
}

/// What is odd.
#[derive(Clone, Debug, PartialEq)]
pub enum Oddity {
    /// The key in other letters: `Tags` where `usual` articles have `tags`.
    Spelling { written: KeyPath, usual: usize },
    /// A value of another kind than `usual` articles have.
    Kind { found: Said, usual: usize },
    /// A date in another way than `usual` articles have.
    Date { found: Said, usual: usize },
    /// A word that is nearly another, which `usual` articles have.
    Word {
        word: String,
        like: String,
        usual: usize,
    },
}

/// An oddity is held by at most this part of the articles.
const ODD_PARTS: usize = 5;

impl Outlier {
    /// What is odd, in which articles.
    pub fn message(&self) -> Said {
        let key = self.path.to_string();
        let count = self.articles.len();
        match &self.oddity {
            Oddity::Spelling { written, usual } => said!(
                "check-habit-spelling",
                count = count,
                written = written.to_string(),
                usual = *usual,
                key = key
            ),
            Oddity::Kind { found, usual } | Oddity::Date { found, usual } => said!(
                "check-habit-kind",
                key = key,
                count = count,
                found = found,
                usual = *usual
            ),
            Oddity::Word { word, like, usual } => said!(
                "check-habit-word",
                key = key,
                count = count,
                word = word,
                usual = *usual,
                like = like
            ),
        }
    }
}

/// What is odd of a key, and who has it.
#[derive(Clone, Debug)]
pub(super) struct Odd {
    pub oddity: Oddity,
    pub articles: Arc<[Arc<Path>]>,
}

/// What is odd of a key among the articles of a section. `values` are its words, most frequent first.
pub(super) fn of_key(
    key: &Key,
    values: &[(String, usize)],
    lower: &[String],
    heads: &Heads,
) -> Vec<Odd> {
    let mut odd = Vec::new();
    let mut add = |oddity: Oddity, articles: Vec<Arc<Path>>| {
        odd.push(Odd {
            oddity,
            articles: articles.into(),
        });
    };
    let (usual, rarely) = rare(key.spellings().map(|(path, count)| (path.clone(), count)));
    for written in rarely {
        let articles = heads.with(lower, |path, _| *path == written);
        add(Oddity::Spelling { written, usual }, articles);
    }
    let kinds = key.ways().map(|(way, count)| (way.kind.plain(), count));
    let (usual, rarely) = rare(kinds.filter(|(kind, _)| *kind != ValueKind::Null));
    for kind in rarely {
        let articles = heads.with(lower, |_, it| it.plain() == kind);
        let found = name_of_kind(kind);
        add(Oddity::Kind { found, usual }, articles);
    }
    let (usual, rarely) = rare(key.ways().filter_map(|(way, count)| match way.kind {
        ValueKind::Date(style) => Some((style, count)),
        _ => None,
    }));
    for style in rarely {
        let articles = heads.with(lower, |_, it| it == ValueKind::Date(style));
        let found = name_of_style(style);
        add(Oddity::Date { found, usual }, articles);
    }
    if key.is_list() {
        for (oddity, articles) in similar_words(values, lower, heads) {
            add(oddity, articles);
        }
    }
    odd
}

/// How many have the usual one, and which hardly any has.
fn rare<T: Ord + Clone>(counted: impl Iterator<Item = (T, usize)>) -> (usize, Vec<T>) {
    let counts = together(counted);
    let usual = counts.values().copied().max().unwrap_or_default();
    let rare = counts.into_iter();
    let rare = rare.filter(|(_, count)| count * ODD_PARTS <= usual);
    (usual, rare.map(|(one, _)| one).collect())
}

fn name_of_kind(kind: ValueKind) -> Said {
    match kind {
        ValueKind::Switch => said!("kind-switch"),
        ValueKind::Number => said!("kind-number"),
        ValueKind::Date(_) => said!("kind-date"),
        ValueKind::Null | ValueKind::Text | ValueKind::Lines => said!("kind-text"),
        ValueKind::List(_) => said!("kind-list"),
        ValueKind::Maps => said!("kind-groups"),
    }
}

fn name_of_style(style: DateStyle) -> Said {
    match style {
        DateStyle::Day => said!("date-day"),
        DateStyle::Local => said!("date-local"),
        DateStyle::Utc => said!("date-utc"),
        DateStyle::Offset => said!("date-offset"),
    }
}

/// Rare words of lists that are nearly a usual one.
fn similar_words(
    values: &[(String, usize)],
    lower: &[String],
    heads: &Heads,
) -> Vec<(Oddity, Vec<Arc<Path>>)> {
    let bare: Vec<String> = values.iter().map(|(word, _)| words::bare(word)).collect();
    let bare_values = || values.iter().zip(&bare);
    // The first is the most frequent one.
    let usual_one = |own: &str, count: usize| {
        let mut usual = bare_values().take_while(|((_, usual), _)| count * ODD_PARTS <= *usual);
        usual.find(|(_, other)| words::is_near(own, other))
    };
    let rare = bare_values().filter(|(_, own)| !own.is_empty());
    let rare: Vec<(&str, &(String, usize))> = rare
        .filter_map(|((word, count), own)| Some((word.as_str(), usual_one(own, *count)?.0)))
        .collect();
    let mut articles = heads.with_words(lower, rare.iter().map(|(word, _)| *word));
    let mut similar = Vec::new();
    for (word, (like, usual)) in rare {
        let oddity = Oddity::Word {
            word: word.to_owned(),
            like: like.clone(),
            usual: *usual,
        };
        let articles = articles.remove(word).unwrap_or_default();
        similar.push((oddity, articles.into_iter().collect()));
    }
    similar
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{HeadSummary, Schema};
    use crate::model::front_matter;

    fn outliers(odd: &str) -> Vec<String> {
        let summary = |head: &str| {
            let text = format!("---\n{head}---\n");
            HeadSummary::of(&front_matter::read(&text), &text)
        };
        let mut heads =
            vec![summary("title: A\ndate: 2026-01-01\ntags: [ferry, tide]\nlabel: NEWS\n"); 10];
        heads.push(summary(odd));
        let schema = Schema::learn(heads.iter().map(|head| ("posts", head)));
        schema
            .outliers
            .iter()
            .inspect(|outlier| assert_eq!(*outlier.articles, [Path::new("000000010").into()]))
            .map(|outlier| crate::model::words::put(&outlier.message()))
            .collect()
    }

    #[test]
    fn what_one_article_does_otherwise_is_found_and_said() {
        assert_eq!(
            outliers("title: B\nTags: [tide]\n"),
            ["1 article writes Tags where 10 write tags"]
        );
        assert_eq!(
            outliers("tags: tide\n"),
            ["tags: 1 article has a text, unlike 10 others"]
        );
        assert_eq!(
            outliers("date: 2026-01-01T10:00:00Z\n"),
            ["date: 1 article has a time in UTC, unlike 10 others"]
        );
        assert_eq!(
            outliers("tags: [Ferries, tides]\n"),
            ["tags: 1 article has “tides” where 10 have “tide”"]
        );
    }

    #[test]
    fn an_article_like_the_others_is_no_outlier() {
        assert_eq!(
            outliers("title: B\ntags: [bread]\nlabel: OPINION\nextra: 1\n"),
            [] as [String; 0]
        );
    }
}
