//! The list of the site's articles, with a filter.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use egui::{
    Align, CornerRadius, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextEdit, Ui,
    Vec2, WidgetInfo, pos2,
};

use crate::{
    action::{Action, Command, FileStep, Offer, Outbox},
    model::{
        date,
        site::{Entry, Site, query, status::State},
        words::{self, say},
    },
    ui::{
        theme::{Colours, Face, Icon, colours, icons::icon, sizes, text_format, weight},
        widgets::{
            button_ui, command_button_ui,
            fields::drawn,
            row_menu::{item_ui, row_menu_ui},
            tabs::pane_heading_ui,
        },
    },
};

const ROW: f32 = 56.0;

/// The filter as typed, and what it leaves.
#[derive(Default)]
pub struct ArticlesState {
    filter: String,
    /// Take the keyboard, once.
    pub focus_filter: bool,
    /// Show the open article in the list, once.
    shown: Option<PathBuf>,
}

/// An open article that is not in the folder.
pub struct Loose<'a> {
    pub entry: &'a Entry,
    /// It had a file; else it never had one.
    pub is_deleted: bool,
    pub is_unsaved: bool,
}

/// What the list shows.
pub struct ArticlesPane<'a> {
    pub offer: Offer<'a>,
    /// Shown above the others.
    pub loose: &'a [Loose<'a>],
    pub site: Option<&'a Site>,
    /// A folder is being walked.
    pub is_opening: bool,
    /// The article in the window.
    pub shown: Option<&'a Path>,
    /// The articles with unsaved text, as that text has them.
    pub unsaved: &'a BTreeMap<&'a Path, &'a Entry>,
    /// For "scheduled": the wall clock, in seconds since 1970.
    pub now_secs: i64,
}

pub fn articles_ui(
    ui: &mut Ui,
    pane: &ArticlesPane<'_>,
    state: &mut ArticlesState,
    out: &mut Outbox,
) {
    heading_ui(ui, pane, out);
    filter_ui(ui, state);
    ui.add_space(sizes::SPACE_1);
    let Some(site) = pane.site else {
        empty_ui(
            ui,
            if pane.is_opening {
                say!("articles-reading-folder")
            } else {
                say!("articles-no-folder-open")
            },
            out,
        );
        return;
    };
    let found = query::filter(&site.articles, site, &state.filter);
    if found.is_empty() && pane.loose.is_empty() {
        let text = if site.articles.is_empty() {
            say!("articles-no-articles-folder")
        } else {
            say!("articles-no-article-matches")
        };
        empty_ui(ui, text, out);
        return;
    }
    list_ui(ui, pane, site, &found, state, out);
}

fn heading_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.set_height(sizes::BAR);
        ui.add_space(sizes::SPACE_4);
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(sizes::SPACE_2);
            command_button_ui(ui, Icon::FolderOpen, Command::OpenFolder, &pane.offer, out);
            command_button_ui(ui, Icon::FilePlus, Command::NewArticle, &pane.offer, out);
            ui.with_layout(
                egui::Layout::left_to_right(Align::Center).with_main_align(Align::Min),
                |ui| {
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                    pane_heading_ui(
                        ui,
                        pane.site
                            .map_or(say!("articles-articles"), |site| &site.title),
                    );
                },
            );
        });
    });
}

fn filter_ui(ui: &mut Ui, state: &mut ArticlesState) {
    let colours = colours(ui);
    egui::Frame::new()
        .inner_margin(Margin::symmetric(12, 2))
        .show(ui, |ui| {
            let field = TextEdit::singleline(&mut state.filter)
                .id_salt("articles filter")
                .margin(Margin::symmetric(8, 6))
                .prefix(icon(Icon::Search, 14.0, colours.text_faint))
                .hint_text(
                    RichText::new(say!("articles-filter-articles")).color(colours.text_faint),
                )
                .desired_width(f32::INFINITY);
            let response = ui.add(field);
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_label(say!("articles-filter-articles"));
            });
            if std::mem::take(&mut state.focus_filter) {
                response.request_focus();
            }
            if response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                state.filter.clear();
            }
        });
}

fn empty_ui(ui: &mut Ui, text: &str, out: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space(sizes::SPACE_6);
        ui.label(RichText::new(text).color(colours(ui).text_weak));
        ui.add_space(sizes::SPACE_2);
        if button_ui(ui, say!("articles-open-folder")).clicked() {
            out.push(Action::Run(Command::OpenFolder));
        }
    });
}

