//! YAML's lists and maps between brackets and braces, as parts for the splicer.

use super::{
    super::flow::Flow,
    held::{end_of, items, pairs},
    tree::Node,
};

/// The items of a flow list.
pub fn list<'a>(text: &'a str, node: &Node) -> Flow<'a> {
    Flow {
        text,
        inside: node.span.start + 1..node.span.end.saturating_sub(1),
        parts: items(node)
            .iter()
            .map(|item| item.start()..item.span.end)
            .collect(),
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
