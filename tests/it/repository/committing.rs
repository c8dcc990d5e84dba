//! What a commit does beside committing, and what it does not.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use kopij::{
    io::{
        git::{self, Repository},
        process::{Cancel, Program},
    },
    model::git::{
        commit::{NotMade, NotUndone, Plan},
        program::Allowed,
    },
};

use super::{ARTICLE, OTHER, TEXT, TestRepository};
use crate::support::skip::without_program;

#[test]
fn a_hook_that_adds_a_file_is_told_and_what_is_left_out_too() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    repository.hook("pre-commit", "echo list > list.txt; git add list.txt");
    repository.add_line(ARTICLE, "Three.");

    let made = repository.commit(&[ARTICLE, OTHER]).unwrap();

    assert_eq!(made.added, [Path::new("list.txt")]);
    assert!(made.left.is_empty(), "{:?}", made.left);
    assert_eq!(repository.last(), [ARTICLE, "list.txt"]);
}

#[test]
fn all_that_a_hook_prints_is_heard_and_kept_within_bounds() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    let script = "i=0; while [ $i -lt 20000 ]; do \
                  echo 'a line of sixty letters and more, so that it comes to much'; i=$((i+1)); done; exit 1";
    repository.hook("pre-commit", script);
    repository.add_line(ARTICLE, "Three.");

    let why = repository.commit(&[ARTICLE]).unwrap_err();

    let NotMade::Refused { words } = why else {
        panic!("{why}");
    };
    assert!(
        words.len() > 900_000 && words.len() < 1_100_000,
        "{}",
        words.len()
    );
}

#[test]
fn a_slow_hook_is_heard_as_it_goes_and_can_be_cancelled() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    repository.hook("pre-commit", "echo working; sleep 60");
    repository.write("content/n.md", TEXT);
    let before = (repository.kept_but(&[]), repository.status());
    let opened = repository.opened();
    let cancel = Cancel::default();
    let plan = Plan {
        paths: vec!["content/n.md".into()],
        message: "New".to_owned(),
        programs: Allowed::All(opened.inspect().unwrap().mark),
        ..Plan::default()
    };

    let hear = |line: &str| {
        if line == "working" {
            cancel.cancel();
        }
    };
    let made = git::commit(&opened, &plan, &hear, &cancel);

    assert_eq!(made, Err(NotMade::Cancelled));
    assert_eq!((repository.kept_but(&[]), repository.status()), before);
    assert!(!repository.root().join(".git/index.lock").exists());
}

#[test]
fn what_a_commit_leaves_running_goes_on() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    let mark = repository.beside("done");
    repository.hook(
        "post-commit",
        &format!("(sleep 0.5; echo x > {}) &", mark.display()),
    );
    repository.add_line(ARTICLE, "Three.");

    repository.commit(&[ARTICLE]).unwrap();

    for _ in 0..200 {
        if mark.exists() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("it was ended");
}

#[test]
fn a_commit_is_signed_as_its_owner_has_it() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    let key = repository.beside("key");
    let Some(keygen) = Program::find("ssh-keygen") else {
        without_program("it needs ssh-keygen");
        return;
    };
    let name = key.display().to_string();
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f", &name])
        .status();
    assert!(made.unwrap().success(), "{keygen:?}");
    for setting in [
        "gpg.format ssh",
        &format!("user.signingKey {name}.pub"),
        "commit.gpgSign true",
    ] {
        repository.line(&format!("config {setting}"));
    }
    repository.add_line(ARTICLE, "Three.");

    repository.commit(&[ARTICLE]).unwrap();

    let commit = repository.line("cat-file commit HEAD");
    assert!(commit.contains("BEGIN SSH SIGNATURE"), "{commit}");
}

#[test]
fn what_came_with_a_repository_is_asked_about_until_it_is_another() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    repository.hook("pre-commit", "exit 0");
    repository.line("config filter.lfs.clean cat");
    repository.add_line(ARTICLE, "Three.");
    let with =
        |programs: Allowed| repository.commit_as(&[ARTICLE], |plan| plan.programs = programs);

    let Err(NotMade::Programs(found)) = with(Allowed::Unsaid) else {
        panic!("it was not asked");
    };
    let names: Vec<&str> = found.programs.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["pre-commit", "filter.lfs.clean"]);
    repository.hook("pre-commit", "exit 1");
    let changed = with(Allowed::All(found.mark));
    assert!(matches!(changed, Err(NotMade::Programs(_))), "{changed:?}");

    // Without them the hook says nothing.
    with(Allowed::None).unwrap();
    // A commit is no change of what may run.
    let mark = || repository.opened().inspect().unwrap().mark;
    let before = mark();
    repository.add_line(ARTICLE, "Four.");
    repository.line("commit -q -a --no-verify -m More");
    assert_eq!(mark(), before);
}

