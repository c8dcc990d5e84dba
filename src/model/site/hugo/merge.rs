//! How the settings of a theme come beneath those of the site.
//!
//! `_merge` in a table of the site says what it takes of the theme's: `none`, `shallow` (its new
//! keys) or `deep` (and those of the tables in it). Without it `params` takes all, `menus`,
//! `mediatypes` and `outputformats` new keys, everything else nothing. At the root `none` ends it for
//! all, `shallow` counts for every table but `params`, and with `deep` alone what is in no table is
//! taken too.

use super::data::{Data, Node, Table};

const KEY: &str = "_merge";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Nothing,
    Shallow,
    Deep,
}

/// Brings the settings of a theme beneath those of the site.
pub fn beneath(site: &mut Table, theme: &Table) {
    let root = own(site);
    if root == Some(Way::Nothing) {
        return;
    }
    for (key, node) in theme.iter().filter(|(key, _)| *key != KEY) {
        let usual = match (key, root) {
            (_, Some(Way::Deep)) | ("params", _) => Way::Deep,
            ("menu" | "menus" | "mediatypes" | "outputformats", _) | (_, Some(Way::Shallow)) => {
                Way::Shallow
            }
            _ => Way::Nothing,
        };
        match (site.get_mut(key), node.table()) {
            (
                Some(Node {
                    data: Data::Table(below),
                    ..
                }),
                Some(theirs),
            ) => {
                if key == "languages" && root.is_none() {
                    languages(below, theirs);
                } else {
                    join(below, theirs, usual);
                }
            }
            (None, Some(theirs)) if usual != Way::Nothing => {
                let mut table = Table::default();
                join(&mut table, theirs, usual);
                site.set(
                    key,
                    Node {
                        data: Data::Table(table),
                        place: node.place,
                    },
                );
            }
            (None, None) if root == Some(Way::Deep) => site.set(key, node.clone()),
            _ => {}
        }
    }
}

/// Of the languages that the site has: their `params` and `menus`.
fn languages(site: &mut Table, theme: &Table) {
    for (code, theirs) in theme.iter() {
        let Some(Node {
            data: Data::Table(language),
            ..
        }) = site.get_mut(code)
        else {
            continue;
        };
        for (key, way) in [("params", Way::Deep), ("menus", Way::Shallow)] {
            let Some(theirs) = theirs.table().and_then(|table| table.get(key)?.table()) else {
                continue;
            };
            if language.get(key).is_none() {
                language.set(key, Node::table_node(Table::default()));
            }
            if let Some(Node {
                data: Data::Table(below),
                ..
            }) = language.get_mut(key)
            {
                join(below, theirs, way);
            }
        }
    }
}

/// Brings a table of the site beneath that of a language; `is_usual`: it takes all where it does not
/// say what.
pub fn table_beneath(language: &mut Table, site: &Table, is_usual: bool) {
    join(
        language,
        site,
        if is_usual { Way::Deep } else { Way::Nothing },
    );
}

fn join(site: &mut Table, theme: &Table, above: Way) {
    let way = own(site).unwrap_or(above);
    for (key, node) in theme.iter().filter(|(key, _)| *key != KEY) {
        match (site.get_mut(key), node.table()) {
            (
                Some(Node {
                    data: Data::Table(below),
                    ..
                }),
                Some(theirs),
            ) => {
                let inner = if way == Way::Deep { way } else { Way::Nothing };
                join(below, theirs, inner);
            }
            (None, _) if way != Way::Nothing => site.set(key, node.clone()),
            _ => {}
        }
    }
}

/// What the site says of a table itself.
fn own(table: &Table) -> Option<Way> {
    match &*table.get(KEY)?.text()?.to_lowercase() {
        "none" => Some(Way::Nothing),
        "shallow" => Some(Way::Shallow),
        "deep" => Some(Way::Deep),
        _ => None,
    }
}
