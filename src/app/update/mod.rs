//! Changes the state. Nothing else does. No drawing, no disk: the result is effects to perform.

pub mod articles;
pub mod change;
pub mod compare;
pub mod completing;
pub mod create;
pub mod disk;
pub mod faults;
pub mod file;
pub mod find;
pub mod form;
pub mod git;
pub mod goal;
pub mod in_site;
pub mod journal;
pub mod leftovers;
pub mod library;
pub mod moved;
pub mod notices;
pub mod outside;
pub mod panes;
mod pausing;
pub mod pictures;
pub mod places;
pub mod problems;
mod publishing;
pub mod quitting;
pub mod receive;
pub mod refused;
pub mod saving;
pub mod schema;
pub mod server;
pub mod settings;
pub mod since_commit;
pub mod site;
pub mod site_find;
pub mod spelling;
pub mod stock;
pub mod tabs;
#[cfg(test)]
pub(crate) mod testing;
pub mod typefaces;
pub mod untitled;
pub mod versions;
pub mod web_page;
pub mod writing;

pub use receive::receive;

use crate::{
    action::{
        Action, Command, FindStep, GitStep, NoticeStep,
        command::{Call, Does},
        offer::Lack,
    },
    app::{
        Start, State,
        request::Clipboard,
        state::{Over, Serving},
    },
    io::{
        Effect,
        workers::{InSiteJob, JournalJob, SpellingJob, StoreJob},
    },
    model::{markdown::outline, settings::Typefaces, trail::Way},
    ui::{editor::Vertical, find::Field},
};

/// The first effects of a run.
pub fn start(state: &mut State, start: Start) -> Vec<Effect> {
    let mut effects = Vec::new();
    if state.settings.typefaces != Typefaces::default() {
        effects.extend(typefaces::use_them(state));
    }
    effects.extend([
        Effect::Journal(JournalJob::Recover),
        Effect::Spelling(SpellingJob::FindDictionaries),
        Effect::InSite(InSiteJob::Sweep),
    ]);
    if let Some(folder) = start.folder {
        let at_once = match start.article {
            None => site::open_at_once(state, &folder),
            Some(_) => Vec::new(),
        };
        effects.extend(site::open(state, folder));
        effects.extend(at_once);
    }
    if let Some(path) = start.article {
        effects.extend(articles::open(state, path));
    }
    effects
}

/// Whether the window may look different after an action.
pub fn is_news(state: &State, action: &Action) -> bool {
    match action {
        Action::Select { document, spot, .. } => state
            .session
            .articles
            .get(document)
            .is_some_and(|article| article.selection() != spot.main()),
        Action::Notice(NoticeStep::Hold) => false,
        _ => true,
    }
}

