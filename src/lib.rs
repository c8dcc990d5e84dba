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
//! one, the recycle bin and what becomes of a picture go through it in the window (`app/update/change`), and so do the headless
//! `set`, `strip` and `undo`. What there is to decide is shown first, by one component for every set
//! (`ui/panels/review`); an open article takes part by its text.
//!
//! Floors, from the lowest. A floor may use those named before it in this list, `ui` less `io`, `cli` less `action` and `ui`;
//! `tests/it/house` reads the sources and fails when one does not.
//!
//! 1. [`model`]: values and pure functions. No egui, no disk, no threads, no clock, but for the limit of time that
//!    comparing two texts has.
//! 2. [`io`]: the disk, the network, other programs, watching, and the worker threads.
//! 3. [`action`]: what a writer can ask for, as data: commands and actions.
//! 4. [`ui`]: theme, widgets, editor, preview, panels. They read and push actions.
//! 5. [`cli`]: the headless commands, over `model` and `io` alone.
//! 6. [`app`]: the state, the one `update` that changes it, routing to workers, the window.
//!
//! Texts for people stand in `assets/languages`, by id: what `model` and `io` have to say is a
//! [`Said`](model::said::Said), an id with its values, and [`words::put`](model::words::put) puts words to it in `ui`,
//! `cli` and `app`; a test keeps it out of the floors below. `## path/of/file` in the texts says which file shows what is
//! below. What stands in `en.ftl` stands in the files of all other languages, by the same id and in the same order; which
//! language is spoken [`words`](model::words) says, and it may be another in the next frame. An error says so too ([`Says`](model::said::Says)). What is kept on disk in words (the title of a change) has
//! them from whoever asked for it. `tests/it/words.rs` lists the files in which words stand that nobody is told.
//!
//! Four words: a [`Command`](action::Command) is named and has no payload; an
//! [`Action`](action::Action) is what a view pushes; an [`Effect`](io::Effect) is what `update`
//! asks of the world; an [`Event`](io::Event) is what the world reports. What an effect hands one
//! thread is its job: it stands in [`io::workers`] beside the thread, with its title, what is done
//! for it and what it answers.
//!
//! # Rooms
//!
//! | room | answers for |
//! | --- | --- |
//! | [`model::text`] | the buffer, edits, undo, and places that follow edits |
//! | [`model::front_matter`] | YAML, TOML and JSON heads: reading them, and the bytes of one changed value |
//! | [`model::markdown`] | blocks, what stands in them, formatting keys, HTML; one grammar of lines in `line`, of shortcodes in `shortcode` |
//! | [`model::document`] | an article and its file: saved or not, changed by others or not |
//! | [`model::schema`] | the form: what is learned from articles, what `kopij.toml` and CMS files declare |
//! | [`model::site`] | the site as its generator reads it: settings, pages, states, addresses, new articles |
//! | [`model::check`], [`model::rule`] | what is looked for in an article or the site; the table of rules, by name and severity |
//! | [`io::checks`] | the rules asked of a text that is written, and of many articles at once; where their links lead |
//! | [`model::settings`] | the preferences, and what the next run begins with |
//! | [`model::date`], [`model::words`] | how dates are read and shown; words for what is said |
//! | [`model::change`] | changes of several files, planned |
//! | [`io::store`], [`io::saves`] | the save protocol, and its one door for window and commands |
//! | [`io::journal`], [`io::history`], [`io::changes`] | unsaved text, replaced versions, changes that can be taken back |
//! | [`io::beneath`] | what of a stranger's site may be opened, and where a setting may point |
//! | [`io::own`] | Kopij's own files, opened with the same care |
//! | [`io::process`] | other programs, and our own once more; only eframe (the browser) and rfd (a dialog) start one besides |
//! | [`io::scan`], [`io::watcher`] | which files of a folder are articles, and which of them changed |
//! | [`model::picture`] | where a head has its cover, where a new file goes, what of it is left out; which pictures a site has and where they are named |
//! | [`io::index`] | the list of articles, equal to the disk; `src/io/index_cache` keeps it for the next start |
//! | [`model::git`] | what changed since the last commit, in fields and paragraphs; what a commit of an article takes along and says |
//! | [`io::git`] | git: reading that starts nothing of the repository, and a commit of exactly what is named |
//! | [`model::stage`] | what of a site is shown in the browser, which texts may be, and what Hugo says of it in words |
//! | [`io::in_site`] | an article in its site, by the installed Hugo over a stage of our own; nothing of the site runs |
//! | [`model::stock`], [`io::stock`] | photo services: what is asked and answered, asking them, and their keys ([`model::secret`]); [`model::picture::credit`] says whose a photo is as the site does |
//! | [`io::pictures`] | pictures of the site and the web, read and drawn within limits |
//! | [`io::workers`] | the threads of a window, each with its jobs and its answers |
//! | [`action`] | the one table of commands, their keys, and when they can run |
//! | [`ui::editor`], [`ui::preview`], [`ui::panels`] | what is drawn, upon [`ui::theme`] and [`ui::widgets`] |
//! | [`ui::find`] | what is looked for and found, in the shown article and in all |
//! | [`app::state`] | what a frame shows, by owner: `tests/it/house/state.rs` says which file changes what |
//! | [`app::update`] | where the state changes, a file for each thing that happens; `src/app/mod.rs` has the clock and the window's own |
//! | [`app::layout`] | hands each view what it shows; `src/app/layout/article.rs` that of the open article |
//!
//! # What happens
//!
//! **A keystroke.** `src/ui/editor/keys.rs` makes an edit of it, shown in the same frame
//! (`src/ui/editor/draft.rs`); the view pushes `Action::Edit` with the revision that it saw. `update`
//! passes it to `Article::change` in `src/app/article.rs`, the one door: it refuses where the writer
//! may only read, applies, and moves selection, scope and marks. The journal's thread gets the text
//! in that frame. Before the next is drawn, [`app::derived`] reads again what is around the change,
//! and asks the parser's thread where that is not enough.
//!
//! **A field of the form.** The view pushes `Action::ChangeField`: what the value should be.
//! `src/app/update/form.rs` asks [`model::front_matter::edit`] for the bytes, which reads its own
//! result again and refuses where another value would change; then the same door.
//!
//! **A new picture.** `src/app/update/pictures/offer.rs` has a thread look at the file; the sheet shows what would be
//! written, the store's thread writes it under a free name when the writer says so, and then one edit of the head
//! names it.
//!
//! **A photo of a service.** `src/app/update/stock.rs` has one service asked, when the writer searches, by a thread of its
//! own (`src/io/workers/stock.rs`); a photo that is used is fetched and goes on as a picture from a file, with its words.
//!
//! **A picture of the site.** `src/app/update/library.rs` has a thread look through the site (`src/io/pictures/library.rs`): which
//! pictures there are, where [`model::picture::named`] finds them named, what [`model::check::pictures`] finds. Another name is a
//! wish with the articles: a second file, the bytes of their addresses ([`model::change::plan::pictures`]), and the first file to
//! the bin if nothing names it any more.
//!
//! **A save.** `src/app/update/saving.rs` asks the store's thread (`src/io/workers/store.rs`), with
//! the hash of what was read. `src/io/store/save.rs` writes beside the file, to the disk, looks
//! again, renames; the version before is kept. The answer makes that snapshot the saved one; what
//! was typed meanwhile stays unsaved.
//!
//! **A commit.** `src/app/update/git.rs` saves what is to be committed and asks git's thread
//! (`src/io/workers/git.rs`). `src/io/git/commit.rs` refuses what would go wrong and asks what is to be asked, has git
//! commit the named files alone, and puts the index of all others back as it was. The answer is a notice that takes it
//! back, or the question on the page.
//!
//! **Open in site.** `src/app/update/in_site.rs` asks its thread (`src/io/workers/in_site.rs`), which fills the stage, holds
//! Hugo's server over it by a process of our own that ends with us, and asks Hugo for the address of the page. From then
//! on what is typed goes through the gate ([`model::stage::gate`]) onto the stage when the writer pauses; Hugo looks there.
//!
//! **A change on disk.** The watcher names paths. `src/app/update/site.rs` has open articles looked
//! at and entries read anew; `src/app/update/disk/mod.rs` reloads a saved article as an edit, has an
//! unsaved one merged on a thread, and asks where both changed the same.
//!
//! **A key in the preview.** Blocks carry a hash of all they depend on, and are laid out once for
//! it. `src/ui/preview/slots.rs` pairs old and new: only what changed is laid out, and what is read
//! stays where it is on screen.
//!
//! # Rules of a frame
//!
//! - Views read the state and push actions; `update` runs after they drew. Layout is handed `&State`.
//! - No file, no waiting for a thread, and nothing that grows with the site or the text. What follows
//!   from a text is in [`app::derived`], by revision; what takes longer is a job.
//! - What a view should do once (scroll, take the keyboard) is a [`Request`](app::request::Request) in a queue, which
//!   waits until layout draws the view that does it, two seconds at most ([`Waiting`](app::request::Waiting)). What concerns a
//!   text waits with its article, then in its editor alone, as a place is brought into view frames later, once it was
//!   laid out.
//! - What opens above the rest has the keyboard and gives it back, by `src/ui/widgets/popup.rs`: popups, menus, finders,
//!   and every sheet and question (`src/ui/widgets/sheet.rs`), which alone may be modal.
//! - What a panel keeps for itself is in `Views` (`src/app/layout/mod.rs`); what one widget keeps
//!   from frame to frame (which of a row had the keyboard, that something was copied) is in egui's memory.
//! - A panic in a frame puts unsaved text away before it goes on.
//!
//! # How to add
//!
//! - **A command**: its variant and its line (what it does and needs, its menu and keys) in
//!   `src/action/command.rs`, title and help in `assets/languages/en.ftl`. One that does something of its own
//!   has a variant of `Call` too, there, with a line in `src/app/update/mod.rs`. Menu, palette and settings have
//!   it then; a test compares the table of the README, which has the order of the variants.
//! - **A part of the state**: its field in `src/app/state/mod.rs` or beside it, and its owner in
//!   `tests/it/house/state.rs`. What the next run begins with is in `Remembered`
//!   (`src/model/settings.rs`).
//! - **A setting**: a field and its default in `src/model/settings.rs`, held within its bounds where it is taken, as
//!   a file may say anything. A switch is mostly a command that turns it (`toggle!` in `src/action/command.rs`), named
//!   in one of the arrays `switches` in `src/ui/panels/settings/mod.rs` to have a row; README has it in the table of
//!   commands. One that belongs in no menu or to one site (`WebPictures`, `ModifiedOnSave`), and what is no switch, is
//!   a variant of `Setting` in `src/action/mod.rs`, with what it does in `src/app/update/settings.rs` and its row in
//!   `src/ui/panels/settings/mod.rs`. What a row shows beside the settings stands in `SettingsPage`, filled by
//!   `src/app/layout/over.rs`. Its words are in `assets/languages/en.ftl`.
//! - **A job for a thread**: a variant in the thread's file in `src/io/workers`, with title, answer
//!   if lost, and what is done; its answer is taken in by `src/app/update/receive.rs`. A thread is
//!   one more file there, started in `src/io/workers/mod.rs`, with its `Effect` and `Event` in `src/io/mod.rs` and
//!   the titles of its jobs (`job-…`) in `assets/languages/en.ftl`.
//! - **A check**: its rule with its name and severity in the table of `src/model/rule.rs`, what it looks for in a
//!   file of its subject beside `src/model/check/mod.rs`, which asks all of them; its title, why it matters and what it
//!   says in `assets/languages/en.ftl`; and a site where it fires, and one where not, in `tests/fixtures/checks.json`.
//!   One that stops the build stands in `Finding::stops_build` (`src/model/finding.rs`) too, so that it is told whatever
//!   else is wanted; one that is looked for only where someone asks, in `Rule::is_to_be_asked_for`, and in README.
//!   One of the files of pictures (`Scope::Files`) is found in `src/model/check/pictures.rs`, from what
//!   `src/io/pictures/library.rs` knows of all of them.
//!   `kopij check` and the window have it then: both ask `src/io/checks/mod.rs`, the window of each text as it is
//!   written (`src/app/update/problems.rs`).
//! - **A language**: a file in `assets/languages`, called by its tag, with all that is in `en.ftl` and its terms in its
//!   head (`KOPIJ_TEXTS=fy.ftl kopij` tries one that is not built in), and a folder of pages in `assets/help`; its row in
//!   `src/model/words/mod.rs`, with its own name and how it writes numbers, and in `src/ui/panels/help.rs`; its months in
//!   `src/model/date/tongue.rs`, unless they are there. `tests/it/words.rs` says what is missing, and
//!   `tests/it/languages.rs` draws longer words than it has.
//! - **A kind of field**: a variant, and when a text is one, in `src/model/schema/kind.rs`; when another value is, in
//!   `src/model/schema/tally.rs`; its name for `kopij.toml` in `src/model/schema/overrides/kopij.rs` and for CMS files
//!   in `src/model/schema/overrides/cms.rs`; its control in `src/ui/panels/form/controls.rs`, which values it takes in
//!   `src/ui/panels/form/fields.rs`, its empty value in `src/ui/panels/form/mod.rs`, and what it is called where a key
//!   is made in `src/ui/panels/form/new_key.rs`, with the words in `assets/languages/en.ftl`.
//! - **A setting of Hugo**: its field in `src/model/site/hugo/settings.rs`, of one language in
//!   `src/model/site/hugo/language.rs`, of the markup in `src/model/markdown/blocks/events.rs`; and a site with the
//!   answer of a real Hugo in `tests/fixtures/hugo/hugo.json`, which `src/model/site/cases/mod.rs` reads. Where it names
//!   a folder, `src/io/site_files.rs` asks [`io::beneath::Bounds`].
//! - **A headless command**: a variant and its arm in `src/cli/mod.rs` with the words of `--help`, and a file beside
//!   it; its errors in `assets/languages/en.ftl`. What it prints of a site goes through `src/cli/shown.rs`. README
//!   describes it, `tests/it/headless.rs` runs it.
//! - **A format of pictures**: where and how it is decoded in `src/io/pictures/decode.rs`. What can be
//!   made to cost much is drawn apart, by `src/io/pictures/painter/serve.rs`. Its ending stands in
//!   `src/model/picture/mod.rs`, its first bytes in `src/model/picture/offer.rs`, what is cut out of its files in
//!   `src/model/picture/cut.rs`, its media type in `src/io/pictures/mod.rs`.
//! - **A photo service**: a variant of `Provider` in `src/model/stock/mod.rs`, and a file for its requests and answers in
//!   `src/model/stock/providers`, with an answer after its documentation in `src/model/stock/tests.rs`.
//! - **A theme** whose covers are to be found: its row in `src/model/picture/themes.rs`, with where its documentation
//!   says so.
//! - **A kind of block or alert**: its node in `src/model/markdown/blocks/nodes.rs`, read in
//!   `src/model/markdown/blocks/content.rs` (of a long one, in parts, in `src/model/markdown/blocks/parts/cut.rs`), laid
//!   out from `src/ui/preview/lay/mod.rs` (quotes and alerts in `src/ui/preview/lay/boxes.rs`), printed by
//!   `src/model/markdown/render.rs`. Which alerts there are pulldown-cmark says.
//! - **An icon**: named as a variant of `Icon`, and cut out of its font by `assets/fonts/icons`; a test says so.
//!   **A library of others**: its licence is one of those in `assets/packaging/licences`, and what it opens as it runs
//!   stands in `Depends` in `Cargo.toml`, where `.ci/package` proves it.
//! - **Something that is completed as it is typed**: what is begun in
//!   `src/model/markdown/format/complete.rs`, what there is for it in `src/app/update/completing.rs`.
//! - **Something in the status bar**: `src/ui/panels/status_bar.rs`, filled by
//!   `src/app/layout/article.rs`, with its words in `assets/languages/en.ftl`. **The wording** of anything: there
//!   alone. **How a date is shown** in the list: `src/ui/panels/articles/rows.rs`.
//! - **A reader of text** gets its shapes in `benches/shapes/mod.rs`: twice the text may cost about
//!   twice the time (`benches/readers.rs`).

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
