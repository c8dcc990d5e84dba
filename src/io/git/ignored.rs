//! What a repository is to leave out, and what git was told to look away from.

use std::path::{Path, PathBuf};

use super::{Repository, read::told};
use crate::{
    io::process::ProcessError,
    model::git::{commit::Ignored, status::path_of},
};

impl Repository {
    /// Those of these files that are to be left out, each with where that is said.
    ///
    /// # Errors
    /// [`ProcessError`]: git refuses, or does not end.
    pub fn ignored(&self, paths: &[&Path]) -> Result<Vec<Ignored>, ProcessError> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let written = match self.read_of(&["check-ignore", "-z", "-v", "--stdin"], paths) {
            // None of them is.
            Err(ProcessError::Failed { code: Some(1), .. }) => return Ok(Vec::new()),
            written => written?,
        };
        let parts: Vec<&[u8]> = written.split(|byte| *byte == 0).collect();
        let ignored = parts.chunks_exact(4).filter_map(|it| match it {
            [by, line, pattern, path] => Some(Ignored {
                path: told(path),
                by: String::from_utf8_lossy(by).into_owned(),
                line: String::from_utf8_lossy(line).parse().unwrap_or_default(),
                pattern: String::from_utf8_lossy(pattern).into_owned(),
            }),
            _ => None,
        });
        // What is kept all the same matches a pattern too: `!keep.jpg`.
        Ok(ignored.filter(|it| !it.pattern.starts_with('!')).collect())
    }

    /// The first of these files that git was told to look away from, so that no commit takes it in.
    pub(super) fn overlooked(&self, paths: &[&Path]) -> Result<Option<PathBuf>, ProcessError> {
        let written = self.read(&["ls-files", "-v", "-z"], paths)?;
        let mut entries = written.split(|byte| *byte == 0);
        let found = entries.find_map(|it| it.strip_prefix(b"S ").or(it.strip_prefix(b"s ")));
        Ok(found.map(path_of))
    }
}
