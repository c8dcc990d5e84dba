//! What one site alone shows.

use serde_json::json;

use super::*;

const SETTINGS: &str = "baseURL = \"https://example.org/\"\n";

/// All that is found in a site with these files besides its settings.
fn all(settings: &str, files: &[(&str, &str)]) -> Vec<Located> {
    let mut all = json!({ "hugo.toml": settings });
    for (path, text) in files {
        all[*path] = json!(text);
    }
    let site = site(&all);
    let articles = checked(site.path(), 0).into_iter();
    articles.flat_map(|article| article.findings).collect()
}

/// The findings of a rule.
fn of(all: &[Located], rule: Rule) -> Vec<&Finding> {
    let all = all.iter().map(|located| &located.finding);
    all.filter(|it| it.rule == rule).collect()
}

fn page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 1960-01-01\n---\n{body}\n")
}

#[test]
fn of_a_very_long_text_the_head_is_told_without_a_fix() {
    let head = "---\ntitle: A\ndraft: yes\n---\n";
    let of_length = |length: usize| {
        let text = head.to_owned() + &"Words.\n".repeat(length / 7);
        all(SETTINGS, &[("content/a.md", &text)])
    };

    let short = of_length(100);
    assert!(!of(&short, Rule::PublishDraftWord)[0].fixes.is_empty());
    let long = of_length(5_100_000);
    assert_eq!(of(&long, Rule::PublishDraftWord)[0].fixes, []);
}

#[test]
fn a_json_head_with_a_key_twice_is_told_and_built_with_the_last() {
    let text = "{\n \"title\": \"A\",\n \"date\": \"1960-01-01\",\n \"title\": \"B\"\n}\nText.\n";

    let found = all(SETTINGS, &[("content/a.md", text)]);

    let twice = of(&found, Rule::HeadKeyTwice);
    assert_eq!(twice.len(), 1);
    assert_eq!(twice[0].severity, Severity::Warning);
    assert!(of(&found, Rule::HeadBroken).is_empty());
    assert!(of(&found, Rule::TitleMissing).is_empty());
}

#[test]
fn a_title_that_a_translation_has_as_well_is_no_twin() {
    let settings = "baseURL = \"https://example.org/\"\n[languages.en]\n[languages.nl]\n";
    let tide = page("Tide", "Text.");

    let found = all(
        settings,
        &[
            ("content/posts/a.md", &tide),
            ("content/posts/a.nl.md", &tide),
        ],
    );
    assert_eq!(of(&found, Rule::TitleTwin), [] as [&Finding; 0]);
    let found = all(
        settings,
        &[("content/posts/a.md", &tide), ("content/posts/b.md", &tide)],
    );
    assert_eq!(of(&found, Rule::TitleTwin).len(), 2);
}

#[test]
fn of_a_head_that_cannot_be_read_no_date_is_missing() {
    let dated: Vec<(String, String)> = (0..9)
        .map(|at| {
            (
                format!("content/posts/{at}.md"),
                page(&format!("T{at}"), "Text."),
            )
        })
        .collect();
    let found = |text: &str| {
        let files = dated.iter().map(|(path, text)| (&**path, &**text));
        let files: Vec<(&str, &str)> = files.chain([("content/posts/odd.md", text)]).collect();
        of(&all(SETTINGS, &files), Rule::PublishDateMissing).len()
    };

    assert_eq!(found("---\ntitle: A\n---\n"), 1);
    assert_eq!(found("---\ntitle: A\ntags: [a\n---\n"), 0);
}

#[test]
fn an_old_key_is_found_in_the_list_of_a_cascade() {
    for text in [
        "---\ntitle: A\ncascade:\n  - _build:\n      list: never\n  - _build:\n      render: never\n---\n",
        "+++\ntitle = \"A\"\n[[cascade]]\n[cascade._build]\nlist = \"never\"\n[[cascade]]\n[cascade._build]\nrender = \"never\"\n+++\n",
    ] {
        let found = all(SETTINGS, &[("content/_index.md", text)]);
        assert_eq!(of(&found, Rule::HeadOldKey).len(), 2, "{text}");
    }
}

