//! The headless commands, as a script runs them: the real program, no display.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use crate::support::TestSite;

/// What a run printed, and its exit code.
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Run {
    pub fn of(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}

pub fn kopij(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .env("LC_ALL", "C")
        .current_dir(folder)
        .env("KOPIJ_HOME", folder.join("../home"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(arguments)
        .output()
        .unwrap();
    Run::of(output)
}

#[test]
fn render_prints_the_text_as_html() {
    let site = TestSite::new().file(
        "content/a.md",
        "---\ntitle: A & \"B\"\ndate: 2026-02-24\ncover:\n  image: a.jpg\n  alt: <b>\n  caption: By *Ann*\n---\n\n## It's\n\na <b>c</b>\n",
    );
    let body =
        "<h2 id=\"its\">It’s</h2>\n<p>a <!-- raw HTML omitted -->c<!-- raw HTML omitted --></p>\n";

    let run = kopij(&site.root(), &["render", "content/a.md"]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        (body, "", 0)
    );

    let run = kopij(&site.root(), &["render", "content/a.md", "--page"]);
    for part in [
        "<title>A &amp; &quot;B&quot;</title>",
        "<h1>A &amp; &quot;B&quot;</h1>",
        "<time datetime=\"2026-02-24\">2026-02-24</time>",
        "<img src=\"a.jpg\" alt=\"&lt;b&gt;\"><figcaption><p>By <em>Ann</em></p>",
        body.trim_end(),
    ] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }

    fs::write(
        site.root().join("hugo.toml"),
        "[markup.goldmark.renderer]\nunsafe = true\n",
    )
    .unwrap();
    let run = kopij(&site.root(), &["render", "content/a.md"]);
    assert!(run.out.contains("<p>a <b>c</b></p>"), "{}", run.out);

    let run = kopij(&site.root(), &["render", "content/none.md"]);
    assert!(run.out.is_empty() && run.code == 2, "{}", run.err);
    assert!(run.err.contains("content/none.md"), "{}", run.err);
}

const POST: &str = "---\ntitle: Old # in lists\ndate: 2026-02-24\ntags: [tide, \"bread\"]\ndraft: true\ncover:\n  caption: \"A\"\nms.date: 1\n---\nBody\n";

fn site() -> TestSite {
    TestSite::new().file("content/a.md", POST)
}

#[track_caller]
fn check_set(arguments: &[&str], old: &str, new: &str) {
    let site = site();
    let arguments: Vec<&str> = [&["set", "content/a.md"], arguments].concat();

    let run = kopij(&site.root(), &arguments);

    assert_eq!(run.err, "");
    assert_eq!(run.code, 0);
    assert_eq!(site.read("content/a.md"), POST.replace(old, new));
    assert!(
        run.out
            .starts_with("--- a/content/a.md\n+++ b/content/a.md\n@@"),
        "{}",
        run.out
    );
}

#[test]
fn a_new_value_is_written_as_the_articles_beside_it_are() {
    let mut site = TestSite::new().file("content/posts/new.md", "---\n---\n");
    for name in ["a", "b", "c"] {
        let head = "---\ntitle: 'Tide'\ntags:\n  - ferry\n---\n";
        site = site.file(&format!("content/posts/{name}/index.md"), head);
    }

    let arguments = [
        "set",
        "content/posts/new.md",
        "title=Quay",
        "--add",
        "tags=tide",
    ];
    let run = kopij(&site.root(), &arguments);

    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        site.read("content/posts/new.md"),
        "---\ntitle: 'Quay'\ntags:\n  - tide\n---\n"
    );
}

#[test]
fn items_and_whole_groups_are_set() {
    check_set(&["tags.1=ferry"], "\"bread\"", "\"ferry\"");
    check_set(&["--remove", "tags.0"], "[tide, \"bread\"]", "[\"bread\"]");
    check_set(
        &["cover={caption: A, alt: B}"],
        "caption: \"A\"\n",
        "caption: \"A\"\n  alt: \"B\"\n",
    );
    let site = site();
    let run = kopij(&site.root(), &["get", "content/a.md", "tags.1"]);
    assert_eq!((run.out.as_str(), run.code), ("\"bread\"\n", 0));
}

#[test]
fn set_changes_the_bytes_of_one_value() {
    check_set(&["title=New"], "Old #", "New #");
    check_set(&["draft=false"], "draft: true", "draft: false");
    check_set(&["title=\"Yes: no\""], "Old #", "\"Yes: no\" #");
    check_set(&["cover.caption=B"], "\"A\"", "\"B\"");
    check_set(&["ms\\.date=2"], "ms.date: 1", "ms.date: 2");
    check_set(&["tags=[a, b]"], "[tide, \"bread\"]", "[a, \"b\"]");
    check_set(&["--add", "tags=ferry"], "\"bread\"]", "\"bread\", ferry]");
    check_set(&["--remove", "draft"], "draft: true\n", "");
    check_set(
        &["title=New", "draft=false", "--remove", "date"],
        "Old # in lists\ndate: 2026-02-24\ntags: [tide, \"bread\"]\ndraft: true",
        "New # in lists\ntags: [tide, \"bread\"]\ndraft: false",
    );
}

#[test]
fn set_keeps_line_endings_and_knows_toml() {
    let site = TestSite::new()
        .file("content/crlf.md", POST.replace('\n', "\r\n"))
        .file("content/t.md", "+++\ntitle = 'Old' # why\n+++\nBody");

    let run = kopij(
        &site.root(),
        &["set", "content/crlf.md", "content/t.md", "title=New"],
    );

    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let crlf = fs::read_to_string(site.path("content/crlf.md")).unwrap();
    assert_eq!(crlf, POST.replace("Old", "New").replace('\n', "\r\n"));
    assert_eq!(
        site.read("content/t.md"),
        "+++\ntitle = 'New' # why\n+++\nBody"
    );
}

#[test]
fn a_dry_run_prints_the_difference_and_writes_nothing() {
    let site = site();

    let run = kopij(
        &site.root(),
        &["set", "--dry-run", "content/a.md", "title=New"],
    );

    assert_eq!(run.code, 0);
    assert!(
        run.out
            .contains("\n-title: Old # in lists\n+title: New # in lists\n")
    );
    assert_eq!(site.read("content/a.md"), POST);
}

#[test]
fn what_does_not_change_is_not_written_and_prints_nothing() {
    let site = site();
    let before = fs::metadata(site.path("content/a.md")).unwrap();

    let run = kopij(
        &site.root(),
        &["set", "content/a.md", "title=Old", "draft=true"],
    );

    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let after = fs::metadata(site.path("content/a.md")).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
}

#[test]
fn one_file_that_cannot_be_changed_does_not_stop_the_others() {
    let site = site()
        .file("content/broken.md", "---\ntitle: [\n---\n")
        .file("content/z.md", POST);

    let run = kopij(
        &site.root(),
        &[
            "set",
            "content/broken.md",
            "content/gone.md",
            "content/z.md",
            "title=New",
        ],
    );

    assert_eq!(run.code, 2);
    assert_eq!(run.err.lines().count(), 2, "{}", run.err);
    assert!(run.err.lines().all(|line| line.starts_with("kopij: ")));
    assert_eq!(site.read("content/broken.md"), "---\ntitle: [\n---\n");
    assert_eq!(site.read("content/z.md"), POST.replace("Old", "New"));
}

#[cfg(unix)]
#[test]
fn a_write_protected_file_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = site();
    let path = site.path("content/a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();

    let run = kopij(&site.root(), &["set", "content/a.md", "title=New"]);

    assert_eq!(run.code, 2);
    assert!(run.err.contains("write-protected"), "{}", run.err);
    assert_eq!(site.read("content/a.md"), POST);
}

#[test]
fn arguments_that_make_no_sense_are_said_and_change_nothing() {
    let site = site();
    let check = |arguments: &[&str], said: &str| {
        let run = kopij(&site.root(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    };

    check(&["set", "title=New"], "no file");
    check(&["set", "content/a.md"], "nothing to change");
    check(
        &["set", "content/a.md", "title=Yes: no"],
        "not a value in YAML",
    );
    check(
        &["set", "content/a.md", "title=New", "content/b.md"],
        "not KEY=VALUE",
    );
    check(&["set", "content/a.md", "--add", "tags"], "no `=`");
    check(&["list", "no/such/folder"], "no/such/folder");
    assert_eq!(site.read("content/a.md"), POST);
}

#[test]
fn get_prints_json() {
    let site = site();
    let get = |key: &[&str]| {
        let arguments = [&["get", "content/a.md"], key].concat();
        kopij(&site.root(), &arguments)
    };

    assert_eq!(get(&["title"]).out, "\"Old\"\n");
    assert_eq!(get(&["cover.caption"]).out, "\"A\"\n");
    assert_eq!(get(&["ms\\.date"]).out, "1\n");
    let whole: serde_json::Value = serde_json::from_str(&get(&[]).out).unwrap();
    assert_eq!(whole["tags"][1], "bread");
    let keys: Vec<&String> = whole.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["title", "date", "tags", "draft", "cover", "ms.date"]);

    let missing = get(&["label"]);
    assert_eq!((missing.code, missing.out.as_str()), (1, ""));
    assert!(missing.err.contains("no `label`"));
}

#[cfg(unix)]
#[test]
fn what_is_not_utf_8_is_said_as_it_is() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let site = TestSite::new().file("content/a.md", "---\ntitle: A\n---\n");
    let odd = site.root().join(OsStr::from_bytes(b"content/\xe9.md"));
    fs::write(odd, "---\ntitle: B\n---\n").unwrap();
    let run = |arguments: &[&[u8]]| {
        Command::new(env!("CARGO_BIN_EXE_kopij"))
            .env("LC_ALL", "C")
            .current_dir(site.root())
            .env("KOPIJ_HOME", site.folder().join("home"))
            .args(arguments.iter().map(|it| OsStr::from_bytes(it)))
            .output()
            .unwrap()
    };

    for arguments in [
        &[&b"set"[..], b"content/a.md", b"k=\xff"],
        &[&b"set"[..], b"content/a.md", b"k=1", b"l=\xff"][..],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2));
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains("=\\377` is not written in UTF-8"), "{err}");
    }
    assert_eq!(site.read("content/a.md"), "---\ntitle: A\n---\n");

    let listed = run(&[b"list", b".", b"--json", b"--sort", b"path"]);
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let name = |at: usize| (&listed[at]["path"], &listed[at]["path_bytes"]);
    assert_eq!(name(0), (&"content/a.md".into(), &serde_json::Value::Null));
    assert_eq!(
        name(1),
        (&"content/\\351.md".into(), &"content/%E9.md".into())
    );
}

