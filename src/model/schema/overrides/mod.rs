//! What a site says of its fields itself: in `kopij.toml`, or in the settings of a content management
//! system that it uses already.
//!
//! Limits: 1,000 fields and 200 sections of which something is said.

mod cms;
mod kopij;

use std::{collections::BTreeSet, sync::Arc};

use super::{Field, FieldKind, FileName, Form, Schema, Shape, is_same, kind};
use crate::model::{
    front_matter::KeyPath,
    said::{Said, said},
};

pub use cms::{decap_config, front_matter_cms};
pub use kopij::kopij_toml;

/// What one file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Override {
    pub(super) fields: Vec<FieldOverride>,
    pub(super) names: Vec<NamesOverride>,
    /// Sections of which all is said by name: what is said of every section is not for them.
    pub(super) apart: BTreeSet<String>,
}

/// A form of more fields is none that people fill in.
const MOST_FIELDS: usize = 1_000;
/// Each section of which something is said has a form of its own.
const MOST_SECTIONS: usize = 200;

impl Override {
    /// Whether more fields would be left out anyway.
    fn is_full(&self) -> bool {
        self.fields.len() > MOST_FIELDS || self.names.len() > MOST_FIELDS
    }

    /// Without what is more than people say; and what to say of that.
    pub fn bounded(mut self) -> (Self, Option<Said>) {
        let mut left_out = None;
        if self.is_full() {
            self.fields.truncate(MOST_FIELDS);
            self.names.truncate(MOST_FIELDS);
            left_out = Some(said!("overrides-too-many-fields", count = MOST_FIELDS));
        }
        let fields = self.fields.iter().map(|field| &field.section);
        let names = self.names.iter().map(|names| &names.section);
        let all: BTreeSet<String> = fields.chain(names).flatten().cloned().collect();
        if let Some(last) = all.iter().nth(MOST_SECTIONS) {
            let is_kept = |section: &Option<String>| section.as_ref().is_none_or(|one| one < last);
            self.fields.retain(|field| is_kept(&field.section));
            self.names.retain(|names| is_kept(&names.section));
            self.apart.retain(|section| section < last);
            left_out = Some(said!("overrides-too-many-sections", count = MOST_SECTIONS));
        }
        (self, left_out)
    }
}

/// What is said of the files of a section.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NamesOverride {
    /// `None`: of every section.
    pub section: Option<String>,
    pub names: Option<FileName>,
    pub shape: Option<Shape>,
}

/// What is said of one field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FieldOverride {
    /// `None`: in every section.
    pub section: Option<String>,
    pub path: Vec<String>,
    pub label: Option<String>,
    pub kind: Option<FieldKind>,
    pub choices: Vec<String>,
    pub required: Option<bool>,
    /// The most characters.
    pub max: Option<usize>,
    pub help: Option<String>,
    /// Its place among the fields, the least first; what has none stands after those that have.
    pub order: Option<i64>,
    pub hidden: Option<bool>,
}

impl Schema {
    /// Puts what a site says of its fields in the place of what was learned.
    pub fn override_by(&mut self, said: &Override) {
        for section in &said.apart {
            let form = self.sections.entry(section.clone());
            form.or_insert_with(|| self.whole.clone());
        }
        for field in said.fields.iter().filter(|field| field.section.is_none()) {
            self.whole.put(field);
            let others = self.sections.iter_mut();
            let others = others.filter(|(section, _)| !said.apart.contains(*section));
            others.for_each(|(_, form)| form.put(field));
        }
        for field in &said.fields {
            if let Some(section) = &field.section {
                let form = self.sections.entry(section.clone());
                form.or_insert_with(|| self.whole.clone()).put(field);
            }
        }
        for said in &said.names {
            let form = match &said.section {
                Some(section) => {
                    let form = self.sections.entry(section.clone());
                    form.or_insert_with(|| self.whole.clone())
                }
                None => &mut self.whole,
            };
            form.names_said = said.names.clone().or(form.names_said.take());
            form.shape_said = said.shape.or(form.shape_said);
        }
        for form in self.sections.values_mut().chain([&mut self.whole]) {
            let place = |field: &Field| field.order.unwrap_or(i64::MAX);
            form.fields.sort_by_key(place);
        }
    }
}

