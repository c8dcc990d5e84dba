//! The small files that a site's settings are read from, for [`Settings::read`].
//!
//! Limits: 5 MB of a file and 20 MB of all; folders four deep, 1,000 files of each.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
};

use super::beneath::{self, Bounds, OutsideFolder, SETTINGS_BYTES};
use crate::model::{
    said::Says as _,
    site::{
        generator::{Generator, Look},
        hooks::Hooks,
        hugo::{Asked, Files, Settings, Text, Within},
        shortcodes::Shortcodes,
    },
};

/// Folders within one another are looked through so far.
const MAX_DEPTH: usize = 4;
/// No more files of one folder are read.
const MAX_FILES: usize = 1_000;
/// All files together weigh at most this.
const ALL_BYTES: u64 = 4 * SETTINGS_BYTES;

/// The files of one site.
struct SiteFiles<'a> {
    bounds: &'a Bounds,
    /// How many bytes may still be read.
    left: Cell<u64>,
}

impl<'a> SiteFiles<'a> {
    fn new(bounds: &'a Bounds) -> Self {
        Self {
            bounds,
            left: Cell::new(ALL_BYTES),
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.bounds.root().join(path)
    }

    /// The text of a file; empty: it cannot be read.
    fn text_or_nothing(&self, path: &str) -> Option<String> {
        match self.text(path) {
            Text::Absent => None,
            Text::Read(text) => Some(text),
            Text::Refused(_) => Some(String::new()),
        }
    }
}

impl Files for SiteFiles<'_> {
    fn text(&self, path: &str) -> Text {
        let most = SETTINGS_BYTES.min(self.left.get());
        match beneath::read_text(self.bounds.root(), &self.at(path), most) {
            Ok(Some(text)) => {
                let left = self.left.get();
                self.left.set(left.saturating_sub(text.len() as u64));
                Text::Read(text)
            }
            Ok(None) => Text::Absent,
            Err(err) => Text::Refused(err.said()),
        }
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        add_below(&self.at(folder), folder, MAX_DEPTH, &mut found);
        found.sort();
        found
    }

    fn is_folder(&self, path: &str) -> bool {
        beneath::is_folder(self.bounds.root(), &self.at(path))
    }

    fn within(&self, named: &str) -> Within {
        match self.bounds.place(Path::new(named)) {
            Ok(place) if place.starts_with(self.bounds.root()) => Within::Site,
            Ok(_) => Within::Allowed,
            Err(_) => Within::Outside,
        }
    }
}

/// Links to folders are not followed.
fn add_below(folder: &Path, named: &str, depth: usize, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if found.len() == MAX_FILES {
            return;
        }
        let name = format!("{named}/{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 1 => {
                add_below(&entry.path(), &name, depth - 1, found);
            }
            Ok(kind) if kind.is_dir() => {}
            Ok(_) => found.push(name),
            Err(_) => {}
        }
    }
}

/// The settings of the site within these bounds. Without any the content is the folder of that
/// name, or all of the site.
pub fn settings_of(bounds: &Bounds) -> Settings {
    let files = SiteFiles::new(bounds);
    let has_repository = bounds
        .root()
        .ancestors()
        .any(|folder| folder.join(".git").exists());
    let asked = Asked {
        has_repository,
        ..Asked::default()
    };
    let mut settings = Settings::read(&files, &asked);
    if settings.is_hugo() {
        settings.generator = Generator::Hugo;
        return settings;
    }
    let text = |path: &str| files.text_or_nothing(path);
    let is_folder = |path: &str| files.is_folder(path);
    let look = Look {
        text: &text,
        is_folder: &is_folder,
    };
    let generator = Generator::detect(look);
    let content = generator.content();
    if content != "." || !files.is_folder("content") {
        let is_there = content != "." && files.is_folder(content);
        let content = if is_there { content } else { "." };
        settings = Settings::read(
            &files,
            &Asked {
                content: Some(content.to_owned()),
                ..asked
            },
        );
    }
    settings.generator = generator;
    settings.title = generator.title(look).or(settings.title);
    // Names begin with a date to all of them.
    for language in &mut settings.languages.all {
        language.dates.date.push(":filename".to_owned());
    }
    settings
}

/// The folders outside of the site that its settings name and that are left out, each once.
pub fn left_out<'a>(
    settings: &'a Settings,
    bounds: &'a Bounds,
) -> impl Iterator<Item = OutsideFolder> {
    let named = settings.left_out.iter();
    named.filter_map(|named| bounds.place(Path::new(named)).err())
}

/// Whether the files at a root are those of a generator other than Hugo.
pub fn is_of_other(root: &Path) -> bool {
    let bounds = Bounds::new(root.to_owned(), Vec::new());
    let files = SiteFiles::new(&bounds);
    let text = |path: &str| files.text_or_nothing(path);
    let is_folder = |path: &str| files.is_folder(path);
    let look = Look {
        text: &text,
        is_folder: &is_folder,
    };
    Generator::detect(look) != Generator::Folder
}

/// The shortcodes that the site within these bounds can call.
pub fn shortcodes_of(bounds: &Bounds, settings: &Settings) -> Shortcodes {
    if settings.is_hugo() {
        Shortcodes::read(settings, &SiteFiles::new(bounds))
    } else {
        Shortcodes::default()
    }
}

/// What of the markdown the site within these bounds draws by templates of its own.
pub fn hooks_of(bounds: &Bounds, settings: &Settings) -> Hooks {
    if settings.is_hugo() {
        Hooks::read(settings, &SiteFiles::new(bounds))
    } else {
        Hooks::default()
    }
}

/// The settings of the site at `root`, to which nothing outside of it belongs.
pub fn settings_at(root: &Path) -> Settings {
    settings_of(&Bounds::new(root.to_owned(), Vec::new()))
}
