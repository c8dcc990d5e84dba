//! Each pane, and what it is given of the state.

use std::{collections::BTreeMap, path::Path};

use egui::{Frame, Key, Panel, Ui};

use crate::{
    action::{Action, Command, FindStep, Outbox},
    app::{
        State,
        article::Article,
        layout::{
            Views,
            rows::{line_below_ui, tab_row_ui},
        },
        request::Request,
        state::{ComparePage, Phase},
        update,
    },
    model::{
        document::Disk,
        finding::Finding,
        markdown::outline,
        panes::Pane,
        picture::cover,
        recovery::Verdict,
        settings::{Goal, GoalOf},
        site::{Entry, Site, names},
        words::say,
    },
    ui::{
        editor::{Edited, editor_ui, marks::Marks},
        find::Found,
        panels::{
            article_tabs::{ArticleTab, article_tabs_ui},
            articles::{ArticlesPane, File, Loose, articles_ui},
            banner::banner_ui,
            conflict::{conflict_ui, marks_ui, outside_ui},
            file_state::file_state_ui,
            find_bar::{InText, find_bar_ui},
            form::{CoverPane, FormPane, form_ui},
            headline::LineOf,
            no_text::{no_preview_ui, no_text_ui},
            outline::{OutlinePane, outline_ui},
            recovered::{Beside, RecoveredPage, recovered_ui},
            status_bar::{
                ArticleStatus, BranchStatus, InSiteStatus, SpellingStatus, status_bar_ui,
            },
            text_menu::{TextMenu, text_menu_ui},
            toolbar::toolbar_ui,
            versions::{VersionsPage, versions_ui},
        },
        preview::{
            Page,
            cards::{Tab, cards_ui},
            preview_ui,
        },
        theme::{Icon, colours, sizes},
        widgets::{command_button_ui, tabs::tabs_ui},
    },
};

/// The open articles as tabs.
pub(super) fn open_articles_ui(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let paths: Vec<_> = state
        .session
        .articles
        .values()
        .map(|article| {
            if article.document.is_untitled() {
                say!("article-not-file-yet").into()
            } else {
                state.shown_path(article.document.path())
            }
        })
        .collect();
    let tabs: Vec<ArticleTab<'_>> = state
        .session
        .articles
        .values()
        .zip(&paths)
        .map(|(article, path)| ArticleTab {
            document: article.document.id,
            title: &article.derived.entry.title,
            path,
            file: (!article.document.is_untitled()).then(|| article.document.path()),
            is_shown: state.session.shown == Some(article.document.id),
            is_unsaved: article.document.is_dirty(),
            is_deleted: article.document.disk == Disk::Deleted,
            what: state.git.changed.get(article.document.path()).copied(),
        })
        .collect();
    article_tabs_ui(ui, &tabs, out);
}

pub(super) fn list_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    if let Some(article) = state
        .shown_article()
        .filter(|_| state.settings.show_outline)
    {
        let outline = article.derived.outline(article.document.text());
        let pane = OutlinePane {
            document: article.document.id,
            outline,
            current: outline::heading_at(outline, article.selection().end),
        };
        let half = (ui.available_height() * 0.45).round();
        Panel::bottom("outline")
            .frame(Frame::new().fill(colours(ui).window))
            .resizable(true)
            .default_size(half)
            .show(ui, |ui| outline_ui(ui, &pane, out));
    }
    let unsaved: BTreeMap<&Path, &Entry> = state
        .session
        .articles
        .values()
        .filter(|article| article.document.is_dirty())
        .map(|article| (article.document.path(), &article.derived.entry))
        .collect();
    let opening = state.site.opening.as_ref();
    let part = opening.and_then(|opening| opening.part.as_deref());
    let part = part.filter(|_| state.site.open.is_none());
    let is_read = |article: &Article| {
        let is_listed = |site: &Site| site.has_page(article.document.path());
        state.site.open.is_some() || part.is_some_and(is_listed)
    };
    let loose: Vec<Loose<'_>> = state
        .session
        .articles
        .values()
        .filter(|article| article.document.is_without_file() || !is_read(article))
        .map(|article| Loose {
            entry: &article.derived.entry,
            file: if article.document.is_untitled() {
                File::NotYet
            } else if article.document.is_without_file() {
                File::Deleted
            } else {
                File::There
            },
            is_unsaved: article.document.is_dirty(),
        })
        .collect();
    // Without a site there is no filter.
    let has_filter = state.site.open.is_some();
    let takes_keyboard = views.asked.take(|it| match it {
        Request::FocusFilter | Request::FocusPane(Pane::List) => has_filter.then_some(()),
        _ => None,
    });
    let pane = ArticlesPane {
        takes_keyboard: takes_keyboard.is_some(),
        offer: state.offer(),
        loose: &loose,
        site: state.site.open.as_ref().or(part),
        opening: opening
            .filter(|_| state.site.open.is_none())
            .map(|it| (it.title.as_str(), it.articles)),
        shown: state.shown_article().map(|article| article.document.path()),
        unsaved: &unsaved,
        linking: state.site.linking.as_ref(),
        problems: &state.site.problems,
        changed: &state.git.changed,
        pictures: state
            .settings
            .panes
            .thumbnails
            .then_some(&state.media.pictures),
        now_secs: state.clock.unix_secs,
    };
    articles_ui(ui, &pane, &mut views.articles, out);
}

