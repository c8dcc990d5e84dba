//! The few HTML tags that are drawn as readers see them.

use std::cmp::Ordering;

use super::{
    Fold,
    nodes::{Length, Node, Picture},
};

/// A tag at the start of a text: `<name key="value">` or `</name>`.
pub(super) struct Tag<'a> {
    /// In small letters.
    pub name: String,
    pub is_end: bool,
    attributes: &'a str,
    /// What follows it.
    rest: &'a str,
}

impl<'a> Tag<'a> {
    pub(super) fn of(html: &'a str) -> Option<Self> {
        let inside = html.strip_prefix('<')?;
        let (is_end, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let len = inside
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .unwrap_or(inside.len());
        let (name, inside) = inside.split_at_checked(len)?;
        let end = end_of(inside)?;
        Some(Self {
            name: name.to_ascii_lowercase(),
            is_end,
            attributes: inside.get(..end)?,
            rest: inside.get(end + 1..)?,
        })
        .filter(|tag| !tag.name.is_empty())
    }

    /// Whether it has this attribute, with a value or without.
    fn has(&self, key: &str) -> bool {
        self.attributes
            .split(|c: char| c.is_whitespace() || matches!(c, '=' | '/'))
            .any(|word| word.eq_ignore_ascii_case(key))
    }

    /// The value of an attribute, its entities read.
    pub(super) fn attribute(&self, key: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let len = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'))
                .unwrap_or(rest.len())
                .max(1);
            let (name, after) = rest.split_at_checked(len)?;
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = if let Some(quote) = quote {
                value.get(1..)?.split_once(quote)?
            } else {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at_checked(end)?
            };
            if name.eq_ignore_ascii_case(key) {
                return Some(unescaped(value));
            }
            rest = after;
        }
    }
}

/// Where the `>` of a tag stands; not in a quoted value.
fn end_of(inside: &str) -> Option<usize> {
    let mut quote = None;
    inside.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        None
    })
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// A picture of an `img` tag.
pub(super) fn picture(html: &str, at_byte: usize) -> Option<Picture> {
    let tag = Tag::of(html).filter(|tag| tag.name == "img" && !tag.is_end)?;
    Some(Picture {
        address: tag.attribute("src")?,
        alt: tag.attribute("alt").unwrap_or_default(),
        title: tag.attribute("title").unwrap_or_default(),
        size: ["width", "height"].map(|side| Length::of(&tag.attribute(side)?)),
        at_byte,
        ..Picture::default()
    })
}

/// What a block of HTML is drawn as; `None`: readers see nothing of it.
pub(super) fn node(html: &str, at_byte: usize) -> Option<Node> {
    let html = html.trim();
    let is_comment =
        html.starts_with("<!--") && html.find("-->").is_some_and(|end| end + 3 == html.len());
    if html.is_empty() || is_comment {
        return None;
    }
    let Some(tag) = Tag::of(html) else {
        return Some(Node::Html(html.to_owned()));
    };
    match tag.name.as_str() {
        "details" if tag.is_end && tag.rest.trim().is_empty() => return None,
        "details" if !tag.is_end => {
            let (summary, rest) = summary_of(tag.rest);
            return Some(Node::Details {
                summary,
                rest,
                is_open: tag.has("open"),
                number: 0,
                inside: Vec::new(),
            });
        }
        "img" if tag.rest.trim().is_empty() => {
            if let Some(picture) = picture(html, at_byte) {
                return Some(Node::Picture(picture));
            }
        }
        "figure" if !tag.is_end => {
            if let Some(picture) = figure(tag.rest, at_byte) {
                return Some(Node::Picture(picture));
            }
        }
        _ => {}
    }
    Some(Node::Html(html.to_owned()))
}

/// What a block of HTML does to the blocks that follow it.
pub(super) fn fold(html: &str) -> Fold {
    let html = html.trim();
    let lower = html.to_ascii_lowercase();
    let opened = lower.matches("<details").count();
    let closed = lower.matches("</details").count();
    match (opened.cmp(&closed), Tag::of(html)) {
        (Ordering::Greater, Some(tag)) if tag.name == "details" && !tag.is_end => Fold::Starts {
            is_open: tag.has("open"),
        },
        (Ordering::Less, _) => Fold::Ends,
        _ => Fold::None,
    }
}

/// The summary of `details`, and what follows it.
fn summary_of(html: &str) -> (String, String) {
    let (summary, rest) = match between(html, "summary") {
        Some((summary, rest)) => (without_tags(summary), rest),
        None => (String::new(), html),
    };
    let rest = rest.trim();
    let rest = rest.strip_suffix("</details>").unwrap_or(rest);
    (summary, rest.trim().to_owned())
}

/// A `figure` of one picture, and perhaps a caption.
fn figure(html: &str, at_byte: usize) -> Option<Picture> {
    let start = html.find("<img")?;
    let mut picture = picture(html.get(start..)?, at_byte)?;
    if html.matches("<img").count() > 1 {
        return None;
    }
    if let Some((caption, _)) = between(html, "figcaption") {
        picture.caption = without_tags(caption);
    }
    Some(picture)
}

/// What stands between a tag and its end, and what follows.
fn between<'a>(html: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let start = html.find(&format!("<{name}"))?;
    let tag = Tag::of(html.get(start..)?)?;
    tag.rest.split_once(&format!("</{name}>"))
}

/// The letters of a piece of HTML.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    unescaped(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_by_name() {
        let tag = Tag::of("<IMG data-src=no alt='a > b' src=\"x.jpg?a&amp;b\" hidden/>c").unwrap();

        assert_eq!(tag.name, "img");
        assert_eq!(tag.attribute("src").as_deref(), Some("x.jpg?a&b"));
        assert_eq!(tag.attribute("alt").as_deref(), Some("a > b"));
        assert_eq!(tag.attribute("title"), None);
        assert_eq!(tag.rest, "c");
    }

    #[test]
    fn a_figure_is_a_picture_with_its_caption() {
        let html = "<figure>\n<img src=\"a.jpg\" alt=\"b\">\n<figcaption>A <b>boat</b> &amp; more</figcaption>\n</figure>";

        let Some(Node::Picture(picture)) = node(html, 7) else {
            panic!();
        };

        assert_eq!(
            (
                picture.address.as_str(),
                picture.alt.as_str(),
                picture.caption.as_str()
            ),
            ("a.jpg", "b", "A boat & more")
        );
    }

    #[test]
    fn details_have_a_summary() {
        let html = "<details>\n<summary>More <b>here</b></summary>\n";
        let (summary, rest) = ("More here".to_owned(), String::new());
        assert_eq!(
            node(html, 0),
            Some(Node::Details {
                summary,
                rest,
                is_open: false,
                number: 0,
                inside: Vec::new(),
            })
        );
        let (summary, rest) = (String::new(), "a".to_owned());
        assert_eq!(
            node("<details>a</details>", 0),
            Some(Node::Details {
                summary,
                rest,
                is_open: false,
                number: 0,
                inside: Vec::new(),
            })
        );
        assert_eq!(node("</details>\n", 0), None);
    }
}
