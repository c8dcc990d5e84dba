//! The stage of one site: a folder of ours that Hugo takes its content from.
//!
//! Hugo watches it, so that each file appears there as a whole. Links are not followed out of the site.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{CLOSED, Extent, Typed};
use crate::{
    io::{
        beneath::{self, Bounds},
        encoding,
        folders::Folders,
        fs::create_private_folder,
        own,
    },
    model::{
        said::Said,
        site::{Site, bundle::Role, names},
        stage::{
            self, NotShown, gate,
            mounts::{Mounts, Staged, named},
        },
    },
};

/// So much of a site is copied, and of one that is shown as a whole.
const MOST_FILES: usize = 500;
const MOST_FILES_OF_ALL: usize = 100_000;
const MOST_BYTES: u64 = 200_000_000;
/// Of one file.
const FILE_BYTES: u64 = 50_000_000;
/// Folders within one another are looked through so far.
const MAX_DEPTH: usize = 20;
/// A stage that nobody looked at for so long is removed.
const OLD: Duration = Duration::from_hours(14 * 24);

/// A folder with the content of a site, as it is shown.
pub struct Stage {
    folder: PathBuf,
    root: PathBuf,
    staged: Vec<Staged>,
    /// The name of its settings in the root, if it has such a file.
    settings: Option<String>,
    /// What Hugo is told, by variables.
    variables: Vec<(&'static str, String)>,
}

/// Where all stages are.
pub fn all(folders: &Folders) -> PathBuf {
    folders.cache.join("site")
}

/// Removes those that nobody looked at for long.
pub fn remove_old(folders: &Folders) {
    let stages = fs::read_dir(all(folders)).into_iter().flatten().flatten();
    for stage in stages {
        let changed = stage.metadata().and_then(|it| it.modified());
        let age = changed.map(|at| SystemTime::now().duration_since(at));
        if matches!(age, Ok(Ok(age)) if age > OLD)
            && let Err(err) = fs::remove_dir_all(stage.path())
        {
            log::warn!("an old stage stays: {err}");
        }
    }
}

impl Stage {
    /// Makes the stage of a site for an article, whatever was there before.
    pub(super) fn make(
        folders: &Folders,
        site: &Site,
        mounts: &Mounts,
        (first, extent): (&Typed, Extent),
    ) -> Result<Self, NotShown> {
        let folder = all(folders).join(own::name_for(&site.root));
        let content = folder.join("content");
        match fs::remove_dir_all(&content) {
            Err(err) if err.kind() != io::ErrorKind::NotFound => return Err(failed(&err)),
            _ => {}
        }
        create_private_folder(&content).map_err(|err| failed(&err))?;
        create_private_folder(&folder.join(".new")).map_err(|err| failed(&err))?;
        let bounds = Bounds::new(site.root.clone(), allowed(site));
        let place = |named: &str| bounds.place(Path::new(named)).ok();
        let (setting, staged) = mounts.staged(&content, place);
        let mut stage = Self {
            variables: Vec::new(),
            settings: root_settings(site),
            root: site.root.clone(),
            staged,
            folder,
        };
        let written = stage.write_settings(setting, extent.is_allowed);
        written.map_err(|err| failed(&err))?;
        let pages = if extent.is_whole {
            let all = site.articles.iter().map(|entry| entry.path.to_path_buf());
            all.chain([first.path.clone()]).collect()
        } else {
            stage::pages(site, &first.path, &first.text)
        };
        let mut filling = Filling::new(site, &stage, &pages);
        if extent.is_whole {
            filling.most_files = MOST_FILES_OF_ALL;
        }
        filling.fill();
        stage.put(&first.path, first.text.as_bytes())?;
        Ok(stage)
    }

