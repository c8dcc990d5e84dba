//! A YAML head as a tree of nodes with their byte spans in the text.
//!
//! The spans are those a person would mark: a block scalar starts at its `|` or `>`, a block
//! list or map ends with its last child, an absent value is an empty span after its colon.

use std::{collections::HashSet, ops::Range};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::super::{
    lines::{line_end, skip_blanks, skip_gap, slice},
    node::MAX_DEPTH,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub kind: Kind,
    /// The value as written, without anchor and tag.
    pub span: Range<usize>,
    /// Where the anchor or the tag before it starts.
    pub properties: Option<usize>,
    pub anchor: Option<usize>,
    pub tag: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Scalar { text: String, style: Style },
    List { layout: Layout, items: Vec<Node> },
    Map { layout: Layout, pairs: Vec<Pair> },
    Alias { anchor: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Flow,
    Block,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub key: Node,
    pub value: Node,
    /// After the colon; `None` where there is none beside the key.
    pub after_colon: Option<usize>,
}

/// Why a head is no tree, and where.
#[derive(Debug)]
pub enum Broken {
    Syntax(ScanError, usize),
    TooDeep(usize),
    NotAMap(usize),
    TwoDocuments(usize),
}

impl Broken {
    /// Whether a tab stands where only spaces may.
    pub fn is_tab(&self) -> bool {
        use granit_parser::ErrorKind;

        let Self::Syntax(error, _) = self else {
            return false;
        };
        matches!(
            error.kind(),
            ErrorKind::TabNotAllowed
                | ErrorKind::TabInBlockIndentation
                | ErrorKind::TabInIndentation
                | ErrorKind::TabInPlainScalar
        )
    }
}

/// An open list or map.
struct Frame {
    node: Node,
    key: Option<Node>,
}

struct Builder<'a> {
    text: &'a str,
    /// Where the last token ended.
    last_end: usize,
    open: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
}

impl Node {
    /// Where the node starts, its anchor and tag included.
    pub fn start(&self) -> usize {
        self.properties.unwrap_or(self.span.start)
    }

    /// Whether nothing is written.
    pub fn is_absent(&self) -> bool {
        self.span.is_empty() && self.properties.is_none()
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List { .. } | Kind::Map { .. } | Kind::Alias { .. } => None,
        }
    }

    /// Whether an anchor, alias or tag is on the node or anywhere in it.
    pub fn is_entangled(&self) -> bool {
        self.properties.is_some()
            || match &self.kind {
                Kind::Scalar { .. } => false,
                Kind::Alias { .. } => true,
                Kind::List { items, .. } => items.iter().any(Self::is_entangled),
                Kind::Map { pairs, .. } => pairs
                    .iter()
                    .any(|pair| pair.key.is_entangled() || pair.value.is_entangled()),
            }
    }
}

/// Reads the head between `content.start` and `content.end`; `None` if it holds nothing.
///
/// Between brackets a tab may indent a line for Hugo and for the second parser, not for this
/// one: it is then given spaces in their places.
pub fn parse(text: &str, content: &Range<usize>) -> Result<Option<Node>, Broken> {
    let source = slice(text, content.clone());
    match build(text, content, source) {
        Err(broken) if broken.is_tab() => {
            build(text, content, &with_spaces(source)).map_err(|_spaced| broken)
        }
        read => read,
    }
}

/// As [`parse`], without leave for tabs.
pub fn parse_strictly(text: &str, content: &Range<usize>) -> Result<Option<Node>, Broken> {
    build(text, content, slice(text, content.clone()))
}

fn with_spaces(source: &str) -> String {
    source
        .split_inclusive('\n')
        .map(|line| {
            let rest = line.trim_start_matches('\t');
            " ".repeat(line.len() - rest.len()) + rest
        })
        .collect()
}

fn build(text: &str, content: &Range<usize>, source: &str) -> Result<Option<Node>, Broken> {
    let options = granit_parser::options! {
        emit_anchor_events: true,
        emit_comments: false,
        block_scalar_eof_without_line_feed: true,
        disallow_directives: true,
    };
    let mut builder = Builder {
        text,
        last_end: content.start,
        open: Vec::new(),
        root: None,
        documents: 0,
    };
    for event in Parser::new_from_str_with_options(source, options) {
        let (event, span) = event.map_err(|error| {
            let at = content.start + error.marker().byte_offset().unwrap_or_default();
            Broken::Syntax(error, at.min(content.end))
        })?;
        let bytes = span.byte_range().unwrap_or_default();
        let tag_start = span.tag_start().and_then(|mark| mark.byte_offset());
        builder.take(
            event,
            content.start + bytes.start..content.start + bytes.end,
            tag_start.map(|at| content.start + at),
        )?;
    }
    match builder.root {
        Some(root) if !matches!(root.kind, Kind::Map { .. }) => Err(Broken::NotAMap(root.start())),
        root => Ok(root),
    }
}

