//! The files that settings are read from, and their order.

use super::{
    data::{Lines, Table},
    settings::{Trouble, Weight},
};
use crate::model::{
    front_matter::{self, Format},
    said::{Said, said},
};

/// What is asked of the disk, beneath the site's root. Paths have `/` and begin at the root.
pub trait Files {
    /// The text of a small file.
    fn text(&self, path: &str) -> Text;
    /// The paths of the files in a folder, those in its folders too, sorted. Empty where there is none.
    fn below(&self, folder: &str) -> Vec<String>;
    fn is_folder(&self, path: &str) -> bool;

    /// Where a folder lies that a setting names, from the root.
    fn within(&self, named: &str) -> Within {
        let is_whole = named.starts_with('/') || named.get(1..2) == Some(":");
        if is_whole || super::mounts::plain(named).is_none() {
            Within::Outside
        } else {
            Within::Site
        }
    }
}

/// Where a folder lies that a setting names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    Site,
    /// Outside of the site, where the writer allowed it.
    Allowed,
    Outside,
}

/// A file that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    Absent,
    Read(String),
    /// Why it cannot be used, for people.
    Refused(Said),
}

/// The names of settings at the root, first wins.
pub const ROOT_NAMES: [&str; 8] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];

/// Reads the files of settings of a site, and remembers what is wrong with them.
pub(super) struct Reader<'a> {
    pub files: &'a dyn Files,
    pub environment: &'a str,
    /// The paths of those that were read.
    pub read: Vec<String>,
    pub troubles: Vec<Trouble>,
    /// How many values there is room for.
    pub left: usize,
}

impl Reader<'_> {
    /// The settings that stand in a folder: of its root file, then `config/_default`, then
    /// `config/ENVIRONMENT`; what comes later counts.
    pub fn folder(&mut self, folder: &str) -> Table {
        let at = |name: &str| joined(folder, name);
        let mut all = ROOT_NAMES
            .iter()
            .find_map(|name| self.file(&at(name)))
            .unwrap_or_default();
        for name in ["_default", self.environment] {
            let config = at(&format!("config/{name}"));
            for path in self.files.below(&config) {
                if let Some(table) = self.file(&path) {
                    all.overlay(placed(&path, table));
                }
            }
        }
        for key in ["menu"] {
            if let Some(node) = all.remove(key) {
                all.set("menus", node);
            }
        }
        all
    }

    /// One file; `None`: there is none, or it cannot be read, which is a trouble.
    fn file(&mut self, path: &str) -> Option<Table> {
        let format = format_of(path)?;
        let text = match self.files.text(path) {
            Text::Absent => return None,
            Text::Read(text) => text,
            Text::Refused(why) => {
                self.add_trouble(path, 0, why);
                return None;
            }
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let values = front_matter::values_of(format, text);
        if values > self.left {
            let why = said!("site-settings-too-large", count = front_matter::MOST_VALUES);
            self.add_trouble(path, 1, why);
            return None;
        }
        self.left -= values;
        let number = u16::try_from(self.read.len() + 1).unwrap_or(u16::MAX);
        self.read.push(path.to_owned());
        let (entries, problems) = front_matter::data(format, text);
        let lines = Lines::new(text);
        for problem in problems {
            if problem.severity == crate::model::finding::Severity::Error {
                let line = lines.of(problem.range().map_or(0, |range| range.start));
                self.add_trouble(path, line, problem.why().clone());
                return None;
            }
        }
        Some(Table::read(&lines, text, &entries, number))
    }

    fn add_trouble(&mut self, path: &str, line: usize, message: Said) {
        self.troubles.push(Trouble {
            path: path.to_owned(),
            line,
            message,
            weight: Weight::Unread,
        });
    }
}

fn format_of(path: &str) -> Option<Format> {
    match &*path.rsplit_once('.')?.1.to_lowercase() {
        "toml" => Some(Format::Toml),
        "yaml" | "yml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// The settings of a file below `config`, where its name puts them: `params.toml` in `params`,
/// `menus.nl.toml` in `languages.nl.menus`.
fn placed(path: &str, table: Table) -> Table {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem == "hugo" || stem == "config" {
        return table;
    }
    let stem = stem.to_lowercase();
    let (name, language) = match stem.rsplit_once('.') {
        Some((name, language)) => (name, Some(language)),
        None => (&*stem, None),
    };
    let name = if name == "menu" { "menus" } else { name };
    let keys = match language {
        None => vec![name],
        Some(language) if name == "menus" || name == "params" => {
            vec!["languages", language, name]
        }
        Some(language) => vec!["languages", language],
    };
    keys.iter().rev().fold(table, |table, key| {
        let mut outer = Table::default();
        outer.set(key, super::data::Node::table_node(table));
        outer
    })
}

pub(super) fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}
