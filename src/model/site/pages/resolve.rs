//! The page of one file: what counts of its head and of those above.

mod address;
mod stop;

use std::rc::Rc;

use jiff::tz::TimeZone;

use self::{
    address::{address_of, aliases},
    stop::{stop_of, unknown},
};
use super::{
    super::{
        bundle::Role,
        generator::Generator,
        hugo::{Aim, Data, Node, Settings},
        keys,
        own::Own,
        status::Stop,
    },
    Dates, NoPage, Page, Pages, Place, dates,
};

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
    let node = own.get(keys::CASCADE).filter(|_| has_own);
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
    let language = settings.language(place.language);
    let of_settings = language.map_or(&[][..], |language| &*language.cascade);
    let of_settings = (String::new(), of_settings);
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
    let slug = match values.get(keys::SLUG) {
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
        let draft = values.find(keys::DRAFT);
        let has_words = settings.version.has_switch_words();
        let build = Build::of(&values);
        let mut stop = stop_of(&values, &dates);
        let address = match address_of(&values, &dates) {
            Ok(address) => address,
            Err(why) => {
                stop.get_or_insert(Stop::new(keys::URL, why));
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
            unknown: unknown(place, own).map(Box::new),
            is_hidden_above,
            aliases: aliases(&values, &address),
            address: match &no_page {
                _ if is_unaddressed => String::new(),
                Some(NoPage::NoHtml) => other_address(&values, address),
                _ => address,
            },
            no_page,
            translation_key: values
                .text(keys::SMALL_TRANSLATION_KEY)
                .filter(|key| !key.is_empty()),
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

/// The name that `:filename` looks for a date in.
fn name_with_date(place: &Place) -> &str {
    match &place.odd_name {
        Some(odd) if place.role != Role::Branch => odd,
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
            key: keys::BUILD_RENDER,
        };
        let new = values.get(keys::BUILD).filter(|_| version.has(145));
        let node = new.or_else(|| values.get(keys::OLD_BUILD));
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
        if may_be_headless && values.is_on(keys::HEADLESS) {
            build = Self {
                is_listed: false,
                is_rendered: false,
                has_address: false,
                key: keys::HEADLESS,
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
    let is_html = |name: &String| name.eq_ignore_ascii_case("html");
    if outputs(values).is_some_and(|outputs| !outputs.iter().any(is_html)) {
        return Some(NoPage::NoHtml);
    }
    let code = language.map_or("", |language| &language.code);
    let is_built = values
        .settings
        .segments
        .has(&values.place.key, values.place.kind, code);
    (!is_built).then_some(NoPage::NotInSegment)
}

/// The address of a page that is made in another form than HTML: `/posts/a/index.json`.
fn other_address(values: &Values<'_>, address: String) -> String {
    let Some(name) = outputs(values).and_then(|outputs| outputs.into_iter().next()) else {
        return address;
    };
    let ending = match &*name.to_lowercase() {
        "rss" | "sitemap" | "xml" => "xml",
        "calendar" => "ics",
        "json" => "json",
        "csv" => "csv",
        _ => return address,
    };
    match address.strip_suffix("html") {
        Some(start) if start.ends_with('.') => format!("{start}{ending}"),
        _ => format!("{address}index.{ending}"),
    }
}

/// The forms that a page is made in, where its head or the settings name any.
fn outputs(values: &Values<'_>) -> Option<Vec<String>> {
    let own = values
        .get(keys::OUTPUTS)
        .map(Node::texts)
        .unwrap_or_default();
    if !own.is_empty() {
        return Some(own);
    }
    let language = values.settings.language(values.place.language);
    language?.outputs.get(&values.place.kind).cloned()
}
