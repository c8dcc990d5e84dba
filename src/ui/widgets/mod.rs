//! Parts of views that know no document: they show a value and report what the writer does.

pub mod at_right;
pub mod badge;
pub mod banner;
pub mod buttons;
pub mod calendar;
pub mod chips;
pub mod choice;
pub mod fields;
pub mod finder;
pub mod glyph;
pub mod grid;
pub mod group;
pub mod languages;
pub mod menu;
pub mod more;
pub mod page;
pub mod place;
pub mod popup;
pub mod query;
pub mod row_menu;
pub mod rows;
pub mod sheet;
pub mod stop;
pub mod switch;
pub mod tabs;

pub use badge::badge_ui;
pub use banner::banner_row_ui;
pub use buttons::{button_ui, command_button_ui, icon_button_ui, icon_switch_ui, main_button_ui};
pub use fields::{Draft, field_label_ui, field_problem_ui, field_remark_ui};
pub use glyph::glyph_ui;
pub use query::query_switches_ui;
