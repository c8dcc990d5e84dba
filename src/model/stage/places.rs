//! Which block of an article is which of its page, by their words: any theme has them, whatever it makes around them.
//!
//! Words are compared by their letters and digits alone. What a shortcode or a formula makes is not known, so that
//! anything may stand in its place. A block whose like there is more of is told by those before and after it; else it
//! is not found, rather than the wrong one.

use std::ops::Range;

use crate::model::markdown::blocks::{Blocks, Definition, Node, PICTURE, Placed, RunKind, Text};

/// A block of a page, as the browser has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfPage {
    pub words: String,
    /// Those of the blocks around it; empty: there is none.
    pub before: String,
    pub after: String,
    /// The address of the picture that it is.
    pub picture: String,
}

/// A block of an article that has words of its own, or is a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its source, in bytes of the text.
    pub range: Range<usize>,
    /// Its letters and digits, divided where something unknown stands.
    words: Vec<String>,
    /// The name of the file of a picture.
    picture: String,
}

impl Leaf {
    fn has(&self, words: &str) -> bool {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else {
            return false;
        };
        if self.words.len() == 1 {
            return !words.is_empty() && first == words;
        }
        let Some(mut rest) = words.strip_prefix(first.as_str()) else {
            return false;
        };
        let is_told = self.words.iter().any(|it| !it.is_empty());
        let inner = self.words.get(1..self.words.len() - 1).unwrap_or_default();
        for part in inner {
            let Some((_, after)) = rest.split_once(part.as_str()) else {
                return false;
            };
            rest = after;
        }
        is_told && rest.ends_with(last.as_str())
    }

    fn is_picture(&self, address: &str) -> bool {
        if self.picture.is_empty() {
            return false;
        }
        let name = name_of(address);
        if name == self.picture {
            return true;
        }
        // Hugo writes other sizes of it under a longer name.
        let stem = self
            .picture
            .rsplit_once('.')
            .map_or(&*self.picture, |it| it.0);
        name.strip_prefix(stem)
            .is_some_and(|rest| rest.starts_with("_hu"))
    }
}

/// The blocks of an article in the order of its page; its title comes first.
pub fn leaves(text: &str, blocks: &Blocks, title: Option<(Range<usize>, &str)>) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = title
        .map(|(range, words)| Leaf {
            range,
            words: vec![letters(words)],
            picture: String::new(),
        })
        .into_iter()
        .collect();
    for block in blocks.in_reading_order() {
        for placed in blocks.content(text, block) {
            add(&placed, block.range.start, &mut leaves);
        }
    }
    leaves
}

/// The block of an article that a block of its page is. `None`: none, or nobody can say which.
pub fn find<'a>(leaves: &'a [Leaf], of_page: &OfPage) -> Option<&'a Leaf> {
    let (words, before, after) = (
        letters(&of_page.words),
        letters(&of_page.before),
        letters(&of_page.after),
    );
    let is_it = |leaf: &Leaf| {
        let is_picture = !of_page.picture.is_empty();
        if is_picture {
            leaf.is_picture(&of_page.picture)
        } else {
            leaf.has(&words)
        }
    };
    let found: Vec<usize> = (0..)
        .zip(leaves)
        .filter_map(|(at, leaf)| is_it(leaf).then_some(at))
        .collect();
    if let [only] = found[..] {
        return leaves.get(only);
    }
    let is_beside = |at: Option<usize>, words: &str| {
        let leaf = at.and_then(|at| leaves.get(at));
        !words.is_empty() && leaf.is_some_and(|leaf| leaf.has(words))
    };
    let told = |at: usize| {
        let [above, below] = [at.checked_sub(1), at.checked_add(1)];
        [is_beside(above, &before), is_beside(below, &after)]
            .into_iter()
            .filter(|it| *it)
            .count()
    };
    // Told by both sides, else by one.
    [2, 1].into_iter().find_map(|sides| {
        let mut those = found.iter().filter(|at| told(**at) >= sides);
        let only = those.next()?;
        those.next().is_none().then(|| leaves.get(*only))?
    })
}

