//! Repositories that want to start something.

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::PathBuf,
    time::SystemTime,
};

use kopij::{
    io::git::{self, changed_since, committed},
    model::{
        git::{commit::NotMade, program::Allowed},
        words,
    },
};

use super::{ARTICLE, TestRepository};

/// A repository in which each way that git can start a program starts one that leaves a mark.
struct Hostile {
    repository: TestRepository,
    mark: PathBuf,
    evil: PathBuf,
}

impl Hostile {
    fn new() -> Option<Self> {
        let repository = TestRepository::new()?;
        let mark = repository.beside("started");
        let evil = repository.beside("evil.sh");
        fs::write(&evil, format!("#!/bin/sh\ntouch {}\ncat\n", mark.display())).unwrap();
        fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).unwrap();
        Some(Self {
            repository,
            mark,
            evil,
        })
    }

    /// Settings of the repository, with the name of the program for `RUN`.
    fn set(&self, settings: &str) {
        let settings = settings.replace("RUN", &self.evil.display().to_string());
        let config = self.repository.root().join(".git/config");
        let before = fs::read_to_string(&config).unwrap();
        fs::write(config, before + &settings).unwrap();
    }

    fn hooks(&self, folder: &str, names: &[&str]) {
        let folder = self.repository.root().join(folder);
        fs::create_dir_all(&folder).unwrap();
        for name in names {
            symlink(&self.evil, folder.join(name)).unwrap();
        }
    }

    /// Every way of reading there is.
    fn read(&self) {
        let repository = &self.repository;
        let opened = repository.opened();
        let file = repository.root().join(ARTICLE);
        opened.status(&[]).unwrap();
        opened.status(&[ARTICLE.as_ref()]).unwrap();
        opened.inspect().unwrap();
        opened.subjects("content".as_ref(), 20).unwrap();
        opened.ignored(&[ARTICLE.as_ref()]).unwrap();
        committed(&file).unwrap().unwrap();
        git::committed_at(&opened, ARTICLE.as_ref())
            .unwrap()
            .unwrap();
        changed_since(&repository.root(), "HEAD").unwrap().unwrap();
        assert!(!self.mark.exists(), "reading started something");
    }

    /// A commit is asked about, and starts nothing before that, nor without.
    fn asks(&self) {
        let commit = |programs| {
            self.repository
                .commit_as(&[ARTICLE], |plan| plan.programs = programs)
        };
        let asked = commit(Allowed::Unsaid);
        assert!(matches!(asked, Err(NotMade::Programs(_))), "{asked:?}");
        assert!(
            !self.mark.exists(),
            "it started something before it was asked"
        );
    }

    /// The article with the same size at another time: git would look at what it holds.
    fn touch(&self) {
        let file = self.repository.root().join(ARTICLE);
        let text = fs::read_to_string(&file).unwrap().replace("One", "Eno");
        fs::write(&file, text).unwrap();
        let file = fs::File::options().write(true).open(file).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
}

/// Each with whether a commit without it goes through.
const WAYS: [(&str, bool); 12] = [
    ("[core]\n fsmonitor = RUN\n", true),
    ("[core]\n sshCommand = RUN\n askPass = RUN\n", true),
    (
        "[core]\n alternateRefsCommand = RUN\n gitProxy = RUN\n",
        true,
    ),
    ("[filter \"evil\"]\n clean = RUN\n smudge = RUN\n", false),
    (
        "[filter \"evil\"]\n process = RUN\n required = true\n",
        false,
    ),
    (
        "[diff]\n external = RUN\n[diff \"evil\"]\n textconv = RUN\n command = RUN\n",
        true,
    ),
    (
        "[gpg]\n program = RUN\n[log]\n showSignature = true\n",
        true,
    ),
    ("[credential]\n helper = RUN\n", true),
    (
        "[remote \"origin\"]\n url = ext::RUN\n promisor = true\n uploadpack = RUN\n",
        true,
    ),
    ("[gc]\n recentObjectsHook = RUN\n", true),
    ("[merge \"evil\"]\n driver = RUN\n", true),
    (
        "[hook \"evil\"]\n command = RUN\n event = pre-commit\n",
        true,
    ),
];

