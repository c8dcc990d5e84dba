use std::{collections::BTreeSet, fs};

use proptest::prelude::*;

use super::*;
use crate::model::words;

struct Case {
    temporary: tempfile::TempDir,
}

impl Case {
    /// Writes files below a folder that is a site within a repository: `repository/site`.
    fn of(files: &[(&str, &str)]) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = temporary.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Self { temporary }
    }

    fn root(&self) -> PathBuf {
        self.temporary.path().canonicalize().unwrap()
    }

    /// What a walk of this folder comes to, below it.
    fn ours(&self, folder: &str) -> BTreeSet<PathBuf> {
        let folder = self.root().join(folder);
        walked(&folder, &Rules::of(&folder).walk(|_| true))
    }

    fn theirs(&self, folder: &str) -> BTreeSet<PathBuf> {
        let folder = self.root().join(folder);
        walked(&folder, WalkBuilder::new(&folder).require_git(false))
    }

    #[track_caller]
    fn check_equal(&self, folder: &str) {
        let (ours, theirs) = (self.ours(folder), self.theirs(folder));
        assert_eq!(ours, theirs);
        let root = self.root().join(folder);
        let rules = Rules::of(&root);
        for entry in WalkBuilder::new(&root).standard_filters(false).build() {
            let path = entry.unwrap().into_path();
            let below = path.strip_prefix(&root).unwrap();
            assert_eq!(rules.reach(&path), theirs.contains(below), "{below:?}");
        }
    }
}

fn walked(folder: &Path, walk: &WalkBuilder) -> BTreeSet<PathBuf> {
    let found = walk.build().map(|entry| entry.unwrap().into_path());
    found
        .map(|path| path.strip_prefix(folder).unwrap().to_owned())
        .collect()
}

const NAMES: [&str; 6] = ["a.md", "b.md", "drafts", "posts", "deep", ".hidden"];

fn pattern() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "*.md",
        "a.md",
        "drafts",
        "posts",
        "deep",
        "d*",
        "**",
        "*",
        "?.md",
        "[ab].md",
        "[",
        ".h*",
        "drafts/**",
        "**/a.md",
        "posts/deep",
        "site",
        "site/posts",
    ]);
    let before = prop::sample::select(vec!["", "", "!", "/", "!/", "\\", "# "]);
    let after = prop::sample::select(vec!["", "", "/", " ", "\\ ", "\r"]);
    (before, name, after).prop_map(|(before, name, after)| format!("{before}{name}{after}"))
}

fn rules() -> impl Strategy<Value = Vec<u8>> {
    let lines = prop::collection::vec(pattern(), 0..5).prop_map(|lines| lines.join("\n"));
    let start = prop::sample::select(vec!["", "", "\u{feff}"]);
    (start, lines, any::<u8>()).prop_map(|(start, lines, odd)| {
        let mut rules = format!("{start}{lines}").into_bytes();
        if odd < 25 {
            rules.extend_from_slice(b"\ncaf\xe9\n*\n");
        }
        rules
    })
}

/// A path below the repository, of a file or an ignore file.
fn place() -> impl Strategy<Value = PathBuf> {
    let name = prop::sample::select(NAMES.to_vec());
    (any::<bool>(), prop::collection::vec(name, 1..4)).prop_map(|(is_site, names)| {
        let top = if is_site { "top/site" } else { "top" };
        names
            .iter()
            .fold(PathBuf::from(top), |at, name| at.join(name))
    })
}

fn write(path: &Path, content: &[u8]) {
    if fs::create_dir_all(path.parent().unwrap()).is_ok() {
        fs::write(path, content).ok();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_listed_is_what_the_ignore_crate_lists(
        files in prop::collection::vec(place(), 1..16),
        lists in prop::collection::vec(
            (place(), prop::sample::select(vec![".gitignore", ".ignore"]), rules()),
            0..4,
        ),
        of_top in prop::option::of(rules()),
        of_site in prop::option::of(rules()),
        exclude in prop::option::of(rules()),
    ) {
        let case = Case::of(&[("top/site/posts/a.md", ""), ("top/site/b.md", "")]);
        let root = case.root();
        for file in files {
            write(&root.join(file), b"");
        }
        for (place, name, rules) in lists {
            write(&root.join(place).join(name), &rules);
        }
        for (name, rules) in [
            ("top/.gitignore", of_top),
            ("top/site/.gitignore", of_site),
            ("top/.git/info/exclude", exclude),
        ] {
            if let Some(rules) = rules {
                write(&root.join(name), &rules);
            }
        }

        case.check_equal("top/site");
        case.check_equal("top/site/posts");
    }
}

#[test]
fn a_working_tree_of_its_own_has_the_rules_of_its_repository() {
    let case = Case::of(&[
        ("main/.git/worktrees/tree/commondir", "../..\n"),
        ("main/.git/info/exclude", "a.md\n"),
        ("tree/a.md", ""),
        ("tree/b.md", ""),
    ]);
    let (tree, git) = (case.root().join("tree"), case.root().join("main/.git"));
    let of_tree = git.join("worktrees/tree");
    fs::write(
        tree.join(".git"),
        format!("gitdir: {}\n", of_tree.display()),
    )
    .unwrap();
    let back = tree.join(".git");
    fs::write(of_tree.join("gitdir"), format!("{}\n", back.display())).unwrap();

    case.check_equal("tree");
    assert!(!case.ours("tree").contains(Path::new("a.md")));

    // A repository that does not know of it has no say.
    fs::write(of_tree.join("gitdir"), "/elsewhere/.git\n").unwrap();
    assert!(case.ours("tree").contains(Path::new("a.md")));
}

#[cfg(unix)]
#[test]
fn ignore_files_that_never_end_or_lead_elsewhere_leave_nothing_out_and_are_named() {
    let case = Case::of(&[
        ("site/.git/info/x", ""),
        ("site/a.md", ""),
        ("site/deep/b.md", ""),
        ("site/shared", "b.md\n"),
        ("outside", "*\n"),
    ]);
    let site = case.root().join("site");
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, site.join(at)).unwrap();
    link("/dev/zero", ".gitignore");
    link("../../outside", "deep/.ignore");
    link("../shared", "deep/.gitignore");
    let made = std::process::Command::new("mkfifo")
        .arg(site.join(".ignore"))
        .status();
    assert!(made.unwrap().success());

    let rules = Rules::of(&site);
    let found = walked(&site, &rules.walk(|_| true));

    assert!(found.contains(Path::new("a.md")));
    assert!(!found.contains(Path::new("deep/b.md")), "{found:?}");
    let problems = rules.problems();
    assert_eq!(problems.len(), 3, "{problems:?}");
    for name in ["site/.gitignore", "site/.ignore", "site/deep/.ignore"] {
        let is_named = |problem: &Said| words::put(problem).ends_with(&format!("{name})"));
        assert!(problems.iter().any(is_named), "{name}: {problems:?}");
    }
}

