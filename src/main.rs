//! Arguments, the log, and handing over to the window.

use std::{
    fmt::Display,
    io::{IsTerminal as _, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Parser as _;
use kopij::{
    app::{
        Start,
        window::{self, Graphics},
    },
    cli::{
        self, Arguments, RendererName,
        shown::{self, Terminal},
    },
    io::{
        folders::Folders, languages, sample_site, scan, settings_file, stock::may_be_logged,
        windows,
    },
    model::{
        said::Said,
        settings::Settings,
        words::{self, AsValue as _},
    },
};

/// What is said without `KOPIJ_LOG`: what goes wrong here, not what desktops lack.
const LOG_FILTER: &str = "warn,eframe=off,winit=off,egui_system_font_provider=off";

/// It could not be done.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(said) => return answer(&said),
    };
    if let Some(command) = &arguments.command {
        if !command.is_for_programs() && !languages::is_plain() {
            let settings = Folders::find().ok().map(|it| settings_file::glance(&it));
            speak(&settings.unwrap_or_default());
        }
        let (out, err) = (std::io::stdout().lock(), std::io::stderr().lock());
        let mut out = shown_on(out.is_terminal(), out);
        let mut err = shown_on(err.is_terminal(), err);
        return ExitCode::from(cli::run(command, &mut out, &mut err).code());
    }
    let log = env_logger::Env::new().filter_or("KOPIJ_LOG", LOG_FILTER);
    env_logger::Builder::from_env(log)
        .format(|line, record| {
            if !may_be_logged(record.metadata()) {
                return Ok(());
            }
            let (time, level) = (jiff::Timestamp::now(), record.level());
            let said = record.args().to_string();
            writeln!(
                line,
                "{time:.3} {level} {}: {}",
                record.target(),
                shown::escaped(&said)
            )
        })
        .init();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            say(&format!("kopij: {err:#}\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// What a terminal shows cannot command it; a file gets what there is.
fn shown_on<'a>(is_terminal: bool, stream: impl Write + 'a) -> Box<dyn Write + 'a> {
    if is_terminal {
        Box::new(Terminal::new(stream))
    } else {
        Box::new(stream)
    }
}

/// The help that was asked for, or what is wrong with the arguments, which may be names of files.
fn answer(said: &clap::Error) -> ExitCode {
    if said.use_stderr() {
        say(said);
        return ExitCode::from(FAILED);
    }
    let mut out = Terminal::new(std::io::stdout());
    match write!(out, "{said}").and_then(|()| out.flush()) {
        Err(why) if why.kind() != std::io::ErrorKind::BrokenPipe => {
            let err = words::text_with("cli-output", &[("why", why.to_string().as_value())]);
            say(&format!("kopij: {err:#}\n"));
            ExitCode::from(FAILED)
        }
        _ => ExitCode::SUCCESS,
    }
}

fn say(what: &dyn Display) {
    // Nobody is left to tell.
    write!(Terminal::new(std::io::stderr()), "{what}").ok();
}

/// Speaks the language that the settings say, or the system, or the texts that are tried out.
fn speak(settings: &Settings) {
    words::speak(settings.language.as_deref(), &languages::wanted());
    let tried = match languages::tried() {
        None => return,
        Some(Ok(texts)) => words::try_out(&texts),
        Some(Err(why)) => vec![why.to_string()],
    };
    for wrong in tried {
        say(&format!("kopij: {}: {wrong}\n", languages::TRIED));
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    speak(&Settings::default());
    let folders = Folders::find().context(words::text("main-no-home"))?;
    let loaded = settings_file::load(&folders);
    speak(&loaded.settings);
    let start = match &arguments.path {
        Some(path) => start_at(path)?,
        None if arguments.recent => Start {
            folder: None,
            article: None,
        },
        None => start_again(&folders, &loaded.settings)?,
    };
    if has_window(&folders, &start) {
        // The window that has the site shows it.
        return Ok(());
    }
    let graphics = arguments.renderer.map(|name| match name {
        RendererName::Glow => Graphics::Glow,
        #[cfg(not(target_os = "linux"))]
        RendererName::Wgpu => Graphics::Wgpu,
    });
    let ended = window::run(graphics, &folders, &loaded, &start);
    ended.map_err(|err| anyhow::anyhow!(words::of(&err)))
}

/// Whether another window shows it.
fn has_window(folders: &Folders, start: &Start) -> bool {
    let beside = start.article.as_deref().and_then(Path::parent);
    let folder = start.folder.as_deref().or(beside);
    let root = folder.and_then(|folder| scan::root_of(folder).ok());
    root.is_some_and(|root| windows::ask(folders, &root, start.article.as_deref()))
}

/// The folder or article that was asked for.
fn start_at(path: &Path) -> anyhow::Result<Start> {
    Start::at(path).map_err(|_missing| {
        anyhow::anyhow!(words::text_with(
            "main-no-such",
            &[("path", path.to_string_lossy().as_value())]
        ))
    })
}

/// The last folder if it is still there, else the sample site.
fn start_again(folders: &Folders, settings: &Settings) -> anyhow::Result<Start> {
    let last = settings
        .remembered
        .last_site
        .clone()
        .filter(|folder| folder.is_dir());
    let folder = match last {
        Some(folder) => folder,
        None => sample_site::unpack(folders)
            .map_err(|err| anyhow::anyhow!(words::put(&Said::of_system(&err))))
            .context(words::text("main-no-sample"))?,
    };
    Ok(Start {
        folder: Some(folder),
        article: None,
    })
}
