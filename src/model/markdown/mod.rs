//! Markdown: blocks with byte ranges, statistics, and formatting commands as edits.

pub mod blocks;
pub mod density;
pub mod format;
pub mod line;
pub mod outline;
pub mod render;
pub mod shortcode;
pub mod statistics;
