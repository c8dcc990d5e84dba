//! Values and pure functions: no egui, no disk, no threads, no clock.
//!
//! `text`, `date` <- (`front_matter`, `markdown`) <- (`document`, `merge`, `site`).

pub mod card;
pub mod change;
pub mod check;
pub mod code;
pub mod compare;
pub mod conflict_marks;
pub mod date;
pub mod document;
pub mod find;
pub mod finding;
pub mod folded;
pub mod front_matter;
pub mod git;
pub mod go_layout;
mod kept_path;
pub mod key_path;
pub mod link;
pub mod long_date;
pub mod markdown;
pub mod merge;
pub mod notice;
pub mod packed;
pub mod panes;
pub mod picture;
pub mod recovery;
pub mod refusal;
pub mod rule;
pub mod said;
pub mod schema;
pub mod secret;
pub mod settings;
pub mod site;
pub mod spelling;
pub mod stage;
pub mod stock;
pub mod summary;
pub mod text;
pub mod told;
pub mod trail;
pub mod typeface;
pub mod version;
pub mod web_page;
pub mod words;
