//! `kopij check [PATH…]`: asks the rules of articles, or of a whole site, prints what they find in one
//! of four forms, and puts right what it is asked to. What is known of the whole site counts for a
//! single file too.
//!
//! Limits: those of `io::checks`.

mod fix;
mod github;
mod json;
mod report;
mod sarif;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Done, Error, Read, list, really, say, shown};
use crate::{
    io::{
        beneath::{Bounds, OutsideFolder},
        checks::{self, Checked, OfSite},
        folders::Folders,
        git,
        pictures::library::Depth,
        scan, site_files,
    },
    model::{
        check,
        finding::{Finding, Fix, Safety},
        rule::{Rule, Scope, Severity},
        said::Says as _,
        site::Site,
        words::{self, say},
    },
};
use fix::Fixes;
use report::Report;

/// What is checked, and how it is told.
///
/// More than twelve fields: each is a switch of the command line.
#[derive(Clone, Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are switches of the command line"
)]
pub struct Asked {
    /// A site, folders or articles of one site; without any the one that you are in
    paths: Vec<PathBuf>,
    /// As one JSON object
    #[arg(long, group = "form")]
    json: bool,
    /// As SARIF 2.1.0, for code scanning
    #[arg(long, group = "form")]
    sarif: bool,
    /// As annotations of a GitHub workflow
    #[arg(long, group = "form")]
    github: bool,
    /// Tell only what weighs so much, or more; without it warnings, or what --rule names
    #[arg(long, value_enum)]
    least: Option<Least>,
    /// Only this rule, or the rules of this group: link/missing, head; may be given several times
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    #[command(flatten)]
    read: Read,
    /// Put right what no reader sees, print the difference, and check again
    #[arg(long)]
    fix: bool,
    /// Make the first fix of what this rule or group finds, whatever readers see; may be given several
    /// times
    #[arg(long = "fix-asked", value_name = "RULE")]
    fixed_rules: Vec<String>,
    /// With --fix or --fix-asked: print the difference and write nothing
    #[arg(long, conflicts_with_all = ["json", "sarif", "github"])]
    diff: bool,
    /// Write through links that lead out of the site
    #[arg(long)]
    follow_links: bool,
    /// Only articles that are other than in this commit, or in none
    #[arg(long, value_name = "COMMIT")]
    since: Option<String>,
    /// Print why a rule matters
    #[arg(long, value_name = "RULE", group = "form", conflicts_with = "paths")]
    explain: Option<String>,
    /// List the rules
    #[arg(long, group = "form", conflicts_with = "paths")]
    list_rules: bool,
    /// No article is spoken of in which nothing is found.
    #[arg(skip)]
    is_of_pictures: bool,
}

/// What of pictures is asked for.
pub(super) struct OfPictures<'a> {
    pub path: &'a Path,
    pub rules: Vec<Rule>,
    pub least: Option<Least>,
    pub is_json: bool,
    pub read: &'a Read,
}

impl Asked {
    /// The findings of these rules alone.
    pub(super) fn of_pictures(asked: &OfPictures<'_>) -> Self {
        Self {
            paths: vec![asked.path.to_owned()],
            json: asked.is_json,
            sarif: false,
            github: false,
            least: asked.least,
            rules: asked
                .rules
                .iter()
                .map(|rule| rule.id().to_owned())
                .collect(),
            read: asked.read.clone(),
            fix: false,
            fixed_rules: Vec::new(),
            diff: false,
            follow_links: false,
            since: None,
            explain: None,
            list_rules: false,
            is_of_pictures: true,
        }
    }
}

/// The weight from which on findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Least {
    Hint,
    Warning,
    Error,
}

impl Least {
    fn severity(self) -> Severity {
        match self {
            Self::Hint => Severity::Hint,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        }
    }
}

