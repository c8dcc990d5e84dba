//! What the parts of a piece of code are: comments, keywords, names.
//!
//! [`Grammars`] reads code with the grammars of Sublime Text. The answer, [`Part`]s by byte, is
//! free of colours, so it holds for every theme. Reading is slow next to a frame (a millisecond
//! for some ten lines, more for the first code of a language), so it belongs on a worker.
//!
//! Limits: code above [`MAX_BYTES`] is not read, nor is what follows a line above
//! [`MAX_LINE_BYTES`].

use std::sync::Arc;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// Code heavier than this stays plain.
pub const MAX_BYTES: usize = 200_000;
/// From a line longer than this on, code stays plain.
pub const MAX_LINE_BYTES: usize = 4_000;

/// A piece of code in some language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// As written after the fence: `rust`, `js`.
    pub language: String,
    pub text: Arc<str>,
}

/// What a part of code is, as far as it is told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    #[default]
    Plain,
    Comment,
    Keyword,
    /// Letters between quotes.
    Letters,
    /// A number, or another fixed value.
    Constant,
    /// The name of a function, or a key.
    Name,
    /// The name of a type, or a tag.
    Type,
    /// A line that was added, in a difference.
    Added,
    Removed,
}

/// Bytes that are of one part. What lies between spans is plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub part: Part,
}

/// The grammars of all languages that are known.
pub struct Grammars {
    set: SyntaxSet,
    scopes: Vec<(Scope, Part)>,
}

/// The starts of scopes that are told apart. Those of one place are asked from the innermost one
/// outwards; of one scope, the first row that it starts with counts.
const SCOPES: &[(&str, Part)] = &[
    ("comment", Part::Comment),
    ("punctuation.definition.comment", Part::Comment),
    ("markup.inserted", Part::Added),
    ("markup.deleted", Part::Removed),
    ("constant.character.escape", Part::Constant),
    ("string", Part::Letters),
    ("constant", Part::Constant),
    ("keyword.operator.word", Part::Keyword),
    ("keyword.operator.logical.python", Part::Keyword),
    ("keyword.operator", Part::Plain),
    ("keyword", Part::Keyword),
    ("storage", Part::Keyword),
    ("variable.language", Part::Keyword),
    ("entity.name.function", Part::Name),
    ("support.function", Part::Name),
    ("variable.function", Part::Name),
    ("entity.other.attribute-name", Part::Name),
    ("entity.name.tag", Part::Type),
    ("entity.name.namespace", Part::Plain),
    ("entity.name", Part::Type),
    ("entity.other.inherited-class", Part::Type),
    ("support.type.property-name", Part::Name),
    ("support.type", Part::Type),
    ("support.class", Part::Type),
    ("support.macro", Part::Name),
    ("markup.heading", Part::Keyword),
    ("markup.raw", Part::Letters),
];

/// Names that writers use for languages beside those that the grammars have.
const ALIASES: &[(&str, &str)] = &[
    ("golang", "go"),
    ("shell", "bash"),
    ("console", "bash"),
    ("shell-session", "bash"),
    ("docker", "dockerfile"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("mjs", "js"),
    ("node", "js"),
    ("c++", "cpp"),
    ("csharp", "cs"),
    ("c#", "cs"),
    ("viml", "vim"),
    ("go-html-template", "html"),
    ("gotmpl", "html"),
];

impl Grammars {
    /// Reads the bundled grammars; takes some tens of milliseconds.
    pub fn new() -> Self {
        let scopes = SCOPES
            .iter()
            .filter_map(|&(name, part)| Some((Scope::new(name).ok()?, part)))
            .collect();
        Self {
            set: two_face::syntax::extra_newlines(),
            scopes,
        }
    }

    /// The parts of `code` that are not plain, in order. Empty if the language is not known or
    /// the code is beyond the limits.
    pub fn read(&self, code: &Code) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let language = code.language.to_lowercase();
        let alias = ALIASES.iter().find(|(from, _)| *from == language);
        let token = alias.map_or(language.as_str(), |&(_, to)| to);
        let Some(syntax) = self.set.find_syntax_by_token(token) else {
            return spans;
        };
        if token.is_empty() || code.text.len() > MAX_BYTES {
            return spans;
        }
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut line_start = 0;
        for line in code.text.split_inclusive('\n') {
            if line.len() > MAX_LINE_BYTES {
                break;
            }
            let with_break;
            let whole = if line.ends_with('\n') {
                line
            } else {
                with_break = format!("{line}\n");
                with_break.as_str()
            };
            let Ok(changes) = state.parse_line(whole, &self.set) else {
                break;
            };
            let mut from = 0;
            for (at, change) in changes {
                let to = at.min(line.len());
                push(
                    &mut spans,
                    line_start + from,
                    line_start + to,
                    self.part(&stack),
                );
                from = to.max(from);
                if stack.apply(&change).is_err() {
                    return spans;
                }
            }
            let end = line_start + line.len();
            push(&mut spans, line_start + from, end, self.part(&stack));
            line_start = end;
        }
        spans
    }

    fn part(&self, stack: &ScopeStack) -> Part {
        let known = stack.as_slice().iter().rev().find_map(|&scope| {
            let row = self
                .scopes
                .iter()
                .find(|(start, _)| start.is_prefix_of(scope));
            row.map(|&(_, part)| part)
        });
        known.unwrap_or_default()
    }
}

