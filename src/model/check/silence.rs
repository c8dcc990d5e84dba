//! What a writer does not want to be told: by a comment in the article, or in `kopij.toml`.
//!
//! `<!-- kopij-ignore link/missing: moved next week -->` counts for the block below it, and
//! `# kopij-ignore title/long` in a head for its own line and the one below. What stops the build is told
//! all the same.

use std::{collections::HashMap, ops::Range};

use super::subject::Article;
use crate::model::{
    finding::{Finding, Place, Rule},
    front_matter::{Entry, Format, Value},
    markdown::blocks::Kind,
    said::said,
    text::Edit,
};

const WORD: &str = "kopij-ignore";

/// A comment that silences.
struct Comment<'a> {
    /// The rules or groups that it names.
    names: Vec<&'a str>,
    /// Of the comment, with its line where it is alone on that.
    range: Range<usize>,
    /// Where it counts.
    scope: Range<usize>,
    is_in_head: bool,
    has_silenced: bool,
}

/// The findings less those that comments silence, and the comments that silence nothing.
pub fn applied(article: &Article<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    if !article.text.contains(WORD) {
        return findings;
    }
    let mut comments = comments(article);
    let named = by_name(&comments);
    let mut left = Vec::new();
    for finding in findings {
        let may_be = !finding.stops_build();
        let range = article.range_of(&finding);
        let of_rule = [finding.rule.id(), finding.rule.group()];
        let fitting = of_rule.into_iter().filter_map(|name| {
            let named = named.get(name).filter(|_| may_be)?;
            first_fitting(&comments, named, &finding, range.as_ref())
        });
        let first = fitting.min();
        match first.and_then(|at| comments.get_mut(at)) {
            Some(comment) => comment.has_silenced = true,
            None => left.push(finding),
        }
    }
    let unused = comments.iter().filter(|it| !it.has_silenced);
    left.extend(unused.map(unused_finding));
    left
}

/// Which comments have a name, in their order.
fn by_name<'a>(comments: &[Comment<'a>]) -> HashMap<&'a str, Vec<usize>> {
    let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, comment) in comments.iter().enumerate() {
        for &name in &comment.names {
            named.entry(name).or_default().push(at);
        }
    }
    named
}

/// The first of the `named` comments that counts for a finding. Neither where they start to count nor where they end
/// goes back from one to the next.
fn first_fitting(
    comments: &[Comment<'_>],
    named: &[usize],
    finding: &Finding,
    range: Option<&Range<usize>>,
) -> Option<usize> {
    let Some(range) = range else {
        // Of a key that is not there, and of the file, the head is told.
        let first = *named.first()?;
        let is_in_head = comments.get(first)?.is_in_head;
        return (is_in_head || matches!(finding.place, Place::File)).then_some(first);
    };
    let ends = |at: &usize| {
        comments
            .get(*at)
            .is_none_or(|it| it.scope.end <= range.start)
    };
    let first = *named.get(named.partition_point(ends))?;
    comments
        .get(first)?
        .scope
        .contains(&range.start)
        .then_some(first)
}

/// The comment that leaves a finding of an article as it is; `None`: no comment can.
pub fn leaving(article: &Article<'_>, finding: &Finding) -> Option<Edit> {
    if finding.stops_build() || finding.rule == Rule::CheckUnused {
        return None;
    }
    let text = article.text;
    let head = &article.head.head;
    let content = &article.head.content;
    let range = article.range_of(finding);
    let body = range.as_ref().filter(|range| range.start >= head.end);
    let (at, comment) = match body {
        Some(range) => {
            let block = article.blocks.get(article.blocks.index_at(range.start)?)?;
            let blank = text
                .get(..range.start)?
                .rfind("\n\n")
                .map_or(0, |at| at + 2);
            let at = blank.max(block.range.start);
            (at, format!("<!-- {WORD} {} -->\n", finding.rule.id()))
        }
        None if article.head.format == Some(Format::Json) || content.is_empty() => return None,
        None => {
            let start = range.map_or(content.start, |range| range.start);
            let line = text.get(content.start..start)?.rfind('\n');
            let at = line.map_or(content.start, |at| content.start + at + 1);
            (at, format!("# {WORD} {}\n", finding.rule.id()))
        }
    };
    let line = text.get(at..)?;
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    Some(Edit {
        range: at..at,
        insert: format!("{}{comment}", line.get(..indent)?),
    })
}

fn unused_finding(comment: &Comment<'_>) -> Finding {
    let message = said!("check-check-unused", rules = comment.names.join(", "));
    let place = Place::Text(comment.range.clone());
    Finding::new(Rule::CheckUnused, place, message)
}

impl<'a> Comment<'a> {
    /// `rest` is what stands behind the word.
    fn new(rest: &'a str, range: Range<usize>, scope: Range<usize>, is_in_head: bool) -> Self {
        Self {
            names: names(rest),
            range,
            scope,
            is_in_head,
            has_silenced: false,
        }
    }
}

/// Each line is looked at once, and of a line one comment counts: the first.
fn comments<'a>(article: &Article<'a>) -> Vec<Comment<'a>> {
    let text = article.text;
    let head = &article.head.head;
    let values = Values::of(&article.head.entries);
    let mut blank = 0;
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(WORD)) {
        let at = from + at;
        let start = text.get(from..at).and_then(|before| before.rfind('\n'));
        let start = start.map_or(from, |end| from + end + 1);
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.find('\n').map_or(text.len(), |end| at + end + 1);
        found.extend(if head.contains(&at) {
            in_head(text, start..end, &values)
        } else if is_html(article, at) {
            in_text(text, start..end, at, &mut blank)
        } else {
            None
        });
        from = end;
    }
    found
}

