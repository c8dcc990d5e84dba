//! The names of articles: rename, duplicate, bin.
//!
//! A **bundle** is a folder that is one article: its text is `index.md`, and its name is that of
//! the folder.

use std::path::{Path, PathBuf};

use super::values;
use crate::model::{
    change::{Deed, Part, Rewrite},
    document::ContentHash,
    front_matter::{self, Change, KeyPath, Manner, Value},
    said::{Said, said},
    site::{bundle::Role, keys},
    text::Edit,
};

/// A longer name fits on no disk, with what is written beside it for a moment.
const MAX_BYTES: usize = 240;

/// Names that Windows keeps for itself, with or without an extension.
const RESERVED: [&str; 4] = ["aux", "con", "nul", "prn"];
/// The same with a digit behind.
const RESERVED_WITH_DIGIT: [&str; 2] = ["com", "lpt"];

/// Why a name is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    Empty,
    Same,
    Character(char),
    /// A name that begins so makes no page.
    Hidden(char),
    /// It ends in a full stop, which not every system keeps.
    End,
    /// It means something else to a system.
    Reserved(String),
    TooLong,
}

impl NameError {
    pub fn said(&self) -> Said {
        match self {
            Self::Same => said!("rename-stays"),
            Self::Empty => said!("rename-empty"),
            Self::Character(char) => said!("rename-character", sign = char.to_string()),
            Self::Hidden(char) => said!("rename-hidden", sign = char.to_string()),
            Self::End => said!("rename-end"),
            Self::Reserved(name) => said!("rename-reserved", name = name),
            Self::TooLong => said!("rename-too-long"),
        }
    }
}

/// Whether the text of a bundle is in this file.
pub fn is_bundle(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    Role::of(path) == Role::Leaf && folder.is_some()
}

/// What is moved, copied or thrown away for an article: the file, or the folder of a bundle.
pub fn whole(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if is_bundle(path) => folder,
        _ => path,
    }
}