impl Default for Grammars {
    fn default() -> Self {
        Self::new()
    }
}

/// Adds a span; what follows on one of the same part is joined with it.
fn push(spans: &mut Vec<Span>, start: usize, end: usize, part: Part) {
    if start >= end || part == Part::Plain {
        return;
    }
    match spans.last_mut() {
        Some(last) if last.end == start && last.part == part => last.end = end,
        _ => spans.push(Span { start, end, part }),
    }
}

/// The language of a block of code, by what is written after its fence: `rust {hl_lines=2}`.
pub fn language_of(info: &str) -> &str {
    let mut words = info.split(|c: char| c.is_whitespace() || c == '{');
    words.next().unwrap_or_default()
}

/// The spans of `old` as far as they can stand in `new`, which is `old` with one change in it.
/// Spans that the change touches are left out.
pub fn carried(spans: &[Span], old: &str, new: &str) -> Vec<Span> {
    let first = common(old.bytes().zip(new.bytes()));
    let most = old.len().min(new.len()) - first;
    let last = common(old.bytes().rev().zip(new.bytes().rev()).take(most));
    let tail = old.len() - last;
    let moved = |at: usize| at + new.len() - old.len();
    spans
        .iter()
        .filter_map(|&span| {
            if span.end <= first {
                Some(span)
            } else if span.start >= tail {
                Some(Span {
                    start: moved(span.start),
                    end: moved(span.end),
                    ..span
                })
            } else if span.start < first && span.end > tail {
                // The change is inside: a letter typed in a comment.
                Some(Span {
                    end: moved(span.end),
                    ..span
                })
            } else {
                None
            }
        })
        .filter(|span| new.get(span.start..span.end).is_some())
        .collect()
}

fn common(pairs: impl Iterator<Item = (u8, u8)>) -> usize {
    pairs.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(language: &str, text: &str) -> Vec<(String, Part)> {
        let code = Code {
            language: language.to_owned(),
            text: text.into(),
        };
        let spans = Grammars::new().read(&code);
        spans
            .iter()
            .map(|span| (text[span.start..span.end].to_owned(), span.part))
            .collect()
    }

    fn check(language: &str, text: &str, expected: &[(&str, Part)]) {
        let found = parts(language, text);
        for &(letters, part) in expected {
            assert!(
                found.contains(&(letters.to_owned(), part)),
                "{language}: {letters} in {found:?}"
            );
        }
    }

    #[test]
    fn languages_are_known_by_name_extension_and_alias() {
        let rust = "// why\nfn main() { let a = \"b\"; }";
        let expected = [
            ("// why\n", Part::Comment),
            ("fn", Part::Keyword),
            ("main", Part::Name),
            ("\"b\"", Part::Letters),
        ];
        check("rust", rust, &expected);
        check("Rust", rust, &expected);
        check("rs", rust, &expected);
        check(
            "golang",
            "return 12",
            &[("return", Part::Keyword), ("12", Part::Constant)],
        );
        check(
            "toml",
            "a = 1 # b",
            &[("# b", Part::Comment), ("1", Part::Constant)],
        );
        check("typescript", "const a = 1", &[("const", Part::Keyword)]);
        check(
            "diff",
            "+a\n-b\n",
            &[("+a\n", Part::Added), ("-b\n", Part::Removed)],
        );
        check(
            "html",
            "<p class=\"a\">",
            &[("p", Part::Type), ("class", Part::Name)],
        );
    }

    #[test]
    fn what_is_not_known_or_too_much_is_plain() {
        assert_eq!(parts("klingon", "fn main() {}"), []);
        assert_eq!(parts("", "fn main() {}"), []);
        assert_eq!(parts("rust", &"fn a() {}\n".repeat(MAX_BYTES)), []);
        let long = format!(
            "fn a() {{}}\n// {}\nfn b() {{}}",
            "x".repeat(MAX_LINE_BYTES)
        );
        assert!(parts("rust", &long).len() < 4);
    }

    #[test]
    fn spans_are_in_order_and_cut_no_character() {
        for text in [
            "let é = \"日本\"; // ü",
            "\"open",
            "/* a\n\n",
            "é\r\n\t'\u{0}'",
        ] {
            for language in ["rust", "js", "python", "html", "yaml", "bash", "md"] {
                let code = Code {
                    language: language.to_owned(),
                    text: text.into(),
                };
                let mut end = 0;
                for span in Grammars::new().read(&code) {
                    assert!(span.start >= end && span.end > span.start);
                    assert!(
                        text.get(span.start..span.end).is_some(),
                        "{language} {text}"
                    );
                    end = span.end;
                }
            }
        }
    }

    #[test]
    fn spans_are_carried_over_a_change() {
        let span = |start, end| Span {
            start,
            end,
            part: Part::Keyword,
        };

        assert_eq!(
            carried(
                &[span(0, 2), span(3, 5), span(6, 8)],
                "aa bb cc",
                "aa bxb cc"
            ),
            [span(0, 2), span(3, 6), span(7, 9)]
        );
        assert_eq!(
            carried(&[span(0, 2), span(3, 5)], "aa bb", "bb"),
            [span(0, 2)]
        );
        assert_eq!(carried(&[span(0, 3)], "é!", "è!"), [span(0, 3)]);
    }
}
