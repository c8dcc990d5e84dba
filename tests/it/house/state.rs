//! The state of the window has owners: each part is changed by one file of `app::update`, or by
//! methods of its own in `app::state` and `model::settings`.

use std::{collections::BTreeSet, path::Path};

use regex::Regex;

use super::sources::{Source, Token, sources};

/// Parts of the state, and the one file that changes each, or the one room.
const OWNERS: [(&str, &str); 71] = [
    ("aids.completing", "update/completing.rs"),
    ("aids.counted", "update/goal.rs"),
    ("aids.fixing", "update/problems.rs"),
    ("aids.leading_to", "update/problems.rs"),
    ("aids.offering", "update/pictures"),
    ("aids.picking", "update/pictures"),
    ("aids.typefaces", "update/typefaces.rs"),
    ("changes", "update/change"),
    ("changes.asking", "update/file.rs"),
    ("clock", "mod.rs"),
    ("find.asked", "update/find.rs"),
    ("find.bar", "update/find.rs"),
    ("find.select_when_read", "update/site_find.rs"),
    ("find.site", "update/site_find.rs"),
    ("git", "update/git.rs"),
    ("in_site", "update/in_site.rs"),
    ("leaving.closing", "update/tabs.rs"),
    ("leaving.quitting", "update/quitting.rs"),
    ("library", "update/library.rs"),
    ("notices.done_millis", "update/notices.rs"),
    ("notices.past", "update/notices.rs"),
    ("notices.shown", "update/notices.rs"),
    ("pages.comparing", "update/compare.rs"),
    ("pages.leftovers", "update/leftovers.rs"),
    ("pages.recovered", "update/journal/recovery.rs"),
    ("pages.shown", "update/compare.rs"),
    ("pages.versions", "update/versions.rs"),
    ("server", "update/server.rs"),
    ("session.closed", "update/tabs.rs"),
    ("session.followed", "update/site.rs"),
    ("session.reading", "update/articles.rs"),
    ("session.reading_behind", "update/articles.rs"),
    ("session.shown", "update/articles.rs"),
    ("settings", "update/settings.rs"),
    ("settings.outside_folders", "update/outside.rs"),
    ("settings.panes", "update/panes.rs"),
    (
        "settings.remembered.article_languages",
        "update/spelling.rs",
    ),
    ("settings.remembered.last_site", "update/site.rs"),
    ("settings.remembered.open_articles", "update/articles.rs"),
    ("settings.remembered.widths", "update/panes.rs"),
    ("settings.remembered.sites", "update/panes.rs"),
    ("settings.remembered.written", "update/goal.rs"),
    ("settings.second_languages", "update/spelling.rs"),
    ("settings.written_links", "update/refused.rs"),
    ("site.frequent", "update/spelling.rs"),
    ("site.learned", "update/schema.rs"),
    ("site.linking", "update/problems.rs"),
    ("site.learnings", "update/schema.rs"),
    ("site.problems", "update/problems.rs"),
    ("site.checking", "update/problems.rs"),
    ("site.check", "update/problems.rs"),
    ("site.errors", "update/problems.rs"),
    ("site.stopping", "update/problems.rs"),
    ("site.unchecked", "update/problems.rs"),
    ("site.learning", "update/schema.rs"),
    ("site.names", "update/schema.rs"),
    ("site.open", "update/site.rs"),
    ("site.opening", "update/site.rs"),
    ("site.schema", "update/schema.rs"),
    ("site.searched", "update/site_find.rs"),
    ("spelling.dictionaries", "update/spelling.rs"),
    ("spelling.suggesting", "update/spelling.rs"),
    ("stock", "update/stock.rs"),
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
/// what is made for drawing.
const BY_THEMSELVES: [&str; 5] = [
    "media.codes",
    "media.pictures",
    "session.articles",
    "window.asked",
    "window.requests",
];

/// Methods of the standard library by which a value changes.
const CHANGES: [&str; 61] = [
    "append",
    "as_deref_mut",
    "as_mut",
    "as_mut_slice",
    "back_mut",
    "clear",
    "clone_from",
    "dedup",
    "dedup_by_key",
    "drain",
    "entry",
    "extend",
    "extend_from_slice",
    "fill",
    "first_entry",
    "first_mut",
    "front_mut",
    "get_mut",
    "get_or_insert",
    "get_or_insert_default",
    "get_or_insert_with",
    "insert",
    "insert_str",
    "iter_mut",
    "last_entry",
    "last_mut",
    "make_mut",
    "pop",
    "pop_back",
    "pop_first",
    "pop_front",
    "pop_if",
    "pop_last",
    "push",
    "push_back",
    "push_front",
    "push_str",
    "range_mut",
    "remove",
    "remove_entry",
    "replace",
    "resize",
    "retain",
    "retain_mut",
    "reverse",
    "rotate_left",
    "rotate_right",
    "sort",
    "sort_by",
    "sort_by_key",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
    "splice",
    "split_off",
    "swap",
    "swap_remove",
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
    let mut used = BTreeSet::new();
    let apps = sources().iter().filter(|it| it.floor() == "app");
    for source in apps.filter(|it| !it.module.starts_with("crate::app::state")) {
        let place = source.place.strip_prefix("src/app").unwrap();
        for part in changed(source) {
            if let Some(own) = BY_THEMSELVES.iter().find(|own| is_in(&part, own)) {
                used.insert(*own);
                continue;
            }
            let candidates = OWNERS.iter().filter(|(owns, _)| is_in(&part, owns));
            match candidates.max_by_key(|(owns, _)| owns.len()) {
                Some((owns, owner)) if place.starts_with(owner) => {
                    used.insert(*owns);
                }
                owner => {
                    let owner = owner.map_or("nobody", |(_, owner)| owner);
                    found.push(format!("{} changes `{part}` of {owner}", place.display()));
                }
            }
        }
    }
    let listed = OWNERS.iter().map(|(owned, _)| owned).chain(&BY_THEMSELVES);
    let left: Vec<_> = listed.filter(|part| !used.contains(*part)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(left.is_empty(), "listed, and changed no more: {left:?}");
}

/// Whether a part is this one, or within it.
fn is_in(part: &str, owned: &str) -> bool {
    let within = part.strip_prefix(owned);
    within.is_some_and(|within| within.is_empty() || within.starts_with('.'))
}

/// The parts of the state that a file changes: `window.over`.
fn changed(source: &Source) -> Vec<String> {
    let tokens = source.tokens.as_slice();
    let names = names_of_state(tokens);
    let is_state = |token: &Token| matches!(token, Token::Word(word) if names.contains(word));
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if is_state(token)
            && !matches!(at.checked_sub(1).map(|at| &tokens[at]), Some(Token::Sign('.')) if !is_of_self(&tokens[..at]))
        {
            found.extend(changed_at(&tokens[..at], &tokens[at + 1..]));
        }
        if is_word(Some(token), "State") {
            found.extend(taken_apart(&tokens[at + 1..], is_state));
        }
    }
    found
}

/// `self.`
fn is_of_self(before: &[Token]) -> bool {
    matches!(before, [.., Token::Word(word), Token::Sign('.')] if word == "self")
}

/// What a file calls the state: `state`, and what is declared as `&mut State` or set to be it.
fn names_of_state(tokens: &[Token]) -> BTreeSet<String> {
    let mut names = BTreeSet::from(["state".to_owned()]);
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word(name) = token else {
            continue;
        };
        let after = match &tokens[at + 1..] {
            [
                Token::Sign(':'),
                Token::Sign('&'),
                Token::Sign('\''),
                Token::Word(_),
                rest @ ..,
            ]
            | [Token::Sign(':'), Token::Sign('&'), rest @ ..] => rest,
            _ => &[],
        };
        if is_word(after.first(), "mut") && is_word(after.get(1), "State") {
            names.insert(name.clone());
        }
    }
    // `let other = &mut *state;`
    for (at, token) in tokens.iter().enumerate() {
        if !is_word(Some(token), "let") {
            continue;
        }
        let after = match &tokens[at + 1..] {
            [Token::Word(word), rest @ ..] if word == "mut" => rest,
            rest => rest,
        };
        let [Token::Word(name), Token::Sign('='), value @ ..] = after else {
            continue;
        };
        let end = value.iter().position(|it| *it == Token::Sign(';'));
        let value = &value[..end.unwrap_or_default()];
        let is_it = |token: &Token| match token {
            Token::Sign(sign) => matches!(sign, '&' | '*' | '.'),
            Token::Word(word) => word == "mut" || word == "self" || names.contains(word),
            Token::Literal => false,
        };
        let is_last = matches!(value.last(), Some(Token::Word(word)) if names.contains(word));
        if is_last && value.iter().all(is_it) {
            names.insert(name.clone());
        }
    }
    names
}

