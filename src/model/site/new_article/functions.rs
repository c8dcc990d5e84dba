//! The functions of Hugo's templates that archetypes use.

use super::{Budget, Facts, humanize::humanized};
use crate::model::{
    go_layout::{Piece, pieces},
    site::address::{self, Manner},
};

/// What an action gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Bool(bool),
    /// This moment.
    Now,
}

impl Value {
    pub(super) fn text(&self, facts: &Facts) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Bool(on) => on.to_string(),
            Self::Now => crate::model::date::like("", &facts.now),
        }
    }

    /// In bytes; what is no text is short.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Number(_) | Self::Bool(_) | Self::Now => 0,
        }
    }

    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0,
            Self::Bool(on) => *on,
            Self::Now => true,
        }
    }
}

/// `None`: there is no such function here, it takes something else, or it costs too much.
pub(super) fn call(
    name: &str,
    arguments: &[Value],
    facts: &Facts,
    budget: &Budget,
) -> Option<Value> {
    let text = |value: &Value| value.text(facts);
    match (name, arguments) {
        ("dateFormat" | "time.Format", [layout, date]) => {
            let is_now = *date == Value::Now || text(date) == text(&Value::Now);
            let layout = text(layout);
            // Hugo writes the names of days and months in the language of the site.
            let is_spoken = is_english(facts, &layout);
            (is_now && is_spoken)
                .then(|| formatted(&layout, facts))
                .flatten()
        }
        ("time" | "time.AsTime", [Value::Now]) => Some(Value::Now),
        ("not", [value]) => Some(Value::Bool(!value.is_true())),
        ("and", [.., last]) => {
            let wrong = arguments.iter().find(|value| !value.is_true());
            Some(wrong.unwrap_or(last).clone())
        }
        ("or", [.., last]) => {
            let right = arguments.iter().find(|value| value.is_true());
            Some(right.unwrap_or(last).clone())
        }
        ("eq", [first, others @ ..]) => Some(Value::Bool(others.contains(first))),
        ("ne", [first, other]) => Some(Value::Bool(first != other)),
        ("lt", [Value::Number(a), Value::Number(b)]) => Some(Value::Bool(a < b)),
        ("gt", [Value::Number(a), Value::Number(b)]) => Some(Value::Bool(a > b)),
        ("le", [Value::Number(a), Value::Number(b)]) => Some(Value::Bool(a <= b)),
        ("ge", [Value::Number(a), Value::Number(b)]) => Some(Value::Bool(a >= b)),
        ("add", [Value::Number(a), Value::Number(b)]) => Some(Value::Number(a.checked_add(*b)?)),
        ("mul", [Value::Number(a), Value::Number(b)]) => Some(Value::Number(a.checked_mul(*b)?)),
        ("div", [Value::Number(a), Value::Number(b)]) => Some(Value::Number(a.checked_div(*b)?)),
        ("mod", [Value::Number(a), Value::Number(b)]) => Some(Value::Number(a.checked_rem(*b)?)),
        ("cond", [Value::Bool(is_so), then, otherwise]) => {
            let value = if *is_so { then } else { otherwise };
            Some(value.clone())
        }
        ("hasPrefix" | "strings.HasPrefix", [Value::Text(text), Value::Text(start)]) => {
            Some(Value::Bool(text.starts_with(start.as_str())))
        }
        ("hasSuffix" | "strings.HasSuffix", [Value::Text(text), Value::Text(end)]) => {
            Some(Value::Bool(text.ends_with(end.as_str())))
        }
        ("in" | "strings.Contains", [Value::Text(text), Value::Text(part)]) => {
            Some(Value::Bool(text.contains(part.as_str())))
        }
        ("countrunes" | "strings.RuneCount", [Value::Text(text)]) if !text.contains('<') => {
            let signs = text
                .chars()
                .filter(|c| name == "strings.RuneCount" || !c.is_whitespace());
            Some(Value::Number(i64::try_from(signs.count()).ok()?))
        }
        ("sub", [Value::Number(a), Value::Number(b)]) => Some(Value::Number(a.checked_sub(*b)?)),
        ("default", [usual, value]) => {
            let value = if value.is_true() { value } else { usual };
            Some(value.clone())
        }
        ("len", [value]) => Some(Value::Number(i64::try_from(text(value).len()).ok()?)),
        ("print", all) => {
            let mut made = String::new();
            let mut was_text = true;
            for value in all {
                // A blank stands between two of which none is a text.
                let is_text = matches!(value, Value::Text(_));
                if !is_text && !was_text {
                    made.push(' ');
                }
                made.push_str(&text(value));
                was_text = is_text;
            }
            Some(Value::Text(made))
        }
        ("printf", [format, rest @ ..]) => printed(&text(format), rest, facts).map(Value::Text),
        _ => {
            if let Some(field) = name.strip_prefix("now").or(name.strip_prefix(".Date")) {
                return self::field(&Value::Now, field, arguments, facts);
            }
            let texts: Vec<String> = arguments.iter().map(text).collect();
            of_text(name, &texts, budget).map(Value::Text)
        }
    }
}

