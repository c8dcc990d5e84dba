//! The shortcodes that a site can call: which there are, whether they take a text, and what is
//! wrong with the calls in an article.
//!
//! Hugo takes the first of: the site's own `_shortcodes` and `shortcodes` folders in its layouts,
//! those of its themes in their order, its own. A name has folders in it, and its case does not count.
//! Not known: what the templates take as parameters.

pub mod calls;
mod faults;

use std::collections::BTreeMap;

pub use faults::{Fault, Wrong};

use super::hugo::{Files, Settings, Text, Version};
use crate::model::markdown::shortcode::end_of_action;

/// One that can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcode {
    /// The template, from the site's root; `None`: Hugo's own.
    pub path: Option<String>,
    /// It takes the text up to its end, so that it must be closed.
    pub reads_inner: bool,
    /// There is a template of it that makes HTML; else it is called with `%`.
    pub has_html: bool,
}

/// Those that a site can call, by their names in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcodes {
    by_name: BTreeMap<String, Shortcode>,
    version: Version,
}

/// Those that Hugo has, from which version on, and whether they take a text.
const BUILT_IN: [(&str, u16, bool); 16] = [
    ("comment", 0, true),
    ("details", 140, true),
    ("figure", 0, false),
    ("highlight", 0, true),
    ("instagram", 0, false),
    ("instagram_simple", 0, false),
    ("param", 0, false),
    ("qr", 141, true),
    ("ref", 0, false),
    ("relref", 0, false),
    ("vimeo", 0, false),
    ("vimeo_simple", 0, false),
    ("x", 141, false),
    ("x_simple", 141, false),
    ("youtube", 0, false),
    ("youtube_simple", 0, false),
];

/// Those that Hugo had before 0.156.
const REMOVED: [&str; 4] = ["gist", "tweet", "twitter", "twitter_simple"];

impl Default for Shortcodes {
    fn default() -> Self {
        Self::of_hugo(Version::NEWEST)
    }
}

impl Shortcodes {
    /// Those of the site with these settings.
    pub fn read(settings: &Settings, files: &dyn Files) -> Self {
        let mut all = Self::of_hugo(settings.version);
        for folder in settings.layout_folders().iter().rev() {
            all.add(files, folder);
        }
        all
    }

    /// Hugo's own.
    pub fn of_hugo(version: Version) -> Self {
        let known = BUILT_IN.iter().filter(|(_, from, _)| version.has(*from));
        let known = known.map(|(name, _, reads_inner)| (*name, *reads_inner));
        let removed = REMOVED.iter().filter(|_| !version.has(156));
        let all = known.chain(removed.map(|name| (*name, false)));
        let of = |(name, reads_inner): (&str, bool)| {
            let shortcode = Shortcode {
                path: None,
                reads_inner,
                has_html: true,
            };
            (name.to_owned(), shortcode)
        };
        Self {
            by_name: all.map(of).collect(),
            version,
        }
    }

    /// The one of this name, in any case.
    pub fn get(&self, name: &str) -> Option<&Shortcode> {
        self.by_name.get(&name.to_lowercase())
    }

    /// Whether something of this name can be called: one of these, or a template that stands in the
    /// text itself.
    pub fn is_known(&self, name: &str) -> bool {
        calls::is_inline(name) || !name.contains('.') && self.get(name).is_some()
    }

    /// All of them by name, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Shortcode)> {
        self.by_name.iter().map(|(name, it)| (&**name, it))
    }

    /// Takes those of a folder of layouts, over those that are there.
    fn add(&mut self, files: &dyn Files, layouts: &str) {
        let mut of_folder: BTreeMap<String, Shortcode> = BTreeMap::new();
        for path in files.below(layouts) {
            let Some(name) = name_of(&path) else {
                continue;
            };
            let Text::Read(text) = files.text(&path) else {
                continue;
            };
            let reads = reads_inner(&text);
            let has_html = !path.to_lowercase().ends_with(".md");
            let shortcode = of_folder.entry(name).or_insert_with(|| Shortcode {
                path: Some(path.clone()),
                reads_inner: false,
                has_html: false,
            });
            // Of languages and sections there may be several; which of them counts is not asked.
            shortcode.reads_inner |= reads;
            shortcode.has_html |= has_html;
        }
        self.by_name.extend(of_folder);
    }
}

/// The name of the shortcode whose template is at a path: `blocks/cover`.
fn name_of(path: &str) -> Option<String> {
    let at = |folder: &str| path.find(folder).map(|at| at + folder.len());
    let start = at("/_shortcodes/").or_else(|| at("/shortcodes/"))?;
    let below = path.get(start..)?;
    let (folders, file) = below.rsplit_once('/').unwrap_or(("", below));
    let (stem, _) = file.split_once('.')?;
    if stem.is_empty() {
        return None;
    }
    let joint = if folders.is_empty() { "" } else { "/" };
    Some(format!("{folders}{joint}{stem}").to_lowercase())
}

/// Whether a template reads `.Inner` or `.InnerDeindent` in one of its actions.
fn reads_inner(template: &str) -> bool {
    let mut rest = template;
    while let Some((_, after)) = rest.split_once("{{") {
        let inside = after.trim_start_matches('-').trim_start();
        if inside.starts_with("/*") {
            let Some((_, behind)) = after.split_once("*/") else {
                return false;
            };
            rest = behind;
            continue;
        }
        let end = end_of_action(after).unwrap_or(after.len());
        if has_inner(after.get(..end).unwrap_or(after)) {
            return true;
        }
        rest = after.get(end..).unwrap_or_default();
    }
    false
}

/// Whether an action has the field outside of its texts.
fn has_inner(action: &str) -> bool {
    let mut plain = String::with_capacity(action.len());
    let mut quote = None;
    let mut was_escape = false;
    for c in action.chars() {
        match quote {
            None if c == '"' || c == '`' => quote = Some(c),
            None => plain.push(c),
            Some(open) if c == open && !was_escape => quote = None,
            Some(_) => {}
        }
        was_escape = quote == Some('"') && c == '\\' && !was_escape;
    }
    plain.match_indices(".Inner").any(|(at, found)| {
        let after = plain.get(at + found.len()..).unwrap_or_default();
        let after = after.strip_prefix("Deindent").unwrap_or(after);
        !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_reads_the_text_in_an_action_of_its_own() {
        for (template, reads) in [
            ("[I {{ .Inner }}]", true),
            ("{{- with .Inner -}}x{{ end }}", true),
            ("{{ .InnerDeindent | markdownify }}", true),
            ("{{ $x := $.Inner }}", true),
            ("{{ printf \"}}%s\" .Inner }}", true),
            (".Inner", false),
            ("{{/* .Inner */}}{{ .Get 0 }}", false),
            ("{{- /* .Inner }} */ -}}", false),
            ("{{ \"a .Inner b\" }}{{ `.Inner` }}", false),
            ("{{ .InnerPage }}", false),
        ] {
            assert_eq!(reads_inner(template), reads, "{template}");
        }
    }

    #[test]
    fn a_template_has_the_name_of_its_file_below_the_folder() {
        for (path, name) in [
            ("layouts/_shortcodes/Up.html", Some("up")),
            (
                "layouts/shortcodes/blocks/cover.nl.html",
                Some("blocks/cover"),
            ),
            ("layouts/posts/_shortcodes/s.html", Some("s")),
            ("layouts/_default/single.html", None),
            ("layouts/_shortcodes/.hidden.html", None),
        ] {
            assert_eq!(name_of(path).as_deref(), name, "{path}");
        }
    }
}
