//! Each state that a repository was found in, made anew: `tests/fixtures/git/states.json` has them.

use std::{collections::BTreeSet, fs, os::unix::fs::symlink, path::Path};

use kopij::model::{
    git::{
        commit::{Made, NotMade},
        status::{Branch, Underway},
    },
    words,
};

use super::{ARTICLE, OTHER, TEXT, TestRepository};

/// What a row of the table is: its name, and what is made and looked at.
type Row = (&'static str, fn(&str));

const ROWS: [Row; 45] = [
    ("unborn", unborn),
    ("clean", clean),
    ("modified", modified),
    ("staged-and-modified", staged_and_modified),
    ("untracked", untracked),
    ("ignored", ignored),
    ("deleted", deleted),
    ("renamed-staged", renamed_staged),
    ("renamed-unstaged", renamed_unstaged),
    ("intent-to-add", intent_to_add),
    ("detached", detached),
    ("merge-conflict", merge_conflict),
    ("merge-uncommitted", merge_uncommitted),
    ("rebase", rebase),
    ("cherry-pick", cherry_pick),
    ("revert", revert),
    ("bisect", bisect),
    ("worktree", worktree),
    ("submodule-theme", submodule_theme),
    ("submodule-content", submodule_content),
    ("sparse", sparse),
    ("assume-unchanged", assume_unchanged),
    ("skip-worktree", skip_worktree),
    ("autocrlf", autocrlf),
    ("odd-names", odd_names),
    ("identity-missing", identity_missing),
    ("hook-refuses", hook_refuses),
    ("hook-rewrites", hook_rewrites),
    ("hook-message", hook_message),
    ("post-commit-fails", post_commit_fails),
    ("index-lock", index_lock),
    ("shallow", shallow),
    ("no-repository", no_repository),
    ("ahead-behind", ahead_behind),
    ("upstream-gone", upstream_gone),
    ("others-staged", others_staged),
    ("deletion", deleted),
    ("symlink", symlinked),
    ("dubious-owner", dubious_owner),
    ("ignored-picture", ignored_picture),
    ("filter-missing", filter_missing),
    ("signing-fails", signing_fails),
    ("message-hash", message_hash),
    ("message-empty", message_empty),
    ("undo", undone),
];

#[test]
fn every_state_of_the_table_is_met_as_it_says() {
    if TestRepository::empty().is_none() {
        return;
    }
    let table = include_str!("../../fixtures/git/states.json");
    let table: serde_json::Value = serde_json::from_str(table).unwrap();
    let states = table["states"].as_array().unwrap();
    let states: BTreeSet<&str> = states.iter().map(|it| it["id"].as_str().unwrap()).collect();
    let rows: BTreeSet<&str> = ROWS.iter().map(|(id, _)| *id).collect();
    assert_eq!(rows, states);
    for (id, meet) in ROWS {
        meet(id);
    }
}

fn new() -> TestRepository {
    TestRepository::new().unwrap()
}

/// Commits the article; what git has of all other files is as it was. One that was staged before is so after.
#[track_caller]
fn committed(repository: &TestRepository, id: &str, paths: &[&str]) -> Made {
    let before = repository.kept_but(paths);
    let made = repository.commit(paths);
    let made = made.unwrap_or_else(|why| panic!("{id}: {why}"));
    assert_eq!(repository.kept_but(paths), before, "{id}");
    assert_eq!(made.commit, repository.head(), "{id}");
    made
}

/// Does not commit it, and all is as it was.
#[track_caller]
fn refused(repository: &TestRepository, id: &str, paths: &[&str]) -> NotMade {
    let before = repository.kept_but(&[]);
    let made = repository.commit(paths);
    let Err(why) = made else {
        panic!("{id}: it is committed");
    };
    assert_eq!(repository.kept_but(&[]), before, "{id}");
    why
}

fn branch(repository: &TestRepository) -> Branch {
    repository.opened().status(&[]).unwrap().branch
}

fn underway(repository: &TestRepository) -> Option<Underway> {
    repository.opened().status(&[]).unwrap().underway
}

fn unborn(id: &str) {
    let repository = TestRepository::empty().unwrap();
    repository.write(ARTICLE, TEXT);
    repository.write(OTHER, TEXT);
    assert_eq!(branch(&repository).commit, None);
    assert_eq!(
        repository.status(),
        [format!("new {ARTICLE}"), format!("new {OTHER}")]
    );
    // It fails once before: nothing is left of it.
    repository.hook("pre-commit", "exit 1");
    refused(&repository, id, &[ARTICLE]);
    assert_eq!(repository.line("ls-files"), "");
    repository.hook("pre-commit", "exit 0");

    let made = committed(&repository, id, &[ARTICLE]);

    assert_eq!(made.before, None);
    assert_eq!(repository.last(), [ARTICLE]);
    assert_eq!(repository.status(), [format!("new {OTHER}")]);
}

fn clean(id: &str) {
    let repository = new();
    assert!(repository.status().is_empty());
    assert_eq!(branch(&repository).name.as_deref(), Some("main"));
    assert_eq!(refused(&repository, id, &[ARTICLE]), NotMade::Nothing);
}

fn modified(id: &str) {
    let repository = new();
    repository.add_line(ARTICLE, "Three.");
    assert_eq!(repository.status(), [format!("changed {ARTICLE}")]);
    let made = committed(&repository, id, &[ARTICLE]);
    assert_eq!(
        (made.paths.len(), made.added.len(), made.left.len()),
        (1, 0, 0)
    );
    assert_eq!(made.subject, "The ferry is back");
    assert!(repository.status().is_empty());
}

fn staged_and_modified(id: &str) {
    let repository = new();
    repository.add_line(ARTICLE, "Three.");
    repository.line("add .");
    repository.add_line(ARTICLE, "Four.");
    assert_eq!(
        repository.status(),
        [format!("changed staged in part {ARTICLE}")]
    );
    committed(&repository, id, &[ARTICLE]);
    let text = repository.line(&format!("show HEAD:{ARTICLE}"));
    assert!(text.ends_with("Three.\nFour.\n"), "{text}");
}

fn untracked(id: &str) {
    let repository = new();
    repository.write("content/posts/n.md", TEXT);
    repository.write("static/p.jpg", "picture");
    repository.write("static/q.jpg", "other");
    assert_eq!(
        repository.status(),
        [
            "new content/posts/n.md",
            "new static/p.jpg",
            "new static/q.jpg"
        ]
    );
    committed(&repository, id, &["content/posts/n.md", "static/p.jpg"]);
    assert_eq!(repository.last(), ["content/posts/n.md", "static/p.jpg"]);
    assert_eq!(repository.status(), ["new static/q.jpg"]);
}

fn ignored(id: &str) {
    let repository = new();
    repository.write(".gitignore", "\ncontent/drafts/\n");
    repository.line("add .gitignore");
    repository.line("commit -q -m Ignore");
    repository.write("content/drafts/d.md", TEXT);
    assert!(repository.status().is_empty());
    let path = "content/drafts/d.md";
    let why = refused(&repository, id, &[path]);
    let NotMade::Ignored(all) = why else {
        panic!("{id}: {why}");
    };
    assert_eq!((all[0].by.as_str(), all[0].line), (".gitignore", 2));
    let made = repository.commit_as(&[path], |plan| plan.may.add_ignored = true);
    assert_eq!(made.unwrap().paths, [Path::new(path)]);
}

fn deleted(id: &str) {
    let repository = new();
    repository.remove(ARTICLE);
    assert_eq!(repository.status(), [format!("deleted {ARTICLE}")]);
    committed(&repository, id, &[ARTICLE]);
    assert_eq!(repository.line("ls-files").trim(), OTHER);
    assert!(repository.status().is_empty());
}

fn renamed_staged(id: &str) {
    let repository = new();
    repository.write(OTHER, "---\ntitle: Another\n---\nWith other words.\n");
    repository.line("commit -q -a -m Other");
    let to = "content/posts/moved.md";
    repository.line(&format!("mv {ARTICLE} {to}"));
    assert_eq!(
        repository.status(),
        [format!("moved staged {ARTICLE} → {to}")]
    );
    committed(&repository, id, &[ARTICLE, to]);
    assert!(repository.status().is_empty());
}

fn renamed_unstaged(id: &str) {
    let repository = new();
    let to = "content/posts/moved.md";
    let root = repository.root();
    fs::rename(root.join(ARTICLE), root.join(to)).unwrap();
    assert_eq!(repository.status(), [format!("moved {ARTICLE} → {to}")]);
    committed(&repository, id, &[ARTICLE, to]);
    assert!(repository.status().is_empty());
    let renamed = repository.line("show -M --name-status --pretty= HEAD");
    assert!(renamed.starts_with("R100"), "{renamed}");
}

fn intent_to_add(id: &str) {
    let repository = new();
    repository.write("content/n.md", TEXT);
    repository.line("add -N content/n.md");
    assert_eq!(repository.status(), ["new content/n.md"]);
    repository.hook("pre-commit", "exit 1");
    // What somebody else told git of is not taken back.
    refused(&repository, id, &["content/n.md"]);
    repository.hook("pre-commit", "exit 0");
    committed(&repository, id, &["content/n.md"]);
}

fn detached(id: &str) {
    let repository = new();
    repository.line("checkout -q --detach");
    repository.add_line(ARTICLE, "Three.");
    assert_eq!(branch(&repository).name, None);
    assert_eq!(refused(&repository, id, &[ARTICLE]), NotMade::OnNoBranch);
    let made = repository.commit_as(&[ARTICLE], |plan| plan.may.be_on_no_branch = true);
    assert_eq!(made.unwrap().commit, repository.head());
}

/// Two branches that changed the same line.
fn forked() -> TestRepository {
    let repository = new();
    repository.line("checkout -q -b theirs");
    repository.write(ARTICLE, TEXT.replace("One", "Theirs"));
    repository.line("commit -q -a -m Theirs");
    repository.line("checkout -q main");
    repository.write(ARTICLE, TEXT.replace("One", "Ours"));
    repository.line("commit -q -a -m Ours");
    repository
}

#[track_caller]
fn is_refused_while(repository: &TestRepository, id: &str, expected: Underway) {
    assert_eq!(underway(repository), Some(expected), "{id}");
    repository.add_line(OTHER, "Three.");
    let head = repository.head();
    for path in [ARTICLE, OTHER] {
        assert_eq!(
            refused(repository, id, &[path]),
            NotMade::Underway(expected)
        );
    }
    assert_eq!(repository.head(), head);
}

fn merge_conflict(id: &str) {
    let repository = forked();
    repository.attempt("merge theirs");
    assert_eq!(repository.status(), [format!("conflict {ARTICLE}")]);
    is_refused_while(&repository, id, Underway::Merge);
    // Where git lists a conflict and nothing is under way.
    fs::remove_file(repository.root().join(".git/MERGE_HEAD")).unwrap();
    let why = refused(&repository, id, &[ARTICLE]);
    assert_eq!(
        why,
        NotMade::Conflict {
            path: ARTICLE.into()
        }
    );
}

fn merge_uncommitted(id: &str) {
    let repository = new();
    repository.line("checkout -q -b theirs");
    repository.write("content/n.md", TEXT);
    repository.line("add .");
    repository.line("commit -q -m Theirs");
    repository.line("checkout -q main");
    repository.line("merge -q --no-commit --no-ff theirs");
    assert_eq!(repository.status(), ["new staged content/n.md"]);
    is_refused_while(&repository, id, Underway::Merge);
}

fn rebase(id: &str) {
    let repository = forked();
    repository.attempt("rebase theirs");
    assert_eq!(branch(&repository).name, None);
    is_refused_while(&repository, id, Underway::Rebase);
}

fn cherry_pick(id: &str) {
    let repository = forked();
    repository.attempt("cherry-pick theirs");
    is_refused_while(&repository, id, Underway::CherryPick);
}

fn revert(id: &str) {
    let repository = new();
    repository.write(ARTICLE, TEXT.replace("One", "First"));
    repository.line("commit -q -a -m First");
    repository.write(ARTICLE, TEXT.replace("One", "Second"));
    repository.line("commit -q -a -m Second");
    repository.attempt("revert HEAD~1");
    is_refused_while(&repository, id, Underway::Revert);
}

fn bisect(id: &str) {
    let repository = new();
    repository.line("bisect start");
    repository.add_line(ARTICLE, "Three.");
    assert_eq!(underway(&repository), Some(Underway::Bisect));
    committed(&repository, id, &[ARTICLE]);
}

fn worktree(id: &str) {
    let repository = new();
    let tree = repository.beside("tree");
    repository.line(&format!("worktree add -q -b other {}", tree.display()));
    fs::write(tree.join(ARTICLE), "changed\n").unwrap();
    let opened = repository.opened_at(&tree.join(ARTICLE));
    let status = opened.status(&[]).unwrap();
    assert_eq!(status.branch.name.as_deref(), Some("other"), "{id}");
    assert_eq!(repository.status_at(&tree), [format!("changed {ARTICLE}")]);
    assert!(repository.status().is_empty());
}

/// A repository with a commit, that another can hold.
fn inner(repository: &TestRepository, file: &str) -> std::path::PathBuf {
    let inner = repository.beside("inner");
    fs::create_dir_all(inner.join(file).parent().unwrap()).unwrap();
    fs::write(inner.join(file), TEXT).unwrap();
    for line in ["init -q -b main", "add .", "commit -q -m Inner"] {
        repository.elsewhere(&inner, line);
    }
    inner
}

fn submodule_theme(id: &str) {
    let repository = new();
    let theme = inner(&repository, "layouts/a.html");
    let add = format!(
        "-c protocol.file.allow=always submodule --quiet add {} themes/t",
        theme.display()
    );
    repository.line(&add);
    repository.line("commit -q -m Theme");
    repository.write("themes/t/layouts/a.html", "changed");
    repository.add_line(ARTICLE, "Three.");
    assert_eq!(repository.status(), [format!("changed {ARTICLE}")], "{id}");
    committed(&repository, id, &[ARTICLE]);
}

fn submodule_content(id: &str) {
    let repository = new();
    let content = inner(&repository, "posts/a.md");
    let add = format!(
        "-c protocol.file.allow=always submodule --quiet add {} content/sub",
        content.display()
    );
    repository.line(&add);
    repository.line("commit -q -m Content");
    repository.write("content/sub/posts/a.md", "changed\n");
    let inside = repository.root().join("content/sub/posts/a.md");
    assert_eq!(
        repository.status_at(&inside),
        ["changed posts/a.md"],
        "{id}"
    );
    assert!(repository.status().is_empty());
}

fn sparse(id: &str) {
    let repository = new();
    repository.line("sparse-checkout set content");
    repository.add_line(ARTICLE, "Three.");
    assert_eq!(repository.status(), [format!("changed {ARTICLE}")]);
    committed(&repository, id, &[ARTICLE]);
    repository.write("notes/n.md", TEXT);
    let why = refused(&repository, id, &["notes/n.md"]);
    assert!(matches!(why, NotMade::Failed { .. }), "{why}");
}

fn assume_unchanged(id: &str) {
    let repository = new();
    repository.line(&format!("update-index --assume-unchanged {ARTICLE}"));
    repository.add_line(ARTICLE, "Three.");
    assert!(repository.status().is_empty());
    committed(&repository, id, &[ARTICLE]);
}

fn skip_worktree(id: &str) {
    let repository = new();
    repository.line(&format!("update-index --skip-worktree {ARTICLE}"));
    repository.add_line(ARTICLE, "Three.");
    assert!(repository.status().is_empty());
    let why = refused(&repository, id, &[ARTICLE]);
    assert_eq!(
        why,
        NotMade::Overlooked {
            path: ARTICLE.into()
        }
    );
}

fn autocrlf(id: &str) {
    let repository = new();
    repository.line("config core.autocrlf true");
    repository.write(ARTICLE, TEXT.replace('\n', "\r\n"));
    assert!(repository.status().is_empty());
    assert_eq!(refused(&repository, id, &[ARTICLE]), NotMade::Nothing);
    repository.write(ARTICLE, TEXT.replace('\n', "\r\n").replace("One", "First"));
    assert_eq!(repository.status(), [format!("changed {ARTICLE}")]);
}

fn odd_names(id: &str) {
    let repository = new();
    let names = [
        "content/-dash.md",
        "content/a\nb.md",
        "content/é (1) *.md",
        ":(top)c.md",
    ];
    for name in names {
        repository.write(name, TEXT);
    }
    repository.write("content/é (1) x.md", TEXT);
    let mut told: Vec<String> = names.iter().map(|name| format!("new {name}")).collect();
    told.push("new content/é (1) x.md".to_owned());
    told.sort();
    assert_eq!(repository.status(), told);
    committed(&repository, id, &names);
    assert_eq!(repository.status(), ["new content/é (1) x.md"]);
}

fn identity_missing(id: &str) {
    let repository = new();
    repository.line("config --unset user.name");
    repository.line("config --unset user.email");
    repository.line("config user.useConfigOnly true");
    repository.add_line(ARTICLE, "Three.");
    assert_eq!(refused(&repository, id, &[ARTICLE]), NotMade::NoName);

    let opened = repository.opened();
    kopij::io::git::set_identity(&opened, "Bé", "be@example.org", kopij::io::git::Scope::Here)
        .unwrap();

    committed(&repository, id, &[ARTICLE]);
    assert_eq!(
        repository.line("log -1 --format=%an,%ae").trim(),
        "Bé,be@example.org"
    );
}

fn hook_refuses(id: &str) {
    let repository = new();
    repository.hook("pre-commit", "echo first; echo second >&2; exit 1");
    repository.write("content/n.md", TEXT);
    let why = refused(&repository, id, &["content/n.md"]);
    let NotMade::Refused { words } = &why else {
        panic!("{why}");
    };
    assert!(
        words.contains("first\n") && words.contains("second\n"),
        "{words}"
    );
    assert_eq!(repository.status(), ["new content/n.md"]);
    let made = repository.commit_as(&["content/n.md"], |plan| plan.may.skip_hooks = true);
    assert_eq!(made.unwrap().paths, [Path::new("content/n.md")]);
}

fn hook_rewrites(id: &str) {
    let repository = new();
    repository.hook(
        "pre-commit",
        &format!("echo Fixed. >> {ARTICLE}; git add {ARTICLE}"),
    );
    repository.write("static/other.txt", "staged");
    repository.line("add static/other.txt");
    repository.add_line(ARTICLE, "Three.");
    committed(&repository, id, &[ARTICLE]);
    assert_eq!(repository.status(), ["new staged static/other.txt"]);
    assert!(
        repository
            .line(&format!("show HEAD:{ARTICLE}"))
            .ends_with("Fixed.\n")
    );
}

fn hook_message(id: &str) {
    let repository = new();
    repository.hook("commit-msg", "sed -i.bak 's/ferry/boat/' \"$1\"");
    repository.add_line(ARTICLE, "Three.");
    assert_eq!(
        committed(&repository, id, &[ARTICLE]).subject,
        "The boat is back"
    );
}

fn post_commit_fails(id: &str) {
    let repository = new();
    repository.hook("post-commit", "exit 3");
    repository.add_line(ARTICLE, "Three.");
    committed(&repository, id, &[ARTICLE]);
}

fn index_lock(id: &str) {
    let repository = new();
    repository.add_line(ARTICLE, "Three.");
    let lock = repository.root().join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    assert_eq!(repository.status(), [format!("changed {ARTICLE}")]);
    assert_eq!(refused(&repository, id, &[ARTICLE]), NotMade::Locked);
    assert!(lock.exists());
    fs::remove_file(lock).unwrap();
    committed(&repository, id, &[ARTICLE]);
}

fn shallow(id: &str) {
    let origin = new();
    let clone = origin.beside("clone");
    let address = format!("file://{}", origin.root().display());
    origin.elsewhere(
        &origin.root(),
        &format!("clone -q --depth 1 {address} {}", clone.display()),
    );
    fs::write(clone.join(ARTICLE), "changed\n").unwrap();
    assert_eq!(
        origin.status_at(&clone),
        [format!("changed {ARTICLE}")],
        "{id}"
    );
}

fn no_repository(id: &str) {
    let folder = tempfile::tempdir().unwrap();
    let found = kopij::io::git::Repository::around(&folder.path().join("a.md"));
    assert!(found.unwrap().is_none(), "{id}");
}

/// A repository whose branch goes with that of another.
fn cloned() -> TestRepository {
    let repository = new();
    let server = repository.beside("server.git");
    repository.line(&format!("clone -q --bare . {}", server.display()));
    repository.line(&format!("remote add origin {}", server.display()));
    repository.line("fetch -q");
    repository.line("branch -q --set-upstream-to origin/main");
    repository
}

fn ahead_behind(id: &str) {
    let repository = cloned();
    let other = repository.beside("other");
    let server = repository.beside("server.git");
    repository.elsewhere(
        &repository.root(),
        &format!("clone -q {} {}", server.display(), other.display()),
    );
    fs::write(other.join("n.md"), TEXT).unwrap();
    for line in ["add .", "commit -q -m Theirs", "push -q"] {
        repository.elsewhere(&other, line);
    }
    repository.add_line(ARTICLE, "Three.");
    committed(&repository, id, &[ARTICLE]);
    repository.line("fetch -q");
    let apart = branch(&repository).apart.unwrap();
    assert_eq!((apart.ahead, apart.behind), (1, 1));
    assert_eq!(branch(&repository).upstream.as_deref(), Some("origin/main"));
}

fn upstream_gone(id: &str) {
    let repository = cloned();
    repository.line("update-ref -d refs/remotes/origin/main");
    assert_eq!(branch(&repository).apart, None, "{id}");
    assert_eq!(branch(&repository).upstream.as_deref(), Some("origin/main"));
    repository.add_line(ARTICLE, "Three.");
    committed(&repository, id, &[ARTICLE]);
}

fn others_staged(id: &str) {
    let repository = new();
    repository.add_line(OTHER, "Staged.");
    repository.line("add .");
    repository.add_line(OTHER, "After.");
    repository.add_line(ARTICLE, "Three.");
    let others = [format!("changed staged in part {OTHER}")];
    let both = [format!("changed {ARTICLE}"), others[0].clone()];
    assert_eq!(repository.status(), both);
    repository.hook("pre-commit", "exit 1");
    refused(&repository, id, &[ARTICLE]);
    repository.hook("pre-commit", "exit 0");
    committed(&repository, id, &[ARTICLE]);
    assert_eq!(repository.status(), others);
}

fn symlinked(id: &str) {
    let repository = new();
    let link = repository.root().join("content/link.md");
    symlink("posts/a.md", &link).unwrap();
    repository.line("add .");
    repository.line("commit -q -m Link");
    fs::write(&link, "changed\n").unwrap();
    assert_eq!(repository.status(), [format!("changed {ARTICLE}")]);
    assert_eq!(
        repository.opened().within(&link).unwrap(),
        Path::new(ARTICLE)
    );
    committed(&repository, id, &[ARTICLE]);
}

fn dubious_owner(id: &str) {
    let repository = new();
    // Git has a switch for its own tests that makes everybody another.
    let opened = repository
        .opened()
        .knowing(&[("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")]);
    let why = words::of(&opened.status(&[]).unwrap_err());
    assert!(why.contains("dubious ownership"), "{id}: {why}");
}

fn ignored_picture(id: &str) {
    let repository = new();
    repository.write(".gitignore", "*.jpg\n");
    repository.write("static/p.jpg", "picture");
    repository.add_line(ARTICLE, "Three.");
    let why = refused(&repository, id, &[ARTICLE, "static/p.jpg"]);
    let NotMade::Ignored(all) = why else {
        panic!("{id}: {why}");
    };
    assert_eq!(all[0].path, Path::new("static/p.jpg"));
    assert_eq!((all[0].line, all[0].pattern.as_str()), (1, "*.jpg"));
}

fn filter_missing(id: &str) {
    let repository = new();
    repository.line("config filter.lfs.clean no-such-program-lfs");
    repository.line("config filter.lfs.required true");
    repository.write(".gitattributes", "*.jpg filter=lfs\n");
    repository.write("static/p.jpg", "picture");
    let why = refused(&repository, id, &["static/p.jpg"]);
    assert!(
        matches!(&why, NotMade::Failed { why } if why.as_verbatim().is_some_and(|it| it.contains("lfs"))),
        "{why}"
    );
    assert!(repository.status().contains(&"new static/p.jpg".to_owned()));
    let why = repository.commit_as(&["static/p.jpg"], |plan| {
        plan.programs = kopij::model::git::program::Allowed::None;
    });
    assert!(matches!(why, Err(NotMade::NeedsFilter { .. })), "{why:?}");
}

fn signing_fails(id: &str) {
    let repository = new();
    repository.line("config commit.gpgSign true");
    repository.line("config gpg.program /no/such/gpg");
    repository.add_line(ARTICLE, "Three.");
    let why = refused(&repository, id, &[ARTICLE]);
    assert!(
        matches!(&why, NotMade::Failed { why } if why.as_verbatim().is_some_and(|it| it.contains("gpg"))),
        "{why}"
    );
}

fn message_hash(id: &str) {
    let repository = new();
    repository.add_line(ARTICLE, "Three.");
    let message =
        |plan: &mut kopij::model::git::commit::Plan| "#12: back".clone_into(&mut plan.message);
    let made = repository.commit_as(&[ARTICLE], message).unwrap();
    assert_eq!(made.subject, "#12: back", "{id}");
}

fn message_empty(id: &str) {
    let repository = new();
    repository.add_line(ARTICLE, "Three.");
    let why = repository.commit_as(&[ARTICLE], |plan| " \n".clone_into(&mut plan.message));
    assert_eq!(why, Err(NotMade::NoMessage), "{id}");
}

fn undone(id: &str) {
    let repository = new();
    repository.write("s2.md", TEXT);
    repository.line("add s2.md");
    repository.add_line(ARTICLE, "Three.");
    repository.write("content/n.md", TEXT);
    let before = (repository.kept_but(&[]), repository.status());
    let made = committed(&repository, id, &[ARTICLE, "content/n.md"]);

    let none = kopij::model::git::program::Allowed::Unsaid;
    kopij::io::git::undo(&repository.opened(), &made, &none).unwrap();

    assert_eq!(
        (repository.kept_but(&[]), repository.status()),
        before,
        "{id}"
    );
    assert_eq!(Some(repository.head()), made.before);
}
