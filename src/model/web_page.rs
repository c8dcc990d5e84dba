//! One page of HTML that holds a whole article: what `kopij render --page` prints, what is saved as a file, handed to a
//! browser to be printed, and put into the clipboard.
//!
//! Limits: no template of the site is run, so the page looks like itself and not like the theme.

use std::path::Path;

use super::{
    front_matter::{FrontMatter, KeyPath},
    long_date,
    markdown::{
        blocks::{self, Dialect, Picture},
        render::{self, RawHtml, escaped},
    },
    site::{Site, keys},
    spelling,
};

/// How a page looks that stands by itself, on paper too.
const STYLE: &str = include_str!("../../assets/web-page/page.css");

/// What a page that people read has beside what a program reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForPeople {
    /// As readers of the site see it.
    pub date: String,
    /// As a tag; empty: it is not known.
    pub language: String,
}

impl ForPeople {
    pub fn of(site: Option<&Site>, head: &FrontMatter, path: &Path) -> Self {
        let written = head.text(&KeyPath::new([keys::DATE])).unwrap_or_default();
        Self {
            date: date_of(site, head, path, &written),
            language: language_of(site, head, path),
        }
    }
}

fn language_of(site: Option<&Site>, head: &FrontMatter, path: &Path) -> String {
    let own = match site {
        Some(site) => site.languages_of(head, path),
        None => spelling::candidates(head, path),
    };
    own.into_iter().next().unwrap_or_default()
}

/// `2026-02-24T16:09:00+01:00` as `24 February 2026`, in the language of the article or of the
/// site, or as its settings have it (`params.DateFormat`); anything else as it is written.
pub fn date_of(site: Option<&Site>, head: &FrontMatter, path: &Path, written: &str) -> String {
    let layout = site.and_then(|site| site.settings.date_layout());
    let tag = language_of(site, head, path);
    long_date::for_people(written, &tag, layout.as_deref())
}

/// The HTML of the body of an article, which begins at a byte of its text.
pub fn body(text: &str, start: usize, dialect: Dialect, raw: RawHtml) -> String {
    render::html(text, &blocks::parse_as(dialect, text, start), raw)
}

/// The same of one that is longer, or has more markup, than what is shown as a page: as it is written.
pub fn body_as_text(text: &str, start: usize) -> String {
    let body = text.get(start..).unwrap_or_default();
    format!("<pre>{}</pre>\n", escaped(body))
}

/// The whole page, with title, date and cover above the body.
pub fn whole(head: &FrontMatter, body: &str, people: Option<&ForPeople>) -> String {
    let text = |keys: &[&str]| {
        let text = head.text(&KeyPath(keys.iter().map(|&key| key.to_owned()).collect()));
        text.filter(|text| !text.trim().is_empty())
    };
    let title = escaped(&text(&[keys::TITLE]).unwrap_or_default());
    let style = people.map(|_| format!("<style>\n{STYLE}</style>\n"));
    let style = style.unwrap_or_default();
    let language = people.filter(|people| !people.language.is_empty());
    let language = language.map(|people| format!("lang=\"{}\"", escaped(&people.language)));
    let language = language
        .map(|attribute| format!(" {attribute}"))
        .unwrap_or_default();
    let date = text(&[keys::DATE]).map(|date| {
        let shown = escaped(people.map_or(&date, |people| &people.date));
        let date = escaped(&date);
        format!("<p><time datetime=\"{date}\">{shown}</time></p>\n")
    });
    let cover = text(&[keys::COVER, keys::IMAGE]).map(|address| {
        render::figure(&Picture {
            address,
            alt: text(&[keys::COVER, keys::ALT]).unwrap_or_default(),
            caption: text(&[keys::COVER, keys::CAPTION]).unwrap_or_default(),
            ..Picture::default()
        })
    });
    format!(
        "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n{style}</head>\n<body>\n\
         <article>\n<header>\n<h1>{title}</h1>\n{}{}</header>\n{}\n</article>\n</body>\n</html>\n",
        date.unwrap_or_default(),
        cover.unwrap_or_default(),
        body.trim_end()
    )
}

/// The same HTML with other addresses in its pictures: `held` says which, of an address as it is read.
pub fn with_pictures(html: &str, mut held: impl FnMut(&str) -> Option<String>) -> String {
    const OPEN: &str = "<img ";
    const SOURCE: &str = "src=\"";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(OPEN) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, behind) = tag.split_at(end);
        rest = behind;
        let parts = tag.split_once(SOURCE).and_then(|(start, value)| {
            let (value, end) = value.split_once('"').filter(|_| start.ends_with(' '))?;
            Some((start, value, end))
        });
        match parts.and_then(|(start, value, end)| Some((start, held(&read(value))?, end))) {
            Some((start, address, end)) => {
                for part in [start, SOURCE, &escaped(&address), "\"", end] {
                    out.push_str(part);
                }
            }
            None => out.push_str(tag),
        }
    }
    out.push_str(rest);
    out
}

/// An attribute as a browser reads it that we wrote ourselves.
fn read(value: &str) -> String {
    let value = value.replace("&lt;", "<").replace("&gt;", ">");
    let value = value.replace("&quot;", "\"").replace("&#39;", "'");
    value.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter;

    #[test]
    fn pictures_have_the_addresses_that_are_said_and_nothing_else_changes() {
        let html = "<p>a <img src=\"a&amp;b.png\" alt=\"x > y\"> <img alt=\"\" src=\"c.png\" /> src=\"a&amp;b.png\"</p><img ";
        let held = |address: &str| (address == "a&b.png").then(|| "data:a\"".to_owned());

        assert_eq!(
            with_pictures(html, held),
            "<p>a <img src=\"data:a&quot;\" alt=\"x > y\"> <img alt=\"\" src=\"c.png\" /> src=\"a&amp;b.png\"</p><img "
        );
        assert_eq!(with_pictures(html, |_| None), html);
    }

    #[test]
    fn a_page_has_what_the_head_says_and_its_signs_are_letters() {
        let text = "---\ntitle: A <b> & c\ndate: 2026-02-24\ncover:\n  image: a.jpg\n  alt: \"x\\\"y\"\n---\n*One*\n";
        let head = front_matter::read(text);
        let body = body(text, head.head.end, Dialect::HUGO, RawHtml::Omitted);

        let people = ForPeople::of(None, &head, Path::new("a.nl.md"));
        let page = whole(&head, &body, Some(&people));

        for part in [
            "<title>A &lt;b&gt; &amp; c</title>",
            "<html lang=\"nl\">",
            "<style>\n:root",
            "<time datetime=\"2026-02-24\">24 februari 2026</time>",
            "<img src=\"a.jpg\" alt=\"x&quot;y\">",
            "<p><em>One</em></p>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let plain = whole(&head, &body, None);
        assert!(
            plain.contains("<html>\n") && plain.contains(">2026-02-24</time>"),
            "{plain}"
        );
        assert!(!plain.contains("<style>"));
    }
}