pub(super) fn fields_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    views: &mut Views,
    out: &mut Outbox,
) {
    let site = state.site.open.as_ref();
    let path = article.document.path();
    let section = site.map(|site| site.section_of(path)).unwrap_or_default();
    let form = state.site.schema.form(&section);
    let pane = FormPane {
        document: article.document.id,
        front_matter: &article.derived.front_matter,
        form,
        whole: state.site.schema.whole(),
        findings: article.checks.found.all(),
        changed: &article.since_commit.fields,
        path: article.document.path(),
        root: site.map(|site| site.root.as_path()),
        pictures: &state.media.pictures,
        cover: cover(state, article),
        problem: article.field_problem.as_ref(),
        now: &state.now(),
        is_hugo: site.is_some_and(|site| site.settings.is_hugo()),
        zone: site.and_then(Site::time_zone),
        tongue: site.and_then(Site::tongue),
        has_headline: line_of(state, article).is_some(),
    };
    form_ui(ui, &pane, &mut views.form, out);
}

/// What tells whether readers see an article; `None`: nothing does.
pub(super) fn line_of<'a>(state: &'a State, article: &'a Article) -> Option<LineOf<'a>> {
    let site = state.site.open.as_ref()?;
    let document = &article.document;
    if !site.settings.is_hugo() || document.is_untitled() || state.is_in_focus() {
        return None;
    }
    let (path, learned) = (document.path(), state.site.learned.as_deref());
    Some(LineOf {
        document: document.id,
        path,
        front_matter: &article.derived.front_matter,
        site,
        text: document.text(),
        revision: document.revision(),
        now_secs: state.clock.unix_secs,
        rival: learned.and_then(|learned| learned.findings.rival_of(path)),
        stopping: state.stopping(),
        stop_in_text: article.checks.found.stop(),
    })
}

fn cover<'a>(state: &'a State, article: &Article) -> CoverPane<'a> {
    let style = update::pictures::cover_style(state, article);
    let address = style.address(&article.derived.front_matter);
    let path = article.document.path();
    let targets = state.aids.completing.targets.as_ref();
    let beside = targets.filter(|(folder, _)| Some(folder.as_path()) == path.parent());
    CoverPane {
        others: cover::others(state.site.schema.whole(), &style, &address),
        style,
        beside: beside.map(|(_, files)| files.as_slice()),
    }
}

pub(super) fn text_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    views: &mut Views,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let editor = views.editors.entry(article.document.id).or_default();
    let is_in_focus = state.is_in_focus();
    if !article.document.saved().format.is_read_only() && !is_in_focus {
        toolbar_ui(ui, &state.offer(), out);
        line_below_ui(ui);
    }
    banner_ui(ui, &article.document, article.derived.marks.as_ref(), out);
    let not_saved = article.saves.not_saved.as_ref();
    let cause = not_saved.map(|it| state.shortened(&it.cause));
    file_state_ui(
        ui,
        &article.document,
        article.access,
        not_saved.zip(cause.as_deref()),
        out,
    );
    let bar = &state.find.bar;
    let found = bar.found.as_ref().filter(|_| bar.is_open);
    // The text gives up the keyboard at Escape; with several carets it keeps to one first.
    let is_left = state.window.desk.place.pane == Pane::Text
        && state.window.over.is_none()
        && state.aids.completing.offered.is_none()
        && editor.has_one_caret()
        && ui.input(|input| input.key_pressed(Key::Escape));
    if bar.is_open && is_left {
        out.push(Action::Find(FindStep::Close));
    } else if is_in_focus && is_left {
        out.push(Action::Run(Command::FocusMode));
    }
    if bar.is_open {
        let at = InText {
            selected: found.and_then(|found| found.selected(&article.selection())),
            has_scope: article.scope.is_some(),
        };
        let focus = views.asked.take(|it| match it {
            Request::FocusFindBar(field) => Some(*field),
            _ => None,
        });
        find_bar_ui(ui, bar, at, focus, out);
        line_below_ui(ui);
    }
    let edited = Edited {
        document: &article.document,
        front_matter: &article.derived.front_matter,
        codes: &state.media.codes,
        marks: Marks {
            misspelled: Some(&article.spelling.misspelled).filter(|_| !is_in_focus),
            ..marks(article, found)
        },
    };
    editor_ui(ui, edited, editor, out);
    if let Some((at, at_byte)) = editor.asked.take() {
        views.text_menu = Some(TextMenu {
            document: article.document.id,
            at,
            misspelled: article.spelling.misspelled.at(at_byte).map(|_| at_byte),
            is_wrong: !article.checks.found.at(at_byte).is_empty(),
        });
    }
    let is_open = views
        .text_menu
        .as_ref()
        .is_some_and(|menu| text_menu_ui(ui, menu, &state.offer(), out));
    if !is_open {
        views.text_menu = None;
    }
}

