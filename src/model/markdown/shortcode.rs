//! How a shortcode of Hugo is written: what opens and closes `{{< name … >}}` and `{{% name … %}}`, and where
//! one ends. Highlighting, the preview, what is completed and typed, and the checks ask here.
//!
//! There are two ends. [`Written::of`] looks no further than the next opening one, so that what is being typed
//! takes no text with it and a text full of openings is read once. [`end_of`] is the end that Hugo finds, past
//! all that stands in quotes: on it depends whether the site is built.

use std::ops::Range;

/// What every one begins with; so do the actions of templates.
pub const BRACES: &str = "{{";
const END_BRACES: &str = "}}";

/// How one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// `{{<`
    Html,
    /// `{{%`
    Markdown,
}

impl Open {
    /// Of the one that `text` begins with.
    pub fn of(text: &str) -> Option<Self> {
        let signs = text.strip_prefix(BRACES)?;
        match signs.as_bytes().first()? {
            b'<' => Some(Self::Html),
            b'%' => Some(Self::Markdown),
            _ => None,
        }
    }

    pub fn opening(self) -> &'static str {
        match self {
            Self::Html => "{{<",
            Self::Markdown => "{{%",
        }
    }

    pub fn closing(self) -> &'static str {
        match self {
            Self::Html => ">}}",
            Self::Markdown => "%}}",
        }
    }
}

/// One that is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// Between its signs.
    pub inner: &'a str,
    /// With its signs, in bytes.
    pub len: usize,
}

impl<'a> Written<'a> {
    /// The one that `text` begins with, if it ends before another begins.
    pub fn of(text: &'a str) -> Option<Self> {
        let open = Open::of(text)?;
        let inside = text.get(open.opening().len()..)?;
        let until = inside.find(BRACES).unwrap_or(inside.len());
        let end = inside.get(..until)?.find(open.closing())?;
        Some(Self {
            inner: inside.get(..end)?,
            len: open.opening().len() + end + open.closing().len(),
        })
    }
}

/// Where the closing sign of one stands in what is behind its opening sign, outside of quotes.
pub fn end_of(inside: &str, open: Open) -> Option<usize> {
    end_outside_of_quotes(inside, open.closing())
}

/// The same of an action of a template, which its braces alone close.
pub fn end_of_action(inside: &str) -> Option<usize> {
    end_outside_of_quotes(inside, END_BRACES)
}

fn end_outside_of_quotes(inside: &str, closing: &str) -> Option<usize> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (Some('"'), '\\') if !is_escaped => {
                is_escaped = true;
                continue;
            }
            (Some(open), c) if c == open && !is_escaped => quote = None,
            (None, '"' | '`') => quote = Some(c),
            (None, _) => {
                let rest = inside.get(at..);
                if rest.is_some_and(|rest| rest.starts_with(closing)) {
                    return Some(at);
                }
            }
            _ => {}
        }
        is_escaped = false;
    }
    None
}

/// What stands between the signs of a whole one: `figure src="a.jpg"`.
pub fn inner(shortcode: &str) -> &str {
    let closing = [Open::Html, Open::Markdown].map(Open::closing);
    let ends = closing.into_iter().filter_map(|sign| shortcode.find(sign));
    let end = ends.min().unwrap_or(shortcode.len());
    let inner = shortcode.get(Open::Html.opening().len()..end);
    inner.unwrap_or_default().trim()
}

/// Whether one may stand somewhere in a text.
pub fn may_be_in(text: &str) -> bool {
    text.contains(BRACES)
}

/// Whether a text, such as an address, is one from its first sign on.
pub fn begins(text: &str) -> bool {
    text.starts_with(BRACES)
}

/// Whether what comes next in a line is still within one.
pub fn is_open_in(line: &str) -> bool {
    let rest = line.rfind(BRACES).and_then(|at| line.get(at..));
    rest.is_some_and(|rest| !rest.contains(END_BRACES))
}

/// Whether a line goes on with the end of one that is open, before another begins.
pub fn is_closed_by(line: &str) -> bool {
    let own = line.split(BRACES).next().unwrap_or_default();
    own.contains(END_BRACES)
}

/// Where the name begins, with the slash of an end, that a line ends with while it is typed.
pub fn name_begun(line: &str) -> Option<usize> {
    let last = line.get(line.rfind(BRACES)?..)?;
    let inside = last.get(Open::of(last)?.opening().len()..)?;
    let name = inside.trim_start();
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/'));
    is_name.then_some(line.len() - name.len())
}

/// How often one of this name is opened with `{{<`, with a blank before it or without.
pub fn count(text: &str, name: &str) -> usize {
    let open = Open::Html.opening();
    let behind = text.split(open).skip(1);
    let is_it = |rest: &&str| {
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        rest.starts_with(name)
    };
    behind.filter(is_it).count()
}

/// The texts between the opening and the end of those of this name; to the end of the text where one is not closed.
pub fn texts_of(text: &str, name: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begun = None;
    for (at, _) in text.match_indices(BRACES) {
        let Some(written) = text.get(at..).and_then(Written::of) else {
            continue;
        };
        let called = written.inner.trim();
        let (called, is_end) = match called.strip_prefix('/') {
            Some(called) => (called.trim(), true),
            None => (called, false),
        };
        if called.split_whitespace().next() != Some(name) {
            continue;
        }
        if is_end {
            found.extend(begun.take().map(|from| from..at));
        } else {
            begun.get_or_insert(at + written.len);
        }
    }
    found.extend(begun.map(|from| from..text.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_between_those_of_one_name() {
        let text =
            "highlight {{< highlight go >}}a{{< x >}}{{< /highlight >}} b {{% highlight %}}c";
        let texts = texts_of(text, "highlight").into_iter();
        let texts: Vec<&str> = texts.map(|range| &text[range]).collect();
        assert_eq!(texts, ["a{{< x >}}", "c"]);
    }

    #[test]
    fn one_ends_before_the_next_begins() {
        let len = |text| Written::of(text).map(|it| it.len);
        assert_eq!(len("{{< x >}} y"), Some(9));
        assert_eq!(len("{{% x %}}"), Some(9));
        assert_eq!(len("{{< x %}}"), None);
        assert_eq!(len("{{< x {{< y >}}"), None);
        assert_eq!(len("{{ x }}"), None);
        assert_eq!(Written::of("{{<x>}}").map(|it| it.inner), Some("x"));
    }

    #[test]
    fn hugo_ends_one_outside_of_quotes() {
        let end = |inside| end_of(inside, Open::Html);
        assert_eq!(end(r#" x ">}}" >}}"#), Some(9));
        assert_eq!(end(r#" x "\">}}" >}}"#), Some(11));
        assert_eq!(end(" x `>}}"), None);
        assert_eq!(end_of(" x %}}", Open::Html), None);
    }

    #[test]
    fn what_is_typed_is_read_up_to_where_it_is() {
        assert!(is_open_in("a {{< b") && !is_open_in("a {{< b >}}") && !is_open_in("a"));
        assert!(is_closed_by(" >}} {{<") && !is_closed_by(" {{< x >}}"));
        assert_eq!(name_begun("a {{< fig"), Some(6));
        assert_eq!(name_begun("{{%/"), Some(3));
        assert_eq!(name_begun("{{ x"), None);
        assert_eq!(name_begun("{{< x y"), None);
        assert_eq!(inner("{{< a b=1 >}}"), "a b=1");
        assert_eq!(
            count("{{< figure a >}}{{<figure >}}{{% figure %}}", "figure"),
            2
        );
    }
}
