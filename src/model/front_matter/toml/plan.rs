//! Finds the place of a change in a TOML head.

use toml_edit::{InlineTable, Item, Key, Table, TableLike, Value as Toml};

use crate::model::said::{Said, said};

use super::{
    super::{KeyPath, Refusal},
    edit::Head,
};

/// The table a key is in.
#[derive(Clone, Copy)]
pub enum Group<'a> {
    Root(&'a Table),
    Table(&'a Table),
    Inline(&'a InlineTable),
}

/// A key in its table.
pub struct Place<'a> {
    pub key: &'a Key,
    pub item: &'a Item,
    pub group: Group<'a>,
    /// The path as the head writes it.
    pub path: Vec<String>,
}

pub enum Lookup<'a> {
    Found(Place<'a>),
    /// An item of a list between brackets.
    Item {
        list: &'a Toml,
        index: usize,
        item: &'a Toml,
        /// To the list.
        path: Vec<String>,
    },
    /// A table of a list of tables.
    Table {
        list: Place<'a>,
        index: usize,
    },
    Missing {
        group: Group<'a>,
        path: Vec<String>,
        rest: &'a [String],
    },
}

impl Head<'_> {
    pub fn look_up<'a>(&'a self, path: &'a KeyPath) -> Result<Lookup<'a>, Refusal> {
        let mut group = Group::Root(self.document.as_table());
        let mut found = Vec::new();
        let mut depth = 0;
        while let Some(name) = path.0.get(depth) {
            let rest = path.0.get(depth..).unwrap_or_default();
            let Some((key, inner)) = find(group.table(), name) else {
                return Ok(Lookup::Missing {
                    group,
                    path: found,
                    rest,
                });
            };
            found.push(key.get().to_owned());
            if rest.len() == 1 {
                return Ok(Lookup::Found(Place {
                    key,
                    item: inner,
                    group,
                    path: found,
                }));
            }
            depth += 1;
            group = match inner {
                Item::ArrayOfTables(tables) => {
                    let (index, table) = path
                        .0
                        .get(depth)
                        .and_then(|name| {
                            let index: usize = name.parse().ok()?;
                            Some((index, tables.get(index)?))
                        })
                        .ok_or_else(|| no_item(path))?;
                    depth += 1;
                    if path.0.len() == depth {
                        let list = Place {
                            key,
                            item: inner,
                            group,
                            path: found,
                        };
                        return Ok(Lookup::Table { list, index });
                    }
                    found.push(index.to_string());
                    Group::Table(table)
                }
                Item::Value(list @ Toml::Array(_)) => {
                    let (list, index, item) = item_at(list, path, &mut depth, &mut found)?;
                    if path.0.len() == depth {
                        return Ok(Lookup::Item {
                            list,
                            index,
                            item,
                            path: found,
                        });
                    }
                    found.push(index.to_string());
                    let table = item.as_inline_table().ok_or_else(|| no_group(name))?;
                    Group::Inline(table)
                }
                Item::Table(table) => Group::Table(table),
                Item::Value(Toml::InlineTable(table)) => Group::Inline(table),
                Item::None | Item::Value(_) => return Err(no_group(name)),
            };
        }
        Err(not(said!("head-path-names-no-key")))
    }
}

/// The item that the keys from `depth` on name, through lists in lists; `found` leads to the
/// list it is in.
fn item_at<'a>(
    mut list: &'a Toml,
    path: &KeyPath,
    depth: &mut usize,
    found: &mut Vec<String>,
) -> Result<(&'a Toml, usize, &'a Toml), Refusal> {
    loop {
        let name = path.0.get(*depth).ok_or_else(|| no_item(path))?;
        let index: usize = name.parse().map_err(|_odd| no_item(path))?;
        let item = list.as_array().and_then(|array| array.get(index));
        let item = item.ok_or_else(|| no_item(path))?;
        *depth += 1;
        if *depth == path.0.len() || !item.is_array() {
            return Ok((list, index, item));
        }
        found.push(index.to_string());
        list = item;
    }
}

impl<'a> Lookup<'a> {
    /// The value found, and the path to it.
    pub fn value(self, path: &KeyPath) -> Result<(&'a Toml, Vec<String>), Refusal> {
        match self {
            Self::Found(Place {
                item: Item::Value(value),
                path,
                ..
            }) => Ok((value, path)),
            Self::Item {
                index,
                item,
                mut path,
                ..
            } => {
                path.push(index.to_string());
                Ok((item, path))
            }
            Self::Found(_) | Self::Table { .. } | Self::Missing { .. } => {
                Err(not(said!("head-not-list", key = path.to_string())))
            }
        }
    }
}

impl<'a> Group<'a> {
    pub fn table(self) -> &'a dyn TableLike {
        match self {
            Self::Root(table) | Self::Table(table) => table,
            Self::Inline(table) => table,
        }
    }
}

/// Exactly, then ignoring case, as Hugo does.
pub fn find<'a>(table: &'a dyn TableLike, name: &str) -> Option<(&'a Key, &'a Item)> {
    table.get_key_value(name).or_else(|| {
        let lower = name.to_lowercase();
        let (name, _) = table.iter().find(|(key, _)| key.to_lowercase() == lower)?;
        table.get_key_value(name)
    })
}

pub fn no_item(path: &KeyPath) -> Refusal {
    not(said!("head-names-no-item-list", key = path.to_string()))
}

pub fn no_group(name: &str) -> Refusal {
    not(said!("head-not-group-keys", key = name))
}

pub fn not(why: Said) -> Refusal {
    Refusal::NotEditable(why)
}
