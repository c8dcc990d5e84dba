//! What the writer said may run of a repository, kept until something of it is another: a file for each
//! work tree, in the folder `trust` of the state.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    io::{
        folders::Folders,
        fs::{create_private_folder, folder_of},
        own,
        record::{Magic, RecordReader, RecordWriter},
        store,
    },
    model::git::program::Inspected,
};

const MAGIC: Magic = *b"KOPIJTRU";
const VERSION: u32 = 1;

/// Whether all of what was found in this work tree may run.
pub fn is_allowed(folders: &Folders, work_tree: &Path, found: &Inspected) -> bool {
    found.programs.is_empty() || allowed(folders, work_tree).is_some_and(|it| it == found.mark)
}

fn allowed(folders: &Folders, work_tree: &Path) -> Option<String> {
    let bytes = own::read(&file(folders, work_tree)).ok()?;
    let mut record = RecordReader::open(&bytes, MAGIC, VERSION).ok()?;
    let tree = record.path().ok()?;
    let mark = record.text().ok()?.to_owned();
    (tree == work_tree).then_some(mark)
}

/// Keeps that what has this mark may run in a work tree.
///
/// # Errors
/// If it cannot be written.
pub fn allow(folders: &Folders, work_tree: &Path, mark: &str) -> io::Result<()> {
    let file = file(folders, work_tree);
    let mut record = RecordWriter::new(MAGIC, VERSION);
    record.path(work_tree);
    record.bytes(mark.as_bytes());
    create_private_folder(folder_of(&file))?;
    store::replace(&file, &record.seal())
}

fn file(folders: &Folders, work_tree: &Path) -> PathBuf {
    folders.state.join("trust").join(own::name_for(work_tree))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::git::program::{Kind, Named};

    #[test]
    fn what_may_run_is_kept_until_it_is_another() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let found = |mark: &str| Inspected {
            programs: vec![Named {
                kind: Kind::Hook,
                name: "pre-commit".to_owned(),
                command: "a".to_owned(),
            }],
            mark: mark.to_owned(),
        };
        let (here, there) = (Path::new("/a"), Path::new("/b"));
        assert!(!is_allowed(&folders, here, &found("1")));
        assert!(is_allowed(&folders, here, &Inspected::default()));

        allow(&folders, here, "1").unwrap();

        assert!(is_allowed(&folders, here, &found("1")));
        assert!(!is_allowed(&folders, here, &found("2")));
        assert!(!is_allowed(&folders, there, &found("1")));
    }
}