#[cfg(unix)]
#[test]
fn nothing_that_is_printed_commands_a_terminal() {
    let site = TestSite::new()
        .file(
            "content/a\u{1b}[31m\n.md",
            "---\ntitle: \"A\\e]0;x\\a\\x9b\"\n---\n",
        )
        .file("content/broken\u{1b}c.md", "---\ntitle: [\n---\n");
    let (name, broken) = ("content/a\u{1b}[31m\n.md", "content/broken\u{1b}c.md");
    let check = |arguments: &[&str], shown: &str| {
        let run = kopij(&site.root(), arguments);
        let all = format!("{}{}", run.out, run.err);
        let is_harmful = |c: char| c.is_control() && c != '\n';
        assert!(!all.contains(is_harmful), "{arguments:?}: {all:?}");
        assert!(all.contains(shown), "{arguments:?}: {all:?}");
    };

    check(&["list", "."], "A\\033]0;x\\007\\302\\233");
    check(&["list", "."], "content/a\\033[31m\\n.md\n");
    check(&["list", ".", "--json"], "content/a\\u001b[31m\\n.md");
    check(&["get", name], "\"A\\u001b]0;x\\u0007\\u009b\"");
    check(&["get", broken], "(content/broken\\033c.md)");
    check(&["get", "none\u{1b}"], "(none\\033)");
    check(&["get", name, "key\u{7}"], "`key\\007`");
    check(&["set", broken, "a=b"], "content/broken\\033c.md");
    check(&["set", "content/a=\u{1b}"], "`\\033` is not a value");
    check(&["set", name, "x=1", "\u{1b}"], "`\\033`");
    check(&["render", "none\u{1b}"], "(none\\033)");
    check(&["list", "none\u{1b}"], "none\\033");
    check(&["get", "a", "b", "c\u{1b}"], "c\\033");
    check(&["--\u{1b}"], "\\033");
    check(&["none\u{1b}"], "none\\033");
    let run = kopij(&site.root(), &["set", name, "x=1"]);
    let head = "--- \"a/content/a\\033[31m\\n.md\"\n+++ \"b/content/a\\033[31m\\n.md\"\n";
    assert!(run.out.starts_with(head), "{}", run.out);
}

