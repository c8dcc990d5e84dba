//! The page of one file: what counts of its head and of those above, its address.

use std::rc::Rc;

use jiff::{civil::DateTime, tz::TimeZone};

use super::{
    super::{
        address::{self, Manner, Named, Spot},
        bundle::Role,
        generator::Generator,
        hugo::{Aim, Data, Language, Moment, Node, Settings, Ugly, Weight},
        kind::Kind,
        own::{Fault, Own},
        status::Stop,
    },
    Dates, NoPage, Page, Pages, Place, dates,
};

use crate::model::words::say;

/// The output formats that Hugo has by itself.
const FORMATS: [&str; 14] = [
    "404",
    "alias",
    "amp",
    "calendar",
    "css",
    "csv",
    "gotmpl",
    "html",
    "json",
    "markdown",
    "robots",
    "rss",
    "sitemap",
    "webappmanifest",
];

/// What a file says, with what is handed down to it.
pub(super) struct Values<'a> {
    settings: &'a Settings,
    pages: &'a Pages,
    place: &'a Place,
    own: &'a Own,
    /// Those of its own that are for the page itself.
    own_cascade: Vec<super::Cascade>,
    /// Those handed down to it, the nearest first, each with the key of the section that has it;
    /// empty: the settings.
    handed_down: Vec<(Rc<str>, &'a super::Cascade)>,
}

/// A value that counts, and the key of the section it comes from, if it is not the file's own.
struct Found<'a> {
    node: &'a Node,
    from: Option<String>,
}

impl<'a> Values<'a> {
    /// The file's own, then that of the nearest section above, then that of the settings.
    fn find(&'a self, key: &str) -> Option<Found<'a>> {
        if let Some(node) = self.own.get(key) {
            return Some(Found { node, from: None });
        }
        let mut own = self.own_cascade.iter();
        if let Some(node) = own.find_map(|cascade| cascade.values.get(key)) {
            return Some(Found {
                node,
                from: Some(self.place.key.clone()),
            });
        }
        self.handed_down.iter().find_map(|(from, cascade)| {
            Some(Found {
                node: cascade.values.get(key)?,
                from: Some(from.to_string()),
            })
        })
    }

    fn aim(&self) -> Aim<'a> {
        let language = self.settings.language(self.place.language);
        Aim {
            path: &self.place.key,
            kind: self.place.kind,
            environment: &self.settings.environment,
            language: language.map_or("", |language| &language.code),
        }
    }

    /// The lists above, from the nearest.
    fn handing_down(&self) -> Vec<(String, &'a [super::Cascade])> {
        let version = self.settings.version;
        let is_by_folders = version.has(153) || !version.has(123);
        let keys = if is_by_folders {
            self.place.ancestors().into_iter().rev().collect()
        } else {
            self.beginnings()
        };
        let branch = |key: &str| self.pages.branch(self.place.language, key);
        let keys = keys.into_iter();
        keys.filter_map(|key| Some((branch(&key)?, key)))
            .map(|(branch, key)| (key, branch.cascades.as_slice()))
            .collect()
    }

    /// The lists above, to Hugos before 0.153: what is in `/news/2026-03` is beneath `/news/2026`.
    fn beginnings(&self) -> Vec<String> {
        let hands_down = |key: &str| {
            let branch = self.pages.branch(self.place.language, key);
            branch.is_some_and(|branch| !branch.cascades.is_empty())
        };
        let mut found = Vec::new();
        let mut key = self.place.key.as_str();
        while let Some((folder, _)) = key.rsplit_once('/') {
            let mut starts = std::iter::once(folder).chain(
                folder
                    .char_indices()
                    .rev()
                    .filter_map(|(at, _)| folder.get(..at)),
            );
            let Some(start) = starts.find(|start| hands_down(start)) else {
                break;
            };
            found.push(start.to_owned());
            key = start;
        }
        found
    }

