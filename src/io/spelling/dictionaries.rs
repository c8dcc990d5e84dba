//! Dictionaries: those that are shipped (English, British English, Dutch), those in the folder
//! `dictionaries` beside the settings, those of the system. A word is looked up in one as people write
//! it: without the accent of a capital, with what was left out before it, as a compound of two.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use miniz_oxide::inflate::decompress_to_vec_zlib;
use spellbook::Dictionary;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{io::folders::Folders, model::spelling::normal_tag};

/// English words that begin with what was left out; the dictionaries do not have them.
const CLIPPED: [&str; 8] = [
    "'tis", "'twas", "'twere", "'twill", "'em", "'til", "'cause", "'bout",
];
const SYSTEM_FOLDERS: [&str; 4] = [
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/Library/Spelling",
];

macro_rules! shipped {
    ($name:literal) => {
        (
            include_str!(concat!(
                "../../../assets/dictionaries/",
                $name,
                "/index.aff"
            )),
            include_bytes!(concat!(
                "../../../assets/dictionaries/",
                $name,
                "/index.dic.zz"
            )),
        )
    };
}

/// The rules of a language, and its list of words, packed: unpacked they were a fifteenth of the program.
fn shipped(language: &str) -> Option<(&'static str, &'static [u8])> {
    Some(match language {
        "nl" => shipped!("nl"),
        "en" => shipped!("en"),
        "en-gb" => shipped!("en-gb"),
        _ => return None,
    })
}

/// The dictionaries of all languages that were asked for.
pub(super) struct Dictionaries {
    /// Where dictionaries are that are not shipped.
    pub(super) folders: Vec<PathBuf>,
    loaded: HashMap<String, Option<Loaded>>,
}

struct Loaded {
    dictionary: Dictionary,
    /// Its language, without a region.
    tongue: String,
    /// The words that were checked before.
    known: HashMap<String, bool>,
}

impl Dictionaries {
    pub(super) fn new(folders: &Folders) -> Self {
        let own = std::iter::once(folders.config.join("dictionaries"));
        Self {
            folders: own.chain(SYSTEM_FOLDERS.map(PathBuf::from)).collect(),
            loaded: HashMap::new(),
        }
    }

    /// The languages of the dictionaries that are not shipped.
    pub(super) fn installed(&self) -> Vec<String> {
        let files = self.folders.iter().flat_map(|folder| rules_in(folder));
        let tags: BTreeSet<String> = files
            .filter_map(|file| tag_of(&file))
            .filter(|tag| shipped(tag).is_none())
            .collect();
        tags.into_iter().collect()
    }

    /// Whether there is a dictionary of the language; it is loaded now.
    pub(super) fn load(&mut self, tag: &str) -> bool {
        if !self.loaded.contains_key(tag) {
            let loaded = find(tag, &self.folders).map(|dictionary| Loaded {
                dictionary,
                tongue: tag.split('-').next().unwrap_or_default().to_owned(),
                known: HashMap::new(),
            });
            self.loaded.insert(tag.to_owned(), loaded);
        }
        matches!(self.loaded.get(tag), Some(Some(_)))
    }

    /// Whether the dictionary of a language has a word; one that is not loaded has each.
    pub(super) fn knows(&mut self, language: &str, word: &str) -> bool {
        match self.loaded.get_mut(language) {
            Some(Some(loaded)) => loaded.knows(word),
            _ => true,
        }
    }

    /// The dictionary's own suggestions for a word.
    pub(super) fn suggest(&self, language: &str, word: &str) -> Vec<String> {
        let mut suggestions = Vec::new();
        if let Some(Some(loaded)) = self.loaded.get(language) {
            loaded.dictionary.suggest(word, &mut suggestions);
        }
        suggestions
    }

    /// Whether a letter of a name that one of the dictionaries has was left out, put in or turned
    /// about. With another letter it may well be another name.
    pub(super) fn are_near_a_name(&self, languages: &[String], word: &str) -> bool {
        let count = word.chars().count();
        let mut loaded = languages
            .iter()
            .filter_map(|tag| self.loaded.get(tag)?.as_ref());
        loaded.any(|loaded| {
            let is_name = |near: &String| {
                loaded.dictionary.check(near) && !loaded.dictionary.check(&near.to_lowercase())
            };
            (5..=super::LONGEST_SUGGESTED).contains(&count) && near(word).iter().any(is_name)
        })
    }

    /// Lets go of these, but for one.
    pub(super) fn forget(&mut self, tags: &[String], kept: Option<&String>) {
        self.loaded
            .retain(|tag, _| !tags.contains(tag) || kept == Some(tag));
    }
}

impl Loaded {
    fn knows(&mut self, word: &str) -> bool {
        if let Some(&is_known) = self.known.get(word) {
            return is_known;
        }
        let is_known = self.looks_up(word);
        self.known.insert(word.to_owned(), is_known);
        is_known
    }

    fn looks_up(&self, word: &str) -> bool {
        let check = |word: &str| self.dictionary.check(word);
        if check(word) {
            return true;
        }
        let owner = word.strip_suffix("'s");
        let mut parts = word.split('-');
        owner.is_some_and(check)
            || word.contains('-') && parts.all(check)
            || without_capital(word).is_some_and(|word| check(&word))
            || self.is_of(&["en", "nl"]) && is_marked(word) && check(&without_marks(word))
            || self.is_compound(word)
            || self.is_of(&["en"]) && CLIPPED.contains(&word.to_lowercase().as_str())
    }
}

