//! The markdown of one block as events: what both the preview and the HTML are made of.
//!
//! On top of what pulldown-cmark reads: shortcodes come as [`Event::InlineHtml`] that starts with
//! `{{`, formulas as [`Event::InlineMath`] and [`Event::DisplayMath`] with their dollars; bare
//! addresses are links, and punctuation is set as Hugo does. Ranges are bytes of the source.

use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::{
    super::shortcode::begins,
    attributes::Attribute,
    definitions::Definitions,
    description,
    formula::{Formulas, Short},
    mask::{Mask, MaskedKind},
    paired::{self, Signs},
    running_text, tasks,
    typographer::{self, Marks},
};

pub(in crate::model::markdown) type Placed<'a> = (Event<'a>, Range<usize>);

/// How the markdown of a site is read.
///
/// More than twelve fields: Hugo has a setting for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "they are switches of Hugo")]
pub struct Dialect {
    pub(super) options: Options,
    /// With shortcodes, ids of headings and set punctuation.
    pub(super) is_hugo: bool,
    pub(super) formulas: Formulas,
    pub(super) has_heading_attributes: bool,
    /// A line of attributes belongs to the block above it.
    pub(super) has_block_attributes: bool,
    /// `:smile:` is what it names.
    pub(super) has_emoji: bool,
    pub(super) signs: Signs,
    /// What an address has before it that starts with `www.`.
    pub(super) web_prefix: Short,
    /// Tick boxes as goldmark finds them.
    pub(super) has_tasks: bool,
    pub(super) has_bare_addresses: bool,
    /// Quotes, dashes and the like are set.
    pub(super) sets_punctuation: bool,
    pub(super) marks: Marks,
    /// A line of the text is a line of the page.
    breaks_lines: bool,
    /// A picture that is alone in its paragraph stands in none.
    frees_pictures: bool,
    pub(super) ids: Ids,
    /// Blocks are divided in parts of this size at least, and four times this at most.
    pub(super) part_bytes: usize,
}

/// What the ids of headings are made of, where the writer gives none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ids {
    #[default]
    Letters,
    /// Of letters with accents the plain ones, and no others.
    Ascii,
    /// With one hyphen for all that stands between words.
    Words,
    None,
}

/// What the settings of a site say of its markdown; `default` is what Hugo does by itself.
///
/// More than twelve fields: Hugo has a setting for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are switches of Hugo")]
pub struct Switches {
    pub tables: bool,
    pub strikethrough: bool,
    pub tasks: bool,
    pub footnotes: bool,
    pub definitions: bool,
    /// `{#id}` behind a heading.
    pub heading_attributes: bool,
    /// `{.class}` in a line below a block.
    pub block_attributes: bool,
    /// `:smile:` is what it names.
    pub emoji: bool,
    pub formulas: Formulas,
    /// Of `==so==` and the like, less the tilde where `strikethrough` is on.
    pub signs: Signs,
    /// The scheme of an address that starts with `www.`.
    pub web_scheme: Short,
    /// Addresses that stand bare in the text are links.
    pub addresses: bool,
    /// Quotes, dashes and the like are set.
    pub punctuation: bool,
    pub marks: Marks,
    /// A line of the text is a line of the page.
    pub line_breaks: bool,
    /// A picture that is alone in its paragraph stands in none.
    pub free_pictures: bool,
    pub ids: Ids,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            tables: true,
            strikethrough: true,
            tasks: true,
            footnotes: true,
            definitions: true,
            heading_attributes: true,
            block_attributes: false,
            emoji: false,
            formulas: Formulas::None,
            signs: Signs::default(),
            web_scheme: Short::HTTPS,
            addresses: true,
            punctuation: true,
            marks: Marks::USUAL,
            line_breaks: false,
            free_pictures: false,
            ids: Ids::Letters,
        }
    }
}

/// A part is laid out in about a millisecond.
const PART_BYTES: usize = 2048;

