//! What a search engine makes of the article.

use egui::{Align2, CornerRadius, Margin, Sense, Ui, vec2};

use super::{Sheet, Words, frame, words_ui};
use crate::{
    model::{
        check,
        site::limits::{self, Limit},
        words::say,
    },
    ui::theme::{Face, colours, sizes},
};

/// Of the letters of a search result.
fn size_of(limit: &Limit) -> f32 {
    limit.search.map_or(sizes::TEXT, |search| search.size)
}

impl Sheet<'_, '_> {
    pub(super) fn search_ui(&mut self, ui: &mut Ui) {
        let colours = colours(ui);
        let card = self.card;
        Self::heading_ui(ui, say!("search-search-engine"));
        frame(colours, 8)
            .inner_margin(Margin::same(20))
            .show(ui, |ui| {
                ui.set_width(self.width - 42.0);
                self.site_ui(ui);
                ui.add_space(sizes::SPACE_2);
                let (title, _) = limits::TITLE.in_search(&card.title);
                let title_look = Words::plain(size_of(&limits::TITLE), colours.link, 2);
                words_ui(ui, &title, title_look);
                ui.add_space(sizes::SPACE_1);
                let (text, _) = limits::SUMMARY.in_search(&card.description);
                let date = self.page.long_date(&card.date);
                let dash = if date.is_empty() { "" } else { " — " };
                let text_look = Words::plain(size_of(&limits::SUMMARY), colours.text_weak, 4);
                words_ui(ui, &format!("{date}{dash}{text}"), text_look);
            });
        self.found_ui(ui, check::card::Seen::InSearch, None);
    }

    /// The site's initial, its name, and the way to the page.
    fn site_ui(&self, ui: &mut Ui) {
        const SIDE: f32 = 28.0;
        let colours = colours(ui);
        let (host, site) = self.host();
        let name = if site.is_empty() { host } else { site };
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::hover());
            let round = CornerRadius::same(14);
            ui.painter().rect_filled(rect, round, colours.pressed);
            let initial: String = name.chars().take(1).collect();
            ui.painter().text(
                rect.center(),
                Align2::CENTER_CENTER,
                initial.to_uppercase(),
                Face::Interface.font(sizes::TEXT),
                colours.text_weak,
            );
            ui.vertical(|ui| {
                words_ui(ui, name, Words::plain(14.0, colours.text, 1));
                let way = self.way().join(" › ");
                words_ui(ui, &way, Words::plain(12.0, colours.text_weak, 1));
            });
        });
    }

    /// The host and the parts of the address of the page.
    fn way(&self) -> Vec<String> {
        let address = self
            .page
            .site
            .map(|site| site.address_of(self.page.path, self.page.front_matter, self.page.text));
        let host = self.host().0.to_owned();
        std::iter::once(host)
            .chain(address.into_iter().flatten())
            .collect()
    }
}
