//! Looks through a site for its pictures, and for where they are named.
//!
//! Limits: 100,000 pictures; of a file its first 256 kB are looked at for its size and its place, and of a PNG or
//! WebP all but the pixels; texts of up to 5 MB are looked through for names.

use std::{
    collections::HashMap,
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use ignore::WalkBuilder;

use super::{MAX_FILE_BYTES, decode};
use crate::{
    io::{beneath, encoding},
    model::{
        change::plan::pictures::names_in,
        front_matter,
        picture::{
            cut, is_picture,
            library::{Around, Led, Library, Origin, SitePicture, Use},
            named::{self, Manner},
            offer::Kind,
        },
        site::{Entry, Site, hugo::Part},
    },
};

const MOST: usize = 100_000;
/// Nearly every file has its size and its place in its first bytes.
const HEAD_BYTES: u64 = 256 * 1024;
const MAX_TEXT_BYTES: u64 = 5_000_000;
/// What a program made or brought along.
const NOT_OF_SITE: [&str; 4] = ["node_modules", "resources", "_site", "dist"];
/// The endings of files that may name a picture beside the articles.
const NAMING: [&str; 14] = [
    "html",
    "css",
    "scss",
    "sass",
    "js",
    "ts",
    "toml",
    "yaml",
    "yml",
    "json",
    "xml",
    "webmanifest",
    "csv",
    "txt",
];

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The files, and what they tell of a place.
    Files,
    /// Where they are named, and which of them hold the same, too.
    All,
}

/// The folders that the pictures of a site lie in.
pub fn around(site: &Site) -> Around {
    let mut found = Around {
        root: site.root.clone(),
        content: site.content.clone(),
        ..Around::default()
    };
    let settings = &site.settings;
    if settings.is_hugo() {
        let folders = |part: Part| settings.folders(part).map(|it| site.root.join(it));
        found.served = folders(Part::Static).collect();
        found.assets = folders(Part::Assets).collect();
        for theme in &settings.themes {
            let theme = site.root.join(theme);
            found.served.push(theme.join("static"));
            found.assets.push(theme.join("assets"));
        }
    } else {
        let own = ["static", "public", "source"].map(|name| site.root.join(name));
        found.served = own.into_iter().filter(|it| it.is_dir()).collect();
        found.served.push(site.root.clone());
    }
    let language = settings.languages.default_one();
    let base = language.map_or("", |language| &language.base.path);
    base.trim_matches('/').clone_into(&mut found.base);
    found
}

/// Looks through the site, on so many threads. `None`: it is not wanted any more.
pub fn scan(
    site: &Site,
    depth: Depth,
    threads: usize,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Library> {
    let around = around(site);
    let mut pictures = files(site, &around, is_wanted);
    let looked = in_parallel(&pictures, threads, is_wanted, |picture| look(&picture.path));
    for (picture, looked) in pictures.iter_mut().zip(looked?) {
        (picture.pixels, picture.has_location) = looked;
    }
    let mut library = Library::new(around, pictures);
    if depth == Depth::All {
        find_twins(&mut library, threads, is_wanted)?;
        find_uses(site, &mut library, threads, is_wanted)?;
        find_mentions(site, &mut library, threads, is_wanted)?;
    }
    is_wanted().then_some(library)
}

/// The work on each, on so many threads, in their order.
fn in_parallel<T: Sync, R: Send>(
    all: &[T],
    threads: usize,
    is_wanted: &(dyn Fn() -> bool + Sync),
    work: impl Fn(&T) -> R + Sync,
) -> Option<Vec<R>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(all.len()));
    let some = || {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = all.get(at).filter(|_| is_wanted()) else {
                break;
            };
            mine.push((at, work(one)));
        }
        if let Ok(mut done) = done.lock() {
            done.extend(mine);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(some);
        }
        some();
    });
    let mut done = done.into_inner().ok()?;
    done.sort_by_key(|(at, _)| *at);
    (done.len() == all.len()).then(|| done.into_iter().map(|(_, one)| one).collect())
}

