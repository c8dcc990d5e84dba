//! The form while it is drawn: what a field shows, what is typed in it, and how it becomes a change.

use egui::{Id, RichText, Ui};

use super::{FormPane, FormState, Wanted};
use crate::{
    action::{Action, Outbox},
    model::{
        check::Located,
        front_matter::{Change, KeyPath, Value},
        git::difference::{FieldChange, Told},
        schema::{self, Field, FieldKind},
        site::{
            keys,
            limits::{self, Limit},
        },
        words::{self, id, say},
    },
    ui::{
        theme::sizes,
        widgets::{
            field_problem_ui, field_remark_ui,
            fields::{FieldLabel, counter, label_row_ui, width_counter},
        },
    },
};

pub(super) struct Fields<'a, 'b> {
    pub pane: &'a FormPane<'a>,
    pub state: &'b mut FormState,
    pub out: &'b mut Outbox,
}

/// One field: where its value is, and what the site says of it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub path: KeyPath,
    /// The accessible name, unlike any other in the form.
    pub name: String,
    /// What stands above the field: inside of a group the last key is enough.
    pub label: String,
    pub kind: FieldKind,
    /// The most characters, as the site says.
    pub most: Option<usize>,
    /// Where readers see it cut, if the site says nothing.
    pub limit: Option<&'static Limit>,
    pub help: Option<String>,
    /// The known words of a choice, by frequency.
    pub choices: Vec<String>,
    pub required: bool,
}

/// Keys that every site writes alike, with the ids of their names and their limits.
const WELL_KNOWN: [(&str, &str, FieldKind, Option<&Limit>); 10] = [
    (
        keys::TITLE,
        id!("fields-title"),
        FieldKind::Text,
        Some(&limits::TITLE),
    ),
    (keys::DATE, id!("fields-date"), FieldKind::Date, None),
    (keys::TAGS, id!("fields-tags"), FieldKind::Tags, None),
    (
        keys::SUMMARY,
        id!("fields-summary"),
        FieldKind::LongText,
        Some(&limits::SUMMARY),
    ),
    (
        keys::DESCRIPTION,
        id!("fields-description"),
        FieldKind::LongText,
        Some(&limits::SUMMARY),
    ),
    (keys::LABEL, id!("fields-label"), FieldKind::Text, None),
    (keys::DRAFT, id!("fields-draft"), FieldKind::Switch, None),
    (
        keys::COVER_IMAGE,
        id!("fields-picture"),
        FieldKind::Image,
        None,
    ),
    (
        keys::COVER_ALT,
        id!("fields-alt-text"),
        FieldKind::LongText,
        Some(&limits::ALT),
    ),
    (
        keys::COVER_CAPTION,
        id!("fields-caption"),
        FieldKind::LongText,
        Some(&limits::CAPTION),
    ),
];

/// What does not come in so many passes is not waited for.
const WAITS_PASSES: u64 = 8;

/// A text longer than this, or with line breaks, gets a field of several lines.
const LONG: usize = 60;

impl Shown {
    /// What is known of the value at `path`: by the site's settings and articles, by its name, by
    /// what it is.
    pub fn of(path: &KeyPath, value: Option<&Value>, learned: Option<&Field>) -> Self {
        let key = path.to_string().to_lowercase();
        let known = WELL_KNOWN.iter().find(|(known, ..)| *known == key);
        let by_value = value.and_then(kind_of);
        let by_name = known.map(|(_, _, kind, _)| *kind);
        let by_site = learned.map(|field| field.kind);
        let most = learned.and_then(|field| field.limit);
        let limit = known.and_then(|(.., limit)| *limit);
        // A headline is shown whole however long it is.
        let is_headline = (most.is_some() || limit.is_some())
            && matches!(value, Some(Value::Text(text)) if !text.contains('\n'));
        let by_value = by_value.map(|kind| match (kind, by_site.or(by_name)) {
            (FieldKind::LongText, Some(FieldKind::Text)) if is_headline => FieldKind::Text,
            _ => kind,
        });
        let kind = match by_value {
            // What the value is decides where the control could not show it.
            Some(kind) if !suits(by_site.or(by_name), kind) => kind,
            _ => by_site.or(by_name).or(by_value).unwrap_or(FieldKind::Text),
        };
        let name = match (known, learned) {
            (Some((_, name, ..)), None) => words::text(name).to_owned(),
            (_, Some(field)) => words::put(&field.label),
            (None, None) => words::put(&schema::label(path)),
        };
        let label = capital(name.rsplit(" › ").next().unwrap_or(&name));
        Self {
            path: path.clone(),
            name,
            label,
            kind,
            most,
            limit,
            help: learned.and_then(|field| field.help.clone()),
            choices: learned
                .map(|field| field.values.iter().map(|(word, _)| word.clone()).collect())
                .unwrap_or_default(),
            required: learned.is_some_and(|field| field.required),
        }
    }
}

