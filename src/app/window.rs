//! Opens the native window and runs the app in it.

use std::{cell::Cell, rc::Rc, sync::Arc, time::Instant};

use eframe::{NativeOptions, Renderer};
use egui::{IconData, ViewportBuilder};

use crate::{
    app::{App, Start},
    io::folders::Folders,
    model::settings::Settings,
};

/// Which graphics interface draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Graphics {
    /// OpenGL: starts fastest and uses the least memory.
    Glow,
    /// Direct3D 12, Metal or Vulkan.
    Wgpu,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    #[error(
        "no window could be opened: {0}. Kopij needs a graphical desktop (X11 or Wayland); on Debian or Ubuntu, the packages libxkbcommon-x11-0, libegl1 and libgl1-mesa-dri hold what it draws with"
    )]
    NoWindow(String),
}

/// Runs until the window closes. If `graphics` cannot draw here, the other one is tried.
///
/// # Errors
/// [`WindowError::NoWindow`], if neither can open a window.
pub fn run(
    graphics: Option<Graphics>,
    folders: &Folders,
    settings: &Settings,
    start: &Start,
) -> Result<(), WindowError> {
    let order = match graphics {
        Some(chosen) => vec![chosen],
        None => vec![Graphics::Glow, Graphics::Wgpu],
    };
    let mut errors = Vec::new();
    for graphics in order {
        let has_run = Rc::new(Cell::new(false));
        match run_with(graphics, folders, settings, start, &has_run) {
            Ok(()) => return Ok(()),
            Err(err) => {
                log::warn!("{graphics:?} could not open the window: {err}");
                errors.push(err.to_string());
            }
        }
        if has_run.get() {
            // The window was there: trying again would not bring the text back.
            break;
        }
    }
    errors.dedup();
    Err(WindowError::NoWindow(errors.join("; ")))
}

fn run_with(
    graphics: Graphics,
    folders: &Folders,
    settings: &Settings,
    start: &Start,
    has_run: &Rc<Cell<bool>>,
) -> eframe::Result {
    let options = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("kopij")
            .with_title("Kopij")
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([420.0, 360.0])
            .with_icon(icon()),
        renderer: match graphics {
            Graphics::Glow => Renderer::Glow,
            Graphics::Wgpu => Renderer::Wgpu,
        },
        ..NativeOptions::default()
    };
    let started = Instant::now();
    let (folders, settings, start) = (folders.clone(), settings.clone(), start.clone());
    let has_run = Rc::clone(has_run);
    eframe::run_native(
        "Kopij",
        options,
        Box::new(move |creation| {
            has_run.set(true);
            let app = App::new(&creation.egui_ctx, &folders, settings, start)?;
            Ok(Box::new(app.timed_since(started)))
        }),
    )
}

/// The icon of the window; none if the shipped file could not be decoded.
fn icon() -> Arc<IconData> {
    let bytes = include_bytes!("../../assets/icon/kopij-256.png");
    Arc::new(eframe::icon_data::from_png_bytes(bytes).unwrap_or_default())
}
