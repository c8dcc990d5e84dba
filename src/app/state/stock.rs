//! "Find a photo": what was looked for last, what was found, and which services can be asked.

use std::path::PathBuf;

use crate::{
    io::stock::{StockError, keys::KeyError},
    model::{
        picture::{credit::Chosen, offer::Target},
        stock::{Kept, Photo, Provider, Query},
    },
};

#[derive(Debug, Default)]
pub struct Stock {
    /// What a photo is looked for.
    pub target: Option<Target>,
    /// Of the newest search.
    pub number: u64,
    pub asked: Option<(Provider, Query)>,
    pub photos: Vec<Photo>,
    /// The page after those, if there is one.
    pub next: Option<u32>,
    pub phase: Phase,
    /// The photo that was used last, among those: one comes back to it.
    pub used: Option<usize>,
    /// The services with a key; `None`: nobody has looked yet.
    pub keys: Option<Vec<(Provider, Kept)>>,
    pub keeping: Keeping,
    pub learned: Option<Learned>,
}

/// How the newest search stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Nothing,
    Searching,
    Found,
    Failed(StockError),
}

/// How the key that was given last stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    #[default]
    Nothing,
    Now,
    Failed(Provider, KeyError),
}

/// How a section says whose its photos are.
#[derive(Debug)]
pub struct Learned {
    pub root: PathBuf,
    pub section: String,
    pub credits: Vec<(Provider, Chosen)>,
}

impl Stock {
    /// Whether this is the address of a photo that was found: the writer asked for it.
    pub fn shows(&self, address: &str) -> bool {
        let is_it = |photo: &Photo| [&photo.small, &photo.large].iter().any(|it| *it == address);
        self.photos.iter().any(is_it)
    }

    /// Where the key of a service is.
    pub fn key(&self, provider: Provider) -> Option<Kept> {
        let found = self.keys.iter().flatten().find(|(of, _)| *of == provider);
        found.map(|(_, kept)| *kept)
    }

    /// The services, those first that can be asked.
    pub fn providers(&self) -> Vec<Provider> {
        let can = |it: &Provider| !it.needs_key() || self.key(*it).is_some();
        let (mut first, last): (Vec<_>, Vec<_>) = Provider::ALL.into_iter().partition(can);
        // Those with a key before those that need none.
        first.sort_by_key(|it| !it.needs_key());
        first.extend(last);
        first
    }
}
