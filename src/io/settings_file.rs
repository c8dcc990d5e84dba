//! The settings, as a YAML file in the user's configuration folder, and what is remembered of the last
//! run, as one in the state folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};
use serde_yaml::{Mapping, Value};

use crate::{
    io::{
        beneath::{self, SETTINGS_BYTES, SmallFileError},
        folders::Folders,
        store,
    },
    model::{
        said::{Said, Says, said, says},
        settings::{Remembered, Settings},
    },
};

/// Why the settings were not written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    Encode(#[from] serde_yaml::Error),
    Write { path: PathBuf, source: io::Error },
}

says!(SettingsError);
impl Says for SettingsError {
    fn said(&self) -> Said {
        match self {
            Self::Encode(inner) => Said::verbatim(inner.to_string()),
            Self::Write { path, source } => {
                said!("error-at", why = source, path = path.as_path())
            }
        }
    }
}

/// The settings of this user, and where a file that could not be read is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    pub settings: Settings,
    /// For people, with the path, one line each.
    pub problems: Vec<Said>,
}

/// The settings of this user, for who does not change them; safe ones where they cannot be read.
pub fn glance(folders: &Folders) -> Settings {
    match read::<Settings>(&file(folders)) {
        Ok(settings) => settings.unwrap_or_default(),
        Err(_unreadable) => Settings::safe(),
    }
}

/// The settings of this user; the defaults where there are none. A file that cannot be read is
/// moved aside; what is private is at its safe value from then on, as the file may have said so.
pub fn load(folders: &Folders) -> Loaded {
    // First, as what is broken is moved away below.
    let (remembered, problem) = remembered(folders);
    let mut loaded = load_settings(folders);
    loaded.settings.remembered = remembered;
    loaded.problems.extend(problem);
    loaded
}

/// What is remembered of the last run. Nothing private depends on it: what cannot be read is
/// forgotten, and said.
fn remembered(folders: &Folders) -> (Remembered, Option<Said>) {
    let path = session_file(folders);
    let err = match read(&path) {
        Ok(Some(remembered)) => return (remembered, None),
        // Earlier versions have it among the settings.
        Ok(None) => {
            let remembered = read(&file(folders)).ok().flatten();
            return (remembered.unwrap_or_default(), None);
        }
        Err(err) => err,
    };
    let kept = kept(&path, move_aside(&path));
    let said = said!("session-unreadable", why = &err, kept = kept);
    (Remembered::default(), Some(said))
}

/// What became of a file that was to be moved aside.
fn kept(path: &Path, moved: io::Result<PathBuf>) -> Said {
    match moved {
        Ok(aside) => said!("settings-kept-aside", path = aside.as_path()),
        Err(why) => said!("settings-not-moved", why = &why, path = path),
    }
}

fn load_settings(folders: &Folders) -> Loaded {
    let path = file(folders);
    let err = match read(&path) {
        Ok(settings) => {
            let unknown = settings.is_some().then(|| unknown_keys(&path)).flatten();
            let said = unknown.map(|keys| {
                let path = path.as_path();
                said!("settings-unknown", keys = keys, path = path)
            });
            return Loaded {
                settings: settings.unwrap_or_default(),
                problems: said.into_iter().collect(),
            };
        }
        Err(err) => err,
    };
    let moved = move_aside(&path);
    if moved.is_ok() {
        // So that the next run does not find none, and the defaults with that.
        let safe = serde_yaml::to_string(&Settings::safe()).map_err(SettingsError::from);
        if let Err(err) = safe.and_then(|safe| write(&path, &safe)) {
            log::warn!("the safe settings are not saved: {err}");
        }
    }
    let kept = kept(&path, moved);
    let said = said!("settings-unreadable", why = &err, kept = kept);
    Loaded {
        settings: Settings::safe(),
        problems: vec![said],
    }
}