    pub(super) fn get(&'a self, key: &str) -> Option<&'a Node> {
        self.find(key).map(|found| found.node)
    }

    fn text(&'a self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }

    fn is_on(&'a self, key: &str) -> bool {
        let has_words = self.settings.version.has_switch_words();
        self.get(key).is_some_and(|node| node.is_on(has_words))
    }
}

pub(super) fn values<'a>(
    settings: &'a Settings,
    pages: &'a Pages,
    place: &'a Place,
    own: &'a Own,
) -> Values<'a> {
    // A list takes what it hands down too, and from 0.123 every page does.
    let has_own = place.role == Role::Branch || settings.version.has(123);
    let node = own.get("cascade").filter(|_| has_own);
    let mut values = Values {
        settings,
        pages,
        place,
        own,
        own_cascade: node.map_or_else(Vec::new, |node| {
            super::Cascade::read(node, settings.version)
        }),
        handed_down: Vec::new(),
    };
    let aim = values.aim();
    values.own_cascade.retain(|cascade| cascade.is_for(&aim));
    let of_settings = (String::new(), settings.cascade.as_slice());
    for (from, cascades) in values.handing_down().into_iter().chain([of_settings]) {
        let from = Rc::from(from);
        let fitting = cascades.iter().filter(|cascade| cascade.is_for(&aim));
        let fitting = fitting.map(|cascade| (Rc::clone(&from), cascade));
        values.handed_down.extend(fitting);
    }
    values
}

/// The slug that counts for a place, its own or from the date in its name.
pub(super) fn slug(
    settings: &Settings,
    pages: &Pages,
    place: &Place,
    own: &Own,
    of_name: Option<&str>,
) -> Option<String> {
    let values = values(settings, pages, place, own);
    let slug = match values.get("slug") {
        Some(node) => node.text(),
        None => of_name.map(str::to_owned),
    };
    let slug = slug.map(|slug| slug.trim_matches('-').to_owned());
    slug.filter(|slug| !slug.is_empty())
}

impl Pages {
    pub(super) fn resolve(&self, settings: &Settings, place: &Place, own: &Own) -> Page {
        let values = values(settings, self, place, own);
        let dates = dates_of(&values);
        let draft = values.find("draft");
        let has_words = settings.version.has_switch_words();
        let build = Build::of(&values);
        let mut stop = stop_of(&values, &dates);
        let address = match address_of(&values, &dates) {
            Ok(address) => address,
            Err(why) => {
                stop.get_or_insert(Stop::new("url", why));
                String::new()
            }
        };
        let is_draft = draft
            .as_ref()
            .is_some_and(|draft| draft.node.is_on(has_words));
        let is_hidden_above = !settings.version.has(123) && self.is_hidden_above(place);
        let no_page = no_page(&values, &build);
        let is_unaddressed = matches!(no_page, Some(NoPage::NotRendered(_))) && !build.has_address;
        Page {
            kind: place.kind,
            language: place.language,
            key: place.key.clone(),
            is_draft: own.is_draft.unwrap_or(is_draft || dates.is_unpublished),
            draft_from: draft.filter(|_| is_draft).and_then(|draft| draft.from),
            dates,
            is_listed: build.is_listed,
            stop: stop.map(Box::new),
            unknown: unknown(place, own),
            is_hidden_above,
            aliases: aliases(&values, &address),
            address: match &no_page {
                _ if is_unaddressed => String::new(),
                Some(NoPage::NoHtml) => address + &other_output(&values),
                _ => address,
            },
            no_page,
            translation_key: values.text("translationkey").filter(|key| !key.is_empty()),
        }
    }

    fn is_hidden_above(&self, place: &Place) -> bool {
        let above = place.ancestors();
        above.iter().any(|above| {
            let branch = self.branch(place.language, above);
            branch.is_some_and(|branch| branch.is_hidden)
        })
    }
}

fn dates_of(values: &Values<'_>) -> Dates {
    let language = values.settings.language(values.place.language);
    let utc = TimeZone::UTC;
    let default = super::super::hugo::DateKeys::default();
    let source = dates::Source {
        value: &|key| values.get(key),
        keys: language.map_or(&default, |language| &language.dates),
        zone: language
            .and_then(|language| language.zone.as_ref())
            .unwrap_or(&utc),
        name: name_with_date(values.place),
        modified_secs: values.own.modified_secs,
        version: values.settings.version,
    };
    let mut dates = dates::read(&source);
    if !matches!(
        values.settings.generator,
        Generator::Hugo | Generator::Folder
    ) {
        // To other generators `published: false` is no date.
        dates.unreadable = None;
    }
    dates
}

