//! The HTML of articles beside the specs it must agree with, and beside Hugo.

use std::{fs, path::Path};

use kopij::model::markdown::{
    blocks::{Dialect, parse, parse_as},
    render::{RawHtml, html},
};

use crate::support::{hugo, put};

#[derive(serde::Deserialize)]
struct Example {
    section: String,
    markdown: String,
    html: String,
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/markdown");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Each block of an example is read by itself, so this also shows that a text may be divided.
fn check_examples(name: &str, dialect: Dialect, count: usize) {
    let examples: Vec<Example> = serde_json::from_str(&fixture(name)).unwrap();
    assert_eq!(examples.len(), count);
    let mut different = Vec::new();
    for (index, example) in examples.iter().enumerate() {
        let markdown = &example.markdown;
        let made = html(markdown, &parse_as(dialect, markdown, 0), RawHtml::Kept);
        if comparable(&made) != comparable(&example.html) {
            let number = index + 1;
            let (section, wanted) = (&example.section, &example.html);
            different.push(format!(
                "{number}, {section}: {markdown:?}\n  is {made:?}\nnot {wanted:?}"
            ));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// HTML less what makes no difference: line breaks between tags, and how an alignment is written.
fn comparable(html: &str) -> String {
    html.replace(" style=\"text-align: ", " align=\"")
        .replace(">\n", ">")
        .replace("\n<", "<")
        .replace("&quot;", "\"")
}

#[test]
fn all_examples_of_common_mark_are_read_as_it_says() {
    check_examples("commonmark.json", Dialect::COMMON_MARK, 652);
}

#[test]
fn all_examples_of_the_extensions_of_gfm_are_read_as_it_says() {
    check_examples("gfm.json", Dialect::GFM, 14);
}

/// The letters of HTML, less white space: no two programs break lines alike.
fn letters(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let end = if after.starts_with("!--") { "-->" } else { ">" };
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    for (entity, letter) in [
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&hellip;", "…"),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#160;", ""),
        ("&nbsp;", ""),
        ("&#x21a9;&#xfe0e;", "↩"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, letter);
    }
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The values of an attribute, in order.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    let words: Vec<&str> = html.split_whitespace().collect();
    words
        .join(" ")
        .split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|value| {
            value
                .replace("&ldquo;", "“")
                .replace("&rdquo;", "”")
                .replace("&#39;", "'")
        })
        .collect()
}

#[test]
fn a_page_of_everything_reads_as_hugo_makes_it() {
    let text = fixture("torture.md");
    let body_start = text.find("\n---\n").unwrap() + 5;
    let hugo = fixture("torture.html");

    let made = html(&text, &parse(&text, body_start), RawHtml::Omitted);

    assert_same(&letters(&made), &letters(&hugo));
    for attribute in ["id", "href", "src", "alt", "title"] {
        assert_eq!(values(&made, attribute), values(&hugo, attribute));
    }
}

/// Where the first difference is.
#[track_caller]
fn assert_same(made: &str, wanted: &str) {
    let same = made.chars().zip(wanted.chars()).take_while(|(a, b)| a == b);
    let start = same.count().saturating_sub(30);
    let part = |text: &str| text.chars().skip(start).take(90).collect::<String>();
    assert_eq!(part(made), part(wanted));
}

#[test]
fn hugo_still_makes_what_is_kept_of_it() {
    let Some(hugo) = hugo() else { return };
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| put(&site.path().join(path), text);
    write("hugo.toml", "baseURL = 'https://example.org/'\n");
    write("layouts/_default/single.html", "{{ .Content }}\n");
    write("layouts/_default/list.html", "-\n");
    write("content/torture.md", &fixture("torture.md"));

    hugo.build(site.path(), &[]);

    let made = fs::read_to_string(site.path().join("public/torture/index.html")).unwrap();
    assert_same(&letters(&made), &letters(&fixture("torture.html")));
}

/// A text in which each of the settings below changes something.
const SWITCHED: &str = "## Kop één & \"twee\" {#own}\n\n## Naïve -- x_y (twee)\n\nIt's \"quoted\" -- a dash... https://example.org/a\nline two\n\n~~gone~~ kept\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] task\n- [x] done\n\nterm\n: what it is\n\nnote[^1]\n\n[^1]: The note.\n";

#[test]
fn each_setting_of_the_markup_changes_the_page_as_it_changes_hugos() {
    let Some(hugo) = hugo() else { return };
    for settings in [
        "",
        "[markup.goldmark.renderer]\nhardWraps = true\n",
        "[markup.goldmark.extensions]\ntypographer = false\n",
        "[markup.goldmark.extensions.typographer]\ndisable = true\n",
        "[markup.goldmark.extensions.typographer]\nleftDoubleQuote = '&laquo;&nbsp;'\nrightDoubleQuote = '&nbsp;&raquo;'\nenDash = ''\napostrophe = '′'\n",
        "[markup.goldmark.extensions]\nlinkify = false\n",
        "[markup.goldmark.extensions]\nstrikethrough = false\n",
        "[markup.goldmark.extensions]\ntable = false\n",
        "[markup.goldmark.extensions]\ntaskList = false\n",
        "[markup.goldmark.extensions]\ndefinitionList = false\n",
        "[markup.goldmark.extensions]\nfootnote = false\n",
        "[markup.goldmark.parser.attribute]\ntitle = false\n",
        "[markup.goldmark.parser]\nautoHeadingID = false\n",
        "[markup.goldmark.parser]\nautoHeadingIDType = 'github-ascii'\n",
        "[markup.goldmark.parser]\nautoHeadingIDType = 'blackfriday'\n",
    ] {
        let site = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| put(&site.path().join(path), text);
        write(
            "hugo.toml",
            &format!("baseURL = 'https://example.org/'\n{settings}"),
        );
        write("layouts/_default/single.html", "{{ .Content }}\n");
        write("layouts/_default/list.html", "-\n");
        write("content/a.md", &format!("---\ntitle: A\n---\n{SWITCHED}"));
        hugo.build(site.path(), &[]);
        let theirs = fs::read_to_string(site.path().join("public/a/index.html")).unwrap();

        let read = kopij::io::site_files::settings_at(site.path());
        let ours = html(
            SWITCHED,
            &parse_as(read.dialect(0), SWITCHED, 0),
            RawHtml::Omitted,
        );

        for attribute in ["id", "href"] {
            let (ours, theirs) = (values(&ours, attribute), values(&theirs, attribute));
            assert_eq!(ours, theirs, "{settings}");
        }
        let (ours, theirs) = (letters(&ours), letters(&theirs));
        assert_eq!(ours, theirs, "{settings}");
    }
}
