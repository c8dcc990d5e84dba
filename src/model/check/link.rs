//! Where links lead: pages, files and headings that are not there, or that have another address.
//!
//! Limits: 50 links of one text that lead nowhere.

use std::{cell::OnceCell, collections::HashSet, ops::Range};

use percent_encoding::percent_decode_str;

use super::{
    fix,
    known::Leads,
    prose::{Link, Prose},
    subject::{Article, Facts},
    told::{self, Told},
};
use crate::model::{
    finding::{Finding, Place, Rule, Safety, Severity},
    markdown::shortcode,
    said::{Said, said},
    site::{
        Entry,
        address::{bare, escaped},
        pages::MARKDOWN,
    },
};

/// So many links of one text are told that lead nowhere.
const MOST: usize = 50;
/// What follows the readers of a link, and the start of the names of others.
const TRACKING: [&str; 4] = ["fbclid", "gclid", "mc_cid", "mc_eid"];
const TRACKING_START: &str = "utm_";
/// Words that say nothing of where they lead, in small letters.
const EMPTY_WORDS: [&str; 10] = [
    "here",
    "click here",
    "this link",
    "link",
    "read more",
    "hier",
    "klik hier",
    "deze link",
    "lees meer",
    "lees verder",
];

/// Ids that templates give to what stands around a text.
const OF_TEMPLATES: [&str; 10] = [
    "top",
    "content",
    "main",
    "header",
    "footer",
    "nav",
    "comments",
    "disqus_thread",
    "toc",
    "TableOfContents",
];

pub fn found(facts: &Facts<'_>, article: &Article<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    let mut found = Told::default();
    let most = told::MOST;
    let ids = OnceCell::new();
    let mut told = 0;
    for link in &prose.links {
        found.add(most, words(link));
        let address = link.address.as_str();
        if address.is_empty() || address == "#" {
            let message = said!("check-link-empty");
            found.add(most, [at(Rule::LinkEmpty, link, message)]);
        } else if shortcode::begins(address) || address.starts_with("//") {
            // A shortcode, or another site in the scheme of this one.
        } else if let Some((scheme, _)) = scheme(address) {
            found.add(most, of_web(facts, article, link, scheme));
        } else if facts.site.settings.is_hugo()
            && link.target.is_some()
            && !shortcode::may_be_in(address)
        {
            // What a shortcode names, or what is written in another way, is not known to be an address.
            if told < MOST {
                let within = within(facts, article, link, &ids);
                told += within.iter().filter(|it| leads_nowhere(it)).count();
                found.add(most, within);
            }
        }
    }
    if facts.site.settings.is_hugo() {
        found.add(most, references(facts, article));
    }
    found.found()
}

fn leads_nowhere(finding: &Finding) -> bool {
    matches!(finding.rule, Rule::LinkMissing | Rule::LinkFragment)
}

fn at(rule: Rule, link: &Link, message: Said) -> Finding {
    Finding::new(rule, Place::Text(link.place()), message)
}

/// With what stands there instead, if the address is written as it is read.
fn with_address(mut finding: Finding, link: &Link, safety: Safety, address: &str) -> Finding {
    if let Some(target) = link.target.as_ref().filter(|_| !link.is_bare) {
        let label = said!("check-fix-link", address = address);
        let fix = fix::of_text(label, safety, target.clone(), address);
        finding.fixes.push(fix);
    }
    finding
}

/// `https`, and what is behind the colon.
pub(super) fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let is_scheme = !scheme.is_empty()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some((scheme, rest))
}

fn words(link: &Link) -> Option<Finding> {
    let words = link.letters.trim().to_lowercase();
    let is_empty = EMPTY_WORDS.contains(&words.as_str());
    let place = Place::Text(link.range.clone());
    is_empty.then(|| {
        let message = said!("check-link-words", words = link.letters.trim());
        Finding::new(Rule::LinkWords, place, message)
    })
}

