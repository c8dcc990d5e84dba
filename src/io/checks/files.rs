//! The files of a site that articles name beside its pages, looked for on the disk.
//!
//! Limits: 20,000 folders are looked through for templates that make pages.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use crate::{
    io::beneath::{self, SMALL_BYTES},
    model::{
        check,
        picture::name,
        site::{Site, address, hugo::Part},
    },
};

/// The files that a site serves beside its pages.
#[derive(Debug, Default)]
pub struct SiteFiles {
    content: PathBuf,
    /// Folders whose files have the addresses that they lie at.
    served: Vec<PathBuf>,
    /// Folders of files that templates work on.
    assets: Vec<PathBuf>,
    /// What stands before all addresses.
    base: String,
    /// What the host of the site leads elsewhere, as it is written.
    redirects: String,
    /// Modules bring pages and files that are not in the site.
    have_others: bool,
    /// Templates make pages, as far as it was asked.
    has_adapter: OnceLock<bool>,
    /// Of folders that were looked into for a name that is written otherwise.
    names: Mutex<HashMap<PathBuf, Names>>,
}

/// Where hosts have what they lead elsewhere.
const REDIRECTS: [&str; 3] = ["static/_redirects", "netlify.toml", "vercel.json"];

/// So many folders are looked through for templates that make pages.
const MOST_FOLDERS: usize = 20_000;

/// Whether a folder, or one in it, has a template that makes pages. Links are not followed. More folders
/// than are `left` may have one.
fn has_adapter(folder: &Path, left: &mut usize) -> bool {
    if folder.join("_content.gotmpl").exists() {
        return true;
    }
    let Some(fewer) = left.checked_sub(1) else {
        return true;
    };
    *left = fewer;
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders = entries.filter(|it| it.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.any(|it| has_adapter(&it.path(), left))
}

impl SiteFiles {
    pub fn of(site: &Site) -> Self {
        let folders_of = |part: Part, of_theme: &'static str| {
            let own = site.settings.folders(part).map(|it| site.root.join(it));
            let themes = site.settings.themes.iter();
            own.chain(themes.map(move |theme| site.root.join(theme).join(of_theme)))
                .collect()
        };
        let language = site.settings.languages.default_one();
        let text = |path: &&str| {
            let read = beneath::read_text(&site.root, &site.root.join(path), SMALL_BYTES);
            read.ok().flatten()
        };
        let tree = &site.settings.tree;
        let has_modules = tree.at(&["module", "imports"]).is_some();
        let has_mounts = tree.at(&["module", "mounts"]).is_some();
        let named = tree.get("theme").map_or(0, |themes| themes.texts().len());
        let themes = &site.settings.themes;
        let has_pages = |theme: &String| site.root.join(theme).join("content").exists();
        Self {
            content: site.content.clone(),
            served: folders_of(Part::Static, "static"),
            assets: folders_of(Part::Assets, "assets"),
            base: language.map_or_else(String::new, |language| language.base.path.clone()),
            redirects: REDIRECTS.iter().filter_map(text).collect(),
            have_others: has_modules
                || has_mounts
                || named > themes.len()
                || themes.iter().any(has_pages),
            has_adapter: OnceLock::new(),
            names: Mutex::default(),
        }
    }
}

/// A file that is there.
struct Called {
    /// What it is called, if it was named otherwise.
    otherwise: Option<String>,
}

/// The names in a folder by what some systems do not tell apart.
type Names = Arc<HashMap<String, String>>;

/// Whether this system tells capitals apart: then a name that is there is written so.
const IS_EXACT: bool = !cfg!(any(windows, target_os = "macos"));