impl Form {
    fn put(&mut self, said: &FieldOverride) {
        let path = KeyPath(said.path.clone());
        let known = self
            .fields
            .iter()
            .position(|field| is_same(&field.path, &path));
        let at = known.unwrap_or_else(|| {
            self.fields.push(Field::new(path));
            self.fields.len() - 1
        });
        let Some(field) = self.fields.get_mut(at) else {
            return;
        };
        if let Some(label) = &said.label {
            field.label = Said::verbatim(label.as_str());
        }
        if let Some(kind) = said.kind {
            field.kind = kind;
        }
        if !said.choices.is_empty() {
            let count = |word: &String| {
                let known = field.values.iter().find(|(known, _)| known == word);
                known.map_or(0, |(_, count)| *count)
            };
            field.values = said
                .choices
                .iter()
                .map(|word| (word.clone(), count(word)))
                .collect();
            if said.kind.is_none() && field.kind == FieldKind::Text {
                field.kind = FieldKind::Choice;
            }
        }
        field.required = said.required.unwrap_or(field.required);
        field.limit = said.max.or(field.limit);
        field.help = said.help.clone().or_else(|| field.help.take());
        field.order = said.order.or(field.order);
        field.is_hidden = said.hidden.unwrap_or(field.is_hidden);
        field.is_declared = true;
    }
}

impl Field {
    /// A field that no article has yet.
    fn new(path: KeyPath) -> Self {
        Self {
            label: kind::label(&path),
            kind: FieldKind::Text,
            share: 0.0,
            values: Arc::default(),
            typical_chars: (0, 0),
            required: false,
            limit: None,
            help: None,
            order: None,
            is_hidden: false,
            is_declared: true,
            path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{front_matter, schema::HeadSummary};

    fn schema() -> Schema {
        let text = "---\ntitle: A\nlabel: NEWS\nmood: calm\n---\n";
        let head = HeadSummary::of(&front_matter::read(text), text);
        Schema::learn(std::iter::repeat_n(("posts", &head), 4))
    }

    #[test]
    fn what_the_site_says_takes_the_place_of_what_was_learned() {
        let mut schema = schema();
        let (said, problems) = kopij_toml(
            "[fields.Label]\nlabel = \"Kind of article\"\nchoices = [\"NEWS\", \"OPINION\"]\nhelp = \"One word\"\norder = 1\n\n[fields.\"cover.alt\"]\nkind = \"long text\"\nmax = 125\nrequired = true\n\n[sections.posts.fields.mood]\nhidden = true\n",
        );
        assert_eq!(problems, [] as [Said; 0]);

        schema.override_by(&said);

        let form = schema.form("posts");
        let label = &form.fields[0];
        assert_eq!(label.label, Said::verbatim("Kind of article"));
        assert_eq!(label.kind, FieldKind::Choice);
        assert_eq!(
            *label.values,
            [("NEWS".to_owned(), 4), ("OPINION".to_owned(), 0)]
        );
        let alt = form.field(&KeyPath::new(["cover", "alt"])).unwrap();
        assert_eq!((alt.kind, alt.limit), (FieldKind::LongText, Some(125)));
        assert!(alt.is_usual() && !alt.is_rare());
        assert!(form.field(&KeyPath::new(["mood"])).unwrap().is_hidden);
        assert!(alt.is_declared && !form.field(&KeyPath::new(["title"])).unwrap().is_declared);
        let whole = schema.form("elsewhere");
        assert!(!whole.field(&KeyPath::new(["mood"])).unwrap().is_hidden);
    }

    #[test]
    fn more_than_people_say_is_cut_and_that_is_said() {
        use std::fmt::Write as _;

        let mut fields = String::new();
        let mut sections = String::new();
        for at in 0..1_500 {
            write!(fields, "[fields.f{at}]\nmax = 1\n").unwrap();
        }
        for at in 0..300 {
            write!(sections, "[sections.s{at}.fields.a]\nmax = 1\n").unwrap();
        }

        let (said, left_out) = kopij_toml(&fields).0.bounded();
        assert_eq!(said.fields.len(), 1_000);
        assert_eq!(left_out.unwrap().id, "overrides-too-many-fields");
        let (said, left_out) = kopij_toml(&sections).0.bounded();
        assert_eq!(said.fields.len(), 200);
        assert_eq!(left_out.unwrap().id, "overrides-too-many-sections");
        let (_, problems) = kopij_toml(&"[a.b]\n".repeat(60_000));
        let said: Vec<String> = problems.iter().map(crate::model::words::put).collect();
        assert_eq!(said, ["kopij.toml: it has more than 100,000 values"]);
        assert_eq!(decap_config(&"- [a,b]\n".repeat(60_000)).1.len(), 1);
        assert_eq!(front_matter_cms(&"[[],[]],".repeat(60_000)).1.len(), 1);
    }

    #[test]
    fn a_section_without_articles_has_what_is_said_of_it_beside_what_the_site_has() {
        let mut schema = schema();
        let (said, _) = kopij_toml("[sections.reviews.fields.stars]\nkind = \"number\"\n");

        schema.override_by(&said);
        schema.override_by(&Override::default());

        let form = schema.form("reviews/2026");
        assert_eq!(form.articles, 4);
        assert!(form.field(&KeyPath::new(["stars"])).unwrap().is_declared);
        assert!(form.field(&KeyPath::new(["label"])).is_some());
        let posts = schema.form("posts");
        assert_eq!(posts.field(&KeyPath::new(["stars"])), None);
    }
}
