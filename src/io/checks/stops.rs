//! Which texts of a site stop its build, for commands that show whether readers see a page.
//!
//! Limits: a text over `MAX_TEXT_BYTES`, or with more markup than people write, is not looked at, nor one that cannot be
//! read.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{all_threads, files::SiteFiles, read};
use crate::model::{
    check::{Files as _, Known},
    front_matter,
    said::Said,
    site::{Site, stopping::Beside},
};

/// The site with what stops its build in the texts of the articles at these places in its list, as they are on
/// the disk; whether readers see them at `now_secs` counts.
#[must_use]
pub fn with_stops(site: Arc<Site>, places: &[usize], now_secs: i64) -> Arc<Site> {
    if !site.settings.is_hugo() {
        return site;
    }
    let stops = stops(&site, places, now_secs);
    let mut site = site;
    if !stops.is_empty() {
        Arc::make_mut(&mut site).set_stops_in_texts(stops);
    }
    site
}

fn stops(site: &Arc<Site>, places: &[usize], now_secs: i64) -> HashMap<PathBuf, Said> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(HashMap::new());
    // Both cost a look at all of the site.
    let (known, files) = (OnceLock::new(), OnceLock::new());
    let work = || {
        let beside = Beside {
            has_list: &|path| known.get_or_init(|| Known::of(site)).has_list(path),
            are_unknown: &|| files.get_or_init(|| SiteFiles::of(site)).are_unknown(),
        };
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = places.get(number) else {
                return;
            };
            let Some(entry) = site.articles.get(*place) else {
                continue;
            };
            let read = read(&entry.path).ok().filter(|read| read.is_whole);
            let stop = read.and_then(|read| {
                let start = front_matter::body_start(&read.text);
                site.stop_in_text(entry, &read.text, start, now_secs, &beside)
            });
            if let Some(stop) = stop {
                let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                found.insert(entry.path.to_path_buf(), stop);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..all_threads() {
            scope.spawn(work);
        }
        work();
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}
