//! Which program makes a site of the folder, told by the files at its root. Settings are read and
//! never run: what only a program can say is not known.
//!
//! Of generators other than Hugo it is known where their articles are, what they make, the title of
//! the site, and which articles are drafts; Zola, Hexo, Astro, Eleventy, Docusaurus and `VitePress` by
//! their documentation alone.

use super::keys;
use crate::model::front_matter::{self, FrontMatter, KeyPath, Value};

/// How the files of the folder are looked at; paths begin at its root, with `/`.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// `None`: there is no such file; empty: it cannot be read.
    pub text: &'a dyn Fn(&str) -> Option<String>,
    pub is_folder: &'a dyn Fn(&str) -> bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Generator {
    Hugo,
    Zola,
    Jekyll,
    Hexo,
    Astro,
    Eleventy,
    Docusaurus,
    VitePress,
    Obsidian,
    /// None of them.
    #[default]
    Folder,
}

/// The endings of settings that are programs.
const PROGRAMS: [&str; 6] = ["js", "mjs", "cjs", "ts", "mts", "cts"];

impl Generator {
    /// The switch of a head that keeps an article from readers.
    pub fn kept_back(self) -> (&'static str, bool) {
        match self {
            Self::Jekyll | Self::Hexo => (keys::PUBLISHED, false),
            _ => (keys::DRAFT, true),
        }
    }

    /// The first whose signs are there. Whether it is Hugo is known from its settings.
    pub fn detect(look: Look<'_>) -> Self {
        let is_folder = look.is_folder;
        let has = |path: &str| (look.text)(path).is_some();
        let says = |path: &str, word: &str| {
            let text = (look.text)(path);
            text.is_some_and(|text| text.contains(word))
        };
        let has_program = |name: &str| PROGRAMS.iter().any(|end| has(&format!("{name}.{end}")));
        if says("config.toml", "base_url") && is_folder("content") {
            Self::Zola
        } else if has("_config.yml") && is_folder("source/_posts") {
            Self::Hexo
        } else if has("_config.yml") && (is_folder("_posts") || says("Gemfile", "jekyll")) {
            Self::Jekyll
        } else if has_program("astro.config") {
            Self::Astro
        } else if has_program(".eleventy") || has_program("eleventy.config") {
            Self::Eleventy
        } else if has_program("docusaurus.config") {
            Self::Docusaurus
        } else if has_program(".vitepress/config") {
            Self::VitePress
        } else if is_folder(".obsidian") {
            Self::Obsidian
        } else {
            Self::Folder
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Hugo => "Hugo",
            Self::Zola => "Zola",
            Self::Jekyll => "Jekyll",
            Self::Hexo => "Hexo",
            Self::Astro => "Astro",
            Self::Eleventy => "Eleventy",
            Self::Docusaurus => "Docusaurus",
            Self::VitePress => "VitePress",
            Self::Obsidian => "Obsidian",
            Self::Folder => "none",
        }
    }

