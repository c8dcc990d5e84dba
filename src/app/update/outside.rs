//! Folders outside of a site that its settings name: used once the writer has said so, one question
//! for each site.

use std::path::{Path, PathBuf};

use crate::{
    action::Action,
    app::{
        State,
        update::{notices, panes, site},
    },
    io::{Effect, workers::IndexJob},
    model::{site::Site, words::say},
};

/// Asks whether the folders that the settings of this site name may be used.
pub fn ask(state: &mut State, site: &Site) {
    if site.outside.is_empty() {
        return;
    }
    let named: Vec<String> = site
        .outside
        .iter()
        .map(|folder| folder.display().to_string())
        .collect();
    let text = say!("notice-outside-folders", folders = named.join(", "));
    let allow = Action::AllowOutside {
        root: site.root.clone(),
        folders: site.outside.clone(),
    };
    notices::offer_until_dismissed(state, text, say!("notice-allow"), allow);
}

/// The writer allows these folders for the site at `root`, in later runs too.
pub fn allow(state: &mut State, root: &Path, folders: Vec<PathBuf>) -> Vec<Effect> {
    let allowed = &mut state.settings.outside_folders;
    let of_site = allowed.entry(root.to_owned()).or_default();
    for folder in folders {
        if !of_site.contains(&folder) {
            of_site.push(folder);
        }
    }
    let mut effects = panes::remember(state);
    if state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.root == root)
    {
        effects.extend(site::open(state, root.to_owned()));
    }
    effects
}

/// Looks for what broken-off saves left, wherever the site has articles.
pub fn sweeps(state: &State) -> Vec<Effect> {
    let Some(site) = &state.site.open else {
        return Vec::new();
    };
    let is_elsewhere = !site.content.starts_with(&site.root);
    let content = is_elsewhere.then_some(&site.content);
    [&site.root]
        .into_iter()
        .chain(content)
        .map(|root| IndexJob::Sweep { root: root.clone() }.into())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::{receive, testing::opened, update};
    use crate::io::workers::{IndexEvent, StoreJob};

    fn site() -> Site {
        Site {
            outside: vec!["/shared".into(), "/more".into()],
            ..Site::empty("/site".into(), "/site/content".into())
        }
    }

    fn open(state: &mut State, site: Site) -> Vec<Effect> {
        let root = site.root.clone();
        site::open(state, root.clone());
        let site = Ok(Box::new(site));
        receive(state, IndexEvent::SiteOpened { root, site }.into())
    }

    #[test]
    fn one_question_is_asked_for_all_folders_outside_and_the_answer_is_kept_for_that_site() {
        let mut state = opened("a");

        open(&mut state, site());
        let [notice] = &state.notices.shown[..] else {
            panic!("one question: {}", state.notices.shown.len());
        };
        assert!(notice.notice.text.ends_with("(/shared, /more)"));
        assert_eq!(notice.until_millis, None);
        let (_, allow) = notice.offers[0].clone();
        let effects = update(&mut state, allow);

        let folders: Vec<PathBuf> = vec!["/shared".into(), "/more".into()];
        assert_eq!(state.settings.outside_of(Path::new("/site")), folders);
        assert!(state.settings.outside_of(Path::new("/other")).is_empty());
        assert!(matches!(
            &effects[0],
            Effect::Store(StoreJob::SaveSettings(_))
        ));
        let within = effects.iter().find_map(|effect| match effect {
            Effect::Store(StoreJob::KeepWithin { root, outside, .. }) => Some((root, outside)),
            _ => None,
        });
        assert_eq!(within, Some((&PathBuf::from("/site"), &folders)));
        let reopens = effects.iter().any(|effect| match effect {
            Effect::Index(IndexJob::Open { outside, .. }) => {
                outside.get(Path::new("/site")) == Some(&folders)
            }
            _ => false,
        });
        assert!(reopens, "{effects:?}");
    }

    #[test]
    fn a_site_of_its_own_folders_asks_nothing() {
        let mut state = opened("a");

        open(
            &mut state,
            Site::empty("/site".into(), "/site/content".into()),
        );

        assert!(state.notices.shown.is_empty());
    }
}
