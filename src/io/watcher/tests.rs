use std::{fs, sync::Arc};

use super::*;

struct Watched {
    folder: tempfile::TempDir,
    events: mpsc::Receiver<Event>,
    watcher: Watcher,
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("public/deep")).unwrap();
    fs::write(folder.path().join("hugo.yaml"), "").unwrap();
    folder
}

fn watch() -> Watched {
    watch_for(folder(), usize::MAX)
}

fn watch_for(folder: tempfile::TempDir, max_folders: usize) -> Watched {
    let (sender, events) = EventSender::new(Arc::new(|| {}));
    let root = folder.path().canonicalize().unwrap();
    let watcher = Watcher::start_with(root, sender, QUICK, |root, news| {
        System::start_for(max_folders, root, news)
    });
    Watched {
        folder,
        events,
        watcher: watcher.unwrap(),
    }
}

/// For the tests of what is looked at again and again.
const QUICK: Duration = Duration::from_millis(20);
const SILENCE: Duration = Duration::from_millis(700);

impl Watched {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    fn next(&self) -> Option<Vec<PathBuf>> {
        match self.events.recv_timeout(Duration::from_secs(5)) {
            Ok(Event::Watch(WatchEvent::Changed { paths })) => Some(paths),
            Ok(other) => panic!("{other:?}"),
            Err(_) => None,
        }
    }

    /// Waits until this path, or what stands for it, is named.
    #[track_caller]
    fn wait_for(&self, path: &Path) {
        while let Some(paths) = self.next() {
            if paths.iter().any(|named| path.starts_with(named)) {
                return;
            }
        }
        panic!("never named: {}", path.display());
    }

    #[track_caller]
    fn check_silent(&self) {
        let told = self.events.recv_timeout(SILENCE);
        assert!(told.is_err(), "{told:?}");
    }
}

#[test]
fn a_written_file_is_reported_once() {
    let watched = watch();

    fs::write(watched.path("a.md"), "one").unwrap();
    fs::write(watched.path("a.md"), "two").unwrap();

    assert_eq!(watched.next(), Some(vec![watched.path("a.md")]));
    watched.check_silent();
}

#[test]
fn a_file_put_in_place_by_a_rename_is_reported() {
    let watched = watch();
    fs::write(watched.path("new"), "new").unwrap();
    watched.next();

    fs::rename(watched.path("new"), watched.path("a.md")).unwrap();

    assert!(watched.next().unwrap().contains(&watched.path("a.md")));
}

#[test]
fn reading_and_what_hugo_builds_raise_nothing() {
    let watched = watch();
    fs::write(watched.path("a.md"), "one").unwrap();
    watched.next();

    fs::read(watched.path("a.md")).unwrap();
    fs::write(watched.path("public/a.html"), "built").unwrap();
    fs::write(watched.path("public/deep/a.html"), "built").unwrap();

    watched.check_silent();
}

#[test]
fn what_the_settings_say_is_made_is_left_out_and_nothing_else() {
    let watched = watch();
    fs::write(watched.path("hugo.yaml"), "publishDir: docs\n").unwrap();
    watched.next();
    fs::create_dir_all(watched.path("docs")).unwrap();

    fs::write(watched.path("docs/a.html"), "built").unwrap();
    watched.check_silent();

    fs::write(watched.path("public/a.md"), "written").unwrap();
    assert_eq!(watched.next(), Some(vec![watched.path("public/a.md")]));
}

#[test]
fn a_folder_that_is_moved_in_is_named_and_watched() {
    let watched = watch();
    let outside = tempfile::tempdir_in(watched.folder.path().parent().unwrap()).unwrap();
    fs::create_dir_all(outside.path().join("in/deep")).unwrap();
    fs::write(outside.path().join("in/deep/a.md"), "").unwrap();

    fs::rename(outside.path().join("in"), watched.path("in")).unwrap();
    assert_eq!(watched.next(), Some(vec![watched.path("in")]));

    fs::write(watched.path("in/deep/a.md"), "more").unwrap();
    assert_eq!(watched.next(), Some(vec![watched.path("in/deep/a.md")]));
}

#[test]
fn a_renamed_folder_is_watched_under_its_new_name() {
    let watched = watch();
    fs::create_dir_all(watched.path("old/deep")).unwrap();
    watched.wait_for(&watched.path("old"));
    fs::rename(watched.path("old"), watched.path("new")).unwrap();
    watched.wait_for(&watched.path("new"));

    fs::write(watched.path("new/deep/a.md"), "").unwrap();

    watched.wait_for(&watched.path("new/deep/a.md"));
}

