//! What was typed, read as a query.

use std::{cell::OnceCell, ops::Range, str::FromStr as _};

use jiff::{Span, Timestamp, civil};

use strum::IntoEnumIterator as _;

use super::{Comparison, Filter, Grounds, Is, Leaf, LinksTo, Pattern, Query, folded};
use crate::model::said::said;

/// Longer ones are cut: they are typed by no one.
const MOST_BYTES: usize = 4_000;

/// What is asked of and answered elsewhere, or not yet.
const NOT_KNOWN: [&str; 1] = ["changed"];

pub(super) fn read(typed: &str, grounds: &Grounds<'_>) -> Query {
    let typed = typed
        .get(..typed.floor_char_boundary(MOST_BYTES))
        .unwrap_or(typed);
    let mut query = Query::default();
    let mut any: Vec<Side> = vec![Side::default()];
    for token in tokens(typed) {
        if token.is_or() {
            any.push(Side::default());
            continue;
        }
        let unknown = query.remarks.len();
        let term = query.term(&token, grounds);
        if let Some(side) = any.last_mut() {
            let is_known = term.is_some() || query.remarks.len() == unknown;
            side.is_vague |= !is_known;
            side.all.extend(term);
        }
    }
    query.is_vague = any.iter().any(|side| side.is_vague);
    // A side with nothing that is known finds everything; one with nothing at all is still typed.
    any.retain(|side| !side.all.is_empty() || side.is_vague);
    let mut any: Vec<Filter> = any.into_iter().map(|side| Filter::All(side.all)).collect();
    query.filter = match any.len() {
        0 => Filter::default(),
        1 => any.remove(0),
        _ => Filter::Any(any),
    };
    query
}

/// Whether a term asks for what is known by the texts of articles alone.
pub(super) fn asks_for_links(typed: &str) -> bool {
    let mut terms = tokens(typed).filter_map(|token| token.written.split_once(':'));
    terms.any(|(key, value)| {
        let is = Is::from_str(&value.to_ascii_lowercase());
        key.eq_ignore_ascii_case("links")
            || (key.eq_ignore_ascii_case("is") && is.is_ok_and(Is::is_of_links))
    })
}

/// What stands between two `or`.
#[derive(Default)]
struct Side {
    all: Vec<Filter>,
    /// Something in it is not known.
    is_vague: bool,
}

/// A piece between blanks; a phrase is one.
struct Token<'a> {
    is_negated: bool,
    /// As typed, without the minus.
    written: &'a str,
    /// Where the value or the phrase is in quotes, what is before them, and in them.
    quoted: Option<(&'a str, &'a str)>,
}

impl Token<'_> {
    fn is_or(&self) -> bool {
        !self.is_negated && self.quoted.is_none() && matches!(self.written, "or" | "OR")
    }
}

fn tokens(typed: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = typed;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let is_negated = rest.len() > 1 && rest.starts_with('-') && !rest.starts_with("- ");
        let start = if is_negated { rest.get(1..)? } else { rest };
        let blank = start.find(char::is_whitespace).unwrap_or(start.len());
        let quote = start.find('"').filter(|quote| {
            let before = start.get(..*quote).unwrap_or_default();
            *quote < blank && (before.is_empty() || before.ends_with(':'))
        });
        let (written, quoted) = match quote {
            Some(quote) => {
                let inner = start.get(quote + 1..)?;
                let end = inner.find('"').unwrap_or(inner.len());
                let after = (quote + 1 + end + 1).min(start.len());
                (
                    start.get(..after)?,
                    Some((start.get(..quote)?, inner.get(..end)?)),
                )
            }
            None => (start.get(..blank)?, None),
        };
        rest = start.get(written.len()..)?;
        Some(Token {
            is_negated,
            written,
            quoted,
        })
    })
}

