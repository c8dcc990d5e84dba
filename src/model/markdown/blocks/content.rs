//! What is inside one top-level block.

use std::{iter::Peekable, ops::Range};

use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, OffsetIter, Parser, Tag, TagEnd,
};

use super::{
    Definitions, OPTIONS,
    inline::{Open, RunKind, Text},
    level_number, shortcode,
};

/// Blocks nested deeper than this are plain text.
pub const MAX_DEPTH: usize = 100;

/// A block, with the blocks inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Paragraph(Text),
    Heading {
        /// 1 to 6.
        level: u8,
        text: Text,
    },
    Code {
        /// The first word after the fence, as written; often empty.
        language: String,
        text: String,
        /// Where its text starts in the source of the block, in bytes.
        at_byte: usize,
    },
    Quote {
        alert: Option<Alert>,
        nodes: Vec<Self>,
    },
    List {
        /// The number of the first item; `None`: bullets.
        first: Option<u64>,
        /// Whether its items stand close together.
        is_tight: bool,
        items: Vec<Item>,
    },
    Table {
        alignments: Vec<Alignment>,
        /// The first one is the head.
        rows: Vec<Vec<Text>>,
    },
    Rule,
    /// As written.
    Html(String),
    /// As written between its delimiters.
    Shortcode(String),
    Picture(Picture),
    Footnote {
        number: usize,
        nodes: Vec<Self>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Of a task list: whether it is ticked.
    pub checked: Option<bool>,
    /// Of a task list: where its `[ ]` is in the source of the block, in bytes.
    pub tick_at_byte: usize,
    pub nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// As written.
    pub address: String,
    pub alt: String,
    /// Of a `figure` shortcode, in markdown; else the picture's title.
    pub caption: String,
    /// Where it is in the source of the block, in bytes.
    pub at_byte: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    Left,
    Centre,
    Right,
}

/// Reads `source`, which is one block.
pub(super) fn read(source: &str, definitions: &Definitions) -> Vec<Node> {
    let with_preamble;
    let preamble = definitions.preamble(source);
    let all = if preamble.is_empty() {
        source
    } else {
        with_preamble = format!("{preamble}{source}");
        with_preamble.as_str()
    };
    let resolve = |link: BrokenLink<'_>| {
        let (address, title) = definitions.links.get(&link.reference.to_lowercase())?;
        Some((CowStr::from(address.clone()), CowStr::from(title.clone())))
    };
    let events = Parser::new_with_broken_link_callback(all, OPTIONS, Some(resolve));
    let mut reader = Reader {
        source,
        preamble_len: preamble.len(),
        definitions,
        events: events.into_offset_iter().peekable(),
        shortcodes: shortcode::find(source),
        depth: 0,
        checked: None,
    };
    reader.skip_preamble();
    let mut nodes = Vec::new();
    while reader.events.peek().is_some() {
        reader.nodes(&mut nodes);
        // An end without a start; there is none, but a loop must not depend on it.
        reader.events.next();
    }
    nodes
}

pub(super) struct Reader<'a, F: pulldown_cmark::BrokenLinkCallback<'a>> {
    pub(super) source: &'a str,
    /// Bytes before `source` in what the events are counted in.
    preamble_len: usize,
    pub(super) definitions: &'a Definitions,
    pub(super) events: Peekable<OffsetIter<'a, F>>,
    pub(super) shortcodes: Vec<Range<usize>>,
    depth: usize,
    /// The tick box that was met last and belongs to the item being read, and where it is.
    pub(super) checked: Option<(bool, usize)>,
}

