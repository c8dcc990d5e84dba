//! The sources as the compiler divides them into words, without comments and tests.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One file that is part of the program.
pub struct Source {
    /// From the root of the repository.
    pub place: PathBuf,
    /// `crate::model::text`.
    pub module: String,
    pub tokens: Vec<Token>,
    /// The modules whose code is in files of their own, below this one.
    children: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Word(String),
    /// One sign; a bracket is one.
    Sign(char),
    /// Letters, numbers and strings, of which nothing is said.
    Literal,
}

/// The files that the program is made of, from `src/lib.rs` down. Read once.
pub fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let mut found = Vec::new();
        read(Path::new("src/lib.rs"), "crate", &mut found);
        found
    });
    &SOURCES
}

impl Source {
    pub fn new(place: &Path, module: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap();
        let mut tokens = Vec::new();
        flatten(without_tests(stream), &mut tokens);
        let children = children(&tokens)
            .map(|child| format!("{module}::{child}"))
            .collect();
        Self {
            place: place.to_owned(),
            module: module.to_owned(),
            tokens,
            children,
        }
    }

    /// The first room that it stands in: `model` of `crate::model::text`.
    pub fn floor(&self) -> &str {
        self.module.split("::").nth(1).unwrap_or_default()
    }

    pub fn has_word(&self, word: &str) -> bool {
        self.tokens
            .iter()
            .any(|token| matches!(token, Token::Word(other) if other == word))
    }

    /// Whether a method of this name is called; with `on`, of what has this name.
    pub fn calls(&self, on: Option<&str>, method: &str) -> bool {
        self.tokens.windows(4).any(|part| match part {
            [
                before,
                Token::Sign('.'),
                Token::Word(word),
                Token::Sign('('),
            ] => {
                let is_on = |name| matches!(before, Token::Word(word) if word == name);
                word == method && on.is_none_or(is_on)
            }
            _ => false,
        })
    }

    /// The paths that are named, with `{…}` trees written out, and those to our own modules from
    /// `crate` on.
    pub fn paths(&self) -> Vec<String> {
        paths(&self.tokens)
            .into_iter()
            .map(|path| self.resolved(&path))
            .collect()
    }

    fn resolved(&self, path: &str) -> String {
        let mut segments = path.split("::").peekable();
        let mut module: Vec<&str> = self.module.split("::").collect();
        let mut is_ours = segments.next_if_eq(&"self").is_some();
        while segments.next_if_eq(&"super").is_some() {
            module.pop();
            is_ours = true;
        }
        let first = segments.peek().copied().unwrap_or_default();
        is_ours |= self.children.contains(&format!("{}::{first}", self.module));
        if is_ours {
            module.extend(segments);
            return module.join("::");
        }
        path.to_owned()
    }
}

fn read(place: &Path, module: &str, found: &mut Vec<Source>) {
    let text = fs::read_to_string(place).unwrap();
    let source = Source::new(place, module, &text);
    let children = source.children.clone();
    found.push(source);
    let folder = match place.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "mod") => place.parent().unwrap().to_owned(),
        _ => place.with_extension(""),
    };
    for child in children {
        let name = child.rsplit("::").next().unwrap();
        let file = folder.join(format!("{name}.rs"));
        let file = if file.is_file() {
            file
        } else {
            folder.join(name).join("mod.rs")
        };
        read(&file, &child, found);
    }
}

/// The names in `mod name;`.
fn children(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.windows(3).filter_map(|part| match part {
        [Token::Word(keyword), Token::Word(name), Token::Sign(';')] if keyword == "mod" => {
            Some(name.as_str())
        }
        _ => None,
    })
}

/// Without what is compiled for tests alone: items, variants, arms of a match.
fn without_tests(stream: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let is_attribute = matches!(&tree, TokenTree::Punct(sign) if sign.as_char() == '#');
        if is_attribute && trees.peek().is_some_and(is_for_tests) {
            skip_item(&mut trees);
            continue;
        }
        kept.push(match tree {
            TokenTree::Group(group) => {
                let inner = without_tests(group.stream());
                proc_macro2::Group::new(group.delimiter(), inner).into()
            }
            tree => tree,
        });
    }
    kept.into_iter().collect()
}

