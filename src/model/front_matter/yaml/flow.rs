//! YAML's lists and maps between brackets and braces, as parts for the splicer.

use super::{
    super::flow::Flow,
    edit::end_of,
    plan::pairs,
    tree::{Kind, Node},
};

/// The items of a flow list.
pub fn list<'a>(text: &'a str, node: &Node) -> Flow<'a> {
    let parts = match &node.kind {
        Kind::List { items, .. } => items
            .iter()
            .map(|item| item.start()..item.span.end)
            .collect(),
        _ => Vec::new(),
    };
    Flow {
        text,
        inside: node.span.start + 1..node.span.end.saturating_sub(1),
        parts,
    }
}

/// The pairs of a flow map.
pub fn map<'a>(text: &'a str, node: &Node) -> Flow<'a> {
    Flow {
        text,
        inside: node.span.start + 1..node.span.end.saturating_sub(1),
        parts: pairs(node)
            .iter()
            .map(|pair| pair.key.start()..end_of(pair))
            .collect(),
    }
}
