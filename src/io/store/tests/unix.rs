//! What only some systems have: permissions, links, odd names.

use std::{
    ffi::OsStr,
    os::unix::{
        ffi::OsStrExt as _,
        fs::{MetadataExt as _, PermissionsExt as _, symlink},
    },
};

use super::*;

#[test]
fn permissions_are_kept() {
    let case = case(b"old");
    fs::set_permissions(&case.path, fs::Permissions::from_mode(0o664)).unwrap();

    case.save("new", b"old").unwrap();

    let mode = fs::metadata(&case.path).unwrap().mode();
    assert_eq!(mode & 0o7777, 0o664);
}

#[test]
fn a_symbolic_link_stays_one() {
    let case = case(b"old");
    let link = case.folder.path().join("link.md");
    symlink("post.md", &link).unwrap();

    save(&link, "new", Some(b"old")).unwrap();

    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    case.check("new");
}

#[test]
fn two_names_of_one_file_stay_one_file() {
    let case = case(b"old and longer");
    let other = case.folder.path().join("other.md");
    fs::hard_link(&case.path, &other).unwrap();

    case.save("new", b"old and longer").unwrap();

    assert_eq!(fs::read_to_string(&other).unwrap(), "new");
    case.check("new");
}

#[test]
fn a_write_protected_file_is_left_alone() {
    let case = case(b"old");
    fs::set_permissions(&case.path, fs::Permissions::from_mode(0o444)).unwrap();

    let err = case.save("new", b"old").unwrap_err();

    assert!(matches!(err, WriteError::ReadOnly { .. }), "{err:?}");
    case.check("old");
}

#[test]
fn a_chain_of_links_is_followed_and_every_link_stays() {
    let case = case(b"old");
    let folder = case.folder.path();
    fs::create_dir(folder.join("links")).unwrap();
    symlink("../post.md", folder.join("links/inner.md")).unwrap();
    symlink("links/inner.md", folder.join("outer.md")).unwrap();

    save(&folder.join("outer.md"), "new", Some(b"old")).unwrap();

    assert!(folder.join("outer.md").is_symlink());
    assert!(folder.join("links/inner.md").is_symlink());
    case.check("new");
}

#[test]
fn links_that_lead_in_a_circle_are_an_error_with_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    symlink("b.md", &path).unwrap();
    symlink("a.md", folder.path().join("b.md")).unwrap();

    let err = save(&path, "new", Some(b"old")).unwrap_err();

    assert!(err.to_string().ends_with("a.md)"), "{err}");
    assert!(path.is_symlink());
}

#[test]
fn a_link_to_nothing_is_not_replaced_by_a_new_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    symlink("gone.md", &path).unwrap();

    let err = save(&path, "new", None).unwrap_err();

    assert!(matches!(err, WriteError::Exists { .. }), "{err:?}");
    assert!(path.is_symlink());
}

#[test]
fn names_of_every_kind_can_be_saved() {
    let longest = "a".repeat(252) + ".md";
    let names: [&[u8]; 6] = [
        longest.as_bytes(),
        b"caf\xE9.md",
        b"-rf.md",
        b"two\nlines.md",
        b" .md",
        b"\xFF\xFE",
    ];
    for name in names {
        let case = case(b"");
        let path = case.folder.path().join(OsStr::from_bytes(name));
        fs::write(&path, "old").unwrap();

        save(&path, "new", Some(b"old")).unwrap();

        assert_eq!(fs::read_to_string(&path).unwrap(), "new", "{path:?}");
        case.check("");
    }
}

#[test]
fn a_pipe_is_no_article() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());

    let err = read(&path).unwrap_err();

    assert!(matches!(err, ReadError::NotAFile { .. }), "{err:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn extended_attributes_are_kept() {
    let case = case(b"old");
    if xattr::set(&case.path, "user.note", b"mine").is_err() {
        // This file system has none.
        return;
    }

    case.save("new", b"old").unwrap();

    let kept = xattr::get(&case.path, "user.note").unwrap();
    assert_eq!(kept.as_deref(), Some(&b"mine"[..]));
}
