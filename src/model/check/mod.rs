//! The rules: each looks at an article, or at all of them, and returns what it finds.
//!
//! A rule is pure and knows neither the window nor a command that asks it. What it finds is a
//! [`Finding`]: its [`Rule`], a severity, a place, a message without words, and the edits that put it
//! right, the likeliest first. One file a subject. What is wrong with a head is found where it is read
//! ([`front_matter`](super::front_matter)).
//!
//! What one article cannot know, as it is about several, is a [`Shared`].

pub mod address;
pub mod card;
mod fix;
pub mod habit;
mod head;
mod known;
mod link;
mod located;
pub mod marks;
mod of_site;
mod prose;
mod publish;
mod remedy;
pub mod shortcode;
mod silence;
mod subject;
mod tags;
mod text;
mod title;
pub mod wanted;

use std::path::PathBuf;

pub use fix::together;
pub use known::Known;
pub use located::{InSite, Located, Region, located};
pub use of_site::{Findings, Remedy, Shared};
pub use subject::{Article, Facts, Files};
pub use wanted::Wanted;

use crate::model::{
    card::Card,
    finding::{Finding, Rule},
    schema::Schema,
    site::Site,
};

/// All that is wrong with an article or could be better; `shared` is what was found of it among the
/// others.
pub fn article<'a>(
    facts: &Facts<'_>,
    article: &Article<'_>,
    shared: impl Iterator<Item = &'a Shared>,
) -> Vec<Finding> {
    let mut found = head::found(article);
    let is_said = found.iter().any(|it| it.rule == Rule::TextConflict);
    let marks = marks::found(article.text).filter(|marks| !is_said && !article.is_in_code(marks));
    found.extend(marks);
    if facts.site.settings.is_hugo() {
        let faults = facts
            .site
            .shortcodes
            .faults(article.text, article.head.head.end);
        let shortcodes = &facts.site.shortcodes;
        let of_calls = shortcode::found_with_fixes(article.text, &faults, shortcodes);
        // A module or theme that is not in the site may have them.
        let is_known = !facts.files.are_unknown();
        let is_told = |it: &Finding| is_known || it.rule == Rule::TextShortcodeBroken;
        found.extend(of_calls.into_iter().filter(is_told));
        found.extend(publish::found(facts, article));
        found.extend(address::found(facts, article));
        found.extend(tags::found(facts, article));
        found.extend(head::old_keys(facts, article));
    }
    let prose = prose::of(article);
    found.extend(text::found(article, &prose));
    found.extend(link::found(facts, article, &prose));
    if article.head.is_editable() && article.is_of_readers() {
        let rules = facts.site.settings.summary_rules();
        let card = Card::of(article.head, article.blocks, article.text, rules);
        found.extend(card::in_search(&card));
        found.extend(card::cover(&card, None, None));
        found.extend(title::found(facts, article, &card));
    }
    found.extend(shared.map(|shared| remedy::in_article(facts, article, shared)));
    let told = silence::applied(article, found).into_iter();
    told.filter_map(|finding| facts.wanted.applied(finding))
        .collect()
}

/// What one article cannot know: collisions, and habits of its section.
pub fn site(site: &Site, schema: &Schema, learned: &[PathBuf], now_secs: i64) -> Vec<Shared> {
    let mut found = habit::found(&schema.outliers, learned);
    if site.settings.is_hugo() {
        found.extend(address::twice(site.rivals(now_secs)));
    }
    found
}
