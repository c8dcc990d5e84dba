//! That the site is shown in the browser, and how far it is.

use egui::{RichText, Ui};

use crate::{
    action::{Action, Command, InSiteStep, Outbox},
    model::{
        said::Says as _,
        stage::{gate::Held, log::Trouble},
        words::{self, say},
    },
    ui::{
        theme::{colours, sizes},
        widgets::popup,
    },
};

/// The widest that its menu is, in points.
const MENU_WIDTH: f32 = 360.0;

/// The site as the browser shows it.
#[derive(Clone, Copy)]
pub struct InSiteStatus<'a> {
    pub is_opening: bool,
    /// When the page was made last.
    pub built_at: Option<&'a str>,
    /// What keeps the text as it stands from the page.
    pub held: Option<&'a Held>,
    /// Why the theme makes no page of it.
    pub trouble: Option<&'a Trouble>,
    /// What may help against that.
    pub help: Option<(&'static str, InSiteStep)>,
}

pub(super) fn in_site_ui(ui: &mut Ui, status: InSiteStatus<'_>, out: &mut Outbox) {
    let colours = colours(ui);
    let (text, colour) = if status.is_opening {
        (
            say!("status-bar-in-site-opens").to_owned(),
            colours.text_weak,
        )
    } else if status.trouble.is_some() {
        (say!("status-bar-in-site-fails").to_owned(), colours.error)
    } else if let Some(held) = status.held {
        let text = match held.line {
            0 => say!("status-bar-in-site-waits").to_owned(),
            line => say!("status-bar-in-site-waits-line", line = line),
        };
        (text, colours.warning)
    } else {
        let time = status.built_at.unwrap_or_default();
        (say!("status-bar-in-site", time = time), colours.text_weak)
    };
    let text = RichText::new(text).size(sizes::TEXT_SMALL).color(colour);
    let response = ui.add(egui::Button::new(text).frame(false));
    let shown_at = egui::Popup::menu(&response).align(egui::RectAlign::TOP_START);
    popup::menu_ui(shown_at, Some(&response), |ui| menu_ui(ui, status, out));
}

fn menu_ui(ui: &mut Ui, status: InSiteStatus<'_>, out: &mut Outbox) {
    ui.set_max_width(MENU_WIDTH);
    if let Some(trouble) = status.trouble {
        ui.add(egui::Label::new(words::put(&trouble.said())).wrap());
        if ui.button(say!("status-bar-in-site-copy")).clicked() {
            ui.copy_text(trouble.words.clone());
        }
        if let Some((title, step)) = status.help
            && ui.button(title).clicked()
        {
            out.push(Action::InSite(step));
        }
        ui.separator();
    } else if let Some(held) = status.held {
        let text = say!("status-bar-in-site-held", why = words::put(&held.said()));
        ui.add(egui::Label::new(text).wrap());
        ui.separator();
    }
    for command in [Command::OpenInSite, Command::StopInSite] {
        if ui.button(command.title()).clicked() {
            out.push(Action::Run(command));
        }
    }
}
