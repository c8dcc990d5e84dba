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

/// As the system keeps a list of who may read: version 2, then kind, permissions and id of each.
#[cfg(target_os = "linux")]
fn access_list(named: Option<u32>) -> Vec<u8> {
    const OWNER: u16 = 1;
    const USER: u16 = 2;
    const GROUP: u16 = 4;
    const MASK: u16 = 16;
    const OTHERS: u16 = 32;
    let mut entries = vec![(OWNER, 6_u16, u32::MAX)];
    entries.extend(named.map(|id| (USER, 6, id)));
    entries.push((GROUP, 4, u32::MAX));
    entries.extend(named.map(|_| (MASK, 6, u32::MAX)));
    entries.push((OTHERS, 0, u32::MAX));
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (kind, permissions, id) in entries {
        list.extend_from_slice(&kind.to_le_bytes());
        list.extend_from_slice(&permissions.to_le_bytes());
        list.extend_from_slice(&id.to_le_bytes());
    }
    list
}

#[cfg(target_os = "linux")]
const DEFAULT_LIST: &str = "system.posix_acl_default";
#[cfg(target_os = "linux")]
const LIST: &str = "system.posix_acl_access";

#[cfg(target_os = "linux")]
#[test]
fn a_save_lets_nobody_read_who_could_not_before() {
    let case = case(b"old");
    fs::set_permissions(&case.path, fs::Permissions::from_mode(0o640)).unwrap();
    if xattr::set(case.folder.path(), DEFAULT_LIST, &access_list(Some(12_345))).is_err() {
        crate::io::skip::without("this file system keeps no lists of who may read");
        return;
    }

    case.save("new", b"old").unwrap();

    assert_eq!(xattr::get(&case.path, LIST).unwrap(), None);
    let mode = fs::metadata(&case.path).unwrap().mode();
    assert_eq!(mode & 0o7777, 0o640);
    case.check("new");
}

#[cfg(target_os = "linux")]
#[test]
fn the_list_of_who_may_read_is_kept() {
    let case = case(b"old");
    let list = access_list(Some(54_321));
    if xattr::set(&case.path, LIST, &list).is_err() {
        crate::io::skip::without("this file system keeps no lists of who may read");
        return;
    }
    xattr::set(case.folder.path(), DEFAULT_LIST, &access_list(Some(12_345))).unwrap();
    let mode = || fs::metadata(&case.path).unwrap().mode();
    let before = mode();

    case.save("new", b"old").unwrap();

    assert_eq!(xattr::get(&case.path, LIST).unwrap(), Some(list));
    assert_eq!(mode(), before);
    case.check("new");
}

#[cfg(target_os = "linux")]
#[test]
fn a_new_file_has_the_list_of_its_folder() {
    let case = case(b"old");
    if xattr::set(case.folder.path(), DEFAULT_LIST, &access_list(Some(12_345))).is_err() {
        crate::io::skip::without("this file system keeps no lists of who may read");
        return;
    }
    let path = case.folder.path().join("new.md");

    save(&path, "new", None).unwrap();

    let list = access_list(Some(12_345));
    assert_eq!(xattr::get(&path, LIST).unwrap(), Some(list));
}

#[test]
fn what_replaces_a_file_of_ours_is_readable_to_those_who_could_read_that() {
    let case = case(b"old");
    fs::set_permissions(&case.path, fs::Permissions::from_mode(0o600)).unwrap();

    replace(&case.path, b"new").unwrap();

    let mode = fs::metadata(&case.path).unwrap().mode();
    assert_eq!(mode & 0o7777, 0o600);
    case.check("new");
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

    assert!(crate::model::words::of(&err).ends_with("a.md)"), "{err}");
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
        crate::io::skip::without("this file system keeps no extended attributes");
        return;
    }

    case.save("new", b"old").unwrap();

    let kept = xattr::get(&case.path, "user.note").unwrap();
    assert_eq!(kept.as_deref(), Some(&b"mine"[..]));
}

#[test]
fn a_link_out_of_the_site_is_written_once_that_is_allowed() {
    let case = case(b"old");
    let site = case.folder.path().join("site");
    fs::create_dir(&site).unwrap();
    let site = site.canonicalize().unwrap();
    let link = site.join("link.md");
    symlink(&case.path, &link).unwrap();
    let mut store = Store::new(&case.folder.path().join("state"));
    store.keep_within(site);

    let err = store.write(&job(&link, "new", Some(b"old"))).unwrap_err();

    let WriteError::Outside { target, .. } = err else {
        panic!("{err:?}");
    };
    case.check("old");
    store.allow(target);
    store.write(&job(&link, "new", Some(b"old"))).unwrap();
    case.check("new");
    assert!(link.is_symlink());
}

