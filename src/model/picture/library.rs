//! The pictures of a site: the file of each, and where it is named.
//!
//! An address means a file as Hugo looks for it: beside the article, at the address of its page, from the root
//! of what is served, among the assets, in the content. Names are compared letter by letter, however their accents
//! are composed: a Mac composes them otherwise than who types them, and means the same file. One that differs in
//! capitals alone is another name on the web ([`Led::Otherwise`]).

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use super::{name, named::Manner};
use crate::model::{
    document::ContentHash,
    site::{bundle, links::joined},
};

/// The folders that pictures lie in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    pub root: PathBuf,
    pub content: PathBuf,
    /// Folders whose files have the addresses that they lie at.
    pub served: Vec<PathBuf>,
    /// Folders of files that templates work on.
    pub assets: Vec<PathBuf>,
    /// What stands before all addresses of the site, without slashes around it.
    pub base: String,
}

impl Around {
    /// Whether a file there has an address.
    pub fn is_seen(&self, path: &Path) -> bool {
        let folders = self
            .served
            .iter()
            .chain(&self.assets)
            .chain([&self.content]);
        folders.into_iter().any(|folder| path.starts_with(folder))
    }
}

/// So many files are kept that speak of one picture.
const MOST_MENTIONS: usize = 20;

/// All pictures of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    pub around: Around,
    /// By path.
    pub pictures: Vec<SitePicture>,
    by_path: HashMap<Arc<Path>, u32>,
    /// With accents composed in one way, of those whose path has others.
    by_letters: HashMap<String, u32>,
    by_likeness: HashMap<String, u32>,
    by_name: HashMap<String, Vec<u32>>,
}

/// A picture that lies in the site.
#[derive(Clone, Debug, PartialEq)]
pub struct SitePicture {
    pub path: Arc<Path>,
    pub bytes: u64,
    /// It belongs to a theme: nothing is said of it.
    pub is_of_theme: bool,
    /// Width and height as they are shown; `None`: not looked at, or not read.
    pub pixels: Option<[usize; 2]>,
    pub has_location: bool,
    /// Of what it holds, where another one is as heavy.
    pub hash: Option<ContentHash>,
    /// In the order of the articles and their texts.
    pub uses: Vec<Use>,
    /// The first files that perhaps speak of it where nobody writes: texts, templates, settings, style sheets, data.
    pub mentions: Vec<Arc<Path>>,
}

/// A place in an article that names a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub article: Arc<Path>,
    /// Of the path in the address, in bytes of the text.
    pub range: Range<usize>,
    pub manner: Manner,
}

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    To(usize),
    /// There is one whose name differs in capitals.
    Otherwise(usize),
    Nowhere,
}

/// An article, as far as addresses in it depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    pub path: &'a Path,
    /// Of its page, if it is known.
    pub page: Option<&'a str>,
}

impl SitePicture {
    pub fn new(path: Arc<Path>, bytes: u64, is_of_theme: bool) -> Self {
        Self {
            path,
            bytes,
            is_of_theme,
            pixels: None,
            has_location: false,
            hash: None,
            uses: Vec::new(),
            mentions: Vec::new(),
        }
    }

    pub fn name(&self) -> &str {
        self.path
            .file_name()
            .and_then(|it| it.to_str())
            .unwrap_or_default()
    }

    /// A file speaks of it; files come in their order.
    pub fn mention(&mut self, file: &Arc<Path>) {
        if self.mentions.last() != Some(file) && self.mentions.len() < MOST_MENTIONS {
            self.mentions.push(Arc::clone(file));
        }
    }

    /// The articles that name it, each once.
    pub fn articles(&self) -> BTreeSet<&Path> {
        self.uses.iter().map(|it| &*it.article).collect()
    }
}

