//! What a command that changes files says of them, and how that ends.

use std::{
    fmt,
    io::{self, Write},
    path::Path,
    time::SystemTime,
};

use super::{Done, Error, read_or_not, say, shown};
use crate::{
    io::store,
    model::{
        said::Said,
        words::{self, say},
    },
};

/// Removes what broken-off saves left in a folder, and says what of it is for the writer to see.
pub(super) fn sweep(folder: &Path, err: &mut dyn Write) {
    for left in store::sweep_folder(folder, SystemTime::now()) {
        let left = shown::path(&left);
        say(err, &say!("cli-left-behind", path = left));
    }
}

/// Nobody reading what is printed keeps no file from being changed.
pub(super) struct Told<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    printed: io::Result<()>,
    done: Done,
}

impl<'a> Told<'a> {
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self {
            out,
            err,
            printed: Ok(()),
            done: Done::Fine,
        }
    }

    pub fn print(&mut self, what: fmt::Arguments<'_>) {
        if self.printed.is_ok() {
            self.printed = self.out.write_fmt(what);
        }
    }

    pub fn fail(&mut self, error: &Error) {
        say(self.err, &words::of(error));
        self.done = Done::Failed;
    }

    /// The files are changed, and something that belongs to it is not done.
    pub fn warn(&mut self, warning: &Said) {
        say(self.err, &words::put(warning));
        self.done = Done::Failed;
    }

    pub fn errors(&mut self) -> &mut dyn Write {
        self.err
    }

    /// # Errors
    /// [`Error::Output`] if not all could be printed to one who reads it.
    pub fn end(self) -> Result<Done, Error> {
        read_or_not(self.printed.map_err(Error::from))?;
        Ok(self.done)
    }
}
