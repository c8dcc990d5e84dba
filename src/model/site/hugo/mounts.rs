//! Which folders of the site are which part of it: `module.mounts`, else `contentDir` and the like.

use super::{
    data::{Node, Place, Table},
    files::{Files, Within, joined},
    glob::Glob,
    language::Language,
    settings::{Trouble, Weight},
    version::Version,
};

use crate::model::said::{Said, said};

/// A part of the site, as the targets of mounts begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    Content,
    Static,
    Assets,
    Archetypes,
    Layouts,
    Data,
    I18n,
}

impl Part {
    const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Content, "content", "contentdir"),
        (Self::Static, "static", "staticdir"),
        (Self::Assets, "assets", "assetdir"),
        (Self::Archetypes, "archetypes", "archetypedir"),
        (Self::Layouts, "layouts", "layoutdir"),
        (Self::Data, "data", "datadir"),
        (Self::I18n, "i18n", "i18ndir"),
    ];
}

/// A folder or file of the site that stands for a part of it, or for a folder of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Mount {
    pub part: Part,
    /// From the site's root, with `/`; empty for the root itself.
    pub source: String,
    /// Below the part: `blog`; empty for all of it.
    pub target: String,
    /// The codes that files without one in their name have; `None`: that of the default language.
    pub languages: Option<Vec<String>>,
    /// Which of its files count: the first that fits says it.
    patterns: Vec<Pattern>,
    /// A theme brings it.
    pub is_of_theme: bool,
}

/// A pattern of a mount's files, as they stand below its source, in small letters: `/sub/a.md`.
#[derive(Clone, Debug, PartialEq)]
struct Pattern {
    is_out: bool,
    glob: Glob,
    /// The folders that what it lets in lies in.
    folders: Vec<Glob>,
}

impl Pattern {
    fn new(written: &str, is_out: bool, version: Version) -> Option<Self> {
        let written = format!("/{}", written.trim_start_matches('/')).to_lowercase();
        let slashes = written.match_indices('/').skip(1);
        let folders = slashes.filter_map(|(at, _)| Glob::of(written.get(..at)?, version));
        Some(Self {
            is_out,
            glob: Glob::of(&written, version)?,
            folders: folders.filter(|_| !is_out).collect(),
        })
    }

    /// Whether it lets in a file, or a folder; `None`: it says nothing of it.
    fn lets_in(&self, path: &str, is_folder: bool) -> Option<bool> {
        let leads_there = || is_folder && self.folders.iter().any(|glob| glob.is_match(path));
        (self.glob.is_match(path) || leads_there()).then_some(!self.is_out)
    }
}

impl Mount {
    fn whole(part: Part, source: String, languages: Option<Vec<String>>) -> Self {
        Self {
            part,
            source,
            target: String::new(),
            languages,
            patterns: Vec::new(),
            is_of_theme: false,
        }
    }

    /// Whether the patterns let in a file below the source, and all folders that it is in.
    fn lets_in(&self, below: &str) -> bool {
        if self.patterns.is_empty() {
            return true;
        }
        let has_only_out = self.patterns.iter().all(|pattern| pattern.is_out);
        let path = format!("/{}", below.to_lowercase());
        let is_in = |path: &str, is_folder: bool| {
            let mut said = self.patterns.iter();
            let said = said.find_map(|pattern| pattern.lets_in(path, is_folder));
            said.unwrap_or(has_only_out)
        };
        let slashes = path.match_indices('/').skip(1);
        let mut folders = slashes.filter_map(|(at, _)| path.get(..at));
        folders.all(|folder| is_in(folder, true)) && is_in(&path, false)
    }

    /// Where a file of the site stands in the part, if it does: `blog/a.md`.
    pub fn place_of(&self, path: &str) -> Option<String> {
        let below = if self.source.is_empty() {
            path
        } else {
            let rest = path.strip_prefix(&*self.source)?;
            match rest.strip_prefix('/') {
                Some(below) => below,
                // A single file may be mounted.
                None if rest.is_empty() => return Some(self.target.clone()),
                None => return None,
            }
        };
        self.lets_in(below).then(|| joined(&self.target, below))
    }
}

