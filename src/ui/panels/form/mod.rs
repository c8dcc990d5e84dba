//! The form: a view of the head of the open article, one control for each value.
//!
//! Which keys there are, what they are called and of which kind is learned from the articles of
//! the section ([`Form`]); what the value itself is decides where the two differ. The keys that
//! nearly every site has come first, then what else the section uses, then the cover, and what is
//! rare under "More". A change becomes [`Action::ChangeField`]; what is shown is read from the
//! text again, so undo and the editor are seen here at once.

mod add;
mod asked;
mod controls;
mod cover;
mod dates;
mod fields;
mod groups;
mod items;
mod menu;
mod new_key;

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use egui::{Frame, Margin, RichText, ScrollArea, Ui};
use jiff::{ZonedDateTime, tz::TimeZone};

use crate::{
    action::{Action, Outbox},
    model::{
        check::Located,
        date::Tongue,
        document::DocumentId,
        finding::Severity,
        front_matter::{Entry, FrontMatter, KeyPath, Value},
        git::difference::FieldChange,
        picture::cover::Known,
        schema::{self, FieldKind, Form},
        site::keys,
        words::{self, say},
    },
    ui::{
        pictures::Pictures,
        theme::{colours, sizes},
        widgets::{
            Draft, button_ui,
            calendar::CalendarState,
            chips::{Offered, Typed},
            field_problem_ui,
            more::follow_keyboard,
            tabs::pane_heading_ui,
        },
    },
};
use asked::Asked;
pub use cover::CoverPane;
use cover::Crop;
use fields::{Fields, Shown};
use groups::Group;

/// What stands in the fields while it is not yet, or cannot be, a value of the head.
#[derive(Default)]
pub struct FormState {
    drafts: HashMap<(DocumentId, KeyPath), Draft>,
    /// What is typed in the chips' fields.
    typed: HashMap<(DocumentId, KeyPath), Typed>,
    calendars: HashMap<(DocumentId, KeyPath), CalendarState>,
    /// Groups and items that the writer closed (`true`) or opened; by the empty path: "More".
    closed: HashMap<(DocumentId, KeyPath), bool>,
    /// Articles that the writer asked for a cover for.
    covers: HashSet<DocumentId>,
    /// Which part of covers is seen.
    crop: Crop,
    /// What the menu of a key asks for.
    asked: Option<Asked>,
    /// It was opened by the menu key in a field.
    is_menu_of_field: bool,
    wanted: Option<Wanted>,
}

/// What gets the keyboard once it is drawn.
struct Wanted {
    path: KeyPath,
    /// The pass in which that was asked for; `None`: before this one.
    asked: Option<u64>,
    /// What is done where it is not drawn.
    otherwise: Option<Action>,
}

impl FormState {
    /// Has the field at `path` take the keyboard; where there is none, `otherwise` is done.
    pub fn lead_to(&mut self, path: KeyPath, otherwise: Option<Action>) {
        self.wanted = Some(Wanted {
            path,
            asked: None,
            otherwise,
        });
    }

    /// Forgets what stands in the fields of articles that are no longer open.
    pub fn retain(&mut self, is_open: impl Fn(DocumentId) -> bool) {
        self.drafts.retain(|(id, _), _| is_open(*id));
        self.typed.retain(|(id, _), _| is_open(*id));
        self.calendars.retain(|(id, _), _| is_open(*id));
        self.closed.retain(|(id, _), _| is_open(*id));
        self.covers.retain(|id| is_open(*id));
    }
}

/// What the form shows.
///
/// More than twelve fields: it is handed each thing that the form shows.
pub struct FormPane<'a> {
    pub document: DocumentId,
    pub front_matter: &'a FrontMatter,
    /// What the articles of the section have.
    pub form: &'a Form,
    /// What those of the whole site have.
    pub whole: &'a Form,
    /// What this article does otherwise than the others.
    pub findings: &'a [Located],
    /// What is other than in the last commit.
    pub changed: &'a [FieldChange],
    /// The article's file, and the root of its site.
    pub path: &'a Path,
    pub root: Option<&'a Path>,
    pub pictures: &'a Pictures,
    pub cover: CoverPane<'a>,
    /// Why the last change of a field was not made.
    pub problem: Option<&'a (KeyPath, String)>,
    /// The moment for "Now", in the zone of the site.
    pub now: &'a ZonedDateTime,
    pub is_hugo: bool,
    /// Of the site's settings, for dates without an offset.
    pub zone: Option<&'a TimeZone>,
    /// How days are named in the language of the site; `None`: that is not known.
    pub tongue: Option<&'static Tongue>,
    /// A line above it tells whether readers see it.
    pub has_headline: bool,
}