/// A field of a value: `.Year`, `.Format "2006"`; an empty one is the value itself.
pub(super) fn field(
    value: &Value,
    field: &str,
    arguments: &[Value],
    facts: &Facts,
) -> Option<Value> {
    if field.is_empty() {
        return arguments.is_empty().then(|| value.clone());
    }
    if *value != Value::Now {
        return None;
    }
    match (field, arguments) {
        (".Format", [layout]) => formatted(&layout.text(facts), facts),
        (".Year", []) => Some(Value::Number(facts.now.year().into())),
        (".Day", []) => Some(Value::Number(facts.now.day().into())),
        (".Month", []) => formatted("January", facts),
        (".Weekday", []) => formatted("Monday", facts),
        (".Unix", []) => Some(Value::Number(facts.now.timestamp().as_second())),
        _ => None,
    }
}

fn of_text(name: &str, texts: &[String], budget: &Budget) -> Option<String> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let name = name.strip_prefix("strings.").unwrap_or(name);
    Some(match (name, texts.as_slice()) {
        ("title" | "Title", [text]) => title_case(text),
        ("humanize" | "inflect.Humanize", [text]) => humanized(text),
        ("urlize" | "urls.URLize", [text]) => {
            address::escaped(&address::of_title(text, Manner::default()))
        }
        ("anchorize" | "urls.Anchorize", [text]) => anchor(text),
        ("lower" | "ToLower", [text]) => text.to_lowercase(),
        ("upper" | "ToUpper", [text]) => text.to_uppercase(),
        ("trim" | "Trim", [text, signs]) => {
            let signs: Vec<char> = signs.chars().collect();
            text.trim_matches(signs.as_slice()).to_owned()
        }
        ("TrimSpace", [text]) => text.trim().to_owned(),
        ("TrimPrefix", [start, text]) => text.strip_prefix(start).unwrap_or(text).to_owned(),
        ("TrimSuffix", [end, text]) => text.strip_suffix(end).unwrap_or(text).to_owned(),
        ("replace" | "Replace", [text, old, new]) => {
            budget.step(replaced_len(text, old, new))?;
            text.replace(old, new)
        }
        ("replace" | "Replace", [text, old, new, most]) => {
            budget.step(replaced_len(text, old, new))?;
            text.replacen(old, new, most.parse().ok()?)
        }
        ("replaceRE" | "ReplaceRE", [pattern, new, text]) => {
            budget.replace_matches(pattern, new, text)?
        }
        ("substr" | "Substr", [text, start, len]) => {
            let (start, len) = (start.parse().ok()?, len.parse().ok()?);
            text.chars().skip(start).take(len).collect()
        }
        ("slicestr" | "SliceString", [text, start]) => {
            text.chars().skip(start.parse().ok()?).collect()
        }
        ("slicestr" | "SliceString", [text, start, end]) => {
            let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
            text.chars().take(end).skip(start).collect()
        }
        ("jsonify", [text]) => {
            let json = serde_json::Value::from(*text).to_string();
            let json = json.replace('<', "\\u003c").replace('>', "\\u003e");
            json.replace('&', "\\u0026")
        }
        ("safeHTML" | "string", [text]) => (*text).to_owned(),
        ("plainify" | "transform.Plainify", [text]) => without_tags(text)?,
        ("markdownify" | "transform.Markdownify", [text]) => as_written(text)?,
        ("htmlUnescape" | "transform.HTMLUnescape", [text]) => without_entities(text)?,
        ("htmlEscape" | "transform.HTMLEscape", [text]) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            let text = text.replace('>', "&gt;").replace('"', "&#34;");
            text.replace('\'', "&#39;")
        }
        ("FirstUpper", [text]) => {
            let mut letters = text.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
        ("TrimLeft", [signs, text]) => text.trim_start_matches(any_of(signs)).to_owned(),
        ("TrimRight", [signs, text]) => text.trim_end_matches(any_of(signs)).to_owned(),
        ("chomp" | "Chomp", [text]) => text.trim_end_matches(['\n', '\r']).to_owned(),
        ("path.Base", [path]) if is_plain_path(path) => {
            path.rsplit('/').next().unwrap_or_default().to_owned()
        }
        ("path.Dir", [path]) if is_plain_path(path) => path
            .rsplit_once('/')
            .map_or(".", |(folder, _)| folder)
            .to_owned(),
        ("path.BaseName", [path]) if is_plain_path(path) => {
            let name = path.rsplit('/').next().unwrap_or_default();
            name.rsplit_once('.')
                .map_or(name, |(stem, _)| stem)
                .to_owned()
        }
        ("path.Ext", [path]) if is_plain_path(path) => {
            let name = path.rsplit('/').next().unwrap_or_default();
            name.rfind('.')
                .and_then(|at| name.get(at..))
                .unwrap_or_default()
                .to_owned()
        }
        _ => return None,
    })
}

fn any_of(signs: &str) -> impl Fn(char) -> bool + '_ {
    |c| signs.contains(c)
}

