//! Running text: letters, and runs of equal style.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Blocks, Definition, Node, Picture, Placed, html};

/// Running text without markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    /// Cover `text` without gaps.
    pub runs: Vec<Run>,
    /// Addresses of the links that runs are part of.
    pub links: Vec<String>,
    /// The pictures that stand in it, each as one [`PICTURE`].
    pub pictures: Vec<Picture>,
}

/// The letter that stands for a picture in a text.
pub const PICTURE: char = '\u{fffc}';

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
    /// One that the site has not.
    UnknownShortcode,
    /// A formula, as written.
    Math,
    /// The picture of this index in [`Text::pictures`].
    Picture(usize),
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
    /// `u`, `ins`
    Underlined,
    /// `small`
    Small,
}

/// Markdown that stands in one line, such as a caption, without its blocks; of pictures their
/// alternative text.
pub fn inline(markdown: &str) -> Text {
    let blocks: Blocks = super::parse(markdown, 0);
    let mut whole = Text::default();
    for block in blocks.in_reading_order() {
        for node in blocks.content(markdown, block) {
            whole.append(node_text(node.node), block.range.start);
        }
    }
    whole.with_words_for(|_, picture| Some((picture.alt.clone(), RunKind::Letters)))
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
                    Definition::Meaning { nodes, .. } => joined(nodes),
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
        Node::Rule | Node::Rest { .. } => Text::default(),
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

    pub(super) fn push_picture(&mut self, picture: Picture, source: &Range<usize>, open: &Open) {
        let style = open.style(RunKind::Picture(self.pictures.len()));
        self.pictures.push(picture);
        self.push(PICTURE.encode_utf8(&mut [0; 4]), source, style);
    }

    /// The picture and its source, if there is nothing else but blanks, and it leads nowhere.
    pub(super) fn only_picture(&self) -> Option<(Range<usize>, &Picture)> {
        let picture = self.pictures.first()?;
        let mut runs = self.runs.iter().filter(|run| {
            let letters = self.text.get(run.range.clone()).unwrap_or_default();
            !letters.trim().is_empty()
        });
        let run = runs.next()?;
        let is_alone = runs.next().is_none() && run.style.link.is_none();
        let is_picture = matches!(run.style.kind, RunKind::Picture(_));
        (is_alone && is_picture).then_some((run.at_byte..run.end_byte, picture))
    }

    /// The same with words in the place of pictures, where there are any for them.
    #[must_use]
    pub fn with_words_for(
        mut self,
        words_for: impl Fn(usize, &Picture) -> Option<(String, RunKind)>,
    ) -> Self {
        let runs = std::mem::take(&mut self.runs);
        let text = std::mem::take(&mut self.text);
        for run in runs {
            let source = run.at_byte..run.end_byte;
            let words = match run.style.kind {
                RunKind::Picture(index) => {
                    let picture = self.pictures.get(index);
                    picture.and_then(|picture| words_for(index, picture))
                }
                _ => None,
            };
            if let Some((words, kind)) = words {
                self.push(&words, &source, Style { kind, ..run.style });
            } else {
                let letters = text.get(run.range).unwrap_or_default();
                self.push(letters, &source, run.style);
            }
        }
        self
    }

    /// Takes the white space off both ends, where something was left out. That of code stays.
    pub(super) fn trim(&mut self) {
        let start = self.len_of_blank(self.runs.iter(), str::trim_start);
        let end = self.text.len() - self.len_of_blank(self.runs.iter().rev(), str::trim_end);
        if start >= end || (start == 0 && end == self.text.len()) {
            return;
        }
        self.text.truncate(end);
        self.text.drain(..start);
        self.runs.retain_mut(|run| {
            let kept = run.range.start.max(start)..run.range.end.min(end);
            if kept.start >= kept.end {
                return false;
            }
            run.at_byte = (run.at_byte + kept.start - run.range.start).min(run.end_byte);
            run.range = kept.start - start..kept.end - start;
            true
        });
    }

    /// How many bytes of letters `trim` takes off runs, up to one that is something else.
    fn len_of_blank<'a>(
        &self,
        runs: impl Iterator<Item = &'a Run>,
        trim: fn(&str) -> &str,
    ) -> usize {
        let mut blank = 0;
        for run in runs {
            let letters = self.text.get(run.range.clone()).unwrap_or_default();
            if run.style.kind != RunKind::Letters {
                break;
            }
            let kept = trim(letters).len();
            blank += letters.len() - kept;
            if kept > 0 {
                break;
            }
        }
        blank
    }

    /// The text of these runs, with no white space at its ends.
    #[must_use]
    pub fn part(&self, runs: Range<usize>) -> Self {
        let kept = self.runs.get(runs).unwrap_or_default();
        let start = kept.first().map_or(0, |run| run.range.start);
        let end = kept.last().map_or(start, |run| run.range.end);
        let moved = |run: &Run| Run {
            range: run.range.start - start..run.range.end - start,
            ..run.clone()
        };
        let mut part = Self {
            text: self.text.get(start..end).unwrap_or_default().to_owned(),
            runs: kept.iter().map(moved).collect(),
            links: self.links.clone(),
            pictures: self.pictures.clone(),
        };
        part.trim();
        part
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
        let first_picture = self.pictures.len();
        self.pictures.extend(other.pictures);
        self.text.push_str(&other.text);
        self.links.extend(other.links);
        self.runs.extend(other.runs.into_iter().map(|run| Run {
            range: run.range.start + start..run.range.end + start,
            at_byte: run.at_byte + shift,
            end_byte: run.end_byte + shift,
            style: Style {
                link: run.style.link.map(|link| link + first_link),
                kind: match run.style.kind {
                    RunKind::Picture(index) => RunKind::Picture(index + first_picture),
                    kind => kind,
                },
                ..run.style
            },
        }));
    }
}

