//! Parts of blocks that are too long to be laid out at once.
//!
//! A list, quote, definition list, table or piece of code of more than some kilobytes, and a
//! paragraph of more than a dozen, comes as several blocks, each with a [`Part`] that says what it has from the **whole**. A part starts
//! at the line of an item, a block of the quote, a term, a row, a line of code, a
//! sentence. Which of them start one depends on what stands there and in the part before, so an edit moves no border but
//! those around it.
//!
//! A part is read by itself: after the **opening** of its whole, where it would be something else
//! without, and then fitted to the whole.
//!
//! They are kept for what is rare: of 2,594 real articles 128 have a block of more than 2 KB, the most a
//! list of 5 KB or a paragraph of 21 KB. A key in that paragraph would lay all of it out again, ten parts
//! where it lays out one; and one list of a megabyte, which a program writes, would hold every frame.
//!
//! What a part has from its whole is short, however long a cell or a line of it is.
//!
//! Limits: a table with a long head is not divided; what is nested is not divided: a block of a quote, an item, a cell is whole. So are
//! footnotes and HTML.

mod cut;
mod rows;

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
    sync::Arc,
};

use super::{
    Block, Dialect, MAX_SHOWN_BYTES, content,
    definitions::Definitions,
    nodes::{Alert, Node, Placed},
};

pub(super) use cut::Cutter;

/// The opening of a whole is no longer, in bytes, so that most of what is shown is the part.
const MOST_OF_OPENING: usize = MAX_SHOWN_BYTES / 4;

/// What a part of a block has from the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub whole: Arc<Whole>,
    /// From 0.
    pub number: usize,
    pub is_last: bool,
    /// The items of a numbered list that stand before it.
    items_before: usize,
    /// Of code: how far before it the part above starts.
    lead_bytes: usize,
}

/// A block that is divided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whole {
    List {
        /// The number of the first item; `None`: bullets.
        first: Option<u64>,
        is_tight: bool,
        /// The items of a numbered list.
        len: usize,
    },
    Quote(Option<Alert>),
    Definitions,
    /// Each part but the last is a paragraph that ends with a line that is not full.
    Paragraph,
    Code {
        /// The line that opens it, or its beginning; empty where it is indented.
        opening: String,
        /// The characters of its longest line.
        columns: usize,
    },
    Table {
        /// The lines that open it.
        opening: String,
        /// The rows that hold the widest cells, of long ones the beginning.
        widest: String,
    },
}

impl Part {
    pub fn is_first(&self) -> bool {
        self.number == 0
    }

    /// The number after that of the last item of the whole list.
    pub fn end_of_list(&self) -> Option<u64> {
        match *self.whole {
            Whole::List { first, len, .. } => Some(first?.saturating_add(len as u64)),
            _ => None,
        }
    }

    /// How much is read before it.
    pub(super) fn opening_len(&self) -> usize {
        let widest = match &*self.whole {
            Whole::Table { widest, opening } => widest.len() + opening.len(),
            _ => 0,
        };
        let opening = if self.is_first() {
            0
        } else {
            self.whole.opening().len()
        };
        opening + widest
    }

    /// The bytes before a part of code that tell what its first words are; none, if they are more
    /// than what is shown of a block.
    pub(super) fn lead(&self, start: usize) -> Range<usize> {
        let is_short = self.lead_bytes <= MAX_SHOWN_BYTES;
        start.saturating_sub(if is_short { self.lead_bytes } else { 0 })..start
    }

    /// Numbers `blocks`, which are all parts of one block.
    pub(super) fn number(blocks: &mut [Block]) {
        let last = blocks.len().saturating_sub(1);
        let mut lead_bytes = 0;
        for (number, block) in blocks.iter_mut().enumerate() {
            let len = block.range.len();
            if let Some(part) = &mut block.part {
                part.number = number;
                part.is_last = number == last;
                part.lead_bytes = lead_bytes;
                if matches!(*part.whole, Whole::Code { .. }) {
                    lead_bytes = len;
                }
            }
        }
    }

    /// Of a part with this source.
    pub(super) fn hash(&self, source: u64, lead: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        let place = (self.is_first(), self.is_last, self.items_before);
        (source, place, &self.whole, lead).hash(&mut hasher);
        hasher.finish()
    }

    /// Reads `source`, which is this part.
    pub(super) fn read(
        &self,
        source: &str,
        definitions: &Definitions,
        dialect: Dialect,
    ) -> Vec<Placed> {
        let opening = if self.is_first() {
            ""
        } else {
            self.whole.opening()
        };
        let mut nodes = content::read_after(opening, source, definitions, dialect);
        if let [Placed { node, .. }] = nodes.as_mut_slice() {
            self.fit(node);
            if let (Whole::Table { opening, widest }, Node::Table { widest: into, .. }) =
                (&*self.whole, node)
            {
                let read = content::read_after(
                    "",
                    &[opening, widest.as_str()].concat(),
                    definitions,
                    dialect,
                );
                if let Some(Node::Table { rows, .. }) = read.into_iter().next().map(|one| one.node)
                {
                    *into = rows;
                }
            }
        }
        nodes
    }

    /// Makes what was read by itself what it is in the whole.
    fn fit(&self, node: &mut Node) {
        match (&*self.whole, node) {
            (
                &Whole::List {
                    first, is_tight, ..
                },
                Node::List {
                    first: number,
                    is_tight: is_close,
                    ..
                },
            ) => {
                *number = first.map(|first| first.saturating_add(self.items_before as u64));
                *is_close = is_tight;
            }
            (Whole::Quote(alert), Node::Quote { alert: read, .. }) => *read = *alert,
            (Whole::Table { .. }, Node::Table { rows, .. }) if !self.is_first() => {
                rows.drain(..rows.len().min(1));
            }
            (Whole::Code { .. }, Node::Code { text, lines, .. }) if !self.is_last => {
                // Empty lines at its end are not the end of the code.
                let shown = text.matches('\n').count() + 1;
                text.extend(std::iter::repeat_n('\n', lines.len().saturating_sub(shown)));
            }
            _ => {}
        }
    }
}

impl Whole {
    fn opening(&self) -> &str {
        match self {
            Self::Code { opening, .. } | Self::Table { opening, .. } => opening,
            Self::List { .. } | Self::Quote(_) | Self::Definitions | Self::Paragraph => "",
        }
    }
}

/// No more of `text` than `most` bytes. What follows it is not escaped.
fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let short = text.get(..text.floor_char_boundary(most));
    short.unwrap_or_default().trim_end_matches('\\')
}
