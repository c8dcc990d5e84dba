//! Reads the running text of blocks.

use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, Event, Tag, TagEnd};

use super::{
    content::{Node, Picture, Reader, is_block},
    inline::{Open, RunKind, Text},
    shortcode,
};

impl<'a, F: BrokenLinkCallback<'a>> Reader<'a, F> {
    /// Reads inline events up to a block's start or end. A picture divides the text; shortcodes
    /// that stand alone are nodes of their own.
    pub(super) fn running_text(&mut self, into: &mut Vec<Node>, wrap: impl Fn(Text) -> Node) {
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
            if let Event::Start(Tag::Image {
                dest_url, title, ..
            }) = event
            {
                let picture = Picture {
                    address: dest_url.into_string(),
                    alt: self.picture_alt(),
                    caption: title.into_string(),
                    at_byte: self.in_source(&range).start,
                };
                let link = open.close_link(&mut text.links);
                flush(&mut text, into, &wrap);
                open.reopen_link(link, &mut text.links);
                into.push(Node::Picture(picture));
            } else if !open.take(&event, &mut text.links) {
                self.inline_event(&event, &range, &open, &mut text);
            }
        }
        flush(&mut text, into, &wrap);
    }

    fn inline_event(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        open: &Open,
        text: &mut Text,
    ) {
        let at = self.in_source(range);
        match event {
            Event::Text(letters) => self.push_letters(letters, &at, open, text),
            Event::Code(code) => text.push(code, at.start + 1, open.style(RunKind::Code)),
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                text.push(math, at.start, open.style(RunKind::Code));
            }
            Event::TaskListMarker(checked) => self.checked = Some((*checked, at.start)),
            _ if self.shortcode_at(at.start).is_some() => {
                self.push_letters("", &at, open, text);
            }
            Event::SoftBreak => text.push(" ", at.start, open.style(RunKind::Letters)),
            Event::HardBreak => text.push("\n", at.start, open.style(RunKind::Letters)),
            Event::InlineHtml(html) if is_break(html) => {
                text.push("\n", at.start, open.style(RunKind::Letters));
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::InlineHtml(html) => text.push(html, at.start, open.style(RunKind::Html)),
            Event::FootnoteReference(label) => {
                let number = self.definitions.footnote_number(label).unwrap_or(0);
                let style = open.style(RunKind::Footnote);
                text.push(&number.to_string(), at.start, style);
            }
            _ => {}
        }
    }

    /// The shortcode that byte `at` of the source is in.
    fn shortcode_at(&self, at: usize) -> Option<Range<usize>> {
        let index = self.shortcodes.partition_point(|code| code.end <= at);
        self.shortcodes
            .get(index)
            .filter(|code| code.start <= at)
            .cloned()
    }

    /// Adds letters whose source is `at`; a shortcode in it is added as written, once.
    fn push_letters(&self, letters: &str, at: &Range<usize>, open: &Open, text: &mut Text) {
        let style = open.style(RunKind::Letters);
        let first = self.shortcodes.partition_point(|code| code.end <= at.start);
        let touched = self
            .shortcodes
            .iter()
            .skip(first)
            .take_while(|code| code.start < at.end);
        let is_verbatim = letters.len() == at.len();
        let mut from = at.start;
        for code in touched {
            let before = (from..code.start).len();
            if is_verbatim && before > 0 {
                let cut = from - at.start..from - at.start + before;
                text.push(letters.get(cut).unwrap_or_default(), from, style);
            }
            let is_new = text.runs.last().is_none_or(|run| {
                run.style.kind != RunKind::Shortcode || run.at_byte != code.start
            });
            if is_new {
                let source = self.source.get(code.clone()).unwrap_or_default();
                text.push(source, code.start, open.style(RunKind::Shortcode));
            }
            from = code.end.min(at.end).max(from);
        }
        if from == at.start {
            text.push(letters, at.start, style);
        } else if is_verbatim && let Some(rest) = letters.get(from - at.start..) {
            text.push(rest, from, style);
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

/// Moves the text read so far into `into`.
fn flush(text: &mut Text, into: &mut Vec<Node>, wrap: impl Fn(Text) -> Node) {
    let mut text = std::mem::take(text);
    if text.is_blank() {
        return;
    }
    let only_shortcodes = text.runs.iter().all(|run| {
        run.style.kind == RunKind::Shortcode
            || text
                .text
                .get(run.range.clone())
                .is_some_and(|letters| letters.trim().is_empty())
    });
    if !only_shortcodes {
        trim(&mut text);
        text.link_addresses();
        into.push(wrap(text));
        return;
    }
    for run in &text.runs {
        if run.style.kind != RunKind::Shortcode {
            continue;
        }
        let source = text.text.get(run.range.clone()).unwrap_or_default();
        into.push(shortcode_node(source, run.at_byte));
    }
}

/// Takes the white space off both ends, where a picture was cut out.
fn trim(text: &mut Text) {
    let end = text.text.trim_end().len();
    let start = text.text.len() - text.text.trim_start().len();
    if start >= end || (start == 0 && end == text.text.len()) {
        return;
    }
    text.text.truncate(end);
    text.text.drain(..start);
    text.runs.retain_mut(|run| {
        let kept = run.range.start.max(start)..run.range.end.min(end);
        if kept.start >= kept.end {
            return false;
        }
        run.at_byte += kept.start - run.range.start;
        run.range = kept.start - start..kept.end - start;
        true
    });
}

fn shortcode_node(source: &str, at_byte: usize) -> Node {
    let inner = shortcode::inner(source);
    let attribute = |key| {
        shortcode::attribute(source, key)
            .unwrap_or_default()
            .to_owned()
    };
    match attribute("src") {
        address if inner.starts_with("figure ") && !address.is_empty() => Node::Picture(Picture {
            address,
            alt: attribute("alt"),
            caption: attribute("caption"),
            at_byte,
        }),
        _ => Node::Shortcode(inner.to_owned()),
    }
}

fn is_break(html: &str) -> bool {
    matches!(
        html.to_ascii_lowercase().as_str(),
        "<br>" | "<br/>" | "<br />"
    )
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
