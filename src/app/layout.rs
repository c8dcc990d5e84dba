//! Which panel goes where; the only caller of panels.

use std::{collections::BTreeMap, path::Path};

use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

use crate::{
    action::Outbox,
    app::{
        State,
        state::{Article, Closing, ComparePage, Over, Quitting},
    },
    model::{
        document::{Disk, DocumentId},
        find,
        schema::Finding,
        settings::Panes,
        site::Entry,
    },
    ui::{
        compare::CompareState,
        editor::{EditorState, editor_ui, marks::Ranges},
        panels::{
            article_tabs::{ArticleTab, article_tabs_ui},
            articles::{ArticlesPane, ArticlesState, articles_ui},
            banner::banner_ui,
            close::close_ui,
            conflict::conflict_ui,
            file_state::file_state_ui,
            find_bar::{FindBarState, find_bar_ui},
            findings::{FindingsState, findings_ui},
            form::{FormPane, FormState, form_ui},
            go_to::{GoToState, go_to_ui},
            new_article::{NewArticleState, new_article_ui},
            notices::{Offered, notices_ui},
            palette::{PaletteState, palette_ui},
            quit::quit_ui,
            recovered::{RecoveredPage, recovered_ui},
            save_as::{SaveAsState, save_as_ui},
            site_find::site_find_ui,
            status_bar::{ArticleStatus, status_bar_ui},
            suggestions::{Suggested, SuggestionsState, suggestions_ui},
            toolbar::toolbar_ui,
            versions::{VersionsPage, versions_ui},
            welcome::welcome_ui,
        },
        preview::{
            Page, PreviewState,
            cards::{CardsState, Tab, cards_ui},
            preview_ui,
        },
        theme::{colours, sizes},
        widgets::tabs::tabs_ui,
    },
};

/// Below this width, in points, form and text share one pane.
const FOLDS_BELOW: f32 = 1100.0;
/// Below this width, in points, one pane is shown at a time.
const SINGLE_BELOW: f32 = 800.0;

/// What the views keep between frames.
#[derive(Default)]
pub struct Views {
    articles: ArticlesState,
    form: FormState,
    find: FindBarState,
    editors: BTreeMap<DocumentId, EditorState>,
    previews: BTreeMap<DocumentId, PreviewState>,
    /// What the preview shows, of whichever article.
    tab: Tab,
    cards: CardsState,
    marked: BTreeMap<DocumentId, Marked>,
    /// `Some` while "Go to article" is open.
    go_to: Option<GoToState>,
    /// `Some` while suggestions for a word are open.
    suggestions: Option<SuggestionsState>,
    /// `Some` while the palette is open.
    palette: Option<PaletteState>,
    /// `Some` while the findings are open.
    findings: Option<FindingsState>,
    /// What is chosen on the page in place of the panes.
    compare: CompareState,
    /// `Some` while "Save as" is open.
    save_as: Option<SaveAsState>,
    /// `Some` while "New article" is open.
    new_article: Option<NewArticleState>,
    middle: Middle,
    single: Single,
    /// Bring this byte of the shown article into view in the preview, once.
    show_in_preview: Option<usize>,
}

/// Which marks an editor was given.
#[derive(Default)]
struct Marked {
    found: Option<find::Key>,
    spelling: Option<u64>,
}

/// What the pane shows that form and text share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Middle {
    Form,
    #[default]
    Text,
}

/// What a narrow window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Single {
    Articles,
    Form,
    #[default]
    Text,
    Preview,
}

pub fn window_title(state: &State) -> String {
    let Some(article) = state.shown_article() else {
        return "Kopij".to_owned();
    };
    let name = article
        .document
        .path()
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mark = if article.document.is_dirty() {
        "• "
    } else {
        ""
    };
    format!("{mark}{name} — Kopij")
}

/// Draws the whole window.
pub fn window_ui(ui: &mut Ui, state: &mut State, views: &mut Views, out: &mut Outbox) {
    hand_over(state, views);
    let width = ui.available_width();
    let bar = Frame::new().fill(colours(ui).window);
    Panel::bottom("status bar")
        .frame(bar)
        .exact_size(sizes::STATUS_BAR)
        .resizable(false)
        .show(ui, |ui| status_ui(ui, state, out));
    if width < SINGLE_BELOW {
        single_ui(ui, state, views, out);
    } else {
        panes_ui(ui, state, views, width, out);
    }
    over_ui(ui, state, views, out);
}

