//! Reads a piece of a body that starts where a block starts: its top-level blocks, and what they
//! define and refer to.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Event, HeadingLevel, Parser, Tag};

use super::{
    super::shortcode::inner,
    Block, Dialect, Fold, Heading, Kind, OpenCode,
    definitions::{self, Reference, Target, folded},
    hashes, html,
    mask::{Mask, MaskedKind},
    parts::{Cutter, Part},
    prose::{Prose, Taken},
    shortcode,
};
use crate::model::markdown::statistics::Statistics;

/// What one piece of a text holds, each part in the order of the text; offsets are bytes of the
/// whole text.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub blocks: Vec<Block>,
    /// The definitions of footnotes.
    pub notes: Vec<Block>,
    pub targets: Vec<Target>,
    pub references: Vec<Reference>,
    pub headings: Vec<Heading>,
    /// Where a `highlight` opens or ends here without its other end.
    pub open_code: Vec<OpenCode>,
    /// How many there are, with those that are whole.
    pub code_count: usize,
}

/// Reads the bytes `range` of `text`.
pub(super) fn read(text: &str, range: Range<usize>, dialect: Dialect) -> Piece {
    let start = range.start;
    let source = text.get(range).unwrap_or_default();
    let mask = dialect.mask(source);
    let mut reader = Reader {
        source,
        start,
        dialect,
        mask: &mask,
        piece: Piece {
            open_code: open_code(&mask, start),
            code_count: codes(&mask).count(),
            ..Piece::default()
        },
        depth: 0,
        end: 0,
        open: None,
        prose: Prose::new(&mask, start, dialect),
    };
    for (event, range) in parser(&mask.text, dialect).into_offset_iter() {
        reader.take(&event, range);
    }
    reader.finish_block(source.len());
    reader.find_targets(reader.end..source.len());
    reader.piece
}

/// A parser that takes all links as defined: what is read of a block must not depend on the text
/// around it.
fn parser(text: &str, dialect: Dialect) -> Parser<'_, impl BrokenLinkCallback<'_>> {
    let resolve = |_: BrokenLink<'_>| Some((CowStr::from(""), CowStr::from("")));
    Parser::new_with_broken_link_callback(text, dialect.options, Some(resolve))
}

/// The ends of a `highlight`, and those that are whole, with where they start.
fn codes<'a>(mask: &'a Mask<'_>) -> impl Iterator<Item = (usize, Cow<'a, str>)> {
    let shortcodes = mask
        .pieces
        .iter()
        .filter(|piece| piece.kind == MaskedKind::Shortcode);
    shortcodes
        .map(|piece| (piece.range.start, mask.shown(piece)))
        .filter(|(_, shown)| shortcode::is_code(shown))
}

fn open_code(mask: &Mask<'_>, start: usize) -> Vec<OpenCode> {
    let open = codes(mask).filter(|(_, shown)| shortcode::is_open_code(shown));
    let places = open.map(|(at, shown)| OpenCode {
        at_byte: start + at,
        is_end: inner(&shown).starts_with('/'),
    });
    places.collect()
}

struct Reader<'a> {
    source: &'a str,
    /// Where the source starts in the text.
    start: usize,
    dialect: Dialect,
    mask: &'a Mask<'a>,
    piece: Piece,
    depth: usize,
    /// Where the last block ended.
    end: usize,
    /// The block that is being read.
    open: Option<Open>,
    prose: Prose<'a>,
}

