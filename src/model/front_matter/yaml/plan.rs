//! Finds the place of a change in the tree of a YAML head, and what must not be changed.

use super::{
    super::{KeyPath, Refusal, lines::key_column, list},
    tree::{Kind, Layout, Node, Pair},
};

use crate::model::said::{Said, said};

/// Where the value of a path is, or would be.
pub enum Lookup<'a> {
    Found(Place<'a>),
    /// The path ends at an item of a list.
    Item {
        list: Spot<'a>,
        index: usize,
        node: &'a Node,
    },
    Missing {
        /// The way to the deepest map there is, or to the empty value that becomes one.
        at: Vec<usize>,
        host: Host<'a>,
        /// The keys that are missing.
        rest: &'a [String],
    },
}

/// A pair in its map.
pub struct Place<'a> {
    pub at: Vec<usize>,
    /// The pair whose value the map is; `None` at the root.
    pub parent: Option<&'a Pair>,
    pub map: &'a Node,
    pub pair: &'a Pair,
}

/// A value, whatever it is in.
#[derive(Clone)]
pub struct Spot<'a> {
    pub at: Vec<usize>,
    pub node: &'a Node,
    /// After the colon of its key; where it starts, if it is an item. The dashes of a list over
    /// lines come after it.
    pub from: Option<usize>,
    /// What a writer calls it.
    pub name: &'a str,
}

/// What gets a missing key.
#[derive(Clone, Copy)]
pub enum Host<'a> {
    /// There is nothing in the head.
    Head,
    Map(&'a Node),
    /// A key without a value, or with an empty map, and the map it is in.
    Empty(&'a Pair, &'a Node),
}

impl<'a> Place<'a> {
    /// The layout of the map the pair is in.
    pub fn layout(&self) -> Layout {
        layout(self.map)
    }

    /// The value of the pair.
    pub fn spot(&self) -> Spot<'a> {
        Spot {
            at: self.at.clone(),
            node: &self.pair.value,
            from: self.pair.after_colon,
            name: self.pair.key.text().unwrap_or("…"),
        }
    }
}

impl<'a> Spot<'a> {
    /// The item at `index` of this list.
    pub fn item(&self, index: usize, node: &'a Node) -> Self {
        let mut at = self.at.clone();
        at.push(index);
        Self {
            at,
            node,
            from: Some(node.start()),
            name: self.name,
        }
    }
}

/// The layout of a list or map.
pub fn layout(node: &Node) -> Layout {
    match node.kind {
        Kind::List { layout, .. } | Kind::Map { layout, .. } => layout,
        Kind::Scalar { .. } | Kind::Alias { .. } => Layout::Flow,
    }
}

/// The pairs of a map; none of anything else.
pub fn pairs(node: &Node) -> &[Pair] {
    match &node.kind {
        Kind::Map { pairs, .. } => pairs,
        _ => &[],
    }
}

/// Walks `path` from `root`.
///
/// # Errors
/// [`Refusal::NotEditable`] if an anchor, alias, tag or merge key is on the way, or a value
/// that cannot hold the rest of the path.
pub fn look_up<'a>(root: Option<&'a Node>, path: &'a KeyPath) -> Result<Lookup<'a>, Refusal> {
    let mut at = Vec::new();
    let mut parent = None;
    let mut spot: Option<Spot<'a>> = None;
    // The key whose value the map is, and the map that key is in.
    let mut holder: Option<(&Pair, &Node)> = None;
    let Some(mut map) = root else {
        return Ok(Lookup::Missing {
            at,
            host: Host::Head,
            rest: &path.0,
        });
    };
    for (depth, key) in path.0.iter().enumerate() {
        refuse_marks(map, key)?;
        let rest = path.0.get(depth..).unwrap_or_default();
        if let Kind::List { items, .. } = &map.kind {
            let (index, item) = list::at(items, key).ok_or_else(|| no_item(path))?;
            let list = spot.ok_or_else(|| no_item(path))?;
            if rest.len() == 1 {
                refuse_marks(item, key)?;
                return Ok(Lookup::Item {
                    list,
                    index,
                    node: item,
                });
            }
            at.push(index);
            spot = Some(list.item(index, item));
            holder = None;
            map = item;
            continue;
        }
        if !matches!(map.kind, Kind::Map { .. }) {
            return Err(not(said!("head-item-above-not-group", key = key)));
        }
        let Some((index, pair)) = find(pairs(map), key) else {
            refuse_merge(map)?;
            let host = match holder {
                Some((pair, above)) if pairs(map).is_empty() => Host::Empty(pair, above),
                _ => Host::Map(map),
            };
            return Ok(Lookup::Missing { at, host, rest });
        };
        at.push(index);
        let place = Place {
            at: at.clone(),
            parent,
            map,
            pair,
        };
        if rest.len() == 1 {
            refuse_marks(&pair.key, key)?;
            return Ok(Lookup::Found(place));
        }
        if !matches!(pair.value.kind, Kind::Map { .. } | Kind::List { .. }) {
            refuse_marks(&pair.value, key)?;
            if !is_empty(&pair.value) {
                return Err(not(said!("head-not-group-keys", key = key)));
            }
            let host = Host::Empty(pair, map);
            let rest = rest.get(1..).unwrap_or_default();
            return Ok(Lookup::Missing { at, host, rest });
        }
        spot = Some(place.spot());
        holder = Some((pair, map));
        parent = Some(pair);
        map = &pair.value;
    }
    Err(not(said!("head-path-names-no-key")))
}

