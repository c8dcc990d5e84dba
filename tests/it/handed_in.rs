//! `kopij diff` and `kopij commit`, as a script runs them.
#![cfg(unix)]

use std::{fs, process::Command};

use serde_json::Value;

use crate::{
    headless::Run,
    repository::{ARTICLE, OTHER, TEXT, TestRepository},
};

/// A site with two articles that are committed, in a repository with nothing of this machine's settings.
fn site() -> Option<TestRepository> {
    let repository = TestRepository::new()?;
    repository.write("hugo.toml", "title = \"T\"\n");
    repository.line("add .");
    repository.line("commit -q -m Settings");
    Some(repository)
}

fn kopij(repository: &TestRepository, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .current_dir(repository.root())
        .env("KOPIJ_HOME", repository.beside("home"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("LC_ALL", "C")
        .args(arguments)
        .output()
        .unwrap();
    Run::of(output)
}

const CHANGED: &str =
    "---\ntitle: The ferry is back\ncover: /quay.jpg\ntags: [harbour]\n---\nFirst.\n\nTwo.\n";

#[test]
fn what_changed_is_told_in_fields_and_paragraphs() {
    let Some(repository) = site() else { return };
    repository.write(ARTICLE, CHANGED);
    repository.write("static/quay.jpg", "picture");
    repository.add_line(OTHER, "More.");
    repository.line(&format!("add {OTHER}"));

    let run = kopij(&repository, &["diff", ARTICLE]);

    let expected = "main\n\
        content/posts/a.md: changed\n\
        \x20 Title       The ferry → The ferry is back\n\
        \x20 Cover       none → /quay.jpg\n\
        \x20 Tags        + harbour\n\
        \x20 Text        1 paragraph changed\n\
        \x20   - One.\n\
        \x20   + First.\n\
        \x20 With it: static/quay.jpg (new)\n\
        \x20 Left alone: 1 other change, put aside for a commit by another program\n";
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        (expected, "", 1)
    );

    let all = kopij(&repository, &["diff", "--json"]);
    let read: Value = serde_json::from_str(&all.out).unwrap();
    let articles = read["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0]["fields"][0]["new"], "The ferry is back");
    assert_eq!(articles[0]["media"][0]["path"], "static/quay.jpg");
    assert_eq!(articles[1]["staged"], "whole");
    assert_eq!(read["branch"]["name"], "main");
}

#[test]
fn an_article_is_committed_with_its_pictures_and_nothing_else() {
    let Some(repository) = site() else { return };
    repository.write(ARTICLE, CHANGED);
    repository.write("static/quay.jpg", "picture");
    repository.write("static/other.jpg", "picture");
    repository.add_line(OTHER, "Staged.");
    repository.line(&format!("add {OTHER}"));
    let paths = [ARTICLE, "static/quay.jpg"];
    let before = repository.kept_but(&paths);
    let head = repository.head();

    let dry = kopij(&repository, &["commit", ARTICLE, "--dry-run"]);
    let message = "“The ferry is back”: text, title, new cover\n";
    assert!(dry.out.ends_with(message), "{}", dry.out);
    assert_eq!((repository.head(), dry.code), (head, 0));

    let run = kopij(&repository, &["commit", ARTICLE]);

    assert_eq!((run.err.as_str(), run.code), ("", 0), "{}", run.out);
    assert_eq!(repository.last(), paths);
    assert_eq!(repository.kept_but(&paths), before);
    let message = repository.line("log -1 --format=%s");
    assert_eq!(
        message.trim(),
        "“The ferry is back”: text, title, new cover"
    );
    let again = kopij(&repository, &["commit", ARTICLE, "-m", "Again"]);
    assert_eq!(again.code, 1, "{}", again.err);
    assert_eq!(kopij(&repository, &["diff", ARTICLE]).code, 0);
}

#[test]
fn what_came_with_the_repository_runs_only_where_it_is_said() {
    let Some(repository) = site() else { return };
    repository.hook("pre-commit", "echo no; echo reasons >&2; exit 1");
    repository.write(ARTICLE, CHANGED);
    let head = repository.head();

    let asked = kopij(&repository, &["commit", ARTICLE]);
    assert_eq!(asked.code, 2);
    assert!(
        asked.err.contains("pre-commit") && asked.err.contains("--allow-programs"),
        "{}",
        asked.err
    );
    let refused = kopij(&repository, &["commit", ARTICLE, "--allow-programs"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("no\n") && refused.err.contains("reasons\n"),
        "{}",
        refused.err
    );
    assert_eq!(repository.head(), head);

    let skipped = kopij(
        &repository,
        &["commit", ARTICLE, "--allow-programs", "--skip-hooks"],
    );
    assert_eq!(skipped.code, 0, "{}", skipped.err);
}

#[test]
fn the_surroundings_of_another_repository_change_nothing() {
    let Some(repository) = site() else { return };
    let other = repository.beside("other");
    fs::create_dir_all(&other).unwrap();
    repository.elsewhere(&other, "init -q");
    repository.write(ARTICLE, CHANGED);

    let output = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .env("LC_ALL", "C")
        .current_dir(repository.root())
        .env("KOPIJ_HOME", repository.beside("home"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_DIR", other.join(".git"))
        .env("GIT_WORK_TREE", &other)
        .env("GIT_INDEX_FILE", other.join("index"))
        .env("GIT_LITERAL_PATHSPECS", "1")
        .env("GIT_OBJECT_DIRECTORY", other.join("objects"))
        .args(["commit", ARTICLE, "-m", "Here"])
        .output()
        .unwrap();

    assert!(output.status.success(), "{output:?}");
    assert_eq!(repository.last(), [ARTICLE]);
    assert!(!other.join("index").exists() && !other.join("objects").exists());
}

#[test]
fn a_file_that_is_no_article_and_one_that_is_gone_are_committed_by_their_paths() {
    let Some(repository) = site() else { return };
    repository.write("hugo.toml", "title = \"Another\"\n");
    repository.remove(OTHER);

    let run = kopij(&repository, &["commit", "hugo.toml", OTHER, "-m", "Both"]);

    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(repository.last(), [OTHER, "hugo.toml"]);
    let outside = repository.beside("outside.md");
    fs::write(&outside, TEXT).unwrap();
    let run = kopij(
        &repository,
        &["commit", &outside.display().to_string(), "-m", "No"],
    );
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("is in no git repository"), "{}", run.err);
}

#[test]
fn an_article_that_was_moved_and_then_changed_is_one_that_moved() {
    let Some(repository) = site() else { return };
    let words = "A line that stays as it is.\n".repeat(20);
    repository.write(ARTICLE, format!("---\ntitle: The ferry\n---\n{words}"));
    repository.line("commit -q -a -m Long");
    let to = "content/posts/back.md";
    repository.remove(ARTICLE);
    repository.write(
        to,
        format!("---\ntitle: It is back\n---\n{words}And more.\n"),
    );

    let told = kopij(&repository, &["diff", to]);

    let moved = format!("{ARTICLE} → {to}: moved\n");
    assert!(told.out.contains(&moved), "{}", told.out);
    let run = kopij(&repository, &["commit", to, "-m", "Back"]);
    assert_eq!((run.err.as_str(), run.code), ("", 0));
    let named = repository.line("show --no-renames --name-status --pretty= HEAD");
    assert!(named.contains(&format!("D\t{ARTICLE}")), "{named}");
    assert!(named.contains(&format!("A\t{to}")), "{named}");
}

#[test]
fn a_file_that_is_gone_is_named_from_where_one_stands_and_a_folder_names_nothing() {
    let Some(repository) = site() else { return };
    repository.remove(ARTICLE);

    let folder = kopij(&repository, &["commit", "content/posts", "-m", "All"]);
    let file = kopij(&repository, &["commit", ARTICLE, "-m", "Gone"]);

    assert_eq!(
        (folder.err.as_str(), folder.code),
        (
            "kopij: content/posts is a folder: name the files that belong to the commit\n",
            2
        )
    );
    assert_eq!((file.err.as_str(), file.code), ("", 0));
    let named = repository.line("show --name-status --pretty= HEAD");
    assert_eq!(named.trim(), format!("D\t{ARTICLE}"));
}

#[test]
fn a_commit_that_is_interrupted_leaves_nothing_behind() {
    let Some(repository) = site() else { return };
    let new = "content/posts/new.md";
    repository.write(new, TEXT);
    let begun = repository.beside("begun");
    repository.hook(
        "pre-commit",
        &format!("touch '{}'; sleep 60", begun.display()),
    );
    let before = repository.line("rev-parse HEAD");

    let mut running = Command::new(env!("CARGO_BIN_EXE_kopij"))
        .env("LC_ALL", "C")
        .current_dir(repository.root())
        .env("KOPIJ_HOME", repository.beside("home"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .args(["commit", "--allow-programs", new, "-m", "New"])
        .spawn()
        .unwrap();
    let started = std::time::Instant::now();
    while !begun.exists() {
        assert!(started.elapsed().as_secs() < 30, "the hook never began");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let id = running.id().to_string();
    let asked = Command::new("kill").args(["-INT", &id]).status().unwrap();
    let ended = running.wait().unwrap();

    assert!(asked.success());
    assert_eq!(ended.code(), Some(2));
    assert!(started.elapsed().as_secs() < 30);
    assert_eq!(repository.line("rev-parse HEAD"), before);
    let status = repository.line("status --porcelain");
    assert_eq!(status.trim(), format!("?? {new}"));
}
