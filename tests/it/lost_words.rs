//! Every word typed is on the disk, in the journal, among the earlier versions, or was deleted by
//! the writer.
//!
//! A writer made of dice types marked words, saves, closes, undoes and answers what she is asked,
//! while another program writes, deletes and renames her files and the window crashes. It is the
//! state and the threads of the real app, without its drawing. `KOPIJ_LONG=1` makes it 60 writers.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use kopij::{
    action::{Action, CloseAnswer, Command, DiskAnswer},
    app::{
        Start, State,
        state::{Closing, ComparePage, Over},
        update::{self, compare, journal, site::follow},
    },
    io::{
        Effect, Event, folders::Folders, history::History, watcher::WatchEvent, workers::Workers,
    },
    model::{
        document::{Disk, DocumentId},
        settings::Settings,
        text::{Cause, Edit},
    },
};

use crate::support::{Dice, TestSite, is_long, own_program};

const NAMES: [&str; 3] = ["a", "b", "c"];
const POST: &str = "---\ntitle: A\n---\nFirst paragraph\n\nSecond paragraph\n\nThird paragraph\n";

struct World {
    site: TestSite,
    folders: Folders,
    window: Window,
    dice: Dice,
    /// The words that were typed and not deleted.
    live: BTreeSet<String>,
    typed: usize,
    /// Every path that an article has had.
    paths: BTreeSet<PathBuf>,
    /// What was done, for the one who reads a failure.
    story: Vec<String>,
}

struct Window {
    state: State,
    workers: Workers,
    events: mpsc::Receiver<Event>,
}

impl Window {
    fn open(folders: &Folders, root: &Path) -> Self {
        let ctx = egui::Context::default();
        let (workers, events) = Workers::start(Arc::new(|| {}), folders, &own_program()).unwrap();
        let mut window = Self {
            state: State::new(&ctx, Settings::default()),
            workers,
            events,
        };
        let start = Start {
            folder: Some(root.to_owned()),
            article: None,
        };
        let effects = update::start(&mut window.state, start);
        window.perform(effects);
        window
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.workers.perform(effect);
        }
    }

    fn act(&mut self, action: Action) {
        let effects = update::update(&mut self.state, action);
        self.perform(effects);
    }

    /// One turn of the window's loop. Returns whether anything was told.
    fn turn(&mut self, has_focus: bool) -> bool {
        self.state.clock.since_start_millis += 100;
        let mut is_told = false;
        while let Ok(event) = self.events.try_recv() {
            let effects = update::receive(&mut self.state, event);
            self.perform(effects);
            is_told = true;
        }
        let followed = follow(&mut self.state);
        let compared = compare::refresh(&mut self.state);
        self.perform(followed.into_iter().chain(compared).collect());
        let kept = journal::tick(&mut self.state, has_focus);
        self.perform(kept);
        is_told
    }

    /// Until nothing is told any more.
    fn settle(&mut self) {
        let began = Instant::now();
        let mut silent = 0;
        while silent < 4 && began.elapsed() < Duration::from_secs(5) {
            silent = if self.turn(true) { 0 } else { silent + 1 };
            thread::sleep(Duration::from_millis(3));
        }
    }

    fn shown(&self) -> Option<(DocumentId, &str)> {
        let article = self.state.shown_article()?;
        Some((article.document.id, article.document.text()))
    }
}

impl World {
    fn new(seed: u64) -> Self {
        let mut site = TestSite::new();
        for name in NAMES {
            site = site.file(&format!("content/posts/{name}.md"), POST);
        }
        let folders = site.settings_folders();
        let mut window = Window::open(&folders, &site.root().canonicalize().unwrap());
        window.settle();
        Self {
            folders,
            window,
            dice: Dice(seed),
            live: BTreeSet::new(),
            typed: 0,
            paths: BTreeSet::new(),
            story: vec![format!("seed {seed}")],
            site,
        }
    }

    fn step(&mut self) {
        match self.dice.below(24) {
            0..=7 => self.type_word(),
            8 => self.delete_word(),
            9 => self.take_back(Command::Undo),
            10 => self.take_back(Command::Redo),
            11 | 12 => self.run(Command::Save),
            13 => self.run(Command::SaveAll),
            14 => self.close(),
            15 => self.open(),
            16 => self.run(Command::Untitled),
            17..=19 => self.another_program(),
            20 => self.crash(),
            _ => {}
        }
        self.answer_what_is_asked();
        if self.dice.below(3) == 0 {
            self.window.settle();
        } else {
            self.window.turn(true);
        }
        let articles = self.window.state.session.articles.values();
        let paths = articles.map(|article| article.document.path().to_owned());
        self.paths.extend(paths);
    }

