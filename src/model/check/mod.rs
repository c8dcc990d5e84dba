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
pub mod cover;
mod fix;
pub mod habit;
mod head;
mod image;
mod in_text;
mod known;
mod leading;
mod link;
mod located;
pub mod marks;
mod of_site;
pub mod pictures;
mod prose;
mod publish;
mod remedy;
pub mod settings;
pub mod shortcode;
mod silence;
mod subject;
mod tags;
mod text;
mod title;
mod told;
pub mod wanted;

pub use fix::{safe, together};
pub use in_text::InText;
pub use known::{Known, Leads};
pub use located::{InSite, Located, Region, located};
pub use of_site::{Findings, Remedy, Shared};
pub use silence::leaving;
pub use subject::{Article, Facts, Files};
pub use wanted::Wanted;

use crate::model::{
    card::Card,
    finding::{Finding, Rule},
    front_matter::{KeyPath, Value},
    site::{Site, linking::LinksOut},
};

/// What looking at an article gives.
#[derive(Debug)]
pub struct Looked {
    pub findings: Vec<Finding>,
    pub links: LinksOut,
}

/// All that is wrong with an article or could be better, and where it leads; `shared` is what was found
/// of it among the others, and `more` what was found by who may read more than the article.
pub fn article<'a>(
    facts: &Facts<'_>,
    article: &Article<'_>,
    shared: impl Iterator<Item = &'a Shared>,
    more: impl IntoIterator<Item = Finding>,
) -> Looked {
    let mut found = head::found(article);
    found.extend(more);
    let is_said = found.iter().any(|it| it.rule == Rule::TextConflict);
    let marks = marks::found(article.text).filter(|marks| !is_said && !article.is_in_code(marks));
    found.extend(marks);
    if facts.site.settings.is_hugo() {
        let shortcodes = &facts.site.shortcodes;
        let mut faults = shortcodes.faults(article.text, article.head.head.end);
        if !faults.is_empty() && facts.files.are_unknown() {
            // A module or theme that is not in the site may have them.
            faults.retain(|fault| !fault.wrong.is_of_a_name());
        }
        found.extend(shortcode::found_with_fixes(
            article.text,
            &faults,
            shortcodes,
        ));
        found.extend(publish::found(facts, article));
        found.extend(address::found(facts, article));
        found.extend(tags::found(facts, article));
        found.extend(head::old_keys(facts, article));
    }
    let prose = prose::of(article);
    found.extend(text::found(facts, article, &prose));
    found.extend(link::found(facts, article, &prose));
    found.extend(image::found(facts, article, &prose));
    // Of an article that is in no site nothing says that it is no page.
    let is_of_readers = article.is_of_readers() || facts.site.root.as_os_str().is_empty();
    if article.head.is_editable() && is_of_readers {
        let rules = facts.site.settings.summary_rules();
        let card = Card::of(article.head, article.blocks, article.text, rules);
        let mut of_card = card::found(&card, &facts.wanted.limits);
        if is_only_begun(facts, article) {
            of_card.retain(|finding| !LACKING.contains(&finding.rule));
        }
        found.extend(of_card);
        found.extend(title::found(facts, article, &card));
        found.extend(image::missing_cover(facts, article, &card));
    }
    found.extend(shared.filter_map(|shared| remedy::in_article(facts, article, shared)));
    let told = silence::applied(article, found).into_iter();
    let findings: Vec<Finding> = told
        .filter_map(|finding| facts.wanted.applied(finding))
        .collect();
    let is_broken = findings.iter().any(|it| BROKEN.contains(&it.rule));
    Looked {
        links: leading::out(facts, article, &prose, is_broken),
        findings,
    }
}

/// What an article lacks that was only begun: nobody has to be told.
const LACKING: [Rule; 3] = [Rule::TitleMissing, Rule::SummaryMissing, Rule::CoverMissing];

/// Whether it has no word of text and is kept from readers, as every new article.
fn is_only_begun(facts: &Facts<'_>, article: &Article<'_>) -> bool {
    let text = article.text.get(article.head.head.end..);
    let (key, value) = facts.site.settings.generator.kept_back();
    let kept = article.head.value(&KeyPath::new([key]));
    kept == Some(&Value::Bool(value)) && text.is_some_and(|text| text.trim().is_empty())
}

/// What is found where a link or a picture leads nowhere.
const BROKEN: [Rule; 4] = [
    Rule::LinkMissing,
    Rule::LinkFragment,
    Rule::ImageCase,
    Rule::ImageMissing,
];

/// What one article cannot know: the habits of its section, as [`habit`] found them, and collisions.
pub fn site(site: &Site, habits: &[Shared], now_secs: i64) -> Vec<Shared> {
    let mut found = habits.to_vec();
    if site.settings.is_hugo() {
        found.extend(address::twice(site.rivals(now_secs)));
    }
    found
}
