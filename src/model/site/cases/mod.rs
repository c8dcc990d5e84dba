//! The rules against answers of real Hugos.

mod asked;
mod headings;
mod links;
mod names;
mod publish;
mod settings;
mod shortcodes;
mod sites;

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    hugo::{Files, Settings, Text},
    own::Own,
    pages::{NoPage, Page, Pages},
};
use crate::model::front_matter;

/// A site held in memory: paths from its root, and texts.
#[derive(Default)]
pub struct Memory(pub BTreeMap<String, String>);

impl Files for Memory {
    fn text(&self, path: &str) -> Text {
        self.0
            .get(path)
            .map_or(Text::Absent, |text| Text::Read(text.clone()))
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let start = format!("{folder}/");
        self.0
            .keys()
            .filter(|path| path.starts_with(&start))
            .cloned()
            .collect()
    }

    fn is_folder(&self, path: &str) -> bool {
        !self.below(path).is_empty()
    }
}

impl Memory {
    pub fn add(&mut self, files: &Value) {
        for (path, text) in files.as_object().unwrap() {
            self.0
                .insert(path.clone(), text.as_str().unwrap().to_owned());
        }
    }
}

/// A site with all its pages.
pub struct Made {
    pub settings: Settings,
    pub heads: BTreeMap<String, Own>,
    pub pages: Pages,
}

impl Made {
    pub fn of(files: &Memory, settings: Settings, now_secs: i64, modified_secs: i64) -> Self {
        let of_content = files.0.iter().filter(|(path, _)| !is_else(path));
        let heads: BTreeMap<String, Own> = of_content
            .map(|(path, text)| {
                let mut own = Own::of(&front_matter::glance(text), text, &settings);
                own.modified_secs = Some(modified_secs);
                (path.clone(), own)
            })
            .collect();
        let named = heads.iter().map(|(path, own)| (path.as_str(), own));
        let paths = heads.keys().map(String::as_str);
        let pages = Pages::of(&settings, paths, named, now_secs);
        Self {
            settings,
            heads,
            pages,
        }
    }

    pub fn page(&self, path: &str) -> Result<Page, NoPage> {
        let empty = Own::default();
        let own = self.heads.get(path).unwrap_or(&empty);
        self.pages.page(&self.settings, path, own)
    }
}

/// Files that are in no table.
fn is_else(path: &str) -> bool {
    path.starts_with("layouts/")
        || path.starts_with("themes/")
        || path.starts_with("_vendor/")
        || path.starts_with("config/")
        || path == "hugo.toml"
}

/// Fails with all of `wrong` at once.
#[track_caller]
pub fn none_wrong(wrong: &[String], of: usize) {
    assert!(
        wrong.is_empty(),
        "{} of {of}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
