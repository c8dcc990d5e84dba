//! Hugo's shortcodes: `{{< name … >}}` and `{{% name … %}}`.

use super::{
    super::shortcode::{BRACES, Written, inner},
    mask::{Masked, MaskedKind, limit_of},
    nodes::{Length, Node, Picture, Shortcode, ShortcodeKind, line_starts},
};

/// The shortcode that starts at byte `start` of `source`: on to its closing delimiter, which
/// must stand before the next opening one and before an empty line. With `highlight` comes the
/// code up to its end, unless it is known that none follows.
pub(super) fn at(source: &str, start: usize, has_code_end: &mut bool) -> Option<Masked> {
    let rest = source.get(start..)?;
    let Written { inner, mut len } = Written::of(rest)?;
    if limit_of(inner) < inner.len() || inner.trim().is_empty() {
        return None;
    }
    let is_comment = inner.starts_with("/*") && inner.ends_with("*/");
    if name_of(inner.trim()) == "highlight" && !is_comment {
        let code = rest.get(len..).filter(|_| *has_code_end);
        let code_len = code.and_then(len_to_end);
        *has_code_end = code_len.is_some();
        len += code_len.unwrap_or(0);
    }
    Some(Masked {
        range: start..start + len,
        kind: if is_comment {
            MaskedKind::Comment
        } else {
            MaskedKind::Shortcode
        },
    })
}

/// The length of `text` up to and with the end of a `highlight`.
fn len_to_end(text: &str) -> Option<usize> {
    text.match_indices(BRACES).find_map(|(at, _)| {
        let Written { inner, len } = Written::of(text.get(at..)?)?;
        let name = inner.trim().strip_prefix('/')?;
        (name.trim() == "highlight").then_some(at + len)
    })
}

/// Whether this is one end of a `highlight`, the other of which is not there.
pub(super) fn is_open_code(shortcode: &str) -> bool {
    is_code(shortcode) && shortcode.matches(BRACES).count() == 1
}

/// Whether this is a `highlight`, or one end of it.
pub(super) fn is_code(shortcode: &str) -> bool {
    let inner = inner(shortcode);
    let name = inner.strip_prefix('/').unwrap_or(inner).trim_start();
    name_of(name) == "highlight"
}

pub(super) fn name_of(inner: &str) -> &str {
    inner.split_whitespace().next().unwrap_or_default()
}

/// A parameter of a shortcode: its name, if it has one, and its value.
type Parameter<'a> = (Option<&'a str>, &'a str);

/// The parameters in `inner`, less the name of the shortcode.
fn parameters(inner: &str) -> Vec<Parameter<'_>> {
    let mut found = Vec::new();
    let mut rest = inner
        .get(name_of(inner).len()..)
        .unwrap_or_default()
        .trim_start();
    while !rest.is_empty() {
        let len = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '`'));
        let word = rest.get(..len.unwrap_or(rest.len())).unwrap_or_default();
        let after = rest.get(word.len()..).unwrap_or_default().trim_start();
        let (key, value_text) = match after.strip_prefix('=') {
            Some(value) if !word.is_empty() => (Some(word), value.trim_start()),
            _ => (None, rest),
        };
        let (value, left) = value_at(value_text);
        found.push((key, value));
        rest = left.trim_start();
    }
    found
}

/// The value at the start of `text`, without its quotes, and what follows it.
fn value_at(text: &str) -> (&str, &str) {
    let first = text.chars().next();
    if let Some(quote) = first.filter(|c| matches!(c, '"' | '`'))
        && let Some(inside) = text.get(1..)
    {
        return inside.split_once(quote).unwrap_or((inside, ""));
    }
    let len = text.find(char::is_whitespace).unwrap_or(text.len()).max(1);
    text.split_at_checked(len).unwrap_or((text, ""))
}

/// The value of `key="value"` (or `key=value`).
fn named<'a>(parameters: &[Parameter<'a>], key: &str) -> Option<&'a str> {
    let is_it = |name: &str| name.eq_ignore_ascii_case(key);
    parameters
        .iter()
        .find(|(name, _)| name.is_some_and(is_it))
        .map(|&(_, value)| value)
}

/// The value without a name at this place, from 0.
fn placed<'a>(parameters: &[Parameter<'a>], place: usize) -> Option<&'a str> {
    parameters
        .iter()
        .filter(|(name, _)| name.is_none())
        .nth(place)
        .map(|&(_, value)| value)
}

/// The page that a `ref` or `relref` stands for, as written.
pub(super) fn reference(shortcode: &str) -> Option<&str> {
    let inner = inner(shortcode);
    if !matches!(name_of(inner), "ref" | "relref") {
        return None;
    }
    let parameters = parameters(inner);
    named(&parameters, "path").or_else(|| placed(&parameters, 0))
}