/// Prints what the rules find in the articles.
pub(super) fn run(asked: &Asked, out: &mut dyn Write, err: &mut dyn Write) -> Result<Done, Error> {
    let mut out = BufWriter::new(out);
    if let Some(id) = &asked.explain {
        let rule = rule(id)?;
        text::explain(rule, &mut out)?;
        out.flush()?;
        return Ok(Done::Fine);
    }
    if asked.list_rules {
        text::list_rules(&mut out)?;
        out.flush()?;
        return Ok(Done::Fine);
    }
    let chosen = Chosen {
        least: asked.least(),
        rules: rules(&asked.rules)?,
        fixed: rules(&asked.fixed_rules)?,
    };
    let now_secs = list::moment(asked.read.now.as_deref())?;
    let (mut found, mut done) = Found::of(asked, &chosen, now_secs, err)?;
    let is_fixing = asked.fix || !chosen.fixed.is_empty();
    if is_fixing || asked.diff {
        let is_asked = |finding: &Finding| chosen.fixed.contains(&finding.rule);
        let is_wanted = |finding: &Finding| {
            let is_first = asked.fix || chosen.fixed.is_empty() || is_asked(finding);
            chosen.has_rule(finding) && is_first
        };
        let fixes = Fixes::of(&found.checked, is_wanted, is_asked);
        let is_left = !fixes.is_empty();
        let mut nowhere = io::sink();
        let told: &mut dyn Write = if asked.is_annotated() {
            &mut nowhere
        } else {
            &mut out
        };
        let made = fixes.make(asked, told, err)?;
        if asked.diff {
            out.flush()?;
            return Ok(if is_left {
                made.max(Done::Findings)
            } else {
                made
            });
        }
        if is_left {
            (found, done) = Found::of(asked, &chosen, now_secs, err)?;
        }
        done = done.max(made);
    }
    let report = Report::new(&found.of_site, found.checked, |finding| {
        chosen.tells(finding)
    });
    if asked.json {
        let verdicts: &[usize] = if asked.is_of_pictures {
            &[]
        } else {
            &found.places
        };
        json::print(&report, &found.of_site, verdicts, now_secs, &mut out)?;
    } else if asked.sarif {
        sarif::print(&report, done != Done::Failed, &mut out)?;
    } else if asked.github {
        github::print(&report, &mut out)?;
    } else {
        text::print(&report, &mut out)?;
    }
    out.flush()?;
    if done == Done::Fine && !report.rows.is_empty() {
        done = Done::Findings;
    }
    Ok(done)
}

/// Which findings are told, and which put right.
struct Chosen {
    least: Severity,
    /// Empty: all.
    rules: BTreeSet<Rule>,
    /// Of these any fix is made.
    fixed: BTreeSet<Rule>,
}

impl Chosen {
    fn has_rule(&self, finding: &Finding) -> bool {
        self.rules.is_empty() || self.rules.contains(&finding.rule)
    }

    fn tells(&self, finding: &Finding) -> bool {
        finding.severity >= self.least && self.has_rule(finding)
    }

    /// How far pictures have to be looked at for what is told of them.
    fn depth(&self) -> Option<Depth> {
        let is_told = |rule: Rule| {
            let is_wanted = self.rules.is_empty() || self.rules.contains(&rule);
            is_wanted && rule.severity() >= self.least
        };
        let all = Rule::all().into_iter();
        let mut told = all.filter(|rule| rule.scope() == Scope::Files && is_told(*rule));
        let first = told.next()?;
        let is_flat = |rule| matches!(rule, Rule::ImageLocation | Rule::ImageHeavy);
        let is_flat = is_flat(first) && told.all(is_flat);
        Some(if is_flat { Depth::Files } else { Depth::All })
    }

    /// What is not told is kept where a fix of it would be made, or counted.
    fn keeps(&self, finding: &Finding) -> bool {
        let is_safe = |fix: &Fix| fix.safety == Safety::Safe;
        let is_fixed = || {
            let is_asked = self.fixed.contains(&finding.rule);
            finding.fixes.iter().any(|fix| is_asked || is_safe(fix))
        };
        self.has_rule(finding) && (finding.severity >= self.least || is_fixed())
    }
}

