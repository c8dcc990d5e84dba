//! What styled runs look like: faces, sizes, colours, leading.

use egui::{Color32, Stroke, text::TextFormat};

use super::lexer::{LineKind, Style};
use crate::{
    model::code::Part,
    ui::{
        codes,
        theme::{Colours, Face, sizes, text_format, weight},
    },
};

/// Height of a line of text, in points.
pub const LINE_HEIGHT: f32 = 27.0;
/// Code beside text of the same size looks larger.
const CODE_SCALE: f32 = 0.86;

/// The format of a run in a line of this kind. `part`: what it is in code; `scale`: the size of
/// the text, in parts of [`sizes::TEXT_EDITOR`], and the height of a line, in parts of the usual.
pub fn format_of(
    style: Style,
    part: Part,
    kind: LineKind,
    colours: &Colours,
    (scale, leading): (f32, f32),
) -> TextFormat {
    let (size, line_height) = size_of(kind);
    let (size, line_height) = (size * scale, (line_height * leading).round());
    let is_code = style.has(Style::CODE)
        || matches!(
            kind,
            LineKind::Code | LineKind::FrontMatter | LineKind::Table
        );
    let mut face = face_of(style, is_code);
    if part == Part::Comment {
        face = face.italic();
    }
    let size = if is_code { size * CODE_SCALE } else { size };
    let mut format = text_format(
        face,
        size,
        weight_of(style, kind),
        codes::colour_of(part, colour_of(style, kind, colours), colours),
    );
    format.line_height = Some(line_height);
    if style.has(Style::STRIKE) {
        format.strikethrough = Stroke::new(1.0, colours.text_weak);
    }
    format
}

fn size_of(kind: LineKind) -> (f32, f32) {
    match kind {
        LineKind::Heading(1) => (sizes::TEXT_EDITOR * 1.45, 40.0),
        LineKind::Heading(2) => (sizes::TEXT_EDITOR * 1.25, 36.0),
        LineKind::Heading(3) => (sizes::TEXT_EDITOR * 1.1, 31.0),
        LineKind::Code | LineKind::FrontMatter | LineKind::Table => (sizes::TEXT_EDITOR, 24.0),
        LineKind::Heading(_) | LineKind::Text | LineKind::Quote => {
            (sizes::TEXT_EDITOR, LINE_HEIGHT)
        }
    }
}

fn face_of(style: Style, is_code: bool) -> Face {
    let face = if is_code { Face::Code } else { Face::Text };
    if style.has(Style::ITALIC) && !style.has(Style::MARKER) {
        face.italic()
    } else {
        face
    }
}

fn weight_of(style: Style, kind: LineKind) -> f32 {
    let is_markup = style.has(Style::MARKER);
    match kind {
        LineKind::Heading(_) if !is_markup => weight::BOLD,
        _ if style.has(Style::BOLD) && !is_markup => weight::BOLD,
        _ if style.has(Style::LIST) => weight::SEMIBOLD,
        _ => weight::REGULAR,
    }
}

fn colour_of(style: Style, kind: LineKind, colours: &Colours) -> Color32 {
    if style.has(Style::MARKER) || style.has(Style::COMMENT) || style.has(Style::ADDRESS) {
        colours.text_faint
    } else if style.has(Style::LIST) {
        colours.accent
    } else if style.has(Style::LINK) {
        colours.link
    } else if style.has(Style::SHORTCODE) || style.has(Style::KEY) || style.has(Style::CODE) {
        colours.code_text
    } else if style.has(Style::HTML) {
        colours.text_weak
    } else {
        match kind {
            LineKind::Quote | LineKind::FrontMatter => colours.text_weak,
            LineKind::Code => colours.code_text,
            LineKind::Text | LineKind::Heading(_) | LineKind::Table => colours.text,
        }
    }
}
