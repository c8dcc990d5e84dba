//! Which keys of a head give the dates of a page: `[frontmatter]` of the settings.

use super::{
    super::keys,
    data::{Node, Table},
};

/// The keys of each date, in the order they are tried; `:filename`, `:git` and `:filemodtime`
/// are no keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateKeys {
    pub date: Vec<String>,
    pub lastmod: Vec<String>,
    pub publish: Vec<String>,
    pub expiry: Vec<String>,
}

const DATE: [&str; 3] = [keys::DATE, keys::SMALL_PUBLISH_DATE, keys::LASTMOD];
const LASTMOD: [&str; 4] = [":git", keys::LASTMOD, keys::DATE, keys::SMALL_PUBLISH_DATE];
const PUBLISH: [&str; 2] = [keys::SMALL_PUBLISH_DATE, keys::DATE];
const EXPIRY: [&str; 1] = [keys::SMALL_EXPIRY_DATE];

impl Default for DateKeys {
    fn default() -> Self {
        Self {
            date: expanded(None, &DATE),
            lastmod: expanded(None, &LASTMOD),
            publish: expanded(None, &PUBLISH),
            expiry: expanded(None, &EXPIRY),
        }
    }
}

impl DateKeys {
    /// Of the table `frontmatter`.
    pub fn read(table: &Table) -> Self {
        let of =
            |key: &str, usual: &[&str]| expanded(table.get(key).map(Node::texts).as_deref(), usual);
        Self {
            date: of(keys::DATE, &DATE),
            lastmod: of(keys::LASTMOD, &LASTMOD),
            publish: of(keys::SMALL_PUBLISH_DATE, &PUBLISH),
            expiry: of(keys::SMALL_EXPIRY_DATE, &EXPIRY),
        }
    }

    /// Every key of a head that may give a date.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.date, &self.lastmod, &self.publish, &self.expiry]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

/// The keys with `:default` filled in, and each followed by its other names.
fn expanded(keys: Option<&[String]>, usual: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |key: &str| {
        if !all.iter().any(|other| other == key) {
            all.push(key.to_owned());
        }
    };
    let named = keys.map_or_else(
        || vec![":default".to_owned()],
        |keys| keys.iter().map(|key| key.to_lowercase()).collect(),
    );
    for key in named {
        let keys = if key == ":default" { usual } else { &[&*key] };
        for key in keys {
            add(key);
            for other in other_names(key) {
                add(other);
            }
        }
    }
    all
}

fn other_names(key: &str) -> &'static [&'static str] {
    match key {
        keys::SMALL_PUBLISH_DATE => &[keys::PUBDATE, keys::PUBLISHED],
        keys::LASTMOD => &[keys::LAST_MODIFIED],
        keys::SMALL_EXPIRY_DATE => &[keys::UNPUBLISHDATE],
        _ => &[],
    }
}
