//! The body of an article as blocks.
//!
//! [`parse`] finds the **top-level blocks** of a body and gives each a hash of all it depends
//! on: its own source, and the link and footnote definitions of the body where it may use them.
//! Equal hashes mean equal content, so what was made of a block stays good while the text around
//! it changes. What is inside a block is read by [`Blocks::content`], when it is needed.
//!
//! Offsets are bytes of the article's text. The dialect is `CommonMark` with GFM's tables, task
//! lists, strikethrough and alerts, footnotes, definition lists, and what Hugo adds: bare
//! addresses as links, set punctuation, shortcodes.
//!
//! Limits: a block nested deeper than [`MAX_DEPTH`] is plain text. What is indented by four
//! columns right below a link definition is prose to the site, but may be shown as a list or
//! code, since blocks are read one by one.

mod content;
mod definitions;
mod events;
mod html;
mod inline;
mod linkify;
mod mask;
mod nodes;
mod running;
mod shortcode;
mod typographer;

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hasher as _},
    ops::Range,
};

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};

use definitions::{Definitions, folded};

pub use content::MAX_DEPTH;
pub use events::Dialect;
pub use inline::{Mark, Run, RunKind, Style, Text, inline};
pub use nodes::{
    Alert, Alignment, Definition, Item, Node, Picture, Placed, Shortcode, ShortcodeKind,
};

/// The top-level blocks of a body, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blocks {
    /// All but the footnotes.
    pub blocks: Vec<Block>,
    /// The footnotes that are referred to, in the order of their numbers.
    pub footnotes: Vec<Block>,
    definitions: Definitions,
    dialect: Dialect,
}

/// One top-level block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its source, in bytes of the article's text.
    pub range: Range<usize>,
    pub kind: Kind,
    /// Equal for blocks of equal content.
    pub hash: u64,
    /// Line breaks in the source, to guess a height from.
    pub line_breaks: usize,
}

/// What a top-level block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Paragraph,
    /// Its level, 1 to 6.
    Heading(u8),
    List,
    Definitions,
    Quote,
    Code,
    Table,
    Rule,
    Html,
    Footnote,
}

/// Parses the markdown of `text` from byte `body_start` on. Never fails.
pub fn parse(text: &str, body_start: usize) -> Blocks {
    let body_start = text.floor_char_boundary(body_start);
    let body = text.get(body_start..).unwrap_or_default();
    let dialect = Dialect::HUGO;
    let mask = dialect.mask(body);
    let mut found = Found::default();
    let mut events = Parser::new_ext(&mask.text, dialect.options).into_offset_iter();
    for (event, range) in events.by_ref() {
        found.take(event, range);
    }
    let links = events
        .reference_definitions()
        .iter()
        .map(|(label, definition)| {
            let title = definition.title.as_deref().unwrap_or_default();
            let restored = |made: &str| mask.restore(made, &definition.span);
            let target = (restored(&definition.dest), restored(title));
            (folded(label), target)
        })
        .collect();
    let definitions = Definitions::new(links, found.references);

    let mut blocks = Vec::with_capacity(found.blocks.len());
    let mut footnotes: Vec<(usize, Block)> = Vec::new();
    let mut end = 0;
    let mut found_blocks = found.blocks.into_iter().peekable();
    while let Some((kind, mut range)) = found_blocks.next() {
        if let Some((_, next)) = found_blocks.peek() {
            // Definition lists have had ranges that reach into the next block.
            range.end = range.end.min(next.start.max(range.start));
        }
        let Some(source_range) = source_of(body, kind, range, end) else {
            continue;
        };
        end = source_range.end;
        let source = body.get(source_range.clone()).unwrap_or_default();
        let block = Block {
            range: source_range.start + body_start..source_range.end + body_start,
            kind,
            hash: hash_of(source, &definitions),
            line_breaks: source.bytes().filter(|&byte| byte == b'\n').count(),
        };
        if kind != Kind::Footnote {
            blocks.push(block);
        } else if let Some(number) = definitions.number_of_definition(source) {
            footnotes.push((number, block));
        }
    }
    footnotes.sort_by_key(|&(number, _)| number);
    Blocks {
        blocks,
        footnotes: footnotes.into_iter().map(|(_, block)| block).collect(),
        definitions,
        dialect,
    }
}

