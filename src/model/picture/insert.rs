//! A picture in the text: a block of its own, written as the article writes its others.

use crate::model::{
    markdown::{
        blocks::{Block, Blocks, Kind},
        format::Formatted,
        line,
        shortcode::{self, Open},
    },
    text::Edit,
};

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// `![alt](address "caption")`
    Markdown,
    /// `{{< figure src="address" alt="alt" caption="caption" >}}`
    Figure,
}

/// What is inserted.
#[derive(Clone, Copy, Debug)]
pub struct Inserted<'a> {
    /// As it is written in an address.
    pub address: &'a str,
    pub alt: &'a str,
    pub caption: &'a str,
}

/// So many pictures are a habit.
const LEAST: usize = 3;

/// How most pictures of a body are written; with too few of them markdown, and what has a caption as
/// a figure where there are such.
pub fn manner(body: &str, has_caption: bool, has_figures: bool) -> Manner {
    let figures = shortcode::count(body, "figure");
    let plain = body.matches("![").count();
    if figures + plain >= LEAST && plain > figures {
        Manner::Markdown
    } else if has_figures && (has_caption || figures >= LEAST) {
        Manner::Figure
    } else {
        Manner::Markdown
    }
}

/// Inserts a picture near a place of the body: before the block that begins there, behind the one
/// that it is in; in a list below the line, as far in as its item.
pub fn insert(
    text: &str,
    blocks: &Blocks,
    body_start: usize,
    at: usize,
    picture: Inserted<'_>,
    manner: Manner,
) -> Formatted {
    let at = text.floor_char_boundary(at.clamp(body_start, text.len()));
    let is_here = |block: &&Block| block.range.start <= at && at <= block.range.end;
    let block = blocks.blocks.iter().find(is_here);
    let (place, indent) = match block {
        None => (at, String::new()),
        Some(block) if block.kind == Kind::List && block.range.start < at => {
            let end = text.get(at..).and_then(|rest| rest.find('\n'));
            (end.map_or(text.len(), |end| at + end), indent(text, at))
        }
        Some(block) if block.range.start == at => (at, String::new()),
        Some(block) => (block.range.end, String::new()),
    };
    let before = text.get(body_start..place).unwrap_or_default();
    let after = text.get(place..).unwrap_or_default();
    let kept = before.trim_end();
    let start = body_start + kept.len();
    let blank = after.len() - after.trim_start_matches(['\n', ' ', '\t']).len();
    // Where text goes on in the same line it keeps its indentation.
    let behind = after.get(..blank).unwrap_or_default();
    let end = place + behind.rfind('\n').map_or(0, |last| last + 1);
    let opening = if kept.is_empty() { "" } else { "\n\n" };
    let rest = text.get(end..).unwrap_or_default();
    let closing = if rest.is_empty() { "\n" } else { "\n\n" };
    let written = written(picture, manner);
    let insert = format!("{opening}{indent}{written}{closing}");
    let caret = start + opening.len() + indent.len() + written.len();
    Formatted {
        edit: Edit {
            range: start..end,
            insert,
        },
        selection: caret..caret,
    }
}

fn written(picture: Inserted<'_>, manner: Manner) -> String {
    let Inserted {
        address,
        alt,
        caption,
    } = picture;
    let quoted = |text: &str| one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    match manner {
        Manner::Markdown => {
            let alt = escaped(&one_line(alt));
            let title = if caption.is_empty() {
                String::new()
            } else {
                format!(" \"{}\"", quoted(caption))
            };
            format!("![{alt}]({address}{title})")
        }
        Manner::Figure => {
            let mut figure = format!("{} figure src=\"{address}\"", Open::Html.opening());
            for (key, text) in [("alt", alt), ("caption", caption)] {
                if !text.is_empty() || key == "alt" {
                    figure.extend([" ", key, "=\"", &quoted(text), "\""]);
                }
            }
            figure.extend([" ", Open::Html.closing()]);
            figure
        }
    }
}