impl Library {
    pub fn new(around: Around, mut pictures: Vec<SitePicture>) -> Self {
        pictures.sort_by(|a, b| a.path.cmp(&b.path));
        pictures.dedup_by(|a, b| a.path == b.path);
        let mut library = Self {
            around,
            ..Self::default()
        };
        for (at, picture) in (0_u32..).zip(&pictures) {
            library.by_path.insert(Arc::clone(&picture.path), at);
            if let Some(letters) = letters(&picture.path) {
                library.by_letters.entry(letters).or_insert(at);
            }
            library
                .by_likeness
                .entry(likeness(&picture.path))
                .or_insert(at);
            let name = picture.name().to_owned();
            library.by_name.entry(name).or_default().push(at);
        }
        library.pictures = pictures;
        library
    }

    pub fn at(&self, path: &Path) -> Option<usize> {
        usize::try_from(*self.by_path.get(path)?).ok()
    }

    pub fn get(&self, path: &Path) -> Option<&SitePicture> {
        self.pictures.get(self.at(path)?)
    }

    /// Where a path in an address leads, without escapes.
    pub fn leads(&self, from: Origin<'_>, path: &str) -> Led {
        let places = self.places(from, path);
        if let Some(at) = places.iter().find_map(|place| self.at(place)) {
            return Led::To(at);
        }
        let composed = places
            .iter()
            .find_map(|it| self.by_letters.get(&letters(it)?));
        if let Some(at) = composed.and_then(|at| usize::try_from(*at).ok()) {
            return Led::To(at);
        }
        let alike = places
            .iter()
            .find_map(|it| self.by_likeness.get(&likeness(it)));
        match alike.and_then(|at| usize::try_from(*at).ok()) {
            Some(at) => Led::Otherwise(at),
            None => Led::Nowhere,
        }
    }

    /// Speaks of the pictures that a name may be of: of each, whose name its end is.
    pub fn mention(&self, name: &str) -> impl Iterator<Item = usize> {
        let plain = super::named::decoded(name).into_owned();
        let ends: Vec<usize> = plain
            .char_indices()
            .map(|(at, _)| at)
            .filter(|at| {
                let before = plain.get(..*at).and_then(|it| it.chars().next_back());
                before.is_none_or(|it| !it.is_alphanumeric())
            })
            .collect();
        let found = ends.into_iter().filter_map(move |at| {
            let of_name = self.by_name.get(plain.get(at..)?)?;
            Some(
                of_name
                    .iter()
                    .filter_map(|at| usize::try_from(*at).ok())
                    .collect::<Vec<_>>(),
            )
        });
        found.flatten()
    }

    /// The pictures in a folder that an article names, and in those within it.
    pub fn below(&self, from: Origin<'_>, folder: &str) -> Vec<usize> {
        let places = self.places(from, folder.trim_end_matches('/'));
        let is_there = |place: &PathBuf| {
            let at = self.pictures.partition_point(|it| *it.path < **place);
            let first = self.pictures.get(at);
            first.is_some_and(|it| it.path.starts_with(place))
        };
        let Some(place) = places.into_iter().find(is_there) else {
            return Vec::new();
        };
        let from = self.pictures.partition_point(|it| *it.path < *place);
        let rest = self.pictures.iter().enumerate().skip(from);
        rest.take_while(|(_, it)| it.path.starts_with(&place))
            .map(|(at, _)| at)
            .collect()
    }

