//! The line at the bottom: the text in numbers, its file, and the panes.

use egui::{Align, Layout, RichText, Ui};

use crate::{
    action::{Action, Command, Offer, Outbox},
    model::{
        document::{Document, LineEndings},
        finding::{Finding, Severity},
        front_matter::FrontMatter,
        markdown::statistics::Statistics,
        spelling,
        words::{self, say},
    },
    ui::{
        theme::{Icon, colours, icons::icon, sizes},
        widgets::{command_button_ui, languages::language_menu_ui},
    },
};

/// What is said of the shown article.
pub struct ArticleStatus<'a> {
    pub document: &'a Document,
    pub front_matter: &'a FrontMatter,
    /// What is wrong with the text.
    pub faults: &'a [Finding],
    pub statistics: Statistics,
    /// Of what is selected, if something is.
    pub selected: Option<Statistics>,
    /// `None`: it is not checked.
    pub spelling: Option<SpellingStatus<'a>>,
    /// 1-based line and column (in characters) of the caret.
    pub line_column: (usize, usize),
    pub is_saving: bool,
    /// Wall-clock time of the last save.
    pub saved_at: Option<&'a str>,
}

/// What is said of the spelling.
pub struct SpellingStatus<'a> {
    /// What it is checked in; `None`: nobody knows.
    pub language: Option<&'a str>,
    /// The language of the article that there is no dictionary of.
    pub lacks: Option<&'a str>,
    /// What the writer chose for this article.
    pub chosen: Option<&'a str>,
    /// The languages of the dictionaries that the system has.
    pub installed: &'a [String],
}

pub fn status_bar_ui(
    ui: &mut Ui,
    article: Option<&ArticleStatus<'_>>,
    offer: &Offer<'_>,
    out: &mut Outbox,
) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().interact_size.y = 24.0;
        ui.add_space(sizes::SPACE_2);
        let toggles = [
            (Icon::PanelLeft, Command::ShowArticles),
            (Icon::TextCursorInput, Command::ShowForm),
            (Icon::BookOpen, Command::ShowPreview),
            (Icon::SunMoon, Command::SwitchAppearance),
        ];
        for (icon, command) in toggles {
            command_button_ui(ui, icon, command, offer, out);
        }
        ui.add_space(sizes::SPACE_2);
        if let Some(article) = article {
            numbers_ui(ui, article);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(sizes::SPACE_3);
                file_ui(ui, article, out);
            });
        }
    });
}

fn small(ui: &mut Ui, text: &str) {
    ui.label(
        RichText::new(text)
            .size(sizes::TEXT_SMALL)
            .color(colours(ui).text_weak),
    );
}

fn numbers_ui(ui: &mut Ui, article: &ArticleStatus<'_>) {
    ui.spacing_mut().item_spacing.x = sizes::SPACE_3;
    if !article.document.is_plain() {
        counts_ui(ui, article);
    }
    let (line, column) = article.line_column;
    small(
        ui,
        &say!("status-bar-line-column", line = line, column = column),
    );
}

/// Words, reading time and readability, of what is selected or of all.
fn counts_ui(ui: &mut Ui, article: &ArticleStatus<'_>) {
    let whole = article.statistics;
    let shown = article.selected.unwrap_or(whole);
    let words = match article.selected {
        Some(selected) => say!(
            "status-bar-words-selected",
            selected = selected.words,
            count = whole.words
        ),
        None => say!("status-bar-words", count = whole.words),
    };
    small(ui, &words);
    let minutes = shown.reading_minutes();
    let time = if minutes < 60 {
        say!("status-bar-min-read", minutes = minutes)
    } else {
        say!(
            "status-bar-hours-read",
            hours = minutes / 60,
            minutes = minutes % 60
        )
    };
    small(ui, &time);
    if let Some(lix) = shown.lix() {
        let text = RichText::new(say!("status-bar-lix", lix = lix))
            .size(sizes::TEXT_SMALL)
            .color(colours(ui).text_weak);
        ui.label(text).on_hover_text(say!(
            "status-bar-lix-means",
            difficulty = difficulty(lix),
            words = shown.words / shown.sentences.max(1)
        ));
    }
}

/// What a LIX says, as its maker put it.
fn difficulty(lix: usize) -> &'static str {
    match lix {
        0..30 => say!("status-bar-very-easy-read-as"),
        30..40 => say!("status-bar-easy-read-as-stories"),
        40..50 => say!("status-bar-middling-difficulty-as-newspapers"),
        50..60 => say!("status-bar-hard-read-as-official"),
        _ => say!("status-bar-very-hard-read-as"),
    }
}

