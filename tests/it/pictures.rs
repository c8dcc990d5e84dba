//! What the preview looks like: few pictures, painted without a graphics card. After a change that
//! is meant, look at the new ones and keep them: `UPDATE_SNAPSHOTS=1 cargo test pictures`.

use std::{fs, path::Path};

use egui::Theme;
use egui_kittest::{Harness, SnapshotOptions};
use kopij::{
    action::{Action, Outbox},
    io::checks::{OfSite, in_text},
    model::{
        code::Grammars,
        document::DocumentId,
        front_matter,
        markdown::blocks::{Dialect, parse_as},
        picture::Pixels,
        text::Revision,
    },
    ui::{
        codes::Codes,
        pictures::Pictures,
        preview::{
            Page, PreviewState,
            cards::{CardsState, Tab, cards_ui},
            preview_ui,
        },
        theme,
    },
};

use crate::support::paint::Painter;

const PATH: &str = "/site/content/posts/ferry/index.md";

/// One view of one article.
struct Look {
    text: String,
    tab: Tab,
    theme: Theme,
    size: [f32; 2],
}

fn shown(look: Look) -> Harness<'static> {
    let head = front_matter::read(&look.text);
    // With formulas, as in a folder that is no site of Hugo's.
    let dialect = Dialect::HUGO.with_guessed_formulas();
    let blocks = parse_as(dialect, &look.text, head.head.end);
    let found = in_text(&OfSite::nowhere(), Path::new(PATH), &look.text, None, 0);
    let mut views: Option<(Pictures, Codes)> = None;
    let mut state = PreviewState::default();
    let mut cards = CardsState::default();
    let mut grammars = None;
    let builder = Harness::builder()
        .with_size(look.size)
        .with_theme(look.theme)
        .with_max_steps(64)
        .renderer(Painter::default());
    let mut harness = builder.build_ui(move |ui| {
        let Some((pictures, codes)) = &mut views else {
            theme::install(ui.ctx());
            views = Some((Pictures::new(ui.ctx()), Codes::default()));
            ui.ctx().request_repaint();
            return;
        };
        let page = Page {
            document: DocumentId(1),
            revision: Revision::default(),
            text: &look.text,
            front_matter: &head,
            blocks: &blocks,
            statistics: blocks.statistics,
            shown_from: head.head.end,
            caret: None,
            path: Path::new(PATH),
            root: None,
            site: None,
            found: &found,
            pictures,
            codes,
        };
        let mut out = Outbox::default();
        match look.tab {
            Tab::Article => preview_ui(ui, &page, &mut state, &mut out),
            tab => cards_ui(ui, &page, tab, &mut cards, &mut out),
        }
        for action in out.drain() {
            ui.ctx().request_repaint();
            match action {
                Action::WantPicture { source, .. } => {
                    let result = picture(&source.address);
                    pictures.insert(source, result);
                }
                Action::WantCode(code) if codes.expect(&code) => {
                    let spans = grammars.get_or_insert_with(Grammars::new).read(&code);
                    codes.insert(code, spans);
                }
                _ => {}
            }
        }
    });
    harness.run();
    harness
}

/// A picture as the workers would make it, of colours that turn.
fn picture(address: &str) -> Result<Pixels, String> {
    let stored_size = match address {
        "cover.png" => [1280, 640],
        "small.png" => [200, 120],
        _ => return Err("No picture at this address".to_owned()),
    };
    let rgba: Vec<u8> = (0..8 * 4_u8)
        .flat_map(|at| [at % 8 * 20 + 40, at / 8 * 40 + 90, 160, 255])
        .collect();
    Ok(Pixels {
        size: [8, 4],
        rgba: rgba.into(),
        stored_size,
        stored_bytes: 40_000,
    })
}

fn page(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Compares a view with its picture in `tests/snapshots`.
fn check(name: &str, markdown: &str, tab: Tab, theme: Theme, size: [f32; 2]) {
    let mut harness = shown(Look {
        text: page(markdown),
        tab,
        theme,
        size,
    });
    // Another processor may round another way.
    let options = SnapshotOptions::new()
        .threshold(1.0)
        .max_failed_pixels(20_usize);
    harness.snapshot_options(name, &options);
}

#[test]
fn words_in_light() {
    check(
        "words_light",
        "words.md",
        Tab::Article,
        Theme::Light,
        [720.0, 1000.0],
    );
}

#[test]
fn words_in_dark() {
    check(
        "words_dark",
        "words.md",
        Tab::Article,
        Theme::Dark,
        [720.0, 1000.0],
    );
}

#[test]
fn boxes_in_light() {
    check(
        "boxes_light",
        "boxes.md",
        Tab::Article,
        Theme::Light,
        [720.0, 1400.0],
    );
}

#[test]
fn boxes_in_dark() {
    check(
        "boxes_dark",
        "boxes.md",
        Tab::Article,
        Theme::Dark,
        [720.0, 1400.0],
    );
}

#[test]
fn what_the_site_makes_in_light() {
    check(
        "made_light",
        "made.md",
        Tab::Article,
        Theme::Light,
        [720.0, 1400.0],
    );
}

#[test]
fn what_the_site_makes_in_dark() {
    check(
        "made_dark",
        "made.md",
        Tab::Article,
        Theme::Dark,
        [720.0, 1400.0],
    );
}

#[test]
fn failed_pictures() {
    check(
        "failed_pictures",
        "failed.md",
        Tab::Article,
        Theme::Light,
        [720.0, 420.0],
    );
}

#[test]
fn a_narrow_page() {
    check(
        "narrow",
        "words.md",
        Tab::Article,
        Theme::Light,
        [340.0, 800.0],
    );
}

#[test]
fn the_card_in_the_list() {
    check(
        "card_list",
        "card.md",
        Tab::Card,
        Theme::Light,
        [480.0, 520.0],
    );
}

#[test]
fn the_cards_on_networks() {
    check(
        "card_social",
        "card.md",
        Tab::Social,
        Theme::Light,
        [480.0, 900.0],
    );
}

#[test]
fn the_card_in_a_search_engine() {
    check(
        "card_search",
        "failed.md",
        Tab::Search,
        Theme::Dark,
        [480.0, 320.0],
    );
}
