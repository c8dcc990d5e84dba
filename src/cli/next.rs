//! `kopij next [PATH]`: prints the next moments at which readers would see a page first or last, the
//! nearest first: 20 of them, unless another number is asked for. A site of files changes only when it
//! is built, so a timer needs them.

use std::{
    io::{BufWriter, Write},
    path::PathBuf,
};

use serde_json::json;

use super::{Done, Error, list, really, shown};
use crate::{
    io::scan,
    model::{
        site::{Entry, Site, hugo::Moment, pages::Page},
        words::say,
    },
};

/// What was given on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct Asked {
    /// A site, or a folder in it; without it the one that you are in
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// As an array of JSON objects
    #[arg(long)]
    json: bool,
    /// So many moments at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    most: usize,
    /// A folder outside of the site that its settings may name; may be given several times
    #[arg(long, value_name = "DIR")]
    allow_outside: Vec<PathBuf>,
    /// The moment from which on: 2026-03-01T00:00:00Z
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
}

impl Asked {
    pub(super) fn is_for_programs(&self) -> bool {
        self.json
    }
}

/// A moment at which readers would see a page first, or last.
struct Next<'a> {
    at: Moment,
    appears: bool,
    entry: &'a Entry,
}

/// Prints the next moments at which pages appear or end, the nearest first.
pub(super) fn run(asked: &Asked, out: &mut dyn Write) -> Result<Done, Error> {
    let now_secs = list::moment(asked.now.as_deref())?;
    let (mut site, folder) = scan::site_of(&asked.path, really(&asked.allow_outside))?;
    if asked.now.is_some() {
        site.settle_at(now_secs);
    }
    let mut all: Vec<Next<'_>> = site
        .articles
        .iter()
        .filter(|entry| entry.path.starts_with(&folder))
        .flat_map(|entry| nexts(&site, entry, now_secs))
        .collect();
    all.sort_by(|a, b| {
        a.at.cmp(&b.at)
            .then_with(|| a.entry.path.cmp(&b.entry.path))
    });
    all.truncate(asked.most);
    let mut out = BufWriter::new(out);
    if asked.json {
        let all = all.iter().map(|next| object(&site, next));
        let all = serde_json::Value::Array(all.collect());
        writeln!(out, "{}", shown::json(&all))?;
    } else {
        for next in &all {
            print(&site, next, &mut out)?;
        }
    }
    out.flush()?;
    Ok(Done::Fine)
}

/// What its dates change of a page that nothing else keeps from readers.
fn nexts<'a>(site: &Site, entry: &'a Entry, now_secs: i64) -> Vec<Next<'a>> {
    let Ok(page) = &entry.page else {
        return Vec::new();
    };
    let is_public = |secs| site.verdict(entry, secs).state.is_public();
    let at = |at: Option<Moment>, appears| {
        let at = at.filter(|at| at.secs >= now_secs)?;
        let changes = is_public(at.secs - 1) != is_public(at.secs + 1);
        changes.then_some(Next { at, appears, entry })
    };
    let [publish, expiry] = dates(page);
    [at(publish, true), at(expiry, false)]
        .into_iter()
        .flatten()
        .collect()
}

fn dates(page: &Page) -> [Option<Moment>; 2] {
    [page.dates.publish, page.dates.expiry]
}

fn path(site: &Site, entry: &Entry) -> String {
    let below = entry.path.strip_prefix(&site.root);
    shown::path(below.unwrap_or(&entry.path))
}

fn print(site: &Site, next: &Next<'_>, out: &mut dyn Write) -> Result<(), Error> {
    let [appears, ends] = [say!("next-appears"), say!("next-ends")];
    let what = if next.appears { appears } else { ends };
    let wide = appears.chars().count().max(ends.chars().count()) + 1;
    let title = shown::escaped(&next.entry.title);
    writeln!(
        out,
        "{}  {what:wide$}  {}  {title}",
        next.at,
        path(site, next.entry)
    )?;
    Ok(())
}

fn object(site: &Site, next: &Next<'_>) -> serde_json::Value {
    json!({
        "at": next.at.to_string(),
        "appears": next.appears,
        "path": path(site, next.entry),
        "title": next.entry.title,
    })
}
