//! The app as its window has it: unsaved text is put away however the process ends.
//!
//! Where the display goes away, the library that speaks to it ends the process there and then;
//! nothing is unwound. All that still runs is what is dropped with the thread, so a local of the
//! thread knows the app too. (On Linux and macOS, which is where there is such a library.)

use std::{cell::RefCell, rc::Rc};

use super::App;

/// The app, until this is dropped or the process ends.
pub struct Shared(Rc<RefCell<App>>);

/// What knows the app beside its window.
struct LastWord(Rc<RefCell<App>>);

thread_local! {
    static LAST_WORD: RefCell<Option<LastWord>> = const { RefCell::new(None) };
}

impl Shared {
    /// For the one app of this thread.
    pub fn new(app: App) -> Self {
        let app = Rc::new(RefCell::new(app));
        LAST_WORD.replace(Some(LastWord(Rc::clone(&app))));
        Self(app)
    }

    /// Shows what there is of the app.
    pub fn look<T>(&self, at: impl FnOnce(&App) -> T) -> T {
        at(&self.0.borrow())
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        drop(LAST_WORD.take());
    }
}

impl Drop for LastWord {
    fn drop(&mut self) {
        // The display is spoken to between the frames; in the middle of one the app ends it itself.
        if let Ok(mut app) = self.0.try_borrow_mut() {
            app.put_away();
        }
    }
}

impl eframe::App for Shared {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.0.borrow_mut().logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.0.borrow_mut().ui(ui, frame);
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        self.0.borrow_mut().raw_input_hook(ctx, input);
    }
}
