//! How many values a text of settings may have, told before it is read: each takes many times its
//! bytes, so a file of a few megabytes could take all there is.
//!
//! Limits: [`MOST_VALUES`].

use super::Format;
use crate::model::said::{Said, said};

/// The most values of one file, and of all that make the settings of one site.
pub const MOST_VALUES: usize = 100_000;

/// No fewer than the values of a text in this format: the characters that none is written without.
/// Those in texts and comments count as well.
pub fn values(format: Format, text: &str) -> usize {
    let marks: &[u8] = match format {
        Format::Toml => b"=.,[{",
        Format::Yaml => b":-,[{?",
        Format::Json => b":,[{",
    };
    let bytes = text.bytes().zip(text.bytes().skip(1).chain([b'\n']));
    // A dash within a word or a rule begins no item.
    let counts = |&(byte, next): &(u8, u8)| {
        marks.contains(&byte) && (byte != b'-' || next.is_ascii_whitespace())
    };
    bytes.filter(counts).count()
}

/// Why a text of settings is not read, if it has more than [`MOST_VALUES`].
pub fn too_many(format: Format, text: &str) -> Option<Said> {
    (values(format, text) > MOST_VALUES).then(|| said!("head-too-many-values", count = MOST_VALUES))
}

/// Why YAML is not read, if what its aliases stand for could be many times [`MOST_VALUES`].
pub fn too_many_aliases(text: &str) -> Option<Said> {
    let bytes = text.as_bytes();
    let before = std::iter::once(&b'\n').chain(bytes);
    let starts = before.zip(bytes).zip(bytes.iter().skip(1));
    // A star within a word begins no alias; a name is of whatever signs.
    let is_alias = |&((before, star), next): &((&u8, &u8), &u8)| {
        let may_begin =
            before.is_ascii_whitespace() || b"[{,:".contains(before) || !before.is_ascii();
        *star == b'*' && may_begin && !next.is_ascii_whitespace()
    };
    let aliases = starts.filter(is_alias).count();
    let most = values(Format::Yaml, text).saturating_mul(aliases);
    (most > 5 * MOST_VALUES).then(|| said!("head-too-many-values", count = MOST_VALUES))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the reader, those in others too.
    fn read(format: Format, text: &str) -> usize {
        fn count(value: &super::super::Value) -> usize {
            use super::super::Value;
            1 + match value {
                Value::List(items) => items.iter().map(count).sum(),
                Value::Map(entries) => entries.iter().map(|entry| count(&entry.value)).sum(),
                _ => 0,
            }
        }
        let (entries, problems) = super::super::data(format, text);
        assert_eq!(problems, [], "{text}");
        entries.iter().map(|entry| count(&entry.value)).sum()
    }

    #[test]
    fn no_value_is_written_without_being_counted() {
        for (format, text) in [
            (
                Format::Toml,
                "a=1\nb.c.d=[1,2,[3]]\n[e.f]\n[[g.h]]\n[[g.h]]\ni={j=1,k={}}\n",
            ),
            (
                Format::Yaml,
                "a: 1\nb:\n- 1\n-\n- - 2\n  - c: d\n? e\nf: [1,{g: h},[]]\n",
            ),
            (Format::Yaml, "b: {c: ,d: 1,\"e\":f}\n"),
            (Format::Json, r#"{"a":1,"b":[1,[],{"c":{}}],"d":null}"#),
        ] {
            assert!(values(format, text) >= read(format, text), "{text}");
        }
    }

    #[test]
    fn an_alias_is_counted_whatever_its_name_is() {
        for name in ["f", "_f", "-f", "é", "*"] {
            for (before, after) in [("[*", "]"), ("{a: 1, \"b\":*", "}"), ("*", "")] {
                let text = format!("a: &{name} [1]\nb:\n  - {before}{name}{after}\n");
                let least = 5 * MOST_VALUES / values(Format::Yaml, &text);
                assert!(too_many_aliases(&text).is_none(), "{text}");

                let many = text.clone()
                    + &format!("  - {before}{name}{after}\n").repeat(least.isqrt() + 1_000);

                assert!(too_many_aliases(&many).is_some(), "{text}");
            }
        }
        let words = "- a * b, **bold** and 2*x*y\n".repeat(100);
        assert!(too_many_aliases(&words).is_none());
    }

    #[test]
    fn a_rule_of_dashes_is_no_thousand_values() {
        assert_eq!(
            values(Format::Yaml, &format!("# {}\n", "-".repeat(1_000))),
            1
        );
    }
}