impl Asked {
    /// A rule that is asked for by its name, or by that of a group of nothing graver, is told whatever it
    /// weighs.
    fn least(&self) -> Severity {
        let gravest = |name: &String| {
            let rules = Rule::named(name).into_iter();
            let is_itself = Rule::of(name).is_some();
            let gravest = rules.map(Rule::severity).max();
            gravest.filter(|_| !is_itself).unwrap_or(Severity::Hint)
        };
        let of_rules = self.rules.iter().map(gravest).min();
        let usual = of_rules.map_or(Severity::Warning, |it| it.min(Severity::Warning));
        self.least.map_or(usual, Least::severity)
    }

    fn tells_warnings(&self) -> bool {
        self.least() <= Severity::Warning
    }

    /// What the annotations of a workflow say is read by people, but not beside them.
    fn is_annotated(&self) -> bool {
        self.is_for_programs() || self.github
    }

    pub(super) fn is_for_programs(&self) -> bool {
        self.json || self.sarif
    }
}

/// A site, and what was found in the articles that were asked for.
struct Found {
    of_site: OfSite,
    /// Of these articles, in the list of the site.
    places: Vec<usize>,
    checked: Checked,
}

impl Found {
    fn of(
        asked: &Asked,
        chosen: &Chosen,
        now_secs: i64,
        err: &mut dyn Write,
    ) -> Result<(Self, Done), Error> {
        let (site, folders) = open(asked, now_secs)?;
        let site = Arc::new(site);
        let mut done = tell_settings(&site, asked, err);
        let mut places = places(&site, &folders, asked, now_secs, &mut done, err);
        let changed = asked
            .since
            .as_ref()
            .map(|it| changed_since(&site, it))
            .transpose()?;
        if let Some(changed) = &changed {
            let path = |place: usize| site.articles.get(place).map(|entry| &*entry.path);
            places.retain(|place| path(*place).is_some_and(|path| changed.contains(path)));
        }
        let named = rules_by_name(&asked.rules);
        let mut of_site = OfSite::of(site, now_secs).asked_for(named);
        if of_site.wants_spelling() {
            of_site = of_site.with_spelling(&Folders::find()?);
        }
        for problem in of_site.of_fields.iter().chain(&of_site.problems) {
            say(err, &words::put(problem));
            if asked.tells_warnings() {
                done = done.max(Done::Findings);
            }
        }
        let threads = checks::all_threads();
        let keeps = |it: &Finding| chosen.keeps(it);
        let mut checked = checks::check(&of_site, &places, now_secs, threads, &keeps);
        let is_asked = |path: &Path| {
            let is_changed = changed.as_ref().is_none_or(|it| it.contains(path));
            is_changed && folders.iter().any(|folder| path.starts_with(folder))
        };
        if folders.iter().any(|folder| folder.is_dir())
            && let Some(depth) = chosen.depth()
        {
            checked.pictures = checks::pictures(&of_site, depth, threads, &keeps);
            checked.pictures.retain(|picture| is_asked(&picture.path));
        }
        for error in &checked.unread {
            say(err, &words::of(error));
            done = Done::Failed;
        }
        for article in checked.articles.iter().filter(|it| !it.is_whole) {
            let path = shown::path(&article.path);
            say(err, &say!("cli-check-head-alone", path = path));
        }
        let found = Self {
            of_site,
            places,
            checked,
        };
        Ok((found, done))
    }
}

