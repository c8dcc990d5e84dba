//! The address of the page of a file, and those that lead to it.

use jiff::civil::DateTime;

use super::{
    super::{
        super::{
            address::{self, Manner, Named, Spot},
            bundle::Role,
            hugo::{Data, Language, Moment, Settings, Ugly},
            keys,
            kind::Kind,
        },
        Dates,
    },
    Values, slug,
};
use crate::model::said::Said;

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

pub(super) fn address_of(values: &Values<'_>, dates: &Dates) -> Result<String, Said> {
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
    let title = values.text(keys::TITLE).unwrap_or_default();
    let url = values.text(keys::URL).filter(|url| !url.is_empty());
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
    // A list without a slug has its title there; without a file it has its name for a title.
    let slug = |key: &String| match values.pages.branch(place.language, key) {
        Some(branch) => {
            let title = || branch.own.text(keys::TITLE);
            let slug = branch.slug.clone().or_else(title).unwrap_or_default();
            address::of_title(&slug, manner)
        }
        None => name(key),
    };
    let sections = || above.iter().take(last);
    (
        sections().map(name).collect(),
        sections().map(slug).collect(),
    )
}

pub(super) fn aliases(values: &Values<'_>, address: &str) -> Vec<String> {
    let (settings, place) = (values.settings, values.place);
    let Some(language) = settings
        .language(place.language)
        .filter(|language| language.has_aliases)
    else {
        return Vec::new();
    };
    let Some(node) = values.get(keys::ALIASES) else {
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
