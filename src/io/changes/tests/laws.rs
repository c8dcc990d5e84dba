//! Whatever a set does, its undo gives back the same bytes and names.

use proptest::prelude::*;

use super::*;

/// What becomes of one of the files.
#[derive(Clone, Debug)]
enum Fate {
    Stays,
    Edited(String),
    Moved(u8),
    MovedAndEdited(u8, String),
    Copied(u8),
    CopiedAndBinned(u8),
    Binned,
    Replaced(Vec<u8>),
}

fn fate() -> impl Strategy<Value = Fate> {
    let text = "[a-z\n]{0,8}";
    prop_oneof![
        Just(Fate::Stays),
        text.prop_map(Fate::Edited),
        (0..6_u8).prop_map(Fate::Moved),
        (0..6_u8, text).prop_map(|(to, text)| Fate::MovedAndEdited(to, text)),
        (0..6_u8).prop_map(Fate::Copied),
        (0..6_u8).prop_map(Fate::CopiedAndBinned),
        Just(Fate::Binned),
        prop::collection::vec(any::<u8>(), 0..12).prop_map(Fate::Replaced),
    ]
}

/// Some names are taken, some are in folders that are not there.
fn target(case: &Case, number: u8) -> PathBuf {
    let names = [
        "0.md",
        "x.md",
        "new/x.md",
        "new/deep/y.md",
        "y.md",
        "f/1.md",
    ];
    case.path(names[usize::from(number)])
}

fn parts(case: &Case, name: &str, fate: &Fate) -> Vec<Part> {
    let part = |deed, rewrite| case.part(name, deed, rewrite);
    let to = |number: &u8| target(case, *number);
    match fate {
        Fate::Stays => Vec::new(),
        Fate::Edited(text) => vec![case.edit(name, text)],
        Fate::Moved(number) => vec![part(Deed::Move { to: to(number) }, Rewrite::Keep)],
        Fate::MovedAndEdited(number, text) => {
            vec![part(Deed::Move { to: to(number) }, front(text))]
        }
        Fate::Copied(number) => vec![part(Deed::Copy { to: to(number) }, front("copy "))],
        Fate::CopiedAndBinned(number) => {
            let only_if = vec![case.path(name)];
            vec![
                part(Deed::Copy { to: to(number) }, Rewrite::Keep),
                part(Deed::ToBin { only_if }, Rewrite::Keep),
            ]
        }
        Fate::Binned => vec![part(to_bin(), Rewrite::Keep)],
        Fate::Replaced(bytes) => {
            let content = Content::Bytes(bytes.as_slice().into());
            vec![part(Deed::Stay, Rewrite::Whole(content))]
        }
    }
}

const NAMES: [&str; 5] = ["0.md", "1.md", "f/0.md", "f/1.md", "g/0.md"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_change_and_its_undo_leave_the_same_bytes_and_names(
        fates in prop::collection::vec(fate(), NAMES.len()),
        folder in prop::option::of(any::<bool>()),
        made in prop::option::of(0..6_u8),
    ) {
        let files = NAMES.map(|name| (name, "text of it\n"));
        let case = case(&files);
        for name in NAMES {
            case.write(name, &format!("text of {name}\n"));
        }
        let before = case.tree();
        let mut all: Vec<Part> = NAMES
            .iter()
            .zip(&fates)
            .flat_map(|(name, fate)| parts(&case, name, fate))
            .collect();
        all.extend(folder.map(|is_deep| {
            let to = case.path(if is_deep { "new/g" } else { "h" });
            case.part("g", Deed::MoveFolder { to }, Rewrite::Keep)
        }));
        all.extend(made.map(|number| {
            let mut part = case.part("none", Deed::Create, whole("made"));
            part.path = target(&case, number);
            part
        }));
        let count = all.len();

        let outcome = case.apply(all);

        prop_assert!(outcome.changed.len() + outcome.skipped.len() <= count);
        prop_assert_eq!(&outcome.warning, &None);
        let record = case.changes.list(None);
        if record.is_empty() {
            prop_assert_eq!(case.tree(), before);
        } else {
            let undone = case.undo(&outcome.id);
            prop_assert_eq!(&undone.skipped, &[]);
            prop_assert_eq!(case.tree(), before);
        }
    }
}