impl Query {
    /// `None`: it leaves nothing out.
    fn term(&mut self, token: &Token<'_>, grounds: &Grounds<'_>) -> Option<Filter> {
        let filter = match self.leaf(token, grounds) {
            Read::Leaf(leaf) => Filter::Leaf(leaf),
            Read::Not(leaf) => Filter::Not(Box::new(Filter::Leaf(leaf))),
            Read::Nothing => return None,
        };
        Some(if token.is_negated {
            Filter::Not(Box::new(filter))
        } else {
            filter
        })
    }

    fn leaf(&mut self, token: &Token<'_>, grounds: &Grounds<'_>) -> Read {
        if let Some((before, phrase)) = token.quoted {
            let key = before.strip_suffix(':').unwrap_or(before);
            return match key {
                "" => words(phrase),
                key => self.keyed(key, phrase, token.written, grounds),
            };
        }
        let written = token.written;
        if let Some((key, comparison, number)) = compared(written)
            && (grounds.is_key)(key)
        {
            return Read::Leaf(Leaf::Number(key.to_owned(), comparison, number));
        }
        match written.split_once(':') {
            Some((key, value)) if is_name(key) && !value.starts_with("//") => {
                self.keyed(key, value, written, grounds)
            }
            _ => words(written),
        }
    }

    fn keyed(&mut self, key: &str, value: &str, written: &str, grounds: &Grounds<'_>) -> Read {
        let pattern = Pattern(folded(value));
        let small = key.to_ascii_lowercase();
        if value.is_empty() {
            // It is being typed.
            return if is_of_ours(&small) || (grounds.is_key)(key) {
                Read::Nothing
            } else {
                self.as_words(written)
            };
        }
        let leaf = match small.as_str() {
            "is" => return self.is(value, written, grounds),
            "has" => Leaf::Has(value.to_owned()),
            "no" => return Read::Not(Leaf::Has(value.to_owned())),
            "section" => Leaf::Section(Pattern(pattern.0.trim_matches('/').to_owned())),
            "path" => Leaf::Path(pattern),
            "tag" => Leaf::Tag(pattern),
            "lang" => Leaf::Language(pattern),
            "author" => Leaf::Author(pattern),
            "date" | "changed" => match period(value, grounds) {
                Some(range) if small == "date" => Leaf::Date(range),
                Some(range) => Leaf::Changed(range),
                None => return self.as_words(written),
            },
            "links" if grounds.knows_links => Leaf::Links(LinksTo {
                pattern,
                names: OnceCell::new(),
            }),
            "text" | "links" => return self.unknown(written),
            _ if (grounds.is_key)(key) => Leaf::Value(key.to_owned(), pattern),
            _ => return self.as_words(written),
        };
        Read::Leaf(leaf)
    }

    fn is(&mut self, value: &str, written: &str, grounds: &Grounds<'_>) -> Read {
        let value = value.to_ascii_lowercase();
        match Is::from_str(&value) {
            Ok(is) if is.is_of_links() && !grounds.knows_links => self.unknown(written),
            Ok(is) => Read::Leaf(Leaf::Is(is)),
            Err(_other) if NOT_KNOWN.contains(&value.as_str()) => self.unknown(written),
            Err(_other) if is_begun(&value) => Read::Nothing,
            Err(_other) => self.as_words(written),
        }
    }

    fn unknown(&mut self, written: &str) -> Read {
        self.remarks
            .push(said!("query-not-known", written = written));
        Read::Nothing
    }

    fn as_words(&mut self, written: &str) -> Read {
        self.remarks.push(said!("query-as-text", written = written));
        words(written)
    }
}

/// Whether it is being typed.
fn is_begun(value: &str) -> bool {
    let known = Is::iter().map(<&str>::from).chain(NOT_KNOWN);
    known.into_iter().any(|name| name.starts_with(value))
}

/// What one term is.
enum Read {
    Leaf(Leaf),
    Not(Leaf),
    Nothing,
}

fn words(written: &str) -> Read {
    if written == "-" {
        // What is left out is still being typed.
        return Read::Nothing;
    }
    let letters = folded(written.trim());
    if letters.is_empty() {
        Read::Nothing
    } else {
        Read::Leaf(Leaf::Words(letters))
    }
}

