//! Photo services, asked when the writer searches: over https, without cookies, led nowhere else, each answer kept for a
//! day in the cache.
//!
//! Limits: 10 s and 2 MB an answer; 20 MB of answers.

pub mod captions;
pub mod keys;
#[cfg(target_os = "linux")]
mod secret_service;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

use self::keys::{KeyError, Keys};
use crate::{
    io::{
        encoding,
        folders::{self, Folders},
        own,
        pictures::{
            self, Around, OfferError,
            web::{self, Answered, Rules},
        },
        store,
    },
    model::{
        picture::offer::Offer,
        said::{Said, Says, said, says},
        stock::{self, MAX_ANSWER_BYTES, NotUnderstood, Page, Photo, Provider, Query, Request},
    },
};

const MAX_CACHE_BYTES: u64 = 20_000_000;
/// The same question is not asked again for so long.
const FRESH: Duration = Duration::from_hours(24);
/// How long nothing is asked where a service says only that it was too much.
const PAUSE_SECS: i64 = 600;
/// However long it says, in seconds.
const LONGEST_PAUSE_SECS: i64 = 31 * 24 * 3_600;

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StockError {
    NoKey,
    /// The keyring is locked, or nobody answers for it.
    Key(KeyError),
    KeyRefused,
    /// The service answers again from then on.
    Limit(Timestamp),
    Web(Said),
    Answered(u16),
    /// The field that was not understood.
    NotUnderstood(&'static str),
    /// A fault of ours.
    Fault,
}

says!(StockError);
impl Says for StockError {
    fn said(&self) -> Said {
        match self {
            Self::NoKey => said!("stock-error-no-key"),
            Self::Key(inner) => inner.said(),
            Self::KeyRefused => said!("stock-error-key-refused"),
            Self::Limit(_) => said!("stock-error-limit"),
            Self::Web(why) => said!("stock-error-web", why = why.clone()),
            Self::Answered(code) => said!("web-answered", code = code.to_string()),
            Self::NotUnderstood(_) => said!("stock-error-not-understood"),
            Self::Fault => said!("stock-error-fault"),
        }
    }
}

impl From<NotUnderstood> for StockError {
    fn from(NotUnderstood(field): NotUnderstood) -> Self {
        Self::NotUnderstood(field)
    }
}

/// Whether something may go into the log. At its finest the library that asks servers writes whole addresses, with the
/// words that are looked for and the key of a service that wants it there: of it what goes wrong counts alone.
pub fn may_be_logged(about: &log::Metadata<'_>) -> bool {
    about.level() <= log::Level::Warn || !about.target().starts_with("ureq")
}

/// Where services are asked.
#[derive(Clone, Debug, Default)]
pub enum Door {
    /// Each at its own address.
    #[default]
    Web,
    /// All at one address of this machine: for tests, which give it in code.
    Double(String),
}

impl Door {
    fn base(&self, provider: Provider) -> &str {
        match self {
            Self::Web => provider.base(),
            Self::Double(base) => base,
        }
    }

    fn rules(&self) -> Rules {
        match self {
            Self::Web => Rules::default(),
            Self::Double(_) => Rules {
                https_only: false,
                timeout: Duration::from_secs(2),
                may_reach: |address| address.is_loopback(),
            },
        }
    }
}

/// What asks the services.
pub struct Stock {
    folders: Folders,
    cache: PathBuf,
    door: Door,
    pub keys: Keys,
    /// Until then a service is not asked.
    limits: Mutex<BTreeMap<Provider, Timestamp>>,
}

impl Stock {
    pub fn new(folders: &Folders, door: Door, keys: Keys) -> Self {
        Self {
            folders: folders.clone(),
            cache: folders.cache.join("stock"),
            door,
            keys,
            limits: Mutex::default(),
        }
    }

    /// Over the web, with the keyring of the system.
    pub fn of_system(folders: &Folders) -> Self {
        #[cfg(target_os = "linux")]
        let keyring = Box::new(secret_service::SecretService);
        #[cfg(not(target_os = "linux"))]
        let keyring = Box::new(keys::NoKeyring);
        Self::new(folders, Door::Web, Keys::of_user(folders, keyring))
    }

    /// One page of a search, of which the first is 1.
    ///
    /// # Errors
    /// [`StockError`]. Nothing is asked before a limit is over.
    pub fn search(&self, provider: Provider, query: &Query, page: u32) -> Result<Page, StockError> {
        let file = self.file(&stock::request(provider, query, page, None));
        if let Some(answer) = kept(&file)
            && let Ok(page) = stock::read(provider, page, &answer)
        {
            return Ok(page);
        }
        self.not_before(provider)?;
        let key = if provider.needs_key() {
            let key = self.keys.read(provider).map_err(StockError::Key)?;
            Some(key.ok_or(StockError::NoKey)?)
        } else {
            None
        };
        let request = stock::request(provider, query, page, key.as_ref());
        let answered = self.ask(&request)?;
        self.note_limit(provider, &answered);
        match answered.status {
            200 => {}
            401 | 403 => return Err(StockError::KeyRefused),
            // What Pixabay says of a key that is none.
            400 if key.is_some() => return Err(StockError::KeyRefused),
            429 => {
                self.not_before(provider)?;
                return Err(StockError::Answered(429));
            }
            code => return Err(StockError::Answered(code)),
        }
        let found =
            stock::read(provider, page, &answered.body).inspect_err(|NotUnderstood(field)| {
                log::warn!("{} answered something else at {field}", provider.account());
            })?;
        self.keep(&file, &answered.body);
        Ok(found)
    }

    /// Fetches a photo as a picture of the web, and makes what would be written of it.
    ///
    /// # Errors
    /// [`OfferError`], with the address.
    pub fn take(&self, photo: &Photo, around: &Around) -> Result<Offer, OfferError> {
        pictures::look_at_photo(photo, around, &self.folders)
    }

    fn ask(&self, request: &Request) -> Result<Answered, StockError> {
        let address = request.address(self.door.base(request.provider));
        let key = request.authorization();
        let answered = web::ask(&address, key, MAX_ANSWER_BYTES, &self.door.rules());
        answered.map_err(|err| StockError::Web(web::told(&err)))
    }

    /// # Errors
    /// [`StockError::Limit`] while there is one.
    fn not_before(&self, provider: Provider) -> Result<(), StockError> {
        let limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        match limits.get(&provider) {
            Some(until) if *until > Timestamp::now() => Err(StockError::Limit(*until)),
            _ => Ok(()),
        }
    }

    fn note_limit(&self, provider: Provider, answered: &Answered) {
        let number = |name: &str| -> Option<i64> {
            answered.head.get(name)?.to_str().ok()?.trim().parse().ok()
        };
        let is_over = answered.status == 429 || number("x-ratelimit-remaining") == Some(0);
        if !is_over {
            return;
        }
        let now = Timestamp::now().as_second();
        let told = number("retry-after").or_else(|| number("x-ratelimit-reset"));
        let wait = match told {
            None => PAUSE_SECS,
            // A moment, not a time to wait.
            Some(told) if told > LONGEST_PAUSE_SECS => told.saturating_sub(now),
            Some(told) => told,
        };
        let wait = wait.clamp(1, LONGEST_PAUSE_SECS);
        if let Ok(until) = Timestamp::from_second(now + wait) {
            let mut limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
            limits.insert(provider, until);
        }
    }

    fn file(&self, request: &Request) -> PathBuf {
        let hash = encoding::hash(request.name().as_bytes());
        let name = blake3::Hash::from_bytes(hash.0).to_hex();
        self.cache.join(name.as_str())
    }

    fn keep(&self, file: &Path, answer: &[u8]) {
        let written = fs::create_dir_all(&self.cache).and_then(|()| store::replace(file, answer));
        if let Err(err) = written {
            log::warn!("what a photo service answered was not kept: {err}");
        }
        folders::keep_newest(&self.cache, MAX_CACHE_BYTES);
    }
}

/// An answer that is not older than a day.
fn kept(file: &Path) -> Option<Vec<u8>> {
    let written = fs::metadata(file).and_then(|it| it.modified()).ok()?;
    let is_fresh = written.elapsed().is_ok_and(|age| age < FRESH);
    is_fresh.then(|| own::read_within(file, MAX_ANSWER_BYTES).ok())?
}

#[cfg(test)]
mod tests;