/// Of the web.
fn of_web(facts: &Facts<'_>, article: &Article<'_>, link: &Link, scheme: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let address = link.address.as_str();
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let Some((_, rest)) = address.split_once("://").filter(|_| is_web) else {
        return found;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let page = article.entry.page.as_deref().ok();
    let language = page.and_then(|page| facts.site.language_of_page(page));
    let own = language.is_some_and(|it| it.base.host.eq_ignore_ascii_case(host));
    if own {
        let path = rest.get(host.len()..).unwrap_or_default();
        let path = if path.is_empty() { "/" } else { path };
        let leads = facts.known.leads_to(path, "/");
        if matches!(leads, Leads::Page(_)) {
            let message = said!("check-link-own-host");
            let finding = at(Rule::LinkOwnHost, link, message);
            found.push(with_address(finding, link, Safety::Safe, path));
        }
    } else if scheme.eq_ignore_ascii_case("http") && !is_near(host) {
        let secure = format!("https://{rest}");
        let finding = at(Rule::LinkInsecure, link, said!("check-link-insecure"));
        found.push(with_address(finding, link, Safety::Asked, &secure));
    }
    if let Some(plain) = without_tracking(address) {
        let finding = at(Rule::LinkTracking, link, said!("check-link-tracking"));
        found.push(with_address(finding, link, Safety::Asked, &plain));
    }
    found
}

/// Of the machine or the network itself, which has no certificate.
fn is_near(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    let is_number = name.chars().all(|c| c.is_ascii_digit() || c == '.');
    let last = name.rsplit('.').next().unwrap_or_default();
    is_number || !name.contains('.') || matches!(last, "local" | "onion")
}

/// The address less what follows readers, if something does.
fn without_tracking(address: &str) -> Option<String> {
    let (before, rest) = address.split_once('?')?;
    let (query, fragment) = match rest.split_once('#') {
        Some((query, fragment)) => (query, Some(fragment)),
        None => (rest, None),
    };
    let is_tracking = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        name.starts_with(TRACKING_START) || TRACKING.contains(&name)
    };
    let kept: Vec<&str> = query.split('&').filter(|part| !is_tracking(part)).collect();
    if kept.len() == query.split('&').count() {
        return None;
    }
    let mut plain = before.to_owned();
    if !kept.is_empty() {
        plain.push('?');
        plain.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        plain.push('#');
        plain.push_str(fragment);
    }
    Some(plain)
}

/// Within the site.
fn within<'a>(
    facts: &Facts<'_>,
    article: &Article<'a>,
    link: &Link,
    ids: &OnceCell<Ids<'a>>,
) -> Option<Finding> {
    let (path, rest) = link
        .address
        .find(['#', '?'])
        .map_or((link.address.as_str(), ""), |at| {
            link.address.split_at_checked(at).unwrap_or_default()
        });
    if path.is_empty() {
        let id = rest.strip_prefix('#')?;
        return fragment(link, ids.get_or_init(|| Ids::of(article)), id);
    }
    let Ok(page) = &article.entry.page else {
        return None;
    };
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if is_markdown(&decoded) && !facts.site.hooks.links {
        return markdown(facts, article, link, rest);
    }
    match facts.known.leads_to(&decoded, &page.address) {
        Leads::Page(entry) => hidden(facts, article, link, entry),
        Leads::Alias(entry) => {
            let address = &entry.page.as_ref().ok()?.address;
            let message = said!("check-link-alias", address = address);
            let finding = at(Rule::LinkAlias, link, message);
            let written = format!("{}{rest}", escaped(address));
            Some(with_address(finding, link, Safety::Safe, &written))
        }
        Leads::Nowhere(whole) => nowhere(facts, article, link, &decoded, &whole, rest),
    }
}

pub(super) fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| MARKDOWN.iter().any(|it| it.eq_ignore_ascii_case(ending)))
}

