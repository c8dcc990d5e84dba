//! What broken-off saves left beside articles and nothing else holds: opened like the recovered
//! texts, without a file, beside the article it is most like.
//!
//! The file is removed once its text is in a file of the writer's, or is discarded (the journal
//! keeps it for 30 days then).

use crate::{
    action::Action,
    app::{
        State,
        update::{compare, notices, untitled},
    },
    io::{Effect, store::Leftover, workers::StoreJob},
    model::{
        document::DocumentId,
        recovery::{RecoveredText, Verdict},
        words::say,
    },
};

pub fn found(state: &mut State, leftovers: Vec<Leftover>) -> Vec<Effect> {
    let mut first = None;
    for leftover in leftovers {
        match &leftover.text {
            Some(text) => {
                let id = open(state, &leftover, text);
                first = first.or(Some(id));
            }
            None => notices::offer_until_dismissed(
                state,
                say!(
                    "notice-left-no-text",
                    path = leftover.path.to_string_lossy()
                ),
                say!("notice-remove"),
                Action::RemoveLeftover(leftover.path),
            ),
        }
    }
    match first {
        // Else the page is open already and lists them.
        Some(first) if state.pages.shown.is_none() => compare::show_recovered(state, first),
        _ => Vec::new(),
    }
}

fn open(state: &mut State, leftover: &Leftover, text: &str) -> DocumentId {
    let file = leftover.path.file_name().unwrap_or_default();
    let name = file.to_string_lossy().into_owned();
    let id = untitled::add(state, name, "", text);
    let article = state.session.articles.get(&id);
    let title = article.map(|article| article.derived.entry.title.clone());
    state.pages.offer(RecoveredText {
        document: id,
        name: title.unwrap_or_default(),
        time: say!("recovered-left-behind").to_owned(),
        verdict: Verdict::BrokenOff,
        beside: leftover.article.clone(),
    });
    state.pages.leftovers.insert(id, leftover.path.clone());
    id
}

/// The text of an article is in a file, or is not wanted: what it came from can go.
pub fn settled(state: &mut State, id: DocumentId) -> Option<Effect> {
    let path = state.pages.leftovers.remove(&id)?;
    Some(Effect::Store(StoreJob::RemoveLeftover { path }))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::app::{
        state::ComparePage,
        update::{testing::opened, update},
    };
    use crate::io::workers::CompareJob;

    fn left(text: Option<&str>) -> State {
        let mut state = opened("a");
        let leftover = Leftover {
            path: PathBuf::from(".kopij-a1B2c3D4"),
            text: text.map(Into::into),
            article: Some("on disk".into()),
        };
        found(&mut state, vec![leftover]);
        state
    }

    #[test]
    fn what_was_left_is_opened_beside_the_article_it_is_like() {
        let mut state = left(Some("half"));

        assert_eq!(state.pages.shown, Some(ComparePage::Recovered));
        let Some(Effect::Compare(CompareJob::Compare { left, right, .. })) =
            compare::refresh(&mut state)
        else {
            panic!("nothing is compared");
        };
        assert_eq!((&*left, &*right), ("half", "on disk"));
    }

    #[test]
    fn it_is_removed_once_it_is_discarded_and_its_text_kept() {
        let mut state = left(Some("half"));
        let id = state.session.shown.unwrap();

        let effects = update(&mut state, Action::DiscardRecovered(id));

        let path = PathBuf::from(".kopij-a1B2c3D4");
        assert!(effects.contains(&Effect::Store(StoreJob::RemoveLeftover { path })));
        let kept = |effect: &Effect| matches!(effect, Effect::Journal(_));
        assert!(effects.iter().any(kept), "{effects:?}");
        assert_eq!(state.session.articles.len(), 1);
    }

    #[test]
    fn what_is_no_text_can_be_removed() {
        let state = left(None);

        let offer = &state.notices.shown[0].offers[0];
        let path = PathBuf::from(".kopij-a1B2c3D4");
        assert_eq!(*offer, ("Remove it", Action::RemoveLeftover(path)));
    }
}
