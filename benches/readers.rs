//! Whether what reads a text costs about twice as much for twice the text, for texts of many
//! shapes. Prints how many times as much, and ends with 1 if any is above the limit.
//!
//! Processor time, the two lengths by turns, the best of five; where that is above, other programs
//! may have been in the way, and the best of up to [`TRIES`] counts: a reader that is not linear
//! stays above however often it is asked.

#![expect(clippy::print_stdout, reason = "it is what it says")]

mod shapes;

use std::{
    hint::black_box,
    path::Path,
    process::{Command, ExitCode},
    time::Duration,
};

use kopij::{
    io::checks::{self, OfSite},
    model::{
        front_matter,
        markdown::{
            blocks::{self, Delimiters, Dialect, Formulas, Switches},
            outline, render,
        },
        schema::{Schema, decap_config, front_matter_cms, kopij_toml},
        site::hugo::{Asked, Files, Settings, Text},
        spelling,
    },
};
use shapes::{ARTICLES, BODIES, HEADS, SETTINGS, Shape};

/// Twice the text may cost as many times as much: twice, and what caches and noise add.
const MOST: f64 = 2.6;
/// So often each length is measured at most.
const TRIES: usize = 40;
const BODY_BYTES: usize = 256 * 1024;
/// With the longer one below what is read of a head at most.
const HEAD_BYTES: usize = 64 * 1024;
/// With the longer one below what is read of settings at most.
const SETTINGS_BYTES: usize = 128 * 1024;
/// One measure takes so long at least, for which a text is read more than once.
const LEAST: Duration = Duration::from_millis(4);
/// Longer than this nothing of these lengths may take.
const TOO_LONG: Duration = Duration::from_millis(300);

type Reader<'a> = (&'static str, &'a dyn Fn(&str) -> usize);

const OF_BODIES: [Reader<'static>; 5] = [
    ("blocks", &|text| blocks::parse(text, 0).len()),
    ("blocks with formulas", &|text| {
        blocks::parse_as(with_formulas(), text, 0).len()
    }),
    ("page", &page),
    ("HTML", &|text| {
        let blocks = blocks::parse(text, 0);
        render::html(text, &blocks, render::RawHtml::Kept).len()
    }),
    ("words", &|text| {
        spelling::words(Dialect::HUGO, text, 0).len()
    }),
];

const OF_HEADS: [Reader<'static>; 2] = [
    ("head", &|text| front_matter::read(text).entries.len()),
    ("glance", &|text| front_matter::glance(text).entries.len()),
];

const OF_ARTICLES: [Reader<'static>; 1] = [("checks", &|text| {
    checks::in_text(&OfSite::nowhere(), Path::new("a.md"), text, None, 0).len()
})];

/// A site of one file of settings.
struct OneFile<'a>(&'static str, &'a str);

impl Files for OneFile<'_> {
    fn text(&self, path: &str) -> Text {
        if path == self.0 {
            Text::Read(self.1.to_owned())
        } else {
            Text::Absent
        }
    }

    fn below(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_folder(&self, _path: &str) -> bool {
        false
    }
}

/// What a site takes of its settings.
fn settings(file: &'static str, text: &str) -> usize {
    let (said, problems) = match file {
        "kopij.toml" => kopij_toml(text),
        "config.yml" => decap_config(text),
        "frontmatter.json" => front_matter_cms(text),
        _ => {
            let settings = Settings::read(&OneFile(file, text), &Asked::default());
            return settings.troubles.len() + settings.languages.all.len();
        }
    };
    let mut schema = Schema::default();
    schema.override_by(&said.bounded().0);
    problems.len() + schema.form("a").fields.len()
}

/// What the preview and the outline read of a body.
fn page(text: &str) -> usize {
    let blocks = blocks::parse(text, 0);
    let nodes = blocks
        .in_reading_order()
        .map(|block| blocks.content(text, block).len());
    nodes.sum::<usize>() + blocks.heading_ids().len() + outline::outline(text, &blocks).len()
}

