//! Why Hugo would build nothing of the site for a file or for its settings, and why nothing is sure.

use super::{
    super::{
        super::{
            hugo::{Data, Node, Settings, Weight, has_old_language},
            keys,
            own::{Fault, Own},
            status::Stop,
        },
        Dates, Place,
    },
    Values,
};
use crate::model::said::{Said, said};

/// The output formats that Hugo has by itself.
const FORMATS: [&str; 14] = [
    "404",
    "alias",
    "amp",
    "calendar",
    "css",
    "csv",
    "gotmpl",
    "html",
    "json",
    "markdown",
    "robots",
    "rss",
    "sitemap",
    "webappmanifest",
];

/// Why it is not known what a file says.
pub(super) fn unknown(place: &Place, own: &Own) -> Option<Said> {
    match &own.fault {
        Some(Fault::Unknown(why)) => Some(why.clone()),
        _ if place.ending == "org" && own.values.is_empty() => Some(said!("page-org")),
        _ => None,
    }
}

/// Why Hugo would build nothing because of this file.
pub(super) fn stop_of(values: &Values<'_>, dates: &Dates) -> Option<Stop> {
    let version = values.settings.version;
    if let Some(Fault::Broken(why)) = &values.own.fault {
        return Some(Stop::new("", why.clone()));
    }
    let kind = match &*values.place.ending {
        "html" | "htm" => "text/html",
        "org" => "text/org",
        _ => "",
    };
    if !values.settings.allows(kind) {
        let ending = &values.place.ending;
        return Some(Stop::new(
            "",
            said!(
                "page-ending",
                version = version.to_string(),
                ending = ending
            ),
        ));
    }
    if version.has(161) && values.get(keys::OLD_BUILD).is_some() {
        return Some(Stop::new(
            keys::OLD_BUILD,
            said!("page-old-build", version = version.to_string()),
        ));
    }
    if let Some(cascade) = values.own.get(keys::CASCADE).filter(|_| version.has(166))
        && has_old_language(cascade).is_some()
    {
        return Some(Stop::new(
            keys::CASCADE,
            said!("site-cascade-language", version = version.to_string()),
        ));
    }
    if let Some(stop) = stop_of_kind(values) {
        return Some(stop);
    }
    let key = dates.unreadable.as_ref()?;
    let written = values.text(key).unwrap_or_default();
    Some(Stop::new(
        key,
        said!("page-no-date", key = key, written = written),
    ))
}

/// Why Hugo would build nothing for a value that is of no kind it takes.
fn stop_of_kind(values: &Values<'_>) -> Option<Stop> {
    let version = values.settings.version;
    // To those before, it is not known.
    if !version.has(147) {
        return None;
    }
    let tables = [keys::PARAMS, keys::BUILD, keys::SITES].into_iter();
    let is_asked = |key: &&str| *key != keys::SITES || version.has(153);
    for key in tables.filter(is_asked) {
        let node = values.own.get(key);
        let is_odd = |node: &&Node| match &node.data {
            Data::Table(_) => false,
            Data::Null => key == keys::PARAMS && !version.has(153),
            _ => true,
        };
        if node.as_ref().is_some_and(is_odd) {
            return Some(Stop::new(key, said!("page-must-be-table", key = key)));
        }
    }
    let is_odd = |node: &&Node| !matches!(node.data, Data::Table(_) | Data::List(_) | Data::Null);
    if values.own.get(keys::CASCADE).as_ref().is_some_and(is_odd) {
        let why = said!("page-must-be-table", key = keys::CASCADE);
        return Some(Stop::new(keys::CASCADE, why));
    }
    let outputs = values
        .get(keys::OUTPUTS)
        .map(Node::texts)
        .unwrap_or_default();
    let formats = values.settings.tree.get("outputformats");
    let own = formats.and_then(Node::table);
    let is_known =
        |name: &str| FORMATS.contains(&name) || own.is_some_and(|own| own.get(name).is_some());
    if let Some(name) = outputs.iter().find(|name| !is_known(&name.to_lowercase())) {
        return Some(Stop::new(
            keys::OUTPUTS,
            said!("page-no-format", name = name),
        ));
    }
    let aliases = values
        .get(keys::ALIASES)
        .map(Node::texts)
        .unwrap_or_default();
    let alias = aliases
        .iter()
        .find(|alias| alias.starts_with("http://") || alias.starts_with("https://"))?;
    Some(Stop::new(
        keys::ALIASES,
        said!("page-alias-of-web", alias = alias),
    ))
}

impl Settings {
    /// Whether anything of the site is built, as far as its settings say.
    pub fn stop(&self) -> Option<Stop> {
        let trouble = self
            .gravest()
            .filter(|trouble| trouble.weight == Weight::Stops)?;
        Some(Stop {
            path: trouble.path.clone(),
            line: trouble.line,
            key: String::new(),
            why: trouble.message.clone(),
        })
    }
}