/// Gives the one-shot requests of the state to the views they are for.
fn hand_over(state: &mut State, views: &mut Views) {
    if let Some(field) = state.find.focus.take() {
        views.find.focus = Some(field);
        views.middle = Middle::Text;
        views.single = Single::Text;
    }
    if state.site_search.focus {
        views.single = Single::Articles;
    }
    views.articles.focus_filter |= std::mem::take(&mut state.focus_filter);
    let head_as_text = state.settings.panes.head_as_text;
    if let Some(article) = state.shown_article_mut() {
        let id = article.document.id;
        let show_head = head_as_text || !article.derived.front_matter.is_editable();
        let editor = views.editors.entry(id).or_default();
        editor.show_head = show_head;
        if let Some(selection) = article.select.take() {
            editor.select = Some(selection);
        }
        views.show_in_preview = article.show_in_preview.take();
        editor.next_occurrence |= std::mem::take(&mut article.next_occurrence);
        if std::mem::take(&mut article.focus_editor) {
            editor.focus = true;
            views.middle = Middle::Text;
        }
    }
    keep_in_step(state, views);
    if state.over != Some(Over::GoTo) {
        views.go_to = None;
    } else if views.go_to.is_none() {
        views.go_to = Some(GoToState::default());
    }
    if state.over != Some(Over::Palette) {
        views.palette = None;
    } else if views.palette.is_none() {
        views.palette = Some(PaletteState::default());
    }
    if state.over != Some(Over::Suggestions) {
        views.suggestions = None;
    } else if views.suggestions.is_none() {
        views.suggestions = Some(SuggestionsState::default());
    }
    if state.over != Some(Over::Findings) {
        views.findings = None;
    } else if views.findings.is_none() {
        views.findings = Some(FindingsState::default());
    }
    if state.page.is_none() {
        views.compare = CompareState::default();
    }
    if state.over != Some(Over::SaveAs) {
        views.save_as = None;
    } else if views.save_as.is_none()
        && let Some(article) = state.shown_article()
    {
        let root = state.site.as_ref().map(|site| site.root.as_path());
        let document = &article.document;
        views.save_as = Some(SaveAsState::new(document.id, document.path(), root));
    }
    if state.over != Some(Over::NewArticle) {
        views.new_article = None;
    } else if views.new_article.is_none()
        && let Some(site) = &state.site
    {
        let shown = state.shown_article().map(|article| article.document.path());
        views.new_article = Some(NewArticleState::new(site, shown));
    }
    views
        .editors
        .retain(|id, _| state.articles.contains_key(id));
    views.marked.retain(|id, _| state.articles.contains_key(id));
    views
        .previews
        .retain(|id, _| state.articles.contains_key(id));
}

/// Lets text and preview follow each other, as the writer has scrolled them.
fn keep_in_step(state: &State, views: &mut Views) {
    let Some(id) = state.shown else { return };
    let steps = state.settings.steps;
    let editor = views.editors.entry(id).or_default();
    let preview = views.previews.entry(id).or_default();
    let (text_led, page_led) = (editor.led_to.take(), preview.led_to.take());
    if steps.preview_follows && text_led.is_some() {
        preview.follow = text_led;
    }
    if steps.text_follows && page_led.is_some() {
        editor.follow = page_led;
    }
}

