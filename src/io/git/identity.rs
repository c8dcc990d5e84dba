//! Whose a commit is: writes name and address to the settings of git, those of one repository or those
//! of the user.

use super::{
    Repository,
    act::{Acting, Failed},
};
use crate::{
    io::process::Cancel,
    model::said::{Said, Says as _},
};

/// Where a name is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In this repository.
    Here,
    /// For all of this user.
    Everywhere,
}

/// Says whose the commits are from now on.
///
/// # Errors
/// In git's words, or why it was not asked.
pub fn set_identity(
    repository: &Repository,
    name: &str,
    address: &str,
    scope: Scope,
) -> Result<(), Said> {
    let scope = match scope {
        Scope::Here => "--local",
        Scope::Everywhere => "--global",
    };
    for (key, value) in [("user.name", name), ("user.email", address)] {
        let said = repository.act(
            &quiet(&Cancel::default()),
            &["config", scope, key, value],
            [],
            "",
        );
        said.map_err(|failed| failed.said())?;
    }
    Ok(())
}

impl Repository {
    /// Whether git knows whose a commit would be.
    pub(super) fn has_name(&self) -> Result<bool, Failed> {
        let never = Cancel::default();
        match self.act(&quiet(&never), &["var", "GIT_COMMITTER_IDENT"], [], "") {
            Ok(()) => Ok(true),
            Err(Failed::Ended { code: Some(_), .. }) => Ok(false),
            Err(failed) => Err(failed),
        }
    }
}

/// Nobody hears what is said.
pub(super) fn quiet(cancel: &Cancel) -> Acting<'_> {
    Acting {
        settings: Vec::new(),
        hear: &|_line| {},
        cancel,
    }
}
