//! Turns the tree of a YAML head into entries, and what is wrong with it into problems.

use std::{collections::HashMap, ops::Range};

use granit_parser::ErrorKind;
use serde_yaml::Value as Decoded;

use super::{
    super::{
        Entry, Value,
        head::{error_at, problem_at},
        lines::{line_no, next_line},
        node::{self, Node as _, Shape},
    },
    decode::decode,
    held, resolve,
    tree::{self, Broken, Kind, Node, Pair},
};
use crate::model::{
    finding::{Finding, Rule, Severity},
    said::{Said, said},
    words::id,
};

/// How many values aliases may add to a head.
const ALIAS_BUDGET: usize = 10_000;

/// More warnings than these help no one.
const MAX_WARNINGS: usize = 20;

/// Reads the head between `content.start` and `content.end` of `text`.
pub fn read(text: &str, content: &Range<usize>) -> (Vec<Entry>, Vec<Finding>) {
    entries_of(text, checked(text, content).map(|read| read.root))
}

/// As [`read`], without the second parser where it would find nothing more.
pub fn glance(text: &str, content: &Range<usize>) -> (Vec<Entry>, Vec<Finding>) {
    if is_plain(text.get(content.clone()).unwrap_or_default()) {
        entries_of(text, tree_of(text, content))
    } else {
        read(text, content)
    }
}

/// Whether every line of a head is of the plain kinds that nearly all are of, and that the two parsers
/// read alike: a key with a value on its line or below it, an item, a comment.
fn is_plain(head: &str) -> bool {
    head.lines().all(|line| {
        let content = line.trim_start_matches(' ');
        let item = content.strip_prefix("- ");
        let content = item.unwrap_or(content);
        match content.split_once(':') {
            _ if content.is_empty() || content.starts_with('#') => true,
            Some((key, "")) if is_plain_key(key) => true,
            Some((key, value)) if is_plain_key(key) && value.starts_with(' ') => {
                is_plain_value(value.trim())
            }
            _ => item.is_some() && is_plain_value(content.trim()),
        }
    })
}

fn is_plain_key(key: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.');
    key.starts_with(|char: char| char.is_ascii_alphabetic()) && key.chars().all(is_part)
}

fn is_plain_value(value: &str) -> bool {
    let is_quoted = |text: &str| {
        ['"', '\''].iter().any(|quote| {
            let inner = text
                .strip_prefix(*quote)
                .and_then(|text| text.strip_suffix(*quote));
            inner.is_some_and(|inner| !inner.contains([*quote, '\\', '\t']))
        })
    };
    let is_word = |text: &str, odd: &[char]| {
        let is_odd = |char: char| char.is_control() || odd.contains(&char);
        text.starts_with(char::is_alphanumeric)
            && !text.ends_with(':')
            && !text.contains(": ")
            && !text.contains(" #")
            && !text.contains(is_odd)
    };
    let in_list = value
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'));
    match in_list {
        Some(items) => items.split(',').map(str::trim).all(|item| {
            is_quoted(item) && !item.contains(',')
                || is_word(item, &['[', ']', '{', '}', '"', '\'', ':'])
        }),
        None => value.is_empty() || is_quoted(value) || is_word(value, &[]),
    }
}

/// As [`glance`]; the last of two equal keys counts.
pub fn with_repeated_keys(text: &str, content: &Range<usize>) -> (Vec<Entry>, Vec<Finding>) {
    let root = tree::parse(text, content).map_err(|broken| problem_of(text, &broken));
    entries_of(text, root)
}

