//! Answers in the documented shape, written by hand; and what others could answer.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn query(words: &str) -> Query {
    Query {
        words: words.to_owned(),
        orientation: Orientation::Wide,
        language: "nl".to_owned(),
    }
}

fn pexels(photo: &Value) -> Value {
    json!({"total_results": 8, "page": 1, "per_page": 1, "photos": [photo], "next_page": "https://api.pexels.com/v1/search?page=2"})
}

fn pexels_photo() -> Value {
    json!({
        "id": 2_014_422, "width": 3024, "height": 3024, "url": "https://www.pexels.com/photo/brown-rocks-2014422/",
        "photographer": "Joey Farina", "photographer_url": "https://www.pexels.com/@joey", "photographer_id": 680_589,
        "avg_color": "#978E82", "liked": false, "alt": "Brown Rocks During Golden Hour",
        "src": {
            "original": "https://images.pexels.com/photos/2014422/pexels-photo-2014422.jpeg",
            "large2x": "https://images.pexels.com/photos/2014422/pexels-photo-2014422.jpeg?auto=compress&dpr=2&h=650&w=940",
            "large": "https://images.pexels.com/photos/2014422/pexels-photo-2014422.jpeg?auto=compress&h=650&w=940",
            "medium": "https://images.pexels.com/photos/2014422/pexels-photo-2014422.jpeg?auto=compress&h=350",
            "tiny": "https://images.pexels.com/photos/2014422/pexels-photo-2014422.jpeg?h=200&w=280"
        }
    })
}

fn openverse_photo() -> Value {
    json!({
        "id": "4bc43a04-ef46-4544-a0c1-63c63f56e276", "title": "Ferry at <b>dawn</b>", "url": "https://live.staticflickr.com/1/2.jpg",
        "thumbnail": "https://api.openverse.org/v1/images/4bc43a04-ef46-4544-a0c1-63c63f56e276/thumb/",
        "width": 1024, "height": 683, "creator": "Eva", "creator_url": "https://www.flickr.com/photos/eva",
        "license": "by-sa", "license_version": "2.0", "license_url": "https://creativecommons.org/licenses/by-sa/2.0/",
        "foreign_landing_url": "https://www.flickr.com/photos/eva/2", "source": "flickr", "mature": false
    })
}

fn commons_page() -> Value {
    json!({
        "pageid": 7, "ns": 6, "index": 1, "title": "File:Veerpont (Zwijndrecht).jpg",
        "imageinfo": [{
            "url": "https://upload.wikimedia.org/wikipedia/commons/a/ab/Veerpont_(Zwijndrecht).jpg",
            "thumburl": "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Veerpont.jpg/330px-Veerpont.jpg",
            "width": 4000, "height": 3000, "mime": "image/jpeg",
            "descriptionurl": "https://commons.wikimedia.org/wiki/File:Veerpont.jpg",
            "extmetadata": {
                "Artist": {"value": "<a href=\"//commons.wikimedia.org/wiki/User:Eva\" title=\"x\">Eva &amp; Co</a><script>alert(1)</script>"},
                "LicenseShortName": {"value": "CC BY-SA 4.0"},
                "LicenseUrl": {"value": "https://creativecommons.org/licenses/by-sa/4.0"},
                "ImageDescription": {"value": "<p>De veerpont<br>bij <i>Zwijndrecht</i></p>"}
            }
        }]
    })
}

fn commons(page: &Value) -> Value {
    json!({"continue": {"gsroffset": 20, "continue": "gsroffset||"}, "query": {"pages": [page]}})
}

fn pixabay_hit() -> Value {
    json!({
        "id": 195_893, "pageURL": "https://pixabay.com/photos/blossom-195893/", "tags": "blossom, bloom, flower",
        "previewURL": "https://cdn.pixabay.com/photo/2013/10/15/09/12/flower-195893_150.jpg",
        "webformatURL": "https://pixabay.com/get/35bbf209.jpg", "largeImageURL": "https://pixabay.com/get/ed6a99fd.jpg",
        "imageWidth": 4000, "imageHeight": 2250, "user_id": 48777, "user": "Josch13"
    })
}

