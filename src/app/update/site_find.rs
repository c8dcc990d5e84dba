//! Finding and replacing in all articles of the site.

use std::{ops::Range, path::PathBuf};

use crate::{
    action::SiteFind,
    app::{
        State,
        article::Caret,
        request::Request,
        update::{articles, notices, panes, saving},
    },
    io::{
        Effect,
        find_in_site::{FileReplacement, OpenText, ReplaceError, SiteQuery},
        workers::{IndexJob, SearchJob, StoreJob},
    },
    model::{
        document::DocumentId,
        find::{FoundIn, Pattern, Query, Searched},
        text::{Cause, Revision},
    },
};

/// Carries out what was asked for in the search.
pub fn update(state: &mut State, asked: SiteFind) -> Vec<Effect> {
    match asked {
        SiteFind::Query(query) => set_query(state, query),
        SiteFind::Replacement(text) => set_replacement(state, text),
        SiteFind::ShowReplace(is_shown) => {
            state.site_search.is_replacing = is_shown;
            Vec::new()
        }
        SiteFind::Tick { path, range, is_on } => {
            state.site_search.tick(&path, &range, is_on);
            Vec::new()
        }
        SiteFind::GoTo { path, range } => go_to(state, path, range),
        SiteFind::Replace => replace(state),
        SiteFind::Close => close(state),
    }
}

/// Opens the search, on what is selected.
pub fn open(state: &mut State) -> Vec<Effect> {
    if state.site.is_none() {
        return Vec::new();
    }
    let selected = state.shown_article().and_then(|article| {
        let selected = article.document.text().get(article.selection.clone())?;
        (!selected.is_empty() && !selected.contains('\n')).then(|| selected.to_owned())
    });
    let search = &mut state.site_search;
    search.is_open = true;
    state.requests.push(Request::FocusSiteFind);
    match selected {
        Some(text) => {
            let query = Query {
                text,
                ..state.site_search.query().clone()
            };
            set_query(state, query)
        }
        None => again(state),
    }
}

pub fn close(state: &mut State) -> Vec<Effect> {
    state.site_search.is_open = false;
    panes::focus_text(state);
    Vec::new()
}

pub fn set_query(state: &mut State, query: Query) -> Vec<Effect> {
    let Some((number, pattern)) = state.site_search.ask(query) else {
        return Vec::new();
    };
    let Some(site) = &state.site else {
        return Vec::new();
    };
    let open = state.articles.values().map(|article| OpenText {
        document: article.document.id,
        revision: article.document.revision(),
        path: article.document.path().to_owned(),
        text: article.document.text().into(),
    });
    vec![Effect::Search(SearchJob::FindInSite(SiteQuery {
        number,
        pattern,
        replacement: state.site_search.replacement.clone(),
        articles: site
            .articles
            .iter()
            .map(|entry| entry.path.clone())
            .collect(),
        open: open.collect(),
    }))]
}

/// Searches for the same again.
pub fn again(state: &mut State) -> Vec<Effect> {
    let query = state.site_search.query().clone();
    set_query(state, query)
}

pub fn set_replacement(state: &mut State, replacement: String) -> Vec<Effect> {
    state.site_search.replacement = replacement;
    again(state)
}

pub fn found(state: &mut State, number: u64, found: Vec<FoundIn>, is_cut: bool) -> Vec<Effect> {
    if state.site_search.number == number {
        state.site_search.take(found, is_cut);
    }
    Vec::new()
}

/// Shows the article of a hit, and the hit in it.
pub fn go_to(state: &mut State, path: PathBuf, range: Range<usize>) -> Vec<Effect> {
    if let Some(id) = state.article_at(&path) {
        articles::show(state, id);
        let mut effects = articles::select_in(state, id, range);
        effects.extend(panes::remember(state));
        return effects;
    }
    state.select_when_read = Some((path.clone(), range));
    articles::open(state, path)
}

