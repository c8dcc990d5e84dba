//! What of the text of an article stops the build of the whole site: calls of shortcodes, whoever
//! sees the page, and what `ref` names in a page that readers see.
//!
//! Not known: whether a template asks for the text of a list. It is taken to do so.

use std::path::Path;

use super::{
    Entry, Site,
    hugo::Node,
    kind::Kind,
    pages::{
        NoPage, Place,
        refs::{list_keys, list_of, path_of},
    },
    shortcodes::calls::{Call, calls},
    status::{Reason, State},
};
use crate::model::{
    markdown::shortcode::BRACES,
    said::{Said, said},
};

/// A call of `ref` or `relref` that leads to no page.
#[derive(Clone, Debug)]
pub struct LostRef<'a> {
    pub call: Call,
    /// What it names.
    pub path: String,
    /// A page that is not made, if it names one.
    pub target: Option<&'a Entry>,
}

/// What lies beside the articles, and costs a look.
pub struct Beside<'a> {
    /// Hugo makes a list at a path by itself.
    pub has_list: &'a dyn Fn(&str) -> bool,
    /// Shortcodes or pages may be in a theme or module that is not in the site.
    pub are_unknown: &'a dyn Fn() -> bool,
}

impl Site {
    /// Why Hugo builds nothing for the text of an article, whose body begins at `body_start`: the
    /// first that is wrong.
    pub fn stop_in_text(
        &self,
        entry: &Entry,
        text: &str,
        body_start: usize,
        now_secs: i64,
        beside: &Beside<'_>,
    ) -> Option<Said> {
        let may_call = text
            .get(body_start..)
            .is_some_and(|body| body.contains(BRACES));
        if !may_call || !self.settings.is_hugo() || !is_read(entry) {
            return None;
        }
        let faults = self.shortcodes.faults(text, body_start);
        let mut faults = faults.iter();
        let fault = faults.find(|fault| !fault.wrong.is_of_a_name() || !(beside.are_unknown)());
        if let Some(fault) = fault {
            return Some(fault.wrong.said());
        }
        if !self.refs_stop(entry, now_secs) {
            return None;
        }
        let mut lost = self.lost_refs(&entry.path, text, body_start, now_secs, beside.has_list);
        let lost = lost.next().filter(|_| !(beside.are_unknown)())?;
        Some(said!("ref-lost", path = lost.path))
    }

    /// Whether a `ref` of an article that leads nowhere stops the build.
    pub fn refs_stop(&self, entry: &Entry, now_secs: i64) -> bool {
        let page = entry.page.as_deref().ok();
        let language = page.and_then(|page| self.language_of_page(page));
        let needs_refs = language.is_none_or(|language| language.needs_refs);
        needs_refs && self.is_asked_for(entry, now_secs)
    }

    /// Whether Hugo makes HTML of the text of an article: for its page, or for the feeds that it is in.
    fn is_asked_for(&self, entry: &Entry, now_secs: i64) -> bool {
        let verdict = self.verdict_of_head(entry, now_secs);
        if verdict.state.is_public() {
            return true;
        }
        let is_not_made = matches!(
            verdict.reasons.as_slice(),
            [Reason::NoPage(NoPage::NotRendered(_) | NoPage::NoHtml)]
        );
        let is_article = matches!(&entry.page, Ok(page) if page.kind == Kind::Page);
        is_not_made && is_article && self.has_feeds()
    }

    fn has_feeds(&self) -> bool {
        let off = self.settings.tree.get("disablekinds");
        let off = off.map(Node::texts).unwrap_or_default();
        !off.iter().any(|kind| kind.eq_ignore_ascii_case("rss"))
    }

    /// The calls of `ref` and `relref` in a text that lead to no page which is made. Those of a site that
    /// has such shortcodes of its own are not known to lead anywhere.
    pub fn lost_refs<'a>(
        &'a self,
        path: &Path,
        text: &str,
        body_start: usize,
        now_secs: i64,
        has_list: &'a dyn Fn(&str) -> bool,
    ) -> impl Iterator<Item = LostRef<'a>> {
        let (calls, _) = calls(text, body_start);
        let place = self.place_in_site(path);
        let is_own = |call: &Call| {
            let known = self.shortcodes.get(&call.name);
            known.is_none_or(|shortcode| shortcode.path.is_some())
        };
        calls.into_iter().filter_map(move |call| {
            let path = match call.reference() {
                Some((path, _)) => path,
                // One that names nothing leads nowhere.
                None if call.is_reference() && call.arguments.is_empty() => {
                    let path = String::new();
                    return (!is_own(&call)).then_some(LostRef {
                        call,
                        path,
                        target: None,
                    });
                }
                None => return None,
            };
            let plain = path_of(path).trim_matches('/');
            if plain.is_empty() || is_own(&call) || has_list(&format!("/{}", list_of(plain))) {
                return None;
            }
            let place = place.as_ref()?;
            if self.leads_to_list(place, &call, has_list) {
                return None;
            }
            let target = self.by_call(place, &call);
            if target.is_some_and(|target| self.is_found(target, now_secs)) {
                return None;
            }
            let path = path.to_owned();
            Some(LostRef { call, path, target })
        })
    }

    /// Whether a call leads to a list that Hugo makes by itself.
    fn leads_to_list(&self, place: &Place, call: &Call, has_list: &dyn Fn(&str) -> bool) -> bool {
        let Some((from, path)) = self.referred(place, call) else {
            return false;
        };
        list_keys(from, path).iter().any(|key| {
            let name = key.trim_start_matches('/');
            let list = self.pages.list_page(&self.settings, from.language, name);
            has_list(&list.address)
        })
    }

    /// Whether Hugo has the page of an article for a `ref`.
    fn is_found(&self, entry: &Entry, now_secs: i64) -> bool {
        match self.verdict_of_head(entry, now_secs).state {
            State::Draft | State::Scheduled | State::Expired | State::Never => false,
            State::NoPage => !matches!(&entry.page, Ok(page)
                if page.kind == Kind::Page && page.no_page == Some(NoPage::KindOff)),
            State::Published | State::Unlisted | State::StopsBuild | State::Unknown => true,
        }
    }
}

/// Whether Hugo reads the text of an article, which it does of files of a bundle too.
fn is_read(entry: &Entry) -> bool {
    match &entry.page {
        Ok(_) => true,
        Err(no_page) => matches!(
            no_page,
            NoPage::InBundle(_) | NoPage::OtherIndex | NoPage::Stops(_)
        ),
    }
}
