//! Markdown at random, of the signs that goldmark's rules turn on, as Kopij and a real Hugo make
//! HTML of it.
//!
//! `KOPIJ_LONG=1` makes 100,000 texts from another start each time, which it says.
//!
//! With settings of the site the same is done, of the signs that each turns on.
//!
//! Left out, as they differ: a row of a table that is a bar
//! and nothing else, a table below a line of a list, and one without bars in a list; a note
//! without a definition in a heading; code behind `> - ` and a tab; HTML in a line of its own
//! right below the definition of a link; a quote that is closed in another block than it was
//! opened in; what follows a table with a colon; a heading in an item with a tick box; an address in which `<` opens a tag; a comment behind an indent in a list or quote;
//! `[a][b]` in a heading where `b` is nothing.

use std::fs;

use kopij::model::markdown::{
    blocks::{Dialect, parse_as},
    render::{RawHtml, html},
};

use crate::support::{Dice, Hugo, hugo, is_long, page, put, report};

const WORDS: [&str; 31] = [
    "een", "twee", "Één", "a", "b", "c d", "x", "the end", "naïve", "中文", "日本", "한국", "½",
    "Ⅰ", "1", "2", "3.5", "€", "😀", "“q”", "don", "t", "s", "'s", "50%", "foo", "Foo bar", "ﬁ",
    "İ", "ß", "q",
];
const SIGNS: [&str; 74] = [
    " ~~x~~ ",
    "a~b",
    " ~c~ ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "[",
    "](",
    "](a.jpg)",
    "](50%.jpg)",
    "](a%zz)",
    "](/b \"t\")",
    "]",
    "(",
    ")",
    "!",
    "![",
    "<",
    ">",
    "&",
    "&amp;",
    "&#8220;",
    "&#0048;",
    "&#x27;",
    "&copy;",
    "&nope;",
    ";",
    ":",
    "\"",
    "\"",
    "'",
    "'",
    "-",
    "--",
    "---",
    ".",
    "...",
    "\\",
    "#",
    "{",
    "}",
    "=",
    "+",
    "++",
    "^",
    "$",
    "/",
    "@",
    "http://a.nl",
    "https://x.org/a_b",
    "www.a.nl",
    "www.a.nl/50%.jpg",
    "a@b.nl",
    " ",
    " ",
    " ",
    "\n",
    "<sup>",
    "</b>",
    "<br>",
    "<!-- c -->",
    "「",
    "，",
    "。",
    "«",
    "<<",
    ">>",
    ":smile:",
    "[^1]",
    "[ ]",
    "<http://q.nl>",
];
const STARTS: [&str; 24] = [
    "",
    " ",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    "# ",
    "## ",
    "### ",
    ": ",
    ":  ",
    "- [ ] ",
    "- [x] ",
    "- [ ]",
    "    ",
    "| a | b |\n|---|---|\n| c ",
    "[a]: /u \"t\"\n\n",
    "---\n",
    "```\n",
    "~~~ js\n",
    "<details>\n",
    "- > ",
    "## *",
];
const ENDS: [&str; 8] = [
    "",
    "",
    " {#own}",
    " {.c}",
    " {#own data-x=\"y\"}",
    " {so}",
    " ##",
    " # ",
];

#[test]
fn markdown_at_random_is_made_as_hugo_makes_it() {
    let Some(hugo) = hugo() else { return };
    let (start, count) = if is_long() {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        (now.unwrap().as_secs(), 100_000)
    } else {
        (1, 4_000)
    };
    let mut dice = Dice(start);
    let texts: Vec<String> = std::iter::repeat_with(|| text(&mut dice))
        .filter(|text| !is_left_out(text))
        .take(count)
        .collect();

    let theirs = made(&hugo, &texts);

    let dialect = Dialect::HUGO.with_alerts(false);
    let mut wrong = Vec::new();
    for (text, theirs) in texts.iter().zip(&theirs) {
        let ours = html(text, &parse_as(dialect, text, 0), RawHtml::Omitted);
        if page::seen(&ours) != page::seen(theirs) {
            wrong.push(format!("{text:?}\n  is {ours:?}\n not {theirs:?}"));
        }
    }
    report(&format!(
        "{count} texts from {start}, {}: {} differ",
        hugo.version,
        wrong.len()
    ));
    wrong.sort_by_key(String::len);
    // One in some thousands differs in ways that are in no writer's text.
    let most = if is_long() { count / 1_000 } else { 0 };
    assert!(
        wrong.len() <= most,
        "{} of {count}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(30)].join("\n")
    );
}

/// Settings of a site, the signs that they turn on, and the lines.
type Setting = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const PASSTHROUGH: &str = r"[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [['\[', '\]'], ['$$', '$$']]
inline = [['\(', '\)'], ['$', '$']]
";
const EXTRAS: &str = "[markup.goldmark.extensions]\nstrikethrough = false
[markup.goldmark.extensions.extras]\ndelete = {enable = true}\ninsert = {enable = true}
mark = {enable = true}\nsubscript = {enable = true}\nsuperscript = {enable = true}\n";

const SETTINGS: [Setting; 8] = [
    (
        "[markup.goldmark.parser]\nwrapStandAloneImageWithinParagraph = false\n",
        &["![x](a.jpg)", "![y](b.jpg \"t\")", "](", "!["],
        &[
            "![x](a.jpg)\n",
            "- ![x](a.jpg)\n",
            "> ![x](a.jpg)\n",
            "[![x](a.jpg)](/b)\n",
        ],
    ),
    (
        PASSTHROUGH,
        &[
            "$",
            "$$",
            "\\(",
            "\\)",
            "\\[",
            "\\]",
            "$a*b*$",
            "$$x_y_z$$",
            "$a*",
            "\\\\",
        ],
        &["$$\na \\\\\nb_c_\n$$\n"],
    ),
    (
        "enableEmoji = true\n",
        &[
            ":smile:", ":+1:", ":heart:", ":nope:", ":", ":t-rex:", ":Smile:",
        ],
        &["# :smile: "],
    ),
    (
        EXTRAS,
        &[
            "==", "++", "^", "~", "~~", "==a==", "H~2~O", "x^2^", "++b++", "x^+^",
        ],
        &["## ==a== "],
    ),
    (
        "[markup.goldmark.extensions.extras.mark]\nenable = true\n",
        &["==", "==a==", "=", "~a~"],
        &[],
    ),
    (
        "[markup.goldmark.parser.attribute]\nblock = true\n",
        &["{.c", "}", "{so}"],
        &[
            "a\n{.c}\n",
            "- a\n- b\n{#i .d title=\"t u\"}\n",
            "> q\n{.c}\n",
        ],
    ),
    (
        "",
        &[
            "{.c}",
            "{#own}",
            "{#own data-x=\"y z\"}",
            "{so}",
            "##",
            "{a=\"}\"}",
        ],
        &["# ", "## b ", "> # "],
    ),
    (
        "[markup.goldmark.extensions]\nlinkifyProtocol = 'http'\n",
        &["www.a.nl", "http://a.nl", "a@b.nl"],
        &[],
    ),
];

#[test]
fn each_setting_of_the_markup_does_at_random_what_it_does_to_hugo() {
    let Some(hugo) = hugo() else { return };
    let (start, count) = if is_long() { (7, 10_000) } else { (1, 500) };
    for (number, (settings, signs, lines)) in SETTINGS.into_iter().enumerate() {
        let mut dice = Dice(start + number as u64);
        let texts: Vec<String> = std::iter::repeat_with(|| set_text(&mut dice, signs, lines))
            .filter(|text| !is_set_text_left_out(text))
            .take(count)
            .collect();
        let site = tempfile::tempdir().unwrap();
        put(&site.path().join("hugo.toml"), settings);
        let dialect = kopij::io::site_files::settings_at(site.path()).dialect(0);
        let dialect = dialect.with_alerts(false);

        let theirs = made_with(&hugo, &texts, settings);

        let mut wrong = Vec::new();
        for (text, theirs) in texts.iter().zip(&theirs) {
            let ours = html(text, &parse_as(dialect, text, 0), RawHtml::Omitted);
            if page::seen(&ours) != page::seen(theirs) {
                wrong.push(format!("{text:?}\n  is {ours:?}\n not {theirs:?}"));
            }
        }
        report(&format!("{settings}{count} texts: {} differ", wrong.len()));
        wrong.sort_by_key(String::len);
        // What no writer's text has: attributes at the start of an item, signs that cross.
        assert!(
            wrong.len() <= count / 50,
            "{} of {count} with {settings}:\n{}",
            wrong.len(),
            wrong[..wrong.len().min(30)].join("\n")
        );
    }
}

fn set_text(dice: &mut Dice, signs: &[&str], own_lines: &[&str]) -> String {
    const STARTS: [&str; 9] = ["", "", "- ", "1. ", "> ", "# ", "## ", "    ", "```\n"];
    let mut text = String::new();
    let lines = 1 + dice.below(4);
    for _ in 0..lines {
        if !own_lines.is_empty() && dice.below(3) == 0 {
            text.push_str(dice.pick(own_lines));
        } else {
            text.push_str(dice.pick(&STARTS));
        }
        for _ in 0..dice.below(7) {
            let words = match dice.below(10) {
                0..=4 => dice.pick(&["een", "twee", "a", "b", "c d", "中文", "1", "don"]),
                5..=7 => dice.pick(signs),
                _ => dice.pick(&[
                    "*", "**", "_", "`", "[", "](a.jpg)", "!", "(", ")", ".", "-", " ",
                ]),
            };
            text.push_str(words);
            if dice.below(3) == 0 {
                text.push(' ');
            }
        }
        text.push_str(dice.pick(&["\n", "\n\n"]));
    }
    text
}

fn is_set_text_left_out(text: &str) -> bool {
    let mut lines = text.lines();
    text.contains("{{") || lines.any(|line| line.starts_with("~~~") || line.starts_with("=="))
}

fn text(dice: &mut Dice) -> String {
    match dice.below(5) {
        0 | 1 => words(dice, 8),
        2 => {
            let marks = "#".repeat(1 + dice.below(3));
            let end = dice.pick(&ENDS);
            format!("{marks} {}{end}", words(dice, 6).replace('\n', " "))
        }
        _ => {
            let mut text = String::new();
            for _ in 0..=dice.below(4) {
                text.push_str(dice.pick(&STARTS));
                text.push_str(&words(dice, 5).replace(['"', '\''], ""));
                text.push_str(dice.pick(&["\n", "\n\n"]));
            }
            text
        }
    }
}

fn words(dice: &mut Dice, most: usize) -> String {
    let mut words = String::new();
    for _ in 0..dice.below(most + 1) {
        let is_word = dice.below(2) == 0;
        words.push_str(if is_word {
            dice.pick(&WORDS)
        } else {
            dice.pick(&SIGNS)
        });
        if dice.below(4) == 0 {
            words.push(' ');
        }
    }
    words
}

fn is_left_out(text: &str) -> bool {
    let lines = || text.lines();
    let is_item = |line: &str| {
        line.starts_with(['-', '*', '>']) || line.starts_with(|c: char| c.is_ascii_digit())
    };
    // Calls of shortcodes are read elsewhere.
    text.contains("{{")
        || lines().any(|line| line.contains('#') && line.contains("[^"))
        || text.contains("[^") && lines().any(|line| line.starts_with("---"))
        || text.contains("|---|") && lines().any(is_item)
        || text.contains("<!--") && text.contains(['>', '-']) && text.contains("  ")
        || text.contains("]: /u") && text.contains('<')
        || text.contains("][")
        || text.contains("<!")
        || text.contains("|---|") && text.contains(": ")
        || text.contains("- [") && text.contains("\n    =")
}

/// What Hugo makes of each text.
fn made(hugo: &Hugo, texts: &[String]) -> Vec<String> {
    made_with(hugo, texts, "")
}

fn made_with(hugo: &Hugo, texts: &[String], settings: &str) -> Vec<String> {
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| put(&site.path().join(path), text);
    let base = "baseURL = 'https://example.org/'\n";
    write("hugo.toml", &[base, settings].concat());
    write("content/_index.md", "---\ntitle: A\n---\n");
    write("data/texts.json", &serde_json::to_string(texts).unwrap());
    write(
        "layouts/index.html",
        "{{ range site.Data.texts }}{{ $.RenderString (dict \"display\" \"block\") . | jsonify }}\n{{ end }}",
    );
    hugo.build(site.path(), &[]);
    let made = fs::read_to_string(site.path().join("public/index.html")).unwrap();
    let lines = made.lines().filter(|line| !line.is_empty());
    let made: Vec<String> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(made.len(), texts.len());
    made
}
