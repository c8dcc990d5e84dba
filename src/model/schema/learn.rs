//! From the heads of many articles to the form of each section.

use std::collections::{BTreeMap, HashMap};

use super::{
    Field, Form, Schema, kind,
    kind::{FieldKind, Texts},
    outlier,
    summary::{DateStyle, HeadSummary, KeySummary, ListStyle, ValueKind},
};
use crate::model::{
    front_matter::{Format, KeyPath, Manner, Quoting},
    site::keys,
};

/// So many words of a field are kept.
const MAX_VALUES: usize = 500;

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
                .map(|(section, tally)| (section, tally.form()))
                .collect(),
            whole: whole.form(),
            outliers,
        }
    }
}

/// The counts of one section.
#[derive(Default)]
pub(super) struct Tally<'a> {
    pub articles: usize,
    formats: Vec<Format>,
    /// By the path in lower case, as Hugo reads keys.
    pub keys: BTreeMap<Vec<String>, Key<'a>>,
}

/// The counts of one key.
#[derive(Default)]
pub(super) struct Key<'a> {
    /// The article and what it has, one each.
    pub found: Vec<(usize, &'a KeySummary)>,
    /// Its place among the keys of its heads, added up.
    places: usize,
}

impl<'a> Tally<'a> {
    fn add(&mut self, article: usize, head: &'a HeadSummary) {
        self.articles += 1;
        self.formats.extend(head.format);
        for (place, key) in head.keys.iter().enumerate() {
            let lower = key.path.0.iter().map(|key| key.to_lowercase()).collect();
            let tally = self.keys.entry(lower).or_default();
            tally.found.push((article, key));
            tally.places += place;
        }
    }

    fn form(self) -> Form {
        let articles = self.articles;
        let date_example = self
            .keys
            .get([keys::DATE.to_owned()].as_slice())
            .map(Key::date_example)
            .unwrap_or_default();
        let manner = self.manner();
        let format = most(self.formats.iter().copied());
        let mut fields: Vec<(usize, Field)> = self
            .keys
            .into_values()
            .map(|key| (key.places / key.found.len().max(1), key.field(articles)))
            .collect();
        fields.sort_by_key(|(place, _)| *place);
        Form {
            fields: fields.into_iter().map(|(_, field)| field).collect(),
            articles,
            date_example,
            format,
            manner,
        }
    }
}

impl Tally<'_> {
    /// How most articles write the values that a new head has none of.
    fn manner(&self) -> Manner {
        let keys = || {
            let found = self.keys.values().flat_map(|key| &key.found);
            found.map(|(_, key)| *key)
        };
        let list_style = most(keys().filter_map(|key| match key.kind {
            ValueKind::List(style) => Some(style),
            _ => None,
        }));
        let has_items =
            |key: &&KeySummary| matches!(key.kind, ValueKind::List(_)) && !key.words.is_empty();
        Manner {
            block_lists: list_style == Some(ListStyle::Block),
            texts: quoting(keys().filter(|key| key.kind == ValueKind::Text)).unwrap_or_default(),
            items: quoting(keys().filter(has_items)),
            dates: most(
                keys()
                    .filter(|key| matches!(key.kind, ValueKind::Date(_)))
                    .map(|key| key.quotes),
            )
            .flatten(),
        }
    }
}

/// How most of `keys` are quoted; `None` if there are none.
fn quoting<'a>(keys: impl Iterator<Item = &'a KeySummary> + Clone) -> Option<Quoting> {
    let quotes = most(keys.clone().filter_map(|key| key.quotes));
    let is_always = most(keys.map(|key| key.quotes.is_some()))?;
    Some(Quoting { quotes, is_always })
}

