//! What is inside one top-level block.

use std::{borrow::Cow, iter::Peekable, ops::Range, vec::IntoIter};

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::{
    Dialect,
    definitions::Definitions,
    events, html,
    inline::{Open, RunKind, Text},
    nodes::{Alert, Alignment, Definition, Item, Node, Placed, line_starts},
    parse::level_number,
};
use crate::model::code::language_of;

/// Blocks nested deeper than this are plain text.
pub const MAX_DEPTH: usize = 100;

/// Reads `source`, which is one block after `opening`. Places are counted from its start.
pub(super) fn read_after(
    opening: &str,
    source: &str,
    definitions: &Definitions,
    dialect: Dialect,
) -> Vec<Placed> {
    let text = if opening.is_empty() {
        Cow::Borrowed(source)
    } else {
        Cow::Owned([opening, source].concat())
    };
    let mut events = events::read(&text, definitions, dialect);
    for (_, range) in &mut events {
        let start = range.start.saturating_sub(opening.len());
        *range = start..range.end.saturating_sub(opening.len());
    }
    let mut reader = Reader {
        source,
        definitions,
        events: events.into_iter().peekable(),
        depth: 0,
        checked: None,
    };
    let mut nodes = Vec::new();
    while reader.events.peek().is_some() {
        reader.nodes(&mut nodes);
        // An end without a start; there is none, but a loop must not depend on it.
        reader.events.next();
    }
    nodes
}

pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) definitions: &'a Definitions,
    pub(super) events: Peekable<IntoIter<events::Placed<'a>>>,
    depth: usize,
    /// The tick box that was met last and belongs to the item being read, and where it is.
    pub(super) checked: Option<(bool, usize)>,
}

impl<'a> Reader<'a> {
    /// Reads blocks until the end of the block they are in, which is left to the caller.
    fn nodes(&mut self, into: &mut Vec<Placed>) {
        while let Some((event, _)) = self.events.peek()
            && !matches!(event, Event::End(_))
        {
            self.nodes_once(into);
        }
    }

    /// Reads one block, or one run of text.
    fn nodes_once(&mut self, into: &mut Vec<Placed>) {
        match self.events.peek() {
            Some((Event::Start(tag), _)) if is_block(tag) => {
                if let Some((Event::Start(tag), range)) = self.events.next() {
                    self.block(tag, range, into);
                }
            }
            Some((Event::Rule | Event::Html(_), _)) => match self.events.next() {
                Some((Event::Html(html), range)) => {
                    into.extend(placed(range.clone(), html::node(&html, range.start)));
                }
                Some((_, range)) => into.extend(placed(range, Some(Node::Rule))),
                None => {}
            },
            Some((Event::End(_), _)) | None => {}
            Some(_) => self.running_text(into, Node::Paragraph),
        }
    }

    /// Reads one block whose start has been taken, its end included.
    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, into: &mut Vec<Placed>) {
        if self.depth >= MAX_DEPTH {
            let plain = self.source.get(range.clone()).unwrap_or_default();
            let text = Text::plain(plain, range.start);
            into.extend(placed(range, Some(Node::Paragraph(text))));
            self.skip_to_end();
            return;
        }
        self.depth += 1;
        let node = match tag {
            Tag::Heading { level, .. } => {
                let level = level_number(level);
                self.running_text(into, |text| Node::Heading { level, text });
                None
            }
            Tag::CodeBlock(kind) => Some(self.code(&kind)),
            Tag::HtmlBlock => {
                let html = self.letters();
                html::node(&html, range.start)
            }
            Tag::BlockQuote(kind) => Some(Node::Quote {
                nodes: self.inside(),
                alert: kind.map(alert_of),
            }),
            Tag::List(first) => Some(self.list(first)),
            Tag::DefinitionList => Some(self.definition_list()),
            Tag::Table(alignments) => Some(self.table(&alignments)),
            Tag::FootnoteDefinition(label) => Some(Node::Footnote {
                number: self.definitions.footnote_number(&label).unwrap_or(0),
                nodes: self.inside(),
            }),
            Tag::Paragraph => {
                self.running_text(into, Node::Paragraph);
                None
            }
            _ => {
                self.nodes(into);
                None
            }
        };
        into.extend(placed(range, node));
        self.depth -= 1;
        self.events.next();
    }

    fn inside(&mut self) -> Vec<Placed> {
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
            CodeBlockKind::Fenced(info) => language_of(info).to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let mut text = String::new();
        let mut lines = Vec::new();
        while let Some((event, range)) = self
            .events
            .next_if(|(event, _)| !matches!(event, Event::End(_)))
        {
            let Event::Text(part) = event else { continue };
            let mut starts = line_starts(&part, range.start, range.end);
            if !text.is_empty() && !text.ends_with('\n') {
                // It goes on with the line before.
                starts.next();
            }
            lines.extend(starts);
            text.push_str(&part);
        }
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
        Node::Code {
            language,
            text,
            lines,
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
            let nodes = self.parts(&mut is_tight);
            let checked = std::mem::replace(&mut self.checked, outer);
            items.push(Item {
                checked: checked.map(|(is_ticked, _)| is_ticked),
                box_at_byte: checked.map_or(0, |(_, at_byte)| at_byte),
                nodes,
            });
        }
        Node::List {
            first,
            is_tight,
            items,
        }
    }

    /// Reads what is inside an item, its end included. Paragraphs make it loose.
    fn parts(&mut self, is_tight: &mut bool) -> Vec<Placed> {
        let mut nodes = Vec::new();
        while let Some((event, _)) = self.events.peek()
            && !matches!(event, Event::End(_))
        {
            *is_tight &= !matches!(event, Event::Start(Tag::Paragraph));
            self.nodes_once(&mut nodes);
        }
        self.events.next();
        nodes
    }

    fn definition_list(&mut self) -> Node {
        let mut definitions = Vec::new();
        while let Some((event, _)) = self
            .events
            .next_if(|(event, _)| !matches!(event, Event::End(_)))
        {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    definitions.push(Definition::Term(self.cell()));
                    self.events.next();
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    definitions.push(Definition::Meaning(self.parts(&mut true)));
                }
                _ => {}
            }
        }
        Node::Definitions(definitions)
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
            widest: Vec::new(),
        }
    }

    /// The text of a table's cell or of a term; a picture in it is its alternative text.
    fn cell(&mut self) -> Text {
        let mut nodes = Vec::new();
        self.running_text(&mut nodes, Node::Paragraph);
        let mut whole = Text::default();
        for Placed { range, node } in nodes {
            let style = |kind| Open::default().style(kind);
            match node {
                Node::Paragraph(text) if whole.text.is_empty() => whole = text,
                Node::Paragraph(text) => whole.push(&text.text, &range, style(RunKind::Letters)),
                Node::Picture(picture) => {
                    let letters = format!("[{}]", picture.alt);
                    whole.push(&letters, &range, style(RunKind::Html));
                }
                Node::Shortcode(shortcode) => {
                    whole.push(&shortcode.source, &range, style(RunKind::Shortcode));
                }
                _ => {}
            }
        }
        whole
    }
}

fn placed(range: Range<usize>, node: Option<Node>) -> Option<Placed> {
    Some(Placed { range, node: node? })
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

pub(super) fn alert_of(kind: BlockQuoteKind) -> Alert {
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