/// A link to a file of the content, of which the site makes none.
fn markdown(facts: &Facts<'_>, article: &Article<'_>, link: &Link, rest: &str) -> Option<Finding> {
    // Where there are several languages, a template of Hugo's own leads to the page.
    if facts.site.settings.is_multilingual() {
        return None;
    }
    let linked = facts.site.linked(article.path, &link.address);
    let entry = linked.and_then(|linked| facts.known.entry(&linked.path));
    let address = entry.and_then(|entry| Some(&entry.page.as_ref().ok()?.address));
    let message = said!("check-link-markdown");
    let finding = at(Rule::LinkMarkdown, link, message);
    Some(match address.filter(|address| !address.is_empty()) {
        Some(address) => {
            let written = format!("{}{rest}", escaped(address));
            with_address(finding, link, Safety::Asked, &written)
        }
        None => finding,
    })
}

/// A page that readers do not see.
fn hidden(facts: &Facts<'_>, article: &Article<'_>, link: &Link, entry: &Entry) -> Option<Finding> {
    let verdict = facts.site.verdict(entry, facts.now_secs);
    if verdict.state.is_public() {
        return None;
    }
    let own = facts.site.verdict(article.entry, facts.now_secs);
    if !own.state.is_public() {
        return None;
    }
    let why = verdict.reasons.first()?;
    let message = said!("check-link-hidden", title = &entry.title, why = why);
    Some(at(Rule::LinkHidden, link, message))
}

fn nowhere(
    facts: &Facts<'_>,
    article: &Article<'_>,
    link: &Link,
    written: &str,
    whole: &str,
    rest: &str,
) -> Option<Finding> {
    // A template may lead elsewhere than what is written.
    let is_drawn = facts.site.hooks.links || facts.site.settings.is_multilingual();
    let canonical = facts.site.settings.tree.get("canonifyurls");
    let is_of_bundle = || {
        let (around, name) = whole.rsplit_once('/')?;
        match facts.known.leads_to(&format!("{around}/"), "/") {
            Leads::Page(entry) => Some(facts.files.is_served(&entry.path, name, whole)),
            _ => None,
        }
    };
    if is_drawn
        || canonical.is_some_and(|node| node.is_on(true))
        || bare(whole).is_empty()
        || is_of_bundle() == Some(true)
    {
        return None;
    }
    let is_made = facts.known.has_list(whole)
        || whole.contains("/page/")
        || ["xml", "json", "txt"]
            .iter()
            .any(|it| whole.ends_with(&format!(".{it}")));
    if is_made || facts.files.is_served(article.path, written, whole) {
        return None;
    }
    let small = whole.to_lowercase();
    if facts.known.is_address(&small) && small != whole {
        let address = format!("{}/", bare(&small));
        let message = said!("check-link-case", address = &address);
        let finding = at(Rule::LinkCase, link, message);
        let written = format!("{address}{rest}");
        return Some(with_address(finding, link, Safety::Asked, &written));
    }
    if facts.files.are_unknown() {
        return None;
    }
    let near = fix::nearest(whole, facts.known.addresses_like(whole));
    let message = match near {
        Some(near) => said!("check-link-missing-near", address = written, near = near),
        None => said!("check-link-missing", address = written),
    };
    let finding = at(Rule::LinkMissing, link, message);
    Some(match near {
        Some(near) => {
            let address = format!("{}{rest}", escaped(near));
            with_address(finding, link, Safety::Asked, &address)
        }
        None => finding,
    })
}

/// The ids that a page may have.
struct Ids<'a> {
    headings: HashSet<String>,
    /// What stands in quotes, or behind `#` before a brace: attributes and calls give ids so.
    made: HashSet<&'a str>,
}

impl<'a> Ids<'a> {
    fn of(article: &Article<'a>) -> Self {
        let text = article.text;
        let in_quotes = ['"', '\''].into_iter().flat_map(|it| text.split(it));
        let in_braces = text.split('}').filter_map(|part| part.rsplit_once('#'));
        Self {
            headings: article.blocks.heading_ids().into_iter().collect(),
            made: in_quotes.chain(in_braces.map(|(_, id)| id)).collect(),
        }
    }

