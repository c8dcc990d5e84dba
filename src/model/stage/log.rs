//! What Hugo's server says, line by line, and what of it the writer is told.

use crate::model::said::{Said, Says, said};

/// What a line of the server tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Pages can be had.
    Ready,
    /// What changed is in the pages.
    Built,
    Failed(Trouble),
}

/// Why Hugo made no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file that it is about as Hugo names it, and its line.
    pub place: Option<(String, usize)>,
    pub why: Why,
    /// It failed before it made pages: some Hugos serve none any more after that.
    pub is_early: bool,
    /// The whole line.
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no such thing in what a template was given.
    NoField { name: String, of: String },
    /// Something that the site may not do unless it is allowed.
    Needs(Need),
    /// In Hugo's words.
    Words(String),
}

/// What a site wants that can do harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    Run(String),
    Fetch(String),
    ReadVariable(String),
}

impl Says for Need {
    fn said(&self) -> Said {
        match self {
            Self::Run(name) => said!("stage-needs-run", name = name),
            Self::Fetch(address) => said!("stage-needs-fetch", address = address),
            Self::ReadVariable(name) => said!("stage-needs-variable", name = name),
        }
    }
}

impl Says for Trouble {
    fn said(&self) -> Said {
        let why = match &self.why {
            Why::NoField { name, of } => said!("stage-no-field", name = name, of = of),
            Why::Needs(need) => return need.said(),
            Why::Words(words) => Said::verbatim(words),
        };
        match &self.place {
            Some((path, line)) => said!("stage-theme", path = path, line = line, why = why),
            None => said!("stage-failed", why = why),
        }
    }
}

impl Trouble {
    /// With the file named as `name` has it.
    #[must_use]
    pub fn named(self, name: impl Fn(&str) -> String) -> Self {
        let place = self.place.map(|(path, line)| (name(&path), line));
        Self { place, ..self }
    }
}

/// Hears the lines of one run, in their order.
#[derive(Clone, Debug, Default)]
pub struct Listener {
    has_failed: bool,
}

impl Listener {
    pub fn hear(&mut self, line: &str) -> Option<Heard> {
        let line = line.trim();
        if line.starts_with("Web Server is available at") && !self.has_failed {
            return Some(Heard::Ready);
        }
        if line.starts_with("Change detected") || line.starts_with("Change of ") {
            self.has_failed = false;
            return None;
        }
        if line.starts_with("Total in ") {
            return (!self.has_failed).then_some(Heard::Built);
        }
        let trouble = trouble(line)?;
        // Hugo says it once more when it ends.
        if std::mem::replace(&mut self.has_failed, true) {
            return None;
        }
        Some(Heard::Failed(trouble))
    }
}

/// What a line complains about, if all of the build failed by it.
pub fn trouble(line: &str) -> Option<Trouble> {
    let after = |start: &str| line.split_once(start).map(|(_, after)| after.trim());
    let is_error = line.starts_with("ERROR ") || line.starts_with("Error: ");
    let said = after("Rebuild failed: ")
        .or_else(|| after("error building site: "))
        .or_else(|| after("Error building site: "))
        .or_else(|| line.strip_prefix("Error: "))
        .filter(|_| is_error)?;
    let is_early = ["assemble", "process", "failed to extract"]
        .iter()
        .any(|early| said.starts_with(early));
    let (place, rest) = match place(said) {
        Some((place, rest)) => (Some(place), rest),
        None => (None, said),
    };
    Some(Trouble {
        place,
        why: why(rest),
        is_early,
        words: said.to_owned(),
    })
}

/// The last file that is named with its line, and what is said behind it:
/// `"/site/layouts/single.html:12:3": execute of template failed`.
fn place(said: &str) -> Option<((String, usize), &str)> {
    let mut found = None;
    let mut from = 0;
    while let Some(at) = said.get(from..).and_then(|rest| rest.find("\": ")) {
        let end = from + at;
        let start = said.get(..end).and_then(|before| before.rfind('"'));
        if let Some(named) = start.and_then(|start| said.get(start + 1..end))
            && let Some(place) = with_line(named)
        {
            found = Some((place, said.get(end + 3..).unwrap_or_default()));
        }
        from = end + 3;
    }
    found
}

/// Of `a.html:12:3`.
fn with_line(named: &str) -> Option<(String, usize)> {
    let (rest, _column) = named.rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    let line = line.parse().ok()?;
    Some((path.to_owned(), line))
}

