//! Against a double of a service on this machine.

#[path = "../../../../tests/it/support/double.rs"]
mod double;
mod keyring;
mod logged;

use std::{sync::Arc, time::SystemTime};

use double::{Double, answer};

use super::{keys::NoKeyring, *};
use crate::model::{
    secret::Secret,
    stock::{Kept, Orientation},
};

const FOUND: &str = r#"{"photos": [{"id": 1, "width": 3000, "height": 2000, "alt": "A ferry", "photographer": "Eva",
    "src": {"original": "https://images.pexels.com/photos/1/a.jpeg", "medium": "https://images.pexels.com/photos/1/a.jpeg?h=350"}}]}"#;

struct Home {
    folders: Folders,
    _home: tempfile::TempDir,
}

fn home() -> Home {
    let home = tempfile::tempdir().unwrap();
    Home {
        folders: Folders::within(home.path()),
        _home: home,
    }
}

impl Home {
    fn stock(&self, double: &Double) -> Stock {
        let keys = Keys::within(&self.folders, Box::new(NoKeyring));
        let key = Secret::new("SECRET-KEY").unwrap();
        for provider in [Provider::Pexels, Provider::Pixabay] {
            keys.keep(provider, &key, Kept::Memory).unwrap();
        }
        Stock::new(&self.folders, Door::Double(double.base.clone()), keys)
    }
}

fn query(words: &str) -> Query {
    Query {
        words: words.to_owned(),
        orientation: Orientation::Any,
        language: "nl".to_owned(),
    }
}

fn pexels(stock: &Stock) -> Result<Page, StockError> {
    stock.search(Provider::Pexels, &query("ferry"), 1)
}

fn ok(body: &'static str) -> Double {
    Double::new(move |_| answer("200 OK", &[], body.as_bytes()))
}

#[test]
fn a_search_is_one_request_and_the_same_one_within_a_day_is_none() {
    let (home, double) = (home(), ok(FOUND));
    let stock = home.stock(&double);

    let page = pexels(&stock).unwrap();

    assert_eq!(page.photos[0].alt, "A ferry");
    let again = stock.search(Provider::Pexels, &query(" FERRY "), 1);
    assert_eq!(again.as_ref(), Ok(&page));
    assert_eq!(double.asked().len(), 1);
    let head = double.asked().remove(0).to_lowercase();
    assert!(
        head.starts_with("get /v1/search?query=ferry&page=1"),
        "{head}"
    );
    assert!(head.contains("authorization: secret-key"), "{head}");
    assert!(
        head.contains("user-agent: kopij/") && head.contains("(desktop editor for static sites)")
    );
    assert!(!head.contains("cookie"), "{head}");
    stock.search(Provider::Pexels, &query("ferry"), 2).unwrap();
    assert_eq!(double.asked().len(), 2, "another page is asked for");
}

#[test]
fn what_was_answered_is_asked_again_after_a_day() {
    let (home, double) = (home(), ok(FOUND));
    let stock = home.stock(&double);
    pexels(&stock).unwrap();
    for file in fs::read_dir(&stock.cache).unwrap() {
        let file = fs::File::options()
            .write(true)
            .open(file.unwrap().path())
            .unwrap();
        file.set_modified(SystemTime::now() - 2 * FRESH).unwrap();
    }

    pexels(&stock).unwrap();

    assert_eq!(double.asked().len(), 2);
}