/// The part that is changed where the state is named between these tokens.
fn changed_at(before: &[Token], after: &[Token]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut after = after;
    loop {
        after = match after {
            [Token::Sign('.'), Token::Word(name), rest @ ..] => {
                names.push(name);
                rest
            }
            // An item of a part.
            [Token::Sign('['), rest @ ..] if !names.is_empty() => behind(rest, '[', ']'),
            _ => break,
        };
    }
    let is_called = matches!(after.first(), Some(Token::Sign('(')));
    let method = if is_called { names.pop() } else { None };
    let is_changed = method.is_some_and(|method| CHANGES.contains(&method))
        || !is_called && is_assigned(after)
        || is_borrowed(before) && method.is_none();
    // What the next run begins with is of many owners.
    let depth = if names.starts_with(&["settings", "remembered"]) {
        3
    } else {
        2
    };
    (is_changed && !names.is_empty()).then(|| names[..names.len().min(depth)].join("."))
}

/// The parts that `State { a, b: c, .. } = state` hands out.
fn taken_apart(after: &[Token], is_state: impl Fn(&Token) -> bool) -> Vec<String> {
    let [Token::Sign('{'), fields @ ..] = after else {
        return Vec::new();
    };
    let rest = behind(fields, '{', '}');
    let [Token::Sign('='), value @ ..] = rest else {
        return Vec::new();
    };
    let mut value = value.iter();
    let first = value.find(|it| !matches!(it, Token::Sign('&' | '*')) && !is_word(Some(it), "mut"));
    if !first.is_some_and(is_state) {
        return Vec::new();
    }
    let inside = &fields[..fields.len() - rest.len()];
    let starts = inside.iter().enumerate().filter(|&(at, _)| {
        let before = at.checked_sub(1).map(|at| &inside[at]);
        matches!(before, None | Some(Token::Sign(',')))
    });
    let names = starts.filter_map(|(_, token)| match token {
        Token::Word(name) => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

/// What stands behind the bracket that closes one which is open.
fn behind(tokens: &[Token], open: char, close: char) -> &[Token] {
    let mut depth = 1;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign(sign) if *sign == open => depth += 1,
            Token::Sign(sign) if *sign == close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &tokens[at + 1..];
        }
    }
    &[]
}

fn is_word(token: Option<&Token>, word: &str) -> bool {
    matches!(token, Some(Token::Word(other)) if other == word)
}

/// `= …`, `+= …`; not `== …` and not `=> …`.
fn is_assigned(after: &[Token]) -> bool {
    let after = match after {
        [Token::Sign('<'), Token::Sign('<'), rest @ ..]
        | [Token::Sign('>'), Token::Sign('>'), rest @ ..]
        | [
            Token::Sign('+' | '-' | '|' | '&' | '*' | '/' | '%' | '^'),
            rest @ ..,
        ]
        | rest => rest,
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
        (
            "fn a() { state.site.searched.push_front(x); }",
            "site.searched",
        ),
        (
            "fn a() { state.site.searched[at + b[0]].shown = 1; }",
            "site.searched",
        ),
        (
            "fn a() { f(&mut state.site.searched[0]); }",
            "site.searched",
        ),
        ("fn a() { state.site.count <<= 1; }", "site.count"),
        ("fn a(all: &mut State) { all.clock = now; }", "clock"),
        ("fn a<'a>(all: &'a mut State) { all.clock = now; }", "clock"),
        (
            "fn a() { let all = &mut *state; all.find.bar = 1; }",
            "find.bar",
        ),
        (
            "fn a() { let all = &mut self.state; all.find.bar = 1; }",
            "find.bar",
        ),
        (
            "fn a() { state.settings.remembered.written.words = 1; }",
            "settings.remembered.written",
        ),
        ("fn a() { let State { site, .. } = state; }", "site"),
        (
            "fn a() { let State { site: other, .. } = &mut *state; }",
            "site",
        ),
    ] {
        assert_eq!(of(code), [part], "{code}");
    }
    for code in [
        "fn a() { if state.window.over == None {} }",
        "fn a() { match x { 1 if state.window.is_dark => {} } }",
        "fn a() { state.session.closed.len(); f(&state.site.names); }",
        "fn a() { state.window.close(); f(&mut state); }",
        "fn a() { if state.site.count << 1 == 2 {} state.site.searched[0].len(); }",
        "fn a(all: &State) { all.clock == now; let x = state.clock; x.y = 1; }",
        "fn a() { article.state.clock = now; let _ = State { site, find }; }",
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
