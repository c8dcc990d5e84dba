//! From the heads of many articles to the form of each section.

use std::collections::BTreeMap;

use super::{ENOUGH, Schema, outlier, summary::HeadSummary, tally::Tally};

impl Schema {
    /// What the articles have in common: each with its section, as the site names it.
    pub fn learn<'a>(articles: impl IntoIterator<Item = (&'a str, &'a HeadSummary)>) -> Self {
        let mut sections: BTreeMap<String, Tally<'a>> = BTreeMap::new();
        let mut whole = Tally::default();
        for (article, (section, head)) in articles.into_iter().enumerate() {
            let kind = section.split('/').next().unwrap_or_default();
            sections
                .entry(kind.to_owned())
                .or_default()
                .add(article, head);
            whole.add(article, head);
        }
        let mut outliers = Vec::new();
        for (section, tally) in &sections {
            outlier::find(section, tally, &mut outliers);
        }
        Self {
            sections: sections
                .into_iter()
                .filter(|(_, tally)| tally.articles >= ENOUGH)
                .map(|(section, tally)| (section, tally.form()))
                .collect(),
            whole: whole.form(),
            outliers,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::kind::FieldKind, *};
    use crate::model::front_matter::{self, KeyPath};

    fn summary(head: &str) -> HeadSummary {
        let text = format!("---\n{head}---\n");
        HeadSummary::of(&front_matter::read(&text), &text)
    }

    fn learn(heads: &[&str]) -> Schema {
        let heads: Vec<HeadSummary> = heads.iter().map(|head| summary(head)).collect();
        Schema::learn(heads.iter().map(|head| ("posts", head)))
    }

    const HEADS: [&str; 6] = [
        "title: One\ndate: 2026-01-01T10:00:00Z\ntags: [a, b]\nlabel: NEWS\ncover:\n  image: a.jpg\n",
        "title: Two\ndate: 2026-01-02T10:00:00Z\ntags: [a]\nlabel: NEWS\nauthor: Eva\n",
        "title: Three\ndate: 2026-01-03\ntags: [c]\nlabel: OPINION\n",
        "title: Four\ndate: 2026-01-04T10:00:00Z\nTags: [a]\nlabel: NEWS\ndraft: true\n",
        "title: Five\ndate: 2026-01-05T10:00:00Z\ntags: c\nlabel: NEWS\n",
        "title: Six\ndate: 2026-01-06T10:00:00Z\ntags:\n- a\nlabel: OPINION\n",
    ];

    #[test]
    fn the_form_is_what_most_articles_have_in_their_order() {
        let schema = learn(&HEADS);
        let form = schema.form("posts/2026");

        let keys: Vec<(String, FieldKind)> = form
            .fields
            .iter()
            .filter(|field| field.is_usual())
            .map(|field| (field.path.to_string(), field.kind))
            .collect();
        assert_eq!(
            keys,
            [
                ("title", FieldKind::Text),
                ("date", FieldKind::Date),
                ("tags", FieldKind::Tags),
                ("label", FieldKind::Choice),
            ]
            .map(|(key, kind)| (key.to_owned(), kind))
        );
        let label = form.field(&KeyPath::new(["Label"])).unwrap();
        assert_eq!(
            label.values,
            [("NEWS".to_owned(), 4), ("OPINION".to_owned(), 2)]
        );
        assert_eq!(form.date_example, "2026-01-01T10:00:00Z");
        assert!(!form.manner.block_lists);
    }

    #[test]
    fn what_an_article_lacks_is_offered() {
        let schema = learn(&HEADS);
        let offered = |head: &str| -> Vec<String> {
            let head = front_matter::read(head);
            let offered = schema.form("posts").offered(&head).into_iter();
            offered.map(|field| field.path.to_string()).collect()
        };

        let lacking = ["date", "label", "author", "cover.image", "draft"];
        assert_eq!(offered("---\ntitle: New\nTAGS: []\n---\n"), lacking);
        assert!(!offered("---\ncover: a.jpg\n---\n").contains(&"cover.image".to_owned()));
    }

    #[test]
    fn a_small_section_has_the_form_of_the_site() {
        let heads: Vec<HeadSummary> = HEADS.iter().map(|head| summary(head)).collect();
        let other = summary("title: About\nlayout: wide\n");
        let schema = Schema::learn(
            heads
                .iter()
                .map(|head| ("posts", head))
                .chain([("", &other)]),
        );

        assert_eq!(schema.form("").articles, 7);
        assert_eq!(schema.form("posts").articles, 6);
        assert_eq!(schema.form("unheard-of").articles, 7);
    }

    #[test]
    fn a_value_that_nearly_all_share_is_stable() {
        let heads = [
            "title: A\nlang: nl\n",
            "title: B\nlang: nl\n",
            "title: C\nlang: nl\n",
        ];

        let schema = learn(&heads);

        assert_eq!(schema.form("posts").stable(), [KeyPath::new(["lang"])]);
    }

    proptest! {
        #[test]
        fn the_order_of_the_articles_does_not_matter(
            order in Just((0..HEADS.len()).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let heads: Vec<HeadSummary> = HEADS.iter().map(|head| summary(head)).collect();
            let shares = |order: &[usize]| -> Vec<(String, String)> {
                let schema = Schema::learn(order.iter().map(|&at| ("posts", &heads[at])));
                let fields = &schema.form("posts").fields;
                let mut shares: Vec<_> = fields
                    .iter()
                    .map(|field| (field.path.to_string(), format!("{:.3} {:?}", field.share, field.kind)))
                    .collect();
                shares.sort();
                shares
            };

            prop_assert_eq!(shares(&order), shares(&[0, 1, 2, 3, 4, 5]));
        }

        #[test]
        fn learning_never_fails(head in "(?s)[a-z:\\[\\]{}\\-, \n\"é0-9]{0,120}") {
            let summary = summary(&head);
            let schema = Schema::learn([("", &summary), ("a", &summary), ("a", &summary)]);

            prop_assert!(schema.form("a").articles >= 3);
        }
    }
}
