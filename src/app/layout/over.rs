//! What floats above the panes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use egui::{Align2, CentralPanel, CornerRadius, Frame, Id, LayerId, Order, Rect, Ui};

use crate::{
    action::{Action, Outbox},
    app::{
        State,
        article::Article,
        layout::Views,
        request::Request,
        state::{self, Checking, Closing, Over, Quitting, SearchPhase},
        update::{
            panes::found_in,
            pictures::{at_caret, cover_style},
            stock::{caption, language},
            untitled,
        },
    },
    io::stock::StockError,
    model::{
        change::plan::files,
        document::Document,
        picture::{cover::Text, offer::Target},
        schema::Field,
        words::{self, say},
    },
    ui::{
        panels::{
            close::close_ui,
            completing::completing_ui,
            fix_sheet::fix_sheet_ui,
            go_to::{GoToState, go_to_ui},
            help::{First, HelpParts, HelpState, help_ui},
            library::{LibraryPane, library_ui},
            menu::{MenuState, menu_ui},
            new_article::{
                Around, NewArticleState, new_article_ui,
                save::{SaveNewState, save_new_ui},
            },
            notices::{Offered, notices_ui},
            palette::{PaletteState, palette_ui},
            path_box::{Given, PathBoxState, path_box_ui},
            picture_sheet::{Asks, PictureSheet, PictureSheetState, picture_sheet_ui},
            pictures::{PicturesPane, PicturesState, pictures_ui},
            place::{PlaceState, place_ui},
            problems::{OfArticle, Told, offers_here, problems_ui},
            push::push_ui,
            quit::{Unsaved, quit_ui},
            rail::MENU_AT,
            recent::{RecentState, recent_ui},
            rename::{RenameState, rename_ui},
            save_as::{SaveAsState, save_as_ui},
            settings::{SettingsPage, SettingsState, settings_ui},
            stock::{Keeping, StockPane, StockState, Told as Found, stock_ui},
            suggestions::{Suggested, SuggestionsState, suggestions_ui},
            to_bin::to_bin_ui,
        },
        theme::{Face, colours, sizes},
    },
};

/// The question that is open, and what its view keeps while it is.
pub(super) enum Open {
    GoTo(GoToState),
    Palette(PaletteState),
    Fix,
    Recent(RecentState),
    NewArticle(NewArticleState),
    SaveAs(SaveAsState),
    SaveNew(SaveNewState),
    Suggestions(SuggestionsState),
    Place(PlaceState),
    Menu(MenuState),
    Rename(RenameState),
    ToBin(PathBuf),
    Push,
    /// Of a folder.
    Path(PathBoxState),
    Pictures(PicturesState),
    Picture(PictureSheetState),
    Stock(StockState),
}

