//! The keys of photo services: in the environment, in the system's keyring, in memory until Kopij closes, or in a file
//! that its user alone can read. Never in the folder of a site.

use std::{
    collections::BTreeMap,
    fmt,
    io::Write as _,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use toml_edit::{DocumentMut, value};

use crate::{
    io::{folders::Folders, own},
    model::{
        said::{Said, Says, said, says},
        secret::Secret,
        stock::{Kept, Provider},
    },
};

const MAX_FILE_BYTES: u64 = 10_000;

/// Why a key was not read or kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    NoKeyring,
    /// It asks for somebody to unlock it.
    Locked,
    /// Nobody answered in time.
    Silent,
    Failed(String),
    /// A fault of ours.
    Fault,
}

says!(KeyError);
impl Says for KeyError {
    fn said(&self) -> Said {
        match self {
            Self::NoKeyring => said!("key-error-no-keyring"),
            Self::Locked => said!("key-error-locked"),
            Self::Silent => said!("key-error-silent"),
            Self::Fault => said!("stock-error-fault"),
            Self::Failed(why) => said!("key-error-failed", why = why.as_str()),
        }
    }
}

/// A keyring.
pub trait Keyring: Send + Sync {
    /// `may_ask`: a person may be asked to unlock it.
    ///
    /// # Errors
    /// [`KeyError`]; [`KeyError::Locked`] where there is a key, and nobody may be asked.
    fn read(&self, provider: Provider, may_ask: bool) -> Result<Option<Secret>, KeyError>;

    /// # Errors
    /// [`KeyError`]. Nothing was kept.
    fn keep(&self, provider: Provider, key: &Secret) -> Result<(), KeyError>;

    /// # Errors
    /// [`KeyError`].
    fn forget(&self, provider: Provider) -> Result<(), KeyError>;
}

/// There is none.
pub struct NoKeyring;

impl Keyring for NoKeyring {
    fn read(&self, _: Provider, _: bool) -> Result<Option<Secret>, KeyError> {
        Err(KeyError::NoKeyring)
    }

    fn keep(&self, _: Provider, _: &Secret) -> Result<(), KeyError> {
        Err(KeyError::NoKeyring)
    }

    fn forget(&self, _: Provider) -> Result<(), KeyError> {
        Err(KeyError::NoKeyring)
    }
}

/// All places where a key can be.
pub struct Keys {
    environment: fn(Provider) -> Option<Secret>,
    keyring: Box<dyn Keyring>,
    memory: Mutex<BTreeMap<Provider, Secret>>,
    file: PathBuf,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys")
    }
}

impl Keys {
    /// Those of this user, with those of the environment.
    pub fn of_user(folders: &Folders, keyring: Box<dyn Keyring>) -> Self {
        Self {
            environment: of_environment,
            ..Self::within(folders, keyring)
        }
    }

    /// Those of a test: no variable of the environment counts.
    pub fn within(folders: &Folders, keyring: Box<dyn Keyring>) -> Self {
        Self {
            environment: |_| None,
            keyring,
            memory: Mutex::default(),
            file: folders.config.join("keys.toml"),
        }
    }

    /// The key of a service; a person may be asked to unlock the keyring.
    ///
    /// # Errors
    /// [`KeyError`]; that there is no keyring is none.
    pub fn read(&self, provider: Provider) -> Result<Option<Secret>, KeyError> {
        if let Some(key) = (self.environment)(provider).or_else(|| self.in_memory(provider)) {
            return Ok(Some(key));
        }
        if let Some(key) = self.in_file(provider) {
            return Ok(Some(key));
        }
        match self.keyring.read(provider, true) {
            Ok(Some(key)) => {
                // It is asked once a run.
                self.remember(provider, &key);
                Ok(Some(key))
            }
            Err(KeyError::NoKeyring) | Ok(None) => Ok(None),
            Err(err) => Err(err),
        }
    }

    /// Where the key of a service is, without asking anybody.
    pub fn place(&self, provider: Provider) -> Option<Kept> {
        if (self.environment)(provider).is_some() {
            return Some(Kept::Environment);
        }
        if self.in_file(provider).is_some() {
            return Some(Kept::File);
        }
        if let Ok(Some(_)) | Err(KeyError::Locked) = self.keyring.read(provider, false) {
            return Some(Kept::Keyring);
        }
        self.in_memory(provider).map(|_| Kept::Memory)
    }

    /// # Errors
    /// [`KeyError`]. Nothing was kept.
    pub fn keep(&self, provider: Provider, key: &Secret, place: Kept) -> Result<(), KeyError> {
        match place {
            Kept::Keyring => self.keyring.keep(provider, key)?,
            Kept::File => self.write(provider, Some(key))?,
            Kept::Memory | Kept::Environment => {}
        }
        self.remember(provider, key);
        Ok(())
    }

    /// Takes a key out of all places but the environment, which is not ours.
    ///
    /// # Errors
    /// [`KeyError`]
    pub fn forget(&self, provider: Provider) -> Result<(), KeyError> {
        self.memory().remove(&provider);
        if self.in_file(provider).is_some() {
            self.write(provider, None)?;
        }
        match self.keyring.forget(provider) {
            Err(KeyError::NoKeyring) => Ok(()),
            done => done,
        }
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, BTreeMap<Provider, Secret>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn in_memory(&self, provider: Provider) -> Option<Secret> {
        self.memory().get(&provider).cloned()
    }

    fn remember(&self, provider: Provider, key: &Secret) {
        self.memory().insert(provider, key.clone());
    }

    fn in_file(&self, provider: Provider) -> Option<Secret> {
        let document = self.document()?;
        Secret::new(document.get(provider.account())?.as_str()?)
    }

    fn document(&self) -> Option<DocumentMut> {
        let bytes = own::read_within(&self.file, MAX_FILE_BYTES).ok()?;
        String::from_utf8(bytes).ok()?.parse().ok()
    }

    /// Writes the file anew, to be read by its user alone from its first byte on.
    fn write(&self, provider: Provider, key: Option<&Secret>) -> Result<(), KeyError> {
        let mut document = self.document().unwrap_or_default();
        match key {
            Some(key) => drop(document.insert(provider.account(), value(key.reveal()))),
            None => drop(document.remove(provider.account())),
        }
        let failed = |err: std::io::Error| KeyError::Failed(err.to_string());
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let written = || {
            let mut file = own::open_to_write(&self.file)?;
            for_its_user(&file)?;
            file.set_len(0)?;
            file.write_all(document.to_string().as_bytes())?;
            file.sync_all()
        };
        written().map_err(failed)
    }
}

#[cfg(unix)]
fn for_its_user(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    file.set_permissions(std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn for_its_user(_file: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// `KOPIJ_PEXELS_KEY`, `KOPIJ_PIXABAY_KEY`.
fn of_environment(provider: Provider) -> Option<Secret> {
    if !provider.needs_key() {
        return None;
    }
    let name = format!("KOPIJ_{}_KEY", provider.account().to_uppercase());
    Secret::new(&std::env::var(name).ok()?)
}
