//! Vector pictures as pixels.
//!
//! An SVG file is a small program: it can name other files, repeat a part of itself without end, and
//! ask for a canvas of any size. So it is looked at before it is drawn: nothing is loaded, what it
//! draws is weighed with its repetitions, and the canvas is the size asked for. What weighs little and
//! costs much all the same ends with the process that draws it ([`super::painter`]).
//!
//! Limits: files of at most 2 MB.

mod dashes;
mod weight;

use std::{fmt::Write as _, sync::Arc};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        ImageHrefResolver, Options, Tree, fontdb,
        roxmltree::{Document, Node, ParsingOptions},
    },
};

use super::{PictureError, decode};
use crate::model::{
    picture::Pixels,
    said::{Said, said},
};

/// The weight of a file that is still drawn.
const MAX_BYTES: usize = 2_000_000;
/// What every SVG file says it is.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// How much larger than it says of itself a picture is drawn, for dense screens.
const ENLARGED: f32 = 2.0;
/// The width of a picture that says its proportions only, and is as wide as its place: no place is
/// wider.
const UNSIZED: f32 = 1600.0;
/// Of a picture that says nothing of its size.
const DEFAULT: [f32; 2] = [300.0, 150.0];
/// The face of its words, whatever they ask for.
const FACE: &[u8] = include_bytes!("../../../../assets/fonts/Inter.ttf");

/// Whether the bytes are an SVG file.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg") || (text.starts_with('<') && text.contains("<svg"))
}

/// Width and height, in pixels, as far as the first tag says them.
pub(super) fn measure(bytes: &[u8]) -> Option<[usize; 2]> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = text.get(text.find("<svg")?..)?;
    let mut quote = None;
    let end = tag.find(|c| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        quote.is_none() && c == '>'
    })?;
    let tag = tag.get(..end)?.trim_end_matches('/');
    let alone = format!("{tag}></svg>");
    let document = Document::parse(&alone).ok()?;
    let root = document.root_element();
    Some(size_of(root).map(|side| decode::side(pixels(side))))
}

/// Width and height, in pixels, as browsers give a picture: what is not said follows from the view.
fn size_of(root: Node<'_, '_>) -> [f32; 2] {
    let said = |name| root.attribute(name).and_then(length);
    let view = root.attribute("viewBox").and_then(|view| {
        let numbers = view.split([' ', ',']).filter(|number| !number.is_empty());
        let numbers: Vec<f32> = numbers.map_while(|number| number.parse().ok()).collect();
        let &[_, _, width, height] = numbers.as_slice() else {
            return None;
        };
        (width > 0.0 && height > 0.0).then_some(width / height)
    });
    match (said("width"), said("height"), view) {
        (Some(width), Some(height), _) => [width, height],
        (Some(width), None, Some(ratio)) => [width, width / ratio],
        (None, Some(height), Some(ratio)) => [height * ratio, height],
        (None, None, Some(ratio)) => [UNSIZED, UNSIZED / ratio],
        (width, height, None) => {
            let [default_width, default_height] = DEFAULT;
            [
                width.unwrap_or(default_width),
                height.unwrap_or(default_height),
            ]
        }
    }
}

/// `text`, which `document` was read from, with a first tag that says width and height.
fn sized(text: &str, document: &Document<'_>, [width, height]: [f32; 2]) -> Option<String> {
    let root = document.root_element();
    let start = root.range().start;
    let tag = text.get(start..)?;
    let name = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    let mut sized = String::with_capacity(text.len() + 50);
    sized.push_str(text.get(..start + name)?);
    write!(sized, " width=\"{width}\" height=\"{height}\"").ok()?;
    let mut from = start + name;
    for attribute in root.attributes() {
        if attribute.namespace().is_none() && matches!(attribute.name(), "width" | "height") {
            sized.push_str(text.get(from..attribute.range().start)?);
            from = attribute.range().end;
        }
    }
    sized.push_str(text.get(from..)?);
    Some(sized)
}

