//! The head of an article: find it, read it, and compute edits that touch one value.
//!
//! The text is the only source of truth. [`read`] gives the entries with the byte spans of
//! their keys and values; [`edit`] gives the smallest [`Edit`] that makes a [`Change`], or says
//! why it must not be made. Comments, order, quotes and line endings of everything else stay.
//!
//! Each language (`yaml`, `toml`, `json`) has a parser that makes a tree of a head, and says how a
//! value, a key and a list are written. What is done with a tree is the same for all: `node` reads
//! it, `plan` finds the place of a change and says what is to be written, `verify` tells whether the
//! result is read as was meant, `habits` counts quotes.

mod brought;
mod compound;
mod dates;
mod decimal;
mod flow;
mod habits;
mod head;
mod json;
mod lines;
mod list;
mod merge;
mod node;
mod plan;
mod splice;
mod toml;
mod values;
mod verify;
mod weight;
mod yaml;

use std::{borrow::Cow, ops::Range};

pub use head::{Ended, HeadEnd, is_whole};
pub use merge::{is_merge_of, merge};

pub use crate::model::key_path::KeyPath;
pub use decimal::Decimal;
pub use values::is_same;
pub use weight::{MOST_VALUES, too_many, too_many_aliases, values as values_of};

use crate::model::{
    finding::{Finding, Severity},
    rule::Rule,
    said::{Said, Says, said},
    text::Edit,
};

/// How a head is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// One `{ … }` object at the top.
    Json,
}

/// The head of one article as read at one revision.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// `None`: the article has no head.
    pub format: Option<Format>,
    /// The whole head, delimiters and the line ending of the closing one included, in bytes of
    /// the text. Empty at 0 where there is no head. The body starts at its end.
    pub head: Range<usize>,
    /// What stands between the delimiter lines.
    pub content: Range<usize>,
    /// In the order of the text. Empty if the head could not be read.
    pub entries: Vec<Entry>,
    /// Why the form cannot edit the head, at its line; or what is odd in it.
    pub problems: Vec<Finding>,
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_span: Range<usize>,
    pub value: Value,
    pub value_span: Range<usize>,
    /// Of the items of a list, each before those in it; the keys of a map in it have their own.
    pub item_spans: Vec<Range<usize>>,
}

/// A value as the writer means it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(Decimal),
    /// A date, or date and time, as written (without quotes).
    Date(String),
    Text(String),
    List(Vec<Self>),
    Map(Vec<Entry>),
}

/// What to do with one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Sets a value in its present style; inserts the key (and its parents) where it is missing.
    Set {
        path: KeyPath,
        value: Value,
    },
    /// Takes a key with its value and its own comment out.
    Remove {
        path: KeyPath,
    },
    /// Gives a key another name; its value, place and comments stay.
    Rename {
        path: KeyPath,
        key: String,
    },
    /// Adds a map at the end of a list of maps, in the manner of the others.
    AddMap {
        path: KeyPath,
        entries: Vec<(String, Value)>,
    },
    /// Adds an item at the end of a list, keeping the list's style; makes the list if missing. A
    /// map is added as by [`AddMap`](Self::AddMap).
    AddItem {
        path: KeyPath,
        item: Value,
    },
    RemoveItem {
        path: KeyPath,
        index: usize,
    },
    /// Moves an item so that it stands at `to` in the changed list.
    MoveItem {
        path: KeyPath,
        from: usize,
        to: usize,
    },
}

/// Why a change was not made. The text is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Unreadable(Said),
    NotEditable(Said),
    /// The result did not read back as intended.
    Unverified,
}

/// The one of several changes that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The value that it would change.
    pub path: KeyPath,
    pub why: Refusal,
}

impl Says for Refusal {
    fn said(&self) -> Said {
        Self::said(self)
    }
}

impl Refusal {
    pub fn said(&self) -> Said {
        match self {
            Self::Unreadable(why) => said!("refusal-unreadable", why = why.clone()),
            Self::NotEditable(why) => said!("refusal-not-editable", why = why.clone()),
            Self::Unverified => said!("refusal-unverified"),
        }
    }
}

/// Reads the head of `text`. Never fails: what is wrong is in [`FrontMatter::problems`].
pub fn read(text: &str) -> FrontMatter {
    read_with(text, yaml::read)
}

/// Where the body of `text` starts.
pub fn body_start(text: &str) -> usize {
    head::find(text).head.end
}

/// As [`read`], at half the cost: what only the second YAML parser finds wrong is not noticed. For
/// lists of many articles, never before an edit.
pub fn glance(text: &str) -> FrontMatter {
    read_with(text, yaml::glance)
}

/// As [`glance`], where the last of two equal keys counts, as it did to Hugo before 0.152.
pub fn with_repeated_keys(text: &str) -> FrontMatter {
    read_with(text, yaml::with_repeated_keys)
}

