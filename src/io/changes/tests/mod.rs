//! Sets that are applied to real folders, and taken back.

#[cfg(unix)]
mod faults;
mod laws;
mod planning;
mod resuming;

use std::collections::BTreeMap;

use super::*;
use crate::{
    io::{bin::Bin, encoding, folders::Folders},
    model::{
        change::{Content, Part, Rewrite},
        text::Edit,
    },
};

/// A site, and the state folder beside it.
pub(super) struct Case {
    folder: tempfile::TempDir,
    pub saves: Saves,
    pub changes: Changes,
}

/// What is in the site: the bytes of each file, `None` for a folder.
pub(super) type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

pub(super) fn case(files: &[(&str, &str)]) -> Case {
    let folder = quick_folder();
    let at = folder.path().canonicalize().unwrap();
    fs::create_dir(at.join("site")).unwrap();
    let folders = Folders::within(at.join("home"));
    let store = Store::new(&folders.state).with_bin(Bin::Folder(at.join("bin")));
    let case = Case {
        changes: Changes::new(folders.state.join("changes")),
        saves: Saves::without_start(store, &folders),
        folder,
    };
    for (name, text) in files {
        case.write(name, text);
    }
    case
}

/// In memory where there is such a place: a sync of a disk takes longer than all else here.
fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_none| tempfile::tempdir().unwrap())
}

impl Case {
    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("site")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        let mut folders = vec![self.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let below = path.strip_prefix(self.root()).unwrap().to_owned();
                if path.is_dir() {
                    tree.insert(below, None);
                    folders.push(path);
                } else {
                    tree.insert(below, Some(fs::read(path).unwrap()));
                }
            }
        }
        tree
    }

    /// A part with what the file holds now as expected.
    pub fn part(&self, name: &str, deed: Deed, rewrite: Rewrite) -> Part {
        let path = self.path(name);
        Part {
            expected: fs::read(&path).ok().map(|bytes| encoding::hash(&bytes)),
            path,
            deed,
            rewrite,
            is_ticked: true,
        }
    }

    pub fn edit(&self, name: &str, text: &str) -> Part {
        self.part(name, Deed::Stay, front(text))
    }

    pub fn move_to(&self, name: &str, to: &str) -> Part {
        let to = self.path(to);
        self.part(name, Deed::Move { to }, Rewrite::Keep)
    }

    pub fn set(&self, parts: Vec<Part>) -> ChangeSet {
        ChangeSet::new("A change", self.root(), parts)
    }

    pub fn new_id(&self) -> ChangeId {
        self.changes.new_id(jiff::Timestamp::now()).unwrap()
    }

    pub fn apply(&self, parts: Vec<Part>) -> Outcome {
        let set = self.set(parts);
        self.changes.apply(&self.saves, self.new_id(), set).unwrap()
    }

    pub fn undo(&self, id: &ChangeId) -> Outcome {
        let sets = self.changes.plan_undo(&self.saves.store, id).unwrap();
        let [set] = <[ChangeSet; 1]>::try_from(sets).unwrap();
        self.changes.apply(&self.saves, self.new_id(), set).unwrap()
    }

    /// With the fault in its file system.
    #[cfg(unix)]
    pub fn with_fs(&self, fs: std::sync::Arc<dyn Fs>) -> Saves {
        Saves {
            store: self.saves.store.clone().with_fs(fs),
            history: self.saves.history.clone(),
        }
    }
}

/// Puts a text at the front.
pub(super) fn front(text: &str) -> Rewrite {
    Rewrite::Edits(vec![Edit {
        range: 0..0,
        insert: text.to_owned(),
    }])
}

fn whole(text: &str) -> Rewrite {
    Rewrite::Whole(Content::Text(
        text.into(),
        crate::model::document::FileFormat::default(),
    ))
}

fn to_bin() -> Deed {
    Deed::ToBin {
        only_if: Vec::new(),
    }
}

