//! The settings of a site after all its files are merged: each as the type that Hugo gives it.

use super::{
    data::{Data, Node, Place, Table},
    files::{self, Files, Reader, joined},
    glob::{self, Glob},
    language::{self, Language, Languages},
    markup::Markup,
    merge, most,
    mounts::{self, Mount, Part, Sources, Theme},
    pins::{self, Pins},
    segments::Segments,
    variables,
    version::Version,
};
use crate::model::{
    front_matter,
    markdown::blocks::Dialect,
    said::{Said, said},
    site::generator::Generator,
    summary::Rules,
};
use regex::Regex;

/// More themes than this are taken for a circle.
const MOST_THEMES: usize = 50;

/// For whom the settings are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// `None`: as the repository pins it, else the newest known.
    pub version: Option<Version>,
    /// Of the command line that builds the site; `None`: as the repository has it.
    pub flags: Option<pins::Flags>,
    /// Variables that begin with `HUGO`; those of our own process are none of it.
    pub variables: Vec<(String, String)>,
    /// The site is in a repository of git.
    pub has_repository: bool,
    /// The content folder where the settings name none.
    pub content: Option<String>,
}

/// Something in the settings that is a mistake, or keeps them from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// From the site's root; empty where it is in no file.
    pub path: String,
    /// From 1; 0: of the file as a whole.
    pub line: usize,
    pub message: Said,
    pub weight: Weight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The rest is used all the same.
    Odd,
    /// Hugo would not build the site.
    Stops,
    /// A whole file is not known, so nothing of the site is sure.
    Unread,
}

/// What Hugo makes of a site's settings.
///
/// More than twelve fields: they are settings of Hugo, each read by its own name.
#[derive(Clone, Debug)]
pub struct Settings {
    pub version: Version,
    /// What the repository says of the Hugo that builds it.
    pub pins: Pins,
    /// Which program makes the site; these are its settings if it is Hugo.
    pub generator: Generator,
    pub environment: String,
    /// The paths of the files that were read, in the order of [`Place::file`].
    pub files: Vec<String>,
    pub troubles: Vec<Trouble>,
    /// All of it, merged.
    pub tree: Table,
    pub title: Option<String>,
    pub languages: Languages,
    /// The default language has its code in its addresses too.
    pub is_default_in_folder: bool,
    pub mounts: Vec<Mount>,
    /// The folders that are named for parts of the site and lie outside of it, as they are named.
    pub left_out: Vec<String>,
    /// The folders of the themes, nearest first.
    pub themes: Vec<String>,
    /// What Hugo makes, from the root: `public`.
    pub publish_folder: String,
    /// What Hugo keeps, from the root: `resources`.
    pub resource_folder: String,
    /// Of whole paths.
    pub ignored: Vec<Regex>,
    pub segments: Segments,
    /// The kinds of text that may be content, where the settings say it.
    allowed_content: Option<Vec<Regex>>,
    pub is_git_read: bool,
}

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
            && self.version == other.version
            && self.environment == other.environment
            && self.files == other.files
            && self.troubles == other.troubles
    }
}

impl Eq for Settings {}

impl Default for Settings {
    /// Of a site without any.
    fn default() -> Self {
        Self::read(&Nothing, &Asked::default())
    }
}

/// No files at all.
struct Nothing;

impl Files for Nothing {
    fn text(&self, _path: &str) -> files::Text {
        files::Text::Absent
    }

