//! `kopij get FILE [KEY]`: prints the head of an article, or one value of it, as JSON. A key that is
//! not there is a finding, a head that cannot be read a failure.

use std::{io::Write, path::Path};

use super::{Done, Error, say, shown, value};
use crate::{
    io::store,
    model::{
        front_matter::{self, Value},
        words::say,
    },
};

/// Prints the whole head, or one value of it, as JSON. A key that is not there is a finding.
pub(super) fn run(
    file: &Path,
    key: Option<&str>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let text = store::read(file)?.text;
    let head = front_matter::read(&text);
    if let Some(problem) = head.problems.first().filter(|_| !head.is_editable()) {
        return Err(Error::Unreadable {
            path: file.to_owned(),
            problem: problem.message.clone(),
        });
    }
    let found = match key.map(value::key_path) {
        None => Some(value::printed(&Value::Map(head.entries))),
        Some(path) => head.value(&path).map(value::printed),
    };
    if let Some(found) = found {
        writeln!(out, "{}", shown::json_text(found))?;
        return Ok(Done::Fine);
    }
    let key = key.unwrap_or_default();
    say(
        err,
        &say!("cli-no-key", key = key, path = shown::path(file)),
    );
    Ok(Done::Findings)
}