/// Articles, form, text and preview side by side, as many as fit.
fn panes_ui(ui: &mut Ui, state: &State, views: &mut Views, width: f32, out: &mut Outbox) {
    let panes = state.settings.panes;
    let colours = colours(ui);
    let side = Frame::new().fill(colours.window);
    let folds = width < FOLDS_BELOW;
    if let Some(site) = state.site.as_ref().filter(|_| state.site_search.is_open) {
        Panel::left("find in the site")
            .frame(side)
            .default_size(if folds { 280.0 } else { 360.0 })
            .size_range(240.0..=640.0)
            .show(ui, |ui| site_find_ui(ui, site, &state.site_search, out));
    } else if panes.articles {
        Panel::left("articles")
            .frame(side)
            .default_size(if folds { 216.0 } else { 256.0 })
            .size_range(180.0..=400.0)
            .show(ui, |ui| list_ui(ui, state, views, out));
    }
    let Some(article) = state.shown_article() else {
        CentralPanel::no_frame()
            .frame(Frame::new().fill(colours.editor))
            .show(ui, |ui| welcome_ui(ui, state.site.is_some(), out));
        return;
    };
    if state.articles.len() > 1 {
        open_articles_ui(ui, state, out);
    }
    if state.page.is_some() {
        CentralPanel::no_frame()
            .frame(Frame::new().fill(colours.editor))
            .show(ui, |ui| compare_page_ui(ui, state, article, views, out));
        return;
    }
    if panes.form && !folds {
        Panel::left("form")
            .frame(side)
            .default_size(312.0)
            .size_range(260.0..=480.0)
            .show(ui, |ui| fields_ui(ui, state, article, views, out));
    }
    if panes.preview {
        let paper = Frame::new().fill(colours.paper);
        let share = if folds { 0.5 } else { 0.52 };
        let rest = ui.available_width();
        Panel::right(if folds { "preview folded" } else { "preview" })
            .frame(paper)
            .default_size((rest * share).round())
            .size_range(280.0..=(rest - 320.0).max(281.0))
            .show(ui, |ui| page_ui(ui, state, article, views, out));
    }
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours.editor))
        .show(ui, |ui| {
            if folds && panes.form {
                folded_ui(ui, state, article, views, out);
            } else {
                text_ui(ui, state, article, views, out);
            }
        });
}

/// Form and text in one pane, chosen by tabs.
fn folded_ui(ui: &mut Ui, state: &State, article: &Article, views: &mut Views, out: &mut Outbox) {
    let tabs = [(Middle::Form, "Form"), (Middle::Text, "Text")];
    tab_row_ui(ui, |ui| {
        if let Some(chosen) = tabs_ui(ui, &tabs, views.middle) {
            views.middle = chosen;
        }
    });
    match views.middle {
        Middle::Form => fields_ui(ui, state, article, views, out),
        Middle::Text => text_ui(ui, state, article, views, out),
    }
}

/// One pane at a time, chosen by tabs.
fn single_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let tabs = [
        (Single::Articles, "Articles"),
        (Single::Form, "Form"),
        (Single::Text, "Text"),
        (Single::Preview, "Preview"),
    ];
    let colours = colours(ui);
    let ground = match views.single {
        Single::Articles | Single::Form => colours.window,
        Single::Text => colours.editor,
        Single::Preview => colours.paper,
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(ground))
        .show(ui, |ui| {
            if let (Some(_), Some(article)) = (state.page, state.shown_article()) {
                compare_page_ui(ui, state, article, views, out);
                return;
            }
            tab_row_ui(ui, |ui| {
                if let Some(chosen) = tabs_ui(ui, &tabs, views.single) {
                    views.single = chosen;
                }
            });
            if state.articles.len() > 1 && views.single != Single::Articles {
                open_articles_ui(ui, state, out);
            }
            let article = state.shown_article();
            match (views.single, article) {
                (Single::Articles, _) if state.site_search.is_open && state.site.is_some() => {
                    if let Some(site) = &state.site {
                        site_find_ui(ui, site, &state.site_search, out);
                    }
                }
                (Single::Articles, _) => list_ui(ui, state, views, out),
                (_, None) => welcome_ui(ui, state.site.is_some(), out),
                (Single::Form, Some(article)) => fields_ui(ui, state, article, views, out),
                (Single::Text, Some(article)) => text_ui(ui, state, article, views, out),
                (Single::Preview, Some(article)) => page_ui(ui, state, article, views, out),
            }
        });
}

fn tab_row_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(8, 5))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
    line_below_ui(ui);
}

/// A hairline across the pane.
fn line_below_ui(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let y = ui.cursor().top();
    let stroke = Stroke::new(1.0, colours(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), y, stroke);
    ui.add_space(1.0);
}

/// The open articles as tabs.
fn open_articles_ui(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let shown_path = |path| match &state.site {
        Some(site) => site.shown_path(path),
        None => path.to_string_lossy(),
    };
    let paths: Vec<_> = state
        .articles
        .values()
        .map(|article| shown_path(article.document.path()))
        .collect();
    let tabs: Vec<ArticleTab<'_>> = state
        .articles
        .values()
        .zip(&paths)
        .map(|(article, path)| ArticleTab {
            document: article.document.id,
            title: &article.derived.entry.title,
            path,
            is_shown: state.shown == Some(article.document.id),
            is_unsaved: article.document.is_dirty(),
            is_deleted: article.document.disk == Disk::Deleted,
        })
        .collect();
    Panel::top("open articles")
        .frame(Frame::new().fill(colours(ui).window))
        .resizable(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            article_tabs_ui(ui, &tabs, out);
        });
}

