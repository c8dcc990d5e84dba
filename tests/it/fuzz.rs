//! Texts put together at random from pieces that tempt a reader: nothing panics, and what is read
//! keeps its laws. The seeds lie in `tests/fixtures/fuzz`; what once went wrong is one of them.
//!
//! `KOPIJ_LONG=1` goes on for ten minutes with each kind of text, with another start each time.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant, SystemTime},
};

use kopij::model::{
    card,
    front_matter::{self, Change, Format, FrontMatter, KeyPath, Value},
    markdown::{
        blocks::{self, Blocks, Dialect, Exactness},
        format, line, outline, render,
    },
    spelling, summary, text,
};

use super::support;

#[path = "../../benches/shapes/mod.rs"]
#[expect(dead_code, reason = "the time is for the benches")]
mod shapes;

/// How many texts the usual run tries of each kind.
const TEXTS: u32 = 300;
/// And how long the long run goes on.
const LONG: Duration = Duration::from_mins(10);
const MOST_BYTES: usize = 4_000;

/// What stands in markdown.
const OF_BODIES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  \n",
    "\t",
    "    ",
    "a",
    "é",
    "日",
    "😀",
    "\u{301}",
    "\u{a0}",
    "\0",
    "A b. ",
    "1",
    "1. ",
    "12) ",
    "- ",
    "* ",
    "+ ",
    "> ",
    ">",
    "# ",
    "###### ",
    "#",
    "===\n",
    "---\n",
    "***\n",
    "```",
    "~~~",
    "````",
    "```go\n",
    "`",
    "``",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "[a]",
    "[a](b)",
    "[a]: b\n",
    "[^1]",
    "[^1]: c\n",
    "![",
    "![a](b)",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "<!--",
    "-->",
    "<details>",
    "</details>",
    "<summary>",
    "<div>\n",
    "</div>\n",
    "<img src=\"a\">",
    "<https://a.nl>",
    "https://a.nl/",
    "www.a.nl",
    "a@b.nl",
    "&amp;",
    "&",
    "\\",
    "\"",
    "'",
    "--",
    "...",
    "<<",
    ">>",
    "$",
    "$$",
    "$a_b$",
    "{",
    "}",
    "{{<",
    ">}}",
    "{{%",
    "%}}",
    "{{< x >}}",
    "{{< highlight go >}}",
    "{{< /highlight >}}",
    "{{</* x */>}}",
    "{{< figure src=\"a.jpg\" caption=\"b\" >}}",
    "{#a}",
    "{.b}",
    "|",
    "| a | b |\n",
    "| - | - |\n",
    ": ",
    "- [ ] ",
    "- [x] ",
    "> [!NOTE]\n",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\r",
];

/// What stands in heads.
const OF_HEADS: &[&str] = &[
    "---\n",
    "+++\n",
    "...\n",
    "---",
    "+++",
    "{",
    "}",
    "{\"",
    "\"",
    "'",
    ":",
    ": ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "a",
    "title",
    "title: ",
    "title = ",
    "\"title\": ",
    "date: 2026-02-24\n",
    "tags:\n",
    "- ",
    "- a\n",
    "  - b\n",
    "[",
    "]",
    "[a, b]",
    ", ",
    ",",
    "{a: b}",
    "#",
    " # c",
    "&x ",
    "*x",
    "!t ",
    "!!str ",
    "|\n",
    ">-\n",
    "? ",
    "<<: ",
    "é",
    "日",
    "😀",
    "\u{a0}",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\0",
    "\\",
    "\\u00e9",
    "\\n",
    "1",
    "-1.5e3",
    "99999999999999999999",
    "0x1F",
    "true",
    "null",
    "~",
    ".inf",
    ".nan",
    "1:20",
    "=",
    "[a]\n",
    "[[a]]\n",
    "[a.b]\n",
    "a.b = 1\n",
    "\"\"\"",
    "'''",
    "2026-02-24T16:09:07Z",
    "%",
    "@",
    "`",
    "yes",
    "resources:\n- src: a\n",
    "cover:\n  image: b\n",
];

#[test]
fn bodies_put_together_at_random_are_read_and_keep_their_laws() {
    let seeds = seeds(
        "markdown",
        shapes::BODIES.iter().map(|shape| shape.text(200)),
    );
    tried(&seeds, OF_BODIES, read_body);
}

#[test]
fn heads_put_together_at_random_are_read_and_changed_as_meant_or_not_at_all() {
    let heads = shapes::HEADS.iter().map(|shape| shapes::head(shape, 100));
    tried(&seeds("heads", heads), OF_HEADS, read_head);
}

/// What is kept, and more.
fn seeds(folder: &str, more: impl Iterator<Item = String>) -> Vec<String> {
    let files = fs::read_dir(format!("tests/fixtures/fuzz/{folder}")).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let kept = paths.iter().map(|path| fs::read_to_string(path).unwrap());
    kept.chain(more).collect()
}

