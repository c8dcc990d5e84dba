//! The texts for people: none stands in the sources, each has what it names, none is left over, and
//! every language has them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use kopij::{action::Command, model::words};
use regex::Regex;
use strum::IntoEnumIterator as _;

const LANGUAGES: &str = "assets/languages";

/// Where words stand that are read or written, and not said: months and languages by their own names,
/// markup, the grammar of YAML, layouts of Go, what other programs say and are asked, words that are looked for in
/// articles, a report of a fault.
///
/// The help of the commands is no literal: clap reads it from doc comments in `src/cli` and `src/main.rs`. It stays
/// English, as are the headings and the errors that clap itself writes around it: half a page in another language
/// would read worse.
const NOT_SAID: [&str; 41] = [
    "src/cli/check/github.rs",
    "src/cli/check/json.rs",
    "src/io/crash.rs",
    "src/io/desktop.rs",
    "src/io/git",
    "src/io/ignored/mod.rs",
    "src/io/http.rs",
    "src/io/in_site",
    "src/io/pictures/library.rs",
    "src/io/pictures/painter/limits.rs",
    "src/io/pictures/svg/mod.rs",
    "src/io/spelling/dictionaries.rs",
    "src/io/stock/secret_service.rs",
    "src/io/watcher/mod.rs",
    "src/model/check/cover.rs",
    "src/model/check/link.rs",
    "src/model/check/text.rs",
    "src/model/date/tongue.rs",
    "src/model/date/typed.rs",
    "src/model/document.rs",
    "src/model/find/mod.rs",
    "src/model/front_matter",
    "src/model/go_layout.rs",
    "src/model/long_date.rs",
    "src/model/markdown/blocks/running.rs",
    "src/model/markdown/render.rs",
    "src/model/picture",
    "src/model/schema/overrides/kopij.rs",
    "src/model/site/address/layout.rs",
    "src/model/site/generator.rs",
    "src/model/site/hugo/data.rs",
    "src/model/site/hugo/pins.rs",
    "src/model/site/names.rs",
    "src/model/site/new_article",
    "src/model/site/shortcodes/mod.rs",
    "src/model/spelling",
    "src/model/stage",
    "src/model/stock",
    "src/model/typeface.rs",
    "src/model/words/language.rs",
    "src/model/words/mod.rs",
];

/// Names that are written in files and not said to people: of keys in the settings, of fonts; our own
/// name, also to servers; what the library that opens windows says.
const NAMES: [&str; 15] = [
    " (desktop editor for static sites)",
    "Source Serif",
    "JetBrains Mono",
    "Alt",
    "Cmd",
    "Ctrl",
    "Inter",
    "Kopij",
    "Lucide",
    "Shift",
    "kopij: {err:#}\\n",
    "kopij: {}",
    "kopij: {}: {wrong}\\n",
    "open connection",
    "shared libraries",
];

/// Calls whose texts are for nobody, or for who reads the log.
const NOT_FOR_PEOPLE: &str = r"(?s)(?:log::\w+!|write!\(log, |id_salt|Id::unique|Id::new|\bwith|Panel::\w+|interact_at|reason =|expect|unreachable!|include_str!|assert\w*!|strftime|Duration::\w+|push_id|value_name =)[\s(]*$";

fn texts() -> BTreeMap<String, BTreeSet<String>> {
    texts_in(&source_of("en"))
}

fn source_of(language: &str) -> String {
    fs::read_to_string(format!("{LANGUAGES}/{language}.ftl")).unwrap()
}

/// The texts by id, with the names of the values in them.
fn texts_in(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let value = Regex::new(r"\$([a-z_]+)").unwrap();
    let mut texts = BTreeMap::new();
    let mut id = String::new();
    for line in source.lines() {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            line.split_once('=').unwrap().0.trim().clone_into(&mut id);
            let before = texts.insert(id.clone(), BTreeSet::new());
            assert_eq!(before, None, "`{id}` stands there twice");
        }
        if !line.starts_with('#') {
            let names = value.captures_iter(line).map(|found| found[1].to_owned());
            texts.entry(id.clone()).or_default().extend(names);
        }
    }
    texts.remove("");
    texts
}

