//! Finds a pattern in all articles of a site, on at most four threads. The text of an open article
//! stands for its file.
//!
//! Limits: it ends beyond [`MAX_HITS`] places, and says so; a file that cannot be read holds nothing.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
};

use crate::{
    io::store,
    model::{
        document::DocumentId,
        find::{FoundIn, MAX_HITS, Pattern, Searched, hits},
        site::{Articles, Entry},
        text::Revision,
    },
};

/// What to find, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteQuery {
    pub number: u64,
    pub pattern: Pattern,
    pub replacement: String,
    pub articles: Arc<Articles>,
    /// Their texts stand for what their files hold.
    pub open: Vec<OpenText>,
}

/// The text of an open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenText {
    pub document: DocumentId,
    pub revision: Revision,
    pub path: PathBuf,
    pub text: Arc<str>,
}

/// Searches all articles, by path. `None`: another search was asked for meanwhile; its number is
/// in `newest`. Files that cannot be read hold nothing. The second part: there was more.
pub fn find(query: &SiteQuery, newest: &AtomicU64) -> Option<(Vec<FoundIn>, bool)> {
    let next = AtomicUsize::new(0);
    let count = AtomicUsize::new(0);
    let all = Mutex::new(Vec::new());
    let is_wanted = || newest.load(Ordering::Relaxed) == query.number;
    let search = || {
        let mut found = Vec::new();
        while is_wanted() && count.load(Ordering::Relaxed) <= MAX_HITS {
            let Some(entry) = query.articles.get(next.fetch_add(1, Ordering::Relaxed)) else {
                break;
            };
            if let Some(in_article) = find_in(query, entry) {
                count.fetch_add(in_article.hits.len(), Ordering::Relaxed);
                found.push(in_article);
            }
        }
        if let Ok(mut all) = all.lock() {
            all.extend(found);
        }
    };
    let threads = thread::available_parallelism().map_or(2, |count| count.get().min(4));
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(search);
        }
        search();
    });
    if !is_wanted() {
        return None;
    }
    let mut all = all.into_inner().ok()?;
    all.sort_by(|a, b| a.path.cmp(&b.path));
    Some((all, count.into_inner() > MAX_HITS))
}

fn find_in(query: &SiteQuery, entry: &Entry) -> Option<FoundIn> {
    let path = &*entry.path;
    let open = query.open.iter().find(|open| open.path == path);
    let (text, searched) = if let Some(open) = open {
        let searched = Searched::Open(open.document, open.revision);
        (Arc::clone(&open.text), searched)
    } else {
        let snapshot = store::read(path).ok()?;
        (snapshot.text, Searched::File(snapshot.hash))
    };
    if !query.pattern.is_in(&text) {
        return None;
    }
    let mut hits = hits(&query.pattern, &text, &query.replacement);
    hits.truncate(MAX_HITS);
    (!hits.is_empty()).then(|| FoundIn {
        path: path.to_owned(),
        title: entry.title.clone(),
        searched,
        hits,
    })
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::model::find::Query;

    fn query(folder: &Path, text: &str, open: Vec<OpenText>) -> SiteQuery {
        let mut articles: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        articles.sort();
        let query = Query {
            text: text.to_owned(),
            ..Query::default()
        };
        SiteQuery {
            number: 1,
            pattern: Pattern::new(&query).unwrap().unwrap(),
            replacement: "veer".to_owned(),
            articles: Arc::new(
                articles
                    .into_iter()
                    .map(|path| Entry::read(path, ""))
                    .collect(),
            ),
            open,
        }
    }

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn articles_are_found_by_path_and_open_text_stands_for_its_file() {
        let folder = folder(&[("b.md", "pont"), ("a.md", "Pont pont"), ("c.md", "pont")]);
        let open = OpenText {
            document: DocumentId(7),
            revision: Revision::default(),
            path: folder.path().join("c.md"),
            text: "nothing".into(),
        };

        let (found, is_cut) = find(
            &query(folder.path(), "pont", vec![open]),
            &AtomicU64::new(1),
        )
        .unwrap();

        let found: Vec<_> = found
            .iter()
            .map(|found| {
                (
                    found.path.file_name().unwrap().to_str().unwrap(),
                    found.hits.len(),
                )
            })
            .collect();
        assert_eq!(found, [("a.md", 2), ("b.md", 1)]);
        assert!(!is_cut);
    }

    #[test]
    fn an_older_search_is_given_up() {
        let folder = folder(&[("a.md", "pont")]);

        let found = find(
            &query(folder.path(), "pont", Vec::new()),
            &AtomicU64::new(2),
        );

        assert_eq!(found, None);
    }
}
