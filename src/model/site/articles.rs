//! The articles of a site in their order, each held once for all that have the list: a list that is
//! copied from thread to window costs a pointer an article, and a change of one copies that one.

use std::{cmp::Ordering, slice, sync::Arc};

use super::{Entry, in_list_order};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Articles(Vec<Arc<Entry>>);

impl Articles {
    pub fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, at: usize) -> Option<&Entry> {
        self.0.get(at).map(|entry| &**entry)
    }

    pub fn first(&self) -> Option<&Entry> {
        self.get(0)
    }

    pub fn iter(&self) -> Iter<'_> {
        self.into_iter()
    }

    /// Each as all hold it.
    pub fn shared(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.0.iter()
    }

    pub fn push(&mut self, entry: impl Into<Arc<Entry>>) {
        self.0.push(entry.into());
    }

    /// Those that others have are copied when they are changed.
    pub(super) fn shared_mut(&mut self) -> impl Iterator<Item = &mut Arc<Entry>> {
        self.0.iter_mut()
    }

    pub(super) fn shared_mut_at(&mut self, at: usize) -> Option<&mut Arc<Entry>> {
        self.0.get_mut(at)
    }

    pub(super) fn retain(&mut self, mut is_kept: impl FnMut(&Entry) -> bool) {
        self.0.retain(|entry| is_kept(entry));
    }

    pub(super) fn sort_by(&mut self, mut order: impl FnMut(&Entry, &Entry) -> Ordering) {
        self.0.sort_by(|a, b| order(a, b));
    }

    pub(super) fn partition_point(&self, mut is_before: impl FnMut(&Entry) -> bool) -> usize {
        self.0.partition_point(|entry| is_before(entry))
    }

    pub(super) fn insert(&mut self, at: usize, entry: Arc<Entry>) {
        self.0.insert(at.min(self.0.len()), entry);
    }

    pub(super) fn remove(&mut self, at: usize) -> Option<Arc<Entry>> {
        (at < self.0.len()).then(|| self.0.remove(at))
    }

    /// What is another than in an earlier list.
    pub fn changed_since<'a>(&'a self, before: &'a Self) -> Changed<'a> {
        let mut changed = Changed::default();
        let (mut old, mut new) = (before.0.iter().peekable(), self.0.iter().peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return changed,
                (Some(old), Some(new)) if Arc::ptr_eq(old, new) => Ordering::Equal,
                (Some(old), Some(new)) => in_list_order(old, new),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
            };
            let gone = old.next_if(|_| order != Ordering::Greater);
            let come = new.next_if(|_| order != Ordering::Less);
            let are_alike =
                |(gone, come): (&Arc<Entry>, &Arc<Entry>)| Arc::ptr_eq(gone, come) || gone == come;
            if !gone.zip(come).is_some_and(are_alike) {
                changed.gone.extend(gone);
                changed.come.extend(come);
            }
        }
    }

    /// Takes out those that `goes` says, in their order.
    pub(super) fn take_out(&mut self, mut goes: impl FnMut(&Entry) -> bool) -> Vec<Arc<Entry>> {
        self.0.extract_if(.., |entry| goes(entry)).collect()
    }
}

/// How a list became another one.
#[derive(Clone, Debug, Default)]
pub struct Changed<'a> {
    /// As they were.
    pub gone: Vec<&'a Arc<Entry>>,
    /// As they are; of one that changed it is in both.
    pub come: Vec<&'a Arc<Entry>>,
}

/// Those of a list, in its order.
pub type Iter<'a> = std::iter::Map<slice::Iter<'a, Arc<Entry>>, fn(&'a Arc<Entry>) -> &'a Entry>;

impl<'a> IntoIterator for &'a Articles {
    type Item = &'a Entry;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.0.iter().map(|entry| &**entry)
    }
}

impl<E: Into<Arc<Entry>>> Extend<E> for Articles {
    fn extend<I: IntoIterator<Item = E>>(&mut self, entries: I) {
        self.0.extend(entries.into_iter().map(Into::into));
    }
}

impl<E: Into<Arc<Entry>>> FromIterator<E> for Articles {
    fn from_iter<I: IntoIterator<Item = E>>(entries: I) -> Self {
        Self(entries.into_iter().map(Into::into).collect())
    }
}

impl<E: Into<Arc<Entry>>> From<Vec<E>> for Articles {
    fn from(entries: Vec<E>) -> Self {
        entries.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::site::Site;

    fn entry(number: usize, title: &str) -> Entry {
        let path = PathBuf::from(format!("/s/content/a{number}.md"));
        Entry::read(path, &format!("---\ntitle: {title}\n---\n"))
    }

    #[test]
    fn what_did_not_change_stays_with_all_that_have_it() {
        let mut site = Site {
            articles: (0..40).map(|number| entry(number, "A")).collect(),
            ..Site::empty(PathBuf::from("/s"), PathBuf::from("/s/content"))
        };
        site.settle();
        let mut window = site.clone();
        // So many that the whole list is made anew.
        let changes: Vec<_> = (0..20)
            .map(|number| entry(number, "B"))
            .map(|entry| (entry.path.to_path_buf(), Some(entry)))
            .collect();

        site.update(changes.clone());
        window.update(changes);

        assert_eq!(site.articles, window.articles);
        let pairs = site.articles.0.iter().zip(&window.articles.0);
        let shared = pairs.filter(|(one, other)| Arc::ptr_eq(one, other));
        assert_eq!(shared.count(), 20);
    }
}