    /// Where a file may lie that an address means, the likeliest first.
    fn places(&self, from: Origin<'_>, path: &str) -> Vec<PathBuf> {
        let Around {
            content,
            served,
            assets,
            base,
            ..
        } = &self.around;
        if path.is_empty() || path.contains(['\0', '\\']) || path.starts_with("//") {
            return Vec::new();
        }
        let mut places = Vec::new();
        let rooted = path.trim_start_matches('/');
        if rooted.len() == path.len() {
            let folder = from.path.parent();
            places.extend(folder.and_then(|folder| plain(folder, path)));
        }
        let without_base = |path: &str| {
            let rest = path
                .strip_prefix(base.as_str())
                .filter(|_| !base.is_empty());
            rest.and_then(|rest| rest.strip_prefix('/'))
                .map(str::to_owned)
        };
        let at_page = from.page.filter(|_| rooted.len() == path.len());
        let at_page = at_page.and_then(|page| joined(page, path));
        let at_page = at_page.as_deref().map(|it| it.trim_start_matches('/'));
        for path in [at_page, Some(rooted)].into_iter().flatten() {
            for path in without_base(path).as_deref().into_iter().chain([path]) {
                let folders = served.iter().chain(assets).chain([content]);
                places.extend(folders.filter_map(|folder| plain(folder, path)));
            }
        }
        places
    }

    /// How an article names a file, in the manner in which it named another one there. `None`: no address
    /// that it may have leads to it. Themes look for what a head names below the root too; what the text names a browser
    /// looks for beside the page.
    pub fn address(
        &self,
        from: Origin<'_>,
        was: &str,
        to: &Path,
        is_in_head: bool,
    ) -> Option<String> {
        let slashed = |path: &Path| {
            let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
            Some(parts?.join("/"))
        };
        let is_rooted = was.starts_with('/');
        let slash = if is_rooted { "/" } else { "" };
        let mut addresses = Vec::new();
        let Around {
            content,
            served,
            assets,
            base,
            ..
        } = &self.around;
        // Beside it, as far as what lies in the content has an address beside others.
        let folder = from.path.parent()?;
        let is_within = bundle::folder_of(from.path).is_some_and(|folder| to.starts_with(folder));
        let is_beside = is_within || to.parent() == Some(folder);
        if !is_rooted && to.starts_with(content) && (is_in_head || is_beside) {
            addresses.extend(relative(folder, to).as_deref().and_then(slashed));
        }
        let with_base = was.trim_start_matches('/').strip_prefix(base.as_str());
        let has_base = !base.is_empty() && with_base.is_some_and(|rest| rest.starts_with('/'));
        for folder in served.iter().chain(assets).chain([content]) {
            let Some(below) = to.strip_prefix(folder).ok().and_then(slashed) else {
                continue;
            };
            if has_base {
                addresses.push(format!("{slash}{base}/{below}"));
            }
            if is_rooted || is_in_head {
                addresses.push(format!("{slash}{below}"));
            }
            // From the root, whatever was there.
            addresses.push(format!("/{below}"));
        }
        let leads = |address: &&String| {
            let places = self.places(from, address);
            // One that is there already would be shown in its place.
            let first = places.iter().find(|it| *it == to || self.at(it).is_some());
            first.is_some_and(|first| first == to)
        };
        addresses.iter().find(leads).cloned()
    }
}

/// The way from a folder to a file, up and down.
fn relative(folder: &Path, to: &Path) -> Option<PathBuf> {
    let shared = folder.ancestors().find(|it| to.starts_with(it))?;
    let up = folder.strip_prefix(shared).ok()?.components().count();
    let mut way: PathBuf = std::iter::repeat_n("..", up).collect();
    way.push(to.strip_prefix(shared).ok()?);
    Some(way)
}

/// The path without its dots; `None`: it leads nowhere.
fn plain(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut plain = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(part) => plain.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(plain)
}

/// A path with its accents composed in one way; `None`: it has none.
fn letters(path: &Path) -> Option<String> {
    let path = path.to_string_lossy();
    (!path.is_ascii()).then(|| name::composed(&path))
}

