//! Walks a folder into a site.

use std::{
    ffi::OsStr,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
};

use ignore::WalkState;
use jiff::tz::TimeZone;

use super::{
    beneath::{self, BeneathError, Bounds, OutsideFolder, SETTINGS_BYTES, SmallFileError},
    ignored::Rules,
};
use crate::model::{
    front_matter::{self, FrontMatter, KeyPath, Value},
    schema::HeadSummary,
    site::{Entry, Published, Site},
};

/// How much is read first; nearly every head fits.
const FIRST_BYTES: usize = 16 * 1024;
/// How much is read after that; enough to hold the largest head.
const HEAD_BYTES: u64 = 244 * 1024;
/// Folders that hold what Hugo and other programs made of the articles.
const MADE: [&str; 4] = ["public", "resources", "node_modules", ".git"];
pub(super) const HUGO_SETTINGS: [&str; 8] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];

/// Why a folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the folder could not be read: {source} ({})", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("this is not a folder ({})", path.display())]
    NotAFolder { path: PathBuf },
    #[error("a fault inside of Kopij ({})", path.display())]
    Fault { path: PathBuf },
}

/// The root of the site that `folder` is in: the folder itself, or one up to three levels above it
/// that has Hugo's settings.
///
/// # Errors
/// [`OpenError`], if it is no folder or cannot be read.
pub fn root_of(folder: &Path) -> Result<PathBuf, OpenError> {
    let root = folder.canonicalize().map_err(|source| OpenError::Read {
        path: folder.to_owned(),
        source,
    })?;
    if !root.is_dir() {
        return Err(OpenError::NotAFolder { path: root });
    }
    let hugo = root
        .ancestors()
        .take(4)
        .find(|folder| is_hugo(folder))
        .map(Path::to_owned);
    Ok(hugo.unwrap_or(root))
}

/// What is known of the site at `root`, as [`root_of`] gave it, before its articles are read.
pub(super) fn site_without_articles(bounds: &Bounds) -> Site {
    let root = bounds.root().to_owned();
    let mut settings = HugoSettings::read(&root);
    let (content, left_out) = content_folder(bounds, &settings);
    let mut outside = Vec::new();
    match left_out {
        Some(folder) if folder.may_be_allowed => outside.push(folder.place),
        Some(folder) => settings.problems.push(folder.to_string()),
        None => {}
    }
    let title = settings.title.unwrap_or_else(|| {
        let name = root.file_name().unwrap_or(root.as_os_str());
        name.to_string_lossy().into_owned()
    });
    let archetypes = archetypes_in(&root);
    Site {
        root,
        content,
        title,
        host: settings.host,
        published: Published {
            language: settings.language,
            permalinks: settings.permalinks,
        },
        time_zone: settings.time_zone,
        archetypes,
        articles: Vec::new(),
        problems: settings.problems,
        outside,
    }
}

/// The archetypes of a site, by name.
fn archetypes_in(root: &Path) -> Vec<PathBuf> {
    let folder = root.join("archetypes");
    if !beneath::resolve(root, &folder).is_ok_and(|found| found.is_some()) {
        return Vec::new();
    }
    let mut archetypes: Vec<PathBuf> = Rules::of(&folder)
        .walk(|_| true)
        .max_depth(Some(2))
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_article(path) && is_file_beneath(root, path))
        .collect();
    archetypes.sort();
    archetypes
}

fn is_file_beneath(root: &Path, path: &Path) -> bool {
    matches!(beneath::resolve(root, path), Ok(Some(found)) if found.is_file())
}

/// Whether the watcher should speak of this path at all.
pub fn is_watched(root: &Path, path: &Path) -> bool {
    if is_ignore_file(path) {
        return path.parent().is_some_and(|folder| !is_made(root, folder));
    }
    // Temporary files of ours are hidden, as are those of most editors.
    !is_made(root, path)
}

/// Whether the file says which other files are left out.
pub fn is_ignore_file(path: &Path) -> bool {
    let name = path.file_name();
    name == Some(OsStr::new(".gitignore")) || name == Some(OsStr::new(".ignore"))
}

fn is_hugo(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).is_file();
    HUGO_SETTINGS
        .iter()
        .any(|name| name.starts_with("hugo") && has(name))
        || (HUGO_SETTINGS.iter().any(|name| has(name)) && folder.join("content").is_dir())
        || folder.join("config/_default").is_dir()
}