impl Dialect {
    /// As Hugo reads it when nothing is configured.
    pub const HUGO: Self = Self {
        options: Options::ENABLE_TABLES
            .union(Options::ENABLE_FOOTNOTES)
            .union(Options::ENABLE_STRIKETHROUGH)
            .union(Options::ENABLE_DEFINITION_LIST)
            .union(Options::ENABLE_GFM),
        is_hugo: true,
        formulas: Formulas::None,
        has_heading_attributes: true,
        has_block_attributes: false,
        has_emoji: false,
        signs: Signs::STRUCK,
        web_prefix: Short::HTTPS,
        has_tasks: true,
        has_bare_addresses: true,
        sets_punctuation: true,
        marks: Marks::USUAL,
        breaks_lines: false,
        frees_pictures: false,
        ids: Ids::Letters,
        part_bytes: PART_BYTES,
    };

    /// `CommonMark` alone.
    pub const COMMON_MARK: Self = Self {
        options: Options::empty(),
        is_hugo: false,
        formulas: Formulas::None,
        has_heading_attributes: false,
        has_block_attributes: false,
        has_emoji: false,
        signs: Signs::NONE,
        web_prefix: Short::HTTPS,
        has_tasks: false,
        has_bare_addresses: false,
        sets_punctuation: false,
        marks: Marks::USUAL,
        breaks_lines: false,
        frees_pictures: false,
        ids: Ids::Letters,
        part_bytes: PART_BYTES,
    };

    /// `CommonMark` with the extensions of GFM, bare addresses included.
    pub const GFM: Self = Self {
        options: Options::ENABLE_TABLES
            .union(Options::ENABLE_STRIKETHROUGH)
            .union(Options::ENABLE_TASKLISTS),
        has_bare_addresses: true,
        ..Self::COMMON_MARK
    };
}

impl Dialect {
    /// As Hugo reads it on a site with these switches.
    #[must_use]
    pub fn of(switches: Switches) -> Self {
        let mut options = Self::HUGO.options;
        options.set(Options::ENABLE_TABLES, switches.tables);
        options.set(Options::ENABLE_STRIKETHROUGH, switches.strikethrough);
        options.set(Options::ENABLE_FOOTNOTES, switches.footnotes);
        options.set(Options::ENABLE_DEFINITION_LIST, switches.definitions);
        let signs = switches.signs.with_struck(switches.strikethrough);
        Self {
            options,
            has_tasks: switches.tasks,
            has_heading_attributes: switches.heading_attributes,
            has_block_attributes: switches.block_attributes,
            has_emoji: switches.emoji,
            formulas: switches.formulas,
            signs,
            web_prefix: switches.web_scheme,
            has_bare_addresses: switches.addresses,
            sets_punctuation: switches.punctuation,
            marks: switches.marks,
            breaks_lines: switches.line_breaks,
            frees_pictures: switches.free_pictures,
            ids: switches.ids,
            ..Self::HUGO
        }
    }

    pub fn frees_pictures(self) -> bool {
        self.frees_pictures
    }

    /// With `> [!NOTE]` as a quote of its own kind, or as Hugo has it unless the site draws its
    /// quotes itself: as text.
    #[must_use]
    pub fn with_alerts(mut self, are_drawn: bool) -> Self {
        self.options.set(Options::ENABLE_GFM, are_drawn);
        self
    }

    /// With formulas found by what looks like one, where no settings say what the site has.
    #[must_use]
    pub const fn with_guessed_formulas(self) -> Self {
        Self {
            formulas: Formulas::Guessed,
            ..self
        }
    }

    /// Whether `[^1]: …` defines a footnote, and not a link.
    pub(super) fn has_footnotes(self) -> bool {
        self.options.contains(Options::ENABLE_FOOTNOTES)
    }

    /// With long blocks divided in parts of at least `part_bytes`.
    #[must_use]
    pub const fn in_parts_of(self, part_bytes: usize) -> Self {
        Self { part_bytes, ..self }
    }

    /// `source` with what is no markdown masked.
    pub(super) fn mask(self, source: &str) -> Mask<'_> {
        if self.is_hugo {
            Mask::of(source, &self)
        } else {
            Mask::none(source)
        }
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::HUGO
    }
}