impl Blocks {
    /// What is inside `block`, which is one of these blocks; `text` is the text they were parsed
    /// from. Sources in it are counted from the start of the block.
    pub fn content(&self, text: &str, block: &Block) -> Vec<Placed> {
        let source = text.get(block.range.clone()).unwrap_or_default();
        content::read(source, &self.definitions, self.dialect)
    }

    /// All blocks in the order they are read: the text, then the footnotes.
    pub fn in_reading_order(&self) -> impl DoubleEndedIterator<Item = &Block> {
        self.blocks.iter().chain(&self.footnotes)
    }

    pub fn len(&self) -> usize {
        self.blocks.len() + self.footnotes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.footnotes.is_empty()
    }

    /// The block at place `index` of [`Self::in_reading_order`].
    pub fn get(&self, index: usize) -> Option<&Block> {
        self.blocks
            .get(index)
            .or_else(|| self.footnotes.get(index.checked_sub(self.blocks.len())?))
    }

    /// The place in reading order of the block that holds `at_byte`, or of the nearest one
    /// before it.
    pub fn index_at(&self, at_byte: usize) -> Option<usize> {
        let inside = |block: &Block| block.range.contains(&at_byte);
        if let Some(index) = self.footnotes.iter().position(inside) {
            return Some(self.blocks.len() + index);
        }
        let after = self
            .blocks
            .partition_point(|block| block.range.start <= at_byte);
        (!self.blocks.is_empty()).then(|| after.saturating_sub(1))
    }
}

/// What one pass over the events of a body finds.
#[derive(Default)]
struct Found {
    depth: usize,
    blocks: Vec<(Kind, Range<usize>)>,
    /// Numbers of footnotes by label, in lower case.
    references: HashMap<String, usize>,
}

impl Found {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if self.depth == 0 {
                    self.blocks.push((kind_of(&tag), range));
                }
                self.depth += 1;
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::FootnoteReference(label) => {
                let next = self.references.len() + 1;
                self.references.entry(folded(&label)).or_insert(next);
            }
            Event::Rule if self.depth == 0 => self.blocks.push((Kind::Rule, range)),
            _ if self.depth == 0 => self.blocks.push((Kind::Paragraph, range)),
            _ => {}
        }
    }
}

/// The source of a block: not before `not_before`, and only whole characters. Where it matters
/// how far the first line is indented, from the start of that line.
fn source_of(
    body: &str,
    kind: Kind,
    range: Range<usize>,
    not_before: usize,
) -> Option<Range<usize>> {
    let start = range.start.max(not_before);
    let before = body.get(not_before..start)?;
    let indented = before.trim_end_matches([' ', '\t']);
    let line_start = not_before + indented.len();
    let counts_indent = matches!(
        kind,
        Kind::List | Kind::Definitions | Kind::Quote | Kind::Code | Kind::Footnote
    );
    let is_line_start = line_start == 0 || body.get(..line_start)?.ends_with(['\n', '\r']);
    let start = if counts_indent && is_line_start {
        line_start
    } else {
        start
    };
    body.get(start..range.end).map(|_| start..range.end)
}

fn hash_of(source: &str, definitions: &Definitions) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(source.trim_end_matches(['\n', '\r']).as_bytes());
    if source.contains('[') {
        hasher.write_u64(definitions.hash);
    }
    hasher.finish()
}

fn kind_of(tag: &Tag<'_>) -> Kind {
    match tag {
        Tag::Heading { level, .. } => Kind::Heading(level_number(*level)),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(_) => Kind::Code,
        Tag::HtmlBlock => Kind::Html,
        Tag::List(_) => Kind::List,
        Tag::DefinitionList => Kind::Definitions,
        Tag::Table(_) => Kind::Table,
        Tag::FootnoteDefinition(_) => Kind::Footnote,
        _ => Kind::Paragraph,
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