struct Open {
    kind: Kind,
    range: Range<usize>,
    cutter: Cutter,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        if self.depth == 0 && !matches!(event, Event::End(_)) {
            let kind = match event {
                Event::Start(tag) => kind_of(tag),
                Event::Rule => Kind::Rule,
                _ => Kind::Paragraph,
            };
            // Definition lists have had ranges that reach into the next block.
            self.finish_block(range.start);
            self.open = Some(Open {
                kind,
                range: range.clone(),
                cutter: Cutter::new(kind, event, range.start),
            });
        } else if let Some(open) = &mut self.open
            && open.cutter.take(
                event,
                &range,
                self.depth,
                self.mask,
                self.dialect.part_bytes,
            )
        {
            self.prose.start_part();
        }
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.prose.take(event, &range);
    }

    /// Ends the block that is being read, at `limit` at the latest.
    fn finish_block(&mut self, limit: usize) {
        let mut taken = self.prose.finish();
        let Some(Open {
            kind,
            range,
            cutter,
        }) = self.open.take()
        else {
            return;
        };
        let range = range.start..range.end.min(limit.max(range.start));
        let Some(range) = source_of(self.source, kind, range, self.end) else {
            return;
        };
        self.find_targets(self.end..range.start);
        self.end = range.end;
        let source = self.source.get(range.clone()).unwrap_or_default();
        if source.contains("[^") {
            taken = self.with_footnotes(source, range.start, &cutter);
        }
        if kind != Kind::Paragraph {
            self.find_targets(range.clone());
        }
        self.piece.headings.extend(taken.headings);
        self.piece.references.extend(taken.references);
        let parts = cutter.parts(&range, self.mask, self.dialect.part_bytes);
        if parts.is_empty() {
            let block = self.block(kind, range, None, taken.statistics);
            if kind == Kind::Footnote {
                self.piece.notes.push(block);
            } else {
                self.piece.blocks.push(block);
            }
            return;
        }
        let mut of_parts = taken.of_parts.into_iter();
        for (range, part) in parts {
            let mut statistics = of_parts.next().filter(|_| !part.is_last);
            if part.is_last {
                of_parts.by_ref().for_each(|more| taken.statistics += more);
                statistics = Some(taken.statistics);
            }
            let block = self.block(kind, range, Some(part), statistics.unwrap_or_default());
            self.piece.blocks.push(block);
        }
    }

    /// A block, or a part of one, that is `range` of the source.
    fn block(
        &self,
        kind: Kind,
        range: Range<usize>,
        part: Option<Part>,
        statistics: Statistics,
    ) -> Block {
        let source = self.source.get(range.clone()).unwrap_or_default();
        let fold = match kind {
            Kind::Html => html::fold(source),
            _ => Fold::None,
        };
        let (source_hash, own_hash) = hashes(self.source, &range, part.as_ref());
        Block {
            range: range.start + self.start..range.end + self.start,
            kind,
            part,
            hash: own_hash,
            source_hash,
            own_hash,
            line_breaks: source.bytes().filter(|&byte| byte == b'\n').count(),
            statistics,
            fold,
            may_refer: source.contains('['),
        }
    }

    /// Finds the link definitions in a block or between two. Each such part is read by itself,
    /// so that a second definition of one label is found as well: it counts once the first is
    /// gone.
    fn find_targets(&mut self, part: Range<usize>) {
        let source = self.source.get(part.clone()).unwrap_or_default();
        if !source.contains("]:") {
            return;
        }
        let mask = self.dialect.mask(source);
        let parser = Parser::new_ext(&mask.text, self.dialect.options);
        let first = self.piece.targets.len();
        for (label, definition) in parser.reference_definitions().iter() {
            let restored = |made: &str| mask.restore(made, &definition.span);
            self.piece.targets.push(Target {
                at_byte: self.start + part.start + definition.span.start,
                label: folded(label),
                address: restored(&definition.dest),
                title: restored(definition.title.as_deref().unwrap_or_default()),
            });
        }
        let found = self.piece.targets.get_mut(first..).unwrap_or_default();
        found.sort_by_key(|target| target.at_byte);
    }

    /// What the running text of a block holds if all its footnotes are defined.
    fn with_footnotes(&self, source: &str, at_byte: usize, cutter: &Cutter) -> Taken {
        let preamble = definitions::preamble(source, |_| true);
        let mask = self.dialect.mask(source);
        let text = format!("{preamble}{}", mask.text);
        let mut prose = Prose::new(&mask, self.start + at_byte, self.dialect);
        let mut cuts = cutter.starts().peekable();
        for (event, range) in parser(&text, self.dialect).into_offset_iter() {
            if let Some(start) = range.start.checked_sub(preamble.len()) {
                if !matches!(event, Event::End(_))
                    && cuts.next_if(|&cut| cut <= at_byte + start).is_some()
                {
                    prose.start_part();
                }
                prose.take(&event, &(start..range.end.saturating_sub(preamble.len())));
            }
        }
        prose.finish()
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
        Kind::List | Kind::Definitions | Kind::Quote | Kind::Code | Kind::Html | Kind::Footnote
    );
    let is_line_start = line_start == 0 || body.get(..line_start)?.ends_with(['\n', '\r']);
    let start = if counts_indent && is_line_start {
        line_start
    } else {
        start
    };
    body.get(start..range.end).map(|_| start..range.end)
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

pub(super) fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
