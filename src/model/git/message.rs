//! What a commit says that it does: proposed from what changed, in the habit of the folder.
//!
//! Limits: three things are named; what half of the folder's commits begin with is a habit, from three
//! commits on.

use std::collections::BTreeMap;

use super::{
    difference::{Difference, Told},
    status::What,
};
use crate::model::{said::Said, words::say};

/// So many commits are a habit.
const LEAST: usize = 3;
/// So many things are named.
const MOST: usize = 3;

/// What happened to an article.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'a> {
    pub what: What,
    /// As people know it.
    pub title: &'a str,
    pub difference: &'a Difference,
    /// The folder that it was moved to.
    pub to: Option<&'a str>,
    /// What the last commits of its folder say, the newest first.
    pub subjects: &'a [String],
}

/// One line.
pub fn proposed(happened: &Happened<'_>) -> String {
    let title = happened.title;
    let fields = &happened.difference.fields;
    let does = |note: &str| {
        let is_it = |it: &Said| it.id == note;
        fields.iter().any(|it| it.note.as_ref().is_some_and(is_it))
    };
    let text = match (happened.what, happened.to) {
        (What::New, _) => say!("message-add", title = title),
        (What::Deleted, _) => say!("message-delete", title = title),
        (What::Moved, Some(to)) => say!("message-move", title = title, to = to),
        _ if does("change-publishes") => say!("message-publish", title = title),
        _ if does("change-takes-back") => say!("message-unpublish", title = title),
        _ => say!(
            "message-change",
            title = title,
            what = named(happened.difference)
        ),
    };
    match habit(happened.subjects) {
        Some(habit) => format!("{habit}{text}"),
        None => text,
    }
}

/// What changed, at most three things.
fn named(difference: &Difference) -> String {
    let mut parts: Vec<String> = Vec::new();
    for field in &difference.fields {
        let part = match field.told {
            Told::Picture { new: Some(_), .. } => say!("message-cover").to_owned(),
            _ => field.label.to_lowercase(),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if !difference.paragraphs.is_empty() || parts.is_empty() {
        parts.insert(0, say!("message-text").to_owned());
    }
    parts.truncate(MOST);
    parts.join(", ")
}

/// How at least half of the commits of a folder begin: `content: `, `post(nl): `.
fn habit(subjects: &[String]) -> Option<&str> {
    let mut begins: BTreeMap<&str, usize> = BTreeMap::new();
    for begin in subjects.iter().filter_map(|subject| begin_of(subject)) {
        *begins.entry(begin).or_default() += 1;
    }
    let (begin, count) = begins.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= LEAST && count * 2 >= subjects.len()).then_some(begin)
}

/// `content: ` of `content: new`.
fn begin_of(subject: &str) -> Option<&str> {
    let at = subject.find(": ")?;
    let (word, _) = subject.split_at_checked(at)?;
    let name = word.split('(').next().unwrap_or(word);
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_/".contains(c));
    let is_closed = name.len() == word.len() || word.ends_with(')');
    (is_name && is_closed)
        .then(|| subject.get(..at + 2))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{git::difference::Around, schema::Schema};

    fn proposed_for(old: &str, new: &str, what: What, subjects: &[&str]) -> String {
        let schema = Schema::default();
        let around = Around {
            form: schema.whole(),
            tongue: None,
        };
        let difference = Difference::of(old, new, around);
        let subjects: Vec<String> = subjects.iter().map(|&it| it.to_owned()).collect();
        proposed(&Happened {
            what,
            title: "The ferry",
            difference: &difference,
            to: (what == What::Moved).then_some("news"),
            subjects: &subjects,
        })
    }

    #[test]
    fn a_message_says_what_happened_to_the_article() {
        let draft = "---\ndraft: true\ntitle: A\n---\nText.\n";
        let public = draft.replace("true", "false");
        let changed = |new: &str| proposed_for(draft, new, What::Changed, &[]);
        assert_eq!(changed(&public), "Publish “The ferry”");
        assert_eq!(
            proposed_for(&public, draft, What::Changed, &[]),
            "Unpublish “The ferry”"
        );
        assert_eq!(proposed_for("", draft, What::New, &[]), "Add “The ferry”");
        assert_eq!(
            proposed_for(draft, "", What::Deleted, &[]),
            "Delete “The ferry”"
        );
        assert_eq!(
            proposed_for(draft, draft, What::Moved, &[]),
            "Move “The ferry” to news"
        );
        assert_eq!(
            changed(&draft.replace("Text", "Words")),
            "“The ferry”: text"
        );
        let more = draft.replace("A\n", "B\ntags: [x]\ncover:\n  image: a.jpg\n");
        assert_eq!(changed(&more), "“The ferry”: title, tags, new cover");
        let all = more.replace("Text", "Words");
        assert_eq!(changed(&all), "“The ferry”: text, title, tags");
    }

    #[test]
    fn a_habit_of_the_folder_is_kept() {
        let add = |subjects: &[&str]| proposed_for("", "Text.\n", What::New, subjects);
        let begin = |subjects: &[&str]| add(subjects).replace("Add “The ferry”", "");
        assert_eq!(
            begin(&["content: a", "content: b", "content: c", "Fix", "d", "e"]),
            "content: "
        );
        assert_eq!(
            begin(&["post(nl): a", "post(nl): b", "post(nl): c"]),
            "post(nl): "
        );
        assert_eq!(begin(&["content: a", "content: b"]), "");
        assert_eq!(
            begin(&["content: a", "content: b", "content: c", "d", "e", "f", "g"]),
            ""
        );
        assert_eq!(begin(&["Fix this: a", "Fix this: b", "Fix this: c"]), "");
    }
}
