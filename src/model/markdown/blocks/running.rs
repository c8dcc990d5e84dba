//! Reads the running text of blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    super::shortcode::begins,
    content::{Reader, is_block, is_inline_end},
    html,
    inline::{Open, RunKind, Text},
    nodes::{Node, Picture, Placed},
    shortcode,
};

impl Reader<'_> {
    /// Reads inline events up to a block's start or end. A picture or shortcodes that stand alone
    /// are nodes of their own.
    pub(super) fn running_text(&mut self, into: &mut Vec<Placed>, wrap: impl Fn(Text) -> Node) {
        let mut text = Text::default();
        let mut open = Open::default();
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(end) if !is_inline_end(*end) => break,
                Event::Start(tag) if is_block(tag) => break,
                Event::Rule => break,
                _ => {}
            }
            let Some((event, range)) = self.events.next() else {
                break;
            };
            if let Some(picture) = self.picture(&event, &range) {
                text.push_picture(picture, &range, &open);
            } else if !open.take(&event, &mut text.links) {
                self.inline_event(&event, &range, &open, &mut text);
            }
        }
        flush(text, into, &wrap);
    }

    /// The picture that starts with `event`, its end taken.
    fn picture(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<Picture> {
        match event {
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => Some(Picture {
                address: dest_url.to_string(),
                alt: self.picture_alt(),
                title: title.to_string(),
                at_byte: range.start,
                ..Picture::default()
            }),
            Event::InlineHtml(html) => html::picture(html, range.start),
            _ => None,
        }
    }

    fn inline_event(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        open: &Open,
        text: &mut Text,
    ) {
        let letters = open.style(RunKind::Letters);
        match event {
            Event::Text(written) => text.push(written, range, letters),
            Event::Code(code) => {
                // Within the backticks.
                let written = self.source.get(range.clone()).unwrap_or_default();
                let fence = written.len() - written.trim_start_matches('`').len();
                let fence = fence.min(range.len() / 2);
                let inside = range.start + fence..range.end - fence;
                text.push(code, &inside, open.style(RunKind::Code));
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                text.push(math, range, open.style(RunKind::Math));
            }
            Event::TaskListMarker(checked) => self.checked = Some((*checked, range.start)),
            Event::SoftBreak => text.push(" ", range, letters),
            Event::HardBreak => text.push("\n", range, letters),
            Event::InlineHtml(code) if begins(code) => {
                push_shortcode(code, range, open, text);
            }
            Event::InlineHtml(html) if is_break(html) => text.push("\n", range, letters),
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::InlineHtml(html) => text.push(html, range, open.style(RunKind::Html)),
            Event::FootnoteReference(label) => {
                let number = self.definitions.footnote_number(label).unwrap_or(0);
                text.push(&number.to_string(), range, open.style(RunKind::Footnote));
            }
            _ => {}
        }
    }

    /// Takes the events up to the end of a picture; their letters are its alternative text.
    fn picture_alt(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        alt
    }
}

/// Adds a shortcode as written; one that stands for a page is a link to it.
fn push_shortcode(code: &str, range: &Range<usize>, open: &Open, text: &mut Text) {
    let mut style = open.style(RunKind::Shortcode);
    if let Some(page) = shortcode::reference(code).filter(|_| style.link.is_none()) {
        style.link = Some(text.links.len());
        text.links.push(page.to_owned());
    }
    text.push(code, range, style);
}

/// Moves the text into `into`.
fn flush(mut text: Text, into: &mut Vec<Placed>, wrap: impl Fn(Text) -> Node) {
    if text.is_blank() {
        return;
    }
    if let Some((range, picture)) = text.only_picture() {
        let node = Node::Picture(picture.clone());
        into.push(Placed { range, node });
        return;
    }
    let only_shortcodes = text.runs.iter().all(|run| {
        run.style.kind == RunKind::Shortcode && run.style.link.is_none()
            || text
                .text
                .get(run.range.clone())
                .is_some_and(|letters| letters.trim().is_empty())
    });
    if !only_shortcodes {
        text.trim();
        let start = text.runs.first().map_or(0, |run| run.at_byte);
        let end = text.runs.iter().map(|run| run.end_byte).max();
        into.push(Placed {
            range: start..end.unwrap_or(start).max(start),
            node: wrap(text),
        });
        return;
    }
    for run in &text.runs {
        if run.style.kind == RunKind::Shortcode {
            let source = text.text.get(run.range.clone()).unwrap_or_default();
            into.push(Placed {
                range: run.at_byte..run.end_byte,
                node: shortcode::node(source, run.at_byte),
            });
        }
    }
}

fn is_break(html: &str) -> bool {
    matches!(
        html.to_ascii_lowercase().as_str(),
        "<br>" | "<br/>" | "<br />"
    )
}
