//! `kopij list PATH`: prints the articles of a folder, each with its state and its address as Hugo has
//! them, in lines or as JSON.
//!
//! Limits: folders outside of the site that its settings name are left out and named, unless they are
//! allowed.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::tz::TimeZone;
use serde_json::json;

use super::{Done, Error, Read, read_or_not, really, say, shown, value};
use crate::{
    io::{
        beneath::{Bounds, OutsideFolder},
        checks::{self, OfSite},
        scan, site_files,
    },
    model::{
        front_matter::{self, FrontMatter, KeyPath, Value},
        said::{Says as _, path_text},
        site::{
            Entry, Site,
            address::escaped,
            headline::{self, Around},
            hugo::Moment,
            listed::{self, Survey},
            pages::Page,
            query::Query,
            status::State,
        },
        words::{self, say},
    },
};

/// How the list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Lines,
    Json,
}

/// `KEY=VALUE`, or `KEY` alone.
struct Condition {
    key: KeyPath,
    value: Option<Value>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Order {
    #[default]
    Newest,
    Oldest,
    Title,
    Path,
}

/// What was given on the command line.
pub(super) struct Asked<'a> {
    pub path: &'a Path,
    pub form: Form,
    pub conditions: &'a [String],
    pub read: &'a Read,
    pub order: Order,
}

/// Prints the articles below a folder that meet every condition. A folder outside of the site that
/// its settings name is a finding.
pub(super) fn run(
    asked: &Asked<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Done, Error> {
    let conditions: Vec<Condition> = asked
        .conditions
        .iter()
        .map(|text| condition(text))
        .collect::<Result<_, _>>()?;
    let now_secs = moment(asked.read.now.as_deref())?;
    let (mut site, folder) = scan::site_of(asked.path, really(&asked.read.allow_outside))?;
    if asked.read.now.is_some() {
        site.settle_at(now_secs);
    }
    let bounds = Bounds::new(site.root.clone(), really(&asked.read.allow_outside));
    let left_out: BTreeMap<String, OutsideFolder> = site_files::left_out(&site.settings, &bounds)
        .map(|folder| (words::put(&folder.said()), folder))
        .collect();
    let others = site.problems.iter().map(words::put);
    let others = others.filter(|problem| !left_out.contains_key(problem));
    let mut has_problems = !left_out.is_empty();
    for problem in others {
        has_problems = true;
        say(err, &problem);
    }
    let all: Vec<usize> = (0..site.articles.len()).collect();
    let site = checks::with_stops(Arc::new(site), &all, now_secs);
    let found = found(&site, &asked.read.query, now_secs);
    for remark in &found.remarks {
        say(err, &words::put(remark));
    }
    let mut entries: Vec<&Entry> = found
        .places
        .iter()
        .filter_map(|at| site.articles.get(*at))
        .filter(|entry| entry.path.starts_with(&folder))
        .filter(|entry| conditions.is_empty() || is_met(&entry.path, &conditions))
        .collect();
    sort(&mut entries, asked.order);
    let mut out = BufWriter::new(out);
    let shown = Shown {
        rivals: rivals(&site, now_secs),
        site: &site,
        now_secs,
    };
    let printed = match asked.form {
        Form::Lines => shown.print_lines(&entries, &mut out),
        Form::Json => shown.print_json(&entries, &mut out),
    };
    read_or_not(printed.and_then(|()| Ok(out.flush()?)))?;
    for (said, folder) in &left_out {
        if folder.may_be_allowed {
            say(err, &say!("cli-may-be-allowed", folder = said));
        } else {
            say(err, said);
        }
    }
    Ok(if has_problems || found.is_vague {
        Done::Findings
    } else {
        Done::Fine
    })
}

/// All of them where nothing is asked.
pub(super) fn found(site: &Arc<Site>, query: &str, now_secs: i64) -> listed::Found {
    if query.trim().is_empty() {
        return listed::Found {
            places: (0..site.articles.len()).collect(),
            ..listed::Found::default()
        };
    }
    let query = listed::Asked {
        letters: query.to_owned(),
        ..listed::Asked::default()
    };
    let linking = Query::asks_for_links(&query.letters).then(|| {
        let of_site = OfSite::of(Arc::clone(site), now_secs);
        checks::linking(&of_site, now_secs)
    });
    Survey::of(site, now_secs).find(site, &query, linking.as_ref(), |_| false)
}

/// `2026-03-01T00:00:00Z`, or whatever else Hugo takes for a date.
pub(super) fn moment(text: Option<&str>) -> Result<i64, Error> {
    let Some(text) = text else {
        return Ok(jiff::Timestamp::now().as_second());
    };
    let read = Moment::read(text, &TimeZone::UTC);
    let moment = read.ok_or_else(|| Error::NoMoment {
        text: text.to_owned(),
    })?;
    Ok(moment.secs)
}

fn sort(entries: &mut [&Entry], order: Order) {
    entries.sort_by(|a, b| {
        let by_date = match order {
            Order::Newest => b.date_secs.cmp(&a.date_secs),
            Order::Oldest => a.date_secs.cmp(&b.date_secs),
            Order::Title => a.title.cmp(&b.title),
            Order::Path => Ordering::Equal,
        };
        by_date.then_with(|| a.path.cmp(&b.path))
    });
}

fn is_met(path: &Path, conditions: &[Condition]) -> bool {
    scan::read_head(path).is_ok_and(|text| meets(&front_matter::glance(&text), conditions))
}

fn condition(text: &str) -> Result<Condition, Error> {
    Ok(match value::split(text) {
        Some((key, text)) => {
            let key = value::key_path(&key);
            let value = Some(value::read(&key, text)?);
            Condition { key, value }
        }
        None => Condition {
            key: value::key_path(text),
            value: None,
        },
    })
}

fn meets(head: &FrontMatter, conditions: &[Condition]) -> bool {
    conditions.iter().all(
        |condition| match (head.value(&condition.key), &condition.value) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(found), Some(wanted)) => value::is_or_holds(found, wanted),
        },
    )
}