/// The name of an article, without its extension.
pub fn name_of(path: &Path) -> String {
    let name = if is_bundle(path) {
        whole(path).file_name()
    } else {
        path.file_stem()
    };
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// Where the text of an article is once it has another name; the extension stays.
///
/// # Errors
/// [`NameError`].
pub fn renamed(path: &Path, name: &str) -> Result<PathBuf, NameError> {
    let name = name.trim();
    if name == name_of(path) {
        return Err(NameError::Same);
    }
    check(name)?;
    Ok(with_name(path, name))
}

/// Where a file is once it has another name; the extension stays.
///
/// # Errors
/// [`NameError`].
pub fn renamed_file(path: &Path, name: &str) -> Result<PathBuf, NameError> {
    let name = name.trim();
    if path.file_stem().is_some_and(|stem| stem == name) {
        return Err(NameError::Same);
    }
    check(name)?;
    let mut file = std::ffi::OsString::from(name);
    if let Some(extension) = path.extension() {
        file.push(".");
        file.push(extension);
    }
    Ok(path.with_file_name(file))
}

/// Where a file is once it lies in this folder below the root, whose names are written with `/`.
///
/// # Errors
/// [`NameError`].
pub fn moved_file(path: &Path, root: &Path, folder: &str) -> Result<PathBuf, NameError> {
    let folder = folder.trim().trim_matches('/');
    let mut to = root.to_owned();
    for name in folder.split('/') {
        check(name)?;
        to.push(name);
    }
    let to = to.join(path.file_name().unwrap_or_default());
    if to == path {
        Err(NameError::Same)
    } else {
        Ok(to)
    }
}

fn check(name: &str) -> Result<(), NameError> {
    let first = name.chars().next().ok_or(NameError::Empty)?;
    // Hugo leaves these out, and Windows some of the others.
    if matches!(first, '.' | '#') {
        return Err(NameError::Hidden(first));
    }
    let is_bad = |char: &char| char.is_control() || "/\\:*?\"<>|".contains(*char);
    if let Some(char) = name.chars().find(is_bad) {
        return Err(NameError::Character(char));
    }
    if name.ends_with('.') {
        return Err(NameError::End);
    }
    if is_reserved(name) {
        return Err(NameError::Reserved(name.to_owned()));
    }
    if name.len() > MAX_BYTES {
        return Err(NameError::TooLong);
    }
    Ok(())
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let is_with_digit = |start: &&str| {
        let rest = stem.strip_prefix(*start);
        rest.is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    RESERVED.contains(&&*stem) || RESERVED_WITH_DIGIT.iter().any(is_with_digit)
}

fn with_name(path: &Path, name: &str) -> PathBuf {
    if is_bundle(path) {
        let file = path.file_name().unwrap_or_default();
        return whole(path).with_file_name(name).join(file);
    }
    let mut file = std::ffi::OsString::from(name);
    if let Some(extension) = path.extension() {
        file.push(".");
        file.push(extension);
    }
    path.with_file_name(file)
}

/// `expected`: what the file holds.
pub fn rename(path: &Path, to: &Path, expected: ContentHash) -> Part {
    let (from, target) = (whole(path).to_owned(), whole(to).to_owned());
    let is_folder = is_bundle(path);
    Part {
        path: from,
        expected: (!is_folder).then_some(expected),
        deed: if is_folder {
            Deed::MoveFolder { to: target }
        } else {
            Deed::Move { to: target }
        },
        rewrite: Rewrite::Keep,
        is_ticked: true,
    }
}

/// To the recycle bin, a bundle with all that is in it.
pub fn to_bin(path: &Path, expected: ContentHash) -> Part {
    Part {
        path: whole(path).to_owned(),
        expected: (!is_bundle(path)).then_some(expected),
        deed: Deed::ToBin {
            only_if: Vec::new(),
        },
        rewrite: Rewrite::Keep,
        is_ticked: true,
    }
}

/// Where a second one of an article goes: `ferry-2.md`, or the next number that `is_free`.
pub fn duplicate_name(path: &Path, is_free: impl Fn(&Path) -> bool) -> PathBuf {
    let name = name_of(path);
    // `ferry-2` becomes `ferry-3`, not `ferry-2-2`.
    let (stem, first) = match name.rsplit_once('-') {
        Some((stem, number)) if is_name(stem) => match number.parse() {
            Ok(number @ 2..100) => (stem, number),
            _ => (&*name, 1_u32),
        },
        _ => (&*name, 1),
    };
    let mut number = first + 1;
    loop {
        let to = with_name(path, &format!("{stem}-{number}"));
        if is_free(whole(&to)) || number == u32::MAX {
            return to;
        }
        number += 1;
    }
}

/// Whether a number after it counts copies; in `2026-02-24` it is a day.
fn is_name(stem: &str) -> bool {
    stem.ends_with(|char: char| !char.is_ascii_digit())
}

/// The edits that make a second one of an article what it is: kept from readers, with an address and
/// translations of its own. `to`: where its text will be.
pub fn as_copy(text: &str, to: &Path, kept_back: (&str, bool)) -> Vec<Edit> {
    let head = front_matter::glance(text);
    if head.format.is_none() {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for entry in &head.entries {
        let path = KeyPath(vec![entry.key.clone()]);
        match (&*entry.key.to_ascii_lowercase(), &entry.value) {
            (keys::ALIASES | keys::URL | keys::SMALL_TRANSLATION_KEY, _) => {
                changes.push(Change::Remove { path });
            }
            (keys::SLUG, Value::Text(slug)) => {
                let name = name_of(to);
                let number = name.rsplit('-').next().unwrap_or("2");
                let value = Value::Text(format!("{slug}-{number}"));
                changes.push(Change::Set { path, value });
            }
            _ => {}
        }
    }
    let (key, value) = kept_back;
    changes.push(Change::Set {
        path: KeyPath::new([key]),
        value: Value::Bool(value),
    });
    // A head that cannot be read is copied as it is.
    values(text, &changes, Manner::default).unwrap_or_default()
}

/// A copy of the article at `to`: of each of its `files`, which are all of a bundle or the one.
pub fn duplicate(path: &Path, to: &Path, files: &[(PathBuf, ContentHash)]) -> Vec<Part> {
    let (from, target) = (whole(path), whole(to));
    let copy = |(file, hash): &(PathBuf, ContentHash)| {
        let below = file.strip_prefix(from).ok()?;
        let to = if below.as_os_str().is_empty() {
            target.to_owned()
        } else {
            target.join(below)
        };
        Some(Part {
            path: file.clone(),
            expected: Some(*hash),
            deed: Deed::Copy { to },
            rewrite: Rewrite::Keep,
            is_ticked: true,
        })
    };
    files.iter().filter_map(copy).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::generator::Generator;

    #[test]
    fn a_file_keeps_its_extension_and_a_bundle_its_index() {
        let renamed = |path: &str| renamed(Path::new(path), "new").unwrap();

        assert_eq!(renamed("posts/old.nl.md"), Path::new("posts/new.md"));
        assert_eq!(
            renamed("posts/old/index.md"),
            Path::new("posts/new/index.md")
        );
        assert_eq!(name_of(Path::new("posts/old/index.md")), "old");
    }

    #[test]
    fn another_file_goes_by_its_name_and_into_folders_of_the_site() {
        let path = Path::new("/s/static/a b.jpg");
        assert_eq!(renamed_file(path, " c "), Ok("/s/static/c.jpg".into()));
        assert_eq!(renamed_file(path, "a b"), Err(NameError::Same));
        assert_eq!(renamed_file(path, "c/d"), Err(NameError::Character('/')));
        let moved = |folder: &str| moved_file(path, Path::new("/s"), folder);
        assert_eq!(moved("/static/x/"), Ok("/s/static/x/a b.jpg".into()));
        assert_eq!(moved("static"), Err(NameError::Same));
        assert_eq!(moved("static/../.."), Err(NameError::Hidden('.')));
        assert_eq!(moved(""), Err(NameError::Empty));
    }

    #[test]
    fn a_name_that_no_system_or_no_page_has_is_not_taken() {
        let check = |name: &str| renamed(Path::new("a.md"), name).unwrap_err();

        assert_eq!(check("a"), NameError::Same);
        assert_eq!(check("  "), NameError::Empty);
        assert_eq!(check("b/c"), NameError::Character('/'));
        assert_eq!(check("b\nc"), NameError::Character('\n'));
        assert_eq!(check(".b"), NameError::Hidden('.'));
        assert_eq!(check("b."), NameError::End);
        assert_eq!(check("Con"), NameError::Reserved("Con".to_owned()));
        assert_eq!(check("lpt1"), NameError::Reserved("lpt1".to_owned()));
        assert_eq!(check(&"é".repeat(121)), NameError::TooLong);
        for name in ["contact", "com", "lpt10", "é"] {
            assert!(renamed(Path::new("a.md"), name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_duplicate_is_a_draft_with_an_address_of_its_own() {
        let copied = |text: &str| {
            let edits = as_copy(text, Path::new("ferry-2.md"), Generator::Hugo.kept_back());
            crate::model::change::edited(text, &edits)
                .unwrap()
                .into_owned()
        };

        assert_eq!(
            copied(
                "---\ntitle: A # it\nslug: old\naliases: [/b/]\ntranslationKey: t\ndraft: false\n---\nText\n"
            ),
            "---\ntitle: A # it\nslug: old-2\ndraft: true\n---\nText\n"
        );
        let edits = as_copy(
            "---\ntitle: A\n---\n",
            Path::new("a-2.md"),
            Generator::Jekyll.kept_back(),
        );
        let [edit] = &edits[..] else {
            panic!("{edits:?}");
        };
        assert_eq!(
            edit.insert, "published: false\n",
            "Jekyll knows no drafts there"
        );
        assert_eq!(copied("Only text\n"), "Only text\n");
        assert_eq!(copied("---\ntitle: [\n---\n"), "---\ntitle: [\n---\n");
    }

    #[test]
    fn a_duplicate_takes_the_next_number() {
        let next = |path: &str, taken: &[&str]| {
            let is_free = |path: &Path| !taken.iter().any(|it| Path::new(it) == path);
            duplicate_name(Path::new(path), is_free)
        };

        assert_eq!(next("a.md", &[]), Path::new("a-2.md"));
        assert_eq!(next("a.md", &["a-2.md"]), Path::new("a-3.md"));
        assert_eq!(next("a-2.md", &[]), Path::new("a-3.md"));
        assert_eq!(next("a/index.md", &["a-2"]), Path::new("a-3/index.md"));
        assert_eq!(next("2026-02-24.md", &[]), Path::new("2026-02-24-2.md"));
    }

    #[test]
    fn a_bundle_is_copied_with_its_files() {
        let hash = ContentHash([1; 32]);
        let files = [("a/index.md".into(), hash), ("a/img/x.jpg".into(), hash)];

        let parts = duplicate(Path::new("a/index.md"), Path::new("b/index.md"), &files);

        let targets: Vec<_> = parts.iter().filter_map(Part::target).collect();
        assert_eq!(targets, [Path::new("b/index.md"), Path::new("b/img/x.jpg")]);
    }
}
