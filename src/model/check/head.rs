//! What is put right in a head that is read badly, and keys that Hugo gives up.

use std::ops::Range;

use super::{
    fix,
    subject::{Article, Facts},
};
use crate::model::{
    finding::{Finding, Fix, Place, Rule, Safety, Severity},
    front_matter::{self, Change, FrontMatter, KeyPath, Value},
    said::{Said, said},
    site::keys,
    text::Edit,
};

/// The version from which `build` stands for `_build`.
const BUILD: u16 = 145;

/// The problems of the head with what puts them right.
pub fn found(article: &Article<'_>) -> Vec<Finding> {
    let problems = article.head.problems.iter().cloned();
    let found = problems.map(|mut finding| {
        finding.fixes = match finding.rule {
            Rule::HeadKeyTwice => twice(article, &finding),
            Rule::HeadBroken => broken(article, &finding),
            _ => Vec::new(),
        };
        finding
    });
    found.collect()
}

/// An edit, if the head has fewer errors with it.
fn checked(article: &Article<'_>, label: Said, edit: Edit) -> Option<Fix> {
    let after = front_matter::read(&edit.applied_to(article.text));
    let errors = |head: &FrontMatter| {
        let errors = head.problems.iter();
        errors.filter(|it| it.severity == Severity::Error).count()
    };
    (errors(&after) < errors(article.head)).then(|| Fix {
        label,
        safety: Safety::Asked,
        edits: vec![edit],
    })
}