/// Below a folder of made things, or hidden.
pub fn is_made(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else {
        return true;
    };
    below.iter().any(|name| {
        MADE.iter().any(|made| name == OsStr::new(made))
            || name.as_encoded_bytes().first() == Some(&b'.')
    })
}

pub(super) fn is_article(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|extension| {
            extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
        })
}

/// A site, and the folder in it whose articles are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub root: PathBuf,
    pub folder: PathBuf,
    /// The folder that its settings name in place of it, outside of the site.
    pub left_out: Option<OutsideFolder>,
    /// What of its settings was not read, one line each.
    pub problems: Vec<String>,
}

/// The site that `path` is in, and its content folder, or `path` itself where that is a folder
/// below it. The settings may name folders below those that are `allowed` as well.
///
/// # Errors
/// [`OpenError`], if it is no folder or cannot be read.
pub fn content_of(path: &Path, allowed: Vec<PathBuf>) -> Result<Content, OpenError> {
    let root = root_of(path)?;
    let asked = path.canonicalize().unwrap_or_else(|_gone| path.to_owned());
    let bounds = Bounds::new(root.clone(), allowed);
    let settings = HugoSettings::read(&root);
    let (content, left_out) = content_folder(&bounds, &settings);
    let folder = if asked.starts_with(&content) {
        asked
    } else {
        content
    };
    Ok(Content {
        root,
        folder,
        left_out,
        problems: settings.problems,
    })
}

/// Where the articles are, and the folder that the settings name for them where that is outside.
fn content_folder(bounds: &Bounds, settings: &HugoSettings) -> (PathBuf, Option<OutsideFolder>) {
    const USUAL: &str = "content";
    let named = settings.content.as_deref().unwrap_or(USUAL);
    let (found, left_out) = match bounds.place(Path::new(named)) {
        Ok(found) => (Some(found), None),
        Err(outside) => (bounds.place(Path::new(USUAL)).ok(), Some(outside)),
    };
    let found = found.filter(|folder| folder.is_dir());
    let content = found.unwrap_or_else(|| bounds.root().to_owned());
    (content, left_out)
}

/// What `read` makes of every article below a folder, by the ignore rules, in no order. It is
/// called by several threads, with the path and the start of the text: at least the head.
pub fn articles_with<T: Send>(
    folder: &Path,
    read: impl Fn(PathBuf, io::Result<String>) -> T + Sync,
) -> Vec<T> {
    walk(&Rules::of(folder), |path| read_file(path, &read))
}

/// What `visit` makes of the path of every article below the folder of the rules, in no order. It
/// is called by several threads.
pub(super) fn walk<T: Send>(rules: &Arc<Rules>, visit: impl Fn(PathBuf) -> T + Sync) -> Vec<T> {
    let visit = &visit;
    let (sender, found) = mpsc::channel();
    let is_made = |name: &OsStr| MADE.iter().any(|made| name == OsStr::new(made));
    let walk = rules
        .walk(move |entry| !is_made(entry.file_name()))
        .threads(std::thread::available_parallelism().map_or(2, |count| count.get().min(4)))
        .build_parallel();
    walk.run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            if let Ok(entry) = entry
                && entry.file_type().is_some_and(|kind| kind.is_file())
                && is_article(entry.path())
                && sender.send(visit(entry.into_path())).is_err()
            {
                return WalkState::Quit;
            }
            WalkState::Continue
        })
    });
    drop(sender);
    found.into_iter().collect()
}

/// The heads of articles in the folder of `file`, bundles among them; at most `most`, without its own.
pub fn heads_beside(file: &Path, most: usize) -> Vec<HeadSummary> {
    let is_bundle = file.file_stem().is_some_and(|stem| stem == "index");
    let folder = file
        .parent()
        .and_then(|folder| {
            if is_bundle {
                folder.parent()
            } else {
                Some(folder)
            }
        })
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    Rules::of(folder)
        .walk(|_| true)
        .max_depth(Some(2))
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_article(path) && path != file)
        .take(most)
        .filter_map(|path| read_head(&path).ok())
        .map(|text| HeadSummary::of(&front_matter::glance(&text), &text))
        .collect()
}

