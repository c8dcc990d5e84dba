//! New articles, as the site has them.

use egui::{Key, Modifiers};

use crate::support::{TestApp, TestSite};

fn article(number: usize) -> String {
    format!(
        "---\ntitle: \"Number {number}\"\ndate: 2026-01-0{number}\ntags: [t{number}]\n---\nText\n"
    )
}

/// Articles named by their day, and an archetype that none of them looks like.
fn site() -> TestSite {
    let archetype = "+++\ntitle = '{{ .Name }}'\ndate = '{{ .Date }}'\ndraft = true\n+++\n";
    let mut site = TestSite::new().file("archetypes/default.md", archetype);
    for number in 1..=4 {
        let name = format!("content/posts/2026-01-0{number}-n{number}.md");
        site = site.file(&name, article(number));
    }
    site
}

fn learned(app: &mut TestApp) {
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.form("posts").articles == 4
    });
}

fn made(app: &mut TestApp) -> String {
    app.wait_until("it is open and in a file", |app| {
        let shown = app.state.shown_article().map(|shown| &shown.document);
        shown.is_some_and(|document| {
            let name = document.path().file_name().unwrap().to_string_lossy();
            !document.is_untitled() && !document.is_dirty() && name.contains("the-new-quay")
        })
    });
    let shown = app.harness.state().state.shown_article().unwrap();
    let name = shown.document.path().file_name().unwrap();
    name.to_string_lossy().into_owned()
}

#[test]
fn a_new_article_has_the_name_and_the_head_that_the_section_has() {
    let site = site();
    let mut app = site.open_article("content/posts/2026-01-01-n1.md");
    learned(&mut app);

    app.key(Modifiers::COMMAND, Key::N);
    app.type_into("Title of the new article", "The new quay");
    app.key(Modifiers::NONE, Key::Enter);

    let name = made(&mut app);
    let today = app.harness.state().state.now().date().to_string();
    assert_eq!(name, format!("{today}-the-new-quay.md"));
    app.steps();
    assert!(app.field("Text").is_focused(), "one writes on");
    assert_eq!(
        app.text(),
        format!("---\ntitle: \"The new quay\"\ndate: {today}\ntags: []\ndraft: true\n---\n\n")
    );
}

#[test]
fn a_blank_article_is_called_by_its_heading_and_placed_at_its_first_save() {
    let site = site();
    let mut app = site.open_article("content/posts/2026-01-01-n1.md");
    learned(&mut app);

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    app.type_into("Text", "## The new quay");
    assert!(app.shows("No file yet"));
    let shown = app.harness.state().state.shown_article().unwrap();
    assert_eq!(shown.derived.entry.title, "The new quay");
    app.key(Modifiers::COMMAND, Key::S);
    app.key(Modifiers::NONE, Key::Enter);

    let name = made(&mut app);
    assert!(name.ends_with("-the-new-quay.md"), "{name}");
    assert!(
        app.text().contains("title: \"The new quay\"\n"),
        "{}",
        app.text()
    );
    assert!(app.text().contains("## The new quay"));
}

#[cfg(unix)]
#[test]
fn the_files_of_an_archetype_go_through_no_link_out_of_the_site() {
    let site = TestSite::new()
        .file("content/posts/a/index.md", "---\ntitle: A\n---\n")
        .file(
            "archetypes/posts/index.md",
            "---\ntitle: \"{{ .Title }}\"\n---\n",
        )
        .file("archetypes/posts/auto/evil.desktop", "evil")
        .file("archetypes/posts/fine.txt", "fine")
        .file("content/posts/the-new-quay/.keep", "");
    let outside = site.folder().join("outside");
    std::fs::create_dir(&outside).unwrap();
    let link = site.root().join("content/posts/the-new-quay/auto");
    std::os::unix::fs::symlink("../../../../outside", link).unwrap();
    let mut app = site.open_article("content/posts/a/index.md");

    app.key(Modifiers::COMMAND, Key::N);
    app.replace("Title of the new article", "The new quay");
    app.key(Modifiers::NONE, Key::Enter);

    app.wait_until("it is open", |app| {
        let shown = app.state.shown_article().map(|shown| &shown.document);
        shown.is_some_and(|it| it.path().ends_with("the-new-quay/index.md"))
    });
    assert_eq!(site.read("content/posts/the-new-quay/fine.txt"), "fine");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
}

/// Readers would see it twice: themes show the title above the text.
#[test]
fn a_first_heading_that_became_the_title_leaves_the_text() {
    let site = site();
    let mut app = site.open_article("content/posts/2026-01-01-n1.md");
    learned(&mut app);

    app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    app.type_into("Text", "# The new quay\n\nIt is open.");
    app.key(Modifiers::COMMAND, Key::S);
    app.key(Modifiers::NONE, Key::Enter);

    made(&mut app);
    let text = app.text();
    assert!(text.contains("title: \"The new quay\"\n"), "{text}");
    assert!(text.ends_with("---\n\nIt is open."), "{text}");
    app.type_into("Text", "");
    app.key(Modifiers::COMMAND, Key::Z);
    assert!(app.text().contains("# The new quay\n\nIt"), "one step");
}