/// Whether it is the fences, or what stands between them as a whole, that keep a head from being
/// read, not a value in it.
pub fn is_refused_by_its_fences(text: &str) -> bool {
    head::find(text).problem.is_some()
}

/// The entries of a file of data, such as the settings of a site, read as a head is.
pub fn data(format: Format, text: &str) -> (Vec<Entry>, Vec<Finding>) {
    let whole = 0..text.len();
    if let Some(why) = too_many(format, text) {
        return (Vec::new(), vec![head::error_at(text, 0, why)]);
    }
    match format {
        Format::Yaml => yaml::glance(text, &whole),
        Format::Toml => toml::read(text, &whole),
        Format::Json => {
            let start = text.len() - text.trim_start().len();
            json::read(text, &(start..text.trim_end().len().max(start)))
        }
    }
}

/// Reads entries and problems out of the content of a head.
type Reader = fn(&str, &Range<usize>) -> (Vec<Entry>, Vec<Finding>);

fn read_with(text: &str, read_yaml: Reader) -> FrontMatter {
    let place = head::find(text);
    let marked = place
        .problem
        .is_none()
        .then(|| head::conflict(text, &place.content));
    let problem = place.problem.clone().or_else(|| marked.flatten());
    let (entries, problems) = match (problem, place.format) {
        (Some(problem), _) => (Vec::new(), vec![problem]),
        (None, Some(Format::Yaml)) => read_yaml(text, &place.content),
        (None, Some(Format::Toml)) => toml::read(text, &place.content),
        (None, Some(Format::Json)) => json::read(text, &place.content),
        (None, None) => (Vec::new(), Vec::new()),
    };
    FrontMatter {
        format: place.format,
        head: place.head,
        content: place.content,
        entries,
        problems,
    }
}

/// How the other heads of a site are written: what a head that has no such value yet follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// New lists have their items on lines of their own.
    pub block_lists: bool,
    pub texts: Quoting,
    /// Of the items of lists; as other texts where `None`.
    pub items: Option<Quoting>,
    /// Dates have these quotes.
    pub dates: Option<Quotes>,
}

/// How texts are quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quoting {
    /// Those that are used, if any are.
    pub quotes: Option<Quotes>,
    /// Also around texts that need none.
    pub is_always: bool,
}

/// What stands around a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quotes {
    Single,
    Double,
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
///
/// # Errors
/// [`Refusal`], if the head cannot be read, the value cannot be edited (an alias, an anchor,
/// a tag), or the result would not read back as intended.
pub fn edit(text: &str, change: &Change) -> Result<Option<Edit>, Refusal> {
    edit_in(text, change, Manner::default())
}

/// As [`edit`], in the manner of the site where the head itself shows none.
///
/// # Errors
/// As [`edit`].
pub fn edit_in(text: &str, change: &Change, manner: Manner) -> Result<Option<Edit>, Refusal> {
    if is_so_already(text, change) {
        return Ok(None);
    }
    if let Change::AddItem {
        path,
        item: Value::Map(entries),
    } = change
    {
        let entries = entries.iter();
        let change = Change::AddMap {
            path: path.clone(),
            entries: entries
                .map(|entry| (entry.key.clone(), entry.value.clone()))
                .collect(),
        };
        return edit_at_once(text, &change, manner);
    }
    match (edit_at_once(text, change, manner), change) {
        (Err(Refusal::NotEditable(why)), Change::Set { path, value }) => {
            compound::set(text, path, value, manner).unwrap_or(Err(Refusal::NotEditable(why)))
        }
        (edit, _) => edit,
    }
}

/// As [`edit_in`], of several changes as one edit: each of what the ones before it made.
///
/// # Errors
/// [`Refused`]: one of them cannot be made, so none is.
pub fn edit_all(text: &str, changes: &[Change], manner: Manner) -> Result<Option<Edit>, Refused> {
    let refused = |change: &Change, why| Refused {
        path: change.path().clone(),
        why,
    };
    if let [change] = changes {
        return edit_in(text, change, manner).map_err(|why| refused(change, why));
    }
    let mut after = Cow::Borrowed(text);
    for change in changes {
        let edit = edit_in(&after, change, manner).map_err(|why| refused(change, why))?;
        if let Some(edit) = edit {
            after = Cow::Owned(edit.applied_to(&after));
        }
    }
    Ok(Edit::between(text, &after))
}

/// Whether a list or a group is to be what it is: it may be written in a way that no edit would
/// choose.
fn is_so_already(text: &str, change: &Change) -> bool {
    let Change::Set {
        path,
        value: value @ (Value::List(_) | Value::Map(_)),
    } = change
    else {
        return false;
    };
    let head = read(text);
    let is_so = head
        .value(path)
        .is_some_and(|old| values::is_unchanged(old, value));
    is_so && head.is_editable()
}

