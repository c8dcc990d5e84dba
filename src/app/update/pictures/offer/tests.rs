use std::sync::Arc;

use super::*;
use crate::{
    action::{Action, Command},
    app::update::{
        testing::{opened, snapshot, text, type_at},
        update,
    },
    model::{
        document::{Document, DocumentId, Fidelity},
        front_matter::{self, KeyPath},
        panes::Pane,
        picture::{
            cut::Carries,
            offer::{Bytes, Pasted},
        },
        said::Said,
        site::{
            Site,
            generator::Generator,
            hugo::{Asked, Files, Settings, Text},
        },
    },
};

fn cover(state: &State) -> Target {
    Target::Cover(state.session.shown.unwrap())
}

fn offer(twin: Option<&str>) -> Offer {
    Offer {
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
        is_small: false,
    }
}

/// What is written of a picture that is chosen for the cover and taken with these words.
fn taken(state: &mut State, alt: &str, caption: &str) -> (Put, Taken) {
    let target = cover(state);
    let from = std::env::temp_dir().join("My Ferry.jpeg");
    let effects = chosen(state, target, Answer::Chosen(from));
    let [Effect::Aside(AsideJob::LookAtPicture { number, .. })] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(state.window.over, Some(Over::Picture));
    looked_at(state, *number, Ok(offer(None)));
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

        let read = front_matter::read(text(&state));
        let at = |key: &str| read.text(&KeyPath::new(["cover", key])).unwrap();
        assert_eq!(
            [at("image"), at("alt"), at("caption")],
            ["my-ferry.jpg", "A boat", "Photo: Eva"]
        );
        update(&mut state, Action::Run(Command::Undo));
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
    assert_eq!(looked_at(&mut state, number, Ok(offer(None))), []);

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

    looked_at(&mut state, first, Ok(offer(None)));

    let shown = state.aids.offering.shown.as_ref().unwrap();
    assert!(shown.offer.is_none() && shown.from == Source::File("/b.jpg".into()));
}

#[test]
fn the_same_picture_of_the_site_is_used_without_writing() {
    let mut state = opened(HEADS[0]);
    let target = cover(&state);
    chosen(&mut state, target, Answer::Chosen("/a.jpg".into()));
    let number = state.aids.offering.number;
    looked_at(&mut state, number, Ok(offer(Some("/img/quay 1.jpg"))));

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
        kind: Said::verbatim("HEIC"),
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
        matches!(&effects[..], [Effect::Aside(AsideJob::LookAtPicture { from, .. })] if *from == Source::File(path.clone()))
    );
    chosen(&mut state, field(), Answer::NoDialog);
    step(&mut state, PictureStep::Give("boat.jpg".to_owned()));
    let said = |words: &str| {
        let mut shown = state.notices.shown.iter();
        shown.any(|shown| shown.notice.text.contains(words))
    };
    assert!(said("There is no file dialog on this desktop"));
    assert!(said("boat.jpg"));
}

/// Looks at a picture that was brought, and takes it with these words.
fn brought(state: &mut State, words: Words) -> Vec<Effect> {
    let number = state.aids.offering.number;
    looked_at(state, number, Ok(offer(None)));
    step(state, PictureStep::Accept(words))
}

fn put_of(effects: &[Effect]) -> (Put, Taken) {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Store(StoreJob::PutPicture { put, taken }) => Some((put.clone(), taken.clone())),
        _ => None,
    });
    found.unwrap()
}

const TEXT: &str = "---\ntitle: A\n---\nOne.\n\nTwo.\n";

/// The same, read, with the caret behind a word.
fn writing(word: &str) -> State {
    let mut state = opened(TEXT);
    crate::app::derived::refresh(&mut state);
    let caret = TEXT.find(word).unwrap() + word.len();
    state
        .shown_article_mut()
        .unwrap()
        .document
        .select(&(caret..caret));
    state
}

#[test]
fn a_pasted_picture_is_put_in_where_the_caret_was_however_the_text_changed_meanwhile() {
    let mut state = writing("One.");
    let pixels = Source::Pasted(Pasted {
        size: [1, 1],
        rgba: Bytes(Arc::from(&[1, 2, 3, 255][..])),
    });
    let effects = bring(&mut state, Some(Pane::Text), vec![pixels]);
    assert!(matches!(
        &effects[..],
        [Effect::Aside(AsideJob::LookAtPicture { .. })]
    ));
    let effects = brought(&mut state, words("A [small] dot", ""));
    let (written, taken) = put_of(&effects);
    assert_eq!(written.stem, "a-small-dot");
    type_at(&mut state, TEXT.find("One").unwrap(), "Before that. ");
    crate::app::derived::refresh(&mut state);

    put(
        &mut state,
        taken,
        &written.folder,
        Ok("a-small-dot.jpg".to_owned()),
    );

    assert_eq!(
        text(&state),
        "---\ntitle: A\n---\nBefore that. One.\n\n![A \\[small\\] dot](a-small-dot.jpg)\n\nTwo.\n"
    );
    update(&mut state, Action::Run(Command::Undo));
    assert_eq!(text(&state), TEXT.replace("One", "Before that. One"));
}