/// Carries out what the writer asked for.
#[expect(clippy::too_many_lines, reason = "one for each action")]
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Run(command) => run(state, command),
        Action::Edit {
            document,
            made_at,
            edit,
            cause,
            select,
        } => articles::edit(state, document, made_at, &edit, cause, select),
        Action::ChangeField {
            document,
            changes,
            typed,
        } => form::change_field(state, document, &changes, typed),
        Action::Paste {
            document,
            made_at,
            selection,
            text,
        } => writing::paste(state, document, made_at, selection, &text),
        Action::Select {
            document,
            revision,
            spot,
        } => articles::select(state, document, revision, spot),
        Action::Tick {
            document,
            made_at,
            at_byte,
        } => articles::tick(state, document, made_at, at_byte),
        Action::Format(formatting) => writing::format(state, formatting),
        Action::SetQuery(query) => find::set_query(state, query),
        Action::SetReplacement(text) => find::set_replacement(state, text),
        Action::SiteFind(asked) => site_find::update(state, asked),
        Action::Change(step) => reviewed(state, |state| change::update(state, step)),
        Action::Library(step) => library::step(state, step),
        Action::Stock(step) => stock::step(state, step),
        Action::Problem(step) => problems::step(state, step),
        Action::Git(step) => hand_in(state, step),
        Action::InSite(step) => in_site::step(state, step),
        Action::File(path, step) => file::update(state, path, step),
        Action::Find(step) => find::step(state, step),
        Action::ShowArticle(id) => tabs::show(state, id),
        Action::CloseArticle(id) => tabs::close(state, id),
        Action::CloseOthers(id) => tabs::close_others(state, id),
        Action::Close(answer) => tabs::answer(state, answer),
        Action::OpenArticle(path) => articles::open(state, path),
        Action::OpenSite(root) => site::open(state, root),
        Action::AllowOutside { root, folders } => outside::allow(state, &root, folders),
        Action::WantPicture { source, pixels } => pictures::want(state, source, pixels),
        Action::WantCode(code) => pictures::want_code(state, code),
        Action::Picture(step) => pictures::step(state, step),
        Action::OpenLink(url) => articles::open_link(state, &url),
        Action::GoTo { document, at_byte } => articles::go_to(state, document, at_byte),
        Action::Answer { document, answer } => disk::answer(state, document, answer),
        Action::UndoAt { document, revision } => articles::undo_at(state, document, revision),
        Action::SaveAs { document, path } => saving::save_as(state, document, path),
        Action::Quit(answer) => quitting::quit(state, answer),
        Action::CreateArticle {
            path,
            origin,
            title,
            slug,
            section,
        } => {
            let named = create::Named {
                title,
                slug,
                section,
            };
            create::create(state, path, origin, named)
        }
        Action::Compare(document) => compare::open_conflict(state, document),
        Action::CompareMarks(document) => compare::open_marks(state, document),
        Action::Complete(step) => completing::step(state, step),
        Action::ShowOutside(document) => compare::open_outside(state, document),
        Action::ShowVersion(which) => versions::show(state, which),
        Action::ShowRecovered(document) => compare::show_recovered(state, document),
        Action::DiscardRecovered(document) => compare::discard_recovered(state, document),
        Action::UseText(text) => compare::finish(state, &text),
        Action::ClosePage => compare::close(state),
        Action::CloseNewArticle => create::close(state),
        Action::SaveNew {
            document,
            path,
            title,
        } => saving::save_new(state, document, path, title),
        Action::SaveElsewhere => panes::open_finder(state, Over::SaveAs),
        Action::CloseSaveAs => saving::give_no_name(state),
        Action::MoveSection { from, to } => writing::move_section(state, from, to),
        Action::SuggestAt { document, at_byte } => spelling::suggest_at(state, document, at_byte),
        Action::SpellIn { document, language } => spelling::spell_in(state, document, language),
        Action::Correct(correction) => spelling::correct(state, correction),
        Action::AddWord(list) => spelling::add_word(state, list),
        Action::Remedy { document, remedy } => refused::remedy(state, document, remedy),
        Action::Set(setting) => settings::set(state, setting),
        Action::Enter(pane) => panes::enter(state, pane),
        Action::DrawPane { pane, width } => panes::draw(state, pane, width),
        Action::PaneDrawn => panes::remember(state),
        Action::CloseFinder => panes::close_finder(state),
        Action::RemoveLeftover(path) => vec![StoreJob::RemoveLeftover { path }.into()],
        Action::Notice(step) => notices::step(state, step),
    }
}

fn hand_in(state: &mut State, step: GitStep) -> Vec<Effect> {
    match step {
        GitStep::Push => server::push(state),
        GitStep::DoNotPush => server::leave(state),
        GitStep::PushWith(mark) => server::serve_with(state, Serving::Push, mark),
        GitStep::GetLatestWith(mark) => server::serve_with(state, Serving::GetLatest, mark),
        step => git::step(state, step),
    }
}

/// A step of a change of files; what was asked for on a page leads back to it.
fn reviewed(state: &mut State, step: impl FnOnce(&mut State) -> Vec<Effect>) -> Vec<Effect> {
    let is_of_picture = library::is_reviewed(state);
    let mut effects = step(state);
    if is_of_picture {
        effects.extend(library::after_review(state));
    }
    effects
}

/// Runs a command, or says why it cannot run.
fn run(state: &mut State, command: Command) -> Vec<Effect> {
    // The keys of the primary action of a page.
    if command == Command::Tick && state.changes.review.is_some() {
        return reviewed(state, change::apply_shown);
    }
    if command == Command::Tick && state.window.over == Some(Over::Changes) {
        return git::step(state, GitStep::Commit);
    }
    match state.offer().lack(command) {
        // Pressed once too often.
        Some(Lack::NothingToUndo | Lack::NothingToRedo) => return Vec::new(),
        Some(lack) => {
            let title = command.title().trim_end_matches('…');
            notices::remark(state, format!("{title}: {}", lack.reason()));
            return Vec::new();
        }
        None => {}
    }
    match command.spec().does {
        Does::Format(formatting) => writing::format(state, formatting),
        Does::Arrange(arranging) => writing::arrange(state, arranging),
        Does::File(step) => file::of_shown(state, step),
        Does::Picture(step) => pictures::run(state, step),
        Does::Toggle(toggle) => settings::toggle(state, command, toggle),
        Does::Pane(pane) => panes::turn(state, pane),
        Does::Call(call) => run_call(state, call),
    }
}

