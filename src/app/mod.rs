//! The state, the one place that changes it, and the window.

pub mod article;
mod brought;
pub mod changes;
pub mod completing;
pub mod derived;
pub mod layout;
pub mod request;
pub mod shared;
pub mod start;
pub mod state;
pub mod typefaces;
pub mod update;
pub mod window;

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Arc, mpsc},
    time::Instant,
};

#[cfg(target_os = "linux")]
use crate::io::desktop;
#[cfg(unix)]
use crate::io::signals;
use crate::{
    action::{Action, Command, Outbox, PictureStep, typed::Typed},
    io::{Effect, Event, folders::Folders, process::Program, stock::Stock, workers::Workers},
    model::{picture::offer::Source, settings::Settings, words::say},
    ui::{about::Kept, panels::rail::RAIL, theme, widgets::stop::are_alt_arrows_kept},
};

use request::{Clipboard, WindowRequest};
pub use start::Start;
pub use state::{Quitting, State};

/// The window's content: state, views' own state, and the threads.
///
/// More than twelve fields: beside those, what each step of a frame knows of the last one.
pub struct App {
    pub state: State,
    views: layout::Views,
    events: mpsc::Receiver<Event>,
    workers: Workers,
    /// The title that the window has.
    title: String,
    had_focus: bool,
    /// Something stood above the panes in the last frame.
    had_over: bool,
    /// What was typed after a command in the same frame; it is for the next one.
    typed: Typed,
    /// A command was run in the last frame; what it opened takes the keyboard in this one.
    is_settling: bool,
    /// A command that waits until the text has taken in what was typed before it.
    late: Option<Late>,
    /// When it was moved or sized, and that is not written yet; in milliseconds since the start.
    window_changed: Option<u64>,
    fit: window::Fit,
    /// When the window was asked for; `None` once its first frames are in the log.
    started: Option<Instant>,
    /// Last, so that it watches over what the others do when they are dropped.
    #[cfg(unix)]
    signals: Option<signals::EndSignals>,
}

/// A command, and how much the text had yet to take in before it.
struct Late {
    command: Command,
    left: usize,
}

impl App {
    /// `program` is Kopij itself, for what runs in a process of its own.
    ///
    /// # Errors
    /// If a background thread could not be started.
    pub fn new(
        egui_ctx: &egui::Context,
        folders: &Folders,
        program: &Program,
        settings: Settings,
        start: Start,
    ) -> std::io::Result<Self> {
        theme::install(egui_ctx);
        let ctx = egui_ctx.clone();
        let wake = Arc::new(move || ctx.request_repaint());
        let (workers, events) = Workers::start(wake, folders, program)?;
        let mut app = Self {
            state: State::new(egui_ctx, settings),
            views: layout::Views::default(),
            events,
            workers,
            title: String::new(),
            had_focus: true,
            had_over: false,
            typed: Typed::default(),
            is_settling: false,
            late: None,
            window_changed: None,
            fit: window::Fit::default(),
            started: None,
            #[cfg(unix)]
            signals: None,
        };
        app.state.window.kept = Kept {
            settings: folders.config.clone(),
            state: folders.state.clone(),
            data: folders.data.clone(),
            cache: folders.cache.clone(),
        };
        // The keys for it are commands of ours, which the writer may change.
        egui_ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let settings = &app.state.settings;
        let look = start
            .folder
            .as_deref()
            .and_then(|it| settings.remembered.look_of(it));
        if let Some(look) = look.cloned() {
            app.state.window.place = look.window.sane();
            app.state.settings.take_look(&look);
        }
        egui_ctx.set_zoom_factor(app.state.settings.sane_zoom());
        egui_ctx.set_theme(update::panes::theme_preference(&app.state));
        let effects = update::start(&mut app.state, start);
        app.perform(effects);
        Ok(app)
    }

    /// Logs how long the first frame, and the first one with an article, took since `started`.
    #[must_use]
    pub fn timed_since(mut self, started: Instant) -> Self {
        self.started = Some(started);
        self
    }

    /// Says what is wrong with the settings, until that is dismissed.
    pub fn say_of_settings(&mut self, problem: String) {
        let settings = Action::Run(Command::Settings);
        update::notices::offer_until_dismissed(
            &mut self.state,
            problem,
            say!("notice-settings"),
            settings,
        );
    }

