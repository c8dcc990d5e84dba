//! Calls of shortcodes that a site does not have.

use super::{
    super::shortcode::inner,
    inline::{RunKind, Text},
    nodes::{Definition, Node, Placed, ShortcodeKind},
    shortcode::name_of,
};

/// Marks the calls in `nodes` whose names are not known.
pub fn mark_unknown(nodes: &mut [Placed], is_known: &dyn Fn(&str) -> bool) {
    for placed in nodes {
        mark(&mut placed.node, is_known);
    }
}

fn mark(node: &mut Node, is_known: &dyn Fn(&str) -> bool) {
    match node {
        Node::Paragraph(text) | Node::Heading { text, .. } => mark_text(text, is_known),
        Node::Quote { nodes, .. } | Node::Footnote { nodes, .. } => mark_unknown(nodes, is_known),
        Node::List { items, .. } => {
            let items = items.iter_mut();
            items.for_each(|item| mark_unknown(&mut item.nodes, is_known));
        }
        Node::Definitions(definitions) => {
            for definition in definitions {
                match definition {
                    Definition::Term(text) => mark_text(text, is_known),
                    Definition::Meaning { nodes, .. } => mark_unknown(nodes, is_known),
                }
            }
        }
        Node::Table { rows, .. } => {
            let cells = rows.iter_mut().flatten();
            cells.for_each(|cell| mark_text(cell, is_known));
        }
        Node::Details { inside, .. } => mark_unknown(inside, is_known),
        Node::Shortcode(shortcode) if !is_known(name_in(&shortcode.source)) => {
            shortcode.kind = ShortcodeKind::Unknown;
        }
        _ => {}
    }
}

fn mark_text(text: &mut Text, is_known: &dyn Fn(&str) -> bool) {
    for run in &mut text.runs {
        let written = text.text.get(run.range.clone()).unwrap_or_default();
        if run.style.kind == RunKind::Shortcode && !is_known(name_in(inner(written))) {
            run.style.kind = RunKind::UnknownShortcode;
        }
    }
}

/// The name in a call or its end, without its delimiters.
fn name_in(inner: &str) -> &str {
    name_of(inner.strip_prefix('/').unwrap_or(inner).trim_start()).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks::parse;

    #[test]
    fn calls_of_what_there_is_not_are_marked_wherever_they_stand() {
        let is_known = |name: &str| name == "figure";
        let unknown = |text: &str| {
            let blocks = parse(text, 0);
            let of = |block| {
                let mut nodes = blocks.content(text, block);
                mark_unknown(&mut nodes, &is_known);
                format!("{nodes:?}").matches("Unknown").count()
            };
            blocks.in_reading_order().map(of).sum::<usize>()
        };

        assert_eq!(unknown("{{< nope >}}\n\n{{< /nope >}}\n"), 2);
        assert_eq!(unknown("a {{% nope x=1 %}} b {{< figure >}}\n"), 1);
        assert_eq!(
            unknown("- > {{< nope/ >}}\n\n| a |\n|---|\n| b {{< nope >}} |\n"),
            2
        );
        assert_eq!(unknown("`{{< nope >}}` {{</* nope */>}}\n"), 0);
    }
}
