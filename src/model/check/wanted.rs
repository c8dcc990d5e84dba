//! What `kopij.toml` says of the checks of a site.
//!
//! ```toml
//! [check]
//! off = ["title/long", "summary"]        # rules, or groups of them
//! on = ["text/reading"]                  # of those that are not looked for by themselves
//! ignore = ["content/archive/**"]        # articles, from the root of the site
//!
//! [check.severity]
//! "cover/missing" = "error"
//!
//! [check.limits]
//! title-pixels = 580
//! summary-pixels = 920
//! sentence-words = 40
//! reading-lix = 60
//! picture-kilobytes = 500
//! ```

use toml_edit::{Array, Document, DocumentMut, Item, TableLike, table};

use crate::model::{
    finding::{Finding, Rule, Severity},
    front_matter::{self, Format},
    said::{Said, said},
    site::{
        hugo::Glob,
        limits::{self, Limit},
    },
};

/// So many patterns of articles may be left out: more than any site names. The worst take a millisecond and some 80 KB
/// each.
const MOST_IGNORED: usize = 200;

/// The name of the table.
const TABLE: &str = "check";

#[derive(Clone, Debug, Default)]
pub struct Wanted {
    off: Vec<Rule>,
    on: Vec<Rule>,
    pub limits: Limits,
    severity: Vec<(Rule, Severity)>,
    ignored: Vec<Glob>,
}

/// From where on something is too long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// In search results.
    pub title_pixels: f32,
    pub summary_pixels: f32,
    pub sentence_words: usize,
    pub reading_lix: usize,
    /// The weight of the file of a picture, in 1,000 bytes.
    pub picture_kilobytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let pixels = |limit: &Limit| limit.search.map_or(f32::MAX, |search| search.pixels);
        Self {
            title_pixels: pixels(&limits::TITLE),
            summary_pixels: pixels(&limits::SUMMARY),
            sentence_words: 40,
            reading_lix: 60,
            picture_kilobytes: 500,
        }
    }
}

impl Limits {
    /// `false`: there is no such limit.
    fn set(&mut self, name: &str, limit: u16) -> bool {
        match name {
            "title-pixels" => self.title_pixels = f32::from(limit),
            "summary-pixels" => self.summary_pixels = f32::from(limit),
            "sentence-words" => self.sentence_words = usize::from(limit),
            "reading-lix" => self.reading_lix = usize::from(limit),
            "picture-kilobytes" => self.picture_kilobytes = u64::from(limit),
            _ => return false,
        }
        true
    }
}

impl Wanted {
    /// Reads the text of a `kopij.toml`. What is not understood is left out and listed, one line each.
    pub fn read(text: &str) -> (Self, Vec<Said>) {
        let mut wanted = Self::default();
        let mut problems = Vec::new();
        // That it cannot be read is said of the fields.
        if front_matter::too_many(Format::Toml, text).is_none()
            && let Ok(document) = Document::parse(text)
            && let Some(table) = document.as_table().get(TABLE).and_then(Item::as_table_like)
        {
            wanted.take(table, &mut problems);
        }
        (wanted, problems)
    }

    fn take(&mut self, table: &dyn TableLike, problems: &mut Vec<Said>) {
        for (key, item) in table.iter() {
            match key {
                "off" => add(&mut self.off, rules(item, problems)),
                "on" => add(&mut self.on, rules(item, problems)),
                "limits" => self.take_limits(item, problems),
                "ignore" => {
                    for written in texts(item).take(MOST_IGNORED) {
                        match Glob::new(written) {
                            Some(glob) => self.ignored.push(glob),
                            None => problems.push(said!("check-wanted-no-glob", glob = written)),
                        }
                    }
                    // Those that are not read leave nothing out.
                    if let Some(first) = texts(item).nth(MOST_IGNORED) {
                        problems.push(said!(
                            "check-wanted-many-globs",
                            most = MOST_IGNORED,
                            first = first
                        ));
                    }
                }
                "severity" => self.take_severity(item, problems),
                _ => problems.push(said!("check-wanted-unknown", key = key)),
            }
        }
    }

    fn take_limits(&mut self, item: &Item, problems: &mut Vec<Said>) {
        let table = item.as_table_like();
        for (name, item) in table.into_iter().flat_map(TableLike::iter) {
            let limit = item
                .as_integer()
                .and_then(|limit| u16::try_from(limit).ok());
            let limit = limit.filter(|limit| *limit > 0);
            if !limit.is_some_and(|limit| self.limits.set(name, limit)) {
                problems.push(said!("check-wanted-no-limit", name = name));
            }
        }
    }

    /// These are looked for too.
    pub fn turn_on(&mut self, rules: impl IntoIterator<Item = Rule>) {
        self.on.extend(rules);
    }

    /// Whether it is of use to look for what a rule finds.
    pub fn asks_for(&self, rule: Rule) -> bool {
        let is_weighed = || self.severity.iter().any(|(weighed, _)| *weighed == rule);
        let is_on = !rule.is_to_be_asked_for() || self.on.contains(&rule) || is_weighed();
        is_on && !self.off.contains(&rule)
    }

    fn take_severity(&mut self, item: &Item, problems: &mut Vec<Said>) {
        let Some(table) = item.as_table_like() else {
            problems.push(said!("check-wanted-unknown", key = "severity"));
            return;
        };
        for (name, item) in table.iter() {
            let severity = item.as_str().and_then(Severity::of);
            let rules = Rule::named(name);
            match severity {
                Some(severity) if !rules.is_empty() => {
                    self.severity
                        .extend(rules.into_iter().map(|rule| (rule, severity)));
                }
                _ => problems.push(said!("check-wanted-no-rule", name = name)),
            }
        }
    }