    fn tell(&mut self, what: impl Into<String>) {
        self.story.push(what.into());
    }

    fn run(&mut self, command: Command) {
        self.tell(format!("{command:?}"));
        self.window.act(Action::Run(command));
    }

    fn edit(&mut self, range: std::ops::Range<usize>, insert: &str) {
        let Some(article) = self.window.state.shown_article() else {
            return;
        };
        let document = &article.document;
        let action = Action::Edit {
            document: document.id,
            made_at: document.revision(),
            edit: Edit {
                range,
                insert: insert.to_owned(),
            },
            cause: Cause::Step,
            select: None,
        };
        self.window.act(action);
    }

    fn type_word(&mut self) {
        let Some((_, text)) = self.window.shown() else {
            return;
        };
        // At the end of a line of the body, so that no word is torn.
        let head = text.rfind("---\n").map_or(0, |at| at + 4);
        let ends: Vec<usize> = (head..=text.len())
            .filter(|&at| at == text.len() || text.as_bytes()[at] == b'\n')
            .collect();
        let at = ends[self.dice.below(ends.len())];
        self.typed += 1;
        let word = format!(" w{}w", self.typed);
        self.tell(format!("types{word}"));
        self.edit(at..at, &word);
        if self
            .window
            .shown()
            .is_some_and(|(_, text)| text.contains(&word))
        {
            self.live.insert(word);
        }
    }

    fn words_in(&self, text: &str) -> BTreeSet<String> {
        let words = (1..=self.typed).map(|number| format!(" w{number}w"));
        words.filter(|word| text.contains(word)).collect()
    }

    fn delete_word(&mut self) {
        let Some((_, text)) = self.window.shown() else {
            return;
        };
        let Some(word) = self.words_in(text).into_iter().next() else {
            return;
        };
        let at = text.find(&word).unwrap();
        self.tell(format!("deletes{word}"));
        self.edit(at..at + word.len(), "");
        self.live.remove(&word);
    }

    /// What undo takes away the writer has deleted.
    fn take_back(&mut self, command: Command) {
        let Some((_, text)) = self.window.shown() else {
            return;
        };
        let before = self.words_in(text);
        self.run(command);
        let after = self.words_in(self.window.shown().unwrap().1);
        for word in before.difference(&after) {
            self.live.remove(word);
        }
        self.live.extend(after.difference(&before).cloned());
    }

    fn close(&mut self) {
        let Some((id, _)) = self.window.shown() else {
            return;
        };
        self.run(Command::CloseArticle);
        if self.window.state.leaving.closing == Closing::Asks(id) {
            let answers = [CloseAnswer::Save, CloseAnswer::Discard, CloseAnswer::Stay];
            let answer = answers[self.dice.below(3)];
            self.tell(format!("{answer:?}"));
            self.window.act(Action::Close(answer));
        }
    }

    fn post(&mut self) -> PathBuf {
        let name = NAMES[self.dice.below(NAMES.len())];
        let root = self.site.root().canonicalize().unwrap();
        root.join(format!("content/posts/{name}.md"))
    }

    fn open(&mut self) {
        let path = self.post();
        self.tell(format!("opens {}", path.display()));
        self.window.act(Action::OpenArticle(path));
    }

