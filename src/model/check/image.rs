//! The pictures of an article, in its text and its cover: those that are not there or are called otherwise, and
//! those that say nothing to who does not see them.
//!
//! Limits: 50 pictures of one text.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::{
    prose::{Pictured, Prose},
    subject::{Article, Facts},
};
use crate::model::{
    card::Card,
    finding::{Finding, Place, Rule},
    picture::cover,
    said::said,
    site::links::joined,
};

/// So many of one kind are told of one text.
const MOST: usize = 50;

pub fn found(facts: &Facts<'_>, article: &Article<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let pictures = || prose.pictures.iter().take(MOST);
    if facts.site.settings.is_hugo() {
        found.extend(pictures().filter_map(|picture| missing(facts, article, picture)));
    }
    let silent = pictures().filter(|it| it.alt.trim().is_empty() && !it.address.is_empty());
    found.extend(silent.map(|it| {
        let place = Place::Text(it.range.clone());
        Finding::new(Rule::ImageAlt, place, said!("check-image-alt"))
    }));
    found
}

fn missing(facts: &Facts<'_>, article: &Article<'_>, picture: &Pictured) -> Option<Finding> {
    // A template may find it elsewhere than where it is written to be.
    if facts.site.hooks.images {
        return None;
    }
    let place = Place::Text(picture.range.clone());
    if let Some(address) = outside(facts, article, &picture.address) {
        let message = said!("check-image-outside", address = address);
        return Some(Finding::new(Rule::ImageMissing, place, message));
    }
    if let Some(finding) = otherwise(facts, article, &picture.address, place.clone()) {
        return Some(finding);
    }
    let address = nowhere(facts, article, &picture.address)?;
    let message = said!("check-image-missing", address = address);
    Some(Finding::new(Rule::ImageMissing, place, message))
}

/// That the cover is a file of the site which it does not have, where themes look for covers.
pub fn missing_cover(facts: &Facts<'_>, article: &Article<'_>, card: &Card) -> Option<Finding> {
    let address = card.cover.as_ref()?.address.as_str();
    if !facts.site.settings.is_hugo() {
        return None;
    }
    let place = Place::Key(cover::key(article.head)?.clone());
    if let Some(address) = outside(facts, article, address) {
        let message = said!("check-image-outside", address = address);
        return Some(Finding::new(Rule::CoverBroken, place, message));
    }
    if let Some(finding) = otherwise(facts, article, address, place.clone()) {
        return Some(finding);
    }
    let address = nowhere(facts, article, address)?;
    // From the root of the site, without a slash before it.
    let whole = format!("/{}", address.trim_start_matches('/'));
    if facts.files.is_served(article.path, &whole, &whole) || facts.files.is_asset(&address) {
        return None;
    }
    let message = said!("check-cover-missing-file", address = address);
    Some(Finding::new(Rule::CoverBroken, place, message))
}

/// That the file of an address is called otherwise: what some systems do not tell apart, the web does.
fn otherwise(
    facts: &Facts<'_>,
    article: &Article<'_>,
    address: &str,
    place: Place,
) -> Option<Finding> {
    let (decoded, whole) = of_site(article, address)?;
    let name = facts.files.is_called(article.path, &decoded, &whole)?;
    let message = said!("check-image-case", address = decoded, name = name);
    Some(Finding::new(Rule::ImageCase, place, message))
}

/// The address as it is read, if it is a place of this computer that is not in the site, whether a file lies there or
/// not: above the folder of the site, from the root of a disk.
fn outside(facts: &Facts<'_>, article: &Article<'_>, address: &str) -> Option<String> {
    let decoded = percent_decode_str(address).decode_utf8().ok()?;
    let root = &facts.site.root;
    let start = decoded.get(..5).unwrap_or_default();
    let mut letters = decoded.chars();
    let is_of_drive = letters.next().is_some_and(|it| it.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && matches!(letters.next(), Some('/' | '\\'));
    // The folder of who writes, as `/home/anna`.
    let home: PathBuf = root.components().take(3).collect();
    let is_of_home = home.components().count() == 3
        && Path::new(&*decoded).starts_with(&home)
        && !facts.files.is_served(article.path, &decoded, &decoded);
    let is_outside = start.eq_ignore_ascii_case("file:")
        || is_of_drive
        || is_of_home
        || leads_above(root, article.path, &decoded) && is_nowhere(facts, article, address);
    is_outside.then(|| decoded.into_owned())
}

/// Whether an address leads a browser to nothing that the site serves; not where that is not known.
fn is_nowhere(facts: &Facts<'_>, article: &Article<'_>, address: &str) -> bool {
    match of_site(article, address) {
        Some(_) => nowhere(facts, article, address).is_some(),
        // Above the root of the site.
        None => article.entry.page.is_ok(),
    }
}

/// Whether a path that an article names leads above the folder of its site.
fn leads_above(root: &Path, article: &Path, path: &str) -> bool {
    let folder = article.parent().and_then(|it| it.strip_prefix(root).ok());
    let Some(folder) = folder.filter(|_| !path.starts_with('/')) else {
        return false;
    };
    let mut depth = folder.components().count();
    for part in path.split(['?', '#']).next().unwrap_or_default().split('/') {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

/// The address as it is read, if it is one of the site and no file lies there; `None` too where that is
/// not known.
fn nowhere(facts: &Facts<'_>, article: &Article<'_>, address: &str) -> Option<String> {
    let (decoded, whole) = of_site(article, address)?;
    let is_there = facts.files.is_served(article.path, &decoded, &whole)
        || facts.files.is_served(article.path, &decoded, &decoded)
        || facts.files.are_unknown();
    (!is_there).then_some(decoded)
}

/// An address of the site as it is read, and from the root; `None`: it is none, or that is not known.
fn of_site(article: &Article<'_>, address: &str) -> Option<(String, String)> {
    let is_of_site = !address.contains([':', '{']) && !address.starts_with("//");
    let path = address
        .split(['#', '?'])
        .next()
        .filter(|path| !path.is_empty() && is_of_site)?;
    let page = article.entry.page.as_ref().ok()?;
    let decoded = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let whole = if decoded.starts_with('/') {
        decoded.clone()
    } else {
        joined(&page.address, &decoded)?
    };
    Some((decoded, whole))
}