/// `[cfg(test)]`, `[cfg(all(test, …))]`.
fn is_for_tests(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else {
        return false;
    };
    let said = group.stream().to_string().replace(' ', "");
    said == "cfg(test)" || said.starts_with("cfg(all(test,")
}

/// To the end of an item, which is its block, its `;` or its `,`.
fn skip_item(trees: &mut impl Iterator<Item = TokenTree>) {
    // In `<…>`, where a comma is not the end.
    let mut depth = 0_usize;
    let mut before = ' ';
    for tree in trees {
        let sign = match &tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
            TokenTree::Punct(sign) => sign.as_char(),
            _ => ' ',
        };
        match sign {
            ';' => return,
            ',' if depth == 0 => return,
            '<' => depth += 1,
            '>' if before != '-' && before != '=' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = sign;
    }
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        match tree {
            TokenTree::Ident(word) => tokens.push(Token::Word(word.to_string())),
            TokenTree::Punct(sign) => tokens.push(Token::Sign(sign.as_char())),
            TokenTree::Literal(_) => tokens.push(Token::Literal),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::None => (' ', ' '),
                };
                tokens.push(Token::Sign(open));
                flatten(group.stream(), tokens);
                tokens.push(Token::Sign(close));
            }
        }
    }
}

/// Every path of more than one word, and what `use` names.
fn paths(tokens: &[Token]) -> Vec<String> {
    let mut paths = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let is_used = matches!(before, Some(Token::Word(keyword)) if keyword == "use");
        let is_start = before != Some(&Token::Sign(':')) || at < 2 || !is_join(tokens, at - 2);
        let is_path = is_start && (is_used || is_join(tokens, at + 1));
        at = match token {
            Token::Word(_) if is_path => tree(tokens, at, "", &mut paths),
            _ => at + 1,
        };
    }
    paths
}

/// Whether `::` is at `at`.
fn is_join(tokens: &[Token], at: usize) -> bool {
    tokens.get(at..at + 2) == Some(&[Token::Sign(':'), Token::Sign(':')])
}

/// Adds the leaves of the tree at `at`, each after `prefix`. Returns where the tree ends.
fn tree(tokens: &[Token], mut at: usize, prefix: &str, paths: &mut Vec<String>) -> usize {
    let mut path = prefix.to_owned();
    while let Some(Token::Word(word)) = tokens.get(at) {
        path.push_str(word);
        at += 1;
        if !is_join(tokens, at) {
            break;
        }
        path.push_str("::");
        at += 2;
    }
    if path.ends_with("::") && tokens.get(at) == Some(&Token::Sign('{')) {
        return branches(tokens, at + 1, &path, paths);
    }
    paths.push(path.trim_end_matches("::").to_owned());
    match tokens.get(at) {
        Some(Token::Word(keyword)) if keyword == "as" => at + 2,
        _ => at,
    }
}

/// From behind the `{` on.
fn branches(tokens: &[Token], mut at: usize, prefix: &str, paths: &mut Vec<String>) -> usize {
    loop {
        at = match tokens.get(at) {
            None => return at,
            Some(Token::Sign('}')) => return at + 1,
            Some(Token::Word(_)) => tree(tokens, at, prefix, paths),
            Some(_) => at + 1,
        };
    }
}