    /// Whether an article is left out, by its path from the root of the site with `/`.
    pub fn ignores(&self, path: &str) -> bool {
        self.ignored.iter().any(|glob| glob.is_match(path))
    }

    /// Gives a finding the weight that the site wants; `None`: it is not told. What stops the build
    /// always is.
    pub fn applied(&self, mut finding: Finding) -> Option<Finding> {
        if finding.stops_build() {
            return Some(finding);
        }
        if !self.asks_for(finding.rule) {
            return None;
        }
        let wanted = self
            .severity
            .iter()
            .rev()
            .find(|(rule, _)| *rule == finding.rule);
        if let Some((_, severity)) = wanted {
            finding.severity = *severity;
        }
        Some(finding)
    }
}

/// The text of a `kopij.toml` in which a rule is off; `None`: it cannot be read, or has something else there.
pub fn with_off(text: &str, rule: Rule) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let table = document
        .entry(TABLE)
        .or_insert_with(table)
        .as_table_like_mut()?;
    let off = table
        .entry("off")
        .or_insert_with(|| toml_edit::value(Array::new()));
    let off = off.as_array_mut()?;
    if !off.iter().any(|item| item.as_str() == Some(rule.id())) {
        off.push(rule.id());
    }
    Some(document.to_string())
}

/// The rules of these names, and of groups among them.
fn rules(item: &Item, problems: &mut Vec<Said>) -> Vec<Rule> {
    let mut all = Vec::new();
    for name in texts(item) {
        let rules = Rule::named(name);
        if rules.is_empty() {
            problems.push(said!("check-wanted-no-rule", name = name));
        }
        all.extend(rules);
    }
    all
}

/// Each once, however often it is named: all are asked for each finding.
fn add(to: &mut Vec<Rule>, rules: Vec<Rule>) {
    for rule in rules {
        if !to.contains(&rule) {
            to.push(rule);
        }
    }
}

fn texts(item: &Item) -> impl Iterator<Item = &str> {
    let array = item.as_array().into_iter();
    array
        .flat_map(|array| array.iter())
        .filter_map(|item| item.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Place;

    #[test]
    fn patterns_without_end_are_left_out_and_named() {
        let text = |count: usize| {
            let globs = (0..count).map(|number| format!("\"**/a{number}-*/**\""));
            format!(
                "[check]\nignore = [{}]\n",
                globs.collect::<Vec<_>>().join(", ")
            )
        };

        let (wanted, problems) = Wanted::read(&text(MOST_IGNORED));
        assert!(problems.is_empty() && wanted.ignores("b/a199-/c"));

        let (wanted, problems) = Wanted::read(&text(45_000));
        assert_eq!(wanted.ignored.len(), MOST_IGNORED);
        assert!(wanted.ignores("b/a199-/c") && !wanted.ignores("b/a2000-/c"));
        let said = crate::model::words::put(&problems[0]);
        assert!(
            problems.len() == 1 && said.contains("**/a200-*/**"),
            "{said}"
        );
    }

    #[test]
    fn a_rule_is_turned_off_beside_what_stands_there() {
        let off = |text: &str| with_off(text, Rule::TitleLong);

        assert_eq!(off("").unwrap(), "[check]\noff = [\"title/long\"]\n");
        let text = "# Ours\n[fields.a]\nlabel = \"A\" # so\n\n[check]\noff = [\"summary\"]\n";
        assert_eq!(
            off(text).unwrap(),
            text.replace("[\"summary\"]", "[\"summary\", \"title/long\"]")
        );
        assert_eq!(
            off("[check]\noff = [\"title/long\"]\n").unwrap(),
            "[check]\noff = [\"title/long\"]\n"
        );
        assert_eq!(off("check = 1\n"), None);
        assert_eq!(off("[check\n"), None);
    }

    #[test]
    fn a_site_says_which_rules_it_wants_and_how_much_they_weigh() {
        let (wanted, problems) = Wanted::read(
            "[check]\noff = [\"title\", \"nope\"]\nignore = [\"content/archive/**\"]\nx = 1\n[check.severity]\n\"cover/missing\" = \"error\"\n",
        );
        let weight = |rule: Rule| {
            let finding = Finding::new(rule, Place::File, said!("check-title-missing"));
            wanted.applied(finding).map(|it| it.severity)
        };

        assert_eq!(problems.len(), 2, "{problems:?}");
        assert_eq!(weight(Rule::TitleLong), None);
        assert_eq!(weight(Rule::CoverMissing), Some(Severity::Error));
        assert_eq!(weight(Rule::CoverAlt), Some(Severity::Warning));
        assert_eq!(weight(Rule::HeadBroken), Some(Severity::Error));
        let (wanted, problems) =
            Wanted::read("[check.limits]\ntitle-pixels = 700\nsentence-words = 0\nnope = 1\n");
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert_eq!(
            (wanted.limits.title_pixels, wanted.limits.sentence_words),
            (700.0, 40)
        );
        assert!(!wanted.asks_for(Rule::TextReading));
        let (wanted, _) = Wanted::read("[check]\non = [\"text/reading\"]\n");
        assert!(wanted.asks_for(Rule::TextReading) && !wanted.asks_for(Rule::TextLongSentence));
    }

    #[test]
    fn articles_are_left_out_by_their_paths() {
        let (wanted, _) = Wanted::read("[check]\nignore = [\"content/archive/**\"]\n");

        assert!(wanted.ignores("content/archive/2020/a.md"));
        assert!(!wanted.ignores("content/posts/a.md"));
    }
}