impl Shown {
    /// Whether its characters are counted.
    pub fn has_counter(&self) -> bool {
        self.most.is_some() || self.limit.is_some()
    }
}

/// What a value is by itself.
fn kind_of(value: &Value) -> Option<FieldKind> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => FieldKind::Switch,
        Value::Integer(_) | Value::Float(_) => FieldKind::Number,
        Value::Date(_) => FieldKind::Date,
        Value::Text(text) if is_link(text) => FieldKind::Link,
        Value::Text(text) if text.contains('\n') || text.chars().count() > LONG => {
            FieldKind::LongText
        }
        Value::Text(_) => FieldKind::Text,
        Value::List(items) if items.iter().all(is_scalar) => FieldKind::Tags,
        Value::List(_) => FieldKind::ListOfMaps,
        Value::Map(_) => FieldKind::Map,
    })
}

fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(' ')
}

/// Whether the control of `wanted` can show a value that is a `found` by itself.
fn suits(wanted: Option<FieldKind>, found: FieldKind) -> bool {
    use FieldKind as Kind;
    match wanted {
        None => false,
        Some(Kind::Text | Kind::Choice | Kind::Image | Kind::Link) => {
            matches!(found, Kind::Text | Kind::Link | Kind::Date | Kind::Number)
        }
        Some(Kind::LongText) => {
            matches!(found, Kind::Text | Kind::Link | Kind::LongText | Kind::Date)
        }
        Some(Kind::Date) => matches!(found, Kind::Text | Kind::Date),
        Some(Kind::Tags | Kind::List) => matches!(
            found,
            Kind::Tags | Kind::Text | Kind::Link | Kind::Number | Kind::Date
        ),
        Some(kind) => kind == found,
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

pub(super) fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Map(_))
}

/// What a field was, in words.
pub(super) fn was(change: &FieldChange) -> String {
    let old = match &change.told {
        Told::Value { old, .. } | Told::Picture { old, .. } => old.clone(),
        Told::Words { added, removed } => {
            let added = added.iter().map(|word| format!("+ {word}"));
            let removed = removed.iter().map(|word| format!("− {word}"));
            let words = added.chain(removed).collect::<Vec<_>>().join(", ");
            return say!("form-changed-words", words = words);
        }
    };
    match old {
        Some(old) => say!("form-changed", old = old),
        None => say!("form-changed-new").to_owned(),
    }
}

impl Fields<'_, '_> {
    /// The field at `path`, with what the site says of it.
    pub fn shown(&self, path: &KeyPath) -> Shown {
        let value = self.pane.front_matter.value(path);
        Shown::of(path, value, self.pane.form.field(path))
    }

    /// The label with its counter or `remark`, and the menu of the field.
    pub fn label_ui(&mut self, ui: &mut Ui, shown: &Shown, remark: Option<RichText>) {
        let by_width = shown.limit.filter(|_| shown.most.is_none());
        let by_width = by_width.is_some_and(|limit| limit.search.is_some());
        let mut remark_help = None;
        let remark = remark.or_else(|| {
            let text = self.value_text(&shown.path);
            let limit = shown.most.or_else(|| Some(shown.limit?.of(&text)))?;
            let count = text.chars().count();
            if !by_width {
                return Some(counter(ui, count, limit));
            }
            remark_help = Some(say!("fields-cut-by-width", limit = limit));
            Some(width_counter(ui, count, limit))
        });
        let mark = self.changed(&shown.path).map(was);
        let label = FieldLabel {
            name: &shown.label,
            mark,
            remark,
            remark_help,
            menu: self.menu_name(shown),
        };
        let (response, menu) = label_row_ui(ui, label);
        if let Some(help) = &shown.help {
            response.on_hover_text(help);
        }
        if let Some(button) = menu {
            self.menu_at_ui(&button, &shown.path);
        }
    }

    /// What of the field is other than in the last commit.
    pub fn changed(&self, path: &KeyPath) -> Option<&FieldChange> {
        self.pane.changed.iter().find(|it| it.path == *path)
    }

