//! A key and its value in a YAML head, and what must not be changed.

use super::{
    super::{
        Refusal,
        lines::key_column,
        plan::{Place, not},
    },
    tree::{Kind, Layout, Node, Pair},
};
use crate::model::said::said;

/// A pair in its map.
pub struct Held<'a> {
    pub map: &'a Node,
    pub index: usize,
    pub pair: &'a Pair,
}

/// The pair whose value is at `place`.
///
/// # Errors
/// [`Refusal::NotEditable`] if it is an item, or the root.
pub fn held<'a>(place: &Place<'a, Node>) -> Result<Held<'a>, Refusal> {
    let held = place.holder().and_then(|(map, index)| {
        let pair = pairs(map).get(index)?;
        Some(Held { map, index, pair })
    });
    held.ok_or_else(|| not(said!("head-item-above-not-group", key = place.name())))
}

impl<'a> Held<'a> {
    /// The layout of the map the pair is in.
    pub fn layout(&self) -> Layout {
        layout(self.map)
    }

    /// The key as the head writes it.
    pub fn name(&self) -> &'a str {
        self.pair.key.text().unwrap_or("…")
    }

    /// Where the pair ends.
    pub fn end(&self) -> usize {
        end_of(self.pair)
    }

    /// As [`column`].
    pub fn column(&self, text: &str) -> Result<usize, Refusal> {
        column(text, self.pair)
    }
}

/// Where a pair ends.
pub fn end_of(pair: &Pair) -> usize {
    pair.value
        .span
        .end
        .max(pair.after_colon.unwrap_or(pair.key.span.end))
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

/// The items of a list; none of anything else.
pub fn items(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::List { items, .. } => items,
        _ => &[],
    }
}

/// # Errors
/// [`Refusal::NotEditable`] if the node itself is an alias or has an anchor or a tag.
pub fn refuse_marks(node: &Node, key: &str) -> Result<(), Refusal> {
    refuse_merge_key(key)?;
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

/// # Errors
/// [`Refusal::NotEditable`] if the key merges another map into its own.
pub fn refuse_merge_key(key: &str) -> Result<(), Refusal> {
    if key == "<<" {
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
