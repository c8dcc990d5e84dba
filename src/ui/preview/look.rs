//! Sizes of the page, in points. They follow from the width that the text has.

use crate::ui::theme::sizes;

/// About 66 characters of the reading face.
const MEASURE: f32 = 640.0;
/// Below this width headlines and margins are smaller.
const NARROW: f32 = 480.0;

/// Space after a block, as a part of the text's size.
const PARAGRAPH_GAP: f32 = 0.9;
pub(super) const LINE_HEIGHT: f32 = 1.55;

/// Where the text stands in a pane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Page {
    /// From the left edge of the pane to the text.
    pub left: f32,
    /// Width of the text.
    pub width: f32,
    /// Above the first and below the last block.
    pub top: f32,
    pub bottom: f32,
}

impl Page {
    /// For a pane of this width.
    pub(super) fn new(pane_width: f32) -> Self {
        let margin = if pane_width < NARROW {
            sizes::SPACE_5 - sizes::SPACE_1
        } else {
            sizes::SPACE_6 + sizes::SPACE_2
        };
        let width = (pane_width - 2.0 * margin).clamp(120.0, MEASURE).floor();
        Self {
            left: ((pane_width - width) * 0.5).max(0.0).floor(),
            width,
            top: margin,
            bottom: 3.0 * margin,
        }
    }
}

/// How text of one size is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub text: f32,
    pub line: f32,
}

impl Size {
    pub(super) const BODY: Self = Self::new(sizes::TEXT_READING, LINE_HEIGHT);
    /// Table cells, footnotes.
    pub(super) const SMALL: Self = Self::new(16.0, 1.5);
    pub(super) const CAPTION: Self = Self::new(14.5, 1.45);
    pub(super) const CODE: Self = Self::new(14.5, 1.5);
    /// Words of the interface in the page: date, labels.
    pub(super) const LABEL: Self = Self::new(sizes::TEXT, 1.4);
    pub(super) const LABEL_SMALL: Self = Self::new(sizes::TEXT_SMALL, 1.4);

    pub(super) const fn new(text: f32, line_height: f32) -> Self {
        Self {
            text,
            line: (text * line_height).round(),
        }
    }

    /// The headline of the article.
    pub(super) fn title(width: f32) -> Self {
        if width < NARROW {
            Self::new(30.0, 1.18)
        } else {
            Self::new(40.0, 1.15)
        }
    }

    pub(super) fn heading(level: u8, width: f32) -> Self {
        let is_narrow = width < NARROW;
        match level {
            1 if is_narrow => Self::new(27.0, 1.22),
            1 => Self::new(32.0, 1.2),
            2 if is_narrow => Self::new(24.0, 1.25),
            2 => Self::new(27.0, 1.22),
            3 => Self::new(22.0, 1.3),
            4 => Self::new(19.0, 1.35),
            5 => Self::new(17.0, 1.4),
            _ => Self::new(15.0, 1.4),
        }
    }

    /// Space after a block of text of this size.
    pub(super) fn gap(self) -> f32 {
        (self.text * PARAGRAPH_GAP).round()
    }
}

/// Space above and below a heading, besides the gap of the block before.
pub(super) fn heading_space(level: u8) -> (f32, f32) {
    match level {
        1 => (24.0, 10.0),
        2 => (20.0, 8.0),
        3 => (14.0, 6.0),
        4 => (10.0, 4.0),
        _ => (8.0, 4.0),
    }
}
