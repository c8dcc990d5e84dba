//! Where Kopij keeps what is its own: never in the writer's site.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use etcetera::BaseStrategy as _;

use super::bin::Bin;
pub use etcetera::HomeDirError as NoHome;

/// The folders of this user, or of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    pub config: PathBuf,
    pub cache: PathBuf,
    pub data: PathBuf,
    /// Unsaved text, replaced versions, saves under way.
    pub state: PathBuf,
    pub bin: Bin,
}

/// Names one folder that stands for all of them.
pub const HOME_VARIABLE: &str = "KOPIJ_HOME";

impl Folders {
    /// The system's folders for this user, or those below `KOPIJ_HOME`.
    ///
    /// # Errors
    /// If the system does not say where the user's home folder is.
    pub fn find() -> Result<Self, NoHome> {
        if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            return Ok(Self::within(home));
        }
        let base = etcetera::base_strategy::choose_native_strategy()?;
        Ok(Self {
            config: base.config_dir().join("kopij"),
            cache: base.cache_dir().join("kopij"),
            data: base.data_dir().join("kopij"),
            // Systems without such a folder have it below the data.
            state: match base.state_dir() {
                Some(folder) => folder.join("kopij"),
                None => base.data_dir().join("kopij/state"),
            },
            bin: Bin::System,
        })
    }

    /// All of them below one folder.
    pub fn within(home: impl Into<PathBuf>) -> Self {
        let home = home.into();
        Self {
            config: home.join("config"),
            cache: home.join("cache"),
            data: home.join("data"),
            state: home.join("state"),
            bin: Bin::System,
        }
    }

    pub fn journal(&self) -> PathBuf {
        self.state.join("journal")
    }

    /// Which windows are open.
    pub fn windows(&self) -> PathBuf {
        self.state.join("windows")
    }

    pub fn crashes(&self) -> PathBuf {
        self.state.join("crashes")
    }

    /// The records of changes of files.
    pub fn changes(&self) -> PathBuf {
        self.state.join("changes")
    }

    pub fn history(&self) -> PathBuf {
        self.state.join("history")
    }
}

/// Makes room in a folder of the cache: what was written longest ago goes first. Without the folder there is
/// nothing to do.
pub fn keep_newest(folder: &Path, max_bytes: u64) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, u64, PathBuf)> = files
        .filter_map(|file| {
            let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((metadata.modified().ok()?, metadata.len(), file.path()))
        })
        .collect();
    files.sort();
    let mut used_bytes = 0;
    for (_, size_bytes, file) in files.into_iter().rev() {
        used_bytes += size_bytes;
        if used_bytes > max_bytes
            && let Err(err) = fs::remove_file(&file)
        {
            log::warn!(
                "what was kept longest ago stays: {err} ({})",
                file.display()
            );
        }
    }
}