/// Tries the seeds, and what comes of them.
fn tried(seeds: &[String], pieces: &[&str], read: fn(&str, &mut Dice)) {
    let start = Instant::now();
    let mut dice = Dice(2026);
    if support::is_long() {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        dice = Dice(now.unwrap().as_secs() | 1);
    }
    for seed in seeds {
        try_one(seed, read, &mut dice);
    }
    let mut count = 0;
    let goes_on = |count| count < TEXTS || support::is_long() && start.elapsed() < LONG;
    while goes_on(count) {
        count += 1;
        let text = dice.text(seeds, pieces);
        try_one(&text, read, &mut dice);
    }
    if support::is_long() {
        let said = format!("{count} texts\n");
        std::io::Write::write_all(&mut std::io::stdout(), said.as_bytes()).unwrap();
    }
}

#[test]
fn no_two_shapes_have_one_name() {
    let of_settings = shapes::SETTINGS.iter().map(|(_, shape)| shape.name);
    let names = |shapes: &[shapes::Shape]| shapes.iter().map(|shape| shape.name).collect();
    for names in [
        names(shapes::BODIES),
        names(shapes::HEADS),
        of_settings.collect(),
    ] {
        let names: Vec<&str> = names;
        let alone: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(alone.len(), names.len());
    }
}

#[test]
fn the_settings_of_the_shapes_end_as_they_should() {
    for (file, shape) in shapes::SETTINGS {
        let text = shapes::settings(shape, 200);
        let format = match file.rsplit('.').next() {
            Some("toml") => Format::Toml,
            Some("json") => Format::Json,
            _ => Format::Yaml,
        };
        let is_meant = !shape.name.contains("no values");
        let (_, problems) = front_matter::data(format, &text);
        assert_eq!(
            problems.is_empty(),
            is_meant,
            "{}: {problems:?}",
            shape.name
        );
    }
}

/// Says the text if something is wrong with it.
fn try_one(text: &str, read: fn(&str, &mut Dice), dice: &mut Dice) {
    let before = dice.0;
    let tried = catch_unwind(AssertUnwindSafe(|| read(text, dice)));
    assert!(tried.is_ok(), "with the dice {before} of the text {text:?}");
}

fn read_body(body: &str, dice: &mut Dice) {
    // The smallest parts show most of what can go wrong with them.
    let dialect = match dice.below(4) {
        0 => Dialect::HUGO.in_parts_of(16),
        1 => Dialect::GFM,
        _ => Dialect::HUGO,
    };
    let found = blocks::parse_as(dialect, body, 0);
    check_blocks(body, &found);
    assert_eq!(found.heading_ids().len(), found.headings.len());
    outline::outline(body, &found);
    render::html(body, &found, render::RawHtml::Kept);
    render::html(body, &found, render::RawHtml::Omitted);
    for word in spelling::words(Dialect::HUGO, body, 0) {
        assert!(body.get(word).is_some());
    }
    let at = body.floor_char_boundary(dice.below(body.len() + 1));
    let before = line::state_before(body, 0, at);
    for command in [format::enter, format::indent, format::outdent] {
        if let Some(formatted) = command(body, at..at, before) {
            assert!(body.get(formatted.edit.range).is_some());
        }
    }
    check_edit(body, found, dialect, dice);
}

fn check_blocks(body: &str, found: &Blocks) {
    let mut end = 0;
    for block in &found.blocks {
        assert!(end <= block.range.start, "blocks stand in order");
        assert!(body.get(block.range.clone()).is_some(), "of whole letters");
        end = block.range.end;
    }
    for block in found.in_reading_order() {
        for placed in found.content(body, block) {
            assert!(placed.range.start <= placed.range.end);
            assert!(
                placed.range.end <= block.range.len(),
                "{placed:?} in {block:?}"
            );
        }
    }
}

/// Blocks that follow an edit are those of the text after it.
fn check_edit(body: &str, mut found: Blocks, dialect: Dialect, dice: &mut Dice) {
    let start = body.floor_char_boundary(dice.below(body.len() + 1));
    let end = body.floor_char_boundary(start + dice.below(4)).max(start);
    let insert = dice.one_of(OF_BODIES);
    let mut text = body.to_owned();
    text.replace_range(start..end, insert);
    let change = text::Change {
        old: start..end,
        new: start..start + insert.len(),
    };
    let exactness = found.edited(&text, 0, &change, 1 << 20);
    if exactness == Exactness::Exact && !swells(&text) {
        assert_eq!(
            found,
            blocks::parse_as(dialect, &text, 0),
            "after {change:?} {insert:?}"
        );
    }
}

