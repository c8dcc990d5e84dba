//! The settings, in place of the panes: the look of window and text, spelling, and the keys of
//! every command. A few letters find a setting; what is changed counts at once.

mod keys;

use egui::{Key, Label, Modifiers, Response, RichText, ScrollArea, Ui, vec2};

use crate::{
    action::{Action, Command, Offer, Outbox, Setting},
    model::{
        settings::{Appearance, Autosave, Goal, GoalOf, Settings, Typeface, Writing},
        spelling,
        words::say,
    },
    ui::{
        theme::{Face, Icon, colours, sizes, text_format, weight},
        widgets::{
            button_ui,
            fields::{line_field_ui, quiet},
            icon_button_ui,
            languages::language_menu_ui,
            main_button_ui,
            page::page_heading_ui,
            switch::switch_ui,
            tabs::tabs_ui,
        },
    },
};

/// The widest that the settings stand, in points.
const COLUMN: f32 = 720.0;
/// The room for what is set, at the right of its name.
const CONTROL: f32 = 300.0;

pub struct SettingsPage<'a> {
    pub offer: Offer<'a>,
    /// The languages of the dictionaries that the system has.
    pub dictionaries: &'a [String],
    /// What the site calls the day of the last change, and whether a save writes it.
    pub modified: Option<(&'a str, bool)>,
    /// The typefaces that the system has.
    pub typefaces: &'a [String],
}

#[derive(Default)]
pub struct SettingsState {
    letters: String,
    /// The field has had the keyboard.
    is_open: bool,
    keys: keys::Choosing,
}

impl SettingsState {
    /// Whether the next keys are those for a command.
    pub fn waits_for_keys(&self) -> bool {
        self.keys.waits()
    }
}

/// What is said of a setting.
struct Named<'a> {
    title: &'a str,
    help: &'a str,
}

pub fn settings_ui(
    ui: &mut Ui,
    page: &SettingsPage<'_>,
    state: &mut SettingsState,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let detail = say!("settings-they-kept-on-machine");
    page_heading_ui(ui, say!("settings-settings"), detail, |ui| {
        if main_button_ui(ui, say!("settings-done")).clicked() {
            out.push(Action::CloseFinder);
        }
    });
    state.keys.take(ui, page.offer.keymap, out);
    let is_left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if is_left && !state.waits_for_keys() {
        out.push(Action::CloseFinder);
    }
    let side = ((ui.available_width() - COLUMN) / 2.0).max(sizes::SPACE_4);
    let column = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width((ui.available_width() - side).max(240.0));
                ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
                add(ui);
            });
        });
    };
    ui.add_space(sizes::SPACE_3);
    column(ui, &mut |ui| {
        let id = ui.scope_id().with("letters");
        let field = line_field_ui(
            ui,
            id,
            &mut state.letters,
            say!("settings-setting-command-or-keys"),
            say!("settings-find-setting"),
        );
        if !std::mem::replace(&mut state.is_open, true) {
            field.request_focus();
        }
    });
    ui.add_space(sizes::SPACE_2);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        column(ui, &mut |ui| {
            ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
            let found = rows_ui(ui, page, &state.letters, out)
                | keys::keys_ui(ui, page.offer.keymap, &mut state.keys, &state.letters, out);
            if !found {
                ui.add_space(sizes::SPACE_5);
                let text = RichText::new(say!("settings-no-setting-or-command"));
                ui.label(text.color(colours(ui).text_weak));
            }
            ui.add_space(sizes::SPACE_6);
        });
    });
}

/// Whether all words of `letters` stand in one of the texts.
fn matches(letters: &str, texts: &[&str]) -> bool {
    let text = texts.join(" ").to_lowercase();
    let letters = letters.to_lowercase();
    letters.split_whitespace().all(|word| text.contains(word))
}

/// All settings but the keys. Returns whether any was found.
fn rows_ui(ui: &mut Ui, page: &SettingsPage<'_>, letters: &str, out: &mut Outbox) -> bool {
    let window = look_ui(ui, page.offer.settings, letters, out);
    let saving = saving_ui(ui, page, letters, out);
    let text = text_ui(ui, page, letters, out);
    let spelling = spelling_ui(ui, page, letters, out);
    let preview = preview_ui(ui, page, letters, out);
    window | saving | text | spelling | preview
}

