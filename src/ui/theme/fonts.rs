//! The faces that are shipped, and text formats made of them.
//!
//! All are variable in weight. Each is cut in two files, Latin and Latin Extended; the second is
//! the first fallback of the first. After them come egui's own symbol fonts, then the system's.

use std::sync::Arc;

use egui::{
    Color32, FontData, FontDefinitions, FontFamily, FontId, epaint::text::VariationCoords,
    text::TextFormat,
};
use miniz_oxide::inflate::decompress_to_vec_zlib;

use crate::model::{
    settings::Typeface,
    typeface::{Cut, Cuts},
};

/// Which letters: the interface, the article's text, or code, upright or italic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    Interface,
    InterfaceItalic,
    /// What is written.
    Text,
    TextItalic,
    /// What is read, in the preview.
    Page,
    PageItalic,
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
            Self::Page => FontFamily::Name("page".into()),
            Self::PageItalic => FontFamily::Name("page-italic".into()),
            Self::CodeItalic => FontFamily::Name("code-italic".into()),
            Self::Icons => FontFamily::Name("icons".into()),
        }
    }

    /// The family of its bold letters: of some typefaces they are files of their own.
    fn bold_family(self) -> FontFamily {
        match self {
            Self::Text => FontFamily::Name("text-bold".into()),
            Self::TextItalic => FontFamily::Name("text-bold-italic".into()),
            Self::Page => FontFamily::Name("page-bold".into()),
            Self::PageItalic => FontFamily::Name("page-bold-italic".into()),
            other => other.family(),
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
            Self::Page => Self::PageItalic,
            Self::Code => Self::CodeItalic,
            other => other,
        }
    }
}

/// The format of a run of text. `weight`: one of [`weight`].
pub fn text_format(face: Face, size_points: f32, weight: f32, colour: Color32) -> TextFormat {
    let family = if weight >= weight::SEMIBOLD {
        face.bold_family()
    } else {
        face.family()
    };
    let mut format = TextFormat::simple(FontId::new(size_points, family), colour);
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

/// A typeface that is chosen, with its files if it is one of the system.
pub type Chosen = (Typeface, Option<Arc<Cuts>>);

/// All shipped fonts, with egui's symbol fonts after them.
pub(super) fn definitions() -> FontDefinitions {
    definitions_with(&[(Typeface::Serif, None), (Typeface::Serif, None)])
}

/// The same, with these for the text and the page.
pub(super) fn definitions_with(chosen: &[Chosen; 2]) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let symbols: Vec<String> = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for (name, file) in shipped() {
        fonts.font_data.insert(name.to_owned(), file.into());
    }
    if chosen.iter().any(|(it, _)| *it == Typeface::Dyslexic) {
        for (name, packed) in PACKED {
            match decompress_to_vec_zlib(packed) {
                Ok(bytes) => {
                    let file = FontData::from_owned(bytes);
                    fonts.font_data.insert(name.to_owned(), file.into());
                }
                Err(err) => log::error!("the font {name} could not be unpacked: {err}"),
            }
        }
    }
    let mut bind = |family: FontFamily, names: &[String]| {
        let names = names.iter().chain(&symbols).cloned().collect();
        fonts.families.insert(family, names);
    };
    for (face, names) in [
        (Face::Interface, SANS),
        (Face::InterfaceItalic, SANS_ITALIC),
        (Face::Code, MONO),
        (Face::CodeItalic, MONO_ITALIC),
    ] {
        bind(face.family(), &names.map(str::to_owned));
    }
    let mut files = Vec::new();
    for (face, (typeface, cuts)) in [Face::Text, Face::Page].into_iter().zip(chosen) {
        let italic = face.italic();
        let families = [
            face.family(),
            italic.family(),
            face.bold_family(),
            italic.bold_family(),
        ];
        let names = names_of(typeface, cuts.as_deref(), &mut files);
        for (family, names) in families.into_iter().zip(names) {
            bind(family, &names);
        }
    }
    for (name, cut) in files {
        if fonts.font_data.contains_key(&name) {
            continue;
        }
        let mut file = FontData::from_owned(cut.bytes.clone());
        file.index = cut.index;
        fonts.font_data.insert(name, file.into());
    }
    let (_, icons) = font!("Lucide");
    fonts.font_data.insert("icons".to_owned(), icons.into());
    fonts
        .families
        .insert(Face::Icons.family(), vec!["icons".to_owned()]);
    fonts
}

