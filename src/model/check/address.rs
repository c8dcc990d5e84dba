//! Addresses that several articles want.

use super::Shared;
use crate::model::{
    finding::{Finding, Place, Rule},
    front_matter::KeyPath,
    said::said,
    site::{Rivals, keys},
};

/// Articles of which readers see one alone.
pub fn twice(rivals: Vec<Rivals>) -> Vec<Shared> {
    let shared = rivals.into_iter().map(|rivals| {
        let message = said!(
            "check-address-twice",
            count = rivals.articles.len(),
            address = rivals.address
        );
        let place = Place::Key(KeyPath::new([keys::URL]));
        Shared {
            finding: Finding::new(Rule::AddressTwice, place, message),
            articles: rivals.articles,
        }
    });
    shared.collect()
}
