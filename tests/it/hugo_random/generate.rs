//! A Hugo site at random: languages, mounts, what is handed down, bundles, dates of all kinds.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::support::Dice;

const CODES: [&str; 5] = ["en", "nl", "de", "pt-br", "zh-hant"];
const FOLDERS: [&str; 8] = [
    "",
    "posts",
    "posts",
    "news",
    "posts/deep",
    "Nieuws Van/Dag één",
    "news/2026",
    "docs",
];
const WORDS: [&str; 16] = [
    "ferry", "Brug", "één", "foto's", "a b", "tide-", "C++", "x & y", "x_y", "50%", "Über", "v1.2",
    "--", "日本", "ß", "of#",
];
const LAYOUT: &str = "{{ with .File }}FILE|{{ .Filename | safeHTML }}|END{{ end }}";

/// The files of a site, by their paths.
pub fn site(dice: &mut Dice, version: u32, files: usize) -> BTreeMap<String, String> {
    let mut site = Site::new(dice, version);
    let settings = site.settings(dice);
    site.put("hugo.toml", settings);
    for layout in ["_default/single.html", "_default/list.html", "index.html"] {
        site.put(&format!("layouts/{layout}"), LAYOUT.to_owned());
    }
    site.put("content/keep/me.md", "---\ntitle: Keep\n---\n".to_owned());
    for number in 0..files {
        site.article(dice, number);
    }
    site.sections(dice);
    site.files
}

/// Where the content of a language is.
#[derive(Clone, Copy, PartialEq)]
enum Ways {
    Names,
    Folders,
}

struct Site {
    version: u32,
    languages: Vec<&'static str>,
    ways: Ways,
    /// A folder that is mounted beside the content, and its language.
    has_mount: bool,
    files: BTreeMap<String, String>,
}

enum Value {
    Text(String),
    Bare(String),
    Date(String),
}

fn one<'a, T: ?Sized>(dice: &mut Dice, of: &[&'a T]) -> &'a T {
    of[dice.below(of.len())]
}

fn is_once_in(dice: &mut Dice, sides: usize) -> bool {
    dice.below(sides) == 0
}

impl Site {
    fn new(dice: &mut Dice, version: u32) -> Self {
        let mut languages = CODES.to_vec();
        while languages.len() > 3 {
            languages.remove(dice.below(languages.len()));
        }
        if is_once_in(dice, 4) {
            languages.truncate(1);
        }
        let has_several = languages.len() > 1;
        Self {
            version,
            languages,
            ways: if has_several && is_once_in(dice, 2) {
                Ways::Folders
            } else {
                Ways::Names
            },
            has_mount: is_once_in(dice, 2),
            files: BTreeMap::new(),
        }
    }