impl Open {
    /// `None` where what it asks about is not there.
    fn new(over: Over, state: &State) -> Option<Self> {
        let shown = state.shown_article().map(|article| &article.document);
        Some(match over {
            Over::GoTo => Self::GoTo(GoToState::default()),
            Over::Palette => Self::Palette(PaletteState::default()),
            Over::Fix => Self::Fix,
            Over::Recent => Self::Recent(RecentState::default()),
            Over::Suggestions => Self::Suggestions(SuggestionsState::default()),
            Over::Place => Self::Place(PlaceState::default()),
            Over::Menu => Self::Menu(MenuState::default()),
            Over::Settings
            | Over::Help
            | Over::About
            | Over::Findings
            | Over::Changes
            | Over::Library => {
                return None;
            }
            Over::Rename => {
                let path = state.changes.asking.as_deref()?;
                let articles = &state.site.open.as_ref()?.articles;
                let entry = articles.iter().find(|entry| *entry.path == *path);
                Self::Rename(RenameState::new(path, entry.cloned()))
            }
            Over::Push => Self::Push,
            Over::ToBin => Self::ToBin(state.changes.asking.clone()?),
            Over::FolderPath => Self::Path(PathBoxState::default()),
            Over::Pictures => Self::Pictures(PicturesState::default()),
            Over::Picture => {
                let offering = &state.aids.offering;
                let words = offering.shown.as_ref()?.words.clone();
                Self::Picture(PictureSheetState::new(offering.number, words))
            }
            Over::Stock => {
                let is_cover = !matches!(state.stock.target, Some(Target::Text(..)));
                let asked = state.stock.asked.as_ref();
                let used = state.stock.used;
                Self::Stock(StockState::new(asked, &proposed(state), is_cover, used))
            }
            Over::SaveAs => {
                let root = state.site.open.as_ref().map(|site| site.root.as_path());
                let article = state.shown_article()?;
                let path = untitled::proposed_path(state, article);
                Self::SaveAs(SaveAsState::new(article.document.id, &path, root))
            }
            Over::NewArticle => {
                let now = state.now();
                let sibling = shown.map(Document::path);
                Self::NewArticle(NewArticleState::new(around(state, &now)?, sibling))
            }
            Over::SaveNew => {
                let now = state.now();
                let around = around(state, &now)?;
                let article = state.shown_article()?;
                let title = untitled::title_of(article);
                let section = around.site.section_of(article.document.path());
                let id = article.document.id;
                Self::SaveNew(SaveNewState::new(around, id, title, &section))
            }
        })
    }

    fn over(&self) -> Over {
        match self {
            Self::GoTo(_) => Over::GoTo,
            Self::Palette(_) => Over::Palette,
            Self::Fix => Over::Fix,
            Self::Recent(_) => Over::Recent,
            Self::NewArticle(_) => Over::NewArticle,
            Self::SaveAs(_) => Over::SaveAs,
            Self::SaveNew(_) => Over::SaveNew,
            Self::Suggestions(_) => Over::Suggestions,
            Self::Place(_) => Over::Place,
            Self::Menu(_) => Over::Menu,
            Self::Rename(_) => Over::Rename,
            Self::ToBin(_) => Over::ToBin,
            Self::Push => Over::Push,
            Self::Path(_) => Over::FolderPath,
            Self::Pictures(_) => Over::Pictures,
            Self::Picture(_) => Over::Picture,
            Self::Stock(_) => Over::Stock,
        }
    }
}

/// What new articles are placed by.
fn around<'a>(state: &'a State, now: &'a jiff::ZonedDateTime) -> Option<Around<'a>> {
    Some(Around {
        site: state.site.open.as_ref()?,
        schema: &state.site.schema,
        now,
    })
}

/// Opens the view that the state asks for, and drops the one that it no longer asks for.
pub(super) fn prepare(state: &State, views: &mut Views) {
    if !state.window.is_at(Over::Settings) {
        views.settings = None;
    } else if views.settings.is_none() {
        views.settings = Some(SettingsState::default());
    }
    let first = state.window.page().and_then(first_of_help);
    if !views
        .help
        .as_ref()
        .is_some_and(|help| first.is_some_and(|first| help.is_for(first)))
    {
        views.help = None;
    }
    if !state.window.is_at(Over::Findings) {
        views.problems = None;
    }
    if !state.window.is_at(Over::Library) {
        views.library = None;
    }
    if !state.window.is_at(Over::Changes) {
        views.changes = None;
    }
    if state.window.over != views.over.as_ref().map(Open::over) {
        views.over = state.window.over.and_then(|over| Open::new(over, state));
    }
}

/// The settings in place of the panes.
pub(super) fn settings_page_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let Some(view) = &mut views.settings else {
        return;
    };
    let modified = modified(state);
    let page = SettingsPage {
        offer: state.offer(),
        dictionaries: &state.spelling.dictionaries,
        modified: modified
            .as_ref()
            .map(|(label, is_on)| (label.as_str(), *is_on)),
        typefaces: state
            .aids
            .typefaces
            .installed
            .as_deref()
            .unwrap_or_default(),
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours(ui).window))
        .show(ui, |ui| settings_ui(ui, &page, view, out));
}

