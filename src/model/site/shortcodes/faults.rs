//! What of the calls in a text stops the build of the whole site.

use std::ops::Range;

use super::{
    REMOVED, Shortcodes,
    calls::{Call, calls},
};
use crate::model::{
    markdown::shortcode::Open,
    said::{Said, said},
};

/// Bytes of a call that are marked at most.
const MOST_MARKED: usize = 1_000;

/// A mistake, at its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Of the call's `{{`.
    pub at_byte: usize,
    pub wrong: Wrong,
}

impl Fault {
    /// The call in its text, on its line; the start of it, if it is longer than 1,000 bytes.
    pub fn range_in(&self, text: &str) -> Range<usize> {
        let rest = text.get(self.at_byte..).unwrap_or_default();
        // A line may be as long as the text, and have a call at every word.
        let near = rest.get(..rest.floor_char_boundary(MOST_MARKED));
        let line = near.unwrap_or_default().split('\n').next();
        let line = line.unwrap_or_default();
        let end = line.find("}}").map_or(line.len(), |end| end + 2);
        self.at_byte..self.at_byte + end
    }
}

/// What is wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    NoName,
    /// A dot in its name.
    Ending(String),
    Unknown(String),
    /// Hugo had it once.
    Removed(String),
    /// Its braces do not end.
    Unended,
    /// It takes the text up to its end, which there is not.
    NotClosed(String),
    /// It takes no text, and is closed all the same.
    ClosedForNothing(String),
    /// It closes what was not begun.
    NotOpen(String),
    /// A sign that stands in no call: `'`, `,`.
    Sign(char),
    /// Values with names and without in one call.
    Mixed,
    /// It makes markdown, and is called with `<`.
    NeedsPercent(String),
}

impl Wrong {
    /// Whether it would be none in a site that had another shortcode of this name.
    pub const fn is_of_a_name(&self) -> bool {
        matches!(
            self,
            Self::Unknown(_)
                | Self::Removed(_)
                | Self::NotClosed(_)
                | Self::ClosedForNothing(_)
                | Self::NeedsPercent(_)
        )
    }

    /// For people.
    pub fn said(&self) -> Said {
        match self {
            Self::NoName => said!("shortcode-no-name"),
            Self::Ending(name) => said!("shortcode-ending", name = name),
            Self::Unknown(name) => said!("shortcode-unknown", name = name),
            Self::Removed(name) => said!("shortcode-removed", name = name),
            Self::Unended => said!("shortcode-unended"),
            Self::NotClosed(name) => said!("shortcode-not-closed", name = name),
            Self::ClosedForNothing(name) => said!("shortcode-closed-for-nothing", name = name),
            Self::NotOpen(name) => said!("shortcode-not-open", name = name),
            Self::Sign(sign) => said!("shortcode-sign", sign = sign.to_string()),
            Self::Mixed => said!("shortcode-mixed"),
            Self::NeedsPercent(name) => said!("shortcode-needs-percent", name = name),
        }
    }
}

/// The calls that were begun and are to be closed, as Hugo keeps them: which name closes which is
/// not asked, only that each name was begun.
#[derive(Default)]
struct Begun<'a> {
    /// The names that a closing call may have.
    names: Vec<&'a str>,
    /// Those that take a text.
    waiting: Vec<&'a Call>,
}

impl Shortcodes {
    /// What is wrong with the calls in a text; `ref` and `relref` are asked of the site's links.
    pub fn faults(&self, text: &str, body_start: usize) -> Vec<Fault> {
        let (calls, unended) = calls(text, body_start);
        let mut faults = Vec::new();
        let mut begun = Begun::default();
        for call in &calls {
            let wrong = if call.is_closing {
                begun.close(call, self)
            } else {
                self.wrong_of(call)
            };
            if let Some(wrong) = wrong {
                faults.push(Fault {
                    at_byte: call.at_byte,
                    wrong,
                });
            }
            if !call.is_closing {
                self.begin(call, &mut begun);
            }
        }
        faults.extend(begun.waiting.iter().map(|call| Fault {
            at_byte: call.at_byte,
            wrong: Wrong::NotClosed(call.written.clone()),
        }));
        faults.extend(unended.map(|at_byte| Fault {
            at_byte,
            wrong: Wrong::Unended,
        }));
        faults.sort_by_key(|fault| fault.at_byte);
        faults
    }

