//! The settings, in place of the panes: the look of window and text, spelling, and the keys of
//! every command. A few letters find a setting; what is changed counts at once.

mod keys;
mod rows;

use egui::{Key, Modifiers, RichText, ScrollArea, Ui};

use self::rows::{Asked, Group, Named, Step, stepper_ui};
use crate::{
    action::{Action, Command, Offer, Outbox, Setting},
    model::{
        settings::{Appearance, Autosave, Goal, GoalOf, Settings, Writing},
        spelling,
        words::{self, say},
    },
    ui::{
        theme::{Face, colours, sizes},
        widgets::{
            button_ui,
            buttons::button_at_stop_ui,
            fields::line_field_ui,
            languages::{LanguageMenu, language_menu_ui},
            page::page_heading_ui,
            popup,
            stop::Stop,
            tabs::tabs_at_stop_ui,
        },
    },
};

/// The widest that the settings stand, in points.
const COLUMN: f32 = 720.0;

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
    /// With the word goal alone in sight.
    pub fn at_goal() -> Self {
        Self {
            letters: say!("settings-goal").to_owned(),
            ..Self::default()
        }
    }

    /// Whether the next keys are those for a command.
    pub fn waits_for_keys(&self) -> bool {
        self.keys.waits()
    }
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
        if button_ui(ui, say!("settings-done")).clicked() {
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
    let mut is_entered = false;
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
        is_entered = field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
    });
    ui.add_space(sizes::SPACE_2);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        column(ui, &mut |ui| {
            ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
            let mut asked = Asked {
                letters: &state.letters,
                stop: Stop::new(ui, "settings", 0),
            };
            let found = rows_ui(ui, page, &mut asked, out)
                | keys::keys_ui(ui, page.offer.keymap, &mut state.keys, &mut asked, out);
            if is_entered {
                asked.stop.enter(ui);
            } else {
                asked.stop.end(ui);
            }
            if !found {
                ui.add_space(sizes::SPACE_5);
                let text = RichText::new(say!("settings-no-setting-or-command"));
                ui.label(text.color(colours(ui).text_weak));
            }
            ui.add_space(sizes::SPACE_6);
        });
    });
}

/// All settings but the keys. Returns whether any was found.
fn rows_ui(ui: &mut Ui, page: &SettingsPage<'_>, asked: &mut Asked<'_>, out: &mut Outbox) -> bool {
    let window = look_ui(ui, page.offer.settings, asked, out);
    let saving = saving_ui(ui, page, asked, out);
    let text = text_ui(ui, page, asked, out);
    let spelling = spelling_ui(ui, page, asked, out);
    let preview = preview_ui(ui, page, asked, out);
    window | saving | text | spelling | preview
}

fn look_ui(ui: &mut Ui, settings: &Settings, asked: &mut Asked<'_>, out: &mut Outbox) -> bool {
    let theme = Named {
        title: say!("settings-theme"),
        help: say!("settings-light-dark-or-as"),
    };
    let zoom = Named {
        title: say!("settings-zoom"),
        help: say!("settings-size-everything-window"),
    };
    let language = Named {
        title: say!("settings-language"),
        help: say!("settings-language-help"),
    };
    let mut group = Group::new(say!("settings-window"), asked);
    group.row(ui, &theme, |ui, stop| {
        let tabs = [
            (Appearance::Dark, say!("settings-dark")),
            (Appearance::Light, say!("settings-light")),
            (Appearance::System, say!("settings-as-desktop")),
        ];
        if let Some(chosen) = tabs_at_stop_ui(ui, &tabs, settings.appearance, stop) {
            out.push(Action::Set(Setting::Appearance(chosen)));
        }
    });
    group.row(ui, &zoom, |ui, stop| {
        let value = format!("{:.0} %", settings.zoom * 100.0);
        match stepper_ui(ui, stop, zoom.title, &value) {
            Some(Step::Less) => out.push(Action::Run(Command::ZoomOut)),
            Some(Step::More) => out.push(Action::Run(Command::ZoomIn)),
            None => {}
        }
    });
    group.row(ui, &language, |ui, stop| {
        let chosen = settings.language.as_deref();
        let setting = chosen_language_ui(ui, language.title, chosen, stop);
        out.extend(setting.map(Action::Set));
    });
    group.is_found
}

/// The languages that the window speaks, by their own names. Returns the choice.
fn chosen_language_ui(
    ui: &mut Ui,
    title: &str,
    chosen: Option<&str>,
    stop: &mut Stop,
) -> Option<Setting> {
    let named = |tag: Option<&str>| {
        let mut languages = words::languages().iter();
        let language = languages.find(|it| Some(it.tag) == tag);
        language.map_or(say!("settings-language-of-system"), |it| it.name)
    };
    let shown = named(chosen);
    let name = format!("{title}: {shown}");
    let button = button_at_stop_ui(ui, shown, stop);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let mut answer = None;
    popup::menu_ui(egui::Popup::menu(&button), Some(&button), |ui| {
        let tags = words::languages().iter().map(|it| Some(it.tag));
        for tag in std::iter::once(None).chain(tags) {
            if ui.selectable_label(tag == chosen, named(tag)).clicked() {
                answer = Some(Setting::Language(tag.map(str::to_owned)));
            }
        }
    });
    answer
}