impl Builder<'_> {
    fn take(
        &mut self,
        event: Event<'_>,
        span: Range<usize>,
        tag_start: Option<usize>,
    ) -> Result<(), Broken> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let (span, text) = self.scalar(span, text.into_owned(), style);
                let kind = Kind::Scalar {
                    text,
                    style: style.into(),
                };
                self.add(node(
                    kind,
                    span,
                    anchor,
                    tag.map(|tag| tag.to_string()),
                    tag_start,
                ));
            }
            Event::Alias(anchor) => self.add(node(Kind::Alias { anchor }, span, 0, None, None)),
            Event::SequenceStart(layout, anchor, tag) => {
                let kind = Kind::List {
                    layout: layout.into(),
                    items: Vec::new(),
                };
                self.open(node(
                    kind,
                    span,
                    anchor,
                    tag.map(|tag| tag.to_string()),
                    tag_start,
                ))?;
            }
            Event::MappingStart(layout, anchor, tag) => {
                let kind = Kind::Map {
                    layout: layout.into(),
                    pairs: Vec::new(),
                };
                self.open(node(
                    kind,
                    span,
                    anchor,
                    tag.map(|tag| tag.to_string()),
                    tag_start,
                ))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&span),
            Event::Anchor(_, _) => self.anchor(span.start),
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Broken::TwoDocuments(span.start));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The span a person would mark, and the text, empty where nothing is written.
    fn scalar(
        &self,
        span: Range<usize>,
        text: String,
        style: ScalarStyle,
    ) -> (Range<usize>, String) {
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            return (self.block_scalar(span), text);
        }
        if span.is_empty() {
            (span, String::new())
        } else {
            (span, text)
        }
    }

    fn block_scalar(&self, span: Range<usize>) -> Range<usize> {
        let Some(start) = self.block_header(span.end) else {
            return span;
        };
        let header_end = line_end(self.text, start);
        let header = slice(self.text, start..header_end);
        let header = header.split([' ', '\t', '#']).next().unwrap_or_default();
        let content_end = if header.contains('+') {
            without_line_ending(self.text, span.end)
        } else {
            without_blank_lines(self.text, span.end)
        };
        start..content_end.max(start + header.len())
    }

    /// Where the `|` or `>` is: between tokens stand only blanks, comments, anchors and tags.
    fn block_header(&self, before: usize) -> Option<usize> {
        let mut at = self.last_end;
        while at < before {
            at = skip_gap(self.text, at);
            let rest = slice(self.text, at..before);
            match rest.chars().next()? {
                '|' | '>' => return Some(at),
                '&' | '!' => at += rest.find([' ', '\t', '\r', '\n'])?,
                '-' | ':' | '?' => at += 1,
                _ => return None,
            }
        }
        None
    }

    fn anchor(&mut self, at: usize) {
        let node = match self.open.last_mut() {
            None => self.root.as_mut(),
            Some(frame) => last_node(frame),
        };
        if let Some(node) = node {
            let at = node.properties.map_or(at, |other| other.min(at));
            node.properties = Some(at);
        }
    }

    fn open(&mut self, node: Node) -> Result<(), Broken> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Broken::TooDeep(node.span.start));
        }
        self.last_end = self.last_end.max(node.span.end);
        self.open.push(Frame { node, key: None });
        Ok(())
    }

    fn close(&mut self, span: &Range<usize>) {
        let Some(mut frame) = self.open.pop() else {
            return;
        };
        let (layout, first, last) = match &frame.node.kind {
            Kind::List { layout, items } => (
                *layout,
                items.first().map(|item| before_dash(self.text, item)),
                items.last().map(|item| item.span.end),
            ),
            Kind::Map { layout, pairs } => (
                *layout,
                pairs.first().map(|pair| pair.key.start()),
                pairs.last().map(|pair| pair.value.span.end),
            ),
            Kind::Scalar { .. } | Kind::Alias { .. } => return,
        };
        // A pair in a flow list, `[a: b]`, is a flow map without braces.
        let is_fenced = layout == Layout::Flow && !frame.node.span.is_empty();
        if is_fenced {
            frame.node.span.end = span.end;
        } else if let (Some(first), Some(last)) = (first, last) {
            frame.node.span = frame.node.span.start.min(first)..last;
        }
        self.add(frame.node);
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node) {
        self.last_end = self.last_end.max(node.span.end);
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut frame.node.kind {
            Kind::List { items, .. } => items.push(node),
            Kind::Map { pairs, .. } => match frame.key.take() {
                None => frame.key = Some(node),
                Some(key) => pairs.push(pair(self.text, key, node)),
            },
            Kind::Scalar { .. } | Kind::Alias { .. } => {}
        }
    }
}