/// Why it is not known what a file says.
fn unknown(place: &Place, own: &Own) -> Option<String> {
    match &own.fault {
        Some(Fault::Unknown(why)) => Some(why.clone()),
        _ if place.ending == "org" && own.values.is_empty() => Some(say!("page-org").to_owned()),
        _ => None,
    }
}

/// The name that `:filename` looks for a date in.
fn name_with_date(place: &Place) -> &str {
    match &place.odd_name {
        Some(odd) if place.role == Role::Leaf => odd,
        _ => &place.name,
    }
}

/// `build`, and `headless`.
struct Build {
    is_listed: bool,
    is_rendered: bool,
    has_address: bool,
    /// The key that keeps it from being made.
    key: &'static str,
}

impl Build {
    fn of(values: &Values<'_>) -> Self {
        let version = values.settings.version;
        let mut build = Self {
            is_listed: true,
            is_rendered: true,
            has_address: true,
            key: "build.render",
        };
        let new = values.get("build").filter(|_| version.has(145));
        let node = new.or_else(|| values.get("_build"));
        let option = |name: &str| node.and_then(|node| Some(&node.table()?.get(name)?.data));
        match option("render") {
            // `"false"` in quotes is no answer.
            Some(Data::Bool(false)) => build.is_rendered = false,
            Some(Data::Text(text)) if text == "never" => build.is_rendered = false,
            _ => {}
        }
        build.has_address = build.is_rendered;
        if matches!(option("render"), Some(Data::Text(text)) if text == "link") {
            build.is_rendered = false;
        }
        build.is_listed = match option("list") {
            Some(Data::Bool(is_listed)) => *is_listed,
            Some(Data::Text(text)) => !matches!(text.as_str(), "never" | "local"),
            _ => true,
        };
        let may_be_headless = values.place.role == Role::Leaf || version.has(123);
        if may_be_headless && values.is_on("headless") {
            build = Self {
                is_listed: false,
                is_rendered: false,
                has_address: false,
                key: "headless",
            };
        }
        build
    }
}

/// Why a page is not made that would be by its place.
fn no_page(values: &Values<'_>, build: &Build) -> Option<NoPage> {
    let language = values.settings.language(values.place.language);
    if language.is_some_and(|language| language.off.contains(&values.place.kind)) {
        return Some(NoPage::KindOff);
    }
    if !build.is_rendered {
        return Some(NoPage::NotRendered(build.key));
    }
    let outputs = values.get("outputs").map(Node::texts).unwrap_or_default();
    let has_html = if outputs.is_empty() {
        !language.is_some_and(|language| language.without_html.contains(&values.place.kind))
    } else {
        outputs.iter().any(|name| name.eq_ignore_ascii_case("html"))
    };
    if !has_html {
        return Some(NoPage::NoHtml);
    }
    let code = language.map_or("", |language| &language.code);
    let is_built = values
        .settings
        .segments
        .has(&values.place.key, values.place.kind, code);
    (!is_built).then_some(NoPage::NotInSegment)
}

/// The file of a page that is made in another form than HTML.
fn other_output(values: &Values<'_>) -> String {
    let outputs = values.get("outputs").map(Node::texts).unwrap_or_default();
    match outputs.first().map(|name| name.to_lowercase()).as_deref() {
        Some("rss" | "sitemap") => "index.xml".to_owned(),
        Some("calendar") => "index.ics".to_owned(),
        Some(name @ ("json" | "csv" | "xml")) => format!("index.{name}"),
        _ => String::new(),
    }
}