    fn has(&self, id: &str) -> bool {
        id.is_empty()
            || id.starts_with("fn:")
            || id.starts_with("fnref:")
            || OF_TEMPLATES.contains(&id)
            || self.headings.contains(id)
            || self.made.contains(id)
    }
}

/// A heading of the article itself.
fn fragment(link: &Link, ids: &Ids<'_>, id: &str) -> Option<Finding> {
    let id = percent_decode_str(id).decode_utf8().ok()?;
    if ids.has(&id) {
        return None;
    }
    let near = fix::nearest(&id, ids.headings.iter().map(String::as_str));
    let message = said!("check-link-fragment", id = &*id);
    let finding = at(Rule::LinkFragment, link, message);
    Some(match near.filter(|near| !near.is_empty()) {
        Some(near) => with_address(finding, link, Safety::Asked, &format!("#{near}")),
        None => finding,
    })
}

/// What `ref` and `relref` name, without which nothing is built.
fn references(facts: &Facts<'_>, article: &Article<'_>) -> Vec<Finding> {
    let stops = facts.site.refs_stop(article.entry, facts.now_secs);
    let has_list = |path: &str| facts.known.has_list(path);
    let start = article.head.head.end;
    let (site, now_secs) = (facts.site, facts.now_secs);
    let mut lost = site.lost_refs(article.path, article.text, start, now_secs, &has_list);
    let mut found = Vec::new();
    while let Some(lost) = lost.next().filter(|_| found.len() < MOST) {
        if facts.files.are_unknown() {
            break;
        }
        let at_byte = lost.call.at_byte;
        let rest = article.text.get(at_byte..).unwrap_or_default();
        let end = rest.find("}}").map_or(rest.len(), |end| end + 2);
        let range = at_byte..at_byte + end;
        let written = rest.get(..end).unwrap_or_default();
        let mut finding = reference(facts, &lost.path, written, range);
        if lost.target.is_some() {
            // A page that is not published is none to Hugo.
            finding.fixes.clear();
        }
        if !stops {
            finding.severity = Severity::Warning;
        }
        found.push(finding);
    }
    found
}

fn reference(facts: &Facts<'_>, path: &str, written: &str, range: Range<usize>) -> Finding {
    let why = said!("ref-lost", path = path);
    let message = said!("check-link-ref", why = why);
    let finding = Finding::new(Rule::LinkMissing, Place::Text(range.clone()), message);
    let key = path.trim_start_matches('/').trim_end_matches('/');
    let stem = key.rsplit_once('.').map_or(key, |(stem, _)| stem);
    let last = stem.rsplit('/').next().unwrap_or(stem);
    let near = fix::nearest(last, facts.known.names_like(last))
        .filter(|near| *near != last && !last.is_empty());
    let at = near.and_then(|near| {
        let start = range.start + written.find(path)? + path.rfind(last)?;
        Some((near, start))
    });
    let fix = at.map(|(near, start)| {
        let label = said!("check-fix-link", address = path.replace(last, near));
        fix::of_text(label, Safety::Asked, start..start + last.len(), near)
    });
    Finding {
        severity: Severity::Error,
        fixes: fix.into_iter().collect(),
        ..finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_readers_is_taken_out_of_an_address() {
        let plain = |address: &str| without_tracking(address);

        assert_eq!(
            plain("https://e.org/a?utm_source=x&b=1&fbclid=2#c").as_deref(),
            Some("https://e.org/a?b=1#c")
        );
        assert_eq!(
            plain("https://e.org/?utm_x=1").as_deref(),
            Some("https://e.org/")
        );
        assert_eq!(plain("https://e.org/?a=utm_x"), None);
    }

    #[test]
    fn a_machine_of_the_own_network_needs_no_https() {
        assert!(is_near("localhost:1313") && is_near("192.168.1.2") && is_near("nas.local"));
        assert!(!is_near("example.org"));
    }
}
