//! What of an article changed since a commit, as its writer sees it: fields by their names, and
//! paragraphs; and the edit that takes one of them back.
//!
//! Limits: groups within groups are told apart four deep.

use std::{ops::Range, sync::Arc};

use crate::model::{
    compare,
    date::{self, Tongue},
    front_matter::{self, Change, Entry, FrontMatter, KeyPath, Manner, Refusal, Value, is_same},
    picture,
    said::{Said, said},
    schema::{FieldKind, Form, label},
    site::keys,
    text::Edit,
    words::{put, say},
};

/// Groups within groups are told apart so far down.
const MOST_DEPTH: usize = 4;

/// What changed from one text of an article to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Empty: the article was not there.
    pub old: Arc<str>,
    /// Empty: it is not there any more.
    pub new: Arc<str>,
    /// In the order of the head.
    pub fields: Vec<FieldChange>,
    /// In the order of the text. With a head that cannot be read its lines are among them.
    pub paragraphs: Vec<Paragraph>,
}

/// A value of the head that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    pub path: KeyPath,
    pub label: String,
    pub told: Told,
    /// What follows from it for readers.
    pub note: Option<Said>,
}

/// A change of a value in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// `None`: there was none, or there is none any more.
    Value {
        old: Option<String>,
        new: Option<String>,
    },
    /// Of a list of words. Both empty: they stand in another order.
    Words {
        added: Vec<String>,
        removed: Vec<String>,
    },
    /// Addresses of pictures.
    Picture {
        old: Option<String>,
        new: Option<String>,
    },
}

/// Lines that differ; one side may have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// In bytes of the old text.
    pub old: Range<usize>,
    /// In bytes of the new text.
    pub new: Range<usize>,
    pub old_words: Vec<Range<usize>>,
    pub new_words: Vec<Range<usize>>,
}

/// What the articles of a site are like.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub form: &'a Form,
    pub tongue: Option<&'static Tongue>,
}

impl Difference {
    /// From `old` to `new`. Line ends do not count.
    pub fn of(old: &str, new: &str, around: Around<'_>) -> Self {
        let (old, new) = (plain(old), plain(new));
        let (before, after) = (front_matter::read(&old), front_matter::read(&new));
        let are_read = before.is_editable() && after.is_editable();
        let starts = if are_read {
            [before.head.end, after.head.end]
        } else {
            [0, 0]
        };
        let fields = if are_read {
            fields(&before, &after, around)
        } else {
            Vec::new()
        };
        Self {
            paragraphs: paragraphs(&old, &new, starts),
            fields,
            old,
            new,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.paragraphs.is_empty()
    }

    /// The title as it is, else as it was.
    pub fn title(&self) -> Option<String> {
        let path = KeyPath::new([keys::TITLE]);
        let of = |text: &str| front_matter::glance(text).text(&path);
        let title = of(&self.new).or_else(|| of(&self.old));
        title.filter(|it| !it.trim().is_empty())
    }

    /// The edit of the new text by which a field is as it was.
    ///
    /// # Errors
    /// [`Refusal`], as for all changes of a head.
    pub fn revert(&self, path: &KeyPath, manner: Manner) -> Result<Option<Edit>, Refusal> {
        revert(&self.old, &self.new, path, manner)
    }
}

impl Paragraph {
    pub fn is_new(&self) -> bool {
        self.old.is_empty()
    }