/// Whether what the labels of links stand for may be more than the parser puts in their place: it
/// leaves some labels as text then, and which depends on where it began.
fn swells(text: &str) -> bool {
    let definitions = text.lines().filter(|line| line.contains("]:"));
    let longest = definitions.map(str::len).max().unwrap_or_default();
    longest * text.matches(']').count() > 50_000
}

fn read_head(text: &str, dice: &mut Dice) {
    let head = front_matter::read(text);
    assert!(text.get(head.head.clone()).is_some());
    assert!(text.get(head.content.clone()).is_some());
    front_matter::glance(text);
    let body = blocks::parse(text, head.head.end);
    card::Card::of(&head, &body, text, summary::Rules::default());
    if !head.is_editable() {
        return;
    }
    for entry in &head.entries {
        assert!(text.get(entry.value_span.clone()).is_some());
        let path = KeyPath(vec![entry.key.clone()]);
        let value = entry.value.clone();
        // What says the same says it with no edit.
        if let Ok(Some(edit)) = front_matter::edit(text, &Change::Set { path, value }) {
            panic!("{edit:?} for {entry:?}");
        }
    }
    for change in changes(&head, dice) {
        check_change(text, &head, &change);
    }
}

fn changes(head: &FrontMatter, dice: &mut Dice) -> Vec<Change> {
    let new = KeyPath::new(["newkey"]);
    let word = dice.one_of(OF_HEADS).to_owned();
    let mut changes = vec![Change::Set {
        path: new,
        value: Value::Text(word.clone()),
    }];
    if let Some(entry) = head.entries.get(dice.below(head.entries.len().max(1))) {
        let path = KeyPath(vec![entry.key.clone()]);
        changes.extend([
            Change::Set {
                path: path.clone(),
                value: Value::Text(word.clone()),
            },
            Change::Set {
                path: path.clone(),
                value: Value::List(vec![Value::Text(word.clone()), Value::Bool(true)]),
            },
            Change::AddItem {
                path: path.clone(),
                item: Value::Text(word),
            },
            Change::Remove { path },
        ]);
    }
    changes
}

/// A change is made as meant, or not at all; the other values are as they were.
fn check_change(text: &str, before: &FrontMatter, change: &Change) {
    let Ok(Some(edit)) = front_matter::edit(text, change) else {
        return;
    };
    let changed = edit.applied_to(text);
    let after = front_matter::read(&changed);
    assert!(after.is_editable(), "{change:?} gives {changed:?}");
    let body =
        |text: &str, head: &FrontMatter| text.get(head.head.end..).unwrap().trim_start().to_owned();
    if before.format.is_some() {
        assert_eq!(body(text, before), body(&changed, &after), "{change:?}");
    }
    let path = change.path();
    match change {
        Change::Set { value, .. } => {
            let found = format!("{:?}", after.value(path).map(meaning));
            assert_eq!(found, format!("{:?}", Some(meaning(value))), "{change:?}");
        }
        Change::Remove { .. } => assert_eq!(after.entry(path), None),
        _ => {}
    }
    for entry in &before.entries {
        let own = KeyPath(vec![entry.key.clone()]);
        if own != *path {
            let found = after.value(&own).map(meaning);
            assert_eq!(
                format!("{found:?}"),
                format!("{:?}", Some(meaning(&entry.value))),
                "{change:?} of {own:?}"
            );
        }
    }
}

/// A value without its places; what looks like a date is one, whoever wrote it.
fn meaning(value: &Value) -> Value {
    match value {
        Value::Date(text) => Value::Text(text.clone()),
        Value::List(items) => Value::List(items.iter().map(meaning).collect()),
        Value::Map(entries) => Value::List(
            entries
                .iter()
                .flat_map(|entry| [Value::Text(entry.key.clone()), meaning(&entry.value)])
                .collect(),
        ),
        other => other.clone(),
    }
}

/// Numbers that are the same for the same start.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 8) as usize % end.max(1)
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// A seed that was changed in some places, or pieces alone.
    fn text(&mut self, seeds: &[String], pieces: &[&str]) -> String {
        let mut text = match self.below(4) {
            0 => String::new(),
            _ => seeds[self.below(seeds.len())].clone(),
        };
        for _ in 0..=self.below(12) {
            let start = text.floor_char_boundary(self.below(text.len() + 1));
            let end = text.floor_char_boundary(start + self.below(8)).max(start);
            match self.below(6) {
                0 => drop(text.drain(start..end)),
                1 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = other.floor_char_boundary(self.below(other.len() + 1));
                    text.insert_str(start, &other[from..]);
                }
                2 => {
                    let again = text[start..].repeat(1 + self.below(2));
                    text.push_str(&again);
                }
                _ => {
                    for _ in 0..=self.below(4) {
                        text.insert_str(start, self.one_of(pieces));
                    }
                }
            }
            text.truncate(text.floor_char_boundary(MOST_BYTES));
        }
        text
    }
}