fn entries_of(text: &str, root: Result<Option<Node>, Finding>) -> (Vec<Entry>, Vec<Finding>) {
    let root = match root {
        Ok(Some(root)) => root,
        Ok(None) => return (Vec::new(), Vec::new()),
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let mut reader = Reader {
        text,
        anchors: HashMap::new(),
        budget: ALIAS_BUDGET,
        problems: Vec::new(),
    };
    let entries = node::entries(&root, &mut reader);
    (entries, reader.problems)
}

/// The tree of a head that has no key twice.
fn tree_of(text: &str, content: &Range<usize>) -> Result<Option<Node>, Finding> {
    let root = tree::parse(text, content).map_err(|broken| problem_of(text, &broken))?;
    if let Some((first, second)) = root.as_ref().and_then(tree::duplicate_key) {
        let why = said!(
            "head-already-on-line",
            other = second.text().unwrap_or_default(),
            line = line_no(text, first.span.start)
        );
        let at = second.span.start;
        return Err(problem_at(text, at, Rule::HeadKeyTwice, why));
    }
    Ok(root)
}

/// A head that both parsers can read and that has no key twice.
pub fn checked(text: &str, content: &Range<usize>) -> Result<Read, Finding> {
    let root = tree_of(text, content)?;
    let decoded = decode(text, content).map_err(|error| {
        if text
            .get(content.clone())
            .is_some_and(|head| head.contains("\n\t"))
            && let Err(broken) = tree::parse_strictly(text, content)
        {
            return problem_of(text, &broken);
        }
        let line = error.location().map_or(1, |location| location.line());
        let at = (1..line).fold(content.start, |at, _| next_line(text, at));
        let at = at.min(content.end.saturating_sub(1)).max(content.start);
        error_at(text, at, said!("head-line-cannot-read"))
    })?;
    Ok(Read { root, decoded })
}

/// A head as both parsers read it.
#[derive(Clone, Debug)]
pub struct Read {
    /// `None`: there is nothing in the head.
    pub root: Option<Node>,
    pub decoded: Decoded,
}

struct Reader<'a> {
    text: &'a str,
    anchors: HashMap<usize, Value>,
    budget: usize,
    problems: Vec<Finding>,
}

impl node::Node for Node {
    fn shape(&self) -> Shape {
        match self.kind {
            Kind::Scalar { .. } | Kind::Alias { .. } => Shape::Scalar,
            Kind::List { .. } => Shape::List,
            Kind::Map { .. } => Shape::Map,
        }
    }

    fn count(&self) -> usize {
        match &self.kind {
            Kind::Scalar { .. } | Kind::Alias { .. } => 0,
            Kind::List { items, .. } => items.len(),
            Kind::Map { pairs, .. } => pairs.len(),
        }
    }

    fn child(&self, index: usize) -> Option<&Self> {
        match &self.kind {
            Kind::Scalar { .. } | Kind::Alias { .. } => None,
            Kind::List { items, .. } => items.get(index),
            Kind::Map { pairs, .. } => pairs.get(index).map(|pair| &pair.value),
        }
    }

    fn key(&self, index: usize) -> Option<(&str, Range<usize>)> {
        let Kind::Map { pairs, .. } = &self.kind else {
            return None;
        };
        let key = &pairs.get(index)?.key;
        Some((key.text()?, key.span.clone()))
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn scalar(&self) -> Option<Value> {
        resolve::scalar(self)
    }
}

impl node::Reader<Node> for Reader<'_> {
    fn scalar(&mut self, node: &Node) -> Option<Value> {
        Some(match &node.kind {
            Kind::Alias { anchor } => self.alias(*anchor),
            _ => node.scalar().unwrap_or(Value::Null),
        })
    }

    fn before_map(&mut self, map: &Node) {
        self.warn_of_case(held::pairs(map));
        let mut keys = held::pairs(map).iter().map(|pair| &pair.key);
        let odd = keys.by_ref().filter(|key| key.text().is_none());
        for key in odd {
            let why = said!("head-key-not-text-left");
            self.warn(problem_at(
                self.text,
                key.span.start,
                Rule::HeadKeyKind,
                why,
            ));
        }
    }

    fn after(&mut self, node: &Node, value: &Value) {
        if let Some(anchor) = node.anchor {
            self.anchors.insert(anchor, value.clone());
        }
    }
}

