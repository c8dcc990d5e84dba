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
pub const MAX_DEPTH: usize = 50;

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

struct Reader<'a, F: pulldown_cmark::BrokenLinkCallback<'a>> {
    source: &'a str,
    /// Bytes before `source` in what the events are counted in.
    preamble_len: usize,
    definitions: &'a Definitions,
    events: Peekable<OffsetIter<'a, F>>,
    shortcodes: Vec<Range<usize>>,
    depth: usize,
    /// The tick box that was met last and belongs to the item being read.
    checked: Option<bool>,
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
    fn in_source(&self, range: &Range<usize>) -> Range<usize> {
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
        let mut text = self.letters();
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
        Node::Code { language, text }
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
            let checked = std::mem::replace(&mut self.checked, outer);
            items.push(Item { checked, nodes });
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

    /// Reads inline events up to a block's start or end. A picture divides the text; shortcodes
    /// that stand alone are nodes of their own.
    fn running_text(&mut self, into: &mut Vec<Node>, wrap: impl Fn(Text) -> Node) {
        let mut text = Text::default();
        let mut open = Open::default();
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(end) if !is_inline_end(*end) => break,
                Event::Start(tag) if is_block(tag) => break,
                Event::Rule => break,
                _ => {}
            }
            let Some((event, range)) = self.events.next() else {
                break;
            };
            if let Event::Start(Tag::Image {
                dest_url, title, ..
            }) = event
            {
                let picture = Picture {
                    address: dest_url.into_string(),
                    alt: self.picture_alt(),
                    caption: title.into_string(),
                    at_byte: self.in_source(&range).start,
                };
                let link = open.close_link(&mut text.links);
                flush(&mut text, into, &wrap);
                open.reopen_link(link, &mut text.links);
                into.push(Node::Picture(picture));
            } else if !open.take(&event, &mut text.links) {
                self.inline_event(&event, &range, &open, &mut text);
            }
        }
        flush(&mut text, into, &wrap);
    }

    fn inline_event(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        open: &Open,
        text: &mut Text,
    ) {
        let at = self.in_source(range);
        match event {
            Event::Text(letters) => self.push_letters(letters, &at, open, text),
            Event::Code(code) => text.push(code, at.start + 1, open.style(RunKind::Code)),
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                text.push(math, at.start, open.style(RunKind::Code));
            }
            Event::TaskListMarker(checked) => self.checked = Some(*checked),
            _ if self.shortcode_at(at.start).is_some() => {
                self.push_letters("", &at, open, text);
            }
            Event::SoftBreak => text.push(" ", at.start, open.style(RunKind::Letters)),
            Event::HardBreak => text.push("\n", at.start, open.style(RunKind::Letters)),
            Event::InlineHtml(html) if is_break(html) => {
                text.push("\n", at.start, open.style(RunKind::Letters));
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::InlineHtml(html) => text.push(html, at.start, open.style(RunKind::Html)),
            Event::FootnoteReference(label) => {
                let number = self.definitions.footnote_number(label).unwrap_or(0);
                let style = open.style(RunKind::Footnote);
                text.push(&number.to_string(), at.start, style);
            }
            _ => {}
        }
    }

    /// The shortcode that byte `at` of the source is in.
    fn shortcode_at(&self, at: usize) -> Option<Range<usize>> {
        let index = self.shortcodes.partition_point(|code| code.end <= at);
        self.shortcodes
            .get(index)
            .filter(|code| code.start <= at)
            .cloned()
    }

    /// Adds letters whose source is `at`; a shortcode in it is added as written, once.
    fn push_letters(&self, letters: &str, at: &Range<usize>, open: &Open, text: &mut Text) {
        let style = open.style(RunKind::Letters);
        let touched = self
            .shortcodes
            .iter()
            .filter(|code| code.start < at.end && at.start < code.end);
        let is_verbatim = letters.len() == at.len();
        let mut from = at.start;
        for code in touched {
            let before = (from..code.start).len();
            if is_verbatim && before > 0 {
                let cut = from - at.start..from - at.start + before;
                text.push(letters.get(cut).unwrap_or_default(), from, style);
            }
            let is_new = text.runs.last().is_none_or(|run| {
                run.style.kind != RunKind::Shortcode || run.at_byte != code.start
            });
            if is_new {
                let source = self.source.get(code.clone()).unwrap_or_default();
                text.push(source, code.start, open.style(RunKind::Shortcode));
            }
            from = code.end.min(at.end).max(from);
        }
        if from == at.start {
            text.push(letters, at.start, style);
        } else if is_verbatim && let Some(rest) = letters.get(from - at.start..) {
            text.push(rest, from, style);
        }
    }

    /// Takes the events up to the end of a picture; their letters are its alternative text.
    fn picture_alt(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        alt
    }
}

/// Moves the text read so far into `into`.
fn flush(text: &mut Text, into: &mut Vec<Node>, wrap: impl Fn(Text) -> Node) {
    let mut text = std::mem::take(text);
    if text.is_blank() {
        return;
    }
    let only_shortcodes = text.runs.iter().all(|run| {
        run.style.kind == RunKind::Shortcode
            || text
                .text
                .get(run.range.clone())
                .is_some_and(|letters| letters.trim().is_empty())
    });
    if !only_shortcodes {
        trim(&mut text);
        text.link_addresses();
        into.push(wrap(text));
        return;
    }
    for run in &text.runs {
        if run.style.kind != RunKind::Shortcode {
            continue;
        }
        let source = text.text.get(run.range.clone()).unwrap_or_default();
        into.push(shortcode_node(source, run.at_byte));
    }
}

/// Takes the white space off both ends, where a picture was cut out.
fn trim(text: &mut Text) {
    let end = text.text.trim_end().len();
    let start = text.text.len() - text.text.trim_start().len();
    if start >= end || (start == 0 && end == text.text.len()) {
        return;
    }
    text.text.truncate(end);
    text.text.drain(..start);
    text.runs.retain_mut(|run| {
        let kept = run.range.start.max(start)..run.range.end.min(end);
        if kept.start >= kept.end {
            return false;
        }
        run.at_byte += kept.start - run.range.start;
        run.range = kept.start - start..kept.end - start;
        true
    });
}

fn shortcode_node(source: &str, at_byte: usize) -> Node {
    let inner = shortcode::inner(source);
    let attribute = |key| {
        shortcode::attribute(source, key)
            .unwrap_or_default()
            .to_owned()
    };
    match attribute("src") {
        address if inner.starts_with("figure ") && !address.is_empty() => Node::Picture(Picture {
            address,
            alt: attribute("alt"),
            caption: attribute("caption"),
            at_byte,
        }),
        _ => Node::Shortcode(inner.to_owned()),
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

fn is_break(html: &str) -> bool {
    matches!(
        html.to_ascii_lowercase().as_str(),
        "<br>" | "<br/>" | "<br />"
    )
}

fn is_block(tag: &Tag<'_>) -> bool {
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

fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
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