/// The lines of a key at the start of the line around a byte, with those of its value.
fn lines_of_key(text: &str, content: &Range<usize>, at_byte: usize) -> Option<Range<usize>> {
    let before = text.get(content.start..at_byte)?;
    let start = before
        .rfind('\n')
        .map_or(content.start, |at| content.start + at + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut end = start;
    let mut own = 0;
    for (number, line) in text
        .get(start..content.end)?
        .split_inclusive('\n')
        .enumerate()
    {
        if number == 0 {
            own = indent(line);
        } else {
            let is_item = indent(line) == own && line.trim_start().starts_with("- ");
            let is_deeper = indent(line) > own && !line.trim().is_empty();
            if !is_item && !is_deeper {
                break;
            }
        }
        end += line.len();
    }
    Some(start..end)
}

/// The one or the other of two equal keys goes.
fn twice(article: &Article<'_>, finding: &Finding) -> Vec<Fix> {
    let Some(second) = finding.range() else {
        return Vec::new();
    };
    let content = &article.head.content;
    let Some(of_second) = lines_of_key(article.text, content, second.start) else {
        return Vec::new();
    };
    let lines = article.text.get(of_second.clone()).unwrap_or_default();
    let Some((key, _)) = lines.split_once(':') else {
        return Vec::new();
    };
    let mut at = content.start;
    let head = article.text.get(content.start..of_second.start);
    let first = head
        .unwrap_or_default()
        .split_inclusive('\n')
        .find_map(|line| {
            let start = at;
            at += line.len();
            let is_it = line.split_once(':').is_some_and(|(other, _)| other == key);
            is_it.then_some(start)
        });
    let of_first = first.and_then(|first| lines_of_key(article.text, content, first));
    let removal = |range: Range<usize>| Edit {
        range,
        insert: String::new(),
    };
    let keep_first = checked(article, said!("check-fix-keep-first"), removal(of_second));
    let keep_second =
        of_first.and_then(|range| checked(article, said!("check-fix-keep-second"), removal(range)));
    keep_first.into_iter().chain(keep_second).collect()
}

fn broken(article: &Article<'_>, finding: &Finding) -> Vec<Fix> {
    let text = article.text;
    let content = &article.head.content;
    let mut fixes = Vec::new();
    if let Some(range) = finding.range()
        && let Some(line) = lines_of_key(text, content, range.start)
    {
        fixes.extend(quoted(article, &line));
    }
    let head = text.get(content.clone()).unwrap_or_default();
    if head.contains('\t') {
        let mut spaced = String::with_capacity(head.len() + 8);
        for line in head.split_inclusive('\n') {
            let rest = line.trim_start_matches(['\t', ' ']);
            let indent = line.get(..line.len() - rest.len()).unwrap_or_default();
            spaced.push_str(&indent.replace('\t', "  "));
            spaced.push_str(rest);
        }
        let edit = Edit {
            range: content.clone(),
            insert: spaced,
        };
        fixes.extend(checked(article, said!("check-fix-tabs"), edit));
    }
    fixes.extend(closed(article));
    fixes
}

/// Quotes around the value of a line.
fn quoted(article: &Article<'_>, line: &Range<usize>) -> Option<Fix> {
    let written = article.text.get(line.clone())?.lines().next()?;
    let (key, value) = written.split_once(": ")?;
    let value = value.trim();
    if value.is_empty() || value.starts_with(['"', '\'', '[', '{', '|', '>']) {
        return None;
    }
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
    let edit = Edit {
        range: line.start..line.start + written.len(),
        insert: format!("{key}: \"{escaped}\""),
    };
    checked(article, said!("check-fix-quote"), edit)
}

/// The line that ends the head, before the first blank line.
fn closed(article: &Article<'_>) -> Option<Fix> {
    let text = article.text;
    let fence = text.lines().next()?.trim_end();
    if !matches!(fence, "---" | "+++") || !article.head.content.is_empty() {
        return None;
    }
    let blank = text.find("\n\n").map(|at| at + 1);
    let at = blank.unwrap_or(text.len());
    let before = if at == text.len() && !text.ends_with('\n') {
        "\n"
    } else {
        ""
    };
    let edit = Edit {
        range: at..at,
        insert: format!("{before}{fence}\n"),
    };
    checked(article, said!("check-fix-close", fence = fence), edit)
}

/// `_build`, which newer versions have as `build`, and refuse at last.
pub fn old_keys(facts: &Facts<'_>, article: &Article<'_>) -> Vec<Finding> {
    let version = facts.site.settings.version;
    let cascade = KeyPath::new([keys::CASCADE]);
    let cascades = match article.head.value(&cascade) {
        Some(Value::List(items)) => items.len(),
        _ => 0,
    };
    let mut places = vec![Vec::new(), vec![keys::CASCADE.to_owned()]];
    places.extend((0..cascades).map(|at| vec![keys::CASCADE.to_owned(), at.to_string()]));
    let mut found = Vec::new();
    for mut names in places {
        names.push(keys::OLD_BUILD.to_owned());
        let path = KeyPath(names);
        let is_there = matches!(article.head.value(&path), Some(Value::Map(_)));
        if is_there && version.has(BUILD) {
            found.push(old_key(facts, article, path));
        }
    }
    found
}

/// An older Hugo does not know the new name: only where the site says that it has a newer one nobody sees
/// the change.
fn old_key(facts: &Facts<'_>, article: &Article<'_>, path: KeyPath) -> Finding {
    let version = facts.site.settings.version;
    let pinned = facts.site.settings.pins.version();
    let safety = if pinned.is_some_and(|it| it.has(BUILD)) {
        Safety::Safe
    } else {
        Safety::Asked
    };
    let is_refused = version.has(161);
    let message = if is_refused {
        said!("check-head-old-key-refused", version = version.to_string())
    } else {
        said!("check-head-old-key")
    };
    let finding = Finding::new(Rule::HeadOldKey, Place::Key(path.clone()), message);
    let change = Change::Rename {
        path,
        key: keys::BUILD.to_owned(),
    };
    let label = said!("check-fix-build");
    let fix = fix::of_head(article.text, label, safety, &[change]);
    Finding {
        severity: if is_refused {
            Severity::Error
        } else {
            Severity::Warning
        },
        fixes: fix.into_iter().collect(),
        ..finding
    }
}