#[test]
fn every_deed_is_done_and_taken_back() {
    let case = case(&[
        ("a.md", "a"),
        ("b.md", "b"),
        ("c.md", "c"),
        ("d.jpg", "d"),
        ("e/index.md", "e"),
        ("e/x.jpg", "x"),
        ("f.md", "f"),
        ("g/index.md", "g"),
    ]);
    let before = case.tree();

    let outcome = case.apply(vec![
        case.edit("a.md", "1"),
        case.part(
            "b.md",
            Deed::Move {
                to: case.path("n/b2.md"),
            },
            front("2"),
        ),
        case.move_to("c.md", "c2.md"),
        case.part(
            "d.jpg",
            Deed::Copy {
                to: case.path("d2.jpg"),
            },
            Rewrite::Keep,
        ),
        case.part("d.jpg", to_bin(), Rewrite::Keep),
        case.part(
            "e",
            Deed::MoveFolder {
                to: case.path("h/e2"),
            },
            Rewrite::Keep,
        ),
        case.edit("e/index.md", "3"),
        case.part("f.md", to_bin(), Rewrite::Keep),
        case.part("g", to_bin(), Rewrite::Keep),
        case.part("new/index.md", Deed::Create, whole("new")),
    ]);

    assert_eq!(outcome.skipped, []);
    assert_eq!(
        (outcome.changed.len(), outcome.warning.as_ref()),
        (10, None)
    );
    let files: Vec<_> = case
        .tree()
        .into_iter()
        .filter_map(|(path, bytes)| {
            let text = String::from_utf8(bytes?).unwrap();
            Some(format!("{} {text}", path.display()))
        })
        .collect();
    assert_eq!(
        files,
        [
            "a.md 1a",
            "c2.md c",
            "d2.jpg d",
            "h/e2/index.md 3e",
            "h/e2/x.jpg x",
            "n/b2.md 2b",
            "new/index.md new",
        ]
    );

    let undone = case.undo(&outcome.id);
    assert_eq!(undone.skipped, []);
    assert_eq!(case.tree(), before);
}

#[test]
fn an_undo_is_undone_like_any_change() {
    let case = case(&[("a.md", "a"), ("b.md", "b")]);
    let outcome = case.apply(vec![
        case.edit("a.md", "1"),
        case.part("b.md", to_bin(), Rewrite::Keep),
    ]);
    let after = case.tree();
    let undone = case.undo(&outcome.id);

    case.undo(&undone.id);

    assert_eq!(case.tree(), after);
}

#[test]
fn what_changed_since_the_plan_is_named_and_left() {
    let case = case(&[("a.md", "a"), ("b.md", "b"), ("c.md", "c"), ("d.md", "d")]);
    let parts = vec![
        case.edit("a.md", "1"),
        case.edit("b.md", "1"),
        case.move_to("c.md", "d.md"),
        case.part("e.md", Deed::Create, whole("mine")),
        case.part("d.md", to_bin(), Rewrite::Keep),
    ];
    case.write("a.md", "theirs");
    fs::remove_file(case.path("b.md")).unwrap();
    case.write("d.md", "theirs");
    case.write("e.md", "theirs");
    let before = case.tree();

    let outcome = case.apply(parts);

    let mut skipped: Vec<_> = outcome
        .skipped
        .iter()
        .map(|(path, why)| (path.file_name().unwrap().to_str().unwrap(), why.clone()))
        .collect();
    skipped.sort_by_key(|(name, _)| *name);
    assert_eq!(
        skipped,
        [
            ("a.md", Refusal::Changed),
            ("b.md", Refusal::Gone),
            ("c.md", Refusal::Taken),
            ("d.md", Refusal::Changed),
            ("e.md", Refusal::Taken),
        ]
    );
    assert_eq!(outcome.changed, []);
    assert_eq!(case.tree(), before);
}