/// Reads `source`, which is one block.
pub(super) fn read<'a>(
    source: &'a str,
    definitions: &Definitions,
    dialect: Dialect,
) -> Vec<Placed<'a>> {
    let mask = dialect.mask(source);
    let preamble = definitions.preamble(source);
    let events = if preamble.is_empty() && mask.is_empty() {
        parse(source, definitions, dialect, |event| event)
    } else {
        let text = format!("{preamble}{}", mask.text);
        let mut events = parse(&text, definitions, dialect, Event::into_static);
        events.retain_mut(|(_, range)| {
            let is_kept = range.start >= preamble.len();
            *range = range.start.saturating_sub(preamble.len())
                ..range.end.saturating_sub(preamble.len());
            is_kept
        });
        unmask(events, &mask)
    };
    let mut events = join(events, source);
    if dialect.is_hugo {
        events = description::set(events, source);
    }
    if dialect.has_tasks {
        events = tasks::find(events, source);
    }
    events = as_set(events, source, &dialect);
    if dialect.breaks_lines {
        for (event, _) in &mut events {
            if *event == Event::SoftBreak {
                *event = Event::HardBreak;
            }
        }
    }
    events
}

/// What stands in running text, as goldmark makes links and sets marks in it.
pub(super) fn as_set<'a>(
    events: Vec<Placed<'a>>,
    source: &'a str,
    dialect: &Dialect,
) -> Vec<Placed<'a>> {
    let events = running_text::set(untagged(events, source, *dialect), source, dialect);
    paired::find(events, source, dialect.signs)
}

fn untagged<'a>(events: Vec<Placed<'a>>, source: &'a str, dialect: Dialect) -> Vec<Placed<'a>> {
    let events = if dialect.sets_punctuation {
        typographer::untag(events, source)
    } else {
        events
    };
    join(events, source)
}

fn parse<'t, 'a>(
    text: &'t str,
    definitions: &Definitions,
    dialect: Dialect,
    keep: impl Fn(Event<'t>) -> Event<'a>,
) -> Vec<Placed<'a>> {
    let resolve = |link: BrokenLink<'_>| {
        let (address, title) = definitions.link(&link.reference)?;
        Some((
            CowStr::from(address.to_owned()),
            CowStr::from(title.to_owned()),
        ))
    };
    let parser = Parser::new_with_broken_link_callback(text, dialect.options, Some(resolve));
    parser
        .into_offset_iter()
        // Definition lists have had ranges that cut a character.
        .map(|(event, range)| {
            let start = text.floor_char_boundary(range.start);
            (
                keep(event),
                start..text.ceil_char_boundary(range.end).max(start),
            )
        })
        .collect()
}

/// Puts back what was masked.
fn unmask<'a>(events: Vec<Placed<'a>>, mask: &Mask<'a>) -> Vec<Placed<'a>> {
    let mut unmasked = Vec::with_capacity(events.len() + 2 * mask.pieces.len());
    let mut is_in_code = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_in_code = true,
            Event::End(TagEnd::CodeBlock) => is_in_code = false,
            _ => {}
        }
        if let Event::Start(Tag::Heading { level, .. }) = event {
            let tag = heading(level, mask.attributes(&range));
            unmasked.push((Event::Start(tag), range));
            continue;
        }
        if mask.within(&range).is_empty() {
            unmasked.push((event, range));
            continue;
        }
        let restored = |made: CowStr<'_>| CowStr::from(mask.restore(&made, &range));
        let event = match event {
            Event::Text(text) if !is_in_code => {
                divide(&text, &range, mask, &mut unmasked);
                continue;
            }
            Event::Text(text) => Event::Text(restored(text)),
            Event::Code(text) => Event::Code(restored(text)),
            Event::Html(text) => Event::Html(restored(text)),
            Event::InlineHtml(text) => Event::InlineHtml(restored(text)),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Link {
                link_type,
                dest_url: page_of(&mask.restore_address(&dest_url, &range)),
                title: mask.restore_address(&title, &range).into(),
                id,
            }),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Image {
                link_type,
                dest_url: mask.restore_address(&dest_url, &range).into(),
                title: mask.restore_address(&title, &range).into(),
                id,
            }),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(restored(info))))
            }
            event => event,
        };
        unmasked.push((event, range));
    }
    unmasked
}

