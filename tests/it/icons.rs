//! The font of icons is cut to those that the sources name: each of them is in it.

use egui::{Context, RawInput};
use kopij::ui::theme::{self, Face};
use lucide_icons::Icon;
use regex::Regex;

use crate::words::sources;

/// The icon of a name as the sources write it: `Heading2` is called `heading-2`.
fn named(name: &str) -> Icon {
    let part = Regex::new(r"[A-Z][a-z]*|\d+").unwrap();
    let parts: Vec<&str> = part.find_iter(name).map(|it| it.as_str()).collect();
    let name = parts.join("-").to_lowercase();
    Icon::try_from(name.as_str()).unwrap_or_else(|_| panic!("no icon is called {name}"))
}

#[test]
fn each_icon_of_the_sources_is_in_the_font() {
    let name = Regex::new(r"\bIcon::([A-Z]\w*)").unwrap();
    let ctx = Context::default();
    theme::install(&ctx);
    // The fonts are there from the first frame on.
    let mut output = ctx.run_ui(RawInput::default(), |_| {});
    output.textures_delta.clear();
    let font = Face::Icons.font(16.0);
    let mut count = 0;
    for (path, code) in sources() {
        for found in name.captures_iter(&code) {
            let letter = char::from(named(&found[1]));
            let is_there = ctx.fonts_mut(|fonts| fonts.has_glyph(&font, letter));
            assert!(
                is_there,
                "{} of {} is not in assets/fonts/Lucide.ttf: run assets/fonts/icons",
                &found[1],
                path.display()
            );
            count += 1;
        }
    }
    assert!(count > 50);
}