/// Why Hugo would build nothing because of this file.
fn stop_of(values: &Values<'_>, dates: &Dates) -> Option<Stop> {
    let version = values.settings.version;
    if let Some(Fault::Broken(why)) = &values.own.fault {
        return Some(Stop::new("", why.clone()));
    }
    let kind = match &*values.place.ending {
        "html" | "htm" => "text/html",
        "org" => "text/org",
        _ => "",
    };
    if !values.settings.allows(kind) {
        let ending = &values.place.ending;
        return Some(Stop::new(
            "",
            say!(
                "page-ending",
                version = version.to_string(),
                ending = ending
            ),
        ));
    }
    if version.has(161) && values.get("_build").is_some() {
        return Some(Stop::new(
            "_build",
            say!("page-old-build", version = version.to_string()),
        ));
    }
    if let Some(cascade) = values.own.get("cascade").filter(|_| version.has(166))
        && super::super::hugo::has_old_language(cascade).is_some()
    {
        return Some(Stop::new(
            "cascade",
            say!("site-cascade-language", version = version.to_string()),
        ));
    }
    if let Some(stop) = stop_of_kind(values) {
        return Some(stop);
    }
    let key = dates.unreadable.as_ref()?;
    let written = values.text(key).unwrap_or_default();
    Some(Stop::new(
        key,
        say!("page-no-date", key = key, written = written),
    ))
}

/// Why Hugo would build nothing for a value that is of no kind it takes.
fn stop_of_kind(values: &Values<'_>) -> Option<Stop> {
    let version = values.settings.version;
    // To those before, it is not known.
    if !version.has(147) {
        return None;
    }
    let tables = ["params", "build", "sites"].into_iter();
    let is_asked = |key: &&str| *key != "sites" || version.has(153);
    for key in tables.filter(is_asked) {
        let node = values.own.get(key);
        let is_odd = |node: &&Node| match &node.data {
            Data::Table(_) => false,
            Data::Null => key == "params" && !version.has(153),
            _ => true,
        };
        if node.as_ref().is_some_and(is_odd) {
            return Some(Stop::new(key, say!("page-must-be-table", key = key)));
        }
    }
    let is_odd = |node: &&Node| !matches!(node.data, Data::Table(_) | Data::List(_) | Data::Null);
    if values.own.get("cascade").as_ref().is_some_and(is_odd) {
        let why = say!("page-must-be-table", key = "cascade");
        return Some(Stop::new("cascade", why));
    }
    let outputs = values.get("outputs").map(Node::texts).unwrap_or_default();
    let formats = values.settings.tree.get("outputformats");
    let own = formats.and_then(Node::table);
    let is_known =
        |name: &str| FORMATS.contains(&name) || own.is_some_and(|own| own.get(name).is_some());
    if let Some(name) = outputs.iter().find(|name| !is_known(&name.to_lowercase())) {
        return Some(Stop::new("outputs", say!("page-no-format", name = name)));
    }
    let aliases = values.get("aliases").map(Node::texts).unwrap_or_default();
    let alias = aliases
        .iter()
        .find(|alias| alias.starts_with("http://") || alias.starts_with("https://"))?;
    Some(Stop::new(
        "aliases",
        say!("page-alias-of-web", alias = alias),
    ))
}

/// The code that addresses of a language begin with.
fn prefix<'a>(settings: &Settings, number: usize, language: &'a Language) -> Option<&'a str> {
    let is_shown = number != settings.languages.default || settings.is_default_in_folder;
    (is_shown && !settings.languages.is_multihost).then_some(&*language.code)
}

fn is_ugly(language: &Language, section: &str) -> bool {
    match &language.ugly {
        Ugly::Never => false,
        Ugly::Always => true,
        Ugly::In(sections) => sections.iter().any(|name| name == section),
    }
}

