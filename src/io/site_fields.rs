//! What a site's own files say of the fields of its heads: `kopij.toml`, `frontmatter.json` of Front
//! Matter CMS, `config.yml` of Decap and Sveltia CMS.
//!
//! Limits: 5 MB of a file, of which 20 mistakes are told.

use std::path::Path;

use super::beneath::{self, SETTINGS_BYTES};
use crate::model::{
    said::{Said, said},
    schema::{self, Override},
};

/// No more is said of one file.
const MOST_PROBLEMS: usize = 20;

/// Reads the text of a settings file.
type Reader = fn(&str) -> (Override, Vec<Said>);

/// Where the settings are, those with the last word last. Below the root of the site.
const FILES: [(&str, Reader); 6] = [
    ("admin/config.yml", schema::decap_config),
    ("static/admin/config.yml", schema::decap_config),
    ("static/cms/config.yml", schema::decap_config),
    ("public/admin/config.yml", schema::decap_config),
    ("frontmatter.json", schema::front_matter_cms),
    ("kopij.toml", schema::kopij_toml),
];

/// What every settings file of the site says, and what of it is not understood.
pub fn read(root: &Path) -> (Vec<Override>, Vec<Said>) {
    let mut said = Vec::new();
    let mut problems = Vec::new();
    for (name, read) in FILES {
        match beneath::read_text(root, &root.join(name), SETTINGS_BYTES) {
            Ok(Some(text)) => {
                let (one, not_understood) = read(&text);
                let (one, left_out) = one.bounded();
                said.push(one);
                problems.extend(not_understood.into_iter().take(MOST_PROBLEMS));
                let left_out = left_out.as_ref();
                problems
                    .extend(left_out.map(|why| said!("overrides-problem", file = name, why = why)));
            }
            Ok(None) => {}
            Err(err) => problems.push(said!("site-settings-unread", why = &err)),
        }
    }
    (said, problems)
}
