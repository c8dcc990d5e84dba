//! The entry in the site's list, as the `PaperMod` theme draws it.

use egui::{CornerRadius, Margin, Ui, vec2};

use super::{Sheet, Words, frame, words_ui};
use crate::{
    model::{card::CoverFile, check, words::say},
    ui::theme::{colours, sizes, weight},
};

impl Sheet<'_, '_> {
    pub(super) fn list_ui(&mut self, ui: &mut Ui) {
        const PAD: f32 = 24.0;
        let colours = colours(ui);
        let file = self.cover_file();
        let card = self.card;
        Self::heading_ui(ui, say!("list-list-site"));
        frame(colours, 8)
            .inner_margin(Margin::same(24))
            .show(ui, |ui| {
                let room = self.width - 2.0 * PAD - 2.0;
                ui.set_width(room);
                if card
                    .cover
                    .as_ref()
                    .is_some_and(|cover| !cover.is_hidden_in_list)
                {
                    let ratio = match file {
                        Some(CoverFile::Ready([width, height])) => {
                            height as f32 / width.max(1) as f32
                        }
                        _ => 0.5,
                    };
                    let size = vec2(room, (room * ratio).round());
                    self.cover_ui(ui, size, CornerRadius::same(8));
                    ui.add_space(sizes::SPACE_4);
                }
                let draft = if card.is_draft {
                    say!("list-draft")
                } else {
                    ""
                };
                let title = format!("{}{draft}", card.title);
                let heading = Words {
                    size: 24.0,
                    weight: weight::BOLD,
                    colour: colours.text,
                    rows: 4,
                };
                words_ui(ui, &title, heading);
                ui.add_space(sizes::SPACE_2);
                let summary = Words::plain(14.0, colours.text_weak, 2);
                words_ui(ui, &card.summary, summary);
                ui.add_space(sizes::SPACE_3);
                let minutes = self.page.statistics.reading_minutes();
                let parts = [
                    self.page.long_date(&card.date),
                    say!("list-min", minutes = minutes),
                    card.author.clone(),
                ];
                let footer: Vec<&str> = parts
                    .iter()
                    .map(String::as_str)
                    .filter(|part| !part.is_empty())
                    .collect();
                let footer_look = Words::plain(13.0, colours.text_weak, 1);
                words_ui(ui, &footer.join(" · "), footer_look);
            });
        self.found_ui(ui, check::card::Seen::InList, file);
    }
}