#[test]
fn of_several_files_dropped_on_the_form_the_first_is_the_cover_and_the_others_are_asked_about() {
    let mut state = writing("Two.");
    let files = ["/a.jpg", "/b.png", "/c.pdf"].map(|path| Source::File(path.into()));

    bring(&mut state, Some(Pane::Form), files.into());
    let target = |state: &State| state.aids.offering.shown.as_ref().unwrap().target.clone();
    assert!(matches!(target(&state), Target::Cover(_)));
    assert_eq!(state.notices.shown.len(), 1, "what is no picture is said");
    step(&mut state, PictureStep::Cancel);
    assert!(matches!(target(&state), Target::Text(..)));
    step(&mut state, PictureStep::Cancel);

    assert!(state.aids.offering.shown.is_none());
    assert_eq!(text(&state), TEXT);
}

#[test]
fn a_picture_of_the_site_is_described_before_it_stands_in_the_text() {
    let mut state = writing("Two.");
    run(&mut state, PictureCommand::Insert);
    assert_eq!(state.window.over, Some(Over::Pictures));
    let target = state.aids.picking.clone().unwrap();
    let address = "/img/quay%201.jpg".to_owned();

    step(&mut state, PictureStep::Use { target, address });
    assert_eq!(state.window.over, Some(Over::Picture));
    step(&mut state, PictureStep::Accept(words("A quay", "")));

    assert_eq!(
        text(&state),
        format!("{TEXT}\n![A quay](/img/quay%201.jpg)\n")
    );
}

#[test]
fn the_smaller_one_is_written_where_the_writer_takes_it() {
    for is_small in [false, true] {
        let mut state = writing("Two.");
        bring(&mut state, None, vec![Source::File("/a.jpg".into())]);
        let number = state.aids.offering.number;
        let heavy = Offer {
            pixels: Some([6_000, 4_000]),
            ..offer(None)
        };
        let effects = looked_at(&mut state, number, Ok(heavy));
        assert!(matches!(
            &effects[..],
            [Effect::Aside(AsideJob::MakeSmaller { .. })]
        ));
        let smaller = Smaller {
            pixels: [1_600, 1_067],
            bytes: Bytes(Arc::from(&b"small"[..])),
        };
        made_smaller(&mut state, number, Some(smaller));

        let said = Words {
            is_small,
            ..words("", "")
        };
        let effects = step(&mut state, PictureStep::Accept(said));

        let expected = if is_small { &b"small"[..] } else { b"picture" };
        assert_eq!(put_of(&effects).0.bytes.0[..], *expected);
    }
}

#[test]
fn what_is_small_already_is_not_made_smaller() {
    let mut state = writing("Two.");
    bring(&mut state, None, vec![Source::File("/a.jpg".into())]);
    let number = state.aids.offering.number;
    assert_eq!(looked_at(&mut state, number, Ok(offer(None))), []);
    let shown = state.aids.offering.shown.as_ref().unwrap();
    assert_eq!(shown.smaller, Some(None));
}

#[test]
fn addresses_of_files_that_were_copied_are_pictures_and_other_text_is_text() {
    let path = |path: &str| Source::File(path.into());
    if cfg!(unix) {
        assert_eq!(
            copied_files("file:///home/eva/a%20b.jpg\nfile:///c.PNG\n"),
            Some(vec![path("/home/eva/a b.jpg"), path("/c.PNG")])
        );
    }
    for text in [
        "",
        "file:///a.pdf",
        "see file:///a.jpg",
        "/img/a.jpg",
        "file:///a.jpg\ntext",
        "file://a.jpg",
    ] {
        assert_eq!(copied_files(text), None, "{text}");
    }
}

/// The same with a text that may only be read.
fn read_only(head: &str) -> State {
    let mut state = opened(head);
    let id = state.session.shown.unwrap();
    let mut part = snapshot(head);
    part.format.fidelity = Fidelity::Part;
    let document = Document::new(id, PathBuf::from("post.md"), part);
    state.session.articles.insert(id, Article::new(document));
    state
}