#[test]
fn the_old_one_goes_to_the_bin_only_with_the_others() {
    let case = case(&[("a.md", "a"), ("b.jpg", "b")]);
    let bin = Deed::ToBin {
        only_if: vec![case.path("a.md")],
    };
    let parts = vec![
        case.edit("a.md", "1"),
        case.part("b.jpg", bin, Rewrite::Keep),
    ];
    case.write("a.md", "theirs");

    let outcome = case.apply(parts);

    assert!(
        outcome
            .skipped
            .contains(&(case.path("b.jpg"), Refusal::Alone))
    );
    assert_eq!(case.read("b.jpg"), "b");
}

#[test]
fn what_was_edited_since_is_not_taken_back_but_offered_where_it_can_be_merged() {
    let long = "one\n\ntwo\n\nthree\n";
    let case = case(&[("a.md", long), ("b.md", "b"), ("c.md", "c")]);
    let outcome = case.apply(vec![
        case.edit("a.md", "1"),
        case.edit("b.md", "1"),
        case.edit("c.md", "1"),
    ]);
    case.write("a.md", "1one\n\ntwo\n\nthree, mine\n");
    case.write("b.md", "mine");

    let sets = case
        .changes
        .plan_undo(&case.saves.store, &outcome.id)
        .unwrap();
    let mut parts = sets[0].parts.clone();
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    let [a, b, c] = &parts[..] else {
        panic!("{parts:?}");
    };
    assert!(!a.is_ticked && !a.is_refused());
    assert_eq!(b.deed, Deed::Refused(Refusal::Changed));
    assert!(c.is_wanted());

    let undone = case.undo(&outcome.id);
    assert_eq!(undone.changed.len(), 1);
    assert_eq!(case.read("a.md"), "1one\n\ntwo\n\nthree, mine\n");
    assert_eq!(case.read("b.md"), "mine");
    assert_eq!(case.read("c.md"), "c");
}

#[test]
fn a_merge_that_was_ticked_keeps_both() {
    let case = case(&[("a.md", "one\n\ntwo\n\nthree\n")]);
    let outcome = case.apply(vec![case.edit("a.md", "1")]);
    case.write("a.md", "1one\n\ntwo\n\nthree, mine\n");
    let mut sets = case
        .changes
        .plan_undo(&case.saves.store, &outcome.id)
        .unwrap();
    let mut set = sets.remove(0);
    set.parts[0].is_ticked = true;

    case.changes.apply(&case.saves, case.new_id(), set).unwrap();

    assert_eq!(case.read("a.md"), "one\n\ntwo\n\nthree, mine\n");
}

#[test]
fn the_bytes_come_back_whatever_their_encoding_and_line_ends() {
    let case = case(&[]);
    let odd: [(&str, &[u8]); 3] = [
        ("a.md", b"\xFF\xFEa\0\r\0\n\0"),
        ("b.md", b"\xEF\xBB\xBFb\r\nb\nb\r\n"),
        ("c.md", b"caf\xE9"),
    ];
    for (name, bytes) in odd {
        fs::write(case.path(name), bytes).unwrap();
    }
    let before = case.tree();

    let outcome = case.apply(odd.map(|(name, _)| case.edit(name, "x")).to_vec());
    assert_eq!(outcome.changed.len(), 3);
    assert_ne!(case.tree(), before);
    case.undo(&outcome.id);

    assert_eq!(case.tree(), before);
}

#[test]
fn a_change_without_anything_to_do_leaves_no_record() {
    let case = case(&[("a.md", "a")]);

    let outcome = case.apply(vec![case.edit("a.md", "")]);

    assert_eq!((outcome.changed.len(), outcome.skipped.len()), (0, 0));
    assert_eq!(case.changes.list(None), []);
}

