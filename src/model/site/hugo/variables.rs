//! Settings given as variables: `HUGO_BUILDDRAFTS=true`, `HUGO_PARAMS_COLOUR=red`.

use super::data::{Data, Node, Place, Table};

/// Sets what variables that begin with `HUGO` and a separator say, over the settings.
pub(super) fn apply(tree: &mut Table, variables: &[(String, String)]) {
    for (name, value) in variables {
        let Some(rest) = name.strip_prefix("HUGO") else {
            continue;
        };
        let mut chars = rest.chars();
        let Some(separator) = chars.next() else {
            continue;
        };
        let keys = chars.as_str().to_lowercase();
        let keys: Vec<&str> = keys.split(separator.to_ascii_lowercase()).collect();
        if keys.iter().all(|key| !key.is_empty()) {
            set(tree, &keys, value);
        }
    }
}

/// Along the tables that there are; a key may hold the separator.
fn set(tree: &mut Table, keys: &[&str], value: &str) {
    let Some((first, rest)) = keys.split_first() else {
        return;
    };
    if !rest.is_empty()
        && let Some(Node {
            data: Data::Table(inner),
            ..
        }) = tree.get_mut(first)
    {
        set(inner, rest, value);
        return;
    }
    if !rest.is_empty() && matches!(*first, "params" | "frontmatter" | "permalinks" | "markup") {
        let mut inner = Table::default();
        set(&mut inner, rest, value);
        tree.set(first, Node::table_node(inner));
        return;
    }
    tree.set(
        &keys.join("_"),
        Node {
            data: data(value),
            place: Place::default(),
        },
    );
}

fn data(value: &str) -> Data {
    match value {
        "true" => Data::Bool(true),
        "false" => Data::Bool(false),
        _ => {
            let list = value
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'));
            match list {
                Some(items) => {
                    let items = items
                        .split(',')
                        .map(|item| item.trim().trim_matches(['"', '\'']));
                    Data::List(items.map(Node::text_node).collect())
                }
                None => Data::Text(value.to_owned()),
            }
        }
    }
}
