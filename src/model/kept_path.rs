//! Paths in a file of text. One that is no text is kept by its bytes: `bytes:` and each byte that is
//! no plain letter as `%E9`; no whole path begins so.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const BYTES: &str = "bytes:";

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kept(PathBuf);

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&written(&self.0))
    }
}

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(read(text)))
    }
}

fn written(path: &Path) -> String {
    if let Some(text) = path.to_str() {
        return text.to_owned();
    }
    let bytes = path.as_os_str().as_encoded_bytes();
    format!("{BYTES}{}", percent_encode(bytes, NON_ALPHANUMERIC))
}

#[cfg(unix)]
fn read(text: String) -> PathBuf {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt as _};

    match text.strip_prefix(BYTES) {
        Some(bytes) => OsString::from_vec(percent_decode_str(bytes).collect()).into(),
        None => text.into(),
    }
}

#[cfg(not(unix))]
fn read(text: String) -> PathBuf {
    text.into()
}

/// `#[serde(with = "kept_path::all")]` for an option or a list.
pub mod all {
    use super::{Deserialize as _, Deserializer, Kept, PathBuf, Serialize as _, Serializer};

    /// # Errors
    /// As the serializer gives it.
    pub fn serialize<'a, S, I>(paths: &'a I, serializer: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        &'a I: IntoIterator<Item = &'a PathBuf>,
    {
        let kept: Vec<Kept> = paths.into_iter().map(|path| Kept(path.clone())).collect();
        kept.serialize(serializer)
    }

    /// # Errors
    /// As the deserializer gives it.
    pub fn deserialize<'de, D, I>(deserializer: D) -> Result<I, D::Error>
    where
        D: Deserializer<'de>,
        I: FromIterator<PathBuf>,
    {
        let kept = Vec::<Kept>::deserialize(deserializer)?;
        Ok(kept.into_iter().map(|Kept(path)| path).collect())
    }
}

/// `#[serde(with = "kept_path::one")]`
pub mod one {
    use super::{Deserialize as _, Deserializer, Kept, PathBuf, Serialize as _, Serializer};

    /// # Errors
    /// As the serializer gives it.
    #[expect(clippy::ref_option, reason = "as serde calls it")]
    pub fn serialize<S: Serializer>(
        path: &Option<PathBuf>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        path.clone().map(Kept).serialize(serializer)
    }

    /// # Errors
    /// As the deserializer gives it.
    pub fn deserialize<'de, D>(deserializer: D) -> Result<Option<PathBuf>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let kept = Option::<Kept>::deserialize(deserializer)?;
        Ok(kept.map(|Kept(path)| path))
    }
}

/// `#[serde(with = "kept_path::keys")]` for a map by path.
pub mod keys {
    use super::{BTreeMap, Deserialize, Deserializer, Kept, PathBuf, Serialize, Serializer};

    /// # Errors
    /// As the serializer gives it.
    pub fn serialize<S, V>(map: &BTreeMap<PathBuf, V>, serializer: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        V: Serialize,
    {
        serializer.collect_map(map.iter().map(|(path, value)| (Kept(path.clone()), value)))
    }

    /// # Errors
    /// As the deserializer gives it.
    pub fn deserialize<'de, D, V>(deserializer: D) -> Result<BTreeMap<PathBuf, V>, D::Error>
    where
        D: Deserializer<'de>,
        V: Deserialize<'de>,
    {
        let kept = BTreeMap::<Kept, V>::deserialize(deserializer)?;
        Ok(kept
            .into_iter()
            .map(|(Kept(path), value)| (path, value))
            .collect())
    }
}

/// `#[serde(with = "kept_path::folders")]` for lists of paths by path.
pub mod folders {
    use super::{BTreeMap, Deserialize as _, Deserializer, Kept, PathBuf, Serializer};

    /// # Errors
    /// As the serializer gives it.
    pub fn serialize<S: Serializer>(
        map: &BTreeMap<PathBuf, Vec<PathBuf>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let kept = |paths: &Vec<PathBuf>| -> Vec<Kept> {
            paths.iter().map(|path| Kept(path.clone())).collect()
        };
        serializer.collect_map(
            map.iter()
                .map(|(path, all)| (Kept(path.clone()), kept(all))),
        )
    }

    /// # Errors
    /// As the deserializer gives it.
    pub fn deserialize<'de, D>(deserializer: D) -> Result<BTreeMap<PathBuf, Vec<PathBuf>>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let kept = BTreeMap::<Kept, Vec<Kept>>::deserialize(deserializer)?;
        let plain = |all: Vec<Kept>| all.into_iter().map(|Kept(path)| path).collect();
        Ok(kept
            .into_iter()
            .map(|(Kept(path), all)| (path, plain(all)))
            .collect())
    }
}
