//! Finds the place of a change in a JSON head.

use super::{
    super::{KeyPath, Refusal, list},
    edit::Head,
    read::{Kind, Node, Pair},
};

use crate::model::said::{Said, said};

/// Where the key of a path is, or would be.
pub enum Lookup<'a> {
    Found {
        map: &'a Node,
        index: usize,
        pair: &'a Pair,
        /// To the map.
        path: Vec<String>,
    },
    /// An item of a list.
    Item {
        list: &'a Node,
        index: usize,
        node: &'a Node,
        /// To the list.
        path: Vec<String>,
    },
    Missing {
        map: &'a Node,
        path: Vec<String>,
        rest: &'a [String],
    },
}

impl Head<'_> {
    pub fn look_up<'a>(&'a self, path: &'a KeyPath) -> Result<Lookup<'a>, Refusal> {
        let mut node = self.root;
        let mut found = Vec::new();
        for (depth, key) in path.0.iter().enumerate() {
            let rest = path.0.get(depth..).unwrap_or_default();
            match &node.kind {
                Kind::List(items) => {
                    let item = list::at(items, key);
                    let (index, item) = item.ok_or_else(|| {
                        not(said!("head-names-no-item-list", key = path.to_string()))
                    })?;
                    if rest.len() == 1 {
                        return Ok(Lookup::Item {
                            list: node,
                            index,
                            node: item,
                            path: found,
                        });
                    }
                    found.push(key.clone());
                    node = item;
                }
                Kind::Map(pairs) => {
                    let Some((index, pair)) = find(pairs, key) else {
                        return Ok(Lookup::Missing {
                            map: node,
                            path: found,
                            rest,
                        });
                    };
                    if rest.len() == 1 {
                        return Ok(Lookup::Found {
                            map: node,
                            index,
                            pair,
                            path: found,
                        });
                    }
                    found.push(pair.key.clone());
                    node = &pair.value;
                }
                _ => {
                    return Err(not(said!(
                        "head-leads-through-value",
                        key = path.to_string()
                    )));
                }
            }
        }
        Err(not(said!("head-path-names-no-key")))
    }
}

impl<'a> Lookup<'a> {
    /// The value found, and the path to it; the map that lacks it, where it is missing.
    pub fn value(self) -> (&'a Node, Vec<String>) {
        match self {
            Self::Found { pair, mut path, .. } => {
                path.push(pair.key.clone());
                (&pair.value, path)
            }
            Self::Item {
                index,
                node,
                mut path,
                ..
            } => {
                path.push(index.to_string());
                (node, path)
            }
            Self::Missing { map, path, .. } => (map, path),
        }
    }
}

pub fn items(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::List(items) => items,
        _ => &[],
    }
}

pub fn pairs(node: &Node) -> &[Pair] {
    match &node.kind {
        Kind::Map(pairs) => pairs,
        _ => &[],
    }
}

/// Exactly, then ignoring case, as Hugo does.
pub fn find<'a>(pairs: &'a [Pair], key: &str) -> Option<(usize, &'a Pair)> {
    let by = |is_key: &dyn Fn(&str) -> bool| {
        let mut pairs = pairs.iter().enumerate();
        pairs.find(|(_, pair)| is_key(&pair.key))
    };
    by(&|other| other == key).or_else(|| {
        let lower = key.to_lowercase();
        by(&|other| other.to_lowercase() == lower)
    })
}

pub fn not(why: Said) -> Refusal {
    Refusal::NotEditable(why)
}