/// The keys that stand first, in this order, and are shown empty where the section has them.
const FIRST: [&str; 7] = [
    keys::TITLE,
    keys::DATE,
    keys::TAGS,
    keys::SUMMARY,
    keys::DESCRIPTION,
    keys::LABEL,
    keys::DRAFT,
];
/// What an article of a site with hardly any articles has.
const FRESH: [&str; 5] = [
    keys::TITLE,
    keys::DATE,
    keys::TAGS,
    keys::SUMMARY,
    keys::DRAFT,
];
/// With fewer articles there is nothing to learn from.
const ENOUGH: usize = 3;
/// A key that this part of the section has belongs to its articles.
const USUAL: f32 = 0.5;

/// A head of more is none that a person fills in, and would be drawn anew in each frame.
const MOST_KEYS: usize = 300;
/// Those in groups and lists too.
const MOST_VALUES: usize = 2_000;
/// So much of what is wrong with a head is told.
const MOST_ERRORS: usize = 20;

pub fn form_ui(ui: &mut Ui, pane: &FormPane<'_>, state: &mut FormState, out: &mut Outbox) {
    heading_ui(ui, pane);
    ScrollArea::vertical()
        .id_salt(("form", pane.document))
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin {
                    left: 16,
                    right: 16,
                    top: 4,
                    bottom: 24,
                })
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
                    if pane.front_matter.has_more_than(MOST_KEYS, MOST_VALUES) {
                        sentence_ui(ui, say!("form-too-many-values"));
                    } else if pane.front_matter.is_editable() {
                        if pane.front_matter.format.is_none() {
                            no_head_ui(ui);
                        }
                        fields_ui(ui, &mut Fields { pane, state, out });
                    } else {
                        broken_ui(ui, pane, out);
                    }
                });
            follow_keyboard(ui);
        });
}

fn heading_ui(ui: &mut Ui, pane: &FormPane<'_>) {
    ui.horizontal(|ui| {
        ui.set_height(sizes::BAR);
        ui.add_space(sizes::SPACE_4);
        pane_heading_ui(ui, say!("form-front-matter"));
        let is_draft = pane.front_matter.value(&KeyPath::new([keys::DRAFT]));
        if is_draft == Some(&Value::Bool(true)) && !pane.has_headline {
            let colours = colours(ui);
            crate::ui::widgets::badge_ui(
                ui,
                say!("form-draft"),
                colours.warning,
                colours.warning_soft,
            );
        }
    });
}

fn fields_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let pane = form.pane;
    let (rare, usual): (Vec<&Entry>, Vec<&Entry>) =
        pane.others().partition(|entry| pane.is_rare(&entry.key));
    let first = FIRST.iter().map(|key| KeyPath::new([key]));
    let first = first.filter(|path| pane.has_field(path));
    let usual = usual.iter().map(|entry| KeyPath(vec![entry.key.clone()]));
    let cover = KeyPath(vec![pane.cover.style.group().to_owned()]);
    let has_cover = form.has_cover();
    let card = has_cover.then(|| cover.clone());
    let standing = pane.standing();
    let mut paths: Vec<KeyPath> = first.chain(usual).chain(standing).chain(card).collect();
    // What the site gives no place stands as it did, behind what has one.
    paths.sort_by_key(|path| pane.order(path));
    for path in &paths {
        let shown = form.shown(path);
        if *path == cover && has_cover {
            let cover = Shown {
                name: say!("form-cover").to_owned(),
                label: say!("form-cover").to_owned(),
                ..shown
            };
            form.group_ui(ui, &Group::of(&cover), |form, ui| cover::card_ui(ui, form));
        } else if pane.is_group(path) {
            let shown = Shown {
                kind: FieldKind::Map,
                ..shown
            };
            form.control_ui(ui, &shown);
        } else {
            form.control_ui(ui, &shown);
        }
    }
    let has_learned = pane.form.articles >= ENOUGH;
    let root = KeyPath(Vec::new());
    if !rare.is_empty() {
        // Without other articles to compare with, nothing is hidden.
        let is_open = !has_learned || rare.len() <= 4;
        let rare: Vec<Entry> = rare.into_iter().cloned().collect();
        let more = Group {
            path: &root,
            label: say!("form-more"),
            name: say!("form-more"),
            is_open,
            menu: None,
        };
        form.group_ui(ui, &more, |form, ui| form.entries_ui(ui, &rare, &root));
    }
    add::add_ui(ui, form);
}

