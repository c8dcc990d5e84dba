//! Every content file of a site as Hugo takes it: its language, its dates, its address, and
//! whether readers see it.
//!
//! [`Pages`] holds what files say about others (bundles, and what sections hand down);
//! [`Pages::page`] is the page of one file then, from its own head and these. The state at a moment
//! is asked of the page: [`Page::verdict`](super::status). Not known here: content that templates
//! make (`_content.gotmpl`), and what templates leave out.

mod dates;
mod doubles;
mod lists;
mod place;
pub mod refs;
mod resolve;
mod terms;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use dates::Dates;
pub use doubles::may_be_one;
pub use lists::{ListKey, dates_after, dates_of_lists, is_beneath, lists_above};
pub use place::{ENDINGS, MARKDOWN, MARKDOWN_OF_OTHERS, Place, place_of};
pub use terms::Term;

use super::{
    bundle::Role,
    hugo::{Cascade, Settings},
    keys,
    kind::Kind,
    own::Own,
    status::Stop,
};
use crate::model::said::Said;

/// Why a file is no page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPage {
    OutsideOfContent,
    /// Its name, or that of a folder, begins with a dot, or with `#`, or ends in `~`.
    Hidden,
    /// By `ignoreFiles`.
    Ignored,
    /// Not a kind of file that is made into a page.
    OtherKind,
    LanguageOff,
    /// A file of the bundle at this folder, from the content's root.
    InBundle(String),
    /// `index.md` and `_index.md` are side by side, and the other one counts.
    OtherIndex,
    /// The path of the file that is taken in its place.
    Double(String),
    /// A page that is not built has its key: the path of its file.
    Twin(String),
    /// One of these two, for which Hugo builds nothing.
    Stops(Box<Stop>),
    /// `build.render`, `headless`: the key that says so.
    NotRendered(&'static str),
    /// `disableKinds` or `outputs`.
    KindOff,
    /// `outputs` of the head have no HTML.
    NoHtml,
    /// `renderSegments`.
    NotInSegment,
}

/// What is known of a file's page whatever the moment.
///
/// More than twelve fields: each is one answer of Hugo about a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub kind: Kind,
    /// The number of its language.
    pub language: usize,
    /// The page key: `/posts/a`.
    pub key: String,
    pub dates: Dates,
    pub is_draft: bool,
    /// Lists and feeds show it.
    pub is_listed: bool,
    /// Why it is not made, whatever its dates.
    pub no_page: Option<NoPage>,
    /// Why Hugo builds nothing at all.
    pub stop: Option<Box<Stop>>,
    /// Why it is not known what Hugo makes of it.
    pub unknown: Option<Box<Said>>,
    /// A section above that is not published takes it along, to Hugo 0.111.
    pub is_hidden_above: bool,
    /// The path part of its address, as people read it; empty where it has none.
    pub address: String,
    /// Where it says that it is a draft: the key of the section that hands it down.
    pub draft_from: Option<String>,
    /// By which it is joined with its translations.
    pub translation_key: Option<String>,
    /// The paths of its aliases, as people read them.
    pub aliases: Vec<String>,
}

/// What files say about others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// The keys of the folders that are leaf bundles.
    leaves: BTreeSet<String>,
    /// The folders with a page of their own, by language and key.
    branches: Arc<BTreeMap<(usize, String), Branch>>,
    /// The files in whose place others are taken.
    doubles: BTreeMap<String, String>,
}

/// `_index.md`.
#[derive(Clone, Debug, PartialEq)]
struct Branch {
    cascades: Vec<Cascade>,
    own: Own,
    place: Place,
    /// With those handed down to it.
    slug: Option<String>,
    is_hidden: bool,
}

impl Page {
    /// The first folder's key; empty at the top.
    pub fn section(&self) -> &str {
        let below = self.key.strip_prefix('/').unwrap_or(&self.key);
        match below.split_once('/') {
            Some((first, _)) => first,
            None if self.kind == Kind::Page => "",
            None => below,
        }
    }

    /// Whether another page is this one in its language: by their `translationKey`, and without
    /// one by their page key.
    pub fn is_translated_by(&self, other: &Self) -> bool {
        let is_one_work = match &self.translation_key {
            Some(key) => other.translation_key.as_ref() == Some(key),
            None => other.key == self.key,
        };
        is_one_work && other.language != self.language
    }
}