#[test]
fn a_site_that_is_deleted_and_made_again_is_watched_again() {
    let watched = watch();
    let site = watched.path("");
    fs::create_dir_all(site.join("posts")).unwrap();
    watched.wait_for(&site.join("posts"));

    for number in 0..3 {
        fs::remove_dir_all(&site).unwrap();
        watched.wait_for(&site);
        fs::create_dir_all(site.join("posts")).unwrap();
        watched.wait_for(&site);
        // What was said while it was made again.
        while watched.events.recv_timeout(SILENCE).is_ok() {}

        let article = site.join(format!("posts/{number}.md"));
        fs::write(&article, "").unwrap();
        assert_eq!(watched.next(), Some(vec![article]));
    }
}

#[test]
fn a_site_that_is_moved_away_and_comes_back_is_watched_again() {
    let watched = watch();
    let site = watched.path("");
    let away = tempfile::tempdir_in(site.parent().unwrap()).unwrap();

    fs::rename(&site, away.path().join("site")).unwrap();
    watched.wait_for(&site);
    fs::rename(away.path().join("site"), &site).unwrap();
    watched.wait_for(&site);
    while watched.events.recv_timeout(SILENCE).is_ok() {}

    fs::write(site.join("public.md"), "").unwrap();
    assert_eq!(watched.next(), Some(vec![site.join("public.md")]));
}

