//! Which fixes `kopij check` makes of what was found: those that no reader sees, and the first of each
//! rule that was asked for by name. All of a run are one change of files.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::Write,
    path::{Path, PathBuf},
};

use super::{Asked, Error};
use crate::{
    cli::{
        Done,
        writing::{Links, Made, Manner, Plan, Writing, edited},
    },
    io::checks::{Checked, InArticle},
    model::{
        change::Refusal,
        check,
        document::ContentHash,
        finding::{Finding, Rule, Safety},
        said::Said,
        text::Edit,
        words::say,
    },
};

/// The fixes of each file, by its name as it is shown.
pub struct Fixes {
    by_file: BTreeMap<PathBuf, (ContentHash, Vec<Edit>)>,
}

impl Fixes {
    /// As [`edits`], of all articles.
    pub fn of(
        checked: &Checked,
        is_wanted: impl Fn(&Finding) -> bool,
        is_asked: impl Fn(&Finding) -> bool,
    ) -> Self {
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let shown = |path: &Path| match &here {
            Ok(here) => path.strip_prefix(here).unwrap_or(path).to_owned(),
            Err(_) => path.to_owned(),
        };
        let mut by_file = BTreeMap::new();
        let keepers = keepers(&checked.articles);
        for article in &checked.articles {
            let keeps = |finding: &Finding| keepers.contains(&(&*article.path, &finding.message));
            let is_wanted = |finding: &Finding| is_wanted(finding) && !keeps(finding);
            let edits = edits(article, is_wanted, &is_asked);
            if !edits.is_empty() {
                by_file.insert(shown(&article.path), (article.hash, edits));
            }
        }
        Self { by_file }
    }

    pub fn is_empty(&self) -> bool {
        self.by_file.is_empty()
    }

    /// Makes them, and prints what differs.
    pub fn make(
        self,
        asked: &Asked,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<Done, Error> {
        let manner = Manner {
            is_dry: asked.diff,
            links: Links::of(asked.follow_links),
            allow_outside: &asked.read.allow_outside,
        };
        let files: Vec<PathBuf> = self.by_file.keys().cloned().collect();
        Writing::run(&manner, self, files, out, err)
    }
}

/// Of articles that share an address, and get another one each, the first keeps it. Where one of them alone is
/// looked at, it gets another one.
fn keepers(articles: &[InArticle]) -> HashSet<(&Path, &Said)> {
    let mut sharing: HashMap<&Said, Vec<&Path>> = HashMap::new();
    for article in articles {
        let findings = article.findings.iter().map(|located| &located.finding);
        for finding in findings.filter(|finding| finding.rule == Rule::AddressTwice) {
            sharing
                .entry(&finding.message)
                .or_default()
                .push(&article.path);
        }
    }
    let shared = sharing.into_iter().filter(|(_, paths)| paths.len() > 1);
    shared
        .filter_map(|(message, paths)| Some((paths.into_iter().min()?, message)))
        .collect()
}

/// Of each finding that `is_wanted` the first fix: of `is_asked` any, else one that no reader sees.
pub fn edits(
    article: &InArticle,
    is_wanted: impl Fn(&Finding) -> bool,
    is_asked: impl Fn(&Finding) -> bool,
) -> Vec<Edit> {
    let findings = article.findings.iter().map(|located| &located.finding);
    let fixes = findings.filter(|finding| is_wanted(finding));
    let fixes = fixes.filter_map(|finding| {
        let is_asked = is_asked(finding);
        let mut fixes = finding.fixes.iter();
        fixes.find(|fix| is_asked || fix.safety == Safety::Safe)
    });
    check::together(fixes)
}

impl Plan for Fixes {
    fn made(&mut self, file: &Path, target: &Path) -> Result<Option<Made>, Error> {
        edited(file, target, |old| match self.by_file.get(file) {
            Some((hash, edits)) if *hash == old.hash => Ok(edits.clone()),
            Some(_) => Err(Refusal::Changed),
            None => Ok(Vec::new()),
        })
    }

    fn title(&self) -> String {
        say!("change-fix-findings").to_owned()
    }
}