fn run_call(state: &mut State, call: Call) -> Vec<Effect> {
    match call {
        Call::NewArticle => create::open(state),
        Call::Untitled => untitled::open(state),
        Call::OpenFolder => site::choose(state),
        Call::Save => saving::save_shown(state),
        Call::SaveAll => saving::save_all(state),
        Call::Publish => publishing::publish(state),
        Call::OutsideChange => compare::show_outside(state),
        Call::Versions => versions::ask(state),
        Call::SaveWebPage => web_page::save(state),
        Call::Print => web_page::print(state),
        Call::CloseArticle => tabs::close_shown(state),
        Call::ReopenArticle => tabs::reopen(state),
        Call::Settings => settings::open(state),
        Call::WordGoal => settings::open_at_goal(state),
        Call::Quit => quitting::ask_to_quit(state),
        Call::Undo if state.undoes_change() => change::undo_last(state),
        Call::Undo => articles::undo(state),
        Call::Redo => articles::redo(state),
        Call::Cut => writing::ask_clipboard(state, Clipboard::Cut),
        Call::Copy => writing::ask_clipboard(state, Clipboard::Copy),
        Call::CopyFormatted => web_page::copy(state),
        Call::Paste => writing::ask_clipboard(state, Clipboard::Paste),
        Call::PastePlain => writing::paste_plain(state),
        Call::Find => find::open(state, Field::Query),
        Call::Replace => find::open(state, Field::Replacement),
        Call::FindNext => find::again(state, FindStep::Next),
        Call::FindPrevious => find::again(state, FindStep::Previous),
        Call::NextOccurrence => articles::next_occurrence(state),
        Call::MoveSectionUp => writing::move_section_here(state, outline::above),
        Call::MoveSectionDown => writing::move_section_here(state, outline::below),
        Call::CaretAbove => articles::add_caret(state, Vertical::Up),
        Call::CaretBelow => articles::add_caret(state, Vertical::Down),
        Call::Spelling => spelling::suggest(state),
        Call::FixHere => problems::fix_here(state),
        Call::ZoomIn => settings::zoom(state, settings::Zoom::In),
        Call::ZoomOut => settings::zoom(state, settings::Zoom::Out),
        Call::ZoomReset => settings::zoom(state, settings::Zoom::Reset),
        Call::FullScreen => panes::full_screen(state),
        Call::SwitchAppearance => settings::switch_appearance(state),
        Call::GoToArticle => panes::open_finder(state, Over::GoTo),
        Call::GoToPlace => panes::open_finder(state, Over::Place),
        Call::NextArticle => tabs::step(state, Way::Next),
        Call::PreviousArticle => tabs::step(state, Way::Previous),
        Call::Back => tabs::go_back(state),
        Call::Forward => tabs::go_forward(state),
        Call::Write => places::write(state),
        Call::NextPane => places::step(state, Way::Next),
        Call::PreviousPane => places::step(state, Way::Previous),
        Call::NextProblem => problems::step_to(state, Way::Next),
        Call::PreviousProblem => problems::step_to(state, Way::Previous),
        Call::FindArticle => panes::find_article(state),
        Call::Notices => notices::enter(state),
        Call::FindInSite => site_find::open(state),
        Call::OpenRecent => panes::open_finder(state, Over::Recent),
        Call::FindPhoto => stock::open_here(state),
        Call::SitePictures => library::open(state),
        Call::Findings => problems::open(state),
        Call::Changes => git::open(state),
        Call::OpenInSite => in_site::open(state),
        Call::StopInSite => in_site::stop(state),
        Call::Push => server::ask(state),
        Call::GetLatest => server::get_latest(state),
        Call::Palette => panes::open_finder(state, Over::Palette),
        Call::Help => panes::open_finder(state, Over::Help),
        Call::About => panes::open_finder(state, Over::About),
        Call::Menu => panes::open_finder(state, Over::Menu),
    }
}
