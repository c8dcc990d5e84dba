use std::time::{Duration, SystemTime};

use proptest::{collection::vec, prelude::any, prop_assert_eq, proptest, test_runner::Config};

use super::*;
use crate::io::{
    beneath::Bounds,
    index::{Index, Opened, Rest},
    scan,
};

/// A site, and the folders of one who opens it.
struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new(articles: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let case = Self { folder };
        fs::create_dir_all(case.root().join("content/posts")).unwrap();
        fs::write(case.root().join("hugo.toml"), "title = 'T'\n").unwrap();
        for number in 0..articles {
            case.write(
                number,
                &format!("---\ntitle: T{number}\ndate: 2026-01-01\n---\n"),
            );
        }
        case
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("site")
    }

    fn path(&self, number: usize) -> PathBuf {
        self.root().join(format!("content/posts/{number}.md"))
    }

    /// Long ago, so that its stamp shows the next change.
    fn write(&self, number: usize, text: &str) {
        let path = self.path(number);
        fs::write(&path, text).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        let hour_ago = SystemTime::now() - Duration::from_hours(1);
        file.set_modified(hour_ago).unwrap();
    }

    fn folders(&self) -> Folders {
        Folders::within(self.folder.path().join("home"))
    }

    fn bounds(&self) -> Bounds {
        Bounds::new(self.root(), Vec::new())
    }

    fn open(&self) -> Opened {
        Index::open_kept(&self.bounds(), &self.folders(), &|_| {})
    }

    /// As a window does it: the site as it is shown first, and when all is done.
    fn start(&self) -> (Site, Site) {
        let opened = self.open();
        let first = opened.site.clone();
        (first, self.finish(opened).1)
    }

    /// What a window does with a site that is shown.
    fn finish(&self, opened: Opened) -> (Index, Site) {
        let Opened {
            mut index,
            mut site,
            rest,
        } = opened;
        match rest {
            Rest::Nothing => {}
            Rest::Keep(sealed) => sealed.write(),
            Rest::LookAt(kept) => {
                let Some((changes, sealed)) = index.catch_up(kept) else {
                    return Index::open(&self.bounds());
                };
                site.update(changes);
                if let Some(sealed) = sealed {
                    sealed.write();
                }
            }
        }
        (index, site)
    }

    fn fresh(&self) -> Site {
        Index::open(&self.bounds()).1
    }

    fn cache(&self) -> PathBuf {
        let mut files = fs::read_dir(self.folders().cache.join("index")).unwrap();
        files.next().unwrap().unwrap().path()
    }

    fn is_kept(&self) -> bool {
        matches!(self.open().rest, Rest::LookAt(_))
    }
}

#[test]
fn the_second_start_shows_the_site_before_it_looks_at_the_disk() {
    let case = Case::new(3);
    let (first, _) = case.start();
    case.write(1, "---\ntitle: Other\n---\n");
    fs::remove_file(case.path(2)).unwrap();

    let (shown, done) = case.start();

    assert_eq!(shown.articles, first.articles);
    assert_eq!(done.articles, case.fresh().articles);
    let (shown, _) = case.start();
    assert_eq!(shown.articles, case.fresh().articles);
}

#[test]
fn an_article_with_a_fault_is_there_after_the_look_and_keeps_nobody_from_the_rest() {
    let case = Case::new(2);
    case.write(5, "---\ntitle: [\n---\n");
    case.start();

    let (shown, done) = case.start();

    assert_eq!((shown.articles.len(), done.articles.len()), (2, 3));
    assert_eq!(done.articles, case.fresh().articles);
    let before = fs::metadata(case.cache()).unwrap().modified().unwrap();
    case.start();
    let after = fs::metadata(case.cache()).unwrap().modified().unwrap();
    assert_eq!(before, after, "nothing that is kept has changed");
}

#[test]
fn what_was_kept_for_other_settings_or_another_folder_is_not_used() {
    let case = Case::new(2);
    case.start();
    assert!(case.is_kept());

    fs::write(
        case.root().join("hugo.toml"),
        "[taxonomies]\nword = 'words'\n",
    )
    .unwrap();
    assert!(!case.is_kept());
    case.start();
    assert!(case.is_kept());

    let (there, aside) = (case.root(), case.folder.path().join("aside"));
    fs::rename(&there, &aside).unwrap();
    fs::create_dir_all(there.join("content/posts")).unwrap();
    fs::copy(aside.join("hugo.toml"), there.join("hugo.toml")).unwrap();
    assert!(!case.is_kept());
}

#[test]
fn where_nothing_can_be_kept_the_site_is_read() {
    let case = Case::new(2);
    fs::write(case.folder.path().join("home"), "in the way").unwrap();

    case.start();
    let (shown, done) = case.start();

    assert_eq!(shown.articles, case.fresh().articles);
    assert_eq!(done.articles, shown.articles);
}

