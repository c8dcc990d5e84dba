//! Texts that have cost some reader of markdown, of a head or of settings more than their length.

/// A text of one kind, as long as one wants.
pub struct Shape {
    pub name: &'static str,
    made: Made,
}

enum Made {
    /// What stands before, and what is repeated; `#` in that stands for a number.
    Repeated(&'static str, &'static str),
    By(fn(usize) -> String),
}

impl Shape {
    /// Of `bytes` bytes, or a little more.
    pub fn text(&self, bytes: usize) -> String {
        match self.made {
            Made::Repeated(before, part) => repeated(before, part, bytes),
            Made::By(make) => make(bytes),
        }
    }
}

const fn shape(name: &'static str, part: &'static str) -> Shape {
    after(name, "", part)
}

const fn after(name: &'static str, before: &'static str, part: &'static str) -> Shape {
    Shape {
        name,
        made: Made::Repeated(before, part),
    }
}

const fn made(name: &'static str, make: fn(usize) -> String) -> Shape {
    Shape {
        name,
        made: Made::By(make),
    }
}

fn repeated(before: &str, part: &str, bytes: usize) -> String {
    let mut text = before.to_owned();
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        if part.contains('§') {
            text.push_str(&part.replace('§', &number.to_string()));
        } else {
            text.push_str(part);
        }
    }
    text
}

fn tildes(bytes: usize) -> String {
    let part = bytes / 10;
    [" ~a".repeat(part), "b~~c".repeat(part)].concat()
}

fn backticks(bytes: usize) -> String {
    let mut text = String::new();
    let mut count = 1;
    while text.len() < bytes {
        text.push_str(&"`".repeat(count));
        text.push('a');
        count += 1;
    }
    text
}

