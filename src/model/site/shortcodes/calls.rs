//! The calls of shortcodes in a text. They count in code and in comments of HTML too; `{{</* x */>}}`
//! is text.

use crate::model::markdown::shortcode::{BRACES, Open, end_of};

/// A shortcode that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// In small letters.
    pub name: String,
    /// The name as it is written.
    pub written: String,
    pub at_byte: usize,
    pub open: Open,
    pub is_closing: bool,
    /// `{{< name />}}`
    pub is_ended: bool,
    /// A sign that stands in no call, outside of quotes.
    pub sign: Option<char>,
    /// Named ones with their names.
    pub arguments: Vec<(Option<String>, String)>,
}

/// The calls in a text, in their order, and the byte of one that does not end, which is the last.
pub fn calls(text: &str, body_start: usize) -> (Vec<Call>, Option<usize>) {
    let mut calls = Vec::new();
    let mut at = body_start;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(BRACES)) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let Some(open) = Open::of(rest) else {
            at = start + BRACES.len();
            continue;
        };
        let from = start + open.opening().len();
        let inner = text.get(from..).unwrap_or_default();
        if inner.trim_start().starts_with("/*") {
            let Some(end) = inner.find("*/") else {
                return (calls, Some(start));
            };
            at = from + end;
            continue;
        }
        let Some(end) = end_of(inner, open) else {
            return (calls, Some(start));
        };
        calls.extend(call(inner.get(..end).unwrap_or_default(), start, open));
        at = from + end + open.closing().len();
    }
    (calls, None)
}

fn call(inner: &str, at_byte: usize, open: Open) -> Option<Call> {
    let inner = inner.trim();
    let whole = inner.strip_suffix('/').unwrap_or(inner);
    let is_ended = whole.len() < inner.len();
    let inner = whole.trim_end();
    let (inner, is_closing) = match inner.strip_prefix('/') {
        Some(rest) => (rest.trim_start(), true),
        None => (inner, false),
    };
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (name, rest) = inner.split_at_checked(end)?;
    Some(Call {
        name: name.to_lowercase(),
        written: name.to_owned(),
        at_byte,
        open,
        is_closing,
        is_ended,
        sign: sign_in(inner),
        arguments: arguments(rest),
    })
}

/// A sign that may stand in quotes alone.
fn sign_in(inner: &str) -> Option<char> {
    let mut quote = None;
    let mut was_escape = false;
    for c in inner.chars() {
        match quote {
            None if matches!(c, '\'' | ',') => return Some(c),
            None if matches!(c, '"' | '`') => quote = Some(c),
            Some(open) if c == open && !was_escape => quote = None,
            _ => {}
        }
        was_escape = quote == Some('"') && c == '\\' && !was_escape;
    }
    None
}

fn arguments(mut rest: &str) -> Vec<(Option<String>, String)> {
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else {
            return all;
        };
        let mut name = None;
        let is_quote = |c: char| c == '"' || c == '`';
        if !is_quote(first)
            && let Some((key, value)) = rest.split_once('=')
            && !key.trim_end().contains(char::is_whitespace)
        {
            name = Some(key.trim_end().to_owned());
            rest = value.trim_start();
        }
        let (value, after) = match rest.chars().next() {
            Some(quote) if is_quote(quote) => {
                let inside = rest.get(1..).unwrap_or_default();
                quoted(inside, quote).unwrap_or((inside, ""))
            }
            _ => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        all.push((name, value.to_owned()));
        rest = after;
    }
}

/// A text up to its closing quote, and what is behind that.
fn quoted(inside: &str, quote: char) -> Option<(&str, &str)> {
    let mut was_escape = false;
    let end = inside.char_indices().find_map(|(at, c)| {
        let is_end = c == quote && !was_escape;
        was_escape = quote == '"' && c == '\\' && !was_escape;
        is_end.then_some(at)
    })?;
    Some((inside.get(..end)?, inside.get(end + 1..)?))
}

/// Whether what is called so stands in the text itself: `x.inline`.
pub(super) fn is_inline(name: &str) -> bool {
    name.strip_suffix(".inline")
        .is_some_and(|name| !name.is_empty())
}

impl Call {
    /// A template that stands in the text itself: `x.inline`.
    pub fn is_inline(&self) -> bool {
        is_inline(&self.name)
    }

    /// `ref` or `relref`, which is not closed by it.
    pub fn is_reference(&self) -> bool {
        matches!(&*self.name, "ref" | "relref") && !self.is_closing
    }

    /// What a `ref` or `relref` names, and the language it asks for.
    pub fn reference(&self) -> Option<(&str, Option<&str>)> {
        if !self.is_reference() {
            return None;
        }
        let named = |key: &str| {
            let argument = self
                .arguments
                .iter()
                .find(|(name, _)| name.as_deref() == Some(key));
            argument.map(|(_, value)| &**value)
        };
        let first = self.arguments.first().filter(|(name, _)| name.is_none());
        let path = named("path").or(first.map(|(_, value)| &**value))?;
        Some((path, named("lang")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let (calls, _) = calls(text, 0);
        calls.into_iter().map(|call| call.name).collect()
    }

    #[test]
    fn calls_are_found_and_what_only_shows_them_is_not() {
        assert_eq!(
            names("a {{< one x=\"1\" >}} b {{% /Two %}}"),
            ["one", "two"]
        );
        assert_eq!(
            names("{{</* one */>}} {{ two }} {{%/* three */%}}"),
            [] as [&str; 0]
        );
        assert_eq!(names("`{{< one \">}}\" />}}`"), ["one"]);
        assert_eq!(calls("x {{< one", 0), (Vec::new(), Some(2)));
    }

    #[test]
    fn arguments_have_their_names() {
        let text = "{{< ref path = \"a b.md\" lang=nl >}} {{< relref `x` >}} {{< a \"b \\\"c\\\" d\" e >}}";
        let (found, _) = calls(text, 0);
        assert_eq!(found[0].reference(), Some(("a b.md", Some("nl"))));
        assert_eq!(found[1].reference(), Some(("x", None)));
        assert_eq!(found[2].arguments.len(), 2);
    }
}