fn is_of_ours(key: &str) -> bool {
    const OURS: [&str; 12] = [
        "is", "has", "no", "section", "path", "tag", "lang", "author", "date", "changed", "text",
        "links",
    ];
    OURS.contains(&key)
}

/// What may be the name of a key: a time of the day or an address on the web is none.
fn is_name(key: &str) -> bool {
    let is_in_one = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.');
    key.starts_with(char::is_alphabetic) && key.chars().all(is_in_one)
}

/// `weight>=10`
fn compared(written: &str) -> Option<(&str, Comparison, f64)> {
    let at = written.find(['<', '>'])?;
    let (key, rest) = written.split_at(at);
    let (comparison, number) = match (rest.strip_prefix("<="), rest.strip_prefix(">=")) {
        (Some(number), _) => (Comparison::AtMost, number),
        (_, Some(number)) => (Comparison::AtLeast, number),
        _ if rest.starts_with('<') => (Comparison::Less, rest.get(1..)?),
        _ => (Comparison::More, rest.get(1..)?),
    };
    let number: f64 = number.parse().ok()?;
    (is_name(key) && number.is_finite()).then_some((key, comparison, number))
}

/// The seconds since 1970 of `2026-02`, `2026-02..2026-03-04`, `..2026`, `7d`.
fn period(value: &str, grounds: &Grounds<'_>) -> Option<Range<i64>> {
    if let Some((from, to)) = value.split_once("..") {
        let start = match from {
            "" => i64::MIN,
            from => days(from, grounds)?.start,
        };
        let end = match to {
            "" => i64::MAX,
            to => match ago(to, grounds) {
                Some(then) => then,
                None => days(to, grounds)?.end,
            },
        };
        return (!(from.is_empty() && to.is_empty())).then_some(start..end);
    }
    days(value, grounds)
}

/// From the start of the first day until the end of the last.
fn days(value: &str, grounds: &Grounds<'_>) -> Option<Range<i64>> {
    if let Some(start) = ago(value, grounds) {
        return Some(start..grounds.now_secs.saturating_add(1));
    }
    let numbers: Vec<i16> = value
        .split('-')
        .map(|part| {
            part.parse()
                .ok()
                .filter(|_| part.len() == 4 || part.len() == 2)
        })
        .collect::<Option<_>>()?;
    let day = |year: i16, month: i16, day: i16| {
        (value.find('-').unwrap_or(value.len()) == 4).then_some(())?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        civil::Date::new(year, month, day).ok()
    };
    let (first, after) = match *numbers.as_slice() {
        [year] => (day(year, 1, 1)?, Span::new().years(1)),
        [year, month] => (day(year, month, 1)?, Span::new().months(1)),
        [year, month, number] => (day(year, month, number)?, Span::new().days(1)),
        _ => return None,
    };
    let secs = |day: civil::Date| {
        let start = day.to_zoned_datetime(grounds.zone.clone()).ok()?;
        Some(start.timestamp().as_second())
    };
    Some(secs(first)?..secs(first.checked_add(after).ok()?)?)
}

/// So long ago: `7d`, `3w`, `6m`, `1y`.
fn ago(value: &str, grounds: &Grounds<'_>) -> Option<i64> {
    let unit = value.chars().next_back()?;
    value
        .starts_with(|char: char| char.is_ascii_digit())
        .then_some(())?;
    let number: i64 = value.get(..value.len() - unit.len_utf8())?.parse().ok()?;
    let span = match unit {
        'd' => Span::new().try_days(number),
        'w' => Span::new().try_weeks(number),
        'm' => Span::new().try_months(number),
        'y' => Span::new().try_years(number),
        _ => return None,
    };
    (number >= 0).then_some(())?;
    let now = Timestamp::from_second(grounds.now_secs).ok()?;
    let then = now
        .to_zoned_datetime(grounds.zone.clone())
        .checked_sub(span.ok()?)
        .ok()?;
    Some(then.timestamp().as_second())
}
