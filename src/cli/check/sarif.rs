//! Findings as SARIF 2.1.0, for code scanning.
//!
//! A result is told from others by its rule, its file, and its key or the text of its line, never by
//! the number of that: what is put above it makes it no other one.
//!
//! Limits: 5,000 results, the gravest; who reads them takes no more.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{
    report::{Report, Row},
    shown, text,
};
use crate::{
    io::encoding,
    model::{
        check::Region,
        rule::{Rule, Severity},
        words,
    },
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// More are not taken by who reads them.
const MOST_RESULTS: usize = 5_000;
/// What stands in an address of a file as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// `is_whole`: all could be read.
pub fn print(report: &Report, is_whole: bool, out: &mut dyn Write) -> io::Result<()> {
    let rules = Rule::of_files();
    let mut likes = HashMap::new();
    let results = report.rows.iter().take(MOST_RESULTS);
    let results: Vec<Value> = results
        .map(|row| result(row, &report.within, &rules, &mut likes))
        .collect();
    let mut notes = Vec::new();
    if report.rows.len() > MOST_RESULTS {
        let message = json!({ "text": text::summary(report) });
        notes.push(json!({ "level": "note", "message": message }));
    }
    let run = json!({
        "tool": { "driver": {
            "name": "Kopij",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(|rule| descriptor(*rule)).collect::<Vec<_>>(),
        } },
        "automationDetails": { "id": "kopij/" },
        "columnKind": "unicodeCodePoints",
        "invocations": [{ "executionSuccessful": is_whole, "toolExecutionNotifications": notes }],
        "results": results,
    });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    writeln!(out, "{}", shown::json(&log))
}

fn descriptor(rule: Rule) -> Value {
    json!({
        "id": rule.id(),
        "name": rule.id(),
        "shortDescription": { "text": words::text(rule.words()) },
        "fullDescription": { "text": words::help(rule.words()) },
        "help": { "text": words::help(rule.words()) },
        "defaultConfiguration": { "level": level(rule.severity()) },
        "properties": {
            "tags": [rule.group()],
            "problem.severity": match rule.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "recommendation",
            },
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn result(row: &Row, within: &str, rules: &[Rule], likes: &mut HashMap<String, usize>) -> Value {
    let region = row.located.region;
    let related = row.related.iter().enumerate();
    let related = related.map(|(at, path)| {
        let artifact = artifact(&format!("{within}{path}"));
        json!({ "id": at + 1, "physicalLocation": { "artifactLocation": artifact } })
    });
    json!({
        "ruleId": row.rule().id(),
        "ruleIndex": rules.iter().position(|rule| *rule == row.rule()),
        "level": level(row.severity()),
        "message": { "text": row.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact(&format!("{within}{}", row.path)),
            "region": region_of(region),
        } }],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { "kopij/v1": fingerprint(row, likes) },
    })
}

fn region_of(region: Region) -> Value {
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    })
}

fn artifact(path: &str) -> Value {
    let uri = utf8_percent_encode(path, KEPT).to_string();
    json!({ "uri": uri, "uriBaseId": "%SRCROOT%" })
}

fn fingerprint(row: &Row, likes: &mut HashMap<String, usize>) -> String {
    let place = row.key.as_deref().unwrap_or(&row.located.line);
    let like = format!("{}\n{}\n{place}", row.rule().id(), row.path);
    let number = likes.entry(like.clone()).or_default();
    *number += 1;
    let hash = encoding::hash(format!("{like}\n{number}").as_bytes());
    let half = hash.0.first_chunk().copied().unwrap_or_default();
    format!("{:032x}", u128::from_be_bytes(half))
}