/// Bodies.
pub const BODIES: &[Shape] = &[
    made("tildes that fit no other", tildes),
    after("a heading of tildes", "# ", " ~a b~~c"),
    shape(
        "prose",
        "The *ferry* leaves at **half past** eleven, \"they\" say; see [a link](https://example.org/x).\n\n",
    ),
    shape("one word", "a"),
    shape("equal headings", "# a\n"),
    shape("headings that look numbered", "# a\n\n# a-1\n\n"),
    shape("opening brackets", "["),
    shape("closing brackets", "a]"),
    shape("links that do not end", "[a]("),
    shape("targets that do not end", "[](\""),
    shape("pictures that do not end", "!["),
    shape("addresses of pictures that do not end", "![a]("),
    shape("links in links", "[a](<b"),
    shape("brackets of labels", "[a][b]"),
    shape("opening braces", "{{< x "),
    shape("shortcodes", "{{< x >}}"),
    shape("attributes", "# a {.b}\n"),
    shape("attributes that do not end", "{.a "),
    shape(
        "unknown shortcodes in one line",
        "{{< a >}}words here and there again ",
    ),
    shape(
        "shortcodes that are closed later",
        "{{< highlight go >}}x {{< /a >}}",
    ),
    shape(
        "shortcodes with signs that they cannot have",
        "{{< figure ' ",
    ),
    shape("ends of no shortcode", "{{< x }} "),
    shape("code that does not end", "{{< highlight go >}}\n"),
    shape("declarations", "x<!A "),
    shape("end tags", "</"),
    shape("open tags", "<a "),
    shape("open attributes", "<a b=\""),
    shape("less than", "a<"),
    shape("comments", "a <!-- "),
    shape("instructions", "a <? "),
    shape("character data", "a <![CDATA["),
    shape("tags that stay open", "<b>a"),
    shape("tags in tags", "<b><i><code>a"),
    shape("details", "<details>\n\na\n\n"),
    shape("details in a list", "- <details>\n\n"),
    shape("emphasis that does not end", "*a **b "),
    shape("emphasis of two kinds", "_a *"),
    shape("stars", "*"),
    shape("underscores", "a_"),
    shape("struck", "~~a "),
    made("backticks", backticks),
    made("backticks that are closed in another paragraph", |bytes| {
        let half = backticks(bytes / 2);
        [half.as_str(), "\n\n", &half].concat()
    }),
    shape("backticks of one length", "`a\n"),
    shape("quotes in quotes", ">"),
    shape("quotes", "> a\n"),
    shape("lists in lists", "- "),
    shape("numbers in numbers", "1. "),
    shape("a long list", "- a\n"),
    shape("a loose list", "1. a\n\n"),
    shape("tasks", "- [ ] a\n"),
    made("items that go in", |bytes| {
        let mut text = String::new();
        let mut depth = 0;
        while text.len() < bytes {
            text.push_str(&" ".repeat(2 * (depth % 90)));
            text.push_str("- a\n");
            depth += 1;
        }
        text
    }),
    after("a table", "| a | b |\n| - | - |\n", "| c | d |\n"),
    made("a wide table", |bytes| {
        let count = bytes / 8;
        let row = |cell: &str| cell.repeat(count) + "|\n";
        row("|a") + &row("|-") + &row("|b")
    }),
    after(
        "a table of many short rows",
        "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n",
        "a\n",
    ),
    shape("references to notes", "[^1]"),
    after("references to a note", "[^1]: x\n\n", "[^1] "),
    shape("notes", "[^§]: x\n\n"),
    shape("notes that are used", "[^§]\n\n[^§]: x\n\n"),
    after("notes in one block", "[^1]: x\n\n", "[^§] "),
    shape("definitions of links", "[§]: /x\n"),
    shape("definitions of one link", "[a]: /x\n"),
    shape("definitions that do not end", "[a]:\n"),
    after(
        "uses of one link",
        "[a]: /xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n",
        "[a] ",
    ),
    after(
        "uses of one link in blocks",
        "[a]: /xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n",
        "[a]\n\n",
    ),
    shape("terms", "a\n: b\n\n"),
    shape("terms without an empty line", "a\n: b\n"),
    shape("formulas that open in cells of one row", "| \\( "),
    shape("dollars", "$a "),
    shape("dollars of a formula", "$$a "),
    shape("formulas", "$a_b$ "),
    shape("double quotes", "\"a "),
    shape("single quotes", "'a' "),
    shape("dashes", "a--"),
    shape("angles", "a<<b>> "),
    shape("addresses", "https://a.nl/b "),
    shape("addresses with stops", "https://a.nl/b."),
    shape("brackets at the end of addresses", "https://a.nl/b)"),
    after("an address with brackets", "https://a.nl/", ")"),
    after("an address with stops", "https://a.nl/", "."),
    after("a host of many parts", "http://a", ".a"),
    shape("people", "a@"),
    shape("people with dots", "a.@b"),
    shape("names of machines", "www."),
    after("a name of many parts", "a@a", ".a"),
    shape("entities", "&amp;"),
    shape("ampersands", "&"),
    shape("ampersands and letters", "&a"),
    shape("backslashes", "\\"),
    shape("backslashes at the end", "a\\\n"),
    shape("fences", "~~~\n"),
    shape("fences that do not end", "```a\n"),
    shape("indented code", "    a\n"),
    shape("tabs", "\t"),
    shape("spaces", "a "),
    shape("blank lines", "\n"),
    shape("lines of one paragraph", "a\n"),
    shape("lines with spaces", " a  \n"),
    shape("lines of equals", "a\n=\n"),
    shape("rules", "---\n"),
    shape("braces on one line", "{a}"),
    after("braces in a heading", "# a ", "{a} "),
    after("a heading with attributes", "# a {", ".a "),
    shape("opening braces alone", "{"),
    shape("carriage returns", "a\r"),
    shape("lines of windows", "a\r\n"),
    shape("combining letters", "a\u{301}"),
    shape("letters of four bytes", "\u{1f600}"),
    shape("alerts", "> [!NOTE]\n> a\n\n"),
    shape("blocks of HTML", "<div>\n\n"),
    shape("a block of HTML", "<div>\na\n"),
    shape("figures", "<figure>\n<img>\n"),
    shape("summaries", "<details><summary>a"),
    shape("pictures", "![a](b.jpg)\n\n"),
    shape("pictures in text", "![a](b.jpg) a "),
    shape(
        "words that stand twice",
        "word word word word word word\n\n",
    ),
    shape("links", "[a](b) "),
    after("a label with brackets", "[", "\\]"),
    shape("numbers", "1.\n"),
    shape("bullets of three kinds", "* a\n- a\n+ a\n"),
    shape("zeros", "\0"),
];

