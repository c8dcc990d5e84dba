//! What is inside one top-level block.

use std::{borrow::Cow, iter::Peekable, ops::Range, vec::IntoIter};

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::{
    Dialect, Fold,
    definitions::Definitions,
    description::is_after_blank_line,
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
        details: 0,
        has_fold_ended: false,
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
    /// How many `details` were met.
    details: usize,
    /// The end of `details` was met that were not opened since.
    has_fold_ended: bool,
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
                Some((Event::Html(html), range)) => self.html(&html, range, into),
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
        let node = self.opened(tag, &range, into);
        into.extend(placed(range, node));
        self.depth -= 1;
    }

    /// Reads what stands in a block, its end included. What is not one node goes to `into`.
    fn opened(
        &mut self,
        tag: Tag<'a>,
        range: &Range<usize>,
        into: &mut Vec<Placed>,
    ) -> Option<Node> {
        let node = match tag {
            Tag::CodeBlock(kind) => Some(self.code(&kind)),
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
            Tag::Heading { level, .. } => {
                let level = level_number(level);
                self.running_text(into, |text| Node::Heading { level, text });
                None
            }
            Tag::Paragraph => {
                self.running_text(into, Node::Paragraph);
                None
            }
            Tag::HtmlBlock => {
                let html = self.letters();
                self.events.next();
                self.html(&html, range.clone(), into);
                return None;
            }
            _ => {
                self.nodes(into);
                None
            }
        };
        self.events.next();
        node
    }

    fn inside(&mut self) -> Vec<Placed> {
        let mut nodes = Vec::new();
        self.nodes(&mut nodes);
        nodes
    }

    /// Adds what a piece of HTML is drawn as; what `details` in another block fold goes into them.
    fn html(&mut self, html: &str, range: Range<usize>, into: &mut Vec<Placed>) {
        let mut node = html::node(html, range.start);
        if let Some(Node::Details { number, .. }) = &mut node {
            *number = self.details;
            self.details += 1;
        }
        let is_nested = self.depth > 1;
        into.extend(placed(range, node));
        match html::fold(html) {
            Fold::Starts { .. } if is_nested && self.depth < MAX_DEPTH => self.fold(into),
            Fold::Ends => self.has_fold_ended = true,
            Fold::None | Fold::Starts { .. } => {}
        }
    }

    /// Reads the blocks up to the end of the `details` that stand last in `into`. Those that do
    /// not end fold nothing.
    fn fold(&mut self, into: &mut Vec<Placed>) {
        self.depth += 1;
        self.has_fold_ended = false;
        let mut nodes = Vec::new();
        while let Some((event, _)) = self.events.peek()
            && !matches!(event, Event::End(_))
            && !self.has_fold_ended
        {
            self.nodes_once(&mut nodes);
        }
        self.depth -= 1;
        match into.last_mut() {
            Some(Placed {
                range,
                node: Node::Details { inside, .. },
            }) if self.has_fold_ended => {
                range.end = nodes.last().map_or(range.end, |last| last.range.end);
                *inside = nodes;
            }
            _ => into.append(&mut nodes),
        }
        self.has_fold_ended = false;
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
        while let Some((event, range)) = self
            .events
            .next_if(|(event, _)| !matches!(event, Event::End(_)))
        {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    definitions.push(Definition::Term(self.cell()));
                    self.events.next();
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let is_tight = !is_after_blank_line(self.source, range.start);
                    let nodes = self.parts(&mut true);
                    definitions.push(Definition::Meaning { nodes, is_tight });
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

    /// The text of a table's cell or of a term.
    fn cell(&mut self) -> Text {
        let mut nodes = Vec::new();
        self.running_text(&mut nodes, Node::Paragraph);
        let mut whole = Text::default();
        for Placed { range, node } in nodes {
            match node {
                Node::Paragraph(text) => whole = text,
                Node::Picture(picture) => whole.push_picture(picture, &range, &Open::default()),
                Node::Shortcode(shortcode) => {
                    let style = Open::default().style(RunKind::Shortcode);
                    whole.push(&shortcode.source, &range, style);
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

pub(super) fn is_inline_end(end: TagEnd) -> bool {
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