/// What is marked in the text of an article.
fn marks<'a>(article: &'a Article, found: Option<&'a Found>) -> Marks<'a> {
    let found = found.filter(|found| found.key.document == article.document.id);
    let is_now = |found: &&Found| found.key.revision == article.document.revision();
    Marks {
        matches: found.map(|found| &found.matches),
        shown_match: found.filter(is_now).and_then(|found| {
            let at = found.selected(&article.selection())?;
            found.matches.get(at)
        }),
        misspelled: Some(&article.spelling.misspelled),
        problems: Some(&article.checks.found),
        since_commit: Some(&article.since_commit.lines),
        unseen: article.from_outside.as_ref().map(|it| &it.unseen),
    }
}

pub(super) fn page_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    views: &mut Views,
    out: &mut Outbox,
) {
    let follows = state.settings.steps.preview_follows;
    let page = Page {
        document: article.document.id,
        revision: article.document.revision(),
        text: article.document.text(),
        front_matter: &article.derived.front_matter,
        blocks: &article.derived.blocks,
        statistics: article.derived.statistics(),
        shown_from: state.shown_from(article),
        caret: follows.then_some(article.selection().end),
        path: article.document.path(),
        root: state.site.open.as_ref().map(|site| site.root.as_path()),
        site: state.site.open.as_ref(),
        found: article.checks.found.all(),
        pictures: &state.media.pictures,
        codes: &state.media.codes,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    tab_row_ui(ui, |ui| {
        ui.horizontal(|ui| {
            ui.scope(|ui| {
                let room = ui.available_width() - sizes::CONTROL - sizes::SPACE_2;
                ui.set_max_width(room.max(0.0));
                if let Some(chosen) = tabs_ui(ui, &Tab::all(), views.tab) {
                    views.tab = chosen;
                }
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let offer = state.offer();
                command_button_ui(ui, Icon::Globe, Command::OpenInSite, &offer, out);
            });
        });
    });
    if views.tab != Tab::Article {
        cards_ui(ui, &page, views.tab, &mut views.cards, out);
        return;
    }
    let name = article.document.path().file_name();
    if !name.is_none_or(|name| names::is_markdown(&name.to_string_lossy())) {
        no_preview_ui(ui);
        return;
    }
    let preview = views.previews.entry(article.document.id).or_default();
    let shown_at = views.asked.take(Request::byte_in_preview);
    if let Some(at_byte) = shown_at.filter(|_| follows) {
        preview.scroll_to_byte = Some(at_byte);
    }
    preview_ui(ui, &page, preview, out);
}

/// The page in place of form, text and preview.
pub(super) fn compare_page_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    views: &mut Views,
    out: &mut Outbox,
) {
    let name = &article.derived.entry.title;
    let comparison = state
        .pages
        .comparing
        .as_ref()
        .and_then(|comparing| comparing.comparison.as_ref());
    match state.pages.shown {
        Some(ComparePage::Conflict) => conflict_ui(ui, name, comparison, &mut views.compare, out),
        Some(ComparePage::Marks) => marks_ui(ui, name, comparison, &mut views.compare, out),
        Some(ComparePage::Outside) => outside_ui(ui, name, comparison, &mut views.compare, out),
        Some(ComparePage::Versions) => {
            let versions = state.pages.versions.all();
            let chosen = state.pages.versions.shown.as_ref().map(|(which, _)| *which);
            let page = VersionsPage {
                name,
                versions: versions.as_deref(),
                chosen,
                comparison,
            };
            versions_ui(ui, &page, &mut views.compare, out);
        }
        Some(ComparePage::Recovered) => {
            let page = RecoveredPage {
                texts: &state.pages.recovered,
                shown: article.document.id,
                beside: beside(state, article),
                comparison,
            };
            recovered_ui(ui, &page, &mut views.recovered, out);
        }
        None => {}
    }
}

