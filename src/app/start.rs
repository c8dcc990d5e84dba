//! What a window shows first.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::io::{
    place::{Left, Place},
    scan,
};

/// What to show first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The folder to open, or any folder inside a site. `None`: the article is in no site, and is
    /// opened alone; without one the sites are offered that were open before.
    pub folder: Option<PathBuf>,
    pub article: Option<PathBuf>,
}

impl Start {
    /// The folder or article that was asked for; an article that is in no site alone.
    ///
    /// The site of an article is that of the path as it was typed: a link in a site that leads out
    /// of it does not make another site of the folder it leads to.
    ///
    /// # Errors
    /// If there is nothing, or it cannot be looked at.
    pub fn at(path: &Path) -> io::Result<Self> {
        let found = path.canonicalize()?;
        if found.is_dir() {
            return Ok(Self {
                folder: Some(found),
                article: None,
            });
        }
        let place = Place::of(path)?;
        if let Some(Left::Site(site)) = place.left {
            return Ok(Self {
                folder: Some(site),
                article: Some(place.path),
            });
        }
        let folder = found.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self {
            folder: scan::is_in_site(&folder).then_some(folder),
            article: Some(found),
        })
    }
}
