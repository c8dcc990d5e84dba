//! What follows from all articles of a site, kept from one change of the list to the next: of a change the
//! articles are taken out that it took away, and those put in that it brought.
//!
//! Limits: where more than half of the list is another, the settings are, or what folders hand down, all is learned
//! anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::resume_unwind,
    path::Path,
    sync::Arc,
    thread,
};

use super::{OfSite, SiteFiles};
use crate::{
    io::{
        beneath::{self, SETTINGS_BYTES},
        site_fields,
    },
    model::{
        check::{self, Findings, Known, Shared, Wanted, habit},
        schema::{Counts, HeadSummary, Override, Schema},
        site::{Articles, Changed, Site, naming::names_in, section::section_in},
    },
};

/// What was learned of a site, and the counts that the next change of it is made in.
#[derive(Default)]
pub struct Learning {
    counts: Counts,
    last: Option<Arc<OfSite>>,
    /// Let go of here, not by the window when it has another one.
    before: Option<Arc<OfSite>>,
}

impl Learning {
    /// What follows from the articles as they are now.
    pub fn learn(&mut self, site: Arc<Site>, now_secs: i64) -> Arc<OfSite> {
        // Counts that a fault of ours left half done count for nothing.
        let last = self.last.take();
        let learned = Arc::new(self.learned(site, last.as_deref(), now_secs));
        self.before = last;
        self.last = Some(Arc::clone(&learned));
        learned
    }

    /// `last` is what followed from the articles that are counted; `None`: none are.
    pub(super) fn learned(
        &mut self,
        site: Arc<Site>,
        last: Option<&OfSite>,
        now_secs: i64,
    ) -> OfSite {
        let (said, of_fields) = site_fields::read(&site.root);
        let last = last.filter(|last| is_of(last, &site));
        let none = Articles::default();
        let changed = last.map_or(&none, |last| &last.site.articles);
        let changed = site.articles.changed_since(changed);
        let is_much = changed.gone.len() + changed.come.len() > site.articles.len() / 2;
        let last = last.filter(|_| !is_much);
        let counts = &mut self.counts;
        let (known, learned) = thread::scope(|scope| {
            let known = scope.spawn(|| match last {
                Some(last) => last.known.after(&site, &changed),
                None => Known::of(&site),
            });
            let learned = match last {
                Some(last) => Learned::after(last, counts, &site, &changed, &said),
                None => Learned::of(counts, &site, &said),
            };
            let known = known.join().unwrap_or_else(|panic| resume_unwind(panic));
            (known, learned)
        });
        let findings = Findings::new(check::site(&site, &learned.habits, now_secs));
        let settings = site.root.join("kopij.toml");
        let text = beneath::read_text(&site.root, &settings, SETTINGS_BYTES);
        let (wanted, problems) = Wanted::read(&text.ok().flatten().unwrap_or_default());
        OfSite {
            schema: learned.schema,
            names: learned.names,
            findings,
            habits: learned.habits,
            said,
            known,
            files: SiteFiles::of(&site),
            wanted,
            spelled: None,
            problems,
            of_fields,
            site,
        }
    }
}

/// Whether what was learned is of the same site, in which one article says no more about others than it did.
fn is_of(last: &OfSite, site: &Site) -> bool {
    last.site.root == site.root
        && last.site.content == site.content
        && Arc::ptr_eq(&last.site.settings, &site.settings)
        && last.site.pages.hand_down_as(&site.pages)
}

/// Of one article.
#[derive(Default)]
struct Heads<'a> {
    before: Option<&'a HeadSummary>,
    now: Option<&'a HeadSummary>,
}

/// What articles have in common, and which of them do otherwise.
struct Learned {
    schema: Arc<Schema>,
    names: Arc<BTreeSet<String>>,
    habits: Arc<[Shared]>,
}

impl Learned {
    fn of(counts: &mut Counts, site: &Site, said: &[Override]) -> Self {
        *counts = Counts::default();
        for entry in &site.articles {
            let section = section_in(&site.content, &entry.path);
            counts.change(&section, &entry.path, None, Some(&entry.head));
        }
        Self::counted(counts, said)
    }

    fn after(
        last: &OfSite,
        counts: &mut Counts,
        site: &Site,
        changed: &Changed<'_>,
        said: &[Override],
    ) -> Self {
        let mut heads: BTreeMap<&Arc<Path>, Heads<'_>> = BTreeMap::new();
        for entry in &changed.gone {
            heads.entry(&entry.path).or_default().before = Some(&entry.head);
        }
        for entry in &changed.come {
            heads.entry(&entry.path).or_default().now = Some(&entry.head);
        }
        heads.retain(|_, heads| heads.before != heads.now);
        for (path, Heads { before, now }) in &heads {
            let section = section_in(&site.content, path);
            counts.change(&section, path, *before, *now);
        }
        if heads.is_empty() && last.said == said {
            return Self {
                schema: Arc::clone(&last.schema),
                names: Arc::clone(&last.names),
                habits: Arc::clone(&last.habits),
            };
        }
        let learned = Self::counted(counts, said);
        // Who has them sees at once that they are the same.
        let names = Some(&last.names).filter(|names| **names == learned.names);
        Self {
            names: Arc::clone(names.unwrap_or(&learned.names)),
            ..learned
        }
    }

    fn counted(counts: &mut Counts, said: &[Override]) -> Self {
        let mut schema = counts.schema();
        for said in said {
            schema.override_by(said);
        }
        Self {
            habits: habit::found(&schema.outliers).into(),
            names: names_in(schema.whole()).into(),
            schema: Arc::new(schema),
        }
    }
}