/// What the section of the shown article calls the day of the last change, and whether a save writes it; `None`: the
/// section has no such key, and there is nothing to turn off.
fn modified(state: &State) -> Option<(String, bool)> {
    let site = state.site.open.as_ref()?;
    let schema = &state.site.schema;
    let is_on = state.settings.modified_on_save.contains(&site.root);
    let field = match state.shown_article() {
        Some(article) if !is_on => {
            let section = site.section_of(article.document.path());
            schema.form(&section).modified()
        }
        _ => schema.whole().modified(),
    };
    let is_there = |field: &&Field| field.share > 0.0 || field.is_declared || is_on;
    Some((words::put(&field.filter(is_there)?.label), is_on))
}

/// The page of the help that is asked for, if it is the help.
pub(super) fn first_of_help(over: Over) -> Option<First> {
    match over {
        Over::Help => Some(First::Welcome),
        Over::About => Some(First::About),
        _ => None,
    }
}

/// The help in place of the panes.
pub(super) fn help_page_ui(
    ui: &mut Ui,
    state: &State,
    views: &mut Views,
    first: First,
    out: &mut Outbox,
) {
    let ctx = ui.ctx().clone();
    let kept = &state.window.kept;
    let help = views
        .help
        .get_or_insert_with(|| HelpState::new(&ctx, &state.offer(), kept, first));
    let site = state.site.open.as_ref();
    let found = site.map(|site| found_in(site, state.clock.unix_secs));
    let parts = HelpParts {
        here: site.map(|site| site.title.as_str()).zip(found.as_ref()),
        recent: &state.other_sites(),
        pictures: &state.media.pictures,
        codes: &state.media.codes,
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours(ui).window))
        .show(ui, |ui| help_ui(ui, &parts, help, out));
}

/// What is wrong, in place of the panes.
pub(super) fn problems_page_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let Some(site) = &state.site.open else {
        return;
    };
    let view = views.problems.get_or_insert_default();
    let learned = state.site.learned.as_ref();
    let none = Arc::default();
    let told = Told {
        site,
        shared: learned.map_or(&none, |learned| learned.findings.all()),
        found: &state.site.problems,
        looked_at: match state.site.checking {
            Checking::Now { done, of } => Some((done, of)),
            Checking::Not | Checking::Done => None,
        },
        shown: state.shown_article().map(of_article),
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours(ui).editor))
        .show(ui, |ui| problems_ui(ui, &told, view, out));
}

/// The pictures of the site, in place of the panes.
pub(super) fn library_page_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let Some(site) = &state.site.open else {
        return;
    };
    let view = views.library.get_or_insert_default();
    let pane = LibraryPane {
        site,
        listed: state.library.listed.as_ref(),
        found: &state.site.problems,
        is_looking: state.library.is_looking || state.library.listed.is_none(),
        pictures: &state.media.pictures,
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours(ui).editor))
        .show(ui, |ui| library_ui(ui, &pane, view, out));
}

fn of_article(article: &Article) -> OfArticle<'_> {
    OfArticle {
        document: article.document.id,
        revision: article.document.revision(),
        path: article.document.path(),
        found: &article.checks.found,
    }
}

/// What can be done about what is wrong at the caret.
fn fixes_here(state: &State) -> Vec<(String, Action)> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let there = article
        .checks
        .found
        .at(article.selection().start)
        .into_iter();
    let has_site = state.site.open.is_some();
    there
        .flat_map(|located| offers_here(of_article(article), located, has_site))
        .collect()
}

pub(super) fn over_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let asked = state.spelling.suggesting.as_ref();
    let document = asked.map(|asked| asked.document).or(state.session.shown);
    let word_at = document.and_then(|document| views.editors.get(&document)?.anchor_rect);
    completing(ui, state, views, out);
    if let Some(open) = &mut views.over {
        open_ui(ui, state, open, word_at, out);
    }
    questions_ui(ui, state, out);
    let is_asked = |it: &Request| (*it == Request::FocusNotices).then_some(());
    let takes_keyboard = views.asked.take(is_asked).is_some();
    notices(ui, state, takes_keyboard, out);
    hovering_ui(ui);
}