#[test]
fn list_prints_the_newest_first_and_takes_conditions() {
    let site = site()
        .file(
            "content/posts/b.md",
            "---\ntitle: Bread\ndate: 2026-03-01\ntags: [bread]\n---\n",
        )
        .file("content/posts/broken.md", "---\ntitle: [\n---\n");
    let list = |arguments: &[&str]| {
        let run = kopij(&site.root(), &[&["list"], arguments].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        run.out
    };

    assert_eq!(
        list(&["."]),
        "2026-03-01               Bread   content/posts/b.md\n2026-02-24  draft        Old     content/a.md\n            stops-build  broken  content/posts/broken.md\n"
    );
    assert_eq!(
        list(&["content/posts", "--where", "tags=bread"])
            .lines()
            .count(),
        1
    );
    assert_eq!(
        list(&[".", "--where", "draft=true", "--where", "cover.caption"])
            .lines()
            .count(),
        1
    );
    assert_eq!(list(&[".", "--where", "draft=false"]), "");
    let json: serde_json::Value = serde_json::from_str(&list(&[".", "--json"])).unwrap();
    assert_eq!(json[1]["draft"], true);
    assert_eq!(json[0]["path"], "content/posts/b.md");
    assert!(json[2]["problem"].is_string());
}

/// Links that git carries, for what is no settings of Hugo's.
#[cfg(unix)]
#[test]
fn list_names_what_leads_out_of_the_site_and_is_not_read() {
    const NAMES: [(&str, bool, bool); 4] = [
        ("kopij-words.txt", true, true),
        ("archetypes/default.md", true, true),
        ("netlify.toml", true, false),
        ("_config.yml", false, true),
    ];
    for is_hugo in [true, false] {
        let site = site()
            .file("archetypes/posts.md", "---\ntitle: x\n---\n")
            .file("../out/there.md", "a\n");
        if !is_hugo {
            fs::remove_file(site.path("hugo.yaml")).unwrap();
        }
        for (name, ..) in NAMES {
            let link = site.root().join(name);
            std::os::unix::fs::symlink(site.path("../out/there.md"), link).unwrap();
        }

        let run = kopij(&site.root(), &["list", "."]);

        assert_eq!(run.code, 1);
        for (name, of_hugo, of_others) in NAMES {
            let is_named = run.err.contains(name);
            let is_read = if is_hugo { of_hugo } else { of_others };
            assert_eq!(is_named, is_read, "{name}: {}", run.err);
        }
    }
}

#[test]
fn list_takes_what_the_field_above_the_list_takes() {
    let site = site()
        .file(
            "content/posts/b.md",
            "---\ntitle: Brèad\ndate: 2026-03-01\ntags: [bread, white bread]\nweight: 12\n---\n",
        )
        .file(
            "content/posts/c.md",
            "---\ntitle: Quay\ncover: x.png\n---\n",
        );
    let found = |query: &str| {
        let run = kopij(
            &site.root(),
            &["list", ".", "--query", query, "--sort", "path"],
        );
        let lines = run.out.lines().map(|line| line.rsplit(' ').next().unwrap());
        (
            run.code,
            lines.map(str::to_owned).collect::<Vec<_>>(),
            run.err,
        )
    };
    let paths = |query: &str| {
        let (code, paths, err) = found(query);
        assert_eq!((code, err.as_str()), (0, ""), "{query}");
        paths
    };

    assert_eq!(paths("tag:bread weight>10"), ["content/posts/b.md"]);
    assert_eq!(paths("\"WHITE Bréad\""), ["content/posts/b.md"]);
    assert_eq!(paths("section:posts -date:2026"), ["content/posts/c.md"]);
    assert_eq!(
        paths("is:draft or cover:x.*"),
        ["content/a.md", "content/posts/c.md"]
    );
    assert_eq!(found("tga:bread").0, 0);
    assert!(
        found("tga:bread")
            .2
            .contains("“tga:bread” is searched as text")
    );
    let (code, all, err) = found("is:changed");
    assert_eq!((code, all.len()), (1, 3));
    assert!(err.contains("is not known here yet"), "{err}");
}

#[test]
fn list_finds_articles_by_where_their_links_lead() {
    let site = TestSite::new()
        .file(
            "content/posts/a.md",
            "---\ntitle: A\n---\n[there](/posts/b/) and [beside](c.md)\n",
        )
        .file(
            "content/posts/b.md",
            "---\ntitle: B\naliases: [/old/]\n---\n[itself](/posts/b/), [nowhere](/posts/none/)\n",
        )
        .file(
            "content/posts/c.md",
            "---\ntitle: C\n---\n{{< ref \"d.md\" >}} `[code](/posts/a/)` [by its old name](/old/)\n",
        )
        .file("content/posts/d.md", "---\ntitle: D\nurl: /d/\n---\n")
        .file("content/posts/e.md", "---\ntitle: E\ndraft: true\n---\n")
        .file("content/posts/f.md", "---\ntitle: F\nmenu: main\n---\n");
    let names = |query: &str| {
        let run = kopij(
            &site.root(),
            &["list", ".", "--query", query, "--sort", "path"],
        );
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{query}");
        let lines = run.out.lines().filter_map(|line| line.rsplit('/').next());
        lines
            .map(|name| name.replace(".md", ""))
            .collect::<String>()
    };

    assert_eq!(names("is:orphan"), "a");
    assert_eq!(names("section:posts -is:orphan -is:draft"), "bcdf");
    assert_eq!(names("is:broken"), "b");
    assert_eq!(names("links:posts/b.md"), "abc");
    assert_eq!(names("links:/posts/b/ -is:broken"), "ac");
    assert_eq!(names("links:/d/"), "c");
    assert_eq!(names("links:*.md"), "abc");
    assert_eq!(names("links:nowhere"), "");
}

/// The examples of GFM's extended autolinks, one paragraph each: the links are Hugo's, which gives
/// `https` to those without a scheme.
/// As a real Hugo does, unless the site allows all HTML.
#[test]
fn render_leaves_out_addresses_that_may_run_something() {
    let text = "![a](data:image/png;base64,xx) ![b](DATA:IMAGE/GIF;base64,xx) ![c](data:image/svg+xml;base64,xx) \
                ![d](javascript:x) [e](file:///x) [f](data:text/html,x)\n";
    let site = TestSite::new().file("content/a.md", text);

    let run = kopij(&site.root(), &["render", "content/a.md"]);

    let addresses: Vec<&str> = run.out.split(['"']).skip(1).step_by(2).collect();
    let expected = [
        "data:image/png;base64,xx",
        "a",
        "DATA:IMAGE/GIF;base64,xx",
        "b",
        "",
        "c",
        "",
        "d",
        "",
        "",
    ];
    assert_eq!(addresses, expected, "{}", run.out);
}

#[test]
fn render_makes_links_of_bare_addresses() {
    let examples = [
        ("www.commonmark.org", &["https://www.commonmark.org"][..]),
        (
            "Visit www.commonmark.org/help for more information.",
            &["https://www.commonmark.org/help"],
        ),
        ("Visit www.commonmark.org.", &["https://www.commonmark.org"]),
        (
            "Visit www.commonmark.org/a.b.",
            &["https://www.commonmark.org/a.b"],
        ),
        (
            "www.google.com/search?q=Markup+(business)",
            &["https://www.google.com/search?q=Markup+(business)"],
        ),
        (
            "www.google.com/search?q=Markup+(business)))",
            &["https://www.google.com/search?q=Markup+(business)"],
        ),
        (
            "(www.google.com/search?q=Markup+(business))",
            &["https://www.google.com/search?q=Markup+(business)"],
        ),
        (
            "www.google.com/search?q=(business))+ok",
            &["https://www.google.com/search?q=(business))+ok"],
        ),
        (
            "www.google.com/search?q=commonmark&hl=en",
            &["https://www.google.com/search?q=commonmark&amp;hl=en"],
        ),
        (
            "www.google.com/search?q=commonmark&hl;",
            &["https://www.google.com/search?q=commonmark"],
        ),
        (
            "www.commonmark.org/he<lp",
            &["https://www.commonmark.org/he"],
        ),
        ("http://commonmark.org", &["http://commonmark.org"]),
        (
            "(Visit https://encrypted.google.com/search?q=Markup+(business))",
            &["https://encrypted.google.com/search?q=Markup+(business)"],
        ),
        ("foo@bar.baz", &["mailto:foo@bar.baz"]),
        (
            "hello@mail+xyz.example is not valid, but hello+xyz@mail.example is.",
            &["mailto:hello+xyz@mail.example"],
        ),
        ("a.b-c_d@a.b", &["mailto:a.b-c_d@a.b"]),
        ("a.b-c_d@a.b.", &["mailto:a.b-c_d@a.b"]),
        ("a.b-c_d@a.b-", &[]),
        ("a.b-c_d@a.b_", &[]),
    ];
    let text: Vec<&str> = examples.iter().map(|(markdown, _)| *markdown).collect();
    let site = TestSite::new().file("content/a.md", text.join("\n\n"));

    let run = kopij(&site.root(), &["render", "content/a.md"]);

    let paragraphs: Vec<&str> = run.out.lines().collect();
    assert_eq!(paragraphs.len(), examples.len(), "{}", run.out);
    for ((markdown, expected), html) in examples.iter().zip(paragraphs) {
        let parts = html.split("href=\"").skip(1);
        let links: Vec<&str> = parts.filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(&links, expected, "{markdown}: {html}");
    }
}

#[cfg(unix)]
#[test]
fn settings_of_git_that_never_end_are_not_waited_for() {
    let site = TestSite::new().file("content/a.md", "---\ntitle: A\n---\n");
    let output = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .env("LC_ALL", "C")
        .current_dir(site.root())
        .env("KOPIJ_HOME", site.folder().join("home"))
        .env("GIT_CONFIG_GLOBAL", "/dev/zero")
        .args(["list", ".", "--json"])
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("content/a.md"), "{out}");
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        err.contains("Not read") && err.contains("/dev/zero"),
        "{err}"
    );
}

