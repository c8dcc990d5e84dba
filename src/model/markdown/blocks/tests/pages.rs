//! The blocks of pages that hold each construct, as text. After a change that is meant, read the
//! difference and keep it: `UPDATE_SNAPSHOTS=1 cargo test pages`.

use std::{fmt::Write as _, fs, path::Path};

use super::*;

#[track_caller]
fn check_page(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = fs::read_to_string(folder.join(format!("{name}.md"))).unwrap();
    let body_start = text.find("\n---\n").unwrap() + 5;
    let dialect = Dialect::HUGO.with_guessed_formulas();
    let blocks = parse_as(dialect, &text, body_start);
    let mut shown = String::new();
    for block in blocks.in_reading_order() {
        writeln!(shown, "{:?} {:?}", block.kind, block.range).unwrap();
        for placed in blocks.content(&text, block) {
            writeln!(
                shown,
                "    {:?} {}",
                placed.range,
                show(&placed.node).escape_debug()
            )
            .unwrap();
        }
    }
    for (heading, id) in blocks.headings.iter().zip(blocks.heading_ids()) {
        writeln!(shown, "#{id} {}: {}", heading.level, heading.title).unwrap();
    }

    let kept = folder.join(format!("{name}.blocks.txt"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&kept, &shown).unwrap();
    }
    let kept = fs::read_to_string(kept).unwrap();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    for (shown, kept) in lines(&shown).iter().zip(&lines(&kept)) {
        assert_eq!(shown, kept, "{name}");
    }
    assert_eq!(shown, kept);
}

#[test]
fn words_are_read_as_kept() {
    check_page("pages/words");
}

#[test]
fn boxes_are_read_as_kept() {
    check_page("pages/boxes");
}

#[test]
fn what_a_site_makes_is_read_as_kept() {
    check_page("pages/made");
}

#[test]
fn failed_pictures_are_read_as_kept() {
    check_page("pages/failed");
}

#[test]
fn the_page_of_everything_is_read_as_kept() {
    check_page("markdown/torture");
}
