//! Sites at random, as Kopij and a real Hugo have them: which file is a page, its dates, its
//! address, and whether readers see it.
//!
//! Runs with a Hugo of one of [`VERSIONS`]. `KOPIJ_LONG=1` makes 40 sites from another start each time, which
//! it says, the first of them of 2,000 files; `KOPIJ_KEEP_SITES=FOLDER` keeps them there.
//!
//! Left out, as not known: the code of a language in capitals in the name of `_index`, a bundle
//! whose file has the code of no language (`index.fr.md`), a mount for a language that is off, and the
//! home page of a site with `uglyURLs` and `defaultContentLanguageInSubdir`, over which 0.168 writes a redirect
//! to itself.

mod generate;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use kopij::cli::{Command, Done, Read, run};
use serde_json::Value;

use crate::support::{Dice, Hugo, hugo_of, is_long, put, report};

/// Those whose rules are told apart, and that `hugo list all` is asked of.
const VERSIONS: [&str; 3] = ["0.168.0", "0.152.2", "0.147.9"];
const NOW: &str = "2026-06-15T12:00:00+02:00";
const NO_DATE: &str = "0001-01-01T00:00:00Z";

/// What one of the two says of a file.
type Rows = BTreeMap<String, BTreeMap<&'static str, String>>;