fn list_ui(
    ui: &mut Ui,
    pane: &ArticlesPane<'_>,
    site: &Site,
    found: &[usize],
    state: &mut ArticlesState,
    out: &mut Outbox,
) {
    let mut area = ScrollArea::vertical()
        .auto_shrink(false)
        .id_salt("articles");
    if pane.shown != state.shown.as_deref() {
        state.shown = pane.shown.map(Into::into);
        let at = found.iter().position(|&at| {
            site.articles
                .get(at)
                .is_some_and(|entry| Some(entry.path.as_path()) == pane.shown)
        });
        let in_view = (ui.available_height() / ROW).floor();
        let at = at.map(|at| at + pane.loose.len());
        if let Some(at) = at.filter(|&at| at as f32 > in_view - 1.0) {
            area = area.vertical_scroll_offset(((at as f32) - in_view / 2.0) * ROW);
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let above = pane.loose.len();
    area.show_rows(ui, ROW, above + found.len(), |ui, rows| {
        for row in rows {
            let loose = pane.loose.get(row);
            let entry = match loose {
                Some(loose) => Some(loose.entry),
                None => found.get(row - above).and_then(|&at| site.articles.get(at)),
            };
            if let Some(entry) = entry
                && row_ui(ui, pane, site, (entry, loose), out)
            {
                out.push(Action::OpenArticle(entry.path.clone()));
            }
        }
    });
}

/// One article: title, and below it the date and its marks. Returns whether it was chosen.
fn row_ui(
    ui: &mut Ui,
    pane: &ArticlesPane<'_>,
    site: &Site,
    (entry, loose): (&Entry, Option<&Loose<'_>>),
    out: &mut Outbox,
) -> bool {
    let colours = colours(ui);
    let is_shown = pane.shown == Some(&entry.path);
    let unsaved = pane.unsaved.get(entry.path.as_path()).copied();
    let is_unsaved = unsaved.is_some() || loose.is_some_and(|loose| loose.is_unsaved);
    let entry = unsaved.unwrap_or(entry);
    let whole = Vec2::new(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(whole, Sense::click());
    let name = match loose {
        Some(loose) if loose.is_deleted => say!("articles-deleted", title = &entry.title),
        _ => entry.title.clone(),
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, &name));
    let card = rect.shrink2(Vec2::new(8.0, 1.0));
    if is_shown {
        ui.painter()
            .rect_filled(card, CornerRadius::same(sizes::RADIUS), colours.accent_soft);
    } else if response.hovered() {
        ui.painter()
            .rect_filled(card, CornerRadius::same(sizes::RADIUS), colours.hovered);
    }
    crate::ui::widgets::buttons::focus_ring(ui, &response, card);
    let inner = card.shrink2(Vec2::new(8.0, 7.0));
    let is_struck = loose.is_some_and(|loose| loose.is_deleted);
    title_ui(ui, inner, entry, (is_shown, is_struck), colours);
    let marks = match loose {
        Some(loose) if loose.is_deleted && loose.is_unsaved => {
            vec![
                (say!("articles-deleted-2"), colours.warning),
                (say!("articles-unsaved"), colours.accent),
            ]
        }
        Some(loose) if loose.is_deleted => vec![(say!("articles-deleted-2"), colours.warning)],
        Some(_) => vec![(say!("articles-no-file-yet"), colours.accent)],
        None => marks(site, entry, (is_unsaved, pane.now_secs), colours),
    };
    marks_ui(ui, inner, &marks, entry, colours);
    if loose.is_none() {
        row_menu_ui(&response, |ui| menu_ui(ui, pane, &entry.path, out));
    }
    let path = match loose {
        Some(loose) if !loose.is_deleted => say!("articles-not-file-yet").into(),
        _ => site.shown_path(&entry.path),
    };
    let verdict = site.verdict(entry, pane.now_secs);
    let why = verdict.reasons.iter().filter(|_| site.settings.is_hugo());
    let is_said = verdict.state == State::StopsBuild;
    let problem = entry.problem.as_ref().filter(|_| !is_said);
    let mut lines: Vec<String> = problem.into_iter().map(words::put).collect();
    lines.extend(why.map(|reason| capitalised(&reason.to_string())));
    lines.push(path.into_owned());
    response.on_hover_text(lines.join("\n")).clicked()
}

/// What can be done with the file of an article.
fn menu_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, path: &Path, out: &mut Outbox) {
    let items = [
        (Command::RenameFile, FileStep::Rename),
        (Command::DuplicateFile, FileStep::Duplicate),
        (Command::FileToBin, FileStep::ToBin),
        (Command::ShowInFolder, FileStep::ShowInFolder),
        (Command::CopyAddress, FileStep::CopyAddress),
        (Command::CopyPath, FileStep::CopyPath),
    ];
    if item_ui(ui, say!("articles-open"), None) {
        out.push(Action::OpenArticle(path.to_owned()));
    }
    ui.separator();
    for (command, step) in items {
        // The keys are for the article in the window.
        let keys = pane.offer.shown_keys(ui.ctx(), command);
        let keys = keys.filter(|_| pane.shown == Some(path));
        if item_ui(ui, command.title(), keys) {
            out.push(Action::File(path.to_owned(), step));
        }
    }
}

fn title_ui(
    ui: &Ui,
    inner: Rect,
    entry: &Entry,
    (is_shown, is_struck): (bool, bool),
    colours: &Colours,
) {
    let heavy = if is_shown {
        weight::SEMIBOLD
    } else {
        weight::MEDIUM
    };
    let mut format = text_format(Face::Interface, sizes::TEXT, heavy, colours.text);
    if is_struck {
        format.strikethrough = Stroke::new(1.0, colours.text);
    }
    let mut job = egui::text::LayoutJob::single_section(drawn(&entry.title).into_owned(), format);
    job.wrap = egui::text::TextWrapping::truncate_at_width(inner.width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(inner.min, galley, colours.text);
}

/// With a capital at its start.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// The words after the date, each in its colour.
fn marks<'a>(
    site: &'a Site,
    entry: &Entry,
    (is_unsaved, now_secs): (bool, i64),
    colours: &Colours,
) -> Vec<(&'a str, egui::Color32)> {
    let mut marks = Vec::new();
    if let Some(code) = language(site, entry) {
        marks.push((code, colours.text_weak));
    }
    if is_unsaved {
        marks.push((say!("articles-unsaved"), colours.accent));
    }
    if entry.is_copy() {
        marks.push((say!("articles-copy"), colours.warning));
    }
    let state = site.verdict(entry, now_secs).state;
    if entry.problem.is_some() || state == State::StopsBuild {
        marks.push((say!("articles-problem"), colours.error));
    }
    match state {
        State::Draft => marks.push((say!("articles-draft"), colours.warning)),
        State::Scheduled => marks.push((say!("articles-scheduled"), colours.done)),
        State::Expired => marks.push((say!("articles-expired"), colours.text_weak)),
        State::Never => marks.push((say!("articles-never-shown"), colours.warning)),
        State::Unlisted => marks.push((say!("articles-unlisted"), colours.text_weak)),
        State::NoPage => marks.push((say!("articles-no-page"), colours.text_weak)),
        State::Published | State::StopsBuild | State::Unknown => {}
    }
    marks
}

/// The code of an article's language, where the site has several.
fn language<'a>(site: &'a Site, entry: &Entry) -> Option<&'a str> {
    if !site.settings.is_hugo() || !site.settings.is_multilingual() {
        return None;
    }
    let page = entry.page.as_ref().ok()?;
    Some(&site.language_of_page(page)?.code)
}

fn marks_ui(
    ui: &Ui,
    inner: Rect,
    marks: &[(&str, egui::Color32)],
    entry: &Entry,
    colours: &Colours,
) {
    let day = entry
        .date
        .as_deref()
        .and_then(date::format_day)
        .or_else(|| entry.date.clone())
        .unwrap_or_else(|| say!("articles-no-date").to_owned());
    let mut job = egui::text::LayoutJob::default();
    let plain = text_format(
        Face::Interface,
        sizes::TEXT_SMALL,
        weight::REGULAR,
        colours.text_weak,
    );
    job.append(&day, 0.0, plain);
    for (word, colour) in marks {
        let format = text_format(
            Face::Interface,
            sizes::TEXT_SMALL,
            weight::SEMIBOLD,
            *colour,
        );
        job.append(word, 10.0, format);
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(inner.width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(inner.left(), inner.bottom() - galley.size().y);
    ui.painter().galley(at, galley, colours.text_weak);
}
