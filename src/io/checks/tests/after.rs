//! What follows from the articles step by step is what follows from them at once.

use std::{fs, path::PathBuf, sync::Arc};

use proptest::prelude::*;

use super::super::{Learning, OfSite, in_text};
use crate::io::{beneath::Bounds, index::Index};

const NOW: i64 = 1_800_000_000;
const PATHS: [&str; 12] = [
    "posts/a.md",
    "posts/b.md",
    "posts/c.md",
    "posts/d.md",
    "posts/_index.md",
    "notes/e.md",
    "notes/f/index.md",
    "posts/a/index.md",
    "posts/g.md",
    "posts/h.md",
    "posts/i.md",
    "posts/G.md",
];
const HEADS: [&str; 9] = [
    "title: One\ndate: 2026-01-02\ntags: [a, b]\n",
    "title: Two\ndate: 2026-01-03\ntags: [a, bb]\naliases: [/old]\n",
    "title: One\ndate: 2026-01-02\nTags: a\nurl: /same/\n",
    "title: Four\ndate: soon\ndraft: true\n",
    "title: Five\nurl: /same/\ncascade:\n  draft: true\n",
    "title: [broken\n",
    "date: 2026-01-02T10:00:00Z\ntags: [tide, ferries]\nauthors: [Eva]\ndraft: yes\nextra: true\n",
    "title: 'Two'\ndate: 2026-01-03\ntags:\n- Ferry\n- ferries\ncategories: [Tide]\naliases: [/old/, /older]\n",
    "",
];
const BODIES: [&str; 3] = [
    "Words.\n",
    "[a](/same/) and [b](/old)\n",
    "# One\n\n![](x.png)\n",
];

/// A path, and the numbers of its head and body; the last head is none, and without a body it goes.
fn step() -> impl Strategy<Value = (usize, usize, usize)> {
    (0..PATHS.len(), 0..HEADS.len(), 0..=BODIES.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn learned_step_by_step_is_learned_afresh(steps in prop::collection::vec(step(), 1..10)) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::write(root.join("hugo.toml"), "title = 'x'\n").unwrap();
        let at = |path: &str| root.join("content").join(path);
        for path in PATHS {
            fs::create_dir_all(at(path).parent().unwrap()).unwrap();
        }
        for path in &PATHS[..9] {
            fs::write(at(path), format!("---\n{}---\n{}", HEADS[0], BODIES[0])).unwrap();
        }
        let (mut index, mut site) = Index::open(&Bounds::new(root.clone(), Vec::new()));
        let mut learning = Learning::default();
        learning.learn(Arc::new(site.clone()), NOW);
        for (path, head, body) in steps {
            let path = at(PATHS[path]);
            match BODIES.get(body) {
                Some(body) if HEADS[head].is_empty() => fs::write(&path, body).unwrap(),
                Some(body) => {
                    fs::write(&path, format!("---\n{}---\n{body}", HEADS[head])).unwrap();
                }
                None if path.exists() => fs::remove_file(&path).unwrap(),
                None => {}
            }
            site.update(index.refresh(&[path]));

            let learned = learning.learn(Arc::new(site.clone()), NOW);

            let afresh = OfSite::of(Arc::new(site.clone()), NOW);
            prop_assert_eq!(&learned.schema, &afresh.schema);
            prop_assert_eq!(&learned.names, &afresh.names);
            prop_assert_eq!(learned.findings.all(), afresh.findings.all());
            prop_assert_eq!(learned.stopping(), afresh.stopping());
            let paths: Vec<PathBuf> = site.articles.iter().map(|it| it.path.to_path_buf()).collect();
            for path in paths {
                let text = fs::read_to_string(&path).unwrap();
                let of = |of_site: &OfSite| in_text(of_site, &path, &text, None, NOW);
                prop_assert_eq!(of(&learned), of(&afresh));
            }
        }
    }
}

#[test]
fn a_save_of_what_was_written_learns_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let path = root.join("content/posts/a.md");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(root.join("hugo.toml"), "title = 'x'\n").unwrap();
    fs::write(&path, format!("---\n{}---\nA", HEADS[0])).unwrap();
    let (mut index, mut site) = Index::open(&Bounds::new(root.clone(), Vec::new()));
    let mut learning = Learning::default();
    let before = learning.learn(Arc::new(site.clone()), NOW);

    fs::write(&path, format!("---\n{}---\nA and more", HEADS[0])).unwrap();
    site.update(index.refresh(std::slice::from_ref(&path)));
    let after = learning.learn(Arc::new(site.clone()), NOW);

    assert!(Arc::ptr_eq(&before.schema, &after.schema));
    assert!(Arc::ptr_eq(&before.habits, &after.habits));

    fs::write(&path, format!("---\n{}---\nA and more", HEADS[1])).unwrap();
    site.update(index.refresh(std::slice::from_ref(&path)));
    let other = learning.learn(Arc::new(site), NOW);

    assert!(!Arc::ptr_eq(&after.schema, &other.schema));
}