fn why(said: &str) -> Why {
    if let Some(need) = need(said) {
        return Why::Needs(need);
    }
    // Where in the template stands before it: `at <$.Nope>: `.
    let said = match said.rsplit_once(">: ") {
        Some((_, said)) => said,
        None => said,
    };
    for start in ["can’t evaluate field ", "can't evaluate field "] {
        if let Some((_, field)) = said.split_once(start)
            && let Some((name, of)) = field.split_once(" in type ")
        {
            return Why::NoField {
                name: name.to_owned(),
                of: of.trim_start_matches('*').to_owned(),
            };
        }
    }
    Why::Words(said.to_owned())
}

/// `access denied: "postcss" is not whitelisted in policy "security.exec.allow"`.
fn need(said: &str) -> Option<Need> {
    let (_, denied) = said.split_once("access denied: \"")?;
    let (what, policy) = denied.split_once("\" is not whitelisted in policy \"")?;
    let what = what.to_owned();
    Some(if policy.starts_with("security.exec") {
        Need::Run(what)
    } else if policy.starts_with("security.http") {
        Need::Fetch(what)
    } else {
        Need::ReadVariable(what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: &str = "ERROR Rebuild failed: render: [en v1.0.0 guest] failed to render pages: render of \
                          \"/stage/1/posts/a.md\" failed: \"/site/layouts/_default/single.html:12:40\": execute of \
                          template failed at <$.Nope>: can’t evaluate field Nope in type page.Page";

    #[test]
    fn the_server_is_heard_as_it_begins_builds_and_fails() {
        let mut listener = Listener::default();
        let heard: Vec<Heard> = [
            "Watching for changes in /site/layouts",
            "Built in 33 ms",
            "Web Server is available at http://127.0.0.1:1/ (bind address 127.0.0.1) ",
            "Change detected, rebuilding site (#1).",
            "Source changed /posts/a.md",
            "Total in 13 ms",
            "Change detected, rebuilding site (#2).",
            FAILED,
            "Total in 1 ms",
            "Change detected, rebuilding site (#3).",
            "Total in 2 ms",
        ]
        .into_iter()
        .filter_map(|line| listener.hear(line))
        .collect();

        let failed = Heard::Failed(trouble(FAILED).unwrap());
        assert_eq!(heard, [Heard::Ready, Heard::Built, failed, Heard::Built]);
    }

    #[test]
    fn a_theme_that_fails_is_told_with_its_place_and_what_it_lacks() {
        let trouble = trouble(FAILED).unwrap();

        assert_eq!(
            trouble.place,
            Some(("/site/layouts/_default/single.html".to_owned(), 12))
        );
        let lacks = Why::NoField {
            name: "Nope".to_owned(),
            of: "page.Page".to_owned(),
        };
        assert_eq!(trouble.why, lacks);
        assert!(!trouble.is_early);
    }

    #[test]
    fn what_the_site_wants_to_run_fetch_or_read_is_told() {
        let line = |what: &str, policy: &str| {
            format!(
                "ERROR Rebuild failed: render: failed: \"/site/layouts/a.html:1:2\": execute of template failed at \
                 <getenv \"X\">: error calling it: access denied: \"{what}\" is not whitelisted in policy \
                 \"{policy}\"; the current security configuration is:"
            )
        };
        for (what, policy, need) in [
            (
                "postcss",
                "security.exec.allow",
                Need::Run("postcss".to_owned()),
            ),
            (
                "https://example.com/",
                "security.http.urls",
                Need::Fetch("https://example.com/".to_owned()),
            ),
            (
                "HOME",
                "security.funcs.getenv",
                Need::ReadVariable("HOME".to_owned()),
            ),
        ] {
            let trouble = trouble(&line(what, policy)).unwrap();
            assert_eq!(trouble.why, Why::Needs(need), "{what}");
        }
    }

    #[test]
    fn what_fails_before_pages_are_made_is_told_apart() {
        let early = "ERROR Rebuild failed: assemble: failed to create page from pageMetaSource /posts/a: \
                     \"/stage/0/posts/a.md:4:1\": failed to extract shortcode: template for shortcode \"no\" not found";
        let trouble = trouble(early).unwrap();

        assert!(trouble.is_early);
        assert_eq!(trouble.place, Some(("/stage/0/posts/a.md".to_owned(), 4)));
    }

    #[test]
    fn what_is_no_failure_of_the_build_is_let_pass() {
        for line in [
            "ERROR deprecated: site.Author was deprecated",
            "WARN  found no layout file",
            "a page that says: Rebuild failed: not",
            "",
        ] {
            assert_eq!(trouble(line), None, "{line}");
        }
        let settings = trouble(
            "Error: failed to load config: \"/site/hugo.toml:3:1\": unmarshal failed: toml",
        );
        assert_eq!(
            settings.unwrap().place,
            Some(("/site/hugo.toml".to_owned(), 3))
        );
    }
}
