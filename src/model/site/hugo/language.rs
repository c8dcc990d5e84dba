//! The languages of a site, each with the settings that count for it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::tz::TimeZone;

use super::{
    cascade::{self, Cascade},
    data::{Data, Node, Place, Table},
    dates::DateKeys,
    markup::Markup,
    merge,
    permalinks::Permalinks,
    settings::Weight,
    version::Version,
};
use crate::model::{
    markdown::blocks::Dialect,
    said::{Said, said},
    site::{address::Manner, kind::Kind},
};

/// More languages than this are no site's.
const MOST: usize = 200;
/// What a language may say in the place of the site.
const KEYS: [&str; 22] = [
    "baseurl",
    "builddrafts",
    "buildexpired",
    "buildfuture",
    "cascade",
    "defaultcontentlanguage",
    "disablealiases",
    "disablekinds",
    "disablepathtolower",
    "enableemoji",
    "frontmatter",
    "languagecode",
    "locale",
    "markup",
    "outputs",
    "permalinks",
    "reflinkserrorlevel",
    "removepathaccents",
    "taxonomies",
    "timezone",
    "title",
    "uglyurls",
];

/// More than twelve fields: they are the settings that Hugo has for a language.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// In small letters: `nl`, `pt-br`.
    pub code: String,
    /// `languageCode` or `locale`, else the code: `nl-NL`.
    pub locale: String,
    /// The settings say which language it is.
    pub is_named: bool,
    pub weight: i64,
    pub title: Option<String>,
    pub base: Base,
    pub zone: Option<TimeZone>,
    pub dates: DateKeys,
    pub permalinks: Arc<Permalinks>,
    /// What the settings hand down to its pages.
    pub cascade: Arc<[Cascade]>,
    /// The keys of the heads: `tags`.
    pub taxonomies: Vec<String>,
    pub ugly: Ugly,
    /// The kinds that have no pages: `disableKinds`.
    pub off: Vec<Kind>,
    /// The forms that pages of a kind are made in, unless their heads say it.
    pub outputs: BTreeMap<Kind, Vec<String>>,
    /// Its own content folder.
    pub content: Option<String>,
    pub has_aliases: bool,
    /// A `ref` that leads nowhere stops the build.
    pub needs_refs: bool,
    pub build: Build,
    /// How its addresses are written.
    pub manner: Manner,
    /// How its markdown is read.
    pub dialect: Dialect,
}

/// Which pages are built that readers do not see by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Build {
    pub drafts: bool,
    pub future: bool,
    pub expired: bool,
}

/// `baseURL`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// `https`
    pub scheme: String,
    /// `example.org`; empty where the settings name none.
    pub host: String,
    /// Without slashes at its ends: `blog`.
    pub path: String,
}

/// Whether addresses end in `.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ugly {
    #[default]
    Never,
    Always,
    /// In these sections.
    In(Vec<String>),
}

/// All languages of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Languages {
    /// Those that are on, by weight; never empty.
    pub all: Vec<Language>,
    /// The codes of those that are off.
    pub off: Vec<String>,
    /// The number of the default one.
    pub default: usize,
    /// Each has an address of its own.
    pub is_multihost: bool,
    /// The keys of a head that give dates or terms in any of them.
    pub keys: BTreeSet<String>,
}

impl Languages {
    pub fn of_code(&self, code: &str) -> Option<usize> {
        let is_it = |language: &Language| language.code.eq_ignore_ascii_case(code);
        self.all.iter().position(is_it)
    }

    pub fn get(&self, number: usize) -> Option<&Language> {
        self.all.get(number)
    }

    pub fn default_one(&self) -> Option<&Language> {
        self.all.get(self.default)
    }
}

