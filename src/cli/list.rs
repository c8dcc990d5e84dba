//! `kopij list PATH`

use std::{
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{Done, Error, really, say, value};
use crate::{
    io::scan,
    model::{
        front_matter::{self, FrontMatter, KeyPath, Value},
        site::Entry,
    },
};

/// How the list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Lines,
    Json,
}

/// `KEY=VALUE`, or `KEY` alone.
struct Condition {
    key: KeyPath,
    value: Option<Value>,
}

/// What was given on the command line.
pub(super) struct Asked<'a> {
    pub path: &'a Path,
    pub form: Form,
    pub conditions: &'a [String],
    pub allow_outside: &'a [PathBuf],
}

/// Prints the articles below a folder that meet every condition, newest first. A folder outside of
/// the site that its settings name is a finding.
pub(super) fn run(
    asked: &Asked<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let conditions: Vec<Condition> = asked
        .conditions
        .iter()
        .map(|text| condition(text))
        .collect::<Result<_, _>>()?;
    let content = scan::content_of(asked.path, really(asked.allow_outside))?;
    for problem in &content.problems {
        say(err, problem);
    }
    let mut entries: Vec<Entry> = scan::articles_with(&content.folder, |path, text| match text {
        Ok(text) => {
            let head = front_matter::glance(&text);
            meets(&head, &conditions).then(|| Entry::of(path, &head, &text))
        }
        Err(err) => conditions
            .is_empty()
            .then(|| Entry::unreadable(path, format!("Not readable: {err}"))),
    })
    .into_iter()
    .flatten()
    .collect();
    entries.sort_by(|a, b| {
        let newest = b.date_secs.cmp(&a.date_secs);
        newest.then_with(|| a.path.cmp(&b.path))
    });
    let mut out = BufWriter::new(out);
    match asked.form {
        Form::Lines => print_lines(&content.root, &entries, &mut out)?,
        Form::Json => print_json(&content.root, &entries, &mut out)?,
    }
    out.flush()?;
    Ok(match content.left_out {
        None => Done::Fine,
        Some(left_out) => {
            say(err, &format!("{left_out}; --allow-outside reads it"));
            Done::Findings
        }
    })
}

fn condition(text: &str) -> Result<Condition, Error> {
    Ok(match value::split(text) {
        Some((key, text)) => {
            let key = value::key_path(&key);
            let value = Some(value::read(&key, text)?);
            Condition { key, value }
        }
        None => Condition {
            key: value::key_path(text),
            value: None,
        },
    })
}

fn meets(head: &FrontMatter, conditions: &[Condition]) -> bool {
    conditions.iter().all(
        |condition| match (head.value(&condition.key), &condition.value) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(found), Some(wanted)) => value::is_or_holds(found, wanted),
        },
    )
}

fn below<'a>(root: &Path, path: &'a Path) -> std::path::Display<'a> {
    path.strip_prefix(root).unwrap_or(path).display()
}

/// Date, marks, title and path, in columns.
fn print_lines(root: &Path, entries: &[Entry], out: &mut dyn Write) -> Result<(), Error> {
    use unicode_width::UnicodeWidthStr as _;
    let widest = entries.iter().map(|entry| entry.title.width()).max();
    let widest = widest.unwrap_or(0).min(60);
    for entry in entries {
        let day = entry.date.as_deref().and_then(|date| date.get(..10));
        let mark = match (&entry.problem, entry.is_draft) {
            (Some(_), _) => "problem",
            (None, true) => "draft",
            (None, false) => "",
        };
        let gap = widest.saturating_sub(entry.title.width());
        writeln!(
            out,
            "{:10}  {mark:7}  {}{:gap$}  {}",
            day.unwrap_or(""),
            one_line(&entry.title),
            "",
            below(root, &entry.path)
        )?;
    }
    Ok(())
}

/// Control characters would break the columns, or the terminal.
fn one_line(title: &str) -> String {
    title
        .chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect()
}

fn print_json(root: &Path, entries: &[Entry], out: &mut dyn Write) -> Result<(), Error> {
    let objects: serde_json::Value = entries
        .iter()
        .map(|entry| {
            json!({
                "path": below(root, &entry.path).to_string(),
                "title": entry.title,
                "date": entry.date,
                "draft": entry.is_draft,
                "tags": entry.tags,
                "problem": entry.problem,
            })
        })
        .collect();
    writeln!(out, "{objects:#}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_holds_for_a_value_or_an_item_of_a_list() {
        let head = front_matter::read(
            "---\ntitle: A\ntags: [ferry, 2026]\ndraft: true\ncover:\n  alt: x\n---\n",
        );
        let holds = |text: &str| meets(&head, &[condition(text).unwrap()]);

        assert!(holds("draft=true") && holds("tags=ferry") && holds("tags=2026"));
        assert!(holds("cover.alt") && holds("title=A") && holds("cover.alt=x"));
        assert!(!holds("draft=false") && !holds("tags=bread") && !holds("label"));
    }

    #[test]
    fn a_title_stays_on_its_line() {
        assert_eq!(one_line("a\n\u{1b}[31mb"), "a  [31mb");
    }
}