    fn write_settings(&mut self, mounts: String, is_allowed: bool) -> io::Result<()> {
        let below = |name: &str| {
            let path = self.folder.join(name);
            path.to_string_lossy().into_owned()
        };
        let resources = below("resources");
        // The last one is there so that the variable of this name is read.
        let text = format!(
            "resourceDir = {}\nrefLinksErrorLevel = \"WARNING\"\nenableGitInfo = false\n\
             [build]\nwriteStats = false\nnoJSConfigInAssets = true\n\
             [[module.mounts]]\nsource = \"content\"\ntarget = \"content\"\n",
            toml_edit::Value::from(resources.as_str())
        );
        fs::write(self.folder.join(SETTINGS), text)?;
        let cache = below("hugo");
        // A site may name any folder for what it keeps.
        let of_cache = CACHES.iter().map(|name| (*name, cache.clone()));
        let closed = if is_allowed { &[][..] } else { &CLOSED };
        self.variables = closed
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .chain(of_cache)
            .chain([
                ("HUGO_MODULE_MOUNTS", mounts),
                // Pages have no folder before their paths here.
                ("HUGO_BASEURL", "http://127.0.0.1/".to_owned()),
                ("HUGO_RESOURCEDIR", resources),
                ("HUGO_CACHEDIR", cache.clone()),
                ("HUGO_PUBLISHDIR", below("public")),
                ("HUGO_REFLINKSERRORLEVEL", "WARNING".to_owned()),
                ("HUGO_ENABLEGITINFO", "false".to_owned()),
                ("HUGO_BUILD_WRITESTATS", "false".to_owned()),
                ("HUGO_BUILD_BUILDSTATS_ENABLE", "false".to_owned()),
                ("HUGO_BUILD_NOJSCONFIGINASSETS", "true".to_owned()),
            ])
            .collect();
        Ok(())
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// What names the files that Hugo complains about.
    pub(super) fn names(&self) -> impl Fn(&str) -> String + Send + 'static {
        let (root, staged) = (self.root.clone(), self.staged.clone());
        move |path| named(&root, &staged, path)
    }

    /// Which settings Hugo reads.
    pub(super) fn arguments(&self) -> Vec<OsString> {
        let own = self.folder.join(SETTINGS);
        let mut files = OsString::new();
        if let Some(name) = &self.settings {
            files.push(name);
            files.push(",");
        }
        files.push(own);
        vec![
            "--config".into(),
            files,
            "--environment".into(),
            "development".into(),
        ]
    }

    pub(super) fn variables(&self) -> Vec<(&str, &str)> {
        let variables = self.variables.iter();
        variables.map(|(name, value)| (*name, &**value)).collect()
    }

    /// Where a file of the site is on the stage, or would be.
    pub(super) fn place(&self, path: &Path) -> Option<PathBuf> {
        let placed = self.staged.iter().filter_map(|staged| {
            let below = path.strip_prefix(&staged.from).ok()?;
            Some((staged.from.as_os_str().len(), staged.to.join(below)))
        });
        let (_, place) = placed.max_by_key(|(length, _)| *length)?;
        Some(place)
    }

    pub(super) fn has(&self, path: &Path) -> bool {
        self.place(path).is_some_and(|place| place.exists())
    }

    /// Puts a file there, as a whole.
    pub(super) fn put(&self, path: &Path, bytes: &[u8]) -> Result<(), NotShown> {
        let place = self.place(path).ok_or(NotShown::NoPage)?;
        self.put_at(&place, bytes).map_err(|err| failed(&err))
    }

    fn put_at(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        // What is there already wakes nobody.
        if fs::read(place).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        if let Some(folder) = place.parent() {
            create_private_folder(folder)?;
        }
        let new = self.folder.join(".new").join("file");
        fs::write(&new, bytes)?;
        fs::rename(&new, place)
    }

    /// Stages an article that was not, with the files of its bundle.
    pub(super) fn take_along(&self, site: &Site, path: &Path) {
        let pages = BTreeSet::from([path.to_owned()]);
        Filling::new(site, self, &pages).fill();
    }