#[test]
fn what_another_version_kept_is_not_used() {
    let case = Case::new(2);
    case.start();
    let site = scan::site_without_articles(&case.bounds());
    let cache = IndexCache::of(&case.folders(), &site);
    let kept = cache.load().unwrap();
    for version in [VERSION - 1, VERSION + 1] {
        let mut record = RecordWriter::new(MAGIC, version);
        record.array(cache.grounds);
        record.bytes(&kept.shapes.packed());
        record.bytes(&kept.pieces);
        fs::write(case.cache(), record.seal()).unwrap();

        assert!(!case.is_kept());
    }
    let (_, done) = case.start();
    assert_eq!(done.articles, case.fresh().articles);
    assert!(case.is_kept());
}

#[test]
fn where_a_folder_lies_in_the_place_of_what_is_kept_the_site_is_read() {
    let case = Case::new(2);
    case.start();
    let file = case.cache();
    fs::remove_file(&file).unwrap();
    fs::create_dir_all(file.join("in the way")).unwrap();

    let (shown, _) = case.start();

    assert_eq!(shown.articles, case.fresh().articles);
    assert!(!case.is_kept() && file.is_dir());
}

#[test]
fn what_is_kept_names_no_file_outside_of_the_content() {
    let case = Case::new(0);
    let site = case.fresh();
    let cache = IndexCache::of(&case.folders(), &site);
    for below in ["../a.md", "/etc/a.md", "", "posts/../../a.md", "./a.md/.."] {
        let mut piece = Packer::default();
        piece.text(below);
        let entry = Entry::read(Path::new("a.md"), "---\ntitle: A\n---\n");
        let mut shapes = KeptShapes::default();
        assert!(
            Stamp::of(&case.root().join("hugo.toml"))
                .unwrap()
                .pack(&mut piece)
        );
        assert!(entry.pack(&mut piece, &mut shapes));
        let mut pieces = Packer::default();
        pieces.bytes(&piece.packed());
        let sealed = cache.sealed(&shapes, &pieces.packed());
        sealed.write();

        let kept = cache.load().unwrap();
        assert!(kept.entries().is_none(), "{below}");
    }
}

#[test]
fn what_was_written_longest_ago_makes_room() {
    let folder = tempfile::tempdir().unwrap();
    for (name, age) in [("old", 3), ("new", 1)] {
        let path = folder.path().join(name);
        fs::write(&path, [0; 100]).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_hours(age))
            .unwrap();
    }

    folders::keep_newest(folder.path(), 150);

    assert!(folder.path().join("new").exists() && !folder.path().join("old").exists());
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]

    #[test]
    fn the_list_is_as_a_fresh_one_after_any_deeds_between_starts(
        deeds in vec((0..5_usize, 0..6_u8, any::<bool>()), 1..12),
    ) {
        let case = Case::new(3);
        for (number, deed, starts) in deeds {
            let path = case.path(number);
            match deed {
                0 => { fs::remove_file(path).ok(); }
                1 => case.write(number, "---\ntitle: [\n---\n"),
                2 => fs::write(path, "---\ntitle: Just now\n---\n").unwrap(),
                3 => { fs::rename(path, case.path(number + 1)).ok(); }
                _ => case.write(number, &format!("---\ntitle: D{deed}\ntags: [a{deed}]\n---\n")),
            }
            if starts {
                let (_, done) = case.start();
                prop_assert_eq!(done.articles, case.fresh().articles);
            }
        }
        let (_, done) = case.start();
        prop_assert_eq!(done.articles, case.fresh().articles);
    }

    #[test]
    fn two_windows_that_keep_one_site_do_each_other_no_harm(
        deeds in vec((0..5_usize, 0..4_u8, any::<bool>()), 1..10),
    ) {
        let case = Case::new(3);
        let mut windows: Vec<Opened> = Vec::new();
        for (number, deed, is_first) in deeds {
            match deed {
                0 => { fs::remove_file(case.path(number)).ok(); }
                1 => case.write(number, &format!("---\ntitle: D{number}{is_first}\n---\n")),
                // One starts, and another, or itself, is done with its look.
                2 => windows.push(case.open()),
                _ => {
                    let at = if is_first { 0 } else { windows.len().saturating_sub(1) };
                    if at < windows.len() {
                        let (mut index, mut site) = case.finish(windows.remove(at));
                        // What the watcher would name.
                        site.update(index.refresh(&[case.root()]));
                        prop_assert_eq!(site.articles, case.fresh().articles);
                    }
                }
            }
        }
        for window in windows {
            case.finish(window);
        }
        let (_, done) = case.start();
        prop_assert_eq!(done.articles, case.fresh().articles);
    }

    #[test]
    fn what_is_damaged_changes_nothing(at in any::<usize>(), byte in any::<u8>(), is_cut in any::<bool>()) {
        let case = Case::new(3);
        case.start();
        let mut bytes = fs::read(case.cache()).unwrap();
        let at = at % bytes.len();
        if is_cut {
            bytes.truncate(at);
        } else {
            bytes[at] = byte;
        }
        fs::write(case.cache(), bytes).unwrap();

        let (shown, done) = case.start();

        prop_assert_eq!(&shown.articles, &case.fresh().articles);
        prop_assert_eq!(done.articles, shown.articles);
    }
}