/// Articles that are checked.
pub const ARTICLES: &[Shape] = &[
    shape("comments that silence", "<!-- kopij-ignore a -->\n"),
    after(
        "comments that silence in a head",
        "---\n",
        "# kopij-ignore a\n",
    ),
    shape(
        "comments that silence in a line",
        "<!-- kopij-ignore a --> ",
    ),
    shape(
        "comments that silence what is found",
        "<!-- kopij-ignore link -->\n[a]()\n\n",
    ),
    made("quotes that stay open", |bytes| {
        "> ".repeat(bytes / 4) + &"a\n".repeat(bytes / 4)
    }),
    made("quotes that stay open, not too many", |bytes| {
        "> ".repeat(250) + &"a\n".repeat(bytes / 2)
    }),
];

/// Heads.
pub const HEADS: &[Shape] = &[
    after("keys", "---\n", "a§: b\n"),
    after("a list", "---\na:\n", "- b\n"),
    after("flow lists that do not end", "---\na: ", "["),
    after("flow maps that do not end", "---\na: ", "{b: "),
    after("flow items", "---\na: [", "b, "),
    after("anchors and aliases", "---\n", "a§: &x [*x]\n"),
    after("quoted text that does not end", "---\na: \"", "b\n "),
    after("a text of lines", "---\na: |\n", "  b\n"),
    after("a text over lines", "---\na: b\n", "  b\n"),
    after("comments", "---\n", "# a\n"),
    after("equal keys", "---\n", "a: b\n"),
    after("questions", "---\n", "? a\n"),
    after("dashes", "---\n", "- "),
    after("tags", "---\na: ", "!b "),
    after("merges", "---\n", "<<: {a: b}\n"),
    after("escapes", "---\na: \"", "\\u00e9"),
    after("a list of maps", "---\na:\n", "- b: c\n  d: e\n"),
    after("spaces", "---\na: b", " "),
    after("TOML keys", "+++\n", "a§ = 1\n"),
    after("TOML tables", "+++\n", "[a§]\nb = 1\n"),
    after("TOML tables in tables", "+++\n", "[a.b§]\nb = 1\n"),
    after("TOML lists of tables", "+++\n", "[[a]]\nb = 1\n"),
    after("TOML lists", "+++\na = [", "1, "),
    after("TOML lists that do not end", "+++\na = ", "["),
    after("TOML text", "+++\na = \"\"\"", "b\n"),
    after("TOML comments", "+++\n", "# a\n"),
    after("JSON keys", "{", "\"a§\": 1,\n"),
    after("JSON lists", "{\"a\": [", "1, "),
    after("JSON lists that do not end", "{\"a\": ", "["),
    after("JSON maps", "{", "\"a\": {"),
    after("JSON text", "{\"a\": \"", "\\n"),
];

