//! The body of an article as blocks.
//!
//! [`parse`] finds the **top-level blocks** of a body, the long ones in [parts](Part), and gives
//! each a hash of all it depends on: its own source, and the link and footnote definitions of the body where it may use them.
//! Equal hashes mean equal content, so what was made of a block stays good while the text around
//! it changes. What is inside a block is read by [`Blocks::content`], when it is needed.
//! [`Blocks::edited`] brings blocks up to a changed text for the price of what changed.
//!
//! Offsets are bytes of the article's text. The dialect is `CommonMark` with GFM's tables, task
//! lists, strikethrough and alerts, footnotes, definition lists, and what Hugo adds: bare
//! addresses as links, set punctuation, shortcodes.
//!
//! Limits: a block nested deeper than [`MAX_DEPTH`] is plain text. Of a block of more than
//! [`MAX_SHOWN_BYTES`] that is not divided the start is read, and [how much](Node::Rest) is not. What is indented by four
//! columns right below a link definition is prose to the site, but may be shown as a list or
//! code, since blocks are read one by one. Labels of links whose addresses together are longer than
//! 100 KB and the text are plain words, which of them may depend on where reading began.

mod attributes;
mod backticks;
mod content;
mod definitions;
mod description;
mod edit;
mod events;
mod formula;
mod heading_id;
mod html;
mod inline;
mod linkify;
mod mask;
mod nodes;
mod paired;
mod parse;
mod parts;
mod prose;
mod running;
mod running_text;
mod shift;
mod shortcode;
mod stretch;
mod tasks;
mod trail;
mod typographer;
mod unknown;

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hasher as _},
    ops::Range,
};

use definitions::{Definitions, Reference, Target, defined_label, folded};
use parse::Piece;

use crate::model::markdown::statistics::Statistics;

pub(in crate::model::markdown) use attributes::taken;
pub use content::MAX_DEPTH;
pub use edit::Exactness;
pub use events::{Dialect, Ids, Switches};
pub use formula::{Delimiters, Formulas, Short};
pub use inline::{Mark, PICTURE, Run, RunKind, Style, Text, inline};
pub use nodes::{
    Alert, Alignment, Definition, Item, Length, Node, Picture, Placed, Shortcode, ShortcodeKind,
};
pub use paired::Signs;
pub use parts::{Part, Whole};
pub use trail::Trail;
pub use typographer::{Marks, Set};
pub use unknown::mark_unknown;

/// What is read of one block to be shown, in bytes: more is not laid out while the writer waits.
pub const MAX_SHOWN_BYTES: usize = 32 * 1024;

/// The top-level blocks of a body, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blocks {
    /// All but the footnotes.
    pub blocks: Vec<Block>,
    /// The footnotes that are referred to, in the order of their numbers.
    pub footnotes: Vec<Block>,
    /// In the order of the text, those in lists and quotes included.
    pub headings: Vec<Heading>,
    pub statistics: Statistics,
    /// Where the body starts.
    body_start: usize,
    /// The definitions of footnotes, in the order of the text.
    notes: Vec<Block>,
    targets: Vec<Target>,
    references: Vec<Reference>,
    definitions: Definitions,
    dialect: Dialect,
    /// Where a `highlight` opens or ends without its other end, which an edit may bring.
    open_code: Vec<OpenCode>,
    trail: Trail,
}

/// One top-level block, or a part of one that is long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its source, in bytes of the article's text.
    pub range: Range<usize>,
    pub kind: Kind,
    /// `None`: it is no part of a longer one.
    pub part: Option<Part>,
    /// Equal for blocks of equal content.
    pub hash: u64,
    /// Of the source: it stays when what is defined elsewhere changes.
    pub source_hash: u64,
    /// Line breaks in the source, to guess a height from.
    pub line_breaks: usize,
    pub fold: Fold,
    /// Of the source, and of what it has from the block it is a part of.
    own_hash: u64,
    /// Whether it may use a definition.
    may_refer: bool,
    statistics: Statistics,
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

/// What a block does to those that follow it: `<details>` folds them until `</details>`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    #[default]
    None,
    Starts {
        /// Whether readers find it open.
        is_open: bool,
    },
    Ends,
}

