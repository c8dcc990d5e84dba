//! Programs that came with a repository, which a commit in it starts.

/// A program that the repository names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    pub kind: Kind,
    /// What of git starts it: `pre-commit`, `filter.lfs.clean`.
    pub name: String,
    /// What is started, as it is written: a file, or a line for a shell.
    pub command: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// It is told of a commit, and may refuse it.
    Hook,
    /// A file passes through it on its way into a commit.
    Filter,
    /// Whatever else.
    Setting,
}

/// What was found in a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// Empty: a commit starts nothing that is not the owner's.
    pub programs: Vec<Named>,
    /// Of all that was found; another one as soon as anything of it is another.
    pub mark: String,
}

/// What a commit may start of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Allowed {
    /// Nothing was said: who asks for a commit is asked, where there is anything.
    #[default]
    Unsaid,
    /// All that has this mark.
    All(String),
    /// Nothing of it.
    None,
}
