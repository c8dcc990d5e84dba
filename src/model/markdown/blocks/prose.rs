//! What is taken from the running text of a block: words, headings, references to footnotes.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{
    Dialect, Heading,
    definitions::{Reference, folded},
    heading_id::Slug,
    mask::Mask,
    parse::level_number,
};
use crate::model::markdown::statistics::{Counter, Statistics};

pub(super) struct Prose<'a> {
    mask: &'a Mask<'a>,
    /// Where the source starts in the text.
    start: usize,
    counter: Counter,
    /// The heading that is being read.
    open: Option<Heading>,
    slug: Slug,
    dialect: Dialect,
    /// Inside an address that is a link to itself.
    is_in_address: bool,
    /// Of each link that is open, whether it is one label in brackets.
    bare_links: Vec<bool>,
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
            slug: Slug::of(dialect),
            dialect,
            is_in_address: false,
            bare_links: Vec::new(),
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
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.slug = Slug::of(self.dialect);
                self.open = Some(Heading {
                    at_byte: self.start + range.start,
                    level: level_number(*level),
                    title: String::new(),
                    own_id: id.as_deref().map(str::to_owned),
                    slug: None,
                });
            }
            Event::End(TagEnd::Heading(_)) => {
                let heading = self.open.take().map(|heading| Heading {
                    slug: self.slug.finish(),
                    ..heading
                });
                self.taken.headings.extend(heading);
            }
            Event::FootnoteReference(label) => {
                self.slug.pass();
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
            event => self.counter.take(event),
        }
    }

    fn take_title(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(heading) = &mut self.open else {
            return;
        };
        match event {
            Event::Text(text) => {
                let shown = self.mask.restore(text, range);
                heading.title.push_str(&shown);
                if self.is_in_address {
                    self.slug.pass();
                } else {
                    self.slug.push_text(&shown);
                }
            }
            Event::Code(text) => {
                let shown = self.mask.restore(text, range);
                heading.title.push_str(&shown);
                self.slug.push_code(&shown);
            }
            Event::SoftBreak | Event::HardBreak => {
                heading.title.push(' ');
                self.slug.break_line();
            }
            Event::Start(Tag::Link { link_type, .. }) => {
                // It may be no link: `[Opinion] The ferry`.
                let is_bare = matches!(link_type, LinkType::Shortcut | LinkType::ShortcutUnknown);
                self.is_in_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.bare_links.push(is_bare);
                heading.title.push_str(if is_bare { "[" } else { "" });
            }
            Event::End(TagEnd::Link) => {
                let is_bare = self.bare_links.pop().unwrap_or_default();
                self.is_in_address = false;
                heading.title.push_str(if is_bare { "]" } else { "" });
            }
            _ => self.slug.pass(),
        }
    }
}
