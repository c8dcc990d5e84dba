//! What goldmark makes of letters while it reads running text, from left to right: addresses
//! become links, and marks are set.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{
    Dialect,
    content::{is_block, is_inline_end},
    events::{Placed, Within, is_verbatim},
    formula::Short,
    linkify::{self, Address, People},
    paired::Signs,
    typographer::Typographer,
};

pub(super) fn set<'a>(
    events: Vec<Placed<'a>>,
    source: &'a str,
    dialect: &Dialect,
) -> Vec<Placed<'a>> {
    let has_addresses = dialect.has_bare_addresses && linkify::may_hold(source);
    let has_marks = dialect.sets_punctuation && source.contains(['"', '\'', '-', '.', '<', '>']);
    let has_emoji = dialect.has_emoji && source.contains(':');
    if !has_addresses && !has_marks && !has_emoji {
        return events;
    }
    let ends = ends(&events);
    let mut ends = ends.iter();
    let mut reader = Reader {
        source,
        typographer: has_marks.then(|| Typographer::new(source, &dialect.marks)),
        people: has_addresses.then(People::default),
        has_emoji,
        web_scheme: dialect.web_prefix,
        signs: dialect.signs,
        is_in_link: false,
        open_brackets: 0,
        done: 0,
        events: Vec::with_capacity(events.len() + 16),
    };
    let mut within = Within::default();
    let mut place = Place::Edge;
    let reaches = reaches(&events);
    for ((event, range), reach) in events.into_iter().zip(reaches) {
        within.take(&event);
        if is_edge(&event) {
            place = Place::Edge;
            reader.events.push((event, range));
            continue;
        }
        if place == Place::Edge {
            let end = ends.next().copied().unwrap_or(range.end);
            reader.start(range.start..end);
        }
        let is_text = matches!(event, Event::Text(_));
        match &event {
            Event::Text(_) if range.end <= reader.done => {}
            Event::Text(text)
                if !within.is_code
                    && !within.is_html
                    && !within.is_bare
                    && is_verbatim(text, &range, source) =>
            {
                let start = range.start.max(reader.done);
                let is_head = place != Place::Letters || start > range.start;
                reader.is_in_link = within.links > 0;
                reader.text(&(start..range.end), is_head, reach);
            }
            _ => reader.events.push((event, range)),
        }
        place = if is_text {
            Place::Letters
        } else {
            Place::Markup
        };
    }
    reader.events
}

/// Behind what a letter stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The start of the running text.
    Edge,
    Letters,
    Markup,
}

/// Whether running text ends there.
pub(super) fn is_edge(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_block(tag),
        Event::End(tag) => !is_inline_end(*tag),
        _ => false,
    }
}

