//! An article in its site, by a real Hugo.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use egui::{Key, Modifiers};
use kopij::app::state::Phase;

use crate::support::{TestApp, TestSite, git, hugo};

const ARTICLE: &str = "content/posts/a.md";
const TEXT: &str = "---\ntitle: The ferry\ndate: 2026-02-24\n---\nIt is back.";
const SINGLE: &str = "<html><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>";
/// Two ticks of Hugo take a second; the machine may be slow.
const PATIENCE: Duration = Duration::from_secs(20);

fn site() -> TestSite {
    of_theme(SINGLE)
}

fn of_theme(single: &str) -> TestSite {
    TestSite::new()
        .file(ARTICLE, TEXT)
        .file("content/posts/other.md", "---\ntitle: Other\n---\nOther.\n")
        .file("layouts/_default/single.html", single)
        .file(
            "layouts/_default/list.html",
            "{{ range .Pages }}{{ .Title }} {{ end }}",
        )
}

/// Presses F5, and waits until the page is there or will not be.
fn show(app: &mut TestApp) -> Option<String> {
    app.wait_until("the site is known", |app| app.state.known_site().is_some());
    app.key(Modifiers::NONE, Key::F5);
    app.wait_until("the page is there or not", |app| {
        app.state.in_site.phase != Phase::Opening
    });
    app.harness.state().state.in_site.address.clone()
}

fn notice(app: &TestApp) -> String {
    let notices = &app.harness.state().state.notices.shown;
    let texts = notices.iter().map(|it| it.notice.text.clone());
    texts.collect::<Vec<_>>().join("\n")
}