#[test]
fn the_last_change_of_a_site_is_the_one_that_was_not_taken_back() {
    let case = case(&[("a.md", "a")]);
    let first = case.apply(vec![case.edit("a.md", "1")]);
    let second = case.apply(vec![case.edit("a.md", "2")]);
    let last = || case.changes.last(&case.root());

    assert_eq!(last(), Some(second.id.clone()));
    case.undo(&second.id);
    assert_eq!(last(), Some(first.id.clone()));
    let again = case.changes.plan_undo(&case.saves.store, &second.id);
    assert!(
        matches!(again, Err(ChangeError::Undone { .. })),
        "{again:?}"
    );
    case.undo(&first.id);
    assert_eq!((last(), case.read("a.md").as_str()), (None, "a"));
    assert_eq!(case.changes.last(Path::new("/elsewhere")), None);
}

#[test]
fn several_sets_of_one_change_are_taken_back_together() {
    let case = case(&[("a.md", "a"), ("b.md", "b")]);
    let before = case.tree();
    let id = case.new_id();
    for part in [case.edit("a.md", "1"), case.edit("b.md", "1")] {
        let set = case.set(vec![part]);
        case.changes.apply(&case.saves, id.clone(), set).unwrap();
    }

    let sets = case.changes.plan_undo(&case.saves.store, &id).unwrap();
    assert_eq!(sets.len(), 2);
    let undo = case.new_id();
    for set in sets {
        case.changes.apply(&case.saves, undo.clone(), set).unwrap();
    }

    assert_eq!(case.tree(), before);
    assert_eq!(case.changes.last(&case.root()), None);
}

#[test]
fn records_go_when_they_are_old_or_take_too_much_room() {
    let case = case(&[("a.md", "a")]);
    let first = case.apply(vec![case.edit("a.md", "1")]);
    let second = case.apply(vec![case.edit("a.md", "2")]);
    let now = SystemTime::now();
    let size_bytes = case.changes.records(&second.id)[0].size_bytes();
    let ids = || -> Vec<_> {
        let list = case.changes.list(None).into_iter();
        list.map(|made| made.id).collect()
    };

    case.changes.sweep(now);
    assert_eq!(ids(), [second.id.clone(), first.id.clone()]);
    case.changes.sweep_to(now, size_bytes);
    assert_eq!(ids(), std::slice::from_ref(&second.id));
    case.changes.sweep(now + MAX_AGE + Duration::from_mins(1));
    assert_eq!(ids(), []);
}

#[test]
fn the_versions_before_are_among_the_earlier_ones_and_move_along() {
    let case = case(&[("a.md", "a")]);

    case.apply(vec![case.edit("a.md", "1")]);
    case.apply(vec![case.move_to("a.md", "b.md")]);

    let versions = case.saves.history.versions(&case.path("b.md"));
    assert_eq!(versions.len(), 1);
    assert_eq!(case.saves.history.read(&versions[0]).unwrap(), b"a");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_site_is_named_and_left() {
    let mut case = case(&[("a.md", "a")]);
    let outside = case.folder.path().join("outside.md");
    fs::write(&outside, "theirs").unwrap();
    std::os::unix::fs::symlink(&outside, case.path("link.md")).unwrap();
    case.saves.store.keep_within(case.root());

    let outcome = case.apply(vec![case.edit("link.md", "1"), case.edit("a.md", "1")]);

    assert_eq!(outcome.changed.len(), 1);
    assert_eq!(outcome.skipped.len(), 1);
    assert_eq!(fs::read_to_string(outside).unwrap(), "theirs");
}

#[test]
fn a_copy_never_counts_a_file_that_was_there_as_made() {
    let case = case(&[("a.md", "same"), ("b.md", "same")]);
    let copy = case.part(
        "a.md",
        Deed::Copy {
            to: case.path("b.md"),
        },
        Rewrite::Keep,
    );
    let only_if = vec![case.path("a.md")];

    let outcome = case.apply(vec![
        copy,
        case.part("a.md", Deed::ToBin { only_if }, Rewrite::Keep),
    ]);

    assert_eq!(outcome.changed, []);
    assert_eq!(
        (case.read("a.md"), case.read("b.md")),
        ("same".to_owned(), "same".to_owned())
    );
}