    pub fn is_gone(&self) -> bool {
        self.new.is_empty()
    }
}

/// The edit of `new` by which a field is as it was in `old`: with its own bytes where they can stand there.
///
/// # Errors
/// [`Refusal`], as for all changes of a head.
pub fn revert(
    old: &str,
    new: &str,
    path: &KeyPath,
    manner: Manner,
) -> Result<Option<Edit>, Refusal> {
    let (before, after) = (front_matter::read(old), front_matter::read(new));
    let Some(value) = before.value(path) else {
        let path = path.clone();
        return front_matter::edit(new, &Change::Remove { path });
    };
    let set = Change::Set {
        path: path.clone(),
        value: value.clone(),
    };
    let planned = front_matter::edit_in(new, &set, manner)?;
    let bytes = bytes_of(old, &before, path).zip(after.span(path));
    let Some((bytes, span)) = bytes.filter(|_| before.format == after.format) else {
        return Ok(planned);
    };
    let exact = Edit {
        range: span,
        insert: bytes.to_owned(),
    };
    // It must be read as the one that was planned.
    let reads = |edit: &Edit| front_matter::read(&edit.applied_to(new));
    let (read, meant) = (reads(&exact), planned.as_ref().map(reads));
    let is_meant = meant.is_none_or(|meant| are_same(&meant.entries, &read.entries));
    if read.is_editable() && is_meant {
        return Ok(Some(exact));
    }
    Ok(planned)
}

fn bytes_of<'a>(text: &'a str, head: &FrontMatter, path: &KeyPath) -> Option<&'a str> {
    text.get(head.span(path)?)
}

fn are_same(one: &[Entry], other: &[Entry]) -> bool {
    let same =
        |(one, other): (&Entry, &Entry)| one.key == other.key && is_same(&one.value, &other.value);
    one.len() == other.len() && one.iter().zip(other).all(same)
}

fn plain(text: &str) -> Arc<str> {
    if text.contains("\r\n") {
        text.replace("\r\n", "\n").into()
    } else {
        text.into()
    }
}

fn fields(before: &FrontMatter, after: &FrontMatter, around: Around<'_>) -> Vec<FieldChange> {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    flatten(&before.entries, &KeyPath(Vec::new()), &mut old);
    flatten(&after.entries, &KeyPath(Vec::new()), &mut new);
    let mut changes = Vec::new();
    for (path, value) in &new {
        let was = old.iter().find(|(it, _)| it == path).map(|(_, was)| *was);
        if was.is_none_or(|was| !is_same(was, value)) {
            changes.push(change(path, was, Some(value), around));
        }
    }
    for (path, value) in &old {
        // A group that is a word now was told with it.
        if new.iter().all(|(it, _)| it != path) {
            changes.push(change(path, Some(value), None, around));
        }
    }
    changes
}

/// The values that stand by themselves, those of groups with the path to them.
fn flatten<'a>(entries: &'a [Entry], at: &KeyPath, found: &mut Vec<(KeyPath, &'a Value)>) {
    for entry in entries {
        let mut path = at.clone();
        path.0.push(entry.key.clone());
        match &entry.value {
            Value::Map(inner) if path.0.len() < MOST_DEPTH && !inner.is_empty() => {
                flatten(inner, &path, found);
            }
            value => found.push((path, value)),
        }
    }
}

fn change(
    path: &KeyPath,
    old: Option<&Value>,
    new: Option<&Value>,
    around: Around<'_>,
) -> FieldChange {
    let field = around.form.field(path);
    let kind = field.map(|field| field.kind);
    let told = match (words_in(old), words_in(new)) {
        (Some(before), Some(after)) if !(before.is_empty() && after.is_empty()) => Told::Words {
            added: less(&after, &before),
            removed: less(&before, &after),
        },
        _ => {
            let told = |value: Option<&Value>| {
                let words = value.map(|it| match it {
                    Value::Text(text) if kind == Some(FieldKind::Date) => {
                        spoken(text, around.tongue)
                    }
                    it => in_words(it, around.tongue),
                });
                words.filter(|it| !it.is_empty())
            };
            let (old, new) = (told(old), told(new));
            if kind == Some(FieldKind::Image) || is_picture(old.as_ref().or(new.as_ref())) {
                Told::Picture { old, new }
            } else {
                Told::Value { old, new }
            }
        }
    };
    FieldChange {
        path: path.clone(),
        label: put(&field.map_or_else(|| label(path), |field| field.label.clone())),
        told,
        note: note(path, old, new),
    }
}

fn is_picture(address: Option<&String>) -> bool {
    address.is_some_and(|it| picture::is_picture(it))
}

/// The words of a list; of nothing none. `None`: it is no list of words.
fn words_in(value: Option<&Value>) -> Option<Vec<String>> {
    let items = match value {
        None | Some(Value::Null) => return Some(Vec::new()),
        Some(Value::List(items)) => items,
        Some(_) => return None,
    };
    let words = items.iter().map(|item| match item {
        Value::List(_) | Value::Map(_) => None,
        word => Some(in_words(word, None)),
    });
    words.collect()
}

