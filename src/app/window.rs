//! Opens the native window and runs the app in it.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
    sync::Arc,
    time::Instant,
};

use eframe::{NativeOptions, Renderer};
use egui::{
    Context, IconData, Pos2, Rect, Vec2, ViewportBuilder, ViewportCommand, output::IMEOutput, pos2,
    vec2,
};
use winit::raw_window_handle::{HasDisplayHandle as _, RawDisplayHandle};

use crate::{
    app::{App, Start, shared::Shared},
    io::{crash, folders::Folders, process::Program, settings_file::Loaded},
    model::{
        said::{Said, Says, said, says},
        settings::Window,
        words,
    },
};

/// Which graphics interface draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Graphics {
    /// OpenGL: starts fastest and uses the least memory.
    Glow,
    /// Direct3D 12 or Metal.
    #[cfg(not(target_os = "linux"))]
    Wgpu,
}

impl Graphics {
    /// The first that can draw is taken.
    const ORDER: &[Self] = &[
        Self::Glow,
        #[cfg(not(target_os = "linux"))]
        Self::Wgpu,
    ];
}

/// Why there is no window, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    NoDisplay,
    NoDesktopLibrary,
    NoGraphics,
    Other(String),
}

says!(WindowError);
impl Says for WindowError {
    fn said(&self) -> Said {
        match self {
            Self::NoDisplay => said!("window-error-no-display"),
            Self::NoDesktopLibrary => said!("window-error-no-desktop-library"),
            Self::NoGraphics => said!("window-error-no-graphics"),
            Self::Other(inner) => said!("window-error-other", why = inner),
        }
    }
}

/// Runs until the window closes. Without a choice of `graphics` each is tried.
///
/// # Errors
/// [`WindowError`], if no window can be opened.
pub fn run(
    graphics: Option<Graphics>,
    folders: &Folders,
    loaded: &Loaded,
    start: &Start,
) -> Result<(), WindowError> {
    let order = match &graphics {
        Some(chosen) => std::slice::from_ref(chosen),
        None => Graphics::ORDER,
    };
    let mut last = WindowError::NoGraphics;
    for &graphics in order {
        let has_run = Rc::new(Cell::new(false));
        let opened = quietly(|| run_with(graphics, folders, loaded, start, &has_run));
        let err = match opened {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(err)) => in_words(&err),
            // winit panics where a library that it loads is missing.
            Err(_panic) if !has_run.get() => WindowError::NoDesktopLibrary,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        log::info!("{graphics:?} could not open the window: {err}");
        if has_run.get() || !matches!(err, WindowError::NoGraphics) {
            // The other graphics would meet the same, or the window was there.
            return Err(err);
        }
        last = err;
    }
    Err(last)
}

/// Runs `open`, with panics said in the log only until the window is there; see [`run_with`].
fn quietly<T>(open: impl FnOnce() -> T) -> std::thread::Result<T> {
    std::panic::set_hook(Box::new(|panic| log::info!("{panic}")));
    let opened = catch_unwind(AssertUnwindSafe(open));
    drop(std::panic::take_hook());
    opened
}

fn in_words(err: &eframe::Error) -> WindowError {
    let text = err.to_string();
    let has = |part: &str| text.contains(part);
    if has("WAYLAND_DISPLAY") || has("open connection") {
        WindowError::NoDisplay
    } else if has("shared libraries") || has("libxkb") {
        WindowError::NoDesktopLibrary
    } else if ["glutin", "OpenGL", "EGL", "WGPU", "wgpu"]
        .into_iter()
        .any(has)
    {
        WindowError::NoGraphics
    } else {
        WindowError::Other(text.lines().next().unwrap_or_default().to_owned())
    }
}

fn run_with(
    graphics: Graphics,
    folders: &Folders,
    loaded: &Loaded,
    start: &Start,
    has_run: &Rc<Cell<bool>>,
) -> eframe::Result {
    let folder = start.folder.as_deref();
    let look = folder.and_then(|folder| loaded.settings.remembered.look_of(folder));
    let window = look.map_or(Window::default(), |look| look.window.sane());
    let options = NativeOptions {
        viewport: viewport(window),
        renderer: match graphics {
            Graphics::Glow => Renderer::Glow,
            #[cfg(not(target_os = "linux"))]
            Graphics::Wgpu => Renderer::Wgpu,
        },
        ..NativeOptions::default()
    };
    let started = Instant::now();
    let is_sample = folder.is_some_and(|folder| folder.starts_with(&folders.data));
    let is_first = loaded.settings.remembered.last_site.is_none() && is_sample;
    let (folders, loaded, start) = (folders.clone(), loaded.clone(), start.clone());
    let has_run = Rc::clone(has_run);
    eframe::run_native(
        "Kopij",
        options,
        Box::new(move |creation| {
            has_run.set(true);
            if let Some(native) = creation.winit_window() {
                bring_into_sight(native, window);
            }
            // From here on a panic is a fault of ours, and is written down.
            crash::write_reports(&folders);
            let program = Program::own()?;
            let (ctx, settings) = (&creation.egui_ctx, loaded.settings);
            let mut app = App::new(ctx, &folders, &program, settings, start)?;
            for problem in loaded.problems {
                app.say_of_settings(words::put(&problem));
            }
            let app = if is_first { app.welcoming() } else { app };
            #[cfg(unix)]
            let app = app.listening_to_the_system()?;
            #[cfg(target_os = "linux")]
            let app = app.following_the_desktop();
            Ok(Box::new(Shared::new(app.timed_since(started))))
        }),
    )
}