    fn answer_what_is_asked(&mut self) {
        let state = &self.window.state;
        if state.window.over == Some(Over::SaveAs) {
            let document = state.session.shown.unwrap();
            let path = self.post().with_file_name(format!("new-{}.md", self.typed));
            let action = if self.dice.below(3) == 0 {
                Action::CloseSaveAs
            } else {
                Action::SaveAs { document, path }
            };
            self.tell(format!("{action:?}"));
            self.window.act(action);
            return;
        }
        let Some(article) = state.shown_article() else {
            return;
        };
        let document = article.document.id;
        if state.pages.shown == Some(ComparePage::Recovered) {
            let action = match self.dice.below(3) {
                0 => Action::DiscardRecovered(document),
                _ => Action::ClosePage,
            };
            self.tell(format!("{action:?}"));
            self.window.act(action);
            return;
        }
        let answers: &[DiskAnswer] = match article.document.disk {
            Disk::Changed(_) => &[
                DiskAnswer::KeepMine,
                DiskAnswer::TakeTheirs,
                DiskAnswer::SaveCopy,
            ],
            Disk::Deleted => &[DiskAnswer::SaveHere, DiskAnswer::SaveAs, DiskAnswer::Close],
            Disk::Same | Disk::Merging(_) => return,
        };
        if self.dice.below(2) == 0 {
            let answer = answers[self.dice.below(answers.len())];
            self.tell(format!("{answer:?}"));
            self.window.act(Action::Answer { document, answer });
        }
    }

    /// A word in a file that is not open, or was saved to be closed, is that program's to lose.
    fn another_program(&mut self) {
        let path = self.post();
        let was_open = self.window.state.session.article_at(&path).is_some();
        let old = fs::read_to_string(&path).unwrap_or_default();
        let number = self.dice.below(1000);
        match self.dice.below(5) {
            0 => drop(fs::remove_file(&path)),
            1 => fs::write(&path, POST.replace("First", &format!("Their {number}"))).unwrap(),
            2 => fs::write(
                &path,
                old.replace("paragraph", &format!("passage {number}")),
            )
            .unwrap(),
            3 => fs::write(&path, POST).unwrap(),
            _ => {
                let to = path.with_file_name(format!("moved-{number}.md"));
                drop(fs::rename(&path, to));
            }
        }
        self.tell(format!("another program: {}", path.display()));
        let posts = path.parent().unwrap().to_owned();
        let event = Event::Watch(WatchEvent::Changed { paths: vec![posts] });
        let effects = update::receive(&mut self.window.state, event);
        self.window.perform(effects);
        // What a window does not live to see it cannot keep.
        self.window.settle();
        let is_open = was_open && self.window.state.session.article_at(&path).is_some();
        if !is_open {
            let everywhere = self.in_the_site();
            let lost = self.words_in(&old);
            for word in lost.iter().filter(|word| !everywhere.contains(*word)) {
                self.live.remove(word);
            }
        }
    }

    /// The window is gone at once; only the journal has had its quarter of a second.
    fn crash(&mut self) {
        self.tell("crash");
        let root = self.site.root().canonicalize().unwrap();
        self.window.turn(false);
        let next = {
            let ctx = egui::Context::default();
            let empty = State::new(&ctx, Settings::default());
            let (workers, events) = Workers::start(
                Arc::new(|| {}),
                &Folders::within(root.join("../none")),
                &own_program(),
            )
            .unwrap();
            Window {
                state: empty,
                workers,
                events,
            }
        };
        drop(std::mem::replace(&mut self.window, next));
        self.check();
        self.window = Window::open(&self.folders, &root);
        self.window.settle();
    }

    fn in_the_site(&self) -> String {
        all_in(&self.site.root())
    }

    /// Every word is on the disk, in the journal or among the earlier versions.
    #[track_caller]
    fn check(&self) {
        let mut kept = self.in_the_site();
        kept.push_str(&all_in(&self.folders.state.join("journal")));
        let history = History::new(self.folders.history());
        for path in &self.paths {
            for version in history.versions(path) {
                let bytes = history.read(&version).unwrap();
                kept.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        let lost: Vec<&String> = self
            .live
            .iter()
            .filter(|word| !kept.contains(*word))
            .collect();
        assert!(lost.is_empty(), "lost {lost:?}\n{}", self.story.join("\n"));
    }
}

/// What all files below a folder hold.
fn all_in(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.push_str(&all_in(&path));
        } else if let Ok(bytes) = fs::read(&path) {
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    all
}

#[test]
fn every_word_typed_is_somewhere_or_was_deleted_by_the_writer() {
    let (writers, steps) = if is_long() { (60, 300) } else { (3, 60) };
    let mut words = 0;
    for seed in 0..writers {
        let mut world = World::new(seed);
        for _ in 0..steps {
            world.step();
        }
        world.crash();
        words += world.typed;
    }
    // How many depends on what was shown when; without any this shows nothing.
    assert!(
        words > usize::try_from(writers).unwrap() * 3,
        "{words} words"
    );
}
