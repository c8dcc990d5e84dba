use jiff::Timestamp;

use super::*;
use crate::{
    action::{Action, Command, PictureStep},
    app::update::{
        testing::{opened, text},
        update,
    },
    io::{
        pictures::OfferError,
        workers::{MediaJob, StoreJob},
    },
    model::{
        picture::{
            PictureSource,
            cut::Carries,
            offer::{Bytes, Kind, Offer, Source},
        },
        secret::Secret,
        stock::License,
    },
};

fn photo(id: &str) -> Photo {
    Photo {
        provider: Provider::Openverse,
        id: id.to_owned(),
        size: [3000, 2000],
        alt: "A ferry".to_owned(),
        author: "Eva".to_owned(),
        author_page: String::new(),
        page: "https://example.org/1".to_owned(),
        license: License {
            name: "CC BY 2.0".to_owned(),
            page: String::new(),
            asks_credit: true,
        },
        small: format!("https://example.org/small-{id}.jpg"),
        large: format!("https://example.org/large-{id}.jpg"),
        file: format!("https://example.org/{id}.jpg"),
    }
}

fn query() -> Query {
    Query {
        words: "ferry".to_owned(),
        ..Query::default()
    }
}

fn asked(state: &mut State, provider: Provider) -> Vec<Effect> {
    let query = query();
    step(state, StockStep::Search { provider, query })
}

fn answered(state: &mut State, result: Result<Page, StockError>) -> Vec<Effect> {
    let number = state.stock.number;
    receive(state, StockEvent::Found { number, result })
}

fn page(ids: &[&str], next: Option<u32>) -> Page {
    Page {
        photos: ids.iter().map(|id| photo(id)).collect(),
        next,
    }
}

const HEAD: &str = "---\ntitle: A\n---\nText\n";

#[test]
fn nothing_is_asked_before_the_writer_asks_and_then_one_page() {
    let mut state = opened(HEAD);

    let effects = update(&mut state, Action::Run(Command::FindPhoto));

    assert_eq!(state.window.over, Some(Over::Stock));
    assert_eq!(effects, [Effect::Stock(StockJob::FindKeys)]);
    let blank = Query {
        words: " \n".to_owned(),
        ..query()
    };
    let provider = Provider::Openverse;
    let effects = step(
        &mut state,
        StockStep::Search {
            provider,
            query: blank,
        },
    );
    assert_eq!(effects, []);
    let effects = asked(&mut state, Provider::Openverse);
    assert!(
        matches!(
            &effects[..],
            [Effect::Stock(StockJob::Search { page: 1, .. })]
        ),
        "{effects:?}"
    );
    assert_eq!(
        step(&mut state, StockStep::More),
        [],
        "while it is asked nothing else is"
    );
}

#[test]
fn the_next_page_comes_behind_the_first_and_none_twice() {
    let mut state = opened(HEAD);
    asked(&mut state, Provider::Openverse);
    answered(&mut state, Ok(page(&["a", "b"], Some(2))));

    let effects = step(&mut state, StockStep::More);
    assert!(matches!(
        &effects[..],
        [Effect::Stock(StockJob::Search { page: 2, .. })]
    ));
    answered(&mut state, Ok(page(&["b", "c"], Some(3))));

    let ids: Vec<&str> = state.stock.photos.iter().map(|it| &*it.id).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    step(&mut state, StockStep::More);
    answered(&mut state, Ok(page(&["c"], Some(4))));
    assert_eq!(
        step(&mut state, StockStep::More),
        [],
        "a page without another photo is the last"
    );
}

#[test]
fn the_answer_to_an_earlier_search_is_not_that_to_the_later_one() {
    let mut state = opened(HEAD);
    asked(&mut state, Provider::Openverse);
    let first = state.stock.number;
    asked(&mut state, Provider::Commons);

    let result = Ok(page(&["a"], None));
    receive(
        &mut state,
        StockEvent::Found {
            number: first,
            result,
        },
    );

    assert_eq!(state.stock.photos, []);
    assert_eq!(state.stock.phase, Phase::Searching);
}

#[test]
fn what_was_asked_without_a_key_is_asked_once_it_is_kept() {
    let mut state = opened(HEAD);
    let provider = Provider::Pexels;
    asked(&mut state, provider);
    answered(&mut state, Err(StockError::NoKey));
    let key = Secret::new("abc").unwrap();

    let place = Kept::Keyring;
    let keep = StockStep::KeepKey {
        provider,
        key: key.clone(),
        place,
    };
    let effects = step(&mut state, keep);
    assert!(matches!(
        &effects[..],
        [Effect::Stock(StockJob::KeepKey { .. })]
    ));
    assert!(!format!("{effects:?}").contains("abc"), "{effects:?}");
    let result = Err(KeyError::NoKeyring);
    assert_eq!(
        receive(&mut state, StockEvent::KeyKept { provider, result }),
        []
    );
    assert_eq!(
        state.stock.keeping,
        Keeping::Failed(provider, KeyError::NoKeyring)
    );
    let result = Ok(Kept::Memory);
    let effects = receive(&mut state, StockEvent::KeyKept { provider, result });

    assert!(matches!(
        &effects[..],
        [Effect::Stock(StockJob::Search { .. })]
    ));
    assert_eq!(state.stock.key(provider), Some(Kept::Memory));
    assert_eq!(state.stock.providers()[0], provider, "it stands first");
    let result = Ok(());
    receive(&mut state, StockEvent::KeyForgotten { provider, result });
    assert_eq!(state.stock.key(provider), None);
    assert_eq!(state.stock.providers()[0], Provider::Openverse);
}