/// All mounts of the site itself, its own before those that it has without saying so.
pub(super) fn read(
    tree: &Table,
    languages: &[Language],
    version: Version,
    sources: &mut Sources<'_>,
    troubles: &mut Vec<(Place, Weight, Said)>,
) -> Vec<Mount> {
    let named = tree.at(&["module", "mounts"]);
    let mut mounts: Vec<Mount> = named
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(|node| one(node, languages, version, sources, troubles))
        .collect();
    for (part, name, key) in Part::ALL {
        if mounts.iter().any(|mount| mount.part == part) {
            continue;
        }
        if part == Part::Content {
            mounts.extend(content(tree, languages, sources));
            continue;
        }
        let folders = tree
            .get(key)
            .map_or_else(|| vec![name.to_owned()], Node::texts);
        for folder in folders {
            if let Some(source) = sources.find(&folder) {
                mounts.push(Mount::whole(part, source, None));
            }
        }
    }
    mounts
}

/// A theme that is in the site.
pub(super) struct Theme {
    /// From the site's root.
    pub folder: String,
    /// What of its folders is mounted where; `None`: those with the usual names.
    pub mounts: Option<Vec<Node>>,
}

impl Theme {
    /// What is mounted of a theme with these settings, as who imports it says, else as it says itself.
    pub(super) fn new(folder: String, settings: &Table, import: Option<&Table>) -> Self {
        let of_import = import.and_then(|import| import.get("mounts"));
        let has_none = import.and_then(|import| import.get("nomounts"));
        let own = || settings.at(&["module", "mounts"]);
        let named = of_import.or_else(own).map(|node| node.items().to_vec());
        let named = named.filter(|mounts| !mounts.is_empty());
        let mounts = match has_none {
            Some(node) if node.is_on(false) => Some(Vec::new()),
            _ => named,
        };
        Self { folder, mounts }
    }
}

/// What themes bring to the content, the nearest theme first.
pub(super) fn content_of_themes(
    themes: &[Theme],
    languages: &[Language],
    version: Version,
    files: &dyn Files,
    troubles: &mut Vec<(Place, Weight, Said)>,
) -> Vec<Mount> {
    const USUAL: &str = "content";
    let mut found = Vec::new();
    for theme in themes {
        // What lies outside of the site is told where the theme is found.
        let mut sources = Sources {
            files,
            within: &theme.folder,
            left_out: Vec::new(),
        };
        let Some(mounts) = &theme.mounts else {
            let source = joined(&theme.folder, USUAL);
            if files.is_folder(&source) {
                found.push(Mount::whole(Part::Content, source, None));
            }
            continue;
        };
        let mounts = mounts.iter();
        let mounts = mounts.filter_map(|it| one(it, languages, version, &mut sources, troubles));
        found.extend(mounts.filter(|mount| mount.part == Part::Content));
    }
    for mount in &mut found {
        mount.is_of_theme = true;
    }
    found
}

/// The folders outside of the site that the settings of a theme in `folder` name, each where it is
/// named. Nothing of a theme's own folders is read but what is within the site.
pub(super) fn left_out_of_theme(
    theme: &Table,
    folder: &str,
    files: &dyn Files,
) -> impl Iterator<Item = (Place, String)> {
    let of_keys = Part::ALL.iter().filter_map(|(.., key)| theme.get(key));
    let mounts = theme.at(&["module", "mounts"]);
    let mounts = mounts.map_or(&[][..], Node::items).iter();
    let sources = mounts.filter_map(|node| node.table()?.get("source"));
    let all: Vec<&Node> = of_keys.chain(sources).collect();
    all.into_iter().flat_map(move |node| {
        let is_outside = |named: &String| {
            let is_whole = named.starts_with('/');
            let path = if is_whole {
                named.clone()
            } else {
                joined(folder, named)
            };
            files.within(&path) == Within::Outside
        };
        let named = node.texts().into_iter().filter(is_outside);
        named.map(|named| (node.place, named)).collect::<Vec<_>>()
    })
}

/// The content folders of the languages; one that several share is of the default one. The usual
/// one takes the place of one that is left out.
fn content(tree: &Table, languages: &[Language], sources: &mut Sources<'_>) -> Vec<Mount> {
    const USUAL: &str = "content";
    let all = tree.get("contentdir").and_then(Node::text);
    let all = all.unwrap_or_else(|| USUAL.to_owned());
    let mut mounts: Vec<Mount> = Vec::new();
    for language in languages {
        let folder = language.content.as_ref().unwrap_or(&all);
        let found = sources.find(folder);
        let source = found.unwrap_or_else(|| USUAL.to_owned());
        match mounts.iter_mut().find(|mount| mount.source == source) {
            Some(shared) => shared.languages = None,
            None => mounts.push(Mount::whole(
                Part::Content,
                source,
                Some(vec![language.code.clone()]),
            )),
        }
    }
    // The innermost folder first: `content/nl` before `content`.
    mounts.sort_by_key(|mount| std::cmp::Reverse(mount.source.len()));
    mounts
}