#[test]
fn the_cache_names_no_query_and_holds_no_key() {
    let home = home();
    let double = Double::new(|_| answer("200 OK", &[], br#"{"totalHits": 0, "hits": []}"#));
    let stock = home.stock(&double);

    stock.search(Provider::Pixabay, &query("ferry"), 1).unwrap();

    assert!(double.asked()[0].contains("key=SECRET%2DKEY"));
    assert!(!double.asked()[0].to_lowercase().contains("authorization"));
    let files: Vec<_> = fs::read_dir(&stock.cache).unwrap().collect();
    assert_eq!(files.len(), 1);
    for file in files {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("SECRET") && !path.to_string_lossy().contains("ferry"));
    }
}

#[test]
fn without_a_key_nothing_is_asked() {
    let (home, double) = (home(), ok(FOUND));
    let keys = Keys::within(&home.folders, Box::new(NoKeyring));
    let stock = Stock::new(&home.folders, Door::Double(double.base.clone()), keys);

    assert_eq!(pexels(&stock), Err(StockError::NoKey));
    assert_eq!(double.asked().len(), 0);
}

#[test]
fn a_service_without_a_key_is_sent_none() {
    let home = home();
    let double = ok(r#"{"results": []}"#);
    let stock = home.stock(&double);

    stock
        .search(Provider::Openverse, &query("ferry"), 1)
        .unwrap();

    assert!(!double.asked()[0].contains("SECRET"));
}

#[test]
fn after_a_limit_nothing_is_asked_until_it_is_over() {
    for (status, lines, wait) in [
        ("429 Too Many Requests", &["Retry-After: 60"][..], 60),
        ("429 Too Many Requests", &[], PAUSE_SECS),
        ("429 Too Many Requests", &["X-RateLimit-Reset: 90"], 90),
        (
            "429 Too Many Requests",
            &["X-RateLimit-Reset: soon"],
            PAUSE_SECS,
        ),
        ("429 Too Many Requests", &["X-RateLimit-Reset: -5"], 1),
        (
            "200 OK",
            &["X-Ratelimit-Remaining: 0", "X-Ratelimit-Reset: 120"],
            120,
        ),
    ] {
        let home = home();
        let double = Double::new(move |_| answer(status, lines, FOUND.as_bytes()));
        let stock = home.stock(&double);

        let first = pexels(&stock);

        assert_eq!(first.is_ok(), status == "200 OK", "{lines:?}");
        let Err(StockError::Limit(until)) = stock.search(Provider::Pexels, &query("other"), 1)
        else {
            panic!("{status} {lines:?}");
        };
        let left = until.as_second() - Timestamp::now().as_second();
        assert!((wait - 2..=wait).contains(&left), "{lines:?}: {left}");
        assert_eq!(double.asked().len(), 1);
        // Another service has no limit by that.
        stock.search(Provider::Openverse, &query("other"), 1).ok();
        assert_eq!(double.asked().len(), 2);
    }
}

#[test]
fn a_moment_is_no_time_to_wait() {
    let home = home();
    let reset = Timestamp::now().as_second() + 3_000;
    let line = format!("X-Ratelimit-Reset: {reset}");
    let double = Double::new(move |_| answer("429 Too Many Requests", &[&line], b""));

    let Err(StockError::Limit(until)) = pexels(&home.stock(&double)) else {
        panic!("no limit");
    };

    assert!((reset - 2..=reset + 2).contains(&until.as_second()));
}

#[test]
fn a_key_that_is_refused_is_told_and_nothing_is_kept() {
    for status in ["401 Unauthorized", "403 Forbidden", "400 Bad Request"] {
        let home = home();
        let double = Double::new(move |_| answer(status, &[], FOUND.as_bytes()));
        let stock = home.stock(&double);

        assert_eq!(pexels(&stock), Err(StockError::KeyRefused), "{status}");
        assert!(!stock.cache.exists());
    }
}

#[test]
fn a_key_is_led_to_no_other_host() {
    let other = Arc::new(ok(FOUND));
    let to = format!(
        "Location: {}/v1/search",
        other.base.replace("127.0.0.1", "localhost")
    );
    let home = home();
    let double = Double::new(move |_| answer("302 Found", &[&to], b""));

    assert_eq!(pexels(&home.stock(&double)), Err(StockError::Answered(302)));
    assert_eq!(other.asked().len(), 0);
}

#[test]
fn odd_answers_are_told_and_not_kept() {
    let heavy = format!("{{\"photos\": [], \"x\": \"{}\"}}", "x".repeat(3_000_000));
    let packed = packed(&heavy);
    for (bytes, why) in [
        (answer("200 OK", &[], b"<html>"), "answer"),
        (answer("200 OK", &[], b"{}"), "photos"),
        (answer("200 OK", &[], heavy.as_bytes()), "answer"),
        (
            answer("200 OK", &["Content-Encoding: gzip"], &packed),
            "answer",
        ),
    ] {
        let home = home();
        let double = Double::new(move |_| bytes.clone());
        let stock = home.stock(&double);

        assert_eq!(pexels(&stock), Err(StockError::NotUnderstood(why)));
        assert!(!stock.cache.exists());
    }
    let home = home();
    let double = Double::new(|_| answer("500 Oops", &[], b""));
    assert_eq!(pexels(&home.stock(&double)), Err(StockError::Answered(500)));
}

/// A stream of gzip that is stored, not packed: what is read of it is as long.
fn packed(text: &str) -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6));
    // The checksum is not reached.
    bytes.extend([0; 8]);
    bytes
}

#[test]
fn a_service_that_is_silent_or_not_there_is_given_up() {
    let home = home();
    let cut = Double::new(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_vec());
    assert!(matches!(pexels(&home.stock(&cut)), Err(StockError::Web(_))));

    let silent = Double::new(|_| {
        std::thread::sleep(Duration::from_secs(4));
        Vec::new()
    });
    let started = std::time::Instant::now();
    assert_eq!(
        pexels(&home.stock(&silent)),
        Err(StockError::Web(said!("web-time")))
    );
    assert!(started.elapsed() < Duration::from_secs(4));

    let mut gone = ok("");
    "http://127.0.0.1:1".clone_into(&mut gone.base);
    assert!(matches!(
        pexels(&home.stock(&gone)),
        Err(StockError::Web(_))
    ));
}

#[test]
fn over_the_web_no_other_scheme_and_no_private_address_is_reached() {
    let double = ok(FOUND);
    for base in [double.base.clone(), double.base.replace("http", "https")] {
        let answered = web::ask(&base, None, 100, &Door::Web.rules());
        assert!(answered.is_err());
    }
    assert_eq!(double.asked().len(), 0);
}

#[test]
fn the_cache_keeps_to_its_size() {
    let (home, double) = (home(), ok(FOUND));
    let stock = home.stock(&double);
    fs::create_dir_all(&stock.cache).unwrap();
    for name in 0..3 {
        let file = fs::File::create(stock.cache.join(name.to_string())).unwrap();
        file.set_len(9_000_000).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(60 * (1 + name)))
            .unwrap();
    }

    pexels(&stock).unwrap();

    let left = fs::read_dir(&stock.cache).unwrap().count();
    assert_eq!(left, 3, "two old ones and the new one");
}

#[test]
fn captions_of_covers_are_read() {
    let site = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = site.path().join(name);
        fs::write(&path, text).unwrap();
        (path, "news".to_owned())
    };
    let articles = [
        write(
            "a.md",
            "---\ncover:\n  image: a.jpg\n  caption: Foto door Eva\n---\n",
        ),
        write("b.md", "---\ntitle: B\n---\n"),
        write("c.md", "---\ncover:\n  image: c.jpg\n---\n"),
        (site.path().join("gone.md"), String::new()),
    ];

    let found = captions::find(site.path(), &articles);

    assert_eq!(found.len(), 1);
    assert_eq!(
        [&*found[0].address, &*found[0].caption, &*found[0].section],
        ["a.jpg", "Foto door Eva", "news"]
    );
}
