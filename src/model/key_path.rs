//! The name of a value in a head.

/// Where a value is: keys from the root of the head down. Keys may hold dots. Inside a list the
/// key is the index of an item: `resources.0.title`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath(pub Vec<String>);

impl KeyPath {
    /// From `"cover", "image"`.
    pub fn new<const N: usize>(keys: [&str; N]) -> Self {
        Self(keys.iter().map(|&key| key.to_owned()).collect())
    }
}

impl std::fmt::Display for KeyPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("."))
    }
}
