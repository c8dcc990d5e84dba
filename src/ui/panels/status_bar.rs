//! The line at the bottom: the text in numbers, its file, and the panes.

use egui::{Align, Layout, RichText, Ui};

use crate::{
    action::{Command, Outbox},
    model::{
        document::{Document, LineEndings},
        front_matter::FrontMatter,
        markdown::statistics::Statistics,
        problem::Severity,
        settings::Panes,
    },
    ui::{
        theme::{Icon, colours, icons::icon, sizes},
        widgets::command_button_ui,
    },
};

/// What is said of the shown article.
pub struct ArticleStatus<'a> {
    pub document: &'a Document,
    pub front_matter: &'a FrontMatter,
    pub statistics: Statistics,
    /// 1-based line and column (in characters) of the caret.
    pub line_column: (usize, usize),
    pub is_saving: bool,
    /// Wall-clock time of the last save.
    pub saved_at: Option<&'a str>,
}

pub fn status_bar_ui(
    ui: &mut Ui,
    article: Option<&ArticleStatus<'_>>,
    panes: Panes,
    out: &mut Outbox,
) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().interact_size.y = 24.0;
        ui.add_space(sizes::SPACE_2);
        let toggles = [
            (Icon::PanelLeft, Command::ShowArticles, panes.articles),
            (Icon::TextCursorInput, Command::ShowForm, panes.form),
            (Icon::BookOpen, Command::ShowPreview, panes.preview),
        ];
        for (icon, command, is_on) in toggles {
            command_button_ui(ui, icon, command, is_on, out);
        }
        command_button_ui(ui, Icon::SunMoon, Command::SwitchAppearance, false, out);
        ui.add_space(sizes::SPACE_2);
        if let Some(article) = article {
            numbers_ui(ui, article);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(sizes::SPACE_3);
                file_ui(ui, article);
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
    let statistics = article.statistics;
    let words = match statistics.words {
        1 => "1 word".to_owned(),
        words => format!("{words} words"),
    };
    if !article.document.is_plain() {
        small(ui, &words);
        small(ui, &format!("{} min read", statistics.reading_minutes()));
    }
    let (line, column) = article.line_column;
    small(ui, &format!("Line {line}, column {column}"));
}

/// From the right edge: saved or not, problems, line endings.
fn file_ui(ui: &mut Ui, article: &ArticleStatus<'_>) {
    ui.spacing_mut().item_spacing.x = sizes::SPACE_3;
    let colours = colours(ui);
    let (text, colour) = if article.is_saving {
        ("Saving…".to_owned(), colours.text_weak)
    } else if article.document.is_dirty() {
        ("Unsaved".to_owned(), colours.accent)
    } else if article.document.saved().format.is_read_only() {
        ("Read only".to_owned(), colours.text_weak)
    } else {
        match article.saved_at {
            Some(time) => (format!("Saved {time}"), colours.text_weak),
            None => ("Saved".to_owned(), colours.text_weak),
        }
    };
    ui.label(RichText::new(text).size(sizes::TEXT_SMALL).color(colour));
    problems_ui(ui, article.front_matter);
    let format = article.document.saved().format;
    match format.line_endings {
        LineEndings::Lf => {}
        LineEndings::CrLf => small(ui, "CRLF"),
        LineEndings::Mixed => small(ui, "Mixed line endings"),
    }
    let encoding = format.encoding.title();
    if format.byte_order_mark {
        small(ui, &format!("{encoding} BOM"));
    } else {
        small(ui, encoding);
    }
}

fn problems_ui(ui: &mut Ui, front_matter: &FrontMatter) {
    let problems = &front_matter.problems;
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
    let count = match problems.len() {
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    ui.label(RichText::new(count).size(sizes::TEXT_SMALL).color(colour))
        .on_hover_text(messages.join("\n"));
    ui.label(icon(Icon::CircleAlert, 13.0, colour));
}