/// The block that a caret is in, with those around it, to be found in the page.
pub fn at(leaves: &[Leaf], at_byte: usize) -> Option<OfPage> {
    let is_in = |leaf: &Leaf| leaf.range.start <= at_byte && at_byte <= leaf.range.end;
    let number = leaves.iter().rposition(is_in)?;
    let words = |at: Option<usize>| {
        let leaf = at.and_then(|at| leaves.get(at));
        let whole = leaf.filter(|leaf| leaf.words.len() == 1);
        whole.map(|leaf| leaf.words.concat()).unwrap_or_default()
    };
    let leaf = leaves.get(number)?;
    let of_page = OfPage {
        words: words(Some(number)),
        before: words(number.checked_sub(1)),
        after: words(number.checked_add(1)),
        picture: leaf.picture.clone(),
    };
    let is_told = !of_page.words.is_empty() || !of_page.picture.is_empty();
    is_told.then_some(of_page)
}

fn add(placed: &Placed, start: usize, leaves: &mut Vec<Leaf>) {
    let range = start + placed.range.start..start + placed.range.end;
    match &placed.node {
        Node::Paragraph(text) | Node::Heading { text, .. } => add_text(text, range, start, leaves),
        Node::Code { text, .. } => leaves.push(of_words(range, vec![letters(text)])),
        Node::Quote { nodes, .. } | Node::Footnote { nodes, .. } => {
            for placed in nodes {
                add(placed, start, leaves);
            }
        }
        Node::List { items, .. } => {
            for placed in items.iter().flat_map(|item| &item.nodes) {
                add(placed, start, leaves);
            }
        }
        Node::Definitions(definitions) => {
            for definition in definitions {
                match definition {
                    Definition::Term(text) => {
                        let range = place_of(text, start).unwrap_or_else(|| range.clone());
                        add_text(text, range, start, leaves);
                    }
                    Definition::Meaning { nodes, .. } => {
                        for placed in nodes {
                            add(placed, start, leaves);
                        }
                    }
                }
            }
        }
        Node::Table { rows, .. } => {
            for text in rows.iter().flatten() {
                if let Some(range) = place_of(text, start) {
                    add_text(text, range, start, leaves);
                }
            }
        }
        Node::Picture(picture) => add_picture(&picture.address, &picture.caption, range, leaves),
        Node::Details {
            summary, inside, ..
        } => {
            leaves.push(of_words(range, vec![letters(summary)]));
            for placed in inside {
                add(placed, start, leaves);
            }
        }
        Node::Rule | Node::Html(_) | Node::Shortcode(_) | Node::Rest { .. } => {}
    }
}

fn add_picture(address: &str, caption: &str, range: Range<usize>, leaves: &mut Vec<Leaf>) {
    leaves.push(Leaf {
        range: range.clone(),
        words: Vec::new(),
        picture: name_of(address),
    });
    if !caption.is_empty() {
        leaves.push(of_words(range, vec![letters(caption)]));
    }
}

fn add_text(text: &Text, range: Range<usize>, start: usize, leaves: &mut Vec<Leaf>) {
    let mut parts = vec![String::new()];
    for run in &text.runs {
        let written = text.text.get(run.range.clone()).unwrap_or_default();
        match run.style.kind {
            RunKind::Letters | RunKind::Code => {
                if let Some(last) = parts.last_mut() {
                    last.push_str(&letters(written));
                }
            }
            RunKind::Shortcode | RunKind::UnknownShortcode | RunKind::Math => {
                parts.push(String::new());
            }
            RunKind::Footnote | RunKind::Html | RunKind::Picture(_) => {}
        }
    }
    if parts.iter().any(|part| !part.is_empty()) {
        leaves.push(of_words(range.clone(), parts));
    }
    for picture in &text.pictures {
        let at = start + picture.at_byte;
        let place = if range.contains(&at) {
            at..range.end
        } else {
            range.clone()
        };
        add_picture(&picture.address, &picture.caption, place, leaves);
    }
}

fn of_words(range: Range<usize>, words: Vec<String>) -> Leaf {
    Leaf {
        range,
        words,
        picture: String::new(),
    }
}