/// The files that are part of a circle, each circle in the order of their paths: each file uses,
/// perhaps by others, what uses it. What a file takes from the `mod.rs` of a room that it stands
/// in is no use: a room and what is in it are one.
pub fn circles(sources: &[Source]) -> Vec<Vec<String>> {
    let modules: BTreeMap<&str, usize> =
        (0..).zip(sources).map(|(n, it)| (&*it.module, n)).collect();
    let uses: Vec<Vec<usize>> = sources.iter().map(|it| used(it, &modules)).collect();
    let reached: Vec<Vec<bool>> = (0..sources.len())
        .map(|from| reached(from, &uses))
        .collect();
    let mut circles: Vec<Vec<String>> = Vec::new();
    for (from, reaches) in reached.iter().enumerate() {
        let circle: Vec<usize> = (0..sources.len())
            .filter(|&to| reaches[to] && reached[to][from])
            .collect();
        if circle.first() == Some(&from) {
            let name = |&n: &usize| sources[n].module.trim_start_matches("crate::").to_owned();
            let mut names: Vec<String> = circle.iter().map(name).collect();
            names.sort_unstable();
            circles.push(names);
        }
    }
    circles.sort_unstable();
    circles
}

/// The other files that a file uses.
fn used(source: &Source, modules: &BTreeMap<&str, usize>) -> Vec<usize> {
    let is_around = |module: &str| {
        let inner = source.module.strip_prefix(module);
        inner.is_some_and(|inner| inner.is_empty() || inner.starts_with("::"))
    };
    let mut used = Vec::new();
    for path in source.paths() {
        let mut module = path.as_str();
        while !modules.contains_key(module) {
            let Some((parent, _)) = module.rsplit_once("::") else {
                break;
            };
            module = parent;
        }
        used.extend(modules.get(module).filter(|_| !is_around(module)));
    }
    used.sort_unstable();
    used.dedup();
    used
}

fn reached(from: usize, uses: &[Vec<usize>]) -> Vec<bool> {
    let mut reached = vec![false; uses.len()];
    let mut left = uses[from].clone();
    while let Some(at) = left.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            left.extend(&uses[at]);
        }
    }
    reached
}

fn source(module: &str, text: &str) -> Source {
    Source::new(Path::new("src/x.rs"), module, text)
}

#[test]
fn use_trees_are_written_out() {
    let code = source(
        "crate::a::b",
        "use crate::{a::{b, c as d}, e};\nuse std::{fs, io as x};\nuse eframe;\nmod near;\n\
         fn f() { crate::f::g(); super::h::<Vec<std::fs::File>>(); self::i::j; near::k; X::y() }",
    );
    assert_eq!(
        code.paths(),
        [
            "crate::a::b",
            "crate::a::c",
            "crate::e",
            "std::fs",
            "std::io",
            "eframe",
            "crate::f::g",
            "crate::a::h",
            "std::fs::File",
            "crate::a::b::i::j",
            "crate::a::b::near::k",
            "X::y",
        ]
    );
}

#[test]
fn what_stands_below_a_test_is_seen_and_tests_are_not() {
    let code = source(
        "crate::a",
        "#[cfg(test)] fn t<A, B>(x: [u8; 2]) -> A { eframe::x() }\n\
         enum E { One, #[cfg(test)] Two, Three }\n\
         // eframe::y\n/// eframe::z\n\
         #[cfg(all(test, unix))] use eframe::w; #[cfg(unix)] mod seen;\n\
         #[cfg(test)] mod tests { mod inner { fn f() { eframe::v } } }\n\
         fn after() { m!(eframe::found, '{', \"}\"); x.a.b(1) }",
    );
    assert_eq!(code.paths(), ["eframe::found"]);
    assert!(code.has_word("Three") && !code.has_word("Two"));
    assert!(code.calls(Some("a"), "b") && !code.calls(Some("b"), "b"));
    assert_eq!(code.children, ["crate::a::seen"]);
}

#[test]
fn files_that_use_each_other_are_a_circle() {
    let sources = [
        source("crate::a", "mod b; mod c; pub use b::B;"),
        source("crate::a::b", "use super::{C, c::D};"),
        source("crate::a::c", "use crate::d;"),
        source("crate::d", "use crate::a::b::B;"),
        source("crate::e", "use crate::a::B;"),
    ];
    assert_eq!(circles(&sources), [["a::b", "a::c", "d"]]);
}
