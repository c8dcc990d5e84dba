//! The words of a text that no dictionary knows, and what might have been meant by them.
//!
//! Limits: seven suggestions, and none for words of more than 24 letters; some would take seconds.

mod dictionaries;
mod own_words;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use self::own_words::WordList;
use self::{dictionaries::Dictionaries, own_words::OwnWords};
use crate::{
    io::{folders::Folders, scan},
    model::{
        document::DocumentId,
        markdown::{blocks::Dialect, line},
        spelling::{compared, names_in_body, normal_tag, words},
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
    /// How the article's markdown is read.
    pub dialect: Dialect,
    /// What is around this byte is checked first.
    pub near: usize,
    /// What the article says its language is, most telling first.
    pub languages: Vec<String>,
    /// The language where neither the article nor the site says it.
    pub otherwise: Option<String>,
    /// Languages whose words are right as well.
    pub also: Vec<String>,
    pub root: Option<PathBuf>,
    pub of_site: OfSite,
    /// What the file of the article holds: it is one of those articles.
    pub saved: Arc<str>,
}

/// What a site's articles make words that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfSite {
    /// The words of tags and authors, as [`compared`] has them.
    pub names: Arc<BTreeSet<String>>,
    /// The words that look like names, each with its number of articles.
    pub frequent: Arc<BTreeMap<String, usize>>,
}

/// So many other articles make a name of a word.
pub const ENOUGH_ARTICLES: usize = 3;

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

/// What is checked first: about three screens.
const NEAR_BYTES: usize = 12_000;
/// How many words tell the language of an article.
const SAMPLE: usize = 200;
const MAX_SUGGESTIONS: usize = 7;
const LONGEST_SUGGESTED: usize = 24;
/// As many languages of the system are tried where the words tell the language.
const MOST_TRIED: usize = 6;
/// The dictionaries that are loaded, and the writer's own words.
pub struct Speller {
    dictionaries: Dictionaries,
    words: OwnWords,
    root: Option<PathBuf>,
    /// What the settings of the site say.
    site_language: Option<String>,
}

impl Speller {
    pub fn new(folders: &Folders) -> Self {
        Self {
            dictionaries: Dictionaries::new(folders),
            words: OwnWords::new(folders),
            root: None,
            site_language: None,
        }
    }

    /// The languages of the dictionaries that are not shipped.
    pub fn installed(&self) -> Vec<String> {
        self.dictionaries.installed()
    }

    /// Adds a word to a list of the writer's own.
    ///
    /// # Errors
    /// As the system gives it: the list could not be read or written. The word then counts until
    /// the end of this run.
    pub fn add(&mut self, word: &str, list: &WordList) -> io::Result<()> {
        self.words.add(word, list)
    }

    /// Reads what belongs to a site.
    fn enter(&mut self, root: Option<&Path>) {
        self.words.enter(root);
        if self.root.as_deref() != root {
            self.root = root.map(Path::to_owned);
            self.site_language = root.and_then(scan::language_of);
        }
    }

    /// Checks what is near first, and reports it; returns what is in all of the text.
    pub fn check(&mut self, query: &SpellingQuery, report: impl FnOnce(Checked)) -> Checked {
        self.enter(query.root.as_deref());
        self.words.names = Arc::clone(&query.of_site.names);
        let words = words(query.dialect, &query.text, query.body_from);
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
        let mut languages = vec![language];
        for tag in query.also.iter().filter_map(|tag| normal_tag(tag)) {
            if self.dictionaries.load(&tag) && !languages.contains(&tag) {
                languages.push(tag);
            }
        }
        if is_without_region(query, self.site_language.as_ref()) && self.dictionaries.load("en-gb")
        {
            languages.push("en-gb".to_owned());
        }
        let is_near = |word: &&Range<usize>| near.start <= word.start && word.end <= near.end;
        checked.misspelled = self.unknown(&languages, query, words.iter().filter(is_near));
        if near.len() < text.len() {
            report(checked.clone());
            checked.misspelled = self.unknown(&languages, query, words.iter());
        }
        checked.part = 0..text.len();
        checked
    }