/// Reads them; what is wrong is told with its place.
pub(super) fn read(
    tree: &Table,
    version: Version,
    troubles: &mut Vec<(Place, Weight, Said)>,
) -> Languages {
    let empty = Table::default();
    let named = tree
        .get("languages")
        .and_then(Node::table)
        .unwrap_or(&empty);
    let off = tree
        .get("disablelanguages")
        .map(Node::texts)
        .unwrap_or_default();
    let is_off = |code: &str, table: &Table| {
        off.iter().any(|other| other.eq_ignore_ascii_case(code))
            || table
                .get("disabled")
                .is_some_and(|node| node.is_on(version.has_switch_words()))
    };
    let mut languages = Languages {
        all: Vec::new(),
        off: Vec::new(),
        default: 0,
        is_multihost: false,
        keys: BTreeSet::new(),
    };
    let mut root = Table::default();
    for key in KEYS {
        if let Some(node) = tree.get(key) {
            root.set(key, node.clone());
        }
    }
    let (mut of_root, mut shared) = (None, None);
    let tables = named
        .iter()
        .filter_map(|(code, node)| Some((code, node, node.table()?)));
    for (at, (code, node, table)) in tables.enumerate() {
        if at == MOST {
            let why = said!("site-many-languages", count = MOST);
            troubles.push((node.place, Weight::Odd, why));
            break;
        }
        if is_off(code, table) {
            languages.off.push(code.to_owned());
            continue;
        }
        languages.is_multihost |= table.get("baseurl").is_some();
        let all = merged(&root, table, version);
        let mut read = || Arc::new(Permalinks::read(all.get("permalinks"), version, troubles));
        let permalinks = match table.get("permalinks") {
            Some(_) => read(),
            None => Arc::clone(of_root.get_or_insert_with(read)),
        };
        let cascade = match table.get("cascade") {
            Some(_) => cascades(&all, version, troubles),
            None => Arc::clone(shared.get_or_insert_with(|| cascades(&all, version, troubles))),
        };
        languages.all.push(Language {
            permalinks,
            cascade,
            ..one(code, &all, table, version, troubles)
        });
    }
    languages
        .all
        .sort_by_key(|language| (language.weight == 0, language.weight, language.code.clone()));
    set_default(&mut languages, tree, version, troubles);
    for language in &languages.all {
        let keys = language
            .dates
            .all()
            .chain(language.taxonomies.iter().map(|key| &**key));
        languages.keys.extend(keys.map(str::to_owned));
    }
    languages
}

/// Which language is the default; without any of its own the site has that one alone.
fn set_default(
    languages: &mut Languages,
    tree: &Table,
    version: Version,
    troubles: &mut Vec<(Place, Weight, Said)>,
) {
    let node = tree.get("defaultcontentlanguage");
    let code = node.and_then(Node::text).unwrap_or_default().to_lowercase();
    let wanted = if code.is_empty() { "en" } else { &code };
    if languages.all.is_empty() {
        let permalinks = Permalinks::read(tree.get("permalinks"), version, troubles);
        languages.all.push(Language {
            permalinks: Arc::new(permalinks),
            cascade: cascades(tree, version, troubles),
            ..one(wanted, tree, &Table::default(), version, troubles)
        });
        return;
    }
    match (languages.of_code(wanted), node) {
        (Some(default), _) => languages.default = default,
        (None, Some(node)) if version.has(112) => {
            let why = said!("site-default-language", language = wanted);
            troubles.push((node.place, Weight::Stops, why));
        }
        (None, _) => {}
    }
}

/// The site's settings with what a language says in their place: a table of it takes the place of
/// the site's, unless it says by `_merge` what it takes of that.
fn merged(root: &Table, language: &Table, version: Version) -> Table {
    let mut all = root.clone();
    let counts = |key: &str| KEYS.contains(&key) && (key != "frontmatter" || version.has(112));
    for (key, node) in language.iter().filter(|(key, _)| counts(key)) {
        let mut node = node.clone();
        if let (Data::Table(own), Some(root)) = (&mut node.data, all.get(key).and_then(Node::table))
            && version.has(112)
        {
            // Those two are joined, each in other Hugos.
            let is_joined = match key {
                "cascade" => version.has(153),
                "uglyurls" => !version.has(153),
                _ => false,
            };
            merge::table_beneath(own, root, is_joined);
        }
        all.set(key, node);
    }
    all
}

fn cascades(
    all: &Table,
    version: Version,
    troubles: &mut Vec<(Place, Weight, Said)>,
) -> Arc<[Cascade]> {
    let Some(node) = all.get("cascade") else {
        return Arc::default();
    };
    if let Some(old) = cascade::has_old_language(node).filter(|_| version.has(166)) {
        let why = said!("site-cascade-language", version = version.to_string());
        troubles.push((old.place, Weight::Stops, why));
    }
    Cascade::read(node, version).into()
}

