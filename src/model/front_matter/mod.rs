//! The head of an article: find it, read it, and compute edits that touch one value.
//!
//! The text is the only source of truth. [`read`] gives the entries with the byte spans of
//! their keys and values; [`edit`] gives the smallest [`Edit`] that makes a [`Change`], or says
//! why it must not be made. Comments, order, quotes and line endings of everything else stay.

mod head;
mod plan;
mod scalar;
mod toml;
mod tree;
mod verify;
mod yaml;

use std::ops::Range;

use self::{
    head::Head,
    plan::Plan,
    tree::{Meaning, Member},
    verify::verify,
    yaml::Unreadable,
};
use crate::model::{
    problem::{Problem, Severity},
    text::Edit,
};

/// How a head is written. JSON heads are read-only here until they can be patched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub problems: Vec<Problem>,
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_span: Range<usize>,
    pub value: Value,
    pub value_span: Range<usize>,
}

/// A value as the writer means it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    /// A date, or date and time, as written (without quotes).
    Date(String),
    Text(String),
    List(Vec<Self>),
    Map(Vec<Entry>),
}

/// Where a value is: keys from the root of the head down. Keys may hold dots.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath(pub Vec<String>);

/// What to do with one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Sets a value in its present style; inserts the key (and its parents) where it is missing.
    Set {
        path: KeyPath,
        value: Value,
    },
    /// Takes a key with its value out.
    Remove {
        path: KeyPath,
    },
    /// Adds an item at the end of a list, keeping the list's style; makes the list if missing.
    AddItem {
        path: KeyPath,
        item: String,
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the front matter cannot be read: {0}")]
    Unreadable(String),
    #[error("{0}; change it in the text")]
    NotEditable(String),
    /// The result did not read back as intended.
    #[error("this value could not be written safely; change it in the text")]
    Unverified,
}

/// A head larger than this is edited as text.
const MAX_BYTES: usize = 256 * 1024;

/// Reads the head of `text`. Never fails: what is wrong is in [`FrontMatter::problems`].
pub fn read(text: &str) -> FrontMatter {
    let Some(head) = head::find(text) else {
        return FrontMatter {
            format: None,
            head: 0..0,
            content: 0..0,
            entries: Vec::new(),
            problems: Vec::new(),
        };
    };
    let (members, mut problems) = match read_members(text, &head) {
        Ok(members) => (members, Vec::new()),
        Err(unreadable) => (Vec::new(), vec![problem(text, &unreadable)]),
    };
    problems.extend(spelling_problems(&members));
    FrontMatter {
        format: Some(head.format),
        head: head.whole,
        content: head.content,
        entries: members.iter().map(Member::entry).collect(),
        problems,
    }
}

/// The smallest edit of `text` that makes `change`; `None` if nothing would change.
///
/// # Errors
/// [`Refusal`], if the head cannot be read, the value cannot be edited (an alias, an anchor,
/// a tag), or the result would not read back as intended.
pub fn edit(text: &str, change: &Change) -> Result<Option<Edit>, Refusal> {
    let Some(head) = head::find(text) else {
        return new_head(text, change);
    };
    let members = read_members(text, &head)
        .map_err(|unreadable| Refusal::Unreadable(problem(text, &unreadable).message))?;
    if let Change::Set { path, value } = change
        && let Some(node) = tree::node(&members, path)
        && node.meaning() == Meaning::of(value)
    {
        return Ok(None);
    }
    let mut plan = Plan {
        text,
        head: &head,
        members: &members,
        forces_quotes: false,
    };
    let Some(planned) = plan.edit(change)? else {
        return Ok(None);
    };
    match verify(text, &head, &members, change, &planned) {
        Ok(()) => return Ok(Some(planned)),
        Err(Refusal::Unverified) => {}
        Err(refusal) => return Err(refusal),
    }
    plan.forces_quotes = true;
    let Some(quoted) = plan.edit(change)? else {
        return Ok(None);
    };
    verify(text, &head, &members, change, &quoted)?;
    Ok(Some(quoted))
}