/// A length in pixels; parts of a room that is not known are none.
fn length(text: &str) -> Option<f32> {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let number: f32 = text.strip_suffix(unit)?.parse().ok()?;
    let pixels = match unit {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pc" | "em" | "rem" => 16.0,
        "ex" => 8.0,
        _ => return None,
    };
    (number > 0.0).then_some(number * pixels)
}

/// Draws the picture at most `max_pixels` a side.
pub(super) fn draw(bytes: &[u8], max_pixels: u32, faces: &Faces) -> Result<Pixels, PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooMuch);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|err| PictureError::Broken(Said::verbatim(err.to_string())))?;
    if depth_of(text) > weight::MAX_DEPTH {
        return Err(PictureError::TooMuch);
    }
    let rules = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 200_000,
    };
    let broken =
        |err: &dyn std::fmt::Display| PictureError::Broken(Said::verbatim(err.to_string()));
    let document = Document::parse_with_options(text, rules).map_err(|err| broken(&err))?;
    if !document.root_element().has_tag_name((NAMESPACE, "svg")) {
        return Err(PictureError::Broken(said!("picture-no-svg")));
    }
    weight::weigh(&document)?;
    let sized = sized(text, &document, size_of(document.root_element()));
    let document = match &sized {
        Some(text) => Document::parse_with_options(text, rules).map_err(|err| broken(&err))?,
        None => document,
    };
    let tree = Tree::from_xmltree(&document, &options(faces)).map_err(|err| broken(&err))?;
    let size = tree.size();
    let longest = size.width().max(size.height()).max(1.0);
    let scale = (max_pixels as f32 / longest).min(ENLARGED);
    let [width, height] = [size.width(), size.height()].map(|side| pixels(side * scale));
    let too_large = || PictureError::TooLarge;
    let mut canvas = Pixmap::new(width, height).ok_or_else(too_large)?;
    let scaled = Transform::from_scale(scale, scale);
    resvg::render(&tree, scaled, &mut canvas.as_mut());
    let rgba: Vec<u8> = canvas
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        })
        .collect();
    Ok(Pixels {
        size: [width, height].map(decode::side),
        rgba: rgba.into(),
        stored_size: [size.width(), size.height()].map(|side| decode::side(pixels(side))),
        stored_bytes: bytes.len() as u64,
    })
}

/// What the words of pictures are written in; made once.
pub(super) struct Faces(Arc<fontdb::Database>);

impl Faces {
    pub fn new() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(FACE.to_vec());
        for set in [
            fontdb::Database::set_serif_family,
            fontdb::Database::set_sans_serif_family,
            fontdb::Database::set_monospace_family,
            fontdb::Database::set_cursive_family,
            fontdb::Database::set_fantasy_family,
        ] {
            set(&mut fonts, "Inter".to_owned());
        }
        Self(Arc::new(fonts))
    }
}

fn options(faces: &Faces) -> Options<'static> {
    Options {
        font_family: "Inter".to_owned(),
        fontdb: Arc::clone(&faces.0),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// A length as whole pixels, within what a canvas can have.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is within the limits"
)]
fn pixels(side: f32) -> u32 {
    side.round().clamp(1.0, 100_000.0) as u32
}