    fn below(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_folder(&self, _path: &str) -> bool {
        false
    }
}

impl Settings {
    /// Reads all that belongs to the site at the root of `files`.
    pub fn read(files: &dyn Files, asked: &Asked) -> Self {
        let pins = Pins::read(files);
        let flags = asked.flags.clone().unwrap_or_else(|| pins.flags.clone());
        let version = asked.version.or(pins.version()).unwrap_or(Version::NEWEST);
        let said = pins.variables.iter().chain(&asked.variables);
        let variables: Vec<(String, String)> = said.cloned().collect();
        let environment = environment(&flags, &variables);
        let mut reader = Reader {
            files,
            environment: &environment,
            read: Vec::new(),
            troubles: Vec::new(),
            left: front_matter::MOST_VALUES,
        };
        let mut tree = reader.folder("");
        variables::apply(&mut tree, &variables);
        flags.apply(&mut tree);
        if let Some(content) = asked
            .content
            .as_ref()
            .filter(|_| tree.get("contentdir").is_none())
        {
            tree.set("contentdir", Node::text_node(content));
        }
        let mut troubles = Vec::new();
        let mut wanted = Vec::new();
        let themes = add_themes(&mut tree, &mut reader, &mut wanted, &mut troubles);
        let of_themes = |settings: &Self, troubles: &mut Vec<(Place, Weight, Said)>| {
            let languages = &settings.languages.all;
            mounts::content_of_themes(&themes, languages, version, files, troubles)
        };
        let Reader {
            read,
            troubles: unread,
            ..
        } = reader;
        most::cut(&mut tree, &mut troubles);
        let mut settings = Self::of(tree, version, environment, files, &mut troubles);
        settings.pins = pins;
        let of_themes = of_themes(&settings, &mut troubles);
        settings.mounts.extend(of_themes);
        settings.themes = themes.into_iter().map(|theme| theme.folder).collect();
        wanted.extend(least(&settings.tree));
        settings.check_least(&wanted, &mut troubles);
        settings.check_git_dates(&mut troubles);
        settings.check_asked(asked, &flags, &mut troubles);
        settings.troubles = unread;
        let at_places = troubles.into_iter();
        settings.troubles.extend(
            at_places.map(|(place, weight, message)| Trouble::at(&read, place, weight, message)),
        );
        settings.files = read;
        settings
    }

    fn of(
        tree: Table,
        version: Version,
        environment: String,
        files: &dyn Files,
        troubles: &mut Vec<(Place, Weight, Said)>,
    ) -> Self {
        let is_on = |key: &str| {
            let node = tree.get(key);
            node.is_some_and(|node| node.is_on(version.has_switch_words()))
        };
        let text = |key: &str| {
            tree.get(key)
                .and_then(Node::text)
                .filter(|text| !text.is_empty())
        };
        let folder = |key: &str, usual: &str| {
            let named = text(key).unwrap_or_else(|| usual.to_owned());
            named
                .trim_start_matches("./")
                .trim_end_matches('/')
                .to_owned()
        };
        check_types(&tree, troubles);
        let languages = language::read(&tree, version, troubles);
        let mut sources = Sources {
            files,
            within: "",
            left_out: Vec::new(),
        };
        let mounts = mounts::read(&tree, &languages.all, version, &mut sources, troubles);
        Self {
            version,
            pins: Pins::default(),
            files: Vec::new(),
            troubles: Vec::new(),
            title: text("title"),
            languages,
            is_default_in_folder: is_on("defaultcontentlanguageinsubdir"),
            mounts,
            left_out: sources.left_out,
            generator: Generator::default(),
            themes: Vec::new(),
            publish_folder: folder("publishdir", "public"),
            resource_folder: folder("resourcedir", "resources"),
            ignored: regexes(tree.get("ignorefiles"), troubles),
            segments: Segments::read(&tree),
            allowed_content: tree
                .at(&["security", "allowcontent"])
                .map(|node| regexes(Some(node), troubles)),
            is_git_read: is_on("enablegitinfo"),
            environment,
            tree,
        }
    }

    /// A Hugo below what a theme or the site itself asks for.
    fn check_least(&self, wanted: &[(Version, Place)], troubles: &mut Vec<(Place, Weight, Said)>) {
        let newer = wanted.iter().filter(|(least, _)| self.version < *least);
        troubles.extend(newer.map(|(least, place)| {
            let (least, version) = (least.to_string(), self.version.to_string());
            let why = if self.pins.pin.is_some() {
                said!("site-newer-wanted", least = least, version = version)
            } else {
                said!("site-newer-than-known", least = least, version = version)
            };
            (*place, Weight::Odd, why)
        }));
    }