/// What each service answers, with one photo and a page after it.
fn answer(provider: Provider) -> Value {
    match provider {
        Provider::Pexels => pexels(&pexels_photo()),
        Provider::Openverse => {
            json!({"result_count": 40, "page_count": 2, "page": 1, "results": [openverse_photo()]})
        }
        Provider::Commons => commons(&commons_page()),
        Provider::Pixabay => json!({"total": 9000, "totalHits": 500, "hits": [pixabay_hit()]}),
    }
}

fn found(provider: Provider, answer: &Value) -> Result<Page, NotUnderstood> {
    read(provider, 1, answer.to_string().as_bytes())
}

fn only(provider: Provider, answer: &Value) -> Photo {
    let page = found(provider, answer).unwrap();
    assert_eq!((page.photos.len(), page.next), (1, Some(2)), "{provider:?}");
    page.photos.into_iter().next().unwrap()
}

#[test]
fn each_service_is_asked_as_it_documents() {
    let key = Secret::new("KEY").unwrap();
    let asked = |provider: Provider| {
        let request = request(provider, &query(" Old  ferry "), 2, Some(&key));
        request.address(provider.base())
    };

    assert_eq!(
        asked(Provider::Pexels),
        "https://api.pexels.com/v1/search?query=Old%20ferry&page=2&per_page=30&orientation=landscape&locale=nl%2DNL"
    );
    assert_eq!(
        asked(Provider::Openverse),
        "https://api.openverse.org/v1/images/?q=Old%20ferry&page=2&page_size=20&license_type=commercial&aspect_ratio=wide"
    );
    let commons = asked(Provider::Commons);
    assert!(commons.starts_with(
        "https://commons.wikimedia.org/w/api.php?action=query&format=json&formatversion=2"
    ));
    assert!(commons.contains("&gsroffset=20&") && commons.contains("Old%20ferry"));
    assert_eq!(
        asked(Provider::Pixabay),
        "https://pixabay.com/api/?q=Old%20ferry&page=2&per_page=30&image_type=photo&safesearch=true&orientation=horizontal&lang=nl&key=KEY"
    );
}

#[test]
fn a_key_stands_where_its_service_wants_it_and_nowhere_else() {
    let key = Secret::new("KEY").unwrap();
    for provider in Provider::ALL {
        let request = request(provider, &query("ferry"), 1, Some(&key));

        let is_in_address = request.address("https://x").contains("KEY");
        assert_eq!(is_in_address, provider == Provider::Pixabay);
        assert_eq!(
            request.authorization().is_some(),
            provider == Provider::Pexels
        );
        assert!(
            !request.name().to_uppercase().contains("KEY"),
            "{provider:?}"
        );
        let printed = format!("{request:?}");
        assert!(
            !printed.contains("KEY") && !printed.contains("ferry"),
            "{printed}"
        );
    }
}

#[test]
fn the_same_question_has_one_name() {
    let name = |words: &str| request(Provider::Pexels, &query(words), 1, None).name();

    assert_eq!(name(" Old  Ferry"), name("old ferry"));
    assert_ne!(name("old ferry"), name("ferry old"));
}

#[test]
fn a_photo_of_pexels_is_read() {
    let photo = only(Provider::Pexels, &answer(Provider::Pexels));

    assert_eq!((&*photo.id, photo.size), ("2014422", [3024, 3024]));
    assert_eq!(photo.alt, "Brown Rocks During Golden Hour");
    assert_eq!(
        [&*photo.author, &*photo.author_page],
        ["Joey Farina", "https://www.pexels.com/@joey"]
    );
    assert_eq!(
        photo.file,
        "https://images.pexels.com/photos/2014422/pexels-photo-2014422.jpeg?auto=compress&cs=tinysrgb&w=1600"
    );
    assert!(!photo.license.asks_credit);
}

#[test]
fn a_photo_of_openverse_is_read_with_its_licence() {
    let photo = only(Provider::Openverse, &answer(Provider::Openverse));

    assert_eq!(photo.license.name, "CC BY-SA 2.0");
    assert!(photo.license.asks_credit);
    assert_eq!(photo.file, "https://live.staticflickr.com/1/2.jpg");
    assert_eq!(photo.page, "https://www.flickr.com/photos/eva/2");
    let mut free = openverse_photo();
    free["license"] = json!("pdm");
    free["mature"] = json!(true);
    let page = found(Provider::Openverse, &json!({"results": [free]})).unwrap();
    assert_eq!(page, Page::default(), "not for all eyes");
}