#[test]
fn no_setting_starts_anything_while_reading_and_a_commit_is_asked_about_each() {
    for (settings, goes_without) in WAYS {
        let Some(hostile) = Hostile::new() else {
            return;
        };
        let attributes = "* filter=evil diff=evil merge=evil\n";
        hostile.repository.write(".gitattributes", attributes);
        hostile.set(settings);
        hostile.touch();

        hostile.read();
        hostile.asks();

        let without = hostile
            .repository
            .commit_as(&[ARTICLE], |plan| plan.programs = Allowed::None);
        assert_eq!(without.is_ok(), goes_without, "{settings}: {without:?}");
        assert!(!hostile.mark.exists(), "{settings}");
    }
}

#[test]
fn pagers_editors_and_other_names_of_commands_start_nothing_at_all() {
    let Some(hostile) = Hostile::new() else {
        return;
    };
    hostile.set(
        "[core]\n pager = RUN\n editor = RUN\n[pager]\n status = RUN\n log = RUN\n config = RUN\n\
         [sequence]\n editor = RUN\n[interactive]\n diffFilter = RUN\n\
         [alias]\n status = !RUN\n commit = !RUN\n rev-parse = !RUN\n add = !RUN\n",
    );
    hostile.touch();

    hostile.read();
    hostile.repository.commit(&[ARTICLE]).unwrap();

    assert!(!hostile.mark.exists());
}

#[test]
fn hooks_are_found_wherever_they_lie() {
    for (folder, setting) in [
        (".git/hooks", ""),
        ("hooks", "[core]\n hooksPath = hooks\n"),
        (".husky/_", "[core]\n hooksPath = .husky/_\n"),
    ] {
        let Some(hostile) = Hostile::new() else {
            return;
        };
        hostile.set(setting);
        let names = [
            "pre-commit",
            "post-commit",
            "post-index-change",
            "reference-transaction",
        ];
        hostile.hooks(folder, &names);
        hostile.touch();

        hostile.read();
        hostile.asks();

        let without = hostile
            .repository
            .commit_as(&[ARTICLE], |plan| plan.programs = Allowed::None);
        without.unwrap();
        assert!(!hostile.mark.exists(), "{folder}");
    }
}

#[test]
fn a_script_beside_the_hooks_counts_among_them() {
    let Some(hostile) = Hostile::new() else {
        return;
    };
    hostile.set("[core]\n hooksPath = .husky/_\n");
    hostile.hooks(".husky/_", &["pre-commit"]);
    hostile.repository.write(".husky/pre-commit", "npm test\n");
    let opened = hostile.repository.opened();
    let before = opened.inspect().unwrap();

    hostile
        .repository
        .write(".husky/pre-commit", "npm test; evil\n");

    let after = opened.inspect().unwrap();
    assert_eq!(before.programs, after.programs);
    assert_ne!(before.mark, after.mark);
}

#[test]
fn settings_that_others_include_are_found() {
    let Some(hostile) = Hostile::new() else {
        return;
    };
    let other = "[core]\n fsmonitor = RUN\n".replace("RUN", &hostile.evil.display().to_string());
    hostile.repository.write("more.conf", other);
    hostile.set("[include]\n path = ../more.conf\n");
    hostile.touch();

    hostile.read();
    hostile.asks();
}

#[test]
fn a_repository_whose_files_are_elsewhere_is_not_read() {
    let Some(hostile) = Hostile::new() else {
        return;
    };
    let elsewhere = hostile.repository.beside("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    hostile.set(&format!("[core]\n worktree = {}\n", elsewhere.display()));

    let found = git::Repository::around(&hostile.repository.root());

    let why = words::of(&found.unwrap_err());
    assert!(why.contains("elsewhere"), "{why}");
}

#[test]
fn a_bare_repository_within_is_never_the_nearest_one() {
    let Some(hostile) = Hostile::new() else {
        return;
    };
    let repository = &hostile.repository;
    let bare = repository.root().join("content/bare");
    repository.line(&format!("clone -q --bare . {}", bare.display()));
    let evil = hostile.evil.display();
    let config = format!("[core]\n bare = false\n worktree = ..\n fsmonitor = {evil}\n");
    fs::write(bare.join("config"), config).unwrap();
    fs::write(bare.join("a.md"), "text").unwrap();

    let opened = repository.opened_at(&bare.join("a.md"));

    assert_eq!(opened.work_tree(), repository.root());
    opened.status(&[]).unwrap();
    assert!(!hostile.mark.exists());
}