/// One that Hugo has nothing to clear up in.
fn is_plain_path(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// A text without its tags. `None`: with tags that Hugo puts line breaks for, or a `<` of which it is not sure
/// that it begins one.
fn without_tags(text: &str) -> Option<String> {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        made.push_str(before);
        let (tag, after) = behind.split_once('>')?;
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let name = name.split(char::is_whitespace).next()?;
        let is_within = [
            "a", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "u",
        ];
        if !is_within.contains(&name) || tag.contains('<') {
            return None;
        }
        rest = after;
    }
    made.push_str(rest);
    // Lines are joined, too.
    (!made.contains(['\n', '\r'])).then_some(made)
}

/// Markdown that is text and nothing else, of which no sign is another to readers.
fn as_written(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == ',' || c == '?';
    let is_word = |word: &str| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit());
    let is_text = text.chars().all(is_plain) && text.split(' ').all(is_word);
    // What looks like an address is linked.
    (text.is_empty() || is_text && !text.contains("www")).then(|| text.to_owned())
}

/// `None`: with a name that is not known here.
fn without_entities(text: &str) -> Option<String> {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        made.push_str(before);
        let (name, after) = behind.split_once(';')?;
        made.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" | "#34" => '"',
            "#39" => '\'',
            _ => return None,
        });
        rest = after;
    }
    made.push_str(rest);
    Some(made)
}

/// At most, in bytes.
fn replaced_len(text: &str, old: &str, new: &str) -> usize {
    let found = text.matches(old).count();
    text.len().saturating_add(found.saturating_mul(new.len()))
}

/// As the id of a heading.
fn anchor(text: &str) -> String {
    let letters = text.trim().chars().filter_map(|c| match c {
        ' ' | '-' => Some('-'),
        c if c.is_alphanumeric() || c == '_' => Some(c),
        _ => None,
    });
    letters.flat_map(char::to_lowercase).collect()
}

/// The words that Hugo leaves small within a title.
const SMALL: [&str; 21] = [
    "a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "nor", "of", "on", "or",
    "per", "the", "to", "up", "via", "vs",
];

fn title_case(text: &str) -> String {
    let last = text.split(' ').count().saturating_sub(1);
    let words: Vec<String> = text
        .split(' ')
        .enumerate()
        .map(|(at, word)| {
            if at != 0 && at != last && SMALL.contains(&word) {
                return word.to_owned();
            }
            let mut made = String::with_capacity(word.len());
            let mut is_start = true;
            for c in word.chars() {
                if is_start {
                    made.extend(c.to_uppercase());
                } else {
                    made.push(c);
                }
                is_start = !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '_');
            }
            made
        })
        .collect();
    words.join(" ")
}

/// Of a number, in letters.
const MAX_WIDTH: usize = 100;

/// `printf`, for texts and numbers. `None`: a verb that is not known, or nothing for one.
fn printed(format: &str, values: &[Value], facts: &Facts) -> Option<String> {
    let mut made = String::new();
    let mut values = values.iter();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('%') {
        made.push_str(before);
        let at = after.find(|c: char| !c.is_ascii_digit())?;
        let (width, after) = after.split_at_checked(at)?;
        let verb = after.chars().next()?;
        rest = after.get(verb.len_utf8()..)?;
        if verb == '%' {
            made.push('%');
            continue;
        }
        let value = values.next()?;
        let text = value.text(facts);
        let written = match (verb, value) {
            ('s' | 'v', _) if width.is_empty() => text,
            ('s' | 'v', _) if !width.starts_with('0') => {
                let len: usize = width.parse().ok().filter(|len| *len <= MAX_WIDTH)?;
                format!("{text:>len$}")
            }
            ('q', _) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            ('d', Value::Number(number)) => {
                let len: usize = width.parse().unwrap_or(0);
                if len > MAX_WIDTH {
                    return None;
                }
                if width.starts_with('0') {
                    format!("{number:0len$}")
                } else {
                    format!("{number:len$}")
                }
            }
            _ => return None,
        };
        made.push_str(&written);
    }
    made.push_str(rest);
    Some(made)
}

/// Whether what a layout gives is the same in the language of the site and in English.
fn is_english(facts: &Facts, layout: &str) -> bool {
    let language = facts.language.to_lowercase();
    if layout.starts_with(':') {
        return matches!(&*language, "" | "en" | "en-us");
    }
    let has_words = ["Jan", "Mon", "PM", "pm", "MST"];
    language.is_empty()
        || language.starts_with("en")
        || !has_words.iter().any(|word| layout.contains(word))
}

/// This moment in a layout of Go, which is a way of writing 2 January 2006, 15:04:05.
fn formatted(layout: &str, facts: &Facts) -> Option<Value> {
    let layout = match layout {
        ":date_full" => "Monday, January 2, 2006",
        ":date_long" => "January 2, 2006",
        ":date_medium" => "Jan 2, 2006",
        ":date_short" => "1/2/06",
        other if other.starts_with(':') => return None,
        other => other,
    };
    let mut made = String::new();
    for piece in pieces(layout) {
        match piece {
            Piece::Text(text) => made.push_str(text),
            Piece::Part(_, code) => {
                made.push_str(&jiff::fmt::strtime::format(code, &facts.now).ok()?);
            }
        }
    }
    Some(Value::Text(made))
}
