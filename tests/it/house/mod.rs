//! Checks who may use whom, on all code that is not a test.

mod sources;
mod state;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use sources::{circles, sources};

/// Bottom to top. A floor may use itself and the floors before it; less what [`NEVER`] says.
const FLOORS: [&str; 6] = ["model", "io", "action", "ui", "cli", "app"];

/// What a floor must not mention: paths that begin so, and names.
const NEVER: [(&str, &[&str]); 5] = [
    (
        "model",
        &["egui", "eframe", "log", "std::fs", "std::thread", "Instant"],
    ),
    ("io", &["egui", "eframe"]),
    ("cli", &["egui", "eframe", "crate::action", "crate::ui"]),
    ("action", &["eframe", "std::fs", "std::thread"]),
    (
        "ui",
        &[
            "crate::io",
            "eframe",
            "std::fs",
            "std::process",
            "std::thread",
        ],
    ),
];

/// The layers inside of a floor, bottom to top: a room uses rooms of the layers before its own, and
/// none of its own layer.
const LAYERS: [(&str, &[&[&str]]); 2] = [
    (
        "ui",
        &[
            &["theme"],
            &["widgets", "codes", "find", "pictures"],
            &["editor", "preview", "compare"],
            &["panels"],
        ],
    ),
    (
        "model",
        &[
            &["text", "key_path", "code", "date", "link"],
            &["finding"],
            &["front_matter"],
            &["markdown"],
            &["schema", "document", "compare", "merge", "spelling"],
            &["find", "recovery", "site"],
            &["card"],
            &["check"],
        ],
    ),
];

/// Files that use each other, and why they may.
const CIRCLES: [(&[&str], &str); 9] = [
    (
        &[
            "app::update::compare",
            "app::update::disk",
            "app::update::leftovers",
            "app::update::quitting",
            "app::update::refused",
            "app::update::saving",
            "app::update::tabs",
        ],
        "one conversation: a close waits for a save, a save meets the disk, the disk may close",
    ),
    (
        &["app::update::outside", "app::update::site"],
        "a site that is opened asks what it may use, and the answer opens it anew",
    ),
    (
        &["io::bin", "io::fs"],
        "the door to the disk throws away by the bin, which tests replace there",
    ),
    (
        &[
            "io::pictures::avif",
            "io::pictures::decode",
            "io::pictures::reduce",
            "io::pictures::svg",
        ],
        "a picture may hold another: an SVG one of any kind",
    ),
    (
        &[
            "io::index",
            "io::index_cache",
            "io::scan",
            "io::store",
            "io::store::batch",
            "io::store::in_place",
            "io::store::save",
            "io::store::sweep",
        ],
        "a site is read with its list, which is read as the site says, and kept by the one way to write a file: that sweeps \
         by what is left out of a site, and has a second way that begins where the first may not go on",
    ),
    (
        &[
            "model::markdown::blocks::content",
            "model::markdown::blocks::description",
            "model::markdown::blocks::events",
            "model::markdown::blocks::formula",
            "model::markdown::blocks::heading_id",
            "model::markdown::blocks::html",
            "model::markdown::blocks::inline",
            "model::markdown::blocks::linkify",
            "model::markdown::blocks::mask",
            "model::markdown::blocks::nodes",
            "model::markdown::blocks::paired",
            "model::markdown::blocks::parse",
            "model::markdown::blocks::parts",
            "model::markdown::blocks::parts::cut",
            "model::markdown::blocks::prose",
            "model::markdown::blocks::running_text",
            "model::markdown::blocks::shortcode",
            "model::markdown::blocks::tasks",
            "model::markdown::blocks::typographer",
        ],
        "a grammar that holds itself: blocks hold lines, HTML and shortcodes, which hold blocks",
    ),
    (
        &[
            "model::site::address",
            "model::site::address::page",
            "model::site::address::pattern",
            "model::site::hugo",
            "model::site::hugo::files",
            "model::site::hugo::language",
            "model::site::hugo::most",
            "model::site::hugo::mounts",
            "model::site::hugo::permalinks",
            "model::site::hugo::pins",
            "model::site::hugo::segments",
            "model::site::hugo::settings",
        ],
        "the settings say what addresses are like, and are read with the words of addresses",
    ),
    (
        &[
            "model::site::pages",
            "model::site::pages::lists",
            "model::site::pages::resolve",
            "model::site::pages::resolve::stop",
            "model::site::pages::terms",
            "model::site::status",
        ],
        "pages are found by their state, and the state of one follows from the others",
    ),
    (
        &[
            "ui::editor::emphasis",
            "ui::editor::inline",
            "ui::editor::lexer",
        ],
        "a line is told apart from the outside in, with one brush",
    ),
];