impl Reader<'_> {
    fn warn(&mut self, problem: Finding) {
        if self.problems.len() < MAX_WARNINGS {
            self.problems.push(problem);
        }
    }

    /// The value an alias stands for, as long as aliases of aliases do not swell the head.
    fn alias(&mut self, anchor: usize) -> Value {
        let Some(value) = self.anchors.get(&anchor) else {
            return Value::Null;
        };
        let Some(left) = self.budget.checked_sub(size(value)) else {
            return Value::Null;
        };
        self.budget = left;
        value.clone()
    }

    fn warn_of_case(&mut self, pairs: &[Pair]) {
        let mut seen: HashMap<String, &Node> = HashMap::new();
        for pair in pairs {
            let Some(key) = pair.key.text() else {
                continue;
            };
            let first = seen.insert(key.to_lowercase(), &pair.key);
            if let Some(first) = first {
                let why = said!(
                    "head-differ-only-case-hugo",
                    key = key,
                    other = first.text().unwrap_or_default()
                );
                let at = pair.key.span.start;
                self.warn(Finding {
                    severity: Severity::Warning,
                    ..problem_at(self.text, at, Rule::HeadKeyCase, why)
                });
            }
        }
    }
}

/// How many values a value holds.
fn size(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(entries) => {
            1 + entries
                .iter()
                .map(|entry| size(&entry.value))
                .sum::<usize>()
        }
        _ => 1,
    }
}

fn problem_of(text: &str, broken: &Broken) -> Finding {
    match broken {
        Broken::TooDeep(at) => error_at(text, *at, said!("head-lists-groups-nested-too")),
        Broken::NotAMap(at) => error_at(text, *at, said!("head-front-matter-not-list")),
        Broken::TwoDocuments(at) => error_at(text, *at, said!("head-second-yaml-document-starts")),
        Broken::Syntax(error, at) => {
            // At the end of a text the parser stands on the line after the last one.
            let at = if text.get(*at..).is_some_and(|rest| rest.starts_with("---")) {
                at.saturating_sub(1)
            } else {
                *at
            };
            // Where a value should stand the parser speaks of an end, wherever it is.
            let rest = text.get(at..).unwrap_or_default();
            let why = if rest.starts_with([',', ']', '}']) && is_end(error.kind()) {
                said!("head-value-missing-here")
            } else {
                why(error.kind())
            };
            // Of a line that a tab indents the parser says so at the one before it.
            let next = next_line(text, at);
            let is_next =
                why.id == TAB && text.get(next..).is_some_and(|rest| rest.starts_with('\t'));
            error_at(text, if is_next { next } else { at }, why)
        }
    }
}

/// What is said of a tab that indents a line.
const TAB: &str = id!("head-tab-indents-line-only");

fn is_end(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnexpectedEof
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::UnexpectedEofBlockSequence
            | ErrorKind::UnexpectedEofBlockMapping
    )
}

/// A syntax error in a writer's words.
fn why(kind: &ErrorKind) -> Said {
    match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            said!("head-quote-opened-but-not")
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            said!("head-colon-not-expected-here")
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => said!("head-tab-indents-line-only"),
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::ExpectedBlockMappingKey => said!("head-line-not-indented-like"),
        ErrorKind::UnclosedFlowCollection { open: '[' }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::ExpectedFlowSequenceSeparator => {
            said!("head-list-not-closed-or")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator => {
            said!("head-group-not-closed-or")
        }
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            said!("head-closing-bracket-has-no")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            said!("head-colon-missing-after-key")
        }
        ErrorKind::UnknownAnchor => {
            said!("head-text-starts-with-needs")
        }
        ErrorKind::UnexpectedCharacter { character } => {
            said!("head-text-starts-with-needs-2", character = *character)
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            said!("head-something-follows-closing-quote")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape => {
            said!("head-backslash-text-double-quotes")
        }
        ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::ExpectedBlockSequenceEntry => said!("head-list-item-cannot-stand"),
        ErrorKind::ExpectedNodeContent => said!("head-value-missing-here"),
        ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEof => said!("head-ends-too-early"),
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidGlobalTagCharacter => {
            said!("head-text-starts-with-needs-2", character = '!')
        }
        ErrorKind::MissingAnchorOrAliasName => said!("head-text-starts-with-sign"),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            said!("head-text-below-sign")
        }
        ErrorKind::CommentInterceptedScalar
        | ErrorKind::CommentNotSeparated
        | ErrorKind::ExpectedWhitespace => said!("head-blank-missing"),
        ErrorKind::RecursionLimitExceeded => said!("head-lists-groups-nested-too"),
        _ => said!("head-line-cannot-read"),
    }
}
