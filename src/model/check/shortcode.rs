//! What of the calls of shortcodes stops the build of the whole site.

use super::fix;
use crate::model::{
    finding::{Finding, Fix, Place, Rule, Safety},
    markdown::shortcode::Open,
    said::said,
    site::shortcodes::{Fault, Shortcodes, Wrong},
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

/// As [`found`], with what puts the mistakes right in a site that has these.
pub fn found_with_fixes(text: &str, faults: &[Fault], shortcodes: &Shortcodes) -> Vec<Finding> {
    let found = found(text, faults).into_iter().zip(faults);
    let found = found.map(|(finding, fault)| Finding {
        fixes: fix(text, fault, shortcodes).into_iter().collect(),
        ..finding
    });
    found.collect()
}

fn fix(text: &str, fault: &Fault, shortcodes: &Shortcodes) -> Option<Fix> {
    let range = fault.range_in(text);
    let call = text.get(range.clone())?;
    match &fault.wrong {
        Wrong::Unknown(name) => {
            let names = shortcodes.iter().map(|(name, _)| name);
            let near = fix::nearest(&name.to_lowercase(), names)?;
            let start = range.start + call.find(name.as_str())?;
            let label = said!("check-fix-shortcode", name = near);
            let place = start..start + name.len();
            Some(fix::of_text(label, Safety::Asked, place, near))
        }
        Wrong::NotClosed(name) => {
            let open = Open::of(call)?;
            let rest = text.get(range.end..)?;
            let end = range.end + rest.find("\n\n").unwrap_or(rest.trim_end().len());
            let label = said!("check-fix-close-shortcode", name = name);
            let closing = format!("\n{} /{name} {}", open.opening(), open.closing());
            Some(fix::of_text(label, Safety::Asked, end..end, &closing))
        }
        Wrong::NotOpen(_) | Wrong::ClosedForNothing(_) => {
            let label = said!("check-fix-end-of-shortcode");
            Some(fix::of_text(label, Safety::Asked, range, ""))
        }
        _ => None,
    }
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
    use crate::model::site::hugo::Version;

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
