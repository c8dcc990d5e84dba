//! The HTML of a body, from the blocks that the preview draws.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd, html};

use super::{
    blocks::{Block, Blocks, Node, Picture, ShortcodeKind, taken},
    shortcode,
};

/// What becomes of HTML in the markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    /// It is left out, as Hugo does unless it is told otherwise.
    Omitted,
    /// It stays as it is written: only for readers who trust the writer.
    Kept,
}

/// The HTML of `blocks`, which were parsed from `text`.
pub fn html(text: &str, blocks: &Blocks, raw: RawHtml) -> String {
    let mut writer = Writer {
        text,
        blocks,
        raw,
        ids: heading_ids(blocks),
        seen: Vec::new(),
        events: Vec::new(),
        paragraph: None,
        depth: 0,
        is_in_item: false,
        is_html: false,
        is_first: true,
    };
    for block in blocks.wholes() {
        let start = writer.events.len();
        writer.block(&block);
        let attributes = blocks.attributes_below(text, &block);
        if !attributes.is_empty() {
            let made = writer.events.split_off(start);
            let mut html = String::new();
            html::push_html(&mut html, made.into_iter());
            writer.push_html(with_attributes(&html, attributes));
        }
    }
    writer.footnotes();
    let mut out = String::with_capacity(text.len() * 5 / 4);
    html::push_html(&mut out, writer.events.into_iter());
    out
}

/// Text as it stands in HTML, in an attribute or between tags.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Puts attributes into the first tag of a block.
fn with_attributes(html: &str, attributes: Vec<(String, String)>) -> String {
    let is_end = |c: char| !c.is_ascii_alphanumeric();
    let name = html.strip_prefix('<').unwrap_or_default();
    let name = name.split(is_end).next().unwrap_or_default();
    // The site colours code, and HTML is the writer's.
    let has_some = matches!(
        name,
        "p" | "ul" | "ol" | "dl" | "blockquote" | "table" | "hr" | "img"
    ) || name.len() == 2 && name.starts_with('h');
    let Some((tag, rest)) = html.split_once('>').filter(|_| has_some) else {
        return html.to_owned();
    };
    let (tag, close) = tag.strip_suffix(" /").map_or((tag, ""), |tag| (tag, " /"));
    let mut made = tag.to_owned();
    for (key, value) in taken(attributes, name) {
        if tag.contains(&*[" ", &key, "=\""].concat()) {
            continue;
        }
        made.push_str(&[" ", &key, "=\"", &escaped(&value), "\""].concat());
    }
    [&made, close, ">", rest].concat()
}

/// Whether a paragraph holds a picture and nothing else.
fn is_one_picture(inside: &[Event<'_>]) -> bool {
    let is_first = matches!(inside.first(), Some(Event::Start(Tag::Image { .. })));
    let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Image));
    // A picture in the alternative text of another has an end of its own.
    let starts = inside
        .iter()
        .filter(|it| matches!(it, Event::Start(Tag::Image { .. })));
    is_first && inside.last().is_some_and(is_end) && starts.count() == 1
}

/// An address in which a percent sign begins two digits, or is one itself: `50%.jpg` is `50%25.jpg`.
fn with_percents(address: &str) -> String {
    let mut out = String::with_capacity(address.len() + 2);
    let mut parts = address.split('%');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        out.push_str(if digits == 2 { "%" } else { "%25" });
        out.push_str(part);
    }
    out
}

/// Where headings stand, and their ids.
fn heading_ids(blocks: &Blocks) -> Vec<(usize, String)> {
    let starts = blocks.headings.iter().map(|heading| heading.at_byte);
    starts.zip(blocks.heading_ids()).collect()
}

struct Writer<'a> {
    text: &'a str,
    blocks: &'a Blocks,
    raw: RawHtml,
    ids: Vec<(usize, String)>,
    /// How often each footnote was referred to, by its number less one.
    seen: Vec<usize>,
    events: Vec<Event<'a>>,
    /// Where the paragraph that is being written starts.
    paragraph: Option<usize>,
    /// In how many tags of that paragraph what comes next stands.
    depth: usize,
    /// What comes next stands in an item of a list with nothing around it.
    is_in_item: bool,
    /// Inside HTML that is left out.
    is_html: bool,
    /// What is written next starts a block that stands in no other.
    is_first: bool,
}