/// One end of a `highlight` without the other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OpenCode {
    /// In bytes of the article's text.
    at_byte: usize,
    is_end: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Where it starts, in bytes of the article's text.
    pub at_byte: usize,
    /// 1 to 6.
    pub level: u8,
    /// Its letters.
    pub title: String,
    /// The id that the writer gave it: `{#id}`.
    own_id: Option<String>,
    /// What its id is made of; `None`: it is empty, and has none.
    slug: Option<String>,
}

/// Parses the markdown of `text` from byte `body_start` on. Never fails.
pub fn parse(text: &str, body_start: usize) -> Blocks {
    parse_as(Dialect::HUGO, text, body_start)
}

/// Parses the markdown of `text` from byte `body_start` on, as a site that is set up so reads it.
pub fn parse_as(dialect: Dialect, text: &str, body_start: usize) -> Blocks {
    let body_start = text.floor_char_boundary(body_start);
    let piece = parse::read(text, body_start..text.len(), dialect);
    Blocks::of(piece, text, body_start, dialect)
}

/// Where in a body something stands that is neither prose nor markdown to a site that is set up so:
/// shortcodes, with the code of a `highlight`, and formulas.
pub fn foreign(dialect: Dialect, body: &str) -> Vec<Range<usize>> {
    let pieces = mask::Mask::of(body, &dialect).pieces.into_iter();
    let foreign = pieces.filter(|piece| piece.kind != mask::MaskedKind::Letters);
    foreign.map(|piece| piece.range).collect()
}

impl Blocks {
    /// How they were read.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// What is counted in a part of the text; whole blocks are not read again. `None` if more than
    /// `most` bytes of a block that is not whole would have to be.
    pub fn statistics_of(
        &self,
        text: &str,
        part: &Range<usize>,
        most: usize,
    ) -> Option<Statistics> {
        let mut statistics = Statistics::default();
        let first = self
            .blocks
            .partition_point(|block| block.range.end <= part.start);
        let touched = self.blocks.iter().skip(first);
        for block in touched.take_while(|block| block.range.start < part.end) {
            let start = block.range.start.max(part.start);
            let end = block.range.end.min(part.end);
            // The parts of a paragraph are counted together.
            let is_counted = block.kind != Kind::Paragraph || block.part.is_none();
            if is_counted && start == block.range.start && end == block.range.end {
                statistics += block.statistics;
            } else if end - start > most {
                return None;
            } else if let Some(piece) = text.get(start..end) {
                statistics += parse_as(self.dialect, piece, 0).statistics;
            }
        }
        Some(statistics)
    }

    fn of(piece: Piece, text: &str, body_start: usize, dialect: Dialect) -> Self {
        let all = piece.blocks.iter().chain(&piece.notes);
        let mut statistics = Statistics::default();
        all.for_each(|block| statistics += block.statistics);
        let mut blocks = Self {
            blocks: piece.blocks,
            footnotes: Vec::new(),
            headings: piece.headings,
            statistics,
            body_start,
            notes: piece.notes,
            targets: piece.targets,
            references: piece.references,
            definitions: Definitions::default(),
            dialect,
            open_code: piece.open_code,
            trail: Trail::default(),
        };
        blocks.define(text);
        blocks
    }

    /// Sets what follows from all definitions and references.
    fn define(&mut self, text: &str) {
        let note_labels: HashSet<String> = self
            .notes
            .iter()
            .filter_map(|note| label_of(note, text))
            .collect();
        self.definitions = Definitions::new(&self.targets, &note_labels, &self.references);
        let hash = self.definitions.hash;
        for block in self.blocks.iter_mut().chain(&mut self.notes) {
            block.hash = block.hash_with(hash);
        }
        self.number_footnotes(text);
    }

    /// Of each footnote that is referred to, the first definition, in the order of the numbers.
    fn number_footnotes(&mut self, text: &str) {
        let mut numbered: Vec<(usize, &Block)> = self
            .notes
            .iter()
            .filter_map(|note| {
                let label = label_of(note, text)?;
                Some((self.definitions.footnote_number(&label)?, note))
            })
            .collect();
        numbered.sort_by_key(|&(number, _)| number);
        numbered.dedup_by_key(|(number, _)| *number);
        self.footnotes = numbered.into_iter().map(|(_, note)| note.clone()).collect();
    }

