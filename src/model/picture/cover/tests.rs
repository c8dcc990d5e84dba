use super::*;
use crate::model::{
    front_matter::{self, Manner},
    schema::{HeadSummary, Schema},
};

/// What a site of such heads has, all in one section.
fn schema(heads: &[&str]) -> Schema {
    let heads: Vec<HeadSummary> = heads
        .iter()
        .map(|head| {
            let text = format!("---\n{head}\n---\n");
            HeadSummary::of(&front_matter::read(&text), &text)
        })
        .collect();
    Schema::learn(heads.iter().map(|head| ("posts", head)))
}

fn style_by(article: &str, others: &[&str], theme: &str) -> CoverStyle {
    let schema = schema(others);
    let around = Around {
        section: schema.form("posts"),
        site: schema.whole(),
        theme: super::theme([theme]),
    };
    CoverStyle::of(&front_matter::read(article), around)
}

fn shown(style: &CoverStyle) -> [String; 3] {
    let shown = |path: &Option<KeyPath>| path.as_ref().map(ToString::to_string);
    [
        style.image.to_string(),
        shown(&style.alt).unwrap_or_default(),
        shown(&style.caption).unwrap_or_default(),
    ]
}

const NONE: &str = "---\ntitle: A\n---\n";

#[track_caller]
fn check_head(head: &str, expected: [&str; 3]) {
    let style = style_by(&format!("---\n{head}\n---\n"), &[], "");
    assert_eq!(style.known, Known::Article);
    assert_eq!(shown(&style), expected);
}

#[test]
fn an_article_keeps_the_keys_that_it_has() {
    check_head(
        "cover:\n  image: a.jpg",
        ["cover.image", "cover.alt", "cover.caption"],
    );
    check_head("cover: a.jpg", ["cover", "", ""]);
    check_head("cover: a.jpg\nalt: B", ["cover", "alt", ""]);
    check_head(
        "image: a.jpg\nimageCaption: B",
        ["image", "", "imageCaption"],
    );
    check_head(
        "image:\n  path: a.jpg",
        ["image.path", "image.alt", "image.caption"],
    );
    check_head("images: [a.jpg, b.jpg]", ["images.0", "", ""]);
    check_head("Featured_Image: a.jpg", ["featured_image", "", ""]);
    check_head("image: ''\nfeaturedImage: a.jpg", ["featuredImage", "", ""]);
    check_head("image: ''", ["image", "", ""]);
    check_head(
        "cover:\n  hidden: true",
        ["cover.image", "cover.alt", "cover.caption"],
    );
    check_head(
        "header:\n  teaser: a.jpg",
        [
            "header.teaser",
            "header.image_description",
            "header.caption",
        ],
    );
}

#[test]
fn the_section_says_where_new_covers_go() {
    let usual = ["image: a.jpg\nalt: A"; 3];
    let style = style_by(NONE, &usual, "papermod");
    assert_eq!(style.known, Known::Section);
    assert_eq!(shown(&style), ["image", "alt", ""]);

    // Two are no habit, and neither are three of seven.
    let style = style_by(
        NONE,
        &["image: a.jpg", "image: b.jpg", "title: C"],
        "papermod",
    );
    assert_eq!(style.known, Known::Theme);
    let mixed = [
        "image: a.jpg",
        "image: b.jpg",
        "image: c.jpg",
        "cover: d.jpg",
        "cover: e.jpg",
        "cover: f.jpg",
        "cover: g.jpg",
    ];
    assert_eq!(style_by(NONE, &mixed, "papermod").known, Known::Theme);
}

