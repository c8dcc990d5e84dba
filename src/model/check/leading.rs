//! Where the links of an article lead within the site, whether something is there or not.

use std::{borrow::Cow, sync::Arc};

use percent_encoding::percent_decode_str;

use super::{
    link::{is_markdown, scheme},
    prose::Prose,
    subject::{Article, Facts},
};
use crate::model::{
    markdown::shortcode,
    site::{
        linking::{LinksOut, To},
        links::joined,
        shortcodes::calls::calls,
    },
};

/// What it leads to; `is_broken`: one leads where nothing is.
pub fn out(
    facts: &Facts<'_>,
    article: &Article<'_>,
    prose: &Prose<'_>,
    is_broken: bool,
) -> LinksOut {
    let mut files = Vec::new();
    let mut addresses = Vec::new();
    for link in &prose.links {
        match of(facts, article, &link.address) {
            Some(Led::File(path)) => files.push(path),
            Some(Led::Address(address)) => addresses.push(address),
            None => {}
        }
    }
    for call in calls(article.text, article.head.head.end).0 {
        if call.reference().is_some() {
            let written = article.text.get(call.at_byte..).unwrap_or_default();
            let linked = facts.site.linked(article.path, written);
            files.extend(linked.map(|entry| Arc::clone(&entry.path)));
        }
    }
    let files = files.iter().map(|path| To::File(path));
    let addresses = addresses.iter().map(|address| To::Address(address));
    LinksOut::new(files.chain(addresses), is_broken)
}

/// What one leads to.
enum Led {
    File(Arc<std::path::Path>),
    Address(String),
}

fn of(facts: &Facts<'_>, article: &Article<'_>, address: &str) -> Option<Led> {
    if shortcode::begins(address) || address.starts_with("//") {
        return None;
    }
    let address = match scheme(address) {
        Some((_, rest)) => Cow::Owned(of_own_host(facts, article, rest)?),
        None => Cow::Borrowed(address),
    };
    let path = address.split(['#', '?']).next()?;
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if decoded.is_empty() {
        return None;
    }
    if is_markdown(&decoded) || !facts.site.settings.is_hugo() {
        let linked = facts.site.linked(article.path, &address)?;
        return Some(Led::File(Arc::clone(&linked.path)));
    }
    if decoded.starts_with('/') {
        return Some(Led::Address(decoded.into_owned()));
    }
    let page = article.entry.page.as_ref().ok()?;
    joined(&page.address, &decoded).map(Led::Address)
}

/// The path behind the host of the site itself.
fn of_own_host(facts: &Facts<'_>, article: &Article<'_>, rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("//")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let page = article.entry.page.as_deref().ok()?;
    let language = facts.site.language_of_page(page)?;
    let is_own = language.base.host.eq_ignore_ascii_case(host) && !host.is_empty();
    let path = rest.get(host.len()..).filter(|_| is_own)?;
    Some(path.to_owned()).filter(|path| path.starts_with('/'))
}
