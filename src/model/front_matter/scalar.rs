//! What a YAML scalar means, and how to write one that every reader of Hugo sites reads alike.

use super::{Value, tree::Style};

/// The value of a plain scalar.
pub(super) fn typed(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    if is_date(text) {
        return Value::Date(text.to_owned());
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        // `010` is eight to some and ten to others: shown as it is written.
        && !(digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0."));
    if is_number && !text.starts_with('+') {
        if let Ok(number) = text.parse::<i64>()
            && number.to_string() == text
        {
            return Value::Integer(number);
        }
        // Shown only where the number is written as we would write it.
        if let Ok(number) = text.parse::<f64>()
            && format!("{number:?}") == text
        {
            return Value::Float(number);
        }
    }
    Value::Text(text.to_owned())
}

/// `2026-02-24`, or that with a time behind it.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let day = digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && bytes.get(7) == Some(&b'-')
        && digits(8..10);
    if !day {
        return false;
    }
    match bytes.get(10) {
        None => true,
        Some(b'T' | b't' | b' ') => digits(11..13) && bytes.get(13) == Some(&b':'),
        Some(_) => false,
    }
}

/// Whether `text`, written plain, is this same text to YAML 1.1, YAML 1.2 and Hugo.
pub(super) fn is_plain_safe(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let lower = text.to_lowercase();
    let is_word_of_yaml = matches!(
        lower.as_str(),
        "null"
            | "~"
            | "true"
            | "false"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "y"
            | "n"
            | "="
            | "<<"
            | ".nan"
            | ".inf"
    );
    let is_number_like = first.is_ascii_digit() || "+-.".contains(first);
    let has_letters = text
        .chars()
        .any(|c| c.is_alphabetic() && !"abcdefxotzABCDEFXOTZ".contains(c));
    let is_odd = is_word_of_yaml
        || (is_number_like && !has_letters)
        || first == ' '
        || "-?:,[]{}#&*!|>'\"%@`".contains(first)
        || text.ends_with([' ', ':'])
        || text.contains(": ")
        || text.contains(" #")
        || text.starts_with("...")
        || text.chars().any(|c| c.is_control() || needs_escape(c))
        || (in_flow && text.contains([',', '[', ']', '{', '}']));
    !is_odd
}

/// Characters that some readers take for a line break, or do not show.
fn needs_escape(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

pub(super) fn double(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if c.is_control() || needs_escape(c) => {
                written.extend(["\\u", &format!("{:04X}", u32::from(c))]);
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// `None` if the text has a line break or a character that must be escaped.
fn single(text: &str) -> Option<String> {
    let is_plain_line = !text.chars().any(|c| c.is_control() || needs_escape(c));
    is_plain_line.then(|| format!("'{}'", text.replace('\'', "''")))
}

/// Where a scalar is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Inside `[ ]` or `{ }`.
    pub in_flow: bool,
    /// What stands before the lines of a block scalar here.
    pub indent: &'a str,
    pub line_ending: &'a str,
    /// The quotes that the head uses where it quotes.
    pub quotes: Style,
}

/// Writes a text in `style` where that is safe, else in the head's quotes, else in double ones.
pub(super) fn write_text(text: &str, style: Style, place: Place<'_>) -> String {
    let written = match style {
        Style::Absent | Style::Plain if is_plain_safe(text, place.in_flow) => Some(text.to_owned()),
        Style::Single => single(text),
        Style::Literal => literal(text, place),
        Style::Folded => folded(text, place),
        Style::Absent | Style::Plain if text.contains('\n') => literal(text, place),
        Style::Absent | Style::Plain if place.quotes == Style::Single => single(text),
        Style::Absent | Style::Plain | Style::Double => None,
    };
    written.unwrap_or_else(|| double(text))
}

/// `|-` and the lines; `None` where a block scalar cannot hold the text.
fn literal(text: &str, place: Place<'_>) -> Option<String> {
    block("|", text, text.trim_end_matches('\n'), place, 1)
}

/// `>-` and a line for each paragraph.
fn folded(text: &str, place: Place<'_>) -> Option<String> {
    let body = text.trim_end_matches('\n');
    if body.contains("\n ") || body.contains("\n\t") {
        // Lines that start with white space are not folded.
        return literal(text, place);
    }
    block(">", text, body, place, 2)
}

fn block(sign: &str, text: &str, body: &str, place: Place<'_>, breaks: usize) -> Option<String> {
    let is_odd = text
        .chars()
        .any(|c| (c.is_control() && c != '\n') || needs_escape(c));
    if place.in_flow || body.is_empty() || is_odd || body.starts_with([' ', '\n']) {
        return None;
    }
    let chomping = match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => return None,
    };
    let mut written = format!("{sign}{chomping}");
    for (at, line) in body.split('\n').enumerate() {
        let count = if at == 0 { 1 } else { breaks };
        for _ in 0..count {
            written.push_str(place.line_ending);
        }
        if !line.is_empty() {
            written.push_str(place.indent);
            written.push_str(line);
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place<'_> = Place {
        in_flow: false,
        indent: "  ",
        line_ending: "\n",
        quotes: Style::Double,
    };

    #[track_caller]
    fn check(text: &str, style: Style, written: &str) {
        assert_eq!(write_text(text, style, PLACE), written);
    }

    #[test]
    fn words_that_some_reader_takes_for_something_else_are_quoted() {
        for text in [
            "no",
            "Yes",
            "on",
            "y",
            "~",
            "null",
            "010",
            "1_000",
            "1e3",
            "1.10",
            "+1",
            "16:00:00",
            "2026-02-24",
            "0x1F",
            "a: b",
            "a #b",
            "- a",
            "#a",
            "@a",
            "a:",
            " a",
            "a ",
            "",
            "[a",
            "*a",
            "&a",
            "!a",
            "% a",
            "<<",
        ] {
            check(text, Style::Plain, &double(text));
        }
    }

    #[test]
    fn plain_words_stay_plain() {
        for text in [
            "café",
            "Eén jaar later",
            "3 jaar",
            "a:b",
            "a#b",
            "it's",
            "say \"x\"",
            "a, b",
        ] {
            check(text, Style::Plain, text);
        }
    }

    #[test]
    fn quotes_of_the_old_value_are_kept() {
        check("it's", Style::Single, "'it''s'");
        check("\"a\": b\\c", Style::Double, "\"\\\"a\\\": b\\\\c\"");
        check("two\nlines", Style::Single, "\"two\\nlines\"");
        check(
            "naïve – ’s ochtends 🚲",
            Style::Double,
            "\"naïve – ’s ochtends 🚲\"",
        );
    }

    #[test]
    fn several_lines_become_a_block() {
        check("two\nlines", Style::Plain, "|-\n  two\n  lines");
        check("two\n\nparts\n", Style::Literal, "|\n  two\n\n  parts");
        check("two\nparts", Style::Folded, ">-\n  two\n\n  parts");
    }

    #[test]
    fn plain_values_have_their_types() {
        assert_eq!(typed("12"), Value::Integer(12));
        assert_eq!(typed("1.5"), Value::Float(1.5));
        assert_eq!(typed("010"), Value::Text("010".to_owned()));
        assert_eq!(typed("1.10"), Value::Text("1.10".to_owned()));
        assert_eq!(typed("no"), Value::Text("no".to_owned()));
        assert_eq!(typed("2026-02-24"), Value::Date("2026-02-24".to_owned()));
        assert_eq!(typed("~"), Value::Null);
    }
}