/// Of a site that passes formulas through.
fn with_formulas() -> Dialect {
    let delimiters = Delimiters::default().with("\\(", "\\)", false);
    Dialect::of(Switches {
        formulas: Formulas::Between(delimiters),
        ..Switches::default()
    })
}

fn main() -> ExitCode {
    match with_kept_memory() {
        Some(code) => code,
        None => measured(),
    }
}

/// The same once more, in a process that gives no memory back: else what takes more than 32 MB is
/// asked of the system anew for each reading of the longer text alone, which costs more than the
/// reading. `None`: this is that process.
fn with_kept_memory() -> Option<ExitCode> {
    const KEPT: [&str; 2] = ["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"];
    if std::env::var_os(KEPT[0]).is_some() {
        return None;
    }
    let mut again = Command::new(std::env::current_exe().ok()?);
    again.args(std::env::args_os().skip(1));
    again.envs(KEPT.map(|name| (name, "2000000000")));
    let status = again.status().ok()?;
    Some(ExitCode::from(u8::from(!status.success())))
}

fn measured() -> ExitCode {
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let mut found = Vec::new();
    let mut measure = |shape: &Shape, texts: [String; 2], readers: &[Reader<'_>]| {
        for &(reader, read) in readers {
            let name = format!("{reader}: {}", shape.name);
            if wanted.as_ref().is_none_or(|wanted| name.contains(wanted)) {
                let (ratio, longer) = ratio(&texts, read);
                println!("{ratio:5.2}  {:8.2} ms  {name}", longer.as_secs_f64() * 1e3);
                found.push((ratio, longer, name));
            }
        }
    };
    for shape in BODIES {
        let texts = [BODY_BYTES, 2 * BODY_BYTES].map(|bytes| shape.text(bytes));
        measure(shape, texts, &OF_BODIES);
    }
    for shape in ARTICLES {
        let texts = [BODY_BYTES, 2 * BODY_BYTES].map(|bytes| shape.text(bytes));
        measure(shape, texts, &OF_ARTICLES);
    }
    for shape in HEADS {
        let texts = [HEAD_BYTES, 2 * HEAD_BYTES].map(|bytes| shapes::head(shape, bytes));
        measure(shape, texts, &OF_HEADS);
    }
    for (file, shape) in SETTINGS {
        let texts = [1, 2].map(|times| shapes::settings(shape, times * SETTINGS_BYTES));
        let read = |text: &str| settings(file, text);
        measure(shape, texts, &[("settings", &read)]);
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    println!("the most:");
    for (ratio, longer, name) in found.iter().rev().take(20) {
        println!("{ratio:5.2}  {:8.2} ms  {name}", longer.as_secs_f64() * 1e3);
    }
    let above = found.iter().filter(|(ratio, ..)| *ratio > MOST).count();
    println!("{above} of {} above {MOST}", found.len());
    ExitCode::from(u8::from(above > 0))
}

/// How many times as long the second text takes as the first, and how long.
fn ratio(texts: &[String; 2], read: &dyn Fn(&str) -> usize) -> (f64, Duration) {
    let mut best = [Duration::MAX; 2];
    let mut ratio = f64::INFINITY;
    for tried in 0..TRIES {
        if tried >= 5 && ratio <= MOST {
            break;
        }
        for (text, best) in texts.iter().zip(&mut best) {
            *best = (*best).min(time_of(text, read));
        }
        let [shorter, longer] = best;
        ratio = longer.as_secs_f64() / shorter.as_secs_f64();
        if longer > TOO_LONG && tried >= 5 {
            break;
        }
    }
    (ratio, best[1])
}

/// The processor time of one reading.
fn time_of(text: &str, read: &dyn Fn(&str) -> usize) -> Duration {
    let start = shapes::processor_time();
    let mut count = 0;
    loop {
        black_box(read(black_box(text)));
        count += 1;
        let passed = shapes::processor_time().saturating_sub(start);
        if passed >= LEAST {
            return passed / count;
        }
    }
}
