//! Titles and summaries that say what others say.

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
    let section = article.entry.page.as_ref().map(|page| page.section());
    if let Ok(section) = section
        && !title.is_empty()
    {
        let others = facts.known.articles_with_title(section, title);
        if others > 1 {
            let message = said!("check-title-twin", count = others - 1);
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
