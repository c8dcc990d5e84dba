//! The line at the bottom: the text in numbers, its file, and the panes.

mod in_site;

use std::path::Path;

pub use in_site::InSiteStatus;

use egui::{Align, Layout, Response, RichText, Sense, Stroke, Ui, Vec2};

use crate::{
    action::{Action, Command, Offer, Outbox, Setting},
    model::{
        check::InText,
        document::{Document, LineEndings},
        finding::{Finding, Severity},
        markdown::statistics::Statistics,
        settings::{Goal, GoalOf},
        spelling,
        words::{self, say},
    },
    ui::{
        theme::{Face, Icon, colours, sizes},
        widgets::{
            command_button_ui, glyph_ui,
            languages::{LanguageMenu, language_menu_ui},
            popup,
        },
    },
};

/// What is said of the shown article.
pub struct ArticleStatus<'a> {
    pub document: &'a Document,
    /// What is wrong with head and text.
    pub found: &'a InText,
    /// What was gone to among it.
    pub stepped: Option<&'a Finding>,
    pub statistics: Statistics,
    /// How many words there are of how many there are to be, and for what.
    pub goal: Option<(usize, &'a Goal)>,
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
    /// The languages whose words are right as well: in this article, and in the site with this root.
    pub also: Option<&'a str>,
    pub also_in_site: Option<(&'a Path, Option<&'a str>)>,
}

/// The branch of git that the site is on.
#[derive(Clone, Copy)]
pub struct BranchStatus<'a> {
    /// `None`: none.
    pub name: Option<&'a str>,
    pub not_pushed: usize,
}

pub fn status_bar_ui(
    ui: &mut Ui,
    article: Option<&ArticleStatus<'_>>,
    (branch, in_site): (Option<BranchStatus<'_>>, Option<InSiteStatus<'_>>),
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
        if let Some(branch) = branch {
            branch_ui(ui, branch, out);
        }
        if let Some(status) = in_site {
            in_site::in_site_ui(ui, status, out);
            ui.add_space(sizes::SPACE_2);
        }
        if let Some(article) = article {
            // What stands at the right is as wide as it was; the numbers have the rest.
            let kept = ui.scope_id().with("width of the state");
            let taken: f32 = ui.data(|data| data.get_temp(kept)).unwrap_or_default();
            let room = ui.available_width() - taken - sizes::SPACE_3;
            numbers_ui(ui, article, room);
            let right = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(sizes::SPACE_3);
                file_ui(ui, article, out);
                ui.min_rect().width()
            });
            if (right.inner - taken).abs() > 0.5 {
                ui.data_mut(|data| data.insert_temp(kept, right.inner));
                ui.ctx().request_repaint();
            }
        }
    });
}

/// `main · 2 not pushed`; leads to what changed.
fn branch_ui(ui: &mut Ui, branch: BranchStatus<'_>, out: &mut Outbox) {
    let name = branch.name.unwrap_or(say!("changes-no-branch"));
    let text = match branch.not_pushed {
        0 => name.to_owned(),
        count => say!("status-bar-not-pushed", branch = name, count = count),
    };
    let weak = colours(ui).text_weak;
    let text = RichText::new(text).size(sizes::TEXT_SMALL).color(weak);
    let button = ui.add(egui::Button::new(text).frame(false).truncate());
    if button.on_hover_text(Command::Changes.title()).clicked() {
        out.push(Action::Run(Command::Changes));
    }
    ui.add_space(sizes::SPACE_2);
}

fn weak(ui: &mut Ui, text: &str) {
    let colour = colours(ui).text_weak;
    ui.label(RichText::new(text).size(sizes::TEXT_SMALL).color(colour));
}

/// A number, where there is room for it, which it takes.
fn small(ui: &mut Ui, text: &str, room: &mut f32) -> Option<Response> {
    let colour = colours(ui).text_weak;
    let font = Face::Interface.font(sizes::TEXT_SMALL);
    // Laid out once: it is another one at each key.
    let shown = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    *room -= shown.size().x + sizes::SPACE_3;
    (*room >= 0.0).then(|| ui.label(shown))
}

fn numbers_ui(ui: &mut Ui, article: &ArticleStatus<'_>, mut room: f32) {
    ui.spacing_mut().item_spacing.x = sizes::SPACE_3;
    let (line, column) = article.line_column;
    let place = say!("status-bar-line-column", line = line, column = column);
    if !article.document.is_plain() {
        counts_ui(ui, article, &mut room);
    }
    small(ui, &place, &mut room);
}

/// Words, reading time and readability, of what is selected or of all.
fn counts_ui(ui: &mut Ui, article: &ArticleStatus<'_>, room: &mut f32) {
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
    small(ui, &words, room);
    if let Some((written, goal)) = article.goal {
        goal_ui(ui, written, goal);
        *room -= 2.0 * GOAL + sizes::SPACE_4;
    }
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
    small(ui, &time, room);
    if let Some(lix) = shown.lix()
        && let Some(label) = small(ui, &say!("status-bar-lix", lix = lix), room)
    {
        label.on_hover_ui(|ui| {
            ui.label(say!(
                "status-bar-lix-means",
                difficulty = difficulty(lix),
                words = shown.words / shown.sentences.max(1)
            ));
        });
    }
}

/// The radius of the ring of the goal, in points.
const GOAL: f32 = 6.0;