fn heading(level: HeadingLevel, attributes: Vec<Attribute>) -> Tag<'static> {
    let mut id = None;
    let mut classes = Vec::new();
    let mut attrs = Vec::new();
    for (name, value) in attributes {
        match &*name {
            "id" => id = Some(CowStr::from(value)),
            "class" => classes.push(CowStr::from(value)),
            _ => attrs.push((CowStr::from(name), Some(CowStr::from(value)))),
        }
    }
    Tag::Heading {
        level,
        id,
        classes,
        attrs,
    }
}

/// A link to `{{< ref "page.md" >}}` is a link to the page.
fn page_of(address: &str) -> CowStr<'static> {
    let page = address.trim();
    let page = super::shortcode::reference(page).filter(|_| begins(page));
    CowStr::from(page.unwrap_or(address).to_owned())
}

/// Adds text that holds masked pieces.
fn divide<'a>(text: &str, range: &Range<usize>, mask: &Mask<'a>, into: &mut Vec<Placed<'a>>) {
    let part = |part: Range<usize>| {
        let inside = part.start.checked_sub(range.start)?..part.end.checked_sub(range.start)?;
        let text = text.get(inside).filter(|text| !text.is_empty())?;
        Some((Event::Text(CowStr::from(text.to_owned())), part))
    };
    let mut from = range.start;
    for piece in mask.within(range) {
        into.extend(part(from..piece.range.start));
        let shown = CowStr::from(mask.shown(piece));
        let event = match piece.kind {
            MaskedKind::Shortcode => Event::InlineHtml(shown),
            // Its quotes are as they are: the text is not that of its range.
            MaskedKind::Comment | MaskedKind::Letters => Event::Text(shown),
            MaskedKind::InlineMath => Event::InlineMath(shown),
            MaskedKind::DisplayMath => Event::DisplayMath(shown),
            MaskedKind::Attributes => Event::Text(CowStr::from("")),
        };
        into.push((event, piece.range.clone()));
        from = piece.range.end;
    }
    into.extend(part(from..range.end));
}

/// Joins text that was read in pieces but is written in one.
fn join<'a>(events: Vec<Placed<'a>>, source: &'a str) -> Vec<Placed<'a>> {
    let mut joined: Vec<Placed<'a>> = Vec::with_capacity(events.len());
    // Of the last one; what was joined is not compared again.
    let mut was_verbatim = false;
    for (event, range) in events {
        let is_verbatim = matches!(&event, Event::Text(text) if is_verbatim(text, &range, source));
        if is_verbatim
            && was_verbatim
            && let Some((Event::Text(last), last_range)) = joined.last_mut()
            && last_range.end == range.start
            && let Some(whole) = source.get(last_range.start..range.end)
        {
            *last = CowStr::from(whole);
            last_range.end = range.end;
        } else {
            joined.push((event, range));
            was_verbatim = is_verbatim;
        }
    }
    joined
}

/// Whether `text` is what stands in `range` of the source.
pub(super) fn is_verbatim(text: &str, range: &Range<usize>, source: &str) -> bool {
    text.len() == range.len() && source.get(range.clone()) == Some(text)
}

/// What is open while events are passed through: text in it is left as it is.
#[derive(Default)]
pub(super) struct Within {
    pub is_code: bool,
    pub links: usize,
    pub is_html: bool,
    /// Whether it is an address that is a link to itself.
    pub is_bare: bool,
}

impl Within {
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.is_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_code = false,
            Event::Start(Tag::HtmlBlock) => self.is_html = true,
            Event::End(TagEnd::HtmlBlock) => self.is_html = false,
            Event::Start(Tag::Link { link_type, .. }) => {
                self.is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.links += 1;
            }
            Event::Start(Tag::Image { .. }) => self.links += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.is_bare = false;
                self.links = self.links.saturating_sub(1);
            }
            _ => {}
        }
    }
}