/// Files are held over the window: whatever they are let go on takes them.
fn hovering_ui(ui: &Ui) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let layer = LayerId::new(Order::Foreground, Id::unique("dropping"));
    let painter = ui.ctx().layer_painter(layer);
    let room = ui.ctx().content_rect();
    let colours = colours(ui);
    painter.rect_filled(
        room,
        CornerRadius::ZERO,
        colours.window.gamma_multiply(0.85),
    );
    let font = Face::Interface.font(sizes::TEXT_LARGE);
    let text = say!("over-drop");
    painter.text(
        room.center(),
        Align2::CENTER_CENTER,
        text,
        font,
        colours.text,
    );
}

/// What is offered for what is typed.
fn completing(ui: &Ui, state: &State, views: &Views, out: &mut Outbox) {
    let Some(offered) = &state.aids.completing.offered else {
        return;
    };
    let editor = views.editors.get(&offered.document);
    if let Some(at) = editor.and_then(|editor| editor.anchor_rect) {
        let titles: Vec<&str> = offered.rows.iter().map(|row| row.title.as_str()).collect();
        completing_ui(ui, &titles, offered.chosen, at, out);
    }
}

fn open_ui(ui: &mut Ui, state: &State, open: &mut Open, word_at: Option<Rect>, out: &mut Outbox) {
    match (open, &state.site.open) {
        (Open::GoTo(view), site) => go_to_ui(ui, site.as_ref(), view, out),
        (Open::Fix, _) => {
            if let Some(fixing) = &state.aids.fixing {
                fix_sheet_ui(ui, &fixing.title, &fixing.look, out);
            }
        }
        (Open::NewArticle(view), Some(_)) => {
            let now = state.now();
            if let Some(around) = around(state, &now) {
                new_article_ui(ui, around, view, out);
            }
        }
        (Open::SaveNew(view), Some(_)) => {
            let now = state.now();
            if let Some(around) = around(state, &now) {
                save_new_ui(ui, around, view, out);
            }
        }
        (Open::Rename(view), Some(site)) => rename_ui(ui, site, view, out),
        (Open::Push, _) => {
            if let Some(outgoing) = &state.server.outgoing {
                push_ui(ui, outgoing, out);
            }
        }
        (Open::ToBin(path), Some(site)) => {
            let whole = files::whole(path);
            let is_unsaved = state.unsaved().iter().any(|it| it.starts_with(whole));
            let title = state.title_of(path);
            to_bin_ui(ui, site, (&title, path), is_unsaved, out);
        }
        (Open::NewArticle(_) | Open::SaveNew(_) | Open::Rename(_) | Open::ToBin(_), None) => {}
        (Open::Recent(view), _) => recent_ui(ui, &state.other_sites(), view, out),
        (Open::Path(view), _) => path_box(ui, state, view, out),
        (Open::Pictures(view), _) => pictures(ui, state, view, out),
        (Open::Picture(view), _) => picture(ui, state, view, out),
        (Open::Stock(view), _) => stock(ui, state, view, out),
        (Open::Palette(view), _) => palette_ui(ui, &state.offer(), view, out),
        (Open::Menu(view), _) => menu_ui(ui, MENU_AT, &state.offer(), view, out),
        (Open::SaveAs(view), site) => {
            let root = site.as_ref().map(|site| site.root.as_path());
            save_as_ui(ui, root, view, out);
        }
        (Open::Place(view), _) => {
            if let Some(article) = state.shown_article() {
                let outline = article.derived.outline(article.document.text());
                place_ui(ui, &article.document, outline, view, out);
            }
        }
        (Open::Suggestions(view), site) => {
            let asked = state.spelling.suggesting.as_ref();
            let suggested = Suggested {
                fixes: fixes_here(state),
                word: asked.map_or("", |asked| &asked.word),
                suggestions: asked.and_then(|asked| asked.suggestions.as_deref()),
                has_site: site.is_some(),
                at: word_at,
            };
            suggestions_ui(ui, &suggested, view, out);
        }
    }
}