/// What a shortcode that stands alone is drawn as.
pub(super) fn node(shortcode: &str, at_byte: usize) -> Node {
    let inner = inner(shortcode);
    let parameters = parameters(inner);
    let text = |key| named(&parameters, key).unwrap_or_default().to_owned();
    let either = |key, place| {
        let value = named(&parameters, key).or_else(|| placed(&parameters, place));
        value.unwrap_or_default().to_owned()
    };
    let kind = match name_of(inner) {
        "figure" if !text("src").is_empty() => {
            return Node::Picture(Picture {
                address: text("src"),
                alt: text("alt"),
                caption: caption(&parameters),
                title: String::new(),
                size: ["width", "height"].map(|side| Length::of(named(&parameters, side)?)),
                at_byte,
            });
        }
        "highlight" => {
            if let Some(code) = code_of(shortcode, either("lang", 0), at_byte) {
                return code;
            }
            ShortcodeKind::Other
        }
        "youtube" => ShortcodeKind::YouTube {
            id: either("id", 0),
        },
        "vimeo" => ShortcodeKind::Vimeo {
            id: either("id", 0),
        },
        "gist" => ShortcodeKind::Gist {
            user: either("user", 0),
            id: either("id", 1),
        },
        name if name.starts_with('/') => ShortcodeKind::End,
        _ => ShortcodeKind::Other,
    };
    Node::Shortcode(Shortcode {
        source: inner.to_owned(),
        kind,
        at_byte,
    })
}

/// What a `figure` says below its picture, in markdown: title, caption and attribution.
fn caption(parameters: &[Parameter<'_>]) -> String {
    let text = |key| named(parameters, key).unwrap_or_default().trim();
    let attribution = match (text("attr"), text("attrlink")) {
        (words, "") => words.to_owned(),
        ("", address) => format!("<{address}>"),
        (words, address) => format!("[{words}](<{address}>)"),
    };
    let below = [text("caption"), attribution.as_str()];
    let below = below.map(str::trim).join(" ");
    match (text("title"), below.trim()) {
        ("", below) => below.to_owned(),
        (title, "") => format!("**{title}**"),
        (title, below) => format!("**{title}**\\\n{below}"),
    }
}

/// The code of a whole `highlight`.
fn code_of(shortcode: &str, language: String, at_byte: usize) -> Option<Node> {
    let start = shortcode.find("}}")? + 2;
    let end = shortcode.rfind(BRACES).filter(|&end| end >= start)?;
    let code = shortcode.get(start..end)?;
    let text = code.strip_prefix("\r\n").or(code.strip_prefix('\n'));
    let text = text.unwrap_or(code);
    let code = text.trim_end();
    let end_byte = at_byte + end;
    Some(Node::Code {
        language,
        text: code.to_owned(),
        lines: line_starts(code, end_byte - text.len(), end_byte).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_with_and_without_quotes_and_names() {
        let read = parameters(r#"x src="a b.jpg" alt=boat `c "d"` e data-src = "no" ="#);

        assert_eq!(
            read,
            [
                (Some("src"), "a b.jpg"),
                (Some("alt"), "boat"),
                (None, "c \"d\""),
                (None, "e"),
                (Some("data-src"), "no"),
                (None, "="),
            ]
        );
    }

    fn check(shortcode: &str, expected: &ShortcodeKind) {
        let Node::Shortcode(read) = node(shortcode, 0) else {
            panic!("{shortcode}");
        };
        assert_eq!(&read.kind, expected);
    }

    #[test]
    fn what_can_be_drawn_is_known() {
        let id = "a--b".to_owned();
        check(
            "{{< youtube \"a--b\" >}}",
            &ShortcodeKind::YouTube { id: id.clone() },
        );
        check("{{< youtube id=a--b >}}", &ShortcodeKind::YouTube { id });
        let id = "1".to_owned();
        check("{{< vimeo 1 >}}", &ShortcodeKind::Vimeo { id: id.clone() });
        let user = "ann".to_owned();
        check("{{< gist ann 1 >}}", &ShortcodeKind::Gist { user, id });
        check("{{% note %}}", &ShortcodeKind::Other);
        check("{{% /note %}}", &ShortcodeKind::End);
    }

    #[test]
    fn a_reference_names_its_page() {
        assert_eq!(reference("{{< ref \"b.md#c\" >}}"), Some("b.md#c"));
        assert_eq!(reference("{{% relref path=\"b\" %}}"), Some("b"));
        assert_eq!(reference("{{< reflect \"b\" >}}"), None);
    }
}
