//! What others show of the article: the site's own list, social networks, search engines.
//!
//! All of it is made from the live text, at about the sizes it has there, with what could be
//! better below it.

mod list;
mod search;
mod social;

use std::path::Path;

use egui::{
    Align, Color32, CornerRadius, Frame, Label, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    Vec2, WidgetInfo, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use super::Page;
use crate::{
    action::Outbox,
    model::{
        card::{Card, Cover, CoverFile},
        check::{self, card::Seen},
        document::DocumentId,
        finding::Finding,
        markdown::blocks::Trail,
        picture::PictureSource,
        site::Site,
        summary::Rules,
        text::Revision,
        words::{self, say},
    },
    ui::{
        pictures::Picture,
        theme::{Colours, Face, Icon, colours, colours::UNTINTED, sizes, text_format, weight},
        widgets::fields::drawn,
    },
};

/// What the preview shows of the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The page itself.
    #[default]
    Article,
    /// The entry in the site's list.
    Card,
    /// What social networks make of a link to it.
    Social,
    /// What a search engine makes of it.
    Search,
}

impl Tab {
    /// All of them, with their names.
    pub fn all() -> [(Self, &'static str); 4] {
        [
            (Self::Article, say!("cards-article")),
            (Self::Card, say!("cards-card")),
            (Self::Social, say!("cards-social")),
            (Self::Search, say!("cards-search-result")),
        ]
    }
}

/// What the cards keep between frames.
#[derive(Default)]
pub struct CardsState {
    shown: Option<(DocumentId, Revision, Trail, Rules)>,
    card: Card,
}

/// The widest card, in points: as wide as networks show them on a desk.
const WIDEST: f32 = 520.0;

/// Draws the card of `tab`; nothing for [`Tab::Article`].
pub fn cards_ui(ui: &mut Ui, page: &Page<'_>, tab: Tab, state: &mut CardsState, out: &mut Outbox) {
    let rules = page.site.map(|site| site.settings.summary_rules());
    let rules = rules.unwrap_or_default();
    let now = (page.document, page.revision, rules);
    let is_shown = state.shown.as_ref().is_some_and(|shown| {
        let (document, revision, trail, rules) = shown;
        (*document, *revision, *rules) == now && page.blocks.is_at(trail)
    });
    if !is_shown {
        state.shown = Some((page.document, page.revision, page.blocks.trail(), rules));
        state.card = Card::of(page.front_matter, page.blocks, page.text, rules);
    }
    let bounds = ui.available_rect_before_wrap();
    ui.painter().rect_filled(bounds, 0, colours(ui).paper);
    let width = (bounds.width() - 2.0 * sizes::SPACE_5).clamp(160.0, WIDEST);
    let margin = ((bounds.width() - width) * 0.5).max(0.0).floor();
    let mut sheet = Sheet {
        page,
        card: &state.card,
        width,
        out,
    };
    ScrollArea::vertical()
        .id_salt(("cards", page.document, tab as u8))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.add_space(sizes::SPACE_5);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(margin);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing = vec2(sizes::SPACE_2, 0.0);
                    match tab {
                        Tab::Article => {}
                        Tab::Card => sheet.list_ui(ui),
                        Tab::Social => sheet.social_ui(ui),
                        Tab::Search => sheet.search_ui(ui),
                    }
                });
            });
            ui.add_space(sizes::SPACE_6);
        });
}

/// One drawing of cards.
struct Sheet<'a, 'p> {
    page: &'a Page<'p>,
    card: &'a Card,
    width: f32,
    out: &'a mut Outbox,
}

/// How a text of a card is set.
#[derive(Clone, Copy)]
struct Words {
    size: f32,
    weight: f32,
    colour: Color32,
    /// The most lines; the rest is cut with an ellipsis.
    rows: usize,
}

impl Words {
    /// Of a title, in at most two lines.
    fn title(size: f32, colour: Color32) -> Self {
        Self {
            size,
            weight: weight::SEMIBOLD,
            colour,
            rows: 2,
        }
    }

    /// Of what stands around a title, in at most so many lines.
    fn plain(size: f32, colour: Color32, rows: usize) -> Self {
        Self {
            size,
            weight: weight::REGULAR,
            colour,
            rows,
        }
    }
}

impl Sheet<'_, '_> {
    /// The host of the site, and the site's title.
    fn host(&self) -> (&str, &str) {
        let site = self.page.site;
        let title = site.map_or("", |site| site.title.as_str());
        let host = site.and_then(Site::host);
        (host.unwrap_or("your-site.example"), title)
    }

    fn source(&self, cover: &Cover) -> PictureSource {
        let path = self.page.path;
        PictureSource {
            address: cover.address.clone(),
            folder: path.parent().unwrap_or(path).to_owned(),
            root: self.page.root.map(Path::to_owned),
        }
    }

    /// What is known of the cover's file; asks for it.
    fn cover_file(&mut self) -> Option<CoverFile> {
        let source = self.source(self.card.cover.as_ref()?);
        Some(
            match self.page.pictures.get(&source, self.width, self.out) {
                Picture::Loading => CoverFile::Loading,
                Picture::Ready { stored_size, .. } => CoverFile::Ready(*stored_size),
                Picture::Failed(_) => CoverFile::Failed,
            },
        )
    }