/// The site that all paths are in, and they themselves, without links.
fn open(asked: &Asked, now_secs: i64) -> Result<(Site, Vec<PathBuf>), Error> {
    let here = [PathBuf::from(".")];
    let paths = if asked.paths.is_empty() {
        &here[..]
    } else {
        &asked.paths
    };
    let mut root = None;
    let mut folders = Vec::new();
    for path in paths {
        let found = path.canonicalize().map_err(|source| Error::Place {
            path: path.clone(),
            source,
        })?;
        let folder = if found.is_dir() {
            &found
        } else {
            found.parent().unwrap_or(&found)
        };
        let its_root = scan::root_of(folder)?;
        if *root.get_or_insert_with(|| its_root.clone()) != its_root {
            return Err(Error::OtherSite { path: path.clone() });
        }
        folders.push(found);
    }
    let root = root.unwrap_or_default();
    let (mut site, _) = scan::site_of(&root, really(&asked.read.allow_outside))?;
    if asked.read.now.is_some() {
        site.settle_at(now_secs);
    }
    Ok((site, folders))
}

/// The files that are other than in a commit.
fn changed_since(site: &Site, commit: &str) -> Result<BTreeSet<PathBuf>, Error> {
    let changed = git::changed_since(&site.root, commit)?;
    let changed = changed.ok_or_else(|| Error::NoCommit {
        commit: commit.to_owned(),
    })?;
    Ok(changed.into_iter().collect())
}

/// Says what of the settings of the site is not read. That readers may see something wrong for it is a
/// warning, that nothing is built an error.
fn tell_settings(site: &Site, asked: &Asked, err: &mut dyn Write) -> Done {
    let bounds = Bounds::new(site.root.clone(), really(&asked.read.allow_outside));
    let left_out: BTreeMap<String, OutsideFolder> = site_files::left_out(&site.settings, &bounds)
        .map(|folder| (words::put(&folder.said()), folder))
        .collect();
    for problem in site.problems.iter().map(words::put) {
        let mut told = check::settings::found(&site.settings).into_iter();
        let is_told = told.any(|(_, it)| problem.contains(&words::put(it.finding.why())));
        if !left_out.contains_key(&problem) && !is_told {
            say(err, &problem);
        }
    }
    for (said, folder) in &left_out {
        if folder.may_be_allowed {
            say(err, &say!("cli-may-be-allowed", folder = said));
        } else {
            say(err, said);
        }
    }
    let is_grave = site.settings.gravest().is_some();
    let is_odd = !site.problems.is_empty() || !left_out.is_empty();
    if is_grave || (is_odd && asked.tells_warnings()) {
        Done::Findings
    } else {
        Done::Fine
    }
}

/// The places in the list of the site of what is checked, by path.
fn places(
    site: &Arc<Site>,
    folders: &[PathBuf],
    asked: &Asked,
    now_secs: i64,
    done: &mut Done,
    err: &mut dyn Write,
) -> Vec<usize> {
    let found = list::found(site, &asked.read.query, now_secs);
    for remark in &found.remarks {
        say(err, &words::put(remark));
    }
    if found.is_vague {
        *done = Done::Findings;
    }
    let path = |place: &usize| site.articles.get(*place).map(|entry| &*entry.path);
    let is_asked = |place: &usize| {
        let path = path(place);
        path.is_some_and(|path| folders.iter().any(|folder| path.starts_with(folder)))
    };
    let mut places: Vec<usize> = found.places.into_iter().filter(is_asked).collect();
    places.sort_by(|a, b| path(a).cmp(&path(b)));
    places
}

fn rule(id: &str) -> Result<Rule, Error> {
    Rule::of(id).ok_or_else(|| Error::NoRule { id: id.to_owned() })
}

/// The rules that are named by themselves, not by their group.
fn rules_by_name(names: &[String]) -> impl Iterator<Item = Rule> {
    names.iter().filter_map(|name| Rule::of(name))
}

/// The rules of these names, and those of the groups among them.
fn rules(names: &[String]) -> Result<BTreeSet<Rule>, Error> {
    let mut rules = BTreeSet::new();
    for name in names {
        let found = Rule::named(name);
        if found.is_empty() {
            rule(name)?;
        }
        rules.extend(found);
    }
    Ok(rules)
}

/// A path below the root, with `/`, as it is.
fn below(root: &Path, path: &Path) -> String {
    shown::slashed(path.strip_prefix(root).unwrap_or(path))
}