impl Pages {
    /// Of all files of a site, by their paths from its root with `/`, with the heads of those that stand
    /// for their folders. `now_secs` counts only for Hugo 0.111, to which pages of an unpublished
    /// section are none.
    pub fn of<'a>(
        settings: &Settings,
        paths: impl Iterator<Item = &'a str>,
        of_folders: impl Iterator<Item = (&'a str, &'a Own)>,
        now_secs: i64,
    ) -> Self {
        let mut pages = Self {
            doubles: doubles::found(settings, paths),
            ..Self::default()
        };
        let mut branches = Vec::new();
        for (path, own) in of_folders {
            let Ok(place) = place_of(settings, path) else {
                continue;
            };
            if pages.doubles.contains_key(path) {
                continue;
            }
            match place.role {
                Role::Leaf => {
                    pages.leaves.insert(place.key);
                }
                Role::Branch => branches.push((place, own)),
                Role::Single => {}
            }
        }
        pages.add_branches(settings, branches, now_secs);
        pages
    }

    /// From the top down: what is above counts for what is beneath.
    fn add_branches(
        &mut self,
        settings: &Settings,
        mut branches: Vec<(Place, &Own)>,
        now_secs: i64,
    ) {
        if !settings.version.has(153) {
            for (place, _) in &branches {
                self.leaves.remove(&place.key);
            }
        }
        branches.sort_by_key(|(place, _)| place.folders.len() + usize::from(!place.key.is_empty()));
        for (place, own) in branches {
            let cascades = own.get(keys::CASCADE);
            let branch = Branch {
                cascades: cascades
                    .map_or_else(Vec::new, |node| Cascade::read(node, settings.version)),
                own: own.clone(),
                place: place.clone(),
                slug: None,
                is_hidden: false,
            };
            let at = (place.language, place.key.clone());
            Arc::make_mut(&mut self.branches).insert(at.clone(), branch);
            let page = self.resolve(settings, &place, own);
            let slug = resolve::slug(settings, self, &place, own, page.dates.slug.as_deref());
            let is_hidden = page.is_draft || page.dates.is_ahead(now_secs);
            if let Some(branch) = Arc::make_mut(&mut self.branches).get_mut(&at) {
                branch.slug = slug;
                branch.is_hidden = is_hidden;
            }
        }
    }

    /// The page of the file at `path`, with this head.
    ///
    /// # Errors
    /// Why the file is none of its own.
    pub fn page(&self, settings: &Settings, path: &str, own: &Own) -> Result<Page, NoPage> {
        let place = place_of(settings, path)?;
        if let Some(first) = self.doubles.get(path) {
            return Err(NoPage::Double(first.clone()));
        }
        let why = self.check_bundle(settings, &place).err();
        let page = self.resolve(settings, &place, own);
        match (why, page.stop) {
            // Hugo reads the heads of those too.
            (Some(_), Some(stop)) => Err(NoPage::Stops(stop)),
            (Some(why), None) => Err(why),
            (None, stop) => Ok(Page { stop, ..page }),
        }
    }

    /// As [`page`](Self::page), where no folder is a bundle.
    ///
    /// # Errors
    /// Why the file is no page, by its path alone.
    pub fn page_alone(&self, settings: &Settings, path: &str, own: &Own) -> Result<Page, NoPage> {
        let place = place_of(settings, path)?;
        Ok(self.resolve(settings, &place, own))
    }

    /// Says whether the folder with this key is a leaf bundle.
    pub fn set_leaf(&mut self, settings: &Settings, key: String, is_leaf: bool) {
        let has_list = || self.branches.keys().any(|(_, branch)| *branch == key);
        if is_leaf && (settings.version.has(153) || !has_list()) {
            self.leaves.insert(key);
        } else {
            self.leaves.remove(&key);
        }
    }

    /// Whether folders hand down what they did in another state of the site.
    pub fn hand_down_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.branches, &other.branches) || self.branches == other.branches
    }

    fn check_bundle(&self, settings: &Settings, place: &Place) -> Result<(), NoPage> {
        for folder in place.around() {
            let is_own = folder == place.key;
            if !self.leaves.contains(&folder) {
                continue;
            }
            if is_own && place.role == Role::Branch {
                return Err(NoPage::OtherIndex);
            }
            return Err(NoPage::InBundle(folder));
        }
        let is_beside = !settings.version.has(153)
            && place.role == Role::Leaf
            && self
                .branches
                .contains_key(&(place.language, place.key.clone()));
        if is_beside {
            Err(NoPage::OtherIndex)
        } else {
            Ok(())
        }
    }

    fn branch(&self, language: usize, key: &str) -> Option<&Branch> {
        self.branches.get(&(language, key.to_owned()))
    }
}
