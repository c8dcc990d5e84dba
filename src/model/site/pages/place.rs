//! Where a file stands in the site: which mount, language, folders and name it has, or why it is
//! no page.

use super::{
    super::{
        address::{Manner, key, of_path},
        bundle::Role,
        hugo::{Part, Settings},
        kind::Kind,
    },
    NoPage,
};

/// A content file's place, read from its path alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the language.
    pub language: usize,
    pub role: Role,
    /// The folders below the content, as written; of a leaf without its own.
    pub folders: Vec<String>,
    /// Of the file without endings, or of its folder; empty of the top.
    pub name: String,
    pub kind: Kind,
    /// The page key: `/posts/a`.
    pub key: String,
    /// In small letters: `md`.
    pub ending: String,
    /// The file's name without its last ending, where the code of its language in it is not in
    /// small letters: Hugo takes the code for a part of the name then, in some places.
    pub odd_name: Option<String>,
    /// Its name has the code of its language.
    pub names_language: bool,
}

/// The endings of files that Hugo makes pages of.
pub const ENDINGS: [&str; 13] = [
    "md", "markdown", "mdown", "html", "htm", "org", "adoc", "asciidoc", "ad", "rst", "pandoc",
    "pdc", "gotmpl",
];

/// The endings of those that are written in markdown.
pub const MARKDOWN: [&str; 3] = ["md", "markdown", "mdown"];

/// Endings of markdown to generators other than Hugo.
pub const MARKDOWN_OF_OTHERS: [&str; 4] = ["mkd", "mkdn", "mkdown", "mdx"];

/// Where the file at `path`, from the site's root with `/`, stands.
///
/// # Errors
/// Why it is no page, as far as its path says.
pub fn place_of(settings: &Settings, path: &str) -> Result<Place, NoPage> {
    let (logical, languages) = mounted(settings, path)?;
    if let Some(hidden) = hidden(&logical) {
        return Err(hidden);
    }
    if is_ignored(settings, path, &logical) {
        return Err(NoPage::Ignored);
    }
    let (folder, file) = logical.rsplit_once('/').unwrap_or(("", &logical));
    let (stem, ending) = file.rsplit_once('.').ok_or(NoPage::OtherKind)?;
    let is_of_other = |ending: &str| !settings.is_hugo() && MARKDOWN_OF_OTHERS.contains(&ending);
    let is_page =
        |ending: &str| (ENDINGS.contains(&ending) && ending != "gotmpl") || is_of_other(ending);
    let small = ending.to_lowercase();
    if stem.is_empty() || !is_page(&small) || (small != ending && !settings.version.has(123)) {
        return Err(NoPage::OtherKind);
    }
    let mut odd_name = None;
    let named = language_in(settings, stem);
    let names_language = named.is_some();
    let (name, language) = match named {
        Some((_, None)) => return Err(NoPage::LanguageOff),
        Some((name, Some(language))) => {
            let code = stem.get(name.len()..).unwrap_or_default();
            let is_odd = code.contains(char::is_uppercase) && settings.version.has(123);
            odd_name = is_odd.then(|| stem.to_owned());
            (name, language)
        }
        None => (stem, languages?),
    };
    let role = Role::of_stem(name);
    let mut folders: Vec<String> = parts(folder).map(str::to_owned).collect();
    let name = match role {
        Role::Single => name.to_owned(),
        Role::Leaf | Role::Branch => folders.pop().unwrap_or_default(),
    };
    let mut place = Place {
        language,
        role,
        kind: Kind::Page,
        key: String::new(),
        ending: small,
        odd_name,
        names_language,
        folders,
        name,
    };
    place.set_key();
    place.kind = kind_of(settings, &place);
    Ok(place)
}

/// Where the content of the site a path is, and the language it has without an ending.
fn mounted(settings: &Settings, path: &str) -> Result<(String, Result<usize, NoPage>), NoPage> {
    let mut of_content = settings
        .mounts
        .iter()
        .filter(|mount| mount.part == Part::Content);
    let (logical, mount) = of_content
        .find_map(|mount| Some((mount.place_of(path)?, mount)))
        .ok_or(NoPage::OutsideOfContent)?;
    let all = &settings.languages;
    let Some(codes) = &mount.languages else {
        return Ok((logical, Ok(all.default)));
    };
    if codes.is_empty() {
        return Err(NoPage::LanguageOff);
    }
    // Of several the default one is shown, else the first.
    let mut numbers = codes.iter().filter_map(|code| all.of_code(code));
    let default = numbers.clone().find(|number| *number == all.default);
    let language = default.or_else(|| numbers.next());
    Ok((logical, language.ok_or(NoPage::LanguageOff)))
}

