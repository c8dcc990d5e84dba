//! What a paste becomes.

use std::ops::Range;

use super::{Formatted, lines, table};
use crate::model::text::{Edit, position};

/// What pasting does in prose where it does more than inserting: an address over words makes a
/// link, cells of a spreadsheet make a table. `None`: the paste means itself.
pub fn paste(text: &str, selection: Range<usize>, pasted: &str) -> Option<Formatted> {
    let selection = super::whole_characters(text, &selection);
    if !lines::is_prose(text, selection.start) {
        return None;
    }
    link_to(text, &selection, pasted).or_else(|| cells(text, &selection, pasted))
}

/// Pasted HTML as markdown. `None`: it says no more than its plain text, or nothing at all.
pub fn of_html(html: &str, plain: &str) -> Option<String> {
    if html.len() > MAX_HTML_BYTES {
        return None;
    }
    let converter = htmd::HtmlToMarkdown::builder()
        .skip_tags(vec!["script", "style", "head", "title", "meta", "svg"])
        .options(htmd::options::Options {
            bullet_list_marker: htmd::options::BulletListMarker::Dash,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..htmd::options::Options::default()
        })
        .build();
    let markdown = converter.convert(html).ok()?;
    let markdown = markdown.trim();
    let is_more = !markdown.is_empty() && words(markdown) != words(plain);
    is_more.then(|| markdown.to_owned())
}

const MAX_HTML_BYTES: usize = 2 << 20;

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    let schemes = ["http://", "https://", "mailto:"];
    schemes.iter().any(|scheme| text.starts_with(scheme))
        && !text.contains(|c: char| c.is_whitespace() || c == '<' || c == '>')
}

/// `[selected](address)`, for a selection of words in one line.
fn link_to(text: &str, selection: &Range<usize>, pasted: &str) -> Option<Formatted> {
    let selected = text.get(selection.clone())?;
    let is_address_of_link = text.get(..selection.start)?.ends_with("](");
    if !is_address(pasted)
        || selected.trim().is_empty()
        || selected.contains(['\n', '[', ']'])
        || is_address(selected)
        || is_address_of_link
    {
        return None;
    }
    let address = pasted.trim().replace('(', "%28").replace(')', "%29");
    Some(inserted(selection, format!("[{selected}]({address})")))
}

fn cells(text: &str, selection: &Range<usize>, pasted: &str) -> Option<Formatted> {
    let start = position::line_start(text, selection.start);
    let before = text.get(start..selection.start)?;
    if !before.trim().is_empty() {
        return None;
    }
    let table = table::of_cells(pasted)?;
    let above = text.get(..start)?.lines().next_back();
    let gap = if above.is_some_and(|line| !line.trim().is_empty()) {
        "\n"
    } else {
        ""
    };
    Some(inserted(selection, format!("{gap}{table}\n")))
}

fn inserted(selection: &Range<usize>, insert: String) -> Formatted {
    let end = selection.start + insert.len();
    Formatted {
        edit: Edit {
            range: selection.clone(),
            insert,
        },
        selection: end..end,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{check_with, unmarked},
        *,
    };

    fn check_paste(before: &str, pasted: &str, after: &str) {
        check_with(
            before,
            |text, selection| paste(text, selection, pasted),
            after,
        );
    }

    fn check_plain(before: &str, pasted: &str) {
        let (text, selection) = unmarked(before);
        assert_eq!(paste(&text, selection, pasted), None, "{before:?}");
    }

    const ADDRESS: &str = "https://example.org/a";

    #[test]
    fn an_address_over_words_makes_a_link() {
        check_paste("see ‹here›", ADDRESS, "see [here](https://example.org/a)|");
        check_paste(
            "‹a b›",
            " https://e.org/(x) ",
            "[a b](https://e.org/%28x%29)|",
        );
        check_paste("‹me›", "mailto:a@e.org", "[me](mailto:a@e.org)|");
        check_plain("a|", ADDRESS);
        check_plain("‹https://old.org›", ADDRESS);
        check_plain("[a](‹url›)", ADDRESS);
        check_plain("‹a\nb›", ADDRESS);
        check_plain("‹a›", "no address");
        check_plain("```\n‹a›\n```", ADDRESS);
    }

    #[test]
    fn cells_become_a_table_on_a_line_of_their_own() {
        let (text, selection) = unmarked("text\n|");
        let made = paste(&text, selection, "a\tb\nc\td\n").unwrap();
        let after = made.edit.applied_to(&text);
        assert_eq!(
            after,
            "text\n\n| a   | b   |\n| --- | --- |\n| c   | d   |\n"
        );
        check_plain("text|", "a\tb\nc\td");
        check_plain("```\n|\n```", "a\tb\nc\td");
    }

    #[test]
    fn html_becomes_markdown() {
        let html = "<html><head><style>p{}</style></head><body><h2>The quay</h2><p>A <b>bold</b> \
            <a href=\"https://e.org/\">link</a>.</p><ul><li>one</li><li>two</li></ul></body></html>";
        assert_eq!(
            of_html(html, "The quay\nA bold link.\none\ntwo").as_deref(),
            Some("## The quay\n\nA **bold** [link](https://e.org/).\n\n- one\n- two")
        );
    }

    #[test]
    fn html_that_says_no_more_than_its_text_is_left_alone() {
        let html = "<meta charset='utf-8'><div><span style=\"color:red\">a plain line</span></div>";
        assert_eq!(of_html(html, "a plain line"), None);
        assert_eq!(of_html("", ""), None);
        assert_eq!(of_html("<script>alert(1)</script>", ""), None);
    }
}
