//! The names of files that stand for their folder: `index.md` makes a page of it with all that
//! lies in it (a leaf bundle), `_index.md` gives a list of pages a text of its own.

use std::path::Path;

/// The name of the page of its folder, without ending.
pub const LEAF: &str = "index";
/// The name of the head of a section, without ending.
pub const BRANCH: &str = "_index";

/// What a file is in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `ferry.md`: a page by itself.
    Single,
    /// `index.md`: the page of its folder.
    Leaf,
    /// `_index.md`: the head of a section.
    Branch,
}

impl Role {
    /// Of a file's name, of which a language and other endings do not count: `index.nl.md`.
    pub fn of_name(name: &str) -> Self {
        match name.split_once('.') {
            Some((stem, _)) => Self::of_stem(stem),
            None => Self::Single,
        }
    }

    /// Of a name without a language and other endings.
    pub fn of_stem(stem: &str) -> Self {
        match stem {
            LEAF => Self::Leaf,
            BRANCH => Self::Branch,
            _ => Self::Single,
        }
    }

    pub fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self::of_name(&name.to_string_lossy())
    }

    /// Whether the folder is what readers see, not the file.
    pub fn is_folder(self) -> bool {
        self != Self::Single
    }
}

/// The folder that the article is one of: of a bundle the one around its own.
pub fn folder_of(path: &Path) -> Option<&Path> {
    let folder = path.parent()?;
    match Role::of(path) {
        Role::Leaf => folder.parent().or(Some(folder)),
        Role::Branch | Role::Single => Some(folder),
    }
}

/// The name that stands for the article: of its file without ending, or of its folder.
pub fn name_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let name = if Role::of(path).is_folder() {
        path.parent().and_then(Path::file_name).unwrap_or(stem)
    } else {
        stem
    };
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_told_by_the_name_of_its_file() {
        for (name, role) in [
            ("ferry.md", Role::Single),
            ("index.md", Role::Leaf),
            ("index.nl.md", Role::Leaf),
            ("_index.en.md", Role::Branch),
            ("_index.md", Role::Branch),
            ("index", Role::Single),
            ("indexes.md", Role::Single),
        ] {
            assert_eq!(Role::of_name(name), role, "{name}");
        }
    }

    #[test]
    fn a_bundle_has_the_name_of_its_folder_and_lies_in_the_one_around() {
        let check = |path: &str, name: &str, folder: &str| {
            let path = Path::new(path);
            assert_eq!(name_of(path), name);
            assert_eq!(folder_of(path), Some(Path::new(folder)));
        };
        check("posts/ferry.md", "ferry", "posts");
        check("posts/ferry/index.md", "ferry", "posts");
        check("posts/_index.md", "posts", "posts");
    }
}