impl<'a> FormPane<'a> {
    /// The place that the site gives a field, or one of those in it.
    fn order(&self, path: &KeyPath) -> i64 {
        let fields = self.form.fields.iter();
        let of_it = fields.filter(|field| field.path.0.first() == path.0.first());
        of_it
            .filter_map(|field| field.order)
            .min()
            .unwrap_or(i64::MAX)
    }

    fn is_hidden(&self, path: &KeyPath) -> bool {
        self.form.field(path).is_some_and(|field| field.is_hidden)
    }

    /// Whether a field of the first ones is shown: the head has it, or its section does.
    fn has_field(&self, path: &KeyPath) -> bool {
        if self.is_hidden(path) {
            return false;
        }
        self.front_matter.entry(path).is_some()
            || self.is_usual(path)
            || self.form.field(path).is_some_and(|field| field.is_declared)
            || (self.is_fresh() && FRESH.contains(&path.to_string().as_str()))
    }

    /// Whether there is nothing to go by: hardly any articles, and no definitions of what they have.
    fn is_fresh(&self) -> bool {
        let title = self.form.field(&KeyPath::new([keys::TITLE]));
        self.form.articles < ENOUGH && !title.is_some_and(|field| field.is_declared)
    }

    /// Whether it is a group that the head lacks, and the site says what is in it.
    fn is_group(&self, path: &KeyPath) -> bool {
        self.front_matter.entry(path).is_none() && !self.standing_in(path).is_empty()
    }

    fn has_cover(&self) -> bool {
        let style = &self.cover.style;
        let group = KeyPath(vec![style.group().to_owned()]);
        if self.is_hidden(&group) {
            return false;
        }
        let has_picture = match self.front_matter.value(&group) {
            Some(_) => style.known == Known::Article,
            None => self.is_fresh() || style.by_file.is_some(),
        };
        let is_expected = |path: &KeyPath| {
            let field = self.form.field(path);
            self.is_usual(path) || field.is_some_and(|field| field.is_declared)
        };
        has_picture || is_expected(&style.image) || is_expected(&group)
    }

    /// Whether a key stands in the card.
    fn is_in_card(&self, entry: &Entry) -> bool {
        let style = &self.cover.style;
        let words = [&style.alt, &style.caption].into_iter().flatten();
        let mut words = words.filter(|path| path.0.len() == 1);
        let is = |key: &str| key.eq_ignore_ascii_case(&entry.key);
        match &entry.value {
            // The others of a list have no other place.
            Value::List(items) if is(style.group()) => items.len() < 2,
            _ => is(style.group()) || words.any(|path| path.0.first().is_some_and(|key| is(key))),
        }
    }

    /// Whether there is no value, or an empty one.
    fn is_empty(&self, path: &KeyPath) -> bool {
        match self.front_matter.value(path) {
            None | Some(Value::Null) => true,
            Some(Value::Text(text)) => text.trim().is_empty(),
            Some(Value::List(items)) => items.is_empty(),
            Some(_) => false,
        }
    }

    fn is_usual(&self, path: &KeyPath) -> bool {
        self.form.articles >= ENOUGH
            && self
                .form
                .field(path)
                .is_some_and(|field| (field.share >= USUAL || field.required) && !field.is_hidden)
    }