/// About how deep elements are nested: by tags, before anything reads the file by itself.
fn depth_of(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for part in text.split('<').skip(1) {
        match part.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let tag = part.split('>').next().unwrap_or_default();
                if !tag.ends_with('/') {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
            }
        }
    }
    deepest
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">"#;

    fn drawn(inside: &str) -> Result<Pixels, PictureError> {
        draw(
            format!("{OPEN}{inside}</svg>").as_bytes(),
            400,
            &Faces::new(),
        )
    }

    fn is_blank(pixels: &Pixels) -> bool {
        pixels.rgba.iter().all(|&byte| byte == 0)
    }

    #[test]
    fn shapes_and_words_are_drawn_larger_than_they_say() {
        let red = drawn(r##"<rect width="40" height="20" fill="#f00"/>"##).unwrap();
        assert_eq!((red.size, red.stored_size), ([80, 40], [40, 20]));
        assert_eq!(red.rgba[..4], [255, 0, 0, 255]);

        let words = drawn(r#"<text y="15" font-family="Times">Ferry</text>"#).unwrap();
        assert!(!is_blank(&words));
    }

    #[test]
    fn nothing_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        image::RgbaImage::from_pixel(9, 9, image::Rgba([255; 4]))
            .save(&path)
            .unwrap();
        let address = path.display();

        let image = format!(r#"<image href="{address}" width="40" height="20"/>"#);

        assert!(is_blank(&drawn(&image).unwrap()));
    }

    #[test]
    fn a_large_canvas_is_drawn_small() {
        let text = OPEN
            .replace("\"40\"", "\"1000000\"")
            .replace("\"20\"", "\"1000000\"");

        let pixels = draw(format!("{text}</svg>").as_bytes(), 400, &Faces::new()).unwrap();

        assert_eq!(pixels.size, [400, 400]);
    }

    #[test]
    fn what_repeats_itself_without_end_is_refused() {
        let mut bomb = r#"<g id="a0"><rect width="1" height="1"/></g>"#.to_owned();
        for level in 1..40 {
            let inner = format!(r##"<use href="#a{}"/>"##, level - 1).repeat(2);
            write!(bomb, r#"<g id="a{level}">{inner}</g>"#).unwrap();
        }
        let itself = r##"<g id="a"><use href="#a"/></g>"##;
        let deep = format!("{}{}", "<g>".repeat(50_000), "</g>".repeat(50_000));

        for hostile in [bomb.as_str(), itself, &deep] {
            let result = drawn(hostile);
            assert!(matches!(result, Err(PictureError::TooMuch)), "{result:?}");
        }
        let heavy = format!("<!--{}-->", "x".repeat(MAX_BYTES));
        assert!(matches!(drawn(&heavy), Err(PictureError::TooMuch)));
    }

    #[test]
    fn a_broken_file_says_so() {
        for broken in [
            "<svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
            "<svg/>",
        ] {
            let result = draw(broken.as_bytes(), 400, &Faces::new());
            assert!(matches!(result, Err(PictureError::Broken(_))), "{result:?}");
        }
    }

    #[test]
    fn the_size_of_a_vector_picture_is_known_before_it_is_drawn() {
        let svg = |size: &str| {
            let inside = r##"<rect width="9" height="9" fill="#f00"/>"##;
            format!("<svg xmlns='http://www.w3.org/2000/svg' {size}>{inside}</svg>")
        };
        for (text, expected) in [
            ("width='30' height='20px'", [30, 20]),
            ("width='3cm' height='1in'", [113, 96]),
            ("width='2em' height='4ex'", [32, 32]),
            ("viewBox='0 0 60 40'", [1600, 1067]),
            (
                "width='100%' height='100%' viewBox='0 0 60 40'",
                [1600, 1067],
            ),
            ("width='50%' viewBox='0 0 60 40'", [1600, 1067]),
            ("width='30' viewBox='0,0,60,40' title='a > b'", [30, 20]),
            ("height='20' viewBox='0 0 60 40'", [30, 20]),
            ("height='20' width='50%' viewBox='0 0 60 40'", [30, 20]),
            ("width='120'", [120, 150]),
            ("height='60'", [300, 60]),
            ("width='50%' height='auto'", [300, 150]),
            ("", [300, 150]),
        ] {
            let text = svg(text);
            assert_eq!(measure(text.as_bytes()), Some(expected), "{text}");
            let drawn = draw(text.as_bytes(), 400, &Faces::new()).unwrap();
            assert_eq!(drawn.stored_size, expected, "{text}");
        }
    }

    #[test]
    fn a_vector_picture_fills_the_size_that_it_is_given() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30' viewBox='0 0 60 40'>\
                   <rect width='60' height='40' fill='#f00'/></svg>";

        let drawn = draw(svg.as_bytes(), 400, &Faces::new()).unwrap();

        assert_eq!(drawn.size, [60, 40]);
        assert_eq!(drawn.rgba[..4], [255, 0, 0, 255]);
        assert!(drawn.rgba.ends_with(&[255, 0, 0, 255]));
    }
}