/// Why the settings of an earlier run are not there.
#[derive(Debug, thiserror::Error)]
enum Unreadable {
    File(#[from] SmallFileError),
    NotUtf8(#[from] std::string::FromUtf8Error),
    Empty,
    /// A link to nothing.
    LeadsNowhere,
    Yaml(#[from] serde_yaml::Error),
}

says!(Unreadable);
impl Says for Unreadable {
    fn said(&self) -> Said {
        match self {
            Self::File(inner) => inner.said(),
            Self::NotUtf8(_) => said!("unreadable-not-utf8"),
            Self::Empty => said!("unreadable-empty"),
            Self::LeadsNowhere => said!("unreadable-leads-nowhere"),
            Self::Yaml(inner) => Said::verbatim(inner.to_string()),
        }
    }
}

/// `None`: there is no file. One that is empty or a link to nothing was once more than that.
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Unreadable> {
    let Some(text) = read_text(path)? else {
        return Ok(None);
    };
    let value: Value = serde_yaml::from_str(&text)?;
    match value {
        Value::Null => Err(Unreadable::Empty),
        Value::Mapping(mut mapping) if in_doubt(&mapping).is_some() => {
            mapping.insert(WEB_PICTURES.into(), false.into());
            Ok(Some(serde_yaml::from_value(mapping.into())?))
        }
        // Its errors say where.
        _ => Ok(Some(serde_yaml::from_str(&text)?)),
    }
}

fn read_text(path: &Path) -> Result<Option<String>, Unreadable> {
    match beneath::read_own(path, SETTINGS_BYTES)? {
        Some(bytes) => Ok(Some(String::from_utf8(bytes)?)),
        None if path.symlink_metadata().is_ok() => Err(Unreadable::LeadsNowhere),
        None => Ok(None),
    }
}

/// The one setting whose default is not its safe value.
const WEB_PICTURES: &str = "web_pictures";

/// The keys of a file that nobody knows, where one of them may have been that setting.
fn in_doubt(written: &Mapping) -> Option<String> {
    if written.contains_key(WEB_PICTURES) {
        return None;
    }
    let unknown = unknown(written);
    let unknown: Vec<&str> = unknown
        .keys()
        .map(|key| key.as_str().unwrap_or("?"))
        .collect();
    (!unknown.is_empty()).then(|| unknown.join(", "))
}

/// What of a file nobody knows.
fn unknown(written: &Mapping) -> Mapping {
    let settings = serde_yaml::to_value(Settings::default()).unwrap_or_default();
    let remembered = serde_yaml::to_value(Remembered::default()).unwrap_or_default();
    let is_known = |key: &Value| settings.get(key).is_some() || remembered.get(key).is_some();
    let all = written.iter().filter(|(key, _)| !is_known(key));
    all.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn unknown_keys(path: &Path) -> Option<String> {
    in_doubt(&written(path)?)
}

/// The keys of a file that can be read.
fn written(path: &Path) -> Option<Mapping> {
    let text = read_text(path).ok()??;
    serde_yaml::from_str(&text).ok()
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

/// The key of the list that each window has for itself.
const OPEN_ARTICLES: &str = "open_articles";

/// Writes what changes in the settings of one run. Several may run at once, and a file may be open in
/// an editor: what did not change here keeps the value that its file has, keys that this Kopij does not
/// know too. Comments stay until the first change.
pub struct Saver {
    /// As they were read or given last.
    settings: Value,
    remembered: Value,
}

impl Saver {
    /// From the files as they are now, at the start of a run.
    pub fn new(folders: &Folders) -> Self {
        let settings: Settings = read(&file(folders)).ok().flatten().unwrap_or_default();
        let remembered: Remembered = read(&session_file(folders))
            .ok()
            .flatten()
            .unwrap_or_default();
        Self {
            settings: serde_yaml::to_value(settings).unwrap_or_default(),
            remembered: serde_yaml::to_value(remembered).unwrap_or_default(),
        }
    }

    /// Writes the settings and what is remembered, each whole or not at all, where something changed.
    /// A file of settings that is there and cannot be read is moved aside first; returned is where it
    /// is.
    ///
    /// # Errors
    /// [`SettingsError`], with the path.
    pub fn save(
        &mut self,
        folders: &Folders,
        settings: &Settings,
    ) -> Result<Option<PathBuf>, SettingsError> {
        // First, as an older file of settings may be the only one that has it.
        let (path, now) = (session_file(folders), &settings.remembered);
        let session = || write_changed(&path, &mut self.remembered, now);
        alone(folders, &path, session)?;
        let path = file(folders);
        let settings = || write_changed(&path, &mut self.settings, settings);
        alone(folders, &path, settings)
    }
}

/// Reads and writes a file while no other window does.
fn alone<T>(
    folders: &Folders,
    path: &Path,
    change: impl FnOnce() -> Result<T, SettingsError>,
) -> Result<T, SettingsError> {
    let changed = store::alone(&folders.state, path, change);
    changed.map_err(|source| SettingsError::Write {
        path: path.to_owned(),
        source,
    })?
}

/// Writes what changed since `before` into the file, if anything did.
fn write_changed<T: Serialize + DeserializeOwned + Default>(
    path: &Path,
    before: &mut Value,
    now: &T,
) -> Result<Option<PathBuf>, SettingsError> {
    let now = serde_yaml::to_value(now)?;
    let (there, mut aside) = match read::<T>(path) {
        Ok(there) => (there, None),
        Err(_unreadable) => (None, Some(moved_aside(path)?)),
    };
    let there = there.map(serde_yaml::to_value).transpose()?;
    if there.is_none() && aside.is_none() && now == *before {
        return Ok(None);
    }
    let mut merged = there
        .as_ref()
        .map_or_else(|| now.clone(), |there| merged(before, &now, there));
    if there.as_ref() != Some(&merged) {
        let known = merged.clone();
        if let Some(merged) = merged.as_mapping_mut() {
            merged.extend(
                written(path)
                    .map(|written| unknown(&written))
                    .unwrap_or_default(),
            );
        }
        let text = if let Some(text) = written_as(&merged) {
            text
        } else {
            // What nobody knows may be what can be read and not be written, as a key with a tag.
            let text = serde_yaml::to_string(&known)?;
            aside = Some(moved_aside(path)?);
            text
        };
        write(path, &text)?;
    }
    *before = now;
    Ok(aside)
}

/// `None`: it cannot be written, or would be read as something else.
fn written_as(value: &Value) -> Option<String> {
    let text = serde_yaml::to_string(value).ok()?;
    let read: Value = serde_yaml::from_str(&text).ok()?;
    (read == *value).then_some(text)
}

fn moved_aside(path: &Path) -> Result<PathBuf, SettingsError> {
    move_aside(path).map_err(|source| SettingsError::Write {
        path: path.to_owned(),
        source,
    })
}

fn write(path: &Path, text: &str) -> Result<(), SettingsError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| store::replace(path, text.as_bytes()))
        .map_err(|source| SettingsError::Write {
            path: path.to_owned(),
            source,
        })
}

/// What another window put into a list stays, what went here goes, what came here comes.
fn merged_lists(before: &Value, ours: &[Value], theirs: &[Value]) -> Vec<Value> {
    let was = before.as_sequence().map_or(&[][..], Vec::as_slice);
    let stays = |item: &&Value| ours.contains(item) || !was.contains(item);
    let comes = |item: &&Value| !was.contains(item) && !theirs.contains(item);
    let kept = theirs.iter().filter(stays);
    kept.chain(ours.iter().filter(comes)).cloned().collect()
}

/// What is `there` with what `now` has otherwise than `before`.
fn merged(before: &Value, now: &Value, there: &Value) -> Value {
    if now == before {
        return there.clone();
    }
    if let (Value::Sequence(ours), Value::Sequence(theirs)) = (now, there) {
        return Value::Sequence(merged_lists(before, ours, theirs));
    }
    let (Value::Mapping(ours), Value::Mapping(theirs)) = (now, there) else {
        return now.clone();
    };
    let mut all = Mapping::new();
    let none = Value::Null;
    for key in ours.keys().chain(theirs.keys()) {
        let was = before.get(key);
        let (our, their) = (ours.get(key), theirs.get(key));
        let kept = match (our, their) {
            _ if our == was => their.cloned(),
            // Which articles are open is a matter of one window.
            (Some(our), Some(_)) if key.as_str() == Some(OPEN_ARTICLES) => Some(our.clone()),
            (Some(our), Some(their)) => Some(merged(was.unwrap_or(&none), our, their)),
            _ => our.cloned(),
        };
        if let Some(kept) = kept {
            all.insert(key.clone(), kept);
        }
    }
    Value::Mapping(all)
}

fn file(folders: &Folders) -> PathBuf {
    folders.config.join("settings.yaml")
}

fn session_file(folders: &Folders) -> PathBuf {
    folders.state.join("session.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::settings::SiteLook;
    use crate::model::words;

    /// A configuration folder whose settings hold these bytes.
    fn written(bytes: &[u8]) -> (tempfile::TempDir, Folders) {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        fs::create_dir_all(&folders.config).unwrap();
        fs::write(file(&folders), bytes).unwrap();
        (home, folders)
    }

    #[test]
    fn what_can_be_read_and_not_be_written_is_kept_aside() {
        let mut are_aside = 0;
        for unknown in [
            "!a b",
            "{!a : }",
            "{!a b: 1}",
            "[{? !a 1}]",
            "!a {b: c}",
            "!a [b]",
            "! x",
        ] {
            let text = format!("web_pictures: false\nnew: {unknown}\n");
            let (_home, folders) = written(text.as_bytes());
            let mut saver = Saver::new(&folders);
            let mut settings = load(&folders).settings;
            settings.zoom = 1.5;

            let aside = saver.save(&folders, &settings).unwrap();
            assert_eq!(load(&folders).settings, settings, "{text}");
            if let Some(aside) = aside {
                assert_eq!(fs::read_to_string(aside).unwrap(), text);
                are_aside += 1;
            }
        }
        assert!((1..7).contains(&are_aside), "{are_aside}");
    }

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let settings = Settings {
            zoom: 1.5,
            remembered: Remembered {
                last_site: Some(PathBuf::from("/site")),
                ..Remembered::default()
            },
            ..Settings::default()
        };

        assert_eq!(load(&folders), Loaded::default());
        assert_eq!(
            Saver::new(&folders).save(&folders, &settings).unwrap(),
            None
        );

        let loaded = load(&folders);
        assert_eq!((loaded.settings, loaded.problems), (settings, Vec::new()));
    }

    #[cfg(unix)]
    #[test]
    fn paths_that_are_no_text_come_back_with_what_is_said_of_them() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let odd = PathBuf::from(OsStr::from_bytes(b"/caf\xe9/100% a"));
        let plain = PathBuf::from("/café/100% a");
        let settings = Settings {
            modified_on_save: [odd.clone()].into(),
            second_languages: [(odd.clone(), "en".to_owned())].into(),
            written_links: vec![odd.clone()],
            outside_folders: [(odd.clone(), vec![plain.clone(), odd.clone()])].into(),
            remembered: Remembered {
                last_site: Some(odd.clone()),
                last_article: Some(plain.clone()),
                open_articles: vec![odd.join("a.md"), plain],
                article_languages: [(odd.clone(), "nl".to_owned())].into(),
                sites: [(odd, SiteLook::default())].into(),
                ..Remembered::default()
            },
            ..Settings::default()
        };

        Saver::new(&folders).save(&folders, &settings).unwrap();

        let loaded = load(&folders);
        assert_eq!((loaded.settings, loaded.problems), (settings, Vec::new()));
    }

    #[test]
    fn settings_that_cannot_be_read_are_kept_aside_and_said_and_nothing_private_is_on() {
        let privately = "web_pictures: false\nwritten_links:\n- /a.md\n";
        for broken in [
            b"web_pictures: false\npanes: [".to_vec(),
            [privately.as_bytes(), b"spelling_language: caf\xe9\n"].concat(),
            b"zoom: very\n".to_vec(),
            b"[1, 2]".to_vec(),
            b"".to_vec(),
            b"\n# mine\n".to_vec(),
        ] {
            let (_home, folders) = written(&broken);

            assert_eq!(glance(&folders), Settings::safe());
            let loaded = load(&folders);

            assert_eq!(loaded.settings, Settings::safe());
            assert!(!loaded.settings.web_pictures);
            assert!(loaded.settings.written_links.is_empty());
            let aside = folders.config.join("settings.broken.yaml");
            assert_eq!(fs::read(&aside).unwrap(), broken);
            let problem = words::put(&loaded.problems[0]);
            assert!(problem.contains(aside.to_str().unwrap()), "{problem}");
            let again = load(&folders);
            assert_eq!(again.settings, Settings::safe());
            assert_eq!(again.problems, []);
        }
    }

    #[test]
    fn a_key_that_nobody_knows_is_said_and_nothing_private_is_on_where_it_may_have_been_that() {
        let (_home, folders) = written(b"zoom: 1.5\nweb_picturer: false\n");

        let loaded = load(&folders);

        assert!(!loaded.settings.web_pictures && !glance(&folders).web_pictures);
        assert_eq!((loaded.settings.zoom, loaded.problems.len()), (1.5, 1));
        assert!(words::put(&loaded.problems[0]).contains("web_picturer"));
        // It is off until it is turned on.
        let mut settings = loaded.settings;
        settings.zoom = 2.0;
        Saver::new(&folders).save(&folders, &settings).unwrap();
        assert!(!load(&folders).settings.web_pictures);
    }

    /// A file that the disk has cut at the end of a line has it still, or nothing at all.
    #[test]
    fn what_is_private_is_written_first() {
        let text = serde_yaml::to_string(&Settings::safe()).unwrap();

        assert!(text.starts_with("web_pictures: false\n"), "{text}");
        let (_home, folders) = written(b"autosave: off\n");
        let loaded = load(&folders);
        assert!(loaded.settings.web_pictures && loaded.problems.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn settings_that_are_a_link_to_nothing_are_said_and_nothing_private_is_on() {
        let (_home, folders) = written(b"");
        fs::remove_file(file(&folders)).unwrap();
        std::os::unix::fs::symlink("gone.yaml", file(&folders)).unwrap();

        assert_eq!(glance(&folders), Settings::safe());
        let loaded = load(&folders);

        assert_eq!(loaded.settings, Settings::safe());
        assert_eq!(loaded.problems.len(), 1);
        assert!(!folders.config.join("gone.yaml").exists());
        assert_eq!(load(&folders).settings, Settings::safe());
    }

    #[test]
    fn no_settings_that_are_kept_aside_are_replaced_by_later_ones() {
        let (_home, folders) = written(b"one: [");
        load(&folders);
        fs::write(file(&folders), "two: [").unwrap();
        load(&folders);
        fs::write(file(&folders), "three: [").unwrap();

        // While the program runs.
        let aside = Saver::new(&folders)
            .save(&folders, &Settings::default())
            .unwrap();

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

        assert_eq!(load(&folders).problems.len(), 1);
    }

    #[test]
    fn what_was_open_is_in_no_file_that_people_edit_and_an_earlier_one_is_read() {
        let (_home, folders) =
            written(b"zoom: 1.5\nlast_site: /site\nopen_articles: [/site/a.md]\n");

        let settings = load(&folders).settings;
        assert_eq!(settings.remembered.last_site, Some(PathBuf::from("/site")));
        Saver::new(&folders).save(&folders, &settings).unwrap();

        let edited = |path: PathBuf| fs::read_to_string(path).unwrap();
        assert!(edited(session_file(&folders)).contains("/site/a.md"));
        // As it was: nothing of it is another now.
        assert!(edited(file(&folders)).contains("last_site"));
        assert_eq!(load(&folders).settings, settings);
        let larger = Settings {
            zoom: 2.0,
            ..settings
        };
        Saver::new(&folders).save(&folders, &larger).unwrap();
        assert!(!edited(file(&folders)).contains("/site"));
        assert_eq!(load(&folders).settings, larger);
    }

    #[test]
    fn settings_with_a_comment_stay_as_they_are_until_one_is_changed() {
        let text = "# mine\nzoom: 1.5\n";
        let (_home, folders) = written(text.as_bytes());
        let settings = load(&folders).settings;

        Saver::new(&folders).save(&folders, &settings).unwrap();

        assert_eq!(fs::read_to_string(file(&folders)).unwrap(), text);
    }

    #[test]
    fn a_session_that_cannot_be_read_is_forgotten_and_the_settings_stay() {
        let (_home, folders) = written(b"zoom: 1.5\n");
        fs::create_dir_all(&folders.state).unwrap();
        fs::write(session_file(&folders), "last_site: [").unwrap();

        let loaded = load(&folders);

        let aside = folders.state.join("session.broken.yaml");
        assert_eq!((loaded.settings.zoom, loaded.problems.len()), (1.5, 1));
        assert!(words::put(&loaded.problems[0]).contains(aside.to_str().unwrap()));
        assert_eq!(loaded.settings.remembered, Remembered::default());
    }

    #[test]
    fn a_file_of_another_version_is_read() {
        let (_home, folders) = written(b"appearance: dark\nfuture: 1\nweb_pictures: true\n");

        let loaded = load(&folders);

        let dark = crate::model::settings::Appearance::Dark;
        assert_eq!(loaded.settings.appearance, dark);
        assert!(loaded.settings.web_pictures && loaded.problems.is_empty());
    }

    /// What is kept of a home in which two windows are open.
    #[test]
    fn each_of_two_windows_changes_what_was_changed_in_it() {
        let (_home, folders) = written(b"web_pictures: true\n# By hand.\nzoom: 1.5\n");
        let mut here = load(&folders).settings;
        let (mut saver, mut other) = (Saver::new(&folders), Saver::new(&folders));

        let mut there = here.clone();
        there.web_pictures = false;
        let look = || (PathBuf::from("/there"), SiteLook::default());
        there.remembered.sites.extend([look()]);
        other.save(&folders, &there).unwrap();
        here.remembered.last_site = Some(PathBuf::from("/here"));
        saver.save(&folders, &here).unwrap();

        let loaded = load(&folders).settings;
        assert!(!loaded.web_pictures);
        assert_eq!(loaded.remembered.sites, [look()].into());
        assert_eq!(loaded.remembered.last_site, here.remembered.last_site);
        here.zoom = 2.0;
        saver.save(&folders, &here).unwrap();
        let loaded = load(&folders).settings;
        assert_eq!((loaded.web_pictures, loaded.zoom), (false, 2.0));
    }

    #[test]
    fn what_cannot_be_read_of_the_last_run_is_kept_aside() {
        let (_home, folders) = written(b"");
        fs::create_dir_all(&folders.state).unwrap();
        fs::write(session_file(&folders), "sites: [\n").unwrap();

        load(&folders);

        let aside = folders.state.join("session.broken.yaml");
        assert_eq!(fs::read_to_string(aside).unwrap(), "sites: [\n");
    }
}
