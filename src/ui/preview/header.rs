//! What stands above the text: cover, label, title, date and reading time.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use egui::Role;

use super::{Page, lay::Layouter, look::Size, set_text::Base};
use crate::{
    model::{
        card::Cover,
        front_matter::{FrontMatter, KeyPath},
        long_date::long_date,
        markdown::blocks::{Picture, Text},
        spelling,
        words::say,
    },
    ui::{
        theme::{Face, sizes, weight},
        widgets::fields::drawn,
    },
};

/// What the head of the article says, as it is shown.
#[derive(Debug, Default)]
pub(super) struct Header {
    cover: Option<Cover>,
    label: String,
    title: String,
    /// Date and reading time.
    dateline: String,
    /// Where the title is in the text, in bytes.
    pub at_byte: usize,
}

impl Header {
    pub(super) fn new(page: &Page<'_>) -> Self {
        let head = page.front_matter;
        let text = |key: &str| text_at(head, [key]).unwrap_or_default();
        let minutes = page.statistics.reading_minutes();
        let date = page.long_date(&drawn(&text("date")));
        let dot = if date.is_empty() { "" } else { " · " };
        let title = head.entry(&KeyPath::new(["title"]));
        Self {
            cover: Cover::of(head),
            label: drawn(&text("label")).into_owned(),
            title: drawn(&text("title")).into_owned(),
            dateline: say!("header-min", date = date, dot = dot, minutes = minutes),
            at_byte: title.map_or(head.head.start, |entry| entry.value_span.start),
        }
    }

    /// Equal for headers that look equal.
    pub(super) fn content_hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        hasher.write(b"header");
        let content = (&self.cover, &self.label, &self.title, &self.dateline);
        content.hash(&mut hasher);
        hasher.finish()
    }

    pub(super) fn lay(&self, to: &mut Layouter<'_, '_>, width: f32) {
        if let Some(cover) = &self.cover {
            let picture = Picture {
                address: cover.address.clone(),
                alt: cover.alt.clone(),
                ..Picture::default()
            };
            to.picture_box(0.0, width, &picture);
            to.caption(0.0, width, &drawn(&cover.caption));
            to.y += sizes::SPACE_5;
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
    }
}

fn text_at<const N: usize>(head: &FrontMatter, keys: [&str; N]) -> Option<String> {
    head.text(&KeyPath::new(keys))
}

impl Page<'_> {
    /// `2026-02-24T16:09:00+01:00` as `24 February 2026`, in the language of the article or of the
    /// site; anything else as it is written.
    pub(super) fn long_date(&self, written: &str) -> String {
        let own = spelling::candidates(self.front_matter, self.path);
        let of_site = || self.site.and_then(|site| site.locale_of(self.path));
        let tag = own.first().map(String::as_str).or_else(of_site);
        date_for_people(written, tag.unwrap_or_default())
    }
}

fn date_for_people(written: &str, tag: &str) -> String {
    let day = written.trim();
    match day
        .get(..10)
        .and_then(|day| day.parse::<jiff::civil::Date>().ok())
    {
        Some(date) => long_date(date, tag),
        None => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_for_people() {
        assert_eq!(
            date_for_people("2026-02-24T16:09:00+01:00", ""),
            "24 February 2026"
        );
        assert_eq!(date_for_people("2026-12-01", "nl"), "1 december 2026");
        assert_eq!(date_for_people("next week", "nl"), "next week");
    }
}
