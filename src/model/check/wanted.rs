//! What `kopij.toml` says of the checks of a site.
//!
//! ```toml
//! [check]
//! off = ["title/long", "summary"]        # rules, or groups of them
//! ignore = ["content/archive/**"]        # articles, from the root of the site
//!
//! [check.severity]
//! "cover/missing" = "error"
//! ```

use toml_edit::{Document, Item, TableLike};

use crate::model::{
    finding::{Finding, Rule, Severity},
    front_matter::{self, Format},
    site::hugo::Glob,
    words::say,
};

/// The name of the table.
const TABLE: &str = "check";

#[derive(Clone, Debug, Default)]
pub struct Wanted {
    off: Vec<Rule>,
    severity: Vec<(Rule, Severity)>,
    ignored: Vec<Glob>,
}

impl Wanted {
    /// Reads the text of a `kopij.toml`. What is not understood is left out and listed, one line each.
    pub fn read(text: &str) -> (Self, Vec<String>) {
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

    fn take(&mut self, table: &dyn TableLike, problems: &mut Vec<String>) {
        for (key, item) in table.iter() {
            match key {
                "off" => {
                    for name in texts(item) {
                        let rules = Rule::named(name);
                        if rules.is_empty() {
                            problems.push(say!("check-wanted-no-rule", name = name));
                        }
                        self.off.extend(rules);
                    }
                }
                "ignore" => {
                    for written in texts(item) {
                        match Glob::new(written) {
                            Some(glob) => self.ignored.push(glob),
                            None => problems.push(say!("check-wanted-no-glob", glob = written)),
                        }
                    }
                }
                "severity" => self.take_severity(item, problems),
                _ => problems.push(say!("check-wanted-unknown", key = key)),
            }
        }
    }

    fn take_severity(&mut self, item: &Item, problems: &mut Vec<String>) {
        let Some(table) = item.as_table_like() else {
            problems.push(say!("check-wanted-unknown", key = "severity"));
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
                _ => problems.push(say!("check-wanted-no-rule", name = name)),
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
        if self.off.contains(&finding.rule) {
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

fn texts(item: &Item) -> impl Iterator<Item = &str> {
    let array = item.as_array().into_iter();
    array
        .flat_map(|array| array.iter())
        .filter_map(|item| item.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{finding::Place, said::said};

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
        assert!(wanted.ignores("content/archive/2020/a.md"));
        assert!(!wanted.ignores("content/posts/a.md"));
    }
}