pub(super) fn read_entry(path: PathBuf) -> Entry {
    read_file(path, entry_of)
}

fn read_file<T>(path: PathBuf, read: impl Fn(PathBuf, io::Result<String>) -> T) -> T {
    let text = read_head(&path);
    read(path, text)
}

fn entry_of(path: PathBuf, text: io::Result<String>) -> Entry {
    match text {
        Ok(text) => Entry::read(path, &text),
        Err(err) => Entry::unreadable(path, format!("Not readable: {err}")),
    }
}

/// The start of a file, at least as far as its head goes.
fn read_head(path: &Path) -> io::Result<String> {
    let mut file = beneath::open_itself(path).map_err(|err| match err {
        BeneathError::Io(err) => err,
        other => io::Error::other(other),
    })?;
    // Room for all of it: two reads a file, where growing from nothing takes nine.
    let mut bytes = Vec::with_capacity(FIRST_BYTES);
    file.by_ref()
        .take(FIRST_BYTES as u64)
        .read_to_end(&mut bytes)?;
    if bytes.len() == FIRST_BYTES && !front_matter::is_whole(&String::from_utf8_lossy(&bytes)) {
        file.take(HEAD_BYTES).read_to_end(&mut bytes)?;
    }
    // A cut at the end may go through a character; the head is long over by then.
    let mut text = String::from_utf8(bytes)
        .unwrap_or_else(|err| String::from_utf8_lossy(err.as_bytes()).into_owned());
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// `example.org` of `https://example.org/blog/`.
fn host_of(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty()).then(|| host.to_owned())
}

/// The language that the settings of the site say.
pub fn language_of(root: &Path) -> Option<String> {
    HugoSettings::read(root).language
}

/// What the list needs of Hugo's settings; what cannot be read is as if it were not there.
#[derive(Default)]
struct HugoSettings {
    title: Option<String>,
    host: Option<String>,
    content: Option<String>,
    time_zone: Option<TimeZone>,
    language: Option<String>,
    permalinks: Vec<(String, String)>,
    /// What was not read, one line each.
    problems: Vec<String>,
}

impl HugoSettings {
    fn read(root: &Path) -> Self {
        let mut problems = Vec::new();
        let mut read = |name: &&str| match settings_at(root, &root.join(name)) {
            Ok(head) => head,
            Err(err) => {
                problems.push(format!("Settings of the site not read: {err}"));
                None
            }
        };
        let Some(head) = HUGO_SETTINGS.iter().find_map(&mut read) else {
            return Self {
                problems,
                ..Self::default()
            };
        };
        Self {
            title: head.text(&KeyPath::new(["title"])),
            host: head
                .text(&KeyPath::new(["baseURL"]))
                .and_then(|address| host_of(&address)),
            language: ["languageCode", "locale", "defaultContentLanguage"]
                .iter()
                .find_map(|key| head.text(&KeyPath::new([*key]))),
            permalinks: permalinks_of(&head),
            content: head.text(&KeyPath::new(["contentDir"])),
            time_zone: head
                .text(&KeyPath::new(["timeZone"]))
                .and_then(|name| TimeZone::get(&name).ok()),
            problems,
        }
    }
}

/// The patterns of the addresses of articles, by section: in `permalinks`, newer in
/// `permalinks.page`.
fn permalinks_of(settings: &FrontMatter) -> Vec<(String, String)> {
    let patterns = [vec!["permalinks"], vec!["permalinks", "page"]].map(|keys| {
        let path = KeyPath(keys.into_iter().map(str::to_owned).collect());
        match settings.value(&path) {
            Some(Value::Map(entries)) => entries.clone(),
            _ => Vec::new(),
        }
    });
    let all = patterns.into_iter().flatten();
    all.filter_map(|entry| match entry.value {
        Value::Text(pattern) => Some((entry.key, pattern)),
        _ => None,
    })
    .collect()
}

/// A file of settings, read like a head, so that one reader knows all the formats. `None` where
/// there is none.
fn settings_at(root: &Path, path: &Path) -> Result<Option<FrontMatter>, SmallFileError> {
    let Some(text) = beneath::read_text(root, path, SETTINGS_BYTES)? else {
        return Ok(None);
    };
    let fence = match path.extension().and_then(OsStr::to_str) {
        Some("toml") => "+++",
        Some("json") => return Ok(Some(front_matter::read(&text))),
        _ => "---",
    };
    let text = text.trim_start_matches("---\n");
    Ok(Some(front_matter::read(&format!(
        "{fence}\n{text}\n{fence}\n"
    ))))
}

