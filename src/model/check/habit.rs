//! What differs from the other articles of a section.

use std::sync::Arc;

use super::of_site::{Remedy, Shared};
use crate::model::{
    finding::{Finding, Place, Rule},
    schema::{Oddity, Outlier},
};

/// What the articles do that hardly any other does.
pub fn found(outliers: &[Outlier]) -> Vec<Shared> {
    let shared = outliers.iter().map(|outlier| {
        let place = Place::Key(outlier.path.clone());
        let message = outlier.message();
        Shared {
            finding: Finding::new(rule(&outlier.oddity), place, message),
            remedy: remedy(outlier),
            articles: Arc::clone(&outlier.articles),
        }
    });
    shared.collect()
}

fn remedy(outlier: &Outlier) -> Option<Remedy> {
    match &outlier.oddity {
        Oddity::Spelling { written, .. } => Some(Remedy::Rename {
            path: written.clone(),
            key: outlier.path.0.last()?.clone(),
        }),
        Oddity::Word { word, like, .. } => Some(Remedy::Word {
            path: outlier.path.clone(),
            word: word.clone(),
            like: like.clone(),
        }),
        Oddity::Kind { .. } | Oddity::Date { .. } => None,
    }
}

fn rule(oddity: &Oddity) -> Rule {
    match oddity {
        Oddity::Spelling { .. } => Rule::HeadKeyCase,
        Oddity::Kind { .. } => Rule::HeadKind,
        Oddity::Date { .. } => Rule::HeadDateStyle,
        Oddity::Word { .. } => Rule::TagsTwin,
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::model::{check::Findings, front_matter::KeyPath, said::said};

    #[test]
    fn a_finding_is_that_of_each_article_that_has_it() {
        let outlier = Outlier {
            section: String::new(),
            path: KeyPath::new(["tags"]),
            oddity: Oddity::Kind {
                found: said!("kind-text"),
                usual: 9,
            },
            articles: ["a.md", "c.md"].map(|path| Path::new(path).into()).into(),
        };
        let paths = ["a.md", "b.md", "c.md"].map(PathBuf::from);

        let findings = Findings::new(found(&[outlier]));

        let rules = |path: &PathBuf| findings.of(path).map(|it| it.rule).collect::<Vec<_>>();
        assert_eq!(
            paths.each_ref().map(rules),
            [vec![Rule::HeadKind], vec![], vec![Rule::HeadKind]]
        );
        let of_a = findings.of(&paths[0]).next().unwrap();
        assert!(of_a.is_at(&KeyPath::new(["tags"])));
    }
}