    fn unknown<'a>(
        &mut self,
        languages: &[String],
        query: &SpellingQuery,
        words: impl Iterator<Item = &'a Range<usize>>,
    ) -> Vec<Range<usize>> {
        let text = &*query.text;
        let words: Vec<&Range<usize>> = words.collect();
        let names = names_in(languages, text, &words);
        let mut excused = Excused::of(query);
        let mut unknown = Vec::new();
        for range in words {
            let word = text.get(range.clone()).unwrap_or_default();
            let before = text.get(..range.start).unwrap_or_default();
            let has_sign = before.ends_with(['\'', '’', 'ʼ']);
            // Behind a sign that may be part of it: `’tis`, `'s-Hertogenbosch`.
            let signed = has_sign.then(|| format!("'{word}"));
            let is_known = languages.iter().any(|language| {
                let signed = signed.as_deref();
                self.is_known(language, word)
                    || signed.is_some_and(|word| self.is_known(language, word))
            });
            let is_fine = is_known
                || excused.has(word, |word| {
                    let name = word.trim_end_matches("'s").trim_end_matches("’s");
                    let dictionaries = &mut self.dictionaries;
                    names.contains(name)
                        && !dictionaries.are_near_a_name(languages, &compared(word))
                });
            if !is_fine {
                unknown.push(range.clone());
            }
        }
        unknown
    }

    fn is_known(&mut self, language: &str, word: &str) -> bool {
        let word = compared(word);
        self.words.has(&word) || self.dictionaries.knows(language, &word)
    }

    /// What might have been meant by a word, best first.
    pub fn suggest(&self, language: &str, word: &str) -> Vec<String> {
        let mut suggestions = Vec::new();
        if word.chars().count() <= LONGEST_SUGGESTED {
            let word = compared(word);
            suggestions = self.dictionaries.suggest(language, &word);
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
                if self.dictionaries.load(tag) {
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
        self.dictionaries.forget(&installed, told.as_ref());
        told
    }

    /// The language whose dictionary knows most of the words, the first of equals; `None` if none
    /// knows half of them.
    fn told_by(&mut self, words: &[&str], tags: &[&str]) -> Option<String> {
        let mut best: Option<(usize, &str)> = None;
        for tag in tags {
            if !self.dictionaries.load(tag) {
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

/// Whether an article says that it is in English, and not in which.
fn is_without_region(query: &SpellingQuery, of_site: Option<&String>) -> bool {
    let said = query
        .languages
        .iter()
        .chain(of_site)
        .chain(&query.otherwise);
    let mut said = said.filter_map(|tag| normal_tag(tag));
    said.next().as_deref() == Some("en")
}

/// The words that have a capital within a sentence, where that makes a name of them.
fn names_in<'a>(languages: &[String], text: &'a str, words: &[&Range<usize>]) -> BTreeSet<&'a str> {
    let has_nouns_with_capitals = languages.iter().any(|tag| tag.starts_with("de"));
    if has_nouns_with_capitals {
        return BTreeSet::new();
    }
    let mut names = BTreeSet::new();
    let (mut end, mut line_start, mut is_heading) = (0, None, false);
    for range in words {
        let gap = text.get(end..range.start).unwrap_or_default();
        let line_break = gap.rfind('\n').map(|at| end + at + 1);
        end = range.end;
        if let Some(start) = line_break.or_else(|| line_start.is_none().then_some(0)) {
            line_start = Some(start);
            let line = text.get(start..).unwrap_or_default();
            is_heading = line::heading(line.trim_start_matches([' ', '\t'])).is_some();
        }
        let line = text.get(line_start.unwrap_or_default()..range.start);
        let before = line
            .unwrap_or_default()
            .trim_end_matches([' ', '*', '_', '[']);
        let Some(last) = before.chars().next_back() else {
            continue;
        };
        let is_within = last.is_alphanumeric() || matches!(last, ',' | ';' | '’' | '\'' | ')');
        let word = text.get((*range).clone()).unwrap_or_default();
        if word.starts_with(char::is_uppercase) && is_within && !is_heading {
            names.insert(word.trim_end_matches("'s").trim_end_matches("’s"));
        }
    }
    names
}

/// The words that no dictionary has and that are no mistakes, each looked at once.
struct Excused<'a> {
    query: &'a SpellingQuery,
    /// The names in the article as its file has it; they were counted among those of the site.
    own: Option<BTreeSet<String>>,
    found: HashMap<String, bool>,
}

impl<'a> Excused<'a> {
    fn of(query: &'a SpellingQuery) -> Self {
        Self {
            query,
            own: None,
            found: HashMap::new(),
        }
    }

    fn has(&mut self, word: &str, is_name: impl FnOnce(&str) -> bool) -> bool {
        if let Some(&found) = self.found.get(word) {
            return found;
        }
        let found = is_name(word) || self.is_frequent(word);
        self.found.insert(word.to_owned(), found);
        found
    }

    /// Whether a word stands in enough other articles.
    fn is_frequent(&mut self, word: &str) -> bool {
        let word = compared(word);
        let Some(&count) = self.query.of_site.frequent.get(word.as_str()) else {
            return false;
        };
        let own = self
            .own
            .get_or_insert_with(|| names_in_body(self.query.dialect, &self.query.saved));
        count >= ENOUGH_ARTICLES + usize::from(own.contains(&word))
    }
}
