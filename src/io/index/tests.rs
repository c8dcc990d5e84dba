use std::time::{Duration, SystemTime};

use proptest::prelude::*;

use super::*;

struct Case {
    folder: tempfile::TempDir,
    index: Index,
    site: Site,
}

fn alone(root: &Path) -> Bounds {
    Bounds::new(root.canonicalize().unwrap(), Vec::new())
}

fn case() -> Case {
    let folder = tempfile::tempdir().unwrap();
    for path in ["content/posts", "content/drafts", "public", "outside"] {
        fs::create_dir_all(folder.path().join(path)).unwrap();
    }
    fs::write(folder.path().join("hugo.yaml"), "title: T\n").unwrap();
    let (index, site) = Index::open(&alone(folder.path()));
    Case {
        folder,
        index,
        site,
    }
}

impl Case {
    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(path)
    }

    fn write(&self, path: &str, content: &str) -> PathBuf {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn refresh(&mut self, paths: &[PathBuf]) -> Vec<String> {
        let changes = self.index.refresh(paths);
        let told = changes.iter().map(|(path, entry)| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match entry {
                Some(entry) => format!("{name}: {}", entry.title),
                None => format!("{name} is gone"),
            }
        });
        let told = told.collect();
        self.site.update(changes);
        told
    }
}

#[test]
fn a_file_outside_of_the_content_is_no_article() {
    let mut case = case();
    let readme = case.write("README.md", "");

    assert_eq!(case.refresh(&[readme]), [] as [&str; 0]);
}

#[test]
fn a_folder_that_comes_and_goes_is_told_by_its_articles() {
    let mut case = case();
    let article = case.write("content/new/a.md", "---\ntitle: A\n---\n");
    let folder = case.path("content/new");

    assert_eq!(case.refresh(std::slice::from_ref(&folder)), ["a.md: A"]);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(case.refresh(&[folder, article]), ["a.md is gone"]);
}

#[test]
fn a_look_at_everything_reads_only_what_changed() {
    let mut case = case();
    let root = case.path("");
    let hour_ago = SystemTime::now() - Duration::from_hours(1);
    for name in ["a", "b"] {
        let path = case.write(&format!("content/{name}.md"), "---\ntitle: T\n---\n");
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(hour_ago).unwrap();
    }
    case.refresh(std::slice::from_ref(&root));

    case.write("content/b.md", "---\ntitle: B!\n---\n");

    assert_eq!(case.refresh(&[root]), ["b.md: B!"]);
}

#[test]
fn of_a_large_site_a_part_is_told_while_others_are_read() {
    let case = case();
    for number in 0..FIRST_SHOWN + 100 {
        let day = number % 28 + 1;
        let text = format!("---\ntitle: T{number}\ndate: 2026-01-{day:02}\n---\n");
        fs::write(case.path(&format!("content/posts/{number}.md")), text).unwrap();
    }
    let parts = std::cell::RefCell::new(Vec::new());
    let tell = |read: ReadSoFar| parts.borrow_mut().extend(read.part);

    let bounds = alone(&case.path(""));
    let folders = Folders::within(case.folder.path().join("home"));
    let site = Index::open_kept(&bounds, &folders, &tell).site;

    let parts = parts.into_inner();
    let [part] = parts.as_slice() else {
        panic!("{} parts", parts.len())
    };
    assert_eq!(part.articles.len(), FIRST_SHOWN);
    // In their order, with what the site makes of them.
    let all = site.articles.iter();
    let of_part = all.filter(|entry| part.has_page(&entry.path));
    assert!(of_part.eq(part.articles.iter()));
    assert!(site.revision > part.revision);
}

#[test]
fn new_rules_of_what_is_ignored_hide_and_show_articles() {
    let mut case = case();
    case.write("content/drafts/d.md", "---\ntitle: D\n---\n");
    let root = case.path("");
    case.refresh(&[root]);

    let rules = case.write(".gitignore", "drafts/\n");
    assert_eq!(case.refresh(std::slice::from_ref(&rules)), ["d.md is gone"]);
    fs::remove_file(&rules).unwrap();
    assert_eq!(case.refresh(&[rules]), ["d.md: D"]);
}

