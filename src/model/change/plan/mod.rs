//! What a wish makes of one file: text in, edits or a refusal out.

pub mod files;
pub mod look;
pub mod pictures;
mod replace;
mod values;

pub use self::{replace::replace, values::values};
