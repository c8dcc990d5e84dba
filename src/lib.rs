//! Kopij: a native editor for the articles of static sites. This page is the map.
//!
//! **An article is one text.** Its front matter and its body are one
//! [`Buffer`](model::text::Buffer); the form, the editor and the preview are three views of it.
//! A keystroke, a form field, a reload from disk: each is an [`Edit`](model::text::Edit) that
//! goes through [`Buffer::apply`](model::text::Buffer::apply), so there is one undo history, one
//! dirty mark and one [`Revision`](model::text::Revision) that every cache is keyed by.
//!
//! **A change of files is a value.** A [`ChangeSet`](model::change::ChangeSet) is planned by pure
//! functions and applied by [`io::changes`], which records it first: so it is finished or taken
//! back after a crash, and undone as one step. Replacing in the whole site, another name, a second
//! one and the recycle bin go through it in the window (`app/update/change`), and so do the headless
//! `set` and `undo`. What there is to decide is shown first, by one component for every set
//! (`ui/panels/review`); an open article takes part by its text.
//!
//! Floors, bottom to top. A floor may use the floors above it in this list, `ui` less `io`, `cli` less `action` and `ui`;
//! `tests/it/house` reads the sources and fails when one does not.
//!
//! 1. [`model`]: values and pure functions. No egui, no disk, no threads, no clock.
//! 2. [`io`]: the disk, the network, other programs, watching, and the worker threads.
//! 3. [`action`]: what a writer can ask for, as data: commands and actions.
//! 4. [`ui`]: theme, widgets, editor, preview, panels. They read and push actions.
//! 5. [`cli`]: the headless commands, over `model` and `io` alone.
//! 6. [`app`]: the state, the one `update` that changes it, routing to workers, the window.
//!
//! Texts for people stand in `assets/languages`, by id: what `model` and `io` have to say is a
//! [`Said`](model::said::Said), an id with its values, and [`words`](model::words) are put to it in `ui`, `cli` and `app`.
//! `tests/it/words.rs` lists the rooms whose texts still stand in the sources.
//!
//! Four words: a [`Command`](action::Command) is named and has no payload; an
//! [`Action`](action::Action) is what a view pushes; an [`Effect`](io::Effect) is what `update`
//! asks of the world; an [`Event`](io::Event) is what the world reports. What an effect hands one
//! thread is its job: it stands in [`io::workers`] beside the thread, with its title, what is done
//! for it and what it answers; a new job is a variant there.

#![cfg_attr(
    test,
    expect(
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unwrap_used,
        reason = "a test fails by panicking"
    )
)]

pub mod action;
pub mod app;
pub mod cli;
pub mod io;
pub mod model;
pub mod ui;
