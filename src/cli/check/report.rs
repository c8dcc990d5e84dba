//! What a check found, in words, in the order in which it is told: the gravest first, then by path and
//! line.
//!
//! Limits: of the other articles that share a finding ten are named.

use std::path::Path;

use super::{below, fix, shown};
use crate::{
    io::checks::{Checked, OfSite},
    model::{
        check::Located,
        finding::{Finding, Place},
        rule::{Rule, Severity},
        words,
    },
};

/// So many of the other articles that share a finding are named.
const MOST_RELATED: usize = 10;

pub struct Report {
    /// The gravest first, then by path and line.
    pub rows: Vec<Row>,
    /// How many articles were looked at.
    pub articles: usize,
    /// How much `--fix` would change, whether it is told or not.
    pub safely_fixed: usize,
    /// The site within its repository, with a slash behind it: what reads annotations starts there.
    pub within: String,
}

/// One finding, in words.
pub struct Row {
    /// Below the root, with `/`.
    pub path: String,
    pub located: Located,
    pub message: String,
    /// The key of the head that it is about.
    pub key: Option<String>,
    /// The other articles that have it too.
    pub related: Vec<String>,
}

impl Report {
    /// Of what `is_told`.
    pub fn new(of_site: &OfSite, checked: Checked, is_told: impl Fn(&Finding) -> bool) -> Self {
        let articles = checked.articles.len();
        let mut rows = Vec::new();
        let mut safely_fixed = 0;
        let files = checked.settings.into_iter().chain(checked.pictures);
        for one in checked.articles.into_iter().chain(files) {
            safely_fixed += fix::edits(&one, |_| true, |_| false).len();
            for located in one.findings {
                if is_told(&located.finding) {
                    rows.push(row(of_site, &one.path, located));
                }
            }
        }
        rows.sort_by(|a, b| {
            let order = a.located.order(&a.path, &b.located, &b.path);
            order.then_with(|| a.rule().id().cmp(b.rule().id()))
        });
        Self {
            rows,
            articles,
            safely_fixed,
            within: within(&of_site.site.root),
        }
    }

    pub fn count(&self, severity: Severity) -> usize {
        let of_weight = self.rows.iter().filter(|row| row.severity() == severity);
        of_weight.count()
    }
}

impl Row {
    pub fn rule(&self) -> Rule {
        self.located.finding.rule
    }

    pub fn severity(&self) -> Severity {
        self.located.finding.severity
    }
}

/// Where a folder is in its repository: `docs/`, empty at the top of one or in none.
fn within(root: &Path) -> String {
    let mut above = root.ancestors().filter(|it| it.join(".git").exists());
    let within = above.next().and_then(|top| root.strip_prefix(top).ok());
    let mut path = String::new();
    for name in within.into_iter().flat_map(Path::iter) {
        path.push_str(&shown::slashed(Path::new(name)));
        path.push('/');
    }
    path
}

/// Whether they are one, but for what puts them right.
fn is_of(shared: &Finding, finding: &Finding) -> bool {
    shared.rule == finding.rule
        && shared.place == finding.place
        && shared.message == finding.message
}

fn row(of_site: &OfSite, path: &Path, located: Located) -> Row {
    let root = &of_site.site.root;
    let shared = of_site.findings.shared_by(path);
    let shared = shared.filter(|shared| is_of(&shared.finding, &located.finding));
    let others = shared.flat_map(|shared| shared.articles.iter());
    let others = others.filter(|other| ***other != *path);
    let key = match &located.finding.place {
        Place::Key(key) => Some(key.to_string()),
        Place::Text(_) | Place::File => None,
    };
    Row {
        path: below(root, path),
        message: words::put(&located.finding.message),
        key,
        related: others
            .take(MOST_RELATED)
            .map(|other| below(root, other))
            .collect(),
        located,
    }
}
