//! Form fields: a change of one value becomes an edit of its bytes.

use crate::{
    app::{State, article::Caret},
    io::Effect,
    model::{
        document::DocumentId,
        front_matter::{self, Change, Manner},
        text::Cause,
        words,
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
    let manner = manner(state, document);
    let Some(article) = state.session.articles.get_mut(&document) else {
        return Vec::new();
    };
    match front_matter::edit_all(article.document.text(), changes, manner) {
        Ok(None) => article.field_problem = None,
        Ok(Some(edit)) => {
            let cause = if typed {
                Cause::Typing { at_millis }
            } else {
                Cause::Step
            };
            article.field_problem = None;
            let made_at = article.document.revision();
            if let Err(err) = article.change(made_at, &edit, cause, Caret::Stays) {
                log::warn!("dropped a change of a field: {err}");
            }
        }
        Err(refused) => {
            let said = words::put(&refused.why.said());
            article.field_problem = Some((refused.path, said));
        }
    }
    Vec::new()
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
