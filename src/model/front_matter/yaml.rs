//! Reads a YAML head into a tree, by the events of `granit-parser`.

use std::{collections::HashSet, iter::Peekable, ops::Range};

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::{
    Value, scalar,
    tree::{Kind, Member, Node, Style},
};

/// Deeper nesting is not shown as a form.
const MAX_DEPTH: usize = 64;

/// Why a head is not read; the place is in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub at_byte: usize,
    pub reason: String,
}

type Events<'a> = Peekable<Box<dyn Iterator<Item = Result<(Event<'a>, Span), ScanError>> + 'a>>;

struct Reader<'a> {
    text: &'a str,
    /// Where the head's content starts in the text; the parser's places count from here.
    base: usize,
    end: usize,
    events: Events<'a>,
}

/// The members of the head's mapping.
pub(super) fn read(text: &str, content: Range<usize>) -> Result<Vec<Member>, Unreadable> {
    let source = text.get(content.clone()).unwrap_or_default();
    let mut options = Options::default();
    options.block_scalar_eof_without_line_feed = true;
    options.emit_anchor_events = true;
    options.emit_comments = false;
    let parser = Parser::new_from_str_with_options(source, options);
    let events: Box<dyn Iterator<Item = _>> = Box::new(parser);
    let mut reader = Reader {
        text,
        base: content.start,
        end: content.end,
        events: events.peekable(),
    };
    reader.document()
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Vec<Member>, Unreadable> {
        let mut members = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if members.is_none() => {
                    if matches!(self.peek()?, Some(Event::DocumentEnd)) {
                        members = Some(Vec::new());
                    }
                }
                Event::StreamEnd => return Ok(members.unwrap_or_default()),
                Event::MappingStart(..) if members.is_none() => {
                    let node = self.node(event, &span, None, 0)?;
                    let Kind::Map { members: read, .. } = node.kind else {
                        return Err(
                            self.unreadable(&span, "the front matter is not a list of keys")
                        );
                    };
                    members = Some(read);
                }
                Event::Scalar(value, ScalarStyle::Plain, ..)
                    if members.is_none() && value == "~" && self.source(&span).is_empty() =>
                {
                    members = Some(Vec::new());
                }
                _ => return Err(self.unreadable(&span, "the front matter is not a list of keys")),
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), Unreadable> {
        match self.events.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(err)) => Err(self.failed(&err)),
            None => Ok((
                Event::StreamEnd,
                Span::empty(granit_parser::Marker::default()),
            )),
        }
    }

    fn peek(&mut self) -> Result<Option<&Event<'a>>, Unreadable> {
        if let Some(Err(err)) = self.events.peek() {
            let err = err.clone();
            return Err(self.failed(&err));
        }
        Ok(match self.events.peek() {
            Some(Ok((event, _))) => Some(event),
            _ => None,
        })
    }

    /// A node, from its first event on. `after`: the byte behind the colon or dash before it.
    fn node(
        &mut self,
        event: Event<'a>,
        span: &Span,
        after: Option<usize>,
        depth: usize,
    ) -> Result<Node, Unreadable> {
        if depth > MAX_DEPTH {
            return Err(self.unreadable(span, "the front matter is nested too deeply"));
        }
        let mut frozen = event.tag().map(|_| "the value has a tag");
        let start = self.range(span).start;
        let node = match event {
            Event::Scalar(value, style, anchor, _) => {
                if anchor != 0 {
                    frozen = Some("the value has an anchor");
                }
                self.scalar(&value, style, span, after)
            }
            Event::SequenceStart(style, anchor, _) => {
                if anchor != 0 {
                    frozen = Some("the value has an anchor");
                }
                self.list(style == StructureStyle::Flow, start, depth)?
            }
            Event::MappingStart(style, anchor, _) => {
                if anchor != 0 {
                    frozen = Some("the value has an anchor");
                }
                self.map(style == StructureStyle::Flow, start, depth)?
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                frozen = Some("the value stands elsewhere (an alias)");
                Node {
                    span: self.range(span),
                    kind: Kind::Scalar(Value::Null, Style::Plain),
                    frozen: None,
                }
            }
            _ => return Err(self.unreadable(span, "the front matter cannot be read here")),
        };
        // An anchor is told of behind the start of its node.
        while matches!(self.peek()?, Some(Event::Anchor(..))) {
            self.next()?;
            frozen = Some("the value has an anchor");
        }
        Ok(Node { frozen, ..node })
    }

    fn list(&mut self, is_flow: bool, start: usize, depth: usize) -> Result<Node, Unreadable> {
        self.skip_anchors()?;
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let end = if is_flow {
                    self.range(&span).end
                } else {
                    items.last().map_or(start, |item| item.span.end)
                };
                return Ok(Node {
                    span: start..end,
                    kind: Kind::List { items, is_flow },
                    frozen: None,
                });
            }
            items.push(self.node(event, &span, None, depth + 1)?);
        }
    }

    fn map(&mut self, is_flow: bool, start: usize, depth: usize) -> Result<Node, Unreadable> {
        self.skip_anchors()?;
        let mut members: Vec<Member> = Vec::new();
        let mut keys = HashSet::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let end = if is_flow {
                    self.range(&span).end
                } else {
                    members.last().map_or(start, |member| member.node.span.end)
                };
                return Ok(Node {
                    span: start..end,
                    kind: Kind::Map { members, is_flow },
                    frozen: None,
                });
            }
            let key_span = self.range(&span);
            let Event::Scalar(key, ..) = event else {
                return Err(self.unreadable(&span, "a key is not plain text"));
            };
            self.skip_anchors()?;
            let key = key.into_owned();
            if !keys.insert(key.clone()) {
                return Err(
                    self.unreadable(&span, &format!("the key `{key}` stands here a second time"))
                );
            }
            let after = self.behind_colon(key_span.end);
            let (event, value_span) = self.next()?;
            let node = self.node(event, &value_span, after, depth + 1)?;
            members.push(Member {
                key,
                key_span,
                node,
            });
        }
    }

    fn skip_anchors(&mut self) -> Result<(), Unreadable> {
        while matches!(self.peek()?, Some(Event::Anchor(..))) {
            self.next()?;
        }
        Ok(())
    }

    fn scalar(&self, value: &str, style: ScalarStyle, span: &Span, after: Option<usize>) -> Node {
        let range = self.range(span);
        let written = self.text.get(range.clone()).unwrap_or_default();
        let (span, style) = match style {
            // An absent value is told as a `~` that is nowhere.
            ScalarStyle::Plain if written.is_empty() => {
                let at = after.unwrap_or(range.start);
                (at..at, Style::Absent)
            }
            ScalarStyle::Plain => (range, Style::Plain),
            ScalarStyle::SingleQuoted => (range, Style::Single),
            ScalarStyle::DoubleQuoted => (range, Style::Double),
            ScalarStyle::Literal => (self.block(range, after), Style::Literal),
            ScalarStyle::Folded => (self.block(range, after), Style::Folded),
        };
        let value = match style {
            Style::Absent => Value::Null,
            Style::Plain => scalar::typed(value),
            _ if scalar::is_date(value) => Value::Date(value.to_owned()),
            _ => Value::Text(value.to_owned()),
        };
        Node {
            span,
            kind: Kind::Scalar(value, style),
            frozen: None,
        }
    }

    /// A block scalar is told without its `|` or `>`, and with the blank lines behind it.
    fn block(&self, content: Range<usize>, after: Option<usize>) -> Range<usize> {
        let start = after
            .and_then(|after| {
                let rest = self.text.get(after..content.start.max(after))?;
                rest.find(['|', '>']).map(|found| after + found)
            })
            .unwrap_or(content.start);
        let written = self.text.get(content.clone()).unwrap_or_default();
        let trimmed = written.trim_end_matches([' ', '\t', '\r', '\n']);
        let header_end = self
            .text
            .get(start..content.end)
            .and_then(|header| header.find(['\r', '\n']))
            .map_or(content.end, |found| start + found);
        start..(content.start + trimmed.len()).max(header_end)
    }

    /// The byte behind the colon of a key. `None`: there is none here (`? key`).
    fn behind_colon(&self, key_end: usize) -> Option<usize> {
        let rest = self.text.get(key_end..self.end)?;
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest.trim_start_matches([' ', '\t'])
            .starts_with(':')
            .then_some(key_end + blanks + 1)
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        self.base + range.start..self.base + range.end
    }

    fn source(&self, span: &Span) -> &'a str {
        self.text.get(self.range(span)).unwrap_or_default()
    }

    fn unreadable(&self, span: &Span, reason: &str) -> Unreadable {
        Unreadable {
            at_byte: self.range(span).start,
            reason: reason.to_owned(),
        }
    }

    fn failed(&self, err: &ScanError) -> Unreadable {
        let at = err.marker().byte_offset().unwrap_or_default();
        Unreadable {
            at_byte: (self.base + at).min(self.end),
            reason: err.info(),
        }
    }
}
