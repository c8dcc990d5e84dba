//! The state of the window has owners: each part is changed by one file of `app::update`, or by
//! methods of its own in `app::state`.

use std::path::Path;

use regex::Regex;

use super::sources::{Source, Token, sources};

/// Parts of the state, and the one file that changes each, or the one room.
const OWNERS: [(&str, &str); 42] = [
    ("aids.completing", "update/completing.rs"),
    ("aids.counted", "update/goal.rs"),
    ("aids.picture_field", "update/pictures.rs"),
    ("aids.typefaces", "update/typefaces.rs"),
    ("changes", "update/change"),
    ("changes.asking", "update/file.rs"),
    ("clock", "mod.rs"),
    ("find.asked", "update/find.rs"),
    ("find.bar", "update/find.rs"),
    ("find.select_when_read", "update/site_find.rs"),
    ("find.site", "update/site_find.rs"),
    ("leaving.closing", "update/tabs.rs"),
    ("leaving.quitting", "update/quitting.rs"),
    ("notices.shown", "update/notices.rs"),
    ("pages.comparing", "update/compare.rs"),
    ("pages.leftovers", "update/leftovers.rs"),
    ("pages.recovered", "update/journal/recovery.rs"),
    ("pages.shown", "update/compare.rs"),
    ("pages.versions", "update/versions.rs"),
    ("session.closed", "update/tabs.rs"),
    ("session.followed", "update/site.rs"),
    ("session.reading", "update/articles.rs"),
    ("session.reading_behind", "update/articles.rs"),
    ("session.shown", "update/articles.rs"),
    ("site.frequent", "update/spelling.rs"),
    ("site.findings", "update/schema.rs"),
    ("site.learning", "update/schema.rs"),
    ("site.names", "update/schema.rs"),
    ("site.open", "update/site.rs"),
    ("site.opening", "update/site.rs"),
    ("site.paths", "update/site_find.rs"),
    ("site.schema", "update/schema.rs"),
    ("spelling.dictionaries", "update/spelling.rs"),
    ("spelling.suggesting", "update/spelling.rs"),
    ("window.desk", "mod.rs"),
    ("window.desktop_is_dark", "update/panes.rs"),
    ("window.is_dark", "mod.rs"),
    ("window.keyboard", "mod.rs"),
    ("window.keymap", "update/settings.rs"),
    ("window.pastes_plain", "update/writing.rs"),
    ("window.place", "mod.rs"),
    ("window.welcomes", "mod.rs"),
];

/// What changes by its own methods, whoever calls them: articles by the one door of a text, queues,
/// what is made for drawing. The settings are a file that many things are remembered in.
const BY_THEMSELVES: [&str; 7] = [
    "media.codes",
    "media.pictures",
    "session.articles",
    "session.trail",
    "settings",
    "window.asked",
    "window.requests",
];

/// Methods of the standard library by which a value changes.
const CHANGES: [&str; 27] = [
    "append",
    "as_deref_mut",
    "as_mut",
    "clear",
    "drain",
    "entry",
    "extend",
    "get_mut",
    "get_or_insert",
    "get_or_insert_with",
    "insert",
    "iter_mut",
    "last_mut",
    "pop",
    "push",
    "push_back",
    "remove",
    "replace",
    "retain",
    "retain_mut",
    "sort",
    "sort_by",
    "swap",
    "take",
    "take_if",
    "truncate",
    "values_mut",
];

/// More fields than this want a reason.
const FIELDS: usize = 12;
/// How the reason begins, in the doc comment.
const REASON: &str = "/// More than twelve fields: ";

