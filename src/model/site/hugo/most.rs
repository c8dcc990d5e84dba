//! How much of the settings is asked again for every article: what is more than people write is left
//! out, and said.
//!
//! Limits: 5,000 values in all that decide on pages.

use super::{
    data::{Data, Node, Place, Table},
    settings::Weight,
};
use crate::model::said::{Said, said};

/// So many values of [`KEYS`] count together: each may be a pattern that every path is held against.
const MOST: usize = 5_000;
/// The settings that articles are held against.
const KEYS: [&str; 14] = [
    "languages",
    "permalinks",
    "taxonomies",
    "frontmatter",
    "uglyurls",
    "outputs",
    "disablekinds",
    "disablelanguages",
    "module",
    "ignorefiles",
    "security",
    "rendersegments",
    "segments",
    "cascade",
];
/// What of a language is for its templates.
const OF_TEMPLATES: [&str; 3] = ["params", "menu", "menus"];

/// Leaves out what is more than people write, and says so.
pub(super) fn cut(tree: &mut Table, troubles: &mut Vec<(Place, Weight, Said)>) {
    let mut left = MOST;
    let mut is_said = false;
    for key in KEYS {
        let shared = tree.get("permalinks").map_or(0, count);
        let Some(node) = tree.get_mut(key) else {
            continue;
        };
        if key == "languages" {
            cut_languages(node, shared, &mut left);
        } else {
            cut_node(node, &mut left);
        }
        if left == 0 && !is_said {
            let why = said!("site-settings-too-many", count = MOST, key = key);
            troubles.push((node.place, Weight::Unread, why));
            is_said = true;
        }
    }
}

/// A language with addresses of its own has those of the site too.
fn cut_languages(node: &mut Node, shared: usize, left: &mut usize) {
    let Data::Table(languages) = &mut node.data else {
        return;
    };
    languages.retain(|_, language| {
        let Data::Table(own) = &mut language.data else {
            return true;
        };
        if own.get("permalinks").is_some() {
            *left = left.saturating_sub(shared);
        }
        own.retain(|key, node| OF_TEMPLATES.contains(&key) || takes(node, left));
        *left > 0
    });
}

fn cut_node(node: &mut Node, left: &mut usize) {
    match &mut node.data {
        Data::List(items) => items.retain_mut(|item| takes(item, left)),
        Data::Table(table) => table.retain(|_, node| takes(node, left)),
        _ => {}
    }
}

/// Whether there is room for a value, which then takes it.
fn takes(node: &mut Node, left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    if *left == 0 {
        return false;
    }
    cut_node(node, left);
    true
}

fn count(node: &Node) -> usize {
    1 + match &node.data {
        Data::List(items) => items.iter().map(count).sum(),
        Data::Table(table) => table.iter().map(|(_, node)| count(node)).sum(),
        _ => 0,
    }
}
