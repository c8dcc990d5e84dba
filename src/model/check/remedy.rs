//! What puts right what several articles have, in one of them.

use std::{path::Path, sync::Arc};

use super::{
    address, fix,
    of_site::{Remedy, Shared},
    subject::{Article, Facts},
};
use crate::model::{
    finding::{Finding, Fix, Safety},
    front_matter::{Change, Value},
    said::said,
    site::Entry,
};

/// As it is found in one of its articles; `None`: what is written there has it no longer.
pub fn in_article(facts: &Facts<'_>, article: &Article<'_>, shared: &Shared) -> Option<Finding> {
    let mut finding = shared.finding.clone();
    if let Some(remedy) = &shared.remedy {
        if !remedy.is_needed(facts, article) {
            return None;
        }
        finding
            .fixes
            .extend(remedy.fix(facts, article, &shared.articles));
    }
    Some(finding)
}

impl Remedy {
    fn is_needed(&self, facts: &Facts<'_>, article: &Article<'_>) -> bool {
        match self {
            Self::Slug => {
                let address = |entry: &Entry| {
                    let page = entry.page.as_ref().ok();
                    page.map(|page| page.address.clone())
                };
                let read = facts.known.entry(article.path);
                read.is_none_or(|read| address(read) == address(article.entry))
            }
            Self::Rename { path, .. } => {
                let entry = article.head.entry(path);
                entry.is_some_and(|entry| Some(&entry.key) == path.0.last())
            }
            Self::Word { path, word, .. } => match article.head.value(path) {
                Some(Value::List(items)) => {
                    let is_it = |item: &Value| matches!(item, Value::Text(text) if text == word);
                    items.iter().any(is_it)
                }
                _ => true,
            },
        }
    }

    fn fix(&self, facts: &Facts<'_>, article: &Article<'_>, sharing: &[Arc<Path>]) -> Option<Fix> {
        match self {
            Self::Slug => address::another_slug(facts, article, sharing),
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
