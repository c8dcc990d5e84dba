//! Attributes in braces, as goldmark reads them: `{#id .class data-x="y"}` at the end of a heading,
//! and, where the site has it, in a line of their own below a block.

use std::ops::Range;

use crate::model::markdown::line;

/// A name with its value; each name once, but classes are joined.
pub(in crate::model::markdown) type Attribute = (String, String);

/// More than this are no attributes.
const MOST: usize = 64;
const BLANKS: [char; 2] = [' ', '\t'];
/// The attributes that `text` starts with, and the length of what is written.
pub(super) fn read(text: &str) -> Option<(Vec<Attribute>, usize)> {
    let mut rest = text.strip_prefix('{')?;
    let mut found: Vec<Attribute> = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix('}') {
            return Some((found, text.len() - after.len()));
        }
        if found.len() == MOST {
            return None;
        }
        let (name, value, after) = attribute(rest.trim_start_matches(BLANKS))?;
        add(&mut found, (name, value));
        rest = after.trim_start_matches(BLANKS);
        let is_more = rest.strip_prefix(',');
        rest = is_more.map_or(rest, |more| more.trim_start_matches(BLANKS));
    }
}

fn add(found: &mut Vec<Attribute>, (name, value): Attribute) {
    match found.iter_mut().find(|(known, _)| *known == name) {
        Some((_, classes)) if name == "class" => {
            classes.push(' ');
            classes.push_str(&value);
        }
        Some((_, known)) => *known = value,
        None => found.push((name, value)),
    }
}

fn attribute(text: &str) -> Option<(String, String, &str)> {
    let short = [('#', "id"), ('.', "class")];
    for (sign, name) in short {
        let Some(rest) = text.strip_prefix(sign) else {
            continue;
        };
        let is_end = |c: char| {
            c.is_ascii_whitespace()
                || c.is_ascii_punctuation() && !matches!(c, '_' | '-' | ':' | '.')
        };
        let (value, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        return Some((name.to_owned(), value.to_owned(), after));
    }
    if !text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':')) {
        return None;
    }
    let is_end = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-'));
    let (name, after) = text.split_at(text.find(is_end)?);
    let value = after.trim_start_matches(BLANKS).strip_prefix('=')?;
    let value = value.trim_start_matches(BLANKS);
    let (value, after) = value_of(value)?;
    Some((name.to_owned(), value, after))
}

/// The value that `text` starts with, and what follows it.
fn value_of(text: &str) -> Option<(String, &str)> {
    let Some(inside) = text.strip_prefix('"') else {
        let is_end = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-'));
        let (value, after) = text.split_at(text.find(is_end)?);
        return (!value.is_empty()).then(|| (value.to_owned(), after));
    };
    let mut value = String::new();
    let mut letters = inside.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, inside.get(at + 1..)?)),
            '\n' | '\r' => return None,
            '\\' if inside.get(at + 1..)?.starts_with(['"', '\\']) => {
                value.extend(letters.next().map(|(_, letter)| letter));
            }
            letter => value.push(letter),
        }
    }
    None
}

/// The attributes at the end of a heading that start at `start`, with the closing `#` before them.
/// The last braces of a line count.
pub(super) fn of_heading(source: &str, start: usize) -> Option<Range<usize>> {
    let (above, rest) = source.split_at_checked(start)?;
    let (_, len) = read(rest)?;
    let below = rest.get(len..)?.trim_start_matches([' ', '\t']);
    if !below.is_empty() && !below.starts_with(['\n', '\r']) || above.ends_with('\\') {
        return None;
    }
    let line = above.rsplit(['\n', '\r']).next()?;
    let title_from = line::containers(line).end;
    let title = line.get(title_from..)?.trim_start_matches(BLANKS);
    if !line::opens_heading(title) {
        let is_text = !title.trim().is_empty();
        return (is_text && is_underlined(below)).then(|| start..start + len);
    }
    let words = line.trim_end();
    let closed = words.trim_end_matches('#');
    let has_closing = closed.len() < words.len() && closed.ends_with([' ', '\t']);
    let is_all = closed.trim_end().len() <= title_from;
    let from = if has_closing && !is_all {
        start - line.len() + closed.len()
    } else {
        start
    };
    Some(from..start + len)
}