    /// What is inside `block`, which is one of these blocks; `text` is the text they were parsed
    /// from. Sources in it are counted from the start of the block.
    pub fn content(&self, text: &str, block: &Block) -> Vec<Placed> {
        let source = text.get(block.range.clone()).unwrap_or_default();
        let shown = shown_len(source, block.part.as_ref());
        let mut nodes = self.read(source.get(..shown).unwrap_or_default(), block);
        if shown < source.len() {
            nodes.push(Placed {
                range: shown..source.len(),
                node: Node::Rest {
                    bytes: source.len() - shown,
                },
            });
        }
        nodes
    }

    /// Reads `source`, which is `block` or the start of it.
    fn read(&self, source: &str, block: &Block) -> Vec<Placed> {
        match &block.part {
            Some(part) => part.read(source, &self.definitions, self.dialect),
            None => content::read_after("", source, &self.definitions, self.dialect),
        }
    }

    /// What stands before a part of code, to tell what its first words are.
    pub fn lead<'a>(&self, text: &'a str, block: &Block) -> &'a str {
        let part = block.part.as_ref().filter(|part| !part.is_first());
        let Some(part) = part else { return "" };
        let lead = text.get(part.lead(block.range.start)).unwrap_or_default();
        match &*part.whole {
            Whole::Code { opening, .. } if part.number == 1 && !opening.is_empty() => {
                lead.split_once('\n').map_or(lead, |(_, code)| code)
            }
            _ => lead,
        }
    }

    /// The code that the block at place `index` of the reading order is a part of, with no fence.
    pub fn whole_code(&self, text: &str, index: usize) -> String {
        let part_of = |index: usize| self.get(index).and_then(|block| block.part.as_ref());
        let number = part_of(index).map_or(0, |part| part.number);
        let mut code = String::new();
        for block in self.blocks.iter().skip(index.saturating_sub(number)) {
            let source = text.get(block.range.clone()).unwrap_or_default();
            for placed in self.read(source, block) {
                if let Node::Code { text, .. } = placed.node {
                    code.push_str(&text);
                }
            }
            if block.part.as_ref().is_none_or(|part| part.is_last) {
                break;
            }
            code.push('\n');
        }
        code
    }

    /// The top-level blocks but the footnotes, none of them divided.
    pub(super) fn wholes(&self) -> Vec<Block> {
        let mut wholes: Vec<Block> = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            match wholes.last_mut() {
                Some(last) if !block.is_start() => last.range.end = block.range.end,
                _ => wholes.push(Block {
                    part: None,
                    ..block.clone()
                }),
            }
        }
        wholes
    }

    /// The markdown of `block` as events.
    pub(super) fn events<'a>(&self, text: &'a str, block: &Block) -> Vec<events::Placed<'a>> {
        let source = text.get(block.range.clone()).unwrap_or_default();
        events::read(source, &self.definitions, self.dialect)
    }

    /// The attributes in the line right below `block`, if the site reads such.
    pub(super) fn attributes_below(&self, text: &str, block: &Block) -> Vec<(String, String)> {
        if !self.dialect.has_block_attributes {
            return Vec::new();
        }
        let of_line = |line: &str| {
            let inside = line.trim_start_matches(' ');
            let is_near = line.len() - inside.len() <= 3;
            attributes::read(inside).filter(|_| is_near)
        };
        let own = text.get(..block.range.end).unwrap_or_default();
        let mut end = own.trim_end();
        // A list reaches over blank lines, as which these are read.
        while let Some((above, line)) = end.rsplit_once('\n')
            && above.len() > block.range.start
            && of_line(line).is_some()
        {
            end = above.trim_end();
        }
        let below = text.get(end.len()..).unwrap_or_default();
        let below = below.split_once('\n').map_or("", |(_, below)| below);
        let mut found = Vec::new();
        for line in below.lines() {
            let Some((attributes, _)) = of_line(line) else {
                break;
            };
            // Of each name the first counts.
            let is_new =
                |(name, _): &(String, String)| !found.iter().any(|(known, _)| known == name);
            let new: Vec<_> = attributes.into_iter().filter(is_new).collect();
            found.extend(new);
        }
        found
    }

    /// What a shortcode that stands alone is drawn as.
    pub(super) fn shortcode(source: &str) -> Node {
        shortcode::node(source, 0)
    }

    /// The number that a footnote is shown with, from 1.
    pub(super) fn footnote_number(&self, label: &str) -> Option<usize> {
        self.definitions.footnote_number(label)
    }

    /// The state that these blocks are in, to ask later what was kept since.
    pub fn trail(&self) -> Trail {
        self.trail.clone()
    }

    /// Whether nothing changed since `trail`. A worker may have read the same text anew.
    pub fn is_at(&self, trail: &Trail) -> bool {
        self.trail.is_at(trail)
    }

    /// How many of [`Self::blocks`] at the start and at the end are what they were at `trail`, but
    /// for their places; `None`: that is not known.
    pub fn kept_since(&self, trail: &Trail) -> Option<(usize, usize)> {
        self.trail.kept_since(trail, self.blocks.len())
    }

    /// All blocks in the order they are read: the text, then the footnotes.
    pub fn in_reading_order(&self) -> impl DoubleEndedIterator<Item = &Block> + Clone {
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
        let notes = self
            .notes
            .partition_point(|note| note.range.start <= at_byte);
        let note = notes.checked_sub(1).and_then(|at| self.notes.get(at));
        if note.is_some_and(inside)
            && let Some(index) = self.footnotes.iter().position(inside)
        {
            return Some(self.blocks.len() + index);
        }
        let after = self
            .blocks
            .partition_point(|block| block.range.start <= at_byte);
        (!self.blocks.is_empty()).then(|| after.saturating_sub(1))
    }

    /// The ids of [`Self::headings`] on the page, in their order.
    pub fn heading_ids(&self) -> Vec<String> {
        if self.dialect.is_hugo {
            heading_id::ids(&self.headings)
        } else {
            vec![String::new(); self.headings.len()]
        }
    }

    /// Where the heading with this id is, in bytes of the text.
    pub fn heading_at(&self, id: &str) -> Option<usize> {
        let index = self.heading_ids().iter().position(|found| found == id)?;
        Some(self.headings.get(index)?.at_byte)
    }

    /// Where the footnote with this number is referred to first, in bytes of the text.
    pub fn reference_at(&self, number: usize) -> Option<usize> {
        let is_it = |reference: &&Reference| {
            self.definitions.footnote_number(&reference.label) == Some(number)
        };
        self.references
            .iter()
            .find(is_it)
            .map(|reference| reference.at_byte)
    }
}

