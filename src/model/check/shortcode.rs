//! What of the calls of shortcodes stops the build of the whole site.

use crate::model::{
    finding::{Finding, Place, Rule},
    site::shortcodes::{Fault, Wrong},
};

/// So many are told of one text.
const MOST: usize = 500;

/// Each mistake at its call in the text, the first hundreds of them.
pub fn found(text: &str, faults: &[Fault]) -> Vec<Finding> {
    let findings = faults.iter().take(MOST).map(|fault| {
        let place = Place::Text(fault.range_in(text));
        Finding::new(rule(&fault.wrong), place, fault.wrong.said())
    });
    findings.collect()
}

fn rule(wrong: &Wrong) -> Rule {
    match wrong {
        Wrong::Unknown(_) | Wrong::Removed(_) => Rule::TextShortcodeUnknown,
        Wrong::Unended | Wrong::NotClosed(_) | Wrong::ClosedForNothing(_) | Wrong::NotOpen(_) => {
            Rule::TextShortcodeOpen
        }
        Wrong::NoName
        | Wrong::Ending(_)
        | Wrong::Sign(_)
        | Wrong::Mixed
        | Wrong::NeedsPercent(_) => Rule::TextShortcodeBroken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::{hugo::Version, shortcodes::Shortcodes};

    #[test]
    fn a_call_that_is_not_closed_is_found_at_its_braces() {
        let text = "Words.\n\n{{< highlight go >}}\na\n\n{{< nope >}}\n";
        let faults = Shortcodes::of_hugo(Version::NEWEST).faults(text, 0);

        let found = found(text, &faults);

        let places: Vec<_> = found
            .iter()
            .map(|it| (it.rule, &text[it.range().unwrap().clone()]))
            .collect();
        assert!(
            places.contains(&(Rule::TextShortcodeOpen, "{{< highlight go >}}")),
            "{places:?}"
        );
        assert!(
            places.contains(&(Rule::TextShortcodeUnknown, "{{< nope >}}")),
            "{places:?}"
        );
    }
}