/// X11 is told of one point and not of a rectangle: candidates at the top of the caret would hide what is composed.
pub fn place_candidates(ctx: &Context, frame: &eframe::Frame) {
    let display = frame.display_handle().map(|it| it.as_raw());
    if matches!(
        display,
        Ok(RawDisplayHandle::Xlib(_) | RawDisplayHandle::Xcb(_))
    ) {
        ctx.output_mut(|output| output.ime = output.ime.map(below_caret));
    }
}

fn below_caret(ime: IMEOutput) -> IMEOutput {
    let caret = ime.cursor_rect;
    let cursor_rect = Rect::from_min_max(caret.left_bottom(), caret.right_bottom());
    IMEOutput { cursor_rect, ..ime }
}

fn viewport(window: Window) -> ViewportBuilder {
    let builder = ViewportBuilder::default()
        .with_app_id("kopij")
        .with_title("Kopij")
        .with_inner_size(window.size)
        .with_min_inner_size(Window::LEAST)
        .with_maximized(window.is_maximised)
        .with_fullscreen(window.is_full_screen)
        .with_icon(icon());
    match window.place {
        Some(place) => builder.with_position(place),
        None => builder,
    }
}

/// Moves a window whose place is on a screen that is gone, or above one, to one that is there; one that is larger
/// than the screen gets a size that fits, as it has where it does not fill the screen. It is not shown yet.
fn bring_into_sight(native: &winit::window::Window, window: Window) {
    #[expect(clippy::cast_possible_truncation, reason = "1.0 to 4.0")]
    let points_to_pixels = native.scale_factor() as f32;
    let size = Vec2::from(window.size) * points_to_pixels;
    let here = window
        .place
        .map(|at| Rect::from_min_size(Pos2::from(at) * points_to_pixels, size));
    let first = native.primary_monitor();
    let screens: Vec<Rect> = first
        .into_iter()
        .chain(native.available_monitors())
        .map(|screen| {
            let (at, size) = (screen.position(), screen.size());
            Rect::from_min_size(
                pos2(at.x as f32, at.y as f32),
                vec2(size.width as f32, size.height as f32),
            )
        })
        .collect();
    let move_to = |at: Pos2| {
        native.set_outer_position(winit::dpi::PhysicalPosition::new(at.x, at.y));
    };
    if let Some(at) = here.and_then(|here| in_sight(here, &screens)) {
        move_to(at);
    }
    let middle = here.map(|here| here.center());
    let on = screens
        .iter()
        .find(|screen| middle.is_some_and(|middle| screen.contains(middle)));
    let Some(screen) = on.or(screens.first()) else {
        return;
    };
    if let Some(size) = fitting(size, screen.size()) {
        let _now = native.request_inner_size(winit::dpi::PhysicalSize::new(size.x, size.y));
        move_to(screen.min + (screen.size() - size) / 2.0);
        if !window.is_full_screen {
            native.set_maximized(true);
        }
    }
}

/// The size of a window that would cover its screen, or more, and does not fill it.
fn fitting(window: Vec2, screen: Vec2) -> Option<Vec2> {
    /// Of the screen, with its bars and the frame of the window.
    const PART: f32 = 0.85;
    let is_larger = window.x >= screen.x || window.y >= screen.y;
    is_larger.then(|| window.min(screen * PART).round())
}

/// Where a window goes whose bar could not be taken hold of on any of the screens; all in pixels.
fn in_sight(window: Rect, screens: &[Rect]) -> Option<Pos2> {
    /// Of the bar at the top of a window.
    const BAR: Vec2 = vec2(120.0, 24.0);
    let bar = Rect::from_min_size(window.min, vec2(window.width(), BAR.y));
    let has_hold = |screen: &Rect| {
        let seen = screen.intersect(bar);
        seen.width() >= BAR.x && seen.height() >= BAR.y
    };
    let first = screens.first().filter(|_| !screens.iter().any(has_hold))?;
    let beside = (first.size() - window.size()).max(Vec2::ZERO) / 2.0;
    Some(first.min + beside)
}