fn escaped(alt: &str) -> String {
    let mut escaped = String::with_capacity(alt.len());
    for letter in alt.chars() {
        if matches!(letter, '\\' | '[' | ']') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As far in as the text of the item whose line this is.
fn indent(text: &str, at: usize) -> String {
    let start = text.get(..at).and_then(|before| before.rfind('\n'));
    let line = text.get(start.map_or(0, |start| start + 1)..);
    let line = line
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let inner = line.trim_start();
    let space = line.len() - inner.len();
    let marker = line::list_marker(inner).map_or(0, |marker| marker.length);
    let gap = inner
        .get(marker..)
        .map_or(0, |rest| rest.len() - rest.trim_start().len());
    let wide = if marker == 0 {
        0
    } else {
        marker + gap.clamp(1, 4)
    };
    " ".repeat(space + wide)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::markdown::blocks::parse;

    const BOAT: Inserted<'_> = Inserted {
        address: "/img/boat.jpg",
        alt: "A boat",
        caption: "",
    };

    /// The text with a picture put in at `|`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let at = text.find('|').unwrap();
        let text = text.replace('|', "");
        let blocks = parse(&text, 0);
        let done = insert(&text, &blocks, 0, at, BOAT, Manner::Markdown);
        assert_eq!(done.edit.applied_to(&text), expected);
    }

    #[test]
    fn a_picture_is_a_block_of_its_own() {
        check("|", "![A boat](/img/boat.jpg)\n");
        check("One.|", "One.\n\n![A boat](/img/boat.jpg)\n");
        check("On|e.\n", "One.\n\n![A boat](/img/boat.jpg)\n");
        check(
            "One\ntw|o.\n\nThree.\n",
            "One\ntwo.\n\n![A boat](/img/boat.jpg)\n\nThree.\n",
        );
        check(
            "One.\n\n|Two.\n",
            "One.\n\n![A boat](/img/boat.jpg)\n\nTwo.\n",
        );
        check(
            "One.\n\n|\n\n\nTwo.\n",
            "One.\n\n![A boat](/img/boat.jpg)\n\nTwo.\n",
        );
        check(
            "```\nco|de\n```\nText\n",
            "```\ncode\n```\n\n![A boat](/img/boat.jpg)\n\nText\n",
        );
    }

    #[test]
    fn in_a_list_it_belongs_to_its_item() {
        check(
            "- one|\n- two\n",
            "- one\n\n  ![A boat](/img/boat.jpg)\n\n- two\n",
        );
        check(
            "10. one\n    more|\n",
            "10. one\n    more\n\n    ![A boat](/img/boat.jpg)\n",
        );
        check("3. o|ne\n", "3. one\n\n   ![A boat](/img/boat.jpg)\n");
    }

    #[test]
    fn what_is_said_is_escaped_where_it_stands() {
        let picture = Inserted {
            alt: "A [boat] \\ \"x\"\nhere",
            caption: "Photo: \"Eva\" \\ [x]",
            ..BOAT
        };
        assert_eq!(
            written(picture, Manner::Markdown),
            "![A \\[boat\\] \\\\ \"x\" here](/img/boat.jpg \"Photo: \\\"Eva\\\" \\\\ [x]\")"
        );
        assert_eq!(
            written(picture, Manner::Figure),
            "{{< figure src=\"/img/boat.jpg\" alt=\"A [boat] \\\\ \\\"x\\\" here\" caption=\"Photo: \\\"Eva\\\" \\\\ [x]\" >}}"
        );
        assert_eq!(
            written(BOAT, Manner::Figure),
            "{{< figure src=\"/img/boat.jpg\" alt=\"A boat\" >}}"
        );
    }

    #[test]
    fn pictures_are_written_as_the_others_of_the_article() {
        assert_eq!(manner("", false, true), Manner::Markdown);
        assert_eq!(manner("", true, true), Manner::Figure);
        assert_eq!(manner("", true, false), Manner::Markdown);
        let figures = "{{< figure src=\"a\" >}}\n".repeat(3);
        assert_eq!(manner(&figures, false, true), Manner::Figure);
        let plain = "![a](b)\n".repeat(3);
        assert_eq!(manner(&plain, true, true), Manner::Markdown);
    }

    proptest! {
        #[test]
        fn nothing_that_was_there_goes_but_space_and_the_picture_is_read_again(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "One.", "\n", "\n\n", "- item", "  more", "> quote", "```", "# Head", " ", "1. x", "| a |", "é",
                ]),
                0..12,
            ),
            at in 0_usize..60,
        ) {
            let text = parts.concat();
            let blocks = parse(&text, 0);
            let done = insert(&text, &blocks, 0, at, BOAT, Manner::Markdown);
            let after = done.edit.applied_to(&text);

            let without = |text: &str| text.split_whitespace().collect::<String>();
            let picture = "![Aboat](/img/boat.jpg)";
            prop_assert_eq!(without(&after).replacen(picture, "", 1), without(&text));
            prop_assert!(after.is_char_boundary(done.selection.start));
            prop_assert_eq!(&after[..done.selection.start][done.selection.start - 24..], "![A boat](/img/boat.jpg)");
        }
    }
}