    /// The folder of the articles, from the root; where it is not there, all of the site.
    pub fn content(self) -> &'static str {
        match self {
            Self::Zola => "content",
            Self::Hexo => "source",
            Self::Astro => "src/content",
            _ => ".",
        }
    }

    /// The folders at the root that it makes.
    pub fn made(self) -> &'static [&'static str] {
        match self {
            Self::Zola | Self::Hexo => &["public"],
            Self::Jekyll | Self::Eleventy => &["_site"],
            Self::Astro => &["dist"],
            Self::Docusaurus => &["build"],
            Self::Hugo | Self::VitePress | Self::Obsidian | Self::Folder => &[],
        }
    }

    /// The title of the site, where its settings say it in plain words.
    pub fn title(self, look: Look<'_>) -> Option<String> {
        let (path, fence) = match self {
            Self::Zola => ("config.toml", "+++"),
            Self::Jekyll | Self::Hexo => ("_config.yml", "---"),
            _ => return None,
        };
        let text = (look.text)(path)?;
        let head = front_matter::glance(&format!("{fence}\n{text}\n{fence}\n"));
        let title = head.text(&KeyPath::new([keys::TITLE]))?;
        (!title.trim().is_empty()).then_some(title)
    }

    /// Whether an article at a path from the root, with this head, is a draft to it.
    pub fn is_draft(self, path: &str, head: &FrontMatter) -> bool {
        let is = |key: &str, on: bool| head.value(&KeyPath::new([key])) == Some(&Value::Bool(on));
        let in_drafts = path.split('/').any(|part| part == "_drafts");
        match self {
            Self::Jekyll | Self::Hexo => in_drafts || is(keys::PUBLISHED, false),
            _ => is(keys::DRAFT, true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked<T>(all: &[(&str, &str)], see: impl Fn(Look<'_>) -> T) -> T {
        let text = |path: &str| {
            let found = all.iter().find(|(other, _)| *other == path);
            found.map(|(_, text)| (*text).to_owned())
        };
        let is_folder = |folder: &str| {
            let start = format!("{folder}/");
            all.iter().any(|(path, _)| path.starts_with(&start))
        };
        see(Look {
            text: &text,
            is_folder: &is_folder,
        })
    }

    #[test]
    fn a_generator_is_told_by_the_files_at_the_root() {
        for (all, generator) in [
            (
                &[("config.toml", "base_url = 'x'"), ("content/a.md", "")][..],
                Generator::Zola,
            ),
            (
                &[("_config.yml", ""), ("_posts/a.md", "")],
                Generator::Jekyll,
            ),
            (
                &[("_config.yml", ""), ("Gemfile", "gem 'jekyll'")],
                Generator::Jekyll,
            ),
            (
                &[("_config.yml", ""), ("source/_posts/a.md", "")],
                Generator::Hexo,
            ),
            (&[("astro.config.mjs", "")], Generator::Astro),
            (&[(".eleventy.js", "")], Generator::Eleventy),
            (&[("docusaurus.config.ts", "")], Generator::Docusaurus),
            (&[(".vitepress/config.mts", "")], Generator::VitePress),
            (&[(".obsidian/app.json", "")], Generator::Obsidian),
            (&[("_config.yml", ""), ("a.md", "")], Generator::Folder),
        ] {
            assert_eq!(looked(all, Generator::detect), generator, "{all:?}");
        }
    }

    #[test]
    fn the_title_is_that_of_the_settings() {
        let title = |generator: Generator, path: &str, text: &str| {
            looked(&[(path, text)], |look| generator.title(look))
        };

        let jekyll = title(
            Generator::Jekyll,
            "_config.yml",
            "title: The Quay # x\nurl: y\n",
        );
        assert_eq!(jekyll.as_deref(), Some("The Quay"));
        let zola = title(
            Generator::Zola,
            "config.toml",
            "base_url = 'x'\ntitle = 'De \"Kade\"'\n",
        );
        assert_eq!(zola.as_deref(), Some("De \"Kade\""));
        assert_eq!(title(Generator::Jekyll, "_config.yml", "title: [\n"), None);
        assert_eq!(
            title(Generator::Astro, "astro.config.mjs", "title: 'x'"),
            None
        );
    }

    #[test]
    fn a_draft_is_what_the_generator_takes_for_one() {
        let is_draft = |generator: Generator, path: &str, head: &str| {
            generator.is_draft(path, &front_matter::read(&format!("---\n{head}\n---\n")))
        };

        assert!(is_draft(Generator::Jekyll, "_drafts/a.md", "title: A"));
        assert!(is_draft(
            Generator::Jekyll,
            "_posts/a.md",
            "published: false"
        ));
        assert!(!is_draft(Generator::Jekyll, "_posts/a.md", "draft: true"));
        assert!(is_draft(
            Generator::Astro,
            "src/content/a.md",
            "draft: true"
        ));
        assert!(!is_draft(
            Generator::Zola,
            "content/_drafts/a.md",
            "draft: false"
        ));
    }
}
