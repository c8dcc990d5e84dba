//! What readers stumble over in a text: words that stand twice, what was left to be filled in, signs
//! that nobody sees, long sentences, headings out of step.
//!
//! Limits: 20 of one kind of one text.

use std::ops::Range;

use super::{
    fix,
    prose::Prose,
    subject::{Article, Facts},
    told::{self, Told},
};
use crate::model::{
    finding::{Finding, Place, Rule, Safety},
    front_matter::KeyPath,
    markdown::{blocks::Heading, line},
    said::said,
    site::keys,
    text::position::line_end,
};

/// Words that are left in a text to be replaced, as they are written.
const PLACEHOLDERS: [&str; 3] = ["TODO", "TKTK", "FIXME"];
const LOREM: &str = "lorem ipsum";
/// Words that stand twice in good texts, in small letters.
const TWICE: [&str; 22] = [
    "dat", "die", "had", "that", "is", "er", "het", "de", "in", "op", "wie", "wat", "waar", "na",
    "no", "bye", "so", "very", "heel", "ja", "nee", "ha",
];
/// So many of one kind are told of one text.
const MOST: usize = 20;

pub fn found(facts: &Facts<'_>, article: &Article<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    let mut told = Told::default();
    headings(article, &mut told);
    for placed in &prose.texts {
        told.add(MOST, placeholders(placed));
        told.add(MOST, repeated(placed));
    }
    told.add(told::MOST, upload(article));
    told.add(MOST, invisible(article, prose));
    let limits = &facts.wanted.limits;
    if facts.wanted.asks_for(Rule::TextLongSentence) {
        told.add(MOST, long_sentences(prose, limits.sentence_words));
    }
    if facts.wanted.asks_for(Rule::TextReading) {
        told.add(MOST, reading(article, limits.reading_lix));
    }
    told.found()
}

/// Sentences of more words than that.
fn long_sentences(prose: &Prose<'_>, most: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    for placed in &prose.texts {
        let mut sentence: Option<Range<usize>> = None;
        let mut count = 0;
        let words = placed.iter().flat_map(|&(start, letters)| {
            let words = letters.split_inclusive(char::is_whitespace);
            let mut at = start;
            words.map(move |piece| {
                let from = at;
                at += piece.len();
                (from, piece.trim_end())
            })
        });
        for (at, word) in words.filter(|(_, word)| !word.is_empty()) {
            let end = at + word.len();
            let start = sentence.as_ref().map_or(at, |sentence| sentence.start);
            sentence = Some(start..end);
            count += usize::from(word.contains(char::is_alphanumeric));
            let closed = word.trim_end_matches(['"', '\'', '”', '’', ')', '»']);
            if closed.ends_with(['.', '!', '?', '…']) {
                found.extend(sentence.take().and_then(|it| long(it, count, most)));
                count = 0;
                if found.len() == MOST {
                    return found;
                }
            }
        }
        found.extend(sentence.and_then(|it| long(it, count, most)));
    }
    found.truncate(MOST);
    found
}

fn long(sentence: Range<usize>, count: usize, most: usize) -> Option<Finding> {
    let message = said!("check-text-long-sentence", count = count, most = most);
    let finding = Finding::new(Rule::TextLongSentence, Place::Text(sentence), message);
    (count > most).then_some(finding)
}

/// A text that is hard to read as a whole.
fn reading(article: &Article<'_>, most: usize) -> Option<Finding> {
    let lix = article.blocks.statistics.lix().filter(|lix| *lix > most)?;
    let message = said!("check-text-reading", lix = lix, most = most);
    Some(Finding::new(Rule::TextReading, Place::File, message))
}

fn headings(article: &Article<'_>, told: &mut Told) {
    let headings = &article.blocks.headings;
    told.add(MOST, title_again(article, headings.first()));
    let mut level = None;
    for (at, heading) in headings.iter().enumerate() {
        let range = line_of(article.text, heading.at_byte);
        if level.is_some_and(|above: u8| heading.level > above + 1) {
            let message = said!(
                "check-text-heading-skip",
                level = usize::from(heading.level)
            );
            let place = Place::Text(range.clone());
            told.add(
                told::MOST,
                [Finding::new(Rule::TextHeadingSkip, place, message)],
            );
        }
        level = Some(heading.level);
        let before = headings.get(..at).unwrap_or_default();
        let is_twin = |other: &&Heading| other.title == heading.title;
        if before.len() < 500 && before.iter().any(|other| is_twin(&other)) {
            let message = said!("check-text-heading-twin", title = &heading.title);
            let place = Place::Text(range);
            told.add(
                told::MOST,
                [Finding::new(Rule::TextHeadingTwin, place, message)],
            );
        }
    }
}

fn line_of(text: &str, at_byte: usize) -> Range<usize> {
    at_byte..line_end(text, at_byte)
}

