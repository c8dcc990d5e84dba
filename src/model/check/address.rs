//! The addresses of articles: wanted by several, odd, or left behind.

use std::{path::Path, sync::Arc};

use super::{
    fix,
    of_site::{Remedy, Shared},
    subject::{Article, Facts},
};
use crate::model::{
    finding::{Finding, Fix, Place, Rule, Safety, Severity},
    front_matter::{self, Change, KeyPath, Value},
    said::{Said, said},
    site::{
        Entry, Rivals, address::bare, bundle, hugo::Node, keys, kind::Kind, pages::Page,
        status::State,
    },
};

/// So many numbers are tried that pages may have already.
const MOST_NUMBERS: usize = 100;

/// Articles of which readers see one alone.
pub fn twice(rivals: Vec<Rivals>) -> Vec<Shared> {
    let shared = rivals.into_iter().map(|rivals| {
        let message = said!(
            "check-address-twice",
            count = rivals.articles.len(),
            address = rivals.address
        );
        let place = Place::Key(KeyPath::new([keys::URL]));
        Shared {
            finding: Finding::new(Rule::AddressTwice, place, message),
            remedy: Some(Remedy::Slug),
            articles: rivals.articles.into(),
        }
    });
    shared.collect()
}

/// Another last part of the address: that of the article with a number which no page has. Of articles that share
/// an address, those behind the first get a number each, so that all of them can be given theirs at once.
pub fn another_slug(
    facts: &Facts<'_>,
    article: &Article<'_>,
    sharing: &[Arc<Path>],
) -> Option<Fix> {
    let page = article.entry.page.as_ref().ok()?;
    let last = bare(&page.address).rsplit('/').next().unwrap_or_default();
    let folder = bare(&page.address).strip_suffix(last)?;
    if last.is_empty() {
        return None;
    }
    let behind_the_first = sharing.iter().skip(1);
    let rank = behind_the_first
        .take_while(|other| ***other != *article.path)
        .count();
    let is_first = sharing
        .first()
        .is_some_and(|first| **first == *article.path);
    let slugs = (2..).map(|number| format!("{last}-{number}"));
    let mut free = slugs
        .take(sharing.len().saturating_add(MOST_NUMBERS))
        .filter(|slug| !facts.known.is_address(&format!("{folder}{slug}/")));
    let slug = free.nth(if is_first { 0 } else { rank })?;
    // An address of its own wins over a slug.
    let change = match article.head.text(&KeyPath::new([keys::URL])) {
        Some(url) => Change::Set {
            path: KeyPath::new([keys::URL]),
            value: Value::Text(url.replace(last, &slug)),
        },
        None => of_slug(&slug),
    };
    let label = said!("check-fix-slug", slug = &slug);
    fix::of_head(article.text, label, Safety::Asked, &[change])
}

fn of_slug(slug: &str) -> Change {
    Change::Set {
        path: KeyPath::new([keys::SLUG]),
        value: Value::Text(slug.to_owned()),
    }
}

pub fn found(facts: &Facts<'_>, article: &Article<'_>) -> Vec<Finding> {
    let Ok(page) = &article.entry.page else {
        return Vec::new();
    };
    let mut found = Vec::new();
    found.extend(empty(facts, article, page));
    found.extend(odd(article, page));
    found.extend(aliases(facts, article, page));
    if let Some(other) = facts.known.double_of(article.path) {
        let message = said!("check-site-two-files", other = facts.site.shown_path(other));
        found.push(Finding::new(Rule::SiteTwoFiles, Place::File, message));
    }
    found
}

/// An article at the address of the home page.
fn empty(facts: &Facts<'_>, article: &Article<'_>, page: &Page) -> Option<Finding> {
    let home = facts
        .site
        .pages
        .list_page(&facts.site.settings, page.language, "");
    let is_home = page.kind == Kind::Page && bare(&page.address) == bare(&home.address);
    if !is_home || page.address.is_empty() || page.stop.is_some() {
        return None;
    }
    let place = Place::Key(KeyPath::new([keys::SLUG]));
    let name = bundle::name_of(article.path);
    let has_url = article.head.value(&KeyPath::new([keys::URL])).is_some();
    let has_slug = article.head.value(&KeyPath::new([keys::SLUG])).is_some();
    let (place, message) = if has_url {
        let place = Place::Key(KeyPath::new([keys::URL]));
        (place, said!("check-address-home", key = keys::URL))
    } else if has_slug {
        (place, said!("check-address-home", key = keys::SLUG))
    } else {
        (place, said!("check-address-empty"))
    };
    let mut finding = Finding::new(Rule::AddressEmpty, place, message);
    let change = if has_url {
        Change::Set {
            path: KeyPath::new([keys::URL]),
            value: Value::Text(format!("/{name}/")),
        }
    } else {
        of_slug(&name)
    };
    let label = said!("check-fix-slug", slug = &name);
    let fix = fix::of_head(article.text, label, Safety::Asked, &[change]);
    finding.fixes.extend(fix);
    Some(finding)
}