impl Key<'_> {
    /// As most articles write it.
    pub fn spelling(&self) -> KeyPath {
        most(self.found.iter().map(|(_, key)| &key.path))
            .cloned()
            .unwrap_or(KeyPath(Vec::new()))
    }

    /// Its words, most frequent first, each with the number of its articles.
    pub fn values(&self) -> Vec<(String, usize)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (_, key) in &self.found {
            for word in &key.words {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut values: Vec<(String, usize)> = counts
            .into_iter()
            .map(|(word, count)| (word.to_owned(), count))
            .collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(MAX_VALUES);
        values
    }

    fn field(&self, articles: usize) -> Field {
        let path = self.spelling();
        let values = self.values();
        let mut chars: Vec<usize> = self
            .found
            .iter()
            .map(|(_, key)| key.chars)
            .filter(|&chars| chars > 0)
            .collect();
        chars.sort_unstable();
        let at = |part: usize| chars.get(chars.len() * part / 10).copied().unwrap_or(0);
        let typical_chars = (at(5), at(9));
        Field {
            label: kind::label(&path),
            kind: self.kind(&path, &values, typical_chars.0),
            share: self.found.len() as f32 / articles.max(1) as f32,
            values,
            typical_chars,
            required: false,
            limit: None,
            help: None,
            order: None,
            is_hidden: false,
            path,
        }
    }

    fn kind(&self, path: &KeyPath, values: &[(String, usize)], median_chars: usize) -> FieldKind {
        let lines = ValueKind::Lines;
        let kinds = self.found.iter().map(|(_, key)| key.kind.plain());
        let Some(kind) = most(kinds.filter(|kind| *kind != ValueKind::Null)) else {
            return kind::of_texts(
                path,
                &Texts {
                    count: 0,
                    words: &[],
                    long: 0,
                    with_breaks: 0,
                    median_chars: 0,
                },
            );
        };
        match kind {
            ValueKind::Switch => FieldKind::Switch,
            ValueKind::Number => FieldKind::Number,
            ValueKind::Date(_) => FieldKind::Date,
            ValueKind::Maps => FieldKind::ListOfMaps,
            ValueKind::List(_) => {
                let is_short = |(word, _): &&(String, usize)| word.chars().count() <= 40;
                let short = values.iter().filter(is_short).count();
                if short * 10 >= values.len() * 8 {
                    FieldKind::Tags
                } else {
                    FieldKind::List
                }
            }
            ValueKind::Null | ValueKind::Text | ValueKind::Lines => {
                let texts = self.found.iter().map(|(_, key)| key);
                kind::of_texts(
                    path,
                    &Texts {
                        count: self.found.len(),
                        words: values,
                        long: texts.clone().filter(|key| key.words.is_empty()).count(),
                        with_breaks: texts.filter(|key| key.kind == lines).count(),
                        median_chars,
                    },
                )
            }
        }
    }

    /// A date in the way that most are written.
    fn date_example(&self) -> String {
        let style = |key: &KeySummary| match key.kind {
            ValueKind::Date(style) => Some(style),
            _ => None,
        };
        let usual: Option<DateStyle> = most(self.found.iter().filter_map(|(_, key)| style(key)));
        self.found
            .iter()
            .filter(|(_, key)| usual.is_some() && style(key) == usual)
            .find_map(|(_, key)| key.words.first())
            .map(ToString::to_string)
            .unwrap_or_default()
    }
}

impl ValueKind {
    /// Without its style.
    pub(super) fn plain(self) -> Self {
        match self {
            Self::Date(_) => Self::Date(DateStyle::Day),
            Self::List(_) => Self::List(ListStyle::Flow),
            Self::Lines => Self::Text,
            kind => kind,
        }
    }
}

/// What occurs most often; of equals the least.
pub(super) fn most<T: Ord + std::hash::Hash + Clone>(found: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for one in found {
        *counts.entry(one).or_default() += 1;
    }
    let best = counts.values().copied().max()?;
    counts
        .into_iter()
        .find(|(_, count)| *count == best)
        .map(|(one, _)| one)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::front_matter;

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
        let head = front_matter::read("---\ntitle: New\nTAGS: []\n---\n");

        let offered = schema.form("posts").offered(&head);

        let keys: Vec<String> = offered.iter().map(|field| field.path.to_string()).collect();
        assert_eq!(keys, ["date", "label"]);
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
