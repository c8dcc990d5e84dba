//! Files that would be one page: Hugo takes one of them, and does not open the others.
//!
//! Within a folder: the one with the code of a language in its name, then the one whose ending is the last
//! in order, then the first name in order (`a.en.md` before `a.md`, `a.md` before `a.markdown`, `A.md`
//! before `a.md`). Of what several mounts put into one folder the first mount counts before the name,
//! and from 0.153 before all. A file and a folder of one name are no doubles here: which of them counts is
//! chance.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher as _, RandomState},
};

use super::{
    super::{
        bundle::Role,
        hugo::{Part, Settings},
    },
    place_of,
};

/// The paths of files in whose place another one is taken, each with the path of that.
pub(super) fn found<'a>(
    settings: &Settings,
    paths: impl Iterator<Item = &'a str>,
) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if !settings.is_hugo() || !settings.version.has(123) {
        return found;
    }
    let of_content = settings.mounts.iter();
    let mut of_content = of_content.filter(|mount| mount.part == Part::Content);
    let has_several = of_content.nth(1).is_some();
    let hashes = RandomState::new();
    let hash = |path: &str| {
        let stood = has_several.then(|| settings.content_path(path)).flatten();
        let path = stood.as_deref().unwrap_or(path);
        hashes.hash_one(likeness(path))
    };
    let mut by_hash: Vec<(u64, &str)> = paths.map(|path| (hash(path), path)).collect();
    by_hash.sort_unstable();
    by_hash.dedup();
    for alike in by_hash.chunk_by(|(one, _), (other, _)| one == other) {
        if alike.len() > 1 {
            add(settings, alike.iter().map(|(_, path)| *path), &mut found);
        }
    }
    found
}

/// Whether two files may be one page: they lie in one folder, and their names begin alike.
pub fn may_be_one(path: &str, other: &str) -> bool {
    likeness(path) == likeness(other)
}

/// The folder, and the name up to its first dot as it counts.
fn likeness(path: &str) -> (&str, String) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let start = file.split('.').next().unwrap_or_default();
    (folder, start.to_lowercase().replace(' ', "-"))
}

/// Of one folder, one name and one language.
type Same = (usize, String, Role, String);

fn add<'a>(
    settings: &Settings,
    alike: impl Iterator<Item = &'a str>,
    found: &mut BTreeMap<String, String>,
) {
    let mut same: HashMap<Same, Vec<(Rank<'a>, &str)>> = HashMap::new();
    for path in alike {
        let (Some((mount, stood)), Ok(place)) = (settings.stood(path), place_of(settings, path))
        else {
            continue;
        };
        let folder = stood.rsplit_once('/').map_or("", |(folder, _)| folder);
        let rank = Rank {
            first_mount: if settings.version.has(153) { mount } else { 0 },
            has_no_language: !place.names_language,
            ending: Reverse(place.ending),
            mount,
            name: path.rsplit('/').next().unwrap_or_default(),
        };
        let key = (place.language, place.key, place.role, folder.to_owned());
        same.entry(key).or_default().push((rank, path));
    }
    for mut files in same.into_values() {
        files.sort();
        let mut files = files.into_iter().map(|(_, path)| path.to_owned());
        let first = files.next().unwrap_or_default();
        found.extend(files.map(|path| (path, first.clone())));
    }
}

/// The least is taken.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    first_mount: usize,
    has_no_language: bool,
    ending: Reverse<String>,
    mount: usize,
    name: &'a str,
}