/// How long a window is still before its place is written.
pub(super) const STILL_MILLIS: u64 = 1000;

/// Where the window is, as far as the desktop tells; size and place stay those of the window that
/// fills no screen.
pub(super) fn seen(ctx: &Context, before: Window) -> Window {
    let zoom = ctx.zoom_factor();
    ctx.input(|input| {
        let viewport = input.viewport();
        let is_maximised = viewport.maximized.unwrap_or(before.is_maximised);
        let is_full_screen = viewport.fullscreen.unwrap_or(before.is_full_screen);
        let mut window = Window {
            is_maximised,
            is_full_screen,
            ..before
        };
        if is_maximised || is_full_screen || viewport.minimized == Some(true) {
            return window;
        }
        if let Some(inner) = viewport.inner_rect {
            window.size = (inner.size() * zoom).round().into();
        }
        if let Some(outer) = viewport.outer_rect {
            window.place = Some((outer.min.to_vec2() * zoom).round().into());
        }
        window
    })
}

/// Makes a window that is larger than its screen fill it, in its first moments.
#[derive(Default)]
pub(super) struct Fit {
    frames: u8,
    /// When the first was drawn, in seconds.
    since: Option<f64>,
    is_asked: bool,
}

impl Fit {
    /// Some desktops put their frame around a window late.
    const FRAMES: u8 = 30;
    /// A window that is still has few frames.
    const SECS: f64 = 5.0;

    pub(super) fn fit(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        let since = *self.since.get_or_insert(now);
        if self.frames >= Self::FRAMES || now - since > Self::SECS || self.is_asked {
            return;
        }
        self.frames += 1;
        let fitting = ctx.input(|input| {
            let viewport = input.viewport();
            let fills = viewport.maximized == Some(true) || viewport.fullscreen == Some(true);
            let screen = viewport.monitor_size.filter(|_| !fills)?;
            // At the full size of a screen its frame or a bar of the desktop covers a part.
            fitting(viewport.outer_rect?.size(), screen)
        });
        if let Some(size) = fitting {
            self.is_asked = true;
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }
}

/// The icon of the window; none if the shipped file could not be decoded.
fn icon() -> Arc<IconData> {
    let bytes = include_bytes!("../../assets/icon/kopij-256.png");
    Arc::new(eframe::icon_data::from_png_bytes(bytes).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_covers_its_screen_leaves_room_once_it_does_not_fill_it() {
        let screen = vec2(1440.0, 900.0);

        assert_eq!(fitting(vec2(1280.0, 800.0), screen), None);
        for large in [screen, vec2(2560.0, 1440.0), vec2(1000.0, 919.0)] {
            let size = fitting(large, screen).unwrap();
            assert!(
                size.x <= large.x && size.x < 1300.0 && size.y < 800.0,
                "{size}"
            );
        }
    }

    #[test]
    fn under_x11_candidates_are_asked_for_below_the_caret() {
        let rect = Rect::from_min_size(pos2(40.0, 100.0), vec2(2.0, 20.0));
        let ime = IMEOutput {
            purpose: egui::IMEPurpose::Normal,
            rect,
            cursor_rect: rect,
            should_interrupt_composition: false,
        };

        assert_eq!(below_caret(ime).cursor_rect.min, pos2(40.0, 120.0));
    }

    #[test]
    fn a_window_on_a_screen_that_is_gone_comes_to_one_that_is_there() {
        let screen = |x: f32, width: f32| Rect::from_min_size(pos2(x, 0.0), vec2(width, 900.0));
        let window = |x: f32, y: f32| Rect::from_min_size(pos2(x, y), vec2(1000.0, 700.0));
        let both = [screen(0.0, 1440.0), screen(1440.0, 1920.0)];
        let [one, _] = both;

        // In sight, or with enough of its bar.
        for at in [
            window(0.0, 0.0),
            window(-800.0, 40.0),
            window(1300.0, 860.0),
        ] {
            assert_eq!(in_sight(at, &[one]), None, "{at:?}");
        }
        assert_eq!(in_sight(window(2000.0, 100.0), &both), None);
        // Not in sight.
        let middle = Some(pos2(220.0, 100.0));
        for at in [
            window(2000.0, 100.0),
            window(200.0, -300.0),
            window(200.0, 890.0),
            window(-950.0, 100.0),
        ] {
            assert_eq!(in_sight(at, &[one]), middle, "{at:?}");
        }
        let large = Rect::from_min_size(pos2(2000.0, 100.0), vec2(1900.0, 1000.0));
        assert_eq!(in_sight(large, &[one]), Some(pos2(0.0, 0.0)));
        assert_eq!(in_sight(large, &[]), None);
    }
}