fn saving_ui(
    ui: &mut Ui,
    page: &SettingsPage<'_>,
    asked: &mut Asked<'_>,
    out: &mut Outbox,
) -> bool {
    let autosave = Named {
        title: say!("settings-autosave"),
        help: say!("settings-autosave-help"),
    };
    let mut group = Group::new(say!("settings-saving"), asked);
    group.row(ui, &autosave, |ui, stop| {
        let tabs = [
            (Autosave::AfterPause, say!("settings-after-pause")),
            (Autosave::OnLeaving, say!("settings-on-leaving")),
            (Autosave::Off, say!("settings-autosave-off")),
        ];
        if let Some(chosen) = tabs_at_stop_ui(ui, &tabs, page.offer.settings.autosave, stop) {
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

fn text_ui(ui: &mut Ui, page: &SettingsPage<'_>, asked: &mut Asked<'_>, out: &mut Outbox) -> bool {
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
    let mut group = Group::new(say!("settings-text"), asked);
    group.row(ui, &size, |ui, stop| {
        let step = stepper_ui(
            ui,
            stop,
            size.title,
            &say!("settings-points", points = writing.text_points),
        );
        if let Some(step) = step {
            let points = writing.text_points + 0.5 * step.sign();
            out.push(Action::Set(Setting::TextSize(points)));
        }
    });
    group.row(ui, &measure, |ui, stop| {
        let step = stepper_ui(ui, stop, measure.title, &writing.measure.to_string());
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
        Command::FocusSentence,
        Command::Typewriter,
        Command::Punctuation,
        Command::BlockMenu,
        Command::ShowHeadAsText,
    ];
    group.switches(ui, &switches, offer, out);
    group.is_found
}

/// The heights of lines, and of what is between paragraphs.
fn heights_ui(ui: &mut Ui, group: &mut Group<'_, '_>, writing: Writing, out: &mut Outbox) {
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
    group.row(ui, &line, |ui, stop| {
        if let Some(step) = stepper_ui(ui, stop, line.title, &percent(writing.line_height)) {
            let height = writing.line_height + STEP * step.sign();
            out.push(Action::Set(Setting::LineHeight(height)));
        }
    });
    group.row(ui, &paragraph, |ui, stop| {
        if let Some(step) = stepper_ui(
            ui,
            stop,
            paragraph.title,
            &percent(writing.paragraph_spacing),
        ) {
            let spacing = writing.paragraph_spacing + 2.0 * STEP * step.sign();
            out.push(Action::Set(Setting::ParagraphSpacing(spacing)));
        }
    });
}

fn goal_ui(ui: &mut Ui, group: &mut Group<'_, '_>, goal: &Goal, out: &mut Outbox) {
    let named = Named {
        title: say!("settings-goal"),
        help: say!("settings-goal-help"),
    };
    group.row(ui, &named, |ui, stop| {
        let value = match goal.words {
            0 => say!("settings-goal-none").to_owned(),
            words => words.to_string(),
        };
        let step = stepper_ui(ui, stop, named.title, &value);
        if goal.words > 0 {
            let tabs = [
                (GoalOf::Day, say!("settings-goal-day")),
                (GoalOf::Article, say!("settings-goal-article")),
            ];
            if let Some(of) = tabs_at_stop_ui(ui, &tabs, goal.of, stop) {
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

fn spelling_ui(
    ui: &mut Ui,
    page: &SettingsPage<'_>,
    asked: &mut Asked<'_>,
    out: &mut Outbox,
) -> bool {
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
    let mut group = Group::new(say!("settings-spelling"), asked);
    group.switches(ui, &[Command::CheckSpelling], &page.offer, out);
    group.row(ui, &language, |ui, stop| {
        let chosen = page.offer.settings.spelling_language.as_deref();
        let shown = chosen.map_or(say!("settings-told-by-words"), spelling::title);
        let name = format!("{}: {shown}", language.title);
        let button = button_at_stop_ui(ui, shown, stop);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        popup::menu_ui(egui::Popup::menu(&button), Some(&button), |ui| {
            let menu = LanguageMenu {
                of: None,
                otherwise: say!("settings-told-by-words"),
                chosen,
                installed: page.dictionaries,
            };
            if let Some(tag) = language_menu_ui(ui, &menu) {
                out.push(Action::Set(Setting::SpellingLanguage(tag)));
            }
        });
    });
    group.row(ui, &dictionaries, |ui, _| {
        ui.label(RichText::new(count.to_string()).color(colours(ui).text_weak));
    });
    group.is_found
}

fn preview_ui(
    ui: &mut Ui,
    page: &SettingsPage<'_>,
    asked: &mut Asked<'_>,
    out: &mut Outbox,
) -> bool {
    let offer = &page.offer;
    let pictures = Named {
        title: say!("settings-pictures-from-web"),
        help: say!("settings-fetch-pictures-articles-name"),
    };
    let mut group = Group::new(say!("settings-preview"), asked);
    let face = &offer.settings.typefaces.preview;
    if let Some(face) = group.typeface(ui, say!("settings-page-face"), face, Face::Page, page) {
        out.push(Action::Set(Setting::PreviewFace(face)));
    }
    let switches = [
        Command::PreviewFollows,
        Command::TextFollows,
        Command::ListThumbnails,
        Command::ShowRail,
    ];
    group.switches(ui, &switches, offer, out);
    let is_on = offer.settings.web_pictures;
    if group.switch(ui, &pictures, is_on) {
        out.push(Action::Set(Setting::WebPictures(!is_on)));
    }
    group.is_found
}
