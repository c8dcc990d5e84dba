//! Builders: a site in a temporary folder, and the real app on it.

pub mod cut;
pub mod double;
pub mod longer;
pub mod page;
pub mod paint;
mod programs;
pub mod skip;

pub use programs::{Git, Hugo, git, hugo, hugo_of};

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers, Vec2, accesskit::Role};
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT as _, Queryable as _},
};
use kopij::{
    app::{App, Start},
    io::{
        bin::Bin,
        folders::Folders,
        process::Program,
        stock::{
            Door, Stock,
            keys::{Keys, NoKeyring},
        },
    },
    model::{settings::Settings, site::Site, words},
};

/// No service is there, and no test asks one of the web.
const NOWHERE: &str = "http://127.0.0.1:1";

/// Every wait ends: the machine may be slow, the app may not be stuck.
const DEADLINE: Duration = Duration::from_secs(20);

/// A small Hugo site in a folder of its own, with folders for settings and caches beside it.
pub struct TestSite {
    folder: PathBuf,
    /// `None`: the folder belongs to another process.
    temporary: Option<tempfile::TempDir>,
    /// What draws pictures apart.
    program: Program,
    /// Where photo services are asked: nowhere.
    photos: String,
}

impl TestSite {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = Self {
            folder: folder.path().to_owned(),
            temporary: Some(folder),
            program: own_program(),
            photos: NOWHERE.to_owned(),
        };
        fs::create_dir_all(site.root().join("content/posts")).unwrap();
        fs::write(site.root().join("hugo.yaml"), "title: The Quay\n").unwrap();
        site
    }

    /// The site that another process made in `folder`. Its app ends when the system asks.
    pub fn of_another(folder: PathBuf) -> Self {
        Self {
            folder,
            temporary: None,
            program: own_program(),
            photos: NOWHERE.to_owned(),
        }
    }

    /// What [`TestSite::of_another`] takes.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn root(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// Has pictures drawn by this instead of Kopij.
    pub fn drawn_by(&mut self, program: Program) {
        self.program = program;
    }

    /// Has photo services asked there.
    pub fn asking(mut self, base: &str) -> Self {
        base.clone_into(&mut self.photos);
        self
    }

    /// Adds a file below the root.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path).canonicalize().unwrap()
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    pub fn write(&self, path: &str, content: &str) {
        fs::write(self.root().join(path), content).unwrap();
    }

    pub fn settings_folders(&self) -> Folders {
        Folders {
            bin: Bin::Folder(self.folder.join("bin")),
            ..Folders::within(self.folder.join("home"))
        }
    }

    /// The app on this site, once the list of articles is there.
    pub fn open(&self) -> TestApp {
        self.start(None, Vec2::new(1440.0, 900.0), Settings::default())
    }

    /// The app as it starts with what an earlier run remembered.
    pub fn open_with(&self, settings: Settings) -> TestApp {
        self.start(None, Vec2::new(1440.0, 900.0), settings)
    }

    /// The app on one article of this site.
    pub fn open_article(&self, path: &str) -> TestApp {
        self.open_article_at(path, Vec2::new(1440.0, 900.0))
    }

    pub fn open_article_at(&self, path: &str, size: Vec2) -> TestApp {
        let article = self.path(path);
        let mut app = self.start(Some(article.clone()), size, Settings::default());
        app.wait_until("the article is shown", |app| {
            app.state
                .shown_article()
                .is_some_and(|shown| shown.document.path() == article)
        });
        app
    }

    fn start(&self, article: Option<PathBuf>, size: Vec2, settings: Settings) -> TestApp {
        let start = Start {
            folder: Some(self.root().canonicalize().unwrap()),
            article,
        };
        let mut app = self.start_in(start, size, settings);
        app.wait_until("the list of articles is there", |app| {
            app.state.site.open.is_some()
        });
        app
    }

    /// The app as it is started for this, with the site's folders for settings and caches.
    pub fn start_at(&self, start: Start, settings: Settings) -> TestApp {
        self.start_in(start, Vec2::new(1440.0, 900.0), settings)
    }

    fn start_in(&self, start: Start, size: Vec2, settings: Settings) -> TestApp {
        let (folders, program) = (self.settings_folders(), self.program.clone());
        let is_own_process = self.temporary.is_none();
        let keys = Keys::within(&folders, Box::new(NoKeyring));
        let stock = Stock::new(&folders, Door::Double(self.photos.clone()), keys);
        let harness = Harness::builder()
            .with_size(size)
            .with_max_steps(64)
            .build_eframe(|creation| {
                let ctx = &creation.egui_ctx;
                let app = App::new(ctx, &folders, &program, settings, start).unwrap();
                let app = app.asking_photos_of(stock);
                #[cfg(unix)]
                if is_own_process {
                    return app.listening_to_the_system().unwrap();
                }
                app
            });
        TestApp { harness }
    }
}

/// The real app, driven by accessible names.
pub struct TestApp {
    pub harness: Harness<'static, App>,
}