impl SiteFiles {
    /// What the file is called that a path below a folder means, whatever the capitals of its parts and the
    /// way its accents are composed; `None`: there is none.
    fn called(&self, folder: &Path, path: &str) -> Option<Called> {
        let mut place = folder.to_owned();
        let mut is_so = true;
        for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
            let names = self.names_in(&place);
            let name = names.get(&name::likeness(part))?;
            is_so &= name == part;
            place.push(name);
        }
        let below = place.strip_prefix(folder).unwrap_or(&place);
        let below = below.to_string_lossy().replace('\\', "/");
        place.is_file().then_some(Called {
            otherwise: (!is_so).then_some(below),
        })
    }

    /// As they were when it was looked at first.
    fn names_in(&self, folder: &Path) -> Names {
        let mut known = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(names) = known.get(folder) {
            return Arc::clone(names);
        }
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let names = names.map(|name| (name::likeness(&name), name));
        let names: Names = Arc::new(names.collect());
        known.insert(folder.to_owned(), Arc::clone(&names));
        names
    }

    /// A path from the root without what stands before all of the site.
    fn without_base<'a>(&self, whole: &'a str) -> &'a str {
        let path = whole.strip_prefix('/').unwrap_or(whole);
        match path.strip_prefix(self.base.trim_matches('/')) {
            Some(rest) => rest.trim_start_matches('/'),
            None => path,
        }
    }
}

/// Whether a path that an article names leads nowhere but below the folder it is joined to.
fn is_inside(path: &str) -> bool {
    !path.contains(['\\', ':']) && !path.split('/').any(|part| part == "..")
}

impl check::Files for SiteFiles {
    fn is_served(&self, article: &Path, written: &str, whole: &str) -> bool {
        let path = self.without_base(whole);
        let is_led = || {
            let path = whole.trim_end_matches('/');
            let mut words = self.redirects.split_whitespace();
            let is_splat = words.any(|word| {
                let start = word.strip_suffix('*');
                start.is_some_and(|start| start.starts_with('/') && whole.starts_with(start))
            });
            !path.is_empty() && (is_splat || self.redirects.contains(path))
        };
        let in_folder = |folder: &Path, path: &str| {
            let there = folder.join(path);
            is_inside(path) && (there.is_file() || there.join(address::INDEX).is_file())
        };
        let beside = article.parent().filter(|_| !written.starts_with('/'));
        let in_content = self.content.join(path);
        self.served.iter().any(|folder| in_folder(folder, path))
            || beside.is_some_and(|folder| in_folder(folder, written.trim_start_matches("./")))
            || (is_inside(path) && in_content.is_file())
            || is_led()
    }

    fn is_asset(&self, written: &str) -> bool {
        let path = written.trim_start_matches('/');
        let mut assets = self.assets.iter();
        is_inside(path) && assets.any(|folder| folder.join(path).is_file())
    }

    fn is_called(&self, article: &Path, written: &str, whole: &str) -> Option<String> {
        let path = self.without_base(whole);
        let beside = article.parent().filter(|_| !written.starts_with('/'));
        let of_assets = self.assets.iter().map(|it| (it.as_path(), written));
        let places = [(beside, written), (Some(&*self.content), path)];
        let places = places
            .into_iter()
            .filter_map(|(it, path)| Some((it?, path)));
        // Covers are written from the root without a slash, too.
        let served = self
            .served
            .iter()
            .flat_map(|it| [path, written].map(|path| (&**it, path)));
        let places = places.chain(served).chain(of_assets);
        let places = places.map(|(folder, path)| (folder, path.trim_start_matches('/')));
        let places: Vec<(&Path, &str)> = places.filter(|(_, path)| is_inside(path)).collect();
        let is_there = |(folder, path): &(&Path, &str)| folder.join(path).is_file();
        if IS_EXACT && places.iter().any(is_there) {
            return None;
        }
        let mut names = places
            .into_iter()
            .filter_map(|(folder, path)| self.called(folder, path));
        names.next().and_then(|called| called.otherwise)
    }

    fn are_unknown(&self) -> bool {
        let is_made = || {
            let mut left = MOST_FOLDERS;
            has_adapter(&self.content, &mut left)
        };
        self.have_others || *self.has_adapter.get_or_init(is_made)
    }
}
