//! From a click in a page to the text, and from the caret to the page.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use super::{Clicking, Typed, door::Clicks};
use crate::model::{
    front_matter::{self, Value},
    markdown::blocks,
    site::{Site, keys},
    stage::places::{self, Leaf, OfPage},
};

/// Where a click in a page leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Clicked {
    pub path: PathBuf,
    /// Of the text below, which the page is made of.
    pub at_byte: usize,
    pub text: Arc<str>,
}

/// The pages of the articles that are shown, and what they are made of. Its clones are one.
#[derive(Clone, Default)]
pub(super) struct Pages(Arc<Mutex<Vec<Page>>>);

struct Page {
    path: PathBuf,
    /// The path of its address, with slashes on both sides.
    address: Option<String>,
    text: Arc<str>,
    leaves: Arc<[Leaf]>,
}

impl Pages {
    fn all(&self) -> MutexGuard<'_, Vec<Page>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A text is staged.
    pub fn typed(&self, site: &Site, typed: &Typed) {
        let leaves = leaves(site, typed);
        let mut pages = self.all();
        match pages.iter_mut().find(|page| page.path == typed.path) {
            Some(page) => {
                page.text = Arc::clone(&typed.text);
                page.leaves = leaves;
            }
            None => pages.push(Page {
                path: typed.path.clone(),
                address: None,
                text: Arc::clone(&typed.text),
                leaves,
            }),
        }
    }

    /// The page of an article is at this path, which is without its first `/`.
    pub fn is_at(&self, path: &Path, address: &str) {
        let address = decoded(&format!("/{address}"));
        let mut pages = self.all();
        if let Some(page) = pages.iter_mut().find(|page| page.path == path) {
            page.address = Some(address);
        }
    }

    /// What is done about clicks.
    pub fn clicks(&self, clicking: Clicking) -> Clicks {
        let pages = self.clone();
        Arc::new(move |told| {
            if let Some(clicked) = pages.clicked(told) {
                (clicking.follow)(clicked);
                return None;
            }
            Some(clicking.nowhere.clone())
        })
    }

    fn clicked(&self, told: &str) -> Option<Clicked> {
        let told: Json = serde_json::from_str(told).ok()?;
        let text = |name: &str| {
            let text = told.get(name).and_then(Json::as_str);
            text.unwrap_or_default().to_owned()
        };
        let address = decoded(&text("page"));
        let pages = self.all();
        let is_it = |page: &&Page| page.address.as_ref() == Some(&address);
        let page = pages.iter().find(is_it)?;
        let of_page = OfPage {
            words: text("words"),
            before: text("before"),
            after: text("after"),
            picture: text("picture"),
        };
        let leaf = places::find(&page.leaves, &of_page)?;
        Some(Clicked {
            path: page.path.clone(),
            at_byte: leaf.range.start,
            text: Arc::clone(&page.text),
        })
    }

    /// Where a caret is in its page, as the page is told. `None`: the page is of another text, or there is nothing.
    pub fn caret(&self, typed: &Typed, at_byte: usize) -> Option<String> {
        let pages = self.all();
        let page = pages.iter().find(|page| page.path == typed.path)?;
        if page.text != typed.text {
            return None;
        }
        let of_page = places::at(&page.leaves, at_byte)?;
        let told = json!({
            "page": page.address.as_ref()?,
            "words": of_page.words,
            "before": of_page.before,
            "after": of_page.after,
            "picture": of_page.picture,
        });
        Some(told.to_string())
    }
}

fn leaves(site: &Site, typed: &Typed) -> Arc<[Leaf]> {
    let text = &*typed.text;
    let head = front_matter::read(text);
    let blocks = blocks::parse_as(site.dialect_of(&typed.path), text, head.head.end);
    let mut entries = head.entries.iter();
    let title = entries.find(|entry| entry.key == keys::TITLE);
    let title = title.and_then(|entry| match &entry.value {
        Value::Text(words) => Some((entry.value_span.clone(), &**words)),
        _ => None,
    });
    let title: Option<(Range<usize>, &str)> = title;
    places::leaves(text, &blocks, title).into()
}

fn decoded(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}
