use std::{path::Path, sync::Arc};

use super::*;
use crate::{
    action::{Action, Command},
    app::update::{
        testing::{opened as with_article, type_at},
        update,
    },
    io::checks::OfSite,
    model::{
        site::{Site, generator::Generator, hugo::Settings},
        stage::log::trouble,
    },
};

/// A state whose article is of a site of Hugo.
fn in_a_site() -> State {
    let mut state = with_article("a");
    let mut settings = Settings::default();
    settings.files.push("hugo.toml".to_owned());
    settings.generator = Generator::Hugo;
    let site = Site {
        settings: Arc::new(settings),
        ..Site::empty("".into(), "".into())
    };
    state.site.learned = Some(Arc::new(OfSite::of(Arc::new(site.clone()), 0)));
    state.site.open = Some(site);
    state
}

fn jobs(effects: &[Effect]) -> Vec<&InSiteJob> {
    let jobs = effects.iter().filter_map(|effect| match effect {
        Effect::InSite(job) => Some(job),
        _ => None,
    });
    jobs.collect()
}

fn answered(state: &mut State, result: Result<String, NotShown>) -> Vec<Effect> {
    let event = InSiteEvent::Opened {
        root: "".into(),
        result,
    };
    receive(state, event)
}

/// The same, shown.
fn shown() -> State {
    let mut state = in_a_site();
    let effects = update(&mut state, Action::Run(Command::OpenInSite));
    assert!(
        matches!(jobs(&effects)[..], [InSiteJob::Open(_)]),
        "{effects:?}"
    );
    receive(&mut state, InSiteEvent::Serves { run: 1 });
    answered(&mut state, Ok("http://127.0.0.1:1/a/".to_owned()));
    assert_eq!(state.in_site.phase, Phase::On);
    state
}

fn last_notice(state: &State) -> &str {
    &state.notices.shown.last().unwrap().notice.text
}

#[test]
fn the_browser_is_given_the_page_once_it_is_there() {
    let mut state = shown();

    let asked = state.window.asked.take();

    assert_eq!(
        asked,
        [WindowRequest::OpenLink("http://127.0.0.1:1/a/".to_owned())]
    );
}

#[test]
fn what_is_typed_is_handed_on_when_the_writer_pauses_one_text_at_a_time() {
    let mut state = shown();
    let (effect, _) = tick(&mut state, true);
    let is_mark = matches!(effect, Some(Effect::InSite(InSiteJob::Mark { .. })));
    assert!(is_mark, "it is as it was opened: {effect:?}");
    assert_eq!(tick(&mut state, true).0, None);

    type_at(&mut state, 1, "b");
    let (effect, left) = tick(&mut state, true);
    assert_eq!((effect, left), (None, Some(PAUSE_MILLIS)));
    state.clock.since_start_millis += PAUSE_MILLIS;
    let (effect, _) = tick(&mut state, true);
    let Some(Effect::InSite(InSiteJob::Stage {
        typed,
        document,
        revision,
    })) = effect
    else {
        panic!("{effect:?}");
    };
    assert_eq!(&*typed.text, "ab");

    type_at(&mut state, 2, "c");
    state.clock.since_start_millis += PAUSE_MILLIS;
    tick(&mut state, true);
    state.clock.since_start_millis += PAUSE_MILLIS;
    assert_eq!(
        tick(&mut state, true).0,
        None,
        "the one before is under way"
    );
    let held = None;
    let staged = InSiteEvent::Staged {
        document,
        revision,
        held,
    };
    receive(&mut state, staged);
    tick(&mut state, true);
    state.clock.since_start_millis += PAUSE_MILLIS;
    assert!(tick(&mut state, true).0.is_some());
}

#[test]
fn a_server_that_dies_is_started_again_but_not_for_ever() {
    let mut state = shown();

    for run in 1..3 {
        state.in_site.run = run;
        let effects = receive(&mut state, InSiteEvent::Heard { run, heard: None });
        assert!(
            matches!(jobs(&effects)[..], [InSiteJob::Restart]),
            "{effects:?}"
        );
        let again = receive(&mut state, InSiteEvent::Heard { run, heard: None });
        assert!(again.is_empty(), "{again:?}");
    }
    state.in_site.run = 3;
    let line = "ERROR Rebuild failed: assemble: \"/a/b.md:4:1\": failed";
    let heard = Some(Heard::Failed(trouble(line).unwrap()));
    let effects = receive(&mut state, InSiteEvent::Heard { run: 3, heard });

    assert!(
        matches!(jobs(&effects)[..], [InSiteJob::Stop]),
        "{effects:?}"
    );
    assert_eq!(state.in_site.phase, Phase::Off);
    assert!(
        last_notice(&state).contains("/a/b.md"),
        "{}",
        last_notice(&state)
    );
}