#[test]
fn keys_that_are_filled_with_the_same_address_are_filled_together() {
    let twice = [
        "featuredImage: a.jpg\nthumbnail: a.jpg",
        "featuredImage: b.jpg\nthumbnail: b.jpg",
        "featuredImage: c.jpg\nthumbnail: c.jpg",
    ];
    let style = style_by(NONE, &twice, "");
    assert_eq!(style.image.to_string(), "featuredImage");
    assert_eq!(style.also, [KeyPath::new(["thumbnail"])]);

    let text = "---\ntitle: A\n---\n";
    let changes = style.changes(&front_matter::read(text), "d.jpg", false);
    let edit = front_matter::edit_all(text, &changes, Manner::default()).unwrap();
    assert_eq!(
        edit.unwrap().applied_to(text),
        "---\ntitle: A\nfeaturedImage: d.jpg\nthumbnail: d.jpg\n---\n"
    );
}

#[test]
fn each_theme_that_is_known_says_where_its_covers_are() {
    for theme in &themes::THEMES {
        for name in theme.names {
            let others = ["title: A", "title: B", "title: C"];
            let style = style_by(NONE, &others, name);
            let expected = if theme.image.is_empty() {
                (Known::Usual, "image")
            } else {
                (Known::Theme, theme.image)
            };
            assert_eq!((style.known, &*style.image.to_string()), expected);
            assert_eq!(style.reads, theme.reads);
            assert_eq!(style.by_file.unwrap_or_default(), theme.by_file);
            let [_, alt, caption] = shown(&style);
            assert_eq!((&*alt, &*caption), (theme.alt, theme.caption), "{name}");
        }
    }
}

#[test]
fn a_theme_that_takes_files_by_their_name_is_never_given_an_address() {
    let text = "---\ncover: '*quay*'\n---\n";
    let style = style_by(text, &["cover: '*a*'"; 4], "congo");
    assert_eq!(style.way(true), Way::ByName("feature*"));
    assert_eq!(style.way(false), Way::Nowhere);
    // One that has a key too has that for articles without a folder.
    let style = style_by(NONE, &[], "blowfish");
    assert_eq!(style.way(true), Way::ByName("feature*"));
    assert_eq!(style.way(false), Way::ByAddress);
    let style = style_by("---\nfeatureimage: a.jpg\n---\n", &[], "blowfish");
    assert_eq!(style.way(true), Way::ByAddress);
}

#[test]
fn the_words_of_a_theme_go_with_its_own_key() {
    let style = style_by("---\ncover: a.jpg\n---\n", &[], "papermod");
    assert_eq!(shown(&style), ["cover", "", ""]);
}

#[test]
fn relative_is_said_only_where_it_is_read() {
    let changes = |theme| {
        let style = style_by("---\ncover:\n  image: a.jpg\n---\n", &[], theme);
        let head = front_matter::read("---\ncover:\n  image: a.jpg\n---\n");
        style.changes(&head, "b.jpg", true).len()
    };
    assert_eq!((changes("papermod"), changes("")), (2, 1));
}

#[test]
fn of_a_list_of_pictures_the_first_alone_is_taken_out() {
    let text = "---\nbigimg:\n- src: a.jpg\n  desc: A\n- src: b.jpg\n  desc: B\n---\n";
    let head = front_matter::read(text);
    let style = style_by(text, &[], "beautifulhugo");
    assert_eq!(shown(&style), ["bigimg.0.src", "bigimg.0.desc", ""]);

    let out = style.removal(&head, &Form::default());

    let edit = front_matter::edit_all(text, &out, Manner::default()).unwrap();
    assert_eq!(
        edit.unwrap().applied_to(text),
        "---\nbigimg:\n- src: b.jpg\n  desc: B\n---\n"
    );
}

#[test]
fn nothing_known_is_the_key_that_most_programs_have() {
    let style = style_by(NONE, &["title: A", "title: B", "title: C"], "");
    assert_eq!(
        (style.known, &*style.image.to_string()),
        (Known::Usual, "image")
    );
    let style = style_by(NONE, &["title: A", "title: B", "cover: {image: c}"], "");
    assert_eq!(&*style.image.to_string(), "cover.image");
}

