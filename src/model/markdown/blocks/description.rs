//! Lists of terms and what they mean, as goldmark divides them.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::Placed;

/// Each line above a meaning is a term of its own; a meaning with no blank line above it has no
/// paragraphs.
pub(super) fn set<'a>(events: Vec<Placed<'a>>, source: &str) -> Vec<Placed<'a>> {
    let is_list = |event: &Event<'_>| *event == Event::Start(Tag::DefinitionList);
    if !events.iter().any(|(event, _)| is_list(event)) {
        return events;
    }
    let mut set = Vec::with_capacity(events.len() + 4);
    let mut open: Vec<Inside> = Vec::new();
    for (event, range) in events {
        let inside = open.last().copied().unwrap_or(Inside::Other);
        match &event {
            Event::Start(tag) => {
                open.push(match tag {
                    Tag::DefinitionListTitle => Inside::Term,
                    Tag::DefinitionListDefinition if !is_after_blank_line(source, range.start) => {
                        Inside::Meaning
                    }
                    _ => Inside::Other,
                });
                if inside == Inside::Meaning && *tag == Tag::Paragraph {
                    continue;
                }
            }
            Event::End(tag) => {
                open.pop();
                let inside = open.last().copied().unwrap_or(Inside::Other);
                if inside == Inside::Meaning && *tag == TagEnd::Paragraph {
                    continue;
                }
            }
            Event::SoftBreak | Event::HardBreak if inside == Inside::Term => {
                set.push((Event::End(TagEnd::DefinitionListTitle), range.clone()));
                set.push((Event::Start(Tag::DefinitionListTitle), range));
                continue;
            }
            _ => {}
        }
        set.push((event, range));
    }
    set
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Term,
    /// One that is tight.
    Meaning,
    Other,
}

/// Whether the line above that of `at_byte` is blank.
pub(super) fn is_after_blank_line(source: &str, at_byte: usize) -> bool {
    let mut above = source
        .get(..at_byte)
        .unwrap_or_default()
        .rsplit('\n')
        .skip(1);
    let is_blank = |line: &str| line.trim_start_matches(['>', ' ', '\t']).trim().is_empty();
    above.next().is_some_and(is_blank)
}