/// The files of the sources with their code: no comments, no tests.
pub fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    assert!(files.len() > 100, "the sources are there");
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = without_tests(&text);
            let lines = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            (path, lines.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let is_test = ["cases", "tests", "testing", "oracle", "faulty", "fuzz"].contains(&name);
        if is_test {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Leaves out each item that is for tests alone.
fn without_tests(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    let begin = |text: &str| {
        let begins = ["#[cfg(test)]", "#[cfg(all(test,"];
        begins.iter().filter_map(|begin| text.find(begin)).min()
    };
    while let Some(at) = begin(rest) {
        code.push_str(&rest[..at]);
        let indent = rest[..at].rsplit('\n').next().unwrap_or_default();
        let after = &rest[at..];
        let block = format!("\n{indent}}}");
        let statement = after.find(";\n").unwrap_or(after.len());
        let end = match after.find('{') {
            Some(open) if open < statement => after.find(&block).map(|end| end + block.len()),
            _ => Some(statement + 1),
        };
        rest = &after[end.unwrap_or(after.len()).min(after.len())..];
    }
    code.push_str(rest);
    code
}

/// The literals of a code, each with where it begins.
pub fn literals(code: &str) -> Vec<(usize, &str)> {
    TOKEN
        .find_iter(code)
        .filter(|found| found.as_str().starts_with('"'))
        .map(|found| (found.start(), found.as_str().trim_matches('"')))
        .collect()
}

/// A comment, or a literal of any kind.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r####"(?s)//[^\n]*|/\*.*?\*/|r###".*?"###|r##".*?"##|r#".*?"#|\br".*?"|"(?:\\.|[^"\\])*"|b?'(?:\\[^']+|[^'\\])'"####,
    )
    .unwrap()
});
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^}]*\}|\\\n\s*").unwrap());
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z]{2,}").unwrap());
static CAPITAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*[A-Z][a-z]+[….:]?\s*$").unwrap());

/// Whether a literal is a text in a language: a word and a blank, or a word that begins with a
/// capital.
fn is_text(literal: &str) -> bool {
    // A page, or a head that is read.
    if literal.starts_with('<') || literal.starts_with("---\\n") {
        return false;
    }
    let plain = BETWEEN.replace_all(literal, "");
    plain.contains(' ') && WORD.is_match(&plain) || CAPITAL.is_match(&plain)
}