#[test]
fn each_part_of_the_state_is_changed_by_one_file() {
    let mut found = Vec::new();
    let apps = sources().iter().filter(|it| it.floor() == "app");
    for source in apps.filter(|it| !it.module.starts_with("crate::app::state")) {
        let place = source.place.strip_prefix("src/app").unwrap();
        for part in changed(source) {
            let is_own = BY_THEMSELVES.iter().any(|own| is_in(&part, own));
            let owners = OWNERS.iter().filter(|(owned, _)| is_in(&part, owned));
            let owner = owners.max_by_key(|(owned, _)| owned.len());
            let is_owner = owner.is_some_and(|(_, owner)| place.starts_with(owner));
            if !is_own && !is_owner {
                let owner = owner.map_or("nobody", |(_, owner)| owner);
                found.push(format!("{} changes `{part}` of {owner}", place.display()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Whether a part is this one, or within it.
fn is_in(part: &str, owned: &str) -> bool {
    let within = part.strip_prefix(owned);
    within.is_some_and(|within| within.is_empty() || within.starts_with('.'))
}

/// The parts of the state that a file changes: `window.over`.
fn changed(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        if !is_word(Some(token), "state") {
            continue;
        }
        let mut names: Vec<&str> = Vec::new();
        let mut end = at + 1;
        while let [Token::Sign('.'), Token::Word(name), ..] = &source.tokens[end..] {
            names.push(name);
            end += 2;
        }
        let after = &source.tokens[end..];
        let is_called = matches!(after.first(), Some(Token::Sign('(')));
        let method = if is_called { names.pop() } else { None };
        let is_changed = method.is_some_and(|method| CHANGES.contains(&method))
            || !is_called && is_assigned(after)
            || is_borrowed(&source.tokens[..at]) && !names.is_empty() && method.is_none();
        if is_changed && !names.is_empty() {
            found.push(names[..names.len().min(2)].join("."));
        }
    }
    found
}

fn is_word(token: Option<&Token>, word: &str) -> bool {
    matches!(token, Some(Token::Word(other)) if other == word)
}

/// `= …`, `+= …`; not `== …` and not `=> …`.
fn is_assigned(after: &[Token]) -> bool {
    let after = match after {
        [Token::Sign('+' | '-' | '|' | '&' | '*'), rest @ ..] | rest => rest,
    };
    matches!(after, [Token::Sign('='), next, ..] if !matches!(next, Token::Sign('=' | '>')))
}

/// `&mut …`, or `&mut self. …`.
fn is_borrowed(before: &[Token]) -> bool {
    let before = match before {
        [rest @ .., Token::Word(word), Token::Sign('.')] if word == "self" => rest,
        rest => rest,
    };
    is_word(before.last(), "mut")
        && matches!(
            before.get(before.len().wrapping_sub(2)),
            Some(Token::Sign('&'))
        )
}

#[test]
fn changes_of_the_state_are_told_from_looks_at_it() {
    let of = |code: &str| {
        changed(&Source::new(
            Path::new("src/app/a.rs"),
            "crate::app::a",
            code,
        ))
    };
    for (code, part) in [
        ("fn a() { state.window.over = None; }", "window.over"),
        ("fn a() { state.find.bar.shown |= true; }", "find.bar"),
        (
            "fn a() { state.session.closed.push(path); }",
            "session.closed",
        ),
        ("fn a() { f(&mut state.site.names); }", "site.names"),
        ("fn a() { f(&mut self.state.clock); }", "clock"),
        ("fn a() { state.clock = now; }", "clock"),
    ] {
        assert_eq!(of(code), [part], "{code}");
    }
    for code in [
        "fn a() { if state.window.over == None {} }",
        "fn a() { match x { 1 if state.window.is_dark => {} } }",
        "fn a() { state.session.closed.len(); f(&state.site.names); }",
        "fn a() { state.window.close(); f(&mut state); }",
    ] {
        assert!(of(code).is_empty(), "{code}");
    }
}

#[test]
fn a_struct_with_many_fields_says_why() {
    let start = Regex::new(r"(?m)^(?:pub(?:\([a-z: ]+\))? )?struct (\w+)[^;{(]*\{\n").unwrap();
    let field = Regex::new(r"(?m)^    (?:pub(?:\([a-z: ]+\))? )?\w+: ").unwrap();
    let mut found = Vec::new();
    for source in sources() {
        let text = std::fs::read_to_string(&source.place).unwrap();
        for struct_ in start.captures_iter(&text) {
            let whole = struct_.get(0).unwrap();
            let body = &text[whole.end()..];
            let body = &body[..body.find("\n}").unwrap_or(body.len())];
            let count = field.find_iter(body).count();
            let doc = text[..whole.start()].rsplit("\n\n").next().unwrap();
            if count > FIELDS && !doc.contains(REASON) {
                let place = source.place.display();
                found.push(format!("{place}: {} has {count} fields", &struct_[1]));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
