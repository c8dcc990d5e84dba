//! The articles of a site by numbers, and in the order of what is asked of them.

use std::{cmp::Ordering, mem, sync::Arc};

use crate::model::site::{Entry, in_list_order};

/// Articles by numbers: one has its own as long as it is there.
#[derive(Clone, Debug, Default)]
pub struct Numbered {
    entries: Vec<Option<Arc<Entry>>>,
    free: Vec<u32>,
}

impl Numbered {
    pub fn get(&self, number: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(number).ok()?)?.as_deref()
    }

    /// Its number.
    pub fn put(&mut self, entry: &Arc<Entry>) -> u32 {
        let entry = Some(Arc::clone(entry));
        if let Some(number) = self.free.pop() {
            let at = usize::try_from(number).unwrap_or(usize::MAX);
            if let Some(place) = self.entries.get_mut(at) {
                *place = entry;
            }
            return number;
        }
        self.entries.push(entry);
        u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
    }

    /// It is there no more.
    pub fn take(&mut self, number: u32) {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        if self.entries.get_mut(at).and_then(Option::take).is_some() {
            self.free.push(number);
        }
    }
}

/// So many are put in one by one.
const FEW: usize = 64;

/// What articles have, in the order of that; of those that are alike the first of the list stands first.
#[derive(Clone, Debug)]
pub struct Ordered {
    /// The number of the article, and which of its own it is.
    places: Vec<(u32, u32)>,
    /// Not in their order yet.
    come: Vec<(u32, u32)>,
    key: Key,
}

/// What of an article counts.
pub type Key = fn(&Entry, u32) -> &str;

impl Ordered {
    pub fn by(key: Key) -> Self {
        Self {
            places: Vec::new(),
            come: Vec::new(),
            key,
        }
    }

    /// In its place from [`settle`](Self::settle) on.
    pub fn put(&mut self, number: u32, which: u32) {
        self.come.push((number, which));
    }

    pub fn take(&mut self, entries: &Numbered, number: u32, which: u32) {
        let one = (number, which);
        let before = |it: &(u32, u32)| self.order(entries, *it, one) == Ordering::Less;
        let at = self.places.partition_point(before);
        if self.places.get(at) == Some(&one) {
            self.places.remove(at);
        }
    }

    pub fn settle(&mut self, entries: &Numbered) {
        let come = mem::take(&mut self.come);
        if come.len() > FEW {
            let mut places = mem::take(&mut self.places);
            places.extend(come);
            places.sort_by(|a, b| self.order(entries, *a, *b));
            places.shrink_to_fit();
            self.places = places;
            return;
        }
        for one in come {
            let before = |it: &(u32, u32)| self.order(entries, *it, one) == Ordering::Less;
            let at = self.places.partition_point(before);
            self.places.insert(at, one);
        }
    }

    /// Those from `start` on, each with what it has.
    pub fn from<'a>(
        &'a self,
        entries: &'a Numbered,
        start: &str,
    ) -> impl Iterator<Item = (&'a str, &'a Entry)> + use<'a> {
        let is_before = |it: &(u32, u32)| self.of(entries, *it).0 < start;
        let at = self.places.partition_point(is_before);
        let places = self.places.get(at..).unwrap_or_default().iter();
        places.filter_map(move |(number, which)| {
            let entry = entries.get(*number)?;
            Some(((self.key)(entry, *which), entry))
        })
    }

    /// The first that has just this.
    pub fn first<'a>(&'a self, entries: &'a Numbered, asked: &str) -> Option<&'a Entry> {
        let (key, entry) = self.from(entries, asked).next()?;
        (key == asked).then_some(entry)
    }

    fn of<'a>(
        &self,
        entries: &'a Numbered,
        (number, which): (u32, u32),
    ) -> (&'a str, Option<&'a Entry>) {
        let entry = entries.get(number);
        (entry.map_or("", |entry| (self.key)(entry, which)), entry)
    }

    fn order(&self, entries: &Numbered, a: (u32, u32), b: (u32, u32)) -> Ordering {
        let ((a_key, a_entry), (b_key, b_entry)) = (self.of(entries, a), self.of(entries, b));
        let in_list = || match (a_entry, b_entry) {
            (Some(a), Some(b)) => in_list_order(a, b),
            _ => Ordering::Equal,
        };
        a_key.cmp(b_key).then_with(in_list).then(a.1.cmp(&b.1))
    }
}