#[test]
fn a_photo_of_commons_is_read_without_its_markup() {
    let photo = only(Provider::Commons, &answer(Provider::Commons));

    assert_eq!(photo.author, "Eva & Co");
    assert_eq!(
        photo.author_page,
        "https://commons.wikimedia.org/wiki/User:Eva"
    );
    assert_eq!(photo.alt, "De veerpont bij Zwijndrecht");
    assert_eq!(photo.license.name, "CC BY-SA 4.0");
    assert_eq!(
        photo.file,
        "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Veerpont.jpg/1920px-Veerpont.jpg"
    );
    let nothing = found(Provider::Commons, &json!({"batchcomplete": true})).unwrap();
    assert_eq!(nothing, Page::default());
}

#[test]
fn a_small_photo_of_commons_is_taken_as_it_is() {
    let mut page = commons_page();
    page["imageinfo"][0]["width"] = json!(800);

    let photo = only(Provider::Commons, &commons(&page));

    assert_eq!(
        photo.file,
        "https://upload.wikimedia.org/wikipedia/commons/a/ab/Veerpont_%28Zwijndrecht%29.jpg"
    );
    page["imageinfo"][0]["mime"] = json!("image/tiff");
    let left_out = found(Provider::Commons, &commons(&page)).unwrap();
    assert_eq!(left_out.photos, []);
}

#[test]
fn a_photo_of_pixabay_is_read() {
    let photo = only(Provider::Pixabay, &answer(Provider::Pixabay));

    assert_eq!(
        photo.author_page,
        "https://pixabay.com/users/Josch13-48777/"
    );
    assert_eq!(photo.file, "https://pixabay.com/get/ed6a99fd.jpg");
}

