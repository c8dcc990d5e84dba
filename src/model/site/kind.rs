//! What sort of page Hugo makes of a file, and what each sort is called.

/// As Hugo names them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    #[default]
    Page,
    Home,
    Section,
    /// The list of all terms: `/tags/`.
    Taxonomy,
    /// `/tags/ferry/`.
    Term,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Home => "home",
            Self::Section => "section",
            Self::Taxonomy => "taxonomy",
            Self::Term => "term",
        }
    }
}