fn one(
    node: &Node,
    languages: &[Language],
    version: Version,
    sources: &mut Sources<'_>,
    troubles: &mut Vec<(Place, Weight, Said)>,
) -> Option<Mount> {
    let table = node.table()?;
    let text = |key: &str| table.get(key).and_then(Node::text);
    let target = text("target").unwrap_or_default();
    let clean = plain(&target).filter(|_| !target.starts_with('/'));
    let clean = clean.unwrap_or_default();
    let (first, below) = clean.split_once('/').unwrap_or((&clean, ""));
    let Some((part, ..)) = Part::ALL.iter().find(|(_, name, _)| *name == first) else {
        let why = said!("site-mount-target", target = target);
        troubles.push((node.place, Weight::Stops, why));
        return None;
    };
    let source = sources.find(&text("source")?)?;
    for key in ["includefiles", "excludefiles", "lang"] {
        if let Some(old) = table.get(key).filter(|_| version.has(168)) {
            let why = said!("site-mount-key", version = version.to_string(), key = key);
            troubles.push((old.place, Weight::Stops, why));
        }
    }
    let mut mount = Mount {
        target: below.to_owned(),
        ..Mount::whole(*part, source, None)
    };
    mount.languages = text("lang").map(|code| vec![code]);
    let texts = |key: &str| table.get(key).map(Node::texts).unwrap_or_default();
    let mut add = |written: &str, is_out| {
        mount
            .patterns
            .extend(Pattern::new(written, is_out, version));
    };
    if version.has(153) {
        for written in texts("files") {
            match written.strip_prefix("! ") {
                Some(out) => add(out, true),
                None => add(&written, false),
            }
        }
    }
    for (key, is_out) in [("includefiles", false), ("excludefiles", true)] {
        for written in texts(key) {
            add(&written, is_out);
        }
    }
    let wanted = table.at(&["sites", "matrix", "languages"]);
    if let Some(wanted) = wanted.filter(|_| version.has(153)) {
        mount.languages = Some(codes(&wanted.texts(), languages));
    }
    Some(mount)
}

/// The codes that patterns of codes name: `n*`, `! de`.
fn codes(patterns: &[String], languages: &[Language]) -> Vec<String> {
    let (out, wanted): (Vec<&String>, Vec<&String>) = patterns
        .iter()
        .partition(|pattern| pattern.starts_with("! "));
    let globs = |patterns: Vec<&String>| -> Vec<Glob> {
        let bare = patterns
            .iter()
            .map(|it| it.strip_prefix("! ").unwrap_or(it));
        bare.filter_map(Glob::new).collect()
    };
    let has_wanted = !wanted.is_empty();
    let (out, wanted) = (globs(out), globs(wanted));
    let is_named = |globs: &[Glob], code: &str| globs.iter().any(|glob| glob.is_match(code));
    let codes = languages.iter().map(|language| &language.code);
    codes
        .filter(|code| !is_named(&out, code) && (!has_wanted || is_named(&wanted, code)))
        .cloned()
        .collect()
}

/// Where the folders are that mounts name.
pub(super) struct Sources<'a> {
    pub files: &'a dyn Files,
    /// The folder that they are named from: empty for the site itself.
    pub within: &'a str,
    /// Those that lie outside of the site and are left out, as they are named.
    pub left_out: Vec<String>,
}

impl Sources<'_> {
    /// The path of a folder from the site's root; of one outside that is allowed as it is named.
    fn find(&mut self, named: &str) -> Option<String> {
        let path = joined(self.within, named);
        let named = if named.starts_with('/') { named } else { &path };
        match self.files.within(named) {
            Within::Site => plain(named),
            Within::Allowed => Some(named.trim_end_matches('/').to_owned()),
            Within::Outside => {
                if !self.left_out.iter().any(|other| other == named) {
                    self.left_out.push(named.to_owned());
                }
                None
            }
        }
    }
}

/// A path without `.` and `..`; `None`: it leads up.
pub(super) fn plain(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

impl Trouble {
    /// For one at a place in the files that were read.
    pub(super) fn at(files: &[String], place: Place, weight: Weight, message: Said) -> Self {
        let path = usize::from(place.file).checked_sub(1);
        Self {
            path: path
                .and_then(|at| files.get(at))
                .cloned()
                .unwrap_or_default(),
            line: usize::try_from(place.line).unwrap_or_default(),
            message,
            weight,
        }
    }
}
