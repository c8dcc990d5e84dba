use std::os::unix::fs::symlink;

use super::*;

struct Case {
    temporary: tempfile::TempDir,
}

fn case() -> Case {
    let temporary = tempfile::tempdir().unwrap();
    for path in ["site/a/b/file", "site/.git/config", "outside/file"] {
        let path = temporary.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, path.to_str().unwrap()).unwrap();
    }
    Case { temporary }
}

impl Case {
    fn root(&self) -> PathBuf {
        self.temporary.path().canonicalize().unwrap()
    }

    fn resolve(&self, path: &str) -> Result<Option<PathBuf>, BeneathError> {
        let site = self.root().join("site");
        resolve(&site, &site.join(path))
    }

    fn open(&self, path: &str) -> Result<File, BeneathError> {
        let site = self.root().join("site");
        open(&site, &site.join(path))
    }
}

#[test]
fn a_file_beneath_the_folder_is_read() {
    let case = case();

    let path = case.resolve("a/../a/b/file").unwrap().unwrap();
    let mut text = String::new();
    let site = case.root().join("site");
    let mut file = open(&site, &path).unwrap();
    file.read_to_string(&mut text).unwrap();

    assert!(text.ends_with("site/a/b/file"));
    assert!(case.resolve("a/none").unwrap().is_none());
}

#[test]
fn nothing_leads_out_of_the_folder() {
    let case = case();
    let site = case.root().join("site");
    symlink(case.root().join("outside"), site.join("absolute")).unwrap();
    symlink("../outside", site.join("relative")).unwrap();
    symlink("absolute", site.join("twice")).unwrap();
    symlink("/proc/self/root", site.join("magic")).unwrap();

    for path in [
        "../outside/file",
        "a/../../outside/file",
        "absolute/file",
        "relative/file",
        "twice/file",
        "magic/etc/hostname",
        ".git/config",
        "a/../.git/config",
        "/etc/hostname",
        "",
    ] {
        let found = case.resolve(path);
        let is_refused = matches!(found, Err(BeneathError::Outside) | Ok(None));
        let is_itself = path.is_empty() && found.is_ok();
        assert!(is_refused || is_itself, "{path}");
    }
}

#[test]
fn a_link_within_the_folder_is_followed() {
    let case = case();
    symlink("a/b", case.root().join("site/short")).unwrap();

    let path = case.resolve("short/file").unwrap().unwrap();

    assert!(path.ends_with("site/a/b/file"));
    open(&case.root().join("site"), &path).unwrap();
}

#[test]
fn a_link_that_takes_the_place_of_a_folder_meanwhile_leads_nowhere() {
    let case = case();
    let path = case.resolve("a/b/file").unwrap().unwrap();
    fs::rename(case.root().join("site/a/b"), case.root().join("site/old")).unwrap();
    symlink(case.root().join("outside"), case.root().join("site/a/b")).unwrap();

    let opened = open(&case.root().join("site"), &path);

    assert!(matches!(opened, Err(BeneathError::Io(_))), "{opened:?}");
}

#[test]
fn what_is_no_file_is_not_opened_and_blocks_nobody() {
    let case = case();
    let pipe = case.root().join("site/pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());

    for path in ["pipe", "a"] {
        let opened = case.open(path);
        assert!(matches!(opened, Err(BeneathError::NotAFile)), "{opened:?}");
    }
    let link = case.root().join("site/link");
    symlink("a/b/file", link).unwrap();
    assert!(case.open("link").is_err());
    assert!(matches!(open_itself(&pipe), Err(BeneathError::NotAFile)));
    assert!(open_itself(&case.root().join("site/link")).is_err());
}

/// What is read of a file of this name that `make` made, at most ten bytes.
fn small(make: impl FnOnce(&Path)) -> Result<Option<String>, SmallFileError> {
    let case = case();
    let site = case.root().join("site");
    make(&site.join("small"));
    read_text(&site, &site.join("small"), 10)
}

#[test]
fn a_small_file_is_read_without_its_mark_and_one_that_is_missing_is_none() {
    let text = small(|path| fs::write(path, "\u{feff}text").unwrap());
    assert_eq!(text.unwrap().as_deref(), Some("text"));
    let ten = small(|path| fs::write(path, "0123456789").unwrap());
    assert_eq!(ten.unwrap().as_deref(), Some("0123456789"));
    let hidden = small(|path| {
        fs::write(path.with_file_name(".git/x"), "x").unwrap();
        symlink(".git/x", path).unwrap();
    });
    assert_eq!(hidden.unwrap().as_deref(), Some("x"));

    assert!(small(|_| ()).unwrap().is_none());
    assert!(
        small(|path| symlink("none", path).unwrap())
            .unwrap()
            .is_none()
    );
}

#[test]
fn of_a_small_file_nothing_is_read_that_is_too_much_or_elsewhere_or_never_ends() {
    let told = |make: &dyn Fn(&Path)| {
        let told = crate::model::words::of(&small(|path| make(path)).unwrap_err());
        let (why, path) = told.rsplit_once(" (").unwrap();
        assert!(path.ends_with("site/small)"), "{told}");
        why.to_owned()
    };

    let too_large = told(&|path| fs::write(path, "01234567890").unwrap());
    assert!(too_large.starts_with("it is larger than"), "{too_large}");
    let outside = "it is a link that leads out of the folder";
    assert_eq!(told(&|path| symlink("/dev/zero", path).unwrap()), outside);
    assert_eq!(
        told(&|path| symlink("../outside/file", path).unwrap()),
        outside
    );
    assert_eq!(told(&|path| fs::create_dir(path).unwrap()), "it is no file");
    let pipe = told(&|path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    });
    assert_eq!(pipe, "it is no file");
    assert_eq!(
        told(&|path| fs::write(path, b"caf\xe9").unwrap()),
        "it is no text in UTF-8"
    );
}
