//! The colour tokens: one table, two columns.

use egui::{Color32, Ui};

use crate::model::finding::Severity;

/// Every colour that Kopij draws with.
///
/// More than twelve fields: one is a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Behind the panels: articles, form, bars.
    pub window: Color32,
    /// Behind the text that is written.
    pub editor: Color32,
    /// Behind the text as it will be read.
    pub paper: Color32,
    /// Fields, cards, pop-ups.
    pub raised: Color32,
    /// Around what is empty and can be filled or ticked.
    pub edge: Color32,
    /// Under the pointer.
    pub hovered: Color32,
    /// Pressed, or chosen without accent.
    pub pressed: Color32,
    /// A word that was chosen, on a field.
    pub chip: Color32,
    /// Hairlines between panes, borders of fields.
    pub line: Color32,
    /// Borders that must be seen: a hovered field, a table's frame.
    pub line_strong: Color32,

    pub text: Color32,
    pub text_weak: Color32,
    /// Hints, markup characters; still 3:1 on every background here.
    pub text_faint: Color32,

    /// The red pencil: focus, the open article, the main button.
    pub accent: Color32,
    /// The main button under the pointer, and pressed.
    pub accent_hovered: Color32,
    pub accent_pressed: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Behind the open article, chips that are on.
    pub accent_soft: Color32,
    /// Behind selected text.
    pub selection: Color32,
    pub link: Color32,

    pub code_text: Color32,
    pub code_background: Color32,
    /// Parts of code, on `code_background`.
    pub code_comment: Color32,
    pub code_keyword: Color32,
    pub code_letters: Color32,
    pub code_constant: Color32,
    pub code_name: Color32,
    pub code_type: Color32,
    pub quote_bar: Color32,

    /// Behind the lines that differ, and behind their words that do.
    pub left_soft: Color32,
    pub left_word: Color32,
    pub right_soft: Color32,
    pub right_word: Color32,

    pub error: Color32,
    pub error_soft: Color32,
    pub warning: Color32,
    pub warning_soft: Color32,
    pub done: Color32,
    pub done_soft: Color32,
    pub shadow: Color32,
}

/// A picture is drawn in its own colours.
pub const UNTINTED: Color32 = Color32::WHITE;
/// Words on a picture, and what is behind them; the same in both themes, as networks show it.
pub const ON_PICTURE: Color32 = Color32::WHITE;
pub const OVER_PICTURE: Color32 = Color32::from_black_alpha(190);

