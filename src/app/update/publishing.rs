//! "Publish", as a command: what the line above the form offers, made without looking for its button.

use crate::{
    action::Command,
    app::State,
    io::Effect,
    model::{
        site::{
            Entry,
            headline::{self, Around, Step},
        },
        words,
    },
};

use super::{form, notices};

/// Changes the head of the shown article so that readers see it; where nothing of the head keeps it from them, says
/// what does.
pub fn publish(state: &mut State) -> Vec<Effect> {
    let (document, said, change) = {
        let (Some(site), Some(article)) = (&state.site.open, state.shown_article()) else {
            return Vec::new();
        };
        let head = &article.derived.front_matter;
        let path = article.document.path();
        let learned = state.site.learned.as_deref();
        let around = Around {
            site,
            now_secs: state.clock.unix_secs,
            rival: learned.and_then(|learned| learned.findings.rival_of(path)),
            stopping: state.stopping(),
        };
        let mut entry = Entry::of_page(site, path, head, article.document.text());
        entry.set_stop_in_text(article.checks.found.stop().cloned());
        let steps = headline::steps(&around, &entry, head);
        let change = steps.into_iter().find_map(|step| match step {
            Step::Change { changes, .. } => Some(changes),
            _ => None,
        });
        let said = headline::of(&around, &entry).words;
        (article.document.id, said, change)
    };
    if let Some(changes) = change {
        return form::change_field(state, document, &changes, false);
    }
    let title = Command::Publish.title();
    notices::remark(state, format!("{title}: {}", words::put(&said)));
    Vec::new()
}