#[test]
fn what_the_owner_has_in_their_own_settings_is_theirs() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    let hooks = repository.beside("hooks");
    fs::create_dir_all(&hooks).unwrap();
    let own = repository.beside("own");
    let settings = format!(
        "[core]\n hooksPath = {}\n[filter \"lfs\"]\n clean = cat\n[credential]\n helper = store\n",
        hooks.display()
    );
    fs::write(&own, settings).unwrap();
    repository.hook("pre-commit", "exit 1");
    let own = own.display().to_string();
    let opened = Repository::around(&repository.root()).unwrap().unwrap();
    let opened = opened.knowing(&[
        ("GIT_CONFIG_GLOBAL", &own),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
    ]);

    // The hooks of the repository are not used then.
    assert!(opened.inspect().unwrap().programs.is_empty());
}

#[test]
fn a_commit_that_others_have_or_that_is_not_the_last_is_not_taken_back() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    let server = repository.beside("server.git");
    repository.line(&format!("clone -q --bare . {}", server.display()));
    repository.line(&format!("remote add origin {}", server.display()));
    repository.add_line(ARTICLE, "Three.");
    let first = repository.commit(&[ARTICLE]).unwrap();
    repository.line("push -q origin main");
    let undo = |made| git::undo(&repository.opened(), made, &Allowed::Unsaid);
    assert_eq!(undo(&first), Err(NotUndone::Pushed));

    repository.add_line(ARTICLE, "Four.");
    let second = repository.commit(&[ARTICLE]).unwrap();
    repository.add_line(ARTICLE, "Five.");
    repository.commit(&[ARTICLE]).unwrap();

    assert_eq!(undo(&second), Err(NotUndone::NotLast));
}

#[test]
fn the_first_commit_of_all_can_be_taken_back() {
    let Some(repository) = TestRepository::empty() else {
        return;
    };
    repository.write(ARTICLE, TEXT);
    repository.write(OTHER, TEXT);
    repository.line(&format!("add {OTHER}"));
    let before = (repository.kept_but(&[]), repository.status());
    let made = repository.commit(&[ARTICLE]).unwrap();

    git::undo(&repository.opened(), &made, &Allowed::Unsaid).unwrap();

    assert_eq!((repository.kept_but(&[]), repository.status()), before);
}

/// Git is another program in each round, which fails at its n-th call that changes anything.
#[test]
fn wherever_git_fails_what_others_have_staged_is_as_it_was() {
    let Some(repository) = TestRepository::new() else {
        return;
    };
    repository.add_line(OTHER, "Staged.");
    repository.line("add .");
    repository.add_line(OTHER, "After.");
    let others = repository.kept_but(&["content/n.md"]);
    let wrapper = repository.beside("bin/git");
    let count = repository.beside("count");
    fs::create_dir_all(wrapper.parent().unwrap()).unwrap();
    let real = real_git();
    let mut failed = 0;
    for nth in 1..60 {
        repository.write("content/n.md", format!("{TEXT}{nth}\n"));
        fs::write(&count, "0").unwrap();
        let script = format!(
            "#!/bin/sh\nn=$(($(cat {count}) + 1)); echo $n > {count}\n\
             [ $n = {nth} ] && {{ echo broken >&2; exit 128; }}\nexec {real} \"$@\"\n",
            count = count.display(),
            real = real.display(),
        );
        fs::write(&wrapper, script).unwrap();
        make_program(&wrapper);
        let opened = repository.opened().run_by(Program::at(&wrapper));
        let plan = Plan {
            paths: vec!["content/n.md".into()],
            message: "New".to_owned(),
            ..Plan::default()
        };
        let head = repository.head();

        let made = git::commit(&opened, &plan, &|_line| {}, &Cancel::default());

        assert_eq!(
            repository.kept_but(&["content/n.md"]),
            others,
            "{nth}: {made:?}"
        );
        if made.is_ok() {
            repository.line("reset -q --soft HEAD~1");
        } else {
            failed += 1;
        }
        repository.run(&["reset", "-q", "--", "content/n.md"]);
        assert_eq!(repository.head(), head, "{nth}");
        let calls: usize = fs::read_to_string(&count).unwrap().trim().parse().unwrap();
        if calls < nth {
            assert!(failed > 5, "{failed}");
            return;
        }
    }
    panic!("it does not end");
}

fn real_git() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    let mut places = std::env::split_paths(&path).map(|it| it.join("git"));
    places.find(|it| it.exists()).unwrap()
}

fn make_program(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