    fn put(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), text);
    }

    fn settings(&self, dice: &mut Dice) -> String {
        let mut top = String::new();
        let base = one(
            dice,
            &[
                "https://example.org/",
                "https://example.org/blog/",
                "https://example.org",
            ],
        );
        writeln!(top, "baseURL = '{base}'\ntitle = 'T'").unwrap();
        top.push_str("disableKinds = ['RSS', 'sitemap', 'robotsTXT', '404']\n");
        let default = self.languages[dice.below(self.languages.len())];
        writeln!(top, "defaultContentLanguage = '{default}'").unwrap();
        for (key, odds) in [
            ("defaultContentLanguageInSubdir", 3),
            ("disablePathToLower", 5),
            ("removePathAccents", 4),
            ("uglyURLs", 6),
            ("buildDrafts", 8),
            ("buildFuture", 6),
            ("buildExpired", 8),
        ] {
            if is_once_in(dice, odds) {
                writeln!(top, "{key} = true").unwrap();
            }
        }
        if is_once_in(dice, 2) {
            let zone = one(dice, &["Europe/Amsterdam", "America/New_York", "UTC"]);
            writeln!(top, "timeZone = '{zone}'").unwrap();
        }
        if is_once_in(dice, 3) {
            let ignored = one(dice, &["['skip-', '\\.foo$']", "['news/2026$', '/skip-']"]);
            writeln!(top, "ignoreFiles = {ignored}").unwrap();
        }
        self.tables(dice, default, &mut top);
        top
    }

    fn tables(&self, dice: &mut Dice, default: &str, text: &mut String) {
        for (at, code) in self.languages.iter().enumerate() {
            writeln!(text, "[languages.{code}]\nweight = {}", 3 - at).unwrap();
            if self.ways == Ways::Folders {
                writeln!(text, "contentDir = 'content/{code}'").unwrap();
            }
            if *code != default && !self.has_mount && is_once_in(dice, 8) {
                text.push_str("disabled = true\n");
            }
            if is_once_in(dice, 4) {
                text.push_str("timeZone = 'Asia/Tokyo'\n");
            }
            if is_once_in(dice, 5) {
                writeln!(
                    text,
                    "[languages.{code}.permalinks.page]\ndocs = '/own/:slug/'"
                )
                .unwrap();
            }
        }
        Self::frontmatter(dice, text);
        self.permalinks(dice, text);
        if is_once_in(dice, 3) {
            text.push_str("[taxonomies]\ntag = 'tags'\ngenre = 'genres'\n");
        }
        if is_once_in(dice, 3) {
            text.push_str("[[cascade]]\n");
            cascaded(dice, &mut |key, value| {
                writeln!(text, "{key} = {value}").unwrap();
            });
            text.push_str("[cascade.target]\n");
            let target = one(
                dice,
                &[
                    "path = '/posts/**'",
                    "kind = 'page'",
                    "path = '{/news,/news/**}'",
                    "environment = 'production'",
                    "kind = 'section'",
                    "path = '/posts/*'",
                    "path = 'posts/**'",
                    "path = ''",
                ],
            );
            writeln!(text, "{target}").unwrap();
        }
        if self.has_mount {
            self.mounts(dice, text);
        }
    }

    fn frontmatter(dice: &mut Dice, text: &mut String) {
        if !is_once_in(dice, 2) {
            return;
        }
        text.push_str("[frontmatter]\n");
        let date = one(
            dice,
            &[
                "[':filename', ':default']",
                "['date', ':filename']",
                "['lastmod', ':default']",
                "['date', 'when', ':fileModTime']",
                "[':default', ':fileModTime']",
            ],
        );
        writeln!(text, "date = {date}").unwrap();
        if is_once_in(dice, 2) {
            let lastmod = one(dice, &["['lastmod', ':fileModTime']", "[':default']"]);
            writeln!(text, "lastmod = {lastmod}").unwrap();
        }
        if is_once_in(dice, 3) {
            let publish = one(dice, &["['publishDate', 'date']", "['goes', ':default']"]);
            writeln!(text, "publishDate = {publish}").unwrap();
        }
        if is_once_in(dice, 3) {
            text.push_str("expiryDate = ['until', ':default']\n");
        }
    }

    fn permalinks(&self, dice: &mut Dice, text: &mut String) {
        if !is_once_in(dice, 2) {
            return;
        }
        let patterns = [
            "/:year/:month/:slug/",
            "/:sections/:slug/",
            "/x/:year/:filename/",
            "/:section/:title/",
            "/:sections[1:]/:slugorcontentbasename/",
            "/:year-:month-:day/:contentbasename",
        ];
        let patterns = &patterns[..if self.version < 144 { 4 } else { 6 }];
        text.push_str("[permalinks.page]\n");
        for section in ["posts", "news", "docs"] {
            if is_once_in(dice, 2) {
                writeln!(text, "{section} = '{}'", one(dice, patterns)).unwrap();
            }
        }
        if is_once_in(dice, 3) {
            text.push_str("[permalinks.section]\nnews = '/nieuws/:sections[1:]'\n");
        }
        if is_once_in(dice, 3) {
            text.push_str("[permalinks.term]\ntags = '/t/:slug/'\n");
        }
    }

    fn mounts(&self, dice: &mut Dice, text: &mut String) {
        text.push_str("[module]\n");
        if self.ways == Ways::Folders {
            for code in &self.languages {
                self.mount(
                    dice,
                    &format!("content/{code}"),
                    "content",
                    Some(code),
                    text,
                );
            }
        } else {
            self.mount(dice, "content", "content", None, text);
        }
        let code = one(dice, &self.languages);
        let code = Some(code).filter(|_| is_once_in(dice, 2));
        self.mount(dice, "more", "content/more", code, text);
    }

    fn mount(
        &self,
        dice: &mut Dice,
        source: &str,
        target: &str,
        code: Option<&str>,
        text: &mut String,
    ) {
        let is_new = self.version >= 153;
        writeln!(
            text,
            "[[module.mounts]]\nsource = '{source}'\ntarget = '{target}'"
        )
        .unwrap();
        if is_once_in(dice, 2) {
            let (new, old) = if is_once_in(dice, 2) {
                ("['! **/left-*']", "excludeFiles = ['**/left-*']")
            } else {
                (
                    "['Posts/**', '! news/**', '**.md', 'docs', 'keep']",
                    "includeFiles = ['Posts/**', '**.md', 'docs', 'keep']\nexcludeFiles = ['news/**']",
                )
            };
            if is_new {
                writeln!(text, "files = {new}").unwrap();
            } else {
                writeln!(text, "{old}").unwrap();
            }
        }
        match code {
            Some(code) if is_new => {
                writeln!(text, "[module.mounts.sites.matrix]\nlanguages = ['{code}']").unwrap();
            }
            Some(code) => writeln!(text, "lang = '{code}'").unwrap(),
            None => {}
        }
    }

    /// The start of the path of a file, and the ending that its name has for its language.
    fn place(&self, dice: &mut Dice) -> (String, String) {
        let code = one(dice, &self.languages);
        if self.has_mount && is_once_in(dice, 6) {
            return ("more".to_owned(), String::new());
        }
        if self.ways == Ways::Folders {
            return (format!("content/{code}"), String::new());
        }
        let ending = match dice.below(6) {
            0 | 1 => String::new(),
            2 if self.languages.len() > 1 => format!(".{}", code.to_uppercase()),
            3 => ".fr".to_owned(),
            _ => format!(".{code}"),
        };
        ("content".to_owned(), ending)
    }

    fn article(&mut self, dice: &mut Dice, number: usize) {
        let (start, ending) = self.place(dice);
        let folder = one(dice, &FOLDERS);
        let mut name = format!("{} {} {number}", one(dice, &WORDS), one(dice, &WORDS));
        if !is_once_in(dice, 3) {
            name = name.replace(' ', "-");
        }
        if is_once_in(dice, 4) {
            let joint = one(dice, &["-", "_", " "]);
            name = format!("{}{joint}{name}", day(dice));
        }
        match dice.below(40) {
            0 => name = format!("skip-{name}"),
            1 => name = format!("left-{name}"),
            2 => name = format!(".{name}"),
            3 => name = format!("#{name}"),
            4 => name.push('~'),
            _ => {}
        }
        let folder = if folder.is_empty() {
            start
        } else {
            format!("{start}/{folder}")
        };
        let kind = one(dice, &["md", "md", "md", "markdown", "mdown", "MD"]);
        let head = head(dice, number);
        if is_once_in(dice, 4) && ending != ".fr" {
            self.put(&format!("{folder}/{name}/index{ending}.md"), head);
            if is_once_in(dice, 2) {
                let extra = format!("---\ntitle: Extra {number}\n---\n");
                self.put(&format!("{folder}/{name}/extra.md"), extra.clone());
                self.put(&format!("{folder}/{name}/deep/more.md"), extra);
            }
        } else {
            self.put(&format!("{folder}/{name}{ending}.{kind}"), head);
        }
    }

    fn sections(&mut self, dice: &mut Dice) {
        let mut folders: Vec<&str> = FOLDERS.to_vec();
        folders.dedup();
        folders.extend(["tags", "tags/a", "Nieuws Van", "nowhere"]);
        for folder in folders {
            if is_once_in(dice, 2) {
                continue;
            }
            let (start, ending) = self.place(dice);
            let ending = ending.to_lowercase();
            let folder = if folder.is_empty() {
                start
            } else {
                format!("{start}/{folder}")
            };
            let text = list_head(dice, &folder);
            self.put(&format!("{folder}/_index{ending}.md"), text);
        }
    }
}