fn odd(article: &Article<'_>, page: &Page) -> Option<Finding> {
    let of_url = page.stop.as_ref().filter(|stop| stop.key == keys::URL);
    let name = [keys::URL, keys::SLUG].into_iter().find(|name| {
        let text = article.head.text(&KeyPath::new([*name]));
        let is_odd = |text: &str| {
            let leads_up = text.split('/').any(|part| part == "..");
            (text.contains(['?', '#']) && *name == keys::URL) || leads_up
        };
        text.is_some_and(|text| is_odd(&text))
    });
    let message = match (of_url, name) {
        (Some(stop), _) => said!("entry-stops-the-build", why = &stop.why),
        (None, Some(_)) => said!("check-address-odd"),
        (None, None) => return None,
    };
    let key = KeyPath::new([name.unwrap_or(keys::URL)]);
    let mut finding = Finding::new(Rule::AddressOdd, Place::Key(key.clone()), message);
    if of_url.is_none() {
        finding.severity = Severity::Warning;
    }
    let change = match article.head.text(&key).and_then(|text| plain(&text)) {
        Some(text) => Change::Set {
            path: key,
            value: Value::Text(text.clone()),
        },
        None => return Some(finding),
    };
    let label = said!("check-fix-address", address = value_of(&change));
    let fix = fix::of_head(article.text, label, Safety::Asked, &[change]);
    finding.fixes.extend(fix);
    Some(finding)
}

fn value_of(change: &Change) -> String {
    match change {
        Change::Set {
            value: Value::Text(text),
            ..
        } => text.clone(),
        _ => String::new(),
    }
}

/// The path of an address, without what leads up, asks or names a place.
fn plain(text: &str) -> Option<String> {
    let path = match text.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..))?,
        None => text,
    };
    let path = path.split(['?', '#']).next()?;
    let is_part = |part: &&str| *part != "..";
    let path: Vec<&str> = path.split('/').filter(is_part).collect();
    let path = path.join("/");
    (!path.trim_matches('/').is_empty()).then_some(path)
}

/// An article that readers know at another address, of which nothing leads here; `path` and `text` are what it was in the
/// last commit.
pub fn changed(
    facts: &Facts<'_>,
    article: &Article<'_>,
    path: &Path,
    text: &str,
) -> Option<Finding> {
    let page = article.entry.page.as_ref().ok()?;
    let before = Entry::of_page(facts.site, path, &front_matter::read(text), text);
    let old = &before.page.as_ref().ok()?.address;
    let state = facts.site.verdict(&before, facts.now_secs).state;
    let was_public = matches!(state, State::Published | State::Unlisted);
    let are_known = !old.is_empty() && !page.address.is_empty();
    if !was_public || !are_known || leads_to(page, old) || bare(old) == bare(&page.address) {
        return None;
    }
    let message = said!("check-address-changed", old = old, new = &page.address);
    let place = Place::Key(KeyPath::new([keys::ALIASES]));
    let mut finding = Finding::new(Rule::AddressChanged, place, message);
    finding.fixes.extend(old_as_alias(facts, article, old));
    Some(finding)
}

fn leads_to(page: &Page, address: &str) -> bool {
    page.aliases
        .iter()
        .any(|alias| bare(alias) == bare(address))
}

/// The old address among the aliases, written so that it leads here: without what all addresses of the site or the
/// language begin with.
fn old_as_alias(facts: &Facts<'_>, article: &Article<'_>, old: &str) -> Option<Fix> {
    let starts = old.match_indices('/').map(|(at, _)| at);
    let mut written = starts
        .filter_map(|at| old.get(at..))
        .filter(|it| it.len() > 1);
    written.find_map(|written| {
        let change = Change::AddItem {
            path: KeyPath::new([keys::ALIASES]),
            item: Value::Text(written.to_owned()),
        };
        let label = said!("check-fix-keep-address", address = written);
        let fix = fix::of_head(article.text, label, Safety::Asked, &[change])?;
        let after = fix.edits.iter().rev();
        let after = after.fold(article.text.to_owned(), |text, edit| edit.applied_to(&text));
        let page = facts
            .site
            .page_of(article.path, &front_matter::read(&after), &after);
        page.is_ok_and(|page| leads_to(&page, old)).then_some(fix)
    })
}

/// Aliases that lead nowhere else, or that others want.
fn aliases(facts: &Facts<'_>, article: &Article<'_>, page: &Page) -> Vec<Finding> {
    let own = article.entry.own.open();
    let written = own.get(keys::ALIASES);
    let written = written.map(Node::items).unwrap_or_default();
    let mut found = Vec::new();
    for (at, node) in written.iter().enumerate() {
        // A relative one starts at the folder of the article.
        let alias = node.text().filter(|alias| alias.starts_with('/'));
        let Some(alias) = alias else { continue };
        let is_own = bare(&alias) == bare(&page.address);
        let other = facts.known.alias_of_another(&alias, article.path);
        let message = if is_own {
            said!("check-address-alias-own")
        } else if facts.known.is_address(&alias) {
            said!("check-address-alias-page", alias = alias)
        } else if let Some(other) = other {
            let other = facts.site.shown_path(&other.path);
            said!("check-address-alias-twice", alias = alias, other = other)
        } else {
            continue;
        };
        found.push(alias_finding(article, written.len(), at, message));
    }
    found
}

fn alias_finding(article: &Article<'_>, count: usize, at: usize, message: Said) -> Finding {
    let key = KeyPath::new([keys::ALIASES]);
    let entry = article.head.entry(&key);
    let key = entry.map_or(key, |entry| KeyPath::new([entry.key.as_str()]));
    let is_list = entry.is_some_and(|entry| matches!(entry.value, Value::List(_)));
    let mut path = key.clone();
    if is_list {
        path.0.push(at.to_string());
    }
    let mut finding = Finding::new(Rule::AddressAlias, Place::Key(path), message);
    let change = if is_list && count > 1 {
        Change::RemoveItem {
            path: key,
            index: at,
        }
    } else {
        Change::Remove { path: key }
    };
    let label = said!("check-fix-alias");
    let fix = fix::of_head(article.text, label, Safety::Asked, &[change]);
    finding.fixes.extend(fix);
    finding
}
