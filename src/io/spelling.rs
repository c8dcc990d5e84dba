//! Dictionaries, and the words that they do not know.
//!
//! A dictionary is looked for among those that are shipped (English, British English, Dutch), then
//! in the folder `dictionaries` beside the settings and in the system's folders. Words that the writer added are in `dictionary.txt` beside the
//! settings, those of a site in `kopij-words.txt` in its root: a word on a line. Those that the writer
//! ignores in a site are in the state folder, in a file of that site's own.
//!
//! Limits: suggestions of long words are not asked for; some would take seconds.

use std::{
    collections::{BTreeSet, HashMap},
    fs, io,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use spellbook::Dictionary;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{
    io::{
        beneath::{self, SMALL_BYTES},
        folders::Folders,
        scan, store,
    },
    model::{
        document::DocumentId,
        spelling::{compared, normal_tag, words},
        text::Revision,
    },
};

/// What to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpellingQuery {
    pub document: DocumentId,
    pub revision: Revision,
    pub text: Arc<str>,
    pub body_from: usize,
    /// What is around this byte is checked first.
    pub near: usize,
    /// What the article says its language is, most telling first.
    pub languages: Vec<String>,
    /// The language where neither the article nor the site says it.
    pub otherwise: Option<String>,
    pub root: Option<PathBuf>,
    /// The words of the site's tags and authors, as [`compared`] has them.
    pub names: Arc<BTreeSet<String>>,
}

/// The misspelled words in a part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub document: DocumentId,
    pub revision: Revision,
    pub part: Range<usize>,
    pub misspelled: Vec<Range<usize>>,
    /// `None`: no dictionary was found.
    pub language: Option<String>,
    /// The language that there is no dictionary of.
    pub lacks: Option<String>,
}

/// Whose dictionary a word goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordList {
    Personal,
    /// That of the site with this root.
    Site(PathBuf),
    /// What is ignored in the site with this root.
    Ignored(PathBuf),
}

/// What is checked first: about three screens.
const NEAR_BYTES: usize = 12_000;
/// How many words tell the language of an article.
const SAMPLE: usize = 200;
const MAX_SUGGESTIONS: usize = 7;
const LONGEST_SUGGESTED: usize = 24;
/// As many languages of the system are tried where the words tell the language.
const MOST_TRIED: usize = 6;
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
            include_str!(concat!("../../assets/dictionaries/", $name, "/index.aff")),
            include_str!(concat!("../../assets/dictionaries/", $name, "/index.dic")),
        )
    };
}

fn shipped(language: &str) -> Option<(&'static str, &'static str)> {
    Some(match language {
        "nl" => shipped!("nl"),
        "en" => shipped!("en"),
        "en-gb" => shipped!("en-gb"),
        _ => return None,
    })
}

/// The dictionaries that are loaded, and the writer's own words.
pub struct Speller {
    personal: PathBuf,
    /// Where the words that are ignored are kept, a file for each site.
    ignoring: PathBuf,
    /// Where dictionaries are that are not shipped.
    folders: Vec<PathBuf>,
    loaded: HashMap<String, Option<Loaded>>,
    own: BTreeSet<String>,
    of_site: BTreeSet<String>,
    ignored: BTreeSet<String>,
    names: Arc<BTreeSet<String>>,
    root: Option<PathBuf>,
    /// What the settings of the site say.
    site_language: Option<String>,
}

struct Loaded {
    dictionary: Dictionary,
    is_english: bool,
    /// The words that were checked before.
    known: HashMap<String, bool>,
}

impl Speller {
    pub fn new(folders: &Folders) -> Self {
        let personal = folders.config.join("dictionary.txt");
        let own = std::iter::once(folders.config.join("dictionaries"));
        Self {
            folders: own.chain(SYSTEM_FOLDERS.map(PathBuf::from)).collect(),
            own: words_in(&fs::read_to_string(&personal).unwrap_or_default()),
            personal,
            ignoring: folders.state.join("ignored-words"),
            loaded: HashMap::new(),
            of_site: BTreeSet::new(),
            ignored: BTreeSet::new(),
            names: Arc::default(),
            root: None,
            site_language: None,
        }
    }

    /// The languages of the dictionaries that are not shipped.
    pub fn installed(&self) -> Vec<String> {
        let files = self.folders.iter().flat_map(|folder| rules_in(folder));
        let tags: BTreeSet<String> = files
            .filter_map(|file| tag_of(&file))
            .filter(|tag| shipped(tag).is_none())
            .collect();
        tags.into_iter().collect()
    }

