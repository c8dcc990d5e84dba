//! What a Hugo site of 50,000 articles costs the frame's thread. The targets: what follows a save 5 ms, a
//! frame that filters the list 4 ms, another 0.2 ms more than in a site of one article; a letter in the
//! search over all articles.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod window;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use egui::{Event, Key, Modifiers};
use kopij::{
    action::{Action, Command},
    app::update::{self, receive, site_find},
    io::{
        checks::{Learning, OfSite},
        workers::IndexEvent,
    },
    model::{
        find::Query,
        front_matter,
        settings::Settings,
        site::{Entry, Site},
    },
};
use window::{Window, pressed};

const ARTICLES: [usize; 2] = [1, 50_000];

fn main() {
    divan::main();
}

/// A frame of the whole window in which nothing happens.
#[divan::bench(args = ARTICLES, max_time = Duration::from_secs(4))]
fn a_frame(bencher: divan::Bencher<'_, '_>, articles: usize) {
    let mut large = Large::open(articles);
    bencher.bench_local(|| large.draw());
}

/// A frame of the whole window in which a letter is typed above the list, or taken away.
#[divan::bench(args = ARTICLES, max_time = Duration::from_secs(4))]
fn a_frame_that_filters(bencher: divan::Bencher<'_, '_>, articles: usize) {
    let mut large = Large::open(articles);
    let ask = Action::Run(Command::FindArticle);
    divan::black_box(update::update(&mut large.window.app.state, ask));
    large.draw();
    large.draw();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let letter = if number % 2 == 0 {
            Key::Backspace
        } else {
            Key::E
        };
        let typed = (letter == Key::E).then(|| Event::Text("e".to_owned()));
        let pressed = pressed(letter, Modifiers::NONE);
        large
            .window
            .draw(std::iter::once(pressed).chain(typed).collect());
    });
}

/// The list takes a saved article in, and then what was learned.
#[divan::bench(
    args = ["a file", "a file with another date", "a bundle"],
    max_time = Duration::from_secs(4)
)]
fn a_save(bencher: divan::Bencher<'_, '_>, kind: &str) {
    let mut large = Large::open(50_000);
    let number = if kind == "a bundle" { 40_000 } else { 40_001 };
    let mut saves = Saves::of(&large, number);
    let mut save = 0;
    bencher
        .with_inputs(|| {
            save += 1;
            let dated = if kind == "a file with another date" {
                save
            } else {
                number
            };
            let text = text(dated).replace("Of the", &format!("{save} of the"));
            let entry = saves.entry(&text);
            saves
                .site
                .update(vec![(saves.path.clone(), Some(entry.clone()))]);
            (entry, saves.learn())
        })
        .bench_local_values(|(entry, learned)| large.take(entry, learned));
}

/// What the thread of the index learns of a save, in which a head changes, an article comes, and one goes.
#[divan::bench(
    args = ["a head", "a new article", "a gone article"],
    max_time = Duration::from_secs(4)
)]
fn learning_from_a_save(bencher: divan::Bencher<'_, '_>, kind: &str) {
    let large = Large::open(50_000);
    let mut saves = Saves::of(&large, 40_001);
    let path = saves.path.clone();
    let mut save = 0;
    bencher
        .with_inputs(|| {
            save += 1;
            let entry = saves.entry(&text(40_001).replace("title: The", &format!("title: {save}")));
            let (before, after) = match kind {
                "a head" => (Some(entry.clone()), Some(entry)),
                "a new article" => (None, Some(entry)),
                _ => (Some(entry), None),
            };
            saves.site.update(vec![(path.clone(), before)]);
            if kind != "a head" {
                saves.learn();
            }
            saves.site.update(vec![(path.clone(), after)]);
            (Arc::clone(&saves.learning), Arc::new(saves.site.clone()))
        })
        .bench_local_values(|(learning, site)| learning.lock().unwrap().learn(site, 0));
}

/// The site as the thread of the index has it.
struct Saves {
    site: Site,
    learning: Arc<Mutex<Learning>>,
    path: PathBuf,
}

impl Saves {
    fn of(large: &Large, number: usize) -> Self {
        let site = large.window.app.state.site.open.clone().unwrap();
        let saves = Self {
            site,
            learning: Arc::default(),
            path: large.path(number),
        };
        saves.learn();
        saves
    }

    fn entry(&self, text: &str) -> Entry {
        let head = front_matter::read(text);
        Entry::in_site(self.path.clone(), &head, text, &self.site.settings, None)
    }

    fn learn(&self) -> Arc<OfSite> {
        let mut learning = self.learning.lock().unwrap();
        learning.learn(Arc::new(self.site.clone()), 0)
    }
}

/// What is done before the search begins on its thread.
#[divan::bench(max_time = Duration::from_secs(4))]
fn a_letter_in_the_search_of_the_site(bencher: divan::Bencher<'_, '_>) {
    let mut large = Large::open(50_000);
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let query = Query {
            text: number.to_string(),
            ..Query::default()
        };
        site_find::set_query(&mut large.window.app.state, query)
    });
}

/// The real window with a large site.
struct Large {
    window: Window,
    root: PathBuf,
}

impl Large {
    fn open(articles: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        std::fs::create_dir_all(root.join("content")).unwrap();
        std::fs::write(root.join("hugo.toml"), "baseURL = 'https://example.org/'\n").unwrap();
        for section in 0..articles.min(40) {
            let folder = root.join(format!("content/section-{section}"));
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("_index.md"), "---\ntitle: A section\n---\n").unwrap();
        }
        for number in 0..articles {
            let path = path_in(&root, number);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text(number)).unwrap();
        }
        let settings = Settings::default();
        let mut window = Window::open(folder, path_in(&root, 0), settings);
        window.rest();
        Self {
            root: root.canonicalize().unwrap(),
            window,
        }
    }

    fn path(&self, number: usize) -> PathBuf {
        path_in(&self.root, number)
    }

    fn take(&mut self, entry: Entry, learned: Arc<OfSite>) {
        let event = IndexEvent::EntriesRead {
            root: self.root.clone(),
            entries: vec![(entry.path.to_path_buf(), Some(entry))],
        };
        divan::black_box(receive(&mut self.window.app.state, event.into()));
        let root = self.root.clone();
        let event = IndexEvent::Learned { root, learned };
        divan::black_box(receive(&mut self.window.app.state, event.into()));
        let site = self.window.app.state.site.open.as_ref().unwrap();
        divan::black_box(site.rivals(self.window.app.state.clock.unix_secs));
    }

    fn draw(&mut self) {
        self.window.draw(Vec::new());
    }
}

/// Each tenth is a bundle.
fn path_in(root: &Path, number: usize) -> PathBuf {
    let section = number % 40;
    let end = if number.is_multiple_of(10) {
        "/index"
    } else {
        ""
    };
    root.join(format!(
        "content/section-{section}/the-{number}-of-them{end}.md"
    ))
}

fn text(number: usize) -> String {
    let subject = ["ferry", "quay", "tide", "bread"].get(number % 4).unwrap();
    let (year, month, day) = (2000 + number % 25, 1 + number % 12, 1 + number % 28);
    format!(
        "---\ntitle: The {subject} and article {number}\ndate: {year}-{month:02}-{day:02}\n\
         tags: [{subject}, number-{number}]\n---\n\nOf the {subject}.\n"
    )
}