/// The places of an answer where a photo has this.
fn with(provider: Provider, key: &str, value: &Value) -> Value {
    fn set(at: &mut Value, key: &str, value: &Value) {
        match at {
            Value::Object(map) => {
                for (name, inner) in map.iter_mut() {
                    if name == key {
                        *inner = value.clone();
                    } else {
                        set(inner, key, value);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|it| set(it, key, value)),
            _ => {}
        }
    }
    let mut answer = answer(provider);
    set(&mut answer, key, value);
    answer
}

#[test]
fn a_photo_without_an_id_or_an_address_is_left_out() {
    for (provider, keys) in [
        (Provider::Pexels, &["id", "original", "src"][..]),
        (Provider::Openverse, &["id", "url", "thumbnail"]),
        (Provider::Commons, &["pageid", "imageinfo"]),
        (Provider::Pixabay, &["id"]),
    ] {
        for key in keys {
            for nothing in [
                json!(null),
                json!({}),
                json!([]),
                json!(""),
                json!("../x"),
                json!(-1),
            ] {
                let page = found(provider, &with(provider, key, &nothing)).unwrap();
                assert_eq!(page.photos, [], "{provider:?} {key} {nothing}");
            }
        }
    }
}

#[test]
fn no_picture_comes_from_a_host_that_is_not_of_its_service() {
    for (provider, key) in [
        (Provider::Pexels, "original"),
        (Provider::Openverse, "url"),
        (Provider::Openverse, "thumbnail"),
        (Provider::Commons, "thumburl"),
    ] {
        for bad in [
            "http://images.pexels.com/a.jpg",
            "javascript:alert(1)",
            "https://127.0.0.1/a.jpg",
            "https://[::1]/a.jpg",
            "https://localhost/a.jpg",
            "https://images.pexels.com@evil.example/a.jpg",
            "https://images.pexels.com:8443/a.jpg",
            "https://images.pexels.com\\@evil.example/a.jpg",
            "https://images.pexels.com/a b.jpg",
            "https://images.pexels.com/a\n.jpg",
            "https://images.pexels.com/a.jpg\" onload=\"x",
            "file:///etc/passwd",
            "//images.pexels.com/a.jpg",
        ] {
            let page = found(provider, &with(provider, key, &json!(bad))).unwrap();
            let is_used = page
                .photos
                .iter()
                .any(|it| [&it.file, &it.small, &it.large].contains(&&bad.to_owned()));
            assert!(!is_used, "{provider:?} {key} {bad}");
        }
    }
    let other = with(
        Provider::Pexels,
        "original",
        &json!("https://evil.example/a.jpg"),
    );
    assert_eq!(found(Provider::Pexels, &other).unwrap().photos, []);
    let suffix = json!("https://images.pexels.com.evil.example/a.jpg");
    assert_eq!(
        found(
            Provider::Pexels,
            &with(Provider::Pexels, "original", &suffix)
        )
        .unwrap()
        .photos,
        []
    );
}

#[test]
fn texts_hold_no_markup_no_control_signs_and_nothing_that_turns_them() {
    let evil = "A\u{202e}gpj\u{0}\n\u{2066}b\u{200b} \u{1b}[31m";
    let photo = only(
        Provider::Pexels,
        &with(Provider::Pexels, "photographer", &json!(evil)),
    );
    assert_eq!(photo.author, "Agpj b [31m");

    for (html, plain) in [
        ("<style>a{}</style>x<SCRIPT>y</script >z", "xz"),
        (
            "a < b & c &lt;d&gt; &#233;&#x1F600; &nope;",
            "a < b & c <d> é😀 &nope;",
        ),
        ("<script>never closed", ""),
        ("<div>a</div><div>b</div><", "a b <"),
        ("&#0;&#xD800;&#99999999;", "&#xD800;&#99999999;"),
        ("<a title='>'>x</a>", "'>x"),
    ] {
        assert_eq!(clean::plain(html), plain, "{html}");
    }
    let long = only(
        Provider::Pexels,
        &with(Provider::Pexels, "alt", &json!("x".repeat(100_000))),
    );
    assert_eq!(long.alt.len(), 500);
}

#[test]
fn what_is_no_answer_is_not_understood_and_nothing_falls() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let heavy = format!("{{\"photos\": [], \"x\": \"{}\"}}", "x".repeat(2_000_000));
    for provider in Provider::ALL {
        for bad in [
            "", "{", "[]", "null", "1", "<html>", "{}", "\u{0}", &deep, &heavy,
        ] {
            assert!(
                read(provider, 1, bad.as_bytes()).is_err(),
                "{provider:?} {bad:.20}"
            );
        }
        assert!(read(provider, 1, &[0xff, 0xfe]).is_err());
        let whole = answer(provider).to_string();
        for end in 0..whole.len() {
            assert!(read(provider, 1, &whole.as_bytes()[..end]).is_err());
        }
    }
    assert_eq!(
        read(Provider::Pexels, 1, br#"{"error": "x"}"#),
        Err(NotUnderstood("photos"))
    );
}

#[test]
fn a_search_ends() {
    let page = read(
        Provider::Pexels,
        20,
        answer(Provider::Pexels).to_string().as_bytes(),
    )
    .unwrap();

    assert_eq!(page.next, None);
}

#[test]
fn the_service_of_an_address_is_known() {
    let of = Provider::of_address;

    assert_eq!(
        of("https://images.pexels.com/photos/1/a.jpeg?w=1200"),
        Some(Provider::Pexels)
    );
    assert_eq!(
        of("https://upload.wikimedia.org/a.jpg"),
        Some(Provider::Commons)
    );
    assert_eq!(of("https://example.org/images.pexels.com"), None);
    assert_eq!(of("/images/a.jpg"), None);
}

proptest! {
    /// Whatever stands in the place of a value, what comes out of it is clean.
    #[test]
    fn any_text_in_any_place_is_clean(text in "\\PC*|.*", at in 0_usize..30) {
        for provider in Provider::ALL {
            let mut count = 0;
            let mut answer = answer(provider);
            put(&mut answer, &mut count, at, &text);
            let Ok(page) = found(provider, &answer) else { continue };
            for photo in page.photos {
                for words in [&photo.alt, &photo.author, &photo.license.name] {
                    prop_assert!(words.chars().count() <= 520 && !words.chars().any(char::is_control));
                }
                for address in [&photo.file, &photo.small, &photo.large, &photo.page, &photo.author_page] {
                    prop_assert!(address.is_empty() || address.to_lowercase().starts_with("https://"));
                    prop_assert!(!address.contains(['"', '<', '>', ' ', '\n']));
                }
            }
        }
    }
}

/// Puts a text in the place of the value with this number.
fn put(value: &mut Value, count: &mut usize, at: usize, text: &str) {
    match value {
        Value::Object(map) => map.values_mut().for_each(|it| put(it, count, at, text)),
        Value::Array(items) => items.iter_mut().for_each(|it| put(it, count, at, text)),
        leaf => {
            if *count == at {
                *leaf = json!(text);
            }
            *count += 1;
        }
    }
}