/// Where each piece of running text ends.
fn ends(events: &[Placed<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut is_running = false;
    for (event, range) in events {
        if is_edge(event) {
            is_running = false;
        } else if let Some(end) = ends.last_mut().filter(|_| is_running) {
            *end = range.end.max(*end);
        } else {
            ends.push(range.end);
            is_running = true;
        }
    }
    ends
}

/// Of each event, where the letters end that it is one of.
fn reaches(events: &[Placed<'_>]) -> Vec<usize> {
    let mut reaches = vec![0; events.len()];
    let mut next: Option<Range<usize>> = None;
    for (reach, (event, range)) in reaches.iter_mut().zip(events).rev() {
        *reach = range.end;
        if !matches!(event, Event::Text(_)) {
            next = None;
            continue;
        }
        match &mut next {
            Some(next) if next.start == range.end => next.start = range.start,
            _ => next = Some(range.clone()),
        }
        *reach = next.as_ref().map_or(range.end, |next| next.end);
    }
    reaches
}

struct Reader<'a, 'm> {
    source: &'a str,
    typographer: Option<Typographer<'m>>,
    people: Option<People>,
    has_emoji: bool,
    web_scheme: Short,
    signs: Signs,
    is_in_link: bool,
    /// Brackets that may become a link, in which no address does.
    open_brackets: usize,
    /// What is before this has been added.
    done: usize,
    events: Vec<Placed<'a>>,
}

impl Reader<'_, '_> {
    fn start(&mut self, run: Range<usize>) {
        self.open_brackets = 0;
        if let Some(typographer) = &mut self.typographer {
            typographer.start(run);
        }
    }

    /// Adds the text in `range`. `is_head`: it is the first of a line, or behind markup. An
    /// address in it may go on up to `reach`.
    fn text(&mut self, range: &Range<usize>, is_head: bool, reach: usize) {
        let bytes = self.source.as_bytes();
        let byte_at = |at: usize| bytes.get(at).copied().unwrap_or_default();
        let (mut from, mut at) = (range.start, range.start);
        // What has a backslash before it is as it is.
        if at > self.done && byte_at(at - 1) == b'\\' && byte_at(at).is_ascii_punctuation() {
            at += 1;
        }
        let escaped_until = at;
        let mut head = is_head.then_some(range.start);
        while at < range.end {
            let before = at.checked_sub(1).map_or(b' ', byte_at);
            let may_start =
                head == Some(at) || at > escaped_until && linkify::may_stand_before(before);
            if may_start && let Some(address) = self.address_at(at..reach) {
                self.push(from..at);
                self.push_link(at, &address);
                at += address.len;
            } else if let Some((len, set)) = self.set_at(at, range.end) {
                self.push(from..at);
                if !set.is_empty() {
                    let text = Event::Text(CowStr::from(set));
                    self.events.push((text, at..at + len));
                }
                at += len;
            } else {
                match byte_at(at) {
                    b'[' => self.open_brackets += 1,
                    b']' => self.open_brackets = self.open_brackets.saturating_sub(1),
                    // Those without an end are read as a whole.
                    b'`' if byte_at(at + 1) != b'`' => head = Some(at + 1),
                    // Behind a sign that may open or close.
                    sign if self.signs.has(sign) && before != sign => {
                        let run = self.source.get(at..range.end).unwrap_or_default();
                        let len = run.bytes().take_while(|&byte| byte == sign).count();
                        head = self.signs.is_one(sign, len).then_some(at + len).or(head);
                    }
                    _ => {}
                }
                at += 1;
                continue;
            }
            from = at;
            head = Some(at);
        }
        self.push(from..range.end);
        self.done = at;
    }

    fn address_at(&mut self, part: Range<usize>) -> Option<Address> {
        if self.is_in_link || self.open_brackets > 0 {
            return None;
        }
        linkify::address_at(self.source, part, self.people.as_mut()?)
    }

    /// What is set for the letters at `at`, and how many bytes they are.
    fn set_at(&mut self, at: usize, end: usize) -> Option<(usize, String)> {
        if self.has_emoji && self.source.as_bytes().get(at) == Some(&b':') {
            return emoji(self.source.get(at..end)?);
        }
        self.typographer.as_mut()?.mark_at(at, end)
    }

    fn push(&mut self, range: Range<usize>) {
        let written = self.source.get(range.clone()).unwrap_or_default();
        if !written.is_empty() {
            self.events
                .push((Event::Text(CowStr::from(written)), range));
        }
    }

    fn push_link(&mut self, at: usize, address: &Address) {
        let place = at..at + address.len;
        let written = self.source.get(place.clone()).unwrap_or_default();
        let target = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: CowStr::from(address.target(written, &self.web_scheme)),
            title: CowStr::from(""),
            id: CowStr::from(""),
        };
        self.events.push((Event::Start(target), place.clone()));
        self.push(place.clone());
        self.events.push((Event::End(TagEnd::Link), place));
    }
}

/// The emoji whose name stands at the start of `text`, and the length of what is written.
fn emoji(text: &str) -> Option<(usize, String)> {
    let inside = text.strip_prefix(':')?;
    let (name, _) = inside.split_once(':')?;
    let emoji = emojis::get_by_shortcode(name)?;
    Some((name.len() + 2, emoji.as_str().to_owned()))
}
