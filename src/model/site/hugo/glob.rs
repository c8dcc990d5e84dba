//! Patterns of paths as Hugo's settings have them: `*` stays in a folder, `**` does not, `?`, `[a-z]`,
//! `{a,b}`.
//!
//! Limits: 2,000 bytes of a pattern, 64 KiB of memory for it.

use regex::{Regex, RegexBuilder};

use super::version::Version;

/// Longer patterns are no patterns of people.
const MAX_BYTES: usize = 2_000;
/// What a pattern may take of memory when it is made ready, and again while it is matched.
const MOST_MEMORY_BYTES: usize = 64 * 1024;

/// A pattern; two are the same if they are written the same.
#[derive(Clone, Debug)]
pub struct Glob {
    written: String,
    /// What everything begins with that it matches; asked first, as most paths do not.
    start: String,
    /// What ends all that it matches, where that and the start decide.
    end: Option<String>,
    regex: Regex,
}

/// What stands for more than itself in a pattern.
const SIGNS: [char; 5] = ['*', '?', '[', '{', '\\'];

impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Glob {
    /// `None`: it cannot be read.
    pub fn new(written: &str) -> Option<Self> {
        if written.len() > MAX_BYTES {
            return None;
        }
        let regex = pattern(&format!("^(?s:{})$", as_regex(written))).ok()?;
        let plain = written.find(SIGNS);
        let start = plain.map_or(written, |at| written.get(..at).unwrap_or_default());
        Some(Self {
            written: written.to_owned(),
            start: start.to_owned(),
            end: None,
            regex,
        })
    }

    /// As Hugos before 0.153 take it: what stands before a lone `**` and behind it may be the same
    /// letters, so that `/**/a` matches `/a`.
    pub fn old(written: &str) -> Option<Self> {
        let glob = Self::new(written)?;
        let ends = written.split_once("**");
        let end = ends.filter(|(start, end)| !start.contains(SIGNS) && !end.contains(SIGNS));
        Some(Self {
            end: end.map(|(_, end)| end.to_owned()),
            ..glob
        })
    }

    pub fn of(written: &str, version: Version) -> Option<Self> {
        if version.has(153) {
            Self::new(written)
        } else {
            Self::old(written)
        }
    }

    pub fn is_match(&self, path: &str) -> bool {
        path.starts_with(&self.start)
            && match &self.end {
                Some(end) => path.ends_with(&**end),
                None => self.regex.is_match(path),
            }
    }

    /// How many letters it names: the more, the narrower.
    pub fn letters(&self) -> usize {
        self.written.chars().filter(|c| c.is_alphanumeric()).count()
    }
}

/// A pattern of a stranger's settings.
///
/// # Errors
/// It is none, or takes too much.
pub(super) fn pattern(written: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(written)
        .size_limit(MOST_MEMORY_BYTES)
        .dfa_size_limit(MOST_MEMORY_BYTES)
        .build()
}

fn as_regex(glob: &str) -> String {
    let mut made = String::with_capacity(glob.len() * 2);
    let mut depth = 0_usize;
    let mut in_class = false;
    let mut chars = glob.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            ']' if in_class => {
                in_class = false;
                made.push(']');
            }
            '!' if in_class && made.ends_with('[') => made.push('^'),
            c if in_class => {
                if matches!(c, '[' | '\\' | '&' | '~') {
                    made.push('\\');
                }
                made.push(c);
            }
            '[' => {
                in_class = true;
                made.push('[');
            }
            '*' if chars.peek() == Some(&'*') => {
                chars.next();
                made.push_str(".*");
            }
            '*' => made.push_str("[^/]*"),
            '?' => made.push_str("[^/]"),
            '{' => {
                depth += 1;
                made.push_str("(?:");
            }
            '}' if depth > 0 => {
                depth -= 1;
                made.push(')');
            }
            ',' if depth > 0 => made.push('|'),
            '\\' => {
                if let Some(next) = chars.next() {
                    made.push_str(&regex::escape(next.encode_utf8(&mut [0; 4])));
                }
            }
            c => made.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(glob: &str, matching: &[&str], others: &[&str]) {
        let glob = Glob::new(glob).unwrap();
        for path in matching {
            assert!(glob.is_match(path), "{glob:?} {path}");
        }
        for path in others {
            assert!(!glob.is_match(path), "{glob:?} {path}");
        }
    }

    #[test]
    fn a_star_stays_in_its_folder_and_two_do_not() {
        check(
            "/posts/a*",
            &["/posts/a", "/posts/ab"],
            &["/posts/a/b", "/posts/b"],
        );
        check(
            "/posts/**",
            &["/posts/a", "/posts/a/b"],
            &["/posts", "/post/a"],
        );
        check(
            "{/a,/b}/c?",
            &["/a/cx", "/b/cx"],
            &["/c/cx", "/a/c", "/a/c/"],
        );
        check("/[a-c].md", &["/b.md"], &["/d.md", "/bxmd"]);
        check("/[!a].(x)", &["/b.(x)"], &["/a.(x)"]);
    }

    #[test]
    fn to_old_hugos_the_texts_around_stars_may_overlap() {
        let [new, old] = [Glob::new, Glob::old].map(|of| of("/**/a.md").unwrap());
        assert!(!new.is_match("/a.md") && old.is_match("/a.md"));
        assert!(old.is_match("/x/y/a.md") && !old.is_match("/x/a.txt"));
    }

    #[test]
    fn what_is_no_pattern_is_none() {
        assert!(Glob::new("{a").is_none() && Glob::new("[").is_none());
        assert!(Glob::new(&"*".repeat(3_000)).is_none());
        assert!(
            Glob::new(&"[!a]".repeat(490)).is_none(),
            "it takes too much"
        );
        assert!(Glob::new(&"{a*,b?}/".repeat(20)).is_some());
    }
}
