//! Tick boxes as goldmark finds them: `[ ]` at the start of an item is one whatever follows, the
//! brackets of a link as well.

use std::{iter::Peekable, ops::Range, vec::IntoIter};

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::events::Placed;

/// `text`, which starts an item, without the box.
pub(super) fn without_box(text: &str) -> &str {
    text.get(box_at(text, 0).map_or(0, |_| 3)..)
        .unwrap_or_default()
}

pub(super) fn find<'a>(events: Vec<Placed<'a>>, source: &'a str) -> Vec<Placed<'a>> {
    let may_be = |mark: &str| source.contains(mark);
    if !["[ ]", "[x]", "[X]"].into_iter().any(may_be) {
        return events;
    }
    let mut found = Vec::with_capacity(events.len() + 4);
    let mut events = events.into_iter().peekable();
    let mut is_start = false;
    while let Some((event, range)) = events.next() {
        let is_item = matches!(event, Event::Start(Tag::Item));
        let is_first = is_start && !matches!(event, Event::Start(Tag::Paragraph));
        let is_link = matches!(event, Event::Start(Tag::Link { .. }));
        if is_first
            && (is_link || matches!(event, Event::Text(_)))
            && let Some(is_ticked) = box_at(source, range.start)
        {
            if is_link {
                skip_link(&mut events);
            }
            found.push((
                Event::TaskListMarker(is_ticked),
                range.start..range.start + 3,
            ));
            let rest = range.start + 3..range.end;
            push(rest, source, &mut events, &mut found);
            is_start = false;
            continue;
        }
        is_start = is_item || is_start && !is_first;
        found.push((event, range));
    }
    found
}

fn box_at(source: &str, at: usize) -> Option<bool> {
    let text = source.get(at..)?;
    if text.starts_with("[ ]") {
        Some(false)
    } else {
        (text.starts_with("[x]") || text.starts_with("[X]")).then_some(true)
    }
}

fn skip_link(events: &mut Peekable<IntoIter<Placed<'_>>>) {
    let mut depth = 0_usize;
    for (event, _) in events.by_ref() {
        match event {
            Event::Start(Tag::Link { .. }) => depth += 1,
            Event::End(TagEnd::Link) if depth == 0 => return,
            Event::End(TagEnd::Link) => depth -= 1,
            _ => {}
        }
    }
}

/// Adds the text behind a box, less the white space between them.
fn push<'a>(
    rest: Range<usize>,
    source: &'a str,
    events: &mut Peekable<IntoIter<Placed<'a>>>,
    into: &mut Vec<Placed<'a>>,
) {
    let text = source.get(rest.clone()).unwrap_or_default();
    let kept = text.trim_start_matches([' ', '\t', '\x0c']);
    if kept.is_empty() {
        events.next_if(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
    } else {
        let start = rest.end - kept.len();
        into.push((Event::Text(CowStr::from(kept)), start..rest.end));
    }
}