    /// The keys of the head that have no place of their own.
    fn others(&self) -> impl Iterator<Item = &Entry> {
        let cover_is_card = self.has_cover();
        self.front_matter.entries.iter().filter(move |entry| {
            let key = entry.key.to_lowercase();
            let is_cover = cover_is_card && self.is_in_card(entry);
            let path = KeyPath(vec![entry.key.clone()]);
            !FIRST.contains(&key.as_str()) && !is_cover && !self.is_hidden(&path)
        })
    }

    /// Whether hardly any other article of the section has the key, or a key below it.
    fn is_rare(&self, key: &str) -> bool {
        let mut fields = self.form.fields.iter();
        !fields
            .any(|field| field.path.0.first().is_some_and(|first| first == key) && !field.is_rare())
    }

    /// Words of the site that go with what is typed; last what is typed, where it is none of them.
    fn suggest(&self, path: &KeyPath, typed: &str, chosen: &[String]) -> Vec<Offered> {
        let words_of = |form: &'a Form| {
            let field = form.field(path);
            field.map_or(&[][..], |field| &*field.values)
        };
        let (here, site) = (words_of(self.form), words_of(self.whole));
        let found = schema::suggest(here, site, typed, chosen);
        let is_known =
            found.iter().any(|found| found.is_typed) || chosen.iter().any(|it| it == typed);
        let mut offered: Vec<Offered> = found
            .into_iter()
            .map(|found| Offered {
                word: found.word.to_owned(),
                remark: articles(found.articles),
                is_typed: found.is_typed,
            })
            .collect();
        if !typed.is_empty() && !is_known {
            let similar = schema::similar(site, typed);
            let remark = match similar.or_else(|| schema::similar(here, typed)) {
                Some(other) => say!("form-new-like", other = other),
                None => say!("form-new").to_owned(),
            };
            offered.push(Offered {
                word: typed.to_owned(),
                remark,
                is_typed: true,
            });
        }
        offered
    }
}

/// Whether the first fields have it among them, with a value or without.
fn is_first(path: &KeyPath) -> bool {
    FIRST.contains(&path.to_string().to_lowercase().as_str())
}

fn articles(count: usize) -> String {
    say!("form-articles", count = count)
}

/// A value to start from.
fn empty_value(kind: FieldKind, pane: &FormPane<'_>) -> Value {
    match kind {
        FieldKind::Number => Value::Integer(0),
        FieldKind::Switch => Value::Bool(false),
        FieldKind::Date => Value::Date(crate::model::date::like(&pane.form.date_example, pane.now)),
        FieldKind::Tags | FieldKind::List | FieldKind::ListOfMaps => Value::List(Vec::new()),
        FieldKind::Map => Value::Map(Vec::new()),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Choice
        | FieldKind::Image
        | FieldKind::Link => Value::Text(String::new()),
    }
}

/// What a writer may wonder at in an article of nothing but text.
fn no_head_ui(ui: &mut Ui) {
    sentence_ui(ui, say!("form-article-has-no-front"));
}

fn sentence_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .color(colours(ui).text_weak);
    ui.add(egui::Label::new(text).wrap());
    ui.add_space(sizes::SPACE_2);
}

/// A head that cannot be read: what is wrong, and the way to its line.
fn broken_ui(ui: &mut Ui, pane: &FormPane<'_>, out: &mut Outbox) {
    ui.add_space(sizes::SPACE_2);
    let text = say!("form-form-returns-once-front");
    ui.add(egui::Label::new(RichText::new(text).color(colours(ui).text_weak)).wrap());
    ui.add_space(sizes::SPACE_2);
    let errors = pane
        .front_matter
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .take(MOST_ERRORS);
    for problem in errors {
        field_problem_ui(ui, &words::put(&problem.message));
        ui.add_space(sizes::SPACE_1);
        if button_ui(ui, say!("form-go-line")).clicked() {
            out.push(Action::GoTo {
                document: pane.document,
                at_byte: problem.range().map_or(0, |range| range.start),
            });
        }
        ui.add_space(sizes::SPACE_2);
    }
}
