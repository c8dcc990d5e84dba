//! The rules: each looks at an article, or at all of them, and returns what it finds.
//!
//! A rule is pure and knows neither the window nor a command that asks it. What it finds is a
//! [`Finding`](super::finding::Finding): its [`Rule`](super::finding::Rule), a severity, a place, a
//! message without words, and room for the edits that put it right, which no rule has yet. One file a subject. What is wrong with a
//! head is found where it is read ([`front_matter`](super::front_matter)).
//!
//! What one article cannot know, as it is about several, is a [`Shared`].

pub mod address;
pub mod card;
pub mod habit;
pub mod marks;
mod of_site;
pub mod shortcode;

pub use of_site::{Findings, Shared};
