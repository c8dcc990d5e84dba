//! What the program can be started with.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use super::Command;

/// A desktop editor for the articles of static sites.
#[derive(Parser)]
#[command(name = "kopij", version, about, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The folder of a site, or an article; without it the last folder is opened
    pub path: Option<PathBuf>,
    /// Open no site, and offer those that were open before
    #[arg(long, conflicts_with = "path")]
    pub recent: bool,
    /// What draws the window; without it OpenGL, or what else there is where that fails
    #[arg(long, value_enum)]
    pub renderer: Option<RendererName>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RendererName {
    Glow,
    #[cfg(not(target_os = "linux"))]
    Wgpu,
}
