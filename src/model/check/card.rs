//! What makes the card of an article worse than it could be: in the list of the site, on networks,
//! in search results.

use crate::model::{
    card::{Card, CoverFile, SOCIAL_PIXELS},
    finding::{Finding, Place, Rule},
    front_matter::KeyPath,
    said::{Said, said},
    site::{
        keys,
        limits::{self, Limit},
    },
};

/// Of the entry in the site's list.
pub fn in_list(card: &Card, file: Option<CoverFile>) -> Vec<Finding> {
    let mut found = anywhere(card);
    found.extend(cover(card, file, None));
    found
}

/// Of the card on networks.
pub fn on_networks(card: &Card, file: Option<CoverFile>) -> Vec<Finding> {
    let mut found = anywhere(card);
    let is_long = |text: &str, limit: &Limit| text.chars().count() > limit.chars;
    if is_long(&card.title, &limits::TITLE) {
        found.push(long_title(limits::TITLE.chars));
    }
    if !card.is_made_of_text && is_long(&card.description, &limits::SUMMARY) {
        found.push(long_summary(limits::SUMMARY.chars));
    }
    found.extend(cover(card, file, Some(SOCIAL_PIXELS)));
    found
}

/// Of the search result.
pub fn in_search(card: &Card) -> Vec<Finding> {
    let mut found = anywhere(card);
    let (_, title_cut) = limits::TITLE.in_search(&card.title);
    found.extend(title_cut.map(long_title));
    let (_, text_cut) = limits::SUMMARY.in_search(&card.description);
    let text_cut = text_cut.filter(|_| !card.is_made_of_text);
    found.extend(text_cut.map(long_summary));
    found
}

fn anywhere(card: &Card) -> Vec<Finding> {
    let mut found = Vec::new();
    if card.title.trim().is_empty() {
        let message = said!("check-title-missing");
        found.push(at(Rule::TitleMissing, keys::TITLE, message));
    }
    if card.is_made_of_text {
        let message = said!("check-summary-missing");
        found.push(at(Rule::SummaryMissing, keys::SUMMARY, message));
    }
    found
}

pub(super) fn cover(
    card: &Card,
    file: Option<CoverFile>,
    least: Option<[usize; 2]>,
) -> Vec<Finding> {
    let of_cover = |rule, message| at(rule, keys::COVER, message);
    let Some(cover) = &card.cover else {
        let message = said!("check-cover-missing");
        return vec![of_cover(Rule::CoverMissing, message)];
    };
    let mut found = Vec::new();
    match (file, least) {
        (Some(CoverFile::Failed), _) => {
            found.push(of_cover(Rule::CoverBroken, said!("check-cover-broken")));
        }
        (Some(CoverFile::Ready([width, height])), Some([least_width, least_height]))
            if width < least_width || height < least_height =>
        {
            // Without separators, as sizes are written.
            let [width, height] = [width, height].map(|size| size.to_string());
            let message = said!("check-cover-small", width = width, height = height);
            found.push(of_cover(Rule::CoverSmall, message));
        }
        _ => {}
    }
    if cover.alt.trim().is_empty() {
        found.push(of_cover(Rule::CoverAlt, said!("check-cover-alt")));
    }
    found
}

fn long_title(after: usize) -> Finding {
    let message = said!("check-title-long", after = after);
    at(Rule::TitleLong, keys::TITLE, message)
}

fn long_summary(after: usize) -> Finding {
    let message = said!("check-summary-long", after = after);
    at(Rule::SummaryLong, keys::SUMMARY, message)
}

fn at(rule: Rule, key: &str, message: Said) -> Finding {
    Finding::new(rule, Place::Key(KeyPath::new([key])), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::summary::Rules;
    use crate::model::{front_matter, markdown::blocks, said::Value, words};

    fn card(text: &str) -> Card {
        let head = front_matter::read(text);
        let blocks = blocks::parse(text, head.head.end);
        Card::of(&head, &blocks, text, Rules::default())
    }

    fn rules(found: &[Finding]) -> Vec<Rule> {
        found.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn what_a_cover_lacks_is_found() {
        let none = card("---\ntitle: A\nsummary: S\n---\n");
        assert_eq!(rules(&on_networks(&none, None)), [Rule::CoverMissing]);

        let small = card("---\ntitle: A\nsummary: S\ncover:\n  image: a.jpg\n---\n");
        let file = CoverFile::Ready([800, 900]);
        let found = on_networks(&small, Some(file));
        assert_eq!(rules(&found), [Rule::CoverSmall, Rule::CoverAlt]);
        assert_eq!(
            words::put(&found[0].message),
            "The cover is 800 × 900 pixels; networks ask for 1200 × 630"
        );
        assert_eq!(rules(&in_list(&small, Some(file))), [Rule::CoverAlt]);
        assert_eq!(
            rules(&in_list(&small, Some(CoverFile::Failed))),
            [Rule::CoverBroken, Rule::CoverAlt]
        );

        let good = card("---\ntitle: A\nsummary: S\ncover:\n  image: a.jpg\n  alt: B\n---\n");
        let file = CoverFile::Ready([1200, 630]);
        assert_eq!(on_networks(&good, Some(file)), []);
    }

    #[test]
    fn long_titles_are_told_with_where_they_end() {
        let title = "word ".repeat(30);
        let card = card(&format!("---\ntitle: {title}\nsummary: S\n---\n"));

        let found = in_search(&card);

        let [(_, Value::Number(after))] = &found[0].message.values[..] else {
            panic!("{found:?}");
        };
        assert!((40..80).contains(after), "{after}");
    }

    #[test]
    fn what_a_search_result_lacks_is_found() {
        let bare = card("---\n---\nWords.");
        assert_eq!(
            rules(&in_search(&bare)),
            [Rule::TitleMissing, Rule::SummaryMissing]
        );

        let long = "word ".repeat(60);
        let long = card(&format!("---\ntitle: {long}\nsummary: {long}\n---\n"));
        let found = in_search(&long);
        assert_eq!(rules(&found), [Rule::TitleLong, Rule::SummaryLong]);
    }
}
