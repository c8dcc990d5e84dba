use super::*;
use crate::model::front_matter;

/// What a text names: how, as it stands there, and as it is read.
fn all(text: &str) -> Vec<(Manner, &str, String)> {
    let head = front_matter::read(text);
    let found = named(text, &head, |_| false).into_iter();
    found
        .map(|it| (it.manner, &text[it.range], it.path))
        .collect()
}

#[track_caller]
fn check(text: &str, manner: Manner, written: &str, path: &str) {
    assert_eq!(all(text), [(manner, written, path.to_owned())], "{text}");
}

#[test]
fn pictures_are_found_in_all_kinds_of_heads() {
    for head in [
        "---\ncover:\n  image: /img/a%20b.jpg # it\n---\n",
        "---\ncover: {image: '/img/a%20b.jpg'}\n---\n",
        "---\nimages:\n  - \"/img/a%20b.jpg\"\n---\n",
        "+++\nresources = [{src = \"/img/a%20b.jpg\"}]\n+++\n",
        "{\"cover\": \"/img/a%20b.jpg?w=3\"}\n",
    ] {
        check(head, Manner::Head, "/img/a%20b.jpg", "/img/a b.jpg");
    }
    assert_eq!(all("---\ncover: https\ndate: 2026-02-24\n---\n"), []);
}

#[test]
fn one_that_is_named_twice_in_a_head_has_two_places() {
    let text = "---\nimages: [a.jpg, a.jpg]\nthumb: a.jpg\n---\n";
    let head = front_matter::read(text);
    let starts: Vec<usize> = named(text, &head, |_| false)
        .iter()
        .map(|it| it.range.start)
        .collect();
    let expected: Vec<usize> = text.match_indices("a.jpg").map(|(at, _)| at).collect();
    assert_eq!(starts, expected);
}

#[test]
fn pictures_are_found_in_markdown() {
    use Manner::Markdown;
    check("![x](a.jpg)\n", Markdown, "a.jpg", "a.jpg");
    check(
        "[![x y](img/a_b.PNG)](/p/)\n",
        Markdown,
        "img/a_b.PNG",
        "img/a_b.PNG",
    );
    check("![](a\\_b.jpg \"T\")\n", Markdown, "a\\_b.jpg", "a_b.jpg");
    check("![](a(1).jpg)\n", Markdown, "a(1).jpg", "a(1).jpg");
    check("![](<a b.jpg>)\n", Markdown, "a b.jpg", "a b.jpg");
    check("![](a.jpg?w=1)\n", Markdown, "a.jpg", "a.jpg");
    check(
        "![](fo%C3%A9%23.jpg)\n",
        Markdown,
        "fo%C3%A9%23.jpg",
        "foé#.jpg",
    );
    check(
        "[q]: /img/a.jpg \"T\"\n",
        Markdown,
        "/img/a.jpg",
        "/img/a.jpg",
    );
    check("![é](foto's.jpg)\n", Markdown, "foto's.jpg", "foto's.jpg");
}

#[test]
fn pictures_are_found_in_html_and_shortcodes() {
    use Manner::Attribute;
    for (text, written) in [
        ("<img alt=\"x, y\" src=\"/a b.jpg\">\n", "/a b.jpg"),
        ("<img src='a.jpg' >\n", "a.jpg"),
        ("<img src=a.jpg>\n", "a.jpg"),
        ("{{< figure src=\"a b.jpg\" alt=\"c\" >}}\n", "a b.jpg"),
        ("{{< img a.jpg >}}\n", "a.jpg"),
        ("{{% img `a.jpg` %}}\n", "a.jpg"),
        ("{{< img src=a.jpg?x >}}\n", "a.jpg"),
    ] {
        check(text, Attribute, written, written);
    }
    let several = all("<source srcset=\"a.jpg 1x, b c.jpg 2x\">\n");
    let written: Vec<_> = several.iter().map(|it| it.1).collect();
    assert_eq!(written, ["a.jpg", "c.jpg"]);
}

#[test]
fn what_is_spoken_of_is_no_place_to_write_at() {
    use Manner::Mention;
    for text in [
        "see a.jpg here\n",
        "`![x](a.jpg)` is\n",
        "![x](b a.jpg)\n",
        "{{< gallery \"*/a.jpg,b\" >}}\n",
    ] {
        let found = all(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Mention, "{found:?}");
    }
    assert_eq!(
        all("https://e.org/a.jpg ![](https://e.org/a.jpg) a.jpgx"),
        []
    );
    let head = front_matter::read("");
    let in_code = named("![x](a.jpg)", &head, |_| true);
    assert_eq!(in_code[0].manner, Mention);
}

#[test]
fn another_path_is_written_as_the_one_before_it() {
    for (was, path, manner, expected) in [
        ("/img/a.jpg", "/img/b c.jpg", Manner::Head, "/img/b c.jpg"),
        (
            "/img/a%20x.jpg",
            "/img/b c.jpg",
            Manner::Head,
            "/img/b%20c.jpg",
        ),
        ("/img/a.jpg", "/img/50%.jpg", Manner::Head, "/img/50%25.jpg"),
        ("./a.jpg", "b.jpg", Manner::Markdown, "./b.jpg"),
        ("a.jpg", "b (1).jpg", Manner::Markdown, "b%20%281%29.jpg"),
    ] {
        let written = written(was, path, manner);
        assert_eq!(written, expected);
        assert_eq!(decoded(written.trim_start_matches("./")), path);
    }
}

#[test]
fn names_in_templates_are_mentioned() {
    let text = "<img src=\"{{ \"img/logo x.png\" | relURL }}\">\nurl(../img/back.webp)";
    let found: Vec<&str> = mentioned(text).collect();
    assert_eq!(found, ["logo x.png", "back.webp"]);
}