/// The article with a cover set, and taken out again.
#[track_caller]
fn check_round(text: &str, theme: &str, is_beside: bool, with: &str) {
    let head = front_matter::read(text);
    let style = style_by(text, &["title: A", "title: B", "title: C"], theme);
    let changes = style.changes(&head, "b.jpg", is_beside);
    let edit = front_matter::edit_all(text, &changes, Manner::default()).unwrap();
    let after = edit.unwrap().applied_to(text);
    assert_eq!(after, with);

    let head = front_matter::read(&after);
    assert_eq!(address(&head).as_deref(), Some("b.jpg"));
    let style = style_by(&after, &["title: A", "title: B", "title: C"], theme);
    let out = style.removal(&head, &Form::default());
    let edit = front_matter::edit_all(&after, &out, Manner::default()).unwrap();
    let without = edit.unwrap().applied_to(&after);
    let left = address(&front_matter::read(&without));
    // The next picture of a list takes its place.
    let next = text.contains("c.jpg").then(|| "c.jpg".to_owned());
    assert_eq!(left, next, "{without}");
    assert!(!without.contains("relative"), "{without}");
    assert!(!without.contains("b.jpg"), "{without}");
}

#[test]
fn a_cover_is_set_and_taken_out_wherever_it_stands() {
    check_round(
        NONE,
        "papermod",
        false,
        "---\ntitle: A\ncover:\n  image: b.jpg\n---\n",
    );
    check_round(
        NONE,
        "papermod",
        true,
        "---\ntitle: A\ncover:\n  image: b.jpg\n  relative: true\n---\n",
    );
    check_round(
        "---\ncover:\n  image: a.jpg\n  relative: true\n---\n",
        "papermod",
        false,
        "---\ncover:\n  image: b.jpg\n  relative: false\n---\n",
    );
    check_round(
        NONE,
        "coder",
        false,
        "---\ntitle: A\nimages: [b.jpg]\n---\n",
    );
    check_round(
        "---\nimages: [a.jpg, c.jpg]\n---\n",
        "coder",
        false,
        "---\nimages: [b.jpg, c.jpg]\n---\n",
    );
    check_round(
        "+++\ntitle = 'A'\n+++\n",
        "chirpy",
        false,
        "+++\ntitle = 'A'\n\n[image]\npath = 'b.jpg'\n+++\n",
    );
    check_round(
        "{\n  \"title\": \"A\"\n}\n",
        "ananke",
        false,
        "{\n  \"title\": \"A\",\n  \"featured_image\": \"b.jpg\"\n}\n",
    );
}

#[test]
fn what_all_articles_have_stays_empty_when_a_cover_is_taken_out() {
    let schema = schema(&["image: a.jpg\nalt: A"; 4]);
    let text = "---\nimage: a.jpg\nalt: A\ncaption: B\n---\n";
    let head = front_matter::read(text);
    let around = Around {
        section: schema.form("posts"),
        site: schema.whole(),
        theme: None,
    };

    let out = CoverStyle::of(&head, around).removal(&head, schema.form("posts"));

    let edit = front_matter::edit_all(text, &out, Manner::default()).unwrap();
    assert_eq!(
        edit.unwrap().applied_to(text),
        "---\nimage: \"\"\nalt: \"\"\n---\n"
    );
}

#[test]
fn an_address_from_the_root_is_counted_where_others_have_it() {
    let heads = [
        "image: /a.jpg",
        "image: /a.jpg",
        "image: /b.jpg",
        "image: c.jpg",
        "image: c.jpg",
    ];
    let schema = schema(&heads);
    let around = Around {
        section: schema.form("posts"),
        site: schema.whole(),
        theme: None,
    };
    let style = CoverStyle::of(&front_matter::read(NONE), around);
    for (address, count) in [("/a.jpg", 1), ("/b.jpg", 0), ("/none.jpg", 0), ("c.jpg", 0)] {
        assert_eq!(others(schema.whole(), &style, address), count, "{address}");
    }
}
