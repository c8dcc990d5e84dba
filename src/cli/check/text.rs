//! Findings as compilers print them, a line each.

use std::io::{self, Write};

use super::{report::Report, shown};
use crate::model::{
    finding::Safety,
    rule::{Rule, Scope, Severity},
    words::{self, say},
};

pub fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for row in &report.rows {
        let region = row.located.region;
        writeln!(
            out,
            "{}:{}:{}: {}: {} [{}]",
            shown::escaped(&row.path),
            region.line,
            region.column,
            row.severity().name(),
            shown::escaped(&row.message),
            row.rule().id()
        )?;
        if let Some(fix) = row.located.finding.fixes.first() {
            let label = words::put(&fix.label);
            let fix = match fix.safety {
                Safety::Safe => say!("check-text-fix", label = label),
                Safety::Asked => say!("check-text-fix-asked", label = label),
            };
            writeln!(out, "  {}", shown::escaped(&fix))?;
        }
    }
    let summary = summary(report);
    writeln!(out, "{summary}")
}

pub(super) fn summary(report: &Report) -> String {
    let [errors, warnings, hints] = Severity::ALL.map(|severity| report.count(severity));
    let summary = say!(
        "check-text-summary",
        errors = errors,
        warnings = warnings,
        hints = hints,
        articles = report.articles
    );
    match report.safely_fixed {
        0 => summary,
        fixed => say!("check-text-fixable", summary = summary, count = fixed),
    }
}

/// Name, weight, title, and why it matters.
pub fn explain(rule: Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{} ({}): {}\n\n{}",
        rule.id(),
        rule.severity().name(),
        words::text(rule.words()),
        words::help(rule.words())
    )
}

pub fn list_rules(out: &mut dyn Write) -> io::Result<()> {
    for rule in Rule::of_files() {
        let scope = match rule.scope() {
            Scope::Article | Scope::Pictures => "article",
            Scope::Site => "site",
            Scope::Files => "picture",
        };
        let (id, severity) = (rule.id(), rule.severity().name());
        writeln!(
            out,
            "{id:24} {severity:8} {scope:8} {}",
            words::text(rule.words())
        )?;
    }
    Ok(())
}
