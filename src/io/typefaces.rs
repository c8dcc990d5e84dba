//! The typefaces that are installed: the names of their families, and the files of one.
//!
//! Limits: a file over 40 MiB is no typeface for text. Listing them takes hundreds of milliseconds.

use fontique::{
    Attributes, Collection, CollectionOptions, FontStyle, FontWeight, FontWidth, SourceCache,
    SourceCacheOptions,
};

use crate::model::typeface::{Cut, Cuts};

/// More is no typeface for running text.
const MOST_BYTES: usize = 40 << 20;

/// The families that are installed, in order. Takes hundreds of milliseconds.
pub fn installed() -> Vec<String> {
    let mut names: Vec<String> = collection()
        .family_names()
        .filter(|name| !name.starts_with('.'))
        .map(str::to_owned)
        .collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names
}

/// The files of a family; `None`: it is not installed, or no file of it can be read.
pub fn read(family: &str) -> Option<Cuts> {
    let mut collection = collection();
    let family = collection.family_by_name(family)?;
    let mut cache = SourceCache::new(SourceCacheOptions::default());
    let mut cut = |style, weight: f32| {
        let wanted = Attributes::new(FontWidth::NORMAL, style, FontWeight::new(weight));
        let at = family.match_index(wanted.width, wanted.style, wanted.weight, false)?;
        let font = family.fonts().get(at)?;
        let blob = font.load(Some(&mut cache))?;
        let bytes = blob.as_ref();
        (bytes.len() <= MOST_BYTES).then(|| Cut {
            bytes: bytes.to_vec(),
            index: font.index(),
        })
    };
    Some(Cuts {
        regular: cut(FontStyle::Normal, 400.0)?,
        italic: cut(FontStyle::Italic, 400.0),
        bold: cut(FontStyle::Normal, 700.0),
        bold_italic: cut(FontStyle::Italic, 700.0),
    })
}

fn collection() -> Collection {
    Collection::new(CollectionOptions {
        shared: false,
        system_fonts: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_that_is_installed_is_read_and_another_is_not() {
        assert_eq!(read("No such family anywhere"), None);
        for family in installed().iter().take(3) {
            let cuts = read(family).unwrap();
            assert!(cuts.regular.bytes.len() > 100, "{family}");
        }
    }
}
