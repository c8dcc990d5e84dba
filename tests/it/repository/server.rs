//! Handing in at a server, and getting the latest from it.

use std::fs;

use kopij::{
    io::{
        git::{Watching, get_latest, outgoing, push},
        process::Cancel,
    },
    model::git::{
        program::Allowed,
        server::{Got, NotServed},
    },
};

use super::{ARTICLE, OTHER, TEXT, TestRepository};
use crate::support::skip::without_program;

/// A repository whose branch goes with that of a server, and that of somebody else.
struct Both {
    here: TestRepository,
    there: std::path::PathBuf,
}

impl Both {
    fn new() -> Option<Self> {
        let here = TestRepository::new()?;
        let server = here.beside("server.git");
        here.line(&format!("clone -q --bare . {}", server.display()));
        here.line(&format!("remote add origin {}", server.display()));
        here.line("fetch -q");
        here.line("branch -q --set-upstream-to origin/main");
        let there = here.beside("there");
        here.line(&format!(
            "clone -q {} {}",
            server.display(),
            there.display()
        ));
        Some(Self { here, there })
    }

    /// Git can try a merge without touching a file.
    #[track_caller]
    fn can_try(&self) -> bool {
        let said = self.here.line("version");
        let mut numbers = said.trim_start_matches("git version ").split('.');
        let mut next = || numbers.next().and_then(|it| it.trim().parse().ok());
        let version: (Option<u32>, Option<u32>) = (next(), next());
        let can = version >= (Some(2), Some(38));
        if !can {
            without_program(&format!("it needs git 2.38 or newer: {said}"));
        }
        can
    }

    /// Somebody else changes a file and hands it in.
    fn theirs(&self, path: &str, text: &str) {
        fs::write(self.there.join(path), text).unwrap();
        for line in ["add .", "commit -q -m Theirs", "push -q"] {
            self.here.elsewhere(&self.there, line);
        }
    }

    fn ours(&self, path: &str, text: &str) {
        self.here.write(path, text);
        self.here.commit(&[path]).unwrap();
    }

    fn get(&self) -> Result<Got, NotServed> {
        let cancel = Cancel::default();
        let watching = Watching {
            hear: &|_line| {},
            cancel: &cancel,
        };
        get_latest(&self.here.opened(), &Allowed::Unsaid, watching)
    }

    fn push(&self) -> Result<(), NotServed> {
        let cancel = Cancel::default();
        let watching = Watching {
            hear: &|_line| {},
            cancel: &cancel,
        };
        push(&self.here.opened(), &Allowed::Unsaid, watching)
    }

    /// Nothing here is other than before, but what is known of the server.
    #[track_caller]
    fn is_refused(&self, expected: &NotServed) {
        let before = (
            self.here.kept_but(&[]),
            self.here.head(),
            self.here.status(),
        );
        assert_eq!(self.get().as_ref(), Err(expected));
        let after = (
            self.here.kept_but(&[]),
            self.here.head(),
            self.here.status(),
        );
        assert_eq!(after, before);
    }
}

#[test]
fn commits_are_named_and_handed_in() {
    let Some(both) = Both::new() else { return };
    assert_eq!(outgoing(&both.here.opened()).unwrap(), None);
    both.ours(ARTICLE, "ours\n");

    let out = outgoing(&both.here.opened()).unwrap().unwrap();
    assert_eq!(
        (out.upstream.as_str(), out.subjects.len()),
        ("origin/main", 1)
    );
    both.push().unwrap();

    assert_eq!(outgoing(&both.here.opened()).unwrap(), None);
    both.here.elsewhere(&both.there, "pull -q --ff-only");
    assert_eq!(
        fs::read_to_string(both.there.join(ARTICLE)).unwrap(),
        "ours\n"
    );
}

#[test]
fn where_the_server_has_more_nothing_is_forced() {
    let Some(both) = Both::new().filter(Both::can_try) else {
        return;
    };
    both.theirs(OTHER, "theirs\n");
    both.ours(ARTICLE, "ours\n");

    assert_eq!(both.push(), Err(NotServed::Behind));

    assert_eq!(both.get(), Ok(Got::Commits(1)));
    both.push().unwrap();
}

#[test]
fn what_others_wrote_comes_and_what_is_here_stays() {
    let Some(both) = Both::new() else { return };
    assert_eq!(both.get(), Ok(Got::Nothing));
    both.theirs(ARTICLE, "theirs\n");
    both.here.write("content/n.md", TEXT);
    both.here.add_line(OTHER, "Not committed.");

    assert_eq!(both.get(), Ok(Got::Commits(1)));

    let read = |path: &str| fs::read_to_string(both.here.root().join(path)).unwrap();
    assert_eq!(read(ARTICLE), "theirs\n");
    assert!(read(OTHER).ends_with("Not committed.\n"));
    assert_eq!(
        both.here.status(),
        ["new content/n.md", "changed content/posts/s.md"]
    );
}

#[test]
fn what_both_sides_changed_is_named_and_nothing_is_touched() {
    let Some(both) = Both::new().filter(Both::can_try) else {
        return;
    };
    both.theirs(ARTICLE, "theirs\n");
    both.ours(ARTICLE, "ours\n");
    both.is_refused(&NotServed::BothChanged(vec![ARTICLE.into()]));
}

#[test]
fn what_is_not_committed_and_changed_on_the_server_is_named() {
    let Some(both) = Both::new() else { return };
    both.theirs(ARTICLE, "theirs\n");
    both.here.write(ARTICLE, "ours\n");
    both.is_refused(&NotServed::NotCommitted(vec![ARTICLE.into()]));
    // A new file that is there too.
    both.here.line("checkout -q .");
    both.theirs("content/n.md", "theirs\n");
    both.here.write("content/n.md", "ours\n");
    both.is_refused(&NotServed::NotCommitted(vec!["content/n.md".into()]));
}

#[test]
fn a_branch_that_goes_with_none_is_said() {
    let Some(here) = TestRepository::new() else {
        return;
    };
    let cancel = Cancel::default();
    let watching = Watching {
        hear: &|_line| {},
        cancel: &cancel,
    };
    let got = get_latest(&here.opened(), &Allowed::Unsaid, watching);
    assert_eq!(got, Err(NotServed::NoServer));
}