fn below<'a>(root: &Path, path: &'a Path) -> &'a Path {
    path.strip_prefix(root).unwrap_or(path)
}

/// For each article whose address others want too, the first of them.
fn rivals(site: &Site, now_secs: i64) -> HashMap<PathBuf, PathBuf> {
    let mut others = HashMap::new();
    if !site.settings.is_hugo() {
        return others;
    }
    for rivals in site.rivals(now_secs) {
        for path in &rivals.articles {
            let other = rivals.articles.iter().find(|other| *other != path);
            others.extend(other.map(|other| (path.to_path_buf(), other.to_path_buf())));
        }
    }
    others
}

/// What is printed, and what it is printed by.
struct Shown<'a> {
    site: &'a Site,
    now_secs: i64,
    rivals: HashMap<PathBuf, PathBuf>,
}

impl Shown<'_> {
    /// What is wrong with an article.
    fn problem(&self, entry: &Entry) -> Option<String> {
        let own = entry.problem.as_deref().map(words::put);
        own.or_else(|| {
            let other = self.rivals.get(&*entry.path)?;
            let other = path_text(below(&self.site.root, other));
            Some(say!("entry-one-address", other = other))
        })
    }

    /// Date, state, title and path, in columns.
    fn print_lines(&self, entries: &[&Entry], out: &mut dyn Write) -> Result<(), Error> {
        use unicode_width::UnicodeWidthStr as _;
        let titles: Vec<_> = entries.iter().map(|it| shown::escaped(&it.title)).collect();
        let widest = titles.iter().map(|title| title.width()).max();
        let widest = widest.unwrap_or(0).min(60);
        for (entry, title) in entries.iter().zip(titles) {
            let day = entry.date.as_deref().and_then(|date| date.get(..10));
            let state = self.site.verdict(entry, self.now_secs).state;
            let mark = match (self.problem(entry), state) {
                (_, State::StopsBuild) => state.name(),
                (Some(_), _) => "problem",
                (None, State::Published | State::Unknown) => "",
                (None, state) => state.name(),
            };
            let gap = widest.saturating_sub(title.width());
            writeln!(
                out,
                "{:10}  {mark:11}  {title}{:gap$}  {}",
                shown::escaped(day.unwrap_or("")),
                "",
                shown::path(below(&self.site.root, &entry.path))
            )?;
        }
        Ok(())
    }

    /// One article after the other, so that a long list is not held twice.
    fn print_json(&self, entries: &[&Entry], out: &mut dyn Write) -> Result<(), Error> {
        writeln!(out, "[")?;
        for (at, entry) in entries.iter().enumerate() {
            let comma = if at + 1 == entries.len() { "" } else { "," };
            let object = shown::json(&self.object(entry));
            writeln!(out, "  {}{comma}", object.replace('\n', "\n  "))?;
        }
        writeln!(out, "]")?;
        Ok(())
    }

    /// Whether readers see it, as the window says it.
    fn headline(&self, entry: &Entry) -> String {
        let around = Around {
            site: self.site,
            now_secs: self.now_secs,
            rival: self.rivals.get(&*entry.path).map(PathBuf::as_path),
            stopping: None,
        };
        words::put(&headline::of(&around, entry).said())
    }

    fn object(&self, entry: &Entry) -> serde_json::Value {
        let site = self.site;
        let page = entry
            .page
            .as_deref()
            .ok()
            .filter(|_| site.settings.is_hugo());
        let verdict = site.verdict(entry, self.now_secs);
        let why: Vec<String> = verdict.reasons.iter().map(words::of).collect();
        let moment = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
        let dates = page.map(|page| &page.dates);
        let publish = moment(dates.and_then(|dates| dates.publish));
        let expiry = moment(dates.and_then(|dates| dates.expiry));
        let date = match dates {
            Some(dates) => moment(dates.date),
            None => entry.date.clone(),
        };
        let language = page.and_then(|page| site.language_of_page(page));
        let address = page
            .map(|page| &page.address)
            .filter(|address| !address.is_empty());
        json!({
            "path": path_text(below(&site.root, &entry.path)),
            "path_bytes": shown::path_bytes(below(&site.root, &entry.path)),
            "title": entry.title,
            "date": date,
            "publishDate": publish,
            "expiryDate": expiry,
            "draft": entry.is_draft,
            "state": verdict.state.name(),
            "verdict": self.headline(entry),
            "why": (!why.is_empty()).then(|| why.join("; ")),
            "url": address.map(|address| escaped(address)),
            "permalink": page.and_then(|page| site.permalink(page)),
            "language": language.map(|language| &language.code),
            "kind": page.map(|page| page.kind.name()),
            "section": page.map(Page::section),
            "tags": entry.tags.iter().collect::<Vec<_>>(),
            "problem": self.problem(entry),
            "from": publish,
            "until": expiry,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_holds_for_a_value_or_an_item_of_a_list() {
        let head = front_matter::read(
            "---\ntitle: A\ntags: [ferry, 2026]\ndraft: true\ncover:\n  alt: x\n---\n",
        );
        let holds = |text: &str| meets(&head, &[condition(text).unwrap()]);

        assert!(holds("draft=true") && holds("tags=ferry") && holds("tags=2026"));
        assert!(holds("cover.alt") && holds("title=A") && holds("cover.alt=x"));
        assert!(!holds("draft=false") && !holds("tags=bread") && !holds("label"));
    }
}
