//! Whether the window keeps its promises with articles that are made to cost: for each shape of
//! text, 4.8 MB of it, and for each of a head, 250 KB, in the real headless window at 1440x900 points, opened, typed in at its
//! beginning, middle and end, and scrolled through. Prints the longest frame, by processor time of
//! its thread, and the most memory; ends with 1 where a key would wait for a second, or the program
//! would take 400 MB with what a graphics card adds.
//!
//! Each shape has a process of its own: `hostile NAME` for those whose name has it.

#![expect(clippy::print_stdout, reason = "it is what it says")]
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[expect(dead_code, reason = "settings are for the other bench")]
mod shapes;
#[expect(dead_code, reason = "it draws the frames before it is open itself")]
mod window;

use std::{
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

use egui::{Event, Key, Modifiers, MouseWheelUnit, Pos2, TouchPhase, Vec2};
use kopij::model::settings::Settings;
use shapes::{BODIES, HEADS};
use window::{Window, pressed};

const BYTES: usize = 4_800_000;
/// A longer one is not read.
const HEAD_BYTES: usize = 250_000;
/// Half of what a key may wait: the frame before it may take as long.
const LONGEST: Duration = Duration::from_millis(500);
/// The window of a real screen takes some 80 MB more.
const MOST_MB: u64 = 320;
/// What the threads behind the window have to catch up.
const PATIENCE: Duration = Duration::from_millis(1_500);

fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let wanted = wanted.unwrap_or_default();
    if let Some(name) = wanted.strip_prefix("alone: ") {
        let texts = texts();
        let (_, make) = texts.iter().find(|(other, _)| other == name).unwrap();
        alone(name, &make());
        return ExitCode::SUCCESS;
    }
    let mut failed = Vec::new();
    for (name, _) in texts()
        .into_iter()
        .filter(|(name, _)| name.contains(&wanted))
    {
        let own = std::env::current_exe().unwrap();
        let mut own = Command::new(own);
        let output = own.arg(format!("alone: {name}")).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        print!("{said}");
        let numbers: Vec<u64> = said.split_whitespace().flat_map(str::parse).collect();
        let is_fine = matches!(&*numbers, [millis, mb, ..]
            if u128::from(*millis) <= LONGEST.as_millis() && *mb <= MOST_MB);
        if !is_fine {
            failed.push(name);
        }
    }
    println!("{} failed: {}", failed.len(), failed.join(", "));
    ExitCode::from(u8::from(!failed.is_empty()))
}

type Made = Box<dyn Fn() -> String>;

/// Every article by its name.
fn texts() -> Vec<(String, Made)> {
    let bodies = BODIES.iter().map(|shape| {
        let make = || format!("---\ntitle: a\n---\n{}", shape.text(BYTES));
        (shape.name.to_owned(), Box::new(make) as Made)
    });
    let heads = HEADS.iter().map(|shape| {
        let make = || shapes::head(shape, HEAD_BYTES) + "Body\n";
        (format!("head: {}", shape.name), Box::new(make) as Made)
    });
    bodies.chain(heads).collect()
}

/// One article in this process.
fn alone(name: &str, text: &str) {
    let mut window = Timed::open(text);
    window.settle();
    window.phase("opened");
    for _ in 0..5 {
        window.draw(vec![Event::Text("x".to_owned())]);
        window.draw(Vec::new());
    }
    window.settle();
    window.phase("typed at the beginning");
    for _ in 0..4 {
        window.draw(vec![pressed(Key::PageDown, Modifiers::NONE)]);
        window.draw(Vec::new());
    }
    window.phase("paged");
    for at in [Pos2::new(700.0, 450.0), Pos2::new(1200.0, 450.0)] {
        window.draw(vec![Event::PointerMoved(at)]);
        for _ in 0..4 {
            window.draw(vec![wheel(-40_000.0)]);
            window.draw(Vec::new());
        }
    }
    window.phase("scrolled");
    for _ in 0..5 {
        window.draw(vec![Event::Text("y".to_owned())]);
        window.draw(Vec::new());
    }
    window.settle();
    window.phase("typed in the middle");
    window.draw(vec![pressed(Key::End, Modifiers::COMMAND)]);
    window.settle();
    for _ in 0..5 {
        window.draw(vec![Event::Text("z".to_owned())]);
        window.draw(vec![pressed(Key::Enter, Modifiers::NONE)]);
        window.draw(Vec::new());
    }
    window.settle();
    window.phase("typed at the end");
    println!(
        "{:6} ms {:5} MB  {} ({})",
        window.longest.as_millis(),
        most_mb(),
        name,
        window.when
    );
}

/// The real window, with the longest frame.
struct Timed {
    window: Window,
    longest: Duration,
    longest_of_phase: Duration,
    /// What was done in the phase of the longest frame.
    when: &'static str,
}

impl Timed {
    fn open(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let content = folder.path().join("site/content");
        std::fs::create_dir_all(&content).unwrap();
        std::fs::write(folder.path().join("site/hugo.toml"), "title = 'a'\n").unwrap();
        let article = content.join("a.md");
        std::fs::write(&article, text).unwrap();
        let mut timed = Self {
            window: Window::start(folder, article, Settings::default()),
            longest: Duration::ZERO,
            longest_of_phase: Duration::ZERO,
            when: "",
        };
        let since = Instant::now();
        while !timed.window.is_open() {
            assert!(since.elapsed() < Duration::from_mins(1), "it does not open");
            timed.draw(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
        timed
    }

    /// Draws on until the threads behind it have had their time.
    fn settle(&mut self) {
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            self.draw(Vec::new());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn phase(&mut self, when: &'static str) {
        if std::env::var_os("PHASES").is_some() {
            println!("# {:?} {} MB {when}", self.longest_of_phase, most_mb());
        }
        if self.longest_of_phase > self.longest {
            self.longest = self.longest_of_phase;
            self.when = when;
        }
        self.longest_of_phase = Duration::ZERO;
    }

    fn draw(&mut self, events: Vec<Event>) {
        let before = shapes::processor_time();
        self.window.draw(events);
        let took = shapes::processor_time().saturating_sub(before);
        self.longest_of_phase = self.longest_of_phase.max(took);
    }
}

fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, points),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

/// The most memory that this process ever had; 0 where the system does not say.
fn most_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kb.unwrap_or_default() / 1024
}