/// What only one place may name, and the rest of the floors above must ask it for.
const ONE_PLACE: [(&str, &str); 3] = [
    // What runs, with which arguments and which environment, is decided there.
    ("std::process::Command", "src/io/process/started.rs"),
    // A list that opens by itself closes the popup that it stands in, and does not keep the keyboard.
    ("egui::ComboBox", "src/ui/widgets/choice.rs"),
    // What asks has the keyboard while it does, and gives it back.
    ("egui::Modal", "src/ui/widgets/sheet.rs"),
];

const KEYS: &str = "src/model/site/keys.rs";
/// What each theme calls the parts of a cover is its own.
const PATHS_OF_THEMES: &str = "src/model/picture/themes.rs";

/// Where words of the same letters are no keys of heads: what commands print, settings of Hugo, git and a CMS,
/// HTML and the parameters of shortcodes, templates and patterns, schemes, the names that themes have for covers,
/// states, what is typed to find, answers of photo services, ids of widgets.
const NO_KEYS: [&str; 31] = [
    "src/cli/check",
    "src/cli/list.rs",
    "src/cli/next.rs",
    "src/cli/repository/json.rs",
    "src/cli/site.rs",
    "src/io/git/programs.rs",
    "src/io/pictures/mod.rs",
    "src/model/check/link.rs",
    "src/model/check/pictures.rs",
    "src/model/markdown/blocks",
    "src/model/markdown/format",
    "src/model/picture/credit.rs",
    "src/model/picture/insert.rs",
    "src/model/picture/name.rs",
    "src/model/picture/themes.rs",
    "src/model/schema/kind.rs",
    "src/model/schema/overrides",
    "src/model/site/address/pattern.rs",
    "src/model/site/generator.rs",
    "src/model/site/hooks.rs",
    "src/model/site/hugo",
    "src/model/site/new_article/functions.rs",
    "src/model/site/pages/resolve.rs",
    "src/model/site/query/grammar.rs",
    "src/model/site/status.rs",
    "src/model/stock",
    "src/ui/panels/menu.rs",
    "src/ui/panels/picture_sheet.rs",
    "src/ui/preview/draw.rs",
    "src/ui/preview/header.rs",
    "src/ui/widgets/popup.rs",
];

/// Names in what others write that one place knows: the start of a literal, and where it may stand.
const ONE_LITERAL: [(&str, &[&str]); 6] = [
    ("_index", &["src/model/site/bundle.rs"]),
    ("index.html", &["src/model/site/address/mod.rs"]),
    ("{{<", SHORTCODES),
    ("{{%", SHORTCODES),
    (">}}", SHORTCODES),
    ("%}}", SHORTCODES),
];
const SHORTCODES: &[&str] = &["src/model/markdown/shortcode.rs"];