#[test]
fn nothing_is_looked_at_or_written_for_an_article_that_may_only_be_read() {
    let mut state = read_only(HEADS[0]);
    let target = cover(&state);
    assert_eq!(
        chosen(&mut state, target, Answer::Chosen("/a.jpg".into())),
        []
    );
    assert_eq!(state.notices.shown.len(), 1);

    // It may become one while the sheet is open.
    let mut state = opened(HEADS[0]);
    let target = cover(&state);
    chosen(&mut state, target.clone(), Answer::Chosen("/a.jpg".into()));
    let number = state.aids.offering.number;
    looked_at(&mut state, number, Ok(offer(None)));
    let id = state.session.shown.unwrap();
    let only = read_only(HEADS[0]).session.articles.pop_first().unwrap().1;
    state.session.articles.insert(id, only);
    assert_eq!(step(&mut state, PictureStep::Accept(words("A", ""))), []);
    assert_eq!(state.notices.shown.len(), 1);

    // An edit that is refused is said, with the file that was written for it.
    let taken = Taken {
        target,
        home: PictureHome::Beside {
            under: String::new(),
        },
        words: words("A", ""),
    };
    put(&mut state, taken, Path::new(""), Ok("a.jpg".to_owned()));
    assert_eq!(text(&state), HEADS[0]);
    assert!(
        state
            .notices
            .shown
            .last()
            .unwrap()
            .notice
            .text
            .contains("a.jpg")
    );
}

#[test]
fn what_was_said_of_a_picture_that_could_not_be_written_is_there_again() {
    let mut state = opened(HEADS[0]);
    let (written, taken) = taken(&mut state, "A long description", "Photo: Eva");
    let err = OfferError::Taken {
        path: "ferry".into(),
    };

    put(&mut state, taken, &written.folder, Err(err));

    assert_eq!(state.window.over, Some(Over::Picture));
    let shown = state.aids.offering.shown.as_ref().unwrap();
    assert_eq!(shown.words, Some(words("A long description", "Photo: Eva")));
    assert!(shown.offer.is_some() && state.notices.shown.len() == 1);
}

#[test]
fn another_picture_of_the_site_takes_the_words_of_the_one_before_it_out() {
    for (step_of, alt) in [
        (
            (|target, address| PictureStep::Use { target, address }) as fn(Target, String) -> _,
            "",
        ),
        (
            |target: Target, address| PictureStep::Instead {
                document: target.document(),
                address,
            },
            "Old",
        ),
    ] {
        let mut state = opened(HEADS[0]);
        let target = cover(&state);
        step(&mut state, step_of(target, "/img/b.jpg".to_owned()));
        let read = front_matter::read(text(&state));
        let at = |key: &str| read.text(&KeyPath::new(["cover", key])).unwrap();
        assert_eq!([at("image"), at("alt")], ["/img/b.jpg", alt]);
    }
}

/// The settings file of a site without any other.
struct Only(String);

impl Files for Only {
    fn text(&self, path: &str) -> Text {
        match path {
            "hugo.toml" => Text::Read(self.0.clone()),
            _ => Text::Absent,
        }
    }

    fn below(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_folder(&self, _path: &str) -> bool {
        false
    }
}

/// A state whose site has this theme, and the article of this path.
fn with_theme(theme: &str, path: &str) -> State {
    let mut state = opened("");
    let id = state.session.shown.unwrap();
    let document = Document::new(id, PathBuf::from(path), snapshot("---\ntitle: A\n---\n"));
    state.session.articles.insert(id, Article::new(document));
    crate::app::derived::refresh(&mut state);
    let mut site = Site::empty("/site".into(), "/site/content".into());
    let mut settings = Settings::read(&Only(format!("theme = '{theme}'\n")), &Asked::default());
    settings.generator = Generator::Hugo;
    site.settings = Arc::new(settings);
    state.site.open = Some(site);
    state
}

#[test]
fn a_theme_that_takes_covers_by_their_name_wants_a_folder_for_the_article() {
    let mut state = with_theme("congo", "/site/content/posts/a.md");
    let target = cover(&state);
    assert_eq!(
        chosen(&mut state, target, Answer::Chosen("/a.jpg".into())),
        []
    );
    assert_eq!(state.notices.shown.len(), 1);

    let mut state = with_theme("congo", "/site/content/posts/a/index.md");
    let (written, taken) = taken(&mut state, "A boat", "");
    assert_eq!(
        (&*written.stem, written.alone),
        ("feature", Some("feature*"))
    );
    assert_eq!(written.folder, Path::new("/site/content/posts/a"));
    put(
        &mut state,
        taken,
        &written.folder,
        Ok("feature.jpg".to_owned()),
    );
    assert_eq!(text(&state), "---\ntitle: A\nfeatureAlt: A boat\n---\n");
    // A picture of the site has another name.
    let target = cover(&state);
    let address = "/img/b.jpg".to_owned();
    step(&mut state, PictureStep::Use { target, address });
    assert_eq!(text(&state), "---\ntitle: A\nfeatureAlt: A boat\n---\n");
    assert_eq!(state.notices.shown.len(), 1);
}

#[test]
fn the_picture_of_an_article_of_another_folder_lies_beside_it() {
    let mut state = with_theme("papermod", "/elsewhere/a.md");
    let (written, _) = taken(&mut state, "", "");
    assert_eq!(written.folder, Path::new("/elsewhere"));
    let mut state = with_theme("papermod", "/site/content/posts/a.md");
    let (written, _) = taken(&mut state, "", "");
    assert_eq!(written.folder, Path::new("/site/static/images/"));
}