    /// What is wrong with the value or its last change, the help where there is no value, and
    /// the space to the next field.
    pub fn end_ui(&self, ui: &mut Ui, shown: &Shown) {
        if let Some((at, problem)) = self.pane.problem
            && *at == shown.path
        {
            field_problem_ui(ui, problem);
        } else if shown.required && self.pane.is_empty(&shown.path) {
            field_problem_ui(ui, say!("fields-site-asks-for"));
        }
        for Located { finding, .. } in self.pane.findings {
            if finding.is_at(&shown.path) {
                field_remark_ui(ui, &words::put(&finding.message));
            }
        }
        ui.add_space(sizes::SPACE_2);
    }

    pub fn id(&self, path: &KeyPath) -> Id {
        Id::unique(("form", self.pane.document, path))
    }

    pub fn value_text(&self, path: &KeyPath) -> String {
        self.pane.front_matter.text(path).unwrap_or_default()
    }

    /// What the field shows: the value, or what was typed where that is not yet the value.
    pub fn draft(&mut self, path: &KeyPath, value: &str) -> String {
        self.draft_unless(path, value, |text| text == value)
    }

    /// As [`draft`](Self::draft), where what was typed may mean the value and be written otherwise.
    pub fn draft_unless(
        &mut self,
        path: &KeyPath,
        value: &str,
        is_meant: impl FnOnce(&str) -> bool,
    ) -> String {
        let key = (self.pane.document, path.clone());
        let draft = self.state.drafts.entry(key).or_default();
        draft.follow_unless(value, is_meant);
        draft.text.clone()
    }

    pub fn keep_draft(&mut self, path: &KeyPath, text: &str) {
        let key = (self.pane.document, path.clone());
        text.clone_into(&mut self.state.drafts.entry(key).or_default().text);
    }

    /// Part of a run of typing.
    pub fn type_value(&mut self, path: &KeyPath, value: Value) {
        let path = path.clone();
        self.out.push(Action::ChangeField {
            document: self.pane.document,
            changes: vec![Change::Set { path, value }],
            typed: true,
        });
    }

    pub fn set(&mut self, path: &KeyPath, value: Value) {
        let path = path.clone();
        self.change(Change::Set { path, value });
    }

    /// What is at `path` gets the keyboard once it is there.
    pub fn want(&mut self, ui: &Ui, path: &KeyPath) {
        let pass = ui.ctx().cumulative_pass_nr();
        self.state.wanted = Some(Wanted {
            path: path.clone(),
            asked: Some(pass),
            otherwise: None,
        });
    }

    /// Whether what is drawn at `path` is to get the keyboard, and comes into view then.
    pub fn takes_keyboard(&mut self, ui: &Ui, path: &KeyPath) -> bool {
        let pass = ui.ctx().cumulative_pass_nr();
        let Some(wanted) = &mut self.state.wanted else {
            return false;
        };
        let passes = pass - *wanted.asked.get_or_insert(pass);
        let is_it = wanted.path == *path && passes > 0;
        if is_it {
            ui.scroll_to_cursor(None);
        } else {
            ui.ctx().request_repaint();
        }
        if is_it || passes > WAITS_PASSES {
            let otherwise = self.state.wanted.take().and_then(|it| it.otherwise);
            self.out.extend(otherwise.filter(|_| !is_it));
        }
        is_it
    }

    pub fn change(&mut self, change: Change) {
        self.changes(vec![change]);
    }

    /// Several as one step.
    pub fn changes(&mut self, changes: Vec<Change>) {
        self.out.push(Action::ChangeField {
            document: self.pane.document,
            changes,
            typed: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(key: &str, value: &Value) -> FieldKind {
        Shown::of(&KeyPath::new([key]), Some(value), None).kind
    }

    #[test]
    fn the_value_decides_where_its_name_would_hide_it() {
        assert_eq!(kind("title", &Value::Text("a".to_owned())), FieldKind::Text);
        let long = "word ".repeat(30);
        assert_eq!(kind("title", &Value::Text(long.clone())), FieldKind::Text);
        assert_eq!(kind("teaser", &Value::Text(long)), FieldKind::LongText);
        assert_eq!(kind("tags", &Value::Text("a".to_owned())), FieldKind::Tags);
        assert_eq!(kind("tags", &Value::Null), FieldKind::Tags);
        assert_eq!(
            kind("draft", &Value::Text("no".to_owned())),
            FieldKind::Text
        );
        assert_eq!(kind("date", &Value::Map(Vec::new())), FieldKind::Map);
        assert_eq!(kind("weight", &Value::Integer(3)), FieldKind::Number);
        assert_eq!(
            kind("label", &Value::List(vec![Value::Map(Vec::new())])),
            FieldKind::ListOfMaps
        );
    }
}
