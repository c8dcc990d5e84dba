//! What blocks consist of, ready to be drawn.

use std::ops::Range;

use super::inline::Text;

/// A block inside a block, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its source, in bytes from the start of the top-level block.
    pub range: Range<usize>,
    pub node: Node,
}

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
        /// Where its lines start in the source of the block, in bytes.
        lines: Vec<usize>,
    },
    Quote {
        alert: Option<Alert>,
        nodes: Vec<Placed>,
    },
    List {
        /// The number of the first item; `None`: bullets.
        first: Option<u64>,
        /// Whether its items stand close together.
        is_tight: bool,
        items: Vec<Item>,
    },
    Definitions(Vec<Definition>),
    Table {
        alignments: Vec<Alignment>,
        /// The first one is the head, but in a part that goes on with the one before it.
        rows: Vec<Vec<Text>>,
        /// Of a part: the head of the whole table, and the rows that its widths follow from.
        widest: Vec<Vec<Text>>,
    },
    Rule,
    /// As written.
    Html(String),
    /// The line that folds what follows it in or out, and what of that stands in the same piece
    /// of HTML, as written.
    Details {
        summary: String,
        rest: String,
        /// Whether readers find it open.
        is_open: bool,
        /// Which one it is in its top-level block, from 0.
        number: usize,
        /// What it folds, if it stands in another block; else that are the top-level blocks that
        /// follow.
        inside: Vec<Placed>,
    },
    Shortcode(Shortcode),
    Picture(Picture),
    Footnote {
        number: usize,
        nodes: Vec<Placed>,
    },
    /// The rest of a block that is too long to be shown.
    Rest {
        bytes: usize,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Of a task list: whether it is ticked.
    pub checked: Option<bool>,
    /// Where the box to tick, `[ ]`, starts in the source of the block, in bytes.
    pub box_at_byte: usize,
    pub nodes: Vec<Placed>,
}

/// A term, or what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Definition {
    Term(Text),
    Meaning {
        nodes: Vec<Placed>,
        /// Whether it stands close to what is above it.
        is_tight: bool,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// As written.
    pub address: String,
    pub alt: String,
    /// What stands below it, in markdown: of a `figure`.
    pub caption: String,
    /// What is shown while the pointer is over it.
    pub title: String,
    /// The width and height that the writer gave it.
    pub size: [Option<Length>; 2],
    /// Where it is in the source of the block, in bytes.
    pub at_byte: usize,
}

/// A width or height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Pixels(u16),
    /// Of the room there is.
    Percent(u16),
}

impl Length {
    /// `300`, `300px` or `50%`.
    pub(super) fn of(written: &str) -> Option<Self> {
        let written = written.trim();
        let is_digit = |c: char| c.is_ascii_digit();
        let unit = written.trim_start_matches(is_digit);
        let number: u16 = written.strip_suffix(unit)?.parse().ok()?;
        match unit.trim() {
            "" | "px" => Some(Self::Pixels(number)),
            "%" => Some(Self::Percent(number)),
            _ => None,
        }
        .filter(|_| number > 0)
    }
}

/// Where the lines of `text` start, which stands at `at_byte` of the block and ends at `end_byte`.
pub(super) fn line_starts(
    text: &str,
    at_byte: usize,
    end_byte: usize,
) -> impl Iterator<Item = usize> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0)
        .chain(breaks.filter(|&at| at < text.len()))
        .map(move |at| (at_byte + at).min(end_byte))
}

/// Something that the site makes into something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcode {
    /// As written between its delimiters.
    pub source: String,
    pub kind: ShortcodeKind,
    /// Where it is in the source of the block, in bytes.
    pub at_byte: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShortcodeKind {
    /// Of a theme or of the site; what it makes is not known here.
    Other,
    /// The site has none of this name.
    Unknown,
    /// The end of a pair, such as `{{< /note >}}`.
    End,
    YouTube {
        id: String,
    },
    Vimeo {
        id: String,
    },
    Gist {
        user: String,
        id: String,
    },
}

impl ShortcodeKind {
    /// Where it leads, for what stands on another site.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::YouTube { id } => Some(format!("https://www.youtube.com/watch?v={id}")),
            Self::Vimeo { id } => Some(format!("https://vimeo.com/{id}")),
            Self::Gist { user, id } => Some(format!("https://gist.github.com/{user}/{id}")),
            Self::Other | Self::Unknown | Self::End => None,
        }
    }
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