/// Whether the next line makes a heading of what stands above it.
fn is_underlined(below: &str) -> bool {
    let next = below.trim_start_matches('\r').strip_prefix('\n');
    let line = next
        .and_then(|next| next.lines().next())
        .unwrap_or_default();
    line::is_underline(line.trim_start_matches([' ', '\t', '>']))
}

/// The line of attributes that starts at `start`, with what stands behind them.
pub(super) fn of_block(source: &str, start: usize) -> Option<Range<usize>> {
    let (above, rest) = source.split_at_checked(start)?;
    let is_before = |c: char| c.is_ascii_digit() || " >-*+.)".contains(c);
    let line_start = above.trim_end_matches(is_before);
    let is_whole = line_start.is_empty() || line_start.ends_with(['\n', '\r']);
    let line = above.get(line_start.len()..).filter(|_| is_whole)?;
    let indent_len = line.len() - line.trim_end_matches(' ').len();
    if indent_len > 3 || line.ends_with(|c: char| c != ' ' && c != '>') {
        return None;
    }
    // It may be all of a quote or an item.
    let before = line::containers(line);
    let items = before.marks.iter().filter(|mark| !mark.is_quote).count();
    if items > 1 || !line.get(before.end..)?.trim().is_empty() {
        return None;
    }
    read(rest)?;
    let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Some(start..start + len)
}

/// Of the attributes right below a block those that its tag takes: what all may have.
pub(in crate::model::markdown) fn taken(attributes: Vec<Attribute>, tag: &str) -> Vec<Attribute> {
    const GLOBAL: [&str; 23] = [
        "accesskey",
        "autocapitalize",
        "autofocus",
        "class",
        "contenteditable",
        "dir",
        "draggable",
        "enterkeyhint",
        "hidden",
        "id",
        "inert",
        "inputmode",
        "is",
        "itemid",
        "itemprop",
        "itemref",
        "itemscope",
        "itemtype",
        "lang",
        "part",
        "role",
        "spellcheck",
        "style",
    ];
    const MORE: [&str; 4] = ["slot", "tabindex", "title", "translate"];
    let is_taken = |(name, _): &Attribute| {
        let is_heading = tag.starts_with('h') && tag != "hr";
        let name = &**name;
        let is_known = GLOBAL.contains(&name) || MORE.contains(&name) || name.starts_with("data-");
        is_known && !(is_heading && name == "id")
    };
    attributes.into_iter().filter(is_taken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_up_to_their_brace() {
        let check = |text: &str, expected: &[(&str, &str)], len: usize| {
            let expected = expected
                .iter()
                .map(|&(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(read(text), Some((expected.collect(), len)), "{text}");
        };
        check(
            "{#own data-x=\"y z\"} a",
            &[("id", "own"), ("data-x", "y z")],
            19,
        );
        check("{ .a .b class=\"c\" }", &[("class", "a b c")], 19);
        check("{a=\"}\",b=c}", &[("a", "}"), ("b", "c")], 11);
        check("{}", &[], 2);
        for text in ["{so}", "{a=}", "{#a", "{a='b'}", "{.a b}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_heading_has_those_that_end_its_line() {
        let check = |text: &str, expected: Option<&str>| {
            let start = text.rfind('{').unwrap();
            let found = of_heading(text, start).map(|range| &text[range]);
            assert_eq!(found, expected, "{text}");
        };
        check("# a {#b}", Some("{#b}"));
        check("> ## a ## {#b} \n", Some("## {#b}"));
        check("# {#b}", Some("{#b}"));
        check("a {#b}\n===", Some("{#b}"));
        check("a {#b}\nb", None);
        check("# a {#b} c", None);
        check("#a {#b}", None);
        check("# a {b}", None);
    }
}
