//! All articles of a site, looked at while the writer goes on: what is found so far is told after 400
//! ms, then after twice as long each time, what keeps the site from being built at first.

use std::{
    cmp::Reverse,
    collections::HashSet,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{InArticle, OfSite, all_threads, before, in_articles, in_settings};
use crate::model::{
    check::InSite,
    finding::Severity,
    site::{Entry, Site, linking::Linking},
};

/// So many articles are looked at between two questions whether they are still wanted.
const AT_ONCE: usize = 32;

/// How long nothing is told at first; then twice as long each time, as all that was found is told again.
const FIRST: Duration = Duration::from_millis(400);

/// What is to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub of_site: Arc<OfSite>,
    /// `None`: all articles, and the settings of the site.
    pub paths: Option<Vec<PathBuf>>,
    /// What was found before in the others, and in these.
    pub before: Arc<[Arc<InSite>]>,
    /// Which articles led to which then, if it was known; it counts where there are `paths`.
    pub linking: Option<Arc<Linking>>,
    pub now_secs: i64,
}

/// What is found so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// In all articles, the gravest first.
    pub found: Arc<[Arc<InSite>]>,
    /// How many of them are errors.
    pub errors: usize,
    /// The first of the files by path for which nothing is built.
    pub stopping: Option<Arc<Path>>,
    /// So many articles were looked at.
    pub done: usize,
    pub of: usize,
    /// Which articles lead to which, when all are looked at.
    pub linking: Option<Arc<Linking>>,
}

/// Looks at the articles as they are on the disk. `None`: it was not wanted any more.
pub fn look(
    look: &Look,
    is_wanted: &dyn Fn() -> bool,
    tell: &mut dyn FnMut(SoFar),
) -> Option<SoFar> {
    let places = places(&look.of_site.site, look.paths.as_deref());
    // Who writes meanwhile has a core for herself.
    let threads = all_threads().saturating_sub(1).max(1);
    let mut under_way = UnderWay::begun(look, places.len());
    let (mut last, mut pause) = (Instant::now(), FIRST);
    for at_once in places.chunks(AT_ONCE) {
        if !is_wanted() {
            return None;
        }
        under_way.look_at(at_once, threads);
        if last.elapsed() >= pause && under_way.done < places.len() {
            tell(under_way.so_far());
            (last, pause) = (Instant::now(), pause * 2);
        }
    }
    is_wanted().then(|| {
        let mut all = under_way.so_far();
        all.linking = under_way.linking.map(Arc::new);
        all
    })
}

struct UnderWay<'a> {
    look: &'a Look,
    found: Vec<Arc<InSite>>,
    /// What was found in these before does not hold any more.
    looked_at: HashSet<&'a Path>,
    linking: Option<Linking>,
    committed: before::All,
    done: usize,
    of: usize,
}

impl<'a> UnderWay<'a> {
    fn begun(look: &'a Look, of: usize) -> Self {
        let site = &look.of_site.site;
        let linking = linking(look);
        let (found, looked_at) = if let Some(paths) = &look.paths {
            (Vec::new(), paths.iter().map(PathBuf::as_path).collect())
        } else {
            let settings = in_settings(&look.of_site, &|_| true).into_iter();
            let articles: HashSet<&Path> = site.articles.iter().map(|it| &*it.path).collect();
            let before = look.before.iter().map(|one| &*one.path);
            let of_none = before.filter(|path| !articles.contains(path));
            let settings = settings.flat_map(|it| alone(it.path.as_path().into(), it));
            (settings.collect(), of_none.collect())
        };
        Self {
            look,
            found,
            looked_at,
            linking,
            committed: before::All::read(site),
            done: 0,
            of,
        }
    }

    fn look_at(&mut self, places: &[usize], threads: usize) {
        let Look {
            of_site, now_secs, ..
        } = self.look;
        let (articles, _) = in_articles(
            of_site,
            &self.committed,
            places,
            *now_secs,
            threads,
            &|_| true,
        );
        let entries = places
            .iter()
            .filter_map(|at| of_site.site.articles.get(*at));
        self.looked_at.extend(entries.map(|entry| &*entry.path));
        for mut article in articles {
            let links = std::mem::take(&mut article.links);
            let path = of_site.listed(&article.path);
            if let Some(linking) = &mut self.linking {
                linking.set(&path, links);
            }
            self.found.extend(alone(path, article));
        }
        self.done += places.len();
    }

    fn so_far(&self) -> SoFar {
        let before = self.look.before.iter();
        let kept = before.filter(|one| !self.looked_at.contains(&*one.path));
        let mut all: Vec<Arc<InSite>> = kept.chain(&self.found).cloned().collect();
        all.sort_by(|a, b| a.located.order(&a.path, &b.located, &b.path));
        let is_error = |one: &&Arc<InSite>| one.located.finding.severity == Severity::Error;
        let stops = all.iter().filter(|it| it.located.finding.stops_build());
        let paths = stops.map(|it| &it.path);
        SoFar {
            stopping: paths.min().cloned(),
            errors: all.iter().filter(is_error).count(),
            found: all.into(),
            done: self.done,
            of: self.of,
            linking: None,
        }
    }
}

/// Which of the others lead where.
fn linking(look: &Look) -> Option<Linking> {
    let Some(paths) = &look.paths else {
        return Some(Linking::of(&look.of_site.site));
    };
    let mut linking = (**look.linking.as_ref()?).clone();
    for path in paths {
        linking.remove(path);
    }
    Some(linking)
}

/// Where the articles stand in the list: first those that keep all from being built.
fn places(site: &Site, paths: Option<&[PathBuf]>) -> Vec<usize> {
    let asked: Option<HashSet<&Path>> =
        paths.map(|paths| paths.iter().map(PathBuf::as_path).collect());
    let is_asked = |entry: &Entry| {
        asked
            .as_ref()
            .is_none_or(|asked| asked.contains(&*entry.path))
    };
    let entries = site.articles.iter().enumerate();
    let mut places: Vec<usize> = entries
        .filter(|(_, entry)| is_asked(entry))
        .map(|(at, _)| at)
        .collect();
    let stops = |at: &usize| {
        let entry = site.articles.get(*at);
        entry.is_some_and(|it| matches!(&it.page, Ok(page) if page.stop.is_some()))
    };
    places.sort_by_key(|at| Reverse(stops(at)));
    places
}

/// Each finding of the article at this path by itself.
fn alone(path: Arc<Path>, article: InArticle) -> impl Iterator<Item = Arc<InSite>> {
    let hash = article.hash;
    article.findings.into_iter().map(move |located| {
        Arc::new(InSite {
            path: Arc::clone(&path),
            hash,
            located,
        })
    })
}