/// What a recovered text is compared with.
fn beside(state: &State, article: &Article) -> Beside {
    let mut recovered = state.pages.recovered.iter();
    let text = recovered.find(|text| text.document == article.document.id);
    match text.filter(|text| text.beside.is_some()) {
        Some(text) if matches!(text.verdict, Verdict::Damaged | Verdict::Another) => {
            Beside::ItsFile
        }
        Some(_) => Beside::AnArticle,
        None if article.document.is_untitled() => Beside::Nothing,
        None => Beside::ItsFile,
    }
}

/// A file that is no text has a page of its own, and a text too long to be read as markdown has
/// the whole window. `false`: the article is like any other.
pub(super) fn odd_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    views: &mut Views,
    out: &mut Outbox,
) -> bool {
    let document = &article.document;
    if document.is_binary() {
        let path = state.shown_path(document.path());
        no_text_ui(ui, document.id, &path, out);
    } else if document.is_plain() {
        text_ui(ui, state, article, views, out);
    } else {
        return false;
    }
    true
}

/// Whether [`odd_ui`] draws the article.
pub(super) fn is_odd(article: &Article) -> bool {
    article.document.is_plain() || article.document.is_binary()
}

pub(super) fn status_ui(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let shown = state.shown_article();
    let text = shown.filter(|article| !article.document.is_binary());
    let article = text.map(|article| ArticleStatus {
        document: &article.document,
        found: &article.checks.found,
        stepped: stepped(article),
        statistics: article.derived.statistics(),
        goal: goal(state, article),
        selected: article.derived.selected_statistics(),
        spelling: spelling_status(state, article),
        line_column: article.document.line_column(article.selection().end),
        is_saving: article.saves.saving.is_some(),
        saved_at: article.saves.saved_at.as_deref(),
    });
    let standing = state.git.standing.as_ref().map(|it| &it.status);
    let branch = standing.map(|status| BranchStatus {
        name: status.branch.name.as_deref(),
        not_pushed: status.not_pushed(),
    });
    let shown = &state.in_site;
    let in_site = (shown.phase != Phase::Off).then(|| InSiteStatus {
        is_opening: shown.phase == Phase::Opening,
        built_at: shown.built_at.as_deref(),
        held: shown.held.as_ref(),
        trouble: shown.trouble.as_ref(),
        help: shown
            .trouble
            .as_ref()
            .and_then(|trouble| update::in_site::help_for(state, trouble)),
    });
    let beside = (branch, in_site);
    status_bar_ui(ui, article.as_ref(), beside, &state.offer(), out);
}

/// What was gone to last of what is wrong, while the writer is there.
fn stepped(article: &Article) -> Option<&Finding> {
    let stepped = article.checks.stepped.as_ref()?;
    let located = article.checks.found.all().get(stepped.at)?;
    (stepped.selection == article.selection()).then_some(&located.finding)
}

/// What is written of the goal, if there is one.
fn goal<'a>(state: &'a State, article: &Article) -> Option<(usize, &'a Goal)> {
    let goal = &state.settings.goal;
    let written = match goal.of {
        GoalOf::Article => article.derived.statistics().words,
        GoalOf::Day => state.settings.remembered.written.words,
    };
    (goal.words > 0).then_some((written, goal))
}

/// `None` while the spelling is not checked.
fn spelling_status<'a>(state: &'a State, article: &'a Article) -> Option<SpellingStatus<'a>> {
    let spelling = &article.spelling;
    let is_checked = state.settings.check_spelling && spelling.is_checked;
    let root = state.site.open.as_ref().map(|site| site.root.as_path());
    let second = |path: &Path| {
        state
            .settings
            .second_languages
            .get(path)
            .map(String::as_str)
    };
    (is_checked && !article.document.is_plain()).then(|| SpellingStatus {
        language: spelling.language.as_deref(),
        lacks: spelling.lacks.as_deref(),
        chosen: update::spelling::chosen_language(state, article),
        installed: &state.spelling.dictionaries,
        also: second(article.document.path()),
        also_in_site: root.map(|root| (root, second(root))),
    })
}
