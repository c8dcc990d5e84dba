//! The settings, as a YAML file in the user's configuration folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    io::{
        beneath::{self, SETTINGS_BYTES, SmallFileError},
        folders::Folders,
        store,
    },
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

/// The settings of this user, and where a file that could not be read is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    pub settings: Settings,
    /// For people, with the path.
    pub problem: Option<String>,
}

/// The settings of this user, for who does not change them; safe ones where they cannot be read.
pub fn glance(folders: &Folders) -> Settings {
    match read(&file(folders)) {
        Ok(settings) => settings.unwrap_or_default(),
        Err(_unreadable) => Settings::safe(),
    }
}

/// The settings of this user; the defaults where there are none. A file that cannot be read is
/// moved aside; what is private is at its safe value from then on, as the file may have said so.
pub fn load(folders: &Folders) -> Loaded {
    let path = file(folders);
    let err = match read(&path) {
        Ok(settings) => {
            return Loaded {
                settings: settings.unwrap_or_default(),
                problem: None,
            };
        }
        Err(err) => err,
    };
    let kept = match move_aside(&path) {
        Ok(aside) => {
            // So that the next run does not find none, and the defaults with that.
            if let Err(err) = save(folders, &Settings::safe()) {
                log::warn!("the safe settings are not saved: {err}");
            }
            format!("it is kept aside ({})", aside.display())
        }
        Err(not_moved) => format!(
            "it could not be moved aside, and no settings are saved: {not_moved} ({})",
            path.display()
        ),
    };
    Loaded {
        settings: Settings::safe(),
        problem: Some(format!(
            "The settings could not be read: {err}; {kept}. No pictures are fetched from the web \
             and no file outside of a site is written until you say so again"
        )),
    }
}

/// Why the settings of an earlier run are not there.
#[derive(Debug, thiserror::Error)]
enum Unreadable {
    #[error("{0}")]
    File(#[from] SmallFileError),
    #[error("not every byte is UTF-8")]
    NotUtf8(#[from] std::string::FromUtf8Error),
    #[error("{0}")]
    Yaml(#[from] serde_yaml::Error),
}

fn read(path: &Path) -> Result<Option<Settings>, Unreadable> {
    let Some(bytes) = beneath::read_own(path, SETTINGS_BYTES)? else {
        return Ok(None);
    };
    Ok(Some(serde_yaml::from_str(&String::from_utf8(bytes)?)?))
}

/// Gives the file a name that no other file has. Returns the name.
fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let named = |number: u32| match number {
        1 => path.with_extension("broken.yaml"),
        _ => path.with_extension(format!("broken-{number}.yaml")),
    };
    let aside = (1..1_000)
        .map(named)
        .find(|aside| aside.symlink_metadata().is_err())
        .ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &aside)?;
    Ok(aside)
}

/// Writes the settings whole or not at all. A file that is there and cannot be read is moved
/// aside first; returned is where it is.
///
/// # Errors
/// [`SettingsError`], with the path.
pub fn save(folders: &Folders, settings: &Settings) -> Result<Option<PathBuf>, SettingsError> {
    let text = serde_yaml::to_string(settings)?;
    let path = file(folders);
    let write = || {
        let aside = match read(&path) {
            Ok(_) => None,
            Err(_unreadable) => Some(move_aside(&path)?),
        };
        fs::create_dir_all(&folders.config)?;
        store::replace(&path, text.as_bytes())?;
        Ok(aside)
    };
    write().map_err(|source| SettingsError::Write { path, source })
}

fn file(folders: &Folders) -> PathBuf {
    folders.config.join("settings.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A configuration folder whose settings hold these bytes.
    fn written(bytes: &[u8]) -> (tempfile::TempDir, Folders) {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        fs::create_dir_all(&folders.config).unwrap();
        fs::write(file(&folders), bytes).unwrap();
        (home, folders)
    }

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let settings = Settings {
            last_site: Some(PathBuf::from("/site")),
            ..Settings::default()
        };

        assert_eq!(load(&folders), Loaded::default());
        assert_eq!(save(&folders, &settings).unwrap(), None);

        let loaded = load(&folders);
        assert_eq!((loaded.settings, loaded.problem), (settings, None));
    }

    #[test]
    fn settings_that_cannot_be_read_are_kept_aside_and_said_and_nothing_private_is_on() {
        let privately = "web_pictures: false\nwritten_links:\n- /a.md\n";
        for broken in [
            b"web_pictures: false\npanes: [".to_vec(),
            [privately.as_bytes(), b"last_site: caf\xe9\n"].concat(),
            b"zoom: very\n".to_vec(),
            b"[1, 2]".to_vec(),
        ] {
            let (_home, folders) = written(&broken);

            assert_eq!(glance(&folders), Settings::safe());
            let loaded = load(&folders);

            assert_eq!(loaded.settings, Settings::safe());
            assert!(!loaded.settings.web_pictures);
            assert!(loaded.settings.written_links.is_empty());
            let aside = folders.config.join("settings.broken.yaml");
            assert_eq!(fs::read(&aside).unwrap(), broken);
            let problem = loaded.problem.unwrap();
            assert!(problem.contains(aside.to_str().unwrap()), "{problem}");
            let again = load(&folders);
            assert_eq!((again.settings, again.problem), (Settings::safe(), None));
        }
    }

    #[test]
    fn no_settings_that_are_kept_aside_are_replaced_by_later_ones() {
        let (_home, folders) = written(b"one: [");
        load(&folders);
        fs::write(file(&folders), "two: [").unwrap();
        load(&folders);
        fs::write(file(&folders), "three: [").unwrap();

        // While the program runs.
        let aside = save(&folders, &Settings::default()).unwrap();

        let kept = |name| fs::read_to_string(folders.config.join(name)).unwrap();
        assert_eq!(kept("settings.broken.yaml"), "one: [");
        assert_eq!(kept("settings.broken-2.yaml"), "two: [");
        assert_eq!(kept("settings.broken-3.yaml"), "three: [");
        assert!(aside.unwrap().ends_with("settings.broken-3.yaml"));
        assert_eq!(load(&folders), Loaded::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_place_of_the_settings_keeps_nobody_waiting() {
        let (_home, folders) = written(b"");
        fs::remove_file(file(&folders)).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(file(&folders))
            .status();
        assert!(made.unwrap().success());

        assert!(load(&folders).problem.is_some());
    }

    #[test]
    fn a_file_of_another_version_is_read() {
        let (_home, folders) = written(b"appearance: dark\nfuture: 1\n");

        let loaded = load(&folders);

        let dark = crate::model::settings::Appearance::Dark;
        assert_eq!(loaded.settings.appearance, dark);
        assert!(loaded.settings.web_pictures && loaded.problem.is_none());
    }
}