/// A YAML head above a text that has none.
fn new_head(text: &str, change: &Change) -> Result<Option<Edit>, Refusal> {
    let is_nothing = match change {
        Change::Set { value, .. } => matches!(value, Value::Text(text) if text.is_empty()),
        Change::AddItem { .. } => false,
        Change::Remove { .. } | Change::RemoveItem { .. } | Change::MoveItem { .. } => true,
    };
    if is_nothing {
        return Ok(None);
    }
    let end = head::line_ending(text);
    let at = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let empty = format!("---{end}---{end}{end}");
    let inner = edit(&empty, change)?.ok_or(Refusal::Unverified)?;
    let mut insert = empty;
    insert.replace_range(inner.range, &inner.insert);
    let body = text.get(at..).unwrap_or_default();
    if body.is_empty() || body.starts_with(['\n', '\r']) {
        insert.truncate(insert.len() - end.len());
    }
    Ok(Some(Edit {
        range: at..at,
        insert,
    }))
}

/// The members of a head, whatever its format.
fn read_members(text: &str, head: &Head) -> Result<Vec<Member>, Unreadable> {
    let at = |at_byte: usize, reason: &str| Unreadable {
        at_byte,
        reason: reason.to_owned(),
    };
    if head.is_open {
        return Err(at(head.content.start, "the front matter is not closed"));
    }
    if head.content.len() > MAX_BYTES {
        return Err(at(
            head.content.start,
            "the front matter is too long for the form",
        ));
    }
    if let Some(early) = head.early_fence {
        return Err(at(
            early,
            "Hugo takes this line for the end of the front matter",
        ));
    }
    match head.format {
        Format::Yaml => yaml::read(text, head.content.clone()),
        Format::Toml => toml::read(text, head.content.clone()),
        Format::Json => Err(at(
            head.content.start,
            "front matter in JSON is edited as text for now",
        )),
    }
}

fn problem(text: &str, unreadable: &Unreadable) -> Problem {
    let at = unreadable.at_byte.min(text.len());
    let start = head::start_of_line(text, at);
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    let end = head::end_of_line(text, at);
    let shown = text.get(start..end).unwrap_or_default().trim_end().len();
    Problem {
        range: start..start + shown,
        severity: Severity::Error,
        message: format!("Line {line}: {}", unreadable.reason),
    }
}

/// Keys that differ only in case are one key to Hugo.
fn spelling_problems(members: &[Member]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let lower = member.key.to_lowercase();
        let is_second = members
            .iter()
            .take(at)
            .any(|other| other.key.to_lowercase() == lower);
        if is_second {
            problems.push(Problem {
                range: member.key_span.clone(),
                severity: Severity::Warning,
                message: format!("Hugo takes `{}` and a key above for the same", member.key),
            });
        }
    }
    problems
}

impl FrontMatter {
    /// Whether the form may edit the head (an article without a head may get one).
    pub fn is_editable(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| problem.severity != Severity::Error)
    }

    /// The entry at `path`, keys compared exactly, then ignoring case, as Hugo does.
    pub fn entry(&self, path: &KeyPath) -> Option<&Entry> {
        let (last, parents) = path.0.split_last()?;
        let mut entries = self.entries.as_slice();
        for key in parents {
            let Value::Map(inner) = &find(entries, key)?.value else {
                return None;
            };
            entries = inner;
        }
        find(entries, last)
    }

    /// The value at `path`.
    pub fn value(&self, path: &KeyPath) -> Option<&Value> {
        Some(&self.entry(path)?.value)
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
            | Self::AddItem { path, .. }
            | Self::RemoveItem { path, .. }
            | Self::MoveItem { path, .. } => path,
        }
    }
}

impl KeyPath {
    /// From `"cover", "image"`.
    pub fn new<const N: usize>(keys: [&str; N]) -> Self {
        Self(keys.iter().map(|&key| key.to_owned()).collect())
    }
}

impl std::fmt::Display for KeyPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

fn find<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Entry> {
    entries.iter().find(|entry| entry.key == key).or_else(|| {
        entries
            .iter()
            .find(|entry| entry.key.to_lowercase() == key.to_lowercase())
    })
}

#[cfg(test)]
mod tests;
