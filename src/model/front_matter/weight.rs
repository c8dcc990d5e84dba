//! How many values a text of settings may have, told before it is read: each takes many times its
//! bytes, so a file of a few megabytes could take all there is.

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
    let starts = text.bytes().zip(text.bytes().skip(1));
    let is_alias = |&(byte, next): &(u8, u8)| byte == b'*' && next.is_ascii_alphanumeric();
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
    fn a_rule_of_dashes_is_no_thousand_values() {
        assert_eq!(
            values(Format::Yaml, &format!("# {}\n", "-".repeat(1_000))),
            1
        );
    }
}
