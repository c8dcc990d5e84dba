//! Dates in Go's way of saying how: by the date of an example, `Jan 2, 2006`.

use jiff::civil::DateTime;

/// The names of the parts of Go's example, longest first where one begins another.
const PARTS: [(&str, &str); 20] = [
    ("January", "%B"),
    ("Jan", "%b"),
    ("Monday", "%A"),
    ("Mon", "%a"),
    ("2006", "%Y"),
    ("002", "%j"),
    ("01", "%m"),
    ("02", "%d"),
    ("03", "%I"),
    ("04", "%M"),
    ("05", "%S"),
    ("06", "%y"),
    ("15", "%H"),
    ("PM", "%p"),
    ("_2", "%e"),
    ("1", "%-m"),
    ("2", "%-d"),
    ("3", "%-I"),
    ("4", "%-M"),
    ("5", "%-S"),
];

/// The date in this layout; `None`: the layout names no part of a date.
pub fn format(layout: &str, at: DateTime) -> Option<String> {
    let mut made = String::new();
    let mut is_date = false;
    let mut rest = layout;
    while let Some(c) = rest.chars().next() {
        let part = PARTS.iter().find(|(name, _)| begins_with(rest, name));
        let len = if let Some((name, format)) = part {
            is_date = true;
            made.push_str(&at.strftime(format).to_string());
            name.len()
        } else {
            made.push(c);
            c.len_utf8()
        };
        rest = rest.get(len..)?;
    }
    is_date.then_some(made)
}

/// `Jan` is none in `Janet`.
fn begins_with(text: &str, name: &str) -> bool {
    let Some(after) = text.strip_prefix(name) else {
        return false;
    };
    let is_word = matches!(name, "Jan" | "Mon");
    !(is_word && after.starts_with(|c: char| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_the_example_are_those_of_the_date() {
        let at = DateTime::constant(2026, 2, 3, 4, 5, 6, 0);
        let check = |layout: &str, expected: Option<&str>| {
            assert_eq!(format(layout, at).as_deref(), expected, "{layout}");
        };
        check("2006-01-02", Some("2026-02-03"));
        check(
            "January 2, 2006 15:04:05",
            Some("February 3, 2026 04:05:06"),
        );
        check("Mon Jan _2", Some("Tue Feb  3"));
        check("Janet", None);
        check("nosuch", None);
    }
}
