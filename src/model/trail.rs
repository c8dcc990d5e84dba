//! The articles that were shown one after another, for going back and forward.

use std::path::{Path, PathBuf};

/// How many are kept.
const LONGEST: usize = 100;

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Next,
    Previous,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    paths: Vec<PathBuf>,
    /// The place of the one that is shown.
    at: usize,
}

impl Trail {
    /// An article is shown: what was gone back from is forgotten, unless it is the one.
    pub fn visit(&mut self, path: &Path) {
        if self.paths.get(self.at).is_some_and(|here| here == path) {
            return;
        }
        self.paths.truncate(self.at + 1);
        self.paths.push(path.to_owned());
        let excess = self.paths.len().saturating_sub(LONGEST);
        self.paths.drain(..excess);
        self.at = self.paths.len() - 1;
    }

    pub fn steps_back(&self) -> usize {
        self.at
    }

    pub fn steps_forward(&self) -> usize {
        self.paths.len().saturating_sub(self.at + 1)
    }

    /// Goes back; the article that was shown before.
    pub fn back(&mut self) -> Option<PathBuf> {
        self.at = self.at.checked_sub(1)?;
        self.paths.get(self.at).cloned()
    }

    pub fn forward(&mut self) -> Option<PathBuf> {
        let path = self.paths.get(self.at + 1)?;
        self.at += 1;
        Some(path.clone())
    }

    /// An article has another path.
    pub fn rename(&mut self, from: &Path, to: &Path) {
        for path in self.paths.iter_mut().filter(|path| *path == from) {
            to.clone_into(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visited(names: &[&str]) -> Trail {
        let mut trail = Trail::default();
        for name in names {
            trail.visit(Path::new(name));
        }
        trail
    }

    #[test]
    fn one_goes_back_and_forward_until_another_way_is_taken() {
        let mut trail = visited(&["a", "b", "b", "c"]);

        assert_eq!(trail.back(), Some("b".into()));
        trail.visit(Path::new("b"));
        assert_eq!(trail.forward(), Some("c".into()));
        assert_eq!(trail.forward(), None);
        assert_eq!(trail.back(), Some("b".into()));
        trail.visit(Path::new("d"));
        assert_eq!(trail.steps_forward(), 0);
        assert_eq!(trail.back(), Some("b".into()));
        assert_eq!(trail.back(), Some("a".into()));
        assert_eq!(trail.back(), None);
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut trail = Trail::default();
        for number in 0..300 {
            trail.visit(Path::new(&number.to_string()));
        }

        assert_eq!(trail.steps_back(), LONGEST - 1);
    }
}