impl<'a> Writer<'a> {
    fn block(&mut self, block: &Block) {
        let mut alerts = Vec::new();
        self.is_first = true;
        for (event, range) in self.blocks.events(self.text, block) {
            let is_first = std::mem::take(&mut self.is_first);
            match event {
                Event::Start(Tag::BlockQuote(kind)) => {
                    alerts.push(kind.is_some());
                    match kind {
                        Some(kind) => self.alert(&format!("{kind:?}")),
                        None => self.push(Event::Start(Tag::BlockQuote(None))),
                    }
                }
                Event::End(TagEnd::BlockQuote(_)) if alerts.pop() == Some(true) => {
                    self.push_html("</blockquote>\n");
                }
                Event::Start(Tag::Paragraph) => self.start_paragraph(),
                Event::End(TagEnd::Paragraph) => self.end_paragraph(),
                Event::DisplayMath(formula) if self.is_between_words() => {
                    self.formula(&formula);
                }
                Event::Start(tag) => {
                    self.is_first = is_first;
                    self.start(tag, block.range.start + range.start);
                    self.is_first = false;
                }
                Event::End(TagEnd::FootnoteDefinition) => {}
                Event::End(TagEnd::HtmlBlock) if self.is_html => self.is_html = false,
                // The indent of HTML that is left out.
                Event::Text(_) if self.is_html => {}
                // Made of signs of the text, `==so==`: no tag stands there.
                Event::InlineHtml(tag) if self.is_made(block.range.start + range.start, &tag) => {
                    self.push_html(tag);
                }
                event => self.inline(event),
            }
        }
    }

    fn is_made(&self, at_byte: usize, tag: &str) -> bool {
        let written = self.text.get(at_byte..).unwrap_or_default();
        tag.starts_with('<') && !written.starts_with('<')
    }

    /// Whether what comes next stands in a paragraph and in nothing else.
    fn is_between_words(&self) -> bool {
        self.paragraph.is_some() && self.depth == 0
    }

    fn push(&mut self, event: Event<'a>) {
        match &event {
            Event::Start(tag) => {
                self.depth += 1;
                self.is_in_item = *tag == Tag::Item;
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.is_in_item = false;
            }
            _ => {}
        }
        self.events.push(event);
    }

    fn start_paragraph(&mut self) {
        self.paragraph = Some(self.events.len());
        self.push(Event::Start(Tag::Paragraph));
        self.depth = 0;
    }

    /// A formula that is a block divides its paragraph.
    fn formula(&mut self, formula: &str) {
        self.end_part();
        self.push_html(untagged(formula));
        self.start_paragraph();
    }

    /// Ends what stands of a paragraph before a formula, or behind the last.
    fn end_part(&mut self) {
        let start = self.paragraph.unwrap_or_default();
        let is_empty = self.events.len() == start + 1;
        if is_empty {
            self.events.truncate(start);
        } else {
            self.push(Event::End(TagEnd::Paragraph));
        }
    }

    /// What stands in running text.
    fn inline(&mut self, event: Event<'a>) {
        match event {
            Event::Html(_) if self.raw == RawHtml::Omitted => {}
            Event::InlineHtml(html) if self.raw == RawHtml::Omitted && html.starts_with("<!--") => {
            }
            Event::InlineHtml(html) if shortcode::begins(&html) => self.shortcode(&html),
            Event::InlineHtml(_) if self.raw == RawHtml::Omitted => self.push_html(OMITTED),
            Event::FootnoteReference(label) => self.reference(&label),
            // A formula stays text: the site may have something that sets it.
            Event::DisplayMath(math) if self.is_in_item => {
                self.push_html(["\n", &untagged(&math)].concat());
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                self.push_html(untagged(&math));
            }
            event => self.push(event),
        }
    }

