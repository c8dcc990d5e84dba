//! The one integration-test binary: linking it once keeps the suite quick.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod alone;
mod articles;
mod changed;
mod changes;
mod check;
mod checked;
mod committed;
mod comparing;
mod composing;
mod corpus;
mod cover;
mod crash;
mod damage;
mod editing;
mod file_menu;
mod files;
mod find;
mod form;
mod full_disk;
mod fuzz;
mod handed_in;
mod headless;
mod headline;
mod help;
mod house;
mod hugo_answers;
mod hugo_heads;
mod hugo_markdown;
mod hugo_random;
mod hugo_site;
mod icons;
mod in_site;
mod keyboard;
mod kill;
mod languages;
mod lost_words;
mod many;
mod markdown;
mod menu;
mod merging;
mod new_articles;
mod outline;
mod outside;
mod painter;
mod panes;
mod photos;
mod pictures;
mod places;
mod reading;
mod repository;
mod sample;
mod saving;
mod set_safely;
mod settings;
mod sheets;
mod site_find;
mod site_pictures;
mod spelling;
mod stepping;
mod support;
mod tabs;
mod windows;
mod words;
mod writers;