/// The language of the spelling, or what is missing for it; a click chooses another.
fn language_ui(ui: &mut Ui, article: &ArticleStatus<'_>, out: &mut Outbox) {
    let Some(spelling) = &article.spelling else {
        return;
    };
    let (text, colour, help) = said_of(ui, spelling);
    let name = say!("status-bar-spelling", text = text);
    let text = RichText::new(text).size(sizes::TEXT_SMALL).color(colour);
    let response = ui.add(egui::Button::new(text).frame(false));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let response = response.on_hover_text(help);
    egui::Popup::menu(&response)
        .align(egui::RectAlign::TOP_END)
        .show(|ui| {
            let otherwise = say!("status-bar-as-article-or-site");
            let chosen = language_menu_ui(ui, otherwise, spelling.chosen, spelling.installed);
            if let Some(language) = chosen {
                let document = article.document.id;
                out.push(Action::SpellIn { document, language });
            }
            ui.separator();
            if ui.button(say!("status-bar-spelling-settings")).clicked() {
                out.push(Action::Run(Command::Settings));
            }
        });
}

fn said_of(ui: &Ui, spelling: &SpellingStatus<'_>) -> (String, egui::Color32, String) {
    let colours = colours(ui);
    match (spelling.language, spelling.lacks) {
        (Some(tag), _) => (
            spelling::title(tag).to_owned(),
            colours.text_weak,
            say!("status-bar-spelling-checked-language-one").to_owned(),
        ),
        (None, Some(tag)) => (
            say!("status-bar-no-dictionary", tag = spelling::title(tag)),
            colours.warning,
            say!(
                "status-bar-install-hunspell-dictionary-language",
                tag = tag.split('-').next().unwrap_or(tag)
            ),
        ),
        (None, None) => (
            say!("status-bar-no-language").to_owned(),
            colours.text_weak,
            say!("status-bar-words-do-not-tell").to_owned(),
        ),
    }
}

/// From the right edge: saved or not, problems, line endings.
fn file_ui(ui: &mut Ui, article: &ArticleStatus<'_>, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.x = sizes::SPACE_3;
    let colours = colours(ui);
    let (text, colour) = if article.is_saving {
        (say!("status-bar-saving").to_owned(), colours.text_weak)
    } else if article.document.is_untitled() {
        (say!("status-bar-no-file-yet").to_owned(), colours.accent)
    } else if article.document.is_dirty() {
        (say!("status-bar-unsaved").to_owned(), colours.accent)
    } else if article.document.saved().format.is_read_only() {
        (say!("status-bar-read-only").to_owned(), colours.text_weak)
    } else {
        match article.saved_at {
            Some(time) => (say!("status-bar-saved", time = time), colours.text_weak),
            None => (say!("status-bar-saved-2").to_owned(), colours.text_weak),
        }
    };
    ui.label(RichText::new(text).size(sizes::TEXT_SMALL).color(colour));
    problems_ui(ui, article);
    let format = article.document.saved().format;
    match format.line_endings {
        LineEndings::Lf => {}
        LineEndings::CrLf => small(ui, "CRLF"),
        LineEndings::Mixed => small(ui, say!("status-bar-mixed-line-endings")),
    }
    let encoding = format.encoding.title();
    if format.byte_order_mark {
        small(ui, &say!("status-bar-bom", encoding = encoding));
    } else {
        small(ui, encoding);
    }
    language_ui(ui, article, out);
}

fn problems_ui(ui: &mut Ui, article: &ArticleStatus<'_>) {
    let of_head = article.front_matter.problems.iter();
    let problems: Vec<&Finding> = of_head.chain(article.faults).collect();
    if problems.is_empty() {
        return;
    }
    let colours = colours(ui);
    let is_error = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let colour = if is_error {
        colours.error
    } else {
        colours.warning
    };
    let count = say!("status-bar-problems", count = problems.len());
    let count = RichText::new(count).size(sizes::TEXT_SMALL).color(colour);
    ui.label(count).on_hover_ui(|ui| {
        for problem in problems {
            ui.label(words::put(&problem.message));
        }
    });
    ui.label(icon(Icon::CircleAlert, 13.0, colour));
}
