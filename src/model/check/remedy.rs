//! What puts right what several articles have, in one of them.

use super::{
    address, fix,
    of_site::{Remedy, Shared},
    subject::{Article, Facts},
};
use crate::model::{
    finding::{Finding, Fix, Safety},
    front_matter::{Change, Value},
    said::said,
};

/// As it is found in one of its articles.
pub fn in_article(facts: &Facts<'_>, article: &Article<'_>, shared: &Shared) -> Finding {
    let mut finding = shared.finding.clone();
    let remedy = shared.remedy.as_ref();
    let fix = remedy.and_then(|remedy| remedy.fix(facts, article));
    finding.fixes.extend(fix);
    finding
}

impl Remedy {
    fn fix(&self, facts: &Facts<'_>, article: &Article<'_>) -> Option<Fix> {
        match self {
            Self::Slug => address::another_slug(facts, article),
            Self::Rename { path, key } => {
                let change = Change::Rename {
                    path: path.clone(),
                    key: key.clone(),
                };
                let label = said!("check-fix-rename", key = key);
                fix::of_head(article.text, label, Safety::Safe, &[change])
            }
            Self::Word { path, word, like } => {
                let Some(Value::List(items)) = article.head.value(path) else {
                    return None;
                };
                let is_it = |item: &Value| matches!(item, Value::Text(text) if text == word);
                let index = items.iter().position(is_it)?;
                let is_like = |item: &Value| matches!(item, Value::Text(text) if text == like);
                let change = if items.iter().any(is_like) {
                    Change::RemoveItem {
                        path: path.clone(),
                        index,
                    }
                } else {
                    let mut path = path.clone();
                    path.0.push(index.to_string());
                    let value = Value::Text(like.clone());
                    Change::Set { path, value }
                };
                let label = said!("check-fix-tag", word = like);
                fix::of_head(article.text, label, Safety::Asked, &[change])
            }
        }
    }
}
