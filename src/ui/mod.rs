//! View functions: they read state, draw, and push actions. They change nothing but their
//! own panel's state, and do no I/O.
//!
//! `theme` <- `widgets` <- (`editor`, `preview`, `compare`) <- `panels`. A widget knows no document;
//! panels do not know each other.

pub mod about;
pub mod codes;
pub mod compare;
pub mod editor;
pub mod file_menu;
pub mod find;
pub mod found;
pub mod panels;
pub mod pictures;
pub mod preview;
pub mod right_to_left;
pub mod theme;
pub mod widgets;
