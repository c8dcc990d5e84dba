//! The gate before the stage: Hugo is never given a text that stops its build. Some Hugos end by it, others put an
//! error in place of the page at every call that is half typed.

use crate::model::{
    finding::{Place, Severity},
    front_matter,
    said::{Said, Says, said},
    site::{Site, status::Stop},
};

/// What keeps a text from the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// From 1; 0: not known.
    pub line: usize,
    pub why: Said,
}

impl Says for Held {
    fn said(&self) -> Said {
        match self.line {
            0 => self.why.clone(),
            line => said!("stage-held", line = line, why = &self.why),
        }
    }
}

/// Whether Hugo may be given a text, as that of the file at `path`.
///
/// # Errors
/// The first that stops its build.
pub fn look(site: &Site, path: &std::path::Path, text: &str) -> Result<(), Held> {
    let head = front_matter::read(text);
    let errors = head.problems.iter();
    let mut errors = errors.filter(|it| it.severity == Severity::Error);
    if let Some(problem) = errors.next() {
        let at_byte = match &problem.place {
            Place::Text(range) => Some(range.start),
            Place::Key(_) | Place::File => None,
        };
        return Err(Held {
            line: at_byte.map_or(0, |at| line_at(text, at)),
            why: problem.message.clone(),
        });
    }
    if let Some(fault) = site
        .shortcodes
        .faults(text, head.head.end)
        .into_iter()
        .next()
    {
        return Err(Held {
            line: line_at(text, fault.at_byte),
            why: fault.wrong.said(),
        });
    }
    match site.page_of(path, &head, text) {
        Ok(page) => page.stop.map_or(Ok(()), |stop| Err(held_by(&stop))),
        // What is no page is read all the same, by the page that it belongs to.
        Err(_) => Ok(()),
    }
}

fn held_by(stop: &Stop) -> Held {
    Held {
        line: stop.line,
        why: stop.why.clone(),
    }
}

/// From 1.
fn line_at(text: &str, at_byte: usize) -> usize {
    let before = text.get(..at_byte).unwrap_or(text);
    before.matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn line_of(text: &str) -> Option<usize> {
        let site = Site::empty("/site".into(), "/site/content".into());
        let looked = look(&site, Path::new("/site/content/posts/a.md"), text);
        looked.err().map(|held| held.line)
    }

    #[test]
    fn a_text_that_stops_the_build_is_held_at_its_line() {
        let head = "---\ntitle: A\n---\n";
        for (body, held) in [
            ("Words.\n", None),
            ("{{< figure src=\"a.jpg\" >}}\n", None),
            ("{{</* nosuch */>}}\n", None),
            ("a\nb {{< fig", Some(5)),
            ("a\n{{< nosuch >}}\n", Some(5)),
            ("{{< highlight go >}}\nx\n", Some(4)),
        ] {
            assert_eq!(line_of(&format!("{head}{body}")), held, "{body}");
        }
        for (head, is_held) in [
            ("title: A", false),
            ("title: \"A", true),
            ("title: A\ntitle: B", true),
            ("title: [a", true),
        ] {
            let text = format!("---\n{head}\n---\nWords.\n");
            assert_eq!(line_of(&text).is_some(), is_held, "{head}");
        }
        assert!(line_of("---\ntitle: A\nWords\n").is_some(), "not closed");
    }
}
