//! The one place for colours, sizes, times, fonts and icons.

pub mod colours;
pub mod fonts;
pub mod icons;
pub mod sizes;
mod style;

pub use colours::{Colours, colours};
pub use fonts::{Chosen, Face, text_format, weight};
pub use icons::Icon;
pub use style::{install, use_faces};