impl TestApp {
    /// Draws frames until `is_true`, with a deadline.
    pub fn wait_until(&mut self, what: &str, is_true: impl Fn(&App) -> bool) {
        let started = Instant::now();
        loop {
            self.harness.step();
            if is_true(self.harness.state()) {
                // Let the views show it.
                self.harness.step();
                self.harness.step();
                return;
            }
            assert!(started.elapsed() < DEADLINE, "in time: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The text of the shown article.
    /// The open site.
    pub fn site(&self) -> &Site {
        self.harness.state().state.site.open.as_ref().unwrap()
    }

    pub fn text(&self) -> &str {
        let shown = self.harness.state().state.shown_article().unwrap();
        shown.document.text()
    }

    pub fn is_dirty(&self) -> bool {
        let shown = self.harness.state().state.shown_article().unwrap();
        shown.document.is_dirty()
    }

    pub fn steps(&mut self) {
        for _ in 0..3 {
            self.harness.step();
        }
    }

    /// The field with this accessible name.
    pub fn field<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.harness
            .get_all_by_label(name)
            .find(|node| {
                matches!(
                    node.accesskit_node().role(),
                    Role::TextInput | Role::MultilineTextInput
                )
            })
            .unwrap_or_else(|| panic!("there is no field `{name}`"))
    }

    /// The accessible name of what has the keyboard.
    pub fn focused(&self) -> Option<String> {
        let mut nodes = self.harness.root().children_recursive();
        let node = nodes.find(|node| node.accesskit_node().is_focused())?;
        node.accesskit_node().label()
    }

    /// Puts the keyboard in a field and types at its end.
    pub fn type_into(&mut self, name: &str, text: &str) {
        self.field(name).focus();
        self.steps();
        self.key(Modifiers::NONE, Key::End);
        self.field(name).type_text(text);
        self.steps();
    }

    /// Replaces all of a field's text.
    pub fn replace(&mut self, name: &str, text: &str) {
        self.field(name).focus();
        self.steps();
        self.key(Modifiers::COMMAND, Key::A);
        self.field(name).type_text(text);
        self.steps();
    }

    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.steps();
    }

    /// Clicks the switch with this name.
    pub fn click_switch(&mut self, name: &str) {
        self.harness
            .get_by_role_and_label(Role::Switch, name)
            .click();
        self.steps();
    }

    /// Presses a key. As from a real keyboard, Ctrl is both itself and the command key.
    pub fn key(&mut self, mut modifiers: Modifiers, key: Key) {
        modifiers.ctrl = modifiers.command;
        self.harness.key_press_modifiers(modifiers, key);
        self.steps();
    }

    /// Runs a command by its name.
    pub fn command(&mut self, name: &str) {
        self.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        let field = words::text("palette-run-command");
        self.field(field).type_text(name);
        self.steps();
        self.key(Modifiers::NONE, Key::Enter);
        self.steps();
    }

    pub fn save(&mut self) {
        self.key(Modifiers::COMMAND, Key::S);
        self.wait_until("the article is saved", |app| {
            let shown = app.state.shown_article().unwrap();
            !shown.document.is_dirty() && shown.saves.saving.is_none()
        });
    }

    pub fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }
}

/// Whether a test has this process for itself; else it is run in one that has, and is to return. Which
/// language is spoken is so for a whole process. `name` is that of the test, with its module.
pub fn is_alone(name: &str) -> bool {
    const ALONE: &str = "KOPIJ_TEST_ALONE";
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env(ALONE, "1")
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{errors}");
    assert!(said.contains("1 passed"), "{name} is no test: {said}");
    false
}

/// The program that these tests are of, for what runs in a process of its own.
pub fn own_program() -> Program {
    Program::at(env!("CARGO_BIN_EXE_kopij"))
}

/// A small generator of numbers: each run throws the same.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Writes a file, with the folders it is in, as one of a day on which nothing changes.
pub fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    let file = fs::File::options().write(true).open(path).unwrap();
    // 2025-06-01T00:00:00Z
    let modified = std::time::SystemTime::UNIX_EPOCH + Duration::from_hours(485_760);
    file.set_modified(modified).unwrap();
}

/// Whether the long forms of the tests are asked for.
pub fn is_long() -> bool {
    std::env::var_os("KOPIJ_LONG").is_some()
}

/// A figure for whoever runs the test with its output.
#[expect(clippy::print_stderr, reason = "for the one who runs it")]
pub fn report(figure: &str) {
    eprintln!("{figure}");
}

/// The lines that differ, as `-old` and `+new`.
pub fn changed_lines(old: &str, new: &str) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(old, new);
    diff.iter_all_changes()
        .filter_map(|change| match change.tag() {
            similar::ChangeTag::Equal => None,
            similar::ChangeTag::Delete => {
                Some(format!("-{}", change.value().trim_end_matches('\n')))
            }
            similar::ChangeTag::Insert => {
                Some(format!("+{}", change.value().trim_end_matches('\n')))
            }
        })
        .collect()
}

/// The event of a key, to be given together with others.
pub fn pressed(modifiers: Modifiers, key: Key) -> egui::Event {
    egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}