#[test]
fn a_folder_outside_of_the_site_is_left_out_of_the_list_and_named_unless_it_is_allowed() {
    let site = TestSite::new()
        .file("hugo.yaml", "contentDir: ../shared\n")
        .file("content/in.md", "---\ntitle: Inside\n---\n")
        .file("../shared/out.md", "---\ntitle: Shared\n---\n");

    let run = kopij(&site.root(), &["list", "."]);
    assert!(run.out.contains("Inside") && !run.out.contains("Shared"));
    assert_eq!(run.code, 1);
    let shared = site.path("../shared");
    let named = format!(
        "“../shared” is outside of the site, and is left out ({})",
        shared.display()
    );
    assert!(run.err.contains(&named), "{}", run.err);

    let run = kopij(&site.root(), &["list", ".", "--allow-outside", "../shared"]);
    assert!(run.out.contains("Shared") && !run.out.contains("Inside"));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn a_pipe_beside_an_article_keeps_no_command_waiting() {
    let site = site();
    let pipe = site.root().join("content/p.md");
    assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());

    let run = kopij(&site.root(), &["set", "content/a.md", "newkey=1"]);

    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(site.read("content/a.md").contains("newkey: 1\n"));
}

#[test]
fn list_says_state_address_and_moments_as_hugo_has_them() {
    let site = TestSite::new()
        .file(
            "hugo.yaml",
            "baseURL: https://example.org/blog/\ntimeZone: Europe/Amsterdam\npermalinks:\n  page:\n    posts: /:year/:slug/\n",
        )
        .file("content/posts/a.md", "---\ntitle: Eén\ndate: 2026-02-24\ntags: [x]\n---\n")
        .file("content/posts/b.md", "---\ntitle: B\ndraft: \"true\"\n---\n")
        .file("content/posts/c.md", "---\ntitle: C\ndate: 2026-03-01T12:00:00\nexpiryDate: 2026-04-01\n---\n")
        .file("content/posts/d/index.md", "---\ntitle: D\nbuild:\n  list: never\n---\n")
        .file("content/posts/d/e.md", "---\ntitle: E\n---\n")
        .file("content/posts/resources/f.md", "---\ntitle: F\n---\n");
    let list = |arguments: &[&str]| {
        let run = kopij(
            &site.root(),
            &[&["list", ".", "--sort", "title"], arguments].concat(),
        );
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        run.out
    };
    let states = |now: &str| -> Vec<String> {
        let json: serde_json::Value =
            serde_json::from_str(&list(&["--json", "--now", now])).unwrap();
        let states = json.as_array().unwrap().iter();
        states
            .map(|article| {
                format!(
                    "{} {}",
                    article["title"].as_str().unwrap(),
                    article["state"].as_str().unwrap()
                )
            })
            .collect()
    };

    assert_eq!(
        states("2026-03-01T10:59:59Z"),
        [
            "B draft",
            "C scheduled",
            "D unlisted",
            "E no-page",
            "Eén published",
            "F published"
        ]
    );
    assert_eq!(states("2026-03-01T11:00:00Z")[1], "C published");
    assert_eq!(states("2026-04-02T00:00:00Z")[1], "C expired");
    let json: serde_json::Value = serde_json::from_str(&list(&["--json"])).unwrap();
    let article = &json[4];
    assert_eq!(article["url"], "/blog/2026/e%C3%A9n/");
    assert_eq!(
        article["permalink"],
        "https://example.org/blog/2026/e%C3%A9n/"
    );
    assert_eq!(article["date"], "2026-02-24T00:00:00+01:00");
    assert_eq!(article["section"], "posts");
    assert_eq!(article["kind"], "page");
    assert_eq!(json[3]["why"], "not a page: a file of the bundle /posts/d");
    let bad = kopij(&site.root(), &["list", ".", "--now", "soon"]);
    assert_eq!(bad.code, 2);
    assert!(bad.err.contains("`soon` is no moment"));
}

