use std::sync::Arc;

use super::*;
use crate::{
    app::update::{
        testing::{opened, text},
        update,
    },
    model::picture::{cut::Carries, offer::Bytes},
};

fn cover(state: &State) -> Target {
    Target::Cover(state.session.shown.unwrap())
}

fn offer(from: &str, twin: Option<&str>) -> Offer {
    Offer {
        from: from.into(),
        kind: Kind::Jpeg,
        pixels: Some([4, 3]),
        bytes: Bytes(Arc::from(&b"picture"[..])),
        carried: Carries::default(),
        is_encoded: false,
        is_unsearched: false,
        twin: twin.map(str::to_owned),
    }
}

fn words(alt: &str, caption: &str) -> Words {
    Words {
        alt: alt.to_owned(),
        caption: caption.to_owned(),
    }
}

/// What is written of a picture that is chosen for the cover and taken with these words.
fn taken(state: &mut State, alt: &str, caption: &str) -> (Put, Taken) {
    let target = cover(state);
    let from = std::env::temp_dir().join("My Ferry.jpeg");
    let effects = chosen(state, target, Answer::Chosen(from.clone()));
    let [Effect::Aside(AsideJob::LookAtPicture { number, .. })] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(state.window.over, Some(Over::Picture));
    looked_at(state, *number, Ok(offer(&from.to_string_lossy(), None)));
    let effects = step(state, PictureStep::Accept(words(alt, caption)));
    assert_eq!(state.window.over, None);
    match <[Effect; 1]>::try_from(effects).unwrap() {
        [Effect::Store(StoreJob::PutPicture { put, taken })] => (put, taken),
        other => panic!("{other:?}"),
    }
}

const HEADS: [&str; 3] = [
    "---\ntitle: A\ncover:\n  image: old.jpg\n  alt: Old\n---\nText\n",
    "+++\ntitle = 'A'\n[cover]\nimage = 'old.jpg'\nalt = 'Old'\n+++\nText\n",
    "{\n  \"title\": \"A\",\n  \"cover\": {\n    \"image\": \"old.jpg\",\n    \"alt\": \"Old\"\n  }\n}\nText\n",
];

#[test]
fn a_cover_with_its_words_is_one_step_in_each_language() {
    for head in HEADS {
        let mut state = opened(head);

        let (written, taken) = taken(&mut state, "A boat", "Photo: Eva");
        assert_eq!(
            text(&state),
            head,
            "nothing changes before the file is there"
        );
        put(
            &mut state,
            taken,
            &written.folder,
            Ok("my-ferry.jpg".to_owned()),
        );

        let read = crate::model::front_matter::read(text(&state));
        let at = |key: &str| read.text(&KeyPath::new(["cover", key])).unwrap();
        assert_eq!(
            [at("image"), at("alt"), at("caption")],
            ["my-ferry.jpg", "A boat", "Photo: Eva"]
        );
        update(&mut state, Action::Run(crate::action::Command::Undo));
        assert_eq!(text(&state), head);
    }
}

#[test]
fn the_file_is_called_as_addresses_are() {
    let mut state = opened("---\ntitle: A\n---\n");
    let (put, _) = taken(&mut state, "", "");
    assert_eq!((&*put.stem, &*put.ending), ("my-ferry", "jpg"));
}

#[test]
fn escape_leaves_no_trace() {
    let mut state = opened(HEADS[0]);
    let target = cover(&state);
    chosen(&mut state, target, Answer::Chosen("/a.jpg".into()));
    let number = state.aids.offering.number;

    assert_eq!(step(&mut state, PictureStep::Cancel), []);
    assert_eq!(looked_at(&mut state, number, Ok(offer("/a.jpg", None))), []);

    assert!(state.aids.offering.shown.is_none() && state.window.over.is_none());
    assert_eq!(text(&state), HEADS[0]);
    assert_eq!(step(&mut state, PictureStep::Accept(words("", ""))), []);
}

#[test]
fn what_was_looked_at_for_an_earlier_choice_is_not_the_later_one() {
    let mut state = opened(HEADS[0]);
    let target = || Target::Cover(DocumentId(1));
    let target = if state.session.shown == Some(DocumentId(1)) {
        target()
    } else {
        cover(&state)
    };
    chosen(&mut state, target.clone(), Answer::Chosen("/a.jpg".into()));
    let first = state.aids.offering.number;
    chosen(&mut state, target, Answer::Chosen("/b.jpg".into()));

    looked_at(&mut state, first, Ok(offer("/a.jpg", None)));

    let shown = state.aids.offering.shown.as_ref().unwrap();
    assert!(shown.offer.is_none() && shown.from == Path::new("/b.jpg"));
}

