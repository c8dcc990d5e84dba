//! Finds, fetches and decodes the pictures that articles name, and copies chosen ones to the site.
//!
//! An address is text that somebody wrote: it must not read outside the site, exhaust the memory,
//! or reach into a private network.

mod copy;
mod decode;
mod reachable;
mod svg;
mod web;

use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;

pub use copy::{CopyError, copy};

use crate::{
    io::{
        beneath::{self, BeneathError},
        folders::Folders,
    },
    model::picture::{PictureSource, Pixels},
};

/// The weight of a picture file that is still read.
const MAX_FILE_BYTES: u64 = 50_000_000;

/// Why a picture cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error("No picture at this address")]
    Missing,
    #[error("Pictures are read from the site's own folders and from https only")]
    Outside,
    #[error("The picture is larger than {} MB", MAX_FILE_BYTES / 1_000_000)]
    TooHeavy,
    #[error("The picture has more pixels than can be shown here")]
    TooLarge,
    #[error("{0} pictures are not shown here; a browser shows them")]
    NotShown(&'static str),
    #[error("This is not a picture that can be read: {0}")]
    Broken(String),
    #[error("The picture could not be fetched: {0}")]
    Web(String),
    #[error("The picture could not be read: {0}")]
    Read(#[from] io::Error),
}

/// Reads the picture that `source` means, at most `max_pixels` a side. `measured` is told its
/// width and height, in pixels, before it is decoded.
///
/// # Errors
/// [`PictureError`], in words for the place where the picture would be.
pub fn load(
    source: &PictureSource,
    max_pixels: u32,
    folders: &Folders,
    measured: impl FnOnce([usize; 2]),
) -> Result<Pixels, PictureError> {
    let address = source.address.trim();
    let bytes = if let Some(scheme) = scheme_of(address) {
        if !scheme.eq_ignore_ascii_case("https") {
            return Err(PictureError::Outside);
        }
        web::fetch(address, folders)?
    } else {
        read(beneath(source), &find(source, address)?)?
    };
    if let Some(size) = decode::measure(&bytes) {
        measured(size);
    }
    decode::decode(&bytes, max_pixels)
}

/// Makes room in the cache of fetched pictures.
pub fn sweep_cache(folders: &Folders) {
    web::sweep(folders, web::MAX_CACHE_BYTES);
}

/// `https` of `https://…`; `None` for a path.
fn scheme_of(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    // `//host/x` has no scheme of its own, and is no path of the site either.
    is_scheme.then_some(scheme)
}

/// The file an address stands for: beside the article, then in the site's `assets` and `static`.
fn find(source: &PictureSource, address: &str) -> Result<PathBuf, PictureError> {
    if address.starts_with("//") || address.starts_with("\\\\") {
        return Err(PictureError::Outside);
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_not_utf8| PictureError::Missing)?;
    let relative = decoded.trim_start_matches('/');
    if relative.is_empty() || relative.contains('\0') {
        return Err(PictureError::Missing);
    }
    let is_absolute = relative.len() < decoded.len();
    let beneath = beneath(source);
    let mut places: Vec<PathBuf> = Vec::new();
    if !is_absolute {
        places.push(source.folder.join(relative));
    }
    if source.root.is_some() {
        places.push(beneath.join("assets").join(relative));
        places.push(beneath.join("static").join(relative));
    }
    let mut leads_outside = false;
    for place in places {
        match beneath::resolve(beneath, &place) {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(BeneathError::Outside) => leads_outside = true,
            Err(err) => return Err(err.into()),
        }
    }
    Err(if leads_outside {
        PictureError::Outside
    } else {
        PictureError::Missing
    })
}

/// Nothing is read from outside of this folder.
fn beneath(source: &PictureSource) -> &Path {
    source.root.as_deref().unwrap_or(&source.folder)
}

fn read(beneath: &Path, path: &Path) -> Result<Vec<u8>, PictureError> {
    let file = beneath::open(beneath, path)?;
    if file.metadata()?.len() > MAX_FILE_BYTES {
        return Err(PictureError::TooHeavy);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl From<BeneathError> for PictureError {
    fn from(err: BeneathError) -> Self {
        match err {
            BeneathError::Outside => Self::Outside,
            BeneathError::NotAFile => Self::Missing,
            BeneathError::Io(err) => Self::Read(err),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A site with one picture in each place, beside a file that is not the site's.
    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "site/content/post/beside.png",
            "site/static/img/a b.png",
            "site/assets/built.png",
            "site/.git/secret.png",
            "outside.png",
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn found(folder: &Path, address: &str) -> Result<PathBuf, PictureError> {
        let source = PictureSource {
            address: address.to_owned(),
            folder: folder.join("site/content/post"),
            root: Some(folder.join("site")),
        };
        let found = find(&source, address)?;
        let site = folder.canonicalize().unwrap();
        Ok(found.strip_prefix(site).unwrap().to_owned())
    }

    #[track_caller]
    fn check_found(address: &str, path: &str) {
        assert_eq!(found(site().path(), address).unwrap(), Path::new(path));
    }

    #[track_caller]
    fn check_outside(address: &str) {
        let err = found(site().path(), address).unwrap_err();
        assert!(
            matches!(err, PictureError::Outside | PictureError::Missing),
            "{err:?}"
        );
    }

    #[test]
    fn pictures_are_found_where_hugo_finds_them() {
        check_found("beside.png", "site/content/post/beside.png");
        check_found("/img/a%20b.png", "site/static/img/a b.png");
        check_found("img/a b.png?v=2", "site/static/img/a b.png");
        check_found("built.png", "site/assets/built.png");
    }

    #[test]
    fn no_address_leads_out_of_the_site() {
        check_outside("../../../outside.png");
        check_outside("%2e%2e/../../outside.png");
        check_outside("/../../outside.png");
        check_outside("../../.git/secret.png");
        check_outside("//host/share.png");
        check_outside("/etc/hostname");
        check_outside("%2Fetc/hostname");
        check_outside("..%2f..%2f..%2foutside.png");
        check_outside("%252e%252e/%252e%252e/outside.png");
        check_outside("..\\..\\..\\outside.png");
        check_outside("\\\\host\\share.png");
        check_outside("\\\\?\\C:\\outside.png");
        check_outside("beside.png%00.md");
        check_outside("%ff%fe.png");
        check_outside("/proc/self/environ");
        check_outside("/dev/zero");
        check_outside("?");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_of_the_site_is_not_followed() {
        let folder = site();
        let link = folder.path().join("site/content/post/link.png");
        std::os::unix::fs::symlink(folder.path().join("outside.png"), link).unwrap();

        let err = found(folder.path(), "link.png").unwrap_err();

        assert!(matches!(err, PictureError::Outside), "{err:?}");
    }

    #[test]
    fn other_schemes_than_https_are_refused_before_anything_is_read() {
        let folder = site();
        let folders = Folders::within(folder.path().join("home"));
        for address in [
            "file:///etc/hostname",
            "http://example.org/a.png",
            "data:image/png,x",
            "FILE:///etc/hostname",
            "ftp://example.org/a.png",
            "smb://host/share.png",
            "javascript:alert(1)",
            " file:///etc/hostname",
            "view-source:https://example.org/",
        ] {
            let source = PictureSource {
                address: address.to_owned(),
                folder: folder.path().to_owned(),
                root: None,
            };
            let err = load(&source, 100, &folders, |_| {}).unwrap_err();
            assert!(matches!(err, PictureError::Outside), "{address}: {err:?}");
        }
    }
}