fn files(site: &Site, around: &Around, is_wanted: &dyn Fn() -> bool) -> Vec<SitePicture> {
    let themes: Vec<PathBuf> = site
        .settings
        .themes
        .iter()
        .map(|it| site.root.join(it))
        .collect();
    let publish = site.root.join(&site.settings.publish_folder);
    let is_hugo = site.settings.is_hugo();
    let mut found: HashMap<PathBuf, SitePicture> = HashMap::new();
    let folders = [&around.content]
        .into_iter()
        .chain(&around.served)
        .chain(&around.assets);
    for folder in folders {
        let publish = publish.clone();
        let walk = WalkBuilder::new(folder)
            .standard_filters(false)
            .hidden(true)
            .follow_links(false)
            .filter_entry(move |entry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let is_made = is_hugo && entry.path() == publish;
                let is_brought =
                    entry.depth() > 0 && NOT_OF_SITE.iter().any(|name| entry.file_name() == *name);
                !(is_folder && (is_made || is_brought))
            })
            .build();
        for entry in walk.filter_map(Result::ok) {
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            let is_it = is_file && entry.path().to_str().is_some_and(is_picture);
            if !is_it || found.len() >= MOST {
                continue;
            }
            if !is_wanted() {
                return Vec::new();
            }
            let bytes = entry.metadata().map_or(0, |it| it.len());
            let path = entry.into_path();
            let is_of_theme = themes.iter().any(|theme| path.starts_with(theme));
            let picture = SitePicture::new(path.as_path().into(), bytes, is_of_theme);
            found.insert(path, picture);
        }
    }
    found.into_values().collect()
}

/// Width and height, and whether it tells a place.
fn look(path: &Path) -> (Option<[usize; 2]>, bool) {
    let Ok(mut file) = beneath::open_itself(path) else {
        return (None, false);
    };
    let mut head = Vec::new();
    if (&file).take(HEAD_BYTES).read_to_end(&mut head).is_err() {
        return (None, false);
    }
    let is_svg = Kind::of(&head).is_none();
    let pixels = if is_svg {
        super::svg::measure(&head)
    } else {
        decode::measure(&head)
    };
    let Some(kind) = Kind::of(&head) else {
        return (pixels, false);
    };
    let is_whole = (head.len() as u64) < HEAD_BYTES;
    let told = match kind {
        Kind::Png | Kind::WebP if !is_whole => told(&mut file, kind),
        _ => None,
    };
    let carried = cut::carried(kind, told.as_deref().unwrap_or(&head));
    (pixels, carried.location)
}

/// A PNG or WebP without its pixels. `None`: it cannot be followed.
fn told(file: &mut File, kind: Kind) -> Option<Vec<u8>> {
    /// More parts are not gone through.
    const MOST_PARTS: usize = 10_000;
    /// What is longer holds pixels.
    const LONGEST: u64 = 1_000_000;
    let len = file.metadata().ok()?.len().min(MAX_FILE_BYTES);
    let (start, after) = if kind == Kind::Png { (8, 4) } else { (12, 0) };
    file.seek(SeekFrom::Start(0)).ok()?;
    let mut kept = vec![0; start];
    file.read_exact(&mut kept).ok()?;
    let mut at = start as u64;
    for _ in 0..MOST_PARTS {
        let mut frame = [0_u8; 8];
        if at + 8 > len {
            break;
        }
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut frame).ok()?;
        let (first, second) = (*frame.first_chunk::<4>()?, *frame.last_chunk::<4>()?);
        let (name, size) = match kind {
            Kind::Png => (second, u32::from_be_bytes(first)),
            _ => (first, u32::from_le_bytes(second)),
        };
        let padded = u64::from(size) + u64::from(size % 2 * u32::from(kind == Kind::WebP));
        let is_pixels =
            [*b"IDAT", *b"VP8 ", *b"VP8L", *b"ALPH", *b"ANMF", *b"fdAT"].contains(&name);
        if !is_pixels && padded < LONGEST {
            kept.extend(frame);
            (&mut *file)
                .take(padded + after)
                .read_to_end(&mut kept)
                .ok()?;
        }
        at += 8 + padded + after;
    }
    if kind == Kind::WebP {
        let size = u32::try_from(kept.len().checked_sub(8)?).ok()?;
        kept.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    }
    Some(kept)
}

/// Which hold the same: among those of one weight.
fn find_twins(
    library: &mut Library,
    threads: usize,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<()> {
    let mut by_weight: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, picture) in library.pictures.iter().enumerate() {
        if !picture.is_of_theme && (1..=MAX_FILE_BYTES).contains(&picture.bytes) {
            by_weight.entry(picture.bytes).or_default().push(at);
        }
    }
    by_weight.retain(|_, places| places.len() > 1);
    let places: Vec<usize> = by_weight.into_values().flatten().collect();
    let pictures = &library.pictures;
    let hashes = in_parallel(&places, threads, is_wanted, |at| {
        let picture = pictures.get(*at)?;
        let mut bytes = Vec::new();
        let file = beneath::open_itself(&picture.path).ok()?;
        file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).ok()?;
        Some(encoding::hash(&bytes))
    })?;
    for (at, hash) in places.into_iter().zip(hashes) {
        if let Some(picture) = library.pictures.get_mut(at) {
            picture.hash = hash;
        }
    }
    Some(())
}

