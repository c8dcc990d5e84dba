//! What social networks make of a link to the article.

use egui::{Align2, CornerRadius, Frame, Margin, Ui, vec2};

use super::{Sheet, Words, frame, job, padding, words_ui};
use crate::{
    model::{
        card::{Card, SOCIAL_PIXELS},
        check,
        words::say,
    },
    ui::theme::{
        colours,
        colours::{ON_PICTURE, OVER_PICTURE},
        sizes,
    },
};

impl Sheet<'_, '_> {
    pub(super) fn social_ui(&mut self, ui: &mut Ui) {
        let file = self.cover_file();
        Self::heading_ui(ui, say!("social-facebook-linkedin"));
        self.below_ui(ui);
        ui.add_space(sizes::SPACE_5);
        Self::heading_ui(ui, "X");
        self.over_ui(ui);
        ui.add_space(sizes::SPACE_5);
        Self::heading_ui(ui, say!("social-mastodon-bluesky-whatsapp"));
        self.beside_ui(ui);
        self.found_ui(ui, check::card::Seen::OnNetworks, file);
    }

    fn size(&self) -> egui::Vec2 {
        let [width, height] = SOCIAL_PIXELS.map(|side| side as f32);
        vec2(self.width - 2.0, (self.width * height / width).round())
    }

    /// Picture, host, two lines of title, one of description.
    fn below_ui(&mut self, ui: &mut Ui) {
        let colours = colours(ui);
        let host = self.host().0.to_uppercase();
        frame(colours, 0).show(ui, |ui| {
            self.cover_ui(ui, self.size(), CornerRadius::ZERO);
            Frame::new().inner_margin(padding()).show(ui, |ui| {
                ui.set_width(self.width - 30.0);
                self.about_ui(ui, &host, [12.0, 16.0, 14.0], 3.0);
            });
        });
    }

    /// Where the link leads, its title and what it is about, of these sizes and `gap` apart.
    fn about_ui(&self, ui: &mut Ui, from: &str, [small, title, text]: [f32; 3], gap: f32) {
        let colours = colours(ui);
        let Card {
            title: heading,
            description,
            ..
        } = self.card;
        words_ui(ui, from, Words::plain(small, colours.text_weak, 1));
        ui.add_space(gap);
        words_ui(ui, heading, Words::title(title, colours.text));
        ui.add_space(gap);
        words_ui(ui, description, Words::plain(text, colours.text_weak, 1));
    }

    /// The title in one line over the picture, the host below it.
    fn over_ui(&mut self, ui: &mut Ui) {
        let colours = colours(ui);
        let size = self.size();
        let radius = CornerRadius::same(14);
        let top = ui.cursor().min;
        self.cover_ui(ui, size, radius);
        let title = Words::plain(13.0, ON_PICTURE, 1);
        let job = job(&self.card.title, title, size.x - 40.0);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let corner = top + vec2(12.0, size.y - 12.0);
        let box_size = galley.size() + vec2(16.0, 6.0);
        let rect = Align2::LEFT_BOTTOM.anchor_size(corner, box_size);
        ui.painter()
            .rect_filled(rect, CornerRadius::same(4), OVER_PICTURE);
        ui.painter()
            .galley(rect.min + vec2(8.0, 3.0), galley, ON_PICTURE);
        ui.add_space(sizes::SPACE_1);
        let from = say!("social-from", host = self.host().0);
        words_ui(ui, &from, Words::plain(13.0, colours.text_weak, 1));
    }

    /// A small square picture, and beside it the site, the title and the description.
    fn beside_ui(&mut self, ui: &mut Ui) {
        const SIDE: f32 = 108.0;
        let colours = colours(ui);
        let (host, site) = self.host();
        let name = if site.is_empty() { host } else { site }.to_owned();
        frame(colours, 8).show(ui, |ui| {
            ui.set_width(self.width - 2.0);
            ui.horizontal_top(|ui| {
                let radius = CornerRadius {
                    nw: 8,
                    sw: 8,
                    ..CornerRadius::ZERO
                };
                self.cover_ui(ui, vec2(SIDE, SIDE), radius);
                let margin = Margin {
                    left: 6,
                    right: 12,
                    top: 10,
                    bottom: 8,
                };
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.vertical(|ui| self.about_ui(ui, &name, [12.5, 15.0, 12.5], 2.0));
                });
            });
        });
    }
}
