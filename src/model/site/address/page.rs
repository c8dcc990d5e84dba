//! The address of one page, from what is known of it.

use super::{
    INDEX,
    name::{self, Manner},
    pattern::{Named, Pattern},
};
use crate::model::{
    said::{Said, said},
    site::{hugo::Version, kind::Kind},
};

/// Where a page stands and what it says of its address.
#[derive(Clone, Debug)]
pub struct Spot<'a> {
    pub version: Version,
    pub manner: Manner,
    pub kind: Kind,
    /// The address of the folder it is in: parts without slashes, slugs of sections in them.
    pub folders: &'a [String],
    /// `url` of the head, if it is not empty.
    pub url: Option<&'a str>,
    /// The pattern for its section.
    pub pattern: Option<&'a Pattern>,
    pub named: Named<'a>,
    /// Of the file, or of its folder, for an address without a pattern.
    pub name: &'a str,
    pub has_slug: bool,
    pub is_ugly: bool,
    /// The code of the language, if addresses of it have one.
    pub prefix: Option<&'a str>,
    /// Of `baseURL`, without slashes at its ends.
    pub base_path: &'a str,
}

/// The path part of the address, as people read it: `/blog/posts/één/`.
///
/// # Errors
/// Why Hugo would stop: a `url` with a protocol, or a token that is not known.
pub fn of_page(spot: &Spot<'_>) -> Result<String, Said> {
    let of_url = spot.url.map(|url| of_url(spot, url)).transpose()?;
    // The home page stays where it is, but its `url` may stop the build.
    let of_url = of_url.filter(|_| spot.kind != Kind::Home);
    let has_prefix = of_url.is_none() || spot.url.is_some_and(|url| !url.starts_with('/'));
    let path = of_url.unwrap_or_else(|| of_place(spot));
    let prefix = spot.prefix.filter(|_| has_prefix);
    Ok(full(spot.base_path, prefix, &path))
}

/// A path with the language and the path of the site before it.
pub fn full(base_path: &str, prefix: Option<&str>, path: &str) -> String {
    let mut made = String::new();
    for part in [Some(base_path), prefix].into_iter().flatten() {
        if !part.is_empty() {
            made.push('/');
            made.push_str(part);
        }
    }
    made.push_str(path);
    made
}

fn of_url(spot: &Spot<'_>, url: &str) -> Result<String, Said> {
    if url.starts_with("http://") || url.starts_with("https://") {
        return Err(said!("address-host", url = url));
    }
    let url = if spot.version.has(131) && url.contains(':') {
        let pattern = Pattern::read(url, spot.version)
            .map_err(|token| said!("address-token", token = token))?;
        name::unescaped(&pattern.filled(&spot.named, spot.manner))
    } else {
        url.to_owned()
    };
    let is_file = url.contains('.') && !url.ends_with('/');
    let cleaned = cleaned(&url, is_file);
    let folder = cleaned.strip_suffix(INDEX);
    match folder.filter(|start| start.ends_with('/')) {
        Some(folder) if spot.version.has(123) => Ok(folder.to_owned()),
        Some(_) => Ok(format!("{cleaned}/")),
        None => Ok(cleaned),
    }
}

fn of_place(spot: &Spot<'_>) -> String {
    let is_list = matches!(spot.kind, Kind::Home | Kind::Section | Kind::Taxonomy);
    let path = match spot.pattern {
        Some(pattern) => {
            let filled = name::unescaped(&pattern.filled(&spot.named, spot.manner));
            let filled = if spot.version.has(153) {
                filled.trim_end_matches('/')
            } else {
                &filled
            };
            cleaned(&name::of_title(filled, spot.manner), true)
        }
        None => of_folders(spot),
    };
    let is_list = is_list && spot.version.has(152);
    match (spot.is_ugly, is_list) {
        _ if path == "/" && !(spot.is_ugly && is_list) => path,
        (true, false) => format!("{path}.html"),
        (true, true) => format!("{}/{INDEX}", path.trim_end_matches('/')),
        (false, _) => format!("{path}/"),
    }
}

/// The folders and the page's own name; what stands within a slug stays, to Hugos since 0.153.
fn of_folders(spot: &Spot<'_>) -> String {
    let own = own_name(spot);
    let parts = spot
        .folders
        .iter()
        .map(String::as_str)
        .chain([own.trim_matches('/')]);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let path = format!("/{}", parts.join("/"));
    if spot.version.has(153) {
        path
    } else {
        cleaned(&path, true)
    }
}

/// The last part of the address: the slug, else the name.
fn own_name(spot: &Spot<'_>) -> String {
    let slug_moves = spot.kind == Kind::Page || spot.version.has(168);
    if spot.kind == Kind::Home {
        String::new()
    } else if spot.has_slug && slug_moves {
        name::of_title(spot.named.slug, spot.manner)
    } else {
        name::of_path(spot.name, spot.manner)
    }
}

/// With one slash at its start and, of a folder, at its end; without empty parts, `.` and `..`.
fn cleaned(path: &str, is_file: bool) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let end = if is_file || parts.is_empty() { "" } else { "/" };
    format!("/{}{end}", parts.join("/"))
}

/// The path of an alias below the language's part of the site: `/old/`, `/old.html`. One that
/// does not begin with a slash is beneath the parent of the page's own `path`.
pub fn alias(written: &str, path: &str, is_ugly: bool) -> String {
    let whole = if written.starts_with('/') {
        written.to_owned()
    } else {
        let own = path.trim_end_matches('/');
        let parent = own.rsplit_once('/').map_or("", |(parent, _)| parent);
        format!("{parent}/{written}")
    };
    #[expect(
        clippy::case_sensitive_file_extension_comparisons,
        reason = "`.HTML` makes a folder to Hugo"
    )]
    let is_file = whole.ends_with(".html");
    let alias = cleaned(&whole, is_file || is_ugly);
    if is_ugly && !is_file && alias != "/" {
        return format!("{alias}.html");
    }
    alias
}