/// Settings, by the file they stand in; some are none that can be read.
pub const SETTINGS: &[(&str, Shape)] = &[
    ("hugo.toml", shape("TOML keys", "k§ = 1\n")),
    (
        "netlify.toml",
        shape("variables of who publishes a site", "HUGO_A§ = 1\n"),
    ),
    (
        "hugo.toml",
        shape("TOML words that are no values", "k§=v\n"),
    ),
    ("hugo.toml", shape("TOML tables", "[a.b§.c]\n")),
    ("hugo.toml", shape("TOML keys with dots", "a.b§.c = 1\n")),
    ("hugo.toml", shape("TOML lists of tables", "[[a]]\nb = 1\n")),
    ("hugo.toml", after("TOML lists", "a = [", "\"§\", ")),
    (
        "hugo.toml",
        after("TOML tables in a line", "a = {", "b§ = {}, "),
    ),
    ("hugo.toml", shape("TOML comments", "# a.b = [c]\n")),
    (
        "hugo.toml",
        shape(
            "languages",
            "[languages.l§]\ntitle = 'a'\npermalinks.a = '/:slug/'\n",
        ),
    ),
    (
        "hugo.toml",
        shape(
            "values handed down",
            "[[cascade]]\na = 1\n[cascade.target]\npath = '/§/**'\n",
        ),
    ),
    (
        "hugo.toml",
        shape(
            "mounts",
            "[[module.mounts]]\nsource = 'c§'\ntarget = 'content'\n",
        ),
    ),
    (
        "hugo.toml",
        after("patterns of files", "ignoreFiles = [", "'a§.*', "),
    ),
    (
        "hugo.toml",
        after("addresses", "[permalinks]\n", "s§ = '/:year/:slug/'\n"),
    ),
    (
        "hugo.toml",
        after("menus", "", "[[menus.main]]\nname = 'a§'\nurl = '/a/'\n"),
    ),
    ("hugo.yaml", shape("YAML keys", "k§: v\n")),
    ("hugo.yaml", shape("YAML maps", "k§:\n  a:\n    b: 1\n")),
    ("hugo.yaml", after("YAML lists", "a:\n", "- §\n")),
    ("hugo.yaml", after("YAML lists in a line", "a: [", "§, ")),
    ("hugo.yaml", shape("YAML anchors", "k§: &x§ [a]\n")),
    ("hugo.json", after("JSON keys", "{", "\"k§\": 1,\n")),
    (
        "hugo.json",
        after("JSON maps", "{", "\"k§\": {\"a\": {\"b\": 1}},\n"),
    ),
    ("hugo.json", after("JSON lists", "{\"a\": [", "§, ")),
    ("kopij.toml", shape("fields", "[fields.f§]\nmax = 1\n")),
    (
        "kopij.toml",
        shape("fields of sections", "[sections.s§.fields.a]\nmax = 1\n"),
    ),
    (
        "config.yml",
        after(
            "collections",
            "collections:\n",
            "- folder: content/s§\n  fields:\n  - name: a§\n",
        ),
    ),
    (
        "frontmatter.json",
        after(
            "types",
            "{\"frontMatter.taxonomy.contentTypes\": [",
            "{\"name\": \"a§\", \"fields\": [{\"name\": \"b§\"}]},\n",
        ),
    ),
    (
        "netlify.toml",
        shape("lines of a service", "command§ = \"npx x && hugo -D\"\n"),
    ),
];

/// Settings as long as one wants, with their end.
pub fn settings(shape: &Shape, bytes: usize) -> String {
    let text = shape.text(bytes);
    let end = match &*text {
        text if text.starts_with("a = {") => "}\n",
        text if text.starts_with("{\"a\": [") => "0]}\n",
        text if text.starts_with("{\"front") => "{}]}\n",
        text if text.starts_with('{') => "\"end\": 1}\n",
        text if text.ends_with(", ") => "]\n",
        _ => "",
    };
    text + end
}

/// A head as long as one wants, with its end.
pub fn head(shape: &Shape, bytes: usize) -> String {
    let text = shape.text(bytes);
    let end = match text.get(..3) {
        Some("+++") if text.ends_with(", ") => "]\n+++\n",
        Some("+++") if text.contains("\"\"\"") => "\"\"\"\n+++\n",
        Some("+++") => "\n+++\n",
        Some("---") if text.ends_with(", ") => "]\n---\n",
        Some("---") => "\n---\n",
        _ if text.ends_with("1,\n") => "\"b\": 1}\n",
        _ if text.ends_with("1, ") => "1]}\n",
        _ if text.ends_with("\\n") => "\"}\n",
        _ => "\n",
    };
    text + end
}

/// Of this thread.
#[cfg(unix)]
pub fn processor_time() -> std::time::Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let secs = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    std::time::Duration::new(secs, nanos)
}

#[cfg(not(unix))]
pub fn processor_time() -> std::time::Duration {
    use std::{sync::LazyLock, time::Instant};
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}