fn address_of(values: &Values<'_>, dates: &Dates) -> Result<String, String> {
    let (settings, place) = (values.settings, values.place);
    let Some(language) = settings.language(place.language) else {
        return Ok(String::new());
    };
    let manner = language.manner;
    let mut folders = folders(values, manner);
    let folder_keys = place.folder_keys();
    let keys: Vec<&str> = folder_keys.iter().map(String::as_str).collect();
    let (sections, section_slugs) = sections(values);
    let slug = slug(
        settings,
        values.pages,
        place,
        values.own,
        dates.slug.as_deref(),
    );
    let title = values.text("title").unwrap_or_default();
    let url = values.text("url").filter(|url| !url.is_empty());
    let section = place.section();
    let odd = place.odd_name.as_ref();
    let mut name = &*place.name;
    if let Some(odd) = odd.filter(|_| manner.keeps_capitals && place.role != Role::Branch) {
        if place.role == Role::Leaf {
            folders.push(address::of_path(name, manner));
        }
        name = odd;
    }
    address::of_page(&Spot {
        version: settings.version,
        manner,
        kind: place.kind,
        folders: &folders,
        url: url.as_deref(),
        pattern: language.permalinks.pattern(&values.aim(), &keys),
        named: Named {
            date: dates
                .date
                .and_then(Moment::clock)
                .unwrap_or(DateTime::constant(1, 1, 1, 0, 0, 0, 0)),
            title: &title,
            has_title_folders: place.kind == Kind::Term || !settings.version.has(153),
            slug: slug.as_deref().unwrap_or_default(),
            name: odd.unwrap_or(&place.name),
            section: &section,
            sections: &sections,
            section_slugs: &section_slugs,
        },
        name,
        has_slug: slug.is_some(),
        is_ugly: is_ugly(language, &section),
        prefix: prefix(settings, place.language, language),
        base_path: &language.base.path,
    })
}

/// The parts of the address before the page's own, with the slugs of the sections above.
fn folders(values: &Values<'_>, manner: Manner) -> Vec<String> {
    let place = values.place;
    let above = place.ancestors();
    let keys = above.iter().filter(|key| !key.is_empty());
    let of = |(at, key): (usize, &String)| {
        let branch = values.pages.branch(place.language, key);
        let slug = branch.and_then(|branch| branch.slug.as_ref());
        match slug.filter(|_| values.settings.version.has(168)) {
            Some(slug) => address::of_title(slug, manner),
            None => place.folder_address(at, manner),
        }
    };
    keys.enumerate().map(of).collect()
}

/// The names of the sections a page is in, and their slugs: the first folder, and those below that
/// have a page of their own.
fn sections(values: &Values<'_>) -> (Vec<String>, Vec<String>) {
    let place = values.place;
    let language = values.settings.language(place.language);
    let manner = language.map(|language| language.manner).unwrap_or_default();
    let mut above = place.ancestors();
    if place.role == Role::Branch {
        above.push(place.key.clone());
    }
    above.retain(|key| !key.is_empty());
    let has_page = |key: &String| values.pages.branch(place.language, key).is_some();
    let last = above.iter().rposition(has_page).map_or(1, |at| at + 1);
    let name = |key: &String| key.rsplit('/').next().unwrap_or(key).to_owned();
    let slug = |key: &String| {
        let branch = values.pages.branch(place.language, key);
        let slug = branch.and_then(|branch| branch.slug.as_ref());
        slug.map_or_else(|| name(key), |slug| address::of_title(slug, manner))
    };
    let sections = || above.iter().take(last);
    (
        sections().map(name).collect(),
        sections().map(slug).collect(),
    )
}

fn aliases(values: &Values<'_>, address: &str) -> Vec<String> {
    let (settings, place) = (values.settings, values.place);
    let Some(language) = settings
        .language(place.language)
        .filter(|language| language.has_aliases)
    else {
        return Vec::new();
    };
    let Some(node) = values.get("aliases") else {
        return Vec::new();
    };
    let written = match &node.data {
        Data::Table(_) => Vec::new(),
        _ => node.texts(),
    };
    let prefix = prefix(settings, place.language, language);
    let start = address::full(&language.base.path, prefix, "");
    let own = address.strip_prefix(&*start).unwrap_or(address);
    let own = own.strip_suffix(".html").unwrap_or(own);
    let is_ugly = is_ugly(language, &place.section());
    let full = |alias: &String| {
        let path = address::alias(alias, own, is_ugly);
        address::full(&language.base.path, prefix, &path)
    };
    written
        .iter()
        .map(full)
        .filter(|alias| alias != address)
        .collect()
}

impl Settings {
    /// Whether anything of the site is built, as far as its settings say.
    pub fn stop(&self) -> Option<Stop> {
        let trouble = self
            .gravest()
            .filter(|trouble| trouble.weight == Weight::Stops)?;
        Some(Stop {
            path: trouble.path.clone(),
            line: trouble.line,
            key: String::new(),
            why: trouble.message.clone(),
        })
    }
}