    /// Starts what stands at `at_byte` of the text.
    fn start(&mut self, tag: Tag<'a>, at_byte: usize) {
        let tag = match tag {
            Tag::Heading {
                level,
                classes,
                attrs,
                ..
            } => Tag::Heading {
                level,
                id: self.id_at(at_byte),
                classes,
                attrs,
            },
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => Tag::Link {
                link_type,
                dest_url: self.allowed(dest_url),
                title,
                id,
            },
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => Tag::Image {
                link_type,
                dest_url: self.allowed(dest_url),
                title,
                id,
            },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let language = info.split([' ', '\t', '{']).next().unwrap_or_default();
                Tag::CodeBlock(CodeBlockKind::Fenced(language.to_owned().into()))
            }
            Tag::HtmlBlock if self.raw == RawHtml::Omitted => {
                self.is_html = true;
                let (before, html) = self.text.split_at_checked(at_byte).unwrap_or_default();
                // Hugo sees none behind an indent.
                let is_indented = self.is_first && before.ends_with([' ', '\t']);
                if is_indented || !html.starts_with("<!--") {
                    self.push_html([OMITTED, "\n"].concat());
                }
                return;
            }
            Tag::FootnoteDefinition(_) => return,
            tag => tag,
        };
        self.push(Event::Start(tag));
    }

    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        self.push(Event::Html(html.into()));
    }

    fn id_at(&self, at_byte: usize) -> Option<CowStr<'a>> {
        let index = self
            .ids
            .binary_search_by_key(&at_byte, |&(at, _)| at)
            .ok()?;
        let (_, id) = self.ids.get(index)?;
        (!id.is_empty()).then(|| CowStr::from(id.clone()))
    }

    fn alert(&mut self, name: &str) {
        let class = name.to_lowercase();
        self.push_html(format!(
            "<blockquote class=\"alert alert-{class}\">\n<p class=\"alert-title\">{name}</p>\n"
        ));
    }

    /// Ends a paragraph; shortcodes that stand alone are in none.
    fn end_paragraph(&mut self) {
        let start = self.paragraph.take().unwrap_or(self.events.len());
        let inside = self.events.get(start + 1..).unwrap_or_default();
        let is_free = self.blocks.dialect().frees_pictures() && is_one_picture(inside);
        let is_alone = |event: &Event<'_>| match event {
            Event::Html(html) => html.contains("class=\"shortcode\"") || html.ends_with('\n'),
            Event::Text(text) => text.trim().is_empty(),
            Event::SoftBreak => true,
            _ => false,
        };
        if inside.iter().any(|event| matches!(event, Event::Html(_))) && inside.iter().all(is_alone)
        {
            self.events.remove(start);
            self.push_html("\n");
        } else if is_free {
            self.events.remove(start);
        } else if inside.is_empty() {
            self.events.truncate(start);
        } else {
            self.push(Event::End(TagEnd::Paragraph));
        }
    }

    /// An address that runs nothing when it is followed.
    fn allowed(&self, address: CowStr<'a>) -> CowStr<'a> {
        let start: String = address.trim_start().chars().take(20).collect();
        let start = start.to_ascii_lowercase();
        let is_one_of = |all: &[&str]| all.iter().any(|one| start.starts_with(one));
        let is_dangerous = is_one_of(&["javascript:", "vbscript:", "file:", "data:"])
            && !is_one_of(&DATA_PICTURES);
        if is_dangerous && self.raw == RawHtml::Omitted {
            CowStr::from("")
        } else if address.contains('%') {
            CowStr::from(with_percents(&address))
        } else {
            address
        }
    }

    /// A shortcode as the preview draws it: what is known of it, else as written, marked.
    fn shortcode(&mut self, source: &str) {
        let html = match Blocks::shortcode(source) {
            Node::Picture(picture) => figure(&picture),
            Node::Code { language, text, .. } => {
                let language = escaped(&language);
                let code = escaped(&text);
                format!("<pre><code class=\"language-{language}\">{code}\n</code></pre>\n")
            }
            Node::Shortcode(shortcode) => {
                let name = match &shortcode.kind {
                    ShortcodeKind::YouTube { .. } => "YouTube",
                    ShortcodeKind::Vimeo { .. } => "Vimeo",
                    _ => "Gist",
                };
                match shortcode.kind.address() {
                    Some(address) => linked(name, &address),
                    None => format!("<code class=\"shortcode\">{}</code>", escaped(source)),
                }
            }
            _ => String::new(),
        };
        self.push_html(html);
    }

    fn reference(&mut self, label: &str) {
        let Some(number) = self.blocks.footnote_number(label) else {
            return;
        };
        if self.seen.len() < number {
            self.seen.resize(number, 0);
        }
        let Some(seen) = self.seen.get_mut(number - 1) else {
            return;
        };
        let id = reference_id(number, *seen);
        *seen += 1;
        self.push_html(format!(
            "<sup id=\"{id}\"><a href=\"#fn:{number}\" class=\"footnote-ref\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    fn footnotes(&mut self) {
        if self.blocks.footnotes.is_empty() {
            return;
        }
        self.push_html("<div class=\"footnotes\" role=\"doc-endnotes\">\n<hr>\n<ol>\n");
        for (index, note) in self.blocks.footnotes.iter().enumerate() {
            let number = index + 1;
            self.push_html(format!("<li id=\"fn:{number}\">\n"));
            let start = self.events.len();
            self.block(note);
            let back: Vec<Event<'_>> = (0..self.seen.get(index).copied().unwrap_or(0))
                .map(|seen| {
                    let id = reference_id(number, seen);
                    Event::Html(CowStr::from(format!("&#160;<a href=\"#{id}\" class=\"footnote-backref\" role=\"doc-backlink\">&#x21a9;&#xfe0e;</a>")))
                })
                .collect();
            let ends_in_paragraph = self.events.len() > start
                && matches!(self.events.last(), Some(Event::End(TagEnd::Paragraph)));
            let at = self.events.len() - usize::from(ends_in_paragraph);
            self.events.splice(at..at, back);
            self.push_html("</li>\n");
        }
        self.push_html("</ol>\n</div>\n");
    }
}

/// A formula as it is written, but for tags.
fn untagged(formula: &str) -> String {
    formula.replace('<', "&lt;").replace('>', "&gt;")
}

/// Addresses that are pictures themselves; nothing in them runs.
const DATA_PICTURES: [&str; 4] = [
    "data:image/png;",
    "data:image/gif;",
    "data:image/jpeg;",
    "data:image/webp;",
];

const OMITTED: &str = "<!-- raw HTML omitted -->";

fn reference_id(number: usize, seen: usize) -> String {
    match seen {
        0 => format!("fnref:{number}"),
        seen => format!("fnref{seen}:{number}"),
    }
}

fn linked(name: &str, address: &str) -> String {
    format!(
        "<a class=\"shortcode\" href=\"{}\">{name}</a>",
        escaped(address)
    )
}

/// A picture with its caption, which is markdown.
pub fn figure(picture: &Picture) -> String {
    let caption = super::blocks::parse(&picture.caption, 0);
    let caption = html(&picture.caption, &caption, RawHtml::Omitted);
    let caption = if caption.is_empty() {
        caption
    } else {
        format!("<figcaption>{caption}</figcaption>")
    };
    format!(
        "<figure><img src=\"{}\" alt=\"{}\">{caption}</figure>\n",
        escaped(&picture.address),
        escaped(&picture.alt)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks::parse;

    /// As Hugo 0.168 answered.
    #[test]
    fn a_percent_sign_in_an_address_is_one() {
        for (source, expected) in [
            ("![x](50%.jpg)", "src=\"50%25.jpg\""),
            ("[x](a%zz)", "href=\"a%25zz\""),
            ("<http://x.org/50%>", "href=\"http://x.org/50%25\""),
            ("http://x.org/a%b", "href=\"http://x.org/a%25b\""),
            ("[y](/a%20b%2)", "href=\"/a%20b%252\""),
            ("[é](/é%é)", "href=\"/%C3%A9%25%C3%A9\""),
        ] {
            let html = html(source, &parse(source, 0), RawHtml::Omitted);
            assert!(html.contains(expected), "{html}");
        }
    }
}
