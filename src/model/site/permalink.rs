//! The address that the site gives to an article, as Hugo makes it.
//!
//! `url` in the head has the first word, then the pattern that the site's settings have for the
//! section (`permalinks`), then the folders with `slug` or the name of the file. A pattern with a
//! token that is not known here is left alone.

use std::path::Path;

use jiff::civil::Date;
use unicode_normalization::char::is_combining_mark;

use super::Site;
use crate::model::front_matter::{FrontMatter, KeyPath};

/// What the settings of a site say of how its articles are published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// As the settings have it: `nl-NL`.
    pub language: Option<String>,
    /// The pattern of the addresses of each section: `posts`, `/:year/:slug/`.
    pub permalinks: Vec<(String, String)>,
}

impl Site {
    /// The parts of the address of the article at `path`, which has this head: `2026`, `a`.
    pub fn address_of(&self, path: &Path, head: &FrontMatter) -> Vec<String> {
        let text = |key: &str| {
            head.text(&KeyPath::new([key]))
                .filter(|text| !text.is_empty())
        };
        let Ok(relative) = path.strip_prefix(&self.content) else {
            return Vec::new();
        };
        if let Some(url) = text("url") {
            return parts(&url);
        }
        let mut folders: Vec<String> = relative.parent().map_or_else(Vec::new, |folder| {
            folder
                .iter()
                .map(|name| urlized(&name.to_string_lossy()))
                .collect()
        });
        let stem = relative.file_stem().unwrap_or_default().to_string_lossy();
        let name = match &*stem {
            "_index" => return folders,
            "index" => folders.pop().unwrap_or_default(),
            stem => urlized(without_language(stem)),
        };
        let page = Named {
            date: text("date").and_then(|date| date.get(..10)?.parse().ok()),
            slug: text("slug").map(|slug| urlized(&slug)),
            title: text("title").map(|title| urlized(&title)),
            name,
            folders,
        };
        let section = page.folders.first().map_or("", String::as_str);
        let pattern = self
            .published
            .permalinks
            .iter()
            .find(|(of, _)| of == section);
        pattern
            .and_then(|(_, pattern)| page.filled(pattern))
            .unwrap_or_else(|| page.plain())
    }
}

/// What patterns speak of.
struct Named {
    date: Option<Date>,
    slug: Option<String>,
    title: Option<String>,
    /// Of the file, or of its folder.
    name: String,
    folders: Vec<String>,
}

impl Named {
    fn plain(&self) -> Vec<String> {
        let last = self.slug.as_ref().unwrap_or(&self.name);
        self.folders.iter().chain([last]).cloned().collect()
    }

    fn filled(&self, pattern: &str) -> Option<Vec<String>> {
        let mut filled = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once(':') {
            filled.push_str(before);
            let len = after.find(|c: char| !c.is_ascii_alphanumeric());
            let (token, after) = after.split_at_checked(len.unwrap_or(after.len()))?;
            filled.push_str(&self.value(token)?);
            rest = after;
        }
        filled.push_str(rest);
        Some(parts(&filled))
    }

    fn value(&self, token: &str) -> Option<String> {
        let slug_or = |other: Option<&String>| self.slug.as_ref().or(other).cloned();
        Some(match token {
            "year" => format!("{:04}", self.date?.year()),
            "month" => format!("{:02}", self.date?.month()),
            "day" => format!("{:02}", self.date?.day()),
            "monthname" => self.date?.strftime("%B").to_string().to_lowercase(),
            "yearday" => self.date?.day_of_year().to_string(),
            "section" => self.folders.first()?.clone(),
            "sections" => self.folders.join("/"),
            "title" => self.title.clone()?,
            "slug" => slug_or(self.title.as_ref().or(Some(&self.name)))?,
            "filename" | "contentbasename" => self.name.clone(),
            "slugorfilename" | "slugorcontentbasename" => slug_or(Some(&self.name))?,
            _ => return None,
        })
    }
}

fn parts(address: &str) -> Vec<String> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => address,
    };
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// `post.nl` is the page `post` in Dutch.
fn without_language(stem: &str) -> &str {
    match stem.rsplit_once('.') {
        Some((name, "nl" | "en" | "de" | "fr" | "es" | "it" | "pt" | "da" | "sv" | "no")) => name,
        _ => stem,
    }
}

/// As a part of an address: in small letters, spaces as hyphens, no punctuation.
fn urlized(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.trim().to_lowercase().chars() {
        if c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '.' | '_' | '+' | '~' | '@') {
            made.push(c);
        } else if (c == '-' || c.is_whitespace()) && !made.ends_with('-') {
            made.push('-');
        }
    }
    made.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter;

    #[track_caller]
    fn check(path: &str, head: &str, permalinks: &[(&str, &str)], expected: &str) {
        let own =
            |(section, pattern): &(&str, &str)| ((*section).to_owned(), (*pattern).to_owned());
        let site = Site {
            published: Published {
                language: None,
                permalinks: permalinks.iter().map(own).collect(),
            },
            ..Site::empty("/s".into(), "/s/content".into())
        };
        let head = front_matter::read(&format!("---\n{head}\n---\n"));

        let address = site.address_of(Path::new(path), &head);

        assert_eq!(address.join("/"), expected);
    }

    #[test]
    fn a_page_has_the_address_of_its_file_or_its_bundle() {
        check(
            "/s/content/posts/The Ferry.md",
            "title: x",
            &[],
            "posts/the-ferry",
        );
        check(
            "/s/content/posts/ferry/index.md",
            "title: x",
            &[],
            "posts/ferry",
        );
        check("/s/content/posts/_index.md", "title: x", &[], "posts");
        check(
            "/s/content/posts/ferry.nl.md",
            "title: x",
            &[],
            "posts/ferry",
        );
        check("/elsewhere/a.md", "title: x", &[], "");
    }

    #[test]
    fn slug_and_url_in_the_head_count() {
        check(
            "/s/content/posts/a.md",
            "slug: De Pont",
            &[],
            "posts/de-pont",
        );
        check(
            "/s/content/posts/a.md",
            "slug: x\nurl: /over/ons/",
            &[],
            "over/ons",
        );
    }

    #[test]
    fn the_pattern_of_the_section_counts() {
        let posts = [("posts", "/:year/:month/:slug/")];
        let head = "title: \"Eén pont: terug!\"\ndate: 2026-02-24T16:09:00+01:00";
        check(
            "/s/content/posts/a.md",
            head,
            &posts,
            "2026/02/eén-pont-terug",
        );
        check("/s/content/columns/a.md", head, &posts, "columns/a");
        let slug = format!("{head}\nslug: pont");
        check("/s/content/posts/a.md", &slug, &posts, "2026/02/pont");
        let name = [("posts", ":sections/:filename")];
        check("/s/content/posts/x/a.md", head, &name, "posts/x/a");
    }

    #[test]
    fn what_a_pattern_lacks_leaves_the_address_as_it_is_without_one() {
        let posts = [("posts", "/:year/:slug/")];
        check("/s/content/posts/a.md", "title: x", &posts, "posts/a");
        check(
            "/s/content/posts/a.md",
            "title: x",
            &[("posts", "/:odd/")],
            "posts/a",
        );
    }
}