/// Asks for a path where the system has no dialog.
fn path_box(ui: &Ui, state: &State, view: &mut PathBoxState, out: &mut Outbox) {
    let sites = state.other_sites().into_iter();
    let known: Vec<&str> = sites.filter_map(|(root, _)| root.to_str()).collect();
    match path_box_ui(ui, say!("path-box-folder"), &known, view) {
        Some(Given::Path(path)) => out.push(Action::OpenSite(path.into())),
        Some(Given::Nothing) => {}
        None => return,
    }
    out.push(Action::CloseFinder);
}

/// The pictures of the site to choose from.
fn pictures(ui: &Ui, state: &State, view: &mut PicturesState, out: &mut Outbox) {
    let Some(target) = &state.aids.picking else {
        return;
    };
    let article = state.session.articles.get(&target.document());
    let folder = article.and_then(|article| article.document.path().parent());
    let pane = PicturesPane {
        target,
        addresses: state.aids.completing.pictures(folder),
        folder: folder.unwrap_or(Path::new("")),
        root: state.site.open.as_ref().map(|site| site.root.as_path()),
        pictures: &state.media.pictures,
    };
    pictures_ui(ui, &pane, view, out);
}

/// A picture that is to be taken.
fn picture(ui: &Ui, state: &State, view: &mut PictureSheetState, out: &mut Outbox) {
    let Some(shown) = &state.aids.offering.shown else {
        return;
    };
    let Some(article) = state.session.articles.get(&shown.target.document()) else {
        return;
    };
    let sheet = PictureSheet {
        number: state.aids.offering.number,
        from: &shown.from,
        folder: article.document.path().parent().unwrap_or(Path::new("")),
        root: state.site.open.as_ref().map(|site| site.root.as_path()),
        offer: shown.offer.as_ref(),
        smaller: shown.smaller.as_ref().map(Option::as_ref),
        home: shown.home.as_ref(),
        asks: match shown.target {
            Target::Cover(_) => Asks::Words,
            Target::Text(..) => Asks::WordsOfText,
            Target::Field(..) => Asks::Nothing,
        },
        spare_keys: spare_keys(state, article, &shown.target),
        pictures: &state.media.pictures,
    };
    picture_sheet_ui(ui, &sheet, view, out);
}

/// What is proposed to look for: the first word of the article, else its title.
fn proposed(state: &State) -> String {
    let target = state.stock.target.as_ref();
    let article = target.and_then(|it| state.session.articles.get(&it.document()));
    article.map_or_else(String::new, |article| {
        let entry = &article.derived.entry;
        let first = entry.tags.iter().next();
        first.unwrap_or(&entry.title).to_owned()
    })
}

/// Photos of services.
fn stock(ui: &Ui, state: &State, view: &mut StockState, out: &mut Outbox) {
    let Some(target) = &state.stock.target else {
        return;
    };
    let Some(article) = state.session.articles.get(&target.document()) else {
        return;
    };
    let other = match target {
        Target::Text(document, _) => Some(Target::Cover(*document)),
        Target::Cover(_) | Target::Field(..) => at_caret(state),
    };
    let stock = &state.stock;
    let pane = StockPane {
        target,
        other,
        language: language(state),
        providers: stock.providers(),
        keys: stock.keys.as_deref(),
        asked: stock.asked.as_ref(),
        photos: &stock.photos,
        has_more: stock.next.is_some(),
        told: told(state),
        not_taken: state
            .aids
            .offering
            .not_taken
            .as_ref()
            .map(|(id, err)| (&**id, words::of(err))),
        keeping: match &stock.keeping {
            state::Keeping::Nothing => Keeping::Nothing,
            state::Keeping::Now => Keeping::Now,
            state::Keeping::Failed(provider, err) => Keeping::Failed(*provider, words::of(err)),
        },
        caption: &|photo| caption(state, article, photo),
        pictures: &state.media.pictures,
    };
    stock_ui(ui, &pane, view, out);
}

