//! Values and pure functions: no egui, no disk, no threads, no clock.
//!
//! `text` <- (`front_matter`, `markdown`) <- (`document`, `site`).

pub mod document;
pub mod front_matter;
pub mod markdown;
pub mod notice;
pub mod picture;
pub mod problem;
pub mod settings;
pub mod site;
pub mod text;