    /// The cover, cut to `size` around its middle; or what is in its place.
    fn cover_ui(&mut self, ui: &mut Ui, size: Vec2, radius: CornerRadius) {
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let colours = colours(ui);
        let cover = self.card.cover.as_ref();
        let alt = cover.map_or("", |cover| cover.alt.as_str());
        let name = say!("cards-cover", alt = alt);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name.as_str()));
        let known = cover.map(|cover| {
            let source = self.source(cover);
            self.page.pictures.get(&source, self.width, self.out)
        });
        let in_place = match known {
            Some(Picture::Ready {
                texture,
                stored_size,
                ..
            }) => {
                let shape = egui::epaint::RectShape::filled(rect, radius, UNTINTED)
                    .with_texture(texture.id(), middle(*stored_size, size));
                ui.painter().add(shape);
                return;
            }
            Some(Picture::Loading) => (Icon::Image, say!("cards-loading")),
            Some(Picture::Failed(_)) => (Icon::ImageOff, say!("cards-cover-cannot-shown")),
            None => (Icon::ImageOff, say!("cards-no-cover")),
        };
        ui.painter()
            .rect_filled(rect, radius, colours.code_background);
        let (glyph, words) = in_place;
        let painter = ui.painter();
        let font = Face::Interface.font(sizes::TEXT);
        let room = rect.width() - 2.0 * sizes::SPACE_2;
        let mut job = LayoutJob::simple(words.to_owned(), font, colours.text_weak, room);
        job.halign = Align::Center;
        let words = painter.layout_job(job);
        // A small picture has a sign alone; a screen reader is told its name.
        let is_room = words.size().y + 40.0 <= rect.height() && words.size().x <= room;
        let line = words.size().y / words.rows.len().max(1) as f32;
        let up = (words.size().y - line) * 0.5;
        let lift = if is_room { 12.0 + up } else { 0.0 };
        painter.text(
            rect.center() - vec2(0.0, lift),
            egui::Align2::CENTER_CENTER,
            char::from(glyph),
            Face::Icons.font(22.0),
            colours.text_faint,
        );
        if is_room {
            let top = rect.center() + vec2(0.0, 14.0 - line * 0.5 - up);
            painter.galley(top, words, colours.text_weak);
        }
    }

    /// What could be better, below a card: of what is wrong with the article what is seen there, and of its
    /// cover's file.
    fn found_ui(&self, ui: &mut Ui, seen: Seen, file: Option<CoverFile>) {
        let colours = colours(ui);
        ui.add_space(sizes::SPACE_4);
        let of_article = self.page.found.iter().map(|located| &located.finding);
        let of_card = of_article.filter(|finding| seen.shows(finding.rule));
        let of_file = check::card::of_file(self.card, file, seen);
        let all: Vec<&Finding> = of_card.chain(&of_file).collect();
        let rows = all.iter().map(|finding| {
            let words = words::put(&finding.message);
            (Icon::TriangleAlert, colours.warning, words)
        });
        let well = (
            Icon::Check,
            colours.done,
            say!("cards-nothing-improve").to_owned(),
        );
        let well = all.is_empty().then_some(well);
        for (glyph, colour, said) in rows.chain(well) {
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
                let centre = egui::Align2::CENTER_CENTER;
                let font = Face::Icons.font(14.0);
                ui.painter()
                    .text(rect.center(), centre, char::from(glyph), font, colour);
                let room = ui.available_width();
                let words = Words::plain(sizes::TEXT, colours.text_weak, 3);
                ui.add(Label::new(job(&said, words, room)).wrap());
            });
            ui.add_space(sizes::SPACE_1);
        }
    }

    /// A small heading over a card.
    fn heading_ui(ui: &mut Ui, words: &str) {
        let words_look = Words {
            size: sizes::TEXT_SMALL,
            weight: weight::MEDIUM,
            colour: colours(ui).text_weak,
            rows: 1,
        };
        words_ui(ui, words, words_look);
        ui.add_space(sizes::SPACE_2);
    }
}

/// Adds text as wide as there is room.
fn words_ui(ui: &mut Ui, words: &str, look: Words) {
    if words.is_empty() {
        return;
    }
    let job = job(words, look, ui.available_width());
    ui.add(Label::new(job).selectable(true));
}

fn job(words: &str, look: Words, width: f32) -> LayoutJob {
    let mut format = text_format(Face::Interface, look.size, look.weight, look.colour);
    format.line_height = Some((look.size * 1.35).round());
    let mut job = LayoutJob::single_section(drawn(words).into_owned(), format);
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: look.rows,
        break_anywhere: false,
        overflow_character: Some('…'),
    };
    job
}

/// The box of a card.
fn frame(colours: &Colours, radius: u8) -> Frame {
    Frame::new()
        .fill(colours.raised)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CornerRadius::same(radius))
}

fn padding() -> Margin {
    Margin::symmetric(14, 12)
}

/// The part of a picture that is seen when it fills `size`, as texture coordinates.
fn middle(stored: [usize; 2], size: Vec2) -> Rect {
    let [width, height] = stored.map(|side| side.max(1) as f32);
    let scale = (size.x / width).max(size.y / height);
    let seen = vec2(size.x / (width * scale), size.y / (height * scale));
    Rect::from_center_size(pos2(0.5, 0.5), seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_picture_is_seen() {
        let wide = middle([2000, 500], vec2(100.0, 50.0));
        assert_eq!(wide, Rect::from_min_max(pos2(0.25, 0.0), pos2(0.75, 1.0)));

        let tall = middle([100, 400], vec2(100.0, 100.0));
        assert_eq!(tall, Rect::from_min_max(pos2(0.0, 0.375), pos2(1.0, 0.625)));
    }
}
