//! The running text of an article and the links in it, with their places.

use std::ops::Range;

use super::subject::Article;
use crate::model::markdown::blocks::{
    Definition, Kind, Node, Picture, Placed, Run, RunKind, Style, Text,
};

/// So far behind the start of a picture its address begins at most, in bytes.
const MOST_OF_PICTURE: usize = 1_000;

/// What of a paragraph may be more than letters.
const SIGNS: &[char] = &[
    '[', ']', '<', '>', '`', '*', '_', '\\', '&', '!', '{', '}', '~', '^', '=', '$', '|', '@', '+',
    '#',
];

/// So far behind the letters of a link its address begins at most, in bytes.
const MOST_BETWEEN: usize = 16;

#[derive(Debug, Default)]
pub struct Prose<'a> {
    /// The plain letters of each running text, each with where they stand in the article.
    pub texts: Vec<Vec<(usize, &'a str)>>,
    pub links: Vec<Link>,
    pub pictures: Vec<Pictured>,
}

/// A picture in the text, of markdown, HTML or a `figure`.
#[derive(Debug)]
pub struct Pictured {
    pub address: String,
    /// What it shows, in words; also what stands below it.
    pub alt: String,
    /// Where its address stands, or where it begins.
    pub range: Range<usize>,
}

/// A running text, whose runs are counted from a byte of the article.
struct Placement {
    text: Text,
    at_byte: usize,
}

/// A link in markdown or HTML; those that shortcodes make are not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As it is read, without escapes.
    pub address: String,
    /// What readers press; a picture has none.
    pub letters: String,
    pub has_picture: bool,
    /// Of the letters.
    pub range: Range<usize>,
    /// Of the address, where it is written as it is read.
    pub target: Option<Range<usize>>,
    /// The address is what readers see: it stands by itself.
    pub is_bare: bool,
}

impl Link {
    /// Where it is marked: at its address, else at its letters.
    pub fn place(&self) -> Range<usize> {
        self.target.clone().unwrap_or_else(|| self.range.clone())
    }
}

pub fn of<'a>(article: &Article<'a>) -> Prose<'a> {
    let mut reader = Reader {
        whole: article.text,
        prose: Prose::default(),
    };
    for block in article.blocks.in_reading_order() {
        if matches!(block.kind, Kind::Code | Kind::Rule) {
            continue;
        }
        let source = article.text.get(block.range.clone()).unwrap_or_default();
        if block.kind == Kind::Paragraph && block.part.is_none() && is_plain(source) {
            // Most are: what they are is known without reading them once more.
            reader.prose.texts.push(vec![(block.range.start, source)]);
            continue;
        }
        let nodes = article.blocks.content(article.text, block);
        reader.take(nodes, block.range.start);
    }
    reader.prose
}

/// Whether a paragraph is letters alone: no link, style, formula, call or emoji can be in it.
fn is_plain(source: &str) -> bool {
    let is_emoji = |(at, _): (usize, &str)| {
        let behind = source.get(at + 1..).and_then(|rest| rest.chars().next());
        behind.is_some_and(|c| c.is_alphanumeric() || c == '/')
    };
    !source.contains(SIGNS) && !source.contains("www.") && !source.match_indices(':').any(is_emoji)
}

struct Reader<'a> {
    whole: &'a str,
    prose: Prose<'a>,
}

impl Reader<'_> {
    fn take(&mut self, nodes: Vec<Placed>, at_byte: usize) {
        for placed in nodes {
            self.take_node(placed.node, at_byte);
        }
    }

    fn take_node(&mut self, node: Node, at_byte: usize) {
        match node {
            Node::Paragraph(text) | Node::Heading { text, .. } => self.push(text, at_byte),
            Node::Quote { nodes, .. } | Node::Footnote { nodes, .. } => self.take(nodes, at_byte),
            Node::List { items, .. } => {
                for item in items {
                    self.take(item.nodes, at_byte);
                }
            }
            Node::Definitions(definitions) => {
                for definition in definitions {
                    match definition {
                        Definition::Term(text) => self.push(text, at_byte),
                        Definition::Meaning { nodes, .. } => self.take(nodes, at_byte),
                    }
                }
            }
            Node::Table { rows, .. } => {
                for cell in rows.into_iter().flatten() {
                    self.push(cell, at_byte);
                }
            }
            Node::Details { inside, .. } => self.take(inside, at_byte),
            Node::Picture(picture) => self.push_picture(&picture, at_byte + picture.at_byte),
            Node::Code { .. }
            | Node::Html(_)
            | Node::Rule
            | Node::Shortcode(_)
            | Node::Rest { .. } => {}
        }
    }

    /// `start`: where it begins.
    fn push_picture(&mut self, picture: &Picture, start: usize) {
        let rest = self.whole.get(start..).unwrap_or_default();
        let near = rest.get(..rest.floor_char_boundary(MOST_OF_PICTURE));
        let at = near.and_then(|near| near.find(&picture.address));
        let at = at.filter(|_| !picture.address.is_empty());
        let range = at.map_or(start..start, |at| {
            start + at..start + at + picture.address.len()
        });
        let alt = if picture.alt.trim().is_empty() {
            &picture.caption
        } else {
            &picture.alt
        };
        self.prose.pictures.push(Pictured {
            address: picture.address.clone(),
            alt: alt.clone(),
            range,
        });
    }

    fn push(&mut self, text: Text, at_byte: usize) {
        for run in &text.runs {
            if let RunKind::Picture(index) = run.style.kind
                && let Some(picture) = text.pictures.get(index)
            {
                self.push_picture(picture, at_byte + run.at_byte);
            }
        }
        if !text.is_blank() {
            let placed = Placement { text, at_byte };
            self.prose.texts.push(placed.letters(self.whole));
            self.prose.links.extend(placed.links(self.whole));
        }
    }
}

