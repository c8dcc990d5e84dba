//! What makes the card of an article worse than it could be: in the list of the site, on networks,
//! in search results.

use super::wanted::Limits;
use crate::model::{
    card::{Card, CoverFile, SOCIAL_PIXELS},
    finding::{Finding, Place, Rule},
    front_matter::KeyPath,
    said::{Said, said},
    site::{keys, limits},
};

/// Where a card is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    InList,
    OnNetworks,
    InSearch,
}

impl Seen {
    /// Whether what a rule finds is seen there.
    pub fn shows(self, rule: Rule) -> bool {
        match rule {
            Rule::TitleMissing | Rule::SummaryMissing => true,
            Rule::TitleLong | Rule::SummaryLong => self != Self::InList,
            Rule::CoverMissing | Rule::CoverAlt => self != Self::InSearch,
            _ => false,
        }
    }
}

/// What is wrong with the file of the cover, as far as it is known.
pub fn of_file(card: &Card, file: Option<CoverFile>, seen: Seen) -> Vec<Finding> {
    let of_cover = |rule, message| vec![at(rule, keys::COVER, message)];
    match file.filter(|_| card.cover.is_some()) {
        Some(CoverFile::Failed) => of_cover(Rule::CoverBroken, said!("check-cover-broken")),
        Some(CoverFile::Ready(pixels)) if seen == Seen::OnNetworks => {
            let message = small(pixels).into_iter();
            message
                .flat_map(|it| of_cover(Rule::CoverSmall, it))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What is said of a cover of so many pixels, width and height, that networks ask more of.
pub(super) fn small([width, height]: [usize; 2]) -> Option<Said> {
    let [least_width, least_height] = SOCIAL_PIXELS;
    let is_small = width < least_width || height < least_height;
    // Without separators, as sizes are written.
    let [width, height] = [width, height].map(|size| size.to_string());
    is_small.then(|| said!("check-cover-small", width = width, height = height))
}

/// Of title, summary and cover, as the head has them.
pub fn found(card: &Card, limits: &Limits) -> Vec<Finding> {
    let mut found = in_search(card, limits);
    found.extend(cover(card));
    found
}

/// Of title and summary.
fn in_search(card: &Card, limits: &Limits) -> Vec<Finding> {
    let mut found = anywhere(card);
    let title = limits::TITLE.with_pixels(limits.title_pixels);
    let summary = limits::SUMMARY.with_pixels(limits.summary_pixels);
    let (_, title_cut) = title.in_search(&card.title);
    found.extend(title_cut.map(long_title));
    let (_, text_cut) = summary.in_search(&card.description);
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

fn cover(card: &Card) -> Option<Finding> {
    let of_cover = |rule, message| at(rule, keys::COVER, message);
    match &card.cover {
        None => Some(of_cover(Rule::CoverMissing, said!("check-cover-missing"))),
        Some(cover) if cover.alt.trim().is_empty() => {
            Some(of_cover(Rule::CoverAlt, said!("check-cover-alt")))
        }
        Some(_) => None,
    }
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
        assert_eq!(
            rules(&found(&none, &Limits::default())),
            [Rule::CoverMissing]
        );
        assert_eq!(of_file(&none, Some(CoverFile::Failed), Seen::InList), []);

        let small = card("---\ntitle: A\nsummary: S\ncover:\n  image: a.jpg\n---\n");
        let file = CoverFile::Ready([800, 900]);
        assert_eq!(rules(&found(&small, &Limits::default())), [Rule::CoverAlt]);
        let of_small = of_file(&small, Some(file), Seen::OnNetworks);
        assert_eq!(rules(&of_small), [Rule::CoverSmall]);
        assert_eq!(
            words::put(&of_small[0].message),
            "The cover is 800 × 900 pixels; networks ask for 1200 × 630"
        );
        assert_eq!(of_file(&small, Some(file), Seen::InList), []);
        assert_eq!(
            rules(&of_file(&small, Some(CoverFile::Failed), Seen::InList)),
            [Rule::CoverBroken]
        );

        let good = card("---\ntitle: A\nsummary: S\ncover:\n  image: a.jpg\n  alt: B\n---\n");
        let file = CoverFile::Ready([1200, 630]);
        assert_eq!(found(&good, &Limits::default()), []);
        assert_eq!(of_file(&good, Some(file), Seen::OnNetworks), []);
    }

    #[test]
    fn long_titles_are_told_with_where_they_end() {
        let title = "word ".repeat(30);
        let card = card(&format!("---\ntitle: {title}\nsummary: S\n---\n"));

        let found = in_search(&card, &Limits::default());

        let [(_, Value::Number(after))] = &found[0].message.values[..] else {
            panic!("{found:?}");
        };
        assert!((40..80).contains(after), "{after}");
    }

    #[test]
    fn what_a_search_result_lacks_is_found() {
        let bare = card("---\n---\nWords.");
        assert_eq!(
            rules(&in_search(&bare, &Limits::default())),
            [Rule::TitleMissing, Rule::SummaryMissing]
        );

        let long = "word ".repeat(60);
        let long = card(&format!("---\ntitle: {long}\nsummary: {long}\n---\n"));
        let found = in_search(&long, &Limits::default());
        assert_eq!(rules(&found), [Rule::TitleLong, Rule::SummaryLong]);
    }
}