/// Tags that are open in as many others make nothing of the letters in them.
const MAX_TAGS: usize = 64;

/// Styles that are open at one place of running text.
#[derive(Default)]
pub(super) struct Open {
    bold: usize,
    italic: usize,
    struck: usize,
    link: Option<usize>,
    tags: Vec<Tagged>,
}

/// What an HTML tag does to the letters in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tagged {
    Bold,
    Italic,
    Struck,
    Code,
    Link,
    Mark(Mark),
}

impl Tagged {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "b" | "strong" => Self::Bold,
            "i" | "em" | "cite" | "dfn" | "var" => Self::Italic,
            "s" | "del" | "strike" => Self::Struck,
            "code" => Self::Code,
            "a" => Self::Link,
            "sub" => Self::Mark(Mark::Below),
            "sup" => Self::Mark(Mark::Above),
            "kbd" => Self::Mark(Mark::Key),
            "mark" => Self::Mark(Mark::Marked),
            "u" | "ins" => Self::Mark(Mark::Underlined),
            "small" => Self::Mark(Mark::Small),
            _ => return None,
        })
    }
}

impl Open {
    pub(super) fn style(&self, kind: RunKind) -> Style {
        let has = |tag| self.tags.contains(&tag);
        let mark = self.tags.iter().rev().find_map(|tag| match tag {
            Tagged::Mark(mark) => Some(*mark),
            _ => None,
        });
        Style {
            is_bold: self.bold > 0 || has(Tagged::Bold),
            is_italic: self.italic > 0 || has(Tagged::Italic),
            is_struck: self.struck > 0 || has(Tagged::Struck),
            kind: if kind == RunKind::Letters && has(Tagged::Code) {
                RunKind::Code
            } else {
                kind
            },
            mark: mark.unwrap_or_default(),
            link: self.link,
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
            Event::Start(Tag::Subscript) => self.open_tag(Tagged::Mark(Mark::Below)),
            Event::End(TagEnd::Subscript) => self.close_tag(Tagged::Mark(Mark::Below)),
            Event::Start(Tag::Superscript) => self.open_tag(Tagged::Mark(Mark::Above)),
            Event::End(TagEnd::Superscript) => self.close_tag(Tagged::Mark(Mark::Above)),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some(links.len());
                links.push(dest_url.to_string());
            }
            Event::End(TagEnd::Link) => self.link = None,
            Event::InlineHtml(html) => return self.take_tag(html, links),
            _ => return false,
        }
        true
    }

    /// Opens or closes what a tag makes of letters. Whether it is such a tag.
    fn take_tag(&mut self, html: &str, links: &mut Vec<String>) -> bool {
        let Some(tag) = html::Tag::of(html) else {
            return false;
        };
        let Some(tagged) = Tagged::of(&tag.name) else {
            return false;
        };
        if tag.is_end {
            self.close_tag(tagged);
            return true;
        }
        if tagged == Tagged::Link {
            let Some(address) = tag.attribute("href") else {
                return false;
            };
            self.link = Some(links.len());
            links.push(address);
        }
        self.open_tag(tagged);
        true
    }

    fn open_tag(&mut self, tagged: Tagged) {
        if self.tags.len() < MAX_TAGS {
            self.tags.push(tagged);
        }
    }

    fn close_tag(&mut self, tagged: Tagged) {
        if let Some(at) = self.tags.iter().rposition(|&open| open == tagged) {
            self.tags.remove(at);
            self.link = self.link.filter(|_| tagged != Tagged::Link);
        }
    }
}