#[test]
fn a_file_in_a_folder_that_is_made_in_the_same_moment_is_not_missed() {
    let watched = watch();

    for number in 0..20 {
        let folder = watched.path(&format!("{number}/deep/er"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.md"), "").unwrap();
    }

    let mut named: Vec<PathBuf> = Vec::new();
    for number in 0..20 {
        let file = watched.path(&format!("{number}/deep/er/a.md"));
        while !named.iter().any(|path| file.starts_with(path)) {
            named.extend(watched.next().unwrap());
        }
    }
}

#[test]
fn the_rules_of_what_is_ignored_are_watched_and_other_hidden_files_are_not() {
    let watched = watch();

    fs::write(watched.path(".hidden"), "").unwrap();
    fs::write(watched.path(".gitignore"), "").unwrap();

    assert_eq!(watched.next(), Some(vec![watched.path(".gitignore")]));
}

#[test]
fn a_system_that_watches_too_few_folders_is_made_up_for_by_looking() {
    let folder = folder();
    for number in 0..301 {
        fs::create_dir(folder.path().join(number.to_string())).unwrap();
    }
    let watched = watch_for(folder, 100);

    let told = watched.events.recv_timeout(Duration::from_secs(5));
    assert!(
        matches!(
            told,
            Ok(Event::Watch(WatchEvent::Polled {
                reason: WatchError::Limit,
                ..
            }))
        ),
        "{told:?}"
    );
    for number in [0, 100, 300] {
        let path = watched.path(&format!("{number}/a.md"));
        fs::write(&path, "").unwrap();
        watched.wait_for(&path);
    }
}

/// At the real pace, with `KOPIJ_LONG=1`: every folder is seen within eleven seconds.
#[test]
fn at_the_real_pace_every_folder_beyond_the_limit_is_seen_in_time() {
    if std::env::var_os("KOPIJ_LONG").is_none() {
        crate::io::skip::without("eleven seconds are for KOPIJ_LONG");
        return;
    }
    let folder = folder();
    for number in 0..301 {
        fs::create_dir(folder.path().join(number.to_string())).unwrap();
    }
    let (sender, events) = EventSender::new(Arc::new(|| {}));
    let root = folder.path().canonicalize().unwrap();
    let started = Watcher::start_with(root, sender, PACE, |root, news| {
        System::start_for(100, root, news)
    });
    let watched = Watched {
        folder,
        events,
        watcher: started.unwrap(),
    };
    watched.events.recv_timeout(SILENCE).unwrap();

    let written = Instant::now();
    let mut left: BTreeSet<PathBuf> = (0..301)
        .map(|number| watched.path(&format!("{number}/a.md")))
        .collect();
    for path in &left {
        fs::write(path, "").unwrap();
    }
    while !left.is_empty() {
        let told = watched.events.recv_timeout(2 * 10 * PACE).unwrap();
        let named = match told {
            Event::Watch(WatchEvent::Changed { paths }) => paths,
            Event::Watch(WatchEvent::ManyChanged { root, .. }) => vec![root],
            other => panic!("{other:?}"),
        };
        left.retain(|path| !named.iter().any(|named| path.starts_with(named)));
    }

    let took = written.elapsed();
    assert!(took < 11 * PACE, "{took:?}");
}

#[test]
fn an_open_article_is_looked_at_more_often() {
    let watched = watch_for(folder(), 0);
    let path = watched.path("a.md");
    fs::write(&path, "one").unwrap();
    watched.watcher.follow(vec![path.clone()]);
    let told = watched.events.recv_timeout(Duration::from_secs(5));
    assert!(
        matches!(told, Ok(Event::Watch(WatchEvent::Polled { .. }))),
        "{told:?}"
    );
    thread::sleep(3 * QUICK);

    fs::write(&path, "changed").unwrap();

    let mut told = watched.next();
    while told != Some(vec![path.clone()]) {
        assert!(told.is_some(), "it was never named by itself");
        told = watched.next();
    }
}

/// A source of hints that says what the test wants.
struct Said;

impl Hints for Said {
    fn add(&mut self, _folder: &Path, _left_out: &LeftOut) -> Result<(), WatchError> {
        Ok(())
    }

    fn renew(&mut self) -> Result<(), WatchError> {
        Ok(())
    }
}

struct Told {
    folder: tempfile::TempDir,
    news: mpsc::Sender<News>,
    events: mpsc::Receiver<Event>,
    _watcher: Watcher,
}

fn told_by_a_test() -> Told {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let (sender, events) = EventSender::new(Arc::new(|| {}));
    let root = folder.path().to_owned();
    let mut news = None;
    let watcher = Watcher::start_with(root, sender, QUICK, |_, sender| {
        news = Some(sender);
        Ok(Said)
    });
    Told {
        folder,
        news: news.unwrap(),
        events,
        _watcher: watcher.unwrap(),
    }
}

impl Told {
    fn say(&self, names: impl IntoIterator<Item = String>) {
        let paths = names.into_iter().map(|name| self.folder.path().join(name));
        self.news.send(News::Paths(paths.collect())).unwrap();
    }

    fn next(&self) -> Event {
        self.events.recv_timeout(Duration::from_secs(5)).unwrap()
    }
}

#[test]
fn very_many_paths_are_told_as_one() {
    let told = told_by_a_test();

    for number in 0..1000 {
        told.say([format!("{number}.md")]);
    }

    let event = told.next();
    assert!(
        matches!(
            event,
            Event::Watch(WatchEvent::ManyChanged { count: 1000, .. })
        ),
        "{event:?}"
    );
    assert!(told.events.recv_timeout(SILENCE).is_err());
}

#[test]
fn while_git_works_nothing_is_told() {
    let told = told_by_a_test();
    let lock = told.folder.path().join(".git/index.lock");
    fs::write(&lock, "").unwrap();

    told.say(["a.md".to_owned()]);
    assert!(told.events.recv_timeout(SILENCE).is_err());
    told.say(["b.md".to_owned()]);
    fs::remove_file(lock).unwrap();

    let Event::Watch(WatchEvent::Changed { paths }) = told.next() else {
        panic!("the paths are told");
    };
    assert_eq!(paths.len(), 2);
}

#[test]
fn a_lock_that_git_left_behind_holds_nothing_back() {
    let told = told_by_a_test();
    let lock = fs::File::create(told.folder.path().join(".git/index.lock")).unwrap();
    lock.set_modified(SystemTime::now() - Duration::from_mins(2))
        .unwrap();

    told.say(["a.md".to_owned()]);

    let told_at = Instant::now();
    assert!(matches!(
        told.next(),
        Event::Watch(WatchEvent::Changed { .. })
    ));
    assert!(told_at.elapsed() < AT_MOST_OF_MANY / 2);
}

#[test]
fn after_an_overflow_everything_is_looked_at() {
    let told = told_by_a_test();

    told.news.send(News::Lost).unwrap();

    let Event::Watch(WatchEvent::Changed { paths }) = told.next() else {
        panic!("the root is told");
    };
    assert_eq!(paths, [told.folder.path()]);
}

#[test]
fn steady_news_is_not_held_back() {
    let told = told_by_a_test();
    let began = Instant::now();
    let mut count = 0;

    while began.elapsed() < 4 * AT_MOST {
        told.say(["a.md".to_owned()]);
        thread::sleep(QUIET / 5);
        count += told.events.try_iter().count();
    }

    assert!(count >= 2, "{count} in {:?}", began.elapsed());
}

#[test]
fn a_working_tree_of_its_own_has_its_lock_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join("tree");
    fs::create_dir_all(tree.join("content")).unwrap();
    fs::write(tree.join(".git"), "gitdir: ../repo/.git/worktrees/tree\n").unwrap();

    let lock = git_lock(&tree.join("content")).unwrap();

    assert!(lock.ends_with("repo/.git/worktrees/tree/index.lock"));
}
