//! Reads a JSON head into a tree of nodes with their byte spans in the text.

use std::{collections::HashMap, ops::Range};

use serde_json::Value as Json;

use super::super::{
    Decimal, Entry, Value,
    dates::is_date,
    decimal,
    head::{error_at, problem_at},
    lines::{line_no, slice},
    node::{self, Kind, MAX_DEPTH, Pair, Tree},
};
use crate::model::{
    finding::{Finding, Rule, Severity},
    said::{Said, said},
};

/// A value; all that there is to say of it is said by its kind and place.
pub type Node = Tree<()>;

/// What is wrong, and at which byte.
type Broken = (usize, Said);

/// The entries of the head at `content`. Of two equal keys Hugo takes the last, and so it is here.
pub fn read(text: &str, content: &Range<usize>) -> (Vec<Entry>, Vec<Finding>) {
    match parse_with_problem(text, content) {
        Ok((root, problem)) => {
            let problems = problem.into_iter().collect();
            (node::entries_as_written(&root), problems)
        }
        Err(problem) => (Vec::new(), vec![problem]),
    }
}

/// The root of the head at `content`, a map.
pub fn parse(text: &str, content: &Range<usize>) -> Result<Node, Finding> {
    parse_with_problem(text, content).map(|(root, _)| root)
}

/// The root, and the first key that stands twice.
fn parse_with_problem(
    text: &str,
    content: &Range<usize>,
) -> Result<(Node, Option<Finding>), Finding> {
    let mut reader = Reader {
        text: slice(text, 0..content.end),
        at: content.start,
        twice: None,
    };
    let root = reader.node(0).and_then(|root| {
        reader.skip_blanks();
        if reader.at == content.end {
            Ok(root)
        } else {
            Err((reader.at, said!("head-more-stands-behind-object")))
        }
    });
    let root = root.map_err(|(at, why)| {
        let at = at.min(content.end.saturating_sub(1)).max(content.start);
        error_at(text, at, said!("head-cannot-read", why = why))
    })?;
    let problem = reader.twice.map(|twice| {
        let line = line_no(text, twice.first);
        let why = said!("head-already-on-line", other = twice.key, line = line);
        Finding {
            severity: Severity::Warning,
            ..problem_at(text, twice.at, Rule::HeadKeyTwice, why)
        }
    });
    Ok((root, problem))
}

/// A key that stands in its map already.
struct Twice {
    key: String,
    first: usize,
    at: usize,
}

/// The head at `content`, whose root is `root`, as `serde_json` reads it; numbers that are too large for
/// it are texts.
pub fn decode(text: &str, content: &Range<usize>, root: &Node) -> Option<Json> {
    let head = slice(text, content.clone());
    if let Ok(json) = serde_json::from_str(head) {
        return Some(json);
    }
    let mut quoted = String::with_capacity(head.len());
    let mut from = content.start;
    for number in too_large(root) {
        quoted.push_str(slice(text, from..number.start));
        quoted.push('"');
        quoted.push_str(slice(text, number.clone()));
        quoted.push('"');
        from = number.end;
    }
    quoted.push_str(slice(text, from..content.end));
    serde_json::from_str(&quoted).ok()
}

