//! What is taken from the running text of a block: words, headings, references to footnotes.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{
    Dialect, Heading,
    definitions::{Reference, folded},
    events::Placed,
    heading_id,
    mask::Mask,
    parse::level_number,
    tasks,
};
use crate::model::markdown::statistics::{Counter, Statistics};

pub(super) struct Prose<'a> {
    mask: &'a Mask<'a>,
    /// Where the source starts in the text.
    start: usize,
    counter: Counter,
    /// The heading that is being read.
    open: Option<Heading>,
    /// What stands in it, with places counted from its start.
    inside: Vec<Placed<'a>>,
    /// Where it is in the source.
    place: Range<usize>,
    dialect: Dialect,
    /// Of each link that is open, whether it is one label in brackets.
    bare_links: Vec<bool>,
    /// The next text starts an item of a list.
    is_item_start: bool,
    taken: Taken,
}

#[derive(Default)]
pub(super) struct Taken {
    pub statistics: Statistics,
    /// Of the parts before the last one.
    pub of_parts: Vec<Statistics>,
    pub headings: Vec<Heading>,
    pub references: Vec<Reference>,
}

impl<'a> Prose<'a> {
    pub(super) fn new(mask: &'a Mask<'a>, start: usize, dialect: Dialect) -> Self {
        Self {
            mask,
            start,
            counter: Counter::default(),
            open: None,
            inside: Vec::new(),
            place: 0..0,
            dialect,
            bare_links: Vec::new(),
            is_item_start: false,
            taken: Taken::default(),
        }
    }

    /// What was taken since the last time.
    pub(super) fn finish(&mut self) -> Taken {
        self.taken.statistics = self.counter.finish();
        std::mem::take(&mut self.taken)
    }

    /// A part of the block starts here.
    pub(super) fn start_part(&mut self) {
        let statistics = self.counter.finish();
        self.taken.of_parts.push(statistics);
    }

    pub(super) fn take(&mut self, event: &Event<'_>, range: &Range<usize>) {
        self.count(event, range);
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let attributes = self.mask.attributes(range);
                let mut ids = attributes.into_iter().filter(|(name, _)| name == "id");
                self.inside.clear();
                self.place = range.clone();
                self.open = Some(Heading {
                    at_byte: self.start + range.start,
                    level: level_number(*level),
                    title: String::new(),
                    own_id: ids.next().map(|(_, id)| id),
                    slug: None,
                });
            }
            Event::End(TagEnd::Heading(_)) => {
                let inside = std::mem::take(&mut self.inside);
                let source = self.mask.source().get(self.place.clone());
                let source = source.unwrap_or_default();
                let heading = self.open.take().map(|heading| Heading {
                    slug: heading_id::slug(inside, source, &self.dialect),
                    ..heading
                });
                self.taken.headings.extend(heading);
            }
            Event::FootnoteReference(label) => {
                self.taken.references.push(Reference {
                    at_byte: self.start + range.start,
                    label: folded(label),
                });
            }
            _ if self.open.is_some() => self.take_title(event, range),
            _ => {}
        }
    }

    /// Counts an event; a shortcode in it is no prose.
    fn count(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(text) if !self.mask.within(range).is_empty() => {
                let prose = self.mask.without_shortcodes(text, range);
                self.counter.take(&Event::Text(CowStr::from(prose)));
            }
            Event::Text(text) if self.is_item_start && self.dialect.has_tasks => {
                let prose = tasks::without_box(text).to_owned();
                self.counter.take(&Event::Text(CowStr::from(prose)));
            }
            event => self.counter.take(event),
        }
        self.is_item_start = match event {
            Event::Start(Tag::Item) => true,
            Event::Start(Tag::Paragraph) => self.is_item_start,
            _ => false,
        };
    }

    fn take_title(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(heading) = &mut self.open else {
            return;
        };
        let restored = |text: &str| CowStr::from(self.mask.restore(text, range));
        let event = match event {
            Event::Text(text) => Event::Text(restored(text)),
            Event::Code(text) => Event::Code(restored(text)),
            event => event.clone().into_static(),
        };
        match &event {
            Event::Text(text) | Event::Code(text) => heading.title.push_str(text),
            Event::SoftBreak | Event::HardBreak => heading.title.push(' '),
            Event::Start(Tag::Link { link_type, .. }) => {
                // It may be no link: `[Opinion] The ferry`.
                let is_bare = matches!(link_type, LinkType::Shortcut | LinkType::ShortcutUnknown);
                self.bare_links.push(is_bare);
                heading.title.push_str(if is_bare { "[" } else { "" });
            }
            Event::End(TagEnd::Link) => {
                let is_bare = self.bare_links.pop().unwrap_or_default();
                heading.title.push_str(if is_bare { "]" } else { "" });
            }
            _ => {}
        }
        let start = self.place.start;
        let placed = |range: &Range<usize>| {
            range.start.saturating_sub(start)..range.end.saturating_sub(start)
        };
        // A formula is nothing of the heading's id.
        let between = self.mask.between_formulas(range);
        match between.filter(|_| matches!(event, Event::Text(_))) {
            None => self.inside.push((event, placed(range))),
            Some(between) => {
                let parts = between.iter().filter(|part| !part.is_empty());
                self.inside.extend(parts.filter_map(|part| {
                    let written = self.mask.source().get(part.clone())?;
                    Some((Event::Text(CowStr::from(written)), placed(part)))
                }));
            }
        }
    }
}
