//! What is offered while something is typed: paths, emoji, blocks.

use std::path::PathBuf;

use strum::IntoEnumIterator as _;

use crate::{
    action::CompleteStep,
    app::{
        State,
        article::{Article, Caret},
        completing::{Offered, Row, What},
        request::Request,
    },
    io::{Effect, workers::AsideJob},
    model::{
        document::DocumentId,
        markdown::{
            format::{
                Formatted,
                complete::{self, Begun, Block, MOST_OFFERED, Wanted},
            },
            shortcode::{self, Open},
        },
        panes::Pane,
        picture::is_picture,
        site::{bundle::Role, hugo::Part},
        text::{Cause, Edit},
        words::{self, id},
    },
};

/// Offers what can be completed where something was typed since the last frame; where the caret was
/// moved, nothing.
pub fn refresh(state: &mut State) -> Vec<Effect> {
    let now = state.shown_article().map(|article| {
        let document = &article.document;
        (document.id, document.revision(), article.selection().end)
    });
    let before = std::mem::replace(&mut state.aids.completing.seen, now);
    let is_in_text = state.window.desk.place.pane == Pane::Text;
    let is_free = state.window.over.is_none() && state.pages.shown.is_none() && is_in_text;
    if before != now || !is_free {
        state.aids.completing.offered = None;
    }
    let is_typed = matches!((before, now), (Some(before), Some(now))
        if before.0 == now.0 && before.1 != now.1);
    if is_typed && is_free {
        offer(state)
    } else {
        Vec::new()
    }
}

fn offer(state: &mut State) -> Vec<Effect> {
    let Some(article) = state.shown_article().filter(|it| it.selection().is_empty()) else {
        return Vec::new();
    };
    let wanted = |wanted| match wanted {
        Wanted::Picture | Wanted::File => true,
        Wanted::Emoji => has_emoji(state),
        Wanted::Shortcode => state
            .site
            .open
            .as_ref()
            .is_some_and(|site| site.settings.is_hugo()),
        Wanted::Block => state.settings.writing.block_menu,
    };
    let text = article.document.text();
    let Some(begun) = complete::begun(text, article.selection().end, wanted) else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    let is_address = matches!(begun.wanted, Wanted::Picture | Wanted::File);
    if is_address && begun.letters.is_empty() {
        let job = find_targets(state, article);
        if let AsideJob::FindTargets { beside, .. } = &job {
            state.aids.completing.targets = Some((beside.clone(), Vec::new()));
        }
        effects.push(job.into());
        return effects;
    }
    show(state, &begun);
    effects
}

/// Offers what there is for what was begun.
fn show(state: &mut State, begun: &Begun) {
    let Some(article) = state.shown_article() else {
        return;
    };
    let rows = match begun.wanted {
        Wanted::Picture => addresses(state, begun, is_picture),
        Wanted::File => addresses(state, begun, |_| true),
        Wanted::Emoji => emoji(&begun.letters),
        Wanted::Shortcode => shortcodes(state, begun),
        Wanted::Block => blocks(&begun.letters),
    };
    let document = &article.document;
    let offered = Offered {
        document: document.id,
        made_at: document.revision(),
        range: begun.range.clone(),
        rows,
        chosen: 0,
    };
    state.aids.completing.offered = Some(offered).filter(|it| !it.rows.is_empty());
}

fn addresses(state: &State, begun: &Begun, is_wanted: impl Fn(&str) -> bool) -> Vec<Row> {
    let folder = state
        .shown_article()
        .and_then(|article| article.document.path().parent());
    let targets = state.aids.completing.targets.as_ref();
    let Some((_, found)) = targets.filter(|(beside, _)| Some(beside.as_path()) == folder) else {
        return Vec::new();
    };
    let wanted: Vec<&String> = found.iter().filter(|address| is_wanted(address)).collect();
    let ranked = complete::ranked(wanted.iter().map(|it| it.as_str()), &begun.letters);
    let rows = ranked.into_iter().filter_map(|at| {
        let address = complete::as_address(wanted.get(at)?);
        Some(Row {
            title: (*wanted.get(at)?).clone(),
            // Behind the address the link is closed.
            what: What::Text(format!("{address})")),
        })
    });
    rows.collect()
}

/// Whether the site shows emoji for their names.
fn has_emoji(state: &State) -> bool {
    let site = state.site.open.as_ref();
    site.is_some_and(|site| site.settings.has_emoji())
}

