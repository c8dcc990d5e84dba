//! Quotes, alerts, and boxes for what readers see made into something else.

use egui::{CornerRadius, Rect, pos2};

use super::{Item, Layouter, unindented_where_deep};
use crate::{
    model::{
        markdown::blocks::{Alert, Placed},
        words::say,
    },
    ui::{
        preview::{look::Size, set_text::Base},
        theme::{Face, sizes, weight},
    },
};

impl Layouter<'_, '_> {
    pub(super) fn quote(&mut self, x: f32, width: f32, nodes: &[Placed]) {
        const INDENT: f32 = sizes::SPACE_5;
        let (x, width) = unindented_where_deep(x, width, INDENT);
        let (_, seams) = self.take_part();
        let (top, colour) = (self.y, self.colour);
        self.colour = self.around.colours.text_weak;
        self.nodes_between(x + INDENT, width - INDENT, nodes, seams);
        self.colour = colour;
        let inset = |goes_on: bool| if goes_on { 0.0 } else { 2.0 };
        let bar = Rect::from_min_max(
            pos2(x, top + inset(seams.above)),
            pos2(x + 3.0, self.y - inset(seams.below) + seams.overlap()),
        );
        let bar = Item::Fill(bar, seams.corners(1), self.around.colours.quote_bar);
        self.laid.items.push(bar);
        if !seams.below {
            self.y += self.gap;
        }
    }

    pub(super) fn alert(&mut self, x: f32, width: f32, alert: Alert, nodes: &[Placed]) {
        const PAD: f32 = sizes::SPACE_4;
        let colours = self.around.colours;
        let (name, colour, behind) = match alert {
            Alert::Note => (
                say!("boxes-note"),
                colours.code_text,
                colours.code_background,
            ),
            Alert::Tip => (say!("boxes-tip"), colours.done, colours.done_soft),
            Alert::Important => (say!("boxes-important"), colours.accent, colours.accent_soft),
            Alert::Warning => (say!("boxes-warning"), colours.warning, colours.warning_soft),
            Alert::Caution => (say!("boxes-caution"), colours.error, colours.error_soft),
        };
        let (_, seams) = self.take_part();
        let top = self.y;
        let background = self.laid.items.len();
        let (left, room) = (x + PAD + 3.0, width - 2.0 * PAD - 3.0);
        if !seams.above {
            self.y += sizes::SPACE_3;
            let base = Base {
                face: Face::Interface,
                size: Size::LABEL,
                weight: weight::SEMIBOLD,
                colour,
                is_italic: false,
            };
            self.words(left, room, name, base);
            self.y += sizes::SPACE_1;
        }
        self.nodes_between(left, room, nodes, seams);
        if !seams.below {
            self.y += sizes::SPACE_3;
        }
        let bottom = self.y + seams.overlap();
        let rect = Rect::from_min_max(pos2(x, top), pos2(x + width, bottom));
        let bar = Rect::from_min_max(rect.min, pos2(x + 3.0, bottom));
        let boxes = [(rect, behind), (bar, colour)];
        let boxes = boxes.map(|(rect, colour)| Item::Fill(rect, CornerRadius::ZERO, colour));
        self.laid.items.splice(background..background, boxes);
        if !seams.below {
            self.y += self.gap;
        }
    }

    /// Something that readers see made into something else.
    pub(super) fn marked_box(&mut self, x: f32, width: f32, name: &str, source: &str) {
        let colours = self.around.colours;
        let top = self.y;
        self.y += sizes::SPACE_2;
        let (left, room) = (x + sizes::SPACE_3, width - 2.0 * sizes::SPACE_3);
        let base = Base {
            face: Face::Interface,
            size: Size::LABEL_SMALL,
            weight: weight::MEDIUM,
            colour: colours.text_faint,
            is_italic: false,
        };
        self.words(left, room, name, base);
        let base = Base {
            face: Face::Code,
            size: Size::new(sizes::TEXT, 1.5),
            weight: weight::REGULAR,
            colour: colours.text_weak,
            is_italic: false,
        };
        let (shown, lines_left) = start_of(source);
        self.words(left, room, shown, base);
        if lines_left > 0 {
            let more = say!("boxes-more", count = lines_left);
            let base = Base {
                face: Face::Interface,
                size: Size::LABEL_SMALL,
                ..base
            };
            self.words(left, room, &more, base);
        }
        self.y += sizes::SPACE_2;
        let rect = Rect::from_min_max(pos2(x, top), pos2(x + width, self.y));
        let border = Item::Border(rect, sizes::RADIUS, colours.line);
        self.laid.items.push(border);
        self.y += self.gap;
    }
}

/// The start of a source that is long, in whole lines where they are not long themselves, and how
/// many lines are left.
fn start_of(source: &str) -> (&str, usize) {
    const MOST_BYTES: usize = 4_000;
    /// What would be left is shown where it is hardly more than the words that say so.
    const SPARE_BYTES: usize = 500;
    if source.len() <= MOST_BYTES + SPARE_BYTES {
        return (source, 0);
    }
    let end = source.floor_char_boundary(MOST_BYTES);
    let shown = source.get(..end).unwrap_or_default();
    let at_line = shown.rfind('\n').filter(|&at| at > MOST_BYTES / 2);
    let (shown, rest) = match at_line {
        Some(at) => source.split_at_checked(at).unwrap_or((source, "")),
        None => (shown, source.get(end..).unwrap_or_default()),
    };
    let lines = rest.trim_start_matches('\n').lines().count();
    (shown, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_source_the_first_lines_are_shown() {
        let lines = "<p>words</p>\n".repeat(1_000);

        let (shown, left) = start_of(&lines);

        assert!(shown.len() <= 4_000 && lines.starts_with(shown));
        assert_eq!(shown.lines().count() + left, 1_000);
        assert_eq!(start_of("<p>\n</p>"), ("<p>\n</p>", 0));
    }

    #[test]
    fn one_long_line_is_cut() {
        let line = "é".repeat(10_000);

        let (shown, left) = start_of(&line);

        assert_eq!((shown.len(), left), (4_000, 1));
    }
}
