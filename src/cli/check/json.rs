//! Findings as one JSON object, printed part by part, so that a long list is not held twice.

use std::{
    io::{self, Write},
    sync::Arc,
};

use serde_json::{Value, json};

use super::{
    below,
    report::{Report, Row},
    shown,
};
use crate::{
    io::checks::{self, OfSite},
    model::{
        finding::{Fix, Safety},
        rule::Severity,
        said::Says as _,
        site::{
            Site,
            address::escaped,
            headline::{self, Around},
            hugo::Moment,
        },
        words,
    },
};

/// Another one where what is printed is to be read in another way.
const VERSION: u8 = 1;

pub fn print(
    report: &Report,
    of_site: &OfSite,
    places: &[usize],
    now_secs: i64,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{{\n  \"version\": {VERSION},\n  \"root\": \".\",")?;
    let site = checks::with_stops(Arc::clone(&of_site.site), places, now_secs);
    let verdicts = places
        .iter()
        .filter_map(|&at| verdict(of_site, &site, at, now_secs));
    print_list("verdicts", verdicts, out)?;
    print_list("findings", report.rows.iter().map(finding), out)?;
    let [errors, warnings, hints] = Severity::ALL.map(|severity| report.count(severity));
    let summary = json!({
        "errors": errors,
        "warnings": warnings,
        "hints": hints,
        "articles": report.articles,
        "fixable": report.safely_fixed,
    });
    writeln!(out, "  \"summary\": {summary}\n}}")
}

fn print_list(
    name: &str,
    values: impl Iterator<Item = Value>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "  \"{name}\": [")?;
    let mut values = values.peekable();
    while let Some(value) = values.next() {
        let comma = if values.peek().is_some() { "," } else { "\n  " };
        write!(out, "\n    {}{comma}", shown::json_text(value.to_string()))?;
    }
    writeln!(out, "],")
}

/// Whether readers see the article at a place in the list of the site, whose texts were looked at.
fn verdict(of_site: &OfSite, site: &Site, place: usize, now_secs: i64) -> Option<Value> {
    let entry = site.articles.get(place)?;
    let page = entry.page.as_deref().ok();
    let verdict = site.verdict(entry, now_secs);
    let why: Vec<String> = verdict.reasons.iter().map(words::of).collect();
    let address = page.map(|page| &page.address);
    let address = address.filter(|address| !address.is_empty());
    let around = Around {
        site,
        now_secs,
        rival: of_site.findings.rival_of(&entry.path),
        stopping: None,
    };
    let moment = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
    let dates = page.map(|page| &page.dates);
    Some(json!({
        "path": below(&site.root, &entry.path),
        "state": verdict.state.name(),
        "verdict": words::put(&headline::of(&around, entry).said()),
        "why": (!why.is_empty()).then(|| why.join("; ")),
        "url": address.map(|address| escaped(address)),
        "from": moment(dates.and_then(|dates| dates.publish)),
        "until": moment(dates.and_then(|dates| dates.expiry)),
    }))
}

fn finding(row: &Row) -> Value {
    let region = row.located.region;
    let fixes = row.located.finding.fixes.iter();
    let fixes: Vec<Value> = fixes.map(|one| fix(row, one)).collect();
    json!({
        "rule": row.rule().id(),
        "severity": row.severity().name(),
        "path": row.path,
        "line": region.line,
        "column": region.column,
        "end_line": region.end_line,
        "end_column": region.end_column,
        "key": row.key,
        "message": row.message,
        "related": row.related,
        "fixes": fixes,
    })
}

fn fix(row: &Row, fix: &Fix) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        json!({
            "path": row.path,
            "start": edit.range.start,
            "end": edit.range.end,
            "text": edit.insert,
        })
    });
    json!({
        "label": words::put(&fix.label),
        "safe": fix.safety == Safety::Safe,
        "edits": edits.collect::<Vec<_>>(),
    })
}