/// The shortcodes of the site, closed by the sign that they were opened with.
fn shortcodes(state: &State, begun: &Begun) -> Vec<Row> {
    let (Some(site), Some(article)) = (state.site.open.as_ref(), state.shown_article()) else {
        return Vec::new();
    };
    let text = article.document.text();
    let before = text.get(..begun.range.start).unwrap_or_default();
    let after = text.get(begun.range.end..).unwrap_or_default();
    let line = after.split('\n').next().unwrap_or_default();
    let sign = |open: Open| format!(" {}", open.closing());
    let close = match before.trim_end().chars().next_back() {
        _ if shortcode::is_closed_by(line) => String::new(),
        Some('%') => sign(Open::Markdown),
        _ => sign(Open::Html),
    };
    let is_end = begun.letters.starts_with('/');
    let names: Vec<&str> = site
        .shortcodes
        .iter()
        .filter(|(_, shortcode)| shortcode.reads_inner || !is_end)
        .map(|(name, _)| name)
        .collect();
    let letters = begun.letters.trim_start_matches('/');
    let ranked = complete::ranked(names.iter().copied(), letters);
    let rows = ranked.into_iter().filter_map(|at| {
        let name = names.get(at)?;
        let slash = if is_end { "/" } else { "" };
        Some(Row {
            title: format!("{slash}{name}"),
            what: What::Text(format!("{slash}{name}{close}")),
        })
    });
    rows.collect()
}

fn emoji(letters: &str) -> Vec<Row> {
    let name = letters.trim_start_matches(':');
    let all: Vec<(&str, &str)> = emojis::iter()
        .flat_map(|emoji| emoji.shortcodes().map(|code| (code, emoji.as_str())))
        .collect();
    let ranked = complete::ranked(all.iter().map(|(code, _)| *code), name);
    let rows = ranked.into_iter().filter_map(|at| {
        let (code, sign) = all.get(at)?;
        Some(Row {
            title: format!("{sign}  :{code}:"),
            what: What::Text(format!(":{code}:")),
        })
    });
    rows.collect()
}

fn blocks(letters: &str) -> Vec<Row> {
    let letters = letters.trim_start_matches('/');
    let all: Vec<(Block, &str)> = Block::iter()
        .map(|block| (block, words::text(block.title())))
        .collect();
    let ranked = if letters.is_empty() {
        (0..all.len()).collect()
    } else {
        complete::ranked(all.iter().map(|(_, title)| *title), letters)
    };
    let rows = ranked.into_iter().take(MOST_OFFERED + 2).filter_map(|at| {
        let (block, title) = all.get(at)?;
        Some(Row {
            title: (*title).to_owned(),
            what: What::Block(*block),
        })
    });
    rows.collect()
}

/// Looks for the files again, for the article that is shown.
pub(super) fn look_beside(state: &mut State, document: DocumentId) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&document) else {
        return Vec::new();
    };
    let job = find_targets(state, article);
    if let AsideJob::FindTargets { beside, .. } = &job {
        let (beside, known) = (beside.clone(), state.aids.completing.targets.take());
        let known = known.filter(|(folder, _)| *folder == beside);
        let known = known.map(|(_, known)| known).unwrap_or_default();
        state.aids.completing.targets = Some((beside, known));
    }
    vec![job.into()]
}

fn find_targets(state: &State, article: &Article) -> AsideJob {
    let file = article.document.path();
    let site = state.site.open.as_ref();
    let served = site.map(|site| {
        let folders = site.settings.folders(Part::Static);
        folders.map(|folder| site.root.join(folder)).collect()
    });
    AsideJob::FindTargets {
        beside: file.parent().map(Into::into).unwrap_or_default(),
        is_bundle: Role::of(file) == Role::Leaf,
        served: served.unwrap_or_default(),
    }
}

/// The files are known; the writer may have typed on meanwhile.
pub fn targets_found(state: &mut State, beside: PathBuf, addresses: Vec<String>) -> Vec<Effect> {
    state.aids.completing.targets = Some((beside, addresses));
    let begun = state.shown_article().and_then(|article| {
        let text = article.document.text();
        let is_address = |wanted| matches!(wanted, Wanted::Picture | Wanted::File);
        complete::begun(text, article.selection().end, is_address)
    });
    if let Some(begun) = begun {
        show(state, &begun);
    }
    Vec::new()
}

pub fn step(state: &mut State, step: CompleteStep) -> Vec<Effect> {
    let Some(offered) = &mut state.aids.completing.offered else {
        return Vec::new();
    };
    let last = offered.rows.len().saturating_sub(1);
    let at = match step {
        CompleteStep::Next => {
            offered.chosen = if offered.chosen == last {
                0
            } else {
                offered.chosen + 1
            };
            return Vec::new();
        }
        CompleteStep::Previous => {
            offered.chosen = offered.chosen.checked_sub(1).unwrap_or(last);
            return Vec::new();
        }
        CompleteStep::Take => offered.chosen,
        CompleteStep::TakeAt(at) => at,
        CompleteStep::Close => {
            state.aids.completing.offered = None;
            return Vec::new();
        }
    };
    take(state, at);
    Vec::new()
}