/// The title of the article as its first heading.
fn title_again(article: &Article<'_>, first: Option<&Heading>) -> Option<Finding> {
    let heading = first?;
    let title = article.head.text(&KeyPath::new([keys::TITLE]))?;
    let is_same = heading.title.trim().to_lowercase() == title.trim().to_lowercase();
    if !is_same || title.trim().is_empty() {
        return None;
    }
    let body = article.text.get(article.head.head.end..heading.at_byte)?;
    if !body.trim().is_empty() {
        return None;
    }
    let line = line_of(article.text, heading.at_byte);
    let message = said!("check-text-title-twice");
    let mut finding = Finding::new(Rule::TextTitleTwice, Place::Text(line.clone()), message);
    let written = article.text.get(line.clone())?;
    if line::heading(written.trim_start()).is_some() {
        let rest = article.text.get(line.end..)?;
        let blanks = rest.len() - rest.trim_start_matches('\n').len();
        let range = line.start..line.end + blanks;
        let label = said!("check-fix-heading");
        let fix = fix::of_text(label, Safety::Asked, range, "");
        finding.fixes.push(fix);
    }
    Some(finding)
}

fn placeholders(placed: &[(usize, &str)]) -> Vec<Finding> {
    let mut found = Vec::new();
    for &(start, letters) in placed {
        let mut tell = |range: Range<usize>, word: &str| {
            if found.len() < MOST {
                let message = said!("check-text-placeholder", word = word);
                let place = Place::Text(range);
                found.push(Finding::new(Rule::TextPlaceholder, place, message));
            }
        };
        for (at, word) in words(letters) {
            if PLACEHOLDERS.contains(&word) {
                tell(start + at..start + at + word.len(), word);
            }
        }
        let lorem = letters.match_indices(['L', 'l']).map(|(at, _)| at);
        let mut lorem = lorem.filter(|at| {
            let words = letters.get(*at..at + LOREM.len());
            words.is_some_and(|words| words.eq_ignore_ascii_case(LOREM))
        });
        if let Some(at) = lorem.next() {
            tell(start + at..start + at + LOREM.len(), LOREM);
        }
    }
    found
}

/// What an editor leaves while it sends a picture.
fn upload(article: &Article<'_>) -> Option<Finding> {
    let body = article.text.get(article.head.head.end..)?;
    let at = body.find("![Uploading ")? + article.head.head.end;
    let message = said!("check-text-placeholder", word = "![Uploading …]()");
    let place = Place::Text(line_of(article.text, at));
    Some(Finding::new(Rule::TextPlaceholder, place, message))
}

/// Words of letters alone, each with where it begins.
fn words(letters: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let pieces = letters.split_inclusive(|c: char| !c.is_alphanumeric());
    let pieces = pieces.map(move |piece| {
        let start = at;
        at += piece.len();
        (
            start,
            piece.trim_end_matches(|c: char| !c.is_alphanumeric()),
        )
    });
    pieces.filter(|(_, word)| !word.is_empty())
}

/// `de een een sigaret, de ander vuur`: the one, and a cigarette.
fn is_one_and_a(before: &str, word: &str) -> bool {
    word == "een" && before.eq_ignore_ascii_case("de")
}

fn repeated(placed: &[(usize, &str)]) -> Vec<Finding> {
    let mut found = Vec::new();
    for &(start, letters) in placed {
        let mut last: Option<(usize, &str)> = None;
        let mut first = "";
        for (at, word) in words(letters) {
            let before = last.replace((at, word));
            let earlier = std::mem::replace(&mut first, before.map_or("", |(_, word)| word));
            let Some((before_at, before)) = before else {
                continue;
            };
            let between = letters.get(before_at + before.len()..at);
            let is_again = before.eq_ignore_ascii_case(word)
                && between == Some(" ")
                && word.chars().all(char::is_alphabetic)
                && word.chars().any(char::is_lowercase)
                && !TWICE.contains(&word.to_lowercase().as_str())
                && !is_one_and_a(earlier, word);
            if is_again {
                let range = start + before_at..start + at + word.len();
                let message = said!("check-text-repeated-word", word = word);
                let mut finding = Finding::new(Rule::TextRepeatedWord, Place::Text(range), message);
                let second = start + before_at + before.len()..start + at + word.len();
                let label = said!("check-fix-word", word = word);
                finding
                    .fixes
                    .push(fix::of_text(label, Safety::Asked, second, ""));
                found.push(finding);
                if found.len() == MOST {
                    return found;
                }
            }
        }
    }
    found
}

/// Signs that nobody sees, and that keep words from being found.
const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}'
    )
}

fn invisible(article: &Article<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    if article.text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for &(start, letters) in prose.texts.iter().flatten() {
        let mut signs = letters
            .char_indices()
            .filter(|(_, c)| is_invisible(*c))
            .peekable();
        while let Some((at, sign)) = signs.next() {
            let mut end = at + sign.len_utf8();
            while let Some((next, sign)) = signs.next_if(|(next, _)| *next == end) {
                end = next + sign.len_utf8();
            }
            let range = start + at..start + end;
            let code = format!("U+{:04X}", u32::from(sign));
            let message = said!("check-text-invisible", code = code);
            let mut finding =
                Finding::new(Rule::TextInvisible, Place::Text(range.clone()), message);
            let label = said!("check-fix-invisible");
            finding
                .fixes
                .push(fix::of_text(label, Safety::Asked, range, ""));
            found.push(finding);
            if found.len() == MOST {
                return found;
            }
        }
    }
    found
}