/// A change that is not made of others.
fn edit_at_once(text: &str, change: &Change, manner: Manner) -> Result<Option<Edit>, Refusal> {
    let place = head::find(text);
    if let Some(problem) = place.problem {
        return Err(Refusal::Unreadable(problem.message));
    }
    match place.format {
        Some(Format::Yaml) => yaml::edit(text, &place.content, change, manner),
        Some(Format::Toml) => toml::edit(text, &place.content, change, manner),
        Some(Format::Json) => json::edit(text, &place.content, change),
        None => edit_without_head(text, change, manner),
    }
}

/// Makes the change in an empty head put before the text.
fn edit_without_head(text: &str, change: &Change, manner: Manner) -> Result<Option<Edit>, Refusal> {
    let with_head = head::with_empty_head(text);
    let content = head::find(&with_head).content;
    let Some(edit) = yaml::edit(&with_head, &content, change, manner)? else {
        return Ok(None);
    };
    Ok(Edit::between(text, &edit.applied_to(&with_head)))
}

impl FrontMatter {
    /// Whether it has more keys, or more values with those in groups and lists; no more are looked
    /// at.
    pub fn has_more_than(&self, keys: usize, values: usize) -> bool {
        let mut left = values;
        self.entries.len() > keys || !self.entries.iter().all(|it| fits(&it.value, &mut left))
    }

    /// Whether the form may edit the head (an article without a head may get one). What stands beside a
    /// number that is too large is read, and so is the number.
    pub fn is_editable(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| problem.severity != Severity::Error || problem.rule == Rule::HeadNumber)
    }

    /// The entry at `path`, keys compared exactly, then ignoring case, as Hugo does.
    pub fn entry(&self, path: &KeyPath) -> Option<&Entry> {
        let (last, parents) = path.0.split_last()?;
        let mut entries = self.entries.as_slice();
        let mut parents = parents.iter();
        while let Some(key) = parents.next() {
            let mut value = &find(entries, key)?.value;
            while let Value::List(items) = value {
                value = list::at(items, parents.next()?)?.1;
            }
            let Value::Map(inner) = value else {
                return None;
            };
            entries = inner;
        }
        find(entries, last)
    }

    /// The value at `path`, of a key or of an item.
    pub fn value(&self, path: &KeyPath) -> Option<&Value> {
        let (first, rest) = path.0.split_first()?;
        rest.iter().try_fold(
            &find(&self.entries, first)?.value,
            |value, key| match value {
                Value::Map(entries) => Some(&find(entries, key)?.value),
                Value::List(items) => Some(list::at(items, key)?.1),
                _ => None,
            },
        )
    }

    /// Where the value at `path` is written: of a key or of an item.
    pub fn span(&self, path: &KeyPath) -> Option<Range<usize>> {
        let (first, rest) = path.0.split_first()?;
        let mut entry = find(&self.entries, first)?;
        let mut value = &entry.value;
        let mut span = &entry.value_span;
        let mut before = 0;
        for key in rest {
            match value {
                Value::Map(entries) => {
                    entry = find(entries, key)?;
                    (value, span, before) = (&entry.value, &entry.value_span, 0);
                }
                Value::List(items) => {
                    let (index, item) = list::at(items, key)?;
                    let earlier = items.iter().take(index);
                    before += index + earlier.map(values::items_in).sum::<usize>();
                    (value, span) = (item, entry.item_spans.get(before)?);
                    before += 1;
                }
                _ => return None,
            }
        }
        Some(span.clone())
    }

    /// The text of the scalar at `path`: a text or a date as it is, a number or switch as written.
    pub fn text(&self, path: &KeyPath) -> Option<String> {
        match self.value(path)? {
            Value::Text(text) | Value::Date(text) => Some(text.clone()),
            Value::Bool(on) => Some(on.to_string()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Float(number) => Some(number.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }
}

impl Change {
    /// The value that changes.
    pub fn path(&self) -> &KeyPath {
        match self {
            Self::Set { path, .. }
            | Self::Remove { path }
            | Self::Rename { path, .. }
            | Self::AddMap { path, .. }
            | Self::AddItem { path, .. }
            | Self::RemoveItem { path, .. }
            | Self::MoveItem { path, .. } => path,
        }
    }
}

/// Takes a value and those in it from what is left, if there is as much.
fn fits(value: &Value, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else {
        return false;
    };
    *left = rest;
    match value {
        Value::List(items) => items.iter().all(|item| fits(item, left)),
        Value::Map(entries) => entries.iter().all(|entry| fits(&entry.value, left)),
        _ => true,
    }
}

fn find<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Entry> {
    let keys = entries.iter().map(|entry| Some(entry.key.as_str()));
    entries.get(values::position(keys, key)?)
}

#[cfg(test)]
mod tests;