impl Block {
    /// Whether it is no part that goes on with the one before it.
    fn is_start(&self) -> bool {
        self.part.as_ref().is_none_or(Part::is_first)
    }

    fn hash_with(&self, definitions: u64) -> u64 {
        if self.may_refer {
            self.own_hash ^ definitions
        } else {
            self.own_hash
        }
    }
}

/// How much of a block is read to be shown: up to a line, or else a character.
fn shown_len(source: &str, part: Option<&Part>) -> usize {
    let opening = part.map_or(0, Part::opening_len);
    if source.len() + opening <= MAX_SHOWN_BYTES {
        return source.len();
    }
    let most = source.floor_char_boundary(MAX_SHOWN_BYTES.saturating_sub(opening));
    let most = source.get(..most).unwrap_or_default();
    most.rfind('\n').map_or(most.len(), |line_end| line_end + 1)
}

/// The folded label of the footnote that `note` defines.
fn label_of(note: &Block, text: &str) -> Option<String> {
    defined_label(text.get(note.range.clone())?).map(folded)
}

fn hash_of(source: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(source.trim_end_matches(['\n', '\r']).as_bytes());
    hasher.finish()
}

/// The hashes of a block: of its source, and with what it has from the block it is a part of.
fn hashes(text: &str, range: &Range<usize>, part: Option<&Part>) -> (u64, u64) {
    let source = hash_of(text.get(range.clone()).unwrap_or_default());
    let own = part.map_or(source, |part| {
        let lead = text.get(part.lead(range.start)).unwrap_or_default();
        part.hash(source, lead)
    });
    (source, own)
}

#[cfg(test)]
mod tests;