fn look_ui(ui: &mut Ui, settings: &Settings, letters: &str, out: &mut Outbox) -> bool {
    let theme = Named {
        title: say!("settings-theme"),
        help: say!("settings-light-dark-or-as"),
    };
    let zoom = Named {
        title: say!("settings-zoom"),
        help: say!("settings-size-everything-window"),
    };
    let mut group = Group::new(say!("settings-window"), letters);
    group.row(ui, &theme, |ui| {
        let tabs = [
            (Appearance::Dark, say!("settings-dark")),
            (Appearance::Light, say!("settings-light")),
            (Appearance::System, say!("settings-as-desktop")),
        ];
        if let Some(chosen) = tabs_ui(ui, &tabs, settings.appearance) {
            out.push(Action::Set(Setting::Appearance(chosen)));
        }
    });
    group.row(ui, &zoom, |ui| {
        let value = format!("{:.0} %", settings.zoom * 100.0);
        match stepper_ui(ui, zoom.title, &value) {
            Some(Step::Less) => out.push(Action::Run(Command::ZoomOut)),
            Some(Step::More) => out.push(Action::Run(Command::ZoomIn)),
            None => {}
        }
    });
    group.is_found
}

fn saving_ui(ui: &mut Ui, page: &SettingsPage<'_>, letters: &str, out: &mut Outbox) -> bool {
    let autosave = Named {
        title: say!("settings-autosave"),
        help: say!("settings-autosave-help"),
    };
    let mut group = Group::new(say!("settings-saving"), letters);
    group.row(ui, &autosave, |ui| {
        let tabs = [
            (Autosave::AfterPause, say!("settings-after-pause")),
            (Autosave::OnLeaving, say!("settings-on-leaving")),
            (Autosave::Off, say!("settings-autosave-off")),
        ];
        if let Some(chosen) = tabs_ui(ui, &tabs, page.offer.settings.autosave) {
            out.push(Action::Set(Setting::Autosave(chosen)));
        }
    });
    if let Some((key, is_on)) = page.modified {
        let modified = Named {
            title: say!("settings-modified"),
            help: &say!("settings-modified-help", key = key),
        };
        if group.switch(ui, &modified, is_on) {
            out.push(Action::Set(Setting::ModifiedOnSave(!is_on)));
        }
    }
    group.is_found
}

fn text_ui(ui: &mut Ui, page: &SettingsPage<'_>, letters: &str, out: &mut Outbox) -> bool {
    let offer = &page.offer;
    let writing = offer.settings.writing;
    let size = Named {
        title: say!("settings-text-size"),
        help: say!("settings-text-you-write-points"),
    };
    let measure = Named {
        title: say!("settings-line-width"),
        help: say!("settings-how-wide-column-text"),
    };
    let mut group = Group::new(say!("settings-text"), letters);
    group.row(ui, &size, |ui| {
        let step = stepper_ui(
            ui,
            size.title,
            &say!("settings-points", points = writing.text_points),
        );
        if let Some(step) = step {
            let points = writing.text_points + 0.5 * step.sign();
            out.push(Action::Set(Setting::TextSize(points)));
        }
    });
    group.row(ui, &measure, |ui| {
        let step = stepper_ui(ui, measure.title, &writing.measure.to_string());
        if let Some(step) = step {
            let measure = writing.measure + 5.0 * step.sign();
            out.push(Action::Set(Setting::Measure(measure)));
        }
    });
    let face = &offer.settings.typefaces.text;
    if let Some(face) = group.typeface(ui, say!("settings-text-face"), face, Face::Text, page) {
        out.push(Action::Set(Setting::TextFace(face)));
    }
    heights_ui(ui, &mut group, writing, out);
    goal_ui(ui, &mut group, &offer.settings.goal, out);
    let switches = [
        Command::ShowLineNumbers,
        Command::FocusMode,
        Command::Typewriter,
        Command::Punctuation,
        Command::BlockMenu,
        Command::ShowHeadAsText,
    ];
    group.switches(ui, &switches, offer, out);
    group.is_found
}

/// The heights of lines, and of what is between paragraphs.
fn heights_ui(ui: &mut Ui, group: &mut Group<'_>, writing: Writing, out: &mut Outbox) {
    const STEP: f32 = 0.05;
    let line = Named {
        title: say!("settings-line-height"),
        help: say!("settings-line-height-help"),
    };
    let paragraph = Named {
        title: say!("settings-paragraph-spacing"),
        help: say!("settings-paragraph-spacing-help"),
    };
    let percent = |parts: f32| format!("{:.0} %", parts * 100.0);
    group.row(ui, &line, |ui| {
        if let Some(step) = stepper_ui(ui, line.title, &percent(writing.line_height)) {
            let height = writing.line_height + STEP * step.sign();
            out.push(Action::Set(Setting::LineHeight(height)));
        }
    });
    group.row(ui, &paragraph, |ui| {
        if let Some(step) = stepper_ui(ui, paragraph.title, &percent(writing.paragraph_spacing)) {
            let spacing = writing.paragraph_spacing + 2.0 * STEP * step.sign();
            out.push(Action::Set(Setting::ParagraphSpacing(spacing)));
        }
    });
}

