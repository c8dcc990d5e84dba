//! Finding and replacing in all articles of the site.

use std::{ops::Range, path::PathBuf, sync::Arc};

use crate::{
    action::SiteFind,
    app::{
        State,
        request::Request,
        update::{articles, change, panes},
    },
    io::{
        Effect,
        find_in_site::{OpenText, SiteQuery},
        workers::SearchJob,
    },
    model::{
        change::{Replacing, Wish},
        find::{FoundIn, Pattern, Query},
        site::Articles,
    },
};

/// Carries out what was asked for in the search.
pub fn update(state: &mut State, asked: SiteFind) -> Vec<Effect> {
    match asked {
        SiteFind::Query(query) => set_query(state, query),
        SiteFind::Replacement(text) => set_replacement(state, text),
        SiteFind::ShowReplace(is_shown) => {
            state.find.site.is_replacing = is_shown;
            Vec::new()
        }
        SiteFind::Tick { path, range, is_on } => {
            state.find.site.tick(&path, &range, is_on);
            Vec::new()
        }
        SiteFind::GoTo { path, range } => go_to(state, path, range),
        SiteFind::Replace => replace(state),
        SiteFind::Close => close(state),
    }
}

/// Opens the search, on what is selected.
pub fn open(state: &mut State) -> Vec<Effect> {
    if state.site.open.is_none() {
        return Vec::new();
    }
    let selected = state.shown_article().and_then(|article| {
        let selected = article.document.text().get(article.selection())?;
        (!selected.is_empty() && !selected.contains('\n')).then(|| selected.to_owned())
    });
    let search = &mut state.find.site;
    search.is_open = true;
    state.window.requests.push(Request::FocusSiteFind);
    match selected {
        Some(text) => {
            let query = Query {
                text,
                ..state.find.site.query().clone()
            };
            set_query(state, query)
        }
        None => again(state),
    }
}

pub fn close(state: &mut State) -> Vec<Effect> {
    state.find.site.is_open = false;
    panes::focus_text(state);
    Vec::new()
}

pub fn set_query(state: &mut State, query: Query) -> Vec<Effect> {
    let Some((number, pattern)) = state.find.site.ask(query) else {
        return Vec::new();
    };
    if state.site.open.is_none() {
        return Vec::new();
    }
    let articles = listed(state);
    let open = state.session.articles.values().map(|article| OpenText {
        document: article.document.id,
        revision: article.document.revision(),
        path: article.document.path().to_owned(),
        text: article.document.text().into(),
    });
    vec![Effect::Search(SearchJob::FindInSite(SiteQuery {
        number,
        pattern,
        replacement: state.find.site.replacement.clone(),
        articles,
        open: open.collect(),
    }))]
}

/// All articles, made once for a list.
fn listed(state: &mut State) -> Arc<Articles> {
    let Some(site) = &state.site.open else {
        return Arc::default();
    };
    let known = state.site.searched.as_ref();
    if let Some((_, listed)) = known.filter(|(revision, _)| *revision == site.revision) {
        return Arc::clone(listed);
    }
    let listed = Arc::new(site.articles.clone());
    state.site.searched = Some((site.revision, Arc::clone(&listed)));
    listed
}

/// Searches for the same again.
pub fn again(state: &mut State) -> Vec<Effect> {
    let query = state.find.site.query().clone();
    set_query(state, query)
}

/// Files were changed: what was found is looked for again, if that is seen.
pub fn after_change(state: &mut State) -> Vec<Effect> {
    if state.find.site.is_open {
        again(state)
    } else {
        Vec::new()
    }
}

pub fn set_replacement(state: &mut State, replacement: String) -> Vec<Effect> {
    state.find.site.replacement = replacement;
    again(state)
}

pub fn found(state: &mut State, number: u64, found: Vec<FoundIn>, is_cut: bool) -> Vec<Effect> {
    if state.find.site.number == number {
        state.find.site.take(found, is_cut);
    }
    Vec::new()
}

/// Shows the article of a hit, and the hit in it.
pub fn go_to(state: &mut State, path: PathBuf, range: Range<usize>) -> Vec<Effect> {
    if let Some(id) = state.session.article_at(&path) {
        articles::show(state, id);
        let mut effects = articles::select_in(state, id, range);
        effects.extend(panes::remember(state));
        return effects;
    }
    state.find.select_when_read = Some((path.clone(), range));
    articles::open(state, path)
}

/// Has the replacing of what is ticked planned; it is shown file by file before it is made.
pub fn replace(state: &mut State) -> Vec<Effect> {
    let Ok(Some(pattern)) = Pattern::new(state.find.site.query()) else {
        return Vec::new();
    };
    let ticked = state.find.site.ticked().into_iter();
    let files: Vec<_> = ticked
        .map(|(found, hits)| (found.path.clone(), found.searched, hits))
        .collect();
    if files.is_empty() {
        return Vec::new();
    }
    let replacement = state.find.site.replacement.clone();
    change::wish(
        state,
        Wish::Replace(Replacing {
            pattern,
            replacement,
            files,
        }),
    )
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
        io::workers::StoreJob,
        model::{
            document::{Access, ContentHash},
            find::{Searched, hits},
            site::{Entry, Site},
        },
    };

    /// A site with the open article `post.md` and `other.md` on disk, searched for `pont`.
    fn searched(text: &str) -> State {
        let mut state = opened(text);
        let entry = |path: &str| Entry::read(PathBuf::from(path), "");
        state.site.open = Some(Site {
            articles: vec![entry("post.md"), entry("other.md")].into(),
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
            title: "Post".to_owned(),
            searched: Searched::Open(open.document, open.revision),
            hits: hits(&query.pattern, &open.text, &query.replacement),
        };
        let in_other = FoundIn {
            path: PathBuf::from("other.md"),
            title: "Other".to_owned(),
            searched: Searched::File(ContentHash([1; 32])),
            hits: hits(&query.pattern, "de pont", &query.replacement),
        };
        found(state, query.number, vec![in_other, in_post], false);
    }

    #[test]
    fn what_is_ticked_is_planned_on_unsaved_text() {
        let mut state = searched("pont");
        type_at(&mut state, 0, "pont ");
        let query = search(&mut state);
        assert_eq!(&*query.open[0].text, "pont pont");
        answer(&mut state, &query);
        state.find.site.tick(Path::new("other.md"), &(3..7), false);
        state.find.site.replacement = "veer".to_owned();

        let effects = update(&mut state, Action::SiteFind(SiteFind::Replace));

        let [Effect::Search(SearchJob::PlanChange(plan))] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!(&*plan.open[0].text, "pont pont");
        let Wish::Replace(asked) = &plan.wish else {
            panic!("{plan:?}");
        };
        let files = asked.files.iter().map(|(path, _, hits)| (path, hits.len()));
        let files: Vec<_> = files.collect();
        assert_eq!(files, [(&PathBuf::from("post.md"), 2)]);
        assert_eq!(text(&state), "pont pont", "nothing is changed yet");
    }

    #[test]
    fn the_answer_of_an_older_search_is_dropped() {
        let mut state = searched("pont");
        let older = search(&mut state);
        search(&mut state);

        answer(&mut state, &older);

        assert_eq!(state.find.site.row_count(), 0);
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

        assert_eq!(state.shown_article().unwrap().selection(), 3..7);
    }
}
