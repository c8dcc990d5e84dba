//! Rows of the settings below their headings: the name and what it is at the left, what sets it at the
//! right. All that sets something is one stop of the Tab key.

use egui::{Label, Response, RichText, ScrollArea, Ui, vec2};

use super::SettingsPage;
use crate::{
    action::{Action, Command, Offer, Outbox},
    model::{settings::Typeface, words::say},
    ui::{
        theme::{Face, Icon, colours, sizes, text_format, weight},
        widgets::{
            buttons::{button_at_stop_ui, icon_button_at_stop_ui},
            fields::quiet,
            popup,
            stop::Stop,
            switch::switch_at_stop_ui,
        },
    },
};

/// The room for what is set, at the right of its name.
const CONTROL: f32 = 300.0;

/// What the rows are drawn for.
pub struct Asked<'a> {
    /// Those that they are found by.
    pub letters: &'a str,
    pub stop: Stop,
}

/// What is said of a setting.
pub struct Named<'a> {
    pub title: &'a str,
    pub help: &'a str,
}

/// Whether all words of `letters` stand in one of the texts.
pub fn matches(letters: &str, texts: &[&str]) -> bool {
    let text = texts.join(" ").to_lowercase();
    let letters = letters.to_lowercase();
    letters.split_whitespace().all(|word| text.contains(word))
}

/// Rows under one heading, which is there when one of them is.
pub struct Group<'a, 'l> {
    heading: &'a str,
    pub asked: &'a mut Asked<'l>,
    pub is_found: bool,
}

impl<'a, 'l> Group<'a, 'l> {
    pub fn new(heading: &'a str, asked: &'a mut Asked<'l>) -> Self {
        Self {
            heading,
            asked,
            is_found: false,
        }
    }

    /// A row, if the letters ask for it.
    pub fn row(
        &mut self,
        ui: &mut Ui,
        named: &Named<'_>,
        control: impl FnOnce(&mut Ui, &mut Stop),
    ) {
        self.titled_row(ui, named, control);
    }

    /// The same; returns its title.
    fn titled_row(
        &mut self,
        ui: &mut Ui,
        named: &Named<'_>,
        control: impl FnOnce(&mut Ui, &mut Stop),
    ) -> Option<Response> {
        let texts = [self.heading, named.title, named.help];
        matches(self.asked.letters, &texts).then(|| self.found_row(ui, named, control))
    }

    /// A row with a switch, which says its title to a screen reader. Whether it was turned.
    pub fn switch(&mut self, ui: &mut Ui, named: &Named<'_>, is_on: bool) -> bool {
        let mut is_turned = false;
        let title = self.titled_row(ui, named, |ui, stop| {
            is_turned = switch_at_stop_ui(ui, is_on, named.title, stop).clicked();
        });
        if let Some(title) = title {
            quiet(&title);
        }
        is_turned
    }

    /// A row that was found by other letters than those of its name.
    pub fn found_row(
        &mut self,
        ui: &mut Ui,
        named: &Named<'_>,
        control: impl FnOnce(&mut Ui, &mut Stop),
    ) -> Response {
        if !std::mem::replace(&mut self.is_found, true) {
            ui.add_space(sizes::SPACE_4);
            let heading = RichText::new(self.heading)
                .size(sizes::TEXT_LARGE)
                .variation(b"wght", weight::SEMIBOLD);
            ui.label(heading);
        }
        row_ui(ui, named, |ui| control(ui, &mut self.asked.stop))
    }

    /// A row for a typeface, with a sample of it below. Returns what was chosen.
    pub fn typeface(
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
        self.row(ui, &named, |ui, stop| {
            is_shown = true;
            let name = format!("{title}: {}", chosen.title());
            let button = button_at_stop_ui(ui, chosen.title(), stop);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            popup::menu_ui(egui::Popup::menu(&button), Some(&button), |ui| {
                answer = typefaces_ui(ui, chosen, page.typefaces);
            });
        });
        if is_shown {
            let points = page.offer.settings.writing.text_points;
            sample_ui(ui, face, points);
        }
        answer
    }

    pub fn switches(
        &mut self,
        ui: &mut Ui,
        switches: &[Command],
        offer: &Offer<'_>,
        out: &mut Outbox,
    ) {
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
pub enum Step {
    Less,
    More,
}

impl Step {
    pub fn sign(self) -> f32 {
        match self {
            Self::Less => -1.0,
            Self::More => 1.0,
        }
    }
}

/// A value between buttons for less and more, laid out from the right.
pub fn stepper_ui(ui: &mut Ui, stop: &mut Stop, name: &str, value: &str) -> Option<Step> {
    let mut taken = None;
    if icon_button_at_stop_ui(ui, Icon::Plus, &say!("settings-more", name = name), stop).clicked() {
        taken = Some(Step::More);
    }
    let size = vec2(64.0, sizes::CONTROL);
    ui.add_sized(size, Label::new(value));
    if icon_button_at_stop_ui(ui, Icon::Minus, &say!("settings-less", name = name), stop).clicked()
    {
        taken = Some(Step::Less);
    }
    taken
}
