//! Titles that other articles have, and summaries that say what the title says.

use super::subject::{Article, Facts};
use crate::model::{
    card::Card,
    finding::{Finding, Place, Rule},
    front_matter::KeyPath,
    said::said,
    site::keys,
};

pub fn found(facts: &Facts<'_>, article: &Article<'_>, card: &Card) -> Vec<Finding> {
    let mut found = Vec::new();
    let title = card.title.trim();
    if let Ok(page) = &article.entry.page
        && !title.is_empty()
    {
        let all = facts.known.articles_with_title(page, title);
        // What is written may be other than the file that was counted.
        let own = facts.known.entry(article.path);
        let is_counted = own.is_some_and(|own| {
            let place = own.page.as_ref().ok();
            let place = place.map(|page| (page.language, page.section()));
            let is_there = place == Some((page.language, page.section()));
            is_there && own.title.trim().to_lowercase() == title.to_lowercase()
        });
        let others = all.saturating_sub(usize::from(is_counted));
        if others > 0 {
            let message = said!("check-title-twin", count = others);
            let place = Place::Key(KeyPath::new([keys::TITLE]));
            found.push(Finding::new(Rule::TitleTwin, place, message));
        }
    }
    for key in [keys::SUMMARY, keys::DESCRIPTION] {
        let text = article.head.text(&KeyPath::new([key]));
        let is_title = text.is_some_and(|text| {
            !title.is_empty() && text.trim().to_lowercase() == title.to_lowercase()
        });
        if is_title {
            let message = said!("check-summary-is-title");
            let place = Place::Key(KeyPath::new([key]));
            found.push(Finding::new(Rule::SummaryIsTitle, place, message));
        }
    }
    found
}
