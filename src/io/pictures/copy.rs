//! Copies a chosen picture to the site.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::MAX_FILE_BYTES;
use crate::{
    io::store::{self, Store, WriteError},
    model::{
        document::DocumentId,
        front_matter::KeyPath,
        said::{Said, Says, said},
        words::says,
    },
};

/// The field that a chosen picture is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureField {
    pub document: DocumentId,
    pub path: KeyPath,
}

/// Where a chosen picture is copied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PicturePlace {
    /// Beside the article; the address is the bare file name.
    Bundle { folder: PathBuf },
    /// `static/images/` of the site; the address starts with `/images/`.
    Static { root: PathBuf },
}

/// What may not stand in an address as it is.
const ESCAPED: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#').add(b'"');

/// Why a picture was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    TooHeavy {
        path: PathBuf,
    },
    NoName {
        path: PathBuf,
    },
    Taken {
        path: PathBuf,
    },
    /// The place is outside of the site, or its folder cannot be made.
    Place(#[from] WriteError),
    Read {
        path: PathBuf,
        source: io::Error,
    },
    Write {
        path: PathBuf,
        source: io::Error,
    },
}

says!(CopyError);
impl Says for CopyError {
    fn said(&self) -> Said {
        match self {
            Self::TooHeavy { path } => said!(
                "copy-error-too-heavy",
                mb = MAX_FILE_BYTES / 1_000_000,
                path = path.as_path()
            ),
            Self::NoName { path } => said!("copy-error-no-name", path = path.as_path()),
            Self::Taken { path } => said!("copy-error-taken", path = path.as_path()),
            Self::Place(inner) => inner.said(),
            Self::Read { path, source } | Self::Write { path, source } => {
                said!("error-at", why = source, path = path.as_path())
            }
        }
    }
}

/// Copies `from` to its place under its own name, and returns the address for the head. A picture
/// of the same content is used as it is; other content of the same name is left alone.
///
/// # Errors
/// [`CopyError`], with the path. Nothing was written.
pub fn copy(store: &Store, from: &Path, place: &PicturePlace) -> Result<String, CopyError> {
    let (folder, start) = match place {
        PicturePlace::Bundle { folder } => (folder.clone(), ""),
        PicturePlace::Static { root } => (root.join("static/images"), "/images/"),
    };
    let read = |source| CopyError::Read {
        path: from.to_owned(),
        source,
    };
    if fs::metadata(from).map_err(read)?.len() > MAX_FILE_BYTES {
        return Err(CopyError::TooHeavy {
            path: from.to_owned(),
        });
    }
    let bytes = fs::read(from).map_err(read)?;
    store.make_folder_of(&folder.join("picture"))?;
    let name = put(from, &folder, &bytes)?;
    Ok(format!("{start}{}", utf8_percent_encode(&name, ESCAPED)))
}

/// Writes the bytes under the first name that is free or holds them already.
fn put(from: &Path, folder: &Path, bytes: &[u8]) -> Result<String, CopyError> {
    let no_name = || CopyError::NoName {
        path: from.to_owned(),
    };
    let stem = from
        .file_stem()
        .and_then(OsStr::to_str)
        .ok_or_else(no_name)?;
    let extension = from.extension().and_then(OsStr::to_str);
    for number in 1..1000 {
        let numbered = match number {
            1 => stem.to_owned(),
            _ => format!("{stem}-{number}"),
        };
        let name = match extension {
            Some(extension) => format!("{numbered}.{extension}"),
            None => numbered,
        };
        let target = folder.join(&name);
        match store::create(&target, bytes) {
            Ok(()) => return Ok(name),
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists => {
                if fs::read(&target).is_ok_and(|there| there == bytes) {
                    return Ok(name);
                }
            }
            Err(source) => {
                return Err(CopyError::Write {
                    path: target,
                    source,
                });
            }
        }
    }
    Err(CopyError::Taken {
        path: folder.join(stem),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Store {
        Store::without_state()
    }

    #[cfg(unix)]
    #[test]
    fn a_picture_is_not_copied_through_a_link_out_of_the_site() {
        let case = Case::new();
        let root = case.folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("site")).unwrap();
        fs::create_dir_all(root.join("outside")).unwrap();
        std::os::unix::fs::symlink("../outside", root.join("site/static")).unwrap();
        let mut store = store();
        store.keep_within(root.join("site"));
        let place = PicturePlace::Static {
            root: root.join("site"),
        };

        let copied = copy(&store, &root.join("My ferry.jpg"), &place);

        assert!(matches!(copied, Err(CopyError::Place(_))), "{copied:?}");
        assert_eq!(fs::read_dir(root.join("outside")).unwrap().count(), 0);
    }

    struct Case {
        folder: tempfile::TempDir,
    }

    impl Case {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("My ferry.jpg"), "picture").unwrap();
            Self { folder }
        }

        fn copy(&self, to: &str) -> String {
            let place = PicturePlace::Bundle {
                folder: self.folder.path().join(to),
            };
            let from = self.folder.path().join("My ferry.jpg");
            copy(&store(), &from, &place).unwrap()
        }
    }

    #[test]
    fn a_picture_beside_the_article_has_its_bare_name() {
        let case = Case::new();

        assert_eq!(case.copy("post"), "My%20ferry.jpg");
        assert_eq!(case.copy("post"), "My%20ferry.jpg");
    }

    #[test]
    fn another_picture_of_the_same_name_is_left_alone() {
        let case = Case::new();
        let there = case.folder.path().join("post/My ferry.jpg");
        fs::create_dir(there.parent().unwrap()).unwrap();
        fs::write(&there, "other").unwrap();

        assert_eq!(case.copy("post"), "My%20ferry-2.jpg");
        assert_eq!(fs::read_to_string(there).unwrap(), "other");
    }

    #[test]
    fn a_picture_of_the_site_has_an_address_from_its_root() {
        let case = Case::new();
        let place = PicturePlace::Static {
            root: case.folder.path().to_owned(),
        };

        let address = copy(&store(), &case.folder.path().join("My ferry.jpg"), &place).unwrap();

        assert_eq!(address, "/images/My%20ferry.jpg");
        assert!(
            case.folder
                .path()
                .join("static/images/My ferry.jpg")
                .is_file()
        );
    }
}