/// Puts a row in the place of what was typed, as one step.
fn take(state: &mut State, at: usize) {
    let Some(offered) = state.aids.completing.offered.take() else {
        return;
    };
    let (Some(row), Some(article)) = (
        offered.rows.into_iter().nth(at),
        state.session.articles.get_mut(&offered.document),
    ) else {
        return;
    };
    let text = article.document.text();
    let formatted = match row.what {
        What::Block(block) => complete::begin(
            text,
            &offered.range,
            block,
            words::text(id!("table-heading")),
        ),
        What::Text(insert) => {
            let mut range = offered.range;
            let is_closed = text
                .get(range.end..)
                .is_some_and(|rest| rest.starts_with(')'));
            if is_closed && insert.ends_with(')') {
                range.end += 1;
            }
            let end = range.start + insert.len();
            Some(Formatted {
                edit: Edit { range, insert },
                selection: end..end,
            })
        }
    };
    let Some(Formatted { edit, selection }) = formatted else {
        return;
    };
    let caret = Caret::Selects(selection);
    if let Err(err) = article.change(offered.made_at, &edit, Cause::Step, caret) {
        log::warn!("dropped a completion: {err}");
    }
    article.requests.push(Request::FocusText);
    // What was taken is not completed again.
    let document = &article.document;
    state.aids.completing.seen = Some((document.id, document.revision(), article.selection().end));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::testing::{opened, text, type_at};
    use crate::model::site::{Site, hugo::Settings};

    /// Types letter by letter, a frame for each.
    fn typed(state: &mut State, letters: &str) {
        refresh(state);
        for letter in letters.chars() {
            let at = state.shown_article().unwrap().selection().end;
            type_at(state, at, &letter.to_string());
            refresh(state);
        }
    }

    fn titles(state: &State) -> Vec<&str> {
        let offered = state.aids.completing.offered.iter();
        let rows = offered.flat_map(|offered| &offered.rows);
        rows.map(|row| row.title.as_str()).collect()
    }

    #[test]
    fn the_path_of_a_picture_is_completed_and_the_link_closed() {
        let mut state = opened("");
        typed(&mut state, "![boat](");
        let files = ["boat.jpg", "/img/boat yard.png", "map.pdf"];
        targets_found(&mut state, PathBuf::new(), files.map(str::to_owned).into());
        assert_eq!(titles(&state), ["boat.jpg", "/img/boat yard.png"]);

        typed(&mut state, "ya");
        assert_eq!(titles(&state), ["/img/boat yard.png"]);
        step(&mut state, CompleteStep::Take);

        assert_eq!(text(&state), "![boat](/img/boat%20yard.png)");
        assert_eq!(titles(&state), [] as [&str; 0]);
    }

    #[test]
    fn the_menu_of_blocks_is_a_choice_and_one_step() {
        let mut state = opened("");
        typed(&mut state, "/tab");
        assert_eq!(titles(&state), [] as [&str; 0]);

        let mut state = opened("");
        state.settings.writing.block_menu = true;
        typed(&mut state, "/head");
        assert_eq!(titles(&state).len(), 3);
        step(&mut state, CompleteStep::Next);
        step(&mut state, CompleteStep::Take);
        assert_eq!(text(&state), "#### ");
    }

    #[test]
    fn the_shortcodes_that_there_are_are_completed_and_closed() {
        let mut state = opened("");
        let mut site = Site::empty("/s".into(), "/s/content".into());
        let mut settings = Settings::default();
        settings.files = vec!["hugo.toml".to_owned()];
        site.settings = settings.into();
        state.site.open = Some(site);
        typed(&mut state, "{{% highl");
        assert_eq!(titles(&state), ["highlight"]);

        step(&mut state, CompleteStep::Take);
        assert_eq!(text(&state), "{{% highlight %}}");

        typed(&mut state, "{{< /det");
        assert_eq!(titles(&state), ["/details"]);
        step(&mut state, CompleteStep::Take);
        assert_eq!(text(&state), "{{% highlight %}}{{< /details >}}");
    }

    #[test]
    fn nothing_is_offered_where_the_caret_was_moved_to() {
        let mut state = opened("");
        state.settings.writing.block_menu = true;
        typed(&mut state, "/he");
        assert!(!titles(&state).is_empty());

        let id = state.session.shown.unwrap();
        state
            .session
            .articles
            .get_mut(&id)
            .unwrap()
            .document
            .select(&(1..1));
        refresh(&mut state);

        assert_eq!(titles(&state), [] as [&str; 0]);
    }
}