fn likeness(path: &Path) -> String {
    name::likeness(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(paths: &[&str]) -> Library {
        let around = Around {
            root: "/s".into(),
            content: "/s/content".into(),
            served: vec!["/s/static".into()],
            assets: vec!["/s/assets".into()],
            base: "blog".to_owned(),
        };
        let picture = |path: &&str| SitePicture::new(Path::new(path).into(), 1, false);
        Library::new(around, paths.iter().map(picture).collect())
    }

    fn article() -> Origin<'static> {
        Origin {
            path: Path::new("/s/content/posts/a.md"),
            page: Some("/blog/posts/a/"),
        }
    }

    fn led<'a>(library: &'a Library, path: &str) -> (&'a str, bool) {
        match library.leads(article(), path) {
            Led::To(at) => (library.pictures[at].path.to_str().unwrap(), true),
            Led::Otherwise(at) => (library.pictures[at].path.to_str().unwrap(), false),
            Led::Nowhere => ("", true),
        }
    }

    #[test]
    fn an_address_leads_where_hugo_looks() {
        let library = library(&[
            "/s/static/img/a.jpg",
            "/s/static/posts/b.jpg",
            "/s/content/posts/c.jpg",
            "/s/assets/d.jpg",
            "/s/content/posts/x/e.jpg",
            "/s/static/Cafe\u{301}.jpg",
        ]);

        for (address, path) in [
            ("/img/a.jpg", "/s/static/img/a.jpg"),
            ("img/a.jpg", "/s/static/img/a.jpg"),
            ("/blog/img/a.jpg", "/s/static/img/a.jpg"),
            ("../b.jpg", "/s/static/posts/b.jpg"),
            ("c.jpg", "/s/content/posts/c.jpg"),
            ("d.jpg", "/s/assets/d.jpg"),
            ("/posts/x/e.jpg", "/s/content/posts/x/e.jpg"),
            ("x/../x/e.jpg", "/s/content/posts/x/e.jpg"),
            ("/gone.jpg", ""),
            ("../../../../etc/a.jpg", ""),
            ("/Cafe\u{301}.jpg", "/s/static/Cafe\u{301}.jpg"),
            ("/Caf\u{e9}.jpg", "/s/static/Cafe\u{301}.jpg"),
        ] {
            assert_eq!(led(&library, address), (path, true), "{address}");
        }
        for (address, path) in [
            ("/IMG/a.jpg", "/s/static/img/a.jpg"),
            ("/caf\u{e9}.jpg", "/s/static/Cafe\u{301}.jpg"),
        ] {
            assert_eq!(led(&library, address), (path, false), "{address}");
        }
    }

    #[test]
    fn another_address_is_like_the_one_that_stood_there_and_leads_to_the_file() {
        let library = library(&["/s/content/posts/taken.jpg"]);
        let address = |was: &str, to: &str| library.address(article(), was, Path::new(to), true);

        for (was, to, expected) in [
            ("/img/a.jpg", "/s/static/img/b.jpg", Some("/img/b.jpg")),
            ("img/a.jpg", "/s/static/img/b.jpg", Some("img/b.jpg")),
            ("/blog/a.jpg", "/s/static/b.jpg", Some("/blog/b.jpg")),
            ("a.jpg", "/s/content/posts/b.jpg", Some("b.jpg")),
            ("a.jpg", "/s/content/c/b.jpg", Some("../c/b.jpg")),
            ("d.jpg", "/s/assets/x/b.jpg", Some("x/b.jpg")),
            // Beside the article there is one of that name.
            ("a.jpg", "/s/static/taken.jpg", Some("/taken.jpg")),
            ("/a.jpg", "/s/elsewhere/b.jpg", None),
        ] {
            assert_eq!(address(was, to).as_deref(), expected, "{was} {to}");
        }
    }

    #[test]
    fn a_name_in_a_template_speaks_of_the_files_that_it_ends_with() {
        let library = library(&["/s/static/logo x.png", "/s/static/x.png", "/s/static/y.png"]);
        let mentioned = |name: &str| library.mention(name).count();

        assert_eq!(mentioned("{{ logo x.png"), 2);
        assert_eq!(mentioned("logo%20x.png"), 2);
        assert_eq!(mentioned("max.png"), 0);
        assert_eq!(mentioned("y.png"), 1);
    }
}
