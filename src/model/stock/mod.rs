//! Photo services: what is asked of one ([`request`]), and what its answer says ([`read`]). What comes from there is
//! a stranger's: texts are cleaned, addresses held to https and to the hosts of the service.
//!
//! Limits: 2 MB of an answer, 32 levels, 500 characters of a text, 20 pages.

mod clean;
mod providers;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::secret::Secret;
pub use clean::is_host_of;

/// The most that is read of an answer.
pub const MAX_ANSWER_BYTES: u64 = 2_000_000;
/// The most pages of one search.
const MAX_PAGES: u32 = 20;
/// The longest query, in characters: Pixabay takes no more.
const MAX_QUERY: usize = 100;

/// A photo service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumIter)]
pub enum Provider {
    Pexels,
    Openverse,
    Commons,
    Pixabay,
}

impl Provider {
    pub const ALL: [Self; 4] = [Self::Pexels, Self::Openverse, Self::Commons, Self::Pixabay];

    /// Its own name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pexels => "Pexels",
            Self::Openverse => "Openverse",
            Self::Commons => "Wikimedia Commons",
            Self::Pixabay => "Pixabay",
        }
    }

    /// What its key is kept under.
    pub fn account(self) -> &'static str {
        match self {
            Self::Pexels => "pexels",
            Self::Openverse => "openverse",
            Self::Commons => "commons",
            Self::Pixabay => "pixabay",
        }
    }

    pub fn needs_key(self) -> bool {
        matches!(self, Self::Pexels | Self::Pixabay)
    }

    /// Its page for people.
    pub fn home(self) -> &'static str {
        match self {
            Self::Pexels => "https://www.pexels.com",
            Self::Openverse => "https://openverse.org",
            Self::Commons => "https://commons.wikimedia.org",
            Self::Pixabay => "https://pixabay.com",
        }
    }

    /// Where a key is given.
    pub fn key_page(self) -> &'static str {
        match self {
            Self::Pexels => "https://www.pexels.com/api/",
            Self::Pixabay => "https://pixabay.com/api/docs/",
            Self::Openverse | Self::Commons => self.home(),
        }
    }

    /// Where it is asked.
    pub fn base(self) -> &'static str {
        match self {
            Self::Pexels => "https://api.pexels.com",
            Self::Openverse => "https://api.openverse.org",
            Self::Commons => "https://commons.wikimedia.org",
            Self::Pixabay => "https://pixabay.com",
        }
    }

    /// What of a picture's address says that it is one of its.
    pub fn of_address(address: &str) -> Option<Self> {
        let all = Self::ALL.into_iter();
        let mut own = all.filter(|it| *it != Self::Openverse);
        own.find(|it| is_host_of(address, it.hosts()))
    }

    /// The hosts that its pictures lie at; none: at any.
    fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::Pexels => &["images.pexels.com"],
            Self::Openverse => &[],
            Self::Commons => &["upload.wikimedia.org"],
            Self::Pixabay => &["pixabay.com", "cdn.pixabay.com"],
        }
    }
}

/// Where a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Environment,
    Keyring,
    /// Until Kopij closes.
    Memory,
    File,
}

/// The shape of what is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    #[default]
    Any,
    Wide,
    Tall,
    Square,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub words: String,
    pub orientation: Orientation,
    /// The language of the words, `nl`; empty where it is not known.
    pub language: String,
}

impl Query {
    /// The words without what makes no difference, at most as long as all services take.
    pub fn tidy(&self) -> String {
        let words: Vec<&str> = self.words.split_whitespace().collect();
        words.join(" ").chars().take(MAX_QUERY).collect()
    }
}

/// What one service is asked: a GET. What prints it prints neither key nor query.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub provider: Provider,
    path: &'static str,
    pairs: Vec<(&'static str, String)>,
    key: Option<Secret>,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Request").field(&self.path).finish()
    }
}

impl Request {
    /// The address, from that of the service ([`Provider::base`]) on. Pixabay wants the key in it, so it is not logged.
    pub fn address(&self, base: &str) -> String {
        let mut address = format!("{base}{}?{}", self.path, self.query());
        if let (Provider::Pixabay, Some(key)) = (self.provider, &self.key) {
            address.push_str("&key=");
            address.extend(utf8_percent_encode(key.reveal(), NON_ALPHANUMERIC));
        }
        address
    }

    /// What stands in the head of the request as `Authorization`.
    pub fn authorization(&self) -> Option<&Secret> {
        let key = self.key.as_ref();
        key.filter(|_| self.provider == Provider::Pexels)
    }

    /// The same for the same question, whoever asks it: without a key, in small letters.
    pub fn name(&self) -> String {
        let query = self.query().to_lowercase();
        format!("{} {}?{query}", self.provider.account(), self.path)
    }

    fn query(&self) -> String {
        let pairs = self.pairs.iter().map(|(name, value)| {
            let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
            format!("{name}={value}")
        });
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// A photo of a service, cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub provider: Provider,
    pub id: String,
    /// Width and height of the largest there is, in pixels; 0 where that is not said.
    pub size: [u32; 2],
    /// What it shows, in the words of the service; may be empty.
    pub alt: String,
    pub author: String,
    /// Addresses are of https, or empty.
    pub author_page: String,
    /// Where it is shown to people.
    pub page: String,
    pub license: License,
    /// A small one, one for a close look, and the one that is taken.
    pub small: String,
    pub large: String,
    pub file: String,
}

/// What may be done with a photo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct License {
    pub name: String,
    pub page: String,
    /// Who shows it has to say whose it is.
    pub asks_credit: bool,
}

/// One page of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub photos: Vec<Photo>,
    /// The page after it, if there is one.
    pub next: Option<u32>,
}

/// An answer that is not understood: the field where it begins to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUnderstood(pub &'static str);

/// What is asked for one page of a search, of which the first is 1.
pub fn request(provider: Provider, query: &Query, page: u32, key: Option<&Secret>) -> Request {
    let page = page.clamp(1, MAX_PAGES);
    let (path, pairs) = match provider {
        Provider::Pexels => providers::pexels::asked(query, page),
        Provider::Openverse => providers::openverse::asked(query, page),
        Provider::Commons => providers::commons::asked(query, page),
        Provider::Pixabay => providers::pixabay::asked(query, page),
    };
    Request {
        provider,
        path,
        pairs,
        key: key.filter(|_| provider.needs_key()).cloned(),
    }
}

/// What an answer to [`request`] for this page says. A photo without an id or an address that may be used is left out.
///
/// # Errors
/// [`NotUnderstood`], with the field.
pub fn read(provider: Provider, page: u32, answer: &[u8]) -> Result<Page, NotUnderstood> {
    if answer.len() as u64 > MAX_ANSWER_BYTES || !clean::is_shallow(answer) {
        return Err(NotUnderstood("answer"));
    }
    let answer: serde_json::Value =
        serde_json::from_slice(answer).map_err(|_broken| NotUnderstood("answer"))?;
    let mut found = match provider {
        Provider::Pexels => providers::pexels::read(&answer, page),
        Provider::Openverse => providers::openverse::read(&answer, page),
        Provider::Commons => providers::commons::read(&answer, page),
        Provider::Pixabay => providers::pixabay::read(&answer, page),
    }?;
    found.next = found.next.filter(|next| *next <= MAX_PAGES);
    Ok(found)
}

#[cfg(test)]
mod tests;