/// Whether `ignoreFiles` leaves out a file of the content, or a folder that it is in.
fn is_ignored(settings: &Settings, path: &str, logical: &str) -> bool {
    if settings.ignored.is_empty() {
        return false;
    }
    let path = format!("/{path}");
    // The folder that is content itself is not asked.
    let names = logical.matches('/').count();
    let slashes = path.match_indices('/').map(|(at, _)| at);
    let ends = slashes.rev().take(names).chain([path.len()]);
    let mut parts = ends.filter_map(|end| path.get(..end));
    parts.any(|part| settings.ignored.iter().any(|regex| regex.is_match(part)))
}

/// A name that begins with a dot, or one that editors make.
fn hidden(path: &str) -> Option<NoPage> {
    let is_hidden = path
        .split('/')
        .any(|part| part.starts_with(['.', '#']) || part.ends_with('~'));
    is_hidden.then_some(NoPage::Hidden)
}

/// The name before the language in it, and the language's number; `None` in it: it is off. With
/// one language its code counts too.
fn language_in<'a>(settings: &Settings, stem: &'a str) -> Option<(&'a str, Option<usize>)> {
    let mut end = stem.len();
    while let Some(at) = stem.get(..end)?.rfind('.') {
        let code = stem.get(at + 1..end)?;
        let name = stem.get(..at)?;
        if let Some(language) = settings.languages.of_code(code) {
            return Some((name, Some(language)));
        }
        if settings
            .languages
            .off
            .iter()
            .any(|off| off.eq_ignore_ascii_case(code))
        {
            return Some((name, None));
        }
        end = at;
    }
    None
}

fn kind_of(settings: &Settings, place: &Place) -> Kind {
    if place.is_top_leaf() {
        return Kind::Home;
    }
    if place.role != Role::Branch {
        return Kind::Page;
    }
    let mut parts = parts(&place.key);
    let Some(first) = parts.next() else {
        return Kind::Home;
    };
    let taxonomies = settings
        .language(place.language)
        .map(|language| &language.taxonomies);
    let is_taxonomy = taxonomies.is_some_and(|all| all.iter().any(|name| name == first));
    match (is_taxonomy, parts.next()) {
        (false, _) => Kind::Section,
        (true, None) => Kind::Taxonomy,
        (true, Some(_)) => Kind::Term,
    }
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

impl Place {
    /// Makes the key of folders and name.
    pub(super) fn set_key(&mut self) {
        let mut made = String::new();
        for part in self
            .folders
            .iter()
            .chain([&self.name])
            .filter(|part| !part.is_empty())
        {
            made.push('/');
            made.push_str(&key(part));
        }
        self.key = made;
    }

    /// The keys of the folders it is in, from the top: empty, `/posts`, `/posts/deep`.
    pub fn ancestors(&self) -> Vec<String> {
        let mut above = vec![String::new()];
        let mut made = String::new();
        for folder in &self.folders {
            made.push('/');
            made.push_str(&key(folder));
            above.push(made.clone());
        }
        // The top has itself alone.
        above.retain(|folder| *folder != self.key || self.role != Role::Branch);
        above
    }

    /// Whether it is `index.md` at the top of the content: to Hugo the home page, and all else files of it.
    pub fn is_top_leaf(&self) -> bool {
        self.role == Role::Leaf && self.name.is_empty()
    }

    /// The folder whose leaf bundle this file would be a resource of, from the innermost out.
    pub fn around(&self) -> Vec<String> {
        if self.is_top_leaf() {
            return Vec::new();
        }
        let mut around = self.ancestors();
        if self.role == Role::Branch {
            around.push(self.key.clone());
        }
        around.reverse();
        around
    }

    /// The first folder's key; of a list in it its own.
    pub fn section(&self) -> String {
        let first = self.folders.first();
        let own = (self.role == Role::Branch).then_some(&self.name);
        first.or(own).map(|part| key(part)).unwrap_or_default()
    }

    /// The parts of its key without its name; of a list with it.
    pub fn folder_keys(&self) -> Vec<String> {
        let own = (self.role == Role::Branch && !self.name.is_empty()).then_some(&self.name);
        self.folders
            .iter()
            .chain(own)
            .map(|part| key(part))
            .collect()
    }

    pub fn folder_address(&self, at: usize, manner: Manner) -> String {
        let folder = self.folders.get(at).map_or("", String::as_str);
        of_path(folder, manner)
    }
}