/// How the newest search stands, in words.
fn told(state: &State) -> Found {
    let provider = state.stock.asked.as_ref().map_or("", |(of, _)| of.name());
    match &state.stock.phase {
        SearchPhase::Nothing => Found::Nothing,
        SearchPhase::Searching => Found::Searching,
        SearchPhase::Found => Found::Found,
        SearchPhase::Failed(err) => match err {
            StockError::NoKey => Found::Key(String::new()),
            StockError::KeyRefused => Found::Key(say!("stock-key-refused", provider = provider)),
            StockError::Limit(until) => {
                let at = until.to_zoned_datetime(state.clock.now.time_zone().clone());
                let is_today = at.date() == state.clock.now.date();
                let time = at.strftime(if is_today { "%H:%M" } else { "%Y-%m-%d %H:%M" });
                let time = time.to_string();
                Found::Failed(say!("stock-limit", provider = provider, time = time))
            }
            StockError::Web(why) => Found::Failed(say!(
                "stock-offline",
                provider = provider,
                why = words::put(why)
            )),
            StockError::NotUnderstood(_) => {
                Found::Failed(say!("stock-not-understood", provider = provider))
            }
            StockError::Answered(code) => Found::Failed(say!(
                "stock-answered",
                provider = provider,
                code = code.to_string()
            )),
            StockError::Key(why) => Found::Failed(words::of(why)),
            StockError::Fault => {
                let why = words::of(&StockError::Fault);
                Found::Failed(say!("stock-offline", provider = provider, why = why))
            }
        },
    }
}

/// The keys that the words of a cover could have, where nothing reads them.
fn spare_keys(state: &State, article: &Article, target: &Target) -> [Option<String>; 2] {
    let Target::Cover(_) = target else {
        return [None, None];
    };
    let style = cover_style(state, article);
    [Text::Alt, Text::Caption].map(|text| {
        let spare = style.text(text).is_none().then(|| style.spare(text));
        spare.flatten().and_then(|path| path.0.last().cloned())
    })
}

/// What must be answered before a window or an article closes.
fn questions_ui(ui: &mut Ui, state: &State, out: &mut Outbox) {
    if state.leaving.quitting == Quitting::Asks {
        let articles: Vec<Unsaved> = state
            .session
            .articles
            .values()
            .filter(|article| article.document.is_dirty())
            .map(|article| Unsaved {
                title: article.derived.entry.title.clone(),
                place: if article.document.is_untitled() {
                    say!("over-no-file-yet").to_owned()
                } else {
                    state.shown_path(article.document.path()).into_owned()
                },
                why: article
                    .saves
                    .not_saved
                    .as_ref()
                    .map(|it| state.shortened(&it.cause).into_owned()),
            })
            .collect();
        quit_ui(ui, &articles, out);
    }
    if let Closing::Asks(id) = state.leaving.closing
        && let Some(article) = state.session.articles.get(&id)
    {
        close_ui(ui, &article.derived.entry.title, out);
    }
}

fn notices(ui: &mut Ui, state: &State, takes_keyboard: bool, out: &mut Outbox) {
    let now = state.clock.since_start_millis;
    let notices = state.notices.shown.iter().map(|shown| Offered {
        notice: &shown.notice,
        text: state.shortened(&shown.notice.text),
        offers: &shown.offers,
    });
    let is_foot_taken = state.window.is_at(Over::Changes);
    notices_ui(ui, notices, takes_keyboard, is_foot_taken, out);
    let next = state
        .notices
        .shown
        .iter()
        .filter(|shown| shown.offers.is_empty())
        .filter_map(|shown| shown.until_millis)
        .min();
    if let Some(until) = next {
        let left = Duration::from_millis(until.saturating_sub(now) + 1);
        ui.ctx().request_repaint_after(left);
    }
}
