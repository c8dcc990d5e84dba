//! Words that no dictionary has and that are no mistakes: the writer's own in `dictionary.txt` beside the
//! settings, those of a site in `kopij-words.txt` in its root, a word on a line; those that the writer
//! ignores in a site, in the state folder in a file of that site's own; those of its tags and authors.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    io::{
        beneath::{self, SMALL_BYTES},
        folders::Folders,
        own, store,
    },
    model::spelling::compared,
};

/// Whose dictionary a word goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordList {
    Personal,
    /// That of the site with this root.
    Site(PathBuf),
    /// What is ignored in the site with this root.
    Ignored(PathBuf),
}

/// Each as [`compared`] has it.
pub(super) struct OwnWords {
    personal: PathBuf,
    /// Where the words that are ignored are kept, a file for each site.
    ignoring: PathBuf,
    state: PathBuf,
    own: BTreeSet<String>,
    pub(super) of_site: BTreeSet<String>,
    ignored: BTreeSet<String>,
    pub(super) names: Arc<BTreeSet<String>>,
}

impl OwnWords {
    pub(super) fn new(folders: &Folders) -> Self {
        let personal = folders.config.join("dictionary.txt");
        Self {
            own: words_in(&read(&personal).unwrap_or_default()),
            personal,
            ignoring: folders.state.join("ignored-words"),
            state: folders.state.clone(),
            of_site: BTreeSet::new(),
            ignored: BTreeSet::new(),
            names: Arc::default(),
        }
    }

    pub(super) fn has(&self, word: &str) -> bool {
        let is_in = |list: &BTreeSet<String>| {
            list.contains(word) || list.contains(word.to_lowercase().as_str())
        };
        is_in(&self.own) || is_in(&self.of_site) || is_in(&self.ignored) || is_in(&self.names)
    }

    /// Adds a word to a list.
    ///
    /// # Errors
    /// As the system gives it: the list could not be read or written. The word then counts until
    /// the end of this run.
    pub(super) fn add(&mut self, word: &str, list: &WordList) -> io::Result<()> {
        let word = compared(word);
        let (path, words) = match list {
            WordList::Personal => (self.personal.clone(), &mut self.own),
            WordList::Site(root) => (words_of_site(root), &mut self.of_site),
            WordList::Ignored(root) => (ignored_in(&self.ignoring, root), &mut self.ignored),
        };
        words.insert(word.clone());
        store::alone(&self.state, &path, || add_line(&path, &word, list))?
    }

    /// Reads the words of a site, each time, as others write them too.
    pub(super) fn enter(&mut self, root: Option<&Path>) {
        self.of_site = root.map_or_else(BTreeSet::new, |root| {
            let text = beneath::read_text(root, &words_of_site(root), SMALL_BYTES);
            words_in(
                &text
                    .unwrap_or_else(|err| {
                        log::warn!("the words of the site are not read: {err}");
                        None
                    })
                    .unwrap_or_default(),
            )
        });
        self.ignored = root.map_or_else(BTreeSet::new, |root| {
            let text = read(&ignored_in(&self.ignoring, root));
            words_in(&text.unwrap_or_default())
        });
    }
}

/// Writes a word at the end of the file of a list that has it not.
fn add_line(path: &Path, word: &str, list: &WordList) -> io::Result<()> {
    let mut text = match list {
        WordList::Personal | WordList::Ignored(_) => read(path)?,
        WordList::Site(root) => beneath::read_text(root, path, SMALL_BYTES)
            .map_err(io::Error::other)?
            .unwrap_or_default(),
    };
    if text.lines().any(|line| line.trim() == word) {
        return Ok(());
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(word);
    text.push('\n');
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    store::replace(path, text.as_bytes())
}

/// A list of our own; empty where there is none.
fn read(path: &Path) -> io::Result<String> {
    let bytes = beneath::read_own(path, SMALL_BYTES).map_err(io::Error::other)?;
    String::from_utf8(bytes.unwrap_or_default()).map_err(io::Error::other)
}

/// The file of the words that are ignored in a site.
fn ignored_in(folder: &Path, root: &Path) -> PathBuf {
    let name = own::name_for(root);
    folder.join(format!("{}.txt", name.get(..16).unwrap_or_default()))
}

fn words_of_site(root: &Path) -> PathBuf {
    root.join("kopij-words.txt")
}

fn words_in(text: &str) -> BTreeSet<String> {
    let words = text.lines().map(str::trim);
    words
        .filter(|word| !word.is_empty() && !word.starts_with('#'))
        .map(compared)
        .collect()
}