/// Where running text is in the source, which starts at `start` of the article.
fn place_of(text: &Text, start: usize) -> Option<Range<usize>> {
    let (first, last) = (text.runs.first()?, text.runs.last()?);
    Some(start + first.at_byte..start + last.end_byte.max(first.at_byte))
}

/// The name of the file that an address leads to.
fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    name.to_lowercase()
}

/// The letters and digits of a text, in small letters.
fn letters(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| c.is_alphanumeric() && *c != PICTURE);
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks;

    const TEXT: &str = "# The *ferry*\n\nIt is [back](/a/)[^1].\n\n- one\n- two\n\n  > two\n\n| a | b |\n|---|---|\n| c | two |\n\n\
                        ```go\nx := 1\n```\n\nSee {{< ref \"b.md\" >}} now.\n\n![A quay](/img/Quay.jpg \"t\")\n\n\
                        Same.\n\nBetween.\n\nSame.\n\n[^1]: A note.\n";

    fn all() -> Vec<Leaf> {
        leaves(TEXT, &blocks::parse(TEXT, 0), None)
    }

    fn found(of_page: &OfPage) -> Option<String> {
        let leaves = all();
        let leaf = find(&leaves, of_page)?;
        Some(TEXT[leaf.range.clone()].trim().to_owned())
    }

    fn words(words: &str) -> OfPage {
        OfPage {
            words: words.to_owned(),
            ..OfPage::default()
        }
    }

    #[test]
    fn a_block_is_found_by_its_words_as_a_theme_shows_them() {
        for (shown, source) in [
            ("The ferry #", "The *ferry"),
            ("It is back.", "It is [back](/a/)[^1]."),
            ("one", "one"),
            ("x := 1\n", "```go\nx := 1\n```"),
            (
                "See https://example.org/b/ now.",
                "See {{< ref \"b.md\" >}} now.",
            ),
            ("c", "c"),
            ("A note.", "A note."),
            ("Between.", "Between."),
        ] {
            let it = found(&words(shown)).unwrap_or_else(|| panic!("{shown}"));
            assert!(
                it.contains(source) && it.len() <= source.len() + 8,
                "{shown}: {it}"
            );
        }
        for absent in ["Read more", "", "ferr", "the ferry is back"] {
            assert_eq!(found(&words(absent)), None, "{absent}");
        }
    }

    #[test]
    fn a_block_whose_like_there_is_more_of_is_told_by_those_beside_it_or_not_at_all() {
        assert_eq!(found(&words("Same.")), None);
        let second = OfPage {
            before: "Between.".to_owned(),
            after: "A note.".to_owned(),
            ..words("Same.")
        };
        let leaves = all();
        let leaf = find(&leaves, &second).unwrap();
        assert_eq!(leaf.range.start, TEXT.rfind("Same.").unwrap());
        let first = OfPage {
            after: "Between.".to_owned(),
            ..words("Same.")
        };
        let leaf = find(&leaves, &first).unwrap();
        assert_eq!(leaf.range.start, TEXT.find("Same.").unwrap());
    }

    #[test]
    fn a_picture_is_found_by_its_file_in_any_size() {
        for (address, is_found) in [
            ("/img/Quay.jpg", true),
            ("https://example.org/img/quay_hu_12ab.webp", true),
            ("/img/quays.jpg", false),
            ("/img/other.jpg", false),
        ] {
            let picture = OfPage {
                picture: address.to_owned(),
                ..OfPage::default()
            };
            assert_eq!(found(&picture).is_some(), is_found, "{address}");
        }
    }

    #[test]
    fn the_block_at_the_caret_is_told_so_that_it_is_found_again() {
        let leaves = all();
        for leaf in &leaves {
            let at_byte = leaf.range.start;
            let Some(of_page) = at(&leaves, at_byte) else {
                continue;
            };
            let again = find(&leaves, &of_page);
            let is_it = |again: &Leaf| again.range.contains(&at_byte) || again.range == leaf.range;
            assert!(again.is_none_or(is_it), "{leaf:?}");
        }
        let between = at(&leaves, TEXT.find("Between").unwrap() + 3).unwrap();
        assert_eq!((&*between.words, &*between.before), ("between", "same"));
    }
}