    /// Dates of commits, which are not read.
    fn check_git_dates(&self, troubles: &mut Vec<(Place, Weight, Said)>) {
        let names_git = |language: &Language| {
            let dates = &language.dates;
            let lists = [&dates.date, &dates.publish, &dates.expiry];
            lists.into_iter().flatten().any(|key| key == ":git")
        };
        let node = self.tree.get("frontmatter").filter(|_| self.is_git_read);
        if let Some(node) = node.filter(|_| self.languages.all.iter().any(names_git)) {
            troubles.push((node.place, Weight::Odd, said!("site-git-dates")));
        }
    }

    /// What this Hugo cannot do here.
    fn check_asked(
        &self,
        asked: &Asked,
        flags: &pins::Flags,
        troubles: &mut Vec<(Place, Weight, Said)>,
    ) {
        let git = self.tree.get("enablegitinfo").filter(|_| self.is_git_read);
        if let Some(node) = git.filter(|_| !asked.has_repository) {
            let why = said!("site-no-repository");
            troubles.push((node.place, Weight::Stops, why));
        }
        if !flags.segments.is_empty() && !self.version.has(124) {
            let why = said!("site-no-segments", version = self.version.to_string());
            troubles.push((Place::default(), Weight::Stops, why));
        }
    }

    /// Where a file of the site stands in its content: `posts/a.md`.
    pub fn content_path(&self, path: &str) -> Option<String> {
        Some(self.stood(path)?.1)
    }

    /// The same, with the number of the mount that puts it there.
    pub fn stood(&self, path: &str) -> Option<(usize, String)> {
        let of_content = |(_, mount): &(usize, &Mount)| mount.part == Part::Content;
        let mut mounts = self.mounts.iter().enumerate().filter(of_content);
        mounts.find_map(|(number, mount)| Some((number, mount.place_of(path)?)))
    }

    /// Why nothing of the site is sure, or why none of it is built.
    pub fn gravest(&self) -> Option<&Trouble> {
        let grave = self
            .troubles
            .iter()
            .filter(|trouble| trouble.weight > Weight::Odd);
        grave.max_by_key(|trouble| trouble.weight)
    }

    pub fn language(&self, number: usize) -> Option<&Language> {
        self.languages.get(number)
    }

    /// Whether the site has more than one language that is on.
    pub fn is_multilingual(&self) -> bool {
        self.languages.all.len() > 1
    }

    /// The folders that stand for a part of the site, from its root, but for those of themes.
    pub fn folders(&self, part: Part) -> impl Iterator<Item = &str> {
        let is_of_part = move |mount: &&Mount| mount.part == part && !mount.is_of_theme;
        let of_part = self.mounts.iter().filter(is_of_part);
        of_part.map(|mount| &*mount.source)
    }

    /// The folders of templates, of which the first counts: the site's own, then its themes'.
    pub fn layout_folders(&self) -> Vec<String> {
        let of_themes = self.themes.iter().map(|theme| format!("{theme}/layouts"));
        let own = self.folders(Part::Layouts).map(str::to_owned);
        own.chain(of_themes).collect()
    }

    /// What the site calls its themes: their names, or the paths of modules.
    pub fn theme_names(&self) -> Vec<String> {
        let named = named_themes(&self.tree).into_iter();
        named.map(|named| named.name).collect()
    }

    /// Whether `:smile:` is shown as what it names.
    pub fn has_emoji(&self) -> bool {
        Markup::new(&self.tree, self.version).has_emoji()
    }

    /// Whether words of Chinese, Japanese and Korean are counted by their signs (`hasCJKLanguage`), as
    /// site or one of its languages says.
    pub fn counts_signs(&self) -> bool {
        let has_words = self.version.has_switch_words();
        let is_on = |table: &Table| {
            let node = table.get("hascjklanguage");
            node.is_some_and(|node| node.is_on(has_words))
        };
        let languages = self.tree.get("languages").and_then(Node::table);
        let mut languages = languages.into_iter().flat_map(Table::iter);
        is_on(&self.tree) || languages.any(|(_, node)| node.table().is_some_and(is_on))
    }

