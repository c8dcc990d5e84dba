//! What the window shows while no article is open.

use std::path::Path;

use egui::{RichText, Ui};

use crate::{
    action::{Action, Command, Outbox},
    model::{settings::SiteLook, words::say},
    ui::{
        found::found_in,
        theme::{Face, colours, sizes},
        widgets::{button_ui, main_button_ui},
    },
};

/// A site is being read.
pub fn reading_ui(ui: &mut Ui, title: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.35).max(sizes::SPACE_6));
        let text = say!("articles-reading", title = title);
        ui.label(RichText::new(text).color(colours(ui).text_weak));
    });
}

/// So many sites are offered again.
const RECENT: usize = 5;

/// `has_site`: a folder is open, so an article can be chosen. `recent`: the other sites.
pub fn welcome_ui(ui: &mut Ui, has_site: bool, recent: &[(&Path, &SiteLook)], out: &mut Outbox) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.25).max(sizes::SPACE_6));
        ui.label(
            RichText::new(say!("welcome-kopij"))
                .font(Face::Text.font(34.0))
                .variation(b"wght", 600.0)
                .color(colours(ui).text),
        );
        ui.add_space(sizes::SPACE_1);
        let text = if has_site {
            say!("welcome-choose-article-at-left")
        } else {
            say!("welcome-open-folder-your-site")
        };
        ui.label(RichText::new(text).color(colours(ui).text_weak));
        ui.add_space(sizes::SPACE_4);
        if has_site {
            if main_button_ui(ui, say!("welcome-go-article")).clicked() {
                out.push(Action::Run(Command::GoToArticle));
            }
        } else if main_button_ui(ui, say!("welcome-open-folder")).clicked() {
            out.push(Action::Run(Command::OpenFolder));
        }
        if has_site && button_ui(ui, say!("welcome-open-another-folder")).clicked() {
            out.push(Action::Run(Command::OpenFolder));
        }
        if !recent.is_empty() {
            ui.add_space(sizes::SPACE_5);
            let title = RichText::new(say!("welcome-recent")).size(sizes::TEXT_SMALL);
            ui.label(title.color(colours(ui).text_weak));
        }
        for (root, look) in recent.iter().take(RECENT) {
            if ui
                .button(&look.title)
                .on_hover_text(root.display().to_string())
                .clicked()
            {
                out.push(Action::OpenSite(root.to_path_buf()));
            }
            let found = RichText::new(found_in(&look.found)).size(sizes::TEXT_SMALL);
            ui.label(found.color(colours(ui).text_faint));
        }
    });
}
