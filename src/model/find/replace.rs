//! What stands in the place of a match: the replacement as it was typed, or, of an expression, with its
//! groups put in.

use std::ops::Range;

use regex::Captures;

use super::Pattern;
use crate::model::text::Edit;

impl Pattern {
    /// The edit that replaces one match. `None`: there is no match at this place any more.
    pub fn replace(&self, text: &str, found: &Range<usize>, replacement: &str) -> Option<Edit> {
        Some(Edit {
            range: found.clone(),
            insert: self.insert(text, found, replacement)?,
        })
    }

    /// One edit that replaces all of these matches, which are in their order. `None`: there are
    /// none.
    pub fn replace_all(
        &self,
        text: &str,
        matches: &[Range<usize>],
        replacement: &str,
    ) -> Option<Edit> {
        let start = matches.first()?.start;
        let mut insert = String::new();
        let mut at = start;
        for found in matches {
            insert.push_str(text.get(at..found.start)?);
            insert.push_str(&self.insert(text, found, replacement)?);
            at = found.end;
        }
        Some(Edit {
            range: start..at,
            insert,
        })
    }

    /// What stands in the place of a match. In the replacement of an expression `$1`, `${1}` and
    /// `${name}` are groups, `$0` is the match, `$$` a dollar sign; `\n`, `\t` and `\\` are a line
    /// break, a tab and a backslash. A plain replacement means itself.
    fn insert(&self, text: &str, found: &Range<usize>, replacement: &str) -> Option<String> {
        if !self.query.is_expression {
            return Some(replacement.to_owned());
        }
        let captures = self.regex.captures_at(text, found.start)?;
        if captures.get(0)?.range() != *found {
            return None;
        }
        Some(expanded(&captures, replacement))
    }
}

fn expanded(captures: &Captures<'_>, replacement: &str) -> String {
    let mut insert = String::new();
    let mut rest = replacement;
    while let Some(at) = rest.find(['\\', '$']) {
        let (before, mark) = rest.split_at(at);
        insert.push_str(before);
        let (read, length) = match mark.strip_prefix('$') {
            Some(after) => group(captures, after),
            None => escape(mark),
        };
        insert.push_str(read);
        rest = mark.get(length..).unwrap_or_default();
    }
    insert + rest
}

/// What an escape stands for, and its length.
fn escape(mark: &str) -> (&'static str, usize) {
    match mark.as_bytes().get(1) {
        Some(b'n') => ("\n", 2),
        Some(b't') => ("\t", 2),
        Some(b'\\') => ("\\", 2),
        _ => ("\\", 1),
    }
}

/// What a group holds whose name stands after a dollar sign, and the length of sign and name.
fn group<'a>(captures: &'a Captures<'_>, after: &str) -> (&'a str, usize) {
    let held = |group: Option<regex::Match<'a>>| group.map_or("", |group| group.as_str());
    if after.starts_with('$') {
        return ("$", 2);
    }
    if let Some((name, _)) = after
        .strip_prefix('{')
        .and_then(|name| name.split_once('}'))
    {
        let found = match name.parse() {
            Ok(number) => captures.get(number),
            Err(_) => captures.name(name),
        };
        return (held(found), "${}".len() + name.len());
    }
    let digits = after.bytes().take_while(u8::is_ascii_digit).take(2).count();
    match after.get(..digits).and_then(|number| number.parse().ok()) {
        Some(number) => (held(captures.get(number)), 1 + digits),
        None => ("$", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Query,
        tests::{expression, pattern, plain},
    };

    #[track_caller]
    fn check(query: &Query, replacement: &str, text: &str, expected: &str) {
        let pattern = pattern(query);
        let matches = pattern.find_all(text, 0..text.len());
        let edit = pattern.replace_all(text, &matches, replacement).unwrap();
        assert_eq!(edit.applied_to(text), expected);
    }

    #[test]
    fn a_plain_replacement_means_itself() {
        check(&plain("a"), "$0\\n", "bab", "b$0\\nb");
        check(&plain("pont"), "veer", "pont Pont pont", "veer veer veer");
        check(&plain("a"), "", "banana", "bnn");
    }

    #[test]
    fn groups_stand_in_the_replacement_of_an_expression() {
        let date = expression(r"(\d+)-(?P<month>\d+)");
        check(&date, "${month}/$1", "24-02 en 1-12", "02/24 en 12/1");
        check(&date, "$$$0!", "24-02", "$24-02!");
        check(&expression("a(x)?"), "[$1]", "a ax", "[] [x]");
        check(&expression("(p)ont"), "$1raam", "pont", "praam");
        check(&expression("a"), "$ ${b} ${ $x", "a", "$  ${ $x");
    }

    #[test]
    fn line_breaks_and_tabs_can_be_written() {
        check(&expression(", "), r"\n\t", "a, b", "a\n\tb");
        check(&expression(r"(\\n)"), r"$1\\", r"a\n", r"a\n\");
        check(&expression("a"), r"\d\", "a", r"\d\");
        check(&expression("^"), "> ", "a\nb", "> a\n> b");
    }

    #[test]
    fn a_match_that_is_gone_is_not_replaced() {
        let pattern = pattern(&expression("a+"));

        assert_eq!(pattern.replace("baa", &(0..2), "x"), None);
        assert_eq!(pattern.replace_all("b", &[], "x"), None);
    }
}