#[test]
fn a_link_within_the_site_needs_no_word() {
    let case = case(b"old");
    let site = case.folder.path().join("site");
    fs::create_dir(&site).unwrap();
    fs::write(site.join("a.md"), "old").unwrap();
    symlink("a.md", site.join("link.md")).unwrap();
    let site = site.canonicalize().unwrap();
    let mut store = Store::new(&case.folder.path().join("state"));
    store.keep_within(site.clone());

    store
        .write(&job(&site.join("link.md"), "new", Some(b"old")))
        .unwrap();

    assert_eq!(fs::read_to_string(site.join("a.md")).unwrap(), "new");
}

/// A folder with these below it: sites and what is outside of them.
fn places() -> (tempfile::TempDir, PathBuf, Store) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for name in ["one", "two", "shared", "shared/posts"] {
        fs::create_dir_all(root.join(name)).unwrap();
        fs::write(root.join(name).join("a.md"), "old").unwrap();
    }
    let mut store = Store::new(&root.join("state"));
    store.keep_within(root.join("one"));
    (folder, root, store)
}

#[test]
fn any_place_that_is_not_in_an_opened_site_is_asked_about() {
    let (_folder, root, mut store) = places();
    let write = |store: &Store, path: &str| {
        let job = job(&root.join(path), "new", Some(b"old"));
        match store.write(&job) {
            Ok(_) => fs::write(root.join(path), "old").is_ok(),
            Err(WriteError::Outside { target, .. }) => {
                assert_eq!(target, root.join(path));
                false
            }
            Err(err) => panic!("{err}"),
        }
    };
    let new = |store: &Store, path: &str| store.make_folder_of(&root.join(path)).is_ok();

    assert!(write(&store, "one/a.md"));
    for path in ["two/a.md", "shared/a.md", "shared/posts/a.md"] {
        assert!(!write(&store, path), "{path}");
    }
    assert!(!new(&store, "two/new/b.md") && !root.join("two/new").exists());

    // The folders of one site that the writer allowed, and another site that was opened.
    store.keep_within_and(root.join("one"), vec![root.join("shared/posts")]);
    store.keep_within(root.join("two"));
    for path in ["one/a.md", "two/a.md", "shared/posts/a.md"] {
        assert!(write(&store, path), "{path}");
    }
    assert!(new(&store, "shared/posts/new/b.md"));
    assert!(!write(&store, "shared/a.md"));
    store.allow(root.join("shared/a.md"));
    assert!(write(&store, "shared/a.md"));
}

#[test]
fn a_link_from_one_opened_site_into_another_is_asked_about() {
    let (_folder, root, mut store) = places();
    store.keep_within(root.join("two"));
    symlink("../two/a.md", root.join("one/link.md")).unwrap();

    let saved = store.write(&job(&root.join("one/link.md"), "new", Some(b"old")));

    assert!(
        matches!(saved, Err(WriteError::Outside { .. })),
        "{saved:?}"
    );
    assert_eq!(fs::read_to_string(root.join("two/a.md")).unwrap(), "old");
}

#[test]
fn a_place_that_the_writer_names_for_a_new_file_is_written_wherever_its_folder_is() {
    let (_folder, root, mut store) = places();
    symlink("shared", root.join("by another name")).unwrap();
    let named = root.join("by another name/new.md");

    store.allow_named(&named);

    store.write(&job(&named, "new", None)).unwrap();
    store.write(&job(&named, "more", Some(b"new"))).unwrap();
    let beside = job(&root.join("shared/other.md"), "new", None);
    assert!(store.write(&beside).is_err());
}

#[test]
fn a_link_into_the_folder_of_git_is_never_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git/hooks")).unwrap();
    let hook = folder.path().join(".git/hooks/pre-commit");
    fs::write(&hook, "old").unwrap();
    let link = folder.path().join("a.md");
    symlink(&hook, &link).unwrap();
    symlink(folder.path().join(".git/hooks"), folder.path().join("b")).unwrap();

    for path in [link, folder.path().join("b/pre-commit")] {
        let err = save(&path, "new", Some(b"old")).unwrap_err();

        assert!(matches!(err, WriteError::InGit { .. }), "{err:?}");
        assert_eq!(fs::read_to_string(&hook).unwrap(), "old");
    }
}
