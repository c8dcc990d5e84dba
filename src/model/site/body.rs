//! What stands in the text of an article and stops the build of the whole site: a shortcode that
//! is not there or not closed, a `ref` that leads nowhere.
//!
//! Calls count in code and in comments of HTML too; `{{</* x */>}}` is text.

use super::status::Stop;

/// A shortcode that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    pub at_byte: usize,
    pub is_closing: bool,
    /// Named ones with their names.
    pub arguments: Vec<(Option<String>, String)>,
}

/// The shortcodes that Hugo has by itself.
pub const BUILT_IN: [&str; 16] = [
    "comment",
    "details",
    "figure",
    "highlight",
    "instagram",
    "instagram_simple",
    "param",
    "qr",
    "ref",
    "relref",
    "vimeo",
    "vimeo_simple",
    "x",
    "x_simple",
    "youtube",
    "youtube_simple",
];

/// The calls in a text, in their order.
///
/// # Errors
/// The byte of one that is not closed.
pub fn calls(text: &str, body_start: usize) -> Result<Vec<Call>, usize> {
    let mut calls = Vec::new();
    let mut at = body_start;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("{{")) {
        let start = at + found;
        let rest = text.get(start + 2..).unwrap_or_default();
        let close = match rest.as_bytes().first() {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => {
                at = start + 2;
                continue;
            }
        };
        let inner = rest.get(1..).unwrap_or_default();
        if inner.trim_start().starts_with("/*") {
            let end = inner.find("*/").ok_or(start)?;
            at = start + 3 + end;
            continue;
        }
        let end = end_of(inner, close).ok_or(start)?;
        calls.extend(call(inner.get(..end).unwrap_or_default(), start));
        at = start + 3 + end + close.len();
    }
    Ok(calls)
}

/// Where the closing sign stands outside of quotes.
fn end_of(inner: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (Some('"'), '\\') if !is_escaped => {
                is_escaped = true;
                continue;
            }
            (Some(open), c) if c == open && !is_escaped => quote = None,
            (None, '"' | '`') => quote = Some(c),
            (None, _) if inner.get(at..).is_some_and(|rest| rest.starts_with(close)) => {
                return Some(at);
            }
            _ => {}
        }
        is_escaped = false;
    }
    None
}

fn call(inner: &str, at_byte: usize) -> Option<Call> {
    let inner = inner.trim().trim_end_matches('/').trim_end();
    let (inner, is_closing) = match inner.strip_prefix('/') {
        Some(rest) => (rest.trim_start(), true),
        None => (inner, false),
    };
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (name, rest) = inner.split_at_checked(end)?;
    Some(Call {
        name: name.to_lowercase(),
        at_byte,
        is_closing,
        arguments: arguments(rest),
    })
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
            && let Some(equals) = rest.find('=')
            && rest
                .get(..equals)
                .is_some_and(|key| !key.contains(char::is_whitespace))
        {
            name = rest.get(..equals).map(str::to_owned);
            rest = rest.get(equals + 1..).unwrap_or_default();
        }
        let (value, after) = match rest.chars().next() {
            Some(quote) if is_quote(quote) => {
                let inside = rest.get(1..).unwrap_or_default();
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            _ => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        all.push((name, value.to_owned()));
        rest = after;
    }
}

impl Call {
    /// What a `ref` or `relref` names, and the language it asks for.
    pub fn reference(&self) -> Option<(&str, Option<&str>)> {
        if !matches!(&*self.name, "ref" | "relref") {
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

/// Why the text of an article stops the build. `is_there` knows the shortcodes of the site by
/// their names in small letters, `leads` where a `ref` leads.
pub fn stop_in(
    text: &str,
    body_start: usize,
    is_there: &dyn Fn(&str) -> bool,
    leads: &dyn Fn(&str, Option<&str>) -> bool,
) -> Option<Stop> {
    let stop = |at_byte: usize, why: String| {
        let before = text.get(..at_byte).unwrap_or_default();
        Stop {
            path: String::new(),
            line: before.matches('\n').count() + 1,
            key: String::new(),
            why,
        }
    };
    let calls = match calls(text, body_start) {
        Ok(calls) => calls,
        Err(at_byte) => return Some(stop(at_byte, "a shortcode is not closed".to_owned())),
    };
    calls.iter().find_map(|call| {
        if !BUILT_IN.contains(&&*call.name) && !is_there(&call.name) {
            return Some(stop(
                call.at_byte,
                format!("there is no shortcode “{}”", call.name),
            ));
        }
        let (path, language) = call.reference()?;
        let is_own = path.split(['#', '?']).next() == Some("");
        (!is_own && !leads(path, language)).then(|| {
            stop(
                call.at_byte,
                format!("`{}` leads nowhere: {path}", call.name),
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let calls = calls(text, 0).unwrap().into_iter();
        calls.map(|call| call.name).collect()
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
        assert_eq!(calls("x {{< one", 0), Err(2));
    }

    #[test]
    fn arguments_have_their_names() {
        let found = calls("{{< ref path=\"a b.md\" lang=nl >}} {{< relref `x` >}}", 0).unwrap();
        assert_eq!(found[0].reference(), Some(("a b.md", Some("nl"))));
        assert_eq!(found[1].reference(), Some(("x", None)));
    }

    #[test]
    fn what_stops_the_build_is_said_with_its_line() {
        let check = |text: &str, expected: Option<(usize, &str)>| {
            let is_there = |name: &str| name == "own";
            let leads = |path: &str, _: Option<&str>| path == "a.md";
            let stop = stop_in(text, 0, &is_there, &leads);
            let found = stop.as_ref().map(|stop| (stop.line, &*stop.why));
            assert_eq!(found, expected, "{text}");
        };
        check(
            "{{< own >}} {{< figure >}} {{< ref \"a.md\" >}} {{< ref \"#x\" >}}",
            None,
        );
        check(
            "a\n{{< nosuch >}}",
            Some((2, "there is no shortcode “nosuch”")),
        );
        check(
            "{{< relref \"b.md\" >}}",
            Some((1, "`relref` leads nowhere: b.md")),
        );
        check("\n\n{{% own", Some((3, "a shortcode is not closed")));
    }
}