    /// A file of the site is another on the disk: it is on the stage too, if it or its folder is.
    pub(super) fn refresh(&self, site: &Site, path: &Path) {
        let Some(place) = self.place(path) else {
            return;
        };
        if !path.exists() {
            if place.is_file()
                && let Err(err) = fs::remove_file(&place)
            {
                log::warn!("a file that is gone stays on the stage: {err}");
            }
            return;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_article = names::is_article(&name, &site.settings);
        let is_there = place.exists();
        let is_beside = place.parent().is_some_and(Path::exists);
        if path.is_file() && (is_there || !is_article && is_beside) {
            let pages = BTreeSet::from([path.to_owned()]);
            Filling::new(site, self, &pages).copy(path);
        }
    }
}

/// The settings of ours that Hugo reads behind those of the site.
const SETTINGS: &str = "kopij.toml";
/// The settings that name folders for what Hugo makes without fetching anything.
const CACHES: [&str; 2] = ["HUGO_CACHES_ASSETS_DIR", "HUGO_CACHES_IMAGES_DIR"];

fn failed(err: &io::Error) -> NotShown {
    NotShown::Failed {
        why: Said::of_system(err),
    }
}

/// The folders outside of the site that its content may be in.
fn allowed(site: &Site) -> Vec<PathBuf> {
    let is_outside = !site.content.starts_with(&site.root);
    is_outside
        .then(|| site.content.clone())
        .into_iter()
        .collect()
}

fn root_settings(site: &Site) -> Option<String> {
    let mut files = site.settings.files.iter();
    files.find(|name| !name.contains(['/', '\\'])).cloned()
}

/// Copying of a part of a site.
struct Filling<'a> {
    site: &'a Site,
    stage: &'a Stage,
    pages: &'a BTreeSet<PathBuf>,
    /// The folders all of whose files belong to a staged page.
    bundles: BTreeSet<&'a Path>,
    /// The folders that pages lie in by themselves, which use what lies beside them.
    around: BTreeSet<&'a Path>,
    files: usize,
    most_files: usize,
    bytes: u64,
}

impl<'a> Filling<'a> {
    fn new(site: &'a Site, stage: &'a Stage, pages: &'a BTreeSet<PathBuf>) -> Self {
        let folders = |is_leaf: bool| {
            let those = pages
                .iter()
                .filter(move |path| (Role::of(path) == Role::Leaf) == is_leaf);
            those.filter_map(|path| path.parent()).collect()
        };
        Self {
            site,
            stage,
            bundles: folders(true),
            around: folders(false),
            pages,
            files: 0,
            most_files: MOST_FILES,
            bytes: 0,
        }
    }

    fn fill(&mut self) {
        let folders: Vec<&Path> = self
            .stage
            .staged
            .iter()
            .map(|it| it.from.as_path())
            .collect();
        for staged in &self.stage.staged {
            if let Err(err) = create_private_folder(&staged.to) {
                log::warn!("a folder of the stage is not there: {err}");
            }
        }
        for folder in folders {
            self.fill_from(folder, MAX_DEPTH);
        }
    }

    fn fill_from(&mut self, folder: &Path, depth: usize) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                let is_wanted = self.is_on_the_way(&path);
                if depth > 1 && is_wanted {
                    self.fill_from(&path, depth - 1);
                }
            } else if self.is_wanted(&path, &name) {
                self.copy(&path);
            }
        }
    }

    /// Whether anything of a folder is staged.
    fn is_on_the_way(&self, folder: &Path) -> bool {
        let is_within = self.pages.range(folder.to_owned()..).next();
        let has_page = is_within.is_some_and(|page| page.starts_with(folder));
        has_page || self.is_in_bundle(folder)
    }

    fn is_in_bundle(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.bundles.contains(above))
    }

    fn is_wanted(&self, path: &Path, name: &str) -> bool {
        if self.pages.contains(path) {
            return true;
        }
        let is_beside = path.parent().is_some_and(|it| self.around.contains(it));
        let is_article = names::is_article(name, &self.site.settings);
        self.is_in_bundle(path) || is_beside && !is_article
    }

    /// What cannot be read, or stops the build, is not there.
    fn copy(&mut self, path: &Path) {
        if self.files >= self.most_files || self.bytes >= MOST_BYTES {
            return;
        }
        let place = self.stage.place(path);
        let from = self.stage.staged.iter().map(|it| &it.from);
        let from = from.filter(|from| path.starts_with(from));
        let Some((place, from)) = place.zip(from.max_by_key(|it| it.as_os_str().len())) else {
            return;
        };
        let bytes = match beneath::read(from, path, FILE_BYTES) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return,
            Err(err) => {
                log::info!("not staged: {err}");
                return;
            }
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if names::is_article(&name, &self.site.settings) && !self.may_go(path, &bytes) {
            return;
        }
        self.files += 1;
        self.bytes += bytes.len() as u64;
        if let Err(err) = self.stage.put_at(&place, &bytes) {
            log::warn!("not staged: {err}");
        }
    }

    fn may_go(&self, path: &Path, bytes: &[u8]) -> bool {
        let Ok(snapshot) = encoding::decode(bytes) else {
            return false;
        };
        let looked = gate::look(self.site, path, &snapshot.text);
        if let Err(held) = &looked {
            log::info!("not staged: {held:?} ({})", path.display());
        }
        looked.is_ok()
    }
}
