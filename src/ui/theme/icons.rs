//! Icons, drawn as glyphs of the Lucide font.

use egui::{Color32, RichText};

pub use lucide_icons::Icon;

use super::Face;

/// An icon as text for labels and buttons.
pub fn icon(icon: Icon, size_points: f32, colour: Color32) -> RichText {
    RichText::new(char::from(icon).to_string())
        .font(Face::Icons.font(size_points))
        .color(colour)
}
