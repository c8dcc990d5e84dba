//! `permalinks` of the settings: patterns of addresses by kind and section.

use super::{
    data::{Data, Node, Place},
    glob::Glob,
    settings::Weight,
    version::Version,
};
use crate::model::{
    site::{address::Pattern, kind::Kind},
    words::say,
};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Permalinks(Vec<Permalink>);

#[derive(Clone, Debug, PartialEq)]
struct Permalink {
    kind: Kind,
    /// As written, in small letters, without slashes at its ends; empty for the top.
    section: String,
    /// What the paths of pages are held against, in Hugos that know more than the first folder.
    glob: Option<Glob>,
    pattern: Pattern,
}

impl Permalinks {
    /// Of the value of `permalinks`; a pattern that Hugo refuses stops its build.
    pub(super) fn read(
        node: Option<&Node>,
        version: Version,
        troubles: &mut Vec<(Place, Weight, String)>,
    ) -> Self {
        let mut all = Self::default();
        let Some(table) = node.and_then(Node::table) else {
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
                    let why = say!("site-permalinks-by-kind", version = version.to_string());
                    add(troubles, (node.place, Weight::Stops, why));
                }
                _ => {}
            }
        }
        // The first folder alone, then the narrowest; Hugo takes any of those that fit.
        all.0.sort_by_key(|permalink| {
            let letters = permalink.glob.as_ref().map_or(0, Glob::letters);
            (
                permalink.section.contains(['/', '*', '{']),
                std::cmp::Reverse(letters),
            )
        });
        all
    }

    fn add(
        &mut self,
        kind: Kind,
        section: &str,
        written: &str,
        place: Place,
        version: Version,
        troubles: &mut Vec<(Place, Weight, String)>,
    ) {
        let pattern = match Pattern::read(written, version) {
            Ok(pattern) => pattern,
            Err(token) => {
                let why = say!(
                    "site-permalink-token",
                    token = token,
                    written = written,
                    version = version.to_string()
                );
                add(troubles, (place, Weight::Stops, why));
                return;
            }
        };
        let section = section.trim_matches('/').to_owned();
        self.0.push(Permalink {
            kind,
            glob: version.has(161).then(|| Glob::new(&section)).flatten(),
            section,
            pattern,
        });
    }

    /// The pattern for a page of this kind: `folders` are the parts of its key before its name,
    /// of a section its own.
    pub fn pattern(&self, kind: Kind, folders: &[&str]) -> Option<&Pattern> {
        let first = folders.first().copied().unwrap_or_default();
        let is_for = |permalink: &&Permalink| {
            if permalink.kind != kind {
                return false;
            }
            if permalink.section == first {
                return true;
            }
            let Some(glob) = &permalink.glob else {
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
fn add(troubles: &mut Vec<(Place, Weight, String)>, trouble: (Place, Weight, String)) {
    if !troubles.contains(&trouble) {
        troubles.push(trouble);
    }
}