#[test]
fn get_site_prints_the_settings_with_where_they_are_from() {
    let site = TestSite::new()
        .file("hugo.yaml", "title: A\n")
        .file("config/_default/params.toml", "colour = \"red\"\n")
        .file(
            "netlify.toml",
            "[build.environment]\nHUGO_VERSION = \"0.147.9\"\n",
        );

    let run = kopij(&site.root(), &["get", "--site", "."]);

    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["version"], "0.147.9");
    assert_eq!(json["pinned"], "netlify.toml:2");
    let colour = &json["settings"]["params.colour"];
    assert_eq!(colour["value"], "red");
    assert_eq!(colour["from"], "config/_default/params.toml:1");
    assert_eq!(run.code, 0, "{}", run.err);
    let none = kopij(&site.root(), &["get", "--site", ".", "nosuch"]);
    assert_eq!(none.code, 1);
}

#[test]
fn any_folder_outside_of_the_site_that_its_settings_name_is_a_finding() {
    for setting in [
        "staticDir = ['../out']",
        "archetypeDir = '../out'",
        "contentDir = '/'",
    ] {
        let site = TestSite::new()
            .file("content/a.md", "---\ntitle: A\n---\n")
            .file("hugo.toml", setting);

        for command in [&["list", "."][..], &["get", "--site", "."]] {
            let run = kopij(&site.root(), command);

            let times = run.err.matches("is outside of the site").count();
            assert_eq!((run.code, times), (1, 1), "{setting}: {}", run.err);
        }
    }
}

