//! A set that was broken off is gone on with, taken back or left. Killed programs are in
//! `tests/it/kill.rs`; here it is broken off after each of its batches.

use super::*;

fn parts(case: &Case) -> Vec<Part> {
    let mut parts: Vec<Part> = (0..70)
        .map(|number| case.edit(&format!("{number}.md"), "1"))
        .collect();
    parts.push(case.part(
        "m.md",
        Deed::Move {
            to: case.path("n/m.md"),
        },
        front("2"),
    ));
    parts.push(case.part("f", Deed::MoveFolder { to: case.path("g") }, Rewrite::Keep));
    parts.push(case.edit("f/index.md", "3"));
    parts.push(case.part("t.md", to_bin(), Rewrite::Keep));
    parts.push(case.part(
        "c.md",
        Deed::Copy {
            to: case.path("c2.md"),
        },
        front("4"),
    ));
    parts.push(case.part("new.md", Deed::Create, whole("new")));
    parts
}

fn with_files() -> Case {
    let case = case(&[
        ("m.md", "m"),
        ("f/index.md", "f"),
        ("t.md", "t"),
        ("c.md", "c"),
    ]);
    for number in 0..70 {
        case.write(&format!("{number}.md"), "text");
    }
    case
}

/// The tree before, and what is left of a set that ends after so many batches.
fn broken_off_after(case: &Case, batches: usize) -> (Tree, ChangeId, bool) {
    let before = case.tree();
    let (store, set) = (&case.saves.store, case.set(parts(case)));
    let mut applying = case.changes.begin(store, case.new_id(), set).unwrap();
    for _ in 0..batches {
        applying.step(&case.saves);
    }
    (before, applying.id().clone(), applying.is_finished())
}

fn tree_after() -> Tree {
    let case = with_files();
    case.apply(parts(&case));
    case.tree()
}

#[test]
fn wherever_it_was_broken_off_it_is_gone_on_with_or_taken_back() {
    let after = tree_after();
    for batches in 1.. {
        for way in [Way::GoOn, Way::TakeBack] {
            let case = with_files();
            let (before, id, is_finished) = broken_off_after(&case, batches);
            let found = case.changes.broken_off(&case.saves.store, &case.root());
            if is_finished {
                assert_eq!(found, [], "all is done, and so it is closed");
                assert!(batches > 5);
                return;
            }
            let [found] = &found[..] else {
                panic!("{found:?}");
            };
            assert_eq!((&found.id, found.of), (&id, 76));
            assert!(found.done >= batches.saturating_sub(1), "{found:?}");

            let rest = case.changes.resume(&case.saves.store, &id, way).unwrap();
            let outcome = finish(rest.unwrap(), &case.saves);

            assert_eq!(outcome.skipped, [], "{way:?} after {batches}");
            let wanted = if way == Way::GoOn { &after } else { &before };
            assert_eq!(case.tree(), *wanted, "{way:?} after {batches}");
            let found = case.changes.broken_off(&case.saves.store, &case.root());
            assert_eq!(found, []);
            if way == Way::GoOn {
                case.undo(&id);
                assert_eq!(case.tree(), before, "undone after {batches}");
            }
        }
    }
}

#[test]
fn of_what_was_not_begun_nothing_is_asked() {
    let case = with_files();
    let (before, ..) = broken_off_after(&case, 0);

    assert_eq!(case.changes.broken_off(&case.saves.store, &case.root()), []);
    assert_eq!(case.changes.last(&case.root()), None);
    assert_eq!(case.tree(), before);
}

#[test]
fn what_is_left_as_it_is_is_not_asked_about_again_and_can_still_be_taken_back() {
    let case = with_files();
    let (before, id, _) = broken_off_after(&case, 3);
    let broken = case.tree();

    let rest = case
        .changes
        .resume(&case.saves.store, &id, Way::Leave)
        .unwrap();

    assert!(rest.is_none());
    assert_eq!(case.tree(), broken);
    assert_eq!(case.changes.broken_off(&case.saves.store, &case.root()), []);
    case.undo(&id);
    assert_eq!(case.tree(), before);
}

#[test]
fn what_someone_wrote_since_is_left_alone_either_way() {
    for way in [Way::GoOn, Way::TakeBack] {
        let case = with_files();
        let (_, id, _) = broken_off_after(&case, 5);
        case.write("0.md", "theirs");
        case.write("69.md", "theirs");

        let rest = case.changes.resume(&case.saves.store, &id, way).unwrap();
        finish(rest.unwrap(), &case.saves);

        assert_eq!(case.read("0.md"), "theirs");
        assert_eq!(case.read("69.md"), "theirs");
    }
}

#[test]
fn a_change_under_way_is_not_taken_for_a_broken_off_one() {
    let case = with_files();
    let (store, set) = (&case.saves.store, case.set(parts(&case)));
    let mut applying = case.changes.begin(store, case.new_id(), set).unwrap();
    applying.step(&case.saves);

    assert_eq!(case.changes.broken_off(store, &case.root()), []);
    let resumed = case.changes.resume(store, applying.id(), Way::GoOn);
    assert!(matches!(resumed, Err(ChangeError::Busy { .. })));
    case.changes.sweep(SystemTime::now() + MAX_AGE * 2);
    assert_eq!(case.changes.records(applying.id()).len(), 1);
}

#[test]
fn a_change_in_another_site_is_not_asked_about_here() {
    let case = with_files();
    broken_off_after(&case, 1);

    let found = case
        .changes
        .broken_off(&case.saves.store, Path::new("/elsewhere"));

    assert_eq!(found, []);
}

#[test]
fn a_plan_that_is_torn_was_never_begun() {
    let case = with_files();
    let (_, id, _) = broken_off_after(&case, 1);
    let plan = case.changes.records(&id)[0].folder.join("plan");
    let bytes = fs::read(&plan).unwrap();
    fs::write(&plan, &bytes[..bytes.len() / 2]).unwrap();

    assert_eq!(case.changes.broken_off(&case.saves.store, &case.root()), []);
    assert!(case.changes.plan_undo(&case.saves.store, &id).is_err());
}
