//! `renderSegments`: which pages a build makes, where it does not make all.

use super::{
    data::{Node, Table},
    glob::Glob,
    settings::globs,
};
use crate::model::site::kind::Kind;

/// The segments that are built; none named: everything is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments(Vec<Segment>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Segment {
    includes: Vec<Matcher>,
    excludes: Vec<Matcher>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Matcher {
    paths: Vec<Glob>,
    kinds: Vec<Glob>,
    languages: Vec<Glob>,
    outputs: Vec<Glob>,
}

impl Segments {
    pub(super) fn read(tree: &Table) -> Self {
        let names = tree
            .get("rendersegments")
            .map(Node::texts)
            .unwrap_or_default();
        let segment = |name: &String| {
            let table = tree.at(&["segments", &name.to_lowercase()])?.table()?;
            let matchers = |key: &str| -> Vec<Matcher> {
                let items = table.get(key).map_or(&[][..], Node::items).iter();
                items.filter_map(Node::table).map(Matcher::of).collect()
            };
            Some(Segment {
                includes: matchers("includes"),
                excludes: matchers("excludes"),
            })
        };
        Self(names.iter().filter_map(segment).collect())
    }

    /// Whether the page of this key is built.
    pub fn has(&self, path: &str, kind: Kind, language: &str) -> bool {
        let is_in = |segment: &Segment| {
            let meets = |matcher: &Matcher| matcher.meets(path, kind, language);
            (segment.includes.is_empty() || segment.includes.iter().any(meets))
                && !segment.excludes.iter().any(meets)
        };
        self.0.is_empty() || self.0.iter().any(is_in)
    }
}

impl Matcher {
    fn of(table: &Table) -> Self {
        Self {
            paths: globs(table.get("path")),
            kinds: globs(table.get("kind")),
            languages: globs(
                table
                    .get("lang")
                    .or_else(|| table.at(&["sites", "matrix", "languages"])),
            ),
            outputs: globs(table.get("output")),
        }
    }

    fn meets(&self, path: &str, kind: Kind, language: &str) -> bool {
        let meets = |globs: &[Glob], text: &str| {
            globs.is_empty() || globs.iter().any(|glob| glob.is_match(text))
        };
        meets(&self.paths, path)
            && meets(&self.kinds, kind.name())
            && meets(&self.languages, language)
            && meets(&self.outputs, "html")
    }
}
