//! The words by which articles are found together.

use super::{
    fix,
    subject::{Article, Facts},
};
use crate::model::{
    finding::{Finding, Place, Rule, Safety},
    front_matter::{Change, KeyPath, Value},
    said::said,
    site::pages::Term,
};

pub fn found(facts: &Facts<'_>, article: &Article<'_>) -> Vec<Finding> {
    let site = facts.site;
    let Some(path) = site.path_in_site(article.path) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let terms = site
        .pages
        .terms(&site.settings, &path, &article.entry.own.open());
    for (at, term) in terms.iter().enumerate() {
        let before = terms.get(..at).unwrap_or_default();
        let is_same = |other: &&Term| {
            other.taxonomy == term.taxonomy && other.word.to_lowercase() == term.word.to_lowercase()
        };
        if before.iter().any(|other| is_same(&other)) {
            found.extend(twice(article, term));
        } else {
            found.extend(one_address(facts, article, term));
        }
    }
    found
}

/// The list of the head that has a term, and its place in it.
fn item(article: &Article<'_>, term: &Term, is_last: bool) -> Option<(KeyPath, usize)> {
    let key = KeyPath::new([term.taxonomy.as_str()]);
    let entry = article.head.entry(&key)?;
    let Value::List(items) = &entry.value else {
        return None;
    };
    let is_it =
        |item: &Value| matches!(item, Value::Text(text) | Value::Date(text) if *text == term.word);
    let at = if is_last {
        items.iter().rposition(is_it)?
    } else {
        items.iter().position(is_it)?
    };
    Some((KeyPath::new([entry.key.as_str()]), at))
}

fn twice(article: &Article<'_>, term: &Term) -> Option<Finding> {
    let (key, index) = item(article, term, true)?;
    let message = said!("check-tags-twice", word = &term.word);
    let mut path = key.clone();
    path.0.push(index.to_string());
    let mut finding = Finding::new(Rule::TagsTwin, Place::Key(path), message);
    let change = Change::RemoveItem { path: key, index };
    let label = said!("check-fix-tag-twice", word = &term.word);
    let fix = fix::of_head(article.text, label, Safety::Asked, &[change]);
    finding.fixes.extend(fix);
    Some(finding)
}

/// Another word whose page has the same address.
fn one_address(facts: &Facts<'_>, article: &Article<'_>, term: &Term) -> Option<Finding> {
    let site = facts.site;
    let page = site.pages.term_page(&site.settings, term);
    let others = facts.known.words_at(term.language, &page.address);
    let mut others = others.into_iter();
    let (_, other) = others.find(|(key, _)| *key != page.key)?;
    let (key, index) = item(article, term, false)?;
    let message = said!(
        "check-tags-one-address",
        word = &term.word,
        other = other,
        address = &page.address
    );
    let mut path = key.clone();
    path.0.push(index.to_string());
    let mut finding = Finding::new(Rule::TagsOneAddress, Place::Key(path.clone()), message);
    let change = Change::Set {
        path,
        value: Value::Text(other.to_owned()),
    };
    let label = said!("check-fix-tag", word = other);
    let fix = fix::of_head(article.text, label, Safety::Asked, &[change]);
    finding.fixes.extend(fix);
    Some(finding)
}