#[test]
fn the_list_says_what_a_file_is_and_which_articles_have_one_address() {
    let site = TestSite::new()
        .file("content/posts/a.md", "---\ntitle: A\n---\n")
        .file("content/posts/b.md", "---\ntitle: B\nslug: A\n---\n")
        .file(
            "content/posts/c.sync-conflict-20260224-160900-ABCDEFG.md",
            "---\ntitle: C\n---\n",
        )
        .file("content/posts/d.html", "---\ntitle: D\n---\n<p>")
        .file("content/posts/e.md.orig", "---\ntitle: E\n---\n")
        .file("content/posts/f.mkd", "---\ntitle: F\n---\n")
        .file("content/public/g.md", "---\ntitle: G\n---\n")
        .file("public/h.md", "---\ntitle: H\n---\n");

    let run = kopij(&site.root(), &["list", ".", "--json", "--sort", "title"]);

    let listed: Vec<serde_json::Value> = serde_json::from_str(&run.out).unwrap();
    let shown: Vec<String> = listed
        .iter()
        .map(|article| {
            let text = |key: &str| article[key].as_str().unwrap_or("-").to_owned();
            format!("{}: {}, {}", text("title"), text("state"), text("problem"))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "A: published, It has one address with content/posts/b.md: readers see one of the two",
            "B: published, It has one address with content/posts/a.md: readers see one of the two",
            "C: published, A copy of c.md that a program left",
            "D: stops-build, Hugo 0.168.0 takes no `.html` as content unless `security.allowContent` says so",
            "E: no-page, A copy of e.md that a program left",
            "G: published, -",
        ]
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn the_settings_name_the_shortcodes_that_the_site_can_call() {
    let site = TestSite::new()
        .file("hugo.yaml", "theme: t\n")
        .file("layouts/_shortcodes/blocks/Box.html", "<b>{{ .Inner }}</b>")
        .file("themes/t/layouts/shortcodes/line.html", "{{ .Get 0 }}")
        .file("themes/other/layouts/shortcodes/none.html", "x");

    let run = kopij(&site.root(), &["get", "--site", "."]);

    let shown: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let shortcodes = shown["shortcodes"].as_object().unwrap();
    let inner = |name: &str| {
        (
            shortcodes[name]["path"].as_str(),
            &shortcodes[name]["inner"],
        )
    };
    assert_eq!(
        inner("blocks/box"),
        (Some("layouts/_shortcodes/blocks/Box.html"), &true.into())
    );
    assert_eq!(
        inner("line"),
        (Some("themes/t/layouts/shortcodes/line.html"), &false.into())
    );
    assert_eq!(inner("figure"), (None, &false.into()));
    assert!(!shortcodes.contains_key("none"));
}

#[test]
fn a_site_of_jekyll_is_read_as_jekylls() {
    let site = TestSite::new();
    fs::remove_file(site.root().join("hugo.yaml")).unwrap();
    fs::remove_dir_all(site.root().join("content")).unwrap();
    let site = site
        .file("_config.yml", "title: De Kade\n")
        .file("_posts/2026-02-24-ferry.md", "---\ntitle: A\n---\n")
        .file(
            "_posts/2026-02-25-b.mkd",
            "---\ntitle: B\npublished: false\n---\n",
        )
        .file("_drafts/c.md", "---\ntitle: C\n---\n")
        .file("_site/d.md", "---\ntitle: D\n---\n");

    let run = kopij(
        &site.root(),
        &["list", "_posts/..", "--json", "--sort", "title"],
    );

    let listed: Vec<serde_json::Value> = serde_json::from_str(&run.out).unwrap();
    let shown: Vec<String> = listed
        .iter()
        .map(|it| format!("{} {} {}", it["title"], it["date"], it["state"]))
        .collect();
    assert_eq!(
        shown,
        [
            r#""A" "2026-02-24T00:00:00Z" "unknown""#,
            r#""B" "2026-02-25T00:00:00Z" "draft""#,
            r#""C" null "draft""#,
        ]
    );
    let run = kopij(&site.root(), &["get", "--site", "_posts"]);
    assert!(run.out.contains("\"generator\": \"Jekyll\""), "{}", run.out);
}

#[test]
fn a_page_whose_front_matter_cannot_be_read_is_said() {
    let site = TestSite::new().file("content/a.md", "---\ntitle: [\n---\nText\n");

    let page = kopij(&site.root(), &["render", "content/a.md", "--page"]);
    assert!(page.out.contains("<p>Text</p>"), "{}", page.out);
    assert!(page.err.contains("a.md is left out: Line"), "{}", page.err);
    assert_eq!(page.code, 2);
    let body = kopij(&site.root(), &["render", "content/a.md"]);
    assert_eq!((body.err.as_str(), body.code), ("", 0));
}

#[test]
fn what_is_added_is_read_as_what_is_set() {
    let post = "+++\nversion = 1.2\ntags = [\"a\"]\n\n[[links]]\nname = \"one\"\n+++\n";
    let site = TestSite::new().file("content/a.md", post);

    let run = kopij(
        &site.root(),
        &[
            "set",
            "content/a.md",
            "version=1.20",
            "--add",
            "tags=\"b: c\"",
            "--add",
            "tags=[d, e]",
            "--add",
            "years=2026",
            "--add",
            "links={name: two}",
        ],
    );

    assert_eq!((run.err.as_str(), run.code), ("", 0));
    let text = site.read("content/a.md");
    assert!(text.contains("version = 1.20\n"), "{text}");
    assert!(
        text.contains("tags = [\"a\", \"b: c\", \"d\", \"e\"]\n"),
        "{text}"
    );
    assert!(text.contains("years = [2026]\n"), "{text}");
    assert!(text.contains("[[links]]\nname = \"two\"\n"), "{text}");
    let run = kopij(&site.root(), &["set", "content/a.md", "--add", "tags=a: b"]);
    assert_eq!(run.code, 2, "{}", run.err);
}

#[test]
fn papers_are_written_for_each_command_that_people_use() {
    let folder = tempfile::tempdir().unwrap();
    let papers = folder.path().join("papers");

    let run = kopij(folder.path(), &["papers", papers.to_str().unwrap()]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", "", 0));

    let read = |name: &str| fs::read_to_string(papers.join(name)).unwrap();
    let help = kopij(folder.path(), &["--help"]).out;
    let listed = help.split_once("Commands:").unwrap().1;
    let commands: Vec<&str> = listed
        .lines()
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What is said of one may go on in the next line, further in.
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|command| !["", "help"].contains(command))
        .collect();
    assert!(commands.len() > 8, "{commands:?}");
    let (bash, zsh, fish) = (read("kopij.bash"), read("_kopij"), read("kopij.fish"));
    for command in commands {
        assert!(read(&format!("kopij-{command}.1")).contains(".SH SYNOPSIS"));
        for completions in [&bash, &zsh, &fish] {
            assert!(completions.contains(command), "{command}");
        }
    }
    assert!(read("kopij.1").contains("\\-\\-renderer"));
    for own in ["paint-pictures", "hold-program", "papers"] {
        let names = fs::read_dir(&papers).unwrap();
        for file in names.map(|file| file.unwrap().path()) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains(own), "{own} is in {}", file.display());
        }
    }
}