#[test]
fn a_site_at_random_is_to_kopij_what_it_is_to_hugo() {
    let Some(hugo) = hugo_of(&VERSIONS) else {
        return;
    };
    let (start, sites, files) = if is_long() {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        (now.unwrap().as_secs(), 40, 150)
    } else {
        (0, 3, 80)
    };
    let mut wrong = Vec::new();
    let mut rows = 0;
    for seed in start..start + sites {
        let files = if seed == start && is_long() {
            2_000
        } else {
            files
        };
        let (found, of) = differences(&hugo, seed, files);
        rows += of;
        wrong.extend(
            found
                .into_iter()
                .map(|difference| format!("site {seed}: {difference}")),
        );
    }
    report(&format!(
        "{sites} sites from {start}, {rows} files, {}",
        hugo.version
    ));
    assert!(
        wrong.is_empty(),
        "{} of {rows}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What differs on one site, and how many files were compared.
fn differences(hugo: &Hugo, seed: u64, files: usize) -> (Vec<String>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let mut dice = Dice(seed.wrapping_mul(7_919));
    let version = minor(&hugo.version);
    for (path, text) in generate::site(&mut dice, version, files) {
        put(&root.join(path), &text);
    }
    put(&root.join(".hvm"), &format!("v{}\n", hugo.version));
    if let Some(kept) = std::env::var_os("KOPIJ_KEEP_SITES") {
        let kept = Path::new(&kept).join(seed.to_string());
        copy(&root, &kept);
    }
    let ours = ours(&root);
    let mut wrong = Vec::new();
    lists(&ours, &theirs(hugo, &root), &mut wrong);
    let built = built(hugo, &root);
    let public: BTreeSet<String> = ours
        .iter()
        .filter(|(_, row)| matches!(&*row["state"], "published" | "unlisted"))
        .map(|(path, _)| path.clone())
        .collect();
    for path in public.symmetric_difference(&built) {
        if has_rival(&ours, path) || is_home(&ours, path) {
            continue;
        }
        let row = ours
            .get(path)
            .map(|row| format!("{} {}", row["state"], row["why"]));
        wrong.push(format!(
            "{path}: {row:?}, and built is {}",
            built.contains(path)
        ));
    }
    (wrong, ours.len())
}

/// Whether another public page has the address: one of them is lost, whichever.
fn has_rival(ours: &Rows, path: &str) -> bool {
    let is_public =
        |row: &BTreeMap<&str, String>| row["state"] == "published" || row["state"] == "unlisted";
    let address = ours.get(path).map(|row| row["permalink"].to_lowercase());
    let same = ours
        .values()
        .filter(|row| is_public(row) && Some(row["permalink"].to_lowercase()) == address);
    same.count() > 1
}

fn is_home(ours: &Rows, path: &str) -> bool {
    let is_ugly = |row: &BTreeMap<&str, String>| row["permalink"].ends_with("/index.html");
    path.contains("/_index.") && ours.get(path).is_some_and(is_ugly)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn minor(version: &str) -> u32 {
    version.split('.').nth(1).unwrap().parse().unwrap()
}

/// `kopij list --json`
fn ours(root: &Path) -> Rows {
    let command = Command::List {
        path: root.to_owned(),
        json: true,
        conditions: Vec::new(),
        read: Read {
            query: String::new(),
            allow_outside: Vec::new(),
            now: Some(NOW.to_owned()),
        },
        sort: kopij::cli::Order::Path,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let done = run(&command, &mut out, &mut err);
    let err = String::from_utf8(err).unwrap();
    assert!(done == Done::Fine && err.is_empty(), "{err}");
    let listed: Vec<Value> = serde_json::from_slice(&out).unwrap();
    let row = |object: &Value| {
        let text = |key: &str| object[key].as_str().unwrap_or_default().to_owned();
        let mut row: BTreeMap<&str, String> =
            ["permalink", "state", "why", "kind", "section", "title"]
                .map(|key| (key, text(key)))
                .into();
        for key in ["date", "publishDate", "expiryDate"] {
            let date = object[key].as_str().unwrap_or(NO_DATE).to_owned();
            row.insert(key, date);
        }
        row.insert("draft", object["draft"].to_string());
        (text("path"), row)
    };
    listed.iter().map(row).collect()
}

/// `hugo list all`
fn theirs(hugo: &Hugo, root: &Path) -> Rows {
    let mut command = hugo.command(root);
    let output = command
        .args(["--clock", NOW, "list", "all"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", root.display());
    let text = String::from_utf8(output.stdout).unwrap();
    let start = text.find("path,").unwrap();
    let mut lines = table(&text[start..]).into_iter();
    let names = lines.next().unwrap();
    let row = |cells: Vec<String>| {
        let mut row = BTreeMap::new();
        let mut path = String::new();
        for (name, cell) in names.iter().zip(cells) {
            match &**name {
                "path" => path = cell.replace('\\', "/"),
                "date" => drop(row.insert("date", cell)),
                "publishDate" => drop(row.insert("publishDate", cell)),
                "expiryDate" => drop(row.insert("expiryDate", cell)),
                "draft" => drop(row.insert("draft", cell)),
                "permalink" => drop(row.insert("permalink", cell)),
                "kind" => drop(row.insert("kind", cell)),
                _ => {}
            }
        }
        (path, row)
    };
    lines.map(row).collect()
}

/// The rows of a text with commas.
fn table(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            char => cell.push(char),
        }
    }
    rows
}

fn lists(ours: &Rows, theirs: &Rows, wrong: &mut Vec<String>) {
    for (path, their) in theirs {
        let Some(our) = ours.get(path) else {
            wrong.push(format!("{path}: not in our list"));
            continue;
        };
        for (key, value) in their {
            if our[key] != *value {
                wrong.push(format!("{path}: {key} {:?}, not {value:?}", our[key]));
            }
        }
    }
    for (path, our) in ours {
        let is_left_out = our["state"] == "no-page" || our["why"].contains("in no list");
        if !theirs.contains_key(path) && !is_left_out {
            wrong.push(format!("{path}: {}, not in Hugo's list", our["state"]));
        }
    }
}

/// The files of which a page is made.
fn built(hugo: &Hugo, root: &Path) -> BTreeSet<String> {
    let mut command = hugo.command(root);
    let output = command
        .args(["--quiet", "--clock", NOW, "-d", "public"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut built = BTreeSet::new();
    pages(&root.join("public"), &mut |text| {
        let name = text
            .split("FILE|")
            .nth(1)
            .and_then(|text| text.split("|END").next());
        let below = name.and_then(|name| Path::new(name).strip_prefix(root).ok());
        built.extend(below.map(|below| below.to_string_lossy().replace('\\', "/")));
    });
    built
}

fn pages(folder: &Path, see: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            pages(&path, see);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            see(&fs::read_to_string(path).unwrap());
        }
    }
}