#[test]
fn so_many_patterns_are_read_and_no_more() {
    let many = "x\n".repeat(MAX_PATTERNS - 1);
    let case = Case::of(&[
        ("site/.gitignore", &format!("{many}a.md\nb.md\n")),
        ("site/a.md", ""),
        ("site/b.md", ""),
    ]);
    let site = case.root().join("site");
    let rules = Rules::of(&site);

    let found = walked(&site, &rules.walk(|_| true));

    assert!(!found.contains(Path::new("a.md")));
    assert!(found.contains(Path::new("b.md")));
    assert_eq!(rules.problems().len(), 1);
}

#[test]
fn of_a_list_that_is_too_long_nothing_is_read() {
    let case = Case::of(&[
        (
            "site/.gitignore",
            &format!("a.md\n{}", "# no\n".repeat(300_000)),
        ),
        ("site/a.md", ""),
    ]);

    assert!(case.ours("site").contains(Path::new("a.md")));
}

/// Braces within braces are read and dropped by recursion.
#[test]
fn a_line_that_nobody_writes_leaves_nothing_out_and_is_named_and_the_others_count() {
    let deep = format!("{}a{}", "{".repeat(50_000), "}".repeat(50_000));
    let short = format!("{}b.md{}", "{".repeat(40), "}".repeat(40));
    let long = "*a".repeat(400_000);
    for (name, line) in [
        ("site/.gitignore", &deep),
        ("site/.ignore", &deep),
        ("site/.git/info/exclude", &deep),
        ("site/posts/.gitignore", &deep),
        ("site/.gitignore", &short),
        ("site/.gitignore", &long),
    ] {
        let rules = format!("# mine\na.md\n{line}\n{{c,x}}.md\n");
        let case = Case::of(&[
            (name, &rules),
            ("site/posts/a.md", ""),
            ("site/posts/b.md", ""),
            ("site/posts/c.md", ""),
        ]);
        let site = case.root().join("site");
        let read = Rules::of(&site);

        let found = walked(&site, &read.walk(|_| true));

        assert!(!found.contains(Path::new("posts/a.md")), "{name}");
        assert!(!found.contains(Path::new("posts/c.md")), "{name}");
        assert!(found.contains(Path::new("posts/b.md")), "{name}");
        let problems = read.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(words::put(&problems[0]).contains("line 3"), "{problems:?}");
    }
}

#[test]
fn patterns_that_cost_too_much_are_named_and_those_before_count() {
    for pattern in ["?".repeat(99), "*a".repeat(50), "[!\u{e9}]".repeat(20)] {
        let rules = format!("a.md\n{}b.md\n", format!("{pattern}\n").repeat(9_000));
        let case = Case::of(&[
            ("site/.gitignore", &rules),
            ("site/a.md", ""),
            ("site/b.md", ""),
        ]);
        let site = case.root().join("site");
        let read = Rules::of(&site);

        let found = walked(&site, &read.walk(|_| true));

        assert!(!found.contains(Path::new("a.md")), "{pattern}");
        assert!(found.contains(Path::new("b.md")), "{pattern}");
        let problems = read.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            words::put(&problems[0]).contains("cost too much"),
            "{problems:?}"
        );
    }
}

#[test]
fn what_people_leave_out_costs_little() {
    let of_people =
        "*.user\n[Dd]ebug/\nbuild/\n**/node_modules/**\n!keep.md\n_*.{bak,tmp}\n/public\n";
    let all: usize = of_people.lines().map(weight::cost).sum();

    assert!(all * 100 < weight::MAX_COST, "{all}");
}