#[test]
fn without_hugo_it_is_said_what_to_install_and_nothing_is_left() {
    let mut state = in_a_site();
    update(&mut state, Action::Run(Command::OpenInSite));

    answered(&mut state, Err(NotShown::NoHugo));

    assert_eq!(state.in_site.phase, Phase::Off);
    assert!(
        last_notice(&state).contains("gohugo.io"),
        "{}",
        last_notice(&state)
    );
    let effects = update(&mut state, Action::Run(Command::StopInSite));
    assert!(jobs(&effects).is_empty(), "{effects:?}");
}

#[test]
fn what_the_theme_fails_at_is_told_until_a_page_is_made() {
    let mut state = shown();
    let line = "ERROR Rebuild failed: render: \"/s/a.html:1:4\": failed at <.X>: no";
    let heard = Some(Heard::Failed(trouble(line).unwrap()));

    receive(&mut state, InSiteEvent::Heard { run: 1, heard });
    assert!(state.in_site.trouble.is_some());
    let heard = Some(Heard::Built);
    receive(
        &mut state,
        InSiteEvent::Heard {
            run: 7,
            heard: heard.clone(),
        },
    );
    assert!(state.in_site.trouble.is_some(), "of another server");
    receive(&mut state, InSiteEvent::Heard { run: 1, heard });
    assert!(state.in_site.trouble.is_none());
}

#[test]
fn it_ends_where_nobody_needs_it_and_where_another_site_is_opened() {
    let mut state = shown();
    state.clock.since_start_millis += UNUSED_MILLIS - 1;
    assert_eq!(tick(&mut state, false).1, Some(1));
    tick(&mut state, true);
    state.clock.since_start_millis += UNUSED_MILLIS;
    let (effect, _) = tick(&mut state, false);
    assert!(matches!(effect, Some(Effect::InSite(InSiteJob::Stop))));

    let mut state = shown();
    assert!(site_changed(&mut state).is_empty());
    state.site.open = Some(Site::empty("/other".into(), Path::new("/other").into()));
    assert!(matches!(
        jobs(&site_changed(&mut state))[..],
        [InSiteJob::Stop]
    ));
}

#[test]
fn a_click_in_the_page_leads_to_the_text_also_where_that_was_changed_since() {
    let mut state = shown();
    type_at(&mut state, 1, " bc");
    let clicked = |at_byte, text: &str| {
        InSiteEvent::Clicked(Clicked {
            path: "post.md".into(),
            at_byte,
            text: text.into(),
        })
    };

    receive(&mut state, clicked(2, "a bc"));
    assert_eq!(state.shown_article().unwrap().selection(), 2..2);
    receive(&mut state, clicked(2, "ac"));
    assert_eq!(state.shown_article().unwrap().selection(), 4..4);
    assert!(state.window.asked.take().contains(&WindowRequest::Raise));
}

#[test]
fn what_a_theme_needs_is_offered_and_shown_anew() {
    let mut state = in_a_site();
    update(&mut state, Action::Run(Command::OpenInSite));
    let line = "ERROR error building site: render: \"/s/a.html:1:4\": failed at <x>: access denied: \"postcss\" is not \
                whitelisted in policy \"security.exec.allow\"; the";
    answered(&mut state, Err(NotShown::Trouble(trouble(line).unwrap())));

    let offers = state.notices.shown.last().unwrap().offers.clone();
    let [(_, action)] = &offers[..] else {
        panic!("{offers:?}");
    };
    assert_eq!(*action, Action::InSite(InSiteStep::Allow));
    let effects = update(&mut state, action.clone());
    let [InSiteJob::Open(open)] = jobs(&effects)[..] else {
        panic!("{effects:?}");
    };
    let allowed = Extent {
        is_whole: false,
        is_allowed: true,
    };
    assert_eq!(open.anew, Some(allowed));

    let effects = update(&mut state, Action::InSite(InSiteStep::ShowWhole));
    let [InSiteJob::Stop, InSiteJob::Open(open)] = jobs(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert!(open.anew.is_some_and(|extent| extent.is_whole));
    assert!(state.in_site.is_whole);
}