#[test]
fn a_limit_is_kept_until_another_search() {
    let mut state = opened(HEAD);
    asked(&mut state, Provider::Openverse);
    let limit = StockError::Limit(Timestamp::UNIX_EPOCH);

    answered(&mut state, Err(limit.clone()));

    assert_eq!(state.stock.phase, Phase::Failed(limit));
    assert_eq!(step(&mut state, StockStep::More), []);
}

/// A photo that is used, and what was asked for.
fn used(state: &mut State) -> u64 {
    update(state, Action::Run(Command::FindPhoto));
    asked(state, Provider::Openverse);
    answered(state, Ok(page(&["a"], None)));
    let target = state.stock.target.clone().unwrap();
    let effects = step(state, StockStep::Use { at: 0, target });
    let [Effect::Stock(StockJob::Take { number, photo, .. })] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(photo.file, "https://example.org/a.jpg");
    *number
}

fn offer() -> Offer {
    Offer {
        kind: Kind::Jpeg,
        pixels: Some([1600, 1000]),
        bytes: Bytes(Arc::from(&b"picture"[..])),
        carried: Carries::default(),
        is_encoded: false,
        is_unsearched: false,
        twin: None,
    }
}

#[test]
fn a_photo_goes_the_way_of_a_picture_from_a_file_with_its_words() {
    let mut state = opened(HEAD);
    let number = used(&mut state);
    assert_eq!(state.window.over, Some(Over::Picture));

    pictures::looked_at(&mut state, number, Ok(offer()));

    let shown = state.aids.offering.shown.as_ref().unwrap();
    let words = shown.words.clone().unwrap();
    assert_eq!(words.alt, "A ferry");
    assert_eq!(words.caption, "Photo by Eva on Openverse (CC BY 2.0)");
    let effects = update(&mut state, Action::Picture(PictureStep::Accept(words)));
    let [Effect::Store(StoreJob::PutPicture { put, .. })] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(
        (&*put.stem, &*put.ending),
        ("a", "jpg"),
        "it is called after the article"
    );
    assert_eq!(
        text(&state),
        HEAD,
        "nothing changes before the file is there"
    );
}

#[test]
fn escape_leads_back_to_what_was_found() {
    let mut state = opened(HEAD);
    used(&mut state);

    update(&mut state, Action::Picture(PictureStep::Cancel));

    assert_eq!(state.window.over, Some(Over::Stock));
    assert_eq!(state.stock.photos.len(), 1);
}

#[test]
fn a_photo_that_cannot_be_fetched_leads_back_too_and_says_why() {
    let mut state = opened(HEAD);
    let number = used(&mut state);

    let path = "https://example.org/a.jpg".into();
    pictures::looked_at(&mut state, number, Err(OfferError::NoPicture { path }));

    assert_eq!(state.window.over, Some(Over::Stock));
    let (id, _) = state.aids.offering.not_taken.as_ref().unwrap();
    assert_eq!((id.as_str(), state.notices.shown.len()), ("a", 0));
    assert_eq!(text(&state), HEAD);
}

#[test]
fn what_was_searched_for_is_shown_whatever_the_settings_say_of_other_pictures() {
    let mut state = opened(HEAD);
    state.settings.web_pictures = false;
    asked(&mut state, Provider::Openverse);
    answered(&mut state, Ok(page(&["a"], None)));
    let source = |address: &str| PictureSource {
        address: address.to_owned(),
        folder: PathBuf::new(),
        root: None,
    };

    let effects = pictures::want(&mut state, source("https://example.org/small-a.jpg"), 100);

    assert!(matches!(
        &effects[..],
        [Effect::Media(MediaJob::Load { .. })]
    ));
    let other = pictures::want(&mut state, source("https://example.org/other.jpg"), 100);
    assert_eq!(other, []);
}

#[test]
fn the_caption_is_as_the_section_says_such() {
    let mut state = opened(HEAD);
    let article = state.shown_article().unwrap();
    let (usual, habit) = caption(&state, article, &photo("a"));
    assert_eq!(
        (&*usual, habit),
        ("Photo by Eva on Openverse (CC BY 2.0)", None)
    );
    let target = Target::Cover(article.document.id);

    let effects = step(&mut state, StockStep::Open(target));

    assert_eq!(
        effects.len(),
        1,
        "without a site there is nothing to learn from: {effects:?}"
    );
    assert!(matches!(state.stock.target, Some(Target::Cover(_))));
    let from = state.aids.offering.shown.as_ref().map(|it| &it.from);
    assert!(!matches!(from, Some(Source::Photo(_))));
}
