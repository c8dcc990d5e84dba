//! What stands above the text: cover, label, title, date and reading time.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Page, lay::Layouter, look::Size, set_text::Base};
use crate::{
    model::{
        card::{Cover, authors},
        front_matter::{FrontMatter, KeyPath},
        markdown::blocks::{Picture, Text},
        site::keys,
        web_page::date_of,
        words::say,
    },
    ui::{
        theme::{Face, sizes, weight},
        widgets::fields::drawn,
    },
};
use egui::Role;

/// What the head of the article says, as it is shown.
#[derive(Debug, Default)]
pub(super) struct Header {
    cover: Option<Cover>,
    /// The theme has it below the title.
    is_cover_below: bool,
    label: String,
    title: String,
    /// Date, reading time and author.
    dateline: String,
    /// Where the title is in the text, in bytes.
    pub at_byte: usize,
}

impl Header {
    pub(super) fn new(page: &Page<'_>) -> Self {
        let head = page.front_matter;
        let text = |key: &str| text_at(head, [key]).unwrap_or_default();
        let minutes = page.statistics.reading_minutes();
        let date = page.long_date(&drawn(&text(keys::DATE)));
        let minutes = say!("header-min", minutes = minutes);
        let author = drawn(&page.author()).into_owned();
        let parts = [date, minutes, author];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        let title = head.entry(&KeyPath::new([keys::TITLE]));
        Self {
            cover: Cover::of(head),
            label: drawn(&text(keys::LABEL)).into_owned(),
            title: drawn(&text(keys::TITLE)).into_owned(),
            is_cover_below: page.is_paper_mod(),
            dateline: parts.join(" · "),
            at_byte: title.map_or(head.head.start, |entry| entry.value_span.start),
        }
    }

    /// Equal for headers that look equal.
    pub(super) fn content_hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        hasher.write(b"header");
        let content = (
            &self.cover,
            self.is_cover_below,
            &self.label,
            &self.title,
            &self.dateline,
        );
        content.hash(&mut hasher);
        hasher.finish()
    }

    pub(super) fn lay(&self, to: &mut Layouter<'_, '_>, width: f32) {
        if !self.is_cover_below {
            self.lay_cover(to, width);
        }
        let colours = to.around.colours;
        let quiet = Base {
            face: Face::Interface,
            size: Size::LABEL,
            weight: weight::SEMIBOLD,
            colour: colours.accent,
            is_italic: false,
        };
        if !self.label.is_empty() {
            to.words(0.0, width, &self.label, quiet);
            to.y += sizes::SPACE_2;
        }
        if !self.title.is_empty() {
            let base = Base {
                size: Size::title(width),
                weight: weight::BOLD,
                ..to.base()
            };
            to.text(
                0.0,
                width,
                &Text::plain(&self.title, 0),
                base,
                Role::Heading,
            );
            to.y += sizes::SPACE_3;
        }
        let base = Base {
            weight: weight::REGULAR,
            colour: colours.text_weak,
            ..quiet
        };
        to.words(0.0, width, &self.dateline, base);
        to.y += sizes::SPACE_6;
        if self.is_cover_below {
            self.lay_cover(to, width);
        }
    }

    fn lay_cover(&self, to: &mut Layouter<'_, '_>, width: f32) {
        let Some(cover) = &self.cover else { return };
        let picture = Picture {
            address: cover.address.clone(),
            alt: cover.alt.clone(),
            ..Picture::default()
        };
        to.picture_box(0.0, width, &picture);
        to.caption(0.0, width, &drawn(&cover.caption));
        to.y += sizes::SPACE_5;
    }
}

fn text_at<const N: usize>(head: &FrontMatter, keys: [&str; N]) -> Option<String> {
    head.text(&KeyPath::new(keys))
}

impl Page<'_> {
    /// Whether the theme of the site is `PaperMod`, of which the order of a head is known.
    fn is_paper_mod(&self) -> bool {
        let is_it = |theme: &String| theme.to_lowercase().contains("papermod");
        self.site
            .is_some_and(|site| site.settings.themes.iter().any(is_it))
    }

    /// Of the article, else of all of the site.
    fn author(&self) -> String {
        let own = authors(self.front_matter);
        if !own.is_empty() {
            return own;
        }
        let of_site = || self.site?.settings.tree.at(&["params", "author"])?.text();
        of_site()
            .filter(|_| self.is_paper_mod())
            .unwrap_or_default()
    }

    pub(super) fn long_date(&self, written: &str) -> String {
        date_of(self.site, self.front_matter, self.path, written)
    }
}