/// Those of `these` that are not among the others, each as often as it is there more.
fn less(these: &[String], others: &[String]) -> Vec<String> {
    let mut left = others.to_vec();
    let mut more = Vec::new();
    for word in these {
        match left.iter().position(|it| it == word) {
            Some(at) => drop(left.swap_remove(at)),
            None => more.push(word.clone()),
        }
    }
    more
}

/// As people say it.
fn in_words(value: &Value, tongue: Option<&Tongue>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => say!("change-yes").to_owned(),
        Value::Bool(false) => say!("change-no").to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Date(text) => spoken(text, tongue),
        Value::Text(text) => text.clone(),
        Value::List(items) => {
            let items = items.iter().map(|item| in_words(item, tongue));
            items.collect::<Vec<_>>().join(", ")
        }
        Value::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|it| format!("{}: {}", it.key, in_words(&it.value, tongue)));
            entries.collect::<Vec<_>>().join("; ")
        }
    }
}

fn spoken(date: &str, tongue: Option<&Tongue>) -> String {
    date::spoken(date, tongue).unwrap_or_else(|| date.to_owned())
}

/// What a switch does.
fn note(path: &KeyPath, old: Option<&Value>, new: Option<&Value>) -> Option<Said> {
    let is_draft = matches!(path.0.as_slice(), [key] if key.eq_ignore_ascii_case(keys::DRAFT));
    let is_on = |value: Option<&Value>| value == Some(&Value::Bool(true));
    match (is_draft, is_on(old), is_on(new)) {
        (true, true, false) => Some(said!("change-publishes")),
        (true, false, true) => Some(said!("change-takes-back")),
        _ => None,
    }
}

/// `starts`: where the texts begin that are compared.
fn paragraphs(old: &Arc<str>, new: &Arc<str>, starts: [usize; 2]) -> Vec<Paragraph> {
    let [old_start, new_start] = starts;
    let body = |text: &Arc<str>, start: usize| -> Arc<str> {
        text.get(start..).unwrap_or_default().into()
    };
    let (before, after) = (body(old, old_start), body(new, new_start));
    let is_blank = |text: &str, range: &Range<usize>| {
        text.get(range.clone())
            .unwrap_or_default()
            .trim()
            .is_empty()
    };
    let compared = compare::compare(&before, &after, None);
    let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    let all = |ranges: Vec<Range<usize>>, by: usize| -> Vec<Range<usize>> {
        ranges.into_iter().map(|it| shift(it, by)).collect()
    };
    let differences = compared.differences.into_iter();
    let told =
        differences.filter(|it| !(is_blank(&before, &it.left) && is_blank(&after, &it.right)));
    told.map(|it| Paragraph {
        old: shift(it.left, old_start),
        new: shift(it.right, new_start),
        old_words: all(it.left_words, old_start),
        new_words: all(it.right_words, new_start),
    })
    .collect()
}

impl Difference {
    /// How many paragraphs are other, new and gone, in words. `None`: none.
    pub fn paragraphs_in_words(&self) -> Option<String> {
        let (mut changed, mut new, mut gone) = (0, 0, 0);
        for paragraph in &self.paragraphs {
            let before = blocks(self.old.get(paragraph.old.clone()));
            let after = blocks(self.new.get(paragraph.new.clone()));
            changed += before.min(after);
            new += after.saturating_sub(before);
            gone += before.saturating_sub(after);
        }
        let parts = [
            (changed, said!("change-paragraphs", count = changed)),
            (new, said!("change-paragraphs-new", count = new)),
            (gone, said!("change-paragraphs-gone", count = gone)),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = parts.map(|(_, said)| put(said)).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// Lines that no empty line parts, counted together.
fn blocks(text: Option<&str>) -> usize {
    let lines = text.unwrap_or_default().lines();
    let are_blank: Vec<bool> = lines.map(|line| line.trim().is_empty()).collect();
    are_blank
        .split(|is_blank| *is_blank)
        .filter(|block| !block.is_empty())
        .count()
}

#[cfg(test)]
mod tests;