/// Replaces the hits that are ticked. An open article is changed as one step; it is saved if it
/// had nothing unsaved before. The other files are saved by themselves.
pub fn replace(state: &mut State) -> Vec<Effect> {
    let Ok(Some(pattern)) = Pattern::new(state.site_search.query()) else {
        return Vec::new();
    };
    let replacement = state.site_search.replacement.clone();
    let ticked: Vec<_> = state
        .site_search
        .ticked()
        .into_iter()
        .map(|(found, hits)| (found.path.clone(), found.searched, hits))
        .collect();
    let hit_count: usize = ticked.iter().map(|(_, _, hits)| hits.len()).sum();
    let article_count = ticked.len();
    let mut effects = Vec::new();
    for (path, searched, hits) in ticked {
        match searched {
            Searched::File(expected) => {
                effects.push(Effect::Store(StoreJob::Replace(FileReplacement {
                    path,
                    expected,
                    pattern: pattern.clone(),
                    hits,
                    replacement: replacement.clone(),
                })));
            }
            Searched::Open(id, revision) => {
                let change = (&pattern, replacement.as_str());
                effects.extend(replace_in_open(state, id, revision, &hits, change));
            }
        }
    }
    if article_count > 0 {
        let hits = counted(hit_count, "place", "places");
        let articles = counted(article_count, "article", "articles");
        notices::done(state, format!("Replaced {hits} in {articles}"));
    }
    state.site_search.take(Vec::new(), false);
    effects
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn replace_in_open(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    hits: &[Range<usize>],
    (pattern, replacement): (&Pattern, &str),
) -> Vec<Effect> {
    let Some(article) = state.articles.get_mut(&id) else {
        return Vec::new();
    };
    let path = article.document.path().display().to_string();
    let changed = format!("Not replaced: the text has changed since it was searched ({path})");
    if article.document.revision() != revision {
        return notices::error(state, changed);
    }
    let was_dirty = article.document.is_dirty();
    let edit = pattern.replace_all(article.document.text(), hits, replacement);
    let Some(edit) = edit else {
        return notices::error(state, changed);
    };
    if let Err(err) = article.change(revision, &edit, Cause::Step, Caret::Stays) {
        return notices::error(state, format!("Not replaced: {err} ({path})"));
    }
    if was_dirty {
        Vec::new()
    } else {
        saving::save(state, id)
    }
}

/// The file was replaced in, or could not be.
pub fn replaced(state: &mut State, path: PathBuf, result: Result<(), ReplaceError>) -> Vec<Effect> {
    if let Err(err) = result {
        return notices::error(state, format!("Not replaced: {err}"));
    }
    match &state.site {
        Some(site) => vec![Effect::Index(IndexJob::ReadEntries {
            root: site.root.clone(),
            paths: vec![path],
        })],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        action::{Action, Command, SiteFind},
        app::update::{
            testing::{opened, text, type_at},
            update,
        },
        model::{
            document::{Access, ContentHash},
            find::hits,
            site::{Entry, Site},
        },
    };

    /// A site with the open article `post.md` and `other.md` on disk, searched for `pont`.
    fn searched(text: &str) -> State {
        let mut state = opened(text);
        let entry = |path: &str| Entry::read(PathBuf::from(path), "");
        state.site = Some(Site {
            articles: vec![entry("post.md"), entry("other.md")],
            ..Site::empty(PathBuf::new(), PathBuf::new())
        });
        state
    }

    fn search(state: &mut State) -> SiteQuery {
        update(state, Action::Run(Command::FindInSite));
        let query = Query {
            text: "pont".to_owned(),
            ..Query::default()
        };
        let effects = update(state, Action::SiteFind(SiteFind::Query(query)));
        match effects.into_iter().next() {
            Some(Effect::Search(SearchJob::FindInSite(query))) => query,
            other => panic!("{other:?}"),
        }
    }

    fn answer(state: &mut State, query: &SiteQuery) {
        let open = &query.open[0];
        let in_post = FoundIn {
            path: open.path.clone(),
            searched: Searched::Open(open.document, open.revision),
            hits: hits(&query.pattern, &open.text, &query.replacement),
        };
        let in_other = FoundIn {
            path: PathBuf::from("other.md"),
            searched: Searched::File(ContentHash([1; 32])),
            hits: hits(&query.pattern, "de pont", &query.replacement),
        };
        found(state, query.number, vec![in_other, in_post], false);
    }

    #[test]
    fn unsaved_text_is_searched_and_changed_and_stays_unsaved() {
        let mut state = searched("pont");
        type_at(&mut state, 0, "pont ");
        let query = search(&mut state);
        assert_eq!(&*query.open[0].text, "pont pont");
        answer(&mut state, &query);
        state.site_search.replacement = "veer".to_owned();

        let effects = update(&mut state, Action::SiteFind(SiteFind::Replace));

        assert_eq!(text(&state), "veer veer");
        assert!(
            matches!(&effects[..], [Effect::Store(StoreJob::Replace(_))]),
            "{effects:?}"
        );
        update(&mut state, Action::Run(Command::Undo));
        assert_eq!(text(&state), "pont pont");
    }

    #[test]
    fn an_open_article_without_unsaved_text_is_saved() {
        let mut state = searched("pont");
        let query = search(&mut state);
        answer(&mut state, &query);
        let other = Path::new("other.md");
        state.site_search.tick(other, &(3..7), false);
        state.site_search.replacement = "veer".to_owned();

        let effects = update(&mut state, Action::SiteFind(SiteFind::Replace));

        assert!(
            matches!(&effects[..], [.., Effect::Store(StoreJob::Write(_))]),
            "{effects:?}"
        );
    }

    #[test]
    fn what_was_typed_since_the_search_is_not_replaced_in() {
        let mut state = searched("pont");
        let query = search(&mut state);
        answer(&mut state, &query);
        type_at(&mut state, 0, "pont ");

        update(&mut state, Action::SiteFind(SiteFind::Replace));

        assert_eq!(text(&state), "pont pont");
        assert!(
            state
                .notices
                .iter()
                .any(|shown| shown.notice.text.starts_with("Not replaced"))
        );
    }

    #[test]
    fn the_answer_of_an_older_search_is_dropped() {
        let mut state = searched("pont");
        let older = search(&mut state);
        search(&mut state);

        answer(&mut state, &older);

        assert_eq!(state.site_search.row_count(), 0);
    }

    #[test]
    fn a_hit_is_selected_once_its_article_is_read() {
        let mut state = searched("pont");

        let hit = SiteFind::GoTo {
            path: PathBuf::from("other.md"),
            range: 3..7,
        };
        let effects = update(&mut state, Action::SiteFind(hit));
        let [Effect::Store(StoreJob::Read { document, path })] = &effects[..] else {
            panic!("{effects:?}");
        };
        let snapshot = crate::app::update::testing::snapshot("de pont");
        articles::read(
            &mut state,
            *document,
            path.clone(),
            Access::default(),
            Ok(snapshot),
        );

        assert_eq!(state.shown_article().unwrap().selection, 3..7);
    }
}