impl<'a, F: pulldown_cmark::BrokenLinkCallback<'a>> Reader<'a, F> {
    fn skip_preamble(&mut self) {
        let len = self.preamble_len;
        while self
            .events
            .next_if(|(_, range)| range.start < len)
            .is_some()
        {}
    }

    /// A range of the events as a range of the source.
    pub(super) fn in_source(&self, range: &Range<usize>) -> Range<usize> {
        range.start.saturating_sub(self.preamble_len)..range.end.saturating_sub(self.preamble_len)
    }

    fn source_of(&self, range: &Range<usize>) -> &'a str {
        self.source.get(self.in_source(range)).unwrap_or_default()
    }

    /// Reads blocks until the end of the block they are in, which is left to the caller.
    fn nodes(&mut self, into: &mut Vec<Node>) {
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(_) => return,
                Event::Start(tag) if is_block(tag) => {
                    let Some((Event::Start(tag), range)) = self.events.next() else {
                        return;
                    };
                    self.block(tag, &range, into);
                }
                Event::Rule => {
                    self.events.next();
                    into.push(Node::Rule);
                }
                Event::Html(_) => {
                    if let Some((Event::Html(html), _)) = self.events.next() {
                        push_html(&html, into);
                    }
                }
                _ => self.running_text(into, Node::Paragraph),
            }
        }
    }

    /// Reads one block whose start has been taken, its end included.
    fn block(&mut self, tag: Tag<'a>, range: &Range<usize>, into: &mut Vec<Node>) {
        if self.depth >= MAX_DEPTH {
            let plain = self.source_of(range);
            into.push(Node::Paragraph(Text::plain(
                plain,
                self.in_source(range).start,
            )));
            self.skip_to_end();
            return;
        }
        self.depth += 1;
        match tag {
            Tag::Heading { level, .. } => {
                let level = level_number(level);
                self.running_text(into, |text| Node::Heading { level, text });
            }
            Tag::CodeBlock(kind) => into.push(self.code(&kind)),
            Tag::HtmlBlock => {
                let html = self.letters();
                push_html(&html, into);
            }
            Tag::BlockQuote(kind) => {
                let nodes = self.inside();
                let alert = kind.map(alert_of);
                into.push(Node::Quote { alert, nodes });
            }
            Tag::List(first) => into.push(self.list(first)),
            Tag::Table(alignments) => into.push(self.table(&alignments)),
            Tag::FootnoteDefinition(label) => {
                let number = self.definitions.footnote_number(&label).unwrap_or(0);
                let nodes = self.inside();
                into.push(Node::Footnote { number, nodes });
            }
            Tag::Paragraph => self.running_text(into, Node::Paragraph),
            _ => self.nodes(into),
        }
        self.depth -= 1;
        self.events.next();
    }

    fn inside(&mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        self.nodes(&mut nodes);
        nodes
    }

    /// Passes over the rest of a block, its end included.
    fn skip_to_end(&mut self) {
        let mut depth = 0_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// The letters up to the end of the block.
    fn letters(&mut self) -> String {
        let mut letters = String::new();
        while let Some((event, _)) = self
            .events
            .next_if(|(event, _)| !matches!(event, Event::End(_)))
        {
            if let Event::Text(text) | Event::Html(text) = event {
                letters.push_str(&text);
            }
        }
        letters
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> Node {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info
                .split(|c: char| c.is_whitespace() || c == '{')
                .next()
                .unwrap_or_default()
                .to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let first = self.events.peek().map(|(_, range)| range.clone());
        let at_byte = first.map_or(0, |range| self.in_source(&range).start);
        let mut text = self.letters();
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
        Node::Code {
            language,
            text,
            at_byte,
        }
    }

    fn list(&mut self, first: Option<u64>) -> Node {
        let mut items = Vec::new();
        let mut is_tight = true;
        while self
            .events
            .next_if(|(event, _)| matches!(event, Event::Start(Tag::Item)))
            .is_some()
        {
            let outer = self.checked.take();
            let mut nodes = Vec::new();
            while let Some((event, _)) = self.events.peek()
                && !matches!(event, Event::End(TagEnd::Item))
            {
                is_tight &= !matches!(event, Event::Start(Tag::Paragraph));
                let before = nodes.len();
                self.nodes_once(&mut nodes);
                if nodes.len() == before && matches!(self.events.peek(), Some((Event::End(_), _))) {
                    break;
                }
            }
            self.events.next();
            let tick = std::mem::replace(&mut self.checked, outer);
            items.push(Item {
                checked: tick.map(|(checked, _)| checked),
                tick_at_byte: tick.map_or(0, |(_, at_byte)| at_byte),
                nodes,
            });
        }
        Node::List {
            first,
            is_tight,
            items,
        }
    }

    /// Reads one block, or one run of text.
    fn nodes_once(&mut self, into: &mut Vec<Node>) {
        match self.events.peek() {
            Some((Event::Start(tag), _)) if is_block(tag) => {
                if let Some((Event::Start(tag), range)) = self.events.next() {
                    self.block(tag, &range, into);
                }
            }
            Some((Event::Rule, _)) => {
                self.events.next();
                into.push(Node::Rule);
            }
            Some((Event::End(_), _)) | None => {}
            Some(_) => self.running_text(into, Node::Paragraph),
        }
    }

    fn table(&mut self, alignments: &[pulldown_cmark::Alignment]) -> Node {
        let mut rows: Vec<Vec<Text>> = Vec::new();
        while let Some((event, _)) = self
            .events
            .next_if(|(event, _)| !matches!(event, Event::End(TagEnd::Table)))
        {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.cell();
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                _ => {}
            }
        }
        Node::Table {
            alignments: alignments.iter().copied().map(alignment_of).collect(),
            rows,
        }
    }

    /// The text of a table's cell; a picture in it is its alternative text.
    fn cell(&mut self) -> Text {
        let mut nodes = Vec::new();
        self.running_text(&mut nodes, Node::Paragraph);
        let mut whole = Text::default();
        for node in nodes {
            match node {
                Node::Paragraph(text) if whole.text.is_empty() => whole = text,
                Node::Paragraph(text) => {
                    whole.push(&text.text, 0, Open::default().style(RunKind::Letters));
                }
                Node::Picture(picture) => {
                    let letters = format!("[{}]", picture.alt);
                    let style = Open::default().style(RunKind::Html);
                    whole.push(&letters, picture.at_byte, style);
                }
                _ => {}
            }
        }
        whole
    }
}

/// Adds raw HTML, less what readers never see.
fn push_html(html: &str, into: &mut Vec<Node>) {
    let html = html.trim();
    let is_comment =
        html.starts_with("<!--") && html.find("-->").is_some_and(|end| end + 3 == html.len());
    if !html.is_empty() && !is_comment {
        into.push(Node::Html(html.to_owned()));
    }
}

pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn alert_of(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment_of(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
