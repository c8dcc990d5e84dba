//! Articles that do what hardly any other of their section does.

use super::{
    summary::{DateStyle, KeySummary, ValueKind},
    tally::{Key, Tally, most},
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
    /// Places in the order in which the articles were given.
    pub articles: Vec<usize>,
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

/// Adds what is odd in a section.
pub(super) fn find(section: &str, tally: &Tally<'_>, outliers: &mut Vec<Outlier>) {
    for key in tally.keys.values() {
        let path = key.spelling();
        let mut add = |oddity: Oddity, articles: Vec<usize>| {
            outliers.push(Outlier {
                section: section.to_owned(),
                path: path.clone(),
                oddity,
                articles,
            });
        };
        spellings(key, &path, &mut add);
        kinds(key, &mut add);
        dates(key, &mut add);
        similar_words(key, &mut add);
    }
}

/// The articles of each of the rare ones of what `of` gives, and how many have the usual.
fn rare<T: Ord + std::hash::Hash + Clone>(
    key: &Key<'_>,
    of: impl Fn(&Key<'_>, usize) -> Option<T>,
) -> (usize, Vec<(T, Vec<usize>)>) {
    let all: Vec<(usize, T)> = (0..key.found.len())
        .filter_map(|at| Some((key.found.get(at)?.0, of(key, at)?)))
        .collect();
    let Some(usual) = most(all.iter().map(|(_, one)| one.clone())) else {
        return (0, Vec::new());
    };
    let count = all.iter().filter(|(_, one)| *one == usual).count();
    let mut rare: Vec<(T, Vec<usize>)> = Vec::new();
    for (article, one) in all {
        if one == usual {
            continue;
        }
        match rare.iter_mut().find(|(other, _)| *other == one) {
            Some((_, articles)) => articles.push(article),
            None => rare.push((one, vec![article])),
        }
    }
    rare.retain(|(_, articles)| articles.len() * ODD_PARTS <= count);
    (count, rare)
}

fn spellings(key: &Key<'_>, path: &KeyPath, add: &mut impl FnMut(Oddity, Vec<usize>)) {
    let (usual, rare) = rare(key, |key, at| Some(key.found.get(at)?.1.path.clone()));
    for (written, articles) in rare {
        if written != *path {
            add(Oddity::Spelling { written, usual }, articles);
        }
    }
}

fn kinds(key: &Key<'_>, add: &mut impl FnMut(Oddity, Vec<usize>)) {
    let kind = |key: &Key<'_>, at: usize| {
        let kind = key.found.get(at)?.1.kind.plain();
        (kind != ValueKind::Null).then_some(kind)
    };
    let (usual, rare) = rare(key, kind);
    for (kind, articles) in rare {
        let found = match kind {
            ValueKind::Null => continue,
            ValueKind::Switch => said!("kind-switch"),
            ValueKind::Number => said!("kind-number"),
            ValueKind::Date(_) => said!("kind-date"),
            ValueKind::Text | ValueKind::Lines => said!("kind-text"),
            ValueKind::List(_) => said!("kind-list"),
            ValueKind::Maps => said!("kind-groups"),
        };
        add(Oddity::Kind { found, usual }, articles);
    }
}

fn dates(key: &Key<'_>, add: &mut impl FnMut(Oddity, Vec<usize>)) {
    let style = |key: &Key<'_>, at: usize| match key.found.get(at)?.1.kind {
        ValueKind::Date(style) => Some(style),
        _ => None,
    };
    let (usual, rare) = rare(key, style);
    for (style, articles) in rare {
        let found = match style {
            DateStyle::Day => said!("date-day"),
            DateStyle::Local => said!("date-local"),
            DateStyle::Utc => said!("date-utc"),
            DateStyle::Offset => said!("date-offset"),
        };
        add(Oddity::Date { found, usual }, articles);
    }
}

/// Rare words of lists that are nearly a usual one.
fn similar_words(key: &Key<'_>, add: &mut impl FnMut(Oddity, Vec<usize>)) {
    let is_list = |kind: ValueKind| matches!(kind, ValueKind::List(_));
    if !key.found.iter().any(|(_, key)| is_list(key.kind)) {
        return;
    }
    let values = key.values();
    let bare: Vec<String> = values.iter().map(|(word, _)| words::bare(word)).collect();
    for (at, (word, count)) in values.iter().enumerate() {
        let Some(own) = bare.get(at).filter(|own| !own.is_empty()) else {
            continue;
        };
        let usual = values
            .iter()
            .zip(&bare)
            .take(at)
            .find(|((_, usual), other)| count * ODD_PARTS <= *usual && words::is_near(own, other));
        if let Some(((like, usual), _)) = usual {
            let has = |key: &KeySummary<'_>| key.words().any(|one| one == word);
            let articles = key
                .found
                .iter()
                .filter(|(_, key)| has(key))
                .map(|(article, _)| *article);
            let oddity = Oddity::Word {
                word: word.clone(),
                like: like.clone(),
                usual: *usual,
            };
            add(oddity, articles.collect());
        }
    }
}

#[cfg(test)]
mod tests {
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
            .inspect(|outlier| assert_eq!(outlier.articles, [10]))
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
