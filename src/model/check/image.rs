//! The pictures in a text: those that are not there, and those that say nothing to who does not see them.

use percent_encoding::percent_decode_str;

use super::{
    prose::{Pictured, Prose},
    subject::{Article, Facts},
};
use crate::model::{
    finding::{Finding, Place, Rule},
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

/// Of the site, and nowhere in it.
fn missing(facts: &Facts<'_>, article: &Article<'_>, picture: &Pictured) -> Option<Finding> {
    let address = picture.address.as_str();
    let is_of_site = !address.contains([':', '{']) && !address.starts_with("//");
    let path = address
        .split(['#', '?'])
        .next()
        .filter(|path| !path.is_empty())?;
    let page = article.entry.page.as_ref().ok()?;
    // A template may find it elsewhere than where it is written to be.
    if !is_of_site || facts.site.hooks.images {
        return None;
    }
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let whole = if decoded.starts_with('/') {
        decoded.to_string()
    } else {
        joined(&page.address, &decoded)?
    };
    if facts.files.is_served(article.path, &decoded, &whole)
        || facts.files.is_served(article.path, &decoded, &decoded)
        || facts.files.are_unknown()
    {
        return None;
    }
    let place = Place::Text(picture.range.clone());
    let message = said!("check-image-missing", address = &*decoded);
    Some(Finding::new(Rule::ImageMissing, place, message))
}
