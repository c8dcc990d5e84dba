//! A save that was refused, and the writer's answer to it.

use crate::{
    app::{
        State,
        article::Article,
        update::{panes, saving},
    },
    io::{Effect, store::WriteError, workers::StoreJob},
    model::{
        document::{Access, DocumentId},
        refusal::{NotSaved, Remedy},
        words,
    },
};

/// Remembers why a save was not made, for the banner. `false`: it has no remedy of its own.
pub fn remember(article: &mut Article, error: &WriteError) -> bool {
    let remedy = match error {
        WriteError::NotEncodable { .. } | WriteError::Misread { .. } => Remedy::SaveInUtf8,
        WriteError::Outside { target, .. } => Remedy::WriteOutside(target.clone()),
        WriteError::ReadOnly { .. } => {
            article.access = Access::Protected;
            Remedy::TryAgain
        }
        WriteError::Write { .. }
        | WriteError::Busy { .. }
        | WriteError::Fault { .. }
        | WriteError::Exists { .. }
        | WriteError::Read(_) => Remedy::TryAgain,
        WriteError::Conflict { .. }
        | WriteError::Deleted { .. }
        | WriteError::Lossy { .. }
        | WriteError::InGit { .. } => return false,
    };
    article.saves.not_saved = Some(NotSaved {
        cause: words::of(error),
        remedy,
    });
    true
}

pub fn remedy(state: &mut State, id: DocumentId, remedy: Remedy) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    article.saves.not_saved = None;
    let mut effects = Vec::new();
    match remedy {
        Remedy::TryAgain => {}
        Remedy::SaveInUtf8 => article.document.use_utf_8(),
        Remedy::WriteOutside(target) => {
            if !state.settings.written_links.contains(&target) {
                state.settings.written_links.push(target);
            }
            effects.extend(panes::remember(state));
            effects.extend(keep_within(state));
        }
    }
    effects.extend(saving::save(state, id));
    effects
}

/// Tells the store where it may write.
pub fn keep_within(state: &State) -> Option<Effect> {
    let site = state.site.open.as_ref()?;
    Some(Effect::Store(StoreJob::KeepWithin {
        root: site.root.clone(),
        outside: state.settings.outside_of(&site.root),
        allowed: state.settings.written_links.clone(),
    }))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{
        action::Action,
        app::update::{
            receive,
            saving::not_written,
            testing::{opened, snapshot, type_at},
            update,
        },
        io::{
            Event,
            workers::{StoreEvent, Write},
        },
    };

    fn refused(error: WriteError) -> State {
        let mut state = opened("a");
        type_at(&mut state, 1, "日");
        let id = state.session.shown.unwrap();
        not_written(&mut state, id, error);
        state
    }

    fn answer(state: &mut State) -> Vec<Effect> {
        let article = state.shown_article().unwrap();
        let (id, not_saved) = (
            article.document.id,
            article.saves.not_saved.clone().unwrap(),
        );
        remedy(state, id, not_saved.remedy)
    }

    fn written(effects: &[Effect]) -> &Write {
        let write = effects.iter().find_map(|effect| match effect {
            Effect::Store(StoreJob::Write(write)) => Some(write),
            _ => None,
        });
        write.unwrap()
    }

    #[test]
    fn a_text_without_bytes_is_saved_in_utf_8_when_that_is_asked_for() {
        let mut state = refused(WriteError::NotEncodable {
            path: PathBuf::from("post.md"),
            character: '日',
        });

        let effects = answer(&mut state);

        let format = written(&effects).save.format;
        assert_eq!(format.encoding, crate::model::document::Encoding::Utf8);
        assert_eq!(state.shown_article().unwrap().saves.not_saved, None);
    }

    #[test]
    fn a_link_out_of_the_site_is_allowed_once_and_for_all() {
        let target = PathBuf::from("/elsewhere/post.md");
        let mut state = refused(WriteError::Outside {
            path: PathBuf::from("post.md"),
            target: target.clone(),
        });

        let effects = answer(&mut state);

        assert_eq!(state.settings.written_links, [target]);
        assert!(
            matches!(effects[0], Effect::Store(StoreJob::SaveSettings(_))),
            "{effects:?}"
        );
        written(&effects);
    }

    #[test]
    fn a_protected_file_is_tried_again_when_that_is_asked_for() {
        let mut state = refused(WriteError::ReadOnly {
            path: PathBuf::from("post.md"),
        });
        assert_eq!(state.shown_article().unwrap().access, Access::Protected);

        written(&answer(&mut state));
    }

    #[test]
    fn a_text_that_cannot_be_written_is_saved_elsewhere_and_its_file_keeps_its_versions() {
        let mut state = refused(WriteError::Write {
            path: PathBuf::from("post.md"),
            source: std::io::ErrorKind::StorageFull.into(),
        });
        let document = state.session.shown.unwrap();
        let path = PathBuf::from("/elsewhere/post.md");

        let effects = update(&mut state, Action::SaveAs { document, path });
        let write = written(&effects).clone();
        let event = Event::Store(StoreEvent::Written {
            document,
            revision: write.revision,
            snapshot: snapshot(&write.save.text),
        });
        let effects = receive(&mut state, event);

        assert_eq!(write.save.expected, None);
        let article = state.shown_article().unwrap();
        assert_eq!(article.document.path(), write.save.path);
        assert_eq!(article.saves.not_saved, None);
        let moves =
            |effect: &Effect| matches!(effect, Effect::Store(StoreJob::MoveVersions { .. }));
        assert!(!effects.iter().any(moves), "{effects:?}");
    }
}
