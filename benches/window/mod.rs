//! The real window without a display, as benches draw it: 1440x900 points, layout and tessellation
//! included, no graphics card.

use std::{hint::black_box, path::PathBuf, time::Duration};

use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use kopij::{
    app::{App, Start},
    io::{folders::Folders, process::Program},
    model::settings::Settings,
};
use tempfile::TempDir;

pub struct Window {
    pub app: App,
    ctx: Context,
    frame: eframe::Frame,
    time_secs: f64,
    _folder: TempDir,
}

impl Window {
    /// With the site in `site` of this folder, and one article of it open.
    pub fn open(folder: TempDir, article: PathBuf, settings: Settings) -> Self {
        let mut window = Self::start(folder, article, settings);
        while !window.is_open() {
            window.draw(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
        window
    }

    /// Before its first frame.
    pub fn start(folder: TempDir, article: PathBuf, settings: Settings) -> Self {
        let ctx = Context::default();
        let start = Start {
            folder: Some(folder.path().join("site")),
            article: Some(article),
        };
        let folders = Folders::within(folder.path().join("home"));
        let program = Program::at(env!("CARGO_BIN_EXE_kopij"));
        let app = App::new(&ctx, &folders, &program, settings, start).unwrap();
        Self {
            app,
            ctx,
            frame: eframe::Frame::_new_kittest(),
            time_secs: 0.0,
            _folder: folder,
        }
    }

    pub fn is_open(&self) -> bool {
        let state = &self.app.state;
        state.session.shown.is_some() && state.site.open.is_some()
    }

    pub fn draw(&mut self, events: Vec<Event>) {
        self.time_secs += 0.1;
        let input = input(events, self.time_secs);
        let (app, frame) = (&mut self.app, &mut self.frame);
        let output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            eframe::App::logic(app, &ctx, frame);
            eframe::App::ui(app, ui, frame);
        });
        black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    /// Frames without anything to do, until what was asked for has come.
    pub fn rest(&mut self) {
        for _ in 0..8 {
            self.draw(Vec::new());
        }
    }
}

pub fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

pub fn input(events: Vec<Event>, time_secs: f64) -> RawInput {
    RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1440.0, 900.0))),
        time: Some(time_secs),
        focused: true,
        events,
        ..RawInput::default()
    }
}