#[test]
fn an_old_key_gets_its_new_name_unasked_only_where_the_site_names_a_hugo_that_knows_it() {
    let text = "---\ntitle: A\n_build:\n  list: never\n---\n";
    let safety = |files: &[(&str, &str)]| {
        let found = all(SETTINGS, &[&[("content/a.md", text)], files].concat());
        let found = of(&found, Rule::HeadOldKey);
        found.first().map(|finding| finding.fixes[0].safety)
    };

    assert_eq!(safety(&[]), Some(Safety::Asked));
    assert_eq!(safety(&[(".hvm", "v0.147.9\n")]), Some(Safety::Safe));
    assert_eq!(safety(&[(".hvm", "v0.120.0\n")]), None);
}

#[test]
fn places_in_the_page_that_are_not_there_are_told_a_number_of_times() {
    let links = (0..80).map(|at| format!("[a](#nowhere{at})\n\n"));
    let links = links.collect::<Vec<_>>().concat();
    let body = format!(
        "## Quay\n\n[a](#quay) [b](#comments) [c](#made) [d](#own)\n\n<a id=\"made\"></a>\n\n## B {{#own}}\n\n{links}"
    );

    let found = all(SETTINGS, &[("content/a.md", &page("A", &body))]);

    let told = of(&found, Rule::LinkFragment);
    assert_eq!(told.len(), 50);
    let is_made = |it: &&&Finding| format!("{:?}", it.message).contains("nowhere");
    assert_eq!(told.iter().filter(is_made).count(), 50);
}

#[test]
fn invisible_letters_that_keep_a_text_from_being_markup_are_taken_out_only_when_asked() {
    for body in ["{{\u{200b}< figure >}}", "\u{200b}# x", "a\u{ad}b"] {
        let found = all(SETTINGS, &[("content/a.md", &page("A", body))]);
        let fixes = of(&found, Rule::TextInvisible);
        let mut fixes = fixes.iter().flat_map(|finding| &finding.fixes);
        assert!(fixes.all(|fix| fix.safety == Safety::Asked), "{body:?}");
    }
}

#[test]
fn shortcodes_that_a_module_may_have_are_none_that_are_unknown() {
    let body = "{{< gallery >}}\n\nText.\n\n{{< /gallery >}}\n";
    let text = page("A", body);
    let rules = |settings: &str, text: &str| {
        let found = all(settings, &[("content/a.md", text)]);
        let of_calls = found.iter().filter(|it| it.finding.rule.group() == "text");
        of_calls.map(|it| it.finding.rule.id()).collect::<Vec<_>>()
    };
    let with_module = format!("{SETTINGS}[[module.imports]]\npath = \"example.org/theme\"\n");

    assert_eq!(rules(SETTINGS, &text), ["text/shortcode-unknown"]);
    assert_eq!(rules(&with_module, &text), [] as [&str; 0]);
    let broken = page("A", "{{< gallery");
    assert_eq!(rules(&with_module, &broken), ["text/shortcode-open"]);
}

#[test]
fn the_own_host_is_that_of_the_language_of_the_article() {
    let settings = "baseURL = \"https://example.org/\"\ndefaultContentLanguage = \"en\"\n[languages.en]\nbaseURL = \"https://example.org/\"\n[languages.nl]\nbaseURL = \"https://example.nl/\"\n";
    let body = "[a](https://example.org/posts/b/) [b](https://example.nl/posts/b/)";
    let text = page("A", body);
    let b = page("B", "Text.");
    let own = |path: &str| {
        let files = [
            (path, &*text),
            ("content/posts/b.md", &*b),
            ("content/posts/b.nl.md", &*b),
        ];
        let found = all(settings, &files);
        let own = of(&found, Rule::LinkOwnHost);
        let places = own.iter().filter_map(|it| it.range().cloned());
        places
            .map(|range| text[range].to_owned())
            .collect::<Vec<_>>()
    };

    assert_eq!(own("content/posts/a.md"), ["https://example.org/posts/b/"]);
    assert_eq!(
        own("content/posts/a.nl.md"),
        ["https://example.nl/posts/b/"]
    );
}