const SANS: [&str; 2] = ["Inter", "Inter-Ext"];
const SANS_ITALIC: [&str; 2] = ["Inter-Italic", "Inter-Italic-Ext"];
const SERIF: [&str; 2] = ["SourceSerif4", "SourceSerif4-Ext"];
const SERIF_ITALIC: [&str; 2] = ["SourceSerif4-Italic", "SourceSerif4-Italic-Ext"];
const MONO: [&str; 2] = ["JetBrainsMono", "JetBrainsMono-Ext"];
const MONO_ITALIC: [&str; 2] = ["JetBrainsMono-Italic", "JetBrainsMono-Italic-Ext"];
const DYSLEXIC: [&str; 1] = ["OpenDyslexic"];
const DYSLEXIC_ITALIC: [&str; 1] = ["OpenDyslexic-Italic"];
const DYSLEXIC_BOLD: [&str; 1] = ["OpenDyslexic-Bold"];

fn shipped() -> [(&'static str, FontData); 12] {
    [
        font!("Inter"),
        font!("Inter-Ext"),
        font!("Inter-Italic"),
        font!("Inter-Italic-Ext"),
        font!("SourceSerif4"),
        font!("SourceSerif4-Ext"),
        font!("SourceSerif4-Italic"),
        font!("SourceSerif4-Italic-Ext"),
        font!("JetBrainsMono"),
        font!("JetBrainsMono-Ext"),
        font!("JetBrainsMono-Italic"),
        font!("JetBrainsMono-Italic-Ext"),
    ]
}

macro_rules! packed {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../../assets/fonts/", $name, ".ttf.zz")),
        )
    };
}

/// What is needed only where it is chosen is packed; what every start needs is not, as unpacking takes time.
const PACKED: [(&str, &[u8]); 3] = [
    packed!("OpenDyslexic"),
    packed!("OpenDyslexic-Italic"),
    packed!("OpenDyslexic-Bold"),
];

/// The names of the fonts of a typeface: regular, italic, bold, and both. Behind what a typeface of
/// the system lacks stands the usual one.
fn names_of<'a>(
    typeface: &Typeface,
    cuts: Option<&'a Cuts>,
    files: &mut Vec<(String, &'a Cut)>,
) -> [Vec<String>; 4] {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let upright_and_italic =
        |upright: &[&str], italic: &[&str]| [upright, italic, upright, italic].map(owned);
    match (typeface, cuts) {
        (Typeface::Sans, _) => upright_and_italic(&SANS, &SANS_ITALIC),
        (Typeface::Mono, _) => upright_and_italic(&MONO, &MONO_ITALIC),
        (Typeface::Dyslexic, _) => {
            let cuts = [DYSLEXIC, DYSLEXIC_ITALIC, DYSLEXIC_BOLD, DYSLEXIC_ITALIC];
            cuts.map(|names| owned(&[&names[..], &SERIF[..]].concat()))
        }
        (Typeface::System(family), Some(cuts)) => {
            // What it lacks is the nearest that it has, under the same name.
            let regular = ("regular", &cuts.regular);
            let named =
                |kind, cut: &'a Option<Cut>, other| cut.as_ref().map_or(other, |cut| (kind, cut));
            let bold = named("bold", &cuts.bold, regular);
            let italic = named("italic", &cuts.italic, regular);
            let both = named("bold-italic", &cuts.bold_italic, bold);
            [regular, italic, bold, both].map(|(kind, cut)| {
                let name = format!("{family}/{kind}");
                files.push((name.clone(), cut));
                std::iter::once(name).chain(owned(&SERIF)).collect()
            })
        }
        (Typeface::Serif | Typeface::System(_), _) => upright_and_italic(&SERIF, &SERIF_ITALIC),
    }
}