impl Placement {
    /// Where the letters of a run stand in the article, if they stand there as they are read.
    fn source_of<'a>(&self, run: &Run, whole: &'a str) -> Option<(usize, &'a str)> {
        let start = self.at_byte + run.at_byte;
        let written = whole.get(start..start + run.range.len())?;
        let letters = self.text.text.get(run.range.clone())?;
        (written == letters).then_some((start, written))
    }

    /// The runs of plain letters, each with where it stands in the article.
    fn letters<'a>(&self, whole: &'a str) -> Vec<(usize, &'a str)> {
        let runs = self.text.runs.iter();
        let runs = runs.filter(|run| run.style.kind == RunKind::Letters);
        runs.filter_map(|run| self.source_of(run, whole)).collect()
    }

    fn links(&self, whole: &str) -> Vec<Link> {
        let addresses = self.text.links.iter().enumerate();
        let links = addresses.filter_map(|(index, address)| self.link(index, address, whole));
        links.collect()
    }

    fn link(&self, index: usize, address: &str, whole: &str) -> Option<Link> {
        let is_of = |style: &Style| style.link == Some(index);
        let runs = self.text.runs.iter().filter(|run| is_of(&run.style));
        let is_made = |run: &Run| {
            matches!(
                run.style.kind,
                RunKind::Shortcode | RunKind::UnknownShortcode | RunKind::Footnote
            )
        };
        if runs.clone().any(is_made) {
            return None;
        }
        let start = runs.clone().map(|run| run.at_byte).min()? + self.at_byte;
        let end = runs.clone().map(|run| run.end_byte).max()? + self.at_byte;
        let is_picture = |run: &Run| matches!(run.style.kind, RunKind::Picture(_));
        let letters = runs.clone().filter(|run| !is_picture(run));
        let letters = letters.filter_map(|run| self.text.text.get(run.range.clone()));
        Some(Link {
            address: address.to_owned(),
            letters: letters.collect(),
            has_picture: runs.clone().any(is_picture),
            is_bare: whole.get(start..end) == Some(address) && !is_named(whole, end),
            target: target(whole, start..end, address),
            range: start..end,
        })
    }
}

/// Whether letters that end at a byte are those of a link whose address follows.
fn is_named(whole: &str, end: usize) -> bool {
    let rest = whole.get(end..).unwrap_or_default();
    rest.trim_start_matches(['*', '_', '~', '`'])
        .starts_with("](")
}

/// Where the address of a link stands, whose letters are at `range`.
fn target(whole: &str, range: Range<usize>, address: &str) -> Option<Range<usize>> {
    let at = |start: usize| {
        let end = start + address.len();
        (whole.get(start..end) == Some(address)).then_some(start..end)
    };
    if address.is_empty() {
        return None;
    }
    if whole.get(range.clone()) == Some(address) && !is_named(whole, range.end) {
        return Some(range);
    }
    let rest = whole.get(range.end..)?;
    let near = rest.get(..rest.floor_char_boundary(MOST_BETWEEN))?;
    let open = near.find("](")? + 2;
    let behind = near.get(open..)?;
    let blanks = behind.len() - behind.trim_start_matches(['<', ' ', '\n']).len();
    at(range.end + open + blanks)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::{front_matter, markdown::blocks::parse, site::Entry};

    #[test]
    fn a_paragraph_of_letters_is_plain() {
        for plain in [
            "One two, three: four (five).",
            "16 %, “so” — it's\nthere; yes?",
        ] {
            assert!(is_plain(plain), "{plain}");
        }
        for more in [
            "a *b*",
            "a `b`",
            "see https://e.org",
            "www.e.org",
            "a@e.org",
            ":smile:",
            "&amp;",
            "a\\*",
            "x^2^",
            "{{< a >}}",
            "[a]",
            "<b>",
            "$x$",
        ] {
            assert!(!is_plain(more), "{more}");
        }
    }

    #[test]
    fn links_have_the_places_of_their_letters_and_addresses() {
        let text = "---\ntitle: A\n---\n\n> a [**b** c](/d/ \"t\") <https://e.org/x>\n\n- [f][g] `[h](i)`\n\n[g]: /j\n";
        let head = front_matter::read(text);
        let blocks = parse(text, head.head.end);
        let path = Path::new("a.md");
        let entry = Entry::of(path.to_owned(), &head, text);
        let article = Article {
            path,
            text,
            head: &head,
            blocks: &blocks,
            entry: &entry,
        };

        let links = of(&article).links;

        let shown: Vec<_> = links
            .iter()
            .map(|link| {
                (
                    &*link.address,
                    &*link.letters,
                    link.target.clone().map(|at| &text[at]),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("/d/", "b c", Some("/d/")),
                (
                    "https://e.org/x",
                    "https://e.org/x",
                    Some("https://e.org/x")
                ),
                ("/j", "f", None),
            ]
        );
    }
}