#[test]
fn no_text_for_people_stands_in_the_sources() {
    let not_for_people = Regex::new(NOT_FOR_PEOPLE).unwrap();
    let mut found = Vec::new();
    for (path, code) in sources() {
        if NOT_SAID.iter().any(|room| path.starts_with(room)) {
            continue;
        }
        for (at, literal) in literals(&code) {
            let before = &code[code[..at].floor_char_boundary(at.saturating_sub(200))..at];
            if is_text(literal) && !NAMES.contains(&literal) && !not_for_people.is_match(before) {
                let line = code[..at].lines().count();
                found.push(format!("{}:{line}: {literal}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_text_that_is_asked_for_is_there_with_its_values() {
    let texts = texts();
    let asked = Regex::new(r#"\b(?:say|said|id)!\(\s*"([\w-]+)"\s*((?s:[^;]*))"#).unwrap();
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        for found in asked.captures_iter(&code) {
            let id = &found[1];
            let given = names(&found[2]);
            match texts.get(id) {
                None => wrong.push(format!("{}: there is no `{id}`", path.display())),
                Some(named) if *named != given => wrong.push(format!(
                    "{}: `{id}` names {named:?} and is given {given:?}",
                    path.display()
                )),
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The names before a `=` up to the bracket that closes the call.
fn names(rest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut depth = 0;
    let mut word = String::new();
    let mut is_name = false;
    let chars: Vec<char> = rest.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                word.clear();
                is_name = true;
            }
            '=' if is_name && chars.get(at + 1) != Some(&'=') => {
                names.insert(word.trim().to_owned());
                is_name = false;
            }
            c if is_name => word.push(c),
            _ => {}
        }
    }
    names
}

#[test]
fn no_text_is_left_over() {
    let sources = sources();
    let literals = sources.iter().flat_map(|(_, code)| literals(code));
    let asked: BTreeSet<&str> = literals.map(|(_, literal)| literal).collect();
    let commands: BTreeSet<&str> = Command::iter().map(Command::name).collect();
    let left: Vec<String> = texts()
        .into_keys()
        .filter(|id| !commands.contains(id.as_str()) && !asked.contains(id.as_str()))
        .collect();

    assert!(left.is_empty(), "nothing asks for {left:?}");
}

/// What stands in a file of texts, in its order: rooms, ids with their values, what is said beside them.
fn outline(source: &str) -> Vec<String> {
    let value = Regex::new(r"\$[a-z_]+").unwrap();
    let mut outline: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in source.lines() {
        let inner = line.trim_start();
        let name = line.split(" =").next().unwrap_or_default();
        if line.starts_with("## ") || line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            outline.push((name.to_owned(), BTreeSet::new()));
        } else if inner.starts_with('.') {
            outline.push((name.trim().to_owned(), BTreeSet::new()));
        }
        if let Some((_, values)) = outline.last_mut() {
            let found = value.find_iter(line);
            values.extend(found.map(|value| value.as_str().to_owned()));
        }
    }
    // Each language has other words that a text is found by, or none.
    outline.retain(|(name, _)| name != ".words");
    let lines = outline.into_iter();
    lines
        .map(|(name, values)| format!("{name} {values:?}"))
        .collect()
}

#[test]
fn every_language_has_the_same_texts_in_the_same_order() {
    let english = outline(&source_of("en"));
    assert!(english.len() > 1000);
    let mut names: Vec<String> = fs::read_dir(LANGUAGES)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let shipped = words::languages().iter();
    let mut files: Vec<String> = shipped.map(|it| format!("{}.ftl", it.tag)).collect();
    files.sort();
    assert_eq!(names, files, "each file is shipped");

    for language in words::languages() {
        let own = outline(&source_of(language.tag));
        let differs = english.iter().zip(&own).find(|(theirs, own)| theirs != own);
        assert_eq!(differs, None, "{}", language.tag);
        assert_eq!(english.len(), own.len(), "{}", language.tag);
    }
}

#[test]
fn every_command_has_a_title_of_its_own_and_a_help() {
    let titles: BTreeSet<&str> = Command::iter().map(Command::title).collect();

    assert_eq!(titles.len(), Command::iter().count());
    let texts = texts();
    for command in Command::iter() {
        assert!(texts.contains_key(command.name()), "{command:?}");
        assert_ne!(command.help(), command.name());
    }
}

#[test]
fn texts_are_told_from_what_is_not_for_people() {
    for text in [
        "Save all",
        "Quit",
        "{} of {count}",
        "no space left",
        "New article…",
    ] {
        assert!(is_text(text), "{text}");
    }
    for other in [
        "save-all", "wght", "{}: {}", "  ", "http://", "Cmd+P", "%H:%M",
    ] {
        assert!(!is_text(other), "{other}");
    }
}

#[test]
fn code_is_read_without_its_tests() {
    let code =
        "a();\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nc();\n    #[cfg(test)]\n    d();\ne();";

    assert_eq!(without_tests(code), "a();\n\nc();\n    \ne();");
    let code = "let a = \"b c\"; // \"d e\"\nlet f = r#\"g\"#; 'x'; \"h \\\" i\"";
    let found: Vec<&str> = literals(code).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, ["b c", "h \\\" i"]);
}

#[test]
fn names_of_values_are_read_from_a_call() {
    let given = names(", count = a.len(), path = f(x, y == z)) + say");

    assert_eq!(
        given,
        BTreeSet::from(["count".to_owned(), "path".to_owned()])
    );
}