pub const LIGHT: Colours = Colours {
    window: Color32::from_rgb(0xf6, 0xf4, 0xf0),
    editor: Color32::from_rgb(0xff, 0xff, 0xff),
    paper: Color32::from_rgb(0xfc, 0xfb, 0xf8),
    raised: Color32::from_rgb(0xff, 0xff, 0xff),
    edge: Color32::from_rgb(0x8f, 0x87, 0x7a),
    hovered: Color32::from_rgb(0xec, 0xe8, 0xe1),
    pressed: Color32::from_rgb(0xe2, 0xdd, 0xd4),
    chip: Color32::from_rgb(0xec, 0xe8, 0xe1),
    line: Color32::from_rgb(0xe2, 0xdd, 0xd4),
    line_strong: Color32::from_rgb(0xc4, 0xbc, 0xae),

    text: Color32::from_rgb(0x22, 0x1f, 0x1b),
    text_weak: Color32::from_rgb(0x63, 0x5c, 0x52),
    text_faint: Color32::from_rgb(0x76, 0x6d, 0x62),

    accent: Color32::from_rgb(0xb2, 0x3a, 0x26),
    accent_hovered: Color32::from_rgb(0x9e, 0x31, 0x1f),
    accent_pressed: Color32::from_rgb(0x87, 0x28, 0x18),
    on_accent: Color32::from_rgb(0xff, 0xff, 0xff),
    accent_soft: Color32::from_rgb(0xf6, 0xe3, 0xdc),
    selection: Color32::from_rgb(0xf3, 0xd3, 0xc6),
    link: Color32::from_rgb(0x9c, 0x32, 0x20),

    code_text: Color32::from_rgb(0x3d, 0x53, 0x6b),
    code_background: Color32::from_rgb(0xf1, 0xee, 0xe8),
    code_comment: Color32::from_rgb(0x6f, 0x67, 0x5c),
    code_keyword: Color32::from_rgb(0x9c, 0x32, 0x20),
    code_letters: Color32::from_rgb(0x3c, 0x67, 0x2e),
    code_constant: Color32::from_rgb(0x85, 0x4d, 0x09),
    code_name: Color32::from_rgb(0x2c, 0x55, 0x80),
    code_type: Color32::from_rgb(0x6a, 0x46, 0x84),
    quote_bar: Color32::from_rgb(0xd8, 0xb7, 0xa8),

    left_soft: Color32::from_rgb(0xfb, 0xf0, 0xea),
    left_word: Color32::from_rgb(0xf3, 0xd0, 0xc0),
    right_soft: Color32::from_rgb(0xec, 0xf5, 0xea),
    right_word: Color32::from_rgb(0xc6, 0xe3, 0xc4),

    error: Color32::from_rgb(0xb0, 0x1e, 0x2e),
    error_soft: Color32::from_rgb(0xfb, 0xe4, 0xe4),
    warning: Color32::from_rgb(0x8a, 0x58, 0x00),
    warning_soft: Color32::from_rgb(0xfb, 0xef, 0xd5),
    done: Color32::from_rgb(0x2f, 0x6b, 0x3c),
    done_soft: Color32::from_rgb(0xe2, 0xf0, 0xe1),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 36),
};

pub const DARK: Colours = Colours {
    window: Color32::from_rgb(0x1d, 0x1b, 0x19),
    editor: Color32::from_rgb(0x17, 0x16, 0x14),
    paper: Color32::from_rgb(0x1a, 0x18, 0x16),
    raised: Color32::from_rgb(0x27, 0x24, 0x21),
    edge: Color32::from_rgb(0x7d, 0x75, 0x6c),
    hovered: Color32::from_rgb(0x2e, 0x2a, 0x27),
    pressed: Color32::from_rgb(0x39, 0x34, 0x30),
    chip: Color32::from_rgb(0x3d, 0x38, 0x34),
    line: Color32::from_rgb(0x33, 0x2f, 0x2b),
    line_strong: Color32::from_rgb(0x57, 0x50, 0x49),

    text: Color32::from_rgb(0xec, 0xe7, 0xdf),
    text_weak: Color32::from_rgb(0xb0, 0xa7, 0x9b),
    text_faint: Color32::from_rgb(0x93, 0x8a, 0x7f),

    accent: Color32::from_rgb(0xf0, 0x8d, 0x72),
    accent_hovered: Color32::from_rgb(0xff, 0xa5, 0x92),
    accent_pressed: Color32::from_rgb(0xff, 0xbd, 0xae),
    on_accent: Color32::from_rgb(0x2a, 0x0f, 0x08),
    accent_soft: Color32::from_rgb(0x43, 0x29, 0x21),
    selection: Color32::from_rgb(0x5d, 0x35, 0x29),
    link: Color32::from_rgb(0xf2, 0x9c, 0x84),

    code_text: Color32::from_rgb(0xa6, 0xc1, 0xdd),
    code_background: Color32::from_rgb(0x25, 0x22, 0x1f),
    code_comment: Color32::from_rgb(0x9b, 0x91, 0x85),
    code_keyword: Color32::from_rgb(0xf2, 0x9c, 0x84),
    code_letters: Color32::from_rgb(0xad, 0xca, 0x96),
    code_constant: Color32::from_rgb(0xe6, 0xb9, 0x7a),
    code_name: Color32::from_rgb(0xa0, 0xc4, 0xe8),
    code_type: Color32::from_rgb(0xcf, 0xb4, 0xe2),
    quote_bar: Color32::from_rgb(0x6e, 0x47, 0x3a),

    left_soft: Color32::from_rgb(0x2c, 0x1f, 0x1b),
    left_word: Color32::from_rgb(0x5a, 0x33, 0x28),
    right_soft: Color32::from_rgb(0x1a, 0x27, 0x1d),
    right_word: Color32::from_rgb(0x2b, 0x4c, 0x33),

    error: Color32::from_rgb(0xff, 0x8f, 0x8f),
    error_soft: Color32::from_rgb(0x45, 0x22, 0x24),
    warning: Color32::from_rgb(0xe9, 0xb9, 0x5d),
    warning_soft: Color32::from_rgb(0x40, 0x31, 0x17),
    done: Color32::from_rgb(0x93, 0xcf, 0x9b),
    done_soft: Color32::from_rgb(0x20, 0x38, 0x25),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 120),
};

