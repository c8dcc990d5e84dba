//! Running text: letters, and runs of equal style.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Blocks, Node};

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
    pub style: Style,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_struck: bool,
    pub kind: RunKind,
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
}

/// Markdown that stands in one line, such as a caption, without its blocks.
pub fn inline(markdown: &str) -> Text {
    let blocks: Blocks = super::parse(markdown, 0);
    let mut whole = Text::default();
    for block in blocks.in_reading_order() {
        for node in blocks.content(markdown, block) {
            whole.append(node_text(node), block.range.start);
        }
    }
    whole
}

fn node_text(node: Node) -> Text {
    match node {
        Node::Paragraph(text) | Node::Heading { text, .. } => text,
        Node::Code { text, .. } | Node::Html(text) | Node::Shortcode(text) => Text::plain(&text, 0),
        Node::Picture(picture) => Text::plain(&picture.alt, 0),
        Node::Quote { nodes, .. } | Node::Footnote { nodes, .. } => joined(nodes),
        Node::List { items, .. } => joined(items.into_iter().flat_map(|item| item.nodes)),
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

fn joined(nodes: impl IntoIterator<Item = Node>) -> Text {
    let mut whole = Text::default();
    for node in nodes {
        whole.append(node_text(node), 0);
    }
    whole
}

impl Text {
    /// Unstyled text that stands at `at_byte` of its block.
    pub fn plain(text: &str, at_byte: usize) -> Self {
        let mut plain = Self::default();
        plain.push(text, at_byte, Style::default());
        plain
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn push(&mut self, letters: &str, at_byte: usize, style: Style) {
        if letters.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text
            .extend(letters.chars().map(|c| if c == '\r' { ' ' } else { c }));
        let range = start..self.text.len();
        self.runs.push(Run {
            range,
            at_byte,
            style,
        });
    }

    /// Adds `other`, whose sources are counted from `shift`, after a space.
    fn append(&mut self, other: Self, shift: usize) {
        if !self.text.is_empty() {
            self.push(" ", shift, Style::default());
        }
        let (start, first_link) = (self.text.len(), self.links.len());
        self.text.push_str(&other.text);
        self.links.extend(other.links);
        self.runs.extend(other.runs.into_iter().map(|run| Run {
            range: run.range.start + start..run.range.end + start,
            at_byte: run.at_byte + shift,
            style: Style {
                link: run.style.link.map(|link| link + first_link),
                ..run.style
            },
        }));
    }

    /// Makes links of the web addresses that stand bare in the text, as Hugo does.
    pub(super) fn link_addresses(&mut self) {
        if !self.text.contains("http") {
            return;
        }
        let addresses = bare_addresses(&self.text);
        if addresses.is_empty() {
            return;
        }
        let mut runs = Vec::with_capacity(self.runs.len() + 2 * addresses.len());
        for run in std::mem::take(&mut self.runs) {
            if run.style.link.is_some() || run.style.kind != RunKind::Letters {
                runs.push(run);
                continue;
            }
            let mut at = run.range.start;
            for address in &addresses {
                let start = address.start.clamp(at, run.range.end);
                let end = address.end.clamp(at, run.range.end);
                if start == end {
                    continue;
                }
                let link = self.links.len();
                self.links
                    .extend(self.text.get(address.clone()).map(str::to_owned));
                push_part(&mut runs, &run, at..start, None);
                push_part(&mut runs, &run, start..end, Some(link));
                at = end;
            }
            let rest = at..run.range.end;
            push_part(&mut runs, &run, rest, None);
        }
        self.runs = runs;
    }
}

/// Adds the part `range` of `run`.
fn push_part(runs: &mut Vec<Run>, run: &Run, range: Range<usize>, link: Option<usize>) {
    if range.is_empty() {
        return;
    }
    runs.push(Run {
        at_byte: run.at_byte + (range.start - run.range.start),
        range,
        style: Style { link, ..run.style },
    });
}

/// The web addresses in `text`, without the punctuation after them.
fn bare_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (start, _) in text.match_indices("http") {
        if start < end {
            continue;
        }
        let Some(rest) = text.get(start..) else {
            continue;
        };
        let inside = text
            .get(..start)
            .is_some_and(|before| before.ends_with(char::is_alphanumeric));
        if inside || !(rest.starts_with("https://") || rest.starts_with("http://")) {
            continue;
        }
        let len = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '”' | '“' | '"'))
            .unwrap_or(rest.len());
        end = start + len;
        let address = rest.get(..len).unwrap_or_default();
        let address = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '’', '\'', '…']);
        let address = match address.strip_suffix(')') {
            Some(shorter) if !address.contains('(') => shorter,
            _ => address,
        };
        if !address.ends_with("//") {
            found.push(start..start + address.len());
        }
    }
    found
}

/// Styles that are open at one place of running text.
#[derive(Default)]
pub(super) struct Open {
    bold: usize,
    italic: usize,
    struck: usize,
    link: Option<usize>,
}

impl Open {
    pub(super) fn style(&self, kind: RunKind) -> Style {
        Style {
            is_bold: self.bold > 0,
            is_italic: self.italic > 0,
            is_struck: self.struck > 0,
            kind,
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
            _ => return false,
        }
        true
    }
}