    /// Checks what is near first, and reports it; returns what is in all of the text.
    pub fn check(&mut self, query: &SpellingQuery, report: impl FnOnce(Checked)) -> Checked {
        self.enter(query.root.as_deref());
        self.names = Arc::clone(&query.names);
        let words = words(&query.text, query.body_from);
        let (language, lacks) = self.language_of(query, &words);
        let text = &*query.text;
        let near = text.floor_char_boundary(query.near.saturating_sub(NEAR_BYTES))
            ..text.floor_char_boundary(query.near.saturating_add(NEAR_BYTES));
        let mut checked = Checked {
            document: query.document,
            revision: query.revision,
            part: near.clone(),
            misspelled: Vec::new(),
            language,
            lacks,
        };
        let Some(language) = checked.language.clone() else {
            checked.part = 0..text.len();
            return checked;
        };
        let is_near = |word: &&Range<usize>| near.start <= word.start && word.end <= near.end;
        checked.misspelled = self.unknown(&language, text, words.iter().filter(is_near));
        if near.len() < text.len() {
            report(checked.clone());
            checked.misspelled = self.unknown(&language, text, words.iter());
        }
        checked.part = 0..text.len();
        checked
    }

    fn unknown<'a>(
        &mut self,
        language: &str,
        text: &str,
        words: impl Iterator<Item = &'a Range<usize>>,
    ) -> Vec<Range<usize>> {
        let mut unknown = Vec::new();
        for range in words {
            let word = text.get(range.clone()).unwrap_or_default();
            let before = text.get(..range.start).unwrap_or_default();
            let has_sign = before.ends_with(['\'', '’', 'ʼ']);
            // Behind a sign that may be part of it: `’tis`, `'s-Hertogenbosch`.
            let is_known = self.is_known(language, word)
                || (has_sign && self.is_known(language, &format!("'{word}")));
            if !is_known {
                unknown.push(range.clone());
            }
        }
        unknown
    }

    fn is_known(&mut self, language: &str, word: &str) -> bool {
        let word = compared(word);
        if self.is_own(&word) {
            return true;
        }
        let Some(Some(loaded)) = self.loaded.get_mut(language) else {
            return true;
        };
        loaded.knows(&word)
    }

    fn is_own(&self, word: &str) -> bool {
        let is_in = |list: &BTreeSet<String>| {
            list.contains(word) || list.contains(word.to_lowercase().as_str())
        };
        is_in(&self.own) || is_in(&self.of_site) || is_in(&self.ignored) || is_in(&self.names)
    }

    /// What might have been meant by a word, best first.
    pub fn suggest(&self, language: &str, word: &str) -> Vec<String> {
        let mut suggestions = Vec::new();
        if let Some(Some(loaded)) = self.loaded.get(language)
            && word.chars().count() <= LONGEST_SUGGESTED
        {
            let word = compared(word);
            loaded.dictionary.suggest(&word, &mut suggestions);
            // The first letter is seldom wrong, and letters are left out more often than put in; of
            // words as far away the dictionary's order counts.
            let first = |text: &str| text.chars().next().map(|c| c.to_lowercase().to_string());
            suggestions.sort_by_key(|suggestion| {
                let is_elsewhere = first(suggestion) != first(&word);
                let is_shorter = suggestion.chars().count() < word.chars().count();
                (distance(&word, suggestion), is_elsewhere, is_shorter)
            });
        }
        suggestions.truncate(MAX_SUGGESTIONS);
        if word.contains('’') {
            for suggestion in &mut suggestions {
                *suggestion = suggestion.replace('\'', "’");
            }
        }
        suggestions
    }

    /// Adds a word to a list of the writer's own.
    ///
    /// # Errors
    /// As the system gives it: the list could not be read or written. The word then counts until
    /// the end of this run.
    pub fn add(&mut self, word: &str, list: &WordList) -> io::Result<()> {
        let word = compared(word);
        let (path, words) = match list {
            WordList::Personal => (self.personal.clone(), &mut self.own),
            WordList::Site(root) => (words_of_site(root), &mut self.of_site),
            WordList::Ignored(root) => (ignored_in(&self.ignoring, root), &mut self.ignored),
        };
        words.insert(word.clone());
        let mut text = match list {
            WordList::Personal | WordList::Ignored(_) => match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(err) if err.kind() == io::ErrorKind::NotFound => String::new(),
                Err(err) => return Err(err),
            },
            WordList::Site(root) => beneath::read_text(root, &path, SMALL_BYTES)
                .map_err(io::Error::other)?
                .unwrap_or_default(),
        };
        if text.lines().any(|line| line.trim() == word) {
            return Ok(());
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&word);
        text.push('\n');
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        store::replace(&path, text.as_bytes())
    }

    /// Reads what belongs to a site; its list of words is read each time, as others write it too.
    fn enter(&mut self, root: Option<&Path>) {
        self.of_site = root.map_or_else(BTreeSet::new, |root| {
            let text = beneath::read_text(root, &words_of_site(root), SMALL_BYTES);
            words_in(
                &text
                    .unwrap_or_else(|err| {
                        log::warn!("the words of the site are not read: {err}");
                        None
                    })
                    .unwrap_or_default(),
            )
        });
        self.ignored = root.map_or_else(BTreeSet::new, |root| {
            let text = fs::read_to_string(ignored_in(&self.ignoring, root));
            words_in(&text.unwrap_or_default())
        });
        if self.root.as_deref() != root {
            self.root = root.map(Path::to_owned);
            self.site_language = root.and_then(scan::language_of);
        }
    }

    /// The language of an article and the one that there is no dictionary of. Where neither the
    /// article nor the site says it, the dictionary that knows most words does.
    fn language_of(
        &mut self,
        query: &SpellingQuery,
        words: &[Range<usize>],
    ) -> (Option<String>, Option<String>) {
        let of_article = query.languages.iter();
        let mut said = of_article
            .chain(&self.site_language)
            .chain(&query.otherwise);
        if let Some(said) = said.find_map(|tag| normal_tag(tag)) {
            let short = said.split('-').next().unwrap_or_default().to_owned();
            for tag in [&said, &short] {
                if self.load(tag) {
                    return (Some(tag.clone()), None);
                }
            }
            return (None, Some(said));
        }
        let sample: Vec<&str> = words
            .iter()
            .take(SAMPLE)
            .filter_map(|word| query.text.get(word.clone()))
            .collect();
        let told = self.told_by(&sample, &["nl", "en"]);
        if told.as_deref() == Some("nl") {
            return (told, None);
        }
        let told = self
            .told_by(&sample, &["en", "en-gb"])
            .or_else(|| self.told_by_installed(&sample));
        (told, None)
    }

    /// Of those that the system has; what is of no use is not kept.
    fn told_by_installed(&mut self, words: &[&str]) -> Option<String> {
        let installed = self.installed();
        let tried = installed.iter().take(MOST_TRIED).map(String::as_str);
        let told = self.told_by(words, &tried.collect::<Vec<_>>());
        self.loaded
            .retain(|tag, _| !installed.contains(tag) || told.as_ref() == Some(tag));
        told
    }

    /// The language whose dictionary knows most of the words, the first of equals; `None` if none
    /// knows half of them.
    fn told_by(&mut self, words: &[&str], tags: &[&str]) -> Option<String> {
        let mut best: Option<(usize, &str)> = None;
        for tag in tags {
            if !self.load(tag) {
                continue;
            }
            let known = words.iter().filter(|word| self.is_known(tag, word));
            let known = known.count();
            if best.is_none_or(|(most, _)| known > most) {
                best = Some((known, tag));
            }
        }
        let (known, tag) = best?;
        (known * 2 >= words.len()).then(|| tag.to_owned())
    }

    /// Whether there is a dictionary of the language; it is loaded now.
    fn load(&mut self, tag: &str) -> bool {
        if !self.loaded.contains_key(tag) {
            let loaded = find(tag, &self.folders).map(|dictionary| Loaded {
                dictionary,
                is_english: tag.starts_with("en"),
                known: HashMap::new(),
            });
            self.loaded.insert(tag.to_owned(), loaded);
        }
        matches!(self.loaded.get(tag), Some(Some(_)))
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
            || self.is_english && is_marked(word) && check(&without_marks(word))
            || self.is_english && CLIPPED.contains(&word.to_lowercase().as_str())
    }
}