fn list_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let unsaved: BTreeMap<&Path, &Entry> = state
        .articles
        .values()
        .filter(|article| article.document.is_dirty())
        .map(|article| (article.document.path(), &article.derived.entry))
        .collect();
    let pane = ArticlesPane {
        site: state.site.as_ref(),
        is_opening: state.opening.is_some(),
        shown: state.shown_article().map(|article| article.document.path()),
        unsaved: &unsaved,
        now_secs: state.clock.unix_secs,
    };
    articles_ui(ui, &pane, &mut views.articles, out);
}

fn fields_ui(ui: &mut Ui, state: &State, article: &Article, views: &mut Views, out: &mut Outbox) {
    let site = state.site.as_ref();
    let path = article.document.path();
    let section = site.map(|site| site.section_of(path)).unwrap_or_default();
    let form = state.schema.form(&section);
    let findings: Vec<&Finding> = state
        .findings
        .iter()
        .filter(|finding| finding.articles.iter().any(|odd| odd == path))
        .collect();
    let pane = FormPane {
        document: article.document.id,
        front_matter: &article.derived.front_matter,
        form,
        findings: &findings,
        path: article.document.path(),
        root: site.map(|site| site.root.as_path()),
        pictures: &state.pictures,
        problem: article.field_problem.as_ref(),
        now: &state.now(),
    };
    form_ui(ui, &pane, &mut views.form, out);
}

fn text_ui(ui: &mut Ui, state: &State, article: &Article, views: &mut Views, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let editor = views.editors.entry(article.document.id).or_default();
    toolbar_ui(ui, editor.show_head, out);
    line_below_ui(ui);
    banner_ui(ui, &article.document, out);
    file_state_ui(
        ui,
        &article.document,
        article.access,
        article.not_saved.as_ref(),
        out,
    );
    let bar = &state.find;
    let found = bar.found.as_ref().filter(|_| bar.is_open);
    let selected = found.and_then(|found| found.selected(&article.selection));
    if bar.is_open {
        find_bar_ui(ui, bar, selected, &mut views.find, out);
        line_below_ui(ui);
    }
    let marked = views.marked.entry(article.document.id).or_default();
    mark(article, found, marked, editor);
    editor_ui(
        ui,
        &article.document,
        &article.derived.front_matter,
        editor,
        out,
    );
}

/// Hands over what is marked in the text, where that is new; the editor carries it along.
fn mark(
    article: &Article,
    found: Option<&find::Found>,
    marked: &mut Marked,
    editor: &mut EditorState,
) {
    let document = article.document.id;
    let found = found.filter(|found| found.key.document == document);
    let key = found.map(|found| found.key.clone());
    if marked.found != key {
        let matches = found.map(|found| Ranges::new(found.key.revision, found.matches.to_vec()));
        editor.marks.matches = matches.unwrap_or_default();
        marked.found = key;
    }
    let selected = found.and_then(|found| {
        let is_current = found.key.revision == article.document.revision();
        let at = found.selected(&article.selection).filter(|_| is_current)?;
        found.matches.get(at).cloned()
    });
    editor.marks.shown_match = selected;
    let spelling = &article.spelling;
    if marked.spelling != Some(spelling.taken) {
        editor.marks.misspelled = Ranges::new(spelling.revision, spelling.misspelled.to_vec());
        marked.spelling = Some(spelling.taken);
    }
}

