//! A new article: its sheet, its file, and the text it begins with.

use std::path::PathBuf;

use crate::{
    app::{
        State,
        state::Over,
        update::{articles, notices},
    },
    io::{
        Effect,
        create::CreateError,
        workers::{IndexJob, StoreJob},
    },
    model::{
        said::Said,
        site::{
            bundle::Role,
            new_article::{Facts, Origin},
        },
        words::{self, say},
    },
};

/// What the writer said of the new article.
pub struct Named {
    pub title: String,
    pub slug: String,
    pub section: String,
}

/// Opens "New article". Without a site there is nowhere to put one.
pub fn open(state: &mut State) -> Vec<Effect> {
    if state.site.open.is_none() {
        return notices::error(state, say!("notice-no-site-for-new"));
    }
    state.window.open(Over::NewArticle);
    Vec::new()
}

pub fn close(state: &mut State) -> Vec<Effect> {
    state.window.close();
    Vec::new()
}

pub fn create(state: &mut State, path: PathBuf, origin: Origin, named: Named) -> Vec<Effect> {
    state.window.close();
    let Some(site) = &state.site.open else {
        return Vec::new();
    };
    let form = state.site.schema.form(&named.section);
    let facts = Facts {
        date_example: form.date_example.clone(),
        manner: form.manner,
        title: named.title,
        slug: named.slug,
        section: named.section,
        site_title: site.title.clone(),
        is_bundle: Role::of(&path) == Role::Leaf,
        language: site.locale_of(&path).unwrap_or_default().to_owned(),
        now: state.now(),
        kept_back: site.settings.generator.kept_back(),
    };
    vec![Effect::Store(StoreJob::Create {
        path,
        origin,
        facts,
    })]
}

/// The article was made, or not. It is opened, and listed without waiting for the watcher.
pub fn created(
    state: &mut State,
    path: PathBuf,
    result: Result<Vec<Said>, CreateError>,
) -> Vec<Effect> {
    let problems = match result {
        Ok(problems) => problems,
        Err(err) => {
            return notices::error(state, say!("notice-no-new-article", why = words::of(&err)));
        }
    };
    for problem in problems {
        notices::error(
            state,
            say!("notice-new-article-problem", why = words::put(&problem)),
        );
    }
    let mut effects = articles::open(state, path.clone());
    if let Some(site) = &state.site.open {
        effects.push(Effect::Index(IndexJob::ReadEntries {
            root: site.root.clone(),
            paths: vec![path],
        }));
    }
    effects
}
