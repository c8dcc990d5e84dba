//! The dates of lists that say none: those of what lies beneath them.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Entry, Site,
    kind::Kind,
    pages::{Dates, ListKey, Page, dates_after, dates_of_lists, is_beneath, lists_above},
    taken_in::Move,
};

impl Site {
    /// Gives lists without dates those of what lies beneath them. The order of the articles stays:
    /// a list is none of the newest. With `only`, to those alone.
    pub(super) fn date_lists(&mut self, only: Option<&BTreeSet<ListKey>>) {
        if !self.settings.is_hugo() || only.is_some_and(BTreeSet::is_empty) {
            return;
        }
        let pages = self
            .articles
            .iter()
            .filter_map(|entry| Some((entry.page.as_deref().ok()?, &entry.own)));
        let mut dates = dates_of_lists(&self.settings, pages, self.read_at_secs, only);
        if dates.is_empty() {
            return;
        }
        for (at, entry) in self.articles.shared_mut().enumerate() {
            let Ok(page) = &entry.page else { continue };
            if page.kind == Kind::Page {
                continue;
            }
            if let Some(dates) = dates.remove(&(page.language, page.key.clone())) {
                set_dates(entry, dates);
                self.moves.add(self.revision, Move::Other(at));
            }
        }
    }

    /// The same after one page beneath the lists became another one in the same lists: without a look at all
    /// articles, unless the newest of a list may be gone.
    pub(super) fn date_lists_after(&mut self, lists: &BTreeSet<ListKey>, old: &Entry, new: &Entry) {
        let Some(dated) = self.dates_after(lists, old, new) else {
            self.date_lists(Some(lists));
            return;
        };
        for (at, dates) in dated {
            if let Some(entry) = self.articles.shared_mut_at(at) {
                set_dates(entry, dates);
                self.moves.add(self.revision, Move::Other(at));
            }
        }
    }

    /// The lists that get other dates, by their places. `None`: it is not to be said without a look at all.
    fn dates_after(
        &self,
        lists: &BTreeSet<ListKey>,
        old: &Entry,
        new: &Entry,
    ) -> Option<Vec<(usize, Dates)>> {
        let (old, new) = (old.page.as_deref().ok()?, new.page.as_deref().ok()?);
        let are_alike = [old.kind, new.kind] == [Kind::Page; 2]
            && old.address.is_empty() == new.address.is_empty();
        if !are_alike || !self.settings.version.has(123) {
            return None;
        }
        let mut undated = Vec::new();
        for list in lists {
            let mut linked = self.links.lists(list);
            let Some(first) = linked.next() else { continue };
            if linked.next().is_some() {
                return None;
            }
            let at = self.place_of_linked(first)?;
            let page = self.articles.get(at)?.page.as_deref().ok()?;
            undated.extend(page.dates.are_handed_up().then_some((at, page)));
        }
        let is_of_words = |page: &Page| matches!(page.kind, Kind::Taxonomy | Kind::Term);
        // What has no address is in no list of a word.
        let is_in_words =
            !new.address.is_empty() && undated.iter().any(|(_, page)| is_of_words(page));
        undated.retain(|(_, page)| is_in_words || is_beneath(&new.key, &page.key));
        let mut changed = Vec::new();
        for (at, page) in undated {
            let dates = dates_after(&page.dates, &old.dates, &new.dates, self.read_at_secs)?;
            changed.extend((dates != page.dates).then_some((at, dates)));
        }
        Some(changed)
    }

    /// The lists whose dates may follow from those of an article.
    pub(super) fn lists_above(&self, entry: &Entry) -> Vec<ListKey> {
        match &entry.page {
            Ok(page) if self.settings.is_hugo() => {
                lists_above(&self.settings, page, &entry.own.open())
            }
            _ => Vec::new(),
        }
    }
}

fn set_dates(entry: &mut Arc<Entry>, dates: Dates) {
    if let Ok(page) = &mut Arc::make_mut(entry).page {
        Arc::make_mut(page).dates = dates;
    }
}
