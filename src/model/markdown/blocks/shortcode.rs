//! Hugo's shortcodes: `{{< name … >}}` and `{{% name … %}}`.

use std::ops::Range;

/// The shortcodes in `source`, in order, delimiters included.
pub(super) fn find(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    // Whether a closing stands nowhere further on: a text full of openings is read once.
    let mut missing = [false; 2];
    while let Some(rest) = source.get(from..) {
        let Some(start) = rest.find("{{").map(|at| from + at) else {
            break;
        };
        let [no_angle, no_percent] = &mut missing;
        let (close, missing) = match source.as_bytes().get(start + 2) {
            Some(b'<') => (">}}", no_angle),
            Some(b'%') => ("%}}", no_percent),
            _ => {
                from = start + 2;
                continue;
            }
        };
        let inside = source.get(start + 3..).unwrap_or_default();
        let found_at = (!*missing).then(|| inside.find(close)).flatten();
        let Some(len) = found_at else {
            *missing = true;
            from = start + 2;
            continue;
        };
        let end = start + 3 + len + close.len();
        found.push(start..end);
        from = end;
    }
    found
}

/// What stands between the delimiters of a shortcode: `figure src="a.jpg"`.
pub(super) fn inner(shortcode: &str) -> &str {
    shortcode
        .get(3..shortcode.len().saturating_sub(3))
        .unwrap_or_default()
        .trim()
}

/// The value of `key="value"` (or `key=value`) in a shortcode.
pub(super) fn attribute<'a>(shortcode: &'a str, key: &str) -> Option<&'a str> {
    let inner = inner(shortcode);
    inner.match_indices(key).find_map(|(at, _)| {
        let before = inner.get(..at)?;
        if !before.ends_with(char::is_whitespace) {
            return None;
        }
        let value = inner.get(at + key.len()..)?.trim_start();
        let value = value.strip_prefix('=')?.trim_start();
        match value.chars().next()? {
            quote @ ('"' | '`') => value.get(1..)?.split(quote).next(),
            _ => value.split_whitespace().next(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_found() {
        let source = "a {{< x >}} b {{% y %}} {{ z }} {{< open";

        let found: Vec<_> = find(source).into_iter().map(|at| &source[at]).collect();

        assert_eq!(found, ["{{< x >}}", "{{% y %}}"]);
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let source = r#"{{< figure src="a b.jpg" alt=boat data-src="no" >}}"#;

        assert_eq!(attribute(source, "src"), Some("a b.jpg"));
        assert_eq!(attribute(source, "alt"), Some("boat"));
        assert_eq!(attribute(source, "caption"), None);
    }
}