/// Where the values of a head stand, where `#` begins no comment.
struct Values(Vec<Range<usize>>);

impl Values {
    fn of(entries: &[Entry]) -> Self {
        let mut all = Vec::new();
        Self::add(entries, &mut all);
        all.sort_by_key(|span| (span.start, span.end));
        // None ends before one that stands before it.
        let mut end = 0;
        for span in &mut all {
            end = end.max(span.end);
            span.end = end;
        }
        Self(all)
    }

    fn add(entries: &[Entry], all: &mut Vec<Range<usize>>) {
        for entry in entries {
            match &entry.value {
                Value::Map(inner) => Self::add(inner, all),
                Value::List(_) => all.extend(entry.item_spans.iter().cloned()),
                _ => all.push(entry.value_span.clone()),
            }
        }
    }

    fn contain(&self, at: usize) -> bool {
        let before = self.0.partition_point(|span| span.start <= at);
        let last = before.checked_sub(1).and_then(|last| self.0.get(last));
        last.is_some_and(|span| span.contains(&at))
    }
}

/// Whether a byte of the text is in a comment by itself, and not in code that shows one.
fn is_html(article: &Article<'_>, at: usize) -> bool {
    let block = article.blocks.index_at(at);
    let block = block.and_then(|at| article.blocks.get(at));
    block.is_some_and(|block| block.kind == Kind::Html && block.range.contains(&at))
}

fn names(rest: &str) -> Vec<&str> {
    let list = rest.split([':', '\n']).next().unwrap_or_default();
    let words = list.split([' ', ',']).map(str::trim);
    words.filter(|word| !word.is_empty()).collect()
}

fn in_head<'a>(text: &'a str, line: Range<usize>, values: &Values) -> Option<Comment<'a>> {
    let written = text.get(line.clone())?;
    let (value, rest) = written.match_indices(WORD).find_map(|(at, _)| {
        let (before, rest) = written.split_at_checked(at)?;
        let value = before.trim_end().strip_suffix('#')?;
        let rest = rest.strip_prefix(WORD)?;
        (!values.contain(line.start + at)).then_some((value, rest))
    })?;
    let is_alone = value.trim().is_empty();
    let (scope, range) = if is_alone {
        let next = text.get(line.end..)?.split_inclusive('\n').next();
        (line.start..line.end + next.map_or(0, str::len), line)
    } else {
        let start = line.start + value.trim_end().len();
        let end = line.end - usize::from(written.ends_with('\n'));
        (line, start..end)
    };
    Some(Comment::new(rest, range, scope, true))
}

/// `at` is where the word stands first in its line, `blank` where the last blank line was found.
fn in_text<'a>(
    text: &'a str,
    line: Range<usize>,
    at: usize,
    blank: &mut usize,
) -> Option<Comment<'a>> {
    let before = text.get(line.start..at)?.trim_end().strip_suffix("<!--")?;
    let rest = text.get(at + WORD.len()..line.end)?;
    let (rest, behind) = rest.split_once("-->")?;
    if !before.trim().is_empty() || !behind.trim().is_empty() {
        return None;
    }
    let below = text.get(line.end..)?;
    let blanks = below.len() - below.trim_start_matches('\n').len();
    let block = line.end + blanks;
    if *blank < block {
        let found = text.get(block..)?.find("\n\n");
        *blank = found.map_or(text.len(), |found| block + found);
    }
    Some(Comment::new(
        rest.trim(),
        line.clone(),
        line.end..*blank + 1,
        false,
    ))
}