    /// What stands in for a summary.
    pub fn summary_rules(&self) -> Rules {
        let words = self.tree.get("summarylength").and_then(Node::integer);
        let words = words.and_then(|words| usize::try_from(words).ok());
        Rules {
            words: words.unwrap_or(Rules::default().words),
            counts_letters: self.counts_signs(),
        }
    }

    /// Whether Hugo takes content of this kind: `text/html`.
    pub fn allows(&self, kind: &str) -> bool {
        let since = match kind {
            "text/html" => 164,
            "text/org" => 166,
            _ => return true,
        };
        match &self.allowed_content {
            _ if !self.version.has(since) => true,
            Some(allowed) => allowed.iter().any(|regex| regex.is_match(kind)),
            None => false,
        }
    }

    /// How markdown is read in the language of this number.
    pub fn dialect(&self, language: usize) -> Dialect {
        let language = self.languages.get(language);
        let language = language.or_else(|| self.languages.default_one());
        language.map_or(Dialect::HUGO, |language| language.dialect)
    }

    /// How its theme writes dates (`params.DateFormat`), as a layout of Go.
    pub fn date_layout(&self) -> Option<String> {
        self.tree.at(&["params", "dateformat"])?.text()
    }

    /// Whether HTML in markdown reaches readers.
    pub fn keeps_raw_html(&self) -> bool {
        let node = self.tree.at(&["markup", "goldmark", "renderer", "unsafe"]);
        node.is_some_and(|node| node.is_on(self.version.has_switch_words()))
    }
}

/// `production`, unless the command that builds the site says otherwise.
fn environment(flags: &pins::Flags, variables: &[(String, String)]) -> String {
    let named = |name: &str| variables.iter().rfind(|(key, _)| key == name);
    let variable = named("HUGO_ENVIRONMENT").or_else(|| named("HUGO_ENV"));
    let variable = variable.map(|(_, value)| value.clone());
    let environment = flags.environment.clone().or(variable);
    environment.unwrap_or_else(|| "production".to_owned())
}

/// Brings the settings of the themes beneath the site's; gives their folders.
fn add_themes(
    tree: &mut Table,
    reader: &mut Reader<'_>,
    least_versions: &mut Vec<(Version, Place)>,
    troubles: &mut Vec<(Place, Weight, Said)>,
) -> Vec<Theme> {
    let themes_folder = tree.get("themesdir").and_then(Node::text);
    let themes_folder = themes_folder.unwrap_or_else(|| "themes".to_owned());
    let mut wanted = named_themes(tree);
    let mut found = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    while !wanted.is_empty() {
        let Named {
            name,
            place,
            import,
        } = wanted.remove(0);
        if seen.contains(&name) {
            continue;
        }
        if seen.len() == MOST_THEMES {
            let why = said!("site-many-themes", count = MOST_THEMES);
            troubles.push((place, Weight::Odd, why));
            break;
        }
        seen.push(name.clone());
        let folder = [joined(&themes_folder, &name), joined("_vendor", &name)]
            .into_iter()
            .find(|folder| !leads_up(folder) && reader.files.is_folder(folder));
        let Some(folder) = folder else {
            let weight = if may_come(&name, &joined(&themes_folder, &name), reader.files) {
                Weight::Odd
            } else {
                Weight::Stops
            };
            troubles.push((place, weight, said!("site-no-theme", name = name)));
            continue;
        };
        let theme = reader.folder(&folder);
        least_versions.extend(least(&theme));
        merge::beneath(tree, &theme);
        let outside = mounts::left_out_of_theme(&theme, &folder, reader.files);
        troubles.extend(outside.map(|(place, named)| {
            let why = said!("site-settings-theme-outside", folder = named);
            (place, Weight::Odd, why)
        }));
        // A theme's own themes come behind it.
        wanted.splice(0..0, named_themes(&theme));
        found.push(Theme::new(folder, &theme, import.as_ref()));
    }
    found
}

/// The oldest Hugo that settings ask for.
fn least(tree: &Table) -> Option<(Version, Place)> {
    let node = tree.at(&["module", "hugoversion", "min"])?;
    Some((Version::read(&node.text()?)?, node.place))
}

/// Whether what builds the site may bring a theme that is not in it: a module, or a repository that git
/// brings.
fn may_come(name: &str, folder: &str, files: &dyn Files) -> bool {
    let has = |path: &str, wanted: &str| match files.text(path) {
        files::Text::Read(text) => text.contains(wanted),
        files::Text::Absent => false,
        files::Text::Refused(_) => true,
    };
    has(".gitmodules", folder) || (name.contains('.') && has("go.mod", "module"))
}

fn leads_up(path: &str) -> bool {
    path.starts_with('/') || path.split(['/', '\\']).any(|part| part == "..")
}

/// A theme as settings name it.
struct Named {
    name: String,
    place: Place,
    /// What is said where it is imported as a module.
    import: Option<Table>,
}

fn named_themes(tree: &Table) -> Vec<Named> {
    let of = |node: &Node, import: Option<&Table>| -> Vec<Named> {
        let named = |name| Named {
            name,
            place: node.place,
            import: import.cloned(),
        };
        node.texts().into_iter().map(named).collect()
    };
    let theme = tree.get("theme");
    let mut all = theme.map(|node| of(node, None)).unwrap_or_default();
    let imports = tree.at(&["module", "imports"]).map_or(&[][..], Node::items);
    let is_on = |import: &&Node| {
        let off = import.table().and_then(|table| table.get("disable"));
        !off.is_some_and(|off| off.is_on(false))
    };
    for import in imports.iter().filter(is_on) {
        let table = import.table();
        let path = table.and_then(|table| table.get("path"));
        all.extend(path.map(|node| of(node, table)).unwrap_or_default());
    }
    all.retain(|named| !named.name.is_empty());
    all
}

fn regexes(node: Option<&Node>, troubles: &mut Vec<(Place, Weight, Said)>) -> Vec<Regex> {
    let Some(node) = node else {
        return Vec::new();
    };
    let texts = node.texts();
    let read = texts.iter().filter_map(|text| {
        let regex = glob::pattern(text);
        if regex.is_err() {
            let why = said!("site-no-expression", text = text);
            troubles.push((node.place, Weight::Stops, why));
        }
        regex.ok()
    });
    read.collect()
}

/// The keys that must be tables, and those that must be texts.
const TABLES: [&str; 5] = ["languages", "module", "frontmatter", "taxonomies", "params"];
const TEXTS: [&str; 8] = [
    "title",
    "baseurl",
    "contentdir",
    "publishdir",
    "archetypedir",
    "themesdir",
    "timezone",
    "defaultcontentlanguage",
];

fn check_types(tree: &Table, troubles: &mut Vec<(Place, Weight, Said)>) {
    let wrong = |keys: &'static [&'static str], is_right: fn(&Node) -> bool, wanted: Said| {
        keys.iter().filter_map(move |key| {
            let node = tree.get(key).filter(|node| !is_right(node))?;
            Some((
                node.place,
                Weight::Stops,
                said!("site-must-be", key = *key, wanted = &wanted),
            ))
        })
    };
    let is_table = |node: &Node| matches!(node.data, Data::Table(_) | Data::Null);
    let is_text = |node: &Node| !matches!(node.data, Data::Table(_) | Data::List(_));
    troubles.extend(wrong(&TABLES, is_table, said!("site-a-table")));
    troubles.extend(wrong(&TEXTS, is_text, said!("site-a-text")));
}

/// A pattern of the settings that is for whole paths.
pub(super) fn globs(node: Option<&Node>) -> Vec<Glob> {
    let texts = node.map(Node::texts).unwrap_or_default();
    texts
        .iter()
        .filter_map(|text| Glob::new(&text.to_lowercase()))
        .collect()
}