#[test]
fn a_blank_article_quotes_its_title_as_the_others_do() {
    let typed = |title: &str| {
        let post = format!("---\ntitle: {title}\ndate: 2026-01-01\n---\nText\n");
        let mut site = TestSite::new();
        for name in ["a", "b", "c", "d"] {
            site = site.file(&format!("content/posts/{name}.md"), &post);
        }
        let mut app = site.open_article("content/posts/a.md");
        app.wait_until("the form is learned", |app| {
            app.state.site.schema.form("posts").articles == 4
        });
        app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
        app.type_into("Title", "The tide");
        app.text().to_owned()
    };

    assert!(typed("Plain words").contains("title: The tide\n"));
    assert!(typed("\"Quoted words\"").contains("title: \"The tide\"\n"));
}

#[test]
fn a_new_article_is_named_as_the_editor_of_the_site_says() {
    let says = "collections:\n- {name: posts, folder: content/posts, slug: '{{year}}-{{month}}-{{day}}-{{slug}}', fields: []}\n";
    let site = TestSite::new()
        .file("static/admin/config.yml", says)
        .file("content/posts/a.md", "---\ntitle: A\n---\n")
        .file("content/posts/b.md", "---\ntitle: B\n---\n");
    let mut app = site.open_article("content/posts/a.md");
    app.wait_until("the form is learned", |app| {
        app.state.site.schema.names_said("posts").is_some()
    });

    app.key(Modifiers::COMMAND, Key::N);
    app.field("Title of the new article")
        .type_text("The new quay");
    app.steps();
    app.key(Modifiers::NONE, Key::Enter);

    let name = made(&mut app);
    let day = name.strip_suffix("-the-new-quay.md").unwrap();
    let day = day.rsplit('/').next().unwrap();
    assert!(day.parse::<jiff::civil::Date>().is_ok(), "{name}");
}

/// What Kopij wrote itself is nothing that a writer has to put right, whatever it began from.
#[test]
fn a_new_article_is_not_warned_of() {
    for generator in ["hugo.toml", "_config.yml"] {
        let mut site = TestSite::new().file(generator, "");
        for number in 1..=4 {
            let head = format!(
                "---\ntitle: \"Number {number}\"\ndate: 2026-01-0{number}\ntags: [t{number}]\nlabel: NEWS\nauthor: Eva {number}\nsummary: \"S{number}\"\ncover:\n  image: \"{number}.jpg\"\n  alt: \"A\"\nslug: n{number}\nweight: {number}\nlastmod: 2026-01-0{number}\ndraft: false\n---\nText\n"
            );
            site = site
                .file(&format!("content/posts/n{number}.md"), &head)
                .file(&format!("_posts/2026-01-0{number}-n{number}.md"), &head);
        }
        let first = if generator == "hugo.toml" {
            "content/posts/n1.md"
        } else {
            "_posts/2026-01-01-n1.md"
        };
        let site = site
            .file("archetypes/default.md", "---\ntitle: \"{{ .Title }}\"\ndate: {{ .Date }}\ndraft: true\nsummary: \"\"\ncover:\n  image: \"\"\n---\n");
        let mut app = site.open_article(first);
        app.wait_until("the form is learned", |app| {
            app.state.site.schema.names_said("posts").is_some()
                || app.state.site.schema.form("posts").articles >= 4
                || app.state.site.schema.form("_posts").articles >= 4
        });
        let before = app.harness.state().state.site.open.is_some();
        assert!(before);

        for start in ["Archetype", "Newest article", "Blank"] {
            app.key(Modifiers::COMMAND, Key::N);
            app.steps();
            if !app.shows(start) {
                app.key(Modifiers::NONE, Key::Escape);
                continue;
            }
            app.replace("Title of the new article", &format!("The quay of {start}"));
            app.click(start);
            app.click("Make article");
            let told = told(&mut app, start);
            assert_eq!(
                told,
                [] as [String; 0],
                "{generator}, {start}: {}",
                app.text()
            );
        }
        app.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
        app.steps();
        let told = told(&mut app, "");
        assert_eq!(told, [] as [String; 0], "{generator}: {}", app.text());
    }
}

/// What is told of the new article, as the form, the text and the status bar show it.
fn told(app: &mut TestApp, word: &str) -> Vec<String> {
    app.wait_until("it is looked at", |app| {
        app.state.shown_article().is_some_and(|article| {
            let checks = &article.checks;
            let title = &article.derived.entry.title;
            title.contains(word)
                && (!word.is_empty() || article.document.is_untitled())
                && checks.asked.is_some()
                && !checks.is_under_way
        })
    });
    let article = app.harness.state().state.shown_article().unwrap();
    let found = article.checks.found.all().iter();
    found
        .map(|it| kopij::model::words::put(&it.finding.message))
        .collect()
}
