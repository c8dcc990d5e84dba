//! What the writer looks for, in the shown article and in all: what is asked, what was found, what of
//! it she left alone. How it is looked for is in [`model::find`](crate::model::find).

mod bar;
mod site;

pub use bar::{Bar, Field, Found};
pub use site::{FoundRow, SiteSearch, TickedCount};
