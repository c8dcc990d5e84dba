//! The edits that have an article name a picture elsewhere: the bytes of its addresses, each in the manner of
//! the one that stood there. What would be read otherwise than was meant is refused, and the whole article
//! with it: then the old file stays.

use std::{ops::Range, path::Path};

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::model::{
    change::{Refusal, edited},
    front_matter,
    markdown::{density::is_too_dense, shortcode},
    picture::{
        library::{Led, Library, Origin},
        named::{self, Manner, Named},
    },
    said::said,
    text::Edit,
};

/// The pictures that a text names.
pub fn names_in(text: &str) -> Vec<Named> {
    let head = front_matter::read(text);
    let code = std::cell::OnceCell::new();
    named::named(text, &head, |at| {
        let code = code.get_or_init(|| code_in(text, head.head.end));
        code.iter().any(|range| range.contains(&at))
    })
}

/// Where an article shows code: in blocks and within lines, in quotes and lists too, and what a shortcode colours. Of a
/// text with more markup than people write, all that is below its head.
fn code_in(text: &str, from: usize) -> Vec<Range<usize>> {
    if is_too_dense(text) {
        let all = from..text.len();
        return Vec::from([all]);
    }
    let body = text.get(from..).unwrap_or_default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(body, options).into_offset_iter();
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    let code = events.filter(|(event, _)| is_code(event));
    let mut code: Vec<Range<usize>> = code
        .map(|(_, range)| from + range.start..from + range.end)
        .collect();
    code.extend(shortcode::texts_of(text, COLOURED));
    code
}

/// The shortcode of Hugo whose text is code.
const COLOURED: &str = "highlight";

