//! The bundled sample site, as a writable copy in the data folder: written whole when it is not there,
//! and left alone from then on.

use std::{fs, io, path::PathBuf};

use include_dir::{Dir, include_dir};

use crate::io::folders::Folders;

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/sample-site");

/// The folder of the copy, written now if it is not there. What is there is left alone.
///
/// # Errors
/// If the copy could not be written; nothing of it is left then.
pub fn unpack(folders: &Folders) -> io::Result<PathBuf> {
    let target = folders.data.join("sample-site");
    if target.is_dir() {
        return Ok(target);
    }
    fs::create_dir_all(&folders.data)?;
    // A half-written copy must not pass for the whole one.
    let unfinished = tempfile::Builder::new()
        .prefix(".sample-site-")
        .tempdir_in(&folders.data)?;
    SAMPLE.extract(unfinished.path())?;
    fs::rename(unfinished.keep(), &target)?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_written_once_and_then_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let site = unpack(&folders).unwrap();
        assert!(site.join("content").is_dir());
        fs::write(site.join("hugo.yaml"), "title: Mine\n").unwrap();

        unpack(&folders).unwrap();

        assert_eq!(
            fs::read_to_string(site.join("hugo.yaml")).unwrap(),
            "title: Mine\n"
        );
    }
}
