//! What a link in an article means within the site.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::{Entry, Site};

impl Site {
    /// The article that a link of the article at `from` leads to: a file beside it, a page below
    /// the content folder, or the address the site will give to one. `None`: nothing is known
    /// to be there. What follows `#` or `?` does not count.
    pub fn linked(&self, from: &Path, address: &str) -> Option<&Entry> {
        let path = address.split(['#', '?']).next()?;
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let (start, relative) = match path.strip_prefix('/') {
            Some(_) if path.starts_with("//") => return None,
            Some(rest) => (self.content.clone(), rest.to_owned()),
            None => (from.parent()?.to_owned(), path.into_owned()),
        };
        if relative.is_empty() {
            return None;
        }
        // A page's own address is a folder, so a relative link may start one level deeper.
        let mut starts = vec![start];
        if !address.starts_with('/') && !is_bundle(from) {
            starts.push(from.with_extension(""));
        }
        starts
            .iter()
            .filter_map(|start| beneath(&self.content, &start.join(&relative)))
            .find_map(|page| self.page_at(&page))
            .or_else(|| self.page_named(&relative))
    }

    /// The article of a file, or of the folder that the site makes of it.
    fn page_at(&self, page: &Path) -> Option<&Entry> {
        let mut files = vec![
            page.to_owned(),
            page.join("index.md"),
            page.join("_index.md"),
        ];
        if let Some(name) = page.file_name() {
            let mut name = name.to_owned();
            name.push(".md");
            files.push(page.with_file_name(name));
        }
        files.iter().find_map(|file| self.article_at(file))
    }

    /// The only article with the last name of an address: permalinks often begin with a date.
    fn page_named(&self, address: &str) -> Option<&Entry> {
        let name = address.trim_end_matches('/').rsplit('/').next()?;
        let name = name.trim_end_matches(".html").trim_end_matches(".md");
        let mut found = self
            .articles
            .iter()
            .filter(|entry| !name.is_empty() && url_name(&entry.path) == Some(name));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    fn article_at(&self, file: &Path) -> Option<&Entry> {
        let wanted = file.as_os_str();
        self.articles
            .iter()
            .find(|entry| entry.path.as_os_str() == wanted)
    }
}

fn is_bundle(path: &Path) -> bool {
    path.file_stem()
        .is_some_and(|stem| stem == "index" || stem == "_index")
}

/// The last part of the address an article gets: its file's name, or its folder's.
fn url_name(path: &Path) -> Option<&str> {
    if is_bundle(path) {
        path.parent()?.file_name()?.to_str()
    } else {
        path.file_stem()?.to_str()
    }
}

/// The path without `.` and `..`, if it stays beneath `root`.
fn beneath(root: &Path, path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain.starts_with(root).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, address: &str, expected: Option<&str>) {
        let entry = |path: &str| Entry::read(PathBuf::from("/s/content").join(path), "");
        let site = Site {
            articles: vec![
                entry("posts/ferry.md"),
                entry("posts/tide/index.md"),
                entry("posts/_index.md"),
                entry("columns/two words.md"),
                entry("columns/tide.md"),
            ],
            ..Site::empty(PathBuf::from("/s"), PathBuf::from("/s/content"))
        };

        let found = site.linked(&Path::new("/s/content").join(from), address);

        let found = found.map(|entry| entry.path.to_str().unwrap());
        let expected = expected.map(|path| format!("/s/content/{path}"));
        assert_eq!(found, expected.as_deref(), "{from} {address}");
    }

    #[test]
    fn files_are_found_from_the_article() {
        check("posts/tide/index.md", "../ferry.md", Some("posts/ferry.md"));
        check(
            "posts/ferry.md",
            "tide/index.md",
            Some("posts/tide/index.md"),
        );
        check(
            "posts/ferry.md",
            "../columns/two%20words.md#top",
            Some("columns/two words.md"),
        );
    }

    #[test]
    fn pages_are_found_as_the_site_names_them() {
        check("columns/tide.md", "/posts/ferry/", Some("posts/ferry.md"));
        check("columns/tide.md", "/posts/", Some("posts/_index.md"));
        check("posts/ferry.md", "../tide/", Some("posts/tide/index.md"));
        check("posts/tide/index.md", "../ferry/", Some("posts/ferry.md"));
        check("columns/tide.md", "/2026/02/ferry/", Some("posts/ferry.md"));
    }

    #[test]
    fn nothing_is_found_outside_or_where_two_have_the_name() {
        check("posts/ferry.md", "../../../etc/passwd", None);
        check("posts/ferry.md", "//host/ferry", None);
        check("posts/ferry.md", "/2026/02/tide/", None);
        check("posts/ferry.md", "#top", None);
        check("posts/ferry.md", "picture.jpg", None);
    }
}