/// Where an article names which pictures, and of which it speaks.
#[derive(Clone, Default)]
struct InArticle {
    uses: Vec<(usize, Use)>,
    mentions: Vec<usize>,
}

fn find_uses(
    site: &Site,
    library: &mut Library,
    threads: usize,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<()> {
    let mut articles: Vec<&Entry> = site.articles.iter().collect();
    articles.sort_by(|a, b| a.path.cmp(&b.path));
    let names = &*library;
    let found = in_parallel(&articles, threads, is_wanted, |entry| {
        let text = text_of(&entry.path)?;
        Some(in_article(names, entry, &text))
    })?;
    for (entry, found) in articles.iter().zip(found) {
        let InArticle { uses, mentions } = found.unwrap_or_default();
        for (at, one) in uses {
            if let Some(picture) = library.pictures.get_mut(at) {
                picture.uses.push(one);
            }
        }
        mention(library, &entry.path, mentions);
    }
    Some(())
}

fn mention(library: &mut Library, file: &Arc<Path>, places: impl IntoIterator<Item = usize>) {
    for at in places {
        if let Some(picture) = library.pictures.get_mut(at) {
            picture.mention(file);
        }
    }
}

fn in_article(library: &Library, entry: &Entry, text: &str) -> InArticle {
    let mut found = InArticle::default();
    let origin = Origin {
        path: &entry.path,
        page: entry.page.as_ref().ok().map(|page| page.address.as_str()),
    };
    for one in names_in(text) {
        match library.leads(origin, &one.path) {
            Led::To(at) if one.manner != Manner::Mention => found.uses.push((
                at,
                Use {
                    article: Arc::clone(&entry.path),
                    range: one.range,
                    manner: one.manner,
                },
            )),
            Led::To(at) | Led::Otherwise(at) => found.mentions.push(at),
            Led::Nowhere => found.mentions.extend(library.mention(&one.path)),
        }
    }
    found.mentions.extend(in_folders(library, origin, text));
    found
}

/// The pictures of folders that a call of a shortcode names, as galleries do.
fn in_folders(library: &Library, origin: Origin<'_>, text: &str) -> Vec<usize> {
    let calls =
        crate::model::site::shortcodes::calls::calls(text, front_matter::body_start(text)).0;
    let arguments = calls.into_iter().flat_map(|call| call.arguments);
    let mut found = Vec::new();
    for (_, argument) in arguments {
        let folder = argument.split('*').next().unwrap_or_default();
        let is_pattern = folder.len() < argument.len();
        let is_path = argument.contains('/') || is_pattern;
        if is_path && !is_picture(&argument) || is_pattern {
            found.extend(library.below(origin, folder));
        }
    }
    found
}

fn text_of(path: &Path) -> Option<Arc<str>> {
    let mut bytes = Vec::new();
    let file = beneath::open_itself(path).ok()?;
    file.take(MAX_TEXT_BYTES).read_to_end(&mut bytes).ok()?;
    Some(encoding::decode(&bytes).ok()?.text)
}

/// What templates, data, settings, style sheets and scripts name.
fn find_mentions(
    site: &Site,
    library: &mut Library,
    threads: usize,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<()> {
    let settings = &site.settings;
    let parts = [Part::Data, Part::I18n, Part::Static, Part::Assets].into_iter();
    let own = parts.flat_map(|part| settings.folders(part).map(str::to_owned));
    let themes = settings.themes.iter();
    let of_themes =
        themes.flat_map(|theme| ["static", "assets", "data"].map(|it| format!("{theme}/{it}")));
    let mut folders: Vec<PathBuf> = settings
        .layout_folders()
        .into_iter()
        .chain(own)
        .chain(of_themes)
        .map(|it| site.root.join(it))
        .collect();
    folders.push(site.root.join("config"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(&site.root)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    for folder in folders {
        let walk = WalkBuilder::new(folder)
            .standard_filters(false)
            .follow_links(false)
            .build();
        files.extend(
            walk.filter_map(Result::ok)
                .map(ignore::DirEntry::into_path)
                .take(MOST),
        );
    }
    files.retain(|path| {
        let ending = path.extension().and_then(|it| it.to_str());
        ending.is_some_and(|it| NAMING.contains(&it)) && path.is_file()
    });
    files.sort();
    files.dedup();
    let pictures = &*library;
    let found = in_parallel(&files, threads, is_wanted, |path| {
        let text = text_of(path)?;
        let names = named::mentioned(&text);
        Some(
            names
                .flat_map(|name| pictures.mention(name))
                .collect::<Vec<_>>(),
        )
    })?;
    for (file, found) in files.into_iter().zip(found) {
        mention(library, &file.into(), found.unwrap_or_default());
    }
    Some(())
}
