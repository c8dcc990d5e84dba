//! The rows of the page, made when something of them is another.

use std::{collections::HashSet, sync::Arc};

use super::{Part, Told};
use crate::model::{
    check::{self, InSite, Located, Shared},
    document::DocumentId,
    finding::{Finding, Rule, Safety, Severity},
    said::Said,
    site::Site,
    text::Revision,
    words::{self, say},
};

/// More rows of the site are not shown.
const MOST: usize = 5_000;

pub struct Listed {
    of: Of,
    pub rows: Vec<Row>,
    /// How many fixes of these change nothing that readers see.
    pub safe: usize,
}

/// Other rows where one of these is another.
#[derive(PartialEq)]
struct Of {
    part: Part,
    letters: String,
    shared: *const Shared,
    found: *const Arc<InSite>,
    article: Option<(DocumentId, Revision, *const Located, usize)>,
}

pub struct Row {
    pub severity: Severity,
    pub message: String,
    pub place: String,
    pub rule: Rule,
    pub at: At,
}

/// Among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// In the open article.
    Here(usize),
    /// In the site.
    There(usize),
    Shared(usize),
    Rule(Rule),
}

impl Of {
    fn new(told: &Told<'_>, part: Part, letters: &str) -> Self {
        Self {
            part,
            letters: letters.to_owned(),
            shared: told.shared.as_ptr(),
            found: told.found.as_ptr(),
            article: told.shown.map(|shown| {
                let all = shown.found.all();
                (shown.document, shown.revision, all.as_ptr(), all.len())
            }),
        }
    }
}

impl Listed {
    pub fn is_of(&self, told: &Told<'_>, part: Part, letters: &str) -> bool {
        self.of == Of::new(told, part, letters)
    }

    pub fn of(told: &Told<'_>, part: Part, letters: &str) -> Self {
        let mut rows = match part {
            Part::Here => here(told),
            Part::Site => in_site(told),
            Part::Rules => rules(),
        };
        let small = letters.to_lowercase();
        rows.retain(|row| {
            let fields = [row.message.as_str(), &row.place, row.rule.id()];
            fields.iter().any(|it| it.to_lowercase().contains(&small))
        });
        rows.truncate(MOST);
        Self {
            of: Of::new(told, part, letters),
            rows,
            safe: match part {
                Part::Here => safe_here(told),
                Part::Site | Part::Rules => safe_in_site(told),
            },
        }
    }
}

fn has_safe(finding: &Finding) -> bool {
    let mut fixes = finding.fixes.iter();
    fixes.any(|fix| fix.safety == Safety::Safe)
}

fn safe_here(told: &Told<'_>) -> usize {
    let found = told.shown.map(|shown| shown.found.all());
    let found = found.into_iter().flatten().map(|it| &it.finding);
    check::safe(found).len()
}

fn safe_in_site(told: &Told<'_>) -> usize {
    let found = told.found.iter();
    found.filter(|one| has_safe(&one.located.finding)).count()
}

fn here(told: &Told<'_>) -> Vec<Row> {
    let found = told.shown.map(|shown| shown.found.all());
    let found = found.into_iter().flatten().enumerate();
    let mut rows: Vec<Row> = found
        .map(|(at, located)| Row {
            severity: located.finding.severity,
            message: words::put(&located.finding.message),
            place: place_here(located),
            rule: located.finding.rule,
            at: At::Here(at),
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.severity));
    rows
}

/// The field, or the line.
fn place_here(located: &Located) -> String {
    match &located.finding.place {
        crate::model::finding::Place::Key(key) => say!("problems-field", name = key.to_string()),
        _ => say!("problems-line", line = located.region.line),
    }
}

/// What several articles have once, then what each has by itself.
fn in_site(told: &Told<'_>) -> Vec<Row> {
    let shared = told.shared.iter().enumerate();
    let shared = shared.map(|(at, shared)| Row {
        severity: shared.finding.severity,
        message: words::put(&shared.finding.message),
        place: articles_of(told.site, shared),
        rule: shared.finding.rule,
        at: At::Shared(at),
    });
    let findings = told.shared.iter().map(|it| &it.finding);
    let told_once: HashSet<(Rule, &Said)> = findings.map(|it| (it.rule, &it.message)).collect();
    let is_shared = |one: &InSite| {
        let finding = &one.located.finding;
        told_once.contains(&(finding.rule, &finding.message))
    };
    let own = told
        .found
        .iter()
        .enumerate()
        .filter(|(_, one)| !is_shared(one));
    let own = own.take(MOST).map(|(at, one)| {
        let path = told.site.shown_path(&one.path);
        let line = one.located.region.line;
        Row {
            severity: one.located.finding.severity,
            message: words::put(&one.located.finding.message),
            place: say!("problems-place", path = path, line = line),
            rule: one.located.finding.rule,
            at: At::There(at),
        }
    });
    let mut rows: Vec<Row> = shared.chain(own).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.severity));
    rows
}

fn articles_of(site: &Site, shared: &Shared) -> String {
    let Some((first, others)) = shared.articles.split_first() else {
        return String::new();
    };
    let path = site.shown_path(first);
    match others.len() {
        0 => path.into_owned(),
        others => say!("problems-more", path = path, others = others),
    }
}

fn rules() -> Vec<Row> {
    let rules = Rule::all().into_iter();
    rules
        .map(|rule| Row {
            severity: rule.severity(),
            message: words::text(rule.words()).to_owned(),
            place: rule.id().to_owned(),
            rule,
            at: At::Rule(rule),
        })
        .collect()
}
