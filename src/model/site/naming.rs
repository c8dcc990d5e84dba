//! The words of a site that are names: of people, and of what articles are about.

use std::collections::BTreeSet;

use super::keys;
use crate::model::{schema::Form, spelling};

/// The words in the tags and authors of a site.
pub fn names_in(form: &Form) -> BTreeSet<String> {
    let is_naming = |key: &String| keys::NAMING.contains(&key.to_lowercase().as_str());
    let fields = form.fields.iter();
    let naming = fields.filter(|field| field.path.0.last().is_some_and(is_naming));
    let values = naming.flat_map(|field| field.values.iter());
    values
        .flat_map(|(value, _)| value.split_whitespace())
        .map(spelling::compared)
        .collect()
}