/// The node a following anchor event is about.
fn last_node(frame: &mut Frame) -> Option<&mut Node> {
    let is_empty = match &frame.node.kind {
        Kind::List { items, .. } => items.is_empty(),
        Kind::Map { pairs, .. } => pairs.is_empty() && frame.key.is_none(),
        Kind::Scalar { .. } | Kind::Alias { .. } => true,
    };
    if is_empty {
        return Some(&mut frame.node);
    }
    if frame.key.is_some() {
        return frame.key.as_mut();
    }
    match &mut frame.node.kind {
        Kind::List { items, .. } => items.last_mut(),
        Kind::Map { pairs, .. } => pairs.last_mut().map(|pair| &mut pair.value),
        Kind::Scalar { .. } | Kind::Alias { .. } => None,
    }
}

fn node(
    kind: Kind,
    span: Range<usize>,
    anchor: usize,
    tag: Option<String>,
    properties: Option<usize>,
) -> Node {
    Node {
        kind,
        span,
        properties,
        anchor: (anchor != 0).then_some(anchor),
        tag,
    }
}

fn pair(text: &str, key: Node, mut value: Node) -> Pair {
    let colon = skip_blanks(text, key.span.end);
    let is_colon = slice(text, colon..text.len()).starts_with(':') && !key.is_absent();
    let after_colon = is_colon.then_some(colon + 1);
    if let (Some(after), true) = (after_colon, value.is_absent()) {
        value.span = after..after;
    }
    Pair {
        key,
        value,
        after_colon,
    }
}

/// Where the dash of a block list's item stands; where the item starts if that cannot be told.
fn before_dash(text: &str, item: &Node) -> usize {
    let before = slice(text, 0..item.start()).trim_end();
    match before.strip_suffix('-') {
        Some(before) => before.len(),
        None => item.start(),
    }
}

fn without_line_ending(text: &str, end: usize) -> usize {
    // The span may reach into the indentation of the next line.
    let content = slice(text, 0..end).trim_end_matches([' ', '\t']);
    let content = content.strip_suffix('\n').unwrap_or(content);
    content.strip_suffix('\r').unwrap_or(content).len()
}

fn without_blank_lines(text: &str, end: usize) -> usize {
    let mut content = slice(text, 0..end);
    while let Some((before, line)) = content.rsplit_once('\n') {
        if !line.trim_matches([' ', '\t', '\r']).is_empty() {
            break;
        }
        content = before;
    }
    content.strip_suffix('\r').unwrap_or(content).len()
}

/// The second of two keys that are the same, with the first.
pub fn duplicate_key(node: &Node) -> Option<(&Node, &Node)> {
    match &node.kind {
        Kind::Scalar { .. } | Kind::Alias { .. } => None,
        Kind::List { items, .. } => items.iter().find_map(duplicate_key),
        Kind::Map { pairs, .. } => {
            let mut seen = HashSet::new();
            let twice = pairs
                .iter()
                .map(|pair| &pair.key)
                .find(|key| key.text().is_some_and(|text| !seen.insert(text)));
            if let Some(second) = twice {
                let first = pairs.iter().find(|pair| pair.key.text() == second.text());
                return Some((&first?.key, second));
            }
            pairs.iter().find_map(|pair| duplicate_key(&pair.value))
        }
    }
}

impl From<ScalarStyle> for Style {
    fn from(style: ScalarStyle) -> Self {
        match style {
            ScalarStyle::Plain => Self::Plain,
            ScalarStyle::SingleQuoted => Self::Single,
            ScalarStyle::DoubleQuoted => Self::Double,
            ScalarStyle::Literal => Self::Literal,
            ScalarStyle::Folded => Self::Folded,
        }
    }
}

impl From<StructureStyle> for Layout {
    fn from(style: StructureStyle) -> Self {
        match style {
            StructureStyle::Flow => Self::Flow,
            StructureStyle::Block => Self::Block,
        }
    }
}