#[cfg(unix)]
#[test]
fn no_link_has_another_machine_or_drive_looked_at() {
    let body = "[a](/a.pdf) [b](/%5C%5Cserver%5Cb.pdf) [c](/c:x.pdf)";
    let files = [
        ("content/a.md", &*page("A", body)),
        ("static/a.pdf", "x"),
        ("static/\\\\server\\b.pdf", "x"),
        ("static/c:x.pdf", "x"),
    ];

    let found = all(SETTINGS, &files);

    // Files of these names are there, and are not looked for.
    assert_eq!(of(&found, Rule::LinkMissing).len(), 2);
}

/// What is found in a text in the window, in a site with these files.
fn written(files: &[(&str, &str)], path: &str, text: &str) -> Vec<Located> {
    let mut all = json!({ "hugo.toml": SETTINGS });
    for (path, text) in files {
        all[*path] = json!(text);
    }
    let folder = site(&all);
    let (site, _) = scan::site_of(folder.path(), Vec::new()).unwrap();
    let root = site.root.clone();
    let of_site = OfSite::of(Arc::new(site), 0);
    in_text(&of_site, &root.join(path), text, None, 0)
}

#[test]
fn what_is_put_right_in_the_window_is_no_longer_told() {
    let title = |title: &str| page(title, "Text.");
    let (a, b) = (title("Tide"), title("Quay"));
    let files = [("content/posts/a.md", &*a), ("content/posts/b.md", &*b)];
    let twins = |text: &str| {
        of(
            &written(&files, "content/posts/b.md", text),
            Rule::TitleTwin,
        )
        .len()
    };
    assert_eq!([twins(&b), twins(&a)], [0, 1]);

    let plain = |number: usize| format!("---\ntitle: T{number}\ntags: [a]\n---\n");
    let texts: Vec<(String, String)> = (0..20)
        .map(|number| (format!("content/posts/{number}.md"), plain(number)))
        .collect();
    let odd = plain(99).replace("tags", "Tags");
    let mut files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    files.push(("content/posts/odd.md", &odd));
    let cases = |text: &str| {
        of(
            &written(&files, "content/posts/odd.md", text),
            Rule::HeadKeyCase,
        )
        .len()
    };
    assert_eq!([cases(&odd), cases(&plain(99))], [1, 0]);

    let same = |title: &str| format!("---\ntitle: {title}\nslug: quay\n---\n");
    let (a, b) = (same("A"), same("B"));
    let files = [("content/posts/a.md", &*a), ("content/posts/b.md", &*b)];
    let twice = |text: &str| {
        of(
            &written(&files, "content/posts/b.md", text),
            Rule::AddressTwice,
        )
        .len()
    };
    assert_eq!([twice(&b), twice(&b.replace("quay", "harbour"))], [1, 0]);
}

/// What stands in each paragraph of a long text is told some times, not as often as there are paragraphs.
#[test]
fn of_one_text_so_many_of_one_kind_are_told() {
    for (paragraph, rule) in [
        ("the tide tide is in", Rule::TextRepeatedWord),
        ("TODO", Rule::TextPlaceholder),
        ("qu\u{200b}ay", Rule::TextInvisible),
    ] {
        let body = format!("{paragraph}\n\n").repeat(3_000);
        let found = all(SETTINGS, &[("content/a.md", &page("A", &body))]);
        assert_eq!(of(&found, rule).len(), 20, "{paragraph}");
    }
}
