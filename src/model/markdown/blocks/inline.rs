//! Running text: letters, and runs of equal style.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Blocks, Definition, Node, Placed, html};

/// Running text without markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    /// Cover `text` without gaps.
    pub runs: Vec<Run>,
    /// Addresses of the links that runs are part of.
    pub links: Vec<String>,
}

/// Letters of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// In bytes of [`Text::text`].
    pub range: Range<usize>,
    /// Where its first letter is in the source of the block, in bytes.
    pub at_byte: usize,
    /// Where its source ends.
    pub end_byte: usize,
    pub style: Style,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_struck: bool,
    pub kind: RunKind,
    pub mark: Mark,
    /// Index in [`Text::links`].
    pub link: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RunKind {
    #[default]
    Letters,
    Code,
    /// The number of a footnote, raised.
    Footnote,
    /// A tag as written; readers do not see it.
    Html,
    /// A shortcode as written; the site makes something of it.
    Shortcode,
    /// A formula, as written.
    Math,
}

/// What an HTML tag makes of the letters in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mark {
    #[default]
    None,
    /// `sub`
    Below,
    /// `sup`
    Above,
    /// `kbd`
    Key,
    /// `mark`
    Marked,
}

/// Markdown that stands in one line, such as a caption, without its blocks.
pub fn inline(markdown: &str) -> Text {
    let blocks: Blocks = super::parse(markdown, 0);
    let mut whole = Text::default();
    for block in blocks.in_reading_order() {
        for node in blocks.content(markdown, block) {
            whole.append(node_text(node.node), block.range.start);
        }
    }
    whole
}

fn node_text(node: Node) -> Text {
    match node {
        Node::Paragraph(text) | Node::Heading { text, .. } => text,
        Node::Code { text, .. } | Node::Html(text) => Text::plain(&text, 0),
        Node::Details { summary, .. } => Text::plain(&summary, 0),
        Node::Shortcode(shortcode) => Text::plain(&shortcode.source, 0),
        Node::Picture(picture) => Text::plain(&picture.alt, 0),
        Node::Quote { nodes, .. } | Node::Footnote { nodes, .. } => joined(nodes),
        Node::List { items, .. } => joined(items.into_iter().flat_map(|item| item.nodes)),
        Node::Definitions(definitions) => {
            let mut whole = Text::default();
            for definition in definitions {
                let text = match definition {
                    Definition::Term(text) => text,
                    Definition::Meaning(nodes) => joined(nodes),
                };
                whole.append(text, 0);
            }
            whole
        }
        Node::Table { rows, .. } => {
            let mut whole = Text::default();
            for cell in rows.into_iter().flatten() {
                whole.append(cell, 0);
            }
            whole
        }
        Node::Rule => Text::default(),
    }
}

fn joined(nodes: impl IntoIterator<Item = Placed>) -> Text {
    let mut whole = Text::default();
    for node in nodes {
        whole.append(node_text(node.node), 0);
    }
    whole
}

impl Text {
    /// Unstyled text that stands at `at_byte` of its block.
    pub fn plain(text: &str, at_byte: usize) -> Self {
        let mut plain = Self::default();
        let source = at_byte..at_byte + text.len();
        plain.push(text, &source, Style::default());
        plain
    }

    /// Words that lead to `address`, from `at_byte` of their block.
    pub fn link(words: &str, address: &str, at_byte: usize) -> Self {
        let mut link = Self {
            links: vec![address.to_owned()],
            ..Self::default()
        };
        let style = Style {
            link: Some(0),
            ..Style::default()
        };
        link.push(words, &(at_byte..at_byte), style);
        link
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn push(&mut self, letters: &str, source: &Range<usize>, style: Style) {
        if letters.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text
            .extend(letters.chars().map(|c| if c == '\r' { ' ' } else { c }));
        let range = start..self.text.len();
        self.runs.push(Run {
            range,
            at_byte: source.start,
            end_byte: source.end,
            style,
        });
    }

    /// Adds `other`, whose sources are counted from `shift`, after a space.
    fn append(&mut self, other: Self, shift: usize) {
        if !self.text.is_empty() {
            self.push(" ", &(shift..shift), Style::default());
        }
        let (start, first_link) = (self.text.len(), self.links.len());
        self.text.push_str(&other.text);
        self.links.extend(other.links);
        self.runs.extend(other.runs.into_iter().map(|run| Run {
            range: run.range.start + start..run.range.end + start,
            at_byte: run.at_byte + shift,
            end_byte: run.end_byte + shift,
            style: Style {
                link: run.style.link.map(|link| link + first_link),
                ..run.style
            },
        }));
    }
}

/// Styles that are open at one place of running text.
#[derive(Default)]
pub(super) struct Open {
    bold: usize,
    italic: usize,
    struck: usize,
    link: Option<usize>,
    marks: Vec<Mark>,
}

impl Open {
    pub(super) fn style(&self, kind: RunKind) -> Style {
        Style {
            is_bold: self.bold > 0,
            is_italic: self.italic > 0,
            is_struck: self.struck > 0,
            kind,
            mark: self.marks.last().copied().unwrap_or_default(),
            link: self.link,
        }
    }

    /// Ends the open link in a text that is divided. Returns its address.
    pub(super) fn close_link(&mut self, links: &mut [String]) -> Option<String> {
        links.get(self.link.take()?).cloned()
    }

    /// Goes on with a link in the next part of a divided text.
    pub(super) fn reopen_link(&mut self, address: Option<String>, links: &mut Vec<String>) {
        if let Some(address) = address {
            self.link = Some(links.len());
            links.push(address);
        }
    }

    /// Opens or closes a style. Whether `event` did.
    pub(super) fn take(&mut self, event: &Event<'_>, links: &mut Vec<String>) -> bool {
        match event {
            Event::Start(Tag::Strong) => self.bold += 1,
            Event::End(TagEnd::Strong) => self.bold = self.bold.saturating_sub(1),
            Event::Start(Tag::Emphasis) => self.italic += 1,
            Event::End(TagEnd::Emphasis) => self.italic = self.italic.saturating_sub(1),
            Event::Start(Tag::Strikethrough) => self.struck += 1,
            Event::End(TagEnd::Strikethrough) => self.struck = self.struck.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some(links.len());
                links.push(dest_url.to_string());
            }
            Event::End(TagEnd::Link) => self.link = None,
            Event::InlineHtml(html) => return self.take_tag(html),
            _ => return false,
        }
        true
    }

    /// Opens or closes what a tag makes of letters. Whether it is such a tag.
    fn take_tag(&mut self, html: &str) -> bool {
        let Some(tag) = html::Tag::of(html) else {
            return false;
        };
        let mark = match tag.name.as_str() {
            "sub" => Mark::Below,
            "sup" => Mark::Above,
            "kbd" => Mark::Key,
            "mark" => Mark::Marked,
            _ => return false,
        };
        if !tag.is_end {
            self.marks.push(mark);
        } else if let Some(at) = self.marks.iter().rposition(|&open| open == mark) {
            self.marks.remove(at);
        }
        true
    }
}