#[test]
fn floors_use_only_the_floors_below_them() {
    let mut found = Vec::new();
    for source in sources() {
        let Some(height) = FLOORS.iter().position(|floor| *floor == source.floor()) else {
            continue;
        };
        for path in source.paths() {
            let top = path.strip_prefix("crate::").unwrap_or_default();
            let top = top.split("::").next().unwrap_or_default();
            if FLOORS[height + 1..].contains(&top) {
                found.push(format!("{} uses `{path}`", source.place.display()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn floors_keep_out_what_is_not_theirs() {
    let mut found = Vec::new();
    for source in sources() {
        let never = NEVER.iter().filter(|(floor, _)| *floor == source.floor());
        let paths = source.paths();
        for word in never.flat_map(|(_, words)| *words) {
            let is_name = word.starts_with(char::is_uppercase);
            let is_named = is_name && source.has_word(word);
            if is_named || paths.iter().any(|path| is_within(path, word)) {
                found.push(format!("{} mentions `{word}`", source.place.display()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Whether a path is that of a module or of something in it.
fn is_within(path: &str, module: &str) -> bool {
    let inner = path.strip_prefix(module);
    inner.is_some_and(|inner| inner.is_empty() || inner.starts_with("::"))
}

#[test]
fn rooms_use_only_the_layers_below_them() {
    let mut found = Vec::new();
    for (floor, layers) in LAYERS {
        let layer_of = |room: &str| layers.iter().position(|rooms| rooms.contains(&room));
        for source in sources().iter().filter(|source| source.floor() == floor) {
            let Some((from, layer)) =
                room_in(&source.module, floor).and_then(|room| Some((room, layer_of(room)?)))
            else {
                continue;
            };
            for path in source.paths() {
                // The names of keys and of the files of a bundle, which schema and site share.
                let shared = ["crate::model::site::keys", "crate::model::site::bundle"];
                if shared.iter().any(|shared| is_within(&path, shared)) {
                    continue;
                }
                let to = room_in(&path, floor).filter(|to| *to != from);
                if to.and_then(layer_of).is_some_and(|of| of >= layer) {
                    found.push(format!("{} uses `{path}`", source.place.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// `text` of `crate::model::text::Edit`.
fn room_in<'a>(path: &'a str, floor: &str) -> Option<&'a str> {
    let mut segments = path.split("::").skip(1);
    segments.next().filter(|first| *first == floor)?;
    segments.next()
}

#[test]
fn panels_do_not_know_each_other() {
    let mut found = Vec::new();
    let panel = |path: &str| {
        let inner = path.strip_prefix("crate::ui::panels::")?;
        inner.split("::").next().map(str::to_owned)
    };
    for source in sources() {
        let Some(own) = panel(&source.module) else {
            continue;
        };
        let paths = source.paths();
        let others = paths
            .iter()
            .filter(|path| panel(path).is_some_and(|other| other != own));
        found.extend(others.map(|path| format!("{} uses `{path}`", source.place.display())));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn files_use_each_other_only_where_it_is_said_why() {
    let listed: Vec<Vec<String>> = CIRCLES
        .iter()
        .map(|(files, _)| files.iter().map(|&file| file.to_owned()).collect())
        .collect();

    let found = circles(sources());

    let new: Vec<_> = found.iter().filter(|it| !listed.contains(it)).collect();
    let gone: Vec<_> = listed.iter().filter(|it| !found.contains(it)).collect();
    assert!(new.is_empty(), "not listed: {new:#?}");
    assert!(gone.is_empty(), "listed, and no more: {gone:#?}");
}

/// The names that heads have for what is known stand in one file.
#[test]
fn no_file_but_one_knows_the_keys_of_heads() {
    let known = crate::words::sources();
    let (_, code) = known
        .iter()
        .find(|(place, _)| place == Path::new(KEYS))
        .unwrap();
    let keys: BTreeSet<&str> = crate::words::literals(code)
        .into_iter()
        .map(|it| it.1)
        .collect();
    assert!(keys.len() > 50, "{keys:?}");
    // `cover.image`: of these only the first part says that it is one.
    let is_path = |literal: &str| {
        let mut parts = literal.split('.');
        let is_in_map =
            parts.next().is_some_and(|first| keys.contains(first)) && literal.contains('.');
        let is_name = |part: &str| {
            part.bytes()
                .all(|it| it.is_ascii_alphabetic() || it == b'_')
        };
        is_in_map && parts.all(|part| !part.is_empty() && is_name(part))
    };
    let mut found = Vec::new();
    let mut used = BTreeSet::new();
    for (place, code) in &known {
        for (_, literal) in crate::words::literals(code) {
            if place != Path::new(KEYS) && place != Path::new(PATHS_OF_THEMES) && is_path(literal) {
                found.push(format!("{} knows `{literal}`", place.display()));
            }
            if place == Path::new(KEYS) || !keys.contains(literal) || is_path(literal) {
                continue;
            }
            match NO_KEYS.iter().find(|other| place.starts_with(other)) {
                Some(other) => _ = used.insert(*other),
                None => found.push(format!("{} knows `{literal}`", place.display())),
            }
        }
    }
    let left: Vec<_> = NO_KEYS.iter().filter(|it| !used.contains(*it)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(left.is_empty(), "listed, and without such a word: {left:?}");
}

#[test]
fn no_file_but_one_does_what_has_one_place() {
    let mut found = Vec::new();
    for source in sources() {
        for (path, place) in ONE_PLACE {
            let names = source.paths();
            let does = names.iter().any(|name| is_within(name, path));
            if does && source.place != Path::new(place) {
                found.push(format!("{} names `{path}`", source.place.display()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn no_file_but_one_knows_a_name_that_has_one_place() {
    let mut found = Vec::new();
    for (place, code) in crate::words::sources() {
        for (_, literal) in crate::words::literals(&code) {
            let known = ONE_LITERAL.iter().filter(|(name, _)| {
                let start = literal.strip_prefix('/').unwrap_or(literal);
                start.to_lowercase().starts_with(name)
            });
            // The floor of the disk has an index of its own, of articles; what Wikimedia answers has one.
            let others = ["src/io", "src/model/stock"];
            let is_bundle = matches!(literal, "index" | "/index")
                && !others.iter().any(|other| place.starts_with(other));
            let allowed = known
                .map(|(_, places)| *places)
                .chain(is_bundle.then_some(&["src/model/site/bundle.rs"][..]));
            for places in allowed {
                if !places.iter().any(|allowed| place == Path::new(allowed)) {
                    found.push(format!("{} knows `{literal}`", place.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// The text of an open article changes in `app::article` alone: there it is asked whether it may be
/// changed, and what is kept of it is carried along.
#[test]
fn a_text_changes_by_one_door() {
    let door = Path::new("src/app/article.rs");
    let mut found = Vec::new();
    for source in sources() {
        // No article is open to a headless command.
        if matches!(source.floor(), "model" | "cli") || source.place == door {
            continue;
        }
        let changes = [
            (None, "apply"),
            (None, "apply_merge"),
            (Some("document"), "undo"),
            (Some("document"), "redo"),
        ];
        let by_path = source.paths();
        let by_path = by_path
            .iter()
            .filter(|path| path.ends_with("Document::apply"));
        found.extend(by_path.map(|path| format!("{} names `{path}`", source.place.display())));
        for (on, method) in changes {
            if source.calls(on, method) {
                found.push(format!("{} calls `{method}`", source.place.display()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// A colour is a token of the theme; only nothing at all may be drawn by another name.
#[test]
fn colours_are_named_in_the_theme_alone() {
    let mut found = Vec::new();
    for source in sources() {
        if source.module.starts_with("crate::ui::theme") {
            continue;
        }
        let of_a_type = |path: &String| {
            let mut segments = path.rsplit("::");
            let (name, owner) = (segments.next(), segments.next());
            matches!(owner, Some("Color32" | "Rgba" | "Hsva" | "HsvaGamma"))
                && name != Some("TRANSPARENT")
        };
        let paths = source.paths();
        let colours = paths.iter().filter(|path| of_a_type(path));
        found.extend(colours.map(|path| format!("{} makes `{path}`", source.place.display())));
        if source.has_word("hex_color") {
            found.push(format!("{} makes a colour", source.place.display()));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Where words are put to what is kept in them: a commit says them to all who read the repository.
const KEPT_IN_WORDS: [&str; 2] = ["src/model/git/difference.rs", "src/model/git/message.rs"];

/// What `model` and `io` have to say is an id with its values. Words are put to it where a person reads it.
#[test]
fn words_are_put_at_the_edge() {
    let words = "crate::model::words";
    let mut found = Vec::new();
    for source in sources() {
        let is_below = matches!(source.floor(), "model" | "io");
        let is_kept = KEPT_IN_WORDS
            .iter()
            .any(|place| source.place == Path::new(place));
        if !is_below || is_kept || is_within(&source.module, words) {
            continue;
        }
        // The id of a text.
        let may = format!("{words}::id");
        let paths = source.paths();
        let named = paths.iter().filter(|path| is_within(path, words));
        let found_here = named.filter(|path| **path != may);
        found.extend(found_here.map(|path| format!("{} uses `{path}`", source.place.display())));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// What no `mod` names is not compiled, and nothing here would see it.
#[test]
fn the_map_names_what_is_there() {
    let map = std::fs::read_to_string("src/lib.rs").unwrap();
    let tops = ["src/", "tests/", "assets/", "benches/"];
    let is_path = |word: &&str| tops.iter().any(|top| word.starts_with(top));
    let named: Vec<&str> = map.split('`').filter(is_path).collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        assert!(Path::new(name).exists(), "the map names {name}");
    }
}

#[test]
fn every_file_is_part_of_the_program_or_of_its_tests() {
    let mut places = Vec::new();
    collect(Path::new("src"), &mut places);
    let seen: Vec<PathBuf> = sources()
        .iter()
        .map(|source| source.place.clone())
        .collect();
    let is_test = |place: &Path| {
        let folders = place.iter().any(|part| part == "tests" || part == "cases");
        let names = ["main", "tests", "testing", "oracle", "faulty", "fuzz"];
        folders
            || names
                .iter()
                .any(|name| place.file_stem().is_some_and(|stem| stem == *name))
    };

    let unseen: Vec<_> = places
        .iter()
        .filter(|place| !seen.contains(place) && !is_test(place))
        .collect();

    assert!(unseen.is_empty(), "{unseen:#?}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