    /// Shows the help once the sample site is there: this is the first start.
    #[must_use]
    pub fn welcoming(mut self) -> Self {
        self.state.window.welcomes = true;
        self
    }

    /// Puts unsaved text away when the system asks the program to end. For the one app of a
    /// program.
    ///
    /// # Errors
    /// If the system refuses.
    #[cfg(unix)]
    pub fn listening_to_the_system(mut self) -> std::io::Result<Self> {
        self.signals = Some(signals::EndSignals::listen(self.workers.events())?);
        Ok(self)
    }

    /// Asks photo services by this, and not by the web.
    #[must_use]
    pub fn asking_photos_of(mut self, stock: Stock) -> Self {
        self.workers.ask_photos_of(stock);
        self
    }

    /// Takes the theme of the desktop where the window is not told of it. For the one app of a
    /// program.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn following_the_desktop(self) -> Self {
        desktop::follow(self.workers.events());
        self
    }

    /// Runs a part of a frame. If it panics, unsaved text is in the journal before the panic goes
    /// on.
    fn guarded(&mut self, part: impl FnOnce(&mut Self)) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| part(self))) {
            self.put_away();
            resume_unwind(panic);
        }
    }

    /// Returns when everything unsaved is in the journal. Nothing is kept after that.
    fn put_away(&mut self) {
        let effects = update::journal::keep_all(&mut self.state);
        self.perform(effects);
        self.workers.finish_journal();
    }

    fn log_start(&mut self) {
        let Some(started) = self.started else { return };
        let millis = started.elapsed().as_millis();
        if self.title.is_empty() {
            log::info!("first frame after {millis} ms");
        }
        if self.state.session.shown.is_some() {
            log::info!("first frame with an article after {millis} ms");
            self.started = None;
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.workers.perform(effect);
        }
    }

    /// Hands unsaved text to the journal.
    fn keep_unsaved(&mut self) {
        let effects = update::journal::tick(&mut self.state, self.had_focus);
        self.perform(effects);
    }

    /// Saves what the settings say is saved by itself.
    fn autosave(&mut self, ctx: &egui::Context, is_leaving: bool) {
        let (effects, next_millis) = update::saving::autosave(&mut self.state, is_leaving);
        self.perform(effects);
        if let Some(millis) = next_millis {
            ctx.request_repaint_after(std::time::Duration::from_millis(millis));
        }
    }

    /// Has the spelling checked when the writer pauses.
    fn check_spelling(&mut self, ctx: &egui::Context) {
        let (effect, next_millis) = update::spelling::tick(&mut self.state);
        self.perform(effect.into_iter().collect());
        if let Some(millis) = next_millis {
            ctx.request_repaint_after(std::time::Duration::from_millis(millis));
        }
    }

    /// Has the shown article looked at when the writer pauses.
    fn check_text(&mut self, ctx: &egui::Context) {
        let (effect, next_millis) = update::problems::tick(&mut self.state);
        self.perform(effect.into_iter().collect());
        if let Some(millis) = next_millis {
            ctx.request_repaint_after(std::time::Duration::from_millis(millis));
        }
    }

    /// Has it found what of the shown article is other than in the last commit when the writer pauses.
    fn compare_with_commit(&mut self, ctx: &egui::Context) {
        let (effect, next_millis) = update::since_commit::tick(&mut self.state);
        self.perform(effect.into_iter().collect());
        if let Some(millis) = next_millis {
            ctx.request_repaint_after(std::time::Duration::from_millis(millis));
        }
    }

    /// Shows what is typed in the site, where that is open in the browser.
    fn show_in_site(&mut self, ctx: &egui::Context) {
        let (effect, next_millis) = update::in_site::tick(&mut self.state, self.had_focus);
        self.perform(effect.into_iter().collect());
        if let Some(millis) = next_millis {
            ctx.request_repaint_after(std::time::Duration::from_millis(millis));
        }
    }

    /// Draws again when the next article changes its state.
    fn await_change(&mut self, ctx: &egui::Context) {
        let now_secs = self.state.clock.unix_secs;
        if let Some(secs) = update::site::secs_to_change(&mut self.state, now_secs) {
            // Not all systems wait for a year.
            let secs = secs.min(30 * 24 * 60 * 60);
            ctx.request_repaint_after(std::time::Duration::from_secs(secs));
        }
    }

    fn update(&mut self, ctx: &egui::Context, actions: impl Iterator<Item = Action>) {
        let mut changed = false;
        for action in actions {
            // The editor tells where its caret is after an edit; a frame shows it already.
            changed |= update::is_news(&self.state, &action);
            update::notices::note(&mut self.state, &action);
            let effects = update::update(&mut self.state, action);
            self.perform(effects);
        }
        if changed {
            ctx.request_repaint();
        }
    }

    fn take_in(&mut self, ctx: &egui::Context) {
        self.state.clock = state::Clock::read(ctx);
        ctx.input(|input| self.state.window.composing.take_in(&input.events));
        self.state.window.is_dark = ctx.theme() == egui::Theme::Dark;
        while let Ok(event) = self.events.try_recv() {
            let effects = update::receive(&mut self.state, event);
            self.perform(effects);
        }
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.state.leaving.quitting != Quitting::Closes {
            if self.state.may_close_now() {
                self.state.leaving.go();
            } else {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                self.update(ctx, std::iter::once(Action::Run(Command::Quit)));
            }
        }
        if self.state.leaving.quitting == Quitting::Closes && !closing {
            // A window that is not drawn closes too.
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        let has_focus = ctx.input(|input| input.raw.focused);
        self.autosave(ctx, self.had_focus && !has_focus);
        if has_focus && !std::mem::replace(&mut self.had_focus, has_focus) {
            let mut effects = update::site::focus_gained(&mut self.state);
            effects.extend(update::git::refresh(&mut self.state));
            self.perform(effects);
        }
        self.had_focus = has_focus;
        let followed = update::site::follow(&mut self.state);
        self.perform(followed.into_iter().collect());
        update::notices::expire(&mut self.state);
        let compared = update::compare::refresh(&mut self.state);
        self.perform(compared.into_iter().collect());
        self.keep_unsaved();
        self.check_spelling(ctx);
        self.check_text(ctx);
        self.compare_with_commit(ctx);
        self.show_in_site(ctx);
        self.note_window(ctx);
        self.fit.fit(ctx);
        // A window that is hidden is not drawn, and may be asked to come to the front.
        self.ask_window(ctx);
        self.await_change(ctx);
    }

    fn draw(&mut self, ui: &mut egui::Ui) {
        let mut out = Outbox::default();
        self.state.window.keyboard = layout::keyboard(ui, &self.state);
        let command = self.take_command(ui);
        let brought = self.take_pictures(ui);
        let mut effects = derived::refresh(&mut self.state);
        update::goal::tick(&mut self.state);
        effects.extend(update::find::refresh(&mut self.state));
        effects.extend(update::completing::refresh(&mut self.state));
        self.perform(effects);
        let requests = self.state.take_requests();
        self.place_panes(ui, &requests);
        layout::window_ui(ui, &self.state, &mut self.views, requests, &mut out);
        self.follow_keyboard(ui);
        // Behind what the views took in: letters typed before Ctrl+S in one slow frame are saved.
        out.extend(self.behind_the_text(ui, command).map(Action::Run));
        out.extend(brought);
        let ctx = ui.ctx().clone();
        self.log_start();
        self.update(&ctx, out.drain());
        // Not in the next frame, which may be a slow one.
        self.keep_unsaved();
        self.tell_window(&ctx);
    }

    /// What the panes of this frame follow from: the room, and where the keyboard goes.
    fn place_panes(&mut self, ui: &egui::Ui, requests: &[request::Request]) {
        let rail = if self.state.has_rail() { RAIL } else { 0.0 };
        self.state.window.desk.room = (ui.available_width() - rail).max(0.0);
        for pane in requests.iter().filter_map(request::Request::pane) {
            self.state.enter(pane);
        }
    }

    /// The pane that the keyboard is in is the one that stays in sight.
    fn follow_keyboard(&mut self, ui: &egui::Ui) {
        if let Some(pane) = self.views.take_entered() {
            let before = self.state.arrangement();
            self.state.enter(pane);
            if self.state.arrangement() != before {
                ui.ctx().request_repaint();
            }
        }
    }

    /// The command whose keys were pressed; none while the settings wait for keys.
    fn take_command(&mut self, ui: &egui::Ui) -> Option<Command> {
        if let Some(late) = &self.late {
            let typed = &mut self.typed;
            ui.input_mut(|input| typed.hold(input));
            ui.ctx().request_repaint();
            return Some(late.command);
        }
        if self.views.waits_for_keys() || are_alt_arrows_kept(ui.ctx()) {
            return None;
        }
        // What stands above the rest keeps all keys that are about the article behind it.
        let is_behind = !ui.memory(|memory| memory.allows_interaction(egui::LayerId::background()));
        let opener = is_behind.then(|| self.state.offer().open).flatten();
        let may_run = |it: Command| !is_behind || Some(it) == opener || !it.is_about_an_article();
        let keymap = &self.state.window.keymap;
        let typed = &mut self.typed;
        let command = if std::mem::take(&mut self.is_settling) {
            ui.input_mut(|input| typed.hold(input));
            None
        } else {
            ui.input_mut(|input| keymap.take_pressed(input, typed, may_run))
        };
        self.is_settling = command.is_some();
        if self.typed.waits() {
            ui.ctx().request_repaint();
        }
        command
    }

    /// A command once the text has taken in what was typed before it: some keys take it a frame each.
    fn behind_the_text(&mut self, ui: &egui::Ui, command: Option<Command>) -> Option<Command> {
        let left = self.views.left_to_type(&self.state);
        let before = self.late.take().map_or(usize::MAX, |late| late.left);
        let command = command?;
        if (1..before).contains(&left) {
            self.late = Some(Late { command, left });
            ui.ctx().request_repaint();
            return None;
        }
        Some(command)
    }

    /// Pictures that were pasted or dropped on the window in this frame.
    fn take_pictures(&self, ui: &egui::Ui) -> Option<Action> {
        let (brought, place) = ui.input_mut(|input| {
            let mut brought = brought::dropped(&input.raw.dropped_files);
            brought.extend(brought::pasted(&mut input.events));
            (brought, input.pointer.latest_pos())
        });
        if brought.is_empty() {
            return None;
        }
        let is_dropped = brought.iter().any(|it| matches!(it, Source::File(_)));
        let pane = if is_dropped {
            place.and_then(|place| self.views.pane_at(place))
        } else {
            Some(self.state.window.desk.place.pane)
        };
        Some(Action::Picture(PictureStep::Bring { pane, brought }))
    }

    fn ask_window(&mut self, ctx: &egui::Context) {
        for request in self.state.window.asked.take() {
            match request {
                WindowRequest::UseTheme(preference) => ctx.set_theme(preference),
                WindowRequest::Clipboard(asked) => ctx.send_viewport_cmd(match asked {
                    Clipboard::Cut => egui::ViewportCommand::RequestCut,
                    Clipboard::Copy => egui::ViewportCommand::RequestCopy,
                    Clipboard::Paste => egui::ViewportCommand::RequestPaste,
                }),
                WindowRequest::FullScreen(is_on) => {
                    ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(is_on));
                }
                WindowRequest::UseZoom(zoom) => ctx.set_zoom_factor(zoom),
                WindowRequest::UseFaces(faces) => theme::use_faces(ctx, &faces),
                WindowRequest::OpenLink(url) => ctx.open_url(egui::OpenUrl::new_tab(url)),
                WindowRequest::CopyText(text) => ctx.copy_text(text),
                WindowRequest::Raise => come_to_the_front(ctx),
            }
        }
    }

    /// Notes where the window is; it is written once it has been still for a while.
    fn note_window(&mut self, ctx: &egui::Context) {
        let now = self.state.clock.since_start_millis;
        let window = window::seen(ctx, self.state.window.place);
        if window != self.state.window.place {
            self.state.window.place = window;
            self.window_changed = Some(now);
        }
        let Some(changed) = self.window_changed else {
            return;
        };
        let still = now.saturating_sub(changed);
        if still >= window::STILL_MILLIS {
            self.window_changed = None;
            let effects = update::panes::remember(&self.state);
            self.perform(effects);
        } else {
            let left = window::STILL_MILLIS - still;
            ctx.request_repaint_after(std::time::Duration::from_millis(left));
        }
    }

    /// Sends the window what changed: its title, what was asked of it, the answer to a close
    /// request.
    fn tell_window(&mut self, ctx: &egui::Context) {
        let title = layout::window_title(&self.state);
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        self.ask_window(ctx);
        if self.state.leaving.quitting == Quitting::Closes {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

/// Some desktops let no window take the keyboard: it asks to be looked at then.
fn come_to_the_front(ctx: &egui::Context) {
    ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
    let attention = egui::UserAttentionType::Informational;
    ctx.send_viewport_cmd(egui::ViewportCommand::RequestUserAttention(attention));
}

impl Drop for App {
    /// However the window ends, text that the writer did not give up is found at the next start.
    fn drop(&mut self) {
        self.put_away();
    }
}

impl eframe::App for App {
    /// Takes in what the background threads report; runs even while the window is hidden.
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.guarded(|app| app.take_in(ctx));
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.guarded(|app| app.draw(ui));
        window::place_candidates(ui.ctx(), frame);
    }

    /// What comes above the panes hides what is said of what the pointer rests on there.
    fn raw_input_hook(&mut self, _ctx: &egui::Context, input: &mut egui::RawInput) {
        let has_over = self.state.window.over.is_some();
        if has_over && !self.had_over {
            input.events.push(egui::Event::PointerGone);
        }
        self.had_over = has_over;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::update::testing,
        io::journal::{self, Recovered},
    };

    #[test]
    fn a_panic_in_a_frame_goes_on_once_unsaved_text_is_in_the_journal() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let ctx = egui::Context::default();
        let start = Start {
            folder: Some(home.path().to_owned()),
            article: None,
        };
        let program = Program::at("/no/such/program");
        let mut app = App::new(&ctx, &folders, &program, Settings::default(), start).unwrap();
        app.state = testing::opened("a");
        testing::type_at(&mut app.state, 1, "b");

        let panic = catch_unwind(AssertUnwindSafe(|| {
            app.guarded(|_| panic!("a fault"));
        }));

        assert!(panic.is_err());
        let found = journal::recover(&folders.journal()).unwrap();
        assert!(
            matches!(&found[..], [Recovered::Text { entry, .. }] if &*entry.text == "ab"),
            "{found:?}"
        );
    }

    /// One frame, in which something is read first.
    fn frame(app: &mut App, ctx: &egui::Context, reader: impl Fn()) {
        let input = egui::RawInput {
            focused: true,
            ..egui::RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| {
            reader();
            app.take_in(&ui.ctx().clone());
            app.draw(ui);
        });
        output.textures_delta.clear();
    }

    /// A reader that is slow on purpose.
    fn wait_until_the_journal_holds(folders: &Folders, text: &str) {
        let deadline = Instant::now() + std::time::Duration::from_secs(20);
        loop {
            let found = journal::recover(&folders.journal()).unwrap();
            let is_it = |one: &Recovered| matches!(one, Recovered::Text { entry, .. } if &*entry.text == text);
            if found.iter().any(is_it) {
                return;
            }
            assert!(Instant::now() < deadline, "{found:?}");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    #[test]
    fn a_key_is_in_the_journal_however_long_the_next_frame_reads() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let ctx = egui::Context::default();
        let start = Start {
            folder: Some(home.path().to_owned()),
            article: None,
        };
        let program = Program::at("/no/such/program");
        let mut app = App::new(&ctx, &folders, &program, Settings::default(), start).unwrap();
        app.state = testing::opened("a");

        testing::type_at(&mut app.state, 1, "b");
        frame(&mut app, &ctx, || {});
        frame(&mut app, &ctx, || {
            wait_until_the_journal_holds(&folders, "ab");
        });
        testing::type_at(&mut app.state, 2, "c");
        frame(&mut app, &ctx, || {});
        frame(&mut app, &ctx, || {
            wait_until_the_journal_holds(&folders, "abc");
        });
    }
}
