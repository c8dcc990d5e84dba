//! The faces that are shipped, and text formats made of them.
//!
//! All are variable in weight. Each is cut in two files, Latin and Latin Extended; the second is
//! the first fallback of the first. After them come egui's own symbol fonts, then the system's.

use egui::{
    Color32, FontData, FontDefinitions, FontFamily, FontId, epaint::text::VariationCoords,
    text::TextFormat,
};

/// Which letters: the interface, the article's text, or code, upright or italic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    Interface,
    InterfaceItalic,
    Text,
    TextItalic,
    Code,
    CodeItalic,
    Icons,
}

/// Weights on the `wght` axis.
pub mod weight {
    pub const REGULAR: f32 = 400.0;
    pub const MEDIUM: f32 = 500.0;
    pub const SEMIBOLD: f32 = 600.0;
    pub const BOLD: f32 = 700.0;
}

impl Face {
    pub fn family(self) -> FontFamily {
        match self {
            Self::Interface => FontFamily::Proportional,
            Self::Code => FontFamily::Monospace,
            Self::InterfaceItalic => FontFamily::Name("interface-italic".into()),
            Self::Text => FontFamily::Name("text".into()),
            Self::TextItalic => FontFamily::Name("text-italic".into()),
            Self::CodeItalic => FontFamily::Name("code-italic".into()),
            Self::Icons => FontFamily::Name("icons".into()),
        }
    }

    pub fn font(self, size_points: f32) -> FontId {
        FontId::new(size_points, self.family())
    }

    #[must_use]
    pub fn italic(self) -> Self {
        match self {
            Self::Interface => Self::InterfaceItalic,
            Self::Text => Self::TextItalic,
            Self::Code => Self::CodeItalic,
            other => other,
        }
    }
}

/// The format of a run of text. `weight`: one of [`weight`].
pub fn text_format(face: Face, size_points: f32, weight: f32, colour: Color32) -> TextFormat {
    let mut format = TextFormat::simple(face.font(size_points), colour);
    if face != Face::Icons {
        format.coords = VariationCoords::new([(b"wght", weight)]);
    }
    format
}

macro_rules! font {
    ($name:literal) => {
        (
            $name,
            FontData::from_static(include_bytes!(concat!(
                "../../../assets/fonts/",
                $name,
                ".ttf"
            ))),
        )
    };
}

/// All shipped fonts, with egui's symbol fonts after them.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let symbols: Vec<String> = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let faces = [
        (Face::Interface, [font!("Inter"), font!("Inter-Ext")]),
        (
            Face::InterfaceItalic,
            [font!("Inter-Italic"), font!("Inter-Italic-Ext")],
        ),
        (
            Face::Text,
            [font!("SourceSerif4"), font!("SourceSerif4-Ext")],
        ),
        (
            Face::TextItalic,
            [
                font!("SourceSerif4-Italic"),
                font!("SourceSerif4-Italic-Ext"),
            ],
        ),
        (
            Face::Code,
            [font!("JetBrainsMono"), font!("JetBrainsMono-Ext")],
        ),
        (
            Face::CodeItalic,
            [
                font!("JetBrainsMono-Italic"),
                font!("JetBrainsMono-Italic-Ext"),
            ],
        ),
    ];
    for (face, files) in faces {
        let mut names = Vec::new();
        for (name, file) in files {
            names.push(name.to_owned());
            fonts.font_data.insert(name.to_owned(), file.into());
        }
        names.extend(symbols.iter().cloned());
        fonts.families.insert(face.family(), names);
    }
    let icons = FontData::from_static(lucide_icons::LUCIDE_FONT_BYTES);
    fonts.font_data.insert("icons".to_owned(), icons.into());
    fonts
        .families
        .insert(Face::Icons.family(), vec!["icons".to_owned()]);
    fonts
}
