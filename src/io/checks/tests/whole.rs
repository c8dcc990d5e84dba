//! All articles looked at, a part of them, and a look that nobody waits for any more.

use std::cell::Cell;

use super::*;
use crate::model::check::InSite;

/// A site of so many articles, each with an address that leads nowhere; the last has a key twice.
fn many(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let posts = folder.path().join("content/posts");
    fs::create_dir_all(&posts).unwrap();
    fs::write(folder.path().join("hugo.toml"), "title = \"Tide\"\n").unwrap();
    for at in 0..count {
        let text = format!("---\ntitle: T{at}\n---\n\n[there](/nowhere/)\n");
        fs::write(posts.join(format!("a{at:04}.md")), text).unwrap();
    }
    let last = "---\ntitle: One\ntitle: Two\n---\n";
    fs::write(posts.join("z.md"), last).unwrap();
    folder
}

fn of_site(root: &Path) -> Arc<OfSite> {
    let (mut site, _) = scan::site_of(root, Vec::new()).unwrap();
    site.settle_at(0);
    Arc::new(OfSite::of(Arc::new(site), 0))
}

fn all_of(of_site: &Arc<OfSite>) -> Look {
    Look {
        of_site: Arc::clone(of_site),
        paths: None,
        before: [].into(),
        linking: None,
        now_secs: 0,
    }
}

#[test]
fn what_stops_the_build_is_looked_at_first_and_told_first() {
    let folder = many(300);
    let of_site = of_site(folder.path());

    let all = look(&all_of(&of_site), &|| true, &mut |_| {}).unwrap();

    assert_eq!((all.done, all.of), (301, 301));
    assert!(all.found[0].path.ends_with("z.md"));
    assert_eq!(all.errors, 1);
    assert!(all.found.len() > 300);
    // The first look, given up after it, has it already.
    let looks = Cell::new(0);
    let first = look(
        &all_of(&of_site),
        &|| {
            looks.set(looks.get() + 1);
            true
        },
        &mut |so_far| assert_eq!(so_far.errors, 1),
    );
    assert!(first.is_some() && looks.get() > 5, "{}", looks.get());
}

#[test]
fn a_look_that_nobody_waits_for_ends() {
    let folder = many(200);
    let of_site = of_site(folder.path());
    let asked = Cell::new(0);
    let is_wanted = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };

    let found = look(&all_of(&of_site), &is_wanted, &mut |_| {});

    assert_eq!(found, None);
    assert_eq!(asked.get(), 3);
}

#[test]
fn of_some_articles_what_was_found_is_found_anew_and_the_rest_is_kept() {
    let folder = many(40);
    let before = look(&all_of(&of_site(folder.path())), &|| true, &mut |_| {}).unwrap();
    let mended = folder.path().join("content/posts/a0003.md");
    fs::write(&mended, "---\ntitle: T3\n---\n\nWords.\n").unwrap();
    let gone = folder.path().join("content/posts/a0004.md");
    fs::remove_file(&gone).unwrap();
    let of_site = of_site(folder.path());

    let some = Look {
        paths: Some(vec![mended.clone(), gone.clone()]),
        before: Arc::clone(&before.found),
        linking: before.linking.clone(),
        ..all_of(&of_site)
    };
    let now = look(&some, &|| true, &mut |_| {}).unwrap();

    let whole = look(&all_of(&of_site), &|| true, &mut |_| {}).unwrap();
    assert_eq!(now.found, whole.found);
    assert_eq!(now.linking, whole.linking);
    assert_ne!(now.linking, before.linking);
    let is_of = |one: &Arc<InSite>| *one.path == *mended || *one.path == *gone;
    assert!(before.found.iter().any(is_of));
    assert!(now.found.len() < before.found.len());
}
