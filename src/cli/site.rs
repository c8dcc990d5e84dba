//! `kopij get --site PATH [KEY]`: prints the settings of a site as they are read, each with its file
//! and line, and the shortcodes that can be called.
//!
//! Limits: what lies outside of the site is not read, but named.

use std::{collections::BTreeSet, io::Write, path::Path};

use serde_json::{Map, Value, json};

use super::{Done, Error, say, shown};
use crate::{
    io::{beneath::Bounds, scan, site_files},
    model::{
        said::Says as _,
        site::{
            hooks::Hooks,
            hugo::{Data, Node, Place, Settings, Table},
        },
        words::{self, say},
    },
};

/// Prints the settings of the site that `path` is in, or those at one key, each with where it is
/// from. What is wrong with them is a finding.
pub(super) fn run(
    path: &Path,
    key: Option<&str>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let root = scan::root_of(path)?;
    let bounds = Bounds::new(root.clone(), Vec::new());
    let settings = site_files::settings_of(&bounds);
    let shortcodes = site_files::shortcodes_of(&bounds, &settings);
    for trouble in &settings.troubles {
        say(
            err,
            &say!(
                "cli-trouble",
                why = words::put(&trouble.message),
                path = trouble.path.as_str(),
                line = trouble.line
            ),
        );
    }
    let left_out: BTreeSet<String> = site_files::left_out(&settings, &bounds)
        .map(|folder| words::put(&folder.said()))
        .collect();
    for folder in &left_out {
        say(err, folder);
    }
    let mut values = Map::new();
    add(&settings, "", &settings.tree, &mut values);
    if let Some(key) = key {
        let key = key.to_lowercase();
        let below = format!("{key}.");
        values.retain(|name, _| *name == key || name.starts_with(&below));
        if values.is_empty() {
            say(
                err,
                &say!("cli-no-key", key = key, path = shown::path(&root)),
            );
            return Ok(Done::Findings);
        }
    }
    let shortcodes: Map<String, Value> = shortcodes
        .iter()
        .map(|(name, it)| {
            (
                name.to_owned(),
                json!({ "path": it.path, "inner": it.reads_inner }),
            )
        })
        .collect();
    let pin = settings.pins.pin.as_ref();
    let printed = json!({
        "generator": settings.generator.name(),
        "version": settings.version.to_string(),
        "pinned": pin.map(|pin| format!("{}:{}", pin.path, pin.line)),
        "environment": settings.environment,
        "files": settings.files,
        "themes": settings.themes,
        "settings": values,
        "shortcodes": shortcodes,
        "draws": hooks_named(site_files::hooks_of(&bounds, &settings)),
    });
    writeln!(out, "{}", shown::json(&printed))?;
    Ok(if settings.troubles.is_empty() && left_out.is_empty() {
        Done::Fine
    } else {
        Done::Findings
    })
}

/// What the site draws by templates of its own, as Hugo names those.
fn hooks_named(hooks: Hooks) -> Vec<&'static str> {
    let all = [
        (hooks.links, "link"),
        (hooks.images, "image"),
        (hooks.headings, "heading"),
        (hooks.quotes, "blockquote"),
        (hooks.code, "codeblock"),
        (hooks.tables, "table"),
        (hooks.formulas, "passthrough"),
    ];
    let there = all.into_iter().filter(|(is_there, _)| *is_there);
    there.map(|(_, name)| name).collect()
}

/// Every value by its path of keys.
fn add(settings: &Settings, above: &str, table: &Table, values: &mut Map<String, Value>) {
    for (key, node) in table.iter() {
        let path = if above.is_empty() {
            key.to_owned()
        } else {
            format!("{above}.{key}")
        };
        if let Data::Table(inner) = &node.data {
            add(settings, &path, inner, values);
        } else {
            let from = from(settings, node.place);
            values.insert(path, json!({ "value": plain(node), "from": from }));
        }
    }
}

/// `config/_default/params.toml:3`; of a variable or a flag nothing.
fn from(settings: &Settings, place: Place) -> Option<String> {
    let at = usize::from(place.file).checked_sub(1)?;
    Some(format!("{}:{}", settings.files.get(at)?, place.line))
}

fn plain(node: &Node) -> Value {
    match &node.data {
        Data::Null => Value::Null,
        Data::Bool(on) => json!(on),
        Data::Integer(number) => json!(number),
        Data::Float(number) => json!(number),
        Data::Word(text) | Data::Text(text) => json!(text),
        Data::List(items) => items.iter().map(plain).collect(),
        Data::Table(table) => {
            let entries = table
                .iter()
                .map(|(key, node)| (key.to_owned(), plain(node)));
            Value::Object(entries.collect())
        }
    }
}
