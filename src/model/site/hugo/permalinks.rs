//! `permalinks` of the settings: patterns of addresses by kind and section, or by what pages they are for.

use std::cmp::Reverse;

use super::{
    cascade::{Aim, Target},
    data::{Data, Node, Place},
    glob::Glob,
    settings::Weight,
    version::Version,
};
use crate::model::{
    said::{Said, said},
    site::{address::Pattern, kind::Kind},
};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Permalinks(Vec<Permalink>);

#[derive(Clone, Debug, PartialEq)]
struct Permalink {
    of: Of,
    pattern: Pattern,
}

/// The pages that a pattern is for.
#[derive(Clone, Debug, PartialEq)]
enum Of {
    Section {
        kind: Kind,
        /// As written, in small letters, without slashes at its ends; empty for the top.
        section: String,
        /// What the paths of pages are held against, in Hugos that know more than the first folder.
        glob: Option<Glob>,
    },
    Target(Box<Target>),
}

impl Permalinks {
    /// Of the value of `permalinks`; a pattern that Hugo refuses stops its build.
    pub(super) fn read(
        node: Option<&Node>,
        version: Version,
        troubles: &mut Vec<(Place, Weight, Said)>,
    ) -> Self {
        let mut all = Self::default();
        let Some(node) = node else { return all };
        let Some(table) = node.table() else {
            all.add_list(node, version, troubles);
            return all;
        };
        for (key, node) in table.iter().filter(|(key, _)| *key != "_merge") {
            match &node.data {
                // Without a kind it is for pages and for terms.
                Data::Text(written) => {
                    for kind in [Kind::Page, Kind::Term] {
                        all.add(kind, key, written, node.place, version, troubles);
                    }
                }
                Data::Table(inner) if version.has(115) => {
                    let Some(kind) = kind_of(key) else { continue };
                    for (section, node) in inner.iter().filter(|(key, _)| *key != "_merge") {
                        if let Some(written) = node.text() {
                            all.add(kind, section, &written, node.place, version, troubles);
                        }
                    }
                }
                Data::Table(_) => {
                    let why = said!("site-permalinks-by-kind", version = version.to_string());
                    add(troubles, (node.place, Weight::Stops, why));
                }
                _ => {}
            }
        }
        // The first folder alone, then the narrowest; Hugo takes any of those that fit.
        all.0.sort_by_key(|permalink| match &permalink.of {
            Of::Section { section, glob, .. } => {
                let letters = glob.as_ref().map_or(0, Glob::letters);
                (section.contains(['/', '*', '{']), Reverse(letters))
            }
            Of::Target(_) => (false, Reverse(0)),
        });
        all
    }

    /// A list of patterns, each with the pages that it is for: the first of them that fits counts.
    fn add_list(
        &mut self,
        node: &Node,
        version: Version,
        troubles: &mut Vec<(Place, Weight, Said)>,
    ) {
        if matches!(node.data, Data::Null) || (version.has(115) && !version.has(161)) {
            return;
        }
        if !version.has(161) || !matches!(node.data, Data::List(_)) {
            let wanted = said!("site-a-table");
            let why = said!("site-must-be", key = "permalinks", wanted = wanted);
            add(troubles, (node.place, Weight::Stops, why));
            return;
        }
        let tables = node
            .items()
            .iter()
            .filter_map(|it| Some((it.place, it.table()?)));
        for (place, table) in tables {
            let written = table.get("pattern").and_then(Node::text);
            let Some(written) = written.filter(|written| !written.is_empty()) else {
                let why = said!("site-permalink-no-pattern");
                add(troubles, (place, Weight::Stops, why));
                continue;
            };
            let target = table.get("target").and_then(Node::table);
            let target =
                target.map_or_else(Target::default, |table| Target::of_sites(table, version));
            self.add_of(
                Of::Target(Box::new(target)),
                &written,
                place,
                version,
                troubles,
            );
        }
    }

    fn add(
        &mut self,
        kind: Kind,
        section: &str,
        written: &str,
        place: Place,
        version: Version,
        troubles: &mut Vec<(Place, Weight, Said)>,
    ) {
        let section = section.trim_matches('/').to_owned();
        let of = Of::Section {
            kind,
            glob: version.has(161).then(|| Glob::new(&section)).flatten(),
            section,
        };
        self.add_of(of, written, place, version, troubles);
    }

    fn add_of(
        &mut self,
        of: Of,
        written: &str,
        place: Place,
        version: Version,
        troubles: &mut Vec<(Place, Weight, Said)>,
    ) {
        let pattern = match Pattern::read(written, version) {
            Ok(pattern) => pattern,
            Err(token) => {
                let why = said!(
                    "site-permalink-token",
                    token = token,
                    written = written,
                    version = version.to_string()
                );
                add(troubles, (place, Weight::Stops, why));
                return;
            }
        };
        self.0.push(Permalink { of, pattern });
    }

    /// The pattern for a page: `folders` are the parts of its key before its name, of a section its own.
    pub fn pattern(&self, page: &Aim<'_>, folders: &[&str]) -> Option<&Pattern> {
        let first = folders.first().copied().unwrap_or_default();
        let is_for = |permalink: &&Permalink| {
            let (kind, section, glob) = match &permalink.of {
                Of::Section {
                    kind,
                    section,
                    glob,
                } => (*kind, section, glob),
                Of::Target(target) => return target.is_met(page),
            };
            if kind != page.kind {
                return false;
            }
            if section == first {
                return true;
            }
            let Some(glob) = glob else {
                return false;
            };
            (1..=folders.len()).any(|len| {
                let above: Vec<&str> = folders.iter().take(len).copied().collect();
                glob.is_match(&above.join("/"))
            })
        };
        self.0
            .iter()
            .find(is_for)
            .map(|permalink| &permalink.pattern)
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    [Kind::Page, Kind::Section, Kind::Taxonomy, Kind::Term]
        .into_iter()
        .find(|kind| kind.name() == name)
}

/// Once, though it may be read for each language.
fn add(troubles: &mut Vec<(Place, Weight, Said)>, trouble: (Place, Weight, Said)) {
    if !troubles.contains(&trouble) {
        troubles.push(trouble);
    }
}