/// The places of the numbers that no machine has, in the order of the text.
fn too_large(node: &Node) -> Vec<Range<usize>> {
    match &node.kind {
        Kind::Scalar(Value::Float(number)) if number.number().is_infinite() => {
            std::iter::once(node.span.clone()).collect()
        }
        _ => node::children(node).flat_map(too_large).collect(),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The first one.
    twice: Option<Twice>,
}

impl Reader<'_> {
    fn node(&mut self, depth: usize) -> Result<Node, Broken> {
        self.skip_blanks();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err((start, said!("head-nested-too-deep")));
        }
        let kind = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => {
                let text = self.string()?;
                Kind::Scalar(if is_date(&text) {
                    Value::Date(text)
                } else {
                    Value::Text(text)
                })
            }
            Some(_) => Kind::Scalar(self.word()?),
            None => return Err((start, said!("head-value-missing"))),
        };
        let span = start..self.at;
        let mark = ();
        Ok(Node { span, kind, mark })
    }

    fn map(&mut self, depth: usize) -> Result<Kind<()>, Broken> {
        let mut pairs: Vec<Pair<()>> = Vec::new();
        let mut places = HashMap::new();
        self.at += 1;
        if self.take(b'}') {
            return Ok(Kind::Map(pairs));
        }
        loop {
            self.skip_blanks();
            let start = self.at;
            if !pairs.is_empty() && matches!(self.peek(), Some(b'}' | b',')) {
                return Err((start, said!("head-comma-too-many")));
            }
            if self.peek() != Some(b'"') {
                return Err((start, said!("head-key-quotes-should-stand")));
            }
            let key = self.string()?;
            let key_span = start..self.at;
            // Of equal keys the value is that of the last, at the place of the first, as `serde_json` has it.
            let at = *places.entry(key.clone()).or_insert(pairs.len());
            if let Some(first) = pairs.get(at).map(|pair| pair.key_span.start) {
                let key = key.clone();
                let at = start;
                self.twice.get_or_insert(Twice { key, first, at });
            }
            if !self.take(b':') {
                return Err((self.at, said!("head-colon-should-stand-here")));
            }
            let pair = Pair {
                key,
                key_span,
                value: self.node(depth + 1)?,
            };
            match pairs.get_mut(at) {
                Some(place) => *place = pair,
                None => pairs.push(pair),
            }
            if self.take(b'}') {
                return Ok(Kind::Map(pairs));
            }
            if !self.take(b',') {
                return Err((self.at, said!("head-comma-or-closing-brace")));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Kind<()>, Broken> {
        let mut items = Vec::new();
        self.at += 1;
        if self.take(b']') {
            return Ok(Kind::List(items));
        }
        loop {
            self.skip_blanks();
            if matches!(self.peek(), Some(b',' | b']')) {
                return Err((self.at, said!("head-comma-too-many")));
            }
            items.push(self.node(depth + 1)?);
            if self.take(b']') {
                return Ok(Kind::List(items));
            }
            if !self.take(b',') {
                return Err((self.at, said!("head-comma-or-closing-bracket")));
            }
        }
    }

    /// A text in quotes; its escapes are read by the crate.
    fn string(&mut self) -> Result<String, Broken> {
        let start = self.at;
        let mut is_escaped = false;
        let rest = slice(self.text, start + 1..self.text.len());
        let end = rest.bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        });
        let end = end.ok_or((start, said!("head-quotes-not-closed")))?;
        self.at = start + end + 2;
        let written = slice(self.text, start..self.at);
        serde_json::from_str(written).map_err(|_odd| {
            if written.contains(['\n', '\r']) {
                (start, said!("head-quote-opened-but-not"))
            } else {
                (start, said!("head-text-has-escape-or"))
            }
        })
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Value, Broken> {
        let start = self.at;
        let rest = slice(self.text, start..self.text.len());
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
            .count();
        self.at = start + length;
        let word = slice(self.text, start..self.at);
        // By the standard library, which finds the nearest number.
        let decimal = || {
            let number = word.parse().unwrap_or(f64::INFINITY);
            Value::Float(Decimal::written(word, number))
        };
        match serde_json::from_str(word) {
            Ok(Json::Null) => Ok(Value::Null),
            Ok(Json::Bool(on)) => Ok(Value::Bool(on)),
            Ok(Json::Number(number)) => Ok(match number.as_i64() {
                Some(whole) => Value::Integer(whole),
                None => decimal(),
            }),
            Err(_too_large) if decimal::is_json(word) => Ok(decimal()),
            _ if word.is_empty() => Err((start, said!("head-value-missing-here"))),
            _ if word.starts_with(char::is_alphabetic) => {
                Err((start, said!("head-text-needs-quotes")))
            }
            _ => Err((start, said!("head-no-value"))),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips blanks and takes `byte` if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }
}