fn no_item(path: &KeyPath) -> Refusal {
    not(said!("head-names-no-item-list", key = path.to_string()))
}

/// Exactly, then ignoring case, as Hugo does.
fn find<'a>(pairs: &'a [Pair], key: &str) -> Option<(usize, &'a Pair)> {
    let by = |is_key: &dyn Fn(&str) -> bool| {
        pairs
            .iter()
            .enumerate()
            .find(|(_, pair)| pair.key.text().is_some_and(is_key))
    };
    by(&|text| text == key).or_else(|| {
        let lower = key.to_lowercase();
        by(&|text| text.to_lowercase() == lower)
    })
}

/// Whether a value may be filled as if it was missing: nothing, null or an empty text.
pub fn is_empty(node: &Node) -> bool {
    use super::super::Value;

    match super::resolve::scalar(node) {
        Some(Value::Null) => true,
        Some(Value::Text(text)) => text.is_empty(),
        _ => false,
    }
}

/// # Errors
/// [`Refusal::NotEditable`] if the node itself is an alias or has an anchor or a tag.
pub fn refuse_marks(node: &Node, key: &str) -> Result<(), Refusal> {
    if key == "<<" {
        return Err(not(said!("head-takes-over-keys-from")));
    }
    if matches!(node.kind, Kind::Alias { .. }) {
        return Err(not(said!("head-alias-another-value", key = key)));
    }
    if node.tag.is_some() {
        return Err(not(said!("head-has-tag", key = key)));
    }
    if node.properties.is_some() {
        return Err(not(said!("head-has-anchor-other-values", key = key)));
    }
    Ok(())
}

/// # Errors
/// [`Refusal::NotEditable`] if the node or anything in it is an alias, or has an anchor or tag.
pub fn refuse_entangled(node: &Node, key: &str) -> Result<(), Refusal> {
    refuse_marks(node, key)?;
    if node.is_entangled() {
        return Err(not(said!("head-holds-alias-anchor-or", key = key)));
    }
    Ok(())
}

fn refuse_merge(map: &Node) -> Result<(), Refusal> {
    let has_merge = pairs(map).iter().any(|pair| pair.key.text() == Some("<<"));
    if has_merge {
        return Err(not(said!("head-takes-over-keys-from")));
    }
    Ok(())
}

/// The column of a pair in a block map.
///
/// # Errors
/// [`Refusal::NotEditable`] if the pair neither starts its line nor follows the dash of an item, or is written with `?`.
pub fn column(text: &str, pair: &Pair) -> Result<usize, Refusal> {
    let column = key_column(text, pair.key.start());
    match (column, pair.after_colon) {
        (Some(column), Some(_)) => Ok(column),
        _ => Err(not(said!(
            "head-written-unusual-way",
            key = pair.key.text().unwrap_or("…")
        ))),
    }
}

pub fn not(why: Said) -> Refusal {
    Refusal::NotEditable(why)
}