/// What is answered to a request; empty where there is nothing.
fn ask(host: &str, start: &str, headers: &str, body: &str) -> String {
    let Ok(mut stream) = TcpStream::connect(host) else {
        return String::new();
    };
    let asked = format!("{start} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n{body}");
    stream.write_all(asked.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok();
    answer
}

/// The host of an address and the cookie that a browser has by it.
fn let_in(address: &str) -> (String, String) {
    let rest = address.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let answer = ask(host, &format!("GET /{path}"), "", "");
    let cookie = answer.split_once("Set-Cookie: ").map_or("", |it| it.1);
    let cookie = cookie.split(';').next().unwrap();
    (host.to_owned(), format!("Cookie: {cookie}\r\n"))
}

/// The page at an address, as a browser has it that was given that.
fn page(address: &str) -> String {
    let (host, cookie) = let_in(address);
    let path = address.split_once(&host).unwrap().1;
    let path = path.split('?').next().unwrap();
    ask(&host, &format!("GET {path}"), &cookie, "")
}

/// Draws frames until the page holds the words.
fn wait_for(app: &mut TestApp, address: &str, words: &str) {
    let began = Instant::now();
    while !page(address).contains(words) {
        assert!(began.elapsed() < PATIENCE, "{words}: {}", page(address));
        app.harness.step();
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The processes whose arguments name something in a folder.
fn processes_of(folder: &Path) -> Vec<String> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let lines = processes.filter_map(|process| {
        let line = fs::read(process.path().join("cmdline")).ok()?;
        Some(String::from_utf8_lossy(&line).replace('\0', " "))
    });
    let name = folder.join("home/cache/site");
    let name = name.to_str().unwrap();
    lines.filter(|line| line.contains(name)).collect()
}

fn wait_until_none_is_left(folder: &Path) {
    let began = Instant::now();
    while !processes_of(folder).is_empty() {
        let left = processes_of(folder);
        assert!(began.elapsed() < PATIENCE, "{left:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn the_page_holds_what_is_typed_and_follows_it_and_the_site_stays_as_it_is() {
    if hugo().is_none() {
        return;
    }
    let site = site();
    let status = git().map(|git| {
        git.line(&site.root(), "init -q");
        git.line(&site.root(), "add -A");
        git.line(&site.root(), "commit -q -m Begin");
        let root = site.root();
        move || git.line(&root, "status --porcelain --ignored")
    });
    let is_clean = || status.iter().all(|status| status().is_empty());
    let mut app = site.open_article(ARTICLE);
    app.type_into("Text", " Zebra.");

    let address = show(&mut app).unwrap_or_else(|| panic!("{}", notice(&app)));

    assert!(address.contains("/posts/a/?"), "{address}");
    let first = page(&address);
    assert!(
        first.contains("Zebra") && first.contains("The ferry"),
        "{first}"
    );
    assert!(is_clean());
    app.type_into("Text", " Ostrich.");
    wait_for(&mut app, &address, "Ostrich");
    assert!(is_clean());
    assert_eq!(site.read(ARTICLE), TEXT);
    assert!(app.is_dirty());

    app.command("Stop showing the site");
    wait_until_none_is_left(site.folder());
    assert!(is_clean());
}

#[test]
fn what_is_half_typed_changes_nothing_and_the_next_good_text_appears() {
    if hugo().is_none() {
        return;
    }
    let site = site();
    let mut app = site.open_article(ARTICLE);
    let address = show(&mut app).unwrap_or_else(|| panic!("{}", notice(&app)));

    app.type_into("Text", " Goose. {{< fig");
    app.wait_until("the text is held", |app| app.state.in_site.held.is_some());
    std::thread::sleep(Duration::from_millis(700));
    let before = page(&address);
    assert!(
        before.contains("It is back") && !before.contains("Goose"),
        "{before}"
    );
    app.type_into("Text", "ure src=\"a.jpg\" >}}");
    wait_for(&mut app, &address, "Goose");
    assert!(app.harness.state().state.in_site.held.is_none());

    app.save();
    let whole = site.read(ARTICLE);
    site.write(ARTICLE, &whole.replace("title: The", "title: \"The"));
    app.wait_until("the head is broken", |app| app.state.in_site.held.is_some());
    std::thread::sleep(Duration::from_millis(700));
    assert!(page(&address).contains("Goose"));
    site.write(ARTICLE, &whole.replace("The ferry", "The last ferry"));
    wait_for(&mut app, &address, "The last ferry");
    assert!(app.harness.state().state.in_site.deaths_millis.is_empty());
}

#[test]
fn what_the_theme_fails_at_is_said_with_its_place_and_is_over_when_it_is() {
    if hugo().is_none() {
        return;
    }
    let theme = "{{ if in .Content \"Goose\" }}\n{{ .Nope }}{{ end }}{{ .Content }}";
    let site = of_theme(theme);
    let mut app = site.open_article(ARTICLE);
    let address = show(&mut app).unwrap_or_else(|| panic!("{}", notice(&app)));

    app.type_into("Text", " Goose");
    app.wait_until("the theme fails", |app| app.state.in_site.trouble.is_some());
    let trouble = app.harness.state().state.in_site.trouble.clone().unwrap();
    let (path, line) = trouble.place.unwrap();
    assert_eq!((path.as_str(), line), ("layouts/_default/single.html", 2));
    assert!(app.shows("In site: the theme failed"));

    app.type_into("Text", "x");
    app.replace("Text", "Swan");
    wait_for(&mut app, &address, "Swan");
    app.wait_until("it is over", |app| app.state.in_site.trouble.is_none());
}

#[test]
fn other_languages_folders_and_themes_are_shown_as_the_settings_have_them() {
    if hugo().is_none() {
        return;
    }
    let module = "[[mounts]]\nsource = \"static\"\ntarget = \"static\"\n\
                  [[mounts]]\nsource = \"/etc\"\ntarget = \"assets/etc\"\n";
    let settings = "title = \"x\"\ntheme = \"quay\"\ndefaultContentLanguage = \"nl\"\n\
                    baseURL = \"https://example.org/blog/\"\n\
                    [languages.nl]\nweight = 1\ncontentDir = \"content/nl\"\n\
                    [languages.en]\nweight = 2\ncontentDir = \"content/en\"\n";
    let bundle = "content/en/posts/b/index.md";
    let site = TestSite::new()
        .file("config/_default/hugo.toml", settings)
        .file("config/_default/module.toml", module)
        .file(
            "content/nl/posts/b/index.md",
            "---\ntitle: De pont\n---\nTerug.\n",
        )
        .file(bundle, "---\ntitle: The ferry\n---\nBack.")
        .file("content/en/posts/b/quay.txt", "beside")
        .file(
            "themes/quay/content/extra.md",
            "---\ntitle: Extra\n---\nOf the theme.\n",
        )
        .file(
            "themes/quay/layouts/_default/single.html",
            "{{ .Content }}{{ range .Translations }}{{ .Title }}{{ end }}\
             {{ with .Resources.Get \"quay.txt\" }}{{ .Content }}{{ end }}",
        )
        .file("themes/quay/layouts/_default/list.html", "list");
    fs::remove_file(site.root().join("hugo.yaml")).unwrap();
    let mut app = site.open_article(bundle);
    app.type_into("Text", " Zebra");

    let address = show(&mut app).unwrap_or_else(|| panic!("{}", notice(&app)));

    assert!(address.contains("/en/posts/b/?"), "{address}");
    let made = page(&address);
    for words in ["Zebra", "De pont", "beside"] {
        assert!(made.contains(words), "{words}: {made}");
    }
    let extra = address.replace("en/posts/b/", "extra/");
    assert!(page(&extra).contains("Of the theme"), "{}", page(&extra));
}

#[test]
fn a_click_in_the_page_leads_to_the_text_and_the_page_is_told_of_the_caret() {
    if hugo().is_none() {
        return;
    }
    let site = site();
    let text = format!("{TEXT}\n\n- one *two*\n- three\n\nSame.\n\nSame.\n");
    site.write(ARTICLE, &text);
    let mut app = site.open_article(ARTICLE);
    let address = show(&mut app).unwrap_or_else(|| panic!("{}", notice(&app)));
    let made = page(&address);
    assert!(made.contains("/.kopij/page.js"), "{made}");
    let (host, cookie) = let_in(&address);
    let headers =
        |length: usize| format!("{cookie}Origin: http://{host}\r\nContent-Length: {length}\r\n");
    let click = |words: &str| {
        let told = format!("{{\"page\":\"/posts/a/\",\"words\":\"{words}\"}}");
        let answer = ask(&host, "POST /.kopij/click", &headers(told.len()), &told);
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    };

    assert_eq!(click("one two"), "");
    let at = text.find("one *two*").unwrap();
    app.wait_until("the caret is there", |app| {
        let shown = app.state.shown_article().unwrap();
        shown.selection() == (at..at)
    });
    for words in ["Same.", "Read more"] {
        assert!(click(words).starts_with("Not found"), "{words}");
    }
    assert!(ask(&host, "GET /posts/a/", "", "").starts_with("HTTP/1.1 403"));

    let mut stream = TcpStream::connect(&*host).unwrap();
    let asked = format!("GET /.kopij/caret HTTP/1.1\r\nHost: {host}\r\n{cookie}\r\n");
    stream.write_all(asked.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let told = lines.find(|line| line.starts_with("data: ")).unwrap();
    assert!(
        told.contains("onetwo") && told.contains("/posts/a/"),
        "{told}"
    );
}

#[test]
fn a_large_site_is_shown_in_part_and_as_a_whole_where_the_theme_needs_more() {
    if hugo().is_none() {
        return;
    }
    let theme = "{{ with .Params.needs }}{{ $there := where site.RegularPages \"Title\" . }}\
                 {{ div 1 (len $there) }}{{ (index $there 0).Title }}{{ end }}{{ .Content }}";
    let mut site = of_theme(theme);
    for number in 0..160 {
        let text = format!("---\ntitle: Part {number}\ndate: 2025-01-01\n---\nPart.\n");
        site = site.file(&format!("content/parts/p{number}.md"), text);
    }
    site.write(ARTICLE, &TEXT.replace("title:", "needs: Part 77\ntitle:"));
    let mut app = site.open_article(ARTICLE);
    assert_eq!(show(&mut app), None);
    assert!(
        notice(&app).contains("layouts/_default/single.html"),
        "{}",
        notice(&app)
    );

    app.click("Show it the whole site");
    app.wait_until("the page is there or not", |app| {
        app.state.in_site.phase != Phase::Opening
    });

    let address = app.harness.state().state.in_site.address.clone();
    let address = address.unwrap_or_else(|| panic!("{}", notice(&app)));
    assert!(page(&address).contains("Part 77"), "{}", page(&address));
}

#[test]
fn a_window_that_is_closed_leaves_no_hugo() {
    if hugo().is_none() {
        return;
    }
    let site = site();
    let mut app = site.open_article(ARTICLE);
    show(&mut app).unwrap_or_else(|| panic!("{}", notice(&app)));
    if cfg!(target_os = "linux") {
        assert!(!processes_of(site.folder()).is_empty());
    }

    drop(app);

    wait_until_none_is_left(site.folder());
}

const FOLDER: &str = "KOPIJ_IN_SITE_FOLDER";

/// The window in a process of its own: shows the article, says how that went, and goes on.
#[test]
#[ignore = "a child of the tests below"]
fn child_shows() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut app = TestSite::of_another(folder).open_article(ARTICLE);
    let address = show(&mut app);
    let mut out = std::io::stdout().lock();
    let said = address.unwrap_or_else(|| notice(&app).replace('\n', " "));
    writeln!(out, "\nshown {said}").unwrap();
    out.flush().unwrap();
    loop {
        app.harness.step();
        std::thread::sleep(Duration::from_millis(20));
    }
}

struct Shown {
    process: Child,
    said: String,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn child(site: &TestSite, variables: &[(&str, &str)]) -> Shown {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "in_site::child_shows",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, site.folder())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    for (name, value) in variables {
        if value.is_empty() {
            command.env_remove(name);
        } else {
            command.env(name, value);
        }
    }
    let mut process = command.spawn().unwrap();
    let out = BufReader::new(process.stdout.take().unwrap());
    let mut lines = out.lines().map_while(Result::ok);
    let said = lines.find_map(|line| line.strip_prefix("shown ").map(str::to_owned));
    let said = said.unwrap_or_default();
    Shown { process, said }
}

#[test]
fn a_kill_leaves_no_hugo() {
    if hugo().is_none() || cfg!(not(target_os = "linux")) {
        return;
    }
    let site = site();
    let shown = child(&site, &[]);
    assert!(shown.said.starts_with("http://"), "{}", shown.said);
    assert!(!processes_of(site.folder()).is_empty());

    // SIGKILL.
    drop(shown);

    wait_until_none_is_left(site.folder());
}

#[test]
fn where_the_holder_is_killed_too_the_next_start_ends_what_is_left() {
    if hugo().is_none() || cfg!(not(target_os = "linux")) {
        return;
    }
    let site = site();
    let shown = child(&site, &[]);
    let holders = fs::read_dir("/proc").unwrap().flatten().filter_map(|it| {
        let line = fs::read(it.path().join("cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        let is_it = line.contains(" hold-program ") && line.contains(site.folder().to_str()?);
        is_it.then(|| it.file_name().to_string_lossy().into_owned())
    });
    let holders: Vec<String> = holders.collect();
    assert_eq!(holders.len(), 1, "{holders:?}");
    // The window cannot end the rest of it any more when its holder goes.
    let window = shown.process.id().to_string();
    for (signal, id) in [("-STOP", &window), ("-KILL", &holders[0])] {
        let sent = Command::new("kill").args([signal, id]).status();
        assert!(sent.unwrap().success());
    }
    drop(shown);
    std::thread::sleep(Duration::from_millis(300));
    let left = processes_of(site.folder());
    assert!(!left.is_empty(), "there is something to end");

    let app = site.open();

    wait_until_none_is_left(site.folder());
    drop(app);
}

#[test]
fn without_hugo_it_is_said_what_to_install() {
    let site = site();
    let nowhere = site.folder().to_str().unwrap().to_owned();

    let shown = child(&site, &[("KOPIJ_HUGO", ""), ("PATH", &nowhere)]);

    assert!(shown.said.contains("gohugo.io"), "{}", shown.said);
}

#[cfg(unix)]
#[test]
fn nothing_of_a_site_runs_whatever_its_settings_allow() {
    use std::os::unix::fs::PermissionsExt as _;

    let Some(hugo) = hugo() else { return };
    let settings = "title: x\nsecurity:\n  exec:\n    allow: ['.*']\n    osEnv: ['.*']\n  http:\n    urls: ['.*']\n  \
                    funcs:\n    getenv: ['.*']\n";
    let theme = "{{ with resources.FromString \"a.css\" \"a{}\" | css.PostCSS }}{{ .Content }}{{ end }}{{ .Content }}";
    let site = of_theme(theme).file("hugo.yaml", settings);
    let mark = site.folder().join("mark");
    let programs = site.folder().join("programs");
    fs::create_dir_all(&programs).unwrap();
    for name in ["npx", "postcss", "node", "asciidoctor", "go"] {
        let path = programs.join(name);
        let script = match name {
            "postcss" => "#!/usr/bin/env node\n".to_owned(),
            _ => format!("#!/bin/sh\ntouch '{}'\ncat\n", mark.display()),
        };
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", programs.display());

    let shown = child(&site, &[("PATH", &path)]);

    assert!(shown.said.contains("postcss"), "{}", shown.said);
    assert!(!mark.exists());
    // The same by Hugo as the site would have it.
    let built = hugo.command(&site.root()).env("PATH", &path).output();
    assert!(mark.exists(), "{built:?}");
}