#[test]
fn the_same_picture_of_the_site_is_used_without_writing() {
    let mut state = opened(HEADS[0]);
    let target = cover(&state);
    chosen(&mut state, target, Answer::Chosen("/a.jpg".into()));
    let number = state.aids.offering.number;
    looked_at(
        &mut state,
        number,
        Ok(offer("/a.jpg", Some("/img/quay 1.jpg"))),
    );

    let effects = step(&mut state, PictureStep::AcceptTwin(words("A quay", "")));

    assert_eq!(effects, []);
    assert!(text(&state).contains("image: /img/quay%201.jpg\n  alt: A quay\n"));
}

#[test]
fn a_refused_picture_says_why_and_a_refused_edit_names_the_file() {
    let mut state = opened("---\ntitle: &a A\ncover: *a\n---\n");
    let before = text(&state).to_owned();
    let target = cover(&state);
    chosen(&mut state, target, Answer::Chosen("/a.heic".into()));
    let number = state.aids.offering.number;
    let err = OfferError::NotShown {
        kind: "HEIC".to_owned(),
        path: "/a.heic".into(),
    };
    looked_at(&mut state, number, Err(err));
    let said = &state.notices.shown[0].notice.text;
    assert!(said.contains("HEIC") && said.contains("/a.heic"), "{said}");
    assert_eq!(state.window.over, None);

    let (put_, taken) = taken(&mut state, "A boat", "");
    put(
        &mut state,
        taken,
        &put_.folder,
        Ok("my-ferry.jpg".to_owned()),
    );

    assert_eq!(text(&state), before);
    let said = &state.notices.shown.last().unwrap().notice.text;
    assert!(said.contains("my-ferry.jpg"), "{said}");
}

#[test]
fn a_cover_is_taken_out_and_back() {
    for head in HEADS {
        let mut state = opened(head);
        let document = state.session.shown.unwrap();

        step(&mut state, PictureStep::RemoveCover(document));

        assert!(!text(&state).contains("old.jpg"), "{}", text(&state));
        assert!(!text(&state).contains("Old"), "{}", text(&state));
        let (_, undo) = state.notices.shown[0].offers[0].clone();
        update(&mut state, undo);
        assert_eq!(text(&state), head);
    }
}

#[test]
fn where_the_system_has_no_dialog_the_pictures_of_the_site_are_shown() {
    let mut state = opened("---\ntitle: A\ncover: old.jpg\n---\n");
    let document = state.session.shown.unwrap();
    let field = || Target::Field(document, KeyPath::new(["cover"]));

    let effects = chosen(&mut state, field(), Answer::NoDialog);
    assert_eq!(state.window.over, Some(Over::Pictures));
    let is_search = |effect: &Effect| matches!(effect, Effect::Aside(AsideJob::FindTargets { .. }));
    assert!(
        effects.iter().any(is_search),
        "the site's own are looked for"
    );
    let found = vec!["/img/boat 1.jpg".to_owned()];
    completing::targets_found(&mut state, "".into(), found);
    step(&mut state, PictureStep::Give("/img/boat 1.jpg".to_owned()));
    assert!(
        text(&state).contains("cover: /img/boat%201.jpg\n"),
        "{}",
        text(&state)
    );

    // An address is written, a file is looked at first, what is neither is said.
    chosen(&mut state, field(), Answer::NoDialog);
    step(
        &mut state,
        PictureStep::Give("https://example.org/a.jpg".to_owned()),
    );
    assert!(text(&state).contains("cover: https://example.org/a.jpg\n"));
    chosen(&mut state, field(), Answer::NoDialog);
    let path = std::env::temp_dir().join("boat.jpg");
    let given = PictureStep::Give(path.to_string_lossy().into_owned());
    let effects = step(&mut state, given);
    assert!(
        matches!(&effects[..], [Effect::Aside(AsideJob::LookAtPicture { from, .. })] if *from == path)
    );
    chosen(&mut state, field(), Answer::NoDialog);
    step(&mut state, PictureStep::Give("boat.jpg".to_owned()));
    assert_eq!(state.notices.shown.len(), 1);
}