    fn begin<'a>(&self, call: &'a Call, begun: &mut Begun<'a>) {
        if call.is_ended {
            return;
        }
        begun.names.push(&call.written);
        let reads_inner = match self.get(&call.name) {
            Some(shortcode) => shortcode.reads_inner,
            None => call.is_inline(),
        };
        if reads_inner {
            begun.waiting.push(call);
        }
    }

    fn wrong_of(&self, call: &Call) -> Option<Wrong> {
        let name = || call.written.clone();
        if call.name.is_empty() {
            return Some(Wrong::NoName);
        }
        if let Some(sign) = call.sign {
            return Some(Wrong::Sign(sign));
        }
        if !self.is_known(&call.name) {
            let is_removed = REMOVED.contains(&&*call.name) && self.version.has(156);
            return Some(match name() {
                name if call.name.contains('.') => Wrong::Ending(name),
                name if is_removed => Wrong::Removed(name),
                name => Wrong::Unknown(name),
            });
        }
        let shortcode = self.get(&call.name).filter(|_| !call.is_inline())?;
        let has_names = call.arguments.iter().any(|(key, _)| key.is_some());
        if has_names && call.arguments.iter().any(|(key, _)| key.is_none()) {
            return Some(Wrong::Mixed);
        }
        let is_wrong = call.open == Open::Html && !shortcode.has_html;
        is_wrong.then(|| Wrong::NeedsPercent(name()))
    }
}

impl<'a> Begun<'a> {
    fn close(&mut self, call: &'a Call, shortcodes: &Shortcodes) -> Option<Wrong> {
        let name = || call.written.clone();
        let begun = self.names.iter().rposition(|begun| *begun == call.written);
        let Some(at) = begun else {
            return Some(Wrong::NotOpen(name()));
        };
        self.names.remove(at);
        if !shortcodes.is_known(&call.name) {
            // Whether it takes a text nobody can say.
            return None;
        }
        match self.waiting.pop() {
            Some(_) => None,
            None => Some(Wrong::ClosedForNothing(name())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::hugo::Version;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, Wrong)]) {
        let faults = Shortcodes::of_hugo(Version::NEWEST).faults(text, 0);
        let found: Vec<(usize, Wrong)> = faults
            .into_iter()
            .map(|fault| (fault.at_byte, fault.wrong))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn each_mistake_is_found_at_its_call() {
        let name = || "nosuch".to_owned();
        check("{{< figure src=\"a\" >}} {{</* nosuch */>}}", &[]);
        check("a `{{< nosuch >}}`", &[(3, Wrong::Unknown(name()))]);
        check("{{< gist a >}}", &[(0, Wrong::Removed("gist".to_owned()))]);
        check("{{< >}}", &[(0, Wrong::NoName)]);
        check("{{< figure 'a' >}}", &[(0, Wrong::Sign('\''))]);
        check("{{< figure src=\"a\" b >}}", &[(0, Wrong::Mixed)]);
        check("x {{% figure", &[(2, Wrong::Unended)]);
    }

    #[test]
    fn what_is_not_known_stops_the_build() {
        let all = Shortcodes::of_hugo(Version::NEWEST);
        for (name, is_known) in [
            ("figure", true),
            ("Figure", true),
            ("x.inline", true),
            (".inline", false),
            ("figure.html", false),
            ("gist", false),
            ("nosuch", false),
            ("", false),
        ] {
            let faults = all.faults(&format!("{{{{< {name} />}}}}"), 0);
            assert_eq!(all.is_known(name), is_known, "{name}");
            assert_eq!(faults.is_empty(), is_known, "{name}: {faults:?}");
        }
    }

    #[test]
    fn a_call_that_takes_a_text_is_closed_once() {
        let highlight = || "highlight".to_owned();
        check("{{< highlight go >}}x{{< /highlight >}}", &[]);
        check("{{< highlight go />}}x", &[]);
        check("{{< highlight go >}}x{{% /highlight %}}", &[]);
        check(
            "a {{< highlight go >}}x",
            &[(2, Wrong::NotClosed(highlight()))],
        );
        check("x{{< /highlight >}}", &[(1, Wrong::NotOpen(highlight()))]);
        check(
            "{{< figure >}}{{< /figure >}}",
            &[(14, Wrong::ClosedForNothing("figure".to_owned()))],
        );
    }
}