fn goal_ui(ui: &mut Ui, group: &mut Group<'_>, goal: &Goal, out: &mut Outbox) {
    let named = Named {
        title: say!("settings-goal"),
        help: say!("settings-goal-help"),
    };
    group.row(ui, &named, |ui| {
        let value = match goal.words {
            0 => say!("settings-goal-none").to_owned(),
            words => words.to_string(),
        };
        let step = stepper_ui(ui, named.title, &value);
        if goal.words > 0 {
            let tabs = [
                (GoalOf::Day, say!("settings-goal-day")),
                (GoalOf::Article, say!("settings-goal-article")),
            ];
            if let Some(of) = tabs_ui(ui, &tabs, goal.of) {
                out.push(Action::Set(Setting::GoalOf(of)));
            }
        }
        let words = match step {
            Some(Step::More) => goal.words + Goal::STEP,
            Some(Step::Less) => goal.words.saturating_sub(Goal::STEP),
            None => return,
        };
        out.push(Action::Set(Setting::Goal(words)));
    });
}

/// The typefaces to choose from, the shipped ones first.
fn typefaces_ui(ui: &mut Ui, chosen: &Typeface, installed: &[String]) -> Option<Typeface> {
    ui.set_min_width(220.0);
    let mut answer = None;
    let most = ui.ctx().content_rect().height() * 0.5;
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        let installed = installed.iter().cloned().map(Typeface::System);
        for face in Typeface::SHIPPED.into_iter().chain(installed) {
            if ui.selectable_label(face == *chosen, face.title()).clicked() {
                answer = Some(face);
            }
        }
    });
    answer
}

fn spelling_ui(ui: &mut Ui, page: &SettingsPage<'_>, letters: &str, out: &mut Outbox) -> bool {
    let language = Named {
        title: say!("settings-spelling-language"),
        help: say!("settings-articles-do-not-say"),
    };
    let count = spelling::languages(page.dictionaries).count();
    let names: Vec<&str> = spelling::languages(page.dictionaries)
        .map(spelling::title)
        .collect();
    let dictionaries = Named {
        title: say!("settings-dictionaries"),
        help: &say!(
            "settings-others-those-system-debian",
            names = names.join(", ")
        ),
    };
    let mut group = Group::new(say!("settings-spelling"), letters);
    group.switches(ui, &[Command::CheckSpelling], &page.offer, out);
    group.row(ui, &language, |ui| {
        let chosen = page.offer.settings.spelling_language.as_deref();
        let shown = chosen.map_or(say!("settings-told-by-words"), spelling::title);
        let name = format!("{}: {shown}", language.title);
        let button = button_ui(ui, shown);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        egui::Popup::menu(&button).show(|ui| {
            let chosen = language_menu_ui(
                ui,
                say!("settings-told-by-words"),
                chosen,
                page.dictionaries,
            );
            if let Some(tag) = chosen {
                out.push(Action::Set(Setting::SpellingLanguage(tag)));
            }
        });
    });
    group.row(ui, &dictionaries, |ui| {
        ui.label(RichText::new(count.to_string()).color(colours(ui).text_weak));
    });
    group.is_found
}

fn preview_ui(ui: &mut Ui, page: &SettingsPage<'_>, letters: &str, out: &mut Outbox) -> bool {
    let offer = &page.offer;
    let pictures = Named {
        title: say!("settings-pictures-from-web"),
        help: say!("settings-fetch-pictures-articles-name"),
    };
    let mut group = Group::new(say!("settings-preview"), letters);
    let face = &offer.settings.typefaces.preview;
    if let Some(face) = group.typeface(ui, say!("settings-page-face"), face, Face::Page, page) {
        out.push(Action::Set(Setting::PreviewFace(face)));
    }
    let switches = [Command::PreviewFollows, Command::TextFollows];
    group.switches(ui, &switches, offer, out);
    let is_on = offer.settings.web_pictures;
    if group.switch(ui, &pictures, is_on) {
        out.push(Action::Set(Setting::WebPictures(!is_on)));
    }
    group.is_found
}

/// Rows under one heading, which is there when one of them is.
struct Group<'a> {
    heading: &'a str,
    letters: &'a str,
    is_found: bool,
}

impl<'a> Group<'a> {
    fn new(heading: &'a str, letters: &'a str) -> Self {
        Self {
            heading,
            letters,
            is_found: false,
        }
    }

    /// A row, if the letters ask for it.
    fn row(&mut self, ui: &mut Ui, named: &Named<'_>, control: impl FnOnce(&mut Ui)) {
        self.titled_row(ui, named, control);
    }

