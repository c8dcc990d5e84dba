//! Form fields: a change of one value becomes an edit of its bytes.

use crate::{
    app::{State, article::Caret},
    io::Effect,
    model::{
        document::DocumentId,
        front_matter::{self, Change, Manner},
        text::Cause,
        words::{self, say},
    },
};

/// Makes changes of the head through the same door as typing. A refused change leaves the
/// text alone and says why under its field.
pub fn change_field(
    state: &mut State,
    document: DocumentId,
    changes: &[Change],
    typed: bool,
) -> Vec<Effect> {
    let at_millis = state.clock.since_start_millis;
    let cause = if typed {
        state.window.composing.of_typing(at_millis)
    } else {
        Cause::Step
    };
    if let Err(why) = change(state, document, changes, cause) {
        log::warn!("a change of a field was not made: {why}");
    }
    Vec::new()
}

/// The same, saying why it was not made.
pub(super) fn change(
    state: &mut State,
    document: DocumentId,
    changes: &[Change],
    cause: Cause,
) -> Result<(), String> {
    let manner = manner(state, document);
    let Some(article) = state.session.articles.get_mut(&document) else {
        return Err(say!("picture-article-closed").to_owned());
    };
    article.field_problem = None;
    match front_matter::edit_all(article.document.text(), changes, manner) {
        Ok(None) => Ok(()),
        Ok(Some(edit)) => {
            let made_at = article.document.revision();
            let done = article.change(made_at, &edit, cause, Caret::Stays);
            done.map_err(|err| words::of(&err))
        }
        Err(refused) => {
            let said = words::put(&refused.why.said());
            article.field_problem = Some((refused.path, said.clone()));
            Err(said)
        }
    }
}

/// How the other articles of the section are written.
pub(super) fn manner(state: &State, document: DocumentId) -> Manner {
    let (Some(site), Some(article)) = (&state.site.open, state.session.articles.get(&document))
    else {
        return Manner::default();
    };
    let section = site.section_of(article.document.path());
    state.site.schema.form(&section).manner
}
