//! The settings, as a YAML file in the user's configuration folder.

use std::{fs, io, path::PathBuf};

use crate::{
    io::{folders::Folders, store},
    model::settings::Settings,
};

/// Why the settings were not written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("{0}")]
    Encode(#[from] serde_yaml::Error),
    #[error("{source} ({})", path.display())]
    Write { path: PathBuf, source: io::Error },
}

/// The settings of this user; the defaults where there are none. A file that cannot be read is
/// moved aside, so that the next save does not replace it.
pub fn load(folders: &Folders) -> Settings {
    let path = file(folders);
    let Ok(text) = fs::read_to_string(&path) else {
        return Settings::default();
    };
    serde_yaml::from_str(&text).unwrap_or_else(|err| {
        log::warn!("the settings could not be read: {err}");
        if let Err(err) = fs::rename(&path, path.with_extension("broken.yaml")) {
            log::warn!("the broken settings could not be moved aside: {err}");
        }
        Settings::default()
    })
}

/// Writes the settings whole or not at all.
///
/// # Errors
/// [`SettingsError`], with the path.
pub fn save(folders: &Folders, settings: &Settings) -> Result<(), SettingsError> {
    let text = serde_yaml::to_string(settings)?;
    let path = file(folders);
    let written = fs::create_dir_all(&folders.config)
        .and_then(|()| store::replace(&path, text.as_bytes(), None));
    written.map_err(|source| SettingsError::Write { path, source })
}

fn file(folders: &Folders) -> PathBuf {
    folders.config.join("settings.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let settings = Settings {
            last_site: Some(PathBuf::from("/site")),
            ..Settings::default()
        };

        save(&folders, &settings).unwrap();

        assert_eq!(load(&folders), settings);
    }

    #[test]
    fn a_broken_file_is_kept_aside() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        fs::create_dir_all(&folders.config).unwrap();
        fs::write(file(&folders), "panes: [").unwrap();

        assert_eq!(load(&folders), Settings::default());
        assert_eq!(
            fs::read_to_string(folders.config.join("settings.broken.yaml")).unwrap(),
            "panes: ["
        );
    }

    #[test]
    fn a_file_of_another_version_is_read() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        fs::create_dir_all(&folders.config).unwrap();
        fs::write(file(&folders), "appearance: dark\nfuture: 1\n").unwrap();

        assert_eq!(
            load(&folders).appearance,
            crate::model::settings::Appearance::Dark
        );
    }
}