    /// The same; returns its title.
    fn titled_row(
        &mut self,
        ui: &mut Ui,
        named: &Named<'_>,
        control: impl FnOnce(&mut Ui),
    ) -> Option<Response> {
        let texts = [self.heading, named.title, named.help];
        matches(self.letters, &texts).then(|| self.found_row(ui, named, control))
    }

    /// A row with a switch, which says its title to a screen reader. Whether it was turned.
    fn switch(&mut self, ui: &mut Ui, named: &Named<'_>, is_on: bool) -> bool {
        let mut is_turned = false;
        let title = self.titled_row(ui, named, |ui| {
            is_turned = switch_ui(ui, is_on, named.title).clicked();
        });
        if let Some(title) = title {
            quiet(&title);
        }
        is_turned
    }

    /// A row that was found by other letters than those of its name.
    fn found_row(
        &mut self,
        ui: &mut Ui,
        named: &Named<'_>,
        control: impl FnOnce(&mut Ui),
    ) -> Response {
        if !std::mem::replace(&mut self.is_found, true) {
            ui.add_space(sizes::SPACE_4);
            let heading = RichText::new(self.heading)
                .size(sizes::TEXT_LARGE)
                .variation(b"wght", weight::SEMIBOLD);
            ui.label(heading);
        }
        row_ui(ui, named, control)
    }

    /// A row for a typeface, with a sample of it below. Returns what was chosen.
    fn typeface(
        &mut self,
        ui: &mut Ui,
        title: &str,
        chosen: &Typeface,
        face: Face,
        page: &SettingsPage<'_>,
    ) -> Option<Typeface> {
        let named = Named {
            title,
            help: say!("settings-face-help"),
        };
        let mut answer = None;
        let mut is_shown = false;
        self.row(ui, &named, |ui| {
            is_shown = true;
            let name = format!("{title}: {}", chosen.title());
            let button = button_ui(ui, chosen.title());
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            egui::Popup::menu(&button).show(|ui| {
                answer = typefaces_ui(ui, chosen, page.typefaces);
            });
        });
        if is_shown {
            let points = page.offer.settings.writing.text_points;
            sample_ui(ui, face, points);
        }
        answer
    }

    fn switches(&mut self, ui: &mut Ui, switches: &[Command], offer: &Offer<'_>, out: &mut Outbox) {
        for &command in switches {
            let named = Named {
                title: command.title(),
                help: command.help(),
            };
            if self.switch(ui, &named, offer.is_on(command)) {
                out.push(Action::Run(command));
            }
        }
    }
}

/// A line in a typeface, upright, bold and italic.
fn sample_ui(ui: &mut Ui, face: Face, points: f32) {
    let ink = colours(ui).text;
    let mut job = egui::text::LayoutJob::default();
    for (text, face, heavy) in [
        (say!("settings-sample"), face, weight::REGULAR),
        (say!("settings-sample-bold"), face, weight::BOLD),
        (
            say!("settings-sample-italic"),
            face.italic(),
            weight::REGULAR,
        ),
    ] {
        job.append(text, sizes::SPACE_2, text_format(face, points, heavy, ink));
    }
    ui.add(Label::new(job).wrap());
    ui.add_space(sizes::SPACE_2);
}

/// The name and what it is at the left, what sets it at the right, from right to left. Returns the
/// name.
fn row_ui(ui: &mut Ui, named: &Named<'_>, control: impl FnOnce(&mut Ui)) -> Response {
    ui.horizontal(|ui| {
        let room = CONTROL.min(ui.available_width() * 0.5);
        let width = ui.available_width() - room - sizes::SPACE_2;
        let title = ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add_space(sizes::SPACE_1);
            let title = ui.add(Label::new(RichText::new(named.title)).truncate());
            let help = RichText::new(named.help).size(sizes::TEXT_SMALL);
            ui.add(Label::new(help.color(colours(ui).text_weak)).wrap());
            ui.add_space(sizes::SPACE_1);
            title
        });
        let size = vec2(ui.available_width(), sizes::CONTROL);
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.allocate_ui_with_layout(size, right, control);
        title.inner
    })
    .inner
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Less,
    More,
}

impl Step {
    fn sign(self) -> f32 {
        match self {
            Self::Less => -1.0,
            Self::More => 1.0,
        }
    }
}

/// A value between buttons for less and more, laid out from the right.
fn stepper_ui(ui: &mut Ui, name: &str, value: &str) -> Option<Step> {
    let mut step = None;
    if icon_button_ui(ui, Icon::Plus, &say!("settings-more", name = name), false).clicked() {
        step = Some(Step::More);
    }
    let size = vec2(64.0, sizes::CONTROL);
    ui.add_sized(size, Label::new(value));
    if icon_button_ui(ui, Icon::Minus, &say!("settings-less", name = name), false).clicked() {
        step = Some(Step::Less);
    }
    step
}
