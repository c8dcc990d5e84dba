//! Makes what a stranger's answer holds fit to be shown and written: texts without markup and signs that are not seen,
//! addresses that lead to the web and nowhere else.

use serde_json::Value;

const MAX_TEXT: usize = 500;
const MAX_ADDRESS: usize = 2_000;
const MAX_DEPTH: usize = 32;

/// Whether nothing in an answer stands deeper than it should.
pub fn is_shallow(answer: &[u8]) -> bool {
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    for byte in answer {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return false;
        }
    }
    true
}

/// A text in one line: without control signs and marks that turn its direction, of at most 500 characters.
pub fn text(raw: &str) -> String {
    let seen = raw
        .chars()
        .filter(|letter| !turns(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    // What has no end is not gone through to its end.
    let seen: String = seen.take(8 * MAX_TEXT).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ").chars().take(MAX_TEXT).collect()
}

/// Marks that are not seen, and make others be read elsewhere.
fn turns(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The text of a piece of HTML.
pub fn plain(html: &str) -> String {
    let mut plain = String::new();
    let mut rest: String = html.chars().take(20 * MAX_TEXT).collect();
    for hidden in ["script", "style"] {
        rest = without(&rest, hidden);
    }
    let mut rest = rest.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        // A sign that begins nothing.
        let begins =
            after.starts_with(|next: char| next.is_ascii_alphabetic() || "/!".contains(next));
        match after.split_once('>') {
            Some((tag, behind)) if begins => {
                let name = tag.trim_start_matches('/');
                if ["br", "p", "div", "li", "td"]
                    .iter()
                    .any(|it| is_tag(name, it))
                {
                    plain.push(' ');
                }
                rest = behind;
            }
            _ => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    text(&decoded(&plain))
}

fn is_tag(tag: &str, name: &str) -> bool {
    let start = tag.get(..name.len());
    let end = tag.get(name.len()..).and_then(|rest| rest.chars().next());
    start.is_some_and(|it| it.eq_ignore_ascii_case(name))
        && end.is_none_or(|it| !it.is_alphanumeric())
}

/// Without the elements of this name, and what is in them.
fn without(html: &str, name: &str) -> String {
    let small = html.to_ascii_lowercase();
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut kept = String::new();
    let mut at = 0;
    while let Some(start) = small.get(at..).and_then(|rest| rest.find(&open)) {
        kept.push_str(html.get(at..at + start).unwrap_or_default());
        let inside = at + start;
        let end = small.get(inside..).and_then(|rest| {
            let close = rest.find(&close)?;
            let end = rest.get(close..)?.find('>')?;
            Some(inside + close + end + 1)
        });
        at = end.unwrap_or(html.len());
    }
    kept.push_str(html.get(at..).unwrap_or_default());
    kept
}

fn decoded(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let known = after.get(..after.floor_char_boundary(12)).and_then(|near| {
            let (name, _) = near.split_once(';')?;
            Some((letter(name)?, name.len() + 1))
        });
        if let Some((letter, length)) = known {
            text.push(letter);
            rest = after.get(length..).unwrap_or_default();
        } else {
            text.push('&');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

fn letter(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

/// Where the first link of a piece of HTML leads.
pub fn first_link(html: &str) -> String {
    let html: String = html.chars().take(20 * MAX_TEXT).collect();
    let found = html
        .split_once("href=\"")
        .and_then(|(_, rest)| rest.split_once('"'));
    let Some((leads, _)) = found else {
        return String::new();
    };
    let leads = decoded(leads);
    match leads.strip_prefix("//") {
        Some(rest) => address(&format!("https://{rest}"), &[]),
        None => address(&leads, &[]),
    }
    .unwrap_or_default()
}

/// An address of https, at one of these hosts, or at any where there are none.
pub fn address(raw: &str, hosts: &[&str]) -> Option<String> {
    let raw = raw.trim();
    let is_plain = raw.len() <= MAX_ADDRESS
        && raw.chars().all(|letter| {
            !letter.is_control()
                && !letter.is_whitespace()
                && !turns(letter)
                && !"\"'<>()[]{}\\^`|".contains(letter)
        });
    let may_be = is_plain && host(raw).is_some() && (hosts.is_empty() || is_host_of(raw, hosts));
    may_be.then(|| raw.to_owned())
}

/// Whether an address of https is at one of these hosts.
pub fn is_host_of(address: &str, hosts: &[&str]) -> bool {
    host(address).is_some_and(|host| hosts.iter().any(|it| it.eq_ignore_ascii_case(host)))
}

/// The host of an address of https without a port, a name of somebody, or figures for a host.
fn host(address: &str) -> Option<&str> {
    let start = address.get(..8)?;
    let rest = address.get(8..)?;
    if !start.eq_ignore_ascii_case("https://") {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next()?;
    let is_name = |it: &str| {
        !it.is_empty()
            && it
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    let is_host = host.contains('.') && host.split('.').all(is_name);
    let has_letters = host.rsplit('.').next()?.chars().all(char::is_alphabetic);
    (is_host && has_letters).then_some(host)
}

/// A text at a key; empty where there is none.
pub fn text_at(value: &Value, key: &str) -> String {
    text(raw_at(value, key))
}

pub fn raw_at<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A name for a photo: a number, or a word of letters and figures.
pub fn id_at(value: &Value, key: &str) -> Option<String> {
    let id = match value.get(key)? {
        Value::Number(number) => number.as_u64()?.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    let is_id = !id.is_empty()
        && id.len() <= 64
        && id
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it));
    is_id.then_some(id)
}

/// Width and height at two keys; 0 where they are not said.
pub fn size_at(value: &Value, keys: [&str; 2]) -> [u32; 2] {
    keys.map(|key| {
        let number = value.get(key).and_then(Value::as_u64);
        number.and_then(|it| u32::try_from(it).ok()).unwrap_or(0)
    })
}

pub fn number_at(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or(0)
}