fn page_ui(ui: &mut Ui, state: &State, article: &Article, views: &mut Views, out: &mut Outbox) {
    let follows = state.settings.steps.preview_follows;
    let page = Page {
        document: article.document.id,
        revision: article.document.revision(),
        text: article.document.text(),
        front_matter: &article.derived.front_matter,
        blocks: &article.derived.blocks,
        statistics: article.derived.blocks.statistics,
        shown_from: editor_start(state, article),
        caret: follows.then_some(article.selection.end),
        path: article.document.path(),
        root: state.site.as_ref().map(|site| site.root.as_path()),
        site: state.site.as_ref(),
        pictures: &state.pictures,
        codes: &state.codes,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    tab_row_ui(ui, |ui| {
        if let Some(chosen) = tabs_ui(ui, &Tab::ALL, views.tab) {
            views.tab = chosen;
        }
    });
    if views.tab != Tab::Article {
        cards_ui(ui, &page, views.tab, &mut views.cards, out);
        return;
    }
    let preview = views.previews.entry(article.document.id).or_default();
    if let Some(at_byte) = views.show_in_preview.take().filter(|_| follows) {
        preview.scroll_to_byte = Some(at_byte);
    }
    preview_ui(ui, &page, preview, out);
}

/// The page in place of form, text and preview.
fn compare_page_ui(
    ui: &mut Ui,
    state: &State,
    article: &Article,
    views: &mut Views,
    out: &mut Outbox,
) {
    let name = &article.derived.entry.title;
    let comparison = state
        .comparing
        .as_ref()
        .and_then(|comparing| comparing.comparison.as_ref());
    match state.page {
        Some(ComparePage::Conflict) => conflict_ui(ui, name, comparison, &mut views.compare, out),
        Some(ComparePage::Versions) => {
            let page = VersionsPage {
                name,
                versions: state.versions.as_deref(),
                chosen: state.version.as_ref().map(|(number, _)| *number),
                comparison,
            };
            versions_ui(ui, &page, &mut views.compare, out);
        }
        Some(ComparePage::Recovered) => {
            let page = RecoveredPage {
                texts: &state.recovered,
                shown: article.document.id,
                comparison,
            };
            recovered_ui(ui, &page, &mut views.compare, out);
        }
        None => {}
    }
}

/// The byte that the editor shows first.
fn editor_start(state: &State, article: &Article) -> usize {
    let front_matter = &article.derived.front_matter;
    if state.settings.panes.head_as_text || !front_matter.is_editable() {
        0
    } else {
        front_matter.head.end
    }
}

fn status_ui(ui: &mut Ui, state: &State, out: &mut Outbox) {
    let panes: Panes = state.settings.panes;
    let article = state.shown_article().map(|article| ArticleStatus {
        document: &article.document,
        front_matter: &article.derived.front_matter,
        statistics: article.derived.blocks.statistics,
        line_column: article.document.line_column(article.selection.end),
        is_saving: article.saving.is_some(),
        saved_at: article.saved_at.as_deref(),
    });
    status_bar_ui(ui, article.as_ref(), panes, out);
}

/// What floats above the panes.
fn over_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    if let (Some(go_to), Some(site)) = (&mut views.go_to, &state.site) {
        go_to_ui(ui, site, go_to, out);
    }
    if let (Some(findings), Some(site)) = (&mut views.findings, &state.site) {
        findings_ui(ui, site, &state.findings, findings, out);
    }
    if let (Some(view), Some(asked)) = (&mut views.suggestions, &state.suggesting) {
        let suggested = Suggested {
            word: &asked.word,
            suggestions: asked.suggestions.as_deref(),
            has_site: state.site.is_some(),
        };
        suggestions_ui(ui, &suggested, view, out);
    }
    if let Some(palette) = &mut views.palette {
        palette_ui(ui, palette, out);
    }
    if let Some(save_as) = &mut views.save_as {
        let root = state.site.as_ref().map(|site| site.root.as_path());
        save_as_ui(ui, root, save_as, out);
    }
    if let (Some(new), Some(site)) = (&mut views.new_article, &state.site) {
        new_article_ui(ui, site, &state.schema, new, out);
    }
    if state.quitting == Quitting::Asks {
        let names: Vec<String> = state
            .unsaved()
            .iter()
            .map(|path| match &state.site {
                Some(site) => site.shown_path(path).into_owned(),
                None => path.display().to_string(),
            })
            .collect();
        quit_ui(ui, &names, out);
    }
    if let Closing::Asks(id) = state.closing
        && let Some(article) = state.articles.get(&id)
    {
        close_ui(ui, &article.derived.entry.title, out);
    }
    let now = state.clock.since_start_millis;
    let notices = state.notices.iter().map(|shown| Offered {
        notice: &shown.notice,
        offer: shown.offer.as_ref(),
    });
    notices_ui(ui, notices, out);
    let next = state
        .notices
        .iter()
        .filter_map(|shown| shown.until_millis)
        .min();
    if let Some(until) = next {
        let left = std::time::Duration::from_millis(until.saturating_sub(now) + 1);
        ui.ctx().request_repaint_after(left);
    }
}