/// The words that have a letter more or less or two turned about, and begin as it does.
fn near(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let with = |change: &dyn Fn(&mut Vec<char>)| {
        let mut other = letters.clone();
        change(&mut other);
        other.into_iter().collect::<String>()
    };
    let mut near = Vec::new();
    for at in 1..letters.len() {
        near.push(with(&|it| {
            it.remove(at);
        }));
        if at + 1 < letters.len() {
            near.push(with(&|it| it.swap(at, at + 1)));
        }
        for letter in 'a'..='z' {
            near.push(with(&|it| it.insert(at, letter)));
        }
    }
    near.retain(|other| other != word);
    near
}

/// The languages that write compounds as one word.
const COMPOUNDING: [&str; 8] = ["nl", "de", "da", "nb", "nn", "sv", "fy", "af"];
/// A compound has so many letters, its shortest part and its longest so many.
const COMPOUND: usize = 8;
const SHORT_PART: usize = 3;
const LONG_PART: usize = 5;
/// In English, where few are written as one word.
const ENGLISH_PART: usize = 6;
/// What joins two parts.
const JOINTS: [&str; 4] = ["", "s", "e", "en"];
/// Words that are no part of a compound: a blank is missing.
const NO_PARTS: [&str; 29] = [
    "het", "een", "van", "dat", "die", "dit", "met", "maar", "als", "dan", "ook", "niet", "zijn",
    "was", "had", "heb", "hij", "zij", "wij", "jij", "ons", "nog", "wel", "hun", "haar", "zich",
    "deze", "und", "der",
];

impl Loaded {
    fn is_of(&self, tongues: &[&str]) -> bool {
        tongues.contains(&self.tongue.as_str())
    }

    /// Whether a word is made of two that the dictionary has.
    fn is_compound(&self, word: &str) -> bool {
        let (short, long) = if self.is_of(&COMPOUNDING) {
            (SHORT_PART, LONG_PART)
        } else if self.is_of(&["en"]) {
            (ENGLISH_PART, ENGLISH_PART)
        } else {
            return false;
        };
        let word = word.to_lowercase();
        let count = word.chars().count();
        if count < COMPOUND || !word.chars().all(char::is_alphabetic) {
            return false;
        }
        let is_part = |part: &str| !NO_PARTS.contains(&part) && self.dictionary.check(part);
        let is_whole = |left: &str, right: &str| {
            let parts = [left.chars().count(), right.chars().count()];
            let is_long =
                parts.iter().all(|part| *part >= short) && parts.iter().any(|part| *part >= long);
            is_long && is_part(left) && is_part(right)
        };
        word.char_indices().skip(short).any(|(at, _)| {
            let (left, right) = word.split_at_checked(at).unwrap_or_default();
            let mut stems = JOINTS.iter().filter_map(|joint| left.strip_suffix(joint));
            stems.any(|stem| is_whole(stem, right))
        })
    }
}

fn find(tag: &str, folders: &[PathBuf]) -> Option<Dictionary> {
    let (aff, dic) = match shipped(tag) {
        Some((aff, packed)) => (aff.to_owned(), unpacked(packed)?),
        None => installed(tag, folders)?,
    };
    Dictionary::new(&aff, &dic)
        .inspect_err(|err| log::warn!("the dictionary of {tag} could not be read: {err}"))
        .ok()
}

fn unpacked(packed: &[u8]) -> Option<String> {
    String::from_utf8(decompress_to_vec_zlib(packed).ok()?).ok()
}

/// A dictionary of the system: `de_DE.aff` and `de_DE.dic`; for a language without a region the
/// first of its regions.
fn installed(tag: &str, folders: &[PathBuf]) -> Option<(String, String)> {
    for folder in folders {
        let mut found: Vec<PathBuf> = rules_in(folder)
            .filter(|file| {
                tag_of(file).is_some_and(|found| {
                    let of_region = found.strip_prefix(tag);
                    found == tag || of_region.is_some_and(|region| region.starts_with('-'))
                })
            })
            .collect();
        found.sort();
        let Some(aff) = found.first() else { continue };
        let rules = fs::read(aff).ok()?;
        let list = fs::read(aff.with_extension("dic")).ok()?;
        let is_utf8 = String::from_utf8_lossy(&rules)
            .lines()
            .any(|line| line.trim_start_matches('\u{feff}').trim() == "SET UTF-8");
        return Some((decoded(&rules, is_utf8), decoded(&list, is_utf8)));
    }
    None
}

/// The rules of the dictionaries in a folder whose list of words is there too.
fn rules_in(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    files.filter(|file| {
        file.extension().is_some_and(|ending| ending == "aff")
            && file.with_extension("dic").exists()
    })
}

/// The language of a dictionary, by the name of its file.
fn tag_of(file: &Path) -> Option<String> {
    normal_tag(file.file_stem()?.to_str()?)
}

/// Old dictionaries are in Latin-1.
fn decoded(bytes: &[u8], is_utf8: bool) -> String {
    if is_utf8 {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        bytes.iter().map(|&byte| char::from(byte)).collect()
    }
}

/// A word at the start of a sentence that has no accent on its capital: `Eén` is `één`.
fn without_capital(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next().filter(|letter| letter.is_uppercase())?;
    let second = letters.clone().next()?;
    let is_same = without_marks(&second.to_string()).eq(&first.to_lowercase().to_string());
    let is_pair = is_same && !second.is_ascii();
    is_pair.then(|| std::iter::once(second).chain(letters).collect())
}

/// English takes words over with their accents, and writes them without as well.
fn without_marks(word: &str) -> String {
    word.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .collect()
}

fn is_marked(word: &str) -> bool {
    !word.is_ascii() && without_marks(word) != word
}
