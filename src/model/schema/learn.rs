//! From the heads of many articles to the form of each section.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::Arc,
};

use super::{
    ENOUGH, Outlier, Schema,
    heads::Heads,
    summary::{HeadSummary, KeySummary},
    tally::Tally,
};

/// What the heads of a site say, counted: a head that is another is taken out as it was and put in as it
/// is, and what all of them have in common follows.
#[derive(Debug, Default)]
pub struct Counts {
    /// By the first folder below the content folder; empty for the top.
    sections: BTreeMap<String, Section>,
    whole: Tally,
}

#[derive(Debug, Default)]
struct Section {
    tally: Tally,
    heads: Heads,
}

/// A key of a head: its place there, its path in lower case, what it has.
type Placed<'a> = (usize, Vec<String>, KeySummary<'a>);

impl Counts {
    /// The article at `path` in a section, as the site names it, had the head `before` when it was counted last and
    /// has `now`; `None`: it was not there, it is there no more.
    pub fn change(
        &mut self,
        section: &str,
        path: &Arc<Path>,
        before: Option<&HeadSummary>,
        now: Option<&HeadSummary>,
    ) {
        let kind = section.split('/').next().unwrap_or_default();
        if !self.sections.contains_key(kind) {
            self.sections.insert(kind.to_owned(), Section::default());
        }
        let Some(section) = self.sections.get_mut(kind) else {
            return;
        };
        if let Some(head) = before {
            section.heads.take(path, head);
        }
        if let Some(head) = now {
            section.heads.put(path, head);
        }
        let tallies = &mut [&mut self.whole, &mut section.tally];
        let (mut gone, come) = (keys(before), keys(now));
        let mut by_key: HashMap<KeySummary<'_>, Vec<usize>> = HashMap::new();
        if !come.is_empty() {
            for (at, (_, _, key)) in gone.iter().enumerate() {
                by_key.entry(*key).or_default().push(at);
            }
        }
        let mut stays = vec![false; gone.len()];
        for (place, lower, key) in &come {
            let at = by_key.get_mut(key).and_then(Vec::pop);
            match at.and_then(|at| Some((gone.get(at)?.0, stays.get_mut(at)?))) {
                Some((from, stays)) => {
                    *stays = true;
                    for tally in &mut *tallies {
                        tally.replace(lower, from, *place);
                    }
                }
                None => put(tallies, lower, key, *place),
            }
        }
        let mut stays = stays.into_iter();
        gone.retain(|_| stays.next() == Some(false));
        for (place, lower, key) in &gone {
            for tally in &mut *tallies {
                tally.take(lower, key, *place);
            }
        }
        for tally in tallies {
            if let Some(head) = now {
                tally.put_article(head.format());
            }
            if let Some(head) = before {
                tally.take_article(head.format());
            }
        }
        if section.tally.articles() == 0 {
            self.sections.remove(kind);
        }
    }

    /// What the articles have in common. Of keys that no article changed since it was asked last nothing is made anew.
    pub fn schema(&mut self) -> Schema {
        let mut outliers = Vec::new();
        for (name, section) in &mut self.sections {
            let odd = section.tally.odd(&section.heads);
            outliers.extend(odd.map(|(path, odd)| Outlier {
                section: name.clone(),
                path,
                oddity: odd.oddity.clone(),
                articles: Arc::clone(&odd.articles),
            }));
        }
        let of_whole = self.whole.date_style().and_then(|style| {
            let dates = self.sections.values();
            let dates = dates.filter_map(|section| section.heads.date_in(style));
            dates.min_by_key(|(path, _)| *path)
        });
        let whole_date = of_whole.map_or_else(String::new, |(_, date)| date.to_owned());
        let sections = self.sections.iter_mut();
        let enough = sections.filter(|(_, section)| section.tally.articles() >= ENOUGH);
        Schema {
            sections: enough
                .map(|(name, Section { tally, heads })| {
                    let date = tally.date_style().and_then(|style| heads.date_in(style));
                    let date = date.map_or_else(String::new, |(_, date)| date.to_owned());
                    (name.clone(), tally.form(date))
                })
                .collect(),
            whole: self.whole.form(whole_date),
            outliers,
        }
    }
}

fn keys(head: Option<&HeadSummary>) -> Vec<Placed<'_>> {
    let keys = head.into_iter().flat_map(HeadSummary::keys).enumerate();
    let lower = |key: &KeySummary<'_>| key.path.0.iter().map(|part| part.to_lowercase()).collect();
    keys.map(|(place, key)| (place, lower(&key), key)).collect()
}

/// A word that several count is held once.
fn put(tallies: &mut [&mut Tally; 2], lower: &[String], key: &KeySummary<'_>, place: usize) {
    let [whole, _] = &*tallies;
    let held = |word: &str| whole.held(lower, word).unwrap_or_else(|| word.into());
    let words: Vec<Arc<str>> = key.words().map(held).collect();
    for tally in tallies {
        tally.put(lower, key, place, &words);
    }
}

impl Schema {
    /// What articles have in common whose paths nobody asks for, each with its section: they are called by their
    /// numbers.
    pub fn learn<'a>(articles: impl IntoIterator<Item = (&'a str, &'a HeadSummary)>) -> Self {
        let mut counts = Counts::default();
        for (number, (section, head)) in articles.into_iter().enumerate() {
            let path = Path::new(&format!("{number:09}")).into();
            counts.change(section, &path, None, Some(head));
        }
        counts.schema()
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
            *label.values,
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

    /// With what a habit and a breach of it are made of, in few values.
    fn varied(number: usize) -> HeadSummary {
        let title = ["title: One\n", "Title: Two\n", "title: 3\n", ""][number % 4];
        let date = ["date: 2026-01-01\n", "date: 2026-01-01T10:00:00Z\n", ""][number / 4 % 3];
        let tags = [
            "tags: [ferry, tide]\n",
            "tags: [ferries]\n",
            "Tags: Ferry\n",
            "tags:\n- \"tide\"\n",
            "tags: [tides, tide, tide]\ntags: x\n",
            "",
        ][number / 12 % 6];
        summary(&format!("{date}{tags}{title}"))
    }

    proptest! {
        #[test]
        fn counted_one_after_another_is_counted_afresh(
            first in proptest::collection::vec(proptest::option::of(0..72_usize), 12),
            deeds in proptest::collection::vec((0..12_usize, proptest::option::of(0..72_usize)), 1..12),
        ) {
            let paths: Vec<Arc<Path>> = (0..12).map(|it| Path::new(&format!("{it}.md")).into()).collect();
            let section = |at: usize| ["posts", "posts/old", "notes", ""][at % 4];
            let mut heads: Vec<Option<HeadSummary>> = vec![None; 12];
            let mut counts = Counts::default();
            for (at, said) in first.into_iter().enumerate().chain(deeds) {
                let now = said.map(varied);
                counts.change(section(at), &paths[at], heads[at].as_ref(), now.as_ref());
                heads[at] = now;

                let mut afresh = Counts::default();
                for (at, head) in heads.iter().enumerate().rev() {
                    if let Some(head) = head {
                        afresh.change(section(at), &paths[at], None, Some(head));
                    }
                }
                prop_assert_eq!(counts.schema(), afresh.schema());
                prop_assert_eq!(counts.sections.len(), afresh.sections.len());
            }
        }

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
