//! What a writer does not want to be told: by a comment in the article, or in `kopij.toml`.
//!
//! `<!-- kopij-ignore link/missing: moved next week -->` counts for the block below it, and
//! `# kopij-ignore title/long` in a head for its own line and the one below. What stops the build is told
//! all the same.

use std::ops::Range;

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
    let mut left = Vec::new();
    for finding in findings {
        let may_be = !finding.stops_build();
        let range = article.range_of(&finding);
        let comment = comments.iter_mut().filter(|_| may_be);
        let mut fitting = comment.filter(|it| it.silences(&finding, range.as_ref()));
        match fitting.next() {
            Some(comment) => comment.has_silenced = true,
            None => left.push(finding),
        }
    }
    let unused = comments.iter().filter(|it| !it.has_silenced);
    left.extend(unused.map(unused_finding));
    left
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

    fn silences(&self, finding: &Finding, range: Option<&Range<usize>>) -> bool {
        let rule = finding.rule;
        let is_named = |name: &str| name == rule.id() || name == rule.group();
        if !self.names.iter().any(|name| is_named(name)) {
            return false;
        }
        match range {
            Some(range) => self.scope.contains(&range.start),
            // Of a key that is not there, and of the file, the head is told.
            None => self.is_in_head || matches!(finding.place, Place::File),
        }
    }
}

fn comments<'a>(article: &Article<'a>) -> Vec<Comment<'a>> {
    let text = article.text;
    let head = &article.head.head;
    let found = text.match_indices(WORD).filter_map(|(at, _)| {
        let start = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..)?.split_inclusive('\n').next()?;
        let rest = text.get(at + WORD.len()..start + line.len())?;
        let before = text.get(start..at)?.trim_end();
        if head.contains(&at) {
            if is_in_value(&article.head.entries, at) {
                return None;
            }
            in_head(text, before, rest, start..start + line.len())
        } else if !is_html(article, at) {
            None
        } else {
            in_text(text, before, rest, start..start + line.len())
        }
    });
    found.collect()
}

/// Whether a byte of the head is in a value, where `#` begins no comment.
fn is_in_value(entries: &[Entry], at: usize) -> bool {
    entries.iter().any(|entry| match &entry.value {
        Value::Map(inner) => is_in_value(inner, at),
        Value::List(_) => entry.item_spans.iter().any(|span| span.contains(&at)),
        _ => entry.value_span.contains(&at),
    })
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

fn in_head<'a>(
    text: &'a str,
    before: &'a str,
    rest: &'a str,
    line: Range<usize>,
) -> Option<Comment<'a>> {
    let value = before.strip_suffix('#')?;
    let is_alone = value.trim().is_empty();
    let (scope, range) = if is_alone {
        let next = text.get(line.end..)?.split_inclusive('\n').next();
        (line.start..line.end + next.map_or(0, str::len), line)
    } else {
        let start = line.start + value.trim_end().len();
        let end = line.end - usize::from(text.get(..line.end)?.ends_with('\n'));
        (line, start..end)
    };
    Some(Comment::new(rest, range, scope, true))
}

fn in_text<'a>(
    text: &'a str,
    before: &'a str,
    rest: &'a str,
    line: Range<usize>,
) -> Option<Comment<'a>> {
    let before = before.strip_suffix("<!--")?;
    let (rest, behind) = rest.split_once("-->")?;
    if !before.trim().is_empty() || !behind.trim().is_empty() {
        return None;
    }
    let below = text.get(line.end..)?;
    let blanks = below.len() - below.trim_start_matches('\n').len();
    let block = below.get(blanks..)?;
    let end = block.find("\n\n").unwrap_or(block.len());
    let scope = line.end..line.end + blanks + end + 1;
    Some(Comment::new(rest.trim(), line, scope, false))
}