#[test]
fn the_settings_of_a_site_are_told_from_other_files() {
    let root = Path::new("/site");

    assert!(is_settings(root, Path::new("/site/hugo.toml")));
    assert!(!is_settings(root, Path::new("/site/content/hugo.toml")));
    assert!(is_settings(
        root,
        Path::new("/site/config/_default/params.toml")
    ));
    assert!(!is_settings(root, Path::new("/site/README.md")));
}

/// What another program does to the site. Names come from a few, so that they meet.
#[derive(Clone, Debug)]
enum Deed {
    Write(String, u8),
    Remove(String),
    Rename(String, String),
    Link(String),
    Ignore(bool),
}

fn name() -> impl Strategy<Value = String> {
    let folder = prop::sample::select(vec![
        "content",
        "content/posts",
        "content/posts/deep",
        "content/drafts",
        "content/.hidden",
        "public",
        "outside",
    ]);
    let file = prop::sample::select(vec!["", "/a.md", "/b.md", "/index.markdown", "/c.txt"]);
    (folder, file).prop_map(|(folder, file)| format!("{folder}{file}"))
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (name(), any::<u8>()).prop_map(|(name, title)| Deed::Write(name, title)),
        2 => name().prop_map(Deed::Remove),
        3 => (name(), name()).prop_map(|(from, to)| Deed::Rename(from, to)),
        1 => name().prop_map(Deed::Link),
        1 => any::<bool>().prop_map(Deed::Ignore),
    ]
}

/// Does it, if it can be done, and returns the paths that a watcher would name.
fn perform(case: &Case, deed: &Deed) -> Vec<PathBuf> {
    match deed {
        Deed::Write(name, title) => {
            let path = case.path(name);
            let above = path.parent().unwrap();
            let first_new = above.ancestors().take_while(|it| !it.exists()).last();
            let first_new = first_new.map(Path::to_owned);
            if path.extension().is_some() && fs::create_dir_all(above).is_ok() {
                fs::write(&path, format!("---\ntitle: {title}\n---\n")).ok();
            } else {
                fs::create_dir_all(&path).ok();
            }
            first_new.into_iter().chain([path]).collect()
        }
        Deed::Remove(name) => {
            let path = case.path(name);
            if name != "content" {
                fs::remove_dir_all(&path)
                    .or_else(|_file| fs::remove_file(&path))
                    .ok();
            }
            vec![path]
        }
        Deed::Rename(from, to) => {
            let (from, to) = (case.path(from), case.path(to));
            if from != case.path("content") {
                fs::rename(&from, &to).ok();
            }
            vec![from, to]
        }
        Deed::Link(name) => {
            let path = case.path(name);
            #[cfg(unix)]
            std::os::unix::fs::symlink(case.path("outside"), &path).ok();
            vec![path]
        }
        Deed::Ignore(is_ignored) => {
            let path = case.path(".gitignore");
            let rules = if *is_ignored { "drafts/\nb.md\n" } else { "" };
            fs::write(&path, rules).unwrap();
            vec![path]
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_list_stays_equal_to_the_disk(
        deeds in prop::collection::vec((deed(), any::<bool>()), 1..24)
    ) {
        let mut case = case();
        let mut named = Vec::new();
        for (deed, settles) in deeds {
            named.extend(perform(&case, &deed));
            if settles {
                case.refresh(&std::mem::take(&mut named));
            }
        }
        case.refresh(&named);

        let (_, fresh) = Index::open(&alone(&case.path("")));
        prop_assert_eq!(case.site.articles, fresh.articles);
    }

    #[test]
    fn a_look_at_everything_makes_up_for_all_that_was_missed(
        deeds in prop::collection::vec(deed(), 1..24)
    ) {
        let mut case = case();
        for deed in deeds {
            perform(&case, &deed);
        }
        let root = case.path("").canonicalize().unwrap();
        case.refresh(std::slice::from_ref(&root));

        let (_, fresh) = Index::open(&alone(&root));
        prop_assert_eq!(case.site.articles, fresh.articles);
    }
}
