//! Values that a page hands down to those beneath it, or the settings to all.

use super::{
    data::{Data, Node, Table},
    glob::Glob,
    version::Version,
};
use crate::model::site::kind::Kind;

/// One entry of a `cascade`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cascade {
    target: Target,
    /// The values, in small letters; those under `params` stand among them.
    pub values: Table,
}

/// Which pages an entry is for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Target {
    path: Wanted,
    kind: Wanted,
    environment: Wanted,
    languages: Option<Vec<Glob>>,
}

/// What a text must be like.
#[derive(Clone, Debug, Default, PartialEq)]
enum Wanted {
    #[default]
    Any,
    Like(Glob),
    /// A pattern that cannot be read is met by nothing.
    Nothing,
}

impl Wanted {
    /// An empty text is no pattern.
    fn of(pattern: Option<String>, version: Version) -> Self {
        match pattern.filter(|pattern| !pattern.is_empty()) {
            None => Self::Any,
            Some(pattern) => Glob::of(&pattern, version).map_or(Self::Nothing, Self::Like),
        }
    }

    fn is_met(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Like(glob) => glob.is_match(text),
            Self::Nothing => false,
        }
    }
}

/// The page that an entry may be for.
#[derive(Clone, Copy, Debug)]
pub struct Aim<'a> {
    /// The page key: `/posts/a`.
    pub path: &'a str,
    pub kind: Kind,
    pub environment: &'a str,
    pub language: &'a str,
}

impl Cascade {
    /// What a value of the key `cascade` says: one table, or a list of them.
    pub fn read(node: &Node, version: Version) -> Vec<Self> {
        let items = node.items().iter();
        items
            .filter_map(Node::table)
            .map(|table| Self::of(table, version))
            .collect()
    }

    fn of(table: &Table, version: Version) -> Self {
        let mut values = table.clone();
        let own = values.remove("target");
        let old = values.remove("_target");
        // Hugo 0.111 takes `target` for a value like others.
        let target = old.or(own.filter(|_| version.has(123)));
        if version.has(123)
            && let Some(Node {
                data: Data::Table(params),
                ..
            }) = values.remove("params")
        {
            for (key, node) in params.iter() {
                if values.get(key).is_none() {
                    values.set(key, node.clone());
                }
            }
        }
        let target = target.as_ref().and_then(Node::table);
        Self {
            target: target.map_or_else(Target::default, |table| Target::of(table, version)),
            values,
        }
    }

    pub fn is_for(&self, aim: &Aim<'_>) -> bool {
        self.target.is_met(aim)
    }
}

impl Target {
    fn of(table: &Table, version: Version) -> Self {
        let mut target = Self::of_sites(table, version);
        let text = |key: &str| table.get(key).and_then(Node::text);
        if !version.has(123) {
            let path = text("path").map(|path| path.to_lowercase().replace(' ', "-"));
            target.path = Wanted::of(path, version);
        }
        if !version.has(153) {
            target.languages = None;
        }
        let old = || text("lang").map(|lang| Glob::new(&lang).into_iter().collect());
        target.languages = target.languages.or_else(old);
        target
    }

    /// As Hugo reads targets since it has several sites in one; a path is taken as it is written.
    pub(super) fn of_sites(table: &Table, version: Version) -> Self {
        let text = |key: &str| table.get(key).and_then(Node::text);
        let plain = |key: &str| Wanted::of(text(key).map(|text| text.to_lowercase()), version);
        let languages = table.at(&["sites", "matrix", "languages"]).map(Node::texts);
        Self {
            path: plain("path"),
            kind: plain("kind"),
            environment: plain("environment"),
            languages: languages
                .map(|globs| globs.iter().filter_map(|glob| Glob::new(glob)).collect()),
        }
    }

    pub(super) fn is_met(&self, aim: &Aim<'_>) -> bool {
        let is_of = |globs: &Vec<Glob>| globs.iter().any(|glob| glob.is_match(aim.language));
        self.path.is_met(aim.path)
            && self.kind.is_met(aim.kind.name())
            && self.environment.is_met(aim.environment)
            && self.languages.as_ref().is_none_or(is_of)
    }
}

/// Whether an entry names its languages as no Hugo since 0.166 takes it.
pub fn has_old_language(node: &Node) -> Option<&Node> {
    let mut items = node.items().iter().filter_map(Node::table);
    items.find_map(|table| table.at(&["target", "lang"]))
}