/// A day between 2024 and 2027.
fn day(dice: &mut Dice) -> String {
    format!(
        "{}-{:02}-{:02}",
        2024 + dice.below(4),
        1 + dice.below(12),
        1 + dice.below(28)
    )
}

fn date(dice: &mut Dice) -> Value {
    let day = day(dice);
    let hour = dice.below(24);
    let minute = dice.below(60);
    let text = match dice.below(9) {
        0 | 1 => return Value::Date(day),
        2 => return Value::Date(format!("{day}T{hour:02}:{minute:02}:00+02:00")),
        3 => return Value::Date(format!("{day}T{hour:02}:{minute:02}:07Z")),
        4 => return Value::Date(format!("{day}T{hour:02}:{minute:02}:07")),
        5 => format!("{day} {hour:02}:{minute:02}:00"),
        6 => format!("{day} {hour:02}:{minute:02}:00 -0700"),
        7 => format!("{day}T{hour:02}:{minute:02}:00.5-03:30"),
        _ => format!("Wed, 0{} Mar 2026 {hour:02}:00:00 GMT", 1 + dice.below(9)),
    };
    Value::Text(text)
}

/// The head of an article and its text.
fn head(dice: &mut Dice, number: usize) -> String {
    let mut entries: Vec<(&str, Value)> = Vec::new();
    let mut put = |key, value| entries.push((key, value));
    if !is_once_in(dice, 12) {
        let title = format!("{}: {} “{number}”", one(dice, &WORDS), one(dice, &WORDS));
        put("title", Value::Text(title));
    }
    for (key, odds) in [
        ("date", 2),
        ("lastmod", 5),
        ("publishDate", 6),
        ("pubdate", 20),
        ("modified", 20),
        ("expiryDate", 8),
        ("unpublishdate", 20),
        ("when", 20),
        ("goes", 20),
        ("until", 20),
    ] {
        if is_once_in(dice, odds) {
            put(key, date(dice));
        }
    }
    if is_once_in(dice, 3) {
        put(
            "draft",
            match dice.below(4) {
                0 => Value::Bare("true".to_owned()),
                1 => Value::Text("true".to_owned()),
                2 => Value::Text("no".to_owned()),
                _ => Value::Bare("false".to_owned()),
            },
        );
    }
    if is_once_in(dice, 5) {
        let slug = format!("{} {number}", one(dice, &WORDS));
        put("slug", Value::Text(slug));
    }
    if is_once_in(dice, 12) {
        let url = one(dice, &["/Own URL", "own/", "/own/x.html", "/:year/own"]);
        put("url", Value::Text(format!("/{number}{url}")));
    }
    if is_once_in(dice, 15) {
        put("headless", Value::Bare("true".to_owned()));
    }
    if is_once_in(dice, 10) {
        let build = one(
            dice,
            &[
                r#"{"list": "never"}"#,
                r#"{"render": "never"}"#,
                r#"{"render": "link"}"#,
                r#"{"list": "local"}"#,
                r#"{"render": false, "list": true}"#,
            ],
        );
        put("build", Value::Bare(build.to_owned()));
    }
    if is_once_in(dice, 3) {
        put("tags", Value::Bare(r#"["a", "A b"]"#.to_owned()));
    }
    written(dice, &entries)
}

fn written(dice: &mut Dice, entries: &[(&str, Value)]) -> String {
    let has_table = entries.iter().any(|(key, _)| *key == "build");
    let form = if has_table {
        [0, 2][dice.below(2)]
    } else {
        dice.below(3)
    };
    let value = |value: &Value| match value {
        Value::Text(text) => serde_json::to_string(text).unwrap(),
        Value::Date(text) if form == 2 => format!("\"{text}\""),
        Value::Bare(text) | Value::Date(text) => text.clone(),
    };
    let (start, joint, end) = match form {
        0 => ("---\n", ": ", "---\n"),
        1 => ("+++\n", " = ", "+++\n"),
        _ => ("{\n", ": ", "}\n"),
    };
    let lines: Vec<String> = entries
        .iter()
        .map(|(key, it)| {
            let key = if form == 2 {
                format!("\"{key}\"")
            } else {
                (*key).to_owned()
            };
            format!("{key}{joint}{}", value(it))
        })
        .collect();
    let between = if form == 2 { ",\n" } else { "\n" };
    let mut text = format!("{start}{}", lines.join(between));
    if !lines.is_empty() {
        text.push('\n');
    }
    text + end + "Text\n"
}

fn cascaded(dice: &mut Dice, put: &mut dyn FnMut(&str, String)) {
    if is_once_in(dice, 3) {
        put("draft", "true".to_owned());
    }
    if is_once_in(dice, 3) {
        put("date", format!("\"{}\"", day(dice)));
    }
    if is_once_in(dice, 4) {
        put("expiryDate", format!("\"{}\"", day(dice)));
    }
    put("color", "1".to_owned());
}

fn list_head(dice: &mut Dice, folder: &str) -> String {
    let mut text = format!("---\ntitle: {folder}\n");
    if is_once_in(dice, 3) {
        writeln!(text, "date: {}", day(dice)).unwrap();
    }
    if is_once_in(dice, 8) {
        writeln!(text, "lastmod: {}", day(dice)).unwrap();
    }
    if is_once_in(dice, 8) {
        text.push_str("draft: true\n");
    }
    if is_once_in(dice, 10) {
        writeln!(text, "expiryDate: {}", day(dice)).unwrap();
    }
    if is_once_in(dice, 8) {
        text.push_str("slug: other-slug\n");
    }
    if is_once_in(dice, 10) {
        text.push_str("build: {list: never}\n");
    }
    if is_once_in(dice, 3) {
        text.push_str("cascade:\n");
        for target in ["", "path: '/posts/**'", "kind: page"] {
            if !is_once_in(dice, 2) {
                continue;
            }
            text.push_str("  - ");
            cascaded(dice, &mut |key, value| {
                write!(text, "{key}: {value}\n    ").unwrap();
            });
            if !target.is_empty() {
                write!(text, "target: {{{target}}}\n    ").unwrap();
            }
            text.push('\n');
        }
        text.push_str("  - color: 2\n");
    }
    text + "---\n"
}