/// Has the text name `to` where it names the picture `path`.
///
/// # Errors
/// [`Refusal`]: it names it in a way in which the other one cannot be named.
pub fn named_anew(
    text: &str,
    library: &Library,
    origin: Origin<'_>,
    path: &Path,
    to: &Path,
) -> Result<Vec<Edit>, Refusal> {
    let at = library.at(path).ok_or(Refusal::Gone)?;
    let is_it = |one: &Named| library.leads(origin, &one.path) == Led::To(at);
    let names: Vec<Named> = names_in(text).into_iter().filter(is_it).collect();
    let refused = || Refusal::Said(said!("refusal-picture"));
    let mut edits = Vec::new();
    let mut expected = Vec::new();
    // From the end: what stands before is where it was.
    for one in names
        .iter()
        .rev()
        .filter(|one| one.manner != Manner::Mention)
    {
        let was = text.get(one.range.clone()).unwrap_or_default();
        let plain = library
            .address(origin, &one.path, to, one.manner == Manner::Head)
            .ok_or_else(refused)?;
        edits.push(Edit {
            range: one.range.clone(),
            insert: named::written(was, &plain, one.manner),
        });
        expected.push(plain);
    }
    expected.reverse();
    let after = edited(text, &edits)?;
    // In a head the quotes may not be those for it.
    let is_read_so = names_in(&after)
        .iter()
        .filter(|one| one.manner != Manner::Mention)
        .map(|one| one.path.trim_start_matches("./"))
        .filter(|path| expected.iter().any(|it| it == path))
        .count()
        >= expected.len();
    let is_same_head =
        front_matter::read(text).entries.len() == front_matter::read(&after).entries.len();
    if is_read_so && is_same_head {
        Ok(edits)
    } else {
        Err(refused())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::picture::library::{Around, SitePicture};

    fn library() -> Library {
        let around = Around {
            root: "/s".into(),
            content: "/s/content".into(),
            served: vec!["/s/static".into()],
            ..Around::default()
        };
        let picture = |path: &str| SitePicture::new(Path::new(path).into(), 1, false);
        let all = [
            "/s/static/img/a b.jpg",
            "/s/content/p/a.jpg",
            "/s/static/o.jpg",
        ];
        Library::new(around, all.map(picture).into())
    }

    fn anew(text: &str, path: &str, to: &str) -> Result<String, Refusal> {
        let origin = Origin {
            path: Path::new("/s/content/p/index.md"),
            page: Some("/p/"),
        };
        let edits = named_anew(text, &library(), origin, Path::new(path), Path::new(to))?;
        Ok(edited(text, &edits)?.into_owned())
    }

    #[test]
    fn the_bytes_of_its_addresses_change_and_nothing_else() {
        let text = "---\ncover:\n  image: \"/img/a b.jpg\" # it\nimages: ['/img/a%20b.jpg', o.jpg]\n---\n\
            ![x](/img/a%20b.jpg?w=3 \"t\") <img src='/img/a b.jpg'> ![o](/o.jpg)\n\
            `![x](/img/a%20b.jpg)` {{< figure src=\"/img/a b.jpg\" >}}\n\n    ![x](/img/a%20b.jpg)\n";

        let after = anew(text, "/s/static/img/a b.jpg", "/s/static/n/50% é.jpg").unwrap();

        let expected = "---\ncover:\n  image: \"/n/50%25%20%C3%A9.jpg\" # it\nimages: ['/n/50%25%20%C3%A9.jpg', o.jpg]\n---\n\
            ![x](/n/50%25%20%C3%A9.jpg?w=3 \"t\") <img src='/n/50%25%20%C3%A9.jpg'> ![o](/o.jpg)\n\
            `![x](/img/a%20b.jpg)` {{< figure src=\"/n/50%25%20%C3%A9.jpg\" >}}\n\n    ![x](/img/a%20b.jpg)\n";
        assert_eq!(after, expected);
    }

    #[test]
    fn beside_the_article_the_name_alone_changes() {
        let after = anew(
            "![x](./a.jpg) ![x](a.jpg#f)\n",
            "/s/content/p/a.jpg",
            "/s/content/p/b.jpg",
        );
        assert_eq!(after.unwrap(), "![x](./b.jpg) ![x](b.jpg#f)\n");
        let after = anew(
            "---\ncover: a.jpg\n---\n",
            "/s/content/p/a.jpg",
            "/s/static/x/a.jpg",
        );
        assert_eq!(after.unwrap(), "---\ncover: x/a.jpg\n---\n");
    }

    #[test]
    fn code_stays_as_it_is_wherever_it_stands() {
        for code in [
            "> ```\n> ![x](/o.jpg)\n> ```\n",
            "- a\n\n  ```html\n  <img src=\"/o.jpg\">\n  ```\n",
            "1. a\n\n       ![x](/o.jpg)\n",
            "``a ` ![x](/o.jpg)`` b\n",
            "`a\n![x](/o.jpg)\nb` c\n",
            "{{< highlight md >}}\n![x](/o.jpg)\n{{< /highlight >}}\n",
        ] {
            let text = format!("![x](/o.jpg)\n\n{code}\n![x](/o.jpg)\n");
            let after = anew(&text, "/s/static/o.jpg", "/s/static/n.jpg").unwrap();
            let expected = format!("![x](/n.jpg)\n\n{code}\n![x](/n.jpg)\n");
            assert_eq!(after, expected);
        }
    }

    #[test]
    fn a_comment_in_a_list_is_no_item() {
        let text = "---\nimages:\n  - /img/x.jpg # /o.jpg was here\n  # /o.jpg\n  - /o.jpg # /o.jpg\n---\n";
        let after = anew(text, "/s/static/o.jpg", "/s/static/n.jpg").unwrap();
        assert_eq!(after, text.replace("- /o.jpg", "- /n.jpg"));
    }

    #[test]
    fn what_a_text_names_is_where_a_browser_looks() {
        let moved = anew(
            "![x](a.jpg)\n",
            "/s/content/p/a.jpg",
            "/s/static/new dir/a.jpg",
        );
        assert_eq!(moved.unwrap(), "![x](/new%20dir/a.jpg)\n");
    }

    #[test]
    fn what_cannot_be_named_is_refused() {
        let refused = anew("![x](a.jpg)\n", "/s/content/p/a.jpg", "/elsewhere\\x.jpg");
        assert!(refused.is_err(), "{refused:?}");
    }
}