/// The colours of the theme that `ui` is drawn in.
impl Colours {
    /// Of what is found.
    pub const fn of_severity(&self, severity: Severity) -> Color32 {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Hint => self.text_faint,
        }
    }
}

pub fn colours(ui: &Ui) -> &'static Colours {
    if ui.visuals().dark_mode {
        &DARK
    } else {
        &LIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2 relative luminance.
    fn luminance(colour: Color32) -> f32 {
        let [r, g, b] = [colour.r(), colour.g(), colour.b()].map(|channel| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn the_line_around_what_has_the_keyboard_is_seen_on_every_ground_in_both_themes() {
        for colours in [LIGHT, DARK] {
            for ground in [
                colours.window,
                colours.editor,
                colours.paper,
                colours.raised,
                colours.hovered,
                colours.pressed,
                colours.chip,
                colours.accent_soft,
                colours.code_background,
                colours.error_soft,
                colours.warning_soft,
                colours.done_soft,
            ] {
                assert!(contrast(colours.accent, ground) >= 3.0, "{ground:?}");
            }
        }
    }

    #[test]
    fn an_empty_field_is_seen_in_both_themes() {
        for colours in [LIGHT, DARK] {
            for ground in [colours.window, colours.raised, colours.paper] {
                assert!(contrast(colours.edge, ground) >= 3.0, "{ground:?}");
            }
        }
    }

    #[test]
    fn text_can_be_read_on_every_background_in_both_themes() {
        for colours in [LIGHT, DARK] {
            for background in [
                colours.window,
                colours.editor,
                colours.paper,
                colours.raised,
                colours.accent_soft,
                colours.selection,
                colours.left_soft,
                colours.left_word,
                colours.right_soft,
                colours.right_word,
            ] {
                assert!(contrast(colours.text, background) >= 7.0);
                assert!(contrast(colours.text_weak, background) >= 4.0);
            }
            for background in [
                colours.window,
                colours.editor,
                colours.paper,
                colours.raised,
            ] {
                assert!(contrast(colours.text_faint, background) >= 4.5);
                assert!(contrast(colours.link, background) >= 4.5);
                assert!(contrast(colours.accent, background) >= 4.5);
            }
            for ground in [
                colours.accent,
                colours.accent_hovered,
                colours.accent_pressed,
            ] {
                assert!(contrast(colours.on_accent, ground) >= 4.5, "{ground:?}");
            }
            assert!(contrast(colours.error, colours.error_soft) >= 4.5);
            assert!(contrast(colours.warning, colours.warning_soft) >= 4.5);
            assert!(contrast(colours.done, colours.done_soft) >= 4.5);
            assert!(contrast(colours.on_accent, colours.accent) >= 4.5);
            for colour in [
                colours.code_text,
                colours.code_comment,
                colours.code_keyword,
                colours.code_letters,
                colours.code_constant,
                colours.code_name,
                colours.code_type,
                colours.done,
                colours.error,
            ] {
                assert!(
                    contrast(colour, colours.code_background) >= 4.5,
                    "{colour:?}"
                );
            }
        }
    }
}