fn one(
    code: &str,
    all: &Table,
    own: &Table,
    version: Version,
    troubles: &mut Vec<(Place, Weight, Said)>,
) -> Language {
    let text = |key: &str| {
        all.get(key)
            .and_then(Node::text)
            .filter(|text| !text.is_empty())
    };
    let is_on = |key: &str| {
        let node = all.get(key);
        node.is_some_and(|node| node.is_on(version.has_switch_words()))
    };
    let content = own.get("contentdir");
    Language {
        code: code.to_lowercase(),
        is_named: !own.is_empty()
            || ["locale", "languagecode", "defaultcontentlanguage"]
                .iter()
                .any(|key| all.get(key).is_some()),
        locale: text("locale")
            .or_else(|| text("languagecode"))
            .unwrap_or_else(|| code.to_owned()),
        weight: own.get("weight").and_then(Node::integer).unwrap_or(0),
        title: text("title"),
        base: Base::read(&text("baseurl").unwrap_or_default()),
        zone: zone(all, troubles),
        dates: all
            .get("frontmatter")
            .and_then(Node::table)
            .map_or_else(DateKeys::default, DateKeys::read),
        permalinks: Arc::default(),
        cascade: Arc::default(),
        taxonomies: taxonomies(all),
        ugly: ugly(all.get("uglyurls"), version),
        off: kinds_off(all),
        outputs: outputs(all),
        content: content.and_then(Node::text),
        has_aliases: !is_on("disablealiases"),
        needs_refs: text("reflinkserrorlevel")
            .is_none_or(|level| !level.eq_ignore_ascii_case("warning")),
        build: Build {
            drafts: is_on("builddrafts"),
            future: is_on("buildfuture"),
            expired: is_on("buildexpired"),
        },
        manner: Manner {
            keeps_capitals: is_on("disablepathtolower"),
            drops_accents: is_on("removepathaccents"),
        },
        dialect: Markup::new(all, version).dialect(),
    }
}

fn zone(all: &Table, troubles: &mut Vec<(Place, Weight, Said)>) -> Option<TimeZone> {
    let node = all.get("timezone")?;
    let name = node.text().filter(|name| !name.is_empty())?;
    let zone = TimeZone::get(&name).ok();
    if zone.is_none() {
        let why = said!("site-no-zone", name = name);
        let trouble = (node.place, Weight::Stops, why);
        if !troubles.contains(&trouble) {
            troubles.push(trouble);
        }
    }
    zone
}

fn taxonomies(all: &Table) -> Vec<String> {
    match all.get("taxonomies") {
        Some(Node {
            data: Data::Table(table),
            ..
        }) => {
            let keys = table.iter().filter(|(key, _)| *key != "_merge");
            keys.filter_map(|(_, node)| Some(node.text()?.to_lowercase()))
                .collect()
        }
        _ => vec!["categories".to_owned(), "tags".to_owned()],
    }
}

fn ugly(node: Option<&Node>, version: Version) -> Ugly {
    let has_words = version.has_switch_words();
    match node {
        Some(Node {
            data: Data::Table(sections),
            ..
        }) => {
            let on = sections.iter().filter(|(_, node)| node.is_on(has_words));
            Ugly::In(on.map(|(section, _)| section.to_owned()).collect())
        }
        Some(node) if node.is_on(has_words) => Ugly::Always,
        _ => Ugly::Never,
    }
}

const KINDS: [Kind; 5] = [
    Kind::Page,
    Kind::Home,
    Kind::Section,
    Kind::Taxonomy,
    Kind::Term,
];

fn kinds_off(all: &Table) -> Vec<Kind> {
    let disabled = all.get("disablekinds").map(Node::texts).unwrap_or_default();
    let is_disabled = |kind: Kind| {
        disabled
            .iter()
            .any(|name| name.eq_ignore_ascii_case(kind.name()))
    };
    let kinds = KINDS.into_iter();
    kinds.filter(|&kind| is_disabled(kind)).collect()
}

fn outputs(all: &Table) -> BTreeMap<Kind, Vec<String>> {
    let of = |kind: Kind| Some((kind, all.at(&["outputs", kind.name()])?.texts()));
    KINDS.into_iter().filter_map(of).collect()
}

impl Base {
    pub fn read(address: &str) -> Self {
        let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
        let rest = rest.split(['?', '#']).next().unwrap_or(rest);
        let (host, path) = if scheme.is_empty() {
            ("", rest)
        } else {
            rest.split_once('/').unwrap_or((rest, ""))
        };
        Self {
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            path: path.trim_matches('/').to_owned(),
        }
    }
}