/// A ring that closes as the goal is reached.
fn goal_ui(ui: &mut Ui, written: usize, goal: &Goal) {
    const RADIUS: f32 = GOAL;
    const STEPS: u8 = 32;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(2.0 * RADIUS + 4.0), Sense::hover());
    let text = match goal.of {
        GoalOf::Article => say!(
            "status-bar-goal-article",
            written = written,
            goal = goal.words
        ),
        GoalOf::Day => say!("status-bar-goal-day", written = written, goal = goal.words),
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
    let part = (written as f32 / goal.words.max(1) as f32).min(1.0);
    let colours = colours(ui);
    let colour = if part < 1.0 {
        colours.accent
    } else {
        colours.done
    };
    let painter = ui.painter();
    painter.circle_stroke(rect.center(), RADIUS, Stroke::new(2.0, colours.line_strong));
    let arc: Vec<egui::Pos2> = (0..=STEPS)
        .map(|step| {
            let turn = part * f32::from(step) / f32::from(STEPS);
            let angle = (turn - 0.25) * std::f32::consts::TAU;
            rect.center() + RADIUS * Vec2::angled(angle)
        })
        .collect();
    if part > 0.0 {
        painter.add(egui::Shape::line(arc, Stroke::new(2.0, colour)));
    }
    response.on_hover_text(text);
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
    let shown_at = egui::Popup::menu(&response).align(egui::RectAlign::TOP_END);
    popup::menu_ui(shown_at, Some(&response), |ui| {
        let otherwise = say!("status-bar-as-article-or-site");
        let menu = LanguageMenu {
            of: None,
            otherwise,
            chosen: spelling.chosen,
            installed: spelling.installed,
        };
        let chosen = language_menu_ui(ui, &menu);
        if let Some(language) = chosen {
            let document = article.document.id;
            out.push(Action::SpellIn { document, language });
        }
        ui.separator();
        second_languages_ui(ui, article, spelling, out);
        if ui.button(say!("status-bar-spelling-settings")).clicked() {
            out.push(Action::Run(Command::Settings));
        }
    });
}

/// Whose words are right as well, in this article and in all of the site.
fn second_languages_ui(
    ui: &mut Ui,
    article: &ArticleStatus<'_>,
    spelling: &SpellingStatus<'_>,
    out: &mut Outbox,
) {
    let path = article.document.path();
    let of_article = (say!("status-bar-also-in-article"), path, spelling.also);
    let of_site = spelling.also_in_site;
    let of_site = of_site.map(|(root, chosen)| (say!("status-bar-also-in-site"), root, chosen));
    let weak = colours(ui).text_weak;
    for (title, path, chosen) in std::iter::once(of_article).chain(of_site) {
        // No menu within the menu: the keyboard would not come into it.
        ui.push_id(title, |ui| {
            ui.label(RichText::new(title).size(sizes::TEXT_SMALL).color(weak));
            let none = say!("status-bar-also-none");
            let menu = LanguageMenu {
                of: Some(title),
                otherwise: none,
                chosen,
                installed: spelling.installed,
            };
            if let Some(language) = language_menu_ui(ui, &menu) {
                let path = path.to_owned();
                out.push(Action::Set(Setting::SecondLanguage(path, language)));
                ui.close();
            }
        });
        ui.separator();
    }
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
    problems_ui(ui, article, out);
    let format = article.document.saved().format;
    match format.line_endings {
        LineEndings::Lf => {}
        LineEndings::CrLf => weak(ui, "CRLF"),
        LineEndings::Mixed => weak(ui, say!("status-bar-mixed-line-endings")),
    }
    let encoding = format.encoding.title();
    if format.byte_order_mark {
        weak(ui, &say!("status-bar-bom", encoding = encoding));
    } else {
        weak(ui, encoding);
    }
    language_ui(ui, article, out);
}

/// What was gone to, and read out.
fn stepped_ui(ui: &mut Ui, finding: &Finding) {
    let colour = colours(ui).text;
    let text = RichText::new(words::put(&finding.message)).size(sizes::TEXT_SMALL);
    let label = egui::Label::new(text.color(colour)).truncate();
    let response = ui
        .scope(|ui| {
            ui.set_max_width(STEPPED.min(ui.available_width() * 0.5));
            ui.add(label)
        })
        .inner;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// So much room has what was gone to, in points.
const STEPPED: f32 = 360.0;
/// So many problems are told at once.
const SAID: usize = 20;

fn problems_ui(ui: &mut Ui, article: &ArticleStatus<'_>, out: &mut Outbox) {
    if let Some(stepped) = article.stepped {
        stepped_ui(ui, stepped);
    }
    let [errors, warnings, _] = Severity::ALL.map(|severity| article.found.count(severity));
    let count = match (errors, warnings) {
        (0, 0) => return,
        (errors, 0) => say!("status-bar-errors", count = errors),
        (0, warnings) => say!("status-bar-warnings", count = warnings),
        (errors, warnings) => say!(
            "status-bar-errors-warnings",
            errors = say!("status-bar-errors", count = errors),
            warnings = say!("status-bar-warnings", count = warnings)
        ),
    };
    let gravest = if errors > 0 {
        Severity::Error
    } else {
        Severity::Warning
    };
    let colour = colours(ui).of_severity(gravest);
    let count = RichText::new(count).size(sizes::TEXT_SMALL).color(colour);
    let button = ui.add(egui::Button::new(count).frame(false));
    if button.clicked() {
        out.push(Action::Run(Command::Findings));
    }
    button.on_hover_ui(|ui| {
        let found = article.found.all().iter().map(|located| &located.finding);
        let counted = found.filter(|finding| finding.severity > Severity::Hint);
        for finding in counted.take(SAID) {
            ui.label(words::put(&finding.message));
        }
    });
    glyph_ui(ui, Icon::CircleAlert, 13.0, colour);
}
