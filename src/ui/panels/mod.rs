//! The parts of the window, one file or folder each.

pub mod article_tabs;
pub mod articles;
pub mod banner;
pub mod close;
pub mod conflict;
pub mod file_state;
pub mod find_bar;
pub mod findings;
pub mod form;
pub mod go_to;
pub mod new_article;
pub mod no_text;
pub mod notices;
pub mod outline;
pub mod palette;
pub mod place;
pub mod quit;
pub mod recovered;
pub mod save_as;
pub mod settings;
pub mod site_find;
pub mod status_bar;
pub mod suggestions;
pub mod toolbar;
pub mod versions;
pub mod welcome;