/// Whether the site at `root` lets HTML in markdown through: Hugo leaves it out unless it is told
/// otherwise, at the root or in `config/_default`.
pub fn keeps_raw_html(root: &Path) -> bool {
    const KEYS: [&str; 4] = ["markup", "goldmark", "renderer", "unsafe"];
    let default = root.join("config/_default");
    let whole = HUGO_SETTINGS
        .iter()
        .flat_map(|name| [root.join(name), default.join(name)])
        .map(|path| (path, KEYS.as_slice()));
    let markup = ["toml", "yaml", "yml", "json"].map(|extension| {
        let path = default.join("markup").with_extension(extension);
        (path, KEYS.get(1..).unwrap_or_default())
    });
    whole.chain(markup).any(|(path, keys)| {
        let keys = KeyPath(keys.iter().map(|&key| key.to_owned()).collect());
        settings_at(root, &path)
            .ok()
            .flatten()
            .is_some_and(|settings| settings.value(&keys) == Some(&Value::Bool(true)))
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::io::index::Index;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn bounds(folder: &Path) -> Bounds {
        Bounds::new(root_of(folder).unwrap(), Vec::new())
    }

    fn titles(folder: &Path) -> Vec<String> {
        let (_, site) = Index::open(&bounds(folder));
        site.articles.into_iter().map(|entry| entry.title).collect()
    }

    #[test]
    fn html_passes_only_where_the_site_says_so() {
        let keeps = |files: &[(&str, &str)]| keeps_raw_html(folder(files).path());
        assert!(!keeps(&[("hugo.toml", "title = \"a\"\n")]));
        assert!(keeps(&[(
            "hugo.toml",
            "[markup.goldmark.renderer]\nunsafe = true\n"
        )]));
        assert!(keeps(&[(
            "config/_default/markup.yaml",
            "goldmark:\n  renderer:\n    unsafe: true\n"
        )]));
        assert!(keeps(&[(
            "hugo.json",
            "{\"markup\": {\"goldmark\": {\"renderer\": {\"unsafe\": true}}}}"
        )]));
    }

    #[test]
    fn only_the_articles_of_the_writer_are_listed() {
        let folder = folder(&[
            ("hugo.yaml", "title: De Kade\n"),
            ("content/a.md", "---\ntitle: A\n---\n"),
            ("content/b/index.markdown", "text"),
            ("content/picture.jpg", "no"),
            ("content/.hidden/c.md", "no"),
            ("content/drafts/d.md", "no"),
            (".gitignore", "drafts/\n"),
            ("public/a.md", "no"),
            ("node_modules/x/readme.md", "no"),
        ]);

        assert_eq!(titles(folder.path()), ["A", "b"]);
    }

    #[test]
    fn a_folder_inside_a_site_opens_the_site() {
        let folder = folder(&[
            (
                "hugo.toml",
                "title = \"De Kade\"\nbaseURL = \"https://example.org/blog/\"\ntimeZone = \"Europe/Amsterdam\"\n",
            ),
            ("content/posts/a.md", ""),
        ]);
        let inner = folder.path().join("content/posts");

        let root = root_of(&inner).unwrap();

        assert_eq!(root, folder.path().canonicalize().unwrap());
        let site = site_without_articles(&bounds(&inner));
        assert_eq!(site.title, "De Kade");
        assert_eq!(site.host.as_deref(), Some("example.org"));
        let zone = site.time_zone.unwrap();
        assert_eq!(zone.iana_name(), Some("Europe/Amsterdam"));
    }

    #[test]
    fn a_plain_folder_is_a_site_of_its_own() {
        let folder = folder(&[("a.md", ""), ("sub/b.md", "")]);

        assert_eq!(titles(folder.path()), ["a", "b"]);
    }

    #[test]
    fn a_head_longer_than_the_first_read_is_whole() {
        let long = "# comment\n".repeat(4_000);
        let folder = folder(&[("a.md", &format!("---\n{long}title: A\n---\n"))]);

        assert_eq!(titles(folder.path()), ["A"]);
    }

    #[cfg(unix)]
    fn link(folder: &Path, to: &str, at: &str) {
        fs::create_dir_all(folder.join(at).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(to, folder.join(at)).unwrap();
    }

    /// A site whose settings name another folder for its articles, beside it or above.
    fn site_naming(content: &str) -> tempfile::TempDir {
        folder(&[
            ("site/hugo.toml", &format!("contentDir = \"{content}\"\n")),
            ("site/content/a.md", "---\ntitle: Inside\n---\n"),
            ("shared/b.md", "---\ntitle: Shared\n---\n"),
        ])
    }

    #[test]
    fn a_content_folder_outside_of_the_site_is_left_out_until_the_writer_allows_it() {
        let folder = site_naming("../shared");
        let shared = folder.path().canonicalize().unwrap().join("shared");
        let site = folder.path().join("site");

        let (_, found) = Index::open(&bounds(&site));
        assert_eq!(found.outside, std::slice::from_ref(&shared));
        assert_eq!(found.articles[0].title, "Inside");

        let allowed = Bounds::new(root_of(&site).unwrap(), vec![shared.clone()]);
        let (_, found) = Index::open(&allowed);
        assert!(found.outside.is_empty());
        assert_eq!(found.content, shared);
        assert_eq!(found.articles[0].title, "Shared");
    }

    #[test]
    fn a_content_folder_that_holds_the_site_is_named_and_nobody_is_asked() {
        for content in ["/", "..", ".git"] {
            let folder = site_naming(content);

            let (_, found) = Index::open(&bounds(&folder.path().join("site")));

            assert!(found.outside.is_empty());
            let problem = format!("“{content}” is outside of the site");
            assert!(
                found.problems[0].starts_with(&problem),
                "{:?}",
                found.problems
            );
            assert_eq!(found.articles.len(), 1);
        }
    }

    #[cfg(unix)]
    #[test]
    fn settings_that_never_end_or_lead_out_of_the_site_are_named_and_not_read() {
        let folder = folder(&[
            (
                "outside.toml",
                "title = \"Outside\"\nmarkup.goldmark.renderer.unsafe = true\n",
            ),
            ("outside.md", "---\ntitle: Outside\n---\n"),
            ("site/archetypes/default.md", ""),
            ("site/content/a.md", ""),
        ]);
        let site = folder.path().join("site");
        link(&site, "/dev/zero", "hugo.toml");
        link(&site, "../outside.toml", "config.toml");
        link(&site, "../../outside.toml", "config/_default/hugo.toml");
        link(&site, "/dev/zero", "kopij.toml");
        link(&site, "../../outside.md", "archetypes/post.md");

        let found = site_without_articles(&bounds(&site));

        assert_eq!(found.title, "site");
        assert_eq!(found.problems.len(), 2, "{:?}", found.problems);
        assert!(found.problems[0].ends_with("site/hugo.toml)"));
        assert!(found.problems[1].ends_with("site/config.toml)"));
        assert!(!keeps_raw_html(&site));
        assert_eq!(found.archetypes.len(), 1, "{:?}", found.archetypes);
        let (said, problems) = crate::io::site_fields::read(&site);
        assert!(said.is_empty());
        assert!(problems[0].ends_with("site/kopij.toml)"), "{problems:?}");
    }

    #[cfg(unix)]
    #[test]
    fn articles_beside_are_regular_files_and_a_pipe_keeps_nobody_waiting() {
        let folder = folder(&[
            ("a.md", ""),
            ("b.md", "---\ntitle: B\n---\n"),
            ("outside/c.md", "---\ntitle: C\n---\n"),
            ("index/d.md", "---\ntitle: D\n---\n"),
        ]);
        let pipe = folder.path().join("p.md");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        link(folder.path(), "outside/c.md", "link.md");
        link(folder.path(), "/dev/zero", "zero.md");

        let heads = heads_beside(&folder.path().join("a.md"), 200);

        assert_eq!(heads.len(), 3);
        assert!(read_head(&pipe).is_err());
    }

    #[test]
    fn a_folder_that_is_not_there_is_said_with_its_path() {
        let err = root_of(Path::new("/no/such/folder")).unwrap_err();

        assert!(err.to_string().ends_with("(/no/such/folder)"), "{err}");
    }
}