fn find(tag: &str, folders: &[PathBuf]) -> Option<Dictionary> {
    let dictionary = if let Some((aff, dic)) = shipped(tag) {
        Dictionary::new(aff, dic)
    } else {
        let (aff, dic) = installed(tag, folders)?;
        Dictionary::new(&aff, &dic)
    };
    dictionary
        .inspect_err(|err| log::warn!("the dictionary of {tag} could not be read: {err}"))
        .ok()
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

/// How many letters were left out, put in, changed, or turned about with the next.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (
        one.to_lowercase().chars().collect(),
        other.to_lowercase().chars().collect(),
    );
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row_at, letter) in one.iter().enumerate() {
        let mut row = vec![row_at + 1];
        for (column, theirs) in other.iter().enumerate() {
            let change = at(&above, column) + usize::from(letter != theirs);
            let mut least = change
                .min(at(&above, column + 1) + 1)
                .min(at(&row, column) + 1);
            let is_turned = row_at > 0
                && column > 0
                && one.get(row_at - 1) == Some(theirs)
                && other.get(column - 1) == Some(letter);
            if is_turned {
                least = least.min(at(&before, column - 1) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    at(&above, other.len())
}

/// The file of the words that are ignored in a site.
fn ignored_in(folder: &Path, root: &Path) -> PathBuf {
    let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    folder.join(format!("{}.txt", name.get(..16).unwrap_or_default()))
}

fn words_of_site(root: &Path) -> PathBuf {
    root.join("kopij-words.txt")
}

fn words_in(text: &str) -> BTreeSet<String> {
    let words = text.lines().map(str::trim);
    words
        .filter(|word| !word.is_empty() && !word.starts_with('#'))
        .map(compared)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speller(home: &Path) -> Speller {
        Speller::new(&Folders::within(home))
    }

    fn query(text: &str, languages: &[&str]) -> SpellingQuery {
        SpellingQuery {
            document: DocumentId(1),
            revision: Revision::default(),
            text: text.into(),
            body_from: 0,
            near: 0,
            languages: languages.iter().map(|&tag| tag.to_owned()).collect(),
            otherwise: None,
            root: None,
            names: Arc::default(),
        }
    }

    fn misspelled(speller: &mut Speller, query: &SpellingQuery) -> Vec<String> {
        let checked = speller.check(query, |_near| {});
        let words = checked.misspelled.into_iter();
        words.map(|word| query.text[word].to_owned()).collect()
    }

    #[test]
    fn dutch_and_english_are_checked_in_their_own_dictionary() {
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());

        let dutch = query(
            "De foto’s van het veerhuis zijn vandag in Rotterdam.",
            &["nl"],
        );
        assert_eq!(misspelled(&mut speller, &dutch), ["vandag"]);
        let english = query("The harbor’s lite is colour.", &["en-us"]);
        assert_eq!(misspelled(&mut speller, &english), ["colour"]);
        let british = query("The harbour is colour, not color.", &["en_GB"]);
        assert_eq!(misspelled(&mut speller, &british), ["color"]);
    }

    #[test]
    fn the_dictionary_that_knows_more_tells_the_language() {
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());
        speller.folders.clear();
        let mut language = |text: &str| speller.check(&query(text, &[]), |_| {}).language;

        assert_eq!(
            language("De pont vaart vandaag weer naar de overkant.").as_deref(),
            Some("nl")
        );
        assert_eq!(
            language("The ferry sails to the other side again.").as_deref(),
            Some("en")
        );
        assert_eq!(
            language("The harbour has a grey colour, and a neighbour honours it.").as_deref(),
            Some("en-gb")
        );
        assert_eq!(
            language("The harbor has a gray color, and a neighbor honors it.").as_deref(),
            Some("en")
        );
        assert_eq!(
            language("Der Fährmann fährt heute wieder über den Fluß zurück."),
            None
        );
    }

    #[test]
    fn dictionaries_that_were_installed_are_listed_and_used() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let folder = folders.config.join("dictionaries");
        fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        write("de_DE_frami.aff", "SET UTF-8\n");
        write(
            "de_DE_frami.dic",
            "5\nDer\nFährmann\nfährt\nheute\nwieder\n",
        );
        write("fr.aff", "SET UTF-8\n");
        write("hyph_fr.dic", "1\nla\n");
        let mut speller = Speller::new(&folders);
        speller.folders.truncate(1);

        assert_eq!(speller.installed(), ["de-de"]);
        let german = query("Der Fährmann fährt heude wieder.", &["de"]);
        assert_eq!(misspelled(&mut speller, &german), ["heude"]);
        let told = query("Der Fährmann fährt heude wieder.", &[]);
        let checked = speller.check(&told, |_| {});
        assert_eq!(checked.language.as_deref(), Some("de-de"));
        assert_eq!(checked.misspelled.len(), 1);
    }

    #[test]
    fn a_language_without_a_dictionary_is_said() {
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());

        let checked = speller.check(&query("Iets", &["xx"]), |_| {});

        assert_eq!(
            (checked.language, checked.lacks.as_deref()),
            (None, Some("xx"))
        );
        assert!(checked.misspelled.is_empty());
    }

    #[test]
    fn own_words_are_known_in_this_run_and_the_next() {
        let home = tempfile::tempdir().unwrap();
        let site = tempfile::tempdir().unwrap();
        let root = site.path().to_owned();
        let text = SpellingQuery {
            root: Some(root.clone()),
            ..query("Wirrehaaf kwelderzilt", &["nl"])
        };
        let mut speller = speller(home.path());
        assert_eq!(
            misspelled(&mut speller, &text),
            ["Wirrehaaf", "kwelderzilt"]
        );

        speller.add("kwelderzilt", &WordList::Personal).unwrap();
        speller.add("Wirrehaaf", &WordList::Site(root)).unwrap();

        assert!(misspelled(&mut speller, &text).is_empty());
        let mut next = Speller::new(&Folders::within(home.path()));
        assert!(misspelled(&mut next, &text).is_empty());
        let list = fs::read_to_string(site.path().join("kopij-words.txt")).unwrap();
        assert_eq!(list, "Wirrehaaf\n");
    }

    #[test]
    fn what_is_near_is_reported_first() {
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());
        let text = format!("vandag {} vandag", "pont ".repeat(8_000));
        let mut near = None;

        let all = speller.check(&query(&text, &["nl"]), |checked| near = Some(checked));

        assert_eq!(near.unwrap().misspelled, vec![0..6; 1]);
        assert_eq!(all.misspelled.len(), 2);
        assert_eq!(all.part, 0..text.len());
    }

    #[cfg(unix)]
    #[test]
    fn a_list_of_words_that_leads_out_of_the_site_is_neither_read_nor_written() {
        let home = tempfile::tempdir().unwrap();
        let site = home.path().join("site");
        fs::create_dir(&site).unwrap();
        fs::write(home.path().join("outside.txt"), "kaapstander\n").unwrap();
        std::os::unix::fs::symlink("../outside.txt", site.join("kopij-words.txt")).unwrap();
        let mut speller = speller(home.path());

        speller.enter(Some(&site));
        assert!(speller.of_site.is_empty());
        let added = speller.add("bolder", &WordList::Site(site.clone()));

        assert!(added.is_err());
        assert!(site.join("kopij-words.txt").is_symlink());
    }

    #[test]
    fn a_word_is_suggested() {
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());
        speller.check(&query("vandag", &["nl"]), |_| {});

        let suggestions = speller.suggest("nl", "vandag");

        assert!(
            suggestions.contains(&"vandaag".to_owned()),
            "{suggestions:?}"
        );
        assert!(suggestions.len() <= MAX_SUGGESTIONS);
    }

    #[test]
    fn capitals_without_their_accent_and_signs_before_a_word_are_no_mistakes() {
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());

        let dutch = query(
            "Eén keer in 's-Hertogenbosch, ’s morgens. Efn keer.",
            &["nl"],
        );
        assert_eq!(misspelled(&mut speller, &dutch), ["Efn"]);
        let english = query("A naïve façade of the café, ’tis a cafk.", &["en"]);
        assert_eq!(misspelled(&mut speller, &english), ["cafk"]);
    }

    #[test]
    fn words_of_the_tags_and_authors_are_known() {
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());
        let mut query = query("Quirijnse wrote of Wierhaven.", &["en"]);
        assert_eq!(misspelled(&mut speller, &query), ["Quirijnse", "Wierhaven"]);

        query.names = Arc::new(["Quirijnse", "wierhaven"].map(str::to_owned).into());
        assert_eq!(misspelled(&mut speller, &query), [] as [&str; 0]);
    }

    #[test]
    fn a_word_is_ignored_in_one_site_and_the_site_keeps_no_word_of_it() {
        let home = tempfile::tempdir().unwrap();
        let site = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let in_site = |root: &Path| SpellingQuery {
            root: Some(root.to_owned()),
            ..query("Wierhaven lies there.", &["en"])
        };

        let list = WordList::Ignored(site.path().to_owned());
        speller(home.path()).add("Wierhaven", &list).unwrap();

        let mut later = speller(home.path());
        assert_eq!(
            misspelled(&mut later, &in_site(site.path())),
            [] as [&str; 0]
        );
        assert_eq!(
            misspelled(&mut later, &in_site(other.path())),
            ["Wierhaven"]
        );
        assert_eq!(fs::read_dir(site.path()).unwrap().count(), 0);
    }

    #[test]
    fn suggestions_begin_with_what_is_nearest() {
        assert_eq!(distance("laaste", "laatste"), 1);
        assert_eq!(distance("laaste", "laatst"), 2);
        assert_eq!(distance("hte", "the"), 1);
        assert_eq!(distance("", "ab"), 2);
        let home = tempfile::tempdir().unwrap();
        let mut speller = speller(home.path());
        misspelled(&mut speller, &query("laaste", &["nl"]));
        assert_eq!(speller.suggest("nl", "laaste")[0], "laatste");
    }
}
